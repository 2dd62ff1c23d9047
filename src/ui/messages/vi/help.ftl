# Lời giải thích các lệnh. Tên lệnh và tên tùy chọn là tiếng Anh.

help-init = Tạo thư mục làm việc: kho dữ liệu, các đơn vị, quy trình
help-demo = Chạy trình diễn cả đợt luân chuyển năm 2022 trong một thư mục riêng
help-open = Mở hồ sơ
help-list = Danh sách hồ sơ
help-tasks = Danh sách việc
help-show = Xem một hồ sơ: việc, văn bản, nội dung, vướng mắc
help-why = Vì sao hồ sơ chưa đi tiếp, và hạn của từng việc tính ra sao
help-history = Diễn biến của hồ sơ: ai ghi gì, lúc nào
help-done = Ghi kết quả một việc
help-due = Đặt thời hạn hoặc gia hạn cho một việc
help-suspend = Tạm dừng hồ sơ; các thời hạn đứng lại
help-resume = Cho hồ sơ tiếp tục
help-withdraw = Rút hồ sơ và các hồ sơ đang mở bên trong
help-reopen = Mở lại một việc đã ghi nhầm là xong
help-correct = Đính chính nội dung đã ghi sai; nội dung cũ vẫn xem được
help-actor = Cơ quan, đơn vị, chức danh, cán bộ
help-actor-list = Danh sách
help-actor-show = Xem một đơn vị hoặc cá nhân
help-actor-set = Thêm hoặc sửa một đơn vị, cá nhân
help-actor-import = Nhập danh sách cán bộ từ tệp CSV
help-run = Chạy một kịch bản hàng loạt
help-remind = Nhắc các việc đến lúc nhắc, mỗi mức một lần
help-schedule = Chạy các kịch bản theo lịch; --once làm việc đến lúc rồi thôi
help-rehearse = Chạy thử lịch cho những ngày tới: sẽ gửi gì, cho ai; không lưu, không gửi gì
help-outbox = Thư, lời nhắc đã soạn theo ngày và nơi nhận, và kết quả gửi
help-calendar = Ngày nghỉ và ngày làm bù; tính theo thời hạn
help-calendar-add = Ngày kết thúc của một thời hạn
help-calendar-between = Số ngày làm việc giữa hai ngày
help-scripts = Quy trình viết bằng kịch bản
help-scripts-check = Tìm mọi lỗi của quy trình trong thư mục scripts/
help-scripts-publish = Kiểm tra rồi ban hành quy trình; hồ sơ mới dùng phiên bản này
help-scripts-list = Các phiên bản đã ban hành
help-scripts-reference = Mọi hàm và thuộc tính mà kịch bản dùng được
help-verify = Kiểm tra nhật ký khớp với mọi bảng
help-help = Xem các lệnh, hoặc cách dùng một lệnh
help-exit = Thoát

## Tùy chọn của mọi lệnh

help-arg-home = Thư mục làm việc: scripts/, calendars/, store/, outbox/
help-arg-lang = Ngôn ngữ của thông báo
help-arg-as = Thay mặt đơn vị hoặc cá nhân này (mã hoặc tên)
help-arg-now = Coi lúc này là: 21/9/2022, "2022-09-21 08:30"
help-arg-format = Dạng kết quả
help-arg-rehearse = Chạy thử: làm thật, in các thay đổi, không lưu gì

## Tham số của từng lệnh

help-arg-case = Số hồ sơ, ví dụ VT-2022-001
help-arg-task = Tên việc, ví dụ answer
help-arg-kind = Loại hồ sơ: round, request, placement …
help-arg-actor-list-kind = Chỉ loại này: body, board, agency, district, commune, post, cadre, officer
help-arg-actor-set-kind = Loại của đơn vị, cá nhân mới
help-arg-subject = Đối tượng của hồ sơ: mã hoặc tên
help-arg-parent = Thuộc hồ sơ nào; chỉ cần khi có nhiều hồ sơ phù hợp
help-arg-actor-set-parent = Thuộc đơn vị nào
help-arg-set = Một mục của hồ sơ; dùng được nhiều lần
help-arg-correct-set = Giá trị đúng của một mục; dùng được nhiều lần
help-arg-actor-set-set = Một điều về đơn vị, cá nhân; để trống giá trị thì bỏ điều đó; dùng được nhiều lần
help-arg-filter = Điều kiện lọc: 'c.kind == "request" && c.status == "open"'
help-arg-tasks-filter = Điều kiện lọc: 't.key == "answer" && c.subject == "535"'
help-arg-overdue = Chỉ các việc quá hạn
help-arg-owner = Chỉ các việc của đơn vị hoặc cá nhân này: mã hoặc tên
help-arg-outcome = Kết quả; bỏ trống thì lấy kết quả dự kiến
help-arg-on = Ngày xong việc (bỏ trống thì là hôm nay): 3/10/2022
help-arg-correct-on = Ngày đúng
help-arg-doc = Văn bản làm căn cứ: "12-QĐ/BTCTU 3/11/2022"
help-arg-correct-doc = Văn bản đúng
help-arg-note = Ghi chú
help-arg-correct-note = Ghi chú đúng
help-arg-correct-task = Việc đã ghi sai; bỏ trống khi chỉ đính chính các mục
help-arg-reason = Lý do
help-arg-term = Thời hạn: "10 ngày làm việc", 10d, 2w, 1m
help-arg-due-from = Thời hạn tính từ ngày này (bỏ trống thì là hôm nay)
help-arg-basis = Căn cứ của thời hạn: "Công văn 12-CV/BTCTU"
help-arg-due-after = Thời hạn tính từ ngày xong việc này, và chuyển theo khi ngày ấy được đính chính
help-arg-binding = Thời hạn ấn định: hết hạn thì việc kết thúc với kết quả này
help-arg-escalate = Thời hạn ấn định: hết hạn thì kịch bản của quy trình xử lý
help-arg-due-calendar = Tính cả ngày nghỉ riêng của huyện hoặc cơ quan này
help-arg-due-remind = Thêm một mức nhắc: tên, số ngày làm việc so với hạn, nơi nhận, mẫu thư: "third-letter +8 owner reminder-second"
help-arg-schedule-once = Làm những việc đến lúc rồi kết thúc: dùng cho cron, systemd
help-arg-schedule-list = Các việc theo lịch: lần chạy gần nhất và lần tới
help-arg-rehearse-until = Ngày cuối của những ngày chạy thử
help-arg-full = Kèm nội dung từng thư
help-arg-outbox-from = Từ ngày này
help-arg-outbox-until = Đến hết ngày này
help-arg-waiting = Chỉ những thư chưa gửi được, của mọi ngày
help-arg-extend = Gia hạn thêm, tính từ hạn đang có
help-arg-actor = Mã hoặc tên
help-arg-actor-set-actor = Mã hoặc tên; mã chưa có thì thêm mới, cần --kind và --name
help-arg-name = Tên
help-arg-below = Chỉ những gì thuộc đơn vị này, ở mọi cấp
help-arg-actor-import-file = Tệp CSV: dòng đầu là tiêu đề cột, dấu ; hoặc , ngày dạng dd/mm/yyyy
help-arg-skip-bad = Nhập các dòng đúng dù có dòng lỗi
help-arg-run-file = Kịch bản: tên tệp, hoặc đường dẫn trong thư mục làm việc
help-arg-args = Tham số của kịch bản: --tên giá-trị
help-arg-dir = Thư mục sẽ tạo; chưa có kho dữ liệu bên trong
help-arg-package = Quy trình (bỏ trống thì là tất cả)
help-arg-year = Năm cần xem (bỏ trống thì là năm nay)
help-arg-of = Tính cả ngày nghỉ riêng của một huyện hay cơ quan: 535
help-arg-date = Ngày: 22/4/2024
help-arg-from = Ngày đầu
help-arg-to = Ngày cuối
