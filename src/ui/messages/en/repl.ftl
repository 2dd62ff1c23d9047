# The REPL: greeting, prompt, unclear commands.

repl-start = { $overdue } overdue, { $today } due today. Type help for the commands, exit to leave.
repl-prompt-no-store = no store
repl-prompt-rehearsal = rehearsal
repl-prompt-search = search
repl-prompt-no-match = not found
repl-due = due { $due }
repl-no-offers = Nothing to offer here.
repl-help-more =
    help COMMAND tells how one is used, help due what the function or property due is. Any other line is Rhai, for example:
      tasks().overdue().len()
repl-help-global = Options of every command:
repl-help-also = In scripts:
repl-usage = How it is typed: { $usage }
repl-stored = { $count ->
        [one] Stored 1 change.
       *[other] Stored { $count } changes.
    }
repl-more = { $count ->
        [one] 1 more row is
       *[other] { $count } more rows are
    } not shown; .filter(…) narrows the list, .len() counts it.
repl-already = This is the REPL already.
repl-other-home = The REPL keeps one home folder; leave it and start again with another --home.
repl-open-quote = A quotation mark is opened and not closed.
repl-not-utf8 = This line is not Unicode text (UTF-8).

repl-unknown-command = `{ $typed }` is no command.
    .hint =
        { $near ->
            [none] See the commands:
           *[other] Perhaps: { $near }
        }
        help

repl-missing = The command { $command } still needs: { $arg }
    .hint =
        See how it is used:
        help { $command }

repl-missing-below = The command { $command } needs one of the words: { $below }
    .hint =
        See how it is used:
        help { $command }

repl-unknown-below = The command { $command } has no `{ $typed }`.
    .hint = { $near ->
        [none] Use one of the words: { $below }
       *[other] Perhaps: { $near }
    }

repl-unknown-argument = The command { $command } has no `{ $arg }`.
    .hint =
        { $near ->
            [none] See how it is used:
           *[other] Perhaps: { $near }
        }
        help { $command }

repl-missing-value = { $arg } has no value.
    .hint = { $near ->
        [none] Give the value right after { $arg }; one with spaces stands in quotation marks.
       *[other] Values it takes: { $near }
    }

repl-bad-value = { $arg } does not take `{ $value }`.
    .hint = { $near ->
        [none] See how it is used:
            help { $command }
       *[other] Values it takes: { $near }
    }

repl-conflict = { $arg } and { $other } cannot be used together.
    .hint = Leave out one of them.
