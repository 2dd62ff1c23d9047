//! Functions of the language's own library that could hang the program or fill its memory in one call.

use crate::domain::script_fault::ScriptFaultKind;
use crate::script::fault::fault;
use rhai::plugin::*;
use rhai::{EvalAltResult, ImmutableString, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// The longest text that one call may make, in bytes.
const MAX_TEXT: usize = 1 << 20;

fn too_large<T>(ctx: &NativeCallContext<'_>) -> Answer<T> {
    fault(ctx, ScriptFaultKind::Limit { bound: "size".to_owned() })
}

/// Functions that stand in for the language's own.
#[export_module]
pub mod api {
    /// Scripts never sleep: what must happen later is a task with a term.
    #[rhai_fn(return_raw)]
    pub fn sleep(ctx: NativeCallContext, _seconds: i64) -> Answer<()> {
        fault(&ctx, ScriptFaultKind::Limit { bound: "time".to_owned() })
    }

    /// Pads a text to a length, up to a bound.
    #[rhai_fn(name = "pad", return_raw)]
    pub fn pad_text(ctx: NativeCallContext, text: &mut ImmutableString, len: i64, with: &str) -> Answer<()> {
        let Ok(len) = usize::try_from(len) else { return Ok(()) };
        if len.saturating_mul(with.len().max(1)) > MAX_TEXT {
            return too_large(&ctx);
        }
        let mut padded = text.to_string();
        while padded.chars().count() < len && !with.is_empty() {
            padded.push_str(with);
        }
        let padded: String = padded.chars().take(len.max(text.chars().count())).collect();
        *text = padded.into();
        Ok(())
    }

    /// Pads a text to a length with a character, up to a bound.
    #[rhai_fn(name = "pad", return_raw)]
    pub fn pad_text_with(
        ctx: NativeCallContext,
        text: &mut ImmutableString,
        len: i64,
        with: char,
    ) -> Answer<()> {
        pad_text(ctx, text, len, with.encode_utf8(&mut [0; 4]))
    }

    /// Replaces a part of a text, up to a bound.
    #[rhai_fn(name = "replace", return_raw)]
    pub fn replace_text(
        ctx: NativeCallContext,
        text: &mut ImmutableString,
        what: &str,
        with: &str,
    ) -> Answer<()> {
        if what.is_empty() {
            return Ok(());
        }
        let grown = text.matches(what).count().saturating_mul(with.len());
        if grown > MAX_TEXT {
            return too_large(&ctx);
        }
        let replaced = text.replace(what, with);
        *text = replaced.into();
        Ok(())
    }
}
