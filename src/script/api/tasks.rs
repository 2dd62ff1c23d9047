//! Tasks.

use super::cases::settings_of;
use crate::domain::deadline::{Expiry, Moment};
use crate::domain::document::DocumentRef;
use crate::domain::task::Task as Row;
use crate::flow::done::Completion;
use crate::flow::term::{From, NewTerm};
use crate::flow::{self, FlowError, Run};
use crate::script::fault::InScript as _;
use crate::script::handle::{Actor, Case, Date, Document, Task, Term};
use crate::script::map::{Reader, actor_code, wrong_value};
use crate::script::shapes;
use crate::script::slot::run;
use rhai::plugin::*;
use rhai::{Array, Dynamic, EvalAltResult, Map, NativeCallContext};
use std::rc::Rc;

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// The words for a due date that rests on a default of the office.
pub const OFFICE_DEFAULT: &str = "hạn mặc định của cơ quan";

/// The row behind a handle.
fn row(ctx: &NativeCallContext<'_>, t: &Task) -> Answer<Row> {
    let run = run(ctx)?;
    let last = run.task(&t.case, &t.key).in_script(ctx)?;
    if last.turn == t.turn {
        return Ok(last);
    }
    let tasks = run.tasks(&t.case).in_script(ctx)?;
    Ok(tasks.iter().find(|r| r.key == t.key && r.turn == t.turn).cloned().unwrap_or(last))
}

/// The paper that evidences a task.
fn document(run: &Run, t: &Task, row: &Row) -> Result<Dynamic, FlowError> {
    let Some(number) = row.document else { return Ok(Dynamic::UNIT) };
    let documents = run.tx().documents_of(&t.case)?;
    let found = documents.into_iter().find(|d| d.number_in_case == number);
    Ok(found.map_or(Dynamic::UNIT, |d| Dynamic::from(Document(Rc::new(d)))))
}

/// What a script says of a task that was done.
pub(super) fn completion(outcome: Option<&str>, facts: &Map) -> Result<Completion, FlowError> {
    let reader = Reader::new(facts, "done", shapes::DONE)?;
    let document = match (reader.get("document").or(reader.get("doc")), reader.find_text("doc")) {
        (None, _) => None,
        (Some(_), Ok(Some(typed))) => Some(DocumentRef::parse(&typed)?),
        (Some(value), _) => match (value.read_lock::<Document>(), value.clone().into_string()) {
            (Some(document), _) => Some(document.0.reference.clone()),
            (None, Ok(typed)) => Some(DocumentRef::parse(&typed)?),
            (None, Err(_)) => return wrong_value("document of done: a document", value).map_err(Into::into),
        },
    };
    Ok(Completion {
        outcome: outcome.map(ToOwned::to_owned),
        on: reader.find_date("on")?,
        settings: settings_of(reader.find_map("set")?)?,
        document,
        note: reader.find_text("note")?,
    })
}

fn finish(ctx: &NativeCallContext<'_>, t: &Task, outcome: Option<&str>, facts: &Map) -> Answer<()> {
    let run = run(ctx)?;
    let completion = completion(outcome, facts).in_script(ctx)?;
    flow::done::done(&run, &t.case, &t.key, &completion).map(|_| ()).in_script(ctx)
}

/// The day a term runs from: a date, the opening of the task itself, or the day another task was done.
fn from_of(ctx: &NativeCallContext<'_>, t: &Task, from: &Dynamic) -> Answer<From> {
    if let Some(date) = from.read_lock::<Date>() {
        return Ok(From::Day(date.0));
    }
    match from.read_lock::<Task>() {
        Some(other) if other.case == t.case => {
            let moment = if *other == *t { Moment::Opened } else { Moment::Done };
            Ok(From::Act { task: other.key.clone(), turn: Some(other.turn), moment })
        }
        _ => wrong_value("a date, or a task of the same case", from).in_script(ctx),
    }
}

fn set_clock(
    ctx: &NativeCallContext<'_>,
    t: &Task,
    term: &Term,
    from: &Dynamic,
    basis: &str,
    more: &Map,
) -> Answer<()> {
    let run = run(ctx)?;
    let from = from_of(ctx, t, from)?;
    let reader = Reader::new(more, "set_term", shapes::TERM).in_script(ctx)?;
    let expiry = match reader.get("binding") {
        None => None,
        Some(value) => match (value.as_bool(), value.clone().into_string()) {
            (Ok(false), _) => None,
            (Ok(true), _) => Some(Expiry::default()),
            (_, Ok(outcome)) => Some(Expiry { outcome: Some(outcome), reached_on: None }),
            _ => return wrong_value("binding of set_term: an outcome, or true", value).in_script(ctx),
        },
    };
    let calendar = reader.get("calendar").and_then(actor_code);
    let new = NewTerm { term: term.term, from, basis: basis.to_owned(), calendar, expiry };
    flow::term::set(&run, &t.case, &t.key, &new).map(|_| ()).in_script(ctx)
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// The task's key.
    /// vi: Tên việc (mã gọi trong kịch bản).
    /// ```rhai
    /// t.key == "answer"
    /// ```
    #[rhai_fn(get = "key", pure)]
    pub fn key(t: &mut Task) -> String {
        t.key.to_string()
    }

    /// The case it belongs to.
    /// vi: Hồ sơ có việc này.
    /// ```rhai
    /// t.of_case == c
    /// ```
    #[rhai_fn(get = "of_case", pure)]
    pub fn of_case(t: &mut Task) -> Case {
        Case(t.case.clone())
    }

    /// 1, or more when the task had to be done again.
    /// vi: Lượt của việc: 1, hoặc lớn hơn khi phải làm lại.
    /// ```rhai
    /// t.turn == 1
    /// ```
    #[rhai_fn(get = "turn", pure)]
    pub fn turn(t: &mut Task) -> i64 {
        i64::from(t.turn)
    }

    /// What is to be done.
    /// vi: Nội dung việc phải làm.
    /// ```rhai
    /// t.title.len() > 0
    /// ```
    #[rhai_fn(get = "title", pure, return_raw)]
    pub fn title(ctx: NativeCallContext, t: &mut Task) -> Answer<String> {
        Ok(row(&ctx, t)?.title)
    }

    /// Who owes it.
    /// vi: Nơi thực hiện việc.
    /// ```rhai
    /// t.owner == c.subject
    /// ```
    #[rhai_fn(get = "owner", pure, return_raw)]
    pub fn owner(ctx: NativeCallContext, t: &mut Task) -> Answer<Actor> {
        Ok(Actor(row(&ctx, t)?.owner))
    }

    /// The actor it was given to and whom the owner follows, or `()`.
    /// vi: Nơi được giao việc ban đầu mà nơi thực hiện nay làm thay, hoặc `()`.
    /// ```rhai
    /// t.stands_for == ()
    /// ```
    #[rhai_fn(get = "stands_for", pure, return_raw)]
    pub fn stands_for(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        Ok(row(&ctx, t)?.stands_for.map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id))))
    }

    /// `"waiting"`, `"open"`, `"done"` or `"cancelled"`.
    /// vi: Tình trạng của việc. `"waiting"` (chờ), `"open"` (làm được), `"done"` (xong) hoặc `"cancelled"` (bỏ).
    /// ```rhai
    /// t.state == "open"
    /// ```
    #[rhai_fn(get = "state", pure, return_raw)]
    pub fn state(ctx: NativeCallContext, t: &mut Task) -> Answer<String> {
        Ok(row(&ctx, t)?.state.name().to_owned())
    }

    /// Whether it can be done now.
    /// vi: Việc có làm được ngay không.
    /// ```rhai
    /// t.is_open
    /// ```
    #[rhai_fn(get = "is_open", pure, return_raw)]
    pub fn is_open(ctx: NativeCallContext, t: &mut Task) -> Answer<bool> {
        Ok(row(&ctx, t)?.state.name() == "open")
    }

    /// Whether it is still owed: waiting or open.
    /// vi: Việc có còn phải làm không: đang chờ hoặc đang mở.
    /// ```rhai
    /// t.is_owed
    /// ```
    #[rhai_fn(get = "is_owed", pure, return_raw)]
    pub fn is_owed(ctx: NativeCallContext, t: &mut Task) -> Answer<bool> {
        Ok(row(&ctx, t)?.state.is_live())
    }

    /// Whether it was done.
    /// vi: Việc đã làm xong chưa.
    /// ```rhai
    /// c.task("letter").is_done
    /// ```
    #[rhai_fn(get = "is_done", pure, return_raw)]
    pub fn is_done(ctx: NativeCallContext, t: &mut Task) -> Answer<bool> {
        Ok(row(&ctx, t)?.state.name() == "done")
    }

    /// How it ended, or `()`.
    /// vi: Kết quả của việc, hoặc `()`.
    /// ```rhai
    /// c.task("letter").outcome == "done"
    /// ```
    #[rhai_fn(get = "outcome", pure, return_raw)]
    pub fn outcome(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        Ok(row(&ctx, t)?.outcome.map_or(Dynamic::UNIT, Into::into))
    }

    /// The outcomes it may end with; the first one goes on as planned.
    /// vi: Các kết quả mà việc có thể có; kết quả đầu tiên là đi tiếp theo dự kiến.
    /// ```rhai
    /// t.outcomes[0] == "proposed"
    /// ```
    #[rhai_fn(get = "outcomes", pure, return_raw)]
    pub fn outcomes(ctx: NativeCallContext, t: &mut Task) -> Answer<Array> {
        Ok(row(&ctx, t)?.outcomes.into_iter().map(Into::into).collect())
    }

    /// The step it belongs to.
    /// vi: Bước có việc này.
    /// ```rhai
    /// t.step == "step1"
    /// ```
    #[rhai_fn(get = "step", pure, return_raw)]
    pub fn step(ctx: NativeCallContext, t: &mut Task) -> Answer<String> {
        Ok(row(&ctx, t)?.step.to_string())
    }

    /// Its due date, or `()` when it has no term.
    /// vi: Hạn của việc, hoặc `()` khi không có thời hạn.
    /// ```rhai
    /// t.due > today()
    /// ```
    #[rhai_fn(get = "due", pure, return_raw)]
    pub fn due(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        Ok(row(&ctx, t)?.due().map_or(Dynamic::UNIT, |d| Dynamic::from(Date(d))))
    }

    /// Whole days past the due date; 0 when not late. Of a task that was done: how late it was.
    /// vi: Số ngày quá hạn; 0 là không trễ. Việc đã xong thì là số ngày đã trễ.
    /// ```rhai
    /// t.days_late == 0
    /// ```
    #[rhai_fn(get = "days_late", pure, return_raw)]
    pub fn days_late(ctx: NativeCallContext, t: &mut Task) -> Answer<i64> {
        Ok(row(&ctx, t)?.days_late(run(&ctx)?.today()))
    }

    /// Whether it is owed and past its due date.
    /// vi: Việc còn phải làm và đã quá hạn phải không.
    /// ```rhai
    /// !t.is_late
    /// ```
    #[rhai_fn(get = "is_late", pure, return_raw)]
    pub fn is_late(ctx: NativeCallContext, t: &mut Task) -> Answer<bool> {
        Ok(row(&ctx, t)?.is_overdue(run(&ctx)?.today()))
    }

    /// The day it could first be done, or `()`.
    /// vi: Ngày bắt đầu làm được việc, hoặc `()`.
    /// ```rhai
    /// t.opened_on <= today()
    /// ```
    #[rhai_fn(get = "opened_on", pure, return_raw)]
    pub fn opened_on(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        Ok(row(&ctx, t)?.opened_on.map_or(Dynamic::UNIT, |d| Dynamic::from(Date(d))))
    }

    /// The day it was done or cancelled, or `()`.
    /// vi: Ngày làm xong hoặc bị hủy, hoặc `()`.
    /// ```rhai
    /// c.task("letter").closed_on <= today()
    /// ```
    #[rhai_fn(get = "closed_on", pure, return_raw)]
    pub fn closed_on(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        Ok(row(&ctx, t)?.closed_on.map_or(Dynamic::UNIT, |d| Dynamic::from(Date(d))))
    }

    /// What was noted when it was done, or `()`.
    /// vi: Ghi chú khi làm xong, hoặc `()`.
    /// ```rhai
    /// t.note == ()
    /// ```
    #[rhai_fn(get = "note", pure, return_raw)]
    pub fn note(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        Ok(row(&ctx, t)?.note.map_or(Dynamic::UNIT, Into::into))
    }

    /// The paper that evidences it, or `()`.
    /// vi: Văn bản chứng minh việc đã làm, hoặc `()`.
    /// ```rhai
    /// c.task("letter").document.symbol == "CV/BTCTU"
    /// ```
    #[rhai_fn(get = "document", pure, return_raw)]
    pub fn document_of(ctx: NativeCallContext, t: &mut Task) -> Answer<Dynamic> {
        let row = row(&ctx, t)?;
        document(run(&ctx)?.as_ref(), t, &row).in_script(&ctx)
    }

    /// Gives the task a term, with the ground it rests on. It runs from a day, or from an act whose day may be
    /// corrected later: the task itself (the day it was opened), or another task of the case (the day that was done).
    /// vi: Đặt thời hạn cho việc, kèm căn cứ. Thời hạn tính từ một ngày, hoặc từ một việc mà ngày có thể được
    /// đính chính sau: chính việc này (ngày bắt đầu làm được) hoặc việc khác của hồ sơ (ngày làm xong).
    /// ```rhai
    /// t.set_term(working_days(10), c.task("letter"), "Công văn 01-CV/BTCTU"); t.due > today()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn set_term(
        ctx: NativeCallContext,
        t: &mut Task,
        term: Term,
        from: Dynamic,
        basis: &str,
    ) -> Answer<()> {
        set_clock(&ctx, t, &term, &from, basis, &Map::new())
    }

    /// Gives the task a term with more said of it. For what happens by itself once it has passed, and for days off of
    /// another place.
    /// vi: Đặt thời hạn cho việc và nói thêm về thời hạn đó. Dùng khi quá hạn thì tự có kết quả, hoặc khi tính
    /// ngày nghỉ của nơi khác.
    /// ```rhai
    /// t.set_term(working_days(10), today(), "Công văn 01-CV/BTCTU", #{ binding: "no-reply", calendar: "522" });
    /// t.is_binding
    /// ```
    #[rhai_fn(name = "set_term", return_raw)]
    pub fn set_term_with(
        ctx: NativeCallContext,
        t: &mut Task,
        term: Term,
        from: Dynamic,
        basis: &str,
        more: Map,
    ) -> Answer<()> {
        set_clock(&ctx, t, &term, &from, basis, &more)
    }

    /// Gives the task a default term of the office from a day or an act.
    /// vi: Đặt thời hạn mặc định của cơ quan, tính từ một ngày hoặc một việc.
    /// ```rhai
    /// fn office_terms() { #{ "answer": working_days(15) } }
    /// t.set_term(office_term("answer"), today()); t.due == today() + working_days(15)
    /// ```
    #[rhai_fn(name = "set_term", return_raw)]
    pub fn set_default_term(ctx: NativeCallContext, t: &mut Task, term: Term, from: Dynamic) -> Answer<()> {
        if term.default_of.is_none() {
            return wrong_value("a basis, or office_term(\"…\")", &Dynamic::UNIT).in_script(&ctx);
        }
        set_clock(&ctx, t, &term, &from, OFFICE_DEFAULT, &Map::new())
    }

    /// Grants more time, before the due date, with a reason and the paper or decision it rests on.
    /// vi: Gia hạn, trước khi hết hạn, kèm lý do và văn bản hoặc quyết định làm căn cứ.
    /// ```rhai
    /// let before = t.due; t.extend(working_days(3), "Huyện đề nghị", "Công văn 9-CV/HU"); t.due > before
    /// ```
    #[rhai_fn(return_raw)]
    pub fn extend(ctx: NativeCallContext, t: &mut Task, term: Term, reason: &str, basis: &str) -> Answer<()> {
        let run = run(&ctx)?;
        flow::term::extend(&run, &t.case, &t.key, term.term, reason, basis).map(|_| ()).in_script(&ctx)
    }

    /// Whether something happens by itself once its due date has passed.
    /// vi: Quá hạn thì có điều gì tự xảy ra không.
    /// ```rhai
    /// !t.is_binding
    /// ```
    #[rhai_fn(get = "is_binding", pure, return_raw)]
    pub fn is_binding(ctx: NativeCallContext, t: &mut Task) -> Answer<bool> {
        Ok(row(&ctx, t)?.clock.is_some_and(|clock| clock.expiry.is_some()))
    }

    /// Whether it is late, ended late, or was late before its term was replaced.
    /// vi: Việc đang trễ, đã xong trễ, hoặc từng trễ trước khi đặt lại thời hạn phải không.
    /// ```rhai
    /// !t.was_late
    /// ```
    #[rhai_fn(get = "was_late", pure, return_raw)]
    pub fn was_late(ctx: NativeCallContext, t: &mut Task) -> Answer<bool> {
        Ok(row(&ctx, t)?.was_late(run(&ctx)?.today()))
    }

    /// Records the task as done with its planned outcome.
    /// vi: Ghi việc đã xong với kết quả dự kiến.
    /// ```rhai
    /// let k = c.add_task("call", #{ title: "Gọi", owner: "BTCTU" }); k.done(); k.is_done
    /// ```
    #[rhai_fn(return_raw)]
    pub fn done(ctx: NativeCallContext, t: &mut Task) -> Answer<()> {
        finish(&ctx, t, None, &Map::new())
    }

    /// Records the task as done with an outcome, by the same rules as the command.
    /// vi: Ghi việc đã xong với một kết quả, theo đúng quy tắc của lệnh `done`.
    /// ```rhai
    /// t.done("no-reply"); t.outcome == "no-reply"
    /// ```
    #[rhai_fn(name = "done", return_raw)]
    pub fn done_as(ctx: NativeCallContext, t: &mut Task, outcome: &str) -> Answer<()> {
        finish(&ctx, t, Some(outcome), &Map::new())
    }

    /// Records the task as done with an outcome, and the day, the paper, a note, fields.
    /// vi: Ghi việc đã xong với một kết quả, kèm ngày, văn bản, ghi chú, các mục.
    /// ```rhai
    /// let paper = c.task("letter").document;
    /// t.done("proposed", #{ on: today(), document: paper, note: "qua thư", set: #{ offers: "21010-BT 1/3/2023" } });
    /// t.is_done
    /// ```
    #[rhai_fn(name = "done", return_raw)]
    pub fn done_with(ctx: NativeCallContext, t: &mut Task, outcome: &str, facts: Map) -> Answer<()> {
        finish(&ctx, t, Some(outcome), &facts)
    }

    /// Opens a task that awaits something outside its case.
    /// vi: Cho phép làm một việc đang chờ điều bên ngoài hồ sơ.
    /// ```rhai
    /// let w = c.add_task("gate", #{ title: "Chờ", owner: "TTTU", awaits: "ý kiến" }); w.release(); w.is_open
    /// ```
    #[rhai_fn(return_raw)]
    pub fn release(ctx: NativeCallContext, t: &mut Task) -> Answer<()> {
        flow::tasks::release(&run(&ctx)?, &t.case, &t.key).in_script(&ctx)
    }

    /// Cancels the task with a reason.
    /// vi: Hủy việc, nêu lý do.
    /// ```rhai
    /// let k = c.add_task("call", #{ title: "Gọi", owner: "BTCTU" }); k.cancel("Không cần nữa"); k.state == "cancelled"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn cancel(ctx: NativeCallContext, t: &mut Task, reason: &str) -> Answer<()> {
        flow::tasks::cancel(&run(&ctx)?, &t.case, &t.key, reason).in_script(&ctx)
    }

    /// Whether two handles name the same task.
    /// vi: Có phải cùng một việc không.
    /// ```rhai
    /// t == c.task("answer")
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn equals(a: &mut Task, b: Task) -> bool {
        *a == b
    }

    /// Whether two handles name different tasks.
    /// vi: Có phải hai việc khác nhau không.
    /// ```rhai
    /// t != c.task("letter")
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn differs(a: &mut Task, b: Task) -> bool {
        *a != b
    }

    /// Case and key, for printing.
    /// vi: Số hiệu hồ sơ và tên việc, để in ra.
    /// ```rhai
    /// `${t}` == "VT-2022-001 answer"
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn to_text(t: &mut Task) -> String {
        format!("{} {}", t.case, t.key)
    }
}
