//! The line that is typed: what is understood below it, what is wrong under its place, ways to go on.

use crate::app::overlay::Line;
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::text::{ParseError, visible};
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};
use crate::ui::{input_line, popup};

/// How many of the lines that were pasted with the first are shown.
const PASTED: usize = 6;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, line: &Line) {
    let offers = u16::try_from(line.completions.len()).unwrap_or(0);
    let pasted = u16::try_from(line.more.len().min(PASTED + 1)).unwrap_or(0);
    let more = if pasted > 0 { pasted + 1 } else { 0 };
    let rows = if line.purpose.has_fields() { 6 + offers + more } else { 5 };
    let inner = popup::centred(pen, model, &line.title(), (84, rows + 1));
    let room = inner.row(0);
    input_line::draw(pen, room, &line.edit, &line.tokens, line.purpose.example());
    let first_bad = line.tokens.iter().find_map(|token| token.error.as_ref());
    // While a word is being typed it is not wrong yet: its error waits until the cursor has left it.
    let at_cursor = |error: &&ParseError| error.span.end >= line.edit.cursor();
    let error = line.error.as_ref().or(first_bad.filter(|error| !at_cursor(error)));
    match error {
        Some(error) => draw_error(pen, inner, line, error),
        None => preview(pen, inner, line),
    }
    for (below, (n, completion)) in (3..).zip(line.completions.iter().enumerate()) {
        let row = inner.row(below);
        let chosen = line.chosen == Some(n);
        pen.outside(row, 2, &completion.text, Role::Text);
        if chosen {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
    pasted_lines(pen, inner, (4 + offers, pasted), line);
    keys(pen, inner.row(inner.h.saturating_sub(1)), line);
}

/// The other lines that were pasted; of many, the first and how many more there are.
fn pasted_lines(pen: &mut Pen<'_>, inner: Area, (from, rows): (u16, u16), line: &Line) {
    let all = line.more.len();
    for (at, text) in line.more.iter().take(usize::from(rows)).enumerate() {
        let row = inner.row(from + u16::try_from(at).unwrap_or(rows));
        if at == PASTED {
            pen.text(row, 0, &format!("and {} more", all - at), Role::Muted);
        } else {
            pen.outside(row, 0, text, Role::Muted);
        }
    }
}

fn draw_error(pen: &mut Pen<'_>, inner: Area, line: &Line, error: &ParseError) {
    let start = input_line::column(&line.edit, inner.w, error.span.start);
    let end = input_line::column(&line.edit, inner.w, error.span.end);
    let carets = "^".repeat(usize::from(end.saturating_sub(start).max(1)));
    pen.text(inner.row(1), start, &carets, Role::Warning);
    let at = pen.outside(inner.row(2), 0, &error.message, Role::Warning);
    if !error.hint.is_empty() {
        ticked(pen, inner.row(2), at + 2, &visible(&error.hint));
    }
}

/// What was understood, in words.
fn preview(pen: &mut Pen<'_>, inner: Area, line: &Line) {
    let row = inner.row(2);
    let mut at = 0;
    for (role, text) in &line.preview {
        if at + 4 > row.w {
            break;
        }
        if at > 0 {
            at = pen.text(row, at, &format!(" {} ", pen.glyphs().dot), Role::Faint);
        }
        at = pen.outside(row, at, text, input_line::token_role(*role));
    }
}

fn keys(pen: &mut Pen<'_>, row: Area, line: &Line) {
    let mut text =
        String::from(if line.chosen.is_some() { "`Enter` takes it" } else { "`Enter` saves" });
    if line.purpose.may_start() && line.chosen.is_none() {
        text.push_str("   `Ctrl-s` saves and starts");
    }
    if !line.completions.is_empty() {
        text.push_str("   `Tab` completes");
    }
    text.push_str("   `Esc` closes");
    if width(&text) <= row.w + 8 {
        ticked(pen, row, 0, &text);
    } else {
        ticked(pen, row, 0, "`Enter` saves   `Esc` closes");
    }
}
