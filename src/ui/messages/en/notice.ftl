# What should be known although the act was done; and the frame of messages.

notice-paper-differs = The task `{ $task }` usually comes with a paper of the kind { $usual }, this one is { $given }.
    .hint = If that is a slip, mend it with the command correct and --doc

notice-paper-ahead = The paper { $document } is dated after today.
    .hint = If that is a slip, mend it with the command correct and --doc

notice-planned-outcome = The task `{ $task }` of case { $case } was recorded with the planned outcome `{ $outcome }`, because none was given.
    .hint =
        If it ended otherwise, reopen it and record it with --outcome and one of: { $others }
        { $prog }reopen { $case } { $task } --reason "wrong outcome recorded"

notice-expected = The day { $date } is expected, not decided: the days off of that year have not been decided yet.
    .hint = When they are, add the file of that year to the folder calendars/.

## The frame of a message

failure-refused = Not done
failure-usage = Unclear command
failure-settings = Settings error
failure-script = Script error
failure-store = Store error
failure-notice = Note
failure-way = Way out
failure-cause = Cause
failure-calls = Called in turn
failure-more = … and { $count } more

## Words inside sentences

word-case = case
word-actor = actor
word-body = body
word-board = board
word-agency = agency
word-district = district
word-commune = commune
word-post = head post
word-cadre = cadre
word-officer = officer
word-text = text
word-number = whole number
word-date = date
word-yes-no = yes or no
word-choice = choice
word-list = list
word-table = table
word-section = section
word-number-from-1 = a whole number from 1
word-case-id = case number
word-actor-code = actor code
word-package-name = procedure name
word-kind-of-case = kind of case
word-step-name = step name
word-task-key = task key
word-edition-hash = edition hash
word-a-date = a date
word-an-actor = an actor
word-a-map = a map #{"{"}…{"}"}
word-an-array = an array […]
word-an-array-of-texts = an array of texts
word-a-whole-number = a whole number
word-true-or-false = true or false
word-a-kind-of-actor = a kind of actor (agency, district …)
word-a-kind-of-case = a kind of case
word-a-number-of-working-days = a number of working days
word-a-number-of-days-from-1 = a number of days from 1
word-a-document = a document
word-or = or
word-a-value-that-can-be-stored = a value that can be stored
word-a-text-or-a-map-among-needs = a text or a map among needs
word-a-term-such-as-working-days-15 = a term such as working_days(15)
word-a-date-such-as-3-10-2022 = a date such as 3/10/2022
word-a-basis-or-office-term = a basis, or office_term("…")
word-a-district-or = a district or ()
word-the-name-of-a-step-or = the name of a step or ()
word-letters-and-digits-without-marks = letters and digits without marks
word-an-actor-s-code = an actor's code
word-names-of-folders = names of folders
word-names-of-files = names of files
word-open-suspended-or-closed = open, suspended or closed
word-a-later-day = a day after that of the test's clock
word-a-text-or = a text or ()
