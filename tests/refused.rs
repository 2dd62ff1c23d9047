//! What the procedure refuses leaves nothing in the log. It is kept beside it: an inspector sees who tried what and why
//! it was not recorded, and a new edition is asked whether it would have refused it too.

mod support;

use serde_json::Value;
use std::io::Write as _;
use std::process::Stdio;
use support::clerk::Clerk;
use support::{Office, Refused};

const KIND: &str = "scripts/rotation/request/kind.rhai";
const STEP1: &str = "scripts/rotation/request/step1.rhai";
const PUBLISH: [&str; 3] = ["scripts", "publish", "rotation"];
/// A post of another district than 533.
const FOREIGN: &str = "offers=21010-BT 1/3/2023";
const FOREIGN_CHECK: &str = "if post.within != c.subject {";

/// A round whose district 533 has had its letter; its request.
fn office() -> (Clerk, String) {
    let mut clerk = Clerk::at(Office::untested());
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let request = clerk.number("request", "533");
    clerk.records(&request, "letter", "done", &[]);
    (clerk, request)
}

fn offer_foreign(request: &str) -> Vec<&str> {
    vec!["done", request, "answer", "--outcome", "proposed", "--set", FOREIGN]
}

/// What is kept of a case that was refused.
fn kept(office: &Office, case: &str) -> Vec<Value> {
    office.json(&["history", case, "--refused"]).as_array().expect("a list").clone()
}

/// The verbs of what is kept, and the refusals.
fn told(office: &Office, case: &str) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let row = |one: &Value| (word(&one["verbs"][0]["verb"]), word(&one["refusal"]["error"]));
    kept(office, case).iter().map(row).collect()
}

/// The kinds of difference that publishing is refused for.
fn kinds(refused: &Refused) -> Vec<String> {
    assert_eq!(refused.error, "publish-differs", "{}", refused.json);
    let differences = refused.facts["differences"].as_array().expect("differences");
    differences.iter().map(|one| one["difference"].as_str().expect("a kind").to_owned()).collect()
}

/// Publishes the package with these kinds of difference accepted, and with as many as must still be; gives the others.
fn left_over(office: &Office, accepted: &[&str]) -> Vec<String> {
    let mut args = PUBLISH.to_vec();
    let accepted: Vec<String> = accepted.iter().map(|kind| format!("{kind}=Công văn 20-CV/BTCTU")).collect();
    args.extend(accepted.iter().flat_map(|one| ["--accept", one]));
    kinds(&office.refused(1, &args))
}

#[test]
fn a_refusal_leaves_the_log_as_it_was_and_is_shown_to_an_inspector() {
    let (clerk, request) = office();
    let office = &clerk.office;
    let (entries, head) = (office.verified(), office.json(&["verify"])["head"].clone());
    let refused = office.refused(1, &[&["--as", "BTCTU"], &offer_foreign(&request)[..]].concat());
    assert_eq!(refused.error, "refusal-by-script");
    assert_eq!((office.verified(), office.json(&["verify"])["head"].clone()), (entries, head));

    let [one] = &kept(office, &request)[..] else { panic!("one act is kept") };
    assert_eq!(
        (one["after"].as_u64(), &one["by"], &one["typed_by"]),
        (Some(entries), &"BTCTU".into(), &"clerk".into())
    );
    assert_eq!(one["at"], "2022-09-21T01:00:00Z");
    assert!(one["why"].as_str().expect("the line").contains("--set offers=21010-BT 1/3/2023"), "{one}");
    assert_eq!(
        (&one["place"]["file"], one["refusal"]["error"].as_str()),
        (&"request/kind.rhai".into(), Some("refusal-by-script"))
    );
    let text = office.ok(&["history", &request, "--refused"]);
    for part in ["21/09/2022 08:00", "clerk → BTCTU", "done", "không thuộc", "What was typed"] {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    let vi = office.run_in("vi", &["history", &request, "--refused"]).stdout;
    assert!(vi.contains("Lệnh đã gõ") && vi.contains("Lý do từ chối"), "{vi}");
    let none = office.ok(&["history", "DOT-2022-01", "--refused"]);
    assert!(none.contains("Nothing is kept"), "{none}");
}

#[test]
fn what_the_new_edition_lets_through_is_told_with_the_old_line_and_accepted_with_a_reason() {
    let (clerk, request) = office();
    let office = &clerk.office;
    office.fails(1, &offer_foreign(&request));
    office.fails(1, &offer_foreign(&request));
    // What is recorded afterwards rests on that nothing of it was.
    office.ok(&["done", &request, "answer", "--outcome", "returned"]);
    office.edit(KIND, FOREIGN_CHECK, "if post.within == () {");
    let text = office.fails(1, &PUBLISH);
    for part in [
        "refused.done.answer.passes – 1 open case, first VT-2022-",
        "recorded: refused to clerk on 21/09/2022 08:00 – ",
        "không thuộc",
        "request/kind.rhai:59:13",
        "refuse(`Vị trí",
        "now:      let through – ",
        "scripts publish rotation --accept refused.done.answer.passes=\"…\"",
    ] {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    let vi = office.run_in("vi", &PUBLISH).stderr;
    assert!(
        vi.contains("đã ghi:  từ chối clerk lúc 21/09/2022 08:00 – ")
            && vi.contains("bây giờ: được chấp nhận – "),
        "{vi}"
    );
    let refused = office.refused(1, &PUBLISH);
    assert_eq!(kinds(&refused), ["refused.done.answer.passes"]);
    let one = &refused.facts["differences"][0];
    assert_eq!(one["now"]["type"], "task-done", "{one}");
    assert_eq!(one["refused"]["refusal"]["error"], "refusal-by-script", "{one}");
    office.verified();
    office.ok(&[&PUBLISH[..], &["--accept", "refused.done.answer.passes=Công văn 20-CV/BTCTU"]].concat());
    let editions = office.json(&["scripts", "list"]);
    let active =
        editions.as_array().and_then(|all| all.iter().find(|one| one["active"] == true)).expect("one");
    assert_eq!(active["accepted"][0]["difference"], "refused.done.answer.passes");
    office.verified();
}

#[test]
fn what_is_still_refused_on_the_same_ground_is_no_difference_whatever_the_words() {
    let (clerk, request) = office();
    clerk.office.fails(1, &offer_foreign(&request));
    clerk.office.edit(KIND, "không thuộc ${c.subject.name}", "không phải của ${c.subject.name}");
    clerk.office.ok(&PUBLISH);
    clerk.office.verified();
}

#[test]
fn a_need_a_wait_and_an_outcome_that_the_new_edition_does_not_have_or_has() {
    let (clerk, request) = office();
    let (office, other) = (&clerk.office, clerk.number("request", "532"));
    office.fails(1, &["done", &other, "letter"]);
    office.fails(1, &["done", &other, "answer", "--outcome", "returned"]);
    office.fails(1, &["done", &request, "answer", "--outcome", "late"]);
    office.fails(1, &["done", &request, "answer", "--outcome", "proposed"]);
    office.fails(1, &["reopen", &request, "answer", "--reason", "ghi nhầm"]);
    let told = |case: &str| told(office, case).into_iter().map(|(_, refusal)| refusal).collect::<Vec<_>>();
    assert_eq!(told(&other), ["refusal-missing-document", "refusal-task-waiting"]);
    assert_eq!(told(&request), ["refusal-wrong-outcome", "refusal-missing-field", "refusal-task-not-done"]);

    let step = std::fs::read_to_string(office.home().join(STEP1)).expect("the step");
    let again = || office.write(STEP1, &step);
    office.edit(STEP1, "owner: office(), needs: [\"document\"]", "owner: office(), needs: []");
    assert_eq!(left_over(office, &["task-added.letter.needs"]), ["refused.done.letter.passes"]);
    let accepted = [&PUBLISH[..], &["--accept", "task-added.letter.needs=x"]].concat();
    let text = office.fails(1, &accepted);
    assert!(text.contains("request/step1.rhai:7:7") && text.contains("c.add_task(\"letter\""), "{text}");
    again();
    office.edit(STEP1, "owner: c.subject, after: [\"letter\"]", "owner: c.subject");
    let found = left_over(office, &["task-added.answer.after+opened_on+state", "task-opened.answer.gone"]);
    assert_eq!(found, ["refused.done.answer.passes"]);
    again();
    office.edit(STEP1, "\"no-reply\"],", "\"no-reply\", \"late\"],");
    assert_eq!(left_over(office, &["task-added.answer.outcomes"]), ["refused.done.answer.passes"]);
    again();
    // Another thing is missing now: what was missing then would go through with it.
    office.edit(STEP1, "what: \"offers\"", "what: \"reason\"");
    assert_eq!(left_over(office, &["task-added.answer.needs"]), ["refused.done.answer.otherwise"]);
}

#[test]
fn a_check_that_cannot_run_is_met_by_what_was_refused() {
    let (clerk, request) = office();
    clerk.office.fails(1, &offer_foreign(&request));
    clerk.office.edit(
        KIND,
        FOREIGN_CHECK,
        "if post.within != c.subject { throw \"hỏng\"; }\n        if post.within == () {",
    );
    let refused = clerk.office.refused(1, &PUBLISH);
    assert_eq!(kinds(&refused), ["refused.done.answer.fails"]);
    let one = &refused.facts["differences"][0];
    assert_eq!(
        (&one["place"]["file"], &one["error"]["error"]),
        (&"request/kind.rhai".into(), &"script-thrown".into())
    );
}

#[test]
fn a_case_that_was_not_opened_is_kept_with_the_one_it_would_lie_below() {
    let (clerk, _) = office();
    clerk.office.fails(1, &["open", "request", "--subject", "SNV"]);
    assert_eq!(told(&clerk.office, "DOT-2022-01"), [("open".to_owned(), "refusal-wrong-subject".to_owned())]);
    clerk.office.edit(KIND, "subject: \"district\",", "subject: [\"district\", \"agency\"],");
    let refused = clerk.office.refused(1, &PUBLISH);
    assert_eq!(kinds(&refused), ["refused.open.request.passes"]);
    assert_eq!(refused.facts["differences"][0]["now"]["type"], "case-opened");
}

#[test]
fn every_verb_that_is_refused_is_kept_and_refused_again() {
    let (clerk, request) = office();
    let office = &clerk.office;
    office.ok(&["suspend", &request, "--reason", "chờ"]);
    office.fails(1, &["suspend", &request, "--reason", "chờ"]);
    office.fails(1, &["done", &request, "answer"]);
    office.fails(
        1,
        &["due", &request, "answer", "--extend", "5d", "--reason", "xin thêm", "--basis", "Công văn 1-CV/HU"],
    );
    office.ok(&["resume", &request]);
    office.fails(1, &["resume", &request]);
    office.fails(1, &["correct", &request, "answer", "--on", "21/9/2022", "--reason", "ghi nhầm"]);
    office.fails(1, &["correct", &request, "--set", FOREIGN, "--reason", "ghi nhầm"]);
    office.fails(1, &["reopen", &request, "answer", "--reason", "ghi nhầm"]);
    let term =
        ["due", &request, "answer", "--term", "5d", "--basis", "Công văn 1-CV/HU", "--binding", "proposed"];
    office.fails(1, &term);
    let remind = ["due", &request, "answer", "--remind", "extra +2 owner reminder-first"];
    office.ok(&remind);
    office.fails(1, &remind);
    let expected = [
        ("suspend", "case-rests"),
        ("done", "case-rests"),
        ("extend", "case-rests"),
        ("resume", "not-suspended"),
        ("correct", "task-not-done"),
        ("correct-fields", "by-script"),
        ("reopen", "task-not-done"),
        ("term", "expiry-needs"),
        ("remind", "rung-exists"),
    ];
    let expected = expected.map(|(verb, refusal)| (verb.to_owned(), format!("refusal-{refusal}")));
    assert_eq!(told(office, &request), expected);
    office.edit(STEP1, "fn start(c) {", "// Lời ghi chú mới.\nfn start(c) {");
    office.ok(&PUBLISH);
    office.verified();
}

#[test]
fn what_was_typed_wrongly_rehearsed_or_asked_by_a_bulk_script_is_not_kept() {
    let (clerk, request) = office();
    let office = &clerk.office;
    office.fails(1, &["done", &request, "anwser"]);
    office.fails(1, &["done", "VT-2022-999", "answer"]);
    office.fails(1, &["done", &request, "answer", "--on", "31/2/2022"]);
    office.fails(1, &["done", &request, "answer", "--on", "21/9/2031", "--outcome", "returned"]);
    office.fails(1, &["done", &request, "answer", "--outcome", "proposed", "--set", "offer=1"]);
    office.fails(1, &["done", &request, "answer", "--outcome", "proposed", "--set", "offers=nowhere"]);
    office.fails(1, &["withdraw", &request, "--reason", " "]);
    office.fails(1, &[&["--rehearse"], &offer_foreign(&request)[..]].concat());
    let text = format!("fn main() {{ find_case(\"{request}\").task(\"answer\").done(\"late\"); }}");
    office.write("scripts/bulk/wrong.rhai", &text);
    office.fails(1, &["run", "scripts/bulk/wrong.rhai"]);
    assert_eq!(kept(office, &request), Vec::<Value>::new());
}

#[test]
fn a_case_that_has_ended_keeps_nothing() {
    let (clerk, request) = office();
    let office = &clerk.office;
    office.fails(1, &offer_foreign(&request));
    office.fails(1, &[&["--rehearse", "withdraw"], &[request.as_str(), "--reason", " "][..]].concat());
    office.ok(&["--rehearse", "withdraw", &request, "--reason", "rút"]);
    assert_eq!(kept(office, &request).len(), 1);
    office.ok(&["withdraw", &request, "--reason", "rút"]);
    assert_eq!(kept(office, &request).len(), 0);
    office.fails(1, &["done", &request, "answer", "--outcome", "returned"]);
    office.fails(1, &["withdraw", &request, "--reason", "rút"]);
    assert_eq!(kept(office, &request).len(), 0);
    office.verified();
}

#[test]
fn of_many_the_newest_are_kept_and_the_prompt_keeps_them_too() {
    let (clerk, request) = office();
    let office = &clerk.office;
    for number in 0..40 {
        let mut command = office.command(&["repl"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let line = format!("done {request} answer --outcome late --note {number}\n");
        child.stdin.take().expect("its input").write_all(line.as_bytes()).expect("it reads");
        assert_eq!(child.wait_with_output().expect("it ends").status.code(), Some(1));
    }
    let notes: Vec<String> = kept(office, &request)
        .iter()
        .map(|one| one["verbs"][0]["note"].as_str().expect("a note").to_owned())
        .collect();
    assert_eq!(notes, (8..40).map(|number| number.to_string()).collect::<Vec<_>>());
    office.verified();
}

#[test]
fn a_case_in_which_only_what_was_refused_differs_may_still_go_over_by_itself() {
    let (clerk, request) = office();
    let office = &clerk.office;
    office.fails(1, &offer_foreign(&request));
    office.edit(KIND, FOREIGN_CHECK, "if post.within == () {");
    office.ok(&[&PUBLISH[..], &["--accept", "refused.*=Công văn 20-CV/BTCTU"]].concat());
    let file = office.home().join("plan.toml").display().to_string();
    let plan = office.json(&["migrate", "plan", "--out", &file, "--reason", "Công văn 20-CV/BTCTU"]);
    let one = plan["cases"].as_array().and_then(|all| all.iter().find(|one| one["case"] == request.as_str()));
    let one = one.expect("the case is in the plan");
    assert_eq!((&one["class"], &one["why"]["ground"]), (&"auto".into(), &"same-history".into()));
}

#[test]
fn what_the_scripts_did_within_a_refused_act_is_not_kept_as_tried() {
    let clerk = Clerk::at(Office::untested());
    let term = "\"letter\" => c.task(\"answer\").set_term(office_term(\"answer\"), t),";
    let gate = "\"letter\" => { c.task(\"answer\").set_term(office_term(\"answer\"), t); refuse(\"Chưa được gửi\"); },";
    clerk.office.edit(STEP1, term, gate);
    // A district that has rules of its own may go without the gate.
    clerk.office.edit(STEP1, "/// @relax answer", "/// @relax");
    clerk.office.ok(&PUBLISH);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let request = clerk.number("request", "533");
    clerk.office.fails(1, &["done", &request, "letter", "--doc", "12-CV/BTCTU 21/9/2022"]);
    assert_eq!(told(&clerk.office, &request), [("done".to_owned(), "refusal-by-script".to_owned())]);
    let one = &kept(&clerk.office, &request)[0];
    assert_eq!(one["verbs"].as_array().map(Vec::len), Some(1), "{one}");
    clerk.office.edit(STEP1, gate, term);
    assert_eq!(left_over(&clerk.office, &[]), ["refused.done.letter.passes"]);
}
