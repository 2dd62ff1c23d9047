//! Texts put together from pieces: what is known of the whole.

use super::types::{Pattern, Piece, Text, Type, Word};
use rhai::Position;

/// How many texts a piece may stand for before only the edges are kept.
const MOST: usize = 200;

/// The text that these pieces make, written at `at`.
pub fn together(pieces: &[Type], at: Position) -> Type {
    spelled(pieces, at).or_else(|| joined(pieces, at)).unwrap_or_else(|| edges(pieces, at))
}

/// Every text it can be, when all pieces are written.
fn spelled(pieces: &[Type], at: Position) -> Option<Type> {
    let mut all = vec![String::new()];
    for piece in pieces {
        let Type::Text(text) = piece else { return None };
        let options: Vec<&str> = text.literals().map(|(option, _)| option).collect();
        if text.open
            || options.len() != text.words.len()
            || options.is_empty()
            || all.len() * options.len() > MOST
        {
            return None;
        }
        all = all.iter().flat_map(|start| options.iter().map(move |end| format!("{start}{end}"))).collect();
    }
    let words = all.into_iter().map(|text| Word::Literal(text, at)).collect();
    Some(Type::Text(Text { words, open: false }))
}

/// Words of the host with written text between them.
fn joined(pieces: &[Type], at: Position) -> Option<Type> {
    let mut all = Vec::new();
    for piece in pieces {
        let Type::Text(text) = piece else { return None };
        let (1, false, Some(word)) = (text.words.len(), text.open, text.words.first()) else { return None };
        match word {
            Word::Literal(text, _) => all.push(Piece::Text(text.clone())),
            Word::Of(domain) => all.push(Piece::Word(domain.clone())),
            Word::Joined(inner, _) => all.extend(inner.iter().cloned()),
            Word::Partly(..) => return None,
        }
    }
    Some(Type::Text(Text { words: [Word::Joined(all, at)].into(), open: false }))
}

fn edges(pieces: &[Type], at: Position) -> Type {
    let only = |piece: Option<&Type>| match piece {
        Some(Type::Text(text)) if !text.open && text.words.len() == 1 => {
            text.literals().next().map(|(text, _)| text.to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    };
    let (start, end) = (only(pieces.first()), only(pieces.last()));
    if start.is_empty() && end.is_empty() {
        return Type::text();
    }
    let word = Word::Partly(Pattern { start, end: Some(end) }, at);
    Type::Text(Text { words: [word].into(), open: false })
}
