# Bảng tra cứu cho người viết kịch bản.

reference-title = Bảng tra cứu kịch bản
reference-intro =
    Lập bằng `quytrinh scripts reference` từ lời giải thích đặt cạnh từng hàm trong mã nguồn của chương trình; `--lang en` cho bản
    tiếng Anh, `--definitions` cho tệp dùng với trình soạn thảo. Ở màn hình lệnh, gõ `help due` để xem về `due`.

    Mọi ví dụ đều được bài kiểm tra chạy thử. Ví dụ của các hàm do quy trình viết làm thành một quy trình nhỏ, trong những tệp đã ghi; ví dụ
    khác có sẵn `c` là đề nghị gửi huyện 522 và `t` là việc `answer` của nó.
reference-hooks = Hàm do quy trình viết (hooks)
reference-cases = Hồ sơ (cases)
reference-tasks = Việc (tasks)
reference-actors = Cơ quan, đơn vị, người (actors)
reference-documents = Văn bản (documents)
reference-dates = Ngày và thời hạn (dates)
reference-lists = Danh sách (lists)
reference-office = Điều quy trình nói và hỏi (office)
reference-reminders = Nhắc việc và thư (reminders)
reference-doors = Thao tác của kịch bản hàng loạt và bài kiểm tra (doors)
reference-language = Hàm thay cho hàm sẵn có của ngôn ngữ (language)
reference-tests = Hàm chỉ bài kiểm tra mới có (tests)
reference-in-package = Viết trong `package.rhai`.
reference-in-kind = Viết trong `kind.rhai`, hoặc chung cho mọi loại hồ sơ trong `package.rhai`.
reference-in-step = Viết trong tệp của bước, hoặc chung cho mọi bước trong `kind.rhai` hay `package.rhai`.
reference-in-job = Viết trong kịch bản ở `jobs/`.
reference-in-door = Viết trong kịch bản ở `bulk/` hoặc `jobs/`.
reference-example-in = Trong `{ $file }`:
reference-keys = Các khóa của bảng:
reference-keys-below = Các khóa của bảng trong `{ $key }`:
reference-needed = bắt buộc
