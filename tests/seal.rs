//! Seals: what the log came to, kept on paper or signed in a file, and held against the log later.

mod support;

use quytrinh::domain::seal::{SealKey, SignedSeal};
use serde_json::{Value, json};
use std::path::PathBuf;
use support::Office;
use support::forger::{entries, rebuild};

/// What `verify` says as JSON; `code` is how it must end.
fn verdict(office: &Office, code: i32, args: &[&str]) -> Value {
    let ran = office.run(&[&["verify", "--format", "json"], args].concat());
    assert_eq!(ran.code, code, "{}{}", ran.stdout, ran.stderr);
    serde_json::from_str(&ran.stdout).expect("a verdict")
}

/// The seal of an office as a line.
fn line(office: &Office) -> String {
    office.ok(&["seal"]).trim().to_owned()
}

/// How each seal fits.
fn fits(verdict: &Value) -> Vec<&str> {
    let each = verdict["seals"]["each"].as_array().expect("seals").iter();
    each.map(|held| held["fit"].as_str().expect("a word")).collect()
}

/// An office with three acts, each sealed on paper before the next; the lines and the numbers of the sealed entries.
fn sealed() -> (Office, Vec<String>, Vec<u64>) {
    let mut office = Office::untested();
    office.on("2022-09-22");
    let mut lines = vec![line(&office)];
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    lines.push(line(&office));
    office.ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    lines.push(line(&office));
    let numbers = lines.iter().map(|line| line.split(' ').next().expect("a number").parse().expect("digits"));
    let numbers = numbers.collect();
    (office, lines, numbers)
}

#[test]
fn a_seal_is_a_short_line_that_changes_nothing_and_covers_what_was_there() {
    let mut office = Office::untested();
    let before = office.verified();
    let sealed = line(&office);
    assert_eq!(line(&office), sealed);
    assert_eq!(office.verified(), before);
    assert!(sealed.starts_with(&format!("{before} 21/09/2022 ")) && sealed.len() < 45, "{sealed}");
    let json = office.json(&["seal"]);
    let head = verdict(&office, 0, &[])["head"].clone();
    assert_eq!(json, json!({ "entry": before, "day": "2022-09-21", "hash": head, "line": sealed }));

    let found = verdict(&office, 0, &["--seal", &sealed]);
    assert_eq!(
        found["seals"],
        json!({
            "covered": before, "uncovered": null, "differs": null, "missing": null, "unchecked_from": null,
            "each": [{ "entry": before, "day": "2022-09-21", "fit": "fits" }],
        })
    );
    office.on("2022-09-22");
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let after = office.verified();
    let found = verdict(&office, 0, &["--seal", &sealed.to_lowercase()]);
    assert_eq!(found["seals"]["uncovered"], json!({ "from": before + 1, "to": after }));
    let told = office.ok(&["verify", "--seal", &sealed]);
    assert!(told.contains(&format!("Covered by a seal: entries 1 to {before}.")), "{told}");
    assert!(told.contains(&format!("covered by no seal: entries {} to {after}.", before + 1)), "{told}");
    let told = office.run_in("vi", &["verify", "--seal", &sealed]).stdout;
    assert!(told.contains(&format!("Có niêm phong: từ mục 1 đến mục {before}.")), "{told}");
}

#[test]
fn a_slip_of_the_pen_is_told_before_anything_is_called_altered() {
    let (office, lines, _) = sealed();
    let line = lines[0].as_str();
    let slip = |typed: &str| office.refused(2, &["verify", "--seal", typed]).error;
    let last = line.chars().last().expect("a sign");
    let other = if last == '2' { "3" } else { "2" };
    assert_eq!(slip(&format!("{}{other}", &line[..line.len() - 1])), "seal-slip");
    assert_eq!(slip(&line.replacen("22/09", "23/09", 1)), "seal-slip");
    assert_eq!(slip(&format!("1{line}")), "seal-slip");
    assert_eq!(slip(&line[..line.len() - 2]), "seal-length");
    assert_eq!(slip(&format!("{}O", &line[..line.len() - 1])), "seal-sign");
    assert_eq!(slip("K7XM-2XVT"), "seal-shape");
}

#[test]
fn a_tail_that_was_cut_with_all_it_did_is_missing_by_a_seal_alone() {
    let (office, lines, numbers) = sealed();
    let (kept, cut) = (numbers[1] - 2, numbers[2]);
    let all = entries(&office.store());
    rebuild(&office.store(), &all[..usize::try_from(kept).expect("a length")]).expect("they fit");
    assert_eq!(office.verified(), kept, "in itself it is in order");
    let found = verdict(&office, 4, &["--seal", &lines[0], "--seal", &lines[1], "--seal", &lines[2]]);
    assert_eq!(found.get("fault"), None, "{found}");
    assert_eq!(fits(&found), ["fits", "beyond", "beyond"]);
    assert_eq!(found["seals"]["covered"], numbers[0]);
    assert_eq!(found["seals"]["uncovered"], json!({ "from": numbers[0] + 1, "to": kept }));
    assert_eq!(found["seals"]["missing"], json!({ "from": kept + 1, "to": cut }));
}

#[test]
fn an_older_copy_in_the_place_of_the_store_is_found_by_a_seal_alone() {
    let mut office = Office::untested();
    office.on("2022-09-22");
    office.ok(&["open", "round", "--subject", "BTCTU"]);
    let (old, older) = (std::fs::read(office.store()).expect("the store"), office.verified());
    office.ok(&["done", "VT-2022-001", "letter", "--doc", "01-CV/BTCTU 22/9/2022"]);
    let sealed = line(&office);
    let newer = office.verified();
    std::fs::write(office.store(), old).expect("the older copy");
    assert_eq!(office.verified(), older);
    let found = verdict(&office, 4, &["--seal", &sealed]);
    assert_eq!(found["seals"]["missing"], json!({ "from": older + 1, "to": newer }));
    // New acts over the old copy reach the number, but not the hash.
    office.ok(&["done", "VT-2022-002", "letter", "--doc", "02-CV/BTCTU 22/9/2022"]);
    office.ok(&["done", "VT-2022-003", "letter", "--doc", "03-CV/BTCTU 22/9/2022"]);
    let found = verdict(&office, 4, &["--seal", &sealed]);
    assert_eq!((fits(&found), &found["seals"]["covered"]), (vec!["differs"], &json!(0)));
}

#[test]
fn a_log_built_anew_differs_between_the_last_seal_that_fits_and_the_first_that_does_not() {
    let (office, lines, numbers) = sealed();
    let altered = numbers[0] + 3;
    let mut all = entries(&office.store());
    let entry = &mut all[usize::try_from(altered - 1).expect("a place")];
    *entry = String::from_utf8_lossy(entry).replacen("\"by\":\"clerk\"", "\"by\":\"clark\"", 1).into_bytes();
    rebuild(&office.store(), &all).expect("they fit");
    assert_eq!(office.verified(), numbers[2], "in itself it is in order");
    // In any order, and a seal given twice says the same twice.
    let args = [&lines[2], &lines[0], &lines[1], &lines[0]].map(String::as_str);
    let found = verdict(&office, 4, &args.map(|line| ["--seal", line]).concat());
    assert_eq!(fits(&found), ["differs", "fits", "differs", "fits"]);
    assert_eq!(found["seals"]["differs"], json!({ "from": numbers[0] + 1, "to": numbers[1] }));
    let ran = office.run(&["verify", "--seal", &lines[2], "--seal", &lines[0]]);
    let told = format!(
        "The first entry that is not as it was sealed is one of {} to {}.",
        numbers[0] + 1,
        numbers[2]
    );
    assert!(ran.code == 4 && ran.stdout.starts_with("Bad: ") && ran.stdout.contains(&told), "{}", ran.stdout);
}

#[test]
fn what_was_not_read_is_not_called_good() {
    use support::tables::{LOG, alter_store, take};
    let (office, lines, numbers) = sealed();
    let gone = numbers[1] - 1;
    alter_store(&office.store(), |tx| take(&mut tx.open_table(LOG).expect("the log"), gone));
    let found = verdict(&office, 4, &["--seal", &lines[0], "--seal", &lines[2]]);
    assert_eq!(found["fault"], json!({ "fault": "gap", "expected": gone, "found": gone + 1 }));
    assert_eq!(fits(&found), ["fits", "unchecked"]);
    assert_eq!(found["seals"]["covered"], numbers[0]);
    assert_eq!(found["seals"]["unchecked_from"], gone);
    assert_eq!(found["seals"]["missing"], Value::Null);
    // And a store that is not in order is not sealed.
    let ran = office.run(&["seal"]);
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.starts_with("Bad: ") && ran.stderr.contains("Nothing was sealed"), "{}", ran.stderr);
}

/// An office whose seals are signed, with the key file, the file of seals and the public key.
struct Signing {
    office: Office,
    key: PathBuf,
    seals: PathBuf,
    public: String,
}

impl Signing {
    fn new() -> Self {
        let office = Office::untested();
        let (key, seals) = (office.home().join("key"), office.home().join("elsewhere.jsonl"));
        let made = office.json(&["seal", "--new-key", &key.to_string_lossy()]);
        let public = made["public_key"].as_str().expect("a key").to_owned();
        Self { office, key, seals, public }
    }

    fn sign(&self, code: i32) -> support::Ran {
        let (key, seals) = (self.key.to_string_lossy(), self.seals.to_string_lossy());
        let ran = self.office.run(&["seal", "--sign", &key, "--to", &seals, "--format", "json"]);
        assert_eq!(ran.code, code, "{}{}", ran.stdout, ran.stderr);
        ran
    }

    fn verdict(&self, code: i32, key: &str) -> Value {
        verdict(&self.office, code, &["--seals", &self.seals.to_string_lossy(), "--key", key])
    }
}

#[test]
fn a_signed_seal_counts_by_its_key() {
    let s = Signing::new();
    let first: Value = serde_json::from_str(&s.sign(0).stdout).expect("JSON");
    s.office.ok(&["open", "round", "--subject", "BTCTU"]);
    s.sign(0);
    let head = s.office.verified();
    let kept = std::fs::read_to_string(&s.seals).expect("the seals");
    assert_eq!(kept.lines().count(), 2, "{kept}");
    let line: Value = serde_json::from_str(kept.lines().next().expect("a line")).expect("JSON");
    for field in ["entry", "day", "hash", "signature"] {
        assert_eq!(line[field], first[field], "{field}");
    }
    let found = s.verdict(0, &s.public);
    assert_eq!((fits(&found), &found["seals"]["covered"]), (vec!["fits", "fits"], &json!(head)));

    let seals = s.seals.to_string_lossy();
    assert_eq!(s.office.refused(2, &["verify", "--seals", &seals]).error, "usage");
    s.office.write("quytrinh.toml", &format!("[seals]\nkeys = [\"{}\"]\n", s.public));
    assert_eq!(verdict(&s.office, 0, &["--seals", &seals])["seals"]["covered"], head);
    // A key that is named goes before the settings; by another key nothing is proven.
    let other = SealKey::of(&[1; 32]).and_then(|key| key.public()).expect("a key").to_string();
    let found = s.verdict(4, &other);
    assert_eq!((fits(&found), &found["seals"]["covered"]), (vec!["unproven", "unproven"], &json!(0)));
    assert_eq!(s.office.refused(2, &["verify", "--seals", &seals, "--key", "12"]).error, "seal-key");
    s.office.write("quytrinh.toml", "[seals]\nkeys = [\"12\"]\n");
    assert_eq!(s.office.refused(2, &["verify"]).error, "config-malformed");
}

#[test]
fn a_seal_that_somebody_else_made_or_changed_proves_nothing() {
    let s = Signing::new();
    s.sign(0);
    let kept = std::fs::read_to_string(&s.seals).expect("the seals");
    std::fs::write(&s.seals, kept.replacen("2022-09-21", "2022-09-20", 1)).expect("the seals");
    assert_eq!(fits(&s.verdict(4, &s.public)), ["unproven"]);
    let hash = [5; 32];
    let day = "2022-09-21".parse().expect("a day");
    let forged = SignedSeal::new(3, day, &hash, &SealKey::of(&[1; 32]).expect("a key"));
    std::fs::write(&s.seals, format!("{kept}{}\n", json!(forged))).expect("the seals");
    let found = s.verdict(4, &s.public);
    assert_eq!((fits(&found), &found["seals"]["differs"]), (vec!["fits", "unproven"], &Value::Null));

    for (line, text) in [
        (2, format!("{kept}{}", &kept[..40])),
        (1, "no seal\n".to_owned()),
        (1, String::new()),
        (3, format!("{kept}\n{{}}\n")),
    ] {
        std::fs::write(&s.seals, &text).expect("the seals");
        let seals = s.seals.to_string_lossy();
        let refused = s.office.refused(2, &["verify", "--seals", &seals, "--key", &s.public]);
        assert_eq!((refused.error.as_str(), &refused.facts["line"]), ("seal-file-malformed", &json!(line)));
    }
}

#[test]
fn a_store_that_does_not_fit_its_earlier_seals_is_not_sealed_again() {
    let s = Signing::new();
    let old = std::fs::read(s.office.store()).expect("the store");
    s.office.ok(&["open", "round", "--subject", "BTCTU"]);
    s.sign(0);
    let kept = std::fs::read(&s.seals).expect("the seals");
    std::fs::write(s.office.store(), old).expect("the older copy");
    let found: Value = serde_json::from_str(&s.sign(4).stdout).expect("a verdict");
    assert_eq!(fits(&found), ["beyond"]);
    assert_eq!(std::fs::read(&s.seals).expect("the seals"), kept);
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone_and_never_overwritten_or_shown() {
    use std::os::unix::fs::PermissionsExt as _;
    let s = Signing::new();
    let path = s.key.to_string_lossy();
    let text = std::fs::read_to_string(&s.key).expect("the key");
    let rights = std::fs::metadata(&s.key).expect("the key").permissions().mode();
    assert_eq!(rights & 0o777, 0o600);
    assert_eq!(s.office.refused(1, &["seal", "--new-key", &path]).error, "file-trouble");
    assert_eq!(std::fs::read_to_string(&s.key).expect("the key"), text);
    assert!(!s.sign(0).stdout.contains(text.trim()));

    std::fs::set_permissions(&s.key, std::fs::Permissions::from_mode(0o640)).expect("the rights");
    let seals = s.seals.to_string_lossy();
    let args = ["seal", "--sign", path.as_ref(), "--to", seals.as_ref()];
    assert_eq!(s.office.refused(1, &args).error, "seal-key-open");
    std::fs::set_permissions(&s.key, std::fs::Permissions::from_mode(0o600)).expect("the rights");
    std::fs::write(&s.key, "no key\n").expect("the key");
    assert_eq!(s.office.refused(2, &args).error, "seal-key");
    assert_eq!(s.office.refused(2, &[&["--rehearse"], &args[..]].concat()).error, "usage");
    assert_eq!(s.office.run(&args[..3]).code, 2, "--sign needs --to");
}
