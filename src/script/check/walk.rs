//! The walk through the functions of a package: what each value can be, and what is done with it.
//!
//! Types go from calls to parameters and from functions to their callers, so the walk is repeated until nothing changes;
//! only the last one notes what it sees.

use super::facts::{DefId, Fact, Given, Property, Seen};
use super::program::Program;
use super::types::{Domain, Entry, Map, Type};
use rhai::{ASTFlags, Expr, FlowControl, Position, Stmt};
use std::collections::{BTreeMap, HashMap};

/// How often the walk is repeated at most; types only grow, and those of nested values could grow for ever.
const ROUNDS: usize = 12;

/// The state of a walk.
pub struct Walk<'a> {
    /// What is walked through.
    pub program: &'a Program<'a>,
    params: HashMap<DefId, Vec<Type>>,
    returns: HashMap<DefId, Type>,
    changed: bool,
    noting: bool,
    seen: Vec<Seen>,
    /// The function it is in.
    pub here: DefId,
    frame: Frame,
}

/// What a function knows while it runs.
#[derive(Debug, Default)]
struct Frame {
    scopes: Vec<BTreeMap<String, Type>>,
    returned: Option<Type>,
    /// How many conditions stand around the present statement.
    conditions: usize,
    /// Whether what comes next is what the function gives.
    tail: bool,
    /// Whether it is a closure.
    closure: bool,
}

/// Everything the functions of a package do, and what each gives.
pub fn through(program: &Program<'_>) -> (Vec<Seen>, HashMap<DefId, Type>) {
    let mut walk = Walk {
        program,
        params: HashMap::new(),
        returns: HashMap::new(),
        changed: true,
        noting: false,
        seen: Vec::new(),
        here: (0, 0),
        frame: Frame::default(),
    };
    for (id, _) in program.defs() {
        if let Some(handed) = program.handed(id) {
            walk.params.insert(id, handed);
        }
    }
    for _ in 0..ROUNDS {
        if !std::mem::take(&mut walk.changed) {
            break;
        }
        walk.round();
    }
    walk.noting = true;
    walk.round();
    (walk.seen, walk.returns)
}

impl Walk<'_> {
    fn round(&mut self) {
        for (id, def) in self.program.defs().filter(|(_, def)| !def.closure) {
            let known = self.params.get(&id).cloned().unwrap_or_default();
            let args: Vec<Type> =
                (0..def.params.len()).map(|n| known.get(n).cloned().unwrap_or(Type::Never)).collect();
            let given = if def.readable { self.function(id, args) } else { Type::Unknown };
            let before = self.returns.get(&id).cloned().unwrap_or(Type::Never);
            let after = before.join(&given);
            if after != before {
                self.returns.insert(id, after);
                self.changed = true;
            }
        }
    }

    /// Walks through a function with these arguments; gives its value.
    pub fn function(&mut self, id: DefId, args: Vec<Type>) -> Type {
        let program = self.program;
        let def = program.def(id);
        let scope = def.params.iter().cloned().zip(args).collect();
        // A closure is a part of the function around it, and may be called or not.
        let frame = Frame {
            scopes: vec![scope],
            returned: None,
            conditions: usize::from(def.closure),
            tail: !def.closure,
            closure: def.closure,
        };
        let outer = std::mem::replace(&mut self.frame, frame);
        let around = self.here;
        if !def.closure {
            self.here = id;
        }
        let last = self.statements(&def.body);
        let mut value = self.frame.returned.take().unwrap_or(Type::Never);
        if def.body.last().is_some_and(Stmt::returns_value) {
            value = value.join(&last);
        } else if value == Type::Never {
            value = Type::Unit;
        }
        self.frame = outer;
        self.here = around;
        value
    }

    /// What a function of the scripts gives.
    pub fn given_by(&self, id: DefId) -> Type {
        self.returns.get(&id).cloned().unwrap_or(Type::Never)
    }

    /// Hands arguments to a function of the scripts.
    pub fn hand(&mut self, id: DefId, args: &[Given]) {
        let known = self.params.entry(id).or_default();
        known.resize(known.len().max(args.len()), Type::Never);
        for (known, arg) in known.iter_mut().zip(args) {
            let joined = known.join(&arg.value);
            if joined != *known {
                *known = joined;
                self.changed = true;
            }
        }
    }

    /// Notes something the scripts do.
    pub fn note(&mut self, fact: Fact) {
        if self.noting {
            self.seen.push(Seen { def: self.here, fact });
        }
    }

    /// Whether the present statement is carried out whatever else is the case.
    pub fn is_certain(&self) -> bool {
        self.frame.conditions == 0 && self.frame.returned.is_none()
    }

    /// The value of a variable.
    pub fn variable(&mut self, name: &str, at: Position) -> Type {
        if let Some(value) = self.frame.scopes.iter().rev().find_map(|scope| scope.get(name)) {
            return value.clone();
        }
        let names = self.frame.scopes.iter().flat_map(|scope| scope.keys().cloned()).collect();
        self.note(Fact::Variable(name.to_owned(), at, names));
        Type::Unknown
    }

    /// What a variable can be from now on besides.
    pub fn becomes(&mut self, name: &str, value: &Type) {
        if let Some(known) = self.frame.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(name)) {
            *known = known.join(value);
        }
    }

    fn replace(&mut self, name: &str, value: Type) {
        if let Some(known) = self.frame.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(name)) {
            *known = value;
        }
    }

    fn declare(&mut self, name: &str, value: Type) {
        if let Some(scope) = self.frame.scopes.last_mut() {
            scope.insert(name.to_owned(), value);
        }
    }

    /// Carries out what may happen or not.
    pub fn perhaps<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        self.frame.conditions += 1;
        let value = body(self);
        self.frame.conditions -= 1;
        value
    }

    /// Walks through a block; gives the value of its last statement.
    pub fn block(&mut self, stmts: &[Stmt]) -> Type {
        self.frame.scopes.push(BTreeMap::new());
        let value = self.statements(stmts);
        self.frame.scopes.pop();
        value
    }

    fn statements(&mut self, stmts: &[Stmt]) -> Type {
        let tail = std::mem::take(&mut self.frame.tail);
        let mut last = Type::Unit;
        for (n, stmt) in stmts.iter().enumerate() {
            self.frame.tail = tail && n + 1 == stmts.len();
            last = self.statement(stmt);
        }
        last
    }

    fn statement(&mut self, stmt: &Stmt) -> Type {
        let tail = std::mem::take(&mut self.frame.tail);
        match stmt {
            Stmt::Expr(expr) => self.gives(expr, tail),
            Stmt::FnCall(call, at) => {
                let value = self.call(call, *at);
                self.note_given(tail, &value, *at);
                value
            }
            Stmt::Block(block) => {
                self.frame.tail = tail;
                self.block(block.statements())
            }
            Stmt::If(flow, _) => {
                self.expr(&flow.expr);
                self.frame.tail = tail;
                let yes = self.perhaps(|walk| walk.block(flow.body.statements()));
                self.frame.tail = tail;
                let no = self.perhaps(|walk| walk.block(flow.branch.statements()));
                self.frame.tail = false;
                yes.join(&no)
            }
            Stmt::Switch(parts, at) => {
                let value = self.expr(&parts.0);
                let labels = self.program.script(self.here).labels.get(at).cloned();
                self.note(Fact::Switch(value, labels.unwrap_or_default()));
                let mut given = Type::Never;
                for case in &parts.1.expressions {
                    let one = self.perhaps(|walk| {
                        walk.expr(&case.lhs);
                        walk.gives(&case.rhs, tail)
                    });
                    given = given.join(&one);
                }
                given
            }
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                self.expr(&flow.expr);
                self.perhaps(|walk| walk.block(flow.body.statements()));
                Type::Unknown
            }
            Stmt::For(parts, _) => {
                let (name, counter, flow) = &**parts;
                self.each(name.as_str(), counter.as_ref().map(|name| name.as_str()), flow);
                Type::Unit
            }
            Stmt::Var(parts, ..) => {
                let value = self.expr(&parts.1);
                self.declare(parts.0.as_str(), value);
                Type::Unit
            }
            Stmt::Assignment(parts) => {
                let (op, sides) = &**parts;
                self.assign(&sides.lhs, &sides.rhs, op.is_op_assignment(), op.position());
                Type::Unit
            }
            Stmt::TryCatch(flow, _) => {
                self.perhaps(|walk| walk.block(flow.body.statements()));
                self.perhaps(|walk| {
                    walk.frame.scopes.push(BTreeMap::new());
                    if let Expr::Variable(name, ..) = &flow.expr {
                        walk.declare(&name.1, Type::Unknown);
                    }
                    walk.statements(flow.branch.statements());
                    walk.frame.scopes.pop();
                });
                Type::Unit
            }
            Stmt::BreakLoop(Some(expr), ..) => {
                self.expr(expr);
                Type::Never
            }
            Stmt::Return(value, flags, at) => {
                self.returns_with(value.as_deref(), *flags, *at);
                Type::Never
            }
            _ => Type::Unit,
        }
    }

    /// The value of an expression; it is what the function gives if that ends with it.
    fn gives(&mut self, expr: &Expr, tail: bool) -> Type {
        self.frame.tail = tail && matches!(expr, Expr::Stmt(_));
        let value = self.expr(expr);
        self.frame.tail = false;
        self.note_given(tail && !matches!(expr, Expr::Stmt(_)), &value, expr.start_position());
        value
    }

    fn note_given(&mut self, given: bool, value: &Type, at: Position) {
        if given {
            self.note(Fact::Return(Given { value: value.clone(), at }));
        }
    }

    fn returns_with(&mut self, expr: Option<&Expr>, flags: ASTFlags, at: Position) {
        let given = !flags.contains(ASTFlags::BREAK) && !self.frame.closure;
        let value = match expr {
            Some(expr) => self.gives(expr, given),
            None => {
                self.note_given(given, &Type::Unit, at);
                Type::Unit
            }
        };
        if flags.contains(ASTFlags::BREAK) {
            return;
        }
        let before = self.frame.returned.take().unwrap_or(Type::Never);
        self.frame.returned = Some(before.join(&value));
    }

    fn each(&mut self, name: &str, counter: Option<&str>, flow: &FlowControl) {
        let element = self.expr(&flow.expr).element();
        self.perhaps(|walk| {
            walk.frame.scopes.push(BTreeMap::new());
            walk.declare(name, element);
            if let Some(counter) = counter {
                walk.declare(counter, Type::Number);
            }
            walk.statements(flow.body.statements());
            walk.frame.scopes.pop();
        });
    }

    fn assign(&mut self, target: &Expr, value: &Expr, adds: bool, op: Position) {
        let at = value.start_position();
        if let Expr::Variable(name, ..) = target {
            let before = self.variable(&name.1, target.start_position());
            let value = self.expr(value);
            let value = if adds { super::expr::sum(&before, &value, op) } else { value };
            self.becomes(&name.1, &value);
            return;
        }
        let value = self.expr(value);
        self.set(target, Given { value, at });
    }

    /// Sets a property, or what stands behind a key of a map in a variable.
    pub fn put(&mut self, of: &Type, variable: Option<&str>, name: &str, at: Position, given: Given) {
        if let (Type::Map(map), Some(variable)) = (of, variable) {
            let entry = Entry { name: name.to_owned(), at, value: given.value, value_at: given.at };
            let mut map: Map = map.clone();
            map.entries.retain(|known| known.name != name);
            map.put(entry);
            self.replace(variable, Type::Map(map));
            return;
        }
        self.note(Fact::Property(Property { of: of.clone(), name: name.to_owned(), at, set: Some(given) }));
    }

    /// What a property is.
    pub fn property(&self, of: &Type, name: &str) -> Type {
        let program = self.program;
        match (of, name) {
            (Type::Never, _) => return Type::Never,
            (Type::Case(kinds), "parent") => return Type::Case(program.above(kinds)),
            (Type::Case(kinds), "children") => return Type::list(Type::Case(program.below(kinds))),
            (Type::Map(map), _) => return map.get(name).map_or(Type::Unknown, |entry| entry.value.clone()),
            _ => {}
        }
        if let Some(known) = program.host.property(of, name) {
            return known;
        }
        match of {
            Type::Case(kinds) => program.field(kinds, name).unwrap_or(Type::Unknown),
            Type::Actor if name == "block" => {
                Type::Text(super::types::Text { words: [super::types::Word::Of(block())].into(), open: true })
            }
            _ => Type::Unknown,
        }
    }
}

fn block() -> Domain {
    Domain::Fixed("block", ["party", "state"].map(ToOwned::to_owned).to_vec())
}
