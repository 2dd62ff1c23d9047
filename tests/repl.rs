//! The REPL as a clerk meets it: keys go into a real pseudo-terminal, and the screen is read. Then the same through a
//! pipe.
#![cfg(unix)]

mod support;

#[path = "support/screen.rs"]
mod screen;

use screen::Screen;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::OnceLock;
use support::{Office, Ran, piped};

const TAB: &str = "\t";
const ESCAPE: &str = "\x1b";
const BACKSPACE: &str = "\x7f";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";

/// An office whose round of 2022 is open: thirteen requests, VT-2022-001 to 013.
fn office() -> Office {
    static OPENED: OnceLock<Office> = OnceLock::new();
    let opened = OPENED.get_or_init(|| {
        let office = Office::new();
        office.ok(&["open", "round", "--subject", "BTCTU"]);
        office
    });
    opened.copy()
}

/// Runs the lines of a pipe.
fn pipe(office: &Office, args: &[&str], lines: &[u8]) -> Ran {
    piped(office.command(args), lines)
}

#[test]
fn a_command_with_vietnamese_in_it_is_recorded_with_its_line() {
    let office = office();
    let screen = Screen::repl(office.home(), 120);
    screen.wait("0 overdue, 0 due today.");
    screen.line("done VT-2022-012 letter --doc \"12-CV/BTCTU 22/9/2022 đề nghị Ba Tơ đề xuất\" --note \"gửi hoả tốc\"");
    screen.wait("VT-2022-012: answer");
    let history = office.json(&["history", "VT-2022-012"]).to_string();
    assert!(history.contains("--note \\\"gửi hoả tốc\\\""), "{history}");
    assert!(history.contains("đề nghị Ba Tơ đề xuất"), "{history}");
    screen.keys(CTRL_D);
    assert_eq!(screen.end(), 0);
    office.verified();
}

#[test]
fn a_variable_lives_on_and_an_error_neither_ends_the_talk_nor_changes_it() {
    let office = office();
    let screen = Screen::repl(office.home(), 120);
    screen.line("let many = cases().of_kind(\"request\").len();");
    screen.line("many = 7; nowhere(many)").wait("nowhere");
    screen.line("many * 100 + 1").wait("1301");
    screen.line("show VT-2022-099").wait("VT-2022-099");
    screen.line("fn double(n) { n * 2 }");
    screen.line("double(many)").wait("26");
    screen.keys("exit\r");
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_line_that_writes_is_one_transaction() {
    let office = office();
    let screen = Screen::repl(office.home(), 120);
    let act = "t.done(\"done\", #{ document: \"01-CV/BTCTU 22/9/2022\" })";
    screen.line(&format!("let t = find_case(\"VT-2022-001\").task(\"letter\"); {act}; throw \"no\""));
    assert_eq!(office.json(&["show", "VT-2022-001"])["tasks"][0]["state"], "open");
    // What is caught is an error of the act, not the refusal to write on a snapshot.
    screen.line(&format!(
        "let t = find_case(\"VT-2022-001\").task(\"letter\"); try {{ {act} }} catch {{ print(\"no\") }}"
    ));
    screen.wait("Stored 4 changes");
    assert_eq!(office.json(&["show", "VT-2022-001"])["tasks"][0]["state"], "done");
    screen.line("t.document").wait("01-CV/BTCTU");
    office.verified();
}

#[test]
fn an_unfinished_line_goes_on_below() {
    let office = office();
    let screen = Screen::repl(office.home(), 100);
    screen.keys("let a = [1,\r").wait("…");
    screen.line("2, 39]; a[0] + a[1] + a[2]").wait("42");
    screen.keys("list 'c.id ==\r").wait("==\n…").line("\"VT-2022-007\"'").wait("Sơn Tây");
}

#[test]
fn tab_finds_a_case_by_what_it_is_about_then_its_task_and_outcomes() {
    let office = office();
    office.ok(&["done", "VT-2022-012", "letter", "--doc", "12-CV/BTCTU 21/9/2022"]);
    let screen = Screen::repl(office.home(), 100);
    screen.keys("done ba to").keys(TAB).wait("done VT-2022-012 ");
    screen.keys(TAB).wait("done VT-2022-012 answer ");
    screen.keys("--outc").keys(TAB).wait("--outcome ");
    screen.keys("regi").keys(TAB).wait("--outcome registered-next-year ");
    screen.keys("\r").wait("VT-2022-012 ended");
}

#[test]
fn tab_shows_what_can_stand_there_and_escape_leaves_the_line_alone() {
    let office = office();
    let screen = Screen::repl(office.home(), 100);
    screen.keys("show ").keys(TAB).wait("VT-2022-003").wait("Trà Bồng");
    screen.keys(ESCAPE).wait_without("Trà Bồng");
    screen.keys("xyz").keys(TAB).wait("show xyz").wait("Nothing to offer here.");
    screen.keys(CTRL_C).wait_prompt();
    screen.keys("tasks().ove").keys(TAB).wait("tasks().overdue()");
    screen.keys("\r").wait("no such tasks");
    screen.keys("find_actor(\"sơn t").keys(TAB).wait("Huyện Sơn Tịnh");
}

#[test]
fn what_input_methods_send_is_the_text_that_was_meant() {
    let office = office();
    let screen = Screen::repl(office.home(), 100);
    // Unikey types, takes letters back and types again, all in one read.
    screen
        .keys("print(\"tieng")
        .keys(&format!("{}ếng vie{BACKSPACE}ệt", BACKSPACE.repeat(3)))
        .wait("tiếng việt");
    screen.line("\")");
    // A decomposed text is composed at the door: nine letters, not eleven code points.
    screen.line("\"tie\u{302}\u{301}ng vie\u{323}\u{302}t\".len()");
    screen.wait("\n10");
    // Half a letter arrives first.
    let letter = "ữ".as_bytes();
    assert_eq!(letter.len(), 3);
    screen.line("\"Nguyễn Nghiêm\" == \"Nguye\u{302}\u{303}n Nghie\u{302}m\"").wait("true");
}

#[test]
fn ctrl_c_drops_the_line_and_nothing_of_it_is_done() {
    let office = office();
    let before = office.verified();
    let screen = Screen::repl(office.home(), 100);
    screen.keys("withdraw DOT-2022-01 --reason nhầm").wait("nhầm").keys(CTRL_C).wait_prompt();
    screen.keys("let a = (\r").wait("…").keys(CTRL_C).wait_prompt();
    screen.line("6 * 7").wait("42");
    screen.keys(CTRL_D);
    assert_eq!(screen.end(), 0);
    assert_eq!(office.verified(), before);
}

#[test]
fn a_paste_is_one_input_and_its_tabs_ask_for_nothing() {
    let office = office();
    let screen = Screen::repl(office.home(), 100);
    let paste =
        "let sum = 0;\nfor n in [1, 2, 3] {\n\tsum += n;\n}\nprint(sum * 7);\nlist 'c.kind == \"round\"'";
    screen.keys(&format!("\x1b[200~{paste}\x1b[201~")).wait("'c.kind");
    screen.line("").wait("42").wait("DOT-2022-01");
}

#[test]
fn the_history_outlives_the_talk_and_is_the_owners_alone() {
    let office = office();
    let screen = Screen::repl(office.home(), 100);
    screen.line("print(\"nhớ lấy\")");
    screen.keys(CTRL_D);
    assert_eq!(screen.end(), 0);
    let file = office.home().join("store/history.txt");
    assert_eq!(file.metadata().expect("the history").permissions().mode() & 0o777, 0o600);
    let screen = Screen::repl(office.home(), 100);
    screen.keys(UP).wait("print(\"nhớ lấy\")");
}

#[test]
fn the_options_of_a_line_hold_for_that_line_only() {
    let office = office();
    let before = office.verified();
    let screen = Screen::repl(office.home(), 120);
    screen.line("--rehearse withdraw VT-2022-001 --reason thử").wait("Rehearsal");
    screen.line("list 'c.kind == \"round\"' --format json --lang vi").wait("\"edition\"");
    screen.line("list 'c.kind == \"round\"'").wait("Case         Title");
    screen.line("today()").wait("\n22/09/2022");
    screen.line("tasks --overdue --now 22/9/2023").line("today().year + 100").wait("2122");
    for refused in ["repl", "--home /tmp list"] {
        screen.line(refused);
    }
    screen.wait("This is the REPL already").wait("another --home");
    assert_eq!(office.verified(), before);
}

#[test]
fn help_tells_the_commands_and_one_of_them() {
    let office = office();
    let screen = Screen::repl(office.home(), 120);
    screen.line("help").wait("withdraw").wait("help COMMAND");
    screen.line("? due").wait("--extend");
    screen.line("dnoe VT-2022-001").wait("done");
    screen.line("done VT-2022-001").wait("TASK");
}

#[test]
fn without_a_store_the_repl_says_so_and_init_makes_one() {
    let office = Office::empty();
    let screen = Screen::repl(office.home(), 100);
    screen.wait("no store");
    assert!(!office.home().join("store").exists(), "a mere look makes no files");
    screen.line("1 + 1").line("init").wait("rotation");
    screen.line("open round --subject BTCTU").wait("DOT-2022-01");
    assert!(!screen.last().contains("no store"), "{}", screen.text());
}

#[test]
fn a_table_fits_the_terminal() {
    let office = office();
    let screen = Screen::repl(office.home(), 72);
    screen.line("cases()").wait("VT-2022-013");
    let starts = ["VT-", "DOT-", "Case", "  ", "0 overdue"];
    let text = screen.text();
    let is_whole = |line: &str| line.contains('❯') || starts.iter().any(|start| line.starts_with(start));
    assert!(text.lines().all(is_whole), "a row was broken:\n{text}");
}

#[test]
fn a_pipe_runs_every_line_and_ends_with_the_code_of_the_last_that_failed() {
    let office = office();
    let ran = pipe(&office, &[], "let a = 40;\nshow VT-2022-099\na + 2\n".as_bytes());
    assert_eq!((ran.code, ran.stdout.trim()), (1, "42"), "{}", ran.stderr);
    assert!(ran.stderr.contains("VT-2022-099"), "{}", ran.stderr);
    let ran = pipe(&office, &["repl"], b"show VT-2022-099\nlist --what\n1 + 1\n");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let ran = pipe(&office, &[], b"nowhere()\n");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
}

#[test]
fn a_pipe_knows_remarks_blocks_and_the_end() {
    let office = office();
    let lines = "\u{feff}# việc đầu ngày\r\n\r\nlet a = [1,\r\n  2];\r\nif true {\r\n\r\n  print(a.len());\r\n}\r\nthoát\r\n1 / 0\r\n";
    let ran = pipe(&office, &[], lines.as_bytes());
    assert_eq!((ran.code, ran.stdout.trim()), (0, "2"), "{}", ran.stderr);
}

#[test]
fn a_pipe_that_breaks_off_or_is_no_text_fails_and_stores_nothing() {
    let office = office();
    let before = office.verified();
    let ran = pipe(&office, &[], b"let a = [1,");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let ran = pipe(&office, &[], b"withdraw DOT-2022-01 --reason \"nh\xe1\xba\"\n1 + 1\n");
    assert_eq!((ran.code, ran.stdout.trim()), (2, "2"), "{}", ran.stderr);
    assert_eq!(office.verified(), before);
}

#[test]
fn a_pipe_answers_in_json_when_asked() {
    let office = office();
    let ran = pipe(&office, &["--format", "json"], b"cases().of_kind(\"round\")\n");
    let rows: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(rows[0]["case"], "DOT-2022-01");
}

/// `help` knows what scripts can call, define and name in maps, in the language of the talk.
#[test]
fn help_tells_functions_hooks_and_keys_in_the_language_of_the_talk() {
    let office = office();
    let lines = b"help days_late\n? t.due\nhelp add_task\nhelp ladder\nhelp withdraw\n";
    let vi = piped(office.command_in("vi", &[]), lines);
    assert_eq!(vi.code, 0, "{}", vi.stderr);
    for told in [
        "t.days_late\n  Số ngày quá hạn; 0 là không trễ.",
        "t.due\n  Hạn của việc, hoặc `()` khi không có thời hạn.",
        "  * `owner` (bắt buộc): Nơi thực hiện.",
        "fn ladder(c, t)\n  Một việc vừa có hạn",
        "  c.withdraw(reason)  Rút hồ sơ",
    ] {
        assert!(vi.stdout.contains(told), "{told}\n{}", vi.stdout);
    }
    let en = pipe(&office, &[], lines);
    assert!(en.stdout.contains("t.days_late\n  Whole days past the due date"), "{}", en.stdout);
    let unknown = pipe(&office, &[], b"help days_lat\n");
    assert!(unknown.code != 0 && unknown.stderr.contains("days_late"), "{}", unknown.stderr);
}
