//! The seal that is written on paper: `1284 21/09/2022 JPX3-JVP7-6X8J-XH9T`.
//!
//! The twenty signs are digits and consonants, so that no keyboard for Vietnamese turns them into a letter with a mark
//! (Telex and VNI change what follows a vowel, `d` or `w`), and none of them is easily taken for another: no 0, 1, O,
//! I, L, U, nor Z, S, G, B beside 2, 5, 6, 8. Fourteen of them hold 60.5 bits of the hash. Two more are check signs
//! over the number, the day and the fourteen: the whole is a number to the base 20, and what remains of it modulo 397
//! is written behind it. 397 is a prime, and 20, 19 and 399 are no multiples of it: so one wrong sign is always found,
//! and so are two signs that changed places, next to each other or with one between. Anything else passes once in 397
//! times, and is then found by the log, which does not fit.

use super::error::SealFault;
use super::{Mark, Seal};
use crate::domain::day;
use std::fmt;

/// The signs, each worth its place.
const SIGNS: [char; 20] =
    ['2', '3', '4', '5', '6', '7', '8', '9', 'C', 'F', 'H', 'J', 'K', 'M', 'N', 'P', 'R', 'T', 'V', 'X'];
const BASE: u64 = 20;
/// How many signs stand for the hash.
const HASH_SIGNS: usize = 14;
/// How many check signs follow.
const CHECK_SIGNS: usize = 2;
/// What the check signs are reckoned by.
const MODULUS: u64 = 397;
/// How many signs stand between two dashes.
const GROUP: usize = 4;

/// The signs that stand for a hash, without the check signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckText([u8; HASH_SIGNS]);

impl CheckText {
    /// The check text of a hash: its first 16 bytes, modulo 20 to the 14th.
    pub fn of(hash: &[u8; 32]) -> Self {
        let mut rest = hash[..16].iter().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
        let mut signs = [0; HASH_SIGNS];
        for sign in signs.iter_mut().rev() {
            // What is left over by 20 fits.
            *sign = u8::try_from(rest % u128::from(BASE)).unwrap_or_default();
            rest /= u128::from(BASE);
        }
        Self(signs)
    }
}

impl Seal {
    /// Reads a seal as it was typed from paper: in capitals or not, with or without dashes.
    pub fn parse(typed: &str) -> Result<Self, SealFault> {
        let shape = || SealFault::Shape { typed: typed.trim().to_owned() };
        let mut words = typed.split_whitespace();
        let number = words.next().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
        let entry = number.and_then(|word| word.parse().ok()).filter(|entry| *entry > 0).ok_or_else(shape)?;
        let day = words.next().and_then(day::parse).ok_or_else(shape)?;
        let signs = words.flat_map(str::chars).filter(|c| !matches!(c, '-' | '–' | '.'));
        let signs = signs.map(worth).collect::<Result<Vec<u8>, SealFault>>()?;
        let needed = HASH_SIGNS + CHECK_SIGNS;
        let length = SealFault::Length { found: signs.len(), needed };
        if signs.is_empty() {
            return Err(shape());
        }
        let (text, check) = signs.split_first_chunk::<HASH_SIGNS>().ok_or_else(|| length.clone())?;
        if check.len() != CHECK_SIGNS {
            return Err(length);
        }
        let seal = Self { entry, day, mark: Mark::Text(CheckText(*text)) };
        if check == check_signs(&seal, CheckText(*text)) {
            Ok(seal)
        } else {
            Err(SealFault::Slip { typed: typed.trim().to_owned() })
        }
    }
}

/// The seal as it is written on paper. One from a file that proves nothing has no check text.
impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.entry, day::vietnamese(self.day))?;
        let text = match &self.mark {
            Mark::Text(text) => *text,
            Mark::Signed(hash) => CheckText::of(hash),
            Mark::Unproven => return Ok(()),
        };
        let signs = text.0.into_iter().chain(check_signs(self, text));
        for (place, sign) in signs.enumerate() {
            let before = match place {
                0 => " ",
                place if place % GROUP == 0 => "-",
                _ => "",
            };
            write!(f, "{before}{}", SIGNS[usize::from(sign)])?;
        }
        Ok(())
    }
}

/// What a sign is worth.
fn worth(sign: char) -> Result<u8, SealFault> {
    let place = SIGNS.iter().position(|known| *known == sign.to_ascii_uppercase());
    place.and_then(|place| u8::try_from(place).ok()).ok_or_else(|| SealFault::Sign { sign: sign.to_string() })
}

/// The check signs over the digits of the number and of the day, and the text.
fn check_signs(seal: &Seal, text: CheckText) -> [u8; CHECK_SIGNS] {
    let digits = format!("{}{}", seal.entry, seal.day.format("%d%m%Y")).into_bytes();
    let values = digits.into_iter().map(|digit| digit.wrapping_sub(b'0')).chain(text.0);
    let rest = values.fold(0, |sum, value| (sum * BASE + u64::from(value)) % MODULUS);
    [rest / BASE, rest % BASE].map(|value| u8::try_from(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        let mut hash = [0; 32];
        for (place, byte) in (0_u8..).zip(hash.iter_mut()) {
            *byte = place.wrapping_mul(37).wrapping_add(11);
        }
        let day = day::parse("21/9/2022").unwrap();
        Seal { entry: 1284, day, mark: Mark::Text(CheckText::of(&hash)) }
    }

    #[test]
    fn a_line_is_read_as_it_was_written_however_it_is_typed() {
        let (seal, line) = (seal(), seal().to_string());
        assert_eq!(line, "1284 21/09/2022 JPX3-JVP7-6X8J-XH9T");
        for typed in [
            line.clone(),
            format!("  {}\n", line.to_lowercase()),
            line.replace('-', ""),
            line.replace('-', " "),
            line.replace("21/09/2022", "2022-09-21"),
        ] {
            assert_eq!(Seal::parse(&typed), Ok(seal.clone()), "{typed}");
        }
    }

    /// The places at which a line has a sign or a digit.
    fn places(line: &str) -> Vec<usize> {
        line.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect()
    }

    #[test]
    fn one_wrong_sign_anywhere_is_found() {
        let line = seal().to_string();
        let mut tried = 0;
        for at in places(&line) {
            for sign in SIGNS.into_iter().chain('0'..='9').filter(|sign| !line[at..].starts_with(*sign)) {
                let mut typed = line.clone();
                typed.replace_range(at..=at, &sign.to_string());
                assert!(Seal::parse(&typed).is_err(), "{typed}");
                tried += 1;
            }
        }
        assert!(tried > 500, "{tried}");
    }

    #[test]
    fn two_signs_that_changed_places_are_found() {
        let line = seal().to_string();
        let places = places(&line);
        let text = line.as_bytes();
        for apart in [1, 2] {
            for (one, other) in places.iter().zip(&places[apart..]).filter(|(a, b)| text[**a] != text[**b]) {
                let mut typed = text.to_vec();
                typed.swap(*one, *other);
                let typed = String::from_utf8(typed).unwrap();
                assert!(Seal::parse(&typed).is_err(), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_seal_says_why() {
        let fault = |typed: &str| Seal::parse(typed).unwrap_err();
        let shape = |typed: &str| SealFault::Shape { typed: typed.to_owned() };
        for typed in
            ["", "1284", "1284 21/9/2022", "0 21/9/2022 JPX3", "mục 21/9/2022 JPX3", "1284 31/9/2022 JPX3"]
        {
            assert_eq!(fault(typed), shape(typed));
        }
        assert_eq!(fault(&"9".repeat(40)), shape(&"9".repeat(40)));
        assert_eq!(fault("1284 21/9/2022 JPX3-JVP7-6X8O"), SealFault::Sign { sign: "O".to_owned() });
        assert_eq!(fault("1284 21/9/2022 JPX3-JVP7"), SealFault::Length { found: 8, needed: 16 });
        assert!(matches!(
            fault("1284 21/9/2022 JPX3-JVP7-6X8J-XH9T-2"),
            SealFault::Length { found: 17, needed: 16 }
        ));
    }

    #[test]
    fn a_hash_that_differs_in_any_of_its_first_bytes_has_another_text() {
        let hash = [0xa5; 32];
        for byte in 0..16 {
            let mut other = hash;
            other[byte] ^= 1;
            // 2 to the 120th and so on are no multiples of 20 to the 14th.
            assert_ne!(CheckText::of(&hash), CheckText::of(&other), "{byte}");
        }
    }
}
