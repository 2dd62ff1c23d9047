//! Actors.

use crate::domain::actor::ActorKind;
use crate::domain::ids::ActorId;
use crate::flow::{self, FlowError, Run};
use crate::script::convert::plain;
use crate::script::fault::InScript as _;
use crate::script::handle::{Actor, Date};
use crate::script::map::wrong_value;
use crate::script::slot::run;
use rhai::plugin::*;
use rhai::{Dynamic, EvalAltResult, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// A fact about an actor. Fields that name a day or an actor come as such.
fn fact(run: &Run, actor: &Actor, name: &str) -> Result<Dynamic, FlowError> {
    let row = run.actor(&actor.0)?;
    let Some(value) = row.fields.get(name) else { return Ok(Dynamic::UNIT) };
    let day = value.as_str().filter(|_| name.ends_with("_on") || name.ends_with("_date"));
    Ok(match day.and_then(crate::domain::day::parse) {
        Some(date) => Dynamic::from(Date(date)),
        None => plain(value),
    })
}

/// The district above an actor, itself included.
fn district(run: &Run, actor: &Actor) -> Result<Option<Actor>, FlowError> {
    let mut at = Some(actor.0.clone());
    while let Some(id) = at {
        let row = run.actor(&id)?;
        if row.is(ActorKind::District) {
            return Ok(Some(Actor(id)));
        }
        at = row.parent.clone();
    }
    Ok(None)
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// The actor's code.
    /// vi: Mã của cơ quan, đơn vị hoặc người.
    /// ```rhai
    /// actor("BTCTU").id == "BTCTU"
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn id(a: &mut Actor) -> String {
        a.0.to_string()
    }

    /// What it is: `"body"`, `"board"`, `"agency"`, `"district"`, `"commune"`, `"post"`, `"cadre"` or `"officer"`.
    /// vi: Loại: cơ quan, địa phương, chức danh hay người. Là một trong các từ `"body"`, `"board"`, `"agency"`,
    /// `"district"`, `"commune"`, `"post"`, `"cadre"`, `"officer"`.
    /// ```rhai
    /// c.subject.kind == "district"
    /// ```
    #[rhai_fn(get = "kind", pure, return_raw)]
    pub fn kind(ctx: NativeCallContext, a: &mut Actor) -> Answer<String> {
        Ok(run(&ctx)?.actor(&a.0).in_script(&ctx)?.kind.name().to_owned())
    }

    /// Its name as printed.
    /// vi: Tên như khi in ra.
    /// ```rhai
    /// c.subject.name == "Thành phố Quảng Ngãi"
    /// ```
    #[rhai_fn(get = "name", pure, return_raw)]
    pub fn name(ctx: NativeCallContext, a: &mut Actor) -> Answer<String> {
        Ok(run(&ctx)?.actor(&a.0).in_script(&ctx)?.name.clone())
    }

    /// Where it belongs: a post to its commune, a commune to its district, a cadre to the agency; or `()`.
    /// vi: Nơi trực thuộc: chức danh thuộc xã, xã thuộc huyện, cán bộ thuộc cơ quan; hoặc `()`.
    /// ```rhai
    /// actor("21010").parent.id == "522"
    /// ```
    #[rhai_fn(get = "parent", pure, return_raw)]
    pub fn parent(ctx: NativeCallContext, a: &mut Actor) -> Answer<Dynamic> {
        let row = run(&ctx)?.actor(&a.0).in_script(&ctx)?;
        Ok(row.parent.clone().map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id))))
    }

    /// The district it lies in (a post, a commune, the district itself), or `()`.
    /// vi: Huyện mà nó nằm trong (chức danh, xã, chính huyện đó), hoặc `()`.
    /// ```rhai
    /// actor("21010-BT").within.id == "522"
    /// ```
    #[rhai_fn(get = "within", pure, return_raw)]
    pub fn within(ctx: NativeCallContext, a: &mut Actor) -> Answer<Dynamic> {
        let found = district(run(&ctx)?.as_ref(), a).in_script(&ctx)?;
        Ok(found.map_or(Dynamic::UNIT, Dynamic::from))
    }

    /// Who does what it had to do, once it is no more; or `()`.
    /// vi: Nơi làm thay khi nơi này không còn nữa; hoặc `()`.
    /// ```rhai
    /// actor("522").successor == ()
    /// ```
    #[rhai_fn(get = "successor", pure, return_raw)]
    pub fn successor(ctx: NativeCallContext, a: &mut Actor) -> Answer<Dynamic> {
        let found = flow::succession::successor(run(&ctx)?.as_ref(), &a.0).in_script(&ctx)?;
        Ok(found.map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id))))
    }

    /// Whether it counts as a kind; BTCTU is an agency and a body.
    /// vi: Có thuộc một loại không; BTCTU vừa là `agency` vừa là `body`.
    /// ```rhai
    /// actor("BTCTU").is_a("body") && actor("BTCTU").is_a("agency")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn is_a(ctx: NativeCallContext, a: &mut Actor, kind: &str) -> Answer<bool> {
        let row = run(&ctx)?.actor(&a.0).in_script(&ctx)?;
        match ActorKind::find(kind) {
            Some(kind) => Ok(row.is(kind)),
            None => wrong_value("a kind of actor", &kind.to_owned().into()).in_script(&ctx),
        }
    }

    /// A fact about the actor: `a.block`, `a.committee`, `a.role`; `()` when it is not recorded.
    /// vi: Một thông tin đã ghi: `a.block`, `a.committee`, `a.role`; chưa ghi thì cho `()`.
    /// ```rhai
    /// actor("SNV").block == "state" && actor("21010-BT").role == "secretary"
    /// ```
    #[rhai_fn(index_get, pure, return_raw)]
    pub fn field(ctx: NativeCallContext, a: &mut Actor, name: &str) -> Answer<Dynamic> {
        fact(run(&ctx)?.as_ref(), a, name).in_script(&ctx)
    }

    /// The actor of this code or name; an error when there is none or several.
    /// vi: Cơ quan, đơn vị hoặc người có mã hay tên này; không có hoặc có nhiều thì báo lỗi.
    /// ```rhai
    /// actor("so noi vu").id == "SNV"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn actor(ctx: NativeCallContext, typed: &str) -> Answer<Actor> {
        flow::find::actor(run(&ctx)?.as_ref(), &[], typed).map(Actor).in_script(&ctx)
    }

    /// The actor of this code, or `()`.
    /// vi: Cơ quan, đơn vị hoặc người có mã này, hoặc `()`.
    /// ```rhai
    /// find_actor("XYZ") == ()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn find_actor(ctx: NativeCallContext, code: &str) -> Answer<Dynamic> {
        let Ok(id) = code.parse::<ActorId>() else { return Ok(Dynamic::UNIT) };
        let run = run(&ctx)?;
        match run.find_actor(&id).in_script(&ctx)? {
            Some(row) if run.knows(&id).in_script(&ctx)? => Ok(Dynamic::from(Actor(row.id.clone()))),
            _ => Ok(Dynamic::UNIT),
        }
    }

    /// Whether two handles name the same actor.
    /// vi: Có phải cùng một cơ quan, một người không.
    /// ```rhai
    /// c.subject == actor("522")
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn equals(a: &mut Actor, b: Actor) -> bool {
        a.0 == b.0
    }

    /// Whether two handles name different actors.
    /// vi: Có phải hai cơ quan, hai người khác nhau không.
    /// ```rhai
    /// c.subject != actor("BTCTU")
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn differs(a: &mut Actor, b: Actor) -> bool {
        a.0 != b.0
    }

    /// Whether the actor has this code.
    /// vi: Có phải mã này không.
    /// ```rhai
    /// c.subject == "522"
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn has_code(a: &mut Actor, code: &str) -> bool {
        a.0.as_str() == code
    }

    /// Whether the actor has another code.
    /// vi: Có phải mã khác không.
    /// ```rhai
    /// c.subject != "524"
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn has_other_code(a: &mut Actor, code: &str) -> bool {
        a.0.as_str() != code
    }

    /// The actor's code, for printing.
    /// vi: Mã, để in ra.
    /// ```rhai
    /// `${c.subject}` == "522"
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn to_text(a: &mut Actor) -> String {
        a.0.to_string()
    }
}
