# The store: errors when opening, reading, writing, and what `verify` finds.

store-missing = There is no store at { $path }
    .hint =
        Name the right folder with --home, or make a new one:
        { $prog }init

store-exists = There is a store already at { $path }
    .hint = Use it, or choose another folder with --home; the store there is left as it is.

store-not-a-store = The file { $path } is not a store of this program, or it is damaged.
    .hint =
        Name the right folder with --home, or put a backup in its place; this file is kept beside it:
        { $prog }restore FILE --overwrite

store-newer = The store { $path } has schema { $found }; this program knows schemas up to { $known }.
    .hint = Install a newer program and open it again; the file is left as it is.

store-replaced = Another copy was put in the place of { $path } meanwhile (restore).
    .hint = Nothing was stored. Give the command again: it goes to the store that is there now.

store-busy = { $holder ->
        [none] The store is busy; waited { $waited_ms } ms.
       *[other] The store is being written by `{ $holder }` (process { $pid }, since { $since }); waited { $waited_ms } ms.
    }
    .hint = Try again when the other program is done; nothing was stored.

store-full = { $path ->
        [none] The disk is full, so the store cannot be written.
       *[other] The disk is full, so the store cannot be written: { $path }
    }
    .hint = Free some space and try again; this act was not stored, what was there before is intact.

store-io = { $path ->
        [none] The file of the store cannot be read or written.
       *[other] The file of the store cannot be read or written: { $path }
    }
    .hint = Check the disk and the right to read and write the home folder, then try again; this act was not stored, what was there before is intact.

store-doubtful = The disk failed at the very end of this act: it may have been stored or not. The store: { $path }
    .hint =
        Before you do it again, look whether it is there, and have the disk checked:
        { $prog }verify

store-no-locks = { $path ->
        [none] The store lies on a disk that cannot lock files, so several programs would write over each other.
       *[other] The store lies on a disk that cannot lock files, so several programs would write over each other: { $path }
    }
    .hint = Keep the home folder on a disk of this machine, or let the server of the network folder lock files; nothing was opened.

store-corrupt = Row `{ $key }` of the table `{ $table }` cannot be read.
    .hint =
        Find the first thing that is wrong; then put a backup in the store's place:
        { $prog }verify
        { $prog }restore FILE --overwrite

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
    .hint =
        The entries before it are intact. Put a backup in the store's place; this file is kept beside it as evidence:
        { $prog }restore FILE --overwrite

verify-hash = Entry { $seq } of the log was changed, or does not follow from the entry before.
    .hint =
        Compare entry { $seq } with the papers, and put a backup in the store's place; this file is kept beside it as evidence:
        { $prog }restore FILE --overwrite

verify-unreadable = Entry { $seq } of the log cannot be read ({ $reason }).
    .hint =
        Put a backup in the store's place; this file is kept beside it as evidence:
        { $prog }restore FILE --overwrite

verify-unfit = Entry { $seq } of the log does not fit the entries before it ({ $reason }).
    .hint =
        Put a backup in the store's place; this file is kept beside it as evidence:
        { $prog }restore FILE --overwrite

verify-table = { $kind ->
        [missing] The table `{ $table }` lacks row `{ $key }`, which the log gives.
        [extra] The table `{ $table }` has row `{ $key }`, which the log does not give.
       *[other] Row `{ $key }` of the table `{ $table }` differs from what the log gives.
    }
    .hint =
        The log is right, the table is not. Put a backup in the store's place; this file is kept beside it as evidence:
        { $prog }restore FILE --overwrite

verify-edition = The file `{ $file }` of the edition { $edition } is missing from the store or was changed.
    .hint =
        Put a backup in the store's place; this file is kept beside it as evidence:
        { $prog }restore FILE --overwrite

## Seals

seal-shape = `{ $typed }` is no seal: the number of an entry, a day and a check text are wanted.
    .hint = Type the line as it stands in the register: "1284 21/9/2022 JPX3-JVP7-6X8J-XH9T"

seal-sign = `{ $sign }` never occurs in a check text.
    .hint = The signs are 2 to 9 and C F H J K M N P R T V X; look at the register again.

seal-length = The check text has { $found } signs instead of { $needed }.
    .hint = Type four groups of four signs as they stand in the register.

seal-slip = `{ $typed }` is not what `seal` printed: its last two signs do not fit the rest.
    .hint = Compare number, day and check text with the register, sign by sign.

seal-unsigned = This is no signed seal ({ $reason }).
    .hint = Use the file as `seal --sign` wrote it; if its last line was cut off, seal again into a new file.

seal-empty = There is no seal in this file.
    .hint = Name the file that `seal --sign` wrote to.

seal-key = This is no key: 64 hexadecimal digits are wanted.
    .hint =
        The public key is what this printed; the other one is in its file:
        { $prog }seal --new-key FILE

seal-file-malformed = { $path }, line { $line }: { $why }
    .hint = { $way }

seal-key-open = Others can read or change the key in { $path }
    .hint = Let its owner alone read it (chmod 600), or make a new key if somebody may have copied it.

seal-nothing = The log has no entry yet, so there is nothing to seal.
    .hint = Seal it once something was recorded.

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
usage-file-of-package = `{ $file }` is a part of procedure { $package }, which is checked as a whole: scripts check { $package }
usage-with-script = --with lays a draft over a procedure; a bulk script or a job has none.
usage-no-such-test = No test has `{ $filter }` in its name, its function or its file.
usage-init-rehearse = This command makes a new folder and store, which cannot be rehearsed; leave out --rehearse.
usage-backup-rehearse = backup writes a file; leave --rehearse out.
usage-restore-rehearse = restore changes files; leave --rehearse out.
usage-export-rehearse = --to and --key write files; leave --rehearse out.
usage-seal-rehearse = A key or a signed seal is written into a file, which cannot be rehearsed; leave out --rehearse.
usage-verify-no-key = Signed seals need the public key: --key KEY, or keys in the section [seals] of quytrinh.toml

restore-exists = There is a store already at { $path }{ $entries ->
        [none] , which cannot be read
       *[other] , with { $entries } entries
    }; the backup has { $copy }.
    .hint = To put the backup in its place, add --overwrite; the store that is there is kept beside it under another name.

export-leak = Nothing was written: the name «{ $name }» would still be in the export of { $case }.
    .hint = This is a fault of the program or of a word in the scripts. Tell those who keep it, with the kind of case and the step.

store-open-to-others = Others on this machine can write to { $path }
    .hint =
        Take that right from them (or set QUYTRINH_SHARED=yes, if they are meant to have it):
        chmod go-w "{ $path }"
