# What happened, in words, for the command history and for the changes of a rehearsal.

event-store-created = Store made (program version { $program })
event-actor-set = Recorded { $actor-kind-word } { $actor } { $actor-name }
event-actor-succeeded = { $succession-by ->
        [none] { $actor } does again what it had to do: { $reason }
       *[other] { $succession-by } succeeds { $actor } from { $succession-on } ({ $succession-basis })
    }
event-edition-published = Published procedure { $edition-package }, edition { $edition-label }{ $edition-reason ->
        [none] {""}
       *[other] : { $edition-reason }
    }
event-case-opened = Opened case { $case }: { $case-title }
event-step-entered = Entered step { $step }
event-task-added = Added task { $task }: { $task-title }
event-task-opened = Task { $task } can be done
event-task-shut = Task { $task } waits again
event-term-set = Task { $task } is due on { $clock-due } ({ $clock-term } from { $clock-anchor }; { $clock-basis })
event-term-extended = Task { $task } extended by { $extension-term }, to { $due }: { $extension-reason }{ $extension-basis ->
        [none] {""}
       *[other] {" "}({ $extension-basis })
    }
event-term-moved = Task { $task } is due on { $clock-due } now, because { $because-moved ->
        [anchor] the day it runs from was corrected to { $clock-anchor }
        [owner] the task passed to another body, with reminders of its own
       *[calendar] the calendar changed
    }
event-term-expired = The binding term of task { $task } ran out on { $due }
event-rung-added = Added reminder { $rung-name } to task { $task }, on { $rung-day }, to { $rung-to }
event-task-done = Did task { $task }: { $outcome }, on { $on }{ $note ->
        [none] {""}
       *[other] ; note: { $note }
    }
event-task-cancelled = Cancelled task { $task }: { $reason }
event-task-passed = Task { $task } passed from { $from } to { $to }
event-task-reopened = Reopened task { $task }, superseding entry { $supersedes }: { $reason }
event-task-corrected = Corrected task { $task }, superseding entry { $supersedes }{ $on ->
        [none] {""}
       *[other] ; right day { $on }
    }{ $document ->
        [none] {""}
       *[other] ; paper number { $document } of the case
    }{ $note ->
        [none] {""}
       *[other] ; note: { $note }
    }; reason: { $reason }
event-document-recorded = { $correction-reason ->
        [none] { $document-direction ->
            [in] Received paper { $document }
           *[other] Issued paper { $document }
        }{ $document-summary ->
            [none] {""}
           *[other] , { $document-summary }
        }
       *[other] Corrected paper to { $document }; reason: { $correction-reason }
    }
event-field-set = { $value ->
        [none] Cleared { $name }
       *[other] Set { $name } = { $value }
    }{ $before ->
        [none] {""}
       *[other] {" "}(before: { $before })
    }{ $correction-reason ->
        [none] {""}
       *[other] ; reason: { $correction-reason }
    }
event-title-set = Changed the title: { $title }
event-variation-set = { $variation ->
        [none] The base of the procedure applies
       *[other] The variation of district { $variation } applies
    }
event-remarked = Remark: { $text }
event-case-moved = { $when ->
        [now] Moved from edition { $from } to { $to }
        [next-step] Goes over from edition { $from } to { $to } with the next step
       *[keep] Keeps edition { $from }; the move to { $to } is dropped
    }{ $reason ->
        [none] {""}
       *[other] : { $reason }
    }
event-move-reverted = Took back the move from edition { $to } to { $from }: { $reason }
event-case-suspended = Suspended the case: { $reason }
event-case-resumed = Resumed the case
event-case-closed = Closed the case: { $outcome }{ $reason ->
        [none] {""}
       *[other] ; reason: { $reason }
    }
event-rung-fired = { $fate-fate ->
        [nobody] Reminder { $rung } of task { $task } came up, but nobody can be reached
        [late] Left out reminder { $rung } of task { $task }: the due date had passed
        [folded] Reminder { $rung } of task { $task } goes with { $fate-message }
       *[other] Reminded of task { $task } (rung { $rung }): { $messages }
    }
event-digest-queued = Put { $message-covers-count } reminders to { $message-to } into one digest { $message }{ $waiting ->
        [0] {""}
       *[other] ; { $waiting } wait for the next one
    }
event-note-queued = Wrote { $message } to { $message-to }: { $message-subject }
event-message-delivered = Delivered message { $message } to { $place }
event-message-failed = Could not deliver message { $message }: { $error }
event-message-cancelled = Took back message { $message } before it was sent: { $reason }
event-calendar-adopted = Due dates follow another calendar from now on
event-store-restored = The store was restored from { $file }, which had { $entries } entries
event-calendar-differs = A due date follows other days off than the rest; the next sweep reckons all anew
event-job-ran = Job { $job } { $error ->
        [none] ran
       *[other] failed: { $error }
    }
