//! What a procedure says and asks: blockers, refusals, reminders, defaults of the office.

use crate::domain::ids::ActorId;
use crate::domain::script_fault::{ScriptFault, ScriptFaultKind};
use crate::flow::{self, FlowError, Refusal};
use crate::script::fault::{InScript as _, host_error};
use crate::script::handle::{Actor, Blocker, Rung, Term};
use crate::script::map::{actor_code, wrong_value};
use crate::script::slot::{package, run};
use rhai::plugin::*;
use rhai::{Dynamic, EvalAltResult, Map, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

fn actor_id(ctx: &NativeCallContext<'_>, value: &Dynamic) -> Answer<ActorId> {
    match actor_code(value) {
        Some(code) => flow::find::actor(run(ctx)?.as_ref(), &[], &code).in_script(ctx),
        None => wrong_value("an actor", value).in_script(ctx),
    }
}

fn refused<T>(ctx: &NativeCallContext<'_>, text: &str, basis: Option<&str>) -> Answer<T> {
    let refusal = Refusal::ByScript { text: text.to_owned(), basis: basis.map(ToOwned::to_owned) };
    Err(host_error(refusal.into(), ctx.call_position()))
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// A reason why a step cannot end yet, with the clause it rests on.
    /// vi: Một vướng mắc: vì sao bước chưa kết thúc được, kèm điều khoản làm căn cứ.
    /// ```rhai
    /// blocker("Chưa ghi vị trí nào được đề xuất", "Kết luận, Bước 1").text.len() > 0
    /// ```
    pub fn blocker(text: &str, basis: &str) -> Blocker {
        Blocker(flow::Blocker { text: text.to_owned(), basis: basis.to_owned(), owner: None })
    }

    /// A reason why a step cannot end yet, with who can remove it.
    /// vi: Một vướng mắc, nêu cả nơi gỡ được vướng mắc.
    /// ```rhai
    /// blocker("Chưa trả lời", "Kết luận, Bước 1", c.subject).owner == c.subject
    /// ```
    #[rhai_fn(name = "blocker", return_raw)]
    pub fn blocker_of(ctx: NativeCallContext, text: &str, basis: &str, owner: Dynamic) -> Answer<Blocker> {
        let owner = actor_id(&ctx, &owner)?;
        Ok(Blocker(flow::Blocker { text: text.to_owned(), basis: basis.to_owned(), owner: Some(owner) }))
    }

    /// The reason of a blocker.
    /// vi: Nội dung vướng mắc.
    /// ```rhai
    /// blocker("Chưa trả lời", "Bước 1").text == "Chưa trả lời"
    /// ```
    #[rhai_fn(get = "text", pure)]
    pub fn blocker_text(b: &mut Blocker) -> String {
        b.0.text.clone()
    }

    /// The clause a blocker rests on.
    /// vi: Điều khoản làm căn cứ của vướng mắc.
    /// ```rhai
    /// blocker("Chưa trả lời", "Bước 1").basis == "Bước 1"
    /// ```
    #[rhai_fn(get = "basis", pure)]
    pub fn blocker_basis(b: &mut Blocker) -> String {
        b.0.basis.clone()
    }

    /// Who can remove a blocker, or `()`.
    /// vi: Nơi gỡ được vướng mắc, hoặc `()`.
    /// ```rhai
    /// blocker("Chưa trả lời", "Bước 1").owner == ()
    /// ```
    #[rhai_fn(get = "owner", pure)]
    pub fn blocker_owner(b: &mut Blocker) -> Dynamic {
        b.0.owner.clone().map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id)))
    }

    /// Ends the whole act with these words; nothing of it is stored.
    /// vi: Từ chối cả thao tác với lời này; không có gì được ghi lại.
    /// ```rhai
    /// let refused = false;
    /// try { refuse("Vị trí đã được bố trí"); } catch { refused = true; }
    /// refused
    /// ```
    #[rhai_fn(return_raw)]
    pub fn refuse(ctx: NativeCallContext, text: &str) -> Answer<()> {
        refused(&ctx, text, None)
    }

    /// Ends the whole act with these words and the clause they rest on; nothing of it is stored.
    /// vi: Từ chối cả thao tác với lời này và điều khoản làm căn cứ; không có gì được ghi lại.
    /// ```rhai
    /// let refused = false;
    /// try { refuse("Vị trí đã được bố trí", "Kết luận, Bước 3"); } catch { refused = true; }
    /// refused
    /// ```
    #[rhai_fn(name = "refuse", return_raw)]
    pub fn refuse_on(ctx: NativeCallContext, text: &str, basis: &str) -> Answer<()> {
        refused(&ctx, text, Some(basis))
    }

    /// A reminder of a ladder: its name, working days from the due date, to whom, the letter template. Before the due
    /// date the number is negative. To whom is `"owner"`, `"office"`, another role that `recipients(c, t, role)` of the
    /// package knows, an actor or a code.
    /// vi: Một mức nhắc: tên, số ngày làm việc so với hạn, nơi nhận, mẫu thư. Số âm là trước hạn. Nơi nhận là
    /// `"owner"`, `"office"`, một vai khác mà `recipients(c, t, role)` biết, hoặc một mã.
    /// ```rhai
    /// rung("first-letter", 1, "owner", "reminder-first").name == "first-letter"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn rung(ctx: NativeCallContext, name: &str, offset: i64, to: Dynamic, letter: &str) -> Answer<Rung> {
        if !flow::RungPlan::is_name(name) {
            return wrong_value("the name of a reminder, such as \"first-letter\"", &name.into())
                .in_script(&ctx);
        }
        let Ok(offset) = i32::try_from(offset) else {
            return wrong_value("a number of working days", &offset.into()).in_script(&ctx);
        };
        let to = match to.clone().into_string() {
            // A role; who stands behind it is asked when the reminder fires.
            Ok(role) if flow::RungPlan::is_role(&role) => role,
            _ => actor_id(&ctx, &to)?.to_string(),
        };
        Ok(Rung(flow::RungPlan { name: name.to_owned(), offset, to, letter: letter.to_owned() }))
    }

    /// The name of a reminder.
    /// vi: Tên mức nhắc.
    /// ```rhai
    /// rung("due-soon", -2, "owner", "due-soon").name == "due-soon"
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn rung_name(r: &mut Rung) -> String {
        r.0.name.clone()
    }

    /// A default term of the office, from `office_terms()` of the package as the variation has it.
    /// vi: Thời hạn mặc định của cơ quan, lấy từ `office_terms()`, có tính quy định riêng của huyện.
    /// ```rhai
    /// fn office_terms() { #{ "answer": working_days(15) } }
    /// office_term("answer").text == "15 ngày làm việc"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn office_term(ctx: NativeCallContext, name: &str) -> Answer<Term> {
        let terms: Map = ctx.call_fn("office_terms", ())?;
        let Some(value) = terms.get(name) else {
            let near = terms.keys().map(ToString::to_string).collect();
            let kind = ScriptFaultKind::UnknownProperty {
                name: name.to_owned(),
                of: "office_terms()".to_owned(),
                near,
            };
            return Err(host_error(ScriptFault::new(kind).into(), ctx.call_position()));
        };
        match value.read_lock::<Term>() {
            Some(term) => Ok(Term { term: term.term, default_of: Some(name.into()) }),
            None => wrong_value("a term such as working_days(15)", value).in_script(&ctx),
        }
    }

    /// The office that runs the procedure.
    /// vi: Cơ quan điều hành quy trình.
    /// ```rhai
    /// office().id == "BTCTU"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn office(ctx: NativeCallContext) -> Answer<Actor> {
        let run = run(&ctx)?;
        let found = crate::script::office(&run, package(&ctx).as_ref()).in_script(&ctx)?;
        match found {
            Some(office) => Ok(Actor(office)),
            None => {
                let error: FlowError = Refusal::NothingPublished {}.into();
                Err(host_error(error, ctx.call_position()))
            }
        }
    }
}
