# Lỗi trong kịch bản, như người viết kịch bản cần thấy. Chỗ sai (tệp, dòng, cột) được in kèm.

script-syntax = Chưa đọc được kịch bản: { $why }.
    .hint = { $way ->
        [none] Sửa câu lệnh ở chỗ được chỉ; thường là thiếu hoặc thừa dấu ngoặc, dấu phẩy, dấu chấm phẩy ngay trước đó.
       *[other] { $way }
    }

script-unknown-function = Không có hàm nào nhận lời gọi `{ $call }`.
    .hint =
        { $near ->
            [none] Tra tên hàm, số và kiểu các tham số:
           *[other] Có thể là: { $near }
        }
        { $prog }scripts reference

script-unknown-variable = Không có biến nào tên là `{ $name }`.
    .hint = { $near ->
        [none] Khai báo biến bằng let trước khi dùng; trong hàm chỉ thấy tham số và biến của chính hàm đó.
       *[other] Có thể là: { $near }
    }

script-unknown-property = { $of ->
        [none] Không có thuộc tính `{ $name }`.
       *[other] `{ $of }` không có thuộc tính hay mục `{ $name }`.
    }
    .hint =
        { $near ->
            [none] Tra tên thuộc tính; mục riêng của loại hồ sơ khai báo ở `fields` trong kind.rhai:
           *[other] Có thể là: { $near }
        }
        { $prog }scripts reference

script-unknown-key = `{ $map }` không dùng khóa `{ $key }`.
    .hint = Các khóa dùng được: { $expected }

script-wrong-value = Cần { $wanted-word }, nhưng nhận được { $given }.
    .hint =
        Sửa giá trị ở chỗ được chỉ. Tra kiểu của từng tham số:
        { $prog }scripts reference

script-limit = { $bound ->
        [operations] Kịch bản chạy quá nhiều phép tính nên bị dừng.
        [time] Kịch bản chạy quá lâu nên bị dừng.
        [depth] Các hàm gọi lồng nhau quá sâu nên bị dừng.
        [memory] Kịch bản dùng quá nhiều bộ nhớ nên bị dừng.
        [size] Kịch bản tạo một văn bản, một mảng hoặc một bảng khóa quá lớn nên bị dừng.
        [output] Kịch bản in ra quá nhiều nên bị dừng.
        [changes] Kịch bản thay đổi quá nhiều thứ trong một lần nên bị dừng.
        [variables] Kịch bản tạo quá nhiều biến nên bị dừng.
        [import] Kịch bản không được nạp kịch bản khác.
        [lines] Các tệp kịch bản có quá nhiều dòng.
        [file] Tệp kịch bản quá lớn, không đọc.
        [package] Các tệp của gói thủ tục cộng lại quá lớn.
        [functions] Kịch bản có quá nhiều hàm.
        [expression] Một biểu thức của kịch bản lồng nhau quá sâu.
       *[other] Kịch bản vượt quá giới hạn cho phép ({ $bound }) nên bị dừng.
    }
    .hint = { $bound ->
        [lines] Chia quy trình thành nhiều gói, hoặc rút gọn các tệp.
        [file] Một kịch bản không quá 1 MB: chia nhỏ tệp, hoặc nhập dữ liệu bằng lệnh, chẳng hạn `actor import`.
        [package] Một gói thủ tục không quá 4 MB: chia quy trình thành nhiều gói.
        [functions] Chia quy trình thành nhiều gói, hoặc bỏ những hàm không ai gọi.
        [expression] Đặt tên cho các phần bên trong bằng `let`, mỗi phần một dòng.
        [import] Hàm dùng chung đặt trong `package.rhai` hoặc `kind.rhai`, mọi bước đều gọi được.
        [depth] Không có gì được ghi lại. Tìm hàm tự gọi chính nó không có điểm dừng; thay bằng vòng lặp.
        [size] Không có gì được ghi lại. Duyệt danh sách bằng `for`, không gom tất cả lại: một văn bản không quá 1 MB, một mảng hoặc bảng khóa không quá 32.768 phần tử.
        [memory] Không có gì được ghi lại. Tìm danh sách hoặc văn bản cứ dài mãi; duyệt danh sách bằng `for`, không gom tất cả lại.
        [changes] Không có gì được ghi lại. Tìm vòng lặp không có điểm dừng. Kịch bản được tự thay đổi 5.000 mục, thêm 40 mục cho mỗi hồ sơ, việc, đơn vị mà nó duyệt bằng `for x in …`; mỗi lần chạy không quá 200.000 mục, nhiều hơn thì chia ra.
        [output] Không có gì được ghi lại. Chỉ in kết quả, không in từng bước; mỗi lần chạy được in không quá 4 MB.
        [time] Không có gì được ghi lại. Tìm vòng lặp không có điểm dừng; thu hẹp danh sách trước (`of_kind`, `open`, …). Điều phải chờ thì khai báo thành một việc có thời hạn.
       *[other] Không có gì được ghi lại. Tìm vòng lặp không có điểm dừng; điều phải chờ thì khai báo thành một việc có thời hạn.
    }

script-thrown = Kịch bản báo lỗi: { $message }
    .hint = Lời báo này do chính kịch bản đưa ra ở chỗ được chỉ. Nếu là yêu cầu của quy trình đối với người dùng thì viết bằng refuse("…").

script-run-over = Kịch bản dùng một hồ sơ, việc hoặc đơn vị của lần chạy đã kết thúc.
    .hint = Tìm lại trong lần chạy này, ví dụ find_case("VT-2022-001"), rồi dùng.

script-missing-file = Thiếu tệp kịch bản `{ $file }`.
    .hint =
        Tạo tệp này, hoặc bỏ tên của nó ở nơi nêu tên (`kinds`, `steps`, `left-out.txt` …), rồi kiểm tra:
        { $prog }scripts check

script-missing-function = Thiếu hàm `{ $function }`.
    .hint =
        Thêm hàm vào tệp, rồi kiểm tra:
        { $prog }scripts check

script-overrides-nothing = Hàm `{ $function }` của bản riêng theo huyện không thay cho hàm nào của bản chung.
    .hint = { $near ->
        [none] Hàm dùng riêng trong tệp thì khai báo là private fn.
       *[other] Hàm dùng riêng thì khai báo là private fn. Nếu gõ nhầm tên, bản chung có: { $near }
    }

script-inconsistent = Các phần của quy trình chưa khớp nhau: { $message }.
    .hint =
        Sửa cho khớp, rồi kiểm tra lại toàn bộ:
        { $prog }scripts check

script-refused =
    Kịch bản yêu cầu một điều mà quy tắc không cho phép.
    { $why }
    .hint =
        Sửa kịch bản ở chỗ được chỉ để không yêu cầu điều này, rồi kiểm tra:
        { $prog }scripts check

script-unexpected =
    { $aspect ->
        [holds] Điều kiện không đúng.
        [due] Hạn của việc { $of } khác mong đợi.
        [step] Bước của hồ sơ { $of } khác mong đợi.
        [status] Tình trạng của hồ sơ { $of } khác mong đợi.
        [outcome] Kết quả của hồ sơ { $of } khác mong đợi.
        [field] Mục { $of } khác mong đợi.
        [open] Các việc làm được của hồ sơ { $of } khác mong đợi.
        [owed] Các việc còn phải làm của hồ sơ { $of } khác mong đợi.
        [blocker] Vướng mắc của hồ sơ { $of } khác mong đợi.
        [remark] Lưu ý của hồ sơ { $of } khác mong đợi.
        [paper] Văn bản của hồ sơ { $of } khác mong đợi.
        [reminder] Các lời nhắc của việc { $of } khác mong đợi.
        [refusal] Lời từ chối khác mong đợi.
       *[other] Giá trị khác mong đợi.
    }
    Mong đợi: { $expected ->
        [none] không có
       *[other] { $expected }
    }
    Thực tế: { $found ->
        [none] không có
       *[other] { $found }
    }
    .hint = Nếu kịch bản đúng thì sửa bài kiểm tra; nếu bài kiểm tra đúng thì sửa kịch bản.

script-host = Chương trình gặp lỗi bên trong khi chạy kịch bản: { $message }.
    .hint =
        Không có gì được ghi lại. Kiểm tra tệp và quyền đọc; nếu vẫn gặp, gửi thông báo này cho người phụ trách chương trình.

script-wrong-arguments = `{ $function }` không nhận { $given } tham số.
    .hint = Cách gọi: { $takes }

script-never-called = Không có gì gọi hàm `{ $function }`.
    .hint = Nếu gõ nhầm tên, hàm được gọi là: { $near }

script-missing-key = Trong `{ $map }` còn thiếu khóa `{ $key }`.
    .hint = Thêm `{ $key }: …` vào đó.

script-read-only = Kịch bản không ghi được `{ $of }.{ $name }`.
    .hint =
        Mục riêng của loại hồ sơ khai báo ở `fields` trong kind.rhai; điều khác thay đổi được thì có hàm riêng:
        { $prog }scripts reference

script-unknown-word = { $kind ->
        [task] Không kịch bản nào giao việc `{ $word }`.
        [outcome] Không việc nào có kết quả `{ $word }`.
        [case-outcome] Không hồ sơ nào kết thúc với kết quả `{ $word }`.
        [step] Không có bước `{ $word }`.
        [field] Không có mục `{ $word }`.
        [need] Việc không thể cần `{ $word }`: đó không phải là "document", cũng không phải là một mục.
        [case-kind] Gói không có loại hồ sơ `{ $word }`.
        [actor-kind] Không có loại đơn vị, cá nhân `{ $word }`.
        [actor] Trong kho không có đơn vị, cá nhân `{ $word }`.
        [role] Không hàm recipients() nào biết vai `{ $word }`.
        [letter] Không có mẫu văn bản letters/{ $word }.txt.
        [letter-name] Văn bản không có nội dung nào tên là `{ $word }`.
        [office-term] office_terms() không có thời hạn `{ $word }`.
        [field-type] Không có kiểu mục `{ $word }`.
        [status] Hồ sơ không có trạng thái `{ $word }`.
        [state] Việc không có trạng thái `{ $word }`.
        [choice] Mục này không ghi được `{ $word }`.
        [block] Không có khối `{ $word }`.
        [direction] Văn bản không có hướng `{ $word }`.
       *[other] `{ $word }` không phải là từ dùng được ở đây.
    }
    .hint = { $near ->
        [none] Xem lại cách viết ở nơi khai báo.
       *[other] Có thể là: { $near }
    }

script-term-without-unit = Thời hạn phải có đơn vị; ở đây chỉ ghi { $given ->
        [number] một con số
       *[other] một đoạn chữ
    }.
    .hint = Viết working_days(15), days(15), weeks(2), months(1), hoặc term("15 ngày làm việc").

script-template = Không điền được mẫu văn bản: { $message }.
    .hint = Sửa dòng được chỉ. README của kịch bản liệt kê các tên dùng được trong mẫu.

script-unclosed-bracket = Dấu `{ $bracket }` chưa được đóng.
    .hint = Đóng ở chỗ hết phần của nó; phần sau đang bị hiểu là nằm bên trong.

script-reserved-word = Ngôn ngữ dành riêng từ `{ $word }` nên không dùng làm tên được.
    .hint = Chọn tên khác; hồ sơ thường gọi là c, việc gọi là t.

script-unreached-file = Tệp `{ $file }` không thuộc loại hồ sơ nào, bước nào, nên không bao giờ được chạy.
    .hint = { $near ->
        [none] Ghi tên vào `kinds` của package.rhai hoặc `steps` của kind.rhai, hoặc bỏ tệp này.
       *[other] Nếu đặt nhầm tên, các tệp được đọc là: { $near }
    }

script-unreached-step = Không bước nào của `{ $of }` dẫn đến bước `{ $step }`.
    .hint = Cho next(c) của bước trước trả về "{ $step }", hoặc bỏ bước này khỏi `steps`.

script-circle = Các việc chờ lẫn nhau thành vòng: { $tasks }
    .hint = Không việc nào trong đó làm được. Bỏ bớt một việc khỏi `after`.

script-loosens = { $loosened ->
        [task] Quy định riêng bỏ việc `{ $name }` của bản chung ({ $base }).
        [gate] Quy định riêng bỏ điều kiện «{ $name }» của bản chung ({ $base }).
        [cancelled] Quy định riêng hủy việc `{ $name }` mà bản chung yêu cầu ({ $base }).
        [owner] Quy định riêng giao việc `{ $name }` cho nơi khác với bản chung ({ $base }).
        [issuer] Quy định riêng đổi nơi ban hành văn bản: `{ $name }` ({ $base }).
        [needs] Trong quy định riêng, việc không còn cần `{ $name }` như bản chung ({ $base }).
        [after] Trong quy định riêng, việc không còn chờ `{ $name }` như bản chung ({ $base }).
        [term] Thời hạn `{ $name }` trong quy định riêng dài hơn bản chung ({ $base }).
        [term-dropped] Quy định riêng bỏ thời hạn `{ $name }` của bản chung ({ $base }).
        [step] Quy định riêng đi quá bước mà bản chung dẫn đến ({ $base }): `{ $name }`.
       *[other] Quy định riêng bỏ `{ $name }` mà bản chung có ({ $base }).
    }
    .hint =
        Địa phương chỉ được thêm và rút ngắn. Gọi base::{ $function }(…) rồi bổ sung.
        Nếu bản chung cho phép điều này thì ghi phía trên hàm của bản chung: /// @relax { $name }

publish-differs = Theo phiên bản mới của quy trình { $package }, diễn biến của các hồ sơ đang mở sẽ khác ở { $count } điểm (đã chạy lại { $cases } hồ sơ đang mở). Phiên bản cũ vẫn có hiệu lực.
    .hint =
        Nếu đúng là muốn như vậy, chấp nhận từng loại kèm lý do; lý do được lưu lại, các hồ sơ giữ nguyên phiên bản của mình:
        { $prog }scripts publish { $package }{ $with ->
            [none] {""}
           *[other] { $with }
        } --accept { $first }="…"
        Chấp nhận chung những loại có tên bắt đầu giống nhau thì dùng dấu *, mọi loại thì: --accept "*=…"
publish-difference = { $kind } – { $count } hồ sơ đang mở, đầu tiên là { $case }
publish-recorded = {"  "}đã ghi:  { $words }
publish-now = {"  "}bây giờ: { $words }
publish-nothing = không có gì
publish-refused = từ chối { $by } lúc { $at } – { $words }
publish-passes = được chấp nhận – { $words }
trace-head = { $case }, mục { $entry }, { $at }: { $why }
trace-none = Hồ sơ { $case } đã kết thúc, hoặc không có gì để xem: phải chạy lại diễn biến của hồ sơ đang mở mới xem được.

publish-tests-more = … và { $count } bài nữa
publish-tests-fail = Chưa ban hành quy trình { $package }: có { $count } bài kiểm thử không đạt. Phiên bản cũ vẫn có hiệu lực.
    .hint =
        Sửa kịch bản hoặc bài kiểm thử, rồi chạy:
        { $prog }scripts test { $package }

script-unknown-argument = `args()` không khai báo tham số `{ $name }`.
    .hint = { $near ->
        [none] Khai báo trong `args()`, kèm kiểu: { $name }: #{ "{" } title: "…", type: "text" { "}" }
       *[other] Có thể là: { $near }
    }

script-bad-time = `{ $given }` không phải là giờ chạy của việc theo lịch.
    .hint = Ghi đủ năm mục: phút, giờ, ngày, tháng, thứ. Mỗi sáng lúc 7 giờ 30: "30 7 * * *"; thứ Hai hằng tuần lúc 8 giờ: "0 8 * * 1".
