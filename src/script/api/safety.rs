//! Functions of the language's own library that could hang the program or fill its memory in one call.

use crate::domain::script_fault::ScriptFaultKind;
use crate::script::fault::fault;
use rhai::plugin::*;
use rhai::{Array, Dynamic, EvalAltResult, ImmutableString, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

/// The longest text that one call may make, in bytes.
const MAX_TEXT: usize = 1 << 20;
/// The longest array that one call may make.
const MAX_ITEMS: usize = 1 << 16;

fn too_large<T>(ctx: &NativeCallContext<'_>) -> Answer<T> {
    fault(ctx, ScriptFaultKind::Limit { bound: "size".to_owned() })
}

/// Functions that stand in for the language's own.
#[export_module]
pub mod api {
    /// Scripts never sleep: what must happen later is a task with a term.
    /// vi: Kịch bản không bao giờ ngủ chờ. Điều phải xảy ra sau này là một việc có thời hạn; gọi hàm này là lỗi.
    /// ```rhai
    /// let refused = false;
    /// try { sleep(1); } catch { refused = true; }
    /// refused
    /// ```
    #[rhai_fn(return_raw)]
    pub fn sleep(ctx: NativeCallContext, _seconds: i64) -> Answer<()> {
        fault(&ctx, ScriptFaultKind::Limit { bound: "time".to_owned() })
    }

    /// Pads a text to a length, up to a bound.
    /// vi: Nối thêm một đoạn chữ cho đến khi đủ độ dài, có giới hạn.
    /// ```rhai
    /// let text = "VT"; text.pad(4, "-"); text == "VT--"
    /// ```
    #[rhai_fn(name = "pad", return_raw)]
    pub fn pad_text(ctx: NativeCallContext, text: &mut ImmutableString, len: i64, with: &str) -> Answer<()> {
        let Ok(len) = usize::try_from(len) else { return Ok(()) };
        if len.saturating_mul(with.len().max(1)) > MAX_TEXT {
            return too_large(&ctx);
        }
        let short = len.saturating_sub(text.chars().count());
        let padded: String = text.chars().chain(with.chars().cycle().take(short)).collect();
        *text = padded.into();
        Ok(())
    }

    /// Pads a text to a length with a character, up to a bound.
    /// vi: Nối thêm một ký tự cho đến khi đủ độ dài, có giới hạn.
    /// ```rhai
    /// let text = "7"; text.pad(3, '0'); text == "700"
    /// ```
    #[rhai_fn(name = "pad", return_raw)]
    pub fn pad_text_with(
        ctx: NativeCallContext,
        text: &mut ImmutableString,
        len: i64,
        with: char,
    ) -> Answer<()> {
        pad_text(ctx, text, len, with.encode_utf8(&mut [0; 4]))
    }

    /// Pads an array to a length, up to a bound.
    /// vi: Thêm một giá trị vào mảng cho đến khi đủ độ dài, có giới hạn.
    /// ```rhai
    /// let list = [1]; list.pad(3, 0); list == [1, 0, 0]
    /// ```
    #[rhai_fn(name = "pad", return_raw)]
    pub fn pad_array(ctx: NativeCallContext, array: &mut Array, len: i64, item: Dynamic) -> Answer<()> {
        let Ok(len) = usize::try_from(len) else { return Ok(()) };
        if len > MAX_ITEMS {
            return too_large(&ctx);
        }
        array.resize(len.max(array.len()), item);
        Ok(())
    }

    /// Splits a text at each delimiter, up to a bound.
    /// vi: Cắt chữ tại mỗi dấu ngăn cách, có giới hạn.
    /// ```rhai
    /// "BDT, SNV".split(", ") == ["BDT", "SNV"]
    /// ```
    #[rhai_fn(name = "split", return_raw)]
    pub fn split_text(ctx: NativeCallContext, text: &mut ImmutableString, delimiter: &str) -> Answer<Array> {
        if text.len() > MAX_TEXT {
            return too_large(&ctx);
        }
        Ok(text.split(delimiter).map(|part| Dynamic::from(part.to_owned())).collect())
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
        let grown = text.matches(what).count().saturating_mul(with.len());
        if grown > MAX_TEXT {
            return too_large(&ctx);
        }
        let replaced = text.replace(what, with);
        *text = replaced.into();
        Ok(())
    }
}
