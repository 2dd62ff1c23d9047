# Những việc không được phép: nêu việc gì, ở đâu; `.hint` nêu cách làm.
# Danh sách ($near, $open …) luôn đứng cuối dòng: danh sách dài được in mỗi mục một dòng bên dưới.
# Sau mã để sao chép không có dấu chấm. Sự kiện vắng mặt là `none`.

## Gọi tên một thứ không có

refusal-unknown-case = Không có hồ sơ nào mang số `{ $typed }`.
    .hint =
        { $near ->
            [none] Xem số của các hồ sơ:
           *[other] Có thể là: { $near }
        }
        { $prog }list

refusal-unknown-task = Hồ sơ { $case } không có việc nào mang tên `{ $typed }`.
    .hint =
        { $near ->
            [none] { $open ->
                [none] Hiện chưa có việc nào làm được. Xem các việc và vướng mắc của hồ sơ:
               *[other] Các việc làm được lúc này: { $open }
            }
           *[other] Có thể là: { $near }
        }
        { $prog }show { $case }

refusal-unknown-actor =
    { $kinds ->
        [none] Không có cơ quan, đơn vị hay cá nhân nào có mã hoặc tên là `{ $typed }`.
       *[other] Không có { $kinds-word } nào có mã hoặc tên là `{ $typed }`.
    }
    .hint =
        { $near ->
            [none] Tra mã và tên (gõ có dấu hoặc không dấu đều được):
           *[other] Có thể là: { $near }
        }
        { $prog }actor list

refusal-ambiguous-actor = Có nhiều nơi cùng mang tên `{ $typed }`.
    .hint = Dùng mã ở đầu dòng thay cho tên: { $candidates }

refusal-ambiguous-kind = Có nhiều quy trình cùng có loại hồ sơ `{ $typed }`.
    .hint = Ghi kèm tên quy trình: { $kinds }

refusal-unknown-kind = Không có loại hồ sơ nào là `{ $typed }`.
    .hint = Các loại hồ sơ: { $kinds }

refusal-unknown-field = Loại hồ sơ `{ $kind }` không có mục `{ $field }`.
    .hint = { $fields ->
        [none] Loại hồ sơ này không có mục nào để ghi.
       *[other] Các mục ghi được: { $fields }
    }

refusal-unknown-step =
    { $step ->
        [none] Loại hồ sơ `{ $kind }` chưa khai báo bước nào.
       *[other] Loại hồ sơ `{ $kind }` không có bước `{ $step }`.
    }
    .hint =
        { $steps ->
            [none] Ghi các bước vào `steps` trong { $kind }/kind.rhai, rồi kiểm tra:
           *[other] Các bước đã khai báo: { $steps }
        }
        { $prog }scripts check

refusal-unknown-edition = Trong kho dữ liệu không có phiên bản quy trình `{ $edition }`.
    .hint =
        Xem các phiên bản đã ban hành:
        { $prog }scripts list

refusal-nothing-published = Chưa có quy trình nào được ban hành vào kho dữ liệu.
    .hint =
        Ban hành quy trình trong thư mục scripts/:
        { $prog }scripts publish

## Giá trị không đúng dạng

refusal-bad-field = Mục `{ $field }` không ghi được { $value ->
        [none] giá trị trống
       *[other] giá trị `{ $value }`
    }: { $why }.
    .hint = { $way }

refusal-bad-setting = `{ $typed }` chưa có dạng tên=giá trị.
    .hint = Ví dụ: --set offers="21010-BT 01/03/2023"

refusal-bad-document = { $fault ->
        [date] Trong `{ $typed }`, phần `{ $part }` không phải là ngày có thật.
        [kind] Trong `{ $typed }`, `{ $part }` không phải là ký hiệu loại văn bản.
       *[other] Chưa đọc được số, ký hiệu và ngày của văn bản trong `{ $typed }`.
    }
    .hint =
        Ghi số, ký hiệu, ngày ký, rồi trích yếu nếu có. Loại văn bản: CV, TTr, KH, QĐ, TB, BB, KL, BC …
        --doc "12-QĐ/BTCTU 3/11/2022"
        --doc "2074/QĐ-UBND 3/11/2022"

refusal-bad-date = `{ $typed }` không phải là ngày có thật.
    .hint = Ghi ngày/tháng/năm đủ bốn chữ số, ví dụ 3/10/2022 hoặc 2022-10-03

refusal-future-date = Ngày { $date } ở sau ngày hôm nay ({ $today }).
    .hint = Chỉ ghi việc đã xảy ra: dùng ngày từ { $today } trở về trước, hoặc bỏ --on để lấy ngày hôm nay.

refusal-not-yet = Ngày { $day } ở sau ngày hôm nay ({ $today }): chưa có gì để xem.
    .hint = Ghi ngày từ { $today } trở về trước, hoặc bỏ --as-of. Xem trước những ngày tới: { $prog }rehearse --until { $day }

refusal-before-store = Kho dữ liệu bắt đầu từ ngày { $begins }: chưa có gì tính đến ngày { $day }.
    .hint = Ghi ngày từ { $begins } trở đi.

refusal-past-is-only-read = Với --as-of { $day } chỉ đọc được kho dữ liệu; không sửa được những gì đã qua.
    .hint = Bỏ --as-of. Điều ghi nhầm thì đính chính ở hiện tại: { $prog }correct --help

refusal-too-early = Việc `{ $task }` của hồ sơ { $case } không thể xong ngày { $date }: việc phải làm trước là `{ $first }` xong ngày { $first_on }.
    .hint =
        Ghi từ ngày { $first_on } trở đi; hoặc đính chính ngày của việc trước:
        { $prog }done { $case } { $task } --on { $first_on }
        { $prog }correct { $case } { $first } --on { $date } --reason "ghi nhầm ngày"

refusal-bad-term = `{ $typed }` chưa phải là một thời hạn: { $why }.
    .hint = { $way ->
        [none] Ghi số và đơn vị: "15 ngày làm việc", "10 ngày", "2 tuần", "1 tháng"
       *[other] { $way }
    }

refusal-no-calendar = Chưa tính được ngày theo lịch làm việc: { $why }.
    .hint = { $way ->
        [none] Sửa tệp lịch của năm đó trong thư mục calendars/, rồi làm lại.
       *[other] { $way }
    }

refusal-bad-id = `{ $typed }` không đúng dạng của { $what-word }.
    .hint = Mã gồm chữ cái không dấu, chữ số và các dấu - _ . liền nhau, ví dụ VT-2022-001, 21010-BT, answer

refusal-missing-reason = { $act ->
        [withdraw] Rút hồ sơ thì cần nêu lý do.
        [suspend] Tạm dừng hồ sơ thì cần nêu lý do.
        [due] Đặt thời hạn thì cần nêu căn cứ, gia hạn thì cần nêu lý do.
        [correct] Đính chính hoặc mở lại thì cần nêu lý do.
        [succeed] Kế thừa nhiệm vụ thì cần nêu căn cứ.
       *[other] Thao tác này (`{ $act }`) cần nêu lý do.
    }
    .hint = { $act ->
        [succeed] Thêm --basis "…"
        [due] Khi đặt thời hạn, thêm --basis "Công văn 12-CV/BTCTU"; khi gia hạn, thêm --reason "…"
       *[other] Thêm --reason "…"
    }

refusal-nothing-given = { $act ->
        [correct] Chưa nêu nội dung cần đính chính.
        [due] Chưa nêu thời hạn.
       *[other] Chưa nêu nội dung cần thay đổi (`{ $act }`).
    }
    .hint = { $act ->
        [due] Đặt thời hạn bằng --term "15 ngày làm việc", gia hạn bằng --extend "5 ngày làm việc"
       *[other] Thêm ít nhất một mục: --on NGÀY, --doc "12-QĐ/BTCTU 3/11/2022", --note "…" hoặc --set tên=giá-trị
    }

## Việc

refusal-wrong-outcome = Việc `{ $task }` của hồ sơ { $case } không có kết quả `{ $outcome }`.
    .hint =
        Các kết quả ghi được: { $outcomes }
        { $prog }done { $case } { $task } --outcome { $outcomes-first }

refusal-task-waiting = Việc `{ $task }` của hồ sơ { $case } chưa đến lượt.
    .hint =
        { $after ->
            [none] Xem việc này đang chờ gì:
           *[other] Cần xong trước: { $after }
        }
        { $prog }why { $case }

refusal-task-awaits = Việc `{ $task }` của hồ sơ { $case } còn chờ: { $awaits }.
    .hint =
        Khi điều đó xong, quy trình tự mở việc này. Xem:
        { $prog }why { $case }

refusal-task-ended = { $state ->
        [cancelled] Việc `{ $task }` của hồ sơ { $case } đã được bỏ{ $on ->
            [none] {""}
           *[other] {" "}ngày { $on }
        }, không phải làm nữa.
       *[other] Việc `{ $task }` của hồ sơ { $case } đã xong{ $on ->
            [none] {""}
           *[other] {" "}ngày { $on }
        }{ $outcome ->
            [none] {""}
           *[other] {" "}với kết quả `{ $outcome }`
        }.
    }
    .hint =
        { $open ->
            [none] Hồ sơ không còn việc nào làm được lúc này.
           *[other] Các việc làm được lúc này: { $open }
        }
        { $state ->
            [cancelled] { $prog }show { $case }
           *[other] { $prog }correct { $case } { $task } --on NGÀY --reason "ghi nhầm ngày"
        }

refusal-task-not-done = Việc `{ $task }` của hồ sơ { $case } chưa được ghi là xong nên chưa có gì để đính chính.
    .hint =
        Ghi kết quả của việc:
        { $prog }done { $case } { $task }

refusal-later-acts = Không mở lại được việc `{ $task }` của hồ sơ { $case }: đã có việc khác làm tiếp theo.
    .hint =
        Mở lại việc sau trước, hoặc chỉ đính chính ngày, văn bản, ghi chú của việc này. Đã có: { $later }
        { $prog }correct { $case } { $task } --on NGÀY --reason "…"

refusal-missing-document = Việc `{ $task }` của hồ sơ { $case } cần có văn bản để ghi kết quả `{ $outcome }`.
    .hint =
        Ghi thêm số, ký hiệu và ngày của văn bản:
        { $prog }done { $case } { $task } --outcome { $outcome } --doc "12-{ $paper ->
            [none] CV
           *[other] { $paper }
        }/BTCTU 3/11/2022"

refusal-missing-field = Việc `{ $task }` của hồ sơ { $case } cần có { $title ->
        [none] mục `{ $field }`
       *[other] “{ $title }” (mục `{ $field }`)
    } để ghi kết quả `{ $outcome }`.
    .hint =
        { $pattern ->
            [none] Ghi thêm giá trị của mục:
           *[other] Cách ghi giá trị: { $pattern }
        }
        { $prog }done { $case } { $task } --outcome { $outcome } --set { $field }="…"

refusal-no-term = Việc `{ $task }` của hồ sơ { $case } chưa có thời hạn nên chưa gia hạn được.
    .hint =
        Đặt thời hạn cho việc:
        { $prog }due { $case } { $task } --term "15 ngày làm việc" --basis "Công văn 12-CV/BTCTU"

refusal-past-due = Việc `{ $task }` của hồ sơ { $case } đã qua hạn ngày { $due }; chỉ gia hạn được khi còn trong hạn.
    .hint =
        Nếu có văn bản cho thời hạn mới, đặt lại thời hạn theo văn bản đó:
        { $prog }due { $case } { $task } --term "10 ngày làm việc" --basis "Công văn 12-CV/BTCTU"

refusal-task-exists = Hồ sơ { $case } đang có việc `{ $task }` chưa xong, chưa thể thêm việc cùng tên.
    .hint =
        Chờ việc đó xong hoặc được bỏ rồi mới thêm lại; trong kịch bản, hỏi trước bằng c.has_task("{ $task }"). Xem:
        { $prog }show { $case }

refusal-unknown-after = Việc `{ $task }` chờ việc `{ $after }`, nhưng hồ sơ { $case } không có việc ấy.
    .hint = Trong kịch bản, thêm việc `{ $after }` trước, hoặc sửa tên trong `after`.

## Hồ sơ

refusal-case-ended = Hồ sơ { $case } đã kết thúc{ $on ->
        [none] {""}
       *[other] {" "}ngày { $on }
    }{ $outcome ->
        [none] {""}
       *[other] {" "}với kết quả `{ $outcome }`
    }.
    .hint =
        Hồ sơ đã kết thúc thì không ghi thêm được. Xem lại diễn biến, hoặc mở hồ sơ mới:
        { $prog }history { $case }

refusal-case-rests = Hồ sơ { $case } đang tạm dừng{ $since ->
        [none] {""}
       *[other] {" "}từ ngày { $since }
    }.
    .hint =
        Cho hồ sơ tiếp tục, rồi làm lại:
        { $prog }resume { $case }

refusal-other-edition = Hồ sơ { $case } nay theo phiên bản { $edition }, không phải { $expected }.
    .hint =
        Lập kế hoạch mới:
        { $prog }migrate plan

refusal-succession-ahead = Ngày kế thừa { $day } của { $actor } chưa đến (hôm nay là { $today }).
    .hint = Ghi khi đã đến ngày; muốn xem trước thì chạy thử với --now và --rehearse.

refusal-succession-circle = { $by } không thể kế thừa { $actor }: nhiệm vụ sẽ quay lại chính { $actor }.
    .hint =
        Xem ai đang kế thừa ai:
        { $prog }actor show { $by }

refusal-never-succeeded = Chưa ghi cơ quan, đơn vị nào kế thừa { $actor }.
    .hint =
        Xem { $actor }:
        { $prog }actor show { $actor }

refusal-move-reached = Không thể hoàn lại riêng việc chuyển hồ sơ { $case }. Khi chuyển, kịch bản đã sửa cả { $others }
    .hint =
        Chuyển lại bằng một kế hoạch mới:
        { $prog }migrate plan

refusal-never-moved = Hồ sơ { $case } chưa từng chuyển sang phiên bản khác.
    .hint =
        Xem diễn biến hồ sơ:
        { $prog }history { $case }

refusal-moved-since = Không thể hoàn lại việc chuyển hồ sơ { $case }: từ đó đã có { $later }
    .hint =
        Chuyển lại bằng một kế hoạch mới:
        { $prog }migrate plan

refusal-which-package =
    { $typed ->
        [none] Có nhiều quy trình; cho biết là quy trình nào.
       *[other] Trong kho dữ liệu không có quy trình `{ $typed }`.
    }
    .hint = Hiện có: { $packages }

refusal-which-edition = Không xác định được phiên bản `{ $typed }` của quy trình { $package }, hoặc có nhiều phiên bản như vậy.
    .hint =
        Ghi phần đầu của mã phiên bản; hiện có: { $editions }

refusal-not-suspended = Hồ sơ { $case } không tạm dừng nên không cần cho tiếp tục.
    .hint =
        Xem tình trạng hồ sơ:
        { $prog }show { $case }

refusal-wrong-subject = Đối tượng của loại hồ sơ `{ $kind }` phải là { $wanted-word }; { $subject } là { $is-word }.
    .hint =
        Chọn lại đối tượng trong danh sách:
        { $prog }actor list

refusal-missing-parent = Hồ sơ loại `{ $kind }` phải thuộc một hồ sơ loại `{ $parent_kind }`.
    .hint = { $open ->
        [none] Hiện không có hồ sơ nào loại này đang mở. Mở hồ sơ `{ $parent_kind }` trước:
            { $prog }open { $parent_kind } --subject …
       *[other] Thêm --parent với một trong các số: { $open }
    }

refusal-wrong-parent =
    { $wanted ->
        [none] Hồ sơ loại `{ $kind }` đứng riêng, không thuộc hồ sơ nào; { $parent } không dùng được ở đây.
       *[other] Hồ sơ loại `{ $kind }` phải thuộc hồ sơ loại `{ $wanted }`; { $parent } là loại khác.
    }
    .hint = { $wanted ->
        [none] Bỏ --parent rồi làm lại.
       *[other] Xem các hồ sơ loại `{ $wanted }`:
            { $prog }list 'c.kind == "{ $wanted }"'
    }

refusal-by-script = { $text }{ $basis ->
        [none] {""}
       *[other] {" "}(Căn cứ: { $basis }.)
    }
    .hint = Quy trình yêu cầu như vậy: chỉnh nội dung vừa ghi theo yêu cầu trên rồi làm lại.

## Quy trình và chương trình

refusal-too-many-hooks = Các bước của hồ sơ { $case } gọi nhau quá { $limit } lần mà chưa dừng.
    .hint =
        Trong kịch bản có vòng lặp không lối ra: xem lại các hàm `next`, `closed`, `child_closed` của bước, rồi kiểm tra:
        { $prog }scripts check

refusal-only-reading = Ở đây chỉ xem được, không ghi thay đổi (`{ $act }`).
    .hint = Điều kiện lọc và `blockers` chỉ đọc dữ liệu. Dùng một lệnh ghi (done, open …) hoặc một kịch bản trong scripts/bulk/.

refusal-half-done = Kịch bản đã bỏ qua lỗi của một việc đang ghi dở, nên không có gì được ghi.
    .hint = Sửa kịch bản: đừng bắt lỗi (try … catch) quanh việc ghi kết quả; kiểm tra điều kiện trước khi ghi.

refusal-clock-is-real = Lần chạy này dùng đồng hồ thật nên không đặt được ngày khác.
    .hint = Thêm --now vào câu lệnh, ví dụ --now 2022-10-03

refusal-actor-exists = Mã `{ $actor }` đã dùng cho { $kind-word }.
    .hint =
        Dùng mã khác, hoặc xem nơi đang mang mã này:
        { $prog }actor show { $actor }

refusal-missing-basis = Gia hạn việc `{ $task }` của hồ sơ { $case } cần có căn cứ.
    .hint =
        Ghi văn bản hoặc ý kiến cho gia hạn:
        { $prog }due { $case } { $task } --extend "5 ngày làm việc" --reason "…" --basis "Công văn 15-CV/HU"

refusal-extended-enough = Việc `{ $task }` của hồ sơ { $case } đã gia hạn đủ { $times } lần.
    .hint =
        Nếu có văn bản cho thời hạn mới, đặt lại thời hạn theo văn bản đó:
        { $prog }due { $case } { $task } --term "10 ngày làm việc" --basis "Công văn 12-CV/BTCTU"

refusal-extended-too-far = Gia hạn như vậy thì hạn việc `{ $task }` của hồ sơ { $case } là ngày { $due }, quá giới hạn gia hạn ({ $term }, đến ngày { $last }).
    .hint = Gia hạn ngắn hơn. Giới hạn gia hạn do hàm extension_bound của quy trình đặt.

refusal-anchor-not-reached = Thời hạn của việc `{ $task }`, hồ sơ { $case }, tính từ việc `{ $anchor }`, nhưng việc đó chưa xong.
    .hint =
        Ghi xong việc { $anchor } trước, hoặc nêu một ngày:
        { $prog }due { $case } { $task } --term "10 ngày làm việc" --from 3/10/2022 --basis "Công văn 12-CV/BTCTU"

refusal-expiry-needs = Việc `{ $task }` của hồ sơ { $case } không thể tự kết thúc với kết quả `{ $outcome }` khi hết hạn, vì kết quả ấy cần người ghi thêm.
    .hint = Cần ghi: { $needs }

refusal-rung-exists = Việc `{ $task }` của hồ sơ { $case } đã có mức nhắc `{ $rung }`.
    .hint =
        Đặt tên khác cho mức nhắc mới; xem các mức đã có:
        { $prog }why { $case }

refusal-rung-past = Mức nhắc `{ $rung }` rơi vào ngày { $day }, đã qua.
    .hint = Chọn số ngày làm việc để ngày nhắc từ ngày { $today } trở đi.

refusal-bad-rung = `{ $typed }` không phải một mức nhắc.
    .hint = Ghi bốn phần: tên, số ngày làm việc so với hạn, nơi nhận, mẫu thư. Ví dụ: "third-letter +8 owner reminder-second"

refusal-unknown-letter = Quy trình không có mẫu thư `{ $letter }`.
    .hint = Các mẫu thư có: { $letters }

refusal-rehearsal-backwards = Ngày { $until } ở trước hôm nay ({ $today }).
    .hint =
        Nêu một ngày từ hôm nay trở đi, hoặc đặt đồng hồ:
        { $prog }--now 1/1/2023 rehearse --until 31/12/2023

refusal-rehearsal-stops = Buổi chạy thử dừng ở một kịch bản làm dở rồi hỏng: { $error }
    .hint =
        Tìm và sửa lỗi của kịch bản, rồi chạy thử lại:
        { $prog }scripts check

## Ai được làm gì

refusal-not-allowed = { $me } không được làm việc `{ $act }`{ $case ->
        [none] {""}
       *[other] {" "}với hồ sơ { $case }
    }.{ $why ->
        [none] {""}
       *[other] {" "}{ $why }
    }
    .hint = Ai được làm gì do cơ quan quy định trong scripts/policy.rhai. Đề nghị người có quyền thực hiện.

refusal-not-for-another = { $me } không được đứng tên thay { $other }.{ $why ->
        [none] {""}
       *[other] {" "}{ $why }
    }
    .hint = Bỏ --as, hoặc đề nghị người có quyền thực hiện; quy định ở scripts/policy.rhai.

refusal-stranger = Thiết lập đã ghi ai là ai, nhưng chưa ghi `{ $user }` là ai.
    .hint =
        Người giữ quytrinh.toml thêm một dòng có mã cán bộ dưới mục `me`:
        { $user } = "CV-01"

refusal-nobody-of-code = Thiết lập ghi `{ $actor }` ở mục `me`, nhưng không có cơ quan hay người nào mang mã hoặc tên ấy.
    .hint =
        Sửa lại quytrinh.toml. Chừng nào còn như vậy thì không ai làm được gì dưới tên đó.
