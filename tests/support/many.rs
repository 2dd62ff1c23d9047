//! Many cases, without doing the work of many.

use super::Office;
use quytrinh::app::{App, Home, Mode, Request, Rights};
use quytrinh::clock::Now;
use quytrinh::domain::case::Case;
use quytrinh::domain::event::Event;
use quytrinh::domain::ids::CaseId;
use quytrinh::flow::{FlowError, Run, Who};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// Records copies of the request VT-2022-001 with its tasks, under these numbers, in one transaction.
pub fn multiply(office: &Office, numbers: RangeInclusive<u32>) {
    let mut app = App::new(Home::new(office.home()));
    let request = Request {
        who: Who { by: "clerk".to_owned(), on_behalf: None },
        rights: Rights::Office,
        why: "many cases".to_owned(),
        now: Now::parse(office.now()),
        mode: Mode::Real,
        as_of: None,
    };
    app.write(&request, |run| copies(run, numbers)).expect("many cases");
}

fn copies(run: &Rc<Run>, numbers: RangeInclusive<u32>) -> Result<(), FlowError> {
    let model: CaseId = "VT-2022-001".parse()?;
    let (case, tasks) = (run.case(&model)?, run.tasks(&model)?);
    for number in numbers {
        // Below no round: what a round does with ten thousand requests is not the question here.
        let mut copy = Case { parent: None, ..(*case).clone() };
        copy.id = format!("VT-2022-{number:03}").parse()?;
        let id = copy.id.clone();
        run.record(Some(&id), Event::CaseOpened { case: Box::new(copy) })?;
        for task in tasks.iter() {
            run.record(Some(&id), Event::TaskAdded { task: Box::new(task.clone()) })?;
        }
    }
    Ok(())
}
