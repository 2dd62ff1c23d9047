//! Which statements of a package ran. The language's debugger tells each statement and expression it comes to.

use crate::domain::script_fault::{Place, ScriptFault};
use crate::script::package::Package;
use rhai::debugger::DebuggerCommand;
use rhai::{ASTNode, Engine, Expr, Position, Stmt};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

/// A place in the package: line in the whole of its files, column.
type Spot = (usize, usize);
/// The places that ran.
pub type Hits = HashSet<Spot>;

/// Notes what runs.
#[derive(Default)]
pub struct Coverage(RefCell<Hits>);

impl Coverage {
    /// Lets an engine tell what it runs.
    #[expect(deprecated, reason = "marked so only because its signature may change with the language")]
    pub fn watch(self: &Rc<Self>, engine: &mut Engine) {
        let hits = Rc::clone(self);
        engine.register_debugger(
            |_, debugger| debugger,
            move |_, _, _, _, position| {
                if let Some(spot) = spot(position) {
                    hits.0.borrow_mut().insert(spot);
                }
                Ok(DebuggerCommand::StepInto)
            },
        );
    }

    /// What ran since this was asked last.
    pub fn take(&self) -> Hits {
        self.0.take()
    }
}

fn spot(position: Position) -> Option<Spot> {
    Some((position.line()?, position.position()?))
}

/// How much of a package ran.
#[derive(Debug, Clone)]
pub struct Covered {
    /// How many statements it has.
    pub statements: usize,
    /// How many of them ran.
    pub run: usize,
    /// Those that did not, those next to each other together.
    pub gaps: Vec<Gap>,
}

/// Statements next to each other that did not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The first one.
    pub place: Place,
    /// The line on which the last one begins.
    pub last: usize,
}

impl Covered {
    /// Compares what a package has with what ran of it.
    pub fn new(package: &Package, hits: &Hits) -> Result<Self, ScriptFault> {
        let mut covered = Self { statements: 0, run: 0, gaps: Vec::new() };
        for source in package.sources.iter() {
            let Some(ast) = package.compile(&source.path)? else { continue };
            let mut statements = BTreeSet::new();
            ast.walk(&mut |path: &[ASTNode<'_>]| {
                statements.extend(path.last().into_iter().flat_map(units));
                true
            });
            let mut open = false;
            for (line, column) in statements {
                covered.statements += 1;
                if hits.contains(&(line, column)) {
                    covered.run += 1;
                    open = false;
                    continue;
                }
                let position = Position::new(
                    u16::try_from(line).unwrap_or(u16::MAX),
                    u16::try_from(column).unwrap_or(0),
                );
                let Some(place) = package.sources.place(position) else { continue };
                match covered.gaps.last_mut() {
                    Some(gap) if open => gap.last = place.line,
                    _ => covered.gaps.push(Gap { last: place.line, place }),
                }
                open = true;
            }
        }
        Ok(covered)
    }

    /// Whether all of it ran.
    pub fn is_whole(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// What of a node runs as a whole: a statement, or what stands behind the arrow of a switch.
fn units(node: &ASTNode<'_>) -> Vec<Spot> {
    let ASTNode::Stmt(statement) = node else { return Vec::new() };
    let own = match statement {
        // These only hold others.
        Stmt::Noop(..) | Stmt::Block(..) | Stmt::Share(..) => None,
        Stmt::Expr(expression) => of_expression(expression),
        other => spot(other.position()),
    };
    let mut found: Vec<Spot> = own.into_iter().collect();
    if let Stmt::Switch(switch, _) = statement {
        found.extend(switch.1.expressions.iter().filter_map(|arm| of_expression(&arm.rhs)));
    }
    found
}

fn of_expression(expression: &Expr) -> Option<Spot> {
    match expression {
        Expr::Stmt(_) => None,
        other => spot(other.position()),
    }
}
