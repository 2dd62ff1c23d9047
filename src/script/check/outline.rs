//! What a package asks, read from its text.

use super::deeds::{Deeds, Ledger};
use super::facts::DefId;
use super::layers::texts;
use super::parse::Role;
use super::program::Program;
use super::types::Type;
use super::walk;
use crate::domain::ids::PackageName;
use crate::domain::script_fault::ScriptFault;
use crate::script::host::ScriptHost;
use crate::script::outline::{Kind, Outline, Part, Task};
use crate::script::package::{Files, letter_name, sources};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The facts of a task that are compared.
const TASK_FACTS: [&str; 6] = ["title", "owner", "outcomes", "needs", "after", "paper"];

impl ScriptHost {
    /// What a package asks, as far as its text says it.
    pub fn outline(&self, name: &PackageName, files: &Files) -> Result<Outline, ScriptFault> {
        let (sources, mut faults) = (sources(files)?, Vec::new());
        let (program, _) = self.program(name, files, &sources, &mut faults);
        if let Some(fault) = faults.into_iter().next() {
            return Err(fault);
        }
        let (seen, returns) = walk::through(&program);
        let reader = Reader { program: &program, ledger: Ledger::new(&program, &seen), returns: &returns };
        let letters =
            files.iter().filter_map(|(path, text)| Some((letter_name(path)?.to_owned(), text.clone())));
        let mut outline = Outline { letters: letters.collect(), about: reader.about(), ..Outline::default() };
        for script in &program.scripts {
            match &script.district {
                None => {
                    outline.base.insert(script.path.clone(), reader.part(&script.path, None));
                }
                Some(district) => {
                    let part = reader.part(&script.base, Some(district));
                    outline.districts.entry(district.clone()).or_default().insert(script.base.clone(), part);
                }
            }
        }
        for (name, kind) in &program.kinds {
            let title = |step: &String| {
                let part = outline.base.get(&format!("{name}/{step}.rhai"));
                (step.clone(), part.map_or_else(String::new, |part| part.title.clone()))
            };
            let fields = kind.fields.iter().flatten().map(|(field, _)| field.clone()).collect();
            outline
                .kinds
                .insert(name.clone(), Kind { steps: kind.steps.iter().map(title).collect(), fields });
        }
        Ok(outline)
    }
}

struct Reader<'a> {
    program: &'a Program<'a>,
    ledger: Ledger<'a>,
    returns: &'a HashMap<DefId, Type>,
}

impl Reader<'_> {
    /// What `about()` of the package says in words.
    fn about(&self) -> BTreeMap<String, String> {
        let about = self
            .program
            .defs()
            .find(|(id, def)| def.name == "about" && matches!(self.program.script(*id).role, Role::Package));
        match about.and_then(|(id, _)| self.returns.get(&id)) {
            Some(Type::Map(map)) => map
                .entries
                .iter()
                .filter_map(|entry| Some((entry.name.clone(), written(&entry.value)?)))
                .collect(),
            _ => BTreeMap::new(),
        }
    }

    /// What the script of this path asks: the functions of a district in the place of those they replace.
    fn part(&self, path: &str, district: Option<&str>) -> Part {
        let own = |id: &DefId, wanted: Option<&str>| {
            let script = self.program.script(*id);
            script.base == path && script.district.as_deref() == wanted
        };
        let mut chosen: BTreeMap<(String, usize), DefId> = BTreeMap::new();
        for wanted in [None, district] {
            for (id, def) in self.program.defs().filter(|(id, def)| !def.closure && own(id, wanted)) {
                chosen.insert((def.name.clone(), def.params.len()), id);
            }
        }
        let mut part = Part { title: self.title(path), ..Part::default() };
        for ((name, _), id) in &chosen {
            part.add(self.ledger.of(*id, district));
            match (name.as_str(), self.returns.get(id)) {
                ("next", Some(value)) => part.next.extend(steps(value)),
                ("office_terms", Some(Type::Map(map))) => {
                    let terms = map.entries.iter().filter_map(|entry| {
                        let Type::Term(Some(length)) = &entry.value else { return None };
                        Some((entry.name.clone(), length.to_string()))
                    });
                    part.defaults.extend(terms);
                }
                _ => {}
            }
        }
        let file =
            district.map_or_else(|| path.to_owned(), |district| format!("districts/{district}/{path}"));
        part.text = self.code(&file);
        let own =
            self.program.scripts.iter().filter(|script| script.path == file).flat_map(|script| &script.defs);
        for def in own.filter(|def| !def.closure && (!def.private || district.is_none())) {
            part.functions.insert(def.name.clone(), self.said_of(&file, &def.name));
        }
        part
    }

    fn title(&self, path: &str) -> String {
        let first = self.program.sources.find(path).and_then(|source| source.text.lines().next());
        first.and_then(|line| line.strip_prefix("//!")).unwrap_or_default().trim().to_owned()
    }

    /// The first line of the comment above a function.
    fn said_of(&self, file: &str, function: &str) -> String {
        let Some(place) = self.program.sources.place_of(file, function) else { return String::new() };
        let source = self.program.sources.find(file);
        let above: Vec<&str> =
            source.iter().flat_map(|source| source.text.lines()).take(place.line - 1).collect();
        let comment = above.iter().rev().take_while(|line| line.starts_with("///")).last();
        comment.map_or_else(String::new, |line| line.trim_start_matches('/').trim().to_owned())
    }

    /// The lines of a file without comments of a whole line and without what indents them.
    fn code(&self, path: &str) -> String {
        let source = self.program.sources.find(path);
        let lines = source.iter().flat_map(|source| source.text.lines()).map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
    }
}

impl Part {
    fn add(&mut self, deeds: Deeds) {
        for (key, task) in deeds.tasks {
            let facts: Task = TASK_FACTS
                .iter()
                .filter_map(|fact| Some(((*fact).to_owned(), written(task.value(fact)?)?)))
                .collect();
            self.tasks.insert(key.to_string(), facts);
        }
        self.gates.extend(deeds.gates.into_keys());
        self.terms
            .extend(deeds.terms.into_iter().map(|(key, (length, _))| (key.to_string(), length.to_string())));
        self.cancels.extend(deeds.cancels.into_iter().map(|(task, _)| task));
    }
}

fn steps(value: &Type) -> BTreeSet<String> {
    value.options().into_iter().filter_map(texts).flatten().collect()
}

/// Each of several texts once.
fn either(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    (!all.is_empty()).then(|| all.join(" | "))
}

/// A value as it is written, as far as it is.
fn written(value: &Type) -> Option<String> {
    match value {
        Type::Text(text) => either(text.written().map(|(pattern, _)| pattern.to_string())),
        Type::Array(of) => written(of).map(|text| text.replace(" | ", ", ")),
        Type::Map(map) => {
            let entry = map.get("what")?;
            written(&entry.value)
        }
        Type::OneOf(types) => either(types.iter().filter_map(written)),
        Type::Term(Some(length)) => Some(length.to_string()),
        _ => None,
    }
}
