//! Documents.

use crate::domain::document::Direction;
use crate::script::handle::{Actor, Date, Document};
use rhai::Dynamic;
use rhai::plugin::*;

/// Functions of the noun.
#[export_module]
pub mod api {
    /// The abbreviation of its kind: `CV TTr KH QĐ TB BB KL`.
    /// vi: Ký hiệu loại văn bản: `CV TTr KH QĐ TB BB KL`.
    /// ```rhai
    /// c.documents[0].type == "CV"
    /// ```
    #[rhai_fn(get = "type", pure)]
    pub fn kind(d: &mut Document) -> String {
        d.0.reference.kind.clone()
    }

    /// Its number as written.
    /// vi: Số của văn bản, đúng như đã ghi.
    /// ```rhai
    /// c.documents[0].number == "01"
    /// ```
    #[rhai_fn(get = "number", pure)]
    pub fn number(d: &mut Document) -> String {
        d.0.reference.number.clone()
    }

    /// What follows the number.
    /// vi: Ký hiệu đứng sau số.
    /// ```rhai
    /// c.documents[0].symbol == "CV/BTCTU"
    /// ```
    #[rhai_fn(get = "symbol", pure)]
    pub fn symbol(d: &mut Document) -> String {
        d.0.reference.symbol.clone()
    }

    /// The day it was signed.
    /// vi: Ngày ký.
    /// ```rhai
    /// c.documents[0].date <= today()
    /// ```
    #[rhai_fn(get = "date", pure)]
    pub fn date(d: &mut Document) -> Date {
        Date(d.0.reference.date)
    }

    /// Who issued it, or `()`.
    /// vi: Nơi ban hành, hoặc `()`.
    /// ```rhai
    /// c.documents[0].issuer == "BTCTU"
    /// ```
    #[rhai_fn(get = "issuer", pure)]
    pub fn issuer(d: &mut Document) -> Dynamic {
        d.0.issuer.clone().map_or(Dynamic::UNIT, |id| Dynamic::from(Actor(id)))
    }

    /// What it is about; empty when not recorded.
    /// vi: Trích yếu; chưa ghi thì rỗng.
    /// ```rhai
    /// c.documents[0].summary == ""
    /// ```
    #[rhai_fn(get = "summary", pure)]
    pub fn summary(d: &mut Document) -> String {
        d.0.reference.summary.clone()
    }

    /// `"out"` when the office issued it, `"in"` when it received it.
    /// vi: Văn bản đi hay đến. `"out"` là cơ quan ban hành, `"in"` là cơ quan nhận.
    /// ```rhai
    /// c.documents[0].direction == "out"
    /// ```
    #[rhai_fn(get = "direction", pure)]
    pub fn direction(d: &mut Document) -> String {
        if d.0.direction == Direction::Out { "out".to_owned() } else { "in".to_owned() }
    }

    /// The step in which it was recorded.
    /// vi: Bước đã ghi văn bản.
    /// ```rhai
    /// c.documents[0].step == "step1"
    /// ```
    #[rhai_fn(get = "step", pure)]
    pub fn step(d: &mut Document) -> String {
        d.0.step.to_string()
    }

    /// How it is cited.
    /// vi: Cách viện dẫn văn bản.
    /// ```rhai
    /// c.documents[0].reference == "01-CV/BTCTU ngày 22/09/2022"
    /// ```
    #[rhai_fn(get = "reference", pure)]
    pub fn reference(d: &mut Document) -> String {
        d.0.reference.to_string()
    }

    /// How it is cited, for printing.
    /// vi: Cách viện dẫn văn bản, để in ra.
    /// ```rhai
    /// `${c.documents[0]}` == c.documents[0].reference
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn to_text(d: &mut Document) -> String {
        d.0.reference.to_string()
    }
}
