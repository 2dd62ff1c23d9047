//! Bước 5 by block and post: exactly the papers of the Kết luận, in its order, driven only by what `tasks` and `show` tell.

mod support;

use serde_json::Value;
use support::clerk::{Clerk, text, texts, with_roster};

const PARTY: (&str, &str) = ("CB01", "BTGTU");
const STATE: (&str, &str) = ("CB02", "SNV");
const UNDECIDED: (&str, &str) = ("CB03", "VPDDBQH");
const ROUND: &str = "DOT-2022-01";

/// An office where a round was opened for these cadres and these posts are offered, each by its own district.
fn round(pairs: &[((&str, &str), &str)]) -> Clerk {
    let cadres: Vec<(&str, &str)> = pairs.iter().map(|(cadre, _)| *cadre).collect();
    let mut clerk = with_roster(&cadres);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    let codes = cadres.iter().map(|(code, _)| *code).collect::<Vec<_>>().join("; ");
    clerk.gives("BTCTU", "source-list", "candidates", &codes);
    for ((cadre, _), post) in pairs {
        let district = district_of(&clerk, post);
        clerk.knows(&district, "offers", &format!("{post} 1/3/2023")).knows(cadre, "post", post);
    }
    clerk
}

fn district_of(clerk: &Clerk, post: &str) -> String {
    let commune = post.split('-').next().unwrap_or(post);
    let actors = clerk.office.json(&["actor", "list", "--kind", "commune"]);
    let found = actors.as_array().expect("a list").iter().find(|actor| actor["id"] == commune);
    text(found.expect("a commune"), "parent").to_owned()
}

/// The papers of Bước 5 of a case: type and who issued it.
fn papers(clerk: &Clerk, case: &str) -> Vec<(String, String)> {
    let page = clerk.office.json(&["show", case]);
    let documents = page["documents"].as_array().expect("a list").iter().filter(|d| d["step"] == "step5");
    documents.map(|d| (text(d, "type").to_owned(), text(d, "issuer").to_owned())).collect()
}

/// Drives one cadre through the whole procedure; gives the papers of Bước 5.
fn whole_track(cadre: (&str, &str), post: &str) -> Vec<(String, String)> {
    let mut clerk = round(&[(cadre, post)]);
    clerk.works();
    let case = clerk.number("placement", cadre.0);
    assert_eq!(clerk.case(&case)["outcome"], "posted");
    assert_eq!(clerk.office.json(&["show", &case])["fields"]["post"], post);
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
    clerk.office.verified();
    papers(&clerk, &case)
}

fn paper(kind: &str, issuer: &str) -> (String, String) {
    (kind.to_owned(), issuer.to_owned())
}

#[test]
fn party_block_and_secretary_give_two_papers() {
    assert_eq!(whole_track(PARTY, "21409-BT"), [paper("QĐ", "BTCTU"), paper("QĐ", "533")]);
}

#[test]
fn party_block_and_chairman_give_three_papers() {
    assert_eq!(
        whole_track(PARTY, "21409-CT"),
        [paper("QĐ", "BTCTU"), paper("QĐ", "533"), paper("TB", "533")]
    );
}

#[test]
fn state_block_and_secretary_give_three_papers_after_the_directive() {
    let papers = whole_track(STATE, "21409-BT");
    let expected = [paper("CV", "BCSDUBND"), paper("QĐ", "UBND"), paper("QĐ", "BTCTU"), paper("QĐ", "533")];
    assert_eq!(papers, expected);
}

#[test]
fn state_block_and_chairman_give_four_papers_after_the_directive() {
    let papers = whole_track(STATE, "21409-CT");
    let [directive, rest @ ..] = papers.as_slice() else { panic!("no papers") };
    assert_eq!(*directive, paper("CV", "BCSDUBND"));
    assert_eq!(rest, [paper("QĐ", "UBND"), paper("QĐ", "BTCTU"), paper("QĐ", "533"), paper("TB", "533")]);
}

#[test]
fn a_cadre_may_be_put_forward_by_hand() {
    let mut clerk = with_roster(&[PARTY]);
    clerk.office.ok(&["open", "round", "--subject", "BTCTU"]);
    clerk.office.ok(&["open", "placement", "--subject", PARTY.0]);
    clerk.knows("533", "offers", "21409-BT 1/3/2023").knows(PARTY.0, "post", "21409-BT").works();
    assert_eq!(papers(&clerk, "LC-2022-001").len(), 2);
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

/// A paper for a task that is not open yet is refused, and nothing of it is stored.
fn refused(clerk: &Clerk, case: &str, key: &str) {
    let before = clerk.office.verified();
    assert_eq!(clerk.state(case, key), "waiting", "{key}");
    clerk.office.fails(1, &["done", case, key, "--doc", "9-QĐ/BTCTU 21/9/2022"]);
    assert_eq!(clerk.office.verified(), before);
}

#[test]
fn the_state_branch_keeps_its_order() {
    let mut clerk = round(&[(STATE, "21409-CT")]);
    clerk.works_up_to(STATE.0, "directive");
    let case = clerk.number("placement", STATE.0);
    assert_eq!(clerk.case(&case)["step"], "step5");
    assert_eq!(clerk.open(&case), ["directive"]);
    let chain = ["directive", "transfer-ppc", "transfer"];
    for (at, key) in chain.iter().enumerate() {
        for later in chain[at + 1..].iter().chain(&["designation", "notice", "election", "ratification"]) {
            refused(&clerk, &case, later);
        }
        clerk.office.fails(1, &["done", &case, key]); // without its paper
        clerk.records(&case, key, "done", &[]);
    }
    assert_eq!(clerk.open(&case), ["designation", "notice"]);
    refused(&clerk, &case, "election");
}

#[test]
fn the_party_branch_has_no_provincial_decision_and_the_same_end() {
    let mut clerk = round(&[(PARTY, "21409-CT")]);
    clerk.works_up_to(PARTY.0, "transfer");
    let case = clerk.number("placement", PARTY.0);
    assert_eq!(clerk.open(&case), ["transfer"]);
    clerk.office.fails(1, &["done", &case, "directive", "--doc", "9-CV/BCSĐ 21/9/2022"]);
    clerk.records(&case, "transfer", "done", &[]);
    assert_eq!(clerk.open(&case), ["designation", "notice"]);
}

#[test]
fn notice_and_designation_of_different_days_are_remarked() {
    let mut clerk = round(&[(PARTY, "21409-CT")]);
    clerk.works_up_to(PARTY.0, "notice");
    let case = clerk.number("placement", PARTY.0);
    let remarks = |clerk: &Clerk| clerk.office.json(&["show", &case])["remarks"].as_array().map(Vec::len);
    let before = remarks(&clerk).expect("a list");
    clerk.office.on("2022-09-22");
    let mut same_day = Clerk::at(clerk.office.copy());
    clerk.records(&case, "notice", "done", &[]);
    assert_eq!(remarks(&clerk), Some(before + 1));
    same_day.office.on("2022-09-21");
    same_day.records(&case, "notice", "done", &[]);
    assert_eq!(remarks(&same_day), Some(before));
}

#[test]
fn nobody_is_met_before_the_permanent_board_agrees() {
    let mut clerk = round(&[(PARTY, "21409-BT")]);
    clerk
        .leaves("BTCTU", "list-opinion")
        .leaves("BTCTU", "list-submission")
        .leaves(PARTY.0, "agreement")
        .works();
    let case = clerk.number("placement", PARTY.0);
    for (key, outcome) in [("agreement", "agreed"), ("list-submission", "done"), ("list-opinion", "agreed")] {
        refused(&clerk, &case, "interview");
        refused(&clerk, &case, "list-opinion"); // only the round's answer counts
        clerk.records(if key == "agreement" { &case } else { ROUND }, key, outcome, &[]);
    }
    assert_eq!(clerk.open(&case), ["interview"]);
    clerk.office.ok(&["done", &case, "interview", "--outcome", "agrees"]);
}

#[test]
fn a_district_offers_only_head_posts_of_its_own_communes() {
    let mut clerk = round(&[(PARTY, "21409-BT")]);
    clerk.works_up_to("533", "answer");
    let request = clerk.number("request", "533");
    let before = clerk.office.verified();
    let answers =
        ["21010-BT 1/3/2023", "21409 1/3/2023", "533 1/3/2023", "21409-PBT 1/3/2023", "21409-BT 30/2/2023"];
    for offer in answers {
        clerk.office.fails(1, &["done", &request, "answer", "--set", &format!("offers={offer}")]);
    }
    let twice = "offers=21409-BT 1/3/2023; 21409-BT 1/4/2023";
    clerk.office.fails(1, &["done", &request, "answer", "--set", twice]);
    assert_eq!(clerk.office.verified(), before);
    // Without the time of reception the answer is recorded and the step waits for it.
    clerk.office.ok(&["done", &request, "answer", "--set", "offers=21409-BT"]);
    let page = clerk.office.json(&["show", &request]);
    assert_eq!((&page["case"]["status"], &page["blockers"][0]["owner"]), (&"open".into(), &"533".into()));
    clerk.office.ok(&["correct", &request, "--set", "offers=21409-BT 1/3/2023", "--reason", "Huyện bổ sung"]);
    assert_eq!(clerk.case(&request)["outcome"], "proposed");
}

#[test]
fn a_post_is_given_once_and_only_if_it_was_offered() {
    let mut clerk = round(&[(PARTY, "21409-BT"), (STATE, "21010-CT")]);
    clerk.leaves(PARTY.0, "pairing").works_up_to(STATE.0, "pairing");
    let (first, second) = (clerk.number("placement", PARTY.0), clerk.number("placement", STATE.0));
    for post in ["21409-CT", "21445-BT", "21010", "Nguyễn Nghiêm"] {
        clerk.office.fails(1, &["done", &first, "pairing", "--set", &format!("post={post}")]);
    }
    clerk.records(&first, "pairing", "paired", &["post=21409-BT"]);
    assert_eq!(clerk.office.json(&["show", &first])["fields"]["reception_date"], "2023-03-01");
    let before = clerk.office.verified();
    clerk.office.fails(1, &["done", &second, "pairing", "--set", "post=21409-BT"]);
    clerk.office.fails(1, &["correct", &second, "--set", "post=21409-BT", "--reason", "thử"]);
    clerk.office.fails(1, &["done", ROUND, "draft-plan"]); // somebody has no post yet
    assert_eq!(clerk.office.verified(), before);
    clerk.takes_up().works();
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn bước_1_waits_for_every_district_and_names_the_slow_one() {
    let mut clerk = round(&[(PARTY, "21409-BT")]);
    clerk.works_up_to("525", "answer");
    let page = clerk.office.json(&["show", ROUND]);
    assert_eq!(page["case"]["step"], "step1");
    let owners: Vec<&str> =
        page["blockers"].as_array().into_iter().flatten().map(|b| text(b, "owner")).collect();
    assert_eq!(owners, ["525"]);
    assert_eq!(clerk.tasks("t.state == \"open\"").len(), 1);
    let slow = clerk.number("request", "525");
    clerk.office.ok(&["done", &slow, "answer", "--outcome", "registered-next-year"]);
    assert_eq!(clerk.case(ROUND)["step"], "step2");
}

#[test]
fn after_the_plan_a_slow_case_holds_back_no_other() {
    let mut clerk = round(&[(PARTY, "21409-BT"), (STATE, "21010-CT"), (("CB05", "TD"), "21445-CT")]);
    clerk.leaves("BTCTU", "plan-issue").works();
    // One cadre makes no dossier, one district designates nobody; the third case goes its way.
    clerk.takes_up().leaves(STATE.0, "dossier").leaves("CB05", "designation").works();
    let of = |clerk: &Clerk, cadre: &str| clerk.case(&clerk.number("placement", cadre));
    assert_eq!(of(&clerk, PARTY.0)["outcome"], "posted");
    assert_eq!(of(&clerk, STATE.0)["step"], "step4");
    assert_eq!(of(&clerk, "CB05")["step"], "step5");
    assert_eq!(clerk.case(ROUND)["step"], "step4");
    clerk.takes_up().works();
    assert_eq!(clerk.case(ROUND)["outcome"], "completed");
}

#[test]
fn an_undecided_block_stops_bước_5_until_the_office_decides() {
    for (block, first) in [("state", "directive"), ("party", "transfer")] {
        let mut clerk = round(&[(UNDECIDED, "21409-BT")]);
        clerk.works();
        let case = clerk.number("placement", UNDECIDED.0);
        let page = clerk.office.json(&["show", &case]);
        assert_eq!(page["case"]["step"], "step5");
        assert_eq!(page["blockers"][0]["owner"], "BTCTU");
        assert_eq!(clerk.open(&case), ["block"]);
        clerk.office.fails(1, &["done", &case, "block"]);
        clerk.office.fails(1, &["done", &case, "block", "--set", "block=khối"]);
        clerk.office.ok(&["done", &case, "block", "--set", &format!("block={block}")]);
        assert_eq!(clerk.open(&case), [first]);
        clerk.works();
        assert_eq!(papers(&clerk, &case).len(), if block == "state" { 4 } else { 2 });
    }
}

#[test]
fn the_block_is_that_of_the_agency_when_bước_5_starts_and_stays_so() {
    let mut clerk = round(&[(PARTY, "21409-BT")]);
    clerk.works_up_to(PARTY.0, "decision");
    clerk.office.ok(&["actor", "set", PARTY.0, "--parent", "SNV"]);
    clerk.works_up_to(PARTY.0, "directive");
    let case = clerk.number("placement", PARTY.0);
    assert_eq!(clerk.office.json(&["show", &case])["fields"]["block"], "state");
    clerk.office.ok(&["actor", "set", PARTY.0, "--parent", "BTGTU"]);
    clerk.office.fails(1, &["correct", &case, "--set", "block=party", "--reason", "Chuyển cơ quan"]);
    clerk.works();
    assert_eq!(papers(&clerk, &case).len(), 4);
}

#[test]
fn what_tasks_tell_is_enough_to_record_them() {
    let mut clerk = round(&[(PARTY, "21409-BT")]);
    clerk.works_up_to("533", "answer");
    let tasks: Vec<Value> = clerk.tasks("t.key == \"answer\" && c.subject == \"533\"");
    let [task] = tasks.as_slice() else { panic!("{tasks:?}") };
    assert_eq!(texts(&task["outcomes"])[0], "proposed");
    assert_eq!(texts(&task["needs"]), ["offers"]);
    assert_eq!((&task["state"], &task["owner"]), (&"open".into(), &"533".into()));
    assert_eq!((text(task, "due"), &task["days_late"]), ("2022-10-12", &0.into()));
    assert!(text(task, "due_origin").contains("mặc định của cơ quan"), "{}", task["due_origin"]);
}
