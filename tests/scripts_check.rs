//! `scripts check`: what a scripter mistypes is told at its line, all of it at once, and nothing else is told.

mod support;

use serde_json::Value;
use std::path::Path;
use support::{Office, copy_folder};

/// A mistake put into the shipped package: the file, what stands there, what is put there, a word the message must name.
/// The line is that of the first letter that differs.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const MISTAKES: &[Mistake] = &[
    ("package.rhai", "\"appraisal\": working_days(7)", "\"appraisal\": weeks(1.5)", "fraction"),
    ("round/step5.rhai", "let report = c.task", "let case = c.task", "case"),
    ("request/step1.rhai", "private fn is_carried(earlier) {", "private fn is(earlier) {", "is"),
    ("request/step1.rhai", "add_answer(c);\n    carry", "add_anwser(c);\n    carry", "add_anwser"),
    ("request/step1.rhai", "c.add_task(\"letter\"", "c.ad_task(\"letter\"", "ad_task"),
    ("round/step1.rhai", "c.open_child(\"request\", district)", "c.open_child(\"request\")", "open_child"),
    ("placement/step4.rhai", "add_dossier(c);\n    add_place", "add_dossier(c, c.subject);\n    add_place", "add_dossier"),
    ("placement/step4.rhai", "drop_tasks(c, [\"appraisal\"], ", "drop_tasks(c, ", "drop_tasks"),
    ("request/step1.rhai", "c.task(\"answer\").set_term(office_term(\"answer\"), t),", "c.set_term(office_term(\"answer\"), t),", "set_term"),
    ("districts/536/request/step1.rhai", "c.task(\"answer\").cancel", "c.taks(\"answer\").cancel", "taks"),
    ("districts/530/request/step1.rhai", "base::start(c);", "base::start(c, 1);", "start"),
    ("districts/535/placement/step4.rhai", "base::consultees(c)", "base::consultee(c)", "consultee"),
    ("districts/535/placement/step4.rhai", "fn consultees(c)", "fn consultes(c)", "consultes"),
    ("districts/530/package.rhai", "fn office_terms()", "fn office_term()", "office_term"),
    ("reminders.rhai", "rung(\"before-due\", -2, \"urged\", \"due-soon\"),", "rung(\"before-due\", -2, \"urged\"),", "rung"),
    ("round/step4.rhai", "blocker(`Ban Thường vụ Tỉnh ủy chưa quyết định trường hợp ${p.subject.name} (${p.id})`, \"Kết luận, Bước 4\")", "blocker(`x`)", "blocker"),
    ("placement/step5.rhai", "fn blockers(c) {", "fn blocker(c) {", "blocker"),
    ("placement/step5.rhai", "fn closed(c, t) {", "fn close(c, t) {", "close"),
    ("placement/step2.rhai", "fn opened(c, t)", "fn opend(c, t)", "opend"),
    ("reminders.rhai", "fn ladder(c, t) {", "fn lader(c, t) {", "lader"),
    ("reminders.rhai", "fn recipients(c, t, role) {", "fn recipients(c, role) {", "recipients"),
    ("request/step1.rhai", "if c.offers.is_empty()", "if c.offrs.is_empty()", "offrs"),
    ("request/step1.rhai", "if t.outcome == \"returned\"", "if t.outcom == \"returned\"", "outcom"),
    ("request/step1.rhai", "let district = c.subject;", "let district = c.subjct;", "subjct"),
    ("request/step1.rhai", ".filter(|offer| offer.from == ())", ".filter(|offer| offer.form == ())", "form"),
    ("request/step1.rhai", "offer.post.name", "offer.post.nmae", "nmae"),
    ("placement/step2.rhai", "cadre.parent.is_a", "cadre.parrent.is_a", "parrent"),
    ("placement/step5.rhai", "if first.date != second.date", "if first.dat != second.date", "dat"),
    ("placement/step5.rhai", "c.subject.parent.block;", "c.subject.parent.blok;", "blok"),
    ("common.rhai", "p.reception_date = offer.from;", "p.recption_date = offer.from;", "recption_date"),
    ("offers.rhai", "offer.post == post", "offer.pots == post", "pots"),
    ("round/step2.rhai", "c.listed = ready", "c.lsited = ready", "lsited"),
    ("round/step2.rhai", "child.kind != \"placement\" { return; }\n    if child.is_open", "child.kind != \"placement\" { return; }\n    if child.isopen", "isopen"),
    ("round/step2.rhai", "meeting.is_done", "meeting.is_doen", "is_doen"),
    ("round/step3.rhai", "t.document.reference", "t.document.refrence", "refrence"),
    ("request/kind.rhai", "for offer in c.offers {", "for offer in c.offer {", "offer"),
    ("request/step1.rhai", "earlier.deferred_to_year == year", "earlier.defered_to_year == year", "defered_to_year"),
    ("request/step1.rhai", "c.deferred_to_year = round.year + 1", "c.deferred_to_year = round.yaer + 1", "yaer"),
    ("common.rhai", "if t.is_open && t.due == ()", "if t.is_opn && t.due == ()", "is_opn"),
    ("common.rhai", "own.closed_on > t.closed_on", "own.closed_at > t.closed_on", "closed_at"),
    ("districts/536/request/step1.rhai", "c.reason = reason", "c.reson = reason", "reson"),
    ("round/kind.rhai", "${c.year}", "${c.yeer}", "yeer"),
    ("round/step1.rhai", "c.opened_on.year", "c.opened_on.yr", "yr"),
    ("request/step1.rhai", "needs: [\"document\"], paper: \"CV\"", "need: [\"document\"], paper: \"CV\"", "need"),
    ("placement/step2.rhai", "after: [\"agency-meeting\"], outcomes: [\"fav", "aftr: [\"agency-meeting\"], outcomes: [\"fav", "aftr"),
    ("request/kind.rhai", "digits: 3,", "digit: 3,", "digit"),
    ("request/kind.rhai", "type: \"number\"", "type: \"numbr\"", "numbr"),
    ("request/kind.rhai", "optional: true", "optinal: true", "optinal"),
    ("request/kind.rhai", "steps: [\"step1\"],", "step: [\"step1\"],", "step"),
    ("reminders.rhai", "superior: \"TỈNH", "superor: \"TỈNH", "superor"),
    ("reminders.rhai", "#{ times: 2 }", "#{ time: 2 }", "time"),
    ("request/step1.rhai", "#{ what: \"offers\", outcomes: [\"proposed\"] }", "#{ what: \"offers\", outcome: [\"proposed\"] }", "outcome"),
    ("common.rhai", "own.done(outcome, #{ on: t.closed_on, note: `", "own.done(outcome, #{ on: t.closed_on, nite: `", "nite"),
    ("placement/kind.rhai", "of: [\"party\", \"state\"]", "off: [\"party\", \"state\"]", "off"),
    ("request/kind.rhai", "of: \"post\" },", "of: \"pots\" },", "pots"),
    ("round/kind.rhai", "subject: [\"agency\", \"body\"]", "subject: [\"agncy\", \"body\"]", "agncy"),
    ("request/step1.rhai", "answer.outcome != \"proposed\"", "answer.outcome != \"propsed\"", "propsed"),
    ("request/step1.rhai", "t.outcome == \"registered-next-year\"", "t.outcome == \"registred-next-year\"", "registred"),
    ("request/step1.rhai", "#{ what: \"reason\", outcomes: [\"not-applicable\"] }", "#{ what: \"reason\", outcomes: [\"not-aplicable\"] }", "not-aplicable"),
    ("placement/step2.rhai", "\"assessment:unfavourable\" =>", "\"assessment:unfavorable\" =>", "unfavorable"),
    ("placement/step4.rhai", "\"dossier:incomplete\" =>", "\"dosier:incomplete\" =>", "dosier"),
    ("placement/step4.rhai", "\"decision:postponed\" =>", "\"decision:postpone\" =>", "postpone"),
    ("placement/step4.rhai", "\"no-reply\" => c.remark", "\"noreply\" => c.remark", "noreply"),
    ("round/step2.rhai", "\"agreed-in-part\" => listed", "\"agreed-in-prt\" => listed", "agreed-in-prt"),
    ("round/step2.rhai", "if t.outcome == \"returned\" { return; }", "if t.outcome == \"return\" { return; }", "return"),
    ("placement/step5.rhai", "c.close(\"posted\")", "c.close(\"psted\")", "psted"),
    ("placement/step2.rhai", "c.close(\"declined\"", "c.close(\"decline\"", "decline"),
    ("placement/step5.rhai", "\"block:done\" => freeze_block(c, c.block),", "\"block:don\" => freeze_block(c, c.block),", "don"),
    ("placement/step4.rhai", "outcomes: [\"qualified\", \"not-qualified\"]", "outcomes: [\"qualified\", \"not-qualifed\"]", "not-qualif"),
    ("offers.rhai", "with_outcome(\"proposed\")", "with_outcome(\"propose\")", "propose"),
    ("common.rhai", "other.outcome == \"posted\"", "other.outcome == \"post\"", "post"),
    ("common.rhai", "outcomes: [\"paired\", \"deferred\"],", "outcomes: [\"pared\", \"deferred\"],", "pared"),
    ("round/step2.rhai", "pass_on(p, \"list-opinion\", \"agreed\", t);", "pass_on(p, \"list-opinion\", \"agree\", t);", "agree"),
    ("round/step1.rhai", "fn next(c) { \"step2\" }", "fn next(c) { \"step02\" }", "step02"),
    ("round/step3.rhai", "fn next(c) { \"step4\" }", "fn next(c) { \"step5\" }", "step4"),
    ("placement/kind.rhai", "steps: [\"step2\", \"step4\", \"step5\"]", "steps: [\"step2\", \"step4\", \"step6\"]", "step6"),
    ("common.rhai", "if p.step == \"step5\"", "if p.step == \"step 5\"", "step 5"),
    ("common.rhai", "round.step == \"step1\"", "round.step == \"stp1\"", "stp1"),
    ("package.rhai", "kinds: [\"round\", \"request\", \"placement\"]", "kinds: [\"round\", \"request\", \"placemnt\"]", "placemnt"),
    ("offers.rhai", "of_kind(\"request\")", "of_kind(\"requests\")", "requests"),
    ("round/step1.rhai", "of_kind(\"district\")", "of_kind(\"distict\")", "distict"),
    ("round/step1.rhai", "request.status != \"closed\"", "request.status != \"close\"", "close"),
    ("request/step1.rhai", "c.parent.step != \"step1\"", "c.parent.step != \"step\"", "step"),
    ("placement/step4.rhai", "after: [\"dossier-request\"]", "after: [\"dosier-request\"]", "dosier-request"),
    ("placement/step2.rhai", "after: [\"list-opinion\"]", "after: [\"plan\"]", "plan"),
    ("request/step1.rhai", "let answer = c.task(\"answer\");", "let answer = c.task(\"anwser\");", "anwser"),
    ("placement/step5.rhai", "c.find_task(\"notice\")", "c.find_task(\"notce\")", "notce"),
    ("placement/kind.rhai", "c.has_task(\"transfer\")", "c.has_task(\"tranfer\")", "tranfer"),
    ("round/step2.rhai", "owes(p, \"interview\")", "owes(p, \"intervew\")", "intervew"),
    ("round/step2.rhai", "\"source-list\" => open_placements(c),", "\"source-lst\" => open_placements(c),", "source-lst"),
    ("round/step2.rhai", "t.key.starts_with(\"meeting-\")", "t.key.starts_with(\"metting-\")", "metting-"),
    ("districts/536/request/step1.rhai", "c.close(\"not-applicable\", reason)", "c.close(\"not-aplicable\", reason)", "not-aplicable"),
    ("placement/step2.rhai", "owner: \"TTTU\"", "owner: \"TTU\"", "TTU"),
    ("placement/step4.rhai", "\"UBKTTU\", \"BNCTU\"", "\"UBKTU\", \"BNCTU\"", "UBKTU"),
    ("districts/535/placement/step4.rhai", "[\"BDT\"]", "[\"BTD\"]", "BTD"),
    ("package.rhai", "office: \"BTCTU\"", "office: \"BTCTW\"", "BTCTW"),
    ("reminders.rhai", "c.task(\"directive\").owner", "c.task(\"directiv\").owner", "directiv"),
    ("reminders.rhai", "owner.id in [\"BTVTU\", \"TTTU\"]", "owner.id in [\"BTVTU\", \"TTTT\"]", "TTTT"),
    ("package.rhai", "\"notice\": working_days(7)", "\"notice\": workdays(7)", "workdays"),
    ("request/step1.rhai", "\"letter\" => c.task(\"answer\").set_term(office_term(\"answer\"), t),", "\"letter\" => c.task(\"answer\").set_term(office_term(\"anwser\"), t),", "anwser"),
    ("reminders.rhai", "1, \"urged\", \"reminder-first\"", "1, \"urged\", \"reminder-frist\"", "reminder-frist"),
    ("reminders.rhai", "5, \"urged\", \"reminder-second\"", "5, \"urgd\", \"reminder-second\"", "urgd"),
    ("letters/due-soon.txt", "{{ owner.address }}", "{{ owner.adress }}", "owner.adress"),
    ("letters/escalation.txt", "{{ task.days_late }}", "{{ task.late }}", "task.late"),
    ("letters/reminder-first.txt", "{{ today }}", "{{ todya }}", "todya"),
    ("letters/reminder-second.txt", "| join(\", \")", "| jion(\", \")", "jion"),
    ("reminders.rhai", "\"urged\" => if", "\"urge\" => if", "urge"),
    ("round/step2.rhai", "lists(c.listed, p.subject)", "lists(c.listed, q.subject)", "q"),
    ("request/step1.rhai", "c.remark(`${standing_committee(c.subject)} đã đăng ký cho năm ${year} (${earlier.id})`);", "c.remark(`${standing_committee(c.subject)} đã đăng ký cho năm ${yaer} (${earlier.id})`);", "yaer"),
    ("request/kind.rhai", "\"deferred_to_year\" => check_year(c),", "\"defered_to_year\" => check_year(c),", "defered_to_year"),
    ("placement/kind.rhai", "\"post\" => change_post(c),", "\"pots\" => change_post(c),", "pots"),
    ("placement/step5.rhai", "if block == \"state\" { add_state", "if block == \"stat\" { add_state", "stat"),
    ("placement/step5.rhai", "needs: [\"block\"]", "needs: [\"blok\"]", "blok"),
    ("placement/step4.rhai", "needs: [\"document\"], paper: \"TTr\"", "needs: [\"documents\"], paper: \"TTr\"", "documents"),
    ("common.rhai", "own.state == \"waiting\"", "own.state == \"wating\"", "wating"),
    ("common.rhai", "p.set(\"reception_date\", ())", "p.set(\"receptiondate\", ())", "receptiondate"),
    ("districts/530/package.rhai", "terms[\"answer\"] = working_days(25)", "terms[\"dossier\"] = working_days(25)", "dossier"),
    ("districts/530/package.rhai", "terms[\"answer\"] = working_days(25)", "terms[\"dossier\"] = months(1)", "dossier"),
    ("request/kind.rhai", "\"proposed\": \"đã đề xuất", "\"propsed\": \"đã đề xuất", "propsed"),
    ("request/step1.rhai", "c.close(outcome, c.reason);", "c.close(outcome, c.raeson);", "raeson"),
    ("placement/step4.rhai", "c.remark(reason);\n    add_dossier(c);", "c.remak(reason);\n    add_dossier(c);", "remak"),
    ("round/step3.rhai", "refuse(`Chưa chọn vị trí cho: ${names}`, \"Kết luận, Bước 3\")", "refuse()", "refuse"),
    ("reminders.rhai", "rung(\"before-due\", -2, \"office\", \"due-soon\")", "rung(\"before-due\", \"-2\", \"office\", \"due-soon\")", "number"),
    ("package.rhai", "\"answer\": working_days(15)", "\"answer\": working_days(\"15\")", "number"),
    ("package.rhai", "\"answer\": working_days(15)", "\"answer\": working_days()", "working_days"),
    ("package.rhai", "\"answer\": working_days(15)", "\"answer\": work_days(15)", "work_days"),
    ("request/step1.rhai", "set_term(office_term(\"answer\"), t),", "set_term(office_term(\"answer\")),", "set_term"),
    ("request/step1.rhai", "set_term(office_term(\"answer\"), t),", "set_term(working_days(10), t, \"Công văn\", #{ bindng: true }),", "bindng"),
    ("request/step1.rhai", "set_term(office_term(\"answer\"), t),", "set_term(working_days(10), t, \"Công văn\", #{ binding: \"noreply\" }),", "noreply"),
    ("request/step1.rhai", "paper: \"CV\",\n        outcomes", "papr: \"CV\",\n        outcomes", "papr"),
    ("request/step1.rhai", "after: [\"letter\"], paper", "after: \"letter\", paper", "after"),
    ("request/step1.rhai", "needs: [\"document\"], paper: \"CV\"", "needs: \"document\", paper: \"CV\"", "needs"),
    ("placement/step5.rhai", "owner: \"BTCTU\", needs", "owner: \"BTCTUU\", needs", "BTCTUU"),
    ("placement/step5.rhai", "owner: c.post.within", "owner: c.post.witin", "witin"),
    ("placement/step5.rhai", "owner: post.parent, after", "owner: post.parnt, after", "parnt"),
    ("placement/step5.rhai", "c.block = block;", "c.blok = block;", "blok"),
    ("placement/step5.rhai", "c.close(\"not-elected\",", "c.clsoe(\"not-elected\",", "clsoe"),
    ("placement/step5.rhai", "\"designation:done\" | \"notice:done\"", "\"designation:done\" | \"notic:done\"", "notic"),
    ("placement/step5.rhai", "\"election:not-elected\"", "\"election:notelected\"", "notelected"),
    ("placement/step5.rhai", "after: [\"designation\", \"notice\"]", "after: [\"designation\", \"notices\"]", "notices"),
    ("placement/step5.rhai", "!designation.is_done", "!designation.done", "done"),
    ("placement/step4.rhai", "post.parent.name}`, owner: office(), outcomes", "post.parent.nam}`, owner: office(), outcomes", "nam"),
    ("placement/step4.rhai", "outcomes: [\"agreed\", \"not-agreed\"], paper: \"BB\"\n    });\n    c.add_task(\"meeting-district\"", "outcome: [\"agreed\", \"not-agreed\"], paper: \"BB\"\n    });\n    c.add_task(\"meeting-district\"", "outcome"),
    ("placement/step4.rhai", "if !c.has_task(key)", "if !c.has_tsk(key)", "has_tsk"),
    ("placement/step4.rhai", "add_decision_chain(c);\n}\n\n/// Các cơ", "add_decision_chains(c);\n}\n\n/// Các cơ", "add_decision_chains"),
    ("placement/step4.rhai", "fn next(c) { \"step5\" }", "fn next(c) { \"stpe5\" }", "stpe5"),
    ("placement/step4.rhai", "fn next(c) { \"step5\" }", "fn next(c) { step5 }", "step5"),
    ("placement/step4.rhai", "fn next(c) { \"step5\" }", "fn next(c) { 5 }", "next"),
    ("placement/step2.rhai", "c.subject.parent.name} đề xuất", "c.subject.parent.nme} đề xuất", "nme"),
    ("placement/step2.rhai", "round.open_child(\"placement\", other)", "round.open_child(\"placements\", other)", "placements"),
    ("placement/step2.rhai", "if round.step != \"step1\" && round.step != \"step2\"", "if round.step != \"step1\" && round.step != \"setp2\"", "setp2"),
    ("placement/step2.rhai", "let round = c.parent;\n    if", "let round = c.parnet;\n    if", "parnet"),
    ("placement/step2.rhai", "cases().of_kind(\"placement\").of_subject(cadre)", "cases().of_kind(\"placement\").of_subjct(cadre)", "of_subjct"),
    ("placement/step2.rhai", "cadre.parent.is_a(\"agency\")", "cadre.parent.is_a(\"agencies\")", "agencies"),
    ("placement/step2.rhai", "\"agreement:proposes-another\" =>", "\"agreement:propose-another\" =>", "propose-another"),
    ("placement/step2.rhai", "\"interview:declines\" =>", "\"interviews:declines\" =>", "interviews"),
    ("placement/step2.rhai", "owner: agency, after: [\"agency-meeting\"], outcomes: [\"agreed\"", "owner: agecny, after: [\"agency-meeting\"], outcomes: [\"agreed\"", "agecny"),
    ("placement/kind.rhai", "subject: \"cadre\"", "subject: \"cadres\"", "cadres"),
    ("placement/kind.rhai", "parent: \"round\"", "parent: \"rounds\"", "rounds"),
    ("placement/kind.rhai", "type: \"choice\"", "type: \"choise\"", "choise"),
    ("placement/kind.rhai", "prefix: \"LC\"", "prefx: \"LC\"", "prefx"),
    ("placement/kind.rhai", "digits: 3", "digits: \"3\"", "digits"),
    ("placement/kind.rhai", "outcomes: outcome_titles()", "outcomes: outcome_title()", "outcome_title"),
    ("placement/kind.rhai", "if c.replacement == c.subject", "if c.replacment == c.subject", "replacment"),
    ("placement/kind.rhai", "fn variation(c) {", "fn variations(c) {", "variations"),
    ("placement/kind.rhai", "fn title(c) {", "fn titel(c) {", "titel"),
    ("placement/kind.rhai", "fn changed(c, name) {", "fn change(c, name) {", "change"),
    ("placement/kind.rhai", "if c.step == \"step4\"", "if c.stp == \"step4\"", "stp"),
    ("placement/kind.rhai", "!owes(c, \"pairing\")", "!owes(c, \"paring\")", "paring"),
    ("round/kind.rhai", "item: #{ type: \"actor\", of: \"cadre\" } },\n            listed", "itm: #{ type: \"actor\", of: \"cadre\" } },\n            listed", "itm"),
    ("round/kind.rhai", "steps: [\"step1\", \"step2\"", "steps: [\"step1\", \"step2b\"", "step2b"),
    ("round/kind.rhai", "fields: #{\n            year", "fileds: #{\n            year", "fileds"),
    ("round/step2.rhai", "for cadre in c.candidates", "for cadre in c.candidate", "candidate"),
    ("round/step2.rhai", "running(c).some(|p| p.subject == cadre)", "running(c).some(|p| p.subejct == cadre)", "subejct"),
    ("round/step2.rhai", "c.children.of_kind(\"placement\").is_empty()", "c.childrn.of_kind(\"placement\").is_empty()", "childrn"),
    ("round/step2.rhai", "submission.state == \"waiting\"", "submission.state == \"waitng\"", "waitng"),
    ("round/step2.rhai", "meeting.state == \"cancelled\"", "meeting.state == \"canceled\"", "canceled"),
    ("round/step2.rhai", "submission.release()", "submission.relese()", "relese"),
    ("round/step2.rhai", "after: [\"source-list\"]", "after: [\"sourcelist\"]", "sourcelist"),
    ("round/step2.rhai", "what: \"excluded\"", "what: \"exclude\"", "exclude"),
    ("round/step2.rhai", "outcomes: [\"agreed-in-part\"] }], paper: \"TB\"", "outcomes: [\"agreed-in-parts\"] }], paper: \"TB\"", "agreed-in-parts"),
    ("round/step2.rhai", "p.close(\"not-agreed\"", "p.close(\"not-aggreed\"", "not-aggreed"),
    ("round/step2.rhai", "c.task(\"list-submission\").release()", "c.task(\"list-submision\").release()", "list-submision"),
    ("round/step3.rhai", "\"plan-opinion\" => answer_plan(c, t),", "\"plan-opnion\" => answer_plan(c, t),", "plan-opnion"),
    ("round/step3.rhai", "leave_out(c, c.not_issued,", "leave_out(c, c.not_isued,", "not_isued"),
    ("round/step3.rhai", "found[0].close(outcome, reason)", "found[0].closed(outcome, reason)", "closed"),
    ("round/step3.rhai", "p.status == \"suspended\"", "p.status == \"suspend\"", "suspend"),
    ("round/step3.rhai", "\"not-in-plan\"", "\"not-in-pln\"", "not-in-pln"),
    ("round/step3.rhai", "drop_tasks(c, [\"plan-submission\", \"plan-issue\"], reason)", "drop_tasks(c, [\"plan-submision\", \"plan-issue\"], reason)", "plan-submision"),
    ("round/step5.rhai", "c.close(\"completed\")", "c.close(\"complete\")", "complete"),
    ("round/step5.rhai", "fn child_closed(c, child)", "fn child_close(c, child)", "child_close"),
    ("round/step5.rhai", "let report = c.task(\"report\")", "let report = c.task(\"reports\")", "reports"),
    ("round/step1.rhai", "for district in actors()", "for district in actor()", "actor"),
    ("round/step1.rhai", "c.year = c.opened_on.year", "c.yeer = c.opened_on.year", "yeer"),
    ("round/step1.rhai", "standing_committee(request.subject)", "standing_comittee(request.subject)", "standing_comittee"),
    ("round/step1.rhai", "\"Kết luận, Bước 1\", request.subject)", "\"Kết luận, Bước 1\", request.subjet)", "subjet"),
    ("offers.rhai", "${district.committee}", "${district.comittee}", "comittee"),
    ("reminders.rhai", "one.parent == office() && one.duty", "one.parent == ofice() && one.duty", "ofice"),
    ("common.rhai", "own.release()", "own.relase()", "relase"),
    ("offers.rhai", "request.offers {", "request.offer {", "offer"),
    ("common.rhai", "holder.subject.name", "holder.subject.naem", "naem"),
    ("common.rhai", "if p.has_task(\"pairing\")", "if p.has_task(\"paring\")", "paring"),
    ("common.rhai", "\"plan\" => [\"interview\", \"pairing\"]", "\"plan\" => [\"interviw\", \"pairing\"]", "interviw"),
    ("common.rhai", "p.remark(reason);", "p.remarks(reason);", "remarks"),
    ("common.rhai", "post.id.ends_with(\"-CT\")", "post.id.end_with(\"-CT\")", "end_with"),
    ("package.rhai", "kinds: [\"round\"", "kind: [\"round\"", "kind"),
    ("reminders.rhai", "signature: [", "signatre: [", "signatre"),
    ("reminders.rhai", "fn extension_bound(c, t)", "fn extension_bounds(c, t)", "extension_bounds"),
    ("reminders.rhai", "fn letterhead()", "fn leterhead()", "leterhead"),
    ("package.rhai", "fn office_terms()", "fn ofice_terms()", "ofice_terms"),
    ("reminders.rhai", "rung(\"office-head\", 10, \"head\", \"escalation\")", "rung(\"office-head\", 10, \"heads\", \"escalation\")", "heads"),
    ("reminders.rhai", "rung(\"office-head\", 1, \"head\", \"escalation\")", "rung(\"office-head\", 1, \"head\", \"escalaton\")", "escalaton"),
    ("request/kind.rhai", "columns: [\"post\", \"from\"]", "columns: [\"post\", \"form\"]", "form"),
    ("request/kind.rhai", "if post.within != c.subject", "if post.wthin != c.subject", "wthin"),
    ("request/kind.rhai", "if post.id in seen", "if post.idd in seen", "idd"),
    ("request/kind.rhai", "seen.push(post.id)", "sen.push(post.id)", "sen"),
    ("request/kind.rhai", "c.deferred_to_year <= year", "c.deferred_to_yer <= year", "deferred_to_yer"),
    ("request/kind.rhai", "type: \"case\", of: \"request\"", "type: \"case\", of: \"requst\"", "requst"),
    ("letters/reminder-first.txt", "{{ due_origin }}", "{{ due_orign }}", "due_orign"),
    ("letters/reminder-first.txt", "{{ case.title }}", "{{ cas.title }}", "cas.title"),
    ("letters/reminder-second.txt", "{% if sent_on %}", "{% if send_on %}", "send_on"),
    ("districts/536/request/step1.rhai", "c.close(\"not-applicable\", reason)", "c.close(\"not-aplicable\", reason)", "not-aplicable"),
    ("districts/536/request/step1.rhai", "c.task(\"answer\").cancel", "c.task(\"anwser\").cancel", "anwser"),
    ("districts/536/request/step1.rhai", "fn closed(c, t) {", "fn closed(c) {", "closed"),
    ("districts/535/placement/step4.rhai", "fn consultees(c) {", "fn consultees(c, t) {", "consultees"),
];

/// Mistakes told at another line than the one that was changed: there, the line that is told.
const ELSEWHERE: [(&str, &str, &str, &str, &str, &str); 7] = [
    // The map lacks the key, not a line of it.
    (
        "request/step1.rhai",
        "        owner: c.subject, after: [\"letter\"]",
        "        after: [\"letter\"]",
        "owner",
        "request/step1.rhai",
        "    c.add_task(\"answer\", #{",
    ),
    // A bracket left open is told where it opens.
    (
        "request/step1.rhai",
        "        \"answer\" => record_answer(c, t)\n    }\n",
        "        \"answer\" => record_answer(c, t)\n",
        "{",
        "request/step1.rhai",
        "    switch t.key {",
    ),
    (
        "round/step3.rhai",
        "fn next(c) { \"step4\" }",
        "fn next(c) { \"step5\" }",
        "step4",
        "round/kind.rhai",
        "        steps: [\"step1\", \"step2\", \"step3\", \"step4\", \"step5\"],",
    ),
    (
        "districts/535/placement/step4.rhai",
        "base::consultees(c) + [\"BDT\"]",
        "[\"BDT\"]",
        "UBKTTU",
        "districts/535/placement/step4.rhai",
        "fn consultees(c) {",
    ),
    (
        "districts/530/request/step1.rhai",
        "    base::start(c);\n",
        "",
        "letter",
        "districts/530/request/step1.rhai",
        "fn start(c) {",
    ),
    (
        "package.rhai",
        "/// @relax answer\n",
        "",
        "answer",
        "districts/530/package.rhai",
        "    terms[\"answer\"] = working_days(25);",
    ),
    (
        "request/step1.rhai",
        "/// @relax answer\n",
        "",
        "answer",
        "districts/536/request/step1.rhai",
        "    c.task(\"answer\").cancel(reason);",
    ),
];

fn shipped(office: &Office, file: &str) -> String {
    std::fs::read_to_string(office.home().join("scripts/rotation").join(file)).expect("the shipped file")
}

/// The line on which a text begins to differ from another.
fn line_of(text: &str, from: &str, to: &str) -> usize {
    let at = text.find(from).expect("what is replaced is there");
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    text[..at].matches('\n').count() + from[..from.floor_char_boundary(same)].matches('\n').count() + 1
}

/// The mistakes as `--lines` tells them, with one file changed for the time being.
fn told_of(office: &Office, file: &str, from: &str, to: &str) -> Vec<String> {
    let text = shipped(office, file);
    assert!(text.contains(from), "{file} has no `{from}`");
    let path = format!("scripts/rotation/{file}");
    office.write(&path, &text.replacen(from, to, 1));
    let ran = office.run(&["scripts", "check", "rotation", "--lines"]);
    office.write(&path, &text);
    assert_eq!(ran.code, if ran.stdout.trim().is_empty() { 0 } else { 3 }, "{file} {to}: {}", ran.stderr);
    ran.stdout.lines().map(ToOwned::to_owned).collect()
}

#[test]
fn every_planted_mistake_is_told_at_its_line() {
    let look = |mistakes: &[Mistake]| {
        let office = Office::new();
        let mut missed = Vec::new();
        for (file, from, to, word) in mistakes {
            let line = line_of(&shipped(&office, file), from, to);
            let told = told_of(&office, file, from, to);
            let start = format!("scripts/rotation/{file}:{line}:");
            if !told.iter().any(|told| told.starts_with(&start) && told.contains(word)) {
                missed.push(format!("{start} {to} → {told:?}"));
            }
        }
        missed
    };
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let missed: Vec<String> = std::thread::scope(|scope| {
        let shares =
            MISTAKES.chunks(MISTAKES.len().div_ceil(hands)).map(|share| scope.spawn(move || look(share)));
        let shares: Vec<_> = shares.collect();
        shares.into_iter().flat_map(|share| share.join().expect("a look")).collect()
    });
    assert!(MISTAKES.len() >= 40);
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn a_mistake_whose_place_is_elsewhere_is_told_there() {
    let office = Office::new();
    for (file, from, to, word, place, line) in ELSEWHERE {
        let number = shipped(&office, place).lines().position(|l| l == line).expect("the line") + 1;
        let told = told_of(&office, file, from, to);
        // What is taken out above the line moves it up.
        let moved =
            if file == place && to.is_empty() && from.starts_with("///") { number - 1 } else { number };
        let start = format!("scripts/rotation/{place}:{moved}:");
        assert!(told.iter().any(|told| told.starts_with(&start) && told.contains(word)), "{start} {told:#?}");
    }
}

#[test]
fn procedures_without_mistakes_give_none() {
    let office = Office::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests/fixtures/procedures", "benches/procedures"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("the procedures").flatten() {
            if entry.path().is_dir() {
                copy_folder(&entry.path(), &office.home().join("scripts").join(entry.file_name()));
            }
        }
    }
    assert_eq!(office.json(&["scripts", "check"]), Value::Array(Vec::new()));
    assert_eq!(office.ok(&["scripts", "check", "--lines"]).trim(), "");
}

#[test]
fn one_kind_of_mistake_does_not_hide_another() {
    let office = Office::new();
    let plant = |file: &str, from: &str, to: &str| {
        let text = shipped(&office, file);
        assert!(text.contains(from), "{file} has no `{from}`");
        office.write(&format!("scripts/rotation/{file}"), &text.replacen(from, to, 1));
    };
    plant(
        "request/step1.rhai",
        "private fn is_carried(earlier) {",
        "private fn is_carried(earlier) { let x = ;",
    );
    plant("request/step1.rhai", "let district = c.subject;", "let district = c.subjct;");
    plant("request/kind.rhai", "digits: 3,", "digit: 3,");
    plant("request/kind.rhai", "for offer in c.offers {", "for offer in c.offrs {");
    plant("round/step1.rhai", "c.open_child(\"request\", district)", "c.open_child(\"request\")");
    plant("placement/step5.rhai", "first.date", "first.dat");
    plant("letters/due-soon.txt", "{{ owner.address }}", "{{ owner.adress }}");
    let ran = office.run(&["scripts", "check", "--lines"]);
    assert_eq!(ran.code, 3);
    for word in ["script cannot be read", "subjct", "`digit`", "offrs", "open_child", "`dat`", "owner.adress"]
    {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
    assert_eq!(ran.stdout.lines().count(), 7, "{}", ran.stdout);
    let places: Vec<(String, usize)> = ran
        .stdout
        .lines()
        .map(|line| {
            let mut parts = line.split(':');
            let file = parts.next().expect("a file").to_owned();
            (file, parts.next().and_then(|line| line.parse().ok()).expect("a line"))
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    // Publishing refuses all of them too.
    office.fails(3, &["scripts", "publish"]);
}

#[test]
fn a_mistake_is_shown_with_its_line_and_what_was_meant() {
    let office = Office::new();
    let text = shipped(&office, "request/step1.rhai");
    office.write(
        "scripts/rotation/request/step1.rhai",
        &text.replacen("c.offers.is_empty()", "c.offrs.is_empty()", 1),
    );
    let ran = office.run_in("vi", &["scripts", "check"]);
    assert_eq!(ran.code, 3);
    for part in ["request/step1.rhai:", "if c.offrs.is_empty()", "^^^^^", "Có thể là: offers"] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    let json: Value =
        serde_json::from_str(&office.run(&["scripts", "check", "--format", "json"]).stdout).expect("a list");
    assert_eq!(json[0]["error"], "script-unknown-property");
    assert_eq!((&json[0]["package"], &json[0]["facts"]["near"][0]), (&"rotation".into(), &"offers".into()));
}

#[test]
fn without_a_store_owners_are_not_asked_for() {
    let office = Office::new();
    let text = shipped(&office, "placement/step2.rhai");
    office.write(
        "scripts/rotation/placement/step2.rhai",
        &text.replacen("owner: \"TTTU\"", "owner: \"TTU\"", 1),
    );
    let ran = office.run(&["scripts", "check"]);
    assert_eq!((ran.code, ran.stdout.contains("`TTU`")), (3, true), "{}", ran.stdout);
    std::fs::remove_file(office.store()).expect("the store was there");
    office.ok(&["scripts", "check"]);
}
