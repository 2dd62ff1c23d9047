# Những gì lệnh doctor thấy, và cách làm.

doctor-state-good = tốt
doctor-state-attention = lưu ý
doctor-state-bad = hỏng
doctor-rights = Quyền tệp
doctor-rights-closed = chỉ chủ sở hữu đọc và ghi được kho dữ liệu.
doctor-rights-open = người khác trên máy này đọc hoặc ghi được { $path }. Trong đó có hồ sơ cán bộ.
    .hint = chmod { $mode } "{ $path }"
doctor-room = Dung lượng đĩa
doctor-room-enough = còn trống { $free } MB.
doctor-room-little = chỉ còn trống { $free } MB; để ghi thêm và sao lưu cần { $wanted } MB. Đĩa đầy thì không ghi được gì nữa.
    .hint = Dọn bớt, hoặc chuyển các bản sao lưu cũ sang nơi khác.
doctor-outbox = Thư mục gửi đi
doctor-outbox-open = ghi được công văn vào { $path }.
doctor-outbox-closed = không ghi được vào { $path } nên công văn chưa gửi được: { $why }
    .hint = Cấp cho người dùng này quyền ghi vào thư mục đó.
doctor-backup = Sao lưu
doctor-backup-fresh = bản mới nhất trong { $path } là của ngày { $on }.
doctor-backup-old = bản mới nhất trong { $path } là của ngày { $on }, cách đây { $days } ngày. Những gì ghi từ đó sẽ mất nếu hỏng đĩa này.
    .hint = { $prog }backup
    Giữ thêm một bản trên máy khác.
doctor-backup-none = chưa có bản nào trong { $path }. Mọi thứ đã ghi sẽ mất nếu hỏng đĩa này.
    .hint = { $prog }backup
    Giữ thêm một bản trên máy khác. Nếu bản sao lưu để ở nơi khác thì kiểm tra nơi đó.
doctor-store = Kho dữ liệu
doctor-store-opens = mở được; bố cục { $schema }.
doctor-store-missing = { $why }
    .hint = Chỉ đúng thư mục bằng --home; tạo kho mới bằng init, hoặc khôi phục từ bản sao lưu:
    { $prog }restore TỆP
doctor-store-shut = không mở được: { $why }
    .hint = Giữ nguyên tệp đó, rồi khôi phục từ bản sao lưu:
    { $prog }restore TỆP --overwrite
doctor-log = Nhật ký và các bảng
doctor-log-whole = đã đọc lại { $entries } mục, khớp với mọi bảng.
doctor-log-altered = { $entries } mục còn nguyên vẹn, sau đó: { $why }
    .hint = Giữ tệp làm bằng chứng. Đối chiếu bản sao lưu mới nhất với niêm phong, rồi khôi phục:
    { $prog }restore TỆP --overwrite
doctor-clock = Đồng hồ
doctor-clock-right = bây giờ là { $now }.
doctor-clock-behind = máy báo { $now }, nhưng mục cuối ghi lúc { $last }. Hạn và việc nhắc sẽ sai.
    .hint = Chỉnh lại đồng hồ của máy.
doctor-calendar = Ngày nghỉ
doctor-calendar-decided = năm { $year } đã có quyết định.
doctor-calendar-expected = năm { $year } chưa có quyết định trong calendars/; hạn rơi vào năm đó mới là dự kiến.
    .hint = Khi có quyết định thì ghi vào calendars/{ $year }.toml.
doctor-calendar-unread = có tệp không dùng được: { $why }
    .hint = Sửa tệp đó; chưa sửa thì không tính được hạn và không nhắc việc được.
doctor-reminders = Nhắc việc
doctor-reminders-current = không có mục nào quá ngày gửi.
doctor-reminders-late = { $count } mục chưa gửi, mục đầu từ ngày { $since }. Không có ai chạy lịch, hoặc kịch bản bị vướng.
    .hint = { $prog }remind
    và kiểm tra lệnh `schedule` có đang chạy không (README, phần lịch chạy).
doctor-editions = Bản quy trình
doctor-editions-run = { $cases } hồ sơ đang mở theo { $count } bản, bản nào cũng chạy được.
doctor-editions-broken = bản { $edition }, đang dùng cho { $count } hồ sơ, không chạy được: { $why }
    .hint = Chuyển các hồ sơ đó sang bản khác:
    { $prog }migrate plan
doctor-messages = Tin gửi đi
doctor-messages-delivered = không có tin nào gửi hỏng; { $waiting } tin đang chờ.
doctor-messages-failed = { $count } tin chưa gửi được, tin đầu của ngày { $since }: { $why }
    .hint = { $prog }outbox --waiting
doctor-jobs = Kịch bản theo lịch
doctor-jobs-run = có { $count } kịch bản, lần chạy gần nhất đều được.
doctor-jobs-failed = { $job } không chạy được lúc { $at }: { $why }
    .hint = Sửa kịch bản rồi kiểm tra lại:
    { $prog }scripts check
