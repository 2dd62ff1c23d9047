# Điều cần biết dù thao tác đã xong; và đầu mục của các thông báo lỗi.

notice-paper-differs = Việc `{ $task }` thường có văn bản loại { $usual }, lần này là { $given }.
    .hint = Nếu ghi nhầm, đính chính bằng lệnh correct với --doc

notice-paper-ahead = Văn bản { $document } đề ngày sau hôm nay.
    .hint = Nếu ghi nhầm ngày, đính chính bằng lệnh correct với --doc

notice-planned-outcome = Việc `{ $task }` của hồ sơ { $case } được ghi với kết quả dự kiến `{ $outcome }` vì không nêu kết quả.
    .hint =
        Nếu kết quả khác, mở lại việc rồi ghi bằng --outcome với một trong: { $others }
        { $prog }reopen { $case } { $task } --reason "ghi nhầm kết quả"

notice-expected = Ngày { $date } là ngày dự kiến: lịch nghỉ năm đó chưa được quyết định.
    .hint = Khi có quyết định về ngày nghỉ, bổ sung tệp lịch của năm đó trong thư mục calendars/.

## Khung của thông báo

failure-refused = Chưa thực hiện được
failure-usage = Câu lệnh chưa rõ
failure-settings = Lỗi thiết lập
failure-script = Lỗi trong kịch bản
failure-store = Lỗi kho dữ liệu
failure-notice = Lưu ý
failure-way = Cách làm
failure-cause = Nguyên nhân
failure-calls = Gọi lần lượt
failure-more = … và { $count } mục nữa

## Từ dùng trong câu

word-case = hồ sơ
word-actor = đơn vị hoặc cá nhân
word-body = cơ quan lãnh đạo
word-board = ban
word-agency = cơ quan
word-district = huyện, thị xã, thành phố
word-commune = xã, phường, thị trấn
word-post = chức danh
word-cadre = cán bộ
word-officer = người dùng chương trình
word-text = chữ
word-number = số nguyên
word-date = ngày
word-yes-no = có hoặc không
word-choice = lựa chọn
word-list = danh sách
word-table = bảng
word-section = mục
word-number-from-1 = số nguyên từ 1 trở lên
word-case-id = số hồ sơ
word-actor-code = mã đơn vị hoặc cá nhân
word-package-name = tên quy trình
word-kind-of-case = loại hồ sơ
word-step-name = tên bước
word-task-key = tên việc
word-edition-hash = mã phiên bản
word-a-date = một ngày
word-an-actor = một đơn vị hoặc cá nhân
word-a-map = một bảng #{"{"}…{"}"}
word-an-array = một dãy […]
word-an-array-of-texts = một dãy chữ
word-a-whole-number = một số nguyên
word-true-or-false = true hoặc false
word-a-kind-of-actor = một loại đơn vị (agency, district …)
word-a-kind-of-case = một loại hồ sơ
word-a-number-of-working-days = số ngày làm việc
word-a-number-of-days-from-1 = số ngày từ 1 trở lên
word-a-document = một văn bản
word-or = hoặc
word-a-value-that-can-be-stored = một giá trị lưu được
word-a-text-or-a-map-among-needs = chữ hoặc bảng trong needs
word-a-term-such-as-working-days-15 = một thời hạn như working_days(15)
word-a-date-such-as-3-10-2022 = một ngày như 3/10/2022
word-a-basis-or-office-term = một căn cứ, hoặc office_term("…")
word-a-district-or = một huyện hoặc ()
word-the-name-of-a-step-or = tên một bước hoặc ()
word-letters-and-digits-without-marks = chữ cái không dấu và chữ số
word-an-actor-s-code = mã một đơn vị hoặc cá nhân
word-names-of-folders = tên các thư mục
word-names-of-files = tên các tệp
word-open-suspended-or-closed = open, suspended hoặc closed
word-a-later-day = một ngày sau ngày hiện tại của bài kiểm tra
word-a-text-or = chữ hoặc ()
