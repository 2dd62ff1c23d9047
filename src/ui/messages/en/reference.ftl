# The scripter's reference.

reference-title = Script reference
reference-intro =
    Made by `quytrinh scripts reference` from what stands beside each function in the program's source; `--lang vi` gives it in
    Vietnamese, `--definitions` as a file for editors. At the prompt, `help due` tells about `due`.

    Every example is run by a test. Those of hooks make up one small procedure, in the files they name; the others have `c`, the
    request to district 522, and `t`, its task `answer`.
reference-hooks = hooks: what a package or a script defines
reference-cases = cases
reference-tasks = tasks
reference-actors = actors
reference-documents = documents
reference-dates = dates and terms
reference-lists = lists
reference-office = what a procedure says and asks
reference-reminders = reminders and messages
reference-doors = verbs for bulk scripts and tests
reference-language = what stands in for functions of the language
reference-tests = tests: functions that only tests of a package have
reference-in-package = In `package.rhai`.
reference-in-kind = In `kind.rhai`, or for all kinds in `package.rhai`.
reference-in-step = In the file of a step, or for all steps in `kind.rhai` or `package.rhai`.
reference-in-job = In a script of `jobs/`.
reference-in-door = In a script of `bulk/` or `jobs/`.
reference-example-in = In `{ $file }`:
reference-keys = Keys of the map:
reference-keys-below = Keys of a map in `{ $key }`:
reference-needed = needed
