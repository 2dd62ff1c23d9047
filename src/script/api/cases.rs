//! Cases.

use crate::domain::case::Case as Row;
use crate::domain::ids::{CaseId, TaskKey};
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::domain::task::Need;
use crate::flow::fields::{Given, Setting};
use crate::flow::open::Opening;
use crate::flow::tasks::NewTask;
use crate::flow::{self, FlowError, Run};
use crate::script::convert::{to_json, to_script};
use crate::script::fault::InScript as _;
use crate::script::handle::{Actor, Blocker, Case, Date, Document, Task};
use crate::script::map::{Reader, actor_code, json_of, wrong_value};
use crate::script::shapes;
use crate::script::slot::run;
use rhai::plugin::*;
use rhai::{Array, Dynamic, EvalAltResult, Map, NativeCallContext};
use std::rc::Rc;

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// The row behind a handle.
fn row(ctx: &NativeCallContext<'_>, c: &Case) -> Answer<(Rc<Run>, Rc<Row>)> {
    let run = run(ctx)?;
    let row = run.case(&c.0).in_script(ctx)?;
    Ok((run, row))
}

fn day(date: Option<chrono::NaiveDate>) -> Dynamic {
    date.map_or(Dynamic::UNIT, |d| Dynamic::from(Date(d)))
}

fn text(text: Option<&str>) -> Dynamic {
    text.map_or(Dynamic::UNIT, |t| t.to_owned().into())
}

/// A field as scripts see it, or the fault that names those there are.
fn field_value(run: &Run, row: &Row, name: &str) -> Result<Dynamic, FlowError> {
    let kind = run.hooks().kind(run, &row.edition, &row.kind)?;
    match kind.field(name) {
        Some(spec) => Ok(to_script(&spec.kind, row.fields.get(name))),
        None => {
            let names = kind.fields.iter().map(|f| f.name.as_str()).chain(PROPERTIES);
            let near = flow::find::near(name, names);
            let of = format!("case of kind {}", row.kind);
            Err(ScriptFault::new(ScriptFaultKind::UnknownProperty { name: name.to_owned(), of, near }).into())
        }
    }
}

/// The properties every case has.
pub const PROPERTIES: [&str; 19] = [
    "id",
    "kind",
    "title",
    "subject",
    "parent",
    "step",
    "status",
    "outcome",
    "variation",
    "edition",
    "opened_on",
    "closed_on",
    "is_open",
    "children",
    "tasks",
    "documents",
    "remarks",
    "blockers",
    "is_stuck",
];

fn settings(map: &Map) -> Result<Vec<Setting>, ScriptFault> {
    map.iter()
        .map(|(name, value)| Ok(Setting { name: name.to_string(), given: Given::Value(json_of(value)?) }))
        .collect()
}

/// Opens a case for a script. `parent` may stand among the fields.
pub(super) fn open(
    run: &Rc<Run>,
    kind: &str,
    subject: &Dynamic,
    parent: Option<CaseId>,
    fields: &Map,
) -> Result<Case, FlowError> {
    let mut fields = fields.clone();
    let parent = match fields.remove("parent") {
        Some(value) => match value.read_lock::<Case>() {
            Some(case) => Some(case.0.clone()),
            None => Some(flow::find::case(run, &value.to_string())?),
        },
        None => parent,
    };
    let (package, kind) = flow::open::parse_kind(run, kind)?;
    let Some(code) = actor_code(subject) else { return wrong_value("an actor", subject).map_err(Into::into) };
    let subject = flow::find::actor(run, &[], &code)?;
    let opening = Opening { package, kind, subject, parent, settings: settings(&fields)? };
    flow::open::open(run, &opening).map(Case)
}

fn needs(items: &Array) -> Result<Vec<Need>, ScriptFault> {
    let read = |item: &Dynamic| {
        if let Ok(what) = item.clone().into_string() {
            return Ok(Need { what, outcomes: Vec::new() });
        }
        let Some(map) = item.read_lock::<Map>() else {
            return wrong_value("a text or a map among needs", item);
        };
        let reader = Reader::new(&map, "needs", shapes::NEED)?;
        Ok(Need { what: reader.text("what")?, outcomes: reader.texts("outcomes")? })
    };
    items.iter().map(read).collect()
}

fn new_task(run: &Run, key: &str, map: &Map) -> Result<NewTask, FlowError> {
    let reader = Reader::new(map, "add_task", shapes::TASK)?;
    let after = reader.texts("after")?;
    let after = after.iter().map(|key| key.parse::<TaskKey>().map_err(FlowError::from));
    Ok(NewTask {
        key: key.parse().map_err(FlowError::from)?,
        title: reader.text("title")?,
        owner: flow::find::actor(run, &[], &reader.actor("owner")?)?,
        outcomes: reader.texts("outcomes")?,
        needs: needs(&reader.array("needs")?)?,
        paper: reader.find_text("paper")?,
        after: after.collect::<Result<_, _>>()?,
        awaits: reader.find_text("awaits")?,
    })
}

/// The newest turn of a task as a handle.
pub(super) fn find(run: &Run, c: &CaseId, key: &str) -> Result<Option<Task>, FlowError> {
    let Ok(key) = key.parse::<TaskKey>() else { return Ok(None) };
    Ok(run.find_task(c, &key)?.map(|task| Task { case: c.clone(), key, turn: task.turn }))
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// The case's number.
    /// vi: Số hiệu của hồ sơ.
    /// ```rhai
    /// c.id == "VT-2022-001"
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn id(c: &mut Case) -> String {
        c.0.to_string()
    }

    /// The name of its kind.
    /// vi: Tên loại hồ sơ.
    /// ```rhai
    /// c.kind == "request"
    /// ```
    #[rhai_fn(get = "kind", pure, return_raw)]
    pub fn kind(ctx: NativeCallContext, c: &mut Case) -> Answer<String> {
        Ok(row(&ctx, c)?.1.kind.to_string())
    }

    /// What it is about, in one line.
    /// vi: Nội dung của hồ sơ, gọn trong một dòng.
    /// ```rhai
    /// c.title.len() > 0
    /// ```
    #[rhai_fn(get = "title", pure, return_raw)]
    pub fn title(ctx: NativeCallContext, c: &mut Case) -> Answer<String> {
        Ok(row(&ctx, c)?.1.title.clone())
    }

    /// The actor it is about.
    /// vi: Đối tượng của hồ sơ.
    /// ```rhai
    /// c.subject.id == "522"
    /// ```
    #[rhai_fn(get = "subject", pure, return_raw)]
    pub fn subject(ctx: NativeCallContext, c: &mut Case) -> Answer<Actor> {
        Ok(Actor(row(&ctx, c)?.1.subject.clone()))
    }

    /// The case it belongs below, or `()`.
    /// vi: Hồ sơ cấp trên mà hồ sơ này thuộc về, hoặc `()`.
    /// ```rhai
    /// c.parent.kind == "round"
    /// ```
    #[rhai_fn(get = "parent", pure, return_raw)]
    pub fn parent(ctx: NativeCallContext, c: &mut Case) -> Answer<Dynamic> {
        Ok(row(&ctx, c)?.1.parent.clone().map_or(Dynamic::UNIT, |id| Dynamic::from(Case(id))))
    }

    /// The step it stands in, or `()` once it has ended.
    /// vi: Bước hiện tại của hồ sơ, hoặc `()` khi đã kết thúc.
    /// ```rhai
    /// c.step == "step1"
    /// ```
    #[rhai_fn(get = "step", pure, return_raw)]
    pub fn step(ctx: NativeCallContext, c: &mut Case) -> Answer<Dynamic> {
        Ok(text(row(&ctx, c)?.1.step.as_ref().map(|s| s.as_str())))
    }

    /// `"open"`, `"suspended"` or `"closed"`.
    /// vi: Tình trạng của hồ sơ. `"open"` (đang mở), `"suspended"` (tạm dừng) hoặc `"closed"` (kết thúc).
    /// ```rhai
    /// c.status == "open"
    /// ```
    #[rhai_fn(get = "status", pure, return_raw)]
    pub fn status(ctx: NativeCallContext, c: &mut Case) -> Answer<String> {
        Ok(row(&ctx, c)?.1.status.name().to_owned())
    }

    /// Whether it is open: neither suspended nor closed.
    /// vi: Hồ sơ có đang mở không. Đang mở nghĩa là không tạm dừng và chưa kết thúc.
    /// ```rhai
    /// c.is_open
    /// ```
    #[rhai_fn(get = "is_open", pure, return_raw)]
    pub fn is_open(ctx: NativeCallContext, c: &mut Case) -> Answer<bool> {
        Ok(row(&ctx, c)?.1.status.name() == "open")
    }

    /// How it ended, or `()`.
    /// vi: Kết quả của hồ sơ, hoặc `()` khi chưa kết thúc.
    /// ```rhai
    /// c.outcome == ()
    /// ```
    #[rhai_fn(get = "outcome", pure, return_raw)]
    pub fn outcome(ctx: NativeCallContext, c: &mut Case) -> Answer<Dynamic> {
        Ok(text(row(&ctx, c)?.1.outcome.as_deref()))
    }

    /// The district whose variation applies, or `()`.
    /// vi: Huyện có quy định riêng áp dụng cho hồ sơ, hoặc `()`.
    /// ```rhai
    /// c.variation == "522"
    /// ```
    #[rhai_fn(get = "variation", pure, return_raw)]
    pub fn variation(ctx: NativeCallContext, c: &mut Case) -> Answer<Dynamic> {
        Ok(row(&ctx, c)?.1.variation.clone().map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id))))
    }

    /// The hash of the edition it keeps.
    /// vi: Mã của bản quy trình mà hồ sơ theo.
    /// ```rhai
    /// c.edition.len() == 64
    /// ```
    #[rhai_fn(get = "edition", pure, return_raw)]
    pub fn edition(ctx: NativeCallContext, c: &mut Case) -> Answer<String> {
        Ok(row(&ctx, c)?.1.edition.to_string())
    }

    /// The day it was opened.
    /// vi: Ngày mở hồ sơ.
    /// ```rhai
    /// c.opened_on <= today()
    /// ```
    #[rhai_fn(get = "opened_on", pure, return_raw)]
    pub fn opened_on(ctx: NativeCallContext, c: &mut Case) -> Answer<Date> {
        Ok(Date(row(&ctx, c)?.1.opened_on))
    }

    /// The day it ended, or `()`.
    /// vi: Ngày kết thúc, hoặc `()`.
    /// ```rhai
    /// c.closed_on == ()
    /// ```
    #[rhai_fn(get = "closed_on", pure, return_raw)]
    pub fn closed_on(ctx: NativeCallContext, c: &mut Case) -> Answer<Dynamic> {
        Ok(day(row(&ctx, c)?.1.closed_on))
    }

    /// Its papers, in the order in which they were recorded.
    /// vi: Các văn bản của hồ sơ, theo thứ tự ghi vào.
    /// ```rhai
    /// c.documents[0].number == "01"
    /// ```
    #[rhai_fn(get = "documents", pure, return_raw)]
    pub fn documents(ctx: NativeCallContext, c: &mut Case) -> Answer<Array> {
        let run = run(&ctx)?;
        let documents = run.tx().documents_of(&c.0).in_script(&ctx)?;
        Ok(documents.into_iter().map(|d| Dynamic::from(Document(Rc::new(d)))).collect())
    }

    /// Why its step cannot end yet: an array of blockers.
    /// vi: Vì sao bước hiện tại chưa kết thúc được: mảng các vướng mắc.
    /// ```rhai
    /// c.blockers.is_empty()
    /// ```
    #[rhai_fn(get = "blockers", pure, return_raw)]
    pub fn blockers_of(ctx: NativeCallContext, c: &mut Case) -> Answer<Array> {
        let run = run(&ctx)?;
        let blockers = run.hooks().blockers(&run, &c.0).in_script(&ctx)?;
        Ok(blockers.into_iter().map(|blocker| Dynamic::from(Blocker(blocker))).collect())
    }

    /// Whether it is open but nothing in it, nor in a case below it, can be done now.
    /// vi: Hồ sơ có bị kẹt không. Bị kẹt là đang mở mà không còn việc nào làm được, kể cả trong các hồ sơ bên
    /// trong.
    /// ```rhai
    /// !c.is_stuck
    /// ```
    #[rhai_fn(get = "is_stuck", pure, return_raw)]
    pub fn is_stuck(ctx: NativeCallContext, c: &mut Case) -> Answer<bool> {
        flow::find::is_stuck(&run(&ctx)?, &c.0).in_script(&ctx)
    }

    /// The remarks on it, oldest first, as texts.
    /// vi: Các lưu ý của hồ sơ, dạng văn bản, cũ trước mới sau.
    /// ```rhai
    /// c.remark("Đã gọi điện thoại"); c.remarks.len() == 1
    /// ```
    #[rhai_fn(get = "remarks", pure, return_raw)]
    pub fn remarks(ctx: NativeCallContext, c: &mut Case) -> Answer<Array> {
        Ok(row(&ctx, c)?.1.remarks.iter().map(|r| r.text.clone().into()).collect())
    }

    /// A field of the case, by the name its kind declares: `c.offers` reads the field `offers`.
    /// vi: Một mục của hồ sơ, theo tên khai báo ở loại hồ sơ: `c.offers` đọc mục `offers`.
    /// ```rhai
    /// c.offers.is_empty()
    /// ```
    #[rhai_fn(index_get, pure, return_raw)]
    pub fn field(ctx: NativeCallContext, c: &mut Case, name: &str) -> Answer<Dynamic> {
        let (run, row) = row(&ctx, c)?;
        field_value(&run, &row, name).in_script(&ctx)
    }

    /// Sets a field: `c.reason = "…"`. The value is checked against the field's type; `()` unsets it.
    /// vi: Ghi một mục: `c.reason = "…"`. Giá trị được kiểm tra theo kiểu của mục; `()` là xóa mục.
    /// ```rhai
    /// c.reason = "Chờ kiện toàn nhân sự"; c.reason == "Chờ kiện toàn nhân sự"
    /// ```
    #[rhai_fn(index_set, return_raw)]
    pub fn set_field(ctx: NativeCallContext, c: &mut Case, name: &str, value: Dynamic) -> Answer<()> {
        // After `c.tasks.open()` Rhai hands a property back; those that nobody can set are passed over.
        if PROPERTIES.contains(&name) {
            return Err(Box::new(EvalAltResult::ErrorIndexingType(
                format!("Case.{name} = …"),
                ctx.call_position(),
            )));
        }
        let run = run(&ctx)?;
        let json = json_of(&value).in_script(&ctx)?;
        let setting = Setting { name: name.to_owned(), given: Given::Value(json) };
        flow::fields::set_by_script(&run, &c.0, &setting).in_script(&ctx)
    }

    /// Sets a field whose name is in a variable.
    /// vi: Ghi một mục khi tên mục nằm trong một biến.
    /// ```rhai
    /// c.set("reason", "Chờ ý kiến"); c.reason == "Chờ ý kiến"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn set(ctx: NativeCallContext, c: &mut Case, name: &str, value: Dynamic) -> Answer<()> {
        set_field(ctx, c, name, value)
    }

    /// Changes the case's title.
    /// vi: Đổi nội dung (tên) của hồ sơ.
    /// ```rhai
    /// c.set_title("Đề nghị đề xuất vị trí"); c.title == "Đề nghị đề xuất vị trí"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn set_title(ctx: NativeCallContext, c: &mut Case, title: &str) -> Answer<()> {
        let run = run(&ctx)?;
        if run.case(&c.0).in_script(&ctx)?.title != title {
            let event = crate::domain::event::Event::TitleSet { title: title.to_owned() };
            flow::act(&run, || run.record(Some(&c.0), event).map(|_| ())).in_script(&ctx)?;
        }
        Ok(())
    }

    /// Adds a task to the present step. A key may come again once its last task has ended: that is the next turn.
    /// vi: Thêm một việc vào bước hiện tại. Việc đã kết thúc thì có thể thêm lại cùng tên: đó là lượt sau.
    /// ```rhai
    /// c.add_task("visit", #{ title: "Chờ lịch làm việc", owner: "BTCTU", awaits: "lịch của huyện" });
    /// let t = c.add_task("minutes", #{
    ///     title: "Lập biên bản", owner: "BTCTU", paper: "BB", after: ["visit"], outcomes: ["agreed", "not-agreed"],
    ///     needs: ["document", #{ what: "reason", outcomes: ["not-agreed"] }]
    /// });
    /// t.state == "waiting"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn add_task(ctx: NativeCallContext, c: &mut Case, key: &str, task: Map) -> Answer<Task> {
        let run = run(&ctx)?;
        let new = new_task(&run, key, &task).in_script(&ctx)?;
        flow::tasks::add(&run, &c.0, new).in_script(&ctx)?;
        self::task(ctx, c, key)
    }

    /// The task of this key, the newest if there were several; an error when there is none.
    /// vi: Việc mang tên này, lượt mới nhất; không có thì báo lỗi.
    /// ```rhai
    /// c.task("answer").is_open
    /// ```
    #[rhai_fn(return_raw)]
    pub fn task(ctx: NativeCallContext, c: &mut Case, key: &str) -> Answer<Task> {
        let run = run(&ctx)?;
        if let Some(task) = find(&run, &c.0, key).in_script(&ctx)? {
            return Ok(task);
        }
        flow::find::task(&run, &c.0, key).map(|key| Task { case: c.0.clone(), key, turn: 1 }).in_script(&ctx)
    }

    /// The task of this key, the newest if there were several; `()` when there is none.
    /// vi: Việc mang tên này, lượt mới nhất; không có thì cho `()`.
    /// ```rhai
    /// c.find_task("nothing") == ()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn find_task(ctx: NativeCallContext, c: &mut Case, key: &str) -> Answer<Dynamic> {
        let found = find(run(&ctx)?.as_ref(), &c.0, key).in_script(&ctx)?;
        Ok(found.map_or(Dynamic::UNIT, Dynamic::from))
    }

    /// Whether the case has, or had, a task of this key.
    /// vi: Hồ sơ có hoặc đã từng có việc mang tên này không.
    /// ```rhai
    /// c.has_task("letter")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn has_task(ctx: NativeCallContext, c: &mut Case, key: &str) -> Answer<bool> {
        Ok(find(run(&ctx)?.as_ref(), &c.0, key).in_script(&ctx)?.is_some())
    }

    /// Opens a case below this one.
    /// vi: Mở một hồ sơ bên trong hồ sơ này.
    /// ```rhai
    /// c.parent.open_child("request", "524").kind == "request"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn open_child(ctx: NativeCallContext, c: &mut Case, kind: &str, subject: Dynamic) -> Answer<Case> {
        open(&run(&ctx)?, kind, &subject, Some(c.0.clone()), &Map::new()).in_script(&ctx)
    }

    /// Opens a case below this one, with fields.
    /// vi: Mở một hồ sơ bên trong hồ sơ này, ghi sẵn các mục.
    /// ```rhai
    /// c.parent.open_child("request", "524", #{ reason: "Bổ sung" }).reason == "Bổ sung"
    /// ```
    #[rhai_fn(name = "open_child", return_raw)]
    pub fn open_child_with(
        ctx: NativeCallContext,
        c: &mut Case,
        kind: &str,
        subject: Dynamic,
        fields: Map,
    ) -> Answer<Case> {
        open(&run(&ctx)?, kind, &subject, Some(c.0.clone()), &fields).in_script(&ctx)
    }

    /// Adds a remark for the reader of the case.
    /// vi: Ghi một lưu ý cho người xem hồ sơ.
    /// ```rhai
    /// c.remark("Huyện hẹn trả lời trong tuần"); c.remarks.len() == 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn remark(ctx: NativeCallContext, c: &mut Case, text: &str) -> Answer<()> {
        flow::close::remark(&run(&ctx)?, &c.0, text).in_script(&ctx)
    }

    /// Ends the case with an outcome. What is still owed in it is cancelled.
    /// vi: Kết thúc hồ sơ với một kết quả. Việc nào còn phải làm thì bị hủy.
    /// ```rhai
    /// c.close("no-reply"); c.outcome == "no-reply"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn close(ctx: NativeCallContext, c: &mut Case, outcome: &str) -> Answer<()> {
        flow::close::close(&run(&ctx)?, &c.0, outcome, None).in_script(&ctx)
    }

    /// Ends the case with an outcome and a reason.
    /// vi: Kết thúc hồ sơ với một kết quả và lý do.
    /// ```rhai
    /// c.close("not-applicable", "Không có đơn vị hành chính cấp xã"); c.status == "closed"
    /// ```
    #[rhai_fn(name = "close", return_raw)]
    pub fn close_because(ctx: NativeCallContext, c: &mut Case, outcome: &str, reason: &str) -> Answer<()> {
        flow::close::close(&run(&ctx)?, &c.0, outcome, Some(reason)).in_script(&ctx)
    }

    /// Withdraws the case and what is open below it, with a reason.
    /// vi: Rút hồ sơ cùng các hồ sơ đang mở bên trong, nêu lý do.
    /// ```rhai
    /// c.withdraw("Đề nghị gửi nhầm"); c.outcome == "withdrawn"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn withdraw(ctx: NativeCallContext, c: &mut Case, reason: &str) -> Answer<()> {
        flow::close::withdraw(&run(&ctx)?, &c.0, reason).in_script(&ctx)
    }

    /// Suspends the case: its clocks stand still.
    /// vi: Tạm dừng hồ sơ: các thời hạn ngừng tính.
    /// ```rhai
    /// c.suspend("Chờ Đại hội"); c.status == "suspended"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn suspend(ctx: NativeCallContext, c: &mut Case, reason: &str) -> Answer<()> {
        flow::suspend::suspend(&run(&ctx)?, &c.0, reason).in_script(&ctx)
    }

    /// Resumes a suspended case.
    /// vi: Tiếp tục hồ sơ đang tạm dừng.
    /// ```rhai
    /// c.suspend("Chờ Đại hội"); c.resume(); c.status == "open"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn resume(ctx: NativeCallContext, c: &mut Case) -> Answer<()> {
        flow::suspend::resume(&run(&ctx)?, &c.0).in_script(&ctx)
    }

    /// Cancels every task still owed in the case.
    /// vi: Hủy mọi việc còn phải làm của hồ sơ.
    /// ```rhai
    /// let k = c.parent.add_task("call", #{ title: "Gọi", owner: "BTCTU" });
    /// c.parent.cancel_tasks("Không cần nữa"); k.state == "cancelled"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn cancel_tasks(ctx: NativeCallContext, c: &mut Case, reason: &str) -> Answer<()> {
        flow::tasks::cancel_all(&run(&ctx)?, &c.0, reason).in_script(&ctx)
    }

    /// Whether two handles name the same case.
    /// vi: Có phải cùng một hồ sơ không.
    /// ```rhai
    /// c == find_case(c.id)
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn equals(a: &mut Case, b: Case) -> bool {
        a.0 == b.0
    }

    /// Whether two handles name different cases.
    /// vi: Có phải hai hồ sơ khác nhau không.
    /// ```rhai
    /// c != c.parent
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn differs(a: &mut Case, b: Case) -> bool {
        a.0 != b.0
    }

    /// The case's number, for printing.
    /// vi: Số hiệu của hồ sơ, để in ra.
    /// ```rhai
    /// `${c}` == "VT-2022-001"
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn to_text(c: &mut Case) -> String {
        c.0.to_string()
    }

    /// The case of this number, or `()`.
    /// vi: Hồ sơ mang số hiệu này; không có thì cho `()`.
    /// ```rhai
    /// find_case("VT-2022-999") == ()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn find_case(ctx: NativeCallContext, id: &str) -> Answer<Dynamic> {
        let Ok(id) = id.trim().to_uppercase().parse::<CaseId>() else { return Ok(Dynamic::UNIT) };
        let found = run(&ctx)?.find_case(&id).in_script(&ctx)?;
        Ok(found.map_or(Dynamic::UNIT, |case| Dynamic::from(Case(case.id.clone()))))
    }

    /// Opens a case.
    /// vi: Mở một hồ sơ.
    /// ```rhai
    /// open_case("round", "BTCTU").kind == "round"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn open_case(ctx: NativeCallContext, kind: &str, subject: Dynamic) -> Answer<Case> {
        open(&run(&ctx)?, kind, &subject, None, &Map::new()).in_script(&ctx)
    }

    /// Opens a case with fields; `parent` among them names the case it belongs below.
    /// vi: Mở một hồ sơ, ghi sẵn các mục; `parent` là hồ sơ cấp trên của nó.
    /// ```rhai
    /// open_case("request", "524", #{ parent: c.parent }).subject.id == "524"
    /// ```
    #[rhai_fn(name = "open_case", return_raw)]
    pub fn open_case_with(ctx: NativeCallContext, kind: &str, subject: Dynamic, fields: Map) -> Answer<Case> {
        open(&run(&ctx)?, kind, &subject, None, &fields).in_script(&ctx)
    }
}

/// What a script may put into `--set`-like maps.
pub(super) fn settings_of(map: Option<Map>) -> Result<Vec<Setting>, ScriptFault> {
    let Some(map) = map else { return Ok(Vec::new()) };
    map.iter()
        .map(|(name, value)| {
            let given = match value.clone().into_string() {
                Ok(text) => Given::Typed(text),
                Err(_) => Given::Value(to_json(value).unwrap_or_default()),
            };
            Ok(Setting { name: name.to_string(), given })
        })
        .collect()
}
