# Diễn biến, bằng lời, cho lệnh history và cho phần “thay đổi” của lần chạy thử.

event-store-created = Tạo kho dữ liệu (chương trình bản { $program })
event-actor-set = Ghi { $actor-kind-word } { $actor } { $actor-name }
event-actor-succeeded = { $succession-by ->
        [none] { $actor } nhận lại nhiệm vụ của mình: { $reason }
       *[other] { $succession-by } kế thừa nhiệm vụ của { $actor } từ ngày { $succession-on } ({ $succession-basis })
    }
event-edition-published = Ban hành quy trình { $edition-package }, phiên bản { $edition-label }{ $edition-reason ->
        [none] {""}
       *[other] : { $edition-reason }
    }
event-case-opened = Mở hồ sơ { $case }: { $case-title }
event-step-entered = Chuyển sang bước { $step }
event-task-added = Thêm việc { $task }: { $task-title }
event-task-opened = Đến lượt việc { $task }
event-task-shut = Việc { $task } trở lại chờ
event-term-set = Đặt hạn việc { $task }: ngày { $clock-due } ({ $clock-term } từ { $clock-anchor }; { $clock-basis })
event-term-extended = Gia hạn việc { $task } thêm { $extension-term }, đến ngày { $due }: { $extension-reason }{ $extension-basis ->
        [none] {""}
       *[other] {" "}({ $extension-basis })
    }
event-term-moved = Hạn việc { $task } chuyển sang ngày { $clock-due } vì { $because-moved ->
        [anchor] ngày bắt đầu tính được đính chính thành { $clock-anchor }
        [owner] việc chuyển cho cơ quan khác, các mức nhắc lập lại
       *[calendar] lịch ngày nghỉ thay đổi
    }
event-term-expired = Thời hạn ấn định của việc { $task } đã hết ngày { $due }
event-rung-added = Thêm mức nhắc { $rung-name } cho việc { $task }, ngày { $rung-day }, gửi { $rung-to }
event-task-done = Hoàn thành việc { $task }: { $outcome }, ngày { $on }{ $note ->
        [none] {""}
       *[other] ; ghi chú: { $note }
    }
event-task-cancelled = Bỏ việc { $task }: { $reason }
event-task-passed = Việc { $task } chuyển từ { $from } sang { $to }
event-task-reopened = Mở lại việc { $task }, thay cho mục { $supersedes }: { $reason }
event-task-corrected = Đính chính việc { $task }, thay cho mục { $supersedes }{ $on ->
        [none] {""}
       *[other] ; ngày đúng { $on }
    }{ $document ->
        [none] {""}
       *[other] ; văn bản số { $document } của hồ sơ
    }{ $note ->
        [none] {""}
       *[other] ; ghi chú: { $note }
    }; lý do: { $reason }
event-document-recorded = { $correction-reason ->
        [none] { $document-direction ->
            [in] Nhận văn bản { $document }
           *[other] Phát hành văn bản { $document }
        }{ $document-summary ->
            [none] {""}
           *[other] , { $document-summary }
        }
       *[other] Đính chính văn bản thành { $document }; lý do: { $correction-reason }
    }
event-field-set = { $value ->
        [none] Xóa mục { $name }
       *[other] Ghi mục { $name } = { $value }
    }{ $before ->
        [none] {""}
       *[other] {" "}(trước đó: { $before })
    }{ $correction-reason ->
        [none] {""}
       *[other] ; lý do: { $correction-reason }
    }
event-title-set = Đổi tên hồ sơ: { $title }
event-variation-set = { $variation ->
        [none] Áp dụng bản chung của quy trình
       *[other] Áp dụng bản riêng của huyện { $variation }
    }
event-remarked = Lưu ý: { $text }
event-case-moved = { $when ->
        [now] Chuyển từ phiên bản { $from } sang { $to }
        [next-step] Sẽ chuyển từ phiên bản { $from } sang { $to } khi vào bước sau
       *[keep] Giữ phiên bản { $from }; bỏ việc chuyển sang { $to }
    }{ $reason ->
        [none] {""}
       *[other] : { $reason }
    }
event-move-reverted = Hoàn lại việc chuyển từ phiên bản { $to } sang { $from }: { $reason }
event-case-suspended = Tạm dừng hồ sơ: { $reason }
event-case-resumed = Cho hồ sơ tiếp tục
event-case-closed = Kết thúc hồ sơ: { $outcome }{ $reason ->
        [none] {""}
       *[other] ; lý do: { $reason }
    }
event-rung-fired = { $fate-fate ->
        [nobody] Đến mức nhắc { $rung } của việc { $task }, nhưng không có nơi nhận
        [late] Bỏ qua mức nhắc { $rung } của việc { $task }: đã quá hạn
        [folded] Nhắc việc { $task } (mức { $rung }) gộp vào { $fate-message }
       *[other] Nhắc việc { $task } (mức { $rung }): { $messages }
    }
event-digest-queued = Gộp { $message-covers-count } lời nhắc cho { $message-to } vào một bản tổng hợp { $message }{ $waiting ->
        [0] {""}
       *[other] ; { $waiting } lời nhắc chờ bản sau
    }
event-note-queued = Soạn { $message } gửi { $message-to }: { $message-subject }
event-message-delivered = Đã chuyển lời nhắc { $message } đến { $place }
event-message-failed = Chưa chuyển được lời nhắc { $message }: { $error }
event-message-cancelled = Thu lại lời nhắc { $message } khi chưa gửi: { $reason }
event-calendar-adopted = Các hạn tính theo lịch ngày nghỉ mới
event-store-restored = Khôi phục kho dữ liệu từ { $file }, bản có { $entries } mục
event-calendar-differs = Một hạn tính theo lịch ngày nghỉ khác với các hạn còn lại; lần nhắc việc tới tính lại tất cả
event-job-ran = Việc theo lịch { $job } { $error ->
        [none] đã chạy
       *[other] không chạy được: { $error }
    }
