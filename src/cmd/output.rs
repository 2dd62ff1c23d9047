//! Printing: the answer on stdout, everything else on stderr.
#![expect(clippy::print_stderr, reason = "this is where the doors print")]

use super::context::Context;
use super::entry::columns;
use super::failure::CmdError;
use super::report::{Body, Report, Table};
use super::{Format, entry};
use crate::ui::failure::Failure;
use crate::ui::messages::Messages;
use crate::ui::table;
use std::io::{IsTerminal as _, Write as _};

/// Prints an answer or a failure, and the notices; gives the exit code.
pub fn answer(result: Result<Report, CmdError>, context: &mut Context) -> u8 {
    for notice in std::mem::take(&mut context.notices) {
        let facts = serde_json::to_value(&notice).unwrap_or_default();
        eprintln!("{}", Failure::notice(&facts).print(&context.messages));
    }
    for aside in std::mem::take(&mut context.asides) {
        eprintln!("{aside}");
    }
    match result {
        Ok(report) => {
            // A reader that has gone away, as `head`, has seen enough.
            let _ = print(&report, context);
            u8::try_from(report.code).unwrap_or(1)
        }
        Err(error) => failure(&error.failure(), &context.messages, context.format),
    }
}

/// Prints a failure; gives its exit code.
pub fn failure(failure: &Failure, messages: &Messages, format: Format) -> u8 {
    if format == Format::Json {
        eprintln!("{}", failure.json(messages));
    } else {
        eprintln!("{}", failure.print(messages));
    }
    u8::try_from(failure.code).unwrap_or(1)
}

fn print(report: &Report, context: &Context) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match (context.format, &report.body) {
        (Format::Json, _) => {
            let text = serde_json::to_string_pretty(&report.json).unwrap_or_default();
            writeln!(out, "{text}")
        }
        (Format::Csv, Body::Table(table)) => out.write_all(&csv(table)),
        (_, Body::Table(table)) if table.rows.is_empty() => writeln!(out, "{}", table.empty),
        (_, Body::Table(table)) => {
            let width = if std::io::stdout().is_terminal() { Some(columns()) } else { None };
            writeln!(out, "{}", table::render(&table.headings, &table.rows, width, entry::colour()))?;
            if report.below.is_empty() { Ok(()) } else { writeln!(out, "\n{}", report.below) }
        }
        (_, Body::Text(text)) if text.is_empty() => Ok(()),
        (_, Body::Text(text)) => writeln!(out, "{text}"),
    }?;
    out.flush()
}

/// UTF-8 with a byte order mark, so that Excel shows the marks.
fn csv(table: &Table) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for row in std::iter::once(&table.headings).chain(&table.rows) {
        // Writing into memory cannot fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Says on the terminal where long work is; an empty text takes it away again.
pub fn progress(line: &str) {
    eprint!("\r\u{1b}[2K{}", crate::ui::width::cut(line, columns().saturating_sub(1)));
}

/// How wide the terminal is, if there is one.
pub fn terminal_width() -> Option<usize> {
    crate::repl::terminal_width()
}
