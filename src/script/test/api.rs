//! The functions that only tests have. The doc comments are their reference; each example is run as a test.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "the export macro makes such code")]

use super::expect::{self, Wanted};
use super::runner::case_of;
use crate::clock::Now;
use crate::domain::actor::{Actor as Row, ActorKind};
use crate::domain::ids::{ActorId, CaseId};
use crate::flow::{self, FlowError, Run};
use crate::script::fault::{InScript as _, refusal};
use crate::script::handle::{Actor, Case, Date};
use crate::script::map::{actor_code, json_of, wrong_value};
use crate::script::slot::{run, world};
use chrono::NaiveDate;
use rhai::plugin::*;
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, Map, Module, NativeCallContext};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// How many days a test may wait at once.
const LONGEST_WAIT: i64 = 2000;

/// The functions as a module.
pub fn module() -> Module {
    rhai::exported_module!(api)
}

/// A day, given as a date or as text.
fn day_of(ctx: &NativeCallContext<'_>, value: &Dynamic) -> Answer<NaiveDate> {
    if let Some(date) = value.read_lock::<Date>() {
        return Ok(date.0);
    }
    let typed = value.clone().into_string().ok();
    match typed.as_deref().and_then(crate::domain::day::parse) {
        Some(day) => Ok(day),
        None => wrong_value("a date", value).in_script(ctx),
    }
}

/// The run, with a note of the case that the test looks at.
fn look(ctx: &NativeCallContext<'_>, c: &Case) -> Answer<Rc<Run>> {
    let (run, (_, world)) = (run(ctx)?, world(ctx)?);
    world.look_at(&run, c.0.clone());
    Ok(run)
}

fn texts(ctx: &NativeCallContext<'_>, items: &Array) -> Answer<Vec<String>> {
    let text = |item: &Dynamic| match item.clone().into_string() {
        Ok(text) => Ok(text),
        Err(_) => wrong_value("an array of texts", item).in_script(ctx),
    };
    items.iter().map(text).collect()
}

/// A text, or an empty one for `()`.
fn text_or_none(ctx: &NativeCallContext<'_>, value: &Dynamic) -> Answer<String> {
    match value.clone().into_string() {
        Ok(text) => Ok(text),
        Err(_) if value.is_unit() => Ok(String::new()),
        Err(_) => wrong_value("a text or ()", value).in_script(ctx),
    }
}

/// The facts of an actor in a map, besides what it is and where it belongs.
fn set_actor(run: &Rc<Run>, code: &str, map: &Map) -> Result<Actor, FlowError> {
    let id: ActorId = code.parse()?;
    let mut facts = map.clone();
    let mut take = |key: &str| facts.remove(key).filter(|value| !value.is_unit());
    let (kind, name, parent) = (take("kind"), take("name"), take("parent"));
    let parent = match &parent {
        Some(value) => match actor_code(value) {
            Some(code) => Some(flow::find::actor(run, &[], &code)?),
            None => return wrong_value("parent of set_actor: an actor", value).map_err(Into::into),
        },
        None => None,
    };
    if run.find_actor(&id)?.is_none() {
        let wanted = "kind of set_actor: a kind of actor";
        let given = kind.unwrap_or_default();
        let Some(kind) = given.clone().into_string().ok().and_then(|kind| ActorKind::find(&kind)) else {
            return wrong_value(wanted, &given).map_err(Into::into);
        };
        let actor = Row {
            id: id.clone(),
            kind,
            also: Vec::new(),
            name: code.to_owned(),
            aliases: Vec::new(),
            parent: parent.clone(),
            fields: BTreeMap::new(),
            succession: None,
        };
        flow::actors::set(run, actor)?;
    }
    let mut fields: Vec<(String, Value)> = Vec::new();
    for (key, value) in
        name.iter().map(|name| ("name", name)).chain(facts.iter().map(|(k, v)| (k.as_str(), v)))
    {
        fields.push((key.to_owned(), json_of(value)?));
    }
    flow::actors::set_fields(run, &id, parent.as_ref(), &fields)?;
    Ok(Actor(id))
}

fn reminded(ctx: &NativeCallContext<'_>, c: &Case, task: &str, wanted: &Wanted<'_>) -> Answer<()> {
    expect::reminder(look(ctx, c)?.as_ref(), &c.0, task, wanted).in_script(ctx)
}

fn checked(
    ctx: &NativeCallContext<'_>,
    c: &Case,
    check: impl FnOnce(&Rc<Run>, &CaseId) -> Result<(), FlowError>,
) -> Answer<()> {
    check(&look(ctx, c)?, &c.0).in_script(ctx)
}

/// Functions of the noun.
#[export_module]
mod api {
    /// Moves the clock of the test to 08:00 of a day; nothing else happens. A test starts on the day from which its
    /// package is valid.
    /// vi: Chuyển đồng hồ của bài kiểm tra đến 8 giờ của một ngày; ngoài ra không có gì xảy ra. Bài kiểm tra bắt
    /// đầu vào ngày quy trình có hiệu lực.
    /// ```rhai
    /// on("2022-10-03"); expect_equal(today(), date("2022-10-03"));
    /// ```
    #[rhai_fn(return_raw)]
    pub fn on(ctx: NativeCallContext, day: Dynamic) -> Answer<()> {
        let day = day_of(&ctx, &day)?;
        run(&ctx)?.set_now(Now::on(day)).in_script(&ctx)
    }

    /// Lives through the days up to a later one. Each morning reminders are sent and binding terms run out, as they do
    /// in the office.
    /// vi: Sống qua từng ngày cho đến một ngày sau: mỗi sáng gửi lời nhắc và xử lý thời hạn bắt buộc, như ở cơ
    /// quan.
    /// ```rhai
    /// wait_until("2022-10-14"); expect_reminder(c, "answer", "first-letter");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn wait_until(ctx: NativeCallContext, day: Dynamic) -> Answer<()> {
        let until = day_of(&ctx, &day)?;
        let (run, (_, world)) = (run(&ctx)?, world(&ctx)?);
        let days = (until - run.today()).num_days();
        if !(1..=LONGEST_WAIT).contains(&days) {
            return wrong_value("a later day", &day).in_script(&ctx);
        }
        world.live_until(&run, until).in_script(&ctx)
    }

    /// Adds an actor, or changes one: `kind`, `name`, `parent`, and any facts. The units, bodies and agencies of the
    /// province are there already.
    /// vi: Thêm hoặc sửa một cơ quan, một người: `kind`, `name`, `parent` và mọi thông tin khác. Các đơn vị, cơ
    /// quan của tỉnh đã có sẵn.
    /// ```rhai
    /// set_actor("CB01", #{ kind: "cadre", name: "Cán bộ Số 01", parent: "SNV", gender: "Nữ" });
    /// expect_equal(actor("CB01").parent.id, "SNV");
    /// ```
    #[rhai_fn(name = "set_actor", return_raw)]
    pub fn add_actor(ctx: NativeCallContext, code: &str, facts: Map) -> Answer<Actor> {
        set_actor(&run(&ctx)?, code, &facts).in_script(&ctx)
    }

    /// Expects that what a function does is refused, in words that contain a text. Nothing of it is kept.
    /// vi: Kiểm tra rằng điều một hàm làm bị từ chối, lời từ chối có đoạn chữ này. Không có gì được giữ lại.
    /// ```rhai
    /// refused(|| c.done("answer", "propsed"), "propsed"); expect_open(c, ["answer"]);
    /// ```
    #[rhai_fn(return_raw)]
    pub fn refused(ctx: NativeCallContext, act: FnPtr, text: &str) -> Answer<()> {
        let (slot, world) = world(&ctx)?;
        world.keep(&slot).in_script(&ctx)?;
        let result = act.call_within_context::<Dynamic>(&ctx, ());
        let refusal = result.as_ref().err().and_then(|error| refusal(error));
        let about = refusal.as_ref().and_then(case_of).or(world.seen(run(&ctx)?.as_ref()));
        world.drop_run(&slot).in_script(&ctx)?;
        if let Some(case) = about {
            world.look_at(run(&ctx)?.as_ref(), case);
        }
        match result {
            Ok(_) => {
                let none = String::new;
                expect::unexpected("refusal", none(), text.to_owned(), none()).in_script(&ctx)
            }
            Err(error) => match refusal {
                Some(refusal) => expect::refusal(&refusal, text).in_script(&ctx),
                None => Err(error),
            },
        }
    }

    /// Expects that something holds.
    /// vi: Kiểm tra rằng một điều là đúng.
    /// ```rhai
    /// expect(c.task("letter").is_done);
    /// ```
    #[rhai_fn(name = "expect", return_raw)]
    pub fn expect_true(ctx: NativeCallContext, holds: bool) -> Answer<()> {
        if holds {
            return Ok(());
        }
        expect::unexpected("holds", String::new(), "true".to_owned(), "false".to_owned()).in_script(&ctx)
    }

    /// Expects that a value is another; handles are equal when they name the same thing.
    /// vi: Kiểm tra rằng một giá trị bằng giá trị khác.
    /// ```rhai
    /// expect_equal(c.task("answer").owner, actor("522"));
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_equal(ctx: NativeCallContext, found: Dynamic, expected: Dynamic) -> Answer<()> {
        expect::equal(String::new(), &found, &expected).in_script(&ctx)
    }

    /// Expects the due date of a task; `()` for a task without a term.
    /// vi: Kiểm tra hạn của một việc; `()` là không có thời hạn.
    /// ```rhai
    /// expect_due(c, "answer", "2022-10-13");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_due(ctx: NativeCallContext, c: Case, task: &str, day: Dynamic) -> Answer<()> {
        let day = if day.is_unit() { None } else { Some(day_of(&ctx, &day)?) };
        checked(&ctx, &c, |run, case| expect::due(run, case, task, day))
    }

    /// Expects the step in which a case stands; `()` once it has ended.
    /// vi: Kiểm tra bước hiện tại của hồ sơ; `()` là đã kết thúc.
    /// ```rhai
    /// expect_step(c.parent, "step1");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_step(ctx: NativeCallContext, c: Case, step: Dynamic) -> Answer<()> {
        let step = text_or_none(&ctx, &step)?;
        checked(&ctx, &c, |run, case| expect::step(run, case, &step))
    }

    /// Expects that a case is `"open"`, `"suspended"` or `"closed"`.
    /// vi: Kiểm tra rằng hồ sơ ở tình trạng `"open"`, `"suspended"` hoặc `"closed"`.
    /// ```rhai
    /// expect_status(c, "open");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_status(ctx: NativeCallContext, c: Case, status: &str) -> Answer<()> {
        checked(&ctx, &c, |run, case| expect::status(run, case, status))
    }

    /// Expects how a case ended; `()` while it runs.
    /// vi: Kiểm tra kết quả của hồ sơ; `()` là đang chạy.
    /// ```rhai
    /// c.done("answer", "no-reply"); expect_outcome(c, "no-reply");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_outcome(ctx: NativeCallContext, c: Case, outcome: Dynamic) -> Answer<()> {
        let outcome = text_or_none(&ctx, &outcome)?;
        checked(&ctx, &c, |run, case| expect::outcome(run, case, &outcome))
    }

    /// Expects the value of a field; `()` for an unset one.
    /// vi: Kiểm tra giá trị của một mục; `()` là chưa ghi.
    /// ```rhai
    /// c.done("answer", "registered-next-year"); expect_field(c, "deferred_to_year", 2023);
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_field(ctx: NativeCallContext, c: Case, name: &str, value: Dynamic) -> Answer<()> {
        checked(&ctx, &c, |run, case| expect::field(run, case, name, &value))
    }

    /// Expects the keys of all tasks that can be done now, in any order.
    /// vi: Kiểm tra tên tất cả các việc làm được ngay, thứ tự bất kỳ.
    /// ```rhai
    /// expect_open(c, ["answer"]);
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_open(ctx: NativeCallContext, c: Case, keys: Array) -> Answer<()> {
        let keys = texts(&ctx, &keys)?;
        checked(&ctx, &c, |run, case| expect::tasks(run, case, "open", &keys))
    }

    /// Expects the keys of all tasks that are owed, those that wait for others among them, in any order.
    /// vi: Kiểm tra tên tất cả các việc còn phải làm, kể cả việc đang chờ, thứ tự bất kỳ.
    /// ```rhai
    /// expect_owed(c, ["answer"]);
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_owed(ctx: NativeCallContext, c: Case, keys: Array) -> Answer<()> {
        let keys = texts(&ctx, &keys)?;
        checked(&ctx, &c, |run, case| expect::tasks(run, case, "owed", &keys))
    }

    /// Expects a blocker of a case whose words contain a text.
    /// vi: Kiểm tra rằng hồ sơ có một vướng mắc chứa đoạn chữ này.
    /// ```rhai
    /// expect_blocker(c.parent, "chưa trả lời");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_blocker(ctx: NativeCallContext, c: Case, text: &str) -> Answer<()> {
        checked(&ctx, &c, |run, case| expect::blocker(run, case, text))
    }

    /// Expects that nothing but its tasks keeps a case in its step.
    /// vi: Kiểm tra rằng ngoài các việc, không có gì giữ hồ sơ lại ở bước.
    /// ```rhai
    /// expect_no_blocker(c);
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_no_blocker(ctx: NativeCallContext, c: Case) -> Answer<()> {
        checked(&ctx, &c, expect::no_blocker)
    }

    /// Expects a remark on a case that contains a text.
    /// vi: Kiểm tra rằng hồ sơ có một lưu ý chứa đoạn chữ này.
    /// ```rhai
    /// c.remark("Huyện hẹn trả lời trong tuần"); expect_remark(c, "trong tuần");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_remark(ctx: NativeCallContext, c: Case, text: &str) -> Answer<()> {
        checked(&ctx, &c, |run, case| expect::remark(run, case, text))
    }

    /// Expects a paper of a case, by its number and symbol, with or without its day.
    /// vi: Kiểm tra rằng hồ sơ có một văn bản mang số, ký hiệu này, có hoặc không có ngày.
    /// ```rhai
    /// expect_paper(c, "01-CV/BTCTU");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_paper(ctx: NativeCallContext, c: Case, text: &str) -> Answer<()> {
        checked(&ctx, &c, |run, case| expect::paper(run, case, text))
    }

    /// Expects that a reminder of a task was made.
    /// vi: Kiểm tra rằng đã lập một lời nhắc của việc.
    /// ```rhai
    /// wait_until("2022-10-11"); expect_reminder(c, "answer", "before-due");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_reminder(ctx: NativeCallContext, c: Case, task: &str, rung: &str) -> Answer<()> {
        reminded(&ctx, &c, task, &Wanted { rung, on: None, to: None })
    }

    /// Expects that a reminder of a task was made on a day, to an actor.
    /// vi: Kiểm tra rằng đã lập một lời nhắc của việc, vào một ngày, gửi một nơi.
    /// ```rhai
    /// wait_until("2022-10-20"); expect_reminder(c, "answer", "first-letter", "2022-10-14", "522");
    /// ```
    #[rhai_fn(name = "expect_reminder", return_raw)]
    pub fn expect_reminder_to(
        ctx: NativeCallContext,
        c: Case,
        task: &str,
        rung: &str,
        day: Dynamic,
        to: Dynamic,
    ) -> Answer<()> {
        let on = Some(day_of(&ctx, &day)?);
        let Some(to) = actor_code(&to) else { return wrong_value("an actor", &to).in_script(&ctx) };
        reminded(&ctx, &c, task, &Wanted { rung, on, to: Some(&to) })
    }

    /// Expects that no reminder of a task was made.
    /// vi: Kiểm tra rằng chưa lập lời nhắc nào của việc.
    /// ```rhai
    /// wait_until("2022-10-10"); expect_no_reminder(c, "answer");
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expect_no_reminder(ctx: NativeCallContext, c: Case, task: &str) -> Answer<()> {
        checked(&ctx, &c, |run, case| expect::no_reminder(run, case, task))
    }
}
