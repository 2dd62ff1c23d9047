# Vì sao một giá trị không ghi được: phần sau dấu hai chấm của câu, nên viết thường và không có dấu chấm.

field-no-date = đây không phải là ngày có thật
    .hint = Ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 01/03/2023

field-no-number = đây không phải là số nguyên
    .hint = Chỉ ghi chữ số, ví dụ 2023

field-no-yes-no = chỉ nhận có hoặc không
    .hint = Ghi yes (có) hoặc no (không).

field-no-choice = đây không phải là một trong các từ được dùng
    .hint = Chọn một trong các từ: { $choices }

field-missing-column = thiếu cột `{ $column }`
    .hint = Ghi đủ các cột theo thứ tự; các dòng cách nhau bằng dấu chấm phẩy: { $pattern }

field-unknown-column = không có cột `{ $column }`
    .hint = Các cột theo thứ tự: { $pattern }

field-wrong-type = giá trị phải thuộc kiểu { $wanted-word }
    .hint = Cách ghi giá trị: { $pattern }

## Tìm theo tên

lookup-unknown = không có { $kind ->
        [none] nơi nào
       *[other] { $kind-word } nào
    } mang mã hoặc tên này
    .hint =
        { $near ->
            [none] Tra mã và tên trong danh sách:
           *[other] Có thể là: { $near }
        }
        { $kind ->
            [case] { $prog }list
           *[other] { $prog }actor list
        }

lookup-ambiguous = có nhiều nơi cùng mang tên này
    .hint = Dùng mã ở đầu dòng thay cho tên: { $candidates }

lookup-failed = chưa tra được ({ $error })
    .hint =
        Dùng mã thay cho tên. Nếu vẫn không được, kiểm tra kho dữ liệu:
        { $prog }verify

## Thời hạn

term-no-count = chưa có số ở đầu
    .hint = Ghi số và đơn vị: "15 ngày làm việc", "10 ngày", "2 tuần", "1 tháng"

term-no-unit = số { $count } chưa có đơn vị
    .hint = Ghi rõ là ngày làm việc hay ngày: "{ $count } ngày làm việc" hoặc "{ $count } ngày"

term-unknown-unit = `{ $unit }` không phải là đơn vị của thời hạn
    .hint = { $near ->
        [working-days] Có thể là: ngày làm việc
        [days] Có thể là: ngày
        [weeks] Có thể là: tuần
        [months] Có thể là: tháng
       *[other] Dùng một trong các đơn vị: ngày làm việc, ngày, tuần, tháng
    }

term-brackets = các dấu ngoặc chưa đóng, bên trong chưa ghi gì, hoặc không đứng ở cuối
    .hint = Ghi cách tính trong một cặp ngoặc ở cuối, ví dụ "10 ngày (tính cả ngày đầu)"

term-unknown-rule = `{ $rule }` không phải là một cách tính thời hạn
    .hint = { $near ->
        [first-day-counts] Có thể là: tính cả ngày đầu
        [first-day-not-counted] Có thể là: không tính ngày đầu
        [rolls-back] Có thể là: gặp ngày nghỉ thì lùi về trước
        [may-end-on-day-off] Có thể là: gặp ngày nghỉ vẫn giữ nguyên
        [rolls-forward] Có thể là: gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo
        [last-day-stays-last] Có thể là: cuối tháng sang cuối tháng
        [same-day-number] Có thể là: đến ngày tương ứng của tháng cuối
       *[other] Các cách tính: tính cả ngày đầu; gặp ngày nghỉ thì lùi về trước; gặp ngày nghỉ vẫn giữ nguyên; cuối tháng sang cuối tháng
    }

term-rule-twice = không thể vừa `{ $other }` vừa `{ $rule }`
    .hint = Giữ một trong hai cách tính đó.

term-negative = thời hạn không thể là số âm
    .hint = Ghi số từ 1 trở lên, ví dụ "5 ngày làm việc"

term-zero = thời hạn phải từ 1 trở lên
    .hint = Ghi số từ 1 trở lên, ví dụ "5 ngày làm việc"

term-too-long = thời hạn quá dài
    .hint = Xem lại con số; lịch chỉ tính được đến hết năm 2100.

## Lịch làm việc

calendar-malformed = tệp lịch { $file } dòng { $line } chưa đúng cách viết ({ $reason })
    .hint = Sửa dòng { $line } của tệp { $file }; xem một tệp lịch năm khác làm mẫu.

calendar-bad-date = tệp lịch { $file } dòng { $line }: `{ $text }` không phải là ngày có thật
    .hint = Trong tệp lịch, ngày viết theo dạng 2024-04-30

calendar-file-year = tệp lịch { $file } dòng { $line }: lịch không có năm { $year }
    .hint = Lịch tính được từ năm 1900 đến hết năm 2100: xem lại năm của tệp.

calendar-other-year = tệp lịch { $file } dòng { $line }: ngày { $date } không thuộc năm { $year }
    .hint = Chuyển ngày này sang tệp của đúng năm, hoặc sửa lại năm.

calendar-nameless = tệp lịch { $file } dòng { $line }: ngày { $date } chưa có tên
    .hint = Ghi tên ngày nghỉ vào dòng { $line }, ví dụ name = "Quốc khánh"

calendar-twice = tệp lịch { $file } dòng { $line }: ngày { $date } đã được ghi một lần
    .hint = Bỏ một trong hai dòng cùng ghi ngày { $date }

calendar-swapped-twice = tệp lịch { $file } dòng { $line }: ngày { $date } bị hoán đổi hai lần
    .hint = Mỗi ngày chỉ hoán đổi một lần: bỏ một trong hai dòng.

calendar-not-weekend = tệp lịch { $file } dòng { $line }: ngày làm bù { $date } không phải thứ Bảy hay Chủ nhật
    .hint = Ngày làm bù phải là ngày nghỉ cuối tuần: xem lại ngày trong quyết định hoán đổi.

calendar-not-weekday = tệp lịch { $file } dòng { $line }: ngày nghỉ hoán đổi { $date } vốn là ngày nghỉ cuối tuần
    .hint = Ngày được nghỉ thay phải là ngày làm việc: xem lại ngày trong quyết định hoán đổi.

calendar-far-swap = tệp lịch { $file } dòng { $line }: ngày nghỉ { $off } và ngày làm bù { $work } cách nhau quá { $most } ngày
    .hint = Xem lại hai ngày trong quyết định hoán đổi, nhất là tháng và năm.

calendar-year-twice = hai tệp lịch { $other } và { $file } cùng quy định năm { $year }
    .hint = Giữ một tệp cho mỗi năm.

calendar-day-twice = hai tệp lịch { $other } và { $file } cùng ghi ngày { $date }
    .hint = Bỏ ngày { $date } ở một trong hai tệp.

calendar-year-outside = lịch không có năm { $year }
    .hint = Lịch tính được từ năm 1900 đến hết năm 2100: xem lại năm.

calendar-unknown-scope = không có lịch riêng của `{ $scope }`
    .hint = { $known ->
        [none] Chưa nơi nào có ngày nghỉ riêng; ghi scope = "…" vào ngày nghỉ đó trong tệp lịch, hoặc bỏ --of để dùng lịch chung.
       *[other] Các nơi có lịch riêng: { $known }
    }

calendar-ends-outside = { $term } tính từ ngày { $anchor } vượt ra ngoài lịch
    .hint = Lịch tính được từ năm 1900 đến hết năm 2100: xem lại ngày và thời hạn.

calendar-shifts-outside = { $days } ngày làm việc tính từ ngày { $date } vượt ra ngoài lịch
    .hint = Lịch tính được từ năm 1900 đến hết năm 2100: xem lại ngày.

## Danh sách cán bộ nhập từ tệp

roster-not-utf8 = Tệp { $file } dòng { $line } không phải chữ Unicode (UTF-8).
    .hint = Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8”, rồi nhập lại.

roster-bad-rows = Tệp { $file } có { $count } lỗi; chưa có gì được ghi vào kho dữ liệu.
    .hint = Sửa các dòng trên rồi nhập lại, hoặc thêm --skip-bad để chỉ nhập các dòng đúng.

roster-no-rows = Tệp { $file } không có dòng nào.
    .hint = Dòng đầu ghi tiêu đề cột (Họ và tên; Ngày sinh; Cơ quan …), mỗi dòng sau là một cán bộ.

roster-headings = Tệp { $file } dòng { $line }: tiêu đề cột chưa dùng được.
    .hint = Sửa tiêu đề cột ở dòng { $line } của tệp, rồi nhập lại; chưa có gì được ghi vào kho dữ liệu.

roster-heading-unknown = cột “{ $heading }” không thuộc danh sách cán bộ{ $near ->
        [none] {""}
       *[other] ; có thể là: { $near }
    }
    .hint = Sửa lại tên cột, hoặc bỏ cột này khỏi tệp.

roster-heading-repeated = cột “{ $heading }” trùng với cột “{ $first }”
    .hint = Bỏ một trong hai cột.

roster-heading-missing = thiếu cột “{ $heading }”
    .hint = Thêm cột “{ $heading }”.

roster-empty = ô này cần có nội dung
    .hint = Ghi nội dung vào ô rồi nhập lại.

roster-not-a-date = đây không phải là ngày
    .hint = Ghi ngày/tháng/năm, ví dụ 5/3/1985

roster-short-year = năm chỉ có hai chữ số
    .hint = Ghi năm đủ bốn chữ số, ví dụ 5/3/1985

roster-implausible-year = năm { $year } khó có thể đúng
    .hint = Xem lại năm trong tệp.

roster-no-such-day = không có ngày { $day }/{ $month }/{ $year }
    .hint = Xem lại ngày và tháng trong tệp.

roster-not-a-choice = đây không phải là một trong các từ: { $expected }
    .hint = Dùng một trong các từ: { $expected }

roster-too-many = có { $found } mục, nhiều nhất được { $most }
    .hint = Giữ lại { $most } mục, bỏ bớt các mục khác.

roster-unresolved = { $message ->
        [none] không có nơi nào mang mã hoặc tên này
       *[other] chưa rõ là nơi nào; có thể là: { $message }
    }
    .hint =
        Ghi mã thay cho tên. Tra mã:
        { $prog }actor list

roster-malformed-id = đây không phải là mã
    .hint = Mã gồm chữ cái không dấu, chữ số và các dấu - _ . liền nhau, ví dụ CB01

roster-repeated-id = mã này đã có ở dòng { $first_line }
    .hint = Mỗi cán bộ một mã: sửa mã ở một trong hai dòng.

roster-ragged = dòng có { $found } ô, tiêu đề có { $expected } ô
    .hint = Xem lại dấu phân cách trong dòng; ô có dấu phân cách bên trong phải để trong ngoặc kép.

roster-no-heading = cột này không có tiêu đề
    .hint = Ghi tiêu đề cho cột, hoặc xóa nội dung của cột.

roster-unclosed-quote = có dấu ngoặc kép mở mà không đóng
    .hint = Đóng dấu ngoặc kép, hoặc bỏ dấu đó đi.
