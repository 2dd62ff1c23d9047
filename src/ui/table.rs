//! Tables for people: no borders, columns as wide as needed, long texts wrapped.

use super::messages::Messages;
use super::paint::{Paint, Style};
use super::width;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use serde_json::Value;

/// Cells up to this width, as codes and dates are, are never wrapped.
const SHORT: usize = 16;
/// The space between columns.
const GAP: u16 = 2;

/// Lays out a table. Without a width every row is one line.
pub fn render(headings: &[String], rows: &[Vec<String>], width: Option<usize>, color: bool) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(headings.iter().map(|heading| width::shown(heading)));
    for row in rows {
        table.add_row(row.iter().map(|cell| width::shown(cell)));
    }
    match width.and_then(|columns| u16::try_from(columns).ok()) {
        Some(columns) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(columns),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    for column in table.column_iter_mut() {
        column.set_padding((0, GAP));
    }
    for (index, heading) in headings.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(index)).map(String::as_str);
        let Some(column) = table.column_mut(index) else { continue };
        let widest = cells().chain([heading.as_str()]).map(width::of).max().unwrap_or(0);
        if width.is_some() && widest <= SHORT {
            let whole = u16::try_from(widest).unwrap_or(GAP).saturating_add(GAP);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(whole)));
        }
        if rows.len() > 1 && cells().all(is_number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    dress(&table, Paint::new(color))
}

fn is_number(cell: &str) -> bool {
    cell.bytes().all(|b| b.is_ascii_digit())
}

fn dress(table: &Table, paint: Paint) -> String {
    let mut lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    if let Some(heading) = lines.first_mut() {
        *heading = paint.paint(Style::Strong, heading);
    }
    lines.join("\n")
}

/// Lays out at most `most` rows and says how many are left out; says so when there is no row.
pub fn render_some(
    messages: &Messages,
    headings: &[String],
    rows: &[Vec<String>],
    most: usize,
    width: Option<usize>,
    color: bool,
) -> String {
    if rows.is_empty() {
        return messages.text("table-nothing", &[]);
    }
    let shown = &rows[..rows.len().min(most)];
    let mut text = render(headings, shown, width, color);
    if shown.len() < rows.len() {
        let hidden = messages.text("table-hidden", &[("count", Value::from(rows.len() - shown.len()))]);
        text.push('\n');
        text.push_str(&Paint::new(color).paint(Style::Faint, &hidden));
    }
    text
}
