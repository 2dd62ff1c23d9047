//! The functions that scripts define and the host calls. The check of scripts and the scripter's reference go by this
//! list. The examples make up one small procedure, which a test runs.

use super::said::Said;

/// A function that the host calls.
#[derive(Debug)]
pub struct Hook {
    /// Its name.
    pub name: &'static str,
    /// What it is given.
    pub params: &'static [&'static str],
    /// Where it may stand.
    pub place: Place,
    /// What it is for: when it is called, and what it gives.
    pub said: Said,
    /// The file in which the example stands, below `scripts/`.
    pub file: &'static str,
    /// An example that runs.
    pub example: &'static str,
}

/// The scripts in which a hook may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `package.rhai`.
    Package,
    /// `kind.rhai` of a kind of case, or `package.rhai` for all kinds.
    Kind,
    /// The file of a step, or `kind.rhai` and `package.rhai` for all steps.
    Step,
    /// A scheduled script.
    Job,
    /// A bulk script or a scheduled one.
    Door,
}

impl Place {
    /// Whether a person or the clock runs the script.
    fn is_door(self) -> bool {
        matches!(self, Self::Job | Self::Door)
    }

    /// The message that names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Package => "reference-in-package",
            Self::Kind => "reference-in-kind",
            Self::Step => "reference-in-step",
            Self::Job => "reference-in-job",
            Self::Door => "reference-in-door",
        }
    }
}

impl Hook {
    /// How it is written: `closed(c, t)`.
    pub fn written(&self) -> String {
        format!("{}({})", self.name, self.params.join(", "))
    }
}

/// The hooks that packages have.
pub fn of_packages() -> impl Iterator<Item = &'static Hook> {
    HOOKS.iter().filter(|hook| !hook.place.is_door())
}

/// The hooks that bulk scripts and jobs have.
pub fn of_doors() -> impl Iterator<Item = &'static Hook> {
    HOOKS.iter().filter(|hook| hook.place.is_door())
}

/// Every hook, in the order of the reference.
pub const HOOKS: &[Hook] = &[
    Hook {
        name: "about",
        params: &[],
        place: Place::Package,
        said: Said { en: "What the procedure is: a map.", vi: "Quy trình này là gì: một bảng." },
        file: "leave/package.rhai",
        example: r#"fn about() {
    #{
        title: "Nghỉ phép", label: "2022", valid_from: "2022-01-01", basis: "Quy chế cơ quan",
        office: "BTCTU", kinds: ["season", "leave"]
    }
}"#,
    },
    Hook {
        name: "office_terms",
        params: &[],
        place: Place::Package,
        said: Said {
            en: "The office's own default terms by name, which `office_term` reads.",
            vi: "Các thời hạn mặc định của cơ quan, theo tên; `office_term` đọc ở đây.",
        },
        file: "leave/package.rhai",
        example: r#"fn office_terms() { #{ "approval": working_days(3) } }"#,
    },
    Hook {
        name: "letterhead",
        params: &[],
        place: Place::Package,
        said: Said {
            en: "What stands above and below a letter in the Word file: a map.",
            vi: "Phần đầu và phần ký của công văn trong tệp Word: một bảng.",
        },
        file: "leave/package.rhai",
        example: r#"fn letterhead() {
    #{
        superior: "TỈNH ỦY QUẢNG NGÃI", issuer: "BAN TỔ CHỨC", symbol: "CV/BTCTU", place: "Quảng Ngãi",
        signature: ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]
    }
}"#,
    },
    Hook {
        name: "kind",
        params: &[],
        place: Place::Kind,
        said: Said {
            en: "What a kind of case is: a map.", vi: "Loại hồ sơ này là gì: một bảng."
        },
        file: "leave/leave/kind.rhai",
        example: r#"fn kind() {
    #{
        title: "Đơn nghỉ phép", prefix: "NP", digits: 4, subject: "cadre", parent: "season", steps: ["asked", "decided"],
        fields: #{
            days: #{ title: "Số ngày", type: "number" },
            deputy: #{ title: "Người làm thay", type: "actor", of: ["cadre"] },
            places: #{ title: "Nơi đến", type: "list", item: #{ type: "text" } },
            legs: #{
                title: "Chặng đi", type: "list", columns: ["by", "on"],
                of: #{ by: #{ type: "choice", of: ["xe", "tàu"] }, on: #{ type: "date", optional: true } }
            }
        },
        retention: #{ "other": months(60) },
        outcomes: #{ "approved": "đồng ý", "refused": "không đồng ý" }
    }
}"#,
    },
    Hook {
        name: "title",
        params: &["c"],
        place: Place::Kind,
        said: Said {
            en: "The title of a case when it is opened.", vi: "Nội dung của hồ sơ khi mở."
        },
        file: "leave/leave/kind.rhai",
        example: "fn title(c) { `Đơn nghỉ phép của ${c.subject.name}` }",
    },
    Hook {
        name: "variation",
        params: &["c"],
        place: Place::Kind,
        said: Said {
            en: "The district whose rules apply to a case, or `()`.",
            vi: "Huyện có quy định riêng áp dụng cho hồ sơ, hoặc `()`.",
        },
        file: "leave/leave/kind.rhai",
        example: "fn variation(c) { c.subject.within }",
    },
    Hook {
        name: "changed",
        params: &["c", "name"],
        place: Place::Kind,
        said: Said {
            en: "A person has set a field: check it here, and refuse what cannot be.",
            vi: "Có người vừa ghi một mục: kiểm tra ở đây, từ chối điều không được phép.",
        },
        file: "leave/leave/kind.rhai",
        example: r#"fn changed(c, name) {
    if name == "days" && c.days > 12 { refuse("Nghỉ nhiều nhất 12 ngày", "Quy chế cơ quan"); }
}"#,
    },
    Hook {
        name: "start",
        params: &["c"],
        place: Place::Step,
        said: Said {
            en: "A case enters the step: add its tasks here.",
            vi: "Hồ sơ vào bước: thêm các việc của bước ở đây.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn start(c) {
    c.add_task("approval", #{
        title: "Duyệt đơn", owner: c.subject.parent, outcomes: ["approved", "refused"], needs: ["days"]
    });
}"#,
    },
    Hook {
        name: "opened",
        params: &["c", "t"],
        place: Place::Step,
        said: Said {
            en: "A task can be done from now on: give it its term here.",
            vi: "Một việc bắt đầu làm được: đặt thời hạn ở đây.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn opened(c, t) { t.set_term(office_term("approval"), t, "Quy chế cơ quan", #{ binding: true }); }"#,
    },
    Hook {
        name: "closed",
        params: &["c", "t"],
        place: Place::Step,
        said: Said {
            en: "A task was done: say here what follows from its outcome.",
            vi: "Một việc vừa xong: từ kết quả thì làm gì tiếp, ghi ở đây.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn closed(c, t) {
    if t.outcome == "refused" { c.close("refused"); }
}"#,
    },
    Hook {
        name: "expired",
        params: &["c", "t"],
        place: Place::Step,
        said: Said {
            en: "A term with `binding: true` has run out.",
            vi: "Thời hạn có `binding: true` đã hết.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn expired(c, t) { c.close("refused", "Quá hạn không trả lời"); }"#,
    },
    Hook {
        name: "blockers",
        params: &["c"],
        place: Place::Step,
        said: Said {
            en: "Nothing is owed any more: why the step cannot end yet. An array of `blocker(…)`; `[]` when it can.",
            vi: "Không còn việc nào phải làm: vì sao bước chưa kết thúc được. Mảng các `blocker(…)`; kết thúc được thì `[]`.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn blockers(c) {
    if c.deputy != () { return []; }
    [blocker("Chưa ghi người làm thay", "Quy chế cơ quan", c.subject)]
}"#,
    },
    Hook {
        name: "next",
        params: &["c"],
        place: Place::Step,
        said: Said {
            en: "The step ends: the name of the next one, or `()` when the case ends.",
            vi: "Bước kết thúc: tên bước tiếp theo, hoặc `()` khi hồ sơ kết thúc.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn next(c) { "decided" }"#,
    },
    Hook {
        name: "child_moved",
        params: &["c", "child"],
        place: Place::Step,
        said: Said {
            en: "Something happened to a case below this one.",
            vi: "Một hồ sơ bên trong vừa có diễn biến.",
        },
        file: "leave/season/step1.rhai",
        example: r#"fn child_moved(c, child) {
    if child.is_stuck { c.remark(`${child.id} đang bị kẹt`); }
}"#,
    },
    Hook {
        name: "child_closed",
        params: &["c", "child"],
        place: Place::Step,
        said: Said {
            en: "A case below this one has ended.", vi: "Một hồ sơ bên trong vừa kết thúc."
        },
        file: "leave/season/step1.rhai",
        example: r#"fn child_closed(c, child) { c.remark(`${child.id}: ${child.outcome}`); }"#,
    },
    Hook {
        name: "ladder",
        params: &["c", "t"],
        place: Place::Step,
        said: Said {
            en: "A task gets a due date: its reminders. An array of `rung(…)`.",
            vi: "Một việc vừa có hạn: các mức nhắc của nó. Mảng các `rung(…)`.",
        },
        file: "leave/package.rhai",
        example: r#"fn ladder(c, t) {
    [rung("due-soon", -2, "owner", "late"), rung("head", -1, "head", "late")]
}"#,
    },
    Hook {
        name: "recipients",
        params: &["c", "t", "role"],
        place: Place::Step,
        said: Said {
            en: "A reminder fires: who stands behind its role. An actor, an array of actors, or `()` for a role that the program knows itself.",
            vi: "Đến một mức nhắc: ai đứng sau vai này. Một cơ quan hoặc người, một mảng, hoặc `()` với vai chương trình tự biết.",
        },
        file: "leave/package.rhai",
        example: r#"fn recipients(c, t, role) {
    if role == "head" { [office()] }
}"#,
    },
    Hook {
        name: "extension_bound",
        params: &["c", "t"],
        place: Place::Step,
        said: Said {
            en: "How often and how far a term may be extended: a map.",
            vi: "Thời hạn được gia hạn mấy lần, thêm bao lâu: một bảng.",
        },
        file: "leave/package.rhai",
        example: "fn extension_bound(c, t) { #{ times: 1, total: working_days(2) } }",
    },
    Hook {
        name: "plan_move",
        params: &["c", "from"],
        place: Place::Step,
        said: Said {
            en: "A case with another edition, labelled `from`, is planned to come over: what this edition advises. A map, or `()`.",
            vi: "Lập kế hoạch chuyển một hồ sơ theo bản khác, nhãn `from`, sang bản này: bản này khuyên gì. Một bảng, hoặc `()`.",
        },
        file: "leave/leave/asked.rhai",
        example: r#"fn plan_move(c, from) {
    if c.days == () { #{ move: "now", class: "auto", why: "Đơn chưa có ý kiến" } }
}"#,
    },
    Hook {
        name: "migrated",
        params: &["c", "from"],
        place: Place::Step,
        said: Said {
            en: "A case has come over from another edition, labelled `from`.",
            vi: "Hồ sơ vừa chuyển từ bản khác, nhãn `from`, sang bản này.",
        },
        file: "leave/leave/asked.rhai",
        example: "fn migrated(c, from) { c.remark(`Chuyển từ bản ${from}`); }",
    },
    Hook {
        name: "job",
        params: &[],
        place: Place::Job,
        said: Said {
            en: "When a script in `jobs/` runs by itself: a map.",
            vi: "Kịch bản trong `jobs/` tự chạy lúc nào: một bảng.",
        },
        file: "jobs/unanswered.rhai",
        example: r#"fn job() { #{ at: "0 8 * * 1", working_days: true } }"#,
    },
    Hook {
        name: "args",
        params: &[],
        place: Place::Door,
        said: Said {
            en: "The arguments of a script that is run by hand: a map of fields.",
            vi: "Các tham số của kịch bản chạy tay: một bảng các mục.",
        },
        file: "bulk/remarks.rhai",
        example: r#"fn args() {
    #{
        text: #{ title: "Lưu ý", type: "text" },
        kinds: #{ title: "Loại hồ sơ", type: "list", item: #{ type: "text" }, optional: true, preset: [] },
        about: #{ title: "Đối tượng", type: "actor", of: "cadre", optional: true },
        legs: #{ title: "Chặng", type: "list", columns: ["by"], of: #{ by: #{ type: "text" } }, optional: true }
    }
}"#,
    },
    Hook {
        name: "main",
        params: &["a"],
        place: Place::Door,
        said: Said {
            en: "What a bulk or a scheduled script does; `a` has its arguments. Without arguments: `fn main()`.",
            vi: "Kịch bản hàng loạt hoặc theo lịch làm gì; `a` chứa các tham số. Không có tham số: `fn main()`.",
        },
        file: "bulk/remarks.rhai",
        example: r#"fn main(a) {
    for c in cases().of_kind("leave").open() { c.remark(a.text); }
}"#,
    },
];
