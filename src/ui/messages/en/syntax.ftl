# Why a script cannot be read; stands behind "The script cannot be read:".

syntax-ends = it ends in the middle of something
    .hint = Finish what was begun, or close the bracket that is still open.

syntax-stray = `{ $text }` means nothing here
    .hint = Remove it; if it belongs to a text, put the text between double quotation marks.

syntax-foreign = { $instead ->
        [none] there is no mark `{ $text }`
       *[other] not `{ $text }` but `{ $instead }` is written here
    }

syntax-unusable = `{ $name }` cannot be used here
    .hint = Write what is to be done as a function, and call that.

syntax-open-text = a text lacks its closing quotation mark
    .hint = Add it where the text ends; a text of several lines stands between two ` marks.

syntax-escape = `{ $text }` means nothing in a text
    .hint = Behind \ only n, t, r, ", \, and x or u with the code of a letter can stand; for the mark \ itself write \\.

syntax-number = `{ $text }` is no number
    .hint = Numbers are written without separators of thousands; units are functions, as working_days(15).

syntax-character = `{ $text }` is not one character
    .hint = Texts stand between double quotation marks "…"; between single ones stands one character.

syntax-name = `{ $text }` cannot be a name
    .hint = A name has letters without marks, digits and _, and begins with a letter.

syntax-no-end = a `;` is missing at the end of the statement before
    .hint = Add it at the place shown. If it is there, see whether the line has a word or bracket too many.

syntax-no-comma = a comma is missing between two elements
    .hint = Add the `,` at the place shown, or close the bracket if that was all.

syntax-not-closed = a closing `{ $token }` is missing
    .hint = Add the `{ $token }` where the part ends that its opening mark began.

syntax-no-block = the `{ $token }` is missing that begins the statements
    .hint = The statements of a function, of if, else, for, while, switch always stand between curly brackets.

syntax-no-value = a `:` is missing behind a key of a map
    .hint = Write each key with its value: title: "…"

syntax-no-arrow = a `=>` is missing behind a label of switch
    .hint = Write each label with what is to be done: "letter" => send(c),

syntax-missing = `{ $token }` is missing
    .hint = Add `{ $token }` at the place shown.

syntax-no-expression = a value must stand here
    .hint = Write a value, the name of a variable or a call; if none is needed, remove the mark before.

syntax-no-name = a name must stand here
    .hint = A name has letters without marks, digits and _, and begins with a letter.

syntax-no-property = the name of a property or key must stand here
    .hint = Behind a dot stands a property; in #{ "#{" } … { "}" } each part begins with a key.

syntax-no-label = a label of switch must be a fixed value
    .hint = A label is a text, a number or _; for any other condition use if.

syntax-wrong-kind = wanted here is { $wanted-word }, not { $is-word }
    .hint = A condition must be a comparison, as a == b; for walks through an array, a list or a range.

syntax-index = by the value between the square brackets nothing can be found
    .hint = An element of an array is found by its number, counted from 0; one of a map by its key between double quotation marks.

syntax-key-twice = the key `{ $name }` stands twice in one map
    .hint = Remove one of them.

syntax-name-twice = the name `{ $name }` is used twice at one place
    .hint = Give one of them another name.

syntax-function-twice = the file has a function `{ $name }` with { $count ->
        [one] 1 parameter
       *[other] { $count } parameters
    } already
    .hint = Remove one of them, or give it another name.

syntax-function-inside = a function cannot stand inside another one or inside a block
    .hint = Move it out; if it is outside, a bracket above it is not closed.

syntax-function-nameless = the name of the function is missing behind fn
    .hint = Write fn, the name, the parameters: fn closed(c, t)

syntax-no-parameters = function `{ $name }` lacks its parameters between round brackets
    .hint = Without parameters the brackets stand all the same: fn { $name }()

syntax-no-body = { $name ->
        [none] what is to be done is missing behind the parameters
       *[other] function `{ $name }` lacks its body between curly brackets
    }
    .hint = Write the statements of the function right behind the parameters, between curly brackets.

syntax-stray-comment = a comment that begins with /// must stand right above a function
    .hint = Anywhere else it begins with //

syntax-default-not-last = the label _ of switch must be the last
    .hint = Move the line with _ to the end.

syntax-default-if = this label of switch cannot have a condition
    .hint = Remove the condition, or use if inside.

syntax-number-after-range = in switch a number cannot stand behind a range
    .hint = Move the numbers before the ranges.

syntax-constant = { $name ->
        [none] a fixed value cannot be given another one
       *[other] the constant `{ $name }` cannot be given another value
    }
    .hint = To compare, write ==; what is to change, is declared with let.

syntax-not-assignable = what stands before = cannot be given a value
    .hint = A variable, a property or an element of an array can stand there; to compare, write ==.

syntax-no-loop = break and continue stand in loops only
    .hint = To end a function, write return.

syntax-unknown-module = there is no module `{ $name }`
    .hint = In the variation of a district, base:: calls a function of the base; one of the same file is called by its name.

syntax-other = { $message }
