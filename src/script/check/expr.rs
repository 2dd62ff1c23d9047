//! The walk through expressions.

use super::called::length;
use super::facts::{Call, Fact, Given, Property};
use super::texts;
use super::types::{Entry, Map, Type};
use super::walk::Walk;
use rhai::{ASTFlags, BinaryExpr, Expr, FnCallExpr, FnPtr, Position, Stmt};

/// A part of a chain `a.b(c)[d]` after its beginning.
enum Link<'a> {
    Property(&'a str, Position),
    Method(&'a FnCallExpr, Position),
    Index(&'a Expr),
    Unclear,
}

impl Walk<'_> {
    /// Walks through an expression; gives its value.
    pub fn expr(&mut self, expr: &Expr) -> Type {
        match expr {
            Expr::DynamicConstant(value, _) => match value.read_lock::<FnPtr>() {
                Some(function) => self.closure(function.fn_name(), Vec::new()),
                None => Type::Unknown,
            },
            Expr::BoolConstant(..) => Type::Flag,
            Expr::IntegerConstant(..) => Type::Number,
            Expr::FloatConstant(..) => Type::Fraction,
            Expr::StringConstant(text, at) => Type::literal(text, *at),
            Expr::InterpolatedString(pieces, at) => {
                let pieces: Vec<Type> = pieces.iter().map(|piece| in_text(&self.expr(piece))).collect();
                texts::together(&pieces, *at)
            }
            Expr::Array(items, _) => {
                let items = items.iter().map(|item| self.expr(item));
                Type::array(items.fold(Type::Never, |all, item| all.join(&item)))
            }
            Expr::Map(entries, at) => {
                let entry = |(name, value): &(rhai::Ident, Expr)| Entry {
                    name: name.name.to_string(),
                    at: name.pos,
                    value: self.expr(value),
                    value_at: value.start_position(),
                };
                let entries = entries.0.iter().map(entry).collect();
                Type::Map(Map { entries, open: false, at: Some(*at) })
            }
            Expr::Unit(_) => Type::Unit,
            Expr::ThisPtr(_) => {
                self.note(Fact::This);
                Type::Unknown
            }
            Expr::Variable(name, _, at) if name.2.is_empty() => self.variable(&name.1, *at),
            Expr::Stmt(block) => match block.statements() {
                [Stmt::Share(_), Stmt::Expr(inner)] => self.expr(inner),
                stmts => self.block(stmts),
            },
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Dot(..) | Expr::Index(..) => {
                let (root, links) = chain(expr);
                let (value, _) = self.follow(root, &links);
                value
            }
            Expr::And(sides, _) | Expr::Or(sides, _) => {
                for (n, side) in sides.iter().enumerate() {
                    if n == 0 {
                        self.expr(side);
                    } else {
                        self.perhaps(|walk| walk.expr(side));
                    }
                }
                Type::Flag
            }
            Expr::Coalesce(sides, _) => {
                let sides = sides.iter().map(|side| self.expr(side));
                sides.fold(Type::Never, |all, side| all.join(&side))
            }
            _ => Type::Unknown,
        }
    }

    /// A function written where it is used. It is walked through before anything is known of its arguments; who calls
    /// it, walks again.
    fn closure(&mut self, name: &str, bound: Vec<Type>) -> Type {
        let function = Type::Function(name.to_owned(), bound);
        self.apply(&function, &[]);
        function
    }

    /// Walks through a function value with these arguments.
    pub fn apply(&mut self, function: &Type, args: &[Type]) -> Type {
        let Type::Function(name, bound) = function else { return Type::Unknown };
        let defs = &self.program.script(self.here).defs;
        let Some(at) = defs.iter().position(|def| def.closure && def.name == *name) else {
            return Type::Unknown;
        };
        let mut all = bound.clone();
        all.extend_from_slice(args);
        all.resize(defs[at].params.len(), Type::Never);
        self.function((self.here.0, at), all)
    }

    /// The value of a chain, and the variable it begins with when nothing follows it.
    fn follow(&mut self, root: &Expr, links: &[Link<'_>]) -> (Type, Option<String>) {
        let mut value = self.expr(root);
        let mut variable = match root {
            Expr::Variable(name, ..) if name.2.is_empty() => Some(name.1.to_string()),
            _ => None,
        };
        for link in links {
            value = match link {
                Link::Property(name, at) => self.read(&value, name, *at),
                Link::Method(call, at) => self.method(&value, variable.as_deref(), call, *at),
                Link::Index(index) => self.index(&value, index),
                Link::Unclear => Type::Unknown,
            };
            variable = None;
        }
        (value, variable)
    }

    fn read(&mut self, of: &Type, name: &str, at: Position) -> Type {
        self.note(Fact::Property(Property { of: of.clone(), name: name.to_owned(), at, set: None }));
        self.property(of, name)
    }

    fn index(&mut self, of: &Type, index: &Expr) -> Type {
        let key = self.expr(index);
        match (of, index) {
            (Type::Case(_) | Type::Actor, Expr::StringConstant(name, at)) => self.read(of, name, *at),
            (Type::Map(map), Expr::StringConstant(name, _)) => {
                map.get(name).map_or(Type::Unknown, |entry| entry.value.clone())
            }
            (Type::Map(map), _) if !map.open && !key.is_vague() => {
                map.entries.iter().fold(Type::Never, |all, entry| all.join(&entry.value))
            }
            (Type::List(_) | Type::Array(_), _) => of.element(),
            (Type::Never, _) => Type::Never,
            _ => Type::Unknown,
        }
    }

    /// Sets what a chain leads to.
    pub fn set(&mut self, target: &Expr, given: Given) {
        let (root, mut links) = chain(target);
        let Some(last) = links.pop() else { return };
        let (of, variable) = self.follow(root, &links);
        match last {
            Link::Property(name, at) => self.put(&of, variable.as_deref(), name, at, given),
            Link::Index(Expr::StringConstant(name, at)) => {
                self.put(&of, variable.as_deref(), name, *at, given);
            }
            Link::Index(index) => {
                self.expr(index);
                match (variable, of) {
                    (Some(variable), Type::Array(_)) => self.becomes(&variable, &Type::array(given.value)),
                    // Under which key, nobody knows.
                    (Some(variable), Type::Map(map)) => {
                        self.becomes(&variable, &Type::Map(Map { open: true, ..map }));
                    }
                    _ => {}
                }
            }
            Link::Method(..) | Link::Unclear => {}
        }
    }

    /// Walks through a call that is not in method style.
    pub fn call(&mut self, call: &FnCallExpr, at: Position) -> Type {
        let name = call.name.as_str();
        if name == "curry"
            && let Some((Expr::DynamicConstant(value, _), bound)) = call.args.split_first()
            && let Some(function) = value.read_lock::<FnPtr>()
        {
            let bound = bound.iter().map(|arg| self.expr(arg)).collect();
            return self.closure(function.fn_name(), bound);
        }
        let args = self.args(call);
        // `x in list` is a call of `contains`.
        if call.op_token.is_some() || (name == "contains" && args.len() == 2) {
            return self.operator(name, &args, at);
        }
        if let [Expr::IntegerConstant(count, _)] = call.args.as_slice()
            && let Some(length) = length(name, *count)
        {
            self.note(Fact::Call(Call {
                name: name.to_owned(),
                at,
                receiver: None,
                args,
                module: None,
                always: self.is_certain(),
            }));
            return Type::Term(Some(length));
        }
        let module = (!call.namespace.is_empty())
            .then(|| call.namespace.to_string().trim_end_matches("::").to_owned());
        let always = self.is_certain();
        self.called(&Call { name: name.to_owned(), at, receiver: None, args, module, always }, None)
    }

    fn method(&mut self, of: &Type, variable: Option<&str>, call: &FnCallExpr, at: Position) -> Type {
        let args = self.args(call);
        let call = Call {
            name: call.name.to_string(),
            at,
            receiver: Some(of.clone()),
            args,
            module: None,
            always: self.is_certain(),
        };
        self.called(&call, variable)
    }

    fn args(&mut self, call: &FnCallExpr) -> Vec<Given> {
        call.args.iter().map(|arg| Given { value: self.expr(arg), at: arg.start_position() }).collect()
    }

    fn operator(&mut self, name: &str, args: &[Given], at: Position) -> Type {
        match (name, args) {
            ("==" | "!=", [a, b]) => {
                self.note(Fact::Compare(a.clone(), b.clone()));
                Type::Flag
            }
            ("contains", [all, one]) => {
                if matches!(all.value, Type::Array(_)) {
                    let any = Given { value: all.value.element(), at: all.at };
                    self.note(Fact::Compare(any, one.clone()));
                }
                Type::Flag
            }
            ("+", [a, b]) => sum(&a.value, &b.value, at),
            ("-", [a, b]) => match (&a.value, &b.value) {
                (Type::Date, Type::Date) | (Type::Number, Type::Number) => Type::Number,
                _ => Type::Unknown,
            },
            ("<" | "<=" | ">" | ">=" | "!", _) => Type::Flag,
            (".." | "..=", _) => Type::array(Type::Number),
            _ => Type::Unknown,
        }
    }
}

/// `a + b`.
pub fn sum(a: &Type, b: &Type, at: Position) -> Type {
    match (a, b) {
        (Type::Never, _) | (_, Type::Never) => Type::Never,
        (Type::Text(_), _) | (_, Type::Text(_)) => texts::together(&[in_text(a), in_text(b)], at),
        (Type::Array(a), Type::Array(b)) => Type::array(a.join(b)),
        (Type::Map(_), Type::Map(_)) => a.join(b),
        (Type::Number, Type::Number) => Type::Number,
        (Type::Date, Type::Term(_)) => Type::Date,
        _ => Type::Unknown,
    }
}

/// A value inside a text: an actor stands there with its code.
fn in_text(value: &Type) -> Type {
    match value {
        Type::Text(_) => value.clone(),
        Type::Actor => Type::word(super::types::Domain::ActorCode),
        _ => Type::text(),
    }
}

/// The beginning of a chain, and what follows.
fn chain(expr: &Expr) -> (&Expr, Vec<Link<'_>>) {
    match expr {
        Expr::Dot(sides, flags, _) | Expr::Index(sides, flags, _) => {
            let (root, mut links) = chain(&sides.lhs);
            rest(matches!(expr, Expr::Dot(..)), sides, *flags, &mut links);
            (root, links)
        }
        other => (other, Vec::new()),
    }
}

fn rest<'a>(dot: bool, sides: &'a BinaryExpr, flags: ASTFlags, links: &mut Vec<Link<'a>>) {
    match &sides.rhs {
        Expr::Dot(inner, inner_flags, _) | Expr::Index(inner, inner_flags, _)
            if !flags.contains(ASTFlags::BREAK) =>
        {
            links.push(link(dot, &inner.lhs));
            rest(matches!(sides.rhs, Expr::Dot(..)), inner, *inner_flags, links);
        }
        other => links.push(link(dot, other)),
    }
}

fn link(dot: bool, expr: &Expr) -> Link<'_> {
    match expr {
        Expr::Property(property, at) if dot => Link::Property(&property.2, *at),
        Expr::MethodCall(call, at) if dot => Link::Method(call, *at),
        other if !dot => Link::Index(other),
        _ => Link::Unclear,
    }
}
