# The words of reports: headings, states, confirmations.

## Headings and labels

label-active = Active
label-after = After entry
label-at = At
label-awaits = Waits for
label-blockers = Blockers
label-by = By
label-case = Case
label-cases = Cases
label-children = Cases inside
label-code = Code
label-date = Date
label-decided = Rests on
label-documents = Papers
label-due = Due
label-event = What happened
label-fields = Fields
label-hash = Hash
label-kind = Kind
label-job = Job
label-label = Edition
label-last-run = Last run
label-late = Late
label-name = Name
label-next-run = Next run
label-outcome = Outcome
label-owner = Owner
label-package = Procedure
label-edition = Edition
label-parent = Belongs to
label-planned = planned
label-remarks = Remarks
label-refused = Why it was refused
label-result = Result
label-seq = Entry
label-state = State
label-status = Status
label-step = Step
label-subject = Subject
label-task = Task
label-tasks = Tasks
label-title = Title
label-tried = What was typed
label-valid-from = Valid from
label-when = When
label-weekday = Weekday

## States and kinds

state-waiting = waiting
state-open = open
state-done = done
state-cancelled = cancelled
state-suspended = suspended
state-closed = closed
actor-body = body
actor-board = board
actor-agency = agency
actor-district = district
actor-commune = commune
actor-post = head post
actor-cadre = cadre
actor-officer = officer

## The calendar

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
day-holiday = holiday
day-observed = off for a holiday on a weekend
day-swapped = off in exchange
day-working-day = worked in exchange
day-decided = decided
day-expected = expected
calendar-step-anchor = from { $date } { $first_day ->
        [counted] (itself counted)
       *[excluded] (itself not counted)
    }
calendar-step-counted = { $from } – { $to }: up to day { $total }
calendar-step-working-day = { $date } is worked in exchange ({ $name }): day { $total }{ $decided ->
        [false] {" "}(expected)
       *[other] {""}
    }
calendar-step-skipped = { $date } { $kind ->
        [weekend] weekend
        [observed] off for a holiday on a weekend
        [swapped] off in exchange
       *[other] holiday
    }{ $name ->
        [none] {""}
       *[other] : { $name }
    }{ $decided ->
        [false] {" "}(expected)
       *[other] {""}
    }
calendar-step-months = to { $date }{ $stays_last ->
        [true] {" "}(from a month's last day to a month's last day)
       *[other] { $clipped ->
            [true] {" "}(the last day of the month)
           *[other] {""}
        }
    }
calendar-step-day-before = one day less, as the first day counts: { $date }
calendar-step-rolled = { $from } is a day off: moved to { $to }
calendar-step-rolled-back = { $from } is a day off: moved back to { $to }
calendar-step-stays = { $date } { $kind ->
        [weekend] weekend
        [observed] off for a holiday on a weekend
        [swapped] off in exchange
       *[other] holiday
    }{ $name ->
        [none] {""}
       *[other] {" "}({ $name })
    }{ $decided ->
        [false] {" "}(expected)
       *[other] {""}
    }: kept all the same
calendar-step-due = = { $date }{ $decided ->
        [false] {" "}(expected: the days off have not been decided)
       *[other] {""}
    }

## Tables

table-nothing = Nothing to show.
table-hidden = { $count ->
        [one] 1 row is
       *[other] { $count } rows are
    } not shown. Narrow it with a filter, or take everything with --format csv

## What each command answers

report-init = Made the home folder { $home } with { $actors } bodies, units and posts, and the procedure { $packages }
report-opened = Opened case { $case }: { $title }
report-opened-children = { $count ->
        [one] 1 case was opened inside it.
       *[other] { $count } cases were opened inside it.
    }
report-done = Recorded task { $task } of case { $case } ({ $title }): { $outcome }.
report-next-tasks = Can be done now in { $case }: { $tasks }
report-case-waits = Case { $case } waits; the command why says for what.
report-case-closed = Case { $case } ended: { $outcome }.
report-due = Task { $task } of case { $case } is due on { $due }.
report-days-late = { $days ->
        [one] 1 day late
       *[other] { $days } days late
    }
report-suspended = Suspended case { $case }; its terms stand still from today.
report-resumed = Resumed case { $case }; what was left of its terms runs from today.
report-withdrawn = Withdrew case { $case } and the open cases inside it.
report-reopened = Reopened task { $task } of case { $case }.
report-corrected = Corrected case { $case }; the command history still shows what stood before.
report-actor-set = Recorded { $actor }
report-actor-succeeded = { $by } succeeds { $actor }; { $count ->
        [0] no task had to pass.
        [1] one open task passed.
       *[other] { $count } open tasks passed.
    }
report-actor-unsucceeded = { $actor } does again what it had to do; { $count ->
        [0] no task had to pass.
        [1] one open task passed back.
       *[other] { $count } open tasks passed back.
    }
report-succession = Succeeded by { $by } from { $date } ({ $basis })
report-instead-of = instead of { $actor }
report-imported = { $count ->
        [one] Imported 1 cadre
       *[other] Imported { $count } cadres
    } from { $file }{ $unchanged ->
        [0] {""}
       *[other] ; { $unchanged } known already
    }
report-import-skipped = { $count ->
        [one] Skipped 1 bad line:
       *[other] Skipped { $count } bad lines:
    }
report-check-ok = Procedure { $package }: no errors.
report-check-doors-ok = Bulk scripts and jobs: no errors ({ $files }).
report-test-passed = ✓ { $name } ({ $ms } ms)
report-test-failed = ✗ { $name } ({ $ms } ms)
report-test-place = in test { $file }:{ $line }
report-tests = Procedure { $package }: { $passed } tests passed, { $failed } failed ({ $ms } ms).
report-no-tests = Procedure { $package } has no tests: write functions test_… in { $folder }
report-tests-running = Test { $done }/{ $count }: { $name }
report-coverage = Procedure { $package }: { $run } of { $statements } statements were run.
report-coverage-gaps = Run by no test:
report-mutants = Procedure { $package }: the tests notice { $caught } of { $count } changes ({ $share } %); { $void } more were no valid scripts and do not count.
report-mutants-missed = Noticed by no test:
report-mutant-out = (taken out)
report-mutants-failing = Tests of procedure { $package } fail, so no changes were tried.
report-published = Published procedure { $package }, edition { $label } ({ $hash }). New cases use it; the others keep theirs.
report-published-already = Procedure { $package } is the same as the active edition { $label } ({ $hash }).
report-reminded = Reminders fired: { $fired }; messages written: { $messages }.
report-missed = Left out { $count } reminders of a coming due date that has passed already.
report-reaches-nobody = Rung { $rung } of task { $task }, case { $case }, reaches nobody.
report-undelivered = Message { $message } could not be delivered: { $error }. The next run tries again.
report-dates-moved = { $count ->
        [one] The calendar changed: 1 due date was reckoned anew.
       *[other] The calendar changed: { $count } due dates were reckoned anew.
    }
report-expired = The binding term of task { $task }, case { $case }, ran out on { $due }: { $outcome }.
report-digest-waits = { $to }: { $count } more reminders wait for the next digest.
report-stuck = Task { $task } of case { $case }, rung { $rung }: could not be done, the next run tries again.
report-job-ran = { $slot } · { $job }
report-job-fault = The job { $job } cannot run:
report-nothing-due = Nothing is due.
report-nothing-would-go = Nothing would be sent on these days.
report-no-messages = There are no such messages.
report-no-jobs = No script in scripts/jobs/ says when it runs.
report-schedule-ends = The schedule has ended.
report-rung-added = Added reminder { $rung } to task { $task } of case { $case }: on { $day }.
report-binding = binding; once it has passed { $outcome ->
        [none] the procedure decides
       *[other] the task ends with { $outcome }
    }
report-paused = The clock stands still since { $date }; { $left ->
        [none] the due date had passed then
       *[other] { $left } are left
    }
report-was-late = Was late before: due on { $due }, until { $until }
report-anchor-done = runs from the day task { $task } was done ({ $date }), and follows it when that is corrected
report-anchor-opened = runs from the day task { $task } could first be done ({ $date })
report-calendar-of = with the days off of { $code }
report-extended = extended by { $term } ({ $reason }):
report-resumed-from = what was left runs from { $date }:
rung-queued = fired on { $date }
rung-folded = went with a later one on { $date }
rung-late = left out on { $date }: the due date had passed
rung-nobody = reached nobody on { $date }
message-queued = queued
message-folded = queued in a digest
message-delivered = delivered
message-failed = failed
message-cancelled = taken back
job-ran-well = well
job-working-days = (working days)
    .hint = Write five parts: minute, hour, day, month, weekday. For example 7:30 every day: at: "30 7 * * *"
usage-schedule-rehearse = schedule cannot be rehearsed; rehearse --until DATE shows what it would send
usage-schedule-now = --now goes with schedule --once only
usage-schedule-repl = At the prompt only schedule --once and schedule --list can be used; let the schedule run in another window
report-between = { $working ->
        [one] 1 working day
       *[other] { $working } working days
    }, { $days ->
        [one] 1 day
       *[other] { $days } days
    }
report-ran = { $count ->
        [one] The script { $file } is done; 1 change was recorded.
       *[other] The script { $file } is done; { $count } changes were recorded.
    }
report-rehearsal = { $count ->
        [one] Rehearsal: the change above was not stored.
       *[other] Rehearsal: the { $count } changes above were not stored.
    }
report-more-changes = … and { $count } more changes.
report-demo-next = To go on: { $prog }--home { $home } repl
report-verified = { $entries ->
        [one] Good: 1 entry of the log agrees
       *[other] Good: { $entries } entries of the log agree
    } with every table. Hash of the last one: { $head }
report-not-verified = Bad: only the first { $entries } entries of the log are intact. Hash of the last good one: { $head }
report-not-as-sealed = { $entries ->
        [one] Bad: 1 entry of the log agrees
       *[other] Bad: { $entries } entries of the log agree
    } with every table, but not with every seal. Hash of the last one: { $head }
report-sealed = { $covered ->
        [0] No entry is covered by a seal.
        [one] Covered by a seal: entry 1.
       *[other] Covered by a seal: entries 1 to { $covered }.
    }
report-unsealed = { $count ->
        [one] In order by themselves, but covered by no seal: entry { $from }.
       *[other] In order by themselves, but covered by no seal: entries { $from } to { $to }.
    }
report-unchecked = Not checked: entry { $from } and those after it.
report-seal = Seal of entry { $entry } of { $day }: { $why }
report-seals-differ = { $count ->
        [one] The first entry that is not as it was sealed is { $from }.
       *[other] The first entry that is not as it was sealed is one of { $from } to { $to }.
    }
report-seals-missing = { $count ->
        [one] Sealed, but not in the log: entry { $from }. Its end was cut off, or an older copy of the store was put in its place.
       *[other] Sealed, but not in the log: entries { $from } to { $to }. Its end was cut off, or an older copy of the store was put in its place.
    }
report-seals-way = Check that the seals were typed as they stand on paper and are of this store. If so, keep this file as evidence and look for a copy that fits them.
report-seal-on-paper = For the paper register: the number of the last entry, the day, the check text. Later: verify --seal "…"
report-signed = Entry { $entry } was sealed in { $file }
report-not-sealed = Nothing was sealed: the store is not in order.
report-new-key =
    The key is in { $file }; keep it where the store is not. Its public key, for quytrinh.toml or --key:
    { $key }

fit-fits = fits.
fit-differs = does not fit. That entry, or one before it, is another than the one that was sealed.
fit-beyond = the log ends before it, with entry { $last }.
fit-unchecked = cannot be checked, because the log is not in order before it.
fit-contradicted = does not fit, although the later seal of entry { $by } does; it cannot be of this log.
fit-unproven = proves nothing; none of the keys signed it.
report-nothing-holds = Nothing holds the case and nothing is owed in it.
report-none-refused = Nothing is kept of this case that was refused.
report-no-cases = There are no such cases.
report-no-tasks = There are no such tasks.
report-no-actors = There are no such actors.
report-no-editions = No procedure has been published.

outcome-completed = completed
outcome-withdrawn = withdrawn
outcome-done = done

label-move = Move
label-class = Decision
label-ground = Why
label-from-edition = From
migrate-now = now
migrate-next-step = with the next step
migrate-keep = keep
migrate-auto = by itself
migrate-decide = TO DECIDE
migrate-decided = decided
migrate-stays = stays
migrate-ground-package = { $words }
migrate-ground-same-history = its whole history comes out the same
migrate-ground-differs = { $difference } comes out otherwise
migrate-ground-unjudged = a case it belongs together with goes another way
migrate-ground-last-step = it stands in its last step
migrate-ground-no-kind = the other edition has no such kind of case
migrate-ground-no-step = the other edition has no { $steps }
migrate-ground-cannot-run = its edition cannot run: { $error }
migrate-none = Every open case of procedure { $package } has this edition already.
migrate-planned = Plan for { $count } open cases of procedure { $package }, to edition { $label } ({ $hash }), written to { $file }. { $decide ->
        [0] Nothing is left to decide.
        [one] One case is left to decide.
       *[other] { $decide } cases are left to decide.
    }
    Read it, decide (class = "decided"), sign it, then: { $prog }migrate run { $file }
migrate-head = Plan for moving open cases of procedure { $package } to edition { $label }
    Made on { $date } by { $by }, up to entry { $entry } of the log.
    move:  now = at once; next-step = when the case enters its next step; keep = it keeps its edition.
    class: auto = by itself; decide = a person must decide and write "decided"; decided; stays.
    Approved (name, date, signature): ........................................................
migrate-outcome-moved = moved
migrate-outcome-waits = goes over with its next step
migrate-outcome-kept = keeps its edition
migrate-outcome-undecided = not decided: left alone
migrate-outcome-already = had it already
migrate-outcome-ended = has ended since: left alone
migrate-outcome-failed = not moved: { $error }
migrate-done = { $moved } moved, { $waits } with their next step, { $left } left alone, { $failed } failed.
migrate-reverted = Case { $case } is back: { $edition }.
usage-migrate-no-reason = The plan { $file } has no reason (the line reason = "…").

label-script = Script
label-differs = How it differs
label-published = Published
label-reason = Reason
label-basis = Basis
label-files = Files
show-edition-cases = Cases: { $open } open, { $closed } ended
show-edition-accepted = Accepted: { $difference } ({ $count } cases): { $reason }
diff-head = Procedure { $package }: from edition { $from } ({ $hash }) to { $to }
diff-folder = the scripts in the folder
diff-none = Nothing differs.
diff-no-variations = No district has rules of its own.
diff-whole = The procedure as a whole
diff-district = District { $district }: { $title }
diff-running = { $count ->
        [one] {" "}– 1 open case
       *[other] {" "}– { $count } open cases
    }
diff-about-added = { $name }: { $to }
diff-about-dropped = { $name }: { $from } is gone
diff-about-changed = { $name }: { $from } → { $to }
diff-kind-added = a kind of case more: { $name }
diff-kind-dropped = a kind of case less: { $name }
diff-step-added = a step more: { $name } ({ $to })
diff-step-dropped = a step less: { $name } ({ $from })
diff-field-added = a field more: { $name }
diff-field-dropped = a field less: { $name }
diff-title-changed = title: { $from } → { $to }
diff-task-added = a task more: { $name } ({ $to })
diff-task-dropped = a task less: { $name } ({ $from })
diff-task-fact-added = task { $name }: { $fact } more: { $to }
diff-task-fact-dropped = task { $name }: { $fact } less: { $from }
diff-task-fact-changed = task { $name }: { $fact } { $from } → { $to }
diff-term-added = task { $name }: term { $to }
diff-term-dropped = task { $name }: term { $from } is gone
diff-term-changed = task { $name }: term { $from } → { $to }
diff-default-term-added = default term { $name }: { $to }
diff-default-term-dropped = default term { $name }: { $from } is gone
diff-default-term-changed = default term { $name }: { $from } → { $to }
diff-gate-added = a condition more: «{ $name }»
diff-gate-dropped = a condition less: «{ $name }»
diff-cancels-added = cancels the task { $name }
diff-cancels-dropped = no longer cancels the task { $name }
diff-next-added = leads to { $to }
diff-next-dropped = no longer leads to { $from }
diff-next-changed = leads to { $to } instead of { $from }
diff-letter-added = a letter more: { $name }
diff-letter-dropped = a letter less: { $name }
diff-letter-changed = the words of letter { $name } are others
diff-otherwise-changed = written otherwise, in what cannot be told as a task, term or condition (--source shows the lines)
diff-otherwise-own = otherwise: { $name }
diff-fact-none = {""}
diff-fact-title = title
diff-fact-owner = owner
diff-fact-outcomes = outcomes
diff-fact-needs = needs
diff-fact-after = after
diff-fact-paper = paper
report-backed-up = { $entries } entries were copied to { $file } ({ $megabytes } MB); the copy is verified. Hash of the last one: { $head }
report-not-backed-up = Nothing was copied: the store is not in order. Keep its file as it is, and look at earlier backups:
report-restored = The store was restored from { $file }: { $entries } entries, verified.{ $aside ->
        [none] {""}
       *[other] {" "}The store that was there is kept as { $aside }{ $lost ->
            [none] . It is no later state of this backup, or cannot be read.
            [0] .
            [one] ; its last entry is in that file only.
           *[other] ; its last { $lost } entries are in that file only.
        }
    }
report-not-restored = Nothing was changed: the backup is not in order.
label-closed-on = Ended
label-kept-for = Kept for
label-kept-until = Until
report-none-due-for-destruction = No case is due for destruction.
report-unruled = { $count ->
        [one] One ended case is of a kind that does not say how long it is kept (`retention` in kind.rhai).
       *[other] { $count } ended cases are of kinds that do not say how long they are kept (`retention` in kind.rhai).
    }
report-exported = The case was written to { $file }: people, places and papers are numbers, texts are left out. Days, tasks and outcomes are as they are.
report-export-key = What stands for whom is in { $file }. It stays in the office.
