//! Vietnamese names: one form to compare them, one to match them without marks, one to sort them.
//!
//! The same name reaches us composed or decomposed, in capitals, with its tone on either vowel (`Hoà`,
//! `Hòa`) or with no marks at all. Names are stored and printed as they were given; only what is
//! compared passes through here.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tone marks in the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
const VOWELS: &str = "aăâeêioôơuưy";
const MARKED_VOWELS: &str = "ăâêôơư";
/// The Vietnamese alphabet, with f, j, w and z where a reader looks for them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// The text in composed form (NFC), in which everything is stored and printed.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The form under which two texts typed with marks are the same.
///
/// NFC, lower case, single spaces, plain hyphens, and the tone where the older rule puts it (`hòa`, `ủy`,
/// `quý`). Words of several syllables or several tones keep their marks where they are.
pub fn normalise(text: &str) -> String {
    let lower = text.nfd().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase();
    let mut normal = String::with_capacity(text.len());
    let mut syllable = String::new();
    for c in lower.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(without_lookalike) {
        if c.is_alphabetic() || is_combining_mark(c) {
            syllable.push(c);
        } else {
            normal.push_str(&place_tone(&syllable));
            syllable.clear();
            normal.push(c);
        }
    }
    normal.push_str(&place_tone(&syllable));
    normal
}

/// The form under which texts are the same when marks do not count: letters and digits in lower case without
/// marks, `d` for `đ`, and one space for whatever stands between words.
pub fn fold(text: &str) -> String {
    letters(text).into_iter().map(|letter| letter.base).collect()
}

/// Whether `typed` is `name` with all, some or none of its marks left out.
///
/// `Tu Nghĩa` is `Tư Nghĩa`; `Sơn Hạ` is not `Sơn Hà`, though both fold to the same text.
pub fn leaves_out_marks(typed: &str, name: &str) -> bool {
    let (typed, name) = (letters(typed), letters(name));
    typed.len() == name.len()
        && typed
            .iter()
            .zip(&name)
            .all(|(t, n)| t.base == n.base && t.marks.iter().all(|mark| n.marks.contains(mark)))
}

/// The place of a name in a Vietnamese list; made by [`given_name_key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey(Vec<WordKey>);

/// Letters decide first, the tone only between words of the same letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct WordKey {
    letters: Vec<u32>,
    tones: Vec<usize>,
}

/// The sort key of a person's name: the given name (the last word), then surname and middle names.
///
/// Letters go by the Vietnamese alphabet (a ă â … d đ e ê …), tones in the order ngang, huyền, hỏi, ngã, sắc,
/// nặng; digits stand before letters.
pub fn given_name_key(name: &str) -> NameKey {
    let mut words: Vec<WordKey> = normalise(name).split_whitespace().map(word_key).collect();
    if let Some(given) = words.pop() {
        words.insert(0, given);
    }
    NameKey(words)
}

fn word_key(word: &str) -> WordKey {
    let letters = word.nfd().filter(|c| !is_tone(*c)).nfc().map(letter_rank).collect();
    let tones = word.nfd().filter_map(|c| TONES.iter().position(|tone| *tone == c)).collect();
    WordKey { letters, tones }
}

fn letter_rank(c: char) -> u32 {
    const FIRST_LETTER: u32 = 0x80;
    let beyond_alphabet = FIRST_LETTER + 0x80;
    match ALPHABET.chars().zip(FIRST_LETTER..).find(|(letter, _)| *letter == c) {
        Some((_, rank)) => rank,
        None if c.is_ascii() => u32::from(c),
        None => beyond_alphabet + u32::from(c),
    }
}

/// A letter, digit or space and the marks on it.
struct Letter {
    base: char,
    marks: Vec<char>,
}

fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for c in normalise(text).nfd() {
        match c {
            c if is_combining_mark(c) => {
                if let Some(last) = letters.last_mut() {
                    last.marks.push(c);
                }
            }
            'đ' => letters.push(Letter { base: 'd', marks: vec!['đ'] }),
            c if c.is_alphanumeric() => letters.push(Letter { base: c, marks: Vec::new() }),
            _ if letters.last().is_some_and(|last| last.base != ' ') => {
                letters.push(Letter { base: ' ', marks: Vec::new() });
            }
            _ => {}
        }
    }
    if letters.last().is_some_and(|last| last.base == ' ') {
        letters.pop();
    }
    letters
}

fn is_tone(c: char) -> bool {
    TONES.contains(&c)
}

/// Characters that spreadsheets and web pages leave between letters and nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Icelandic and African letters that look like `đ`, and the dashes that Word puts for a hyphen.
fn without_lookalike(c: char) -> char {
    match c {
        'ð' | 'ɖ' => 'đ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

/// Puts the tone of a decomposed syllable where the older rule wants it, and composes.
fn place_tone(syllable: &str) -> String {
    let mut tones = syllable.chars().filter(|c| is_tone(*c));
    let (Some(tone), None) = (tones.next(), tones.next()) else {
        return nfc(syllable);
    };
    let mut letters: Vec<char> = syllable.chars().filter(|c| !is_tone(*c)).nfc().collect();
    let Some(vowel) = toned_vowel(&letters) else {
        return nfc(syllable);
    };
    letters.insert(vowel + 1, tone);
    letters.into_iter().nfc().collect()
}

/// Which letter of a syllable carries its tone; `None` when it has no vowel, or vowels in two places.
fn toned_vowel(letters: &[char]) -> Option<usize> {
    let is_vowel = |at: usize| letters.get(at).is_some_and(|c| VOWELS.contains(*c));
    let mut start = (0..letters.len()).find(|at| is_vowel(*at))?;
    let onset = (start.checked_sub(1).map(|before| letters[before]), letters[start]);
    if matches!(onset, (Some('q'), 'u') | (Some('g'), 'i')) && is_vowel(start + 1) {
        start += 1;
    }
    let end = (start..letters.len()).find(|at| !is_vowel(*at)).unwrap_or(letters.len());
    if (end..letters.len()).any(is_vowel) {
        return None;
    }
    let marked = (start..end).rev().find(|at| MARKED_VOWELS.contains(letters[*at]));
    let plain = match end - start {
        1 => start,
        2 if end == letters.len() => start,
        _ => start + 1,
    };
    Some(marked.unwrap_or(plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_name_is_one_name_however_it_was_typed() {
        let nfd: String = "Nguyễn Thị Hòa".nfd().collect();
        assert_ne!(nfd, "Nguyễn Thị Hòa");
        for typed in [nfd.as_str(), "NGUYỄN THỊ HÒA", "  Nguyễn\u{a0}Thị \t Hoà ", "Nguyễn\u{200b} Thị Hòa"]
        {
            assert_eq!(normalise(typed), "nguyễn thị hòa", "{typed}");
        }
        assert_eq!(nfc(&nfd), "Nguyễn Thị Hòa");
        assert_eq!(normalise("ÐỨC PHỔ"), normalise("Đức Phổ"));
        assert_eq!(normalise("Phát thanh – Truyền hình"), "phát thanh - truyền hình");
    }

    #[test]
    fn tones_go_where_the_older_rule_puts_them() {
        for (typed, normal) in [
            ("hoà", "hòa"),
            ("hoè", "hòe"),
            ("uỷ", "ủy"),
            ("thuý", "thúy"),
            ("tòan", "toàn"),
            ("hoàn", "hoàn"),
            ("huỳnh", "huỳnh"),
            ("quý", "quý"),
            ("qúy", "quý"),
            ("quốc", "quốc"),
            ("gìa", "già"),
            ("gì", "gì"),
            ("giếng", "giếng"),
            ("mía", "mía"),
            ("nghĩa", "nghĩa"),
            ("cửa", "cửa"),
            ("thuở", "thuở"),
            ("được", "được"),
            ("khuỷu", "khuỷu"),
            ("ngoài", "ngoài"),
            ("hà-nội", "hà-nội"),
            ("résumé", "résumé"),
            ("kdămá", "kdămá"),
        ] {
            assert_eq!(normalise(typed), normal, "{typed}");
        }
        assert_eq!(normalise("e\u{301}\u{302}"), "ế", "marks in the wrong order");
    }

    #[test]
    fn fold_drops_marks_and_what_stands_between_words() {
        assert_eq!(fold("Đặng Thị Ưởng"), "dang thi uong");
        assert_eq!(fold("Sở Lao động – Thương binh, Xã hội."), "so lao dong thuong binh xa hoi");
        assert_eq!(fold("quy_hoạch[]"), "quy hoach");
        assert_eq!(fold(" - "), "");
        let nfd: String = "Đức Phổ".nfd().collect();
        assert_eq!(fold(&nfd), "duc pho");
    }

    #[test]
    fn marks_may_be_left_out_but_not_be_wrong() {
        assert!(leaves_out_marks("Tu Nghĩa", "Tư Nghĩa"));
        assert!(leaves_out_marks("duoc", "Được"));
        assert!(leaves_out_marks("đươc", "Được"));
        assert!(leaves_out_marks("Được", "Được"));
        assert!(!leaves_out_marks("Sơn Hạ", "Sơn Hà"));
        assert!(!leaves_out_marks("Đung", "Dung"));
        assert!(!leaves_out_marks("Ba", "Ba Tơ"));
    }

    #[test]
    fn people_stand_by_given_name_then_surname() {
        let sorted = [
            "Cán bộ Số 01",
            "Trần Văn An",
            "Lê Thị Ân",
            "Đỗ Bình",
            "Lê Văn Dũng",
            "Bùi Đào",
            "Ngô Thị Đào",
            "Phạm Hà",
            "Phạm Hạ",
            "Lê Hoa",
            "Lê Hòa",
            "Lê Hỏa",
            "Lê Hõa",
            "Lê Hóa",
            "Lê Họa",
            "Lê Hoan",
            "Lê Ung",
            "Lê Ưng",
        ];
        let mut names: Vec<&str> = sorted.iter().rev().copied().collect();
        names.sort_by_key(|name| given_name_key(name));
        assert_eq!(names, sorted);
        assert!(given_name_key("") < given_name_key("An"));
        assert_eq!(given_name_key("LÊ HOÀ"), given_name_key("Lê Hòa"));
    }

    proptest! {
        #[test]
        fn composition_and_case_never_matter(text in "[a-zA-ZĂÂĐÊÔƠƯăâđêôơưàảãáạếờữ0-9 '\\-\u{300}\u{301}\u{303}\u{309}\u{323}]{0,24}") {
            let normal = normalise(&text);
            prop_assert_eq!(normalise(&normal), normal.clone());
            prop_assert_eq!(normalise(&text.nfd().collect::<String>()), normal.clone());
            prop_assert_eq!(normalise(&nfc(&text).to_uppercase()), normal.clone());
            prop_assert_eq!(fold(&normal), fold(&text));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert!(leaves_out_marks(&fold(&text), &text));
        }
    }
}
