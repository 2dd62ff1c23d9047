//! What the texts promise: both languages say the same, every error has a text and a way out, and every text has the
//! facts it speaks of.

mod coverage;
mod scan;
mod seen;
mod texts;
