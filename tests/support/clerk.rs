//! A clerk who knows a procedure only from what `tasks` and `list` tell: what is open, which outcome is planned, what it
//! needs. What nobody can read off a screen, such as which post a district offers, the clerk is told beforehand.

use super::Office;
use serde_json::Value;
use std::collections::HashMap;

/// More rounds of work than any procedure takes.
const ROUNDS: usize = 80;

/// A clerk at an office.
pub struct Clerk {
    /// The office.
    pub office: Office,
    facts: Vec<Fact>,
    left: Vec<(String, String)>,
    papers: u32,
}

/// A value for a field of the cases about a subject; given where it is needed, or with one task.
struct Fact {
    subject: String,
    with: Option<String>,
    field: String,
    typed: String,
}

impl Clerk {
    /// A clerk at this office, told nothing yet.
    pub fn at(office: Office) -> Self {
        Self { office, facts: Vec::new(), left: Vec::new(), papers: 0 }
    }

    /// Where a case about `subject` needs `field`, this is typed.
    pub fn knows(&mut self, subject: &str, field: &str, typed: &str) -> &mut Self {
        self.facts.retain(|f| f.subject != subject || f.field != field);
        self.facts.push(Fact {
            subject: subject.into(),
            with: None,
            field: field.into(),
            typed: typed.into(),
        });
        self
    }

    /// With the task `key` of a case about `subject`, this is typed although it is not asked for.
    pub fn gives(&mut self, subject: &str, key: &str, field: &str, typed: &str) -> &mut Self {
        let with = Some(key.into());
        self.facts.push(Fact { subject: subject.into(), with, field: field.into(), typed: typed.into() });
        self
    }

    /// Leaves a task of the cases about `subject` alone; `*` stands for any subject, or any task.
    pub fn leaves(&mut self, subject: &str, key: &str) -> &mut Self {
        self.left.push((subject.into(), key.into()));
        self
    }

    /// Takes up what was left alone.
    pub fn takes_up(&mut self) -> &mut Self {
        self.left.clear();
        self
    }

    /// Does everything that is open and not left alone, as planned, until nothing more can be done.
    pub fn works(&mut self) -> &mut Self {
        for _ in 0..ROUNDS {
            let subjects = self.subjects();
            let open = self.tasks("t.state == \"open\"");
            let mine =
                open.iter().filter(|task| !self.is_left(&subjects[text(task, "case")], text(task, "key")));
            let done = mine.filter(|task| self.does(&subjects[text(task, "case")], task)).count();
            if done == 0 {
                return self;
            }
        }
        panic!("the work never ends");
    }

    /// Works until nothing is open but what is left alone now, and leaves it alone no longer.
    pub fn works_up_to(&mut self, subject: &str, key: &str) -> &mut Self {
        self.leaves(subject, key).works();
        self.left.pop();
        self
    }

    /// Does a task as planned, or with the first other outcome whose needs can be met. The task may have been taken
    /// away by what was done just before it: that is no failure.
    fn does(&self, subject: &str, task: &Value) -> bool {
        let Some(mut line) = self.line(subject, task) else { return false };
        line.extend(["--format".into(), "json".into()]);
        let ran = self.office.run(&line.iter().map(String::as_str).collect::<Vec<_>>());
        let gone = || self.task(text(task, "case"), text(task, "key"))["state"] != "open";
        assert!(ran.code == 0 || (ran.code == 1 && gone()), "{line:?}\n{}", ran.stderr);
        ran.code == 0
    }

    /// The command line that records a task, or nothing when no outcome's needs can be met.
    fn line(&self, subject: &str, task: &Value) -> Option<Vec<String>> {
        let outcomes: Vec<&str> = texts(&task["outcomes"]);
        let (outcome, needs) = outcomes.into_iter().find_map(|outcome| {
            let needs = texts(task["needs_for"].get(outcome).unwrap_or(&task["needs"]));
            needs.iter().all(|need| self.can_give(subject, need)).then_some((outcome, needs))
        })?;
        let (case, key) = (text(task, "case"), text(task, "key"));
        let mut line: Vec<String> = ["done", case, key, "--outcome", outcome].map(ToOwned::to_owned).into();
        for fact in self.facts.iter().filter(|fact| fact.subject == subject) {
            let asked = fact.with.is_none() && needs.contains(&fact.field.as_str());
            if asked || fact.with.as_deref() == Some(key) {
                line.extend(["--set".to_owned(), format!("{}={}", fact.field, fact.typed)]);
            }
        }
        if needs.contains(&"document") {
            line.extend(["--doc".to_owned(), self.paper(task)]);
        }
        Some(line)
    }

    fn can_give(&self, subject: &str, need: &str) -> bool {
        need == "document"
            || self.facts.iter().any(|f| f.with.is_none() && f.subject == subject && f.field == need)
    }

    /// The reference of a paper for a task, in the form of its owner: the State's or the Party's.
    pub fn paper(&self, task: &Value) -> String {
        let (kind, owner) = (task["paper"].as_str().unwrap_or("CV"), text(task, "owner"));
        let number = text(task, "case").rsplit('-').next().unwrap_or("1");
        let day = self.office.now();
        if owner == "UBND" {
            format!("{number}/{kind}-UBND {day}")
        } else {
            format!("{number}-{kind}/{owner} {day}")
        }
    }

    /// Records a task with this outcome, its paper if it needs one, and these fields.
    pub fn records(&mut self, case: &str, key: &str, outcome: &str, fields: &[&str]) -> Value {
        let task = self.task(case, key);
        let needs = texts(task["needs_for"].get(outcome).unwrap_or(&task["needs"]));
        let paper = self.paper(&task);
        let mut line = vec!["done", case, key, "--outcome", outcome];
        for field in fields {
            line.extend(["--set", field]);
        }
        if needs.contains(&"document") {
            line.extend(["--doc", &paper]);
        }
        self.office.json(&line)
    }

    /// The tasks that a filter fits.
    pub fn tasks(&self, filter: &str) -> Vec<Value> {
        let found = self.office.json(&["tasks", filter]);
        found.as_array().expect("a list").clone()
    }

    /// The newest turn of a task.
    pub fn task(&self, case: &str, key: &str) -> Value {
        let page = self.office.json(&["show", case]);
        let turns = page["tasks"].as_array().expect("a list").iter().filter(|task| task["key"] == key);
        turns
            .max_by_key(|task| task["turn"].as_u64())
            .unwrap_or_else(|| panic!("{case} has no task {key}"))
            .clone()
    }

    /// The state of the newest turn of a task: `open`, `waiting` …
    pub fn state(&self, case: &str, key: &str) -> String {
        text(&self.task(case, key), "state").to_owned()
    }

    /// The keys of the open tasks of a case, sorted.
    pub fn open(&self, case: &str) -> Vec<String> {
        let open = self.tasks(&format!("t.state == \"open\" && c.id == \"{case}\""));
        let mut keys: Vec<String> = open.iter().map(|task| text(task, "key").to_owned()).collect();
        keys.sort_unstable();
        keys
    }

    /// A case as `list` tells it.
    pub fn case(&self, case: &str) -> Value {
        self.office.json(&["show", case])["case"].clone()
    }

    /// The number of the newest case of a kind about a subject.
    pub fn number(&self, kind: &str, subject: &str) -> String {
        let found =
            self.office.json(&["list", &format!("c.kind == \"{kind}\" && c.subject == \"{subject}\"")]);
        let last = found
            .as_array()
            .and_then(|cases| cases.last())
            .unwrap_or_else(|| panic!("no {kind} of {subject}"));
        text(last, "id").to_owned()
    }

    fn is_left(&self, subject: &str, key: &str) -> bool {
        let fits = |wanted: &str, is: &str| wanted == "*" || wanted == is;
        self.left.iter().any(|(s, k)| fits(s, subject) && fits(k, key))
    }

    /// The subject of every case.
    fn subjects(&self) -> HashMap<String, String> {
        let cases = self.office.json(&["list"]);
        let pair = |case: &Value| (text(case, "id").to_owned(), text(case, "subject").to_owned());
        cases.as_array().expect("a list").iter().map(pair).collect()
    }
}

/// A text in a JSON object.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is no text in {value}"))
}

/// The texts of a JSON array.
pub fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A roster of invented cadres: code and agency of each.
pub fn roster(cadres: &[(&str, &str)]) -> String {
    let heading = "Mã;Họ và tên;Ngày sinh;Giới tính;Dân tộc;Cơ quan;Chức vụ;Quy hoạch;Chuyên môn;Lý luận chính trị;Ngày vào \
                   Đảng;Ngày chính thức;Xếp loại 3 năm;Kỷ luật;Quê quán;Ghi chú\n";
    let row = |(code, agency): &(&str, &str)| {
        format!(
            "{code};Cán bộ Thử {code};05/03/1988;Nam;Kinh;{agency};Phó Trưởng phòng;Phó Giám đốc 2020-2025;Đại học;Cao cấp;\
             03/02/2010;03/02/2011;\"Tốt; Tốt; Tốt\";;533;\n"
        )
    };
    format!("{heading}{}", cadres.iter().map(row).collect::<String>())
}

/// An office with a roster, and a clerk who knows that every district offers its first commune's two posts.
pub fn with_roster(cadres: &[(&str, &str)]) -> Clerk {
    let office = Office::new();
    let file = office.write("roster.csv", &roster(cadres));
    office.ok(&["actor", "import", &file.to_string_lossy()]);
    Clerk::at(office)
}
