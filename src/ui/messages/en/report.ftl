# The words of reports: headings, states, confirmations.

## Headings and labels

label-actor = Actor
label-after = After
label-anchor = From
label-at = At
label-awaits = Awaits
label-basis = Basis
label-before = Before
label-blocker = Blocker
label-by = By
label-case = Case
label-cases = Cases
label-changes = Changes
label-children = Cases inside
label-closed = Closed on
label-code = Code
label-count = Count
label-date = Date
label-day = Day
label-days-late = Days late
label-deferred = Deferred to year
label-direction = In/out
label-document = Paper
label-documents = Papers
label-due = Due
label-due-origin = How the due date follows
label-edition = Edition
label-entries = Entries
label-event = What happened
label-extension = Extension
label-field = Field
label-fields = Fields
label-file = File
label-hash = Hash
label-history = History
label-holiday = Holiday
label-issuer = Issuer
label-kind = Kind
label-label = Label
label-line = Line
label-message = Message
label-name = Name
label-needs = Needs
label-note = Note
label-number = Number
label-on-behalf = On behalf of
label-opened = Opened on
label-outcome = Outcome
label-outcomes = Outcomes
label-owner = Owner
label-package = Procedure
label-parent = Belongs to
label-place = Place
label-reason = Reason
label-remark = Remark
label-remarks = Remarks
label-rung = Rung
label-seq = Entry
label-since = Since
label-state = State
label-status = Status
label-step = Step
label-subject = Subject
label-summary = Summary
label-suspended = Suspended on
label-symbol = Symbol
label-task = Task
label-tasks = Tasks
label-term = Term
label-title = Title
label-to = To
label-type = Kind of paper
label-valid-from = Valid from
label-value = Value
label-variation = Variation
label-why = Why
label-working = Working days
label-year = Year

## States and kinds

state-waiting = waiting
state-open = open
state-done = done
state-cancelled = cancelled
status-open = open
status-suspended = suspended
status-closed = closed
direction-in = in
direction-out = out
message-queued = queued
message-delivered = delivered
message-failed = failed
kind-body = body
kind-board = board
kind-agency = agency
kind-district = district
kind-commune = commune
kind-post = head post
kind-cadre = cadre
kind-officer = officer
unit-working-days = working days
unit-days = days
unit-weeks = weeks
unit-months = months
day-working = working day
day-weekend = weekend
day-off = day off
day-makeup = worked in exchange
calendar-decided = decided
calendar-expected = expected
yes = yes
no = no
none = none

## Tables

table-nothing = Nothing to show.
table-hidden = { $count ->
        [one] 1 row is not shown.
       *[other] { $count } rows are not shown.
    }
    .hint = Narrow it with a filter, or take everything with --format csv
table-count = { $count ->
        [one] 1 row.
       *[other] { $count } rows.
    }

## What each command did

report-initialised = Made the home folder { $path }
    .hint =
        It holds { $actors } bodies, units and posts, and { $packages } published procedures. To begin:
        { $prog }open round --subject BTCTU
report-opened = Opened case { $case }: { $title }
report-opened-children = { $count ->
        [one] Opened 1 case inside it.
       *[other] Opened { $count } cases inside it.
    }
report-done = Recorded task { $task } of case { $case } with the outcome { $outcome }.
report-document = Recorded paper { $document }.
report-term-set = Task { $task } of case { $case } is due on { $due }.
report-term-extended = Task { $task } of case { $case } is extended to { $due }.
report-suspended = Suspended case { $case }; its terms stand still from today.
report-resumed = Resumed case { $case }; what was left of its terms runs from today.
report-withdrawn = Withdrew case { $case }.
report-reopened = Reopened task { $task } of case { $case }.
report-corrected = Corrected; what stood before stays visible in the history.
report-field-set = Set the field { $field } of case { $case }.
report-step-entered = Case { $case } entered step { $step }.
report-case-closed = Case { $case } ended: { $outcome }.
report-now-open = Can be done now: { $tasks }
report-none-open = Nothing in case { $case } can be done now.
report-actor-set = Recorded { $actor } { $name }.
report-actor-same = { $actor } { $name } is like this already; nothing changed.
report-imported = { $count ->
        [one] Imported 1 actor from { $file }
       *[other] Imported { $count } actors from { $file }
    }
report-imported-same = { $count ->
        [one] 1 actor was like this already.
       *[other] { $count } actors were like this already.
    }
report-import-skipped = { $count ->
        [one] Skipped 1 bad line.
       *[other] Skipped { $count } bad lines.
    }
report-import-refused = { $count ->
        [one] 1 line of { $file } is bad; nothing was stored.
       *[other] { $count } lines of { $file } are bad; nothing was stored.
    }
    .hint = Mend the lines above and import again, or add --skip-bad to import only the good ones.
report-published = Published procedure { $package }, edition { $label } ({ $edition }). New cases use it; open cases keep theirs.
report-published-same = Procedure { $package } is the same as the active edition.
report-checked = { $files ->
        [one] Checked 1 file: no errors.
       *[other] Checked { $files } files: no errors.
    }
report-check-failed = { $count ->
        [one] Found 1 error; nothing was published.
       *[other] Found { $count } errors; nothing was published.
    }
report-reminded = Fired { $fired } reminders, wrote { $messages } messages to { $place }
report-reminded-none = No reminder is due.
report-reminded-day-off = Today ({ $date }) is a day off, so nobody is reminded.
report-reminded-unreached = { $count ->
        [one] 1 reminder reaches nobody.
       *[other] { $count } reminders reach nobody.
    }
report-verified = { $entries ->
        [one] Verified 1 entry of the log and all tables: all is as it must be.
       *[other] Verified { $entries } entries of the log and all tables: all is as it must be.
    }
report-ran = { $count ->
        [one] The script { $file } is done; 1 change was recorded.
       *[other] The script { $file } is done; { $count } changes were recorded.
    }
report-ran-nothing = The script { $file } is done; nothing changed.
report-demo = The home folder of the demonstration: { $path }
    .hint =
        Go on in it:
        { $prog }--home { $path } repl
report-rehearsal = Rehearsal: nothing was stored.
report-changes = Changes ({ $count }):
report-no-changes = Nothing changed.
report-changes-hidden = … and { $count } more changes.
report-overdue = { $count ->
        [one] 1 task is overdue.
       *[other] { $count } tasks are overdue.
    }
report-not-late = Nothing is overdue.
report-waiting-for = Waiting for { $holder } ({ $waited } s) …
report-progress = { $done }/{ $all }

## Why

why-blockers = Blockers of step { $step }:
why-no-blockers = Step { $step } has no blockers besides the tasks that are owed.
why-open = Task { $task } ({ $owner }) can be done now and has no outcome yet.
why-waiting = Task { $task } waits for: { $after }
why-awaits = Task { $task } waits for: { $awaits }
why-due = Due { $due } = { $anchor } + { $term }; { $basis }
why-extended = + { $term } granted on { $on }: { $reason }
why-expected = (expected: the days off of that year have not been decided yet)
why-late = { $days ->
        [one] 1 day late.
       *[other] { $days } days late.
    }
why-days-left = { $days ->
        [one] 1 day left.
       *[other] { $days } days left.
    }
why-due-today = Due today.
why-paused = The clock stands still since { $since }.

## The REPL

repl-welcome = quytrinh { $version } · { $home }
    .hint = Type a command (help lists them) or an expression such as tasks().overdue().len(); exit leaves
repl-bye = Goodbye.
repl-unknown = `{ $typed }` is neither a command nor an expression.
