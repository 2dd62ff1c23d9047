//! The maps that scripts hand to the host: which keys each has, what stands behind a key, and what it is for. What reads
//! the maps, what checks scripts before they run, and the scripter's reference all go by these lists.

use super::said::Said;

/// A key of a map.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// Whether it must be there.
    pub needed: bool,
    /// What it is for.
    pub said: Said,
}

/// A map and where it is used, for the reference.
#[derive(Debug)]
pub struct Shape {
    /// The functions, as the reference writes them.
    pub of: &'static [&'static str],
    /// The key of the map in which this one stands, when it does not stand by itself.
    pub below: Option<&'static str>,
    /// Its keys.
    pub keys: &'static [Key],
}

/// What stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A text.
    Text,
    /// An array of texts.
    Texts,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// A date, or a date as text.
    Day,
    /// A term such as `working_days(15)`.
    Term,
    /// An actor, or the code of one.
    Actor,
    /// The paper, as a document or as text.
    Paper,
    /// A kind of case, as the folder is called.
    CaseKind,
    /// Kinds of case.
    CaseKinds,
    /// Names of step files.
    Steps,
    /// Kinds of actor: one, or an array.
    ActorKinds,
    /// Keys of tasks of the same case.
    TaskKeys,
    /// What the end of a task needs: `"document"`, names of fields, or maps of [`NEED`].
    Needs,
    /// What one need asks for.
    Need,
    /// Outcomes of the task that the map declares.
    Outcomes,
    /// The outcomes of the task that has the need.
    OwnOutcomes,
    /// An outcome of the task that the map is about, or true.
    Binding,
    /// Fields by name.
    Fields,
    /// The type of a field.
    FieldType,
    /// What narrows the type of a field: words, kinds or columns.
    FieldOf,
    /// Words for people by outcome.
    Titles,
    /// How long by outcome.
    Retention,
    /// A map of [`FIELD`].
    Field,
    /// Values by field of a case.
    Values,
    /// Actors by key of task.
    Successors,
    /// Anything.
    Anything,
}

const fn may(name: &'static str, takes: Takes, en: &'static str, vi: &'static str) -> Key {
    Key { name, takes, needed: false, said: Said { en, vi } }
}

const fn must(name: &'static str, takes: Takes, en: &'static str, vi: &'static str) -> Key {
    Key { name, takes, needed: true, said: Said { en, vi } }
}

// A field and an argument have these alike.
const FIELD_TITLE: Key = may(
    "title",
    Takes::Text,
    "What people read; the name when left out.",
    "Tên người dùng đọc; không ghi thì là tên mục.",
);
const FIELD_TYPE: Key = must(
    "type",
    Takes::FieldType,
    "One of `text number date yes-no choice actor case list`.",
    "Một trong các kiểu `text number date yes-no choice actor case list`.",
);
const FIELD_OF: Key = may(
    "of",
    Takes::FieldOf,
    "The words of a choice, the kinds of an actor, the kind of a case, the columns of a list of rows.",
    "Các từ của `choice`, các loại của `actor`, loại hồ sơ của `case`, các cột của `list` nhiều cột.",
);
const FIELD_COLUMNS: Key = may(
    "columns",
    Takes::Texts,
    "The columns of a list of rows, in the order in which they are typed.",
    "Các cột của `list` nhiều cột, theo thứ tự gõ vào.",
);
const FIELD_ITEM: Key = may(
    "item",
    Takes::Field,
    "What a list of one thing is of: a field.",
    "Danh sách một cột gồm những gì: một mục.",
);
const FIELD_OPTIONAL: Key = may(
    "optional",
    Takes::Flag,
    "Whether a cell, or an argument, may be left out.",
    "Ô hoặc tham số này có được bỏ trống không.",
);

/// What `about()` of `package.rhai` gives.
pub const PACKAGE: &[Key] = &[
    must("title", Takes::Text, "What the procedure is called.", "Tên quy trình."),
    must(
        "label",
        Takes::Text,
        "The name of this state of it, such as `\"2022\"`.",
        "Tên của phiên bản, như `\"2022\"`.",
    ),
    must("valid_from", Takes::Day, "The day from which it holds.", "Ngày bắt đầu có hiệu lực."),
    may("basis", Takes::Text, "The paper it rests on.", "Văn bản làm căn cứ."),
    may("office", Takes::Actor, "Who runs the procedure.", "Cơ quan điều hành quy trình."),
    may(
        "kinds",
        Takes::CaseKinds,
        "Its kinds of case: names of folders.",
        "Các loại hồ sơ: tên các thư mục.",
    ),
];

/// What `kind()` of `kind.rhai` gives.
pub const KIND: &[Key] = &[
    must("title", Takes::Text, "What the kind is called.", "Tên loại hồ sơ."),
    must(
        "prefix",
        Takes::Text,
        "How numbers of cases begin: `\"LC\"` makes `LC-2022-001`.",
        "Chữ đầu của số hiệu: `\"LC\"` cho `LC-2022-001`.",
    ),
    may(
        "digits",
        Takes::Number,
        "How many digits the number has; 3 when left out.",
        "Số chữ số của số hiệu; không ghi thì là 3.",
    ),
    may(
        "subject",
        Takes::ActorKinds,
        "Which kinds of actor a case may be about.",
        "Đối tượng của hồ sơ được là những loại nào.",
    ),
    may("parent", Takes::CaseKind, "The kind of case above it.", "Loại hồ sơ cấp trên."),
    must("steps", Takes::Steps, "The steps in order: names of files.", "Các bước theo thứ tự: tên các tệp."),
    may(
        "fields",
        Takes::Fields,
        "What is recorded of a case, by name.",
        "Các mục ghi trong hồ sơ, theo tên.",
    ),
    may(
        "outcomes",
        Takes::Titles,
        "The words for outcomes of tasks and cases.",
        "Chữ để đọc của các kết quả việc và hồ sơ.",
    ),
    may(
        "retention",
        Takes::Retention,
        "How long a case is kept once it has ended, by outcome: a term, or `\"permanent\"`; `other` stands for all other outcomes.",
        "Hồ sơ kết thúc rồi thì giữ bao lâu, theo kết quả: một thời hạn, hoặc `\"permanent\"` (vĩnh viễn); `other` là mọi kết quả khác.",
    ),
];

/// A field.
pub const FIELD: &[Key] = &[FIELD_TITLE, FIELD_TYPE, FIELD_OF, FIELD_COLUMNS, FIELD_ITEM, FIELD_OPTIONAL];

/// An argument of a bulk script.
pub const ARGUMENT: &[Key] = &[
    FIELD_TITLE,
    FIELD_TYPE,
    FIELD_OF,
    FIELD_COLUMNS,
    FIELD_ITEM,
    FIELD_OPTIONAL,
    may("preset", Takes::Anything, "Its value when none is given.", "Giá trị khi không ghi gì."),
];

/// What `letterhead()` of `package.rhai` gives.
pub const LETTERHEAD: &[Key] = &[
    must(
        "superior",
        Takes::Text,
        "The superior body, first line at the left.",
        "Cơ quan cấp trên, dòng đầu bên trái.",
    ),
    must("issuer", Takes::Text, "Who issues the letter, second line.", "Cơ quan ban hành, dòng thứ hai."),
    must("symbol", Takes::Text, "What follows the number.", "Ký hiệu đứng sau số."),
    must("place", Takes::Text, "The place before the date.", "Địa danh trước ngày tháng."),
    may("signature", Takes::Texts, "Lines above the signature.", "Các dòng ghi quyền hạn, chức vụ người ký."),
];

/// What `extension_bound(c, t)` gives.
pub const BOUND: &[Key] = &[
    may("times", Takes::Number, "How often a term may be extended.", "Được gia hạn mấy lần."),
    may(
        "total",
        Takes::Term,
        "How much more time in all; the term itself when left out.",
        "Cộng lại được thêm bao lâu; không ghi thì bằng thời hạn ban đầu.",
    ),
];

/// What `plan_move(c, from)` gives.
pub const MOVE: &[Key] = &[
    must(
        "move",
        Takes::Text,
        "When the case comes over: `\"now\"`, `\"next-step\"` or `\"keep\"`.",
        "Chuyển lúc nào: `\"now\"` (ngay), `\"next-step\"` (khi sang bước sau) hoặc `\"keep\"` (không chuyển).",
    ),
    may(
        "class",
        Takes::Text,
        "Who decides: `\"auto\"`, `\"decide\"` or `\"stays\"`.",
        "Ai quyết định: `\"auto\"` (tự chuyển), `\"decide\"` (có người quyết định) hoặc `\"stays\"` (ở lại).",
    ),
    must("why", Takes::Text, "The reason.", "Lý do."),
];

/// What `job()` of a scheduled script gives.
pub const JOB: &[Key] = &[
    must(
        "at",
        Takes::Text,
        "When it runs: minute, hour, day, month, weekday.",
        "Lúc chạy: phút, giờ, ngày, tháng, thứ.",
    ),
    may("working_days", Takes::Flag, "Whether it rests on days off.", "Ngày nghỉ có không chạy không."),
];

/// A task, as `add_task` takes it.
pub const TASK: &[Key] = &[
    must("title", Takes::Text, "What is to be done.", "Nội dung việc."),
    must("owner", Takes::Actor, "Who owes it.", "Nơi thực hiện."),
    may(
        "outcomes",
        Takes::Outcomes,
        "How it may end; the first goes on as planned. `[\"done\"]` when left out.",
        "Các kết quả có thể có; kết quả đầu là đi tiếp theo dự kiến. Không ghi thì là `[\"done\"]`.",
    ),
    may(
        "needs",
        Takes::Needs,
        "What must be given when it is done: `\"document\"`, names of fields, or maps.",
        "Những gì phải ghi khi làm xong: `\"document\"` (văn bản), tên mục, hoặc bảng.",
    ),
    may(
        "after",
        Takes::TaskKeys,
        "The tasks of the case that must be done first.",
        "Những việc của hồ sơ phải xong trước.",
    ),
    may("paper", Takes::Text, "The usual kind of paper.", "Loại văn bản thường dùng."),
    may(
        "awaits",
        Takes::Text,
        "What outside the case it waits for, until `release()`.",
        "Chờ điều gì ngoài hồ sơ, cho đến khi gọi `release()`.",
    ),
];

/// One of the `needs` of a task.
pub const NEED: &[Key] = &[
    must("what", Takes::Need, "`\"document\"` or the name of a field.", "`\"document\"` hoặc tên mục."),
    may("outcomes", Takes::OwnOutcomes, "The outcomes for which it is needed.", "Cần với những kết quả nào."),
];

/// What `done` takes besides the outcome.
pub const DONE: &[Key] = &[
    may("on", Takes::Day, "The day it was done.", "Ngày làm xong."),
    may("note", Takes::Text, "A note.", "Ghi chú."),
    may("document", Takes::Paper, "The paper that evidences it.", "Văn bản chứng minh."),
    may("doc", Takes::Paper, "The paper, as after `--doc`.", "Văn bản, viết như sau `--doc`."),
    may("set", Takes::Values, "Fields of the case.", "Các mục của hồ sơ."),
];

/// What `correct` takes for a task.
pub const CORRECT: &[Key] = &[
    may("on", Takes::Day, "The right day.", "Ngày đúng."),
    may("note", Takes::Text, "The right note.", "Ghi chú đúng."),
    may("doc", Takes::Paper, "The right paper.", "Văn bản đúng."),
];

/// What `succeed` takes.
pub const SUCCESSION: &[Key] = &[
    must("basis", Takes::Text, "The paper it rests on.", "Văn bản làm căn cứ."),
    may(
        "on",
        Takes::Day,
        "The day from which it holds; today when left out.",
        "Ngày có hiệu lực; không ghi thì là hôm nay.",
    ),
    may(
        "tasks",
        Takes::Successors,
        "Who takes over tasks of a key instead.",
        "Riêng việc mang tên này thì ai nhận.",
    ),
];

/// What may follow the ground of a term.
pub const TERM: &[Key] = &[
    may(
        "binding",
        Takes::Binding,
        "The outcome with which the task ends by itself when late, or `true` to call `expired(c, t)` then.",
        "Kết quả tự ghi khi quá hạn, hoặc `true` để gọi `expired(c, t)`.",
    ),
    may(
        "calendar",
        Takes::Actor,
        "The district or agency whose days off count.",
        "Huyện hoặc cơ quan có ngày nghỉ được tính.",
    ),
];

/// Every map, with the functions that give or take it.
pub const SHAPES: &[Shape] = &[
    Shape { of: &["fn about()"], below: None, keys: PACKAGE },
    Shape { of: &["fn kind()"], below: None, keys: KIND },
    Shape { of: &["fn kind()"], below: Some("fields"), keys: FIELD },
    Shape { of: &["fn letterhead()"], below: None, keys: LETTERHEAD },
    Shape { of: &["fn extension_bound(c, t)"], below: None, keys: BOUND },
    Shape { of: &["fn plan_move(c, from)"], below: None, keys: MOVE },
    Shape { of: &["fn job()"], below: None, keys: JOB },
    Shape { of: &["fn args()"], below: None, keys: ARGUMENT },
    Shape { of: &["c.add_task(key, task)"], below: None, keys: TASK },
    Shape { of: &["c.add_task(key, task)"], below: Some("needs"), keys: NEED },
    Shape {
        of: &["t.done(outcome, facts)", "c.done(task, facts)", "c.done(task, outcome, facts)"],
        below: None,
        keys: DONE,
    },
    Shape { of: &["c.correct(task, facts, reason)"], below: None, keys: CORRECT },
    Shape { of: &["succeed(a, by, facts)"], below: None, keys: SUCCESSION },
    Shape { of: &["t.set_term(term, from, basis, more)"], below: None, keys: TERM },
];
