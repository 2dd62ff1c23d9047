# Từ ngữ của các báo cáo: tiêu đề cột, tình trạng, câu xác nhận.

## Tiêu đề và nhãn

label-actor = Đơn vị, cá nhân
label-after = Sau việc
label-anchor = Tính từ
label-at = Lúc
label-awaits = Chờ
label-basis = Căn cứ
label-before = Trước đó
label-blocker = Vướng mắc
label-by = Người ghi
label-case = Hồ sơ
label-cases = Các hồ sơ
label-changes = Thay đổi
label-children = Hồ sơ bên trong
label-closed = Kết thúc ngày
label-code = Mã
label-count = Số lượng
label-date = Ngày
label-day = Ngày
label-days-late = Trễ (ngày)
label-deferred = Chuyển sang năm
label-direction = Đi/đến
label-document = Văn bản
label-documents = Văn bản
label-due = Hạn
label-due-origin = Cách tính hạn
label-edition = Phiên bản
label-entries = Số mục
label-event = Diễn biến
label-extension = Gia hạn
label-field = Mục
label-fields = Nội dung
label-file = Tệp
label-hash = Mã kiểm tra
label-history = Diễn biến
label-holiday = Ngày nghỉ
label-issuer = Nơi ban hành
label-kind = Loại
label-label = Nhãn
label-line = Dòng
label-message = Lời nhắc
label-name = Tên
label-needs = Cần có
label-note = Ghi chú
label-number = Số
label-on-behalf = Thay mặt
label-opened = Mở ngày
label-outcome = Kết quả
label-outcomes = Kết quả ghi được
label-owner = Nơi thực hiện
label-package = Quy trình
label-parent = Thuộc
label-place = Nơi đến
label-reason = Lý do
label-remark = Lưu ý
label-remarks = Lưu ý
label-rung = Mức nhắc
label-seq = Mục
label-since = Từ ngày
label-state = Tình trạng
label-status = Tình trạng
label-step = Bước
label-subject = Đối tượng
label-summary = Trích yếu
label-suspended = Tạm dừng ngày
label-symbol = Ký hiệu
label-task = Việc
label-tasks = Các việc
label-term = Thời hạn
label-title = Tên
label-to = Nơi nhận
label-type = Loại văn bản
label-valid-from = Áp dụng từ
label-value = Giá trị
label-variation = Bản riêng
label-why = Do
label-working = Ngày làm việc
label-year = Năm

## Tình trạng và loại

state-waiting = chờ
state-open = làm được
state-done = xong
state-cancelled = bỏ
status-open = đang mở
status-suspended = tạm dừng
status-closed = kết thúc
direction-in = đến
direction-out = đi
message-queued = chờ chuyển
message-delivered = đã chuyển
message-failed = chưa chuyển được
kind-body = cơ quan lãnh đạo
kind-board = ban
kind-agency = cơ quan
kind-district = cấp huyện
kind-commune = cấp xã
kind-post = chức danh
kind-cadre = cán bộ
kind-officer = người dùng
unit-working-days = ngày làm việc
unit-days = ngày
unit-weeks = tuần
unit-months = tháng
day-working = ngày làm việc
day-weekend = nghỉ cuối tuần
day-off = ngày nghỉ
day-makeup = làm bù
calendar-decided = đã có quyết định
calendar-expected = dự kiến
yes = có
no = không
none = không có

## Bảng

table-nothing = Không có gì để hiện.
table-hidden = Còn { $count } dòng không hiện.
    .hint = Thu hẹp bằng điều kiện lọc, hoặc lấy tất cả bằng --format csv
table-count = { $count } dòng.

## Xác nhận từng lệnh

report-initialised = Đã tạo thư mục làm việc { $path }
    .hint =
        Nạp { $actors } cơ quan, đơn vị và chức danh; ban hành { $packages } quy trình. Bắt đầu:
        { $prog }open round --subject BTCTU
report-opened = Đã mở hồ sơ { $case }: { $title }
report-opened-children = Đã mở thêm { $count } hồ sơ bên trong.
report-done = Đã ghi xong việc { $task } của hồ sơ { $case } với kết quả { $outcome }.
report-document = Đã ghi văn bản { $document }.
report-term-set = Đã đặt hạn việc { $task } của hồ sơ { $case }: ngày { $due }.
report-term-extended = Đã gia hạn việc { $task } của hồ sơ { $case } đến ngày { $due }.
report-suspended = Đã tạm dừng hồ sơ { $case }; các thời hạn đứng lại từ hôm nay.
report-resumed = Hồ sơ { $case } đã tiếp tục; phần thời hạn còn lại tính từ hôm nay.
report-withdrawn = Đã rút hồ sơ { $case }.
report-reopened = Đã mở lại việc { $task } của hồ sơ { $case }.
report-corrected = Đã đính chính; nội dung cũ vẫn xem được trong diễn biến.
report-field-set = Đã ghi mục { $field } của hồ sơ { $case }.
report-step-entered = Hồ sơ { $case } chuyển sang bước { $step }.
report-case-closed = Hồ sơ { $case } kết thúc: { $outcome }.
report-now-open = Làm được lúc này: { $tasks }
report-none-open = Hồ sơ { $case } không còn việc nào làm được lúc này.
report-actor-set = Đã ghi { $actor } { $name }.
report-actor-same = { $actor } { $name } đã có đúng như vậy; không có gì thay đổi.
report-imported = Đã nhập { $count } cán bộ từ tệp { $file }
report-imported-same = { $count } cán bộ đã có đúng như trong tệp.
report-import-skipped = Bỏ qua { $count } dòng có lỗi.
report-import-refused = Tệp { $file } có { $count } dòng có lỗi; chưa có gì được ghi.
    .hint = Sửa các dòng trên rồi nhập lại, hoặc thêm --skip-bad để chỉ nhập các dòng đúng.
report-published = Đã ban hành quy trình { $package }, phiên bản { $label } ({ $edition }). Hồ sơ mới dùng phiên bản này; hồ sơ đang mở giữ phiên bản cũ.
report-published-same = Quy trình { $package } không thay đổi so với phiên bản đang dùng.
report-checked = Đã kiểm tra { $files } tệp: không có lỗi.
report-check-failed = Tìm thấy { $count } lỗi; chưa ban hành.
report-reminded = Đã nhắc { $fired } việc, viết { $messages } lời nhắc vào { $place }
report-reminded-none = Không có việc nào đến lúc nhắc.
report-reminded-day-off = Hôm nay ({ $date }) là ngày nghỉ nên không nhắc.
report-reminded-unreached = { $count } mức nhắc không có nơi nhận.
report-verified = Đã kiểm tra { $entries } mục nhật ký và toàn bộ các bảng: đúng.
report-ran = Kịch bản { $file } đã chạy xong; { $count } thay đổi được ghi.
report-ran-nothing = Kịch bản { $file } đã chạy xong; không có gì thay đổi.
report-demo = Thư mục làm việc của lần trình diễn: { $path }
    .hint =
        Xem tiếp trong thư mục đó:
        { $prog }--home { $path } repl
report-rehearsal = Chạy thử: không có gì được lưu.
report-changes = Thay đổi ({ $count }):
report-no-changes = Không có gì thay đổi.
report-changes-hidden = … và { $count } thay đổi nữa.
report-overdue = { $count } việc quá hạn.
report-not-late = Không có việc nào quá hạn.
report-waiting-for = Đang chờ { $holder } ({ $waited } giây) …
report-progress = { $done }/{ $all }

## Vì sao (why)

why-blockers = Vướng mắc của bước { $step }:
why-no-blockers = Bước { $step } không có vướng mắc nào ngoài các việc còn phải làm.
why-open = Việc { $task } ({ $owner }) làm được lúc này, chưa có kết quả.
why-waiting = Việc { $task } chờ: { $after }
why-awaits = Việc { $task } chờ: { $awaits }
why-due = Hạn { $due } = { $anchor } + { $term }; { $basis }
why-extended = + { $term } gia hạn ngày { $on }: { $reason }
why-expected = (dự kiến: lịch nghỉ năm đó chưa được quyết định)
why-late = Trễ { $days } ngày.
why-days-left = Còn { $days } ngày.
why-due-today = Hạn là hôm nay.
why-paused = Đồng hồ đứng lại từ ngày { $since }.

## Màn hình lệnh

repl-welcome = quytrinh { $version } · { $home }
    .hint = Gõ một lệnh (help để xem), hoặc một biểu thức như tasks().overdue().len(); thoát bằng exit
repl-bye = Tạm biệt.
repl-unknown = `{ $typed }` không phải là lệnh, cũng chưa phải là một biểu thức đúng.
