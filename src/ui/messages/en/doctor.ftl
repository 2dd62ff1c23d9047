# What doctor finds, and what to do.

doctor-state-good = good
doctor-state-attention = attention
doctor-state-bad = bad
doctor-rights = Rights
doctor-rights-closed = only the owner can read and write the store.
doctor-rights-open = others on this machine can read or write { $path }. Personnel records are in it.
    .hint = chmod { $mode } "{ $path }"
doctor-room = Room on the disk
doctor-room-enough = { $free } MB are free.
doctor-room-little = only { $free } MB are free; for growing and for a copy it should be { $wanted } MB. On a full disk nothing can be recorded.
    .hint = Make room, or move old backups elsewhere.
doctor-outbox = Outbox
doctor-outbox-open = letters can be written to { $path }.
doctor-outbox-closed = nothing can be written to { $path }, so letters stay undelivered: { $why }
    .hint = Give this user the right to write in that folder.
doctor-backup = Backup
doctor-backup-fresh = the newest in { $path } is of { $on }.
doctor-backup-old = the newest in { $path } is of { $on }, { $days } days ago. What was recorded since would be lost with this disk.
    .hint = { $prog }backup
    Keep a copy on another machine too.
doctor-backup-none = none in { $path }. All that was recorded would be lost with this disk.
    .hint = { $prog }backup
    Keep a copy on another machine too. If backups are kept elsewhere, see that they are.
doctor-store = Store
doctor-store-opens = it opens; layout { $schema }.
doctor-store-missing = { $why }
    .hint = Name the right folder with --home; make a new store with init, or put a backup in its place:
    { $prog }restore FILE
doctor-store-shut = it cannot be opened: { $why }
    .hint = Keep the file as it is, and put a backup in its place:
    { $prog }restore FILE --overwrite
doctor-log = Log and tables
doctor-log-whole = { $entries } entries were replayed and agree with every table.
doctor-log-altered = { $entries } entries are in order, then: { $why }
    .hint = Keep the file as evidence. Check the newest backup against the seals, then put it in the place:
    { $prog }restore FILE --overwrite
doctor-clock = Clock
doctor-clock-right = it is { $now }.
doctor-clock-behind = this machine says { $now }, but the last entry is of { $last }. Due dates and reminders would go wrong.
    .hint = Set the clock of this machine.
doctor-calendar = Days off
doctor-calendar-decided = those of { $year } are decided.
doctor-calendar-expected = those of { $year } are not decided in calendars/; due dates in that year are expected, not certain.
    .hint = Enter the yearly decision in calendars/{ $year }.toml once it is issued.
doctor-calendar-unread = a file cannot be used: { $why }
    .hint = Mend that file; until then no due date can be reckoned and no reminder fires.
doctor-reminders = Reminders
doctor-reminders-current = none is overdue for sending.
doctor-reminders-late = { $count ->
        [one] one has been waiting since { $since }.
       *[other] { $count } have been waiting, the first since { $since }.
    } Nobody runs the schedule, or a script stops them.
    .hint = { $prog }remind
    and see that `schedule` runs (README, Scheduling).
doctor-editions = Editions
doctor-editions-run = { $cases } open cases run on { $count } editions, and all can be run.
doctor-editions-broken = edition { $edition }, on which { $count } open cases run, cannot be run: { $why }
    .hint = Move those cases to another edition:
    { $prog }migrate plan
doctor-messages = Messages
doctor-messages-delivered = none failed; { $waiting } wait for their turn.
doctor-messages-failed = { $count ->
        [one] one could not be delivered, of { $since }: { $why }
       *[other] { $count } could not be delivered; the first is of { $since }: { $why }
    }
    .hint = { $prog }outbox --waiting
doctor-jobs = Scheduled scripts
doctor-jobs-run = { $count } known, none failed at its last run.
doctor-jobs-failed = { $job } failed at { $at }: { $why }
    .hint = Mend the script, and check it:
    { $prog }scripts check
