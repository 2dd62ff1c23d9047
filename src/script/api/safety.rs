//! Functions of the language's own library that could hang the program or fill its memory in one call, before its own
//! bounds are looked at.

use crate::domain::script_fault::ScriptFaultKind;
use crate::script::fault::fault;
use crate::script::limits::TEXT;
use rhai::plugin::*;
use rhai::{EvalAltResult, ImmutableString, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// Functions that stand in for the language's own.
#[export_module]
pub mod api {
    /// Scripts never sleep: what must happen later is a task with a term.
    /// vi: Kịch bản không bao giờ ngủ chờ. Điều phải xảy ra sau này là một việc có thời hạn; gọi hàm này là lỗi.
    /// ```rhai
    /// today() + days(3) > today()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn sleep(ctx: NativeCallContext, _seconds: i64) -> Answer<()> {
        fault(&ctx, ScriptFaultKind::Limit { bound: "time".to_owned() })
    }

    /// Scripts never sleep, not for a part of a second either.
    /// vi: Kịch bản không bao giờ ngủ chờ, dù chỉ một phần của giây; gọi hàm này là lỗi.
    /// ```rhai
    /// today() + days(3) > today()
    /// ```
    #[rhai_fn(name = "sleep", return_raw)]
    pub fn sleep_a_part(ctx: NativeCallContext, _seconds: f64) -> Answer<()> {
        sleep(ctx, 0)
    }

    /// Replaces a part of a text, up to a bound.
    /// vi: Thay một phần của chữ bằng chữ khác, có giới hạn.
    /// ```rhai
    /// let text = "xã A"; text.replace("A", "B"); text == "xã B"
    /// ```
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
        let (count, kept) = (text.matches(what).count(), text.len());
        if count.saturating_mul(with.len()).saturating_add(kept) > TEXT {
            return fault(&ctx, ScriptFaultKind::Limit { bound: "size".to_owned() });
        }
        let replaced = text.replace(what, with);
        *text = replaced.into();
        Ok(())
    }

    /// Replaces a character by a text, up to a bound.
    /// vi: Thay một ký tự bằng chữ khác, có giới hạn.
    /// ```rhai
    /// let text = "a-b"; text.replace('-', " và "); text == "a và b"
    /// ```
    #[rhai_fn(name = "replace", return_raw)]
    pub fn replace_char(
        ctx: NativeCallContext,
        text: &mut ImmutableString,
        what: char,
        with: &str,
    ) -> Answer<()> {
        replace_text(ctx, text, what.encode_utf8(&mut [0; 4]), with)
    }
}
