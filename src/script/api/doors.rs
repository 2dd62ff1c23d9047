//! The verbs of the doors, for bulk scripts, jobs and the REPL.

use super::{cases::settings_of, tasks};
use crate::clock::Now;
use crate::domain::actor::Succession;
use crate::domain::ids::CaseId;
use crate::flow::correct::RightFacts;
use crate::flow::{self, FlowError, Refusal, Run};
use crate::script::fault::{InScript as _, host_error};
use crate::script::handle::{Actor, Case, Date, Document};
use crate::script::map::{Reader, actor_code, wrong_value};
use crate::script::shapes;
use crate::script::slot::run;
use rhai::plugin::*;
use rhai::{Dynamic, EvalAltResult, Map, NativeCallContext};
use std::collections::BTreeMap;

type Answer<T> = Result<T, Box<EvalAltResult>>;

fn done(
    ctx: &NativeCallContext<'_>,
    case: &CaseId,
    key: &str,
    outcome: Option<&str>,
    facts: &Map,
) -> Answer<()> {
    let run = run(ctx)?;
    let key = flow::find::task(&run, case, key).in_script(ctx)?;
    let completion = tasks::completion(outcome, facts).in_script(ctx)?;
    flow::done::done(&run, case, &key, &completion).map(|_| ()).in_script(ctx)
}

fn right_facts(map: &Map) -> Result<RightFacts, FlowError> {
    let reader = Reader::new(map, "correct", shapes::CORRECT)?;
    let document = match reader.get("doc") {
        None => None,
        Some(value) => match value.read_lock::<Document>() {
            Some(document) => Some(document.0.reference.clone()),
            None => Some(crate::domain::document::DocumentRef::parse(&value.to_string())?),
        },
    };
    Ok(RightFacts { on: reader.find_date("on")?, document, note: reader.find_text("note")? })
}

fn succession(run: &Run, by: &Dynamic, facts: &Map) -> Result<Succession, FlowError> {
    let reader = Reader::new(facts, "succeed", shapes::SUCCESSION)?;
    let named = |value: &Dynamic| match actor_code(value) {
        Some(code) => flow::find::actor(run, &[], &code),
        None => wrong_value("an actor", value).map_err(Into::into),
    };
    let mut tasks = BTreeMap::new();
    for (task, by) in reader.find_map("tasks")?.iter().flatten() {
        tasks.insert(task.parse()?, named(by)?);
    }
    let on = reader.find_date("on")?.unwrap_or_else(|| run.today());
    Ok(Succession { by: named(by)?, tasks, on, basis: reader.text("basis")? })
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// Records a task of the case as done with its planned outcome.
    /// vi: Ghi một việc của hồ sơ đã xong với kết quả dự kiến.
    /// ```rhai
    /// c.add_task("call", #{ title: "Gọi", owner: "BTCTU" }); c.done("call"); c.task("call").is_done
    /// ```
    #[rhai_fn(name = "done", return_raw)]
    pub fn done_as_planned(ctx: NativeCallContext, c: &mut Case, task: &str) -> Answer<()> {
        done(&ctx, &c.0, task, None, &Map::new())
    }

    /// Records a task of the case as done with its planned outcome, and the day, the paper, a note, fields.
    /// vi: Ghi một việc của hồ sơ đã xong với kết quả dự kiến, kèm ngày, văn bản, ghi chú, các mục.
    /// ```rhai
    /// c.done("answer", #{ set: #{ offers: "21010-BT 1/3/2023" } }); c.outcome == "proposed"
    /// ```
    #[rhai_fn(name = "done", return_raw)]
    pub fn done_as_planned_with(ctx: NativeCallContext, c: &mut Case, task: &str, facts: Map) -> Answer<()> {
        done(&ctx, &c.0, task, None, &facts)
    }

    /// Records a task of the case as done with an outcome.
    /// vi: Ghi một việc của hồ sơ đã xong với một kết quả.
    /// ```rhai
    /// c.done("answer", "no-reply"); c.outcome == "no-reply"
    /// ```
    #[rhai_fn(name = "done", return_raw)]
    pub fn done_as(ctx: NativeCallContext, c: &mut Case, task: &str, outcome: &str) -> Answer<()> {
        done(&ctx, &c.0, task, Some(outcome), &Map::new())
    }

    /// Records a task of the case as done with an outcome, and the day, the paper, a note, fields.
    /// vi: Ghi một việc của hồ sơ đã xong với một kết quả, kèm ngày, văn bản, ghi chú, các mục.
    /// ```rhai
    /// c.done("answer", "proposed", #{ doc: "7-CV/HU 22/9/2022", set: #{ offers: "21010-BT 1/3/2023" } });
    /// c.offers.len() == 1
    /// ```
    #[rhai_fn(name = "done", return_raw)]
    pub fn done_with(
        ctx: NativeCallContext,
        c: &mut Case,
        task: &str,
        outcome: &str,
        facts: Map,
    ) -> Answer<()> {
        done(&ctx, &c.0, task, Some(outcome), &facts)
    }

    /// Corrects fields of the case with a reason; the old values stay in the history.
    /// vi: Đính chính các mục của hồ sơ, nêu lý do; giá trị cũ vẫn còn trong lịch sử.
    /// ```rhai
    /// c.correct(#{ reason: "Đã rà soát" }, "ghi thiếu"); c.reason == "Đã rà soát"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn correct(ctx: NativeCallContext, c: &mut Case, fields: Map, reason: &str) -> Answer<()> {
        let settings = settings_of(Some(fields)).in_script(&ctx)?;
        flow::correct::fields(&run(&ctx)?, &c.0, &settings, reason).in_script(&ctx)
    }

    /// Corrects facts of a task that was done, with a reason.
    /// vi: Đính chính thông tin của một việc đã xong, nêu lý do.
    /// ```rhai
    /// c.correct("letter", #{ on: "22/9/2022", doc: "02-CV/BTCTU 22/9/2022", note: "qua trục liên thông" }, "ghi nhầm");
    /// c.task("letter").document.number == "02"
    /// ```
    #[rhai_fn(name = "correct", return_raw)]
    pub fn correct_task(
        ctx: NativeCallContext,
        c: &mut Case,
        task: &str,
        facts: Map,
        reason: &str,
    ) -> Answer<()> {
        let run = run(&ctx)?;
        let key = flow::find::task(&run, &c.0, task).in_script(&ctx)?;
        let facts = right_facts(&facts).in_script(&ctx)?;
        flow::correct::task(&run, &c.0, &key, &facts, reason).in_script(&ctx)
    }

    /// Says who follows an actor that is no more; what it owes passes on. Gives how many tasks passed.
    /// vi: Ghi ai thay một cơ quan, một người không còn nữa; việc còn phải làm chuyển sang nơi ấy. Cho biết bao nhiêu
    /// việc đã chuyển.
    /// ```rhai
    /// let facts = #{ basis: "Giả định", on: today(), tasks: #{ ratification: "UBND" } };
    /// succeed(actor("522"), actor("BTVTU"), facts) >= 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn succeed(ctx: NativeCallContext, a: Actor, by: Dynamic, facts: Map) -> Answer<i64> {
        let run = run(&ctx)?;
        let succession = succession(&run, &by, &facts).in_script(&ctx)?;
        let passed = flow::succession::succeed(&run, &a.0, Some(succession), "").in_script(&ctx)?;
        Ok(i64::try_from(passed).unwrap_or(i64::MAX))
    }

    /// Moves the clock of a run that was started with `--now` to 08:00 of another day.
    /// vi: Chuyển đồng hồ của lần chạy có `--now` đến 8 giờ của một ngày khác.
    /// ```rhai
    /// set_today(date("3/10/2022")); today() == date("3/10/2022")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn set_today(ctx: NativeCallContext, day: Date) -> Answer<()> {
        run(&ctx)?.set_now(Now::on(day.0)).in_script(&ctx)
    }

    /// Ends a bulk script with these words; nothing of it is stored.
    /// vi: Dừng kịch bản hàng loạt với lời này; không có gì được ghi lại.
    /// ```rhai
    /// let failed = false;
    /// try { fail("Thiếu dữ liệu"); } catch { failed = true; }
    /// failed
    /// ```
    #[rhai_fn(return_raw)]
    pub fn fail(ctx: NativeCallContext, text: &str) -> Answer<()> {
        let refusal = Refusal::ByScript { text: text.to_owned(), basis: None };
        Err(host_error(refusal.into(), ctx.call_position()))
    }
}
