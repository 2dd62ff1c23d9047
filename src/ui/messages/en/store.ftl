# The store: errors when opening, reading, writing, and what `verify` finds.

store-missing = There is no store at { $path }
    .hint =
        Name the right folder with --home, or make a new one:
        { $prog }init

store-exists = There is a store already at { $path }
    .hint = Use it, or choose another folder with --home; the store there is left as it is.

store-not-a-store = The file { $path } is not a store of this program, or it is damaged.
    .hint = Name the right folder with --home, or copy the file back from a backup; this file is left as it is.

store-newer = The store { $path } has schema { $found }; this program knows schemas up to { $known }.
    .hint = Install a newer program and open it again; the file is left as it is.

store-busy = { $holder ->
        [none] The store is busy; waited { $waited_ms } ms.
       *[other] The store is being written by `{ $holder }` (process { $pid }, since { $since }); waited { $waited_ms } ms.
    }
    .hint = Try again when the other program is done; nothing was stored.

store-full = The disk is full, so the store cannot be written.
    .hint = Free some space and try again; this act was not stored, what was there before is intact.

store-io = The file of the store cannot be read or written.
    .hint = Check the disk and the right to read and write the home folder, then try again.

store-corrupt = Row `{ $key }` of the table `{ $table }` cannot be read.
    .hint =
        Find the first thing that is wrong; if need be, copy the store back from a backup:
        { $prog }verify

store-absent = The table `{ $table }` has no row `{ $key }`.
    .hint =
        Check the store:
        { $prog }verify

store-read-only = The store was opened only for reading.
    .hint = Use a command that records (done, open …) instead of one that shows.

store-redb = The store failed.
    .hint =
        This act was not stored. Try again; if it fails again, check the store:
        { $prog }verify

## What verify finds

verify-gap = The log has a gap: entry { $expected } should follow, entry { $found } was found.
    .hint = The entries before it are intact. Keep this file as evidence and copy the store back from a backup.

verify-hash = Entry { $seq } of the log was changed, or does not follow from the entry before.
    .hint = Keep this file as evidence and copy the store back from a backup; compare entry { $seq } with the papers.

verify-unreadable = Entry { $seq } of the log cannot be read ({ $reason }).
    .hint = Keep this file as evidence and copy the store back from a backup.

verify-unfit = Entry { $seq } of the log does not fit the entries before it ({ $reason }).
    .hint = Keep this file as evidence and copy the store back from a backup.

verify-table = { $kind ->
        [missing] The table `{ $table }` lacks row `{ $key }`, which the log gives.
        [extra] The table `{ $table }` has row `{ $key }`, which the log does not give.
       *[other] Row `{ $key }` of the table `{ $table }` differs from what the log gives.
    }
    .hint = The log is right, the table is not. Keep this file as evidence and copy the store back from a backup.

verify-edition = The file `{ $file }` of the edition { $edition } is missing from the store or was changed.
    .hint = Keep this file as evidence and copy the store back from a backup.

## Files, settings, command lines

file-missing = There is no file { $path }
    .hint = Check its name and its folder.

file-full = The disk is full, so this cannot be written: { $path }
    .hint = Free some space and try again.

file-trouble = This cannot be read or written: { $path }
    .hint = Check the name, the folder and the right to read and write.

config-malformed = The settings { $path } are not written as they must be: { $fault ->
        [password-inside] line { $line } holds a password, which does not belong into this file.
        [no-section] { $choice } = "{ $channel }" needs a section [{ $channel }].
        [no-program] run in the section [command] names no program.
        [no-server] server in the section [mail] names no server.
        [bad-sender] from in the section [mail] is `{ $from }`, which is no mail address.
        [no-login] password_file in the section [mail] needs login.
        [idle-certificates] ca_file in the section [mail] needs tls = "starttls" or tls = "tls".
        [login-in-the-clear] login in the section [mail] needs tls = "starttls" or tls = "tls", else the password would go in the clear.
       *[none] { $why }
    }
    .hint = { $fault ->
        [password-inside] Put the password into a file of its own, readable by its owner alone, and name that file: password_file = "mail-password.txt"
        [no-section] Describe the channel in a section [{ $channel }], or choose "files".
        [bad-sender] For example: from = "Ban Tổ chức Tỉnh ủy <btctu@quangngai.gov.vn>"
       *[none] { $way }
    }

plan-malformed = { $path } is no plan that can be carried out: { $why }
    .hint =
        { $way }
        A new plan: { $prog }migrate plan --out FILE

toml-unknown-key = the key `{ $key }` means nothing here.
    .hint = { $near ->
        [none] What may stand here: { $known }
       *[other] Perhaps: { $near }
    }

toml-unknown-word = `{ $typed }` may not stand here.
    .hint = One of these: { $known }

toml-missing-key = the key `{ $key }` is missing from the part that begins here.
    .hint = Add a line: { $key } = …

toml-wrong-type = wanted here is { $wanted-word }, there is { $is-word }.
    .hint = Texts stand between quotation marks, numbers and true or false without them, lists in square brackets.

toml-twice = the key `{ $key }` is there twice.
    .hint = Delete one of the two lines.

toml-syntax = this line is not written as TOML wants it; the reader says: { $reason }
    .hint = A line is written: key = "text". Often a quotation mark, an = or a bracket is missing on this line or the one before it.

toml-other = { $reason ->
        [none] the value at this place cannot be used.
       *[other] the value at this place cannot be used; the reader says: { $reason }
    }
    .hint = Mend the value at the place shown.

usage = { $text }
    .hint = Add --help after a command to see how it is used.

usage-argument = `{ $word }` is no argument: arguments of a script are given as --name value
usage-argument-value = The argument --{ $name } has no value.
usage-unknown-argument = The script has no argument --{ $name }. Its arguments: { $known }
usage-missing-argument = The script needs the argument --{ $name }. Its arguments: { $known }
usage-no-packages = There is no procedure in { $folder }
usage-unknown-package = There is no procedure `{ $name }` in the folder scripts/.
usage-no-such-test = No test has `{ $filter }` in its name, its function or its file.
usage-init-rehearse = This command makes a new folder and store, which cannot be rehearsed; leave out --rehearse.
