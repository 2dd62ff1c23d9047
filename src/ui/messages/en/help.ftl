# The explanations of commands.

help-init = Make a home folder: store, units, procedures
help-demo = Play the whole rotation round of 2022 in a folder of its own
help-open = Open a case
help-list = List cases
help-tasks = List tasks
help-show = Show a case: tasks, papers, fields, blockers
help-why = Why a case does not go on, and how its due dates follow
help-history = Everything that happened to a case: who recorded what, when
help-done = Record that a task was done
help-due = Give a task a term, or more time
help-suspend = Let a case rest: its clocks stand still
help-resume = Let a suspended case run again
help-withdraw = Withdraw a case and the open cases inside it
help-reopen = Make a task that was recorded done by mistake owed again
help-correct = Correct what was recorded wrongly; the old value stays in the history
help-actor = Bodies, units, posts, cadres
help-actor-list = List them
help-actor-show = Show one
help-actor-set = Add one, or change what is known of it
help-actor-import = Import a roster of cadres from a CSV file
help-run = Run a bulk script
help-remind = Fire the reminders that are due, each rung once
help-schedule = Run the scheduled scripts at their times; --once does what is due and ends
help-rehearse = Play the schedule over the days to come and say what would be sent; stores and sends nothing
help-outbox = The messages made, by day and recipient, and what became of them
help-calendar = Days off and days worked in exchange; computing with terms
help-calendar-add = The day on which a term ends
help-calendar-between = Working days between two days
help-scripts = Procedures written as scripts
help-scripts-check = Report every mistake in the procedures below scripts/
help-scripts-publish = Check the procedures and make them the editions that new cases get
help-scripts-list = The published editions
help-scripts-reference = Every function and property scripts can use
help-verify = Replay the log and compare it with every table
help-help = The commands, or how one of them is used
help-exit = Leave

## Options of every command

help-arg-home = The home folder: scripts/, calendars/, store/, outbox/
help-arg-lang = Language of messages
help-arg-as = Act on behalf of this actor (code or name)
help-arg-now = Take this for the present: 21/9/2022, "2022-09-21 08:30"
help-arg-format = How results are printed
help-arg-rehearse = Do everything for real, print the changes, store nothing

## Arguments of single commands

help-arg-case = The case, for example VT-2022-001
help-arg-task = The task's key, for example answer
help-arg-kind = Kind of case: round, request, placement …
help-arg-actor-list-kind = Only this kind: body, board, agency, district, commune, post, cadre, officer
help-arg-actor-set-kind = The kind of a new actor
help-arg-subject = The actor it is about: code or name
help-arg-parent = The case it belongs to; needed only when several can be meant
help-arg-actor-set-parent = Where it belongs
help-arg-set = A field of the case; may be given again
help-arg-correct-set = The right value of a field; may be given again
help-arg-actor-set-set = A fact about it; an empty value removes the fact; may be given again
help-arg-filter = A filter: 'c.kind == "request" && c.status == "open"'
help-arg-tasks-filter = A filter: 't.key == "answer" && c.subject == "535"'
help-arg-overdue = Only tasks past their due date
help-arg-owner = Only tasks owed by this actor: code or name
help-arg-outcome = How it ended; the planned outcome if left out
help-arg-on = The day it was done (today if left out): 3/10/2022
help-arg-correct-on = The right day
help-arg-doc = The paper that evidences it: "12-QĐ/BTCTU 3/11/2022"
help-arg-correct-doc = The right paper
help-arg-note = A note
help-arg-correct-note = The right note
help-arg-correct-task = The task whose record is wrong; left out to correct fields only
help-arg-reason = Why
help-arg-term = The term: "10 working days", 10d, 2w, 1m
help-arg-due-from = The day the term starts from (today if left out)
help-arg-basis = On what the term rests: "Công văn 12-CV/BTCTU"
help-arg-due-after = Let the term run from the day this task was done, and follow it when that day is corrected
help-arg-binding = A binding term: once it has passed, end the task with this outcome
help-arg-escalate = A binding term: once it has passed, let the procedure's script decide
help-arg-due-calendar = Count the days off of this district or agency too
help-arg-due-remind = Add a reminder: name, working days from the due date, to whom, letter: "third-letter +8 owner reminder-second"
help-arg-schedule-once = Do what is due now, then end: for cron and systemd
help-arg-schedule-list = List the jobs: when each ran last and runs next
help-arg-rehearse-until = The last day to play
help-arg-full = With the text of each message
help-arg-outbox-from = From this day on
help-arg-outbox-until = Until this day, this one included
help-arg-waiting = Only those not delivered yet, of any day
help-arg-extend = More time, counted from the due date
help-arg-actor = Code or name
help-arg-actor-set-actor = Code or name; a code that is not there yet adds one, with --kind and --name
help-arg-name = The name
help-arg-below = Only what belongs to this one, at any depth
help-arg-actor-import-file = The CSV file: headings in the first line, ; or , between cells, dates as dd/mm/yyyy
help-arg-skip-bad = Import the good rows although others are bad
help-arg-run-file = The script: a file, or a path below the home folder
help-arg-args = Arguments of the script: --name value
help-arg-dir = The folder it makes; there is no store in it yet
help-arg-package = The procedure (all of them if left out)
help-arg-year = The year to list (this one if left out)
help-arg-of = With the days of one district or agency: 535
help-arg-date = A day: 22/4/2024
help-arg-from = The first day
help-arg-to = The last day
