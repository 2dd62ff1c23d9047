# What is not allowed: which thing, where; `.hint` says the way out.
# A list ($near, $open …) ends its line: a long one is printed below, one item a line.
# No full stop after something people copy. An absent fact is `none`.

## Naming something that is not there

refusal-unknown-case = There is no case with the number `{ $typed }`.
    .hint =
        { $near ->
            [none] See the numbers of the cases:
           *[other] Perhaps: { $near }
        }
        { $prog }list

refusal-unknown-task = Case { $case } has no task called `{ $typed }`.
    .hint =
        { $near ->
            [none] { $open ->
                [none] Nothing can be done in it now. See its tasks and blockers:
               *[other] Tasks that can be done now: { $open }
            }
           *[other] Perhaps: { $near }
        }
        { $prog }show { $case }

refusal-unknown-actor =
    { $kinds ->
        [none] No body, unit or person has the code or name `{ $typed }`.
       *[other] No { $kinds-word } has the code or name `{ $typed }`.
    }
    .hint =
        { $near ->
            [none] Look up codes and names (with or without marks):
           *[other] Perhaps: { $near }
        }
        { $prog }actor list

refusal-ambiguous-actor = Several share the name `{ $typed }`.
    .hint = Use the code at the front instead of the name: { $candidates }

refusal-ambiguous-kind = Several procedures have a kind of case `{ $typed }`.
    .hint = Name the procedure too: { $kinds }

refusal-unknown-kind = There is no kind of case `{ $typed }`.
    .hint = The kinds there are: { $kinds }

refusal-unknown-field = The kind of case `{ $kind }` has no field `{ $field }`.
    .hint = { $fields ->
        [none] This kind of case has no fields.
       *[other] Fields that can be set: { $fields }
    }

refusal-unknown-step =
    { $step ->
        [none] The kind of case `{ $kind }` declares no steps.
       *[other] The kind of case `{ $kind }` has no step `{ $step }`.
    }
    .hint =
        { $steps ->
            [none] List its steps under `steps` in { $kind }/kind.rhai, then check:
           *[other] The steps it declares: { $steps }
        }
        { $prog }scripts check

refusal-unknown-edition = The store has no edition `{ $edition }`.
    .hint =
        See the published editions:
        { $prog }scripts list

refusal-nothing-published = No procedure has been published into the store yet.
    .hint =
        Publish the procedures in the folder scripts/:
        { $prog }scripts publish

## Values of the wrong shape

refusal-bad-field = The field `{ $field }` does not take { $value ->
        [none] an empty value
       *[other] `{ $value }`
    }: { $why }.
    .hint = { $way }

refusal-bad-setting = `{ $typed }` has not the form name=value.
    .hint = For example: --set offers="21010-BT 01/03/2023"

refusal-bad-document = { $fault ->
        [date] In `{ $typed }`, `{ $part }` is no day of the calendar.
        [kind] In `{ $typed }`, `{ $part }` is no abbreviation of a kind of paper.
       *[other] `{ $typed }` does not give the number, symbol and date of a paper.
    }
    .hint =
        Give number, symbol, date of signature, and a summary if there is one. Kinds of paper: CV, TTr, KH, QĐ, TB, BB, KL, BC …
        --doc "12-QĐ/BTCTU 3/11/2022"
        --doc "2074/QĐ-UBND 3/11/2022"

refusal-bad-date = `{ $typed }` is no day of the calendar.
    .hint = Give day/month/year with four digits for the year, for example 3/10/2022 or 2022-10-03

refusal-future-date = The day { $date } lies after today ({ $today }).
    .hint = Record what has happened: give a day up to { $today }, or leave out --on for today.

refusal-not-yet = The day { $day } lies after today ({ $today }): nothing is known of it yet.
    .hint = Give a day up to { $today }, or leave out --as-of. What is to come shows: { $prog }rehearse --until { $day }

refusal-before-store = The store begins on { $begins }: it has nothing as of { $day }.
    .hint = Give a day from { $begins } on.

refusal-past-is-only-read = With --as-of { $day } the store is only read; what was then cannot be changed.
    .hint = Leave out --as-of. What was recorded wrongly is put right today: { $prog }correct --help

refusal-too-early = The task `{ $task }` of case { $case } cannot have been done on { $date }: `{ $first }`, which comes first, was done on { $first_on }.
    .hint =
        Give a day from { $first_on } on; or correct the day of the task before:
        { $prog }done { $case } { $task } --on { $first_on }
        { $prog }correct { $case } { $first } --on { $date } --reason "wrong day recorded"

refusal-bad-term = `{ $typed }` is not a term yet: { $why }.
    .hint = { $way ->
        [none] Give a number and a unit: "15 working days", "10 days", "2 weeks", "1 month"
       *[other] { $way }
    }

refusal-no-calendar = The working-day calendar cannot tell the day: { $why }.
    .hint = { $way ->
        [none] Mend the file of that year in the folder calendars/, then try again.
       *[other] { $way }
    }

refusal-bad-id = `{ $typed }` has not the form of a { $what-word }.
    .hint = It is made of letters without marks, digits and - _ . without spaces, for example VT-2022-001, 21010-BT, answer

refusal-missing-reason = { $act ->
        [withdraw] Withdrawing a case needs a reason.
        [suspend] Suspending a case needs a reason.
        [due] A term needs a basis, an extension needs a reason.
        [correct] A correction needs a reason.
        [succeed] A succession needs a basis.
       *[other] This act (`{ $act }`) needs a reason.
    }
    .hint = { $act ->
        [succeed] Add --basis "…"
        [due] For a term add --basis "Công văn 12-CV/BTCTU"; for an extension add --reason "…"
       *[other] Add --reason "…"
    }

refusal-nothing-given = { $act ->
        [correct] Nothing was given to correct.
        [due] No term was given.
       *[other] Nothing was given to change (`{ $act }`).
    }
    .hint = { $act ->
        [due] Give a term with --term "15 working days", more time with --extend "5 working days"
       *[other] Add at least one of --on DATE, --doc "12-QĐ/BTCTU 3/11/2022", --note "…" or --set name=value
    }

## Tasks

refusal-wrong-outcome = The task `{ $task }` of case { $case } has no outcome `{ $outcome }`.
    .hint =
        The outcomes it can have: { $outcomes }
        { $prog }done { $case } { $task } --outcome { $outcomes-first }

refusal-task-waiting = It is not yet the turn of the task `{ $task }` of case { $case }.
    .hint =
        { $after ->
            [none] See what it waits for:
           *[other] To be done first: { $after }
        }
        { $prog }why { $case }

refusal-task-awaits = The task `{ $task }` of case { $case } still waits for: { $awaits }.
    .hint =
        The procedure opens the task once that has happened. See:
        { $prog }why { $case }

refusal-task-ended = { $state ->
        [cancelled] The task `{ $task }` of case { $case } was cancelled{ $on ->
            [none] {""}
           *[other] {" "}on { $on }
        } and is owed no more.
       *[other] The task `{ $task }` of case { $case } was done{ $on ->
            [none] {""}
           *[other] {" "}on { $on }
        }{ $outcome ->
            [none] {""}
           *[other] {" "}with the outcome `{ $outcome }`
        }.
    }
    .hint =
        { $open ->
            [none] Nothing in the case can be done now.
           *[other] Tasks that can be done now: { $open }
        }
        { $state ->
            [cancelled] { $prog }show { $case }
           *[other] { $prog }correct { $case } { $task } --on DATE --reason "wrong day recorded"
        }

refusal-task-not-done = The task `{ $task }` of case { $case } has not been recorded as done, so there is nothing to correct.
    .hint =
        Record how it ended:
        { $prog }done { $case } { $task }

refusal-later-acts = The task `{ $task }` of case { $case } cannot be reopened: later acts rest on it.
    .hint =
        Reopen the later task first, or correct only the day, the paper or the note of this one. Later acts: { $later }
        { $prog }correct { $case } { $task } --on DATE --reason "…"

refusal-missing-document = The task `{ $task }` of case { $case } needs a paper for the outcome `{ $outcome }`.
    .hint =
        Add number, symbol and date of the paper:
        { $prog }done { $case } { $task } --outcome { $outcome } --doc "12-{ $paper ->
            [none] CV
           *[other] { $paper }
        }/BTCTU 3/11/2022"

refusal-missing-field = The task `{ $task }` of case { $case } needs { $title ->
        [none] the field `{ $field }`
       *[other] “{ $title }” (field `{ $field }`)
    } for the outcome `{ $outcome }`.
    .hint =
        { $pattern ->
            [none] Add the value of the field:
           *[other] How a value is typed: { $pattern }
        }
        { $prog }done { $case } { $task } --outcome { $outcome } --set { $field }="…"

refusal-no-term = The task `{ $task }` of case { $case } has no term that could be extended.
    .hint =
        Give the task a term:
        { $prog }due { $case } { $task } --term "15 working days" --basis "Công văn 12-CV/BTCTU"

refusal-past-due = The task `{ $task }` of case { $case } was due on { $due }; more time can be granted only before that day.
    .hint =
        If a paper sets a new term, record that term:
        { $prog }due { $case } { $task } --term "10 working days" --basis "Công văn 12-CV/BTCTU"

refusal-task-exists = Case { $case } has a task `{ $task }` that is still owed, so none of the same key can be added.
    .hint =
        Add it again once that one has ended; in a script, ask c.has_task("{ $task }") first. See:
        { $prog }show { $case }

refusal-unknown-after = The task `{ $task }` waits for `{ $after }`, but case { $case } has no such task.
    .hint = In the script, add the task `{ $after }` first, or mend the key in `after`.

## Cases

refusal-case-ended = Case { $case } ended{ $on ->
        [none] {""}
       *[other] {" "}on { $on }
    }{ $outcome ->
        [none] {""}
       *[other] {" "}with the outcome `{ $outcome }`
    }.
    .hint =
        Nothing more can be recorded in it. See what happened, or open a new case:
        { $prog }history { $case }

refusal-case-rests = Case { $case } is suspended{ $since ->
        [none] {""}
       *[other] {" "}since { $since }
    }.
    .hint =
        Resume it, then try again:
        { $prog }resume { $case }

refusal-other-edition = Case { $case } has the edition { $edition } by now, not { $expected }.
    .hint =
        Make a new plan:
        { $prog }migrate plan

refusal-succession-ahead = The day { $day } on which { $actor } is succeeded has not come (today is { $today }).
    .hint = Record it when the day has come; to look ahead, rehearse it with --now and --rehearse.

refusal-succession-circle = { $by } cannot succeed { $actor }: what it owes would come back to { $actor }.
    .hint =
        See who succeeds whom:
        { $prog }actor show { $by }

refusal-never-succeeded = Nobody was named to succeed { $actor }.
    .hint =
        See { $actor }:
        { $prog }actor show { $actor }

refusal-move-reached = The move of case { $case } cannot be taken back alone. With it the scripts also changed { $others }
    .hint =
        Move it by a new plan instead:
        { $prog }migrate plan

refusal-never-moved = Case { $case } has never been moved to another edition.
    .hint =
        See its history:
        { $prog }history { $case }

refusal-moved-since = The move of case { $case } cannot be taken back: since then there is { $later }
    .hint =
        Move it by a new plan instead:
        { $prog }migrate plan

refusal-which-package =
    { $typed ->
        [none] There are several procedures; say which one is meant.
       *[other] There is no procedure `{ $typed }` in the store.
    }
    .hint = There are: { $packages }

refusal-which-edition = No edition of procedure { $package } is meant by `{ $typed }`, or several are.
    .hint =
        Give the beginning of its hash; there are: { $editions }

refusal-not-suspended = Case { $case } is not suspended, so there is nothing to resume.
    .hint =
        See where it stands:
        { $prog }show { $case }

refusal-wrong-subject = The subject of a `{ $kind }` must be of the kind { $wanted-word }; { $subject } is of the kind { $is-word }.
    .hint =
        Choose another subject:
        { $prog }actor list

refusal-missing-parent = A `{ $kind }` must belong to a case of the kind `{ $parent_kind }`.
    .hint = { $open ->
        [none] No case of that kind is open. Open a `{ $parent_kind }` first:
            { $prog }open { $parent_kind } --subject …
       *[other] Add --parent with one of: { $open }
    }

refusal-wrong-parent =
    { $wanted ->
        [none] A `{ $kind }` stands alone and belongs to no case; { $parent } cannot be used here.
       *[other] A `{ $kind }` must belong to a case of the kind `{ $wanted }`; { $parent } is of another kind.
    }
    .hint = { $wanted ->
        [none] Leave out --parent and try again.
       *[other] See the cases of the kind `{ $wanted }`:
            { $prog }list 'c.kind == "{ $wanted }"'
    }

refusal-by-script = { $text }{ $basis ->
        [none] {""}
       *[other] {" "}(Basis: { $basis }.)
    }
    .hint = The procedure demands this: change what was given accordingly and try again.

## Procedures and the program

refusal-too-many-hooks = The scripts of case { $case } made each other run more than { $limit } times without an end.
    .hint =
        There is a loop without a way out: look at `next`, `closed`, `child_closed` of its steps, then check:
        { $prog }scripts check

refusal-only-reading = Here things can only be read, not changed (`{ $act }`).
    .hint = A filter and `blockers` only read. Use a command that records (done, open …) or a script in scripts/bulk/.

refusal-half-done = A script caught the error of an act that was half recorded, so nothing was stored.
    .hint = Mend the script: do not catch errors (try … catch) around acts that record something; test the condition first.

refusal-clock-is-real = This run goes by the real clock, so no other day can be set.
    .hint = Add --now to the command line, for example --now 2022-10-03

refusal-actor-exists = The code `{ $actor }` is in use for something else: { $kind-word }.
    .hint =
        Use another code, or see who has this one:
        { $prog }actor show { $actor }

refusal-missing-basis = More time for task `{ $task }` of case { $case } needs the paper or decision it rests on.
    .hint =
        Name it:
        { $prog }due { $case } { $task } --extend "5 working days" --reason "…" --basis "Công văn 15-CV/HU"

refusal-extended-enough = Task `{ $task }` of case { $case } has been extended { $times ->
        [one] once
       *[other] { $times } times
    }, as often as may be.
    .hint =
        If a paper sets a new term, record that term:
        { $prog }due { $case } { $task } --term "10 working days" --basis "Công văn 12-CV/BTCTU"

refusal-extended-too-far = That would make task `{ $task }` of case { $case } due on { $due }, beyond the bound of extensions ({ $term }, until { $last }).
    .hint = Grant less. The bound is set by the function extension_bound of the procedure.

refusal-anchor-not-reached = The term of task `{ $task }`, case { $case }, runs from task `{ $anchor }`, which is not done.
    .hint =
        Record task { $anchor } first, or give a day:
        { $prog }due { $case } { $task } --term "10 working days" --from 3/10/2022 --basis "Công văn 12-CV/BTCTU"

refusal-expiry-needs = Task `{ $task }` of case { $case } cannot end by itself with outcome `{ $outcome }`, for which a person has to bring something.
    .hint = It needs: { $needs }

refusal-rung-exists = Task `{ $task }` of case { $case } has a reminder `{ $rung }` already.
    .hint =
        Give the new one another name; those there are:
        { $prog }why { $case }

refusal-rung-past = Reminder `{ $rung }` falls on { $day }, which has passed.
    .hint = Choose the working days so that it falls on { $today } or later.

refusal-bad-rung = `{ $typed }` is no reminder.
    .hint = Write four parts: name, working days from the due date, to whom, letter. For example: "third-letter +8 owner reminder-second"

refusal-unknown-letter = The procedure has no letter template `{ $letter }`.
    .hint = The templates it has: { $letters }

refusal-rehearsal-backwards = { $until } is before today ({ $today }).
    .hint =
        Give a day from today on, or set the clock:
        { $prog }--now 1/1/2023 rehearse --until 31/12/2023

refusal-rehearsal-stops = The rehearsal met a script that fails half done: { $error }
    .hint =
        Find and mend the mistake in the script, then rehearse again:
        { $prog }scripts check

## Who may do what

refusal-not-allowed = { $me } may not do `{ $act }`{ $case ->
        [none] {""}
       *[other] {" "}with case { $case }
    }.{ $why ->
        [none] {""}
       *[other] {" "}{ $why }
    }
    .hint = The office decides in scripts/policy.rhai who may do what. Ask an officer who may.

refusal-not-for-another = { $me } may not act for { $other }.{ $why ->
        [none] {""}
       *[other] {" "}{ $why }
    }
    .hint = Leave out --as, or ask an officer who may; scripts/policy.rhai says who.

refusal-stranger = The settings say who is who, but not who `{ $user }` is.
    .hint =
        Whoever keeps quytrinh.toml adds a line with the officer's code below `me`:
        { $user } = "CV-01"

refusal-nobody-of-code = The settings name `{ $actor }` under `me`, but no actor has this code or name.
    .hint =
        Mend quytrinh.toml. For as long as it is so nobody under that name may do anything.
