# Kho dữ liệu: lỗi khi mở, đọc, ghi, và những gì `verify` tìm thấy.

store-missing = Không có kho dữ liệu tại { $path }
    .hint =
        Chỉ đúng thư mục làm việc bằng --home, hoặc tạo mới:
        { $prog }init

store-exists = Đã có kho dữ liệu tại { $path }
    .hint = Dùng luôn kho này, hoặc chọn thư mục khác bằng --home; kho đang có được giữ nguyên.

store-not-a-store = Tệp { $path } không phải là kho dữ liệu của chương trình, hoặc đã hỏng.
    .hint =
        Chỉ đúng thư mục bằng --home, hoặc khôi phục từ bản sao lưu; tệp này được giữ bên cạnh:
        { $prog }restore TỆP --overwrite

store-newer = Kho dữ liệu { $path } có cấu trúc số { $found }; chương trình này chỉ biết đến số { $known }.
    .hint = Cài bản chương trình mới hơn rồi mở lại; tệp được giữ nguyên.

store-replaced = Kho dữ liệu tại { $path } vừa được thay bằng bản khác (restore).
    .hint = Chưa có gì được ghi. Nhập lại lệnh: lệnh sẽ dùng kho dữ liệu hiện có tại đó.

store-busy = { $holder ->
        [none] Kho dữ liệu đang bận, đã chờ { $waited_ms } ms.
       *[other] Kho dữ liệu đang được ghi bởi `{ $holder }` (tiến trình { $pid }, từ { $since }); đã chờ { $waited_ms } ms.
    }
    .hint = Chờ chương trình kia xong rồi làm lại; chưa có gì được ghi.

store-full = { $path ->
        [none] Ổ đĩa đã đầy nên không ghi được vào kho dữ liệu.
       *[other] Ổ đĩa đã đầy nên không ghi được vào kho dữ liệu { $path }
    }
    .hint = Dọn bớt ổ đĩa rồi làm lại; thao tác này chưa được ghi, dữ liệu cũ còn nguyên.

store-io = { $path ->
        [none] Không đọc hoặc ghi được tệp kho dữ liệu.
       *[other] Không đọc hoặc ghi được tệp kho dữ liệu { $path }
    }
    .hint = Kiểm tra ổ đĩa và quyền đọc, ghi thư mục làm việc, rồi làm lại; thao tác này chưa được ghi, dữ liệu cũ còn nguyên.

store-doubtful = Ổ đĩa gặp lỗi đúng lúc ghi xong nên thao tác này có thể đã được ghi, có thể chưa. Kho dữ liệu: { $path }
    .hint =
        Trước khi làm lại, xem thao tác đã có chưa và cho kiểm tra ổ đĩa:
        { $prog }verify

store-no-locks = { $path ->
        [none] Kho dữ liệu nằm trên ổ đĩa không khóa được tệp; nhiều chương trình cùng mở thì sẽ ghi đè lên nhau.
       *[other] Kho dữ liệu nằm trên ổ đĩa không khóa được tệp; nhiều chương trình cùng mở thì sẽ ghi đè lên nhau: { $path }
    }
    .hint = Để thư mục làm việc trên ổ đĩa của máy này, hoặc bật khóa tệp trên máy chủ thư mục mạng; chưa mở gì cả.

store-corrupt = Dòng `{ $key }` của bảng `{ $table }` không đọc được.
    .hint =
        Tìm chỗ sai đầu tiên, rồi đưa bản sao lưu vào thay:
        { $prog }verify
        { $prog }restore TỆP --overwrite

store-absent = Bảng `{ $table }` không có dòng `{ $key }`.
    .hint =
        Kiểm tra kho dữ liệu:
        { $prog }verify

store-read-only = Lần mở này chỉ để đọc nên không ghi được.
    .hint = Dùng một lệnh ghi (done, open …) thay cho lệnh xem.

store-redb = Kho dữ liệu gặp lỗi.
    .hint =
        Thao tác này chưa được ghi. Làm lại; nếu vẫn lỗi, kiểm tra kho dữ liệu:
        { $prog }verify

## Kiểm tra bằng verify

verify-gap = Nhật ký đứt quãng: phải là mục { $expected } nhưng gặp mục { $found }.
    .hint =
        Các mục trước đó còn nguyên. Đưa bản sao lưu vào thay; tệp này được giữ bên cạnh làm bằng chứng:
        { $prog }restore TỆP --overwrite

verify-hash = Mục { $seq } của nhật ký đã bị sửa hoặc không nối tiếp mục trước.
    .hint =
        So lại mục { $seq } với giấy tờ và đưa bản sao lưu vào thay; tệp này được giữ bên cạnh làm bằng chứng:
        { $prog }restore TỆP --overwrite

verify-unreadable = Mục { $seq } của nhật ký không đọc được ({ $reason }).
    .hint =
        Đưa bản sao lưu vào thay; tệp này được giữ bên cạnh làm bằng chứng:
        { $prog }restore TỆP --overwrite

verify-unfit = Mục { $seq } của nhật ký không khớp với các mục trước ({ $reason }).
    .hint =
        Đưa bản sao lưu vào thay; tệp này được giữ bên cạnh làm bằng chứng:
        { $prog }restore TỆP --overwrite

verify-table = { $kind ->
        [missing] Bảng `{ $table }` thiếu dòng `{ $key }` mà nhật ký có.
        [extra] Bảng `{ $table }` thừa dòng `{ $key }` mà nhật ký không có.
       *[other] Bảng `{ $table }`, dòng `{ $key }` khác với nhật ký.
    }
    .hint =
        Nhật ký còn đúng, bảng thì không. Đưa bản sao lưu vào thay; tệp này được giữ bên cạnh làm bằng chứng:
        { $prog }restore TỆP --overwrite

verify-edition = Tệp `{ $file }` của phiên bản quy trình { $edition } bị thiếu hoặc đã bị sửa trong kho dữ liệu.
    .hint =
        Đưa bản sao lưu vào thay; tệp này được giữ bên cạnh làm bằng chứng:
        { $prog }restore TỆP --overwrite

## Niêm phong

seal-shape = `{ $typed }` không phải là dòng niêm phong: phải có số mục, ngày và mã niêm phong.
    .hint = Gõ đúng dòng đã ghi trong sổ: "1284 21/9/2022 JPX3-JVP7-6X8J-XH9T"

seal-sign = Mã niêm phong không bao giờ có ký tự `{ $sign }`.
    .hint = Chỉ có các chữ số từ 2 đến 9 và các chữ C F H J K M N P R T V X; xem lại trong sổ.

seal-length = Mã niêm phong có { $found } ký tự, phải là { $needed }.
    .hint = Gõ đủ bốn nhóm, mỗi nhóm bốn ký tự, như trong sổ.

seal-slip = `{ $typed }` không phải là dòng lệnh `seal` đã in: hai ký tự cuối không khớp với phần trước.
    .hint = So lại từng ký tự của số mục, ngày và mã niêm phong với sổ.

seal-unsigned = Đây không phải là niêm phong có ký số ({ $reason }).
    .hint = Dùng đúng tệp mà `seal --sign` đã ghi; nếu dòng cuối bị cụt thì niêm phong lại vào một tệp mới.

seal-empty = Tệp này không có niêm phong nào.
    .hint = Nêu tên tệp mà `seal --sign` đã ghi.

seal-key = Đây không phải là khóa: khóa có 64 chữ số hệ mười sáu.
    .hint =
        Khóa công khai là dòng lệnh này đã in ra; khóa ký nằm trong tệp của nó:
        { $prog }seal --new-key FILE

seal-file-malformed = { $path }, dòng { $line }: { $why }
    .hint = { $way }

seal-key-open = Người khác đọc hoặc sửa được khóa trong { $path }
    .hint = Chỉ để người giữ khóa đọc được (chmod 600); nếu có thể đã có người chép thì lập khóa mới.

seal-nothing = Nhật ký chưa có mục nào nên chưa có gì để niêm phong.
    .hint = Ghi việc trước rồi hãy niêm phong.

## Tệp, thiết lập, câu lệnh

file-missing = Không có tệp { $path }
    .hint = Kiểm tra tên tệp và thư mục.

file-full = Ổ đĩa đã đầy nên không ghi được { $path }
    .hint = Dọn bớt ổ đĩa rồi làm lại.

file-trouble = Không đọc hoặc ghi được { $path }
    .hint = Kiểm tra tên tệp, thư mục và quyền đọc, ghi.

config-malformed = Tệp thiết lập { $path } chưa đúng cách viết: { $fault ->
        [password-inside] dòng { $line } ghi mật khẩu; mật khẩu không được để trong tệp này.
        [no-section] { $choice } = "{ $channel }" thì phải có mục [{ $channel }].
        [no-program] run ở mục [command] chưa nêu chương trình nào.
        [no-server] server ở mục [mail] chưa nêu máy chủ thư nào.
        [bad-sender] from ở mục [mail] là `{ $from }`, không phải địa chỉ thư điện tử.
        [no-login] password_file ở mục [mail] phải đi cùng login.
        [idle-certificates] ca_file ở mục [mail] phải đi cùng tls = "starttls" hoặc tls = "tls".
        [login-in-the-clear] login ở mục [mail] phải đi cùng tls = "starttls" hoặc tls = "tls", nếu không mật khẩu bị truyền không mã hóa.
       *[none] { $why }
    }
    .hint = { $fault ->
        [password-inside] Ghi mật khẩu vào một tệp riêng chỉ người dùng chương trình đọc được, rồi nêu tên tệp: password_file = "mail-password.txt"
        [no-section] Khai báo ở mục [{ $channel }], hoặc chọn "files".
        [bad-sender] Ví dụ: from = "Ban Tổ chức Tỉnh ủy <btctu@quangngai.gov.vn>"
       *[none] { $way }
    }

plan-malformed = { $path } không phải là kế hoạch chạy được: { $why }
    .hint =
        { $way }
        Lập kế hoạch mới: { $prog }migrate plan --out TỆP

toml-unknown-key = ở đây không có khóa nào tên là `{ $key }`.
    .hint = { $near ->
        [none] Ở đây ghi được: { $known }
       *[other] Có thể là: { $near }
    }

toml-unknown-word = ở đây không ghi được `{ $typed }`.
    .hint = Ghi một trong các từ: { $known }

toml-missing-key = phần bắt đầu từ đây còn thiếu khóa `{ $key }`.
    .hint = Thêm một dòng: { $key } = …

toml-wrong-type = ở đây cần { $wanted-word }, trong tệp lại ghi { $is-word }.
    .hint = Chữ đặt trong ngoặc kép; số, true, false không đặt trong ngoặc kép; danh sách đặt trong ngoặc vuông.

toml-twice = khóa `{ $key }` được ghi hai lần.
    .hint = Bỏ một trong hai dòng.

toml-syntax = dòng này chưa đúng cách viết TOML; bộ đọc báo: { $reason }
    .hint = Mỗi dòng viết: khóa = "chữ". Thường là thiếu ngoặc kép, dấu = hoặc dấu ngoặc vuông ở dòng này hoặc dòng ngay trước.

toml-other = { $reason ->
        [none] giá trị ở chỗ này không dùng được.
       *[other] giá trị ở chỗ này không dùng được; bộ đọc báo: { $reason }
    }
    .hint = Sửa giá trị ở chỗ được chỉ.

usage = { $text }
    .hint = Thêm --help sau lệnh để xem cách dùng.

usage-argument = `{ $word }` không phải là tham số: tham số của kịch bản có dạng --tên giá-trị
usage-argument-value = Tham số --{ $name } chưa có giá trị.
usage-unknown-argument = Kịch bản không có tham số --{ $name }. Các tham số: { $known }
usage-missing-argument = Kịch bản cần tham số --{ $name }. Các tham số: { $known }
usage-no-packages = Không có quy trình nào trong { $folder }
usage-unknown-package = Không có quy trình `{ $name }` trong thư mục scripts/.
usage-file-of-package = `{ $file }` là một phần của quy trình { $package }; quy trình được kiểm tra cả gói: scripts check { $package }
usage-with-script = --with đặt bản thảo lên trên một quy trình; kịch bản hàng loạt hay việc theo lịch không có bản thảo.
usage-no-such-test = Không có bài kiểm tra nào có `{ $filter }` trong tên, trong tên hàm hay tên tệp.
usage-init-rehearse = Lệnh này tạo thư mục và kho dữ liệu mới nên không chạy thử được; bỏ --rehearse.
usage-backup-rehearse = backup ghi ra tệp; bỏ --rehearse.
usage-restore-rehearse = restore thay tệp; bỏ --rehearse.
usage-export-rehearse = --to và --key ghi ra tệp; bỏ --rehearse.
usage-seal-rehearse = Khóa hoặc niêm phong có ký số phải ghi ra tệp nên không chạy thử được; bỏ --rehearse.
usage-verify-no-key = Kiểm tra niêm phong có ký số thì cần khóa công khai: --key KHÓA, hoặc keys ở mục [seals] của quytrinh.toml

restore-exists = Đã có kho dữ liệu tại { $path }{ $entries ->
        [none] , nhưng không đọc được
       *[other] , có { $entries } mục
    }; bản sao lưu có { $copy } mục.
    .hint = Muốn thay bằng bản sao lưu thì thêm --overwrite; kho đang có được giữ bên cạnh dưới tên khác.

export-leak = Chưa ghi gì: tên «{ $name }» vẫn còn trong bản trích của { $case }.
    .hint = Đây là lỗi của chương trình hoặc của chữ trong kịch bản. Báo cho người phụ trách, kèm loại hồ sơ và bước.

store-open-to-others = Người khác trên máy này ghi được vào { $path }
    .hint =
        Bỏ quyền ghi của họ (hoặc đặt QUYTRINH_SHARED=yes nếu cố ý dùng chung):
        chmod go-w "{ $path }"
