//! Completion: commands and their options, cases, tasks, outcomes, actors; in Rhai also functions and variables.

use super::candidates::{Candidates, Choice, Fit, Shared, Typed};
use super::commands::{Commands, Parameter, Shape, Takes};
use super::tokens;
use super::{functions, line};
use crate::domain::task::TaskState;
use crate::ui::lang::Lang;
use reedline::{Completer, CompletionResult, Span, Suggestion};
use std::sync::Arc;

/// How many suggestions are offered at most.
const OFFERED: usize = 100;
/// The commands that are about a task which was done.
const ABOUT_DONE: [&str; 2] = ["reopen", "correct"];

/// Offers what can stand at the cursor.
pub struct Offers {
    commands: Arc<Commands>,
    shared: Shared,
    lang: Lang,
}

impl Offers {
    /// Offers commands, and the candidates that are shared; functions are told in `lang`.
    pub fn new(commands: Arc<Commands>, shared: Shared, lang: Lang) -> Self {
        Self { commands, shared, lang }
    }

    /// What can stand at the end of `before`.
    fn offers(&self, before: &str, candidates: &Candidates) -> Vec<Suggestion> {
        if let Some(start) = line::asks_help(before) {
            return self.helped(&before[start..], Span::new(start, before.len()));
        }
        if line::is_command(before, &self.commands) && before.contains(char::is_whitespace) {
            return Typing::read(before).offers(&self.commands, candidates);
        }
        let mut found = Vec::new();
        if !before.contains(|c: char| !c.is_ascii_lowercase()) {
            let span = Span::new(0, before.len());
            let commands = self.commands.all.iter().map(|shape| Choice::new(&shape.name, &shape.about, ""));
            let commands = commands.filter(|choice| choice.value.starts_with(before));
            found.extend(commands.map(|choice| suggestion(&choice, span, true)));
        }
        found.extend(in_rhai(before, candidates, self.lang));
        found
    }

    /// What `help` can tell: commands, and the functions and hooks of scripts.
    fn helped(&self, typed: &str, span: Span) -> Vec<Suggestion> {
        let commands = self.commands.all.iter().map(|shape| Choice::new(&shape.name, &shape.about, ""));
        let functions = functions::documented().iter().filter(|function| !function.name.contains('$'));
        let functions = functions
            .map(|function| Choice::new(&function.name, function.text.first_sentence(self.lang), ""));
        let mut found: Vec<Choice> = commands.chain(functions).collect();
        found.retain(|choice| !typed.is_empty() && choice.value.starts_with(typed));
        found.sort_by(|a, b| a.value.cmp(&b.value));
        found.dedup_by(|a, b| a.value == b.value);
        found.iter().map(|choice| suggestion(choice, span, true)).collect()
    }
}

impl Completer for Offers {
    fn complete(&mut self, line: &str, pos: usize) -> CompletionResult {
        let before = line.get(..pos).unwrap_or(line);
        // Of several lines, the last one is being typed.
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let mut found = self.offers(&before[start..], &self.shared.get());
        found.truncate(OFFERED);
        for suggestion in &mut found {
            suggestion.span.start += start;
            suggestion.span.end += start;
        }
        CompletionResult::fresh(found)
    }
}

/// A command as far as it is typed.
#[derive(Debug, Default)]
struct Typing<'a> {
    before: &'a str,
    words: Vec<Word>,
    /// The word at the cursor, without its quote.
    current: Word,
}

/// A word of a command.
#[derive(Debug, Default, Clone)]
struct Word {
    text: String,
    start: usize,
    is_quoted: bool,
}

impl<'a> Typing<'a> {
    /// Reads the words; a quote may be open.
    fn read(before: &'a str) -> Self {
        let blank = Word { start: before.len(), ..Word::default() };
        let (mut words, mut current, mut is_word, mut quote) = (Vec::new(), blank.clone(), false, None);
        for (at, c) in before.char_indices() {
            if quote.is_none() && c.is_whitespace() {
                let word = std::mem::replace(&mut current, blank.clone());
                words.extend(std::mem::take(&mut is_word).then_some(word));
                continue;
            }
            if !std::mem::replace(&mut is_word, true) {
                current.start = at;
            }
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => (quote, current.is_quoted) = (Some(c), true),
                _ => current.text.push(c),
            }
        }
        Self { before, words, current }
    }

    fn offers(mut self, commands: &Commands, candidates: &Candidates) -> Vec<Suggestion> {
        // Options may stand before the command.
        let first = self.words.iter().position(|word| commands.find(&word.text).is_some());
        self.words.drain(..first.unwrap_or(self.words.len()));
        let Some((shape, depth)) = commands.path(self.words.iter().map(|word| word.text.as_str())) else {
            let all = commands.all.iter().map(|shape| Choice::new(&shape.name, &shape.about, ""));
            return self.fitting(all.chain(commands.global.iter().filter_map(option)));
        };
        let known: Vec<&Parameter> = shape.options.iter().chain(&commands.global).collect();
        let words = self.words[depth..].to_vec();
        let given = Given::read(&words, shape, &known, candidates);
        if let Some(takes) = self.sought(&given, &known) {
            return self.values(takes, &given, shape, candidates);
        }
        let options =
            known.iter().filter(|p| p.again || !given.flags.contains(&p.flag.as_deref().unwrap_or_default()));
        let options = options.filter_map(|p| option(p));
        if self.current.text.starts_with('-') {
            return self.fitting(options);
        }
        if !shape.below.is_empty() && depth == self.words.len() {
            return self.fitting(shape.below.iter().map(|below| Choice::new(&below.name, &below.about, "")));
        }
        match shape.places.get(given.places.len()) {
            Some(place) => self.values(&place.takes, &given, shape, candidates),
            None => self.fitting(options),
        }
    }

    /// What the word at the cursor is, when it is a value that began before it: words of a name, an option's value.
    fn sought<'p>(&mut self, given: &Given<'p>, known: &[&'p Parameter]) -> Option<&'p Takes> {
        if let Some((takes, start)) = given.unsettled
            && !self.current.text.starts_with('-')
        {
            self.current = Word { text: self.before[start..].to_owned(), start, is_quoted: false };
            return Some(takes);
        }
        if let Some(parameter) = given.waiting {
            return Some(&parameter.takes);
        }
        let (flag, value) = self.current.text.split_once('=')?;
        let parameter = known.iter().find(|p| p.flag.as_deref() == Some(flag))?;
        self.current =
            Word { text: value.to_owned(), start: self.current.start + flag.len() + 1, is_quoted: false };
        Some(&parameter.takes)
    }

    fn values(
        &self,
        takes: &Takes,
        given: &Given<'_>,
        shape: &Shape,
        candidates: &Candidates,
    ) -> Vec<Suggestion> {
        let case = || given.of(&Takes::Case).and_then(|id| candidates.case(id));
        match takes {
            Takes::Nothing | Takes::Text => Vec::new(),
            Takes::Case => self.fitting(candidates.cases.iter().map(|case| &case.choice)),
            Takes::Actor => self.fitting(candidates.actors.iter().map(AsRef::as_ref)),
            Takes::Kind => self.fitting(candidates.kinds.iter()),
            Takes::Words(words) => self.fitting(words.iter().map(|word| Choice::new(word, "", ""))),
            Takes::Task => {
                let wanted = |state: TaskState| match shape.name.as_str() {
                    "done" => state == TaskState::Open,
                    name if ABOUT_DONE.contains(&name) => state == TaskState::Done,
                    _ => state.is_live(),
                };
                let tasks = case().into_iter().flat_map(|case| &case.tasks);
                self.fitting(tasks.filter(|task| wanted(task.state)).map(|task| &task.choice))
            }
            Takes::Outcome => {
                let key = given.of(&Takes::Task).unwrap_or_default();
                let mut tasks = case().into_iter().flat_map(|case| case.tasks.iter().rev());
                let task = tasks.find(|task| task.choice.value == key);
                self.fitting(task.into_iter().flat_map(|task| &task.outcomes))
            }
        }
    }

    /// The choices that fit the word at the cursor, the best first.
    fn fitting<C: std::borrow::Borrow<Choice>>(
        &self,
        choices: impl IntoIterator<Item = C>,
    ) -> Vec<Suggestion> {
        fitting(&self.current.text, Span::new(self.current.start, self.before.len()), choices)
    }
}

fn option(parameter: &Parameter) -> Option<Choice> {
    parameter.flag.as_ref().map(|flag| Choice::new(flag, &parameter.help, ""))
}

fn fitting<C: std::borrow::Borrow<Choice>>(
    typed: &str,
    span: Span,
    choices: impl IntoIterator<Item = C>,
) -> Vec<Suggestion> {
    let typed = Typed::new(typed);
    let mut found: Vec<_> = choices
        .into_iter()
        .filter_map(|choice| choice.borrow().fit(&typed).map(|fit| (fit, choice)))
        .collect();
    found.sort_by_key(|(fit, _)| *fit);
    // A looser fit is of use only when there is no closer one: `ba to` is Ba Tơ, not a Ban Tổ chức.
    let best = found.first().map_or(Fit::Inside, |(fit, _)| *fit).max(Fit::Phrase);
    found.retain(|(fit, _)| *fit <= best);
    found.iter().take(OFFERED).map(|(_, choice)| suggestion(choice.borrow(), span, true)).collect()
}

fn suggestion(choice: &Choice, span: Span, append_whitespace: bool) -> Suggestion {
    Suggestion {
        value: choice.value.clone(),
        description: (!choice.about.is_empty()).then(|| choice.about.clone()),
        span,
        append_whitespace,
        ..Suggestion::default()
    }
}

/// What a command has been given before the cursor.
#[derive(Default)]
struct Given<'a> {
    places: Vec<(&'a Parameter, &'a str)>,
    flags: Vec<&'a str>,
    /// The option whose value comes next.
    waiting: Option<&'a Parameter>,
    /// A case or an actor of which some words were typed, as `done sơn tịnh`: what is sought, and where it starts.
    unsettled: Option<(&'a Takes, usize)>,
}

impl<'a> Given<'a> {
    fn read(words: &'a [Word], shape: &'a Shape, known: &[&'a Parameter], candidates: &Candidates) -> Self {
        let mut given = Self::default();
        for word in words {
            let text = word.text.as_str();
            if text.starts_with('-') && !word.is_quoted {
                given.unsettled = None;
                given.flag(text, known);
            } else if given.unsettled.is_none() {
                let place = shape.places.get(given.places.len());
                let (parameter, is_place) = match given.waiting.take() {
                    Some(option) => (Some(option), false),
                    None => (place, true),
                };
                let Some(parameter) = parameter else { continue };
                if !(word.is_quoted || candidates.settle(&parameter.takes, text)) {
                    given.unsettled = Some((&parameter.takes, word.start));
                }
                given.places.extend(is_place.then_some((parameter, text)));
            }
        }
        given
    }

    fn flag(&mut self, text: &'a str, known: &[&'a Parameter]) {
        let flag = text.split('=').next().unwrap_or(text);
        self.flags.push(flag);
        let parameter =
            known.iter().find(|p| p.flag.as_deref() == Some(flag) || p.short.as_deref() == Some(flag));
        self.waiting = parameter.copied().filter(|p| p.takes != Takes::Nothing && !text.contains('='));
    }

    /// What was given at the place that takes this.
    fn of(&self, takes: &Takes) -> Option<&'a str> {
        self.places.iter().find(|(place, _)| place.takes == *takes).map(|(_, word)| *word)
    }
}

impl Candidates {
    /// Whether a word is all of a value, so that the next word is another.
    fn settle(&self, takes: &Takes, word: &str) -> bool {
        match takes {
            Takes::Case => self.case(word).is_some(),
            Takes::Actor => self.actors.iter().any(|actor| actor.value.eq_ignore_ascii_case(word)),
            _ => true,
        }
    }
}

/// What can stand at the end of some Rhai.
fn in_rhai(before: &str, candidates: &Candidates, lang: Lang) -> Vec<Suggestion> {
    if let Some(start) = tokens::open_string(before) {
        let things = candidates.cases.iter().map(|case| &case.choice);
        let things = things.chain(candidates.actors.iter().map(AsRef::as_ref));
        let mut found = fitting(&before[start..], Span::new(start, before.len()), things);
        found.iter_mut().for_each(|suggestion| suggestion.append_whitespace = false);
        return found;
    }
    let start = before
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let (typed, span) = (&before[start..], Span::new(start, before.len()));
    let is_member = before[..start].ends_with('.');
    if typed.is_empty() && !is_member {
        return Vec::new();
    }
    let mut found = Vec::new();
    if !is_member {
        let variables = candidates.variables.iter().map(|name| Choice::new(name, "", ""));
        found.extend(variables.filter(|v| v.value.starts_with(typed)).map(|v| suggestion(&v, span, false)));
        for (name, params) in candidates.functions.iter().filter(|(name, _)| name.starts_with(typed)) {
            let choice = Choice::new(format!("{name}("), format!("{name}({params})"), "");
            found.push(suggestion(&choice, span, false));
        }
    }
    let host = functions::host().iter().filter(|f| f.is_member == is_member && f.name.starts_with(typed));
    found.extend(host.map(|function| Suggestion {
        value: function.inserted.clone(),
        display_override: Some(function.shown.clone()),
        description: Some(function.about(lang).to_owned()),
        span,
        ..Suggestion::default()
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::candidates::{CaseChoice, TaskChoice};
    use crate::ui::messages::Messages;

    fn task(key: &str, state: TaskState) -> TaskChoice {
        let outcomes = vec![Choice::new("agreed", "", ""), Choice::new("not-agreed", "", "")];
        TaskChoice { choice: Choice::new(key, "", ""), state, outcomes }
    }

    fn candidates() -> Candidates {
        let case = |id: &str, about: &str, tasks| {
            Arc::new(CaseChoice { choice: Choice::new(id, about, about), is_live: true, late: 0, tasks })
        };
        let tasks = vec![
            task("assessment", TaskState::Done),
            task("meeting", TaskState::Open),
            task("plan", TaskState::Waiting),
        ];
        Candidates {
            cases: Arc::new(vec![
                case("LC-2022-017", "Luân chuyển Nguyễn Thị Thuỷ", tasks),
                case("VT-2022-001", "Đề xuất vị trí: Huyện Sơn Tịnh", Vec::new()),
            ]),
            actors: Arc::new(vec![Arc::new(Choice::new("525", "Huyện Sơn Tịnh", "Huyện Sơn Tịnh"))]),
            kinds: Arc::new(vec![Choice::new("round", "Đợt luân chuyển", "")]),
            variables: vec!["late".to_owned()],
            functions: vec![("double".to_owned(), "n".to_owned())],
        }
    }

    fn offered(line: &str) -> Vec<String> {
        let commands = Arc::new(Commands::new(&Messages::new(Lang::En, "")));
        let shared = Shared::default();
        shared.set(candidates());
        let result = Offers::new(commands, shared, Lang::En).complete(line, line.len());
        result.suggestions().iter().map(|s| format!("{}{}", &line[..s.span.start], s.value)).collect()
    }

    #[test]
    fn a_command_is_offered_by_its_first_letters() {
        assert_eq!(offered("sus"), ["suspend"]);
        assert_eq!(offered("actor i"), ["actor import"]);
        assert!(offered("").contains(&"tasks".to_owned()));
        assert!(!offered("").contains(&"repl".to_owned()));
    }

    #[test]
    fn a_case_is_offered_by_its_number_or_by_what_it_is_about() {
        assert_eq!(offered("show LC"), ["show LC-2022-017"]);
        assert_eq!(offered("show thuy"), ["show LC-2022-017"]);
        assert_eq!(offered("show \"son tinh"), ["show VT-2022-001"]);
        assert_eq!(offered("show son tinh"), ["show VT-2022-001"]);
        assert_eq!(offered("done sơn tịnh --not"), ["done sơn tịnh --note"]);
        assert_eq!(offered("show ").len(), 2);
    }

    #[test]
    fn the_tasks_are_those_of_the_case_and_fit_the_command() {
        assert_eq!(offered("done LC-2022-017 "), ["done LC-2022-017 meeting"]);
        assert_eq!(offered("due lc-2022-017 "), ["due lc-2022-017 meeting", "due lc-2022-017 plan"]);
        assert_eq!(offered("reopen LC-2022-017 "), ["reopen LC-2022-017 assessment"]);
        assert!(offered("done VT-2022-001 ").is_empty());
    }

    #[test]
    fn outcomes_are_those_of_the_task() {
        let expected = ["done LC-2022-017 meeting --outcome not-agreed"];
        assert_eq!(offered("done LC-2022-017 meeting --outcome not"), expected);
        assert_eq!(
            offered("done LC-2022-017 meeting -o "),
            ["done LC-2022-017 meeting -o agreed", "done LC-2022-017 meeting -o not-agreed"]
        );
        assert_eq!(
            offered("done LC-2022-017 meeting --outcome=not"),
            ["done LC-2022-017 meeting --outcome=not-agreed"]
        );
    }

    #[test]
    fn actors_kinds_and_words_of_options_are_offered() {
        assert_eq!(offered("open r"), ["open round"]);
        assert_eq!(offered("open request --subject son"), ["open request --subject 525"]);
        assert_eq!(
            offered("--rehearse open request --subject \"sơn t"),
            ["--rehearse open request --subject 525"]
        );
        assert_eq!(offered("open request --subject huyen son t"), ["open request --subject 525"]);
        assert_eq!(offered("actor list --kind com"), ["actor list --kind commune"]);
        assert_eq!(offered("list --format c"), ["list --format csv"]);
    }

    #[test]
    fn an_option_is_offered_once_unless_it_may_be_given_again() {
        assert!(offered("done X y --").contains(&"done X y --note".to_owned()));
        assert!(!offered("done X y --note z --").contains(&"done X y --note z --note".to_owned()));
        assert!(offered("done X y --set a=1 --").contains(&"done X y --set a=1 --set".to_owned()));
    }

    #[test]
    fn rhai_is_offered_functions_members_variables_and_numbers_of_cases() {
        assert_eq!(offered("let x = la"), ["let x = late"]);
        assert_eq!(offered("dou"), ["double("]);
        assert!(offered("tasks().over").contains(&"tasks().overdue()".to_owned()));
        assert!(offered("find_c").contains(&"find_case(".to_owned()));
        assert_eq!(offered("find_case(\"thuy"), ["find_case(\"LC-2022-017"]);
        assert!(offered("let x = ").is_empty());
    }

    #[test]
    fn help_offers_commands_functions_and_hooks() {
        assert_eq!(offered("help days_l"), ["help days_late"]);
        assert_eq!(offered("? find_a"), ["? find_actor"]);
        assert_eq!(offered("help child_c"), ["help child_closed"]);
        assert_eq!(offered("help withd"), ["help withdraw"]);
        assert!(offered("help ").is_empty());
    }

    #[test]
    fn functions_are_told_in_the_language_of_the_talk() {
        let told = |lang, line: &str| {
            let commands = Arc::new(Commands::new(&Messages::new(lang, "")));
            let result = Offers::new(commands, Shared::default(), lang).complete(line, line.len());
            result.suggestions()[0].description.clone().unwrap_or_default()
        };
        for line in ["t.days_l", "help days_l"] {
            assert_eq!(told(Lang::Vi, line), "Số ngày quá hạn; 0 là không trễ.", "{line}");
            assert_eq!(told(Lang::En, line), "Whole days past the due date; 0 when not late.", "{line}");
        }
    }

    #[test]
    fn in_the_last_of_several_lines_the_places_are_those_of_the_whole() {
        assert_eq!(offered("let a = [\nla"), ["let a = [\nlate"]);
    }
}
