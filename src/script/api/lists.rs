//! Lists of cases, tasks and actors.

use crate::domain::actor::ActorKind;
use crate::domain::case::CaseStatus;
use crate::domain::ids::{ActorId, KindName, MalformedId, PackageName};
use crate::flow;
use crate::script::fault::{InScript as _, host_error};
use crate::script::handle::{Case, Date};
use crate::script::limits;
use crate::script::list::{ActorQuery, ActorTest, CaseQuery, CaseTest, From, List, TaskQuery, TaskTest};
use crate::script::map::{actor_code, wrong_value};
use crate::script::slot::{package, run};
use crate::store::{ActorsBy, CasesBy, TasksBy};
use chrono::NaiveDate;
use rhai::plugin::*;
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

fn not_for<T>(ctx: &NativeCallContext<'_>, list: &List, wanted: &str) -> Answer<T> {
    wrong_value(wanted, &format!("a list of {}", list.noun()).into()).in_script(ctx)
}

/// A list is not narrowed without end: each row is tried against all of it in one step.
fn few(ctx: &NativeCallContext<'_>, tests: usize) -> Answer<()> {
    if tests < limits::NARROWINGS {
        Ok(())
    } else {
        Err(host_error(limits::beyond("size").into(), ctx.call_position()))
    }
}

fn cases_of(ctx: &NativeCallContext<'_>, list: &mut List, test: CaseTest) -> Answer<List> {
    match list {
        List::Cases(query) => {
            few(ctx, query.tests.len())?;
            Ok(List::Cases(query.clone().narrowed(test)))
        }
        _ => not_for(ctx, list, "a list of cases"),
    }
}

fn tasks_of(ctx: &NativeCallContext<'_>, list: &mut List, test: TaskTest) -> Answer<List> {
    match list {
        List::Tasks(query) => {
            few(ctx, query.tests.len())?;
            Ok(List::Tasks(query.clone().narrowed(test, run(ctx)?.today())))
        }
        _ => not_for(ctx, list, "a list of tasks"),
    }
}

fn id_of(ctx: &NativeCallContext<'_>, actor: &Dynamic) -> Answer<ActorId> {
    match actor_code(actor) {
        Some(code) => flow::find::actor(run(ctx)?.as_ref(), &[], &code).in_script(ctx),
        None => wrong_value("an actor", actor).in_script(ctx),
    }
}

type Kind = (Option<PackageName>, Result<KindName, MalformedId>);

/// A kind as scripts name it: that of their own package, or `package/kind` of another. At a door, the only one.
fn kind_of(ctx: &NativeCallContext<'_>, typed: &str) -> Answer<Kind> {
    if let Some((package, kind)) = typed.split_once('/') {
        return Ok((package.parse().ok(), kind.parse()));
    }
    let kind = typed.parse::<KindName>();
    let package = match (package(ctx), &kind) {
        (None, Ok(kind)) => flow::open::only_holder(run(ctx)?.as_ref(), kind).in_script(ctx)?,
        (package, _) => package,
    };
    Ok((package, kind))
}

fn is_true(ctx: &NativeCallContext<'_>, test: &FnPtr, item: &Dynamic) -> Answer<bool> {
    let answer: Dynamic = test.call_within_context(ctx, (item.clone(),))?;
    answer.as_bool().or_else(|_| wrong_value("true or false", &answer).in_script(ctx))
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// Every case.
    /// vi: Tất cả hồ sơ.
    /// ```rhai
    /// cases().len() == 14
    /// ```
    pub fn cases() -> List {
        List::Cases(CaseQuery { from: From::Index(CasesBy::All), tests: Vec::new() })
    }

    /// Every task.
    /// vi: Tất cả các việc.
    /// ```rhai
    /// tasks().owned_by("522").len() == 1
    /// ```
    pub fn tasks() -> List {
        List::Tasks(TaskQuery { from: From::Index(TasksBy::All), tests: Vec::new() })
    }

    /// Every actor.
    /// vi: Tất cả cơ quan, đơn vị và người.
    /// ```rhai
    /// actors().of_kind("district").len() == 13
    /// ```
    pub fn actors() -> List {
        List::Actors(ActorQuery { from: From::Index(ActorsBy::All), tests: Vec::new() })
    }

    /// The cases below this one.
    /// vi: Các hồ sơ bên trong hồ sơ này.
    /// ```rhai
    /// c.parent.children.of_kind("request").len() == 13
    /// ```
    #[rhai_fn(get = "children", pure)]
    pub fn children(c: &mut Case) -> List {
        List::Cases(CaseQuery { from: From::Index(CasesBy::Parent(c.0.clone())), tests: Vec::new() })
    }

    /// The tasks of this case, in the order in which they were added.
    /// vi: Các việc của hồ sơ, theo thứ tự thêm vào.
    /// ```rhai
    /// c.tasks.open().first().key == "answer"
    /// ```
    #[rhai_fn(get = "tasks", pure)]
    pub fn tasks_of_case(c: &mut Case) -> List {
        List::Tasks(TaskQuery { from: From::Index(TasksBy::Case(c.0.clone())), tests: Vec::new() })
    }

    /// Those of a kind: cases of a kind of case, tasks of cases of a kind, actors that count as a kind. A kind of case is
    /// that of the script's own package; `of_kind("rotation/request")` names another's.
    /// vi: Chỉ lấy một loại: loại hồ sơ, việc của loại hồ sơ, loại cơ quan hay người. Loại hồ sơ là của chính quy
    /// trình đang chạy; `of_kind("rotation/request")` là của quy trình khác.
    /// ```rhai
    /// cases().of_kind("request").len() == 13 && actors().of_kind("commune").len() == 173
    /// ```
    #[rhai_fn(return_raw)]
    pub fn of_kind(ctx: NativeCallContext, list: &mut List, kind: &str) -> Answer<List> {
        if let List::Actors(query) = list {
            return match ActorKind::find(kind) {
                Some(kind) => {
                    few(&ctx, query.tests.len())?;
                    Ok(List::Actors(query.clone().narrowed(ActorTest::Kind(kind))))
                }
                None => wrong_value("a kind of actor", &kind.to_owned().into()).in_script(&ctx),
            };
        }
        let (package, name) = kind_of(&ctx, kind)?;
        match (name, &list) {
            (Ok(kind), List::Cases(_)) => cases_of(&ctx, list, CaseTest::Kind(package, kind)),
            (Ok(kind), _) => tasks_of(&ctx, list, TaskTest::Kind(package, kind)),
            (Err(_), _) => wrong_value("a kind of case", &kind.to_owned().into()).in_script(&ctx),
        }
    }

    /// Cases with a status. `"open"`, `"suspended"` or `"closed"`.
    /// vi: Hồ sơ có tình trạng này. `"open"`, `"suspended"` hoặc `"closed"`.
    /// ```rhai
    /// cases().of_kind("request").with_status("open").len() == 13
    /// ```
    #[rhai_fn(return_raw)]
    pub fn with_status(ctx: NativeCallContext, list: &mut List, status: &str) -> Answer<List> {
        let all = [CaseStatus::Open, CaseStatus::Suspended, CaseStatus::Closed];
        match all.into_iter().find(|s| s.name() == status) {
            Some(status) => cases_of(&ctx, list, CaseTest::Status(status)),
            None => wrong_value("open, suspended or closed", &status.to_owned().into()).in_script(&ctx),
        }
    }

    /// Open cases; tasks that can be done now.
    /// vi: Hồ sơ đang mở; việc làm được ngay.
    /// ```rhai
    /// c.tasks.open().len() == 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn open(ctx: NativeCallContext, list: &mut List) -> Answer<List> {
        match list {
            List::Tasks(_) => tasks_of(&ctx, list, TaskTest::Open),
            _ => cases_of(&ctx, list, CaseTest::Status(CaseStatus::Open)),
        }
    }

    /// Closed cases.
    /// vi: Hồ sơ đã kết thúc.
    /// ```rhai
    /// cases().closed().is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn closed(ctx: NativeCallContext, list: &mut List) -> Answer<List> {
        cases_of(&ctx, list, CaseTest::Status(CaseStatus::Closed))
    }

    /// Cases about an actor.
    /// vi: Hồ sơ của một đối tượng.
    /// ```rhai
    /// cases().of_subject("522").first() == c
    /// ```
    #[rhai_fn(return_raw)]
    pub fn of_subject(ctx: NativeCallContext, list: &mut List, subject: Dynamic) -> Answer<List> {
        let subject = id_of(&ctx, &subject)?;
        cases_of(&ctx, list, CaseTest::Subject(subject))
    }

    /// Cases that stand in a step.
    /// vi: Hồ sơ đang ở một bước.
    /// ```rhai
    /// cases().of_kind("request").in_step("step1").len() == 13
    /// ```
    #[rhai_fn(return_raw)]
    pub fn in_step(ctx: NativeCallContext, list: &mut List, step: &str) -> Answer<List> {
        cases_of(&ctx, list, CaseTest::Step(step.to_owned()))
    }

    /// Cases that ended with an outcome.
    /// vi: Hồ sơ kết thúc với kết quả này.
    /// ```rhai
    /// cases().with_outcome("proposed").is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn with_outcome(ctx: NativeCallContext, list: &mut List, outcome: &str) -> Answer<List> {
        cases_of(&ctx, list, CaseTest::Outcome(outcome.to_owned()))
    }

    /// Cases, or tasks of cases, to which a district's variation applies.
    /// vi: Hồ sơ, hoặc việc của hồ sơ, theo quy định riêng của một huyện.
    /// ```rhai
    /// cases().of_variation("522").len() == 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn of_variation(ctx: NativeCallContext, list: &mut List, code: &str) -> Answer<List> {
        match list {
            List::Tasks(_) => tasks_of(&ctx, list, TaskTest::Variation(code.to_owned())),
            _ => cases_of(&ctx, list, CaseTest::Variation(code.to_owned())),
        }
    }

    /// Cases below a case; actors that belong to an actor, at any depth.
    /// vi: Hồ sơ bên trong một hồ sơ; cơ quan, người trực thuộc một nơi, ở mọi cấp.
    /// ```rhai
    /// actors().of_kind("commune").below("522").len() == 23
    /// ```
    #[rhai_fn(return_raw)]
    pub fn below(ctx: NativeCallContext, list: &mut List, top: Dynamic) -> Answer<List> {
        if let List::Actors(query) = list {
            few(&ctx, query.tests.len())?;
            let top = id_of(&ctx, &top)?;
            return Ok(List::Actors(query.clone().narrowed(ActorTest::Below(top))));
        }
        let parent = match top.read_lock::<Case>() {
            Some(case) => case.0.clone(),
            None => flow::find::case(run(&ctx)?.as_ref(), &top.to_string()).in_script(&ctx)?,
        };
        cases_of(&ctx, list, CaseTest::Below(parent))
    }

    /// Tasks that are owed and past their due date, the most overdue first.
    /// vi: Việc còn phải làm đã quá hạn, trễ nhiều nhất đứng trước.
    /// ```rhai
    /// tasks().overdue().is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn overdue(ctx: NativeCallContext, list: &mut List) -> Answer<List> {
        tasks_of(&ctx, list, TaskTest::Overdue)
    }

    /// Tasks still owed: waiting or open.
    /// vi: Việc còn phải làm: đang chờ hoặc đang mở.
    /// ```rhai
    /// c.tasks.owed().len() == 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn owed(ctx: NativeCallContext, list: &mut List) -> Answer<List> {
        tasks_of(&ctx, list, TaskTest::Owed)
    }

    /// Tasks owed by an actor.
    /// vi: Việc mà một nơi phải thực hiện.
    /// ```rhai
    /// tasks().owned_by(c.subject).first().key == "answer"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn owned_by(ctx: NativeCallContext, list: &mut List, owner: Dynamic) -> Answer<List> {
        let owner = id_of(&ctx, &owner)?;
        tasks_of(&ctx, list, TaskTest::Owner(owner))
    }

    /// Owed tasks that fall due before a day.
    /// vi: Việc còn phải làm có hạn trước một ngày.
    /// ```rhai
    /// tasks().due_before(today()).is_empty()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn due_before(ctx: NativeCallContext, list: &mut List, day: Date) -> Answer<List> {
        let last = day.0.pred_opt().unwrap_or(day.0);
        tasks_of(&ctx, list, TaskTest::Due(NaiveDate::MIN, last))
    }

    /// Owed tasks that fall due on a day.
    /// vi: Việc còn phải làm có hạn đúng một ngày.
    /// ```rhai
    /// tasks().due_on(t.due).len() == 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn due_on(ctx: NativeCallContext, list: &mut List, day: Date) -> Answer<List> {
        tasks_of(&ctx, list, TaskTest::Due(day.0, day.0))
    }

    /// Tasks of a key.
    /// vi: Việc mang tên này.
    /// ```rhai
    /// tasks().with_key("answer").len() == 13
    /// ```
    #[rhai_fn(return_raw)]
    pub fn with_key(ctx: NativeCallContext, list: &mut List, key: &str) -> Answer<List> {
        tasks_of(&ctx, list, TaskTest::Key(key.to_owned()))
    }

    /// How many there are.
    /// vi: Số lượng.
    /// ```rhai
    /// actors().of_kind("post").len() == 346
    /// ```
    #[rhai_fn(name = "len", get = "len", return_raw, pure)]
    pub fn len(ctx: NativeCallContext, list: &mut List) -> Answer<i64> {
        let count = list.len(run(&ctx)?.as_ref()).in_script(&ctx)?;
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Whether there is none.
    /// vi: Danh sách có rỗng không.
    /// ```rhai
    /// cases().closed().is_empty()
    /// ```
    #[rhai_fn(name = "is_empty", get = "is_empty", return_raw, pure)]
    pub fn is_empty(ctx: NativeCallContext, list: &mut List) -> Answer<bool> {
        Ok(list.len(run(&ctx)?.as_ref()).in_script(&ctx)? == 0)
    }

    /// The first one, or `()`.
    /// vi: Phần tử đầu tiên của danh sách, hoặc `()`.
    /// ```rhai
    /// cases().closed().first() == ()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn first(ctx: NativeCallContext, list: &mut List) -> Answer<Dynamic> {
        let handles = list.read(run(&ctx)?.as_ref()).in_script(&ctx)?;
        Ok(handles.into_iter().next().unwrap_or(Dynamic::UNIT))
    }

    /// The one at a place, from 0.
    /// vi: Phần tử ở một vị trí, đếm từ 0.
    /// ```rhai
    /// c.tasks[0].key == "letter"
    /// ```
    #[rhai_fn(index_get, pure, return_raw)]
    pub fn at(ctx: NativeCallContext, list: &mut List, place: i64) -> Answer<Dynamic> {
        let handles = list.read(run(&ctx)?.as_ref()).in_script(&ctx)?;
        let found = usize::try_from(place).ok().and_then(|place| handles.get(place).cloned());
        found.map_or_else(|| wrong_value("a place in the list", &place.into()).in_script(&ctx), Ok)
    }

    /// The list as an array.
    /// vi: Danh sách dưới dạng mảng.
    /// ```rhai
    /// c.tasks.to_array().len() == 2
    /// ```
    #[rhai_fn(return_raw)]
    pub fn to_array(ctx: NativeCallContext, list: &mut List) -> Answer<Array> {
        list.read(run(&ctx)?.as_ref()).in_script(&ctx)
    }

    /// Those for which a function gives true.
    /// vi: Những phần tử mà hàm cho `true`.
    /// ```rhai
    /// cases().filter(|x| x.kind == "round").len() == 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn filter(ctx: NativeCallContext, list: &mut List, test: FnPtr) -> Answer<List> {
        let handles = list.read(run(&ctx)?.as_ref()).in_script(&ctx)?;
        list.kept(handles, |item| is_true(&ctx, &test, item))
    }

    /// An array of what a function gives for each.
    /// vi: Mảng gồm những gì hàm cho với từng phần tử.
    /// ```rhai
    /// c.tasks.map(|x| x.key) == ["letter", "answer"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn map(ctx: NativeCallContext, list: &mut List, change: FnPtr) -> Answer<Array> {
        let handles = list.read(run(&ctx)?.as_ref()).in_script(&ctx)?;
        handles.into_iter().map(|item| change.call_within_context(&ctx, (item,))).collect()
    }

    /// Whether a function gives true for one at least; the word is that of arrays.
    /// vi: Có ít nhất một phần tử mà hàm cho `true` không; mảng cũng dùng từ này.
    /// ```rhai
    /// c.tasks.some(|x| x.is_done)
    /// ```
    #[rhai_fn(name = "some", return_raw)]
    pub fn some_of(ctx: NativeCallContext, list: &mut List, test: FnPtr) -> Answer<bool> {
        for item in list.read(run(&ctx)?.as_ref()).in_script(&ctx)? {
            if is_true(&ctx, &test, &item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a function gives true for all.
    /// vi: Hàm có cho `true` với mọi phần tử không.
    /// ```rhai
    /// !c.tasks.all(|x| x.is_done)
    /// ```
    #[rhai_fn(name = "all", return_raw)]
    pub fn all_of(ctx: NativeCallContext, list: &mut List, test: FnPtr) -> Answer<bool> {
        for item in list.read(run(&ctx)?.as_ref()).in_script(&ctx)? {
            if !is_true(&ctx, &test, &item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the list is of, for printing.
    /// vi: Đây là danh sách gì, để in ra.
    /// ```rhai
    /// `${cases()}` == "a list of cases"
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn to_text(list: &mut List) -> String {
        format!("a list of {}", list.noun())
    }
}
