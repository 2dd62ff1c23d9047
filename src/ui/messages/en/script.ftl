# Errors in scripts, as their author must see them. The place (file, line, column) is printed with it.

script-syntax = The script cannot be read: { $why }.
    .hint = { $way ->
        [none] Mend the place shown; often a bracket, comma or semicolon just before it is missing or too many.
       *[other] { $way }
    }

script-unknown-function = No function takes the call `{ $call }`.
    .hint =
        { $near ->
            [none] Look up names, number and types of arguments:
           *[other] Perhaps: { $near }
        }
        { $prog }scripts reference

script-unknown-variable = There is no variable `{ $name }`.
    .hint = { $near ->
        [none] Declare it with let before it is used; a function sees only its own arguments and variables.
       *[other] Perhaps: { $near }
    }

script-unknown-property = { $of ->
        [none] There is no property `{ $name }`.
       *[other] `{ $of }` has no property or field `{ $name }`.
    }
    .hint =
        { $near ->
            [none] Look up the properties; fields of a kind of case are declared under `fields` in kind.rhai:
           *[other] Perhaps: { $near }
        }
        { $prog }scripts reference

script-unknown-key = `{ $map }` does not read the key `{ $key }`.
    .hint = The keys it reads: { $expected }

script-wrong-value = Wanted is { $wanted-word }, given was { $given }.
    .hint =
        Mend the value at the place shown. Look up the types of the arguments:
        { $prog }scripts reference

script-limit = { $bound ->
        [operations] The script took too many operations and was stopped.
        [time] The script took too long and was stopped.
        [depth] The functions called each other too deep and were stopped.
        [memory] The script took too much memory and was stopped.
        [size] The script made a text, an array or a map that is too large and was stopped.
        [output] The script printed too much and was stopped.
        [changes] The script made too many changes at once and was stopped.
        [variables] The script made too many variables and was stopped.
        [import] A script cannot import another one.
        [lines] The scripts have too many lines.
        [file] The script is too large to be read.
        [package] The files of the package are too large together.
        [functions] The script has too many functions.
        [expression] An expression of the script is nested too deep.
       *[other] The script went beyond a bound ({ $bound }) and was stopped.
    }
    .hint = { $bound ->
        [lines] Divide the procedure into several packages, or shorten its files.
        [file] A script has up to 1 MB: divide it, or read the data with a command such as `actor import`.
        [package] A package has up to 4 MB: divide the procedure into several packages.
        [functions] Divide the procedure into several packages, or leave out what nobody calls.
        [expression] Give the inner parts names with `let`, one line each.
        [import] What several files need stands in `package.rhai` or in `kind.rhai`, whose functions all steps may call.
        [depth] Nothing was stored. Look for a function that calls itself without an end; use a loop in its place.
        [size] Nothing was stored. Work through a list with `for` instead of gathering it: a text has up to 1 MB, an array or map 32,768 elements.
        [memory] Nothing was stored. Look for a list or text that grows without an end; work through a list with `for` instead of gathering it.
        [changes] Nothing was stored. Look for a loop that does not end. A script makes 5,000 changes by itself and 40 more for each case, task or actor that it walks with `for x in …`; one run makes 200,000: divide what is more.
        [output] Nothing was stored. Print the result, not every step; one run may print 4 MB.
        [time] Nothing was stored. Look for a loop that does not end; narrow lists first (`of_kind`, `open`, …). What must wait is a task with a term.
       *[other] Nothing was stored. Look for a loop that does not end; what must wait is a task with a term.
    }

script-thrown = The script reports an error: { $message }
    .hint = These are the script's own words at the place shown. What the procedure demands of people is said with refuse("…").

script-run-over = The script uses a case, task or actor of a run that is over.
    .hint = Look it up again in this run, for example find_case("VT-2022-001"), then use it.

script-missing-file = The script file `{ $file }` is missing.
    .hint =
        Make the file, or remove its name from where it stands (`kinds`, `steps`, `left-out.txt` …), then check:
        { $prog }scripts check

script-missing-function = The function `{ $function }` is missing.
    .hint =
        Add the function to the file, then check:
        { $prog }scripts check

script-overrides-nothing = The function `{ $function }` of a district's variation replaces nothing in the base.
    .hint = { $near ->
        [none] A function used only in its file is declared private fn.
       *[other] A function used only in its file is declared private fn. If the name is misspelt, the base has: { $near }
    }

script-inconsistent = Parts of the procedure do not fit each other: { $message }.
    .hint =
        Make them fit, then check everything again:
        { $prog }scripts check

script-refused =
    The script asks for something that the rules do not allow.
    { $why }
    .hint =
        Mend the script at the place shown so that it does not ask for this, then check:
        { $prog }scripts check

script-unexpected =
    { $aspect ->
        [holds] The condition does not hold.
        [due] The due date of task { $of } is not the expected one.
        [step] The step of case { $of } is not the expected one.
        [status] The status of case { $of } is not the expected one.
        [outcome] The outcome of case { $of } is not the expected one.
        [field] Field { $of } is not as expected.
        [open] The tasks of case { $of } that can be done are not the expected ones.
        [owed] The tasks owed in case { $of } are not the expected ones.
        [blocker] The blockers of case { $of } are not as expected.
        [remark] The remarks on case { $of } are not as expected.
        [paper] The papers of case { $of } are not as expected.
        [reminder] The reminders of task { $of } are not as expected.
        [refusal] The refusal is not the expected one.
       *[other] The value is not the expected one.
    }
    Expected: { $expected ->
        [none] nothing
       *[other] { $expected }
    }
    Found: { $found ->
        [none] nothing
       *[other] { $found }
    }
    .hint = If the scripts are right, mend the test; if the test is right, mend the scripts.

script-host = The program met an inner error while running the script: { $message }.
    .hint = Nothing was stored. Check the file and the right to read it; if it happens again, send this message to whoever looks after the program.

script-wrong-arguments = `{ $function }` does not take { $given } { $given ->
        [one] argument
       *[other] arguments
    }.
    .hint = It is called as: { $takes }

script-never-called = Nothing ever calls the function `{ $function }`.
    .hint = If the name is misspelt, what is called is: { $near }

script-missing-key = The map for `{ $map }` lacks the key `{ $key }`.
    .hint = Add `{ $key }: …` to the map.

script-read-only = `{ $of }.{ $name }` cannot be set by a script.
    .hint =
        Own fields of a kind of case are declared under `fields` in kind.rhai; what else may be changed has a function of its own:
        { $prog }scripts reference

script-unknown-word = { $kind ->
        [task] No script adds a task `{ $word }`.
        [outcome] No task has the outcome `{ $word }`.
        [case-outcome] No case ends with `{ $word }`.
        [step] There is no step `{ $word }`.
        [field] There is no field `{ $word }`.
        [need] A task cannot need `{ $word }`: it is neither "document" nor a field.
        [case-kind] The package has no kind of case `{ $word }`.
        [actor-kind] There is no kind of actor `{ $word }`.
        [actor] There is no actor `{ $word }` in the store.
        [role] No function recipients() knows the role `{ $word }`.
        [letter] There is no letter template letters/{ $word }.txt.
        [letter-name] A letter has nothing of the name `{ $word }`.
        [office-term] office_terms() has no term `{ $word }`.
        [field-type] There is no type of field `{ $word }`.
        [status] A case has no status `{ $word }`.
        [state] A task has no state `{ $word }`.
        [choice] The field cannot be `{ $word }`.
        [block] There is no block `{ $word }`.
        [direction] A document cannot have the direction `{ $word }`.
       *[other] `{ $word }` is none of the words that can stand here.
    }
    .hint = { $near ->
        [none] Look at how it is written where it is declared.
       *[other] Perhaps: { $near }
    }

script-term-without-unit = A term needs a unit; given was a { $given ->
        [number] mere number
       *[other] mere text
    }.
    .hint = Write working_days(15), days(15), weeks(2), months(1), or term("15 ngày làm việc").

script-template = The letter template cannot be filled in: { $message }.
    .hint = Mend the line shown. The README of the scripts lists the names a template may use.

script-unclosed-bracket = The bracket `{ $bracket }` is not closed.
    .hint = Close it where its part ends; what follows was read as if it were inside.

script-reserved-word = The language keeps the word `{ $word }` for itself, so it cannot be a name.
    .hint = Choose another name; a case is usually called c, a task t.

script-unreached-file = The file `{ $file }` belongs to no kind and no step, so it is never run.
    .hint = { $near ->
        [none] Name it in `kinds` of package.rhai or `steps` of kind.rhai, or remove the file.
       *[other] If its name is misspelt, read is: { $near }
    }

script-unreached-step = No step of `{ $of }` leads to the step `{ $step }`.
    .hint = Let next(c) of the step before give "{ $step }", or remove it from `steps`.

script-circle = Tasks wait for each other in a circle: { $tasks }
    .hint = None of them can ever be done. Take one out of an `after`.

script-loosens = { $loosened ->
        [task] The variation leaves out the task `{ $name }` of the base ({ $base }).
        [gate] The variation leaves out the gate «{ $name }» of the base ({ $base }).
        [cancelled] The variation cancels the task `{ $name }`, which the base asks for ({ $base }).
        [owner] The variation gives the task `{ $name }` another owner than the base ({ $base }).
        [issuer] The variation changes who issues the letters: `{ $name }` ({ $base }).
        [needs] The task no longer needs `{ $name }` in the variation, unlike the base ({ $base }).
        [after] The task no longer waits for `{ $name }` in the variation, unlike the base ({ $base }).
        [term] The term `{ $name }` is longer in the variation than in the base ({ $base }).
        [term-dropped] The variation leaves out the term `{ $name }` of the base ({ $base }).
        [step] The variation goes past the step where the base leads ({ $base }): `{ $name }`.
       *[other] The variation leaves out `{ $name }`, which the base has ({ $base }).
    }
    .hint =
        A district may only add and shorten. Call base::{ $function }(…) and add to what it does.
        If the base is to be open to this, write above its function: /// @relax { $name }

publish-differs = On the new edition of procedure { $package } the history of open cases would have gone another way in { $count ->
        [one] one respect
       *[other] { $count } respects
    } ({ $cases } open cases were done again). The old edition stays active.
    .hint =
        If that is what is wanted, accept each kind with a reason, which is kept; the cases keep their edition:
        { $prog }scripts publish { $package }{ $with ->
            [none] {""}
           *[other] { $with }
        } --accept { $first }="…"
        Kinds whose names begin alike are accepted together with *, all of them with: --accept "*=…"
publish-difference = { $kind } – { $count ->
        [one] 1 open case
       *[other] { $count } open cases
    }, first { $case }
publish-recorded = {"  "}recorded: { $words }
publish-now = {"  "}now:      { $words }
publish-nothing = nothing
publish-refused = refused to { $by } on { $at } – { $words }
publish-passes = let through – { $words }
trace-head = { $case }, entry { $entry }, { $at }: { $why }
trace-none = Case { $case } has ended, or nothing can be shown of it: the history of open cases is played again for this.

publish-tests-more = … and { $count } more
publish-tests-fail = Procedure { $package } is not published: { $count ->
        [one] one of its tests fails
       *[other] { $count } of its tests fail
    }. The old edition stays active.
    .hint =
        Mend the scripts or the test, then:
        { $prog }scripts test { $package }

script-unknown-argument = `args()` declares no argument `{ $name }`.
    .hint = { $near ->
        [none] Declare it in `args()`, with its type: { $name }: #{ "{" } title: "…", type: "text" { "}" }
       *[other] Perhaps: { $near }
    }

script-bad-time = `{ $given }` is no time at which a scheduled script can run.
    .hint = Write all five parts: minute, hour, day, month, weekday. Each morning at half past seven: "30 7 * * *"; Mondays at eight: "0 8 * * 1".
