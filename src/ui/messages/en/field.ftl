# Why a value cannot be taken: what follows the colon of a sentence, so lower case and no full stop.

field-no-date = this is no day of the calendar
    .hint = Give day/month/year with four digits for the year, for example 01/03/2023

field-no-number = this is no whole number
    .hint = Digits only, for example 2023

field-no-yes-no = it takes only yes or no
    .hint = Give yes or no.

field-no-choice = this is none of its words
    .hint = Choose one of: { $choices }

field-missing-column = the column `{ $column }` is missing
    .hint = Give all columns in order; a semicolon stands between rows: { $pattern }

field-unknown-column = there is no column `{ $column }`
    .hint = The columns in order: { $pattern }

field-wrong-type = the value must be of the type { $wanted-word }
    .hint = How a value is typed: { $pattern }

## Looking up a name

lookup-unknown = { $kind ->
        [none] nothing
       *[other] no { $kind-word }
    } has this code or name
    .hint =
        { $near ->
            [none] Look up codes and names:
           *[other] Perhaps: { $near }
        }
        { $kind ->
            [case] { $prog }list
           *[other] { $prog }actor list
        }

lookup-ambiguous = several share this name
    .hint = Use the code at the front instead of the name: { $candidates }

lookup-failed = it could not be looked up ({ $error })
    .hint =
        Use the code instead of the name. If that fails too, check the store:
        { $prog }verify

## Terms

term-no-count = there is no number at the front
    .hint = Give a number and a unit: "15 working days", "10 days", "2 weeks", "1 month"

term-no-unit = the number { $count } has no unit
    .hint = Say whether working days or days are meant: "{ $count } working days" or "{ $count } days"

term-unknown-unit = `{ $unit }` is no unit of a term
    .hint = { $near ->
        [working-days] Perhaps: working days
        [days] Perhaps: days
        [weeks] Perhaps: weeks
        [months] Perhaps: months
       *[other] Use one of the units: working days, days, weeks, months
    }

term-brackets = the brackets are not closed, hold nothing, or do not stand at the end
    .hint = Put the rules into one pair of brackets at the end, for example "10 days (first day counts)"

term-unknown-rule = `{ $rule }` is no rule for a term
    .hint = { $near ->
        [first-day-counts] Perhaps: first day counts
        [first-day-not-counted] Perhaps: first day not counted
        [rolls-back] Perhaps: rolls back
        [may-end-on-day-off] Perhaps: may end on a day off
        [rolls-forward] Perhaps: rolls forward
        [last-day-stays-last] Perhaps: last day stays last
        [same-day-number] Perhaps: same day number
       *[other] The rules there are: first day counts; rolls back; may end on a day off; last day stays last
    }

term-rule-twice = a term cannot have both `{ $other }` and `{ $rule }`
    .hint = Keep one of the two.

term-negative = a term cannot be negative
    .hint = Give a number from 1, for example "5 working days"

term-zero = a term is at least 1
    .hint = Give a number from 1, for example "5 working days"

term-too-long = the term is too long
    .hint = Look at the number again; the calendar ends with the year 2100.

## The working-day calendar

calendar-malformed = the calendar file { $file } line { $line } is not written as it must be ({ $reason })
    .hint = Mend line { $line } of { $file }; the file of another year shows how it is written.

calendar-bad-date = the calendar file { $file } line { $line }: `{ $text }` is no day of the calendar
    .hint = In a calendar file a day is written 2024-04-30

calendar-file-year = the calendar file { $file } line { $line }: the calendar has no year { $year }
    .hint = The calendar goes from 1900 to the end of 2100: look at the year of the file again.

calendar-other-year = the calendar file { $file } line { $line }: { $date } is not in the year { $year }
    .hint = Move the day to the file of its year, or mend the year.

calendar-nameless = the calendar file { $file } line { $line }: { $date } has no name
    .hint = Write the name of the holiday in line { $line }, for example name = "Quốc khánh"

calendar-twice = the calendar file { $file } line { $line }: { $date } is entered already
    .hint = Remove one of the two lines for { $date }

calendar-swapped-twice = the calendar file { $file } line { $line }: { $date } is swapped twice
    .hint = A day is swapped once: remove one of the two lines.

calendar-not-weekend = the calendar file { $file } line { $line }: { $date }, to be worked in exchange, is neither Saturday nor Sunday
    .hint = A day worked in exchange is a weekend day: look at the decision again.

calendar-not-weekday = the calendar file { $file } line { $line }: { $date }, given off in exchange, is a weekend day already
    .hint = A day given off in exchange is a working day: look at the decision again.

calendar-far-swap = the calendar file { $file } line { $line }: { $off }, given off, and { $work }, worked for it, are more than { $most } days apart
    .hint = Look at the two days in the decision again, above all month and year.

calendar-year-twice = the calendar files { $other } and { $file } both decide on the year { $year }
    .hint = Keep one file for each year.

calendar-day-twice = the calendar files { $other } and { $file } both enter { $date }
    .hint = Remove { $date } from one of the two files.

calendar-year-outside = the calendar has no year { $year }
    .hint = The calendar goes from 1900 to the end of 2100: look at the year again.

calendar-unknown-scope = there is no calendar of `{ $scope }`
    .hint = { $known ->
        [none] Nobody has days of their own yet; write scope = "…" to such a day in a calendar file, or leave out --of for the common calendar.
       *[other] Those who have one: { $known }
    }

calendar-ends-outside = { $term } from { $anchor } ends outside the calendar
    .hint = The calendar goes from 1900 to the end of 2100: look at the day and the term again.

calendar-shifts-outside = { $days } working days from { $date } end outside the calendar
    .hint = The calendar goes from 1900 to the end of 2100: look at the day again.

## A roster read from a file

roster-not-utf8 = Line { $line } of the file { $file } is not Unicode text (UTF-8).
    .hint = Open the file in Excel, choose Save As and the type “CSV UTF-8”, then import again.

roster-bad-rows = { $count ->
        [one] The file { $file } has 1 fault; nothing was stored.
       *[other] The file { $file } has { $count } faults; nothing was stored.
    }
    .hint = Mend the lines above and import again, or add --skip-bad to import only the good ones.

roster-no-rows = The file { $file } has no lines.
    .hint = The first line holds the headings (Họ và tên; Ngày sinh; Cơ quan …), each line after it one cadre.

roster-headings = The headings in line { $line } of the file { $file } cannot be used yet.
    .hint = Mend the headings in line { $line }, then import again; nothing was stored.

roster-heading-unknown = the column “{ $heading }” does not belong to a roster{ $near ->
        [none] {""}
       *[other] ; perhaps: { $near }
    }
    .hint = Mend the heading, or remove the column from the file.

roster-heading-repeated = the column “{ $heading }” is the same as “{ $first }”
    .hint = Remove one of the two.

roster-heading-missing = the column “{ $heading }” is missing
    .hint = Add the column “{ $heading }”.

roster-empty = this cell must not be empty
    .hint = Fill the cell, then import again.

roster-not-a-date = this is no date
    .hint = Give day/month/year, for example 5/3/1985

roster-short-year = the year has only two digits
    .hint = Give the year with four digits, for example 5/3/1985

roster-implausible-year = the year { $year } can hardly be right
    .hint = Look at the year in the file again.

roster-no-such-day = there is no day { $day }/{ $month }/{ $year }
    .hint = Look at day and month in the file again.

roster-not-a-choice = this is none of: { $expected }
    .hint = Use one of: { $expected }

roster-too-many = there are { $found } entries, at most { $most } are possible
    .hint = Keep { $most } entries and remove the others.

roster-unresolved = { $message ->
        [none] nothing has this code or name
       *[other] this is not clear enough; perhaps: { $message }
    }
    .hint =
        Give the code instead of the name. Look up codes:
        { $prog }actor list

roster-malformed-id = this is no code
    .hint = A code is made of letters without marks, digits and - _ . without spaces, for example CB01

roster-repeated-id = line { $first_line } has this code already
    .hint = Every cadre has a code of their own: mend one of the two lines.

roster-ragged = the line has { $found } cells, the headings are { $expected }
    .hint = Look at the separators in the line; a cell that holds one must stand in quotation marks.

roster-no-heading = this column has no heading
    .hint = Give the column a heading, or empty the column.

roster-unclosed-quote = a quotation mark is opened and never closed
    .hint = Close the quotation mark, or remove it.
