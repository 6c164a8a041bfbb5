//! The selected task in full: paints the lines that [`crate::app::tasks::detail`] says.

use crate::app::tasks::detail::{self, Line, Mark, NAME};
use crate::app::tasks::{Layout, Pane};
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::ui::pen::Pen;

/// Columns of a bar at most: longer ones say no more.
const BAR: u16 = 28;

/// Draws the detail, in two columns where it stands below the list.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    let area = parts.detail;
    if area.is_empty() || model.tasks.selected.is_none() {
        return;
    }
    if parts.below {
        let [left, right] = detail::columns(model, area.w);
        let (first, second) = area.split_left(area.w / 2);
        column(pen, model, first.split_right(2).0, &left);
        column(pen, model, second, &right);
    } else {
        column(pen, model, area, &detail::lines(model, area.w));
    }
    if model.tasks.pane == Pane::Detail {
        let head = if parts.below { parts.rule } else { Area { h: 1, ..parts.rule } };
        pen.text(head, 0, pen.glyphs().bar, Role::Accent);
    }
}

fn column(pen: &mut Pen<'_>, model: &Model, area: Area, lines: &[Line]) {
    for (y, line) in (0..area.h).zip(lines.iter().skip(model.tasks.scroll)) {
        draw_line(pen, model, area.row(y), line);
    }
    let shown = usize::from(area.h);
    if shown > 0 && lines.len() > model.tasks.scroll + shown {
        let last = area.row(area.h - 1);
        pen.right(last, pen.glyphs().scroll[1], Role::Accent);
    }
}

fn draw_line(pen: &mut Pen<'_>, model: &Model, row: Area, line: &Line) {
    match line {
        Line::Blank => {}
        Line::Title(text) => drop(pen.text(row, 0, text, Role::Heading)),
        Line::Status(text) => drop(pen.text(row, 0, text, Role::Muted)),
        Line::Note(text) => drop(pen.text(row, 0, text, Role::Text)),
        Line::Field(name, value, mark) => field(pen, model, row, (name, value, *mark)),
        Line::Used(share) => {
            let (_, bar) = row.split_left(NAME);
            let bar = bar.split_left(BAR).0;
            let role = if *share > 1.0 { Role::Warning } else { Role::Accent };
            pen.progress(bar, 0, *share, role);
        }
        Line::Heading(text, more) => {
            let at = pen.text(row, 0, text, Role::Heading);
            pen.text(row, at + 2, more, Role::Faint);
        }
        Line::Session(when, worked, said) => {
            let at = pen.text(row, 0, when, Role::Muted);
            let at = pen.text(row, (at + 2).max(16), worked, Role::Text);
            pen.text(row, (at + 2).max(24), said, Role::Faint);
        }
        Line::Term(words, value, share) => term(pen, row, (words, *value, *share)),
    }
}

fn field(pen: &mut Pen<'_>, model: &Model, row: Area, (name, value, mark): (&str, &str, Mark)) {
    pen.text(row, 0, name, Role::Faint);
    let (_, mut room) = row.split_left(NAME);
    let role = match mark {
        Mark::Plain => Role::Text,
        Mark::Warning => Role::Warning,
        Mark::Held => {
            room = sign(pen, room, (pen.glyphs().blocked, Role::Muted));
            Role::Text
        }
        Mark::Type(place) => {
            let mode = model.state.kind(value).map(|kind| kind.mode);
            let role = place.map_or(Role::Faint, Role::of_type);
            room = sign(pen, room, (pen.glyphs().mode(mode), role));
            Role::Text
        }
    };
    pen.text(room, 0, value, role);
}

/// A shape before a value; returns the room after it.
fn sign(pen: &mut Pen<'_>, room: Area, (glyph, role): (&str, Role)) -> Area {
    let at = pen.text(room, 0, glyph, role);
    room.split_left(at + 1).1
}

fn term(pen: &mut Pen<'_>, row: Area, (words, value, share): (&str, f64, f64)) {
    pen.text(row, 0, words, Role::Muted);
    let (left, bar) = row.split_left(26.min(row.w * 2 / 3));
    pen.right(left, &format!("{value:+.1}"), Role::Text);
    let bar = bar.split_left(1).1.split_left(BAR).0;
    let role = if value < 0.0 { Role::Warning } else { Role::Accent };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the width")]
    let full = (f64::from(bar.w) * share).round().max(1.0) as usize;
    pen.text(bar, 0, &pen.glyphs().progress[0].repeat(full.min(usize::from(bar.w))), role);
}
