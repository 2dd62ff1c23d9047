# Từ ngữ của các báo cáo: tiêu đề cột, tình trạng, câu xác nhận.

## Tiêu đề và nhãn

label-active = Đang dùng
label-after = Sau mục
label-at = Lúc
label-awaits = Chờ
label-blockers = Vướng mắc
label-by = Người ghi
label-case = Hồ sơ
label-cases = Hồ sơ
label-children = Hồ sơ bên trong
label-code = Mã
label-date = Ngày
label-decided = Căn cứ
label-documents = Văn bản
label-due = Hạn
label-event = Diễn biến
label-fields = Nội dung
label-hash = Mã kiểm tra
label-kind = Loại
label-job = Việc theo lịch
label-label = Phiên bản
label-last-run = Chạy gần nhất
label-late = Trễ
label-name = Tên
label-next-run = Chạy tiếp
label-outcome = Kết quả
label-owner = Nơi thực hiện
label-package = Quy trình
label-edition = Bản quy trình
label-parent = Thuộc
label-planned = chưa đến lúc
label-remarks = Lưu ý
label-refused = Lý do từ chối
label-result = Kết quả
label-seq = Mục
label-state = Tình trạng
label-status = Tình trạng
label-step = Bước
label-subject = Đối tượng
label-task = Việc
label-tasks = Các việc
label-title = Nội dung
label-tried = Lệnh đã gõ
label-valid-from = Áp dụng từ
label-weekday = Thứ
label-when = Giờ chạy

## Tình trạng và loại

state-waiting = chờ
state-open = đang mở
state-done = xong
state-cancelled = bỏ
state-suspended = tạm dừng
state-closed = kết thúc
actor-body = cơ quan lãnh đạo
actor-board = ban
actor-agency = cơ quan
actor-district = cấp huyện
actor-commune = cấp xã
actor-post = chức danh
actor-cadre = cán bộ
actor-officer = người dùng

## Lịch

weekday-1 = thứ Hai
weekday-2 = thứ Ba
weekday-3 = thứ Tư
weekday-4 = thứ Năm
weekday-5 = thứ Sáu
weekday-6 = thứ Bảy
weekday-7 = Chủ nhật
day-holiday = ngày lễ, tết
day-observed = nghỉ bù
day-swapped = nghỉ hoán đổi
day-working-day = làm bù
day-decided = đã có quyết định
day-expected = dự kiến
calendar-step-anchor = tính từ ngày { $date } { $first_day ->
        [counted] (tính cả ngày này)
       *[excluded] (ngày này không tính)
    }
calendar-step-counted = { $from } – { $to }: đến ngày thứ { $total }
calendar-step-working-day = { $date } làm bù ({ $name }): ngày thứ { $total }{ $decided ->
        [false] {" "}(dự kiến)
       *[other] {""}
    }
calendar-step-skipped = { $date } { $kind ->
        [weekend] nghỉ cuối tuần
        [observed] nghỉ bù
        [swapped] nghỉ hoán đổi
       *[other] nghỉ lễ
    }{ $name ->
        [none] {""}
       *[other] : { $name }
    }{ $decided ->
        [false] {" "}(dự kiến)
       *[other] {""}
    }
calendar-step-months = đến ngày { $date }{ $stays_last ->
        [true] {" "}(cuối tháng sang cuối tháng)
       *[other] { $clipped ->
            [true] {" "}(ngày cuối tháng)
           *[other] {""}
        }
    }
calendar-step-day-before = bớt một ngày vì tính cả ngày đầu: { $date }
calendar-step-rolled = { $from } là ngày nghỉ: chuyển sang { $to }
calendar-step-rolled-back = { $from } là ngày nghỉ: lùi về { $to }
calendar-step-stays = { $date } { $kind ->
        [weekend] nghỉ cuối tuần
        [observed] nghỉ bù
        [swapped] nghỉ hoán đổi
       *[other] nghỉ lễ
    }{ $name ->
        [none] {""}
       *[other] {" "}({ $name })
    }{ $decided ->
        [false] {" "}(dự kiến)
       *[other] {""}
    }: vẫn giữ nguyên
calendar-step-due = = { $date }{ $decided ->
        [false] {" "}(dự kiến: lịch nghỉ chưa được quyết định)
       *[other] {""}
    }

## Bảng

table-nothing = Không có gì để hiện.
table-hidden = Còn { $count } dòng không hiện. Thu hẹp bằng điều kiện lọc, hoặc lấy tất cả bằng --format csv

## Câu trả lời của từng lệnh

report-init = Đã tạo thư mục làm việc { $home } với { $actors } cơ quan, đơn vị, chức danh và quy trình { $packages }
report-opened = Đã mở hồ sơ { $case }: { $title }
report-opened-children = Bên trong có { $count } hồ sơ vừa mở.
report-done = Đã ghi xong việc { $task } của hồ sơ { $case } ({ $title }): { $outcome }.
report-next-tasks = Làm được lúc này trong { $case }: { $tasks }
report-case-waits = Hồ sơ { $case } đang chờ; lệnh why cho biết chờ gì.
report-case-closed = Hồ sơ { $case } kết thúc: { $outcome }.
report-due = Hạn việc { $task } của hồ sơ { $case }: ngày { $due }.
report-days-late = trễ { $days } ngày
report-suspended = Đã tạm dừng hồ sơ { $case }; các thời hạn đứng lại từ hôm nay.
report-resumed = Hồ sơ { $case } tiếp tục; phần thời hạn còn lại tính từ hôm nay.
report-withdrawn = Đã rút hồ sơ { $case } và các hồ sơ đang mở bên trong.
report-reopened = Đã mở lại việc { $task } của hồ sơ { $case }.
report-corrected = Đã đính chính hồ sơ { $case }; nội dung cũ vẫn xem được bằng lệnh history.
report-actor-set = Đã ghi { $actor }
report-actor-succeeded = Đã ghi { $by } kế thừa nhiệm vụ của { $actor }; { $count ->
        [0] không có việc nào phải chuyển.
       *[other] { $count } việc đang phải làm đã chuyển.
    }
report-actor-unsucceeded = { $actor } nhận lại nhiệm vụ của mình; { $count ->
        [0] không có việc nào phải chuyển.
       *[other] { $count } việc đang phải làm đã chuyển lại.
    }
report-succession = Đã được { $by } kế thừa nhiệm vụ từ ngày { $date } ({ $basis })
report-instead-of = thay { $actor }
report-imported = Đã nhập { $count } cán bộ từ tệp { $file }{ $unchanged ->
        [0] {""}
       *[other] ; { $unchanged } cán bộ đã có đúng như trong tệp
    }
report-import-skipped = Bỏ qua { $count } dòng có lỗi:
report-check-ok = Quy trình { $package }: không có lỗi.
report-check-doors-ok = Kịch bản hàng loạt và việc theo lịch: không có lỗi ({ $files }).
report-test-passed = ✓ { $name } ({ $ms } ms)
report-test-failed = ✗ { $name } ({ $ms } ms)
report-test-place = trong bài kiểm tra { $file }:{ $line }
report-tests = Quy trình { $package }: { $passed } bài kiểm tra đạt, { $failed } bài không đạt ({ $ms } ms).
report-no-tests = Quy trình { $package } chưa có bài kiểm tra nào: viết các hàm test_… trong { $folder }
report-tests-running = Kiểm tra { $done }/{ $count }: { $name }
report-coverage = Quy trình { $package }: { $run } trong { $statements } câu lệnh đã được chạy thử.
report-coverage-gaps = Chưa bài kiểm tra nào chạy đến:
report-mutants = Quy trình { $package }: các bài kiểm tra phát hiện { $caught } trong { $count } thay đổi ({ $share } %); { $void } thay đổi khác không còn là kịch bản đúng nên không tính.
report-mutants-missed = Chưa bài kiểm tra nào phát hiện:
report-mutant-out = (bỏ đi)
report-mutants-failing = Quy trình { $package } có bài kiểm tra không đạt nên chưa thử thay đổi được.
report-published = Đã ban hành quy trình { $package }, phiên bản { $label } ({ $hash }). Hồ sơ mới dùng phiên bản này; hồ sơ đang có giữ phiên bản cũ.
report-published-already = Quy trình { $package } vẫn đúng như phiên bản { $label } đang dùng ({ $hash }).
report-reminded = Đã nhắc { $fired } việc, viết { $messages } lời nhắc.
report-missed = Bỏ qua { $count } lời nhắc trước hạn vì việc đã quá hạn.
report-reaches-nobody = Mức nhắc { $rung } của việc { $task }, hồ sơ { $case }, không có nơi nhận.
report-undelivered = Chưa chuyển được lời nhắc { $message }: { $error }. Lần nhắc sau sẽ chuyển lại.
report-dates-moved = Lịch ngày nghỉ thay đổi: { $count } hạn được tính lại.
report-expired = Việc { $task } của hồ sơ { $case } hết thời hạn ấn định ngày { $due }: { $outcome }.
report-digest-waits = { $to }: còn { $count } lời nhắc chờ bản tổng hợp sau.
report-stuck = Việc { $task } của hồ sơ { $case }, mức nhắc { $rung }: chưa làm được, lần sau làm lại.
report-job-ran = { $slot } · { $job }
report-job-fault = Việc theo lịch { $job } không chạy được:
report-nothing-due = Chưa đến lúc việc nào.
report-nothing-would-go = Trong các ngày ấy không có gì phải gửi.
report-no-messages = Không có thư, lời nhắc nào như vậy.
report-no-jobs = Thư mục scripts/jobs/ chưa có kịch bản nào nêu giờ chạy.
report-schedule-ends = Đã dừng chạy theo lịch.
report-rung-added = Đã thêm mức nhắc { $rung } cho việc { $task } của hồ sơ { $case }: ngày { $day }.
report-binding = thời hạn ấn định; hết hạn thì { $outcome ->
        [none] quy trình xử lý
       *[other] kết thúc với kết quả { $outcome }
    }
report-paused = Đồng hồ dừng từ ngày { $date }; { $left ->
        [none] khi đó đã quá hạn
       *[other] còn { $left }
    }
report-was-late = Đã từng quá hạn: hạn { $due }, đến ngày { $until }
report-anchor-done = tính từ ngày xong việc { $task } ({ $date }); ngày ấy được đính chính thì hạn chuyển theo
report-anchor-opened = tính từ ngày đến lượt việc { $task } ({ $date })
report-calendar-of = tính cả ngày nghỉ riêng của { $code }
report-extended = gia hạn { $term } ({ $reason }):
report-resumed-from = tạm dừng xong, phần còn lại tính từ { $date }:
rung-queued = đã nhắc ngày { $date }
rung-folded = ngày { $date } gộp vào lời nhắc sau
rung-late = bỏ qua ngày { $date }: đã quá hạn
rung-nobody = ngày { $date } không có nơi nhận
message-queued = chờ gửi
message-folded = chờ gửi trong bản tổng hợp
message-delivered = đã gửi
message-failed = chưa gửi được
message-cancelled = đã thu lại
job-ran-well = xong
job-working-days = (ngày làm việc)
    .hint = Ghi năm phần: phút, giờ, ngày, tháng, thứ. Ví dụ 7 giờ 30 mỗi ngày: at: "30 7 * * *"
usage-schedule-rehearse = schedule không chạy thử được; xem trước bằng lệnh rehearse --until NGÀY
usage-schedule-now = --now chỉ dùng được với schedule --once
usage-schedule-repl = Trong dấu nhắc chỉ dùng được schedule --once và schedule --list; lịch chạy liên tục đặt ở một cửa sổ khác
report-between = { $working } ngày làm việc, { $days } ngày
report-ran = Kịch bản { $file } đã chạy xong; { $count } thay đổi được ghi.
report-rehearsal = Chạy thử: { $count } thay đổi ở trên không được lưu.
report-more-changes = … và { $count } thay đổi nữa.
report-demo-next = Xem tiếp: { $prog }--home { $home } repl
report-verified = Đúng: { $entries } mục nhật ký khớp với mọi bảng. Mã mục cuối: { $head }
report-not-verified = Không đúng: chỉ { $entries } mục nhật ký đầu là nguyên vẹn. Mã mục cuối đúng: { $head }
report-not-as-sealed = Không đúng: { $entries } mục nhật ký khớp với mọi bảng nhưng không khớp với dấu niêm phong. Mã mục cuối: { $head }
report-sealed = { $covered ->
        [0] Chưa có mục nào được niêm phong.
        [one] Có niêm phong: mục 1.
       *[other] Có niêm phong: từ mục 1 đến mục { $covered }.
    }
report-unsealed = { $count ->
        [one] Tự nó khớp nhưng chưa có niêm phong: mục { $from }.
       *[other] Tự chúng khớp nhưng chưa có niêm phong: từ mục { $from } đến mục { $to }.
    }
report-unchecked = Chưa kiểm tra được: mục { $from } và các mục sau.
report-seal = Niêm phong mục { $entry } ngày { $day }: { $why }
report-seals-differ = { $count ->
        [one] Mục đầu tiên khác với lúc niêm phong là mục { $from }.
       *[other] Mục đầu tiên khác với lúc niêm phong nằm trong khoảng từ mục { $from } đến mục { $to }.
    }
report-seals-missing = { $count ->
        [one] Đã niêm phong nhưng không còn trong nhật ký: mục { $from }. Phần cuối đã bị cắt, hoặc kho dữ liệu bị thay bằng bản cũ hơn.
       *[other] Đã niêm phong nhưng không còn trong nhật ký: từ mục { $from } đến mục { $to }. Phần cuối đã bị cắt, hoặc kho dữ liệu bị thay bằng bản cũ hơn.
    }
report-seals-way = Xem lại dòng niêm phong có gõ đúng như trong sổ và có phải của kho dữ liệu này không. Nếu đúng, giữ lại tệp này làm bằng chứng và tìm bản sao lưu khớp với niêm phong.
report-seal-on-paper = Ghi vào sổ theo dõi: số mục cuối, ngày, mã niêm phong. Sau này kiểm tra bằng: verify --seal "…"
report-signed = Đã niêm phong mục { $entry } trong { $file }
report-not-sealed = Chưa niêm phong: kho dữ liệu không đúng.
report-new-key =
    Khóa ký ở { $file }; giữ ở nơi khác với kho dữ liệu. Khóa công khai, để ghi vào quytrinh.toml hoặc dùng với --key:
    { $key }

fit-fits = khớp.
fit-differs = không khớp. Mục ấy, hoặc một mục trước nó, không phải là mục đã niêm phong.
fit-beyond = nhật ký kết thúc trước mục ấy, ở mục { $last }.
fit-unchecked = không kiểm tra được, vì nhật ký không đúng từ trước mục ấy.
fit-contradicted = không khớp, trong khi niêm phong sau nó ở mục { $by } lại khớp; không thể là của nhật ký này.
fit-unproven = không có giá trị; không khóa nào đã ký.
report-nothing-holds = Hồ sơ không vướng gì và không còn việc nào phải làm.
report-none-refused = Không có việc nào của hồ sơ này bị từ chối còn được lưu.
report-no-cases = Không có hồ sơ nào như vậy.
report-no-tasks = Không có việc nào như vậy.
report-no-actors = Không có đơn vị, cá nhân nào như vậy.
report-no-editions = Chưa ban hành quy trình nào.

outcome-completed = đã hoàn thành
outcome-withdrawn = đã rút
outcome-done = đã làm

label-move = Chuyển
label-class = Quyết định
label-ground = Lý do
label-from-edition = Từ bản
migrate-now = ngay
migrate-next-step = từ bước sau
migrate-keep = giữ
migrate-auto = tự động
migrate-decide = CẦN QUYẾT ĐỊNH
migrate-decided = đã quyết định
migrate-stays = ở lại
migrate-ground-package = { $words }
migrate-ground-same-history = toàn bộ diễn biến vẫn như cũ
migrate-ground-differs = { $difference } sẽ khác
migrate-ground-unjudged = hồ sơ liên quan đã khác nên không theo dõi được đến cuối
migrate-ground-last-step = đang ở bước cuối
migrate-ground-no-kind = phiên bản kia không có loại hồ sơ này
migrate-ground-no-step = phiên bản kia không có { $steps }
migrate-ground-cannot-run = phiên bản hiện tại không chạy được: { $error }
migrate-none = Mọi hồ sơ đang mở của quy trình { $package } đều đã theo phiên bản này.
migrate-planned = Kế hoạch cho { $count } hồ sơ đang mở của quy trình { $package }, sang phiên bản { $label } ({ $hash }), ghi tại { $file }. { $decide ->
        [0] Không còn hồ sơ nào phải quyết định.
       *[other] Còn { $decide } hồ sơ phải quyết định.
    }
    Đọc, quyết định (class = "decided"), ký, rồi chạy: { $prog }migrate run { $file }
migrate-head = Kế hoạch chuyển hồ sơ đang mở của quy trình { $package } sang phiên bản { $label }
    Lập ngày { $date }, người lập { $by }, theo nhật ký đến mục { $entry }.
    move:  now = chuyển ngay; next-step = chuyển khi vào bước sau; keep = giữ phiên bản cũ.
    class: auto = tự động; decide = phải có người quyết định rồi ghi "decided"; decided = đã quyết định; stays = ở lại.
    Người duyệt (họ tên, ngày, ký): ........................................................
migrate-outcome-moved = đã chuyển
migrate-outcome-waits = sẽ chuyển khi vào bước sau
migrate-outcome-kept = giữ phiên bản cũ
migrate-outcome-undecided = chưa quyết định: để nguyên
migrate-outcome-already = đã ở phiên bản ấy
migrate-outcome-ended = đã kết thúc: để nguyên
migrate-outcome-failed = không chuyển được: { $error }
migrate-done = Đã chuyển { $moved }, chuyển từ bước sau { $waits }, để nguyên { $left }, không được { $failed }.
migrate-reverted = Hồ sơ { $case } trở lại như trước: { $edition }.
usage-migrate-no-reason = Kế hoạch { $file } chưa ghi lý do (dòng reason = "…").

label-script = Kịch bản
label-differs = Điểm khác
label-published = Ban hành
label-reason = Lý do
label-basis = Căn cứ
label-files = Tệp
show-edition-cases = Hồ sơ: { $open } đang mở, { $closed } đã kết thúc
show-edition-accepted = Đã chấp nhận: { $difference } ({ $count } hồ sơ): { $reason }
diff-head = Quy trình { $package }: từ phiên bản { $from } ({ $hash }) đến { $to }
diff-folder = kịch bản trong thư mục
diff-none = Không có gì khác.
diff-no-variations = Không địa phương nào có quy định riêng.
diff-whole = Toàn quy trình
diff-district = Địa phương { $district }: { $title }
diff-running = {" "}– { $count } hồ sơ đang chạy
diff-about-added = { $name }: { $to }
diff-about-dropped = bỏ { $name }: { $from }
diff-about-changed = { $name }: { $from } → { $to }
diff-kind-added = thêm loại hồ sơ: { $name }
diff-kind-dropped = bỏ loại hồ sơ: { $name }
diff-step-added = thêm bước: { $name } ({ $to })
diff-step-dropped = bỏ bước: { $name } ({ $from })
diff-field-added = thêm mục: { $name }
diff-field-dropped = bỏ mục: { $name }
diff-title-changed = tên: { $from } → { $to }
diff-task-added = thêm việc { $name } ({ $to })
diff-task-dropped = bỏ việc { $name } ({ $from })
diff-task-fact-added = việc { $name }: thêm { $fact } { $to }
diff-task-fact-dropped = việc { $name }: bỏ { $fact } { $from }
diff-task-fact-changed = việc { $name }: { $fact } { $from } → { $to }
diff-term-added = việc { $name }: hạn { $to }
diff-term-dropped = việc { $name }: bỏ hạn { $from }
diff-term-changed = việc { $name }: hạn { $from } → { $to }
diff-default-term-added = hạn mặc định { $name }: { $to }
diff-default-term-dropped = bỏ hạn mặc định { $name }: { $from }
diff-default-term-changed = hạn mặc định { $name }: { $from } → { $to }
diff-gate-added = thêm điều kiện «{ $name }»
diff-gate-dropped = bỏ điều kiện «{ $name }»
diff-cancels-added = hủy việc { $name }
diff-cancels-dropped = không hủy việc { $name } nữa
diff-next-added = chuyển đến { $to }
diff-next-dropped = không chuyển đến { $from } nữa
diff-next-changed = chuyển đến { $to } thay cho { $from }
diff-letter-added = thêm mẫu thư { $name }
diff-letter-dropped = bỏ mẫu thư { $name }
diff-letter-changed = sửa lời mẫu thư { $name }
diff-otherwise-changed = viết khác, không nêu được thành việc, hạn hay điều kiện (--source để xem từng dòng)
diff-otherwise-own = khác: { $name }
diff-fact-none = {""}
diff-fact-title = tên
diff-fact-owner = người thực hiện
diff-fact-outcomes = kết quả
diff-fact-needs = yêu cầu
diff-fact-after = sau việc
diff-fact-paper = văn bản
report-backed-up = Đã sao lưu { $entries } mục vào { $file } ({ $megabytes } MB); bản sao đã được kiểm tra. Mã băm của mục cuối: { $head }
report-not-backed-up = Chưa sao lưu: kho dữ liệu không còn nguyên vẹn. Giữ nguyên tệp đó và xem lại các bản sao lưu trước:
report-restored = Đã khôi phục kho dữ liệu từ { $file }: { $entries } mục, đã kiểm tra.{ $aside ->
        [none] {""}
       *[other] {" "}Kho trước đó được giữ tại { $aside }{ $lost ->
            [none] . Kho đó không phải là trạng thái sau của bản sao lưu này, hoặc không đọc được.
            [0] .
           *[other] ; { $lost } mục cuối chỉ có trong tệp đó.
        }
    }
report-not-restored = Chưa thay đổi gì: bản sao lưu không còn nguyên vẹn.
label-closed-on = Kết thúc
label-kept-for = Thời hạn bảo quản
label-kept-until = Đến hết ngày
report-none-due-for-destruction = Không có hồ sơ nào hết thời hạn bảo quản.
report-unruled = { $count } hồ sơ đã kết thúc thuộc loại chưa quy định thời hạn bảo quản (`retention` trong kind.rhai).
report-exported = Đã ghi hồ sơ vào { $file }: người, địa phương và văn bản được thay bằng số, bỏ các đoạn chữ. Ngày, việc và kết quả giữ nguyên.
report-export-key = Bảng đối chiếu nằm trong { $file }. Bảng này chỉ giữ ở cơ quan.
