//! Why something is as it is: the terms with their numbers and a bar to compare them, and sentences.

use crate::app::overlay::Why;
use crate::app::overlay::why::{Row, heading, rows};
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::plan::why::signed;
use crate::text::visible;
use crate::ui::footer::{folded, ticked_in};
use crate::ui::pen::Pen;
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 78;
/// Columns of a number.
const NUMBER: u16 = 5;
/// Columns of a bar, where there is room for one.
const BAR: u16 = 10;

/// A line of the box.
enum Line {
    Heading(&'static str, Option<f64>),
    /// What stands beside it in the first line of a term: its number, and its share of the longest.
    Text(String, Role, Option<(f64, f64)>, u16),
    Gap,
}

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, why: &Why) {
    let screen = Area::screen(model.size);
    let columns = WIDE.min(if screen.w > 40 { screen.w - 4 } else { screen.w }).saturating_sub(4);
    let (name, title, standing) = heading(model, why);
    let mut lines = Vec::new();
    for (text, role) in [(&title, Role::Heading), (&standing, Role::Muted)] {
        if !text.is_empty() {
            // A title is no place for keys.
            lines.push(Line::Text(visible(text).replace('`', "'"), role, None, 0));
        }
    }
    let spread = spread(&rows(model, why), columns);
    // Right under the frame there is no gap.
    let first = usize::from(lines.is_empty() && matches!(spread.first(), Some(Line::Gap)));
    lines.extend(spread.into_iter().skip(first));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inner = popup::centred(pen, model, &visible(&name), (WIDE, height));
    let shown = usize::from(inner.h);
    let from = usize::from(why.scroll).min(lines.len().saturating_sub(shown));
    for (y, line) in (0..inner.h).zip(lines.iter().skip(from)) {
        draw_line(pen, inner.row(y), line, bar(columns));
    }
    if lines.len() > from + shown && shown > 0 {
        pen.right(inner.row(inner.h - 1), pen.glyphs().scroll[1], Role::Accent);
    }
}

/// Columns of the bars in a box with so many.
fn bar(columns: u16) -> u16 {
    if columns >= 60 { BAR } else { 0 }
}

/// The rows in lines of the box.
fn spread(rows: &[Row], columns: u16) -> Vec<Line> {
    let values =
        rows.iter().map(|row| if let Row::Term(value, _) = row { value.abs() } else { 0.0 });
    let most = values.fold(0.01, f64::max);
    let beside = NUMBER + 2 + bar(columns) + if bar(columns) > 0 { 2 } else { 0 };
    let mut lines = Vec::new();
    let headed = rows.iter().any(|row| matches!(row, Row::Heading(..)));
    for row in rows {
        // Under headings the sentences are a list; without them they are paragraphs.
        if !headed && !matches!(row, Row::Term(..)) || matches!(row, Row::Heading(..)) {
            lines.push(Line::Gap);
        }
        let indent = if headed { 2 } else { 0 };
        match row {
            Row::Heading(name, total) => lines.push(Line::Heading(name, *total)),
            Row::Term(value, text) => {
                let mut first = Some((*value, value.abs() / most));
                let role = if *value < 0.0 { Role::Muted } else { Role::Text };
                for line in folded(&visible(text), columns.saturating_sub(beside)) {
                    lines.push(Line::Text(line, role, first.take(), beside));
                }
            }
            Row::Said(text) | Row::Bad(text) => {
                let bad = matches!(row, Row::Bad(_));
                let role = if bad { Role::Warning } else { Role::Text };
                for line in folded(&visible(text), columns.saturating_sub(indent)) {
                    lines.push(Line::Text(line, role, None, indent));
                }
            }
        }
    }
    lines
}

fn draw_line(pen: &mut Pen<'_>, row: Area, line: &Line, bar: u16) {
    match line {
        Line::Gap => {}
        Line::Heading(name, total) => {
            let at = pen.text(row, 0, name, Role::Accent);
            if let Some(total) = total {
                pen.text(row, at + 2, &signed(*total), Role::Heading);
            }
        }
        Line::Text(text, role, beside, indent) => {
            if let Some((value, share)) = beside {
                let number = row.split_left(NUMBER).0;
                pen.right(number, &signed(*value), Role::Heading);
                let role = if *value < 0.0 { Role::Warning } else { Role::Accent };
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to the width"
                )]
                let full = (f64::from(bar) * share).round() as u16;
                pen.text(row, NUMBER + 2, &pen.glyphs().progress[0].repeat(full.into()), role);
            }
            ticked_in(pen, row, *indent, text, *role);
        }
    }
}
