//! Reminders and messages.

use crate::domain::ids::{ActorId, TaskKey};
use crate::domain::message::{Message, MessageState};
use crate::flow;
use crate::script::fault::InScript as _;
use crate::script::handle::{Actor, Case, Date, Rung, Task};
use crate::script::map::{actor_code, wrong_value};
use crate::script::slot::{run, watch};
use rhai::plugin::*;
use rhai::{Array, Dynamic, EvalAltResult, Map, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// A message as scripts read it.
fn map_of(message: Message) -> Dynamic {
    let detail = match &message.state {
        MessageState::Folded(text)
        | MessageState::Delivered(text)
        | MessageState::Failed(text)
        | MessageState::Cancelled(text) => text.clone().into(),
        MessageState::Queued => Dynamic::UNIT,
    };
    let mut map = Map::new();
    let about = message.about.as_ref();
    let case = about.map_or(Dynamic::UNIT, |about| Dynamic::from(Case(about.case.clone())));
    let text = |text: &str| Dynamic::from(text.to_owned());
    for (name, value) in [
        ("key", text(&message.key)),
        ("form", text(message.form.name())),
        ("of_case", case),
        ("task", about.map_or(Dynamic::UNIT, |about| text(about.task.as_str()))),
        ("rung", about.map_or(Dynamic::UNIT, |about| text(&about.rung))),
        ("to", Dynamic::from(Actor(message.to.clone()))),
        ("subject", text(&message.subject)),
        ("state", text(message.state.name())),
        ("detail", detail),
        ("tries", i64::from(message.tries).into()),
    ] {
        map.insert(name.into(), value);
    }
    Dynamic::from(map)
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// Fires the reminders that are due today and queues their messages; gives how many. What is queued is delivered
    /// once the script has ended well.
    /// vi: Gửi các lời nhắc đến hạn hôm nay và cho biết bao nhiêu lời nhắc đã gửi. Thư chỉ rời đi khi kịch bản
    /// kết thúc tốt đẹp.
    /// ```rhai
    /// remind() == 0
    /// ```
    #[rhai_fn(return_raw)]
    pub fn remind(ctx: NativeCallContext) -> Answer<i64> {
        let run = run(&ctx)?;
        let fire = || flow::remind::fire_due(&run);
        let sweep = watch(&ctx).map_or_else(fire, |watch| watch.aside(fire)).in_script(&ctx)?;
        Ok(i64::try_from(sweep.sent()).unwrap_or(i64::MAX))
    }

    /// Queues a message to an actor: its name among the messages of the day, to whom, its summary line and its text.
    /// The same name to the same actor is queued once a day; gives whether it was queued now.
    /// vi: Gửi một thông báo: tên, nơi nhận, dòng tóm tắt, nội dung. Cùng tên, cùng nơi nhận thì mỗi ngày chỉ một
    /// lần; cho biết lần này có gửi không.
    /// ```rhai
    /// note("brief", "BTCTU", "Bản tin", "Hôm nay …") && !note("brief", "BTCTU", "Bản tin", "Hôm nay …")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn note(ctx: NativeCallContext, name: &str, to: Dynamic, subject: &str, body: &str) -> Answer<bool> {
        let run = run(&ctx)?;
        let name: TaskKey = name.parse().in_script(&ctx)?;
        let to: ActorId = match actor_code(&to) {
            Some(code) => flow::find::actor(&run, &[], &code).in_script(&ctx)?,
            None => return wrong_value("an actor", &to).in_script(&ctx),
        };
        flow::note::queue(&run, &name, &to, subject, body).in_script(&ctx)
    }

    /// The messages made on a day. An array of maps with `key`, `form` (`"letter"`, `"item"` of a
    /// digest, `"digest"`, `"note"`), `of_case`, `task`, `rung`, `to`, `subject`, `state`
    /// (`"queued"`, `"folded"` into a digest, `"delivered"`, `"failed"`, `"cancelled"`), `detail` (place, error, reason
    /// or digest) and `tries`.
    /// vi: Các thư lập trong một ngày. Mảng các bảng gồm `key`, `form` (`"letter"`, `"item"` là mục của bản tin
    /// ngày, `"digest"`, `"note"`), `of_case`, `task`, `rung`, `to`, `subject`, `state` (`"queued"`, `"folded"`
    /// là đã gộp, `"delivered"`, `"failed"`, `"cancelled"`), `detail` (nơi để, lỗi, lý do hoặc bản tin) và
    /// `tries`.
    /// ```rhai
    /// messages_on(today()).is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn messages_on(ctx: NativeCallContext, day: Date) -> Answer<Array> {
        let made = run(&ctx)?.tx().messages_made(day.0, day.0).in_script(&ctx)?;
        Ok(made.into_iter().map(map_of).collect())
    }

    /// The messages not delivered yet, of any day, as `messages_on` gives them.
    /// vi: Các thư chưa gửi được, của mọi ngày, ghi như `messages_on`.
    /// ```rhai
    /// messages_waiting().is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn messages_waiting(ctx: NativeCallContext) -> Answer<Array> {
        let waiting = run(&ctx)?.tx().messages_waiting().in_script(&ctx)?;
        Ok(waiting.into_iter().map(map_of).collect())
    }

    /// The reminders of owed tasks that reached nobody: an array of maps with `on`, `task` and `rung`.
    /// vi: Các lời nhắc không có nơi nhận: mảng các bảng gồm `on`, `task` và `rung`.
    /// ```rhai
    /// reaching_nobody().is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn reaching_nobody(ctx: NativeCallContext) -> Answer<Array> {
        let rows = run(&ctx)?.tx().unreached().in_script(&ctx)?;
        let map = |(on, at, rung): (chrono::NaiveDate, crate::store::TaskRef, String)| {
            let task = Task { case: at.case, key: at.key, turn: at.turn };
            let mut map = Map::new();
            map.insert("on".into(), Dynamic::from(Date(on)));
            map.insert("task".into(), Dynamic::from(task));
            map.insert("rung".into(), rung.into());
            Dynamic::from(map)
        };
        Ok(rows.into_iter().map(map).collect())
    }

    /// Adds a reminder to the task while its case runs.
    /// vi: Thêm một mức nhắc cho việc khi hồ sơ đang chạy.
    /// ```rhai
    /// t.add_rung(rung("third-letter", 8, "owner", "reminder-second")); t.rungs.contains("third-letter")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn add_rung(ctx: NativeCallContext, t: &mut Task, rung: Rung) -> Answer<()> {
        flow::ladder::add(&run(&ctx)?, &t.case, &t.key, &rung.0).map(|_| ()).in_script(&ctx)
    }

    /// The names of the reminders planned for the task, those that fired among them.
    /// vi: Tên các mức nhắc đã định cho việc, kể cả mức đã gửi.
    /// ```rhai
    /// t.rungs.contains("first-letter")
    /// ```
    #[rhai_fn(get = "rungs", pure, return_raw)]
    pub fn rungs(ctx: NativeCallContext, t: &mut Task) -> Answer<Array> {
        let task = run(&ctx)?.task(&t.case, &t.key).in_script(&ctx)?;
        let rungs = task.clock.into_iter().flat_map(|clock| clock.rungs);
        Ok(rungs.map(|rung| rung.name.into()).collect())
    }
}
