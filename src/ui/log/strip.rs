//! The day as a line of cells with its hours.

use crate::app::Model;
use crate::app::log::strip::{Cell, strip};
use crate::app::log::{Kind, Layout};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};

/// Draws the line and the hours below it.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    if parts.strip.is_empty() {
        return;
    }
    let strip = strip(model, parts.strip.w);
    // The present goes before an hour: half of its number would be another one.
    let is_now = |at: u16| strip.now.is_some_and(|now| (at..at + 2).contains(&now));
    for (hour_at, hour) in strip.hours.iter().filter(|(at, _)| !is_now(*at)) {
        pen.text(parts.hours, *hour_at, &format!("{hour:02}"), Role::Faint);
    }
    let selected = (!model.log.rows.is_empty()).then_some(model.log.list.selected);
    for (x, cell) in (0..).zip(&strip.cells) {
        let (glyph, role) = look(pen, model, cell);
        // The floor and the dots of a gap lie at the bottom.
        let rows =
            if is_thick(model, cell) { 0..parts.strip.h } else { parts.strip.h - 1..parts.strip.h };
        for row in rows {
            pen.text(parts.strip.row(row), x, glyph, role);
        }
        if cell.row.is_some() && cell.row == selected {
            let [.., below] = pen.glyphs().strip;
            let hour = strip.hours.iter().any(|(at, _)| (*at..*at + 2).contains(&x));
            if !hour {
                pen.text(parts.hours, x, below, Role::Accent);
            }
        }
    }
    let covered = |x: u16| {
        let row = strip.cells.get(usize::from(x)).and_then(|cell| cell.row);
        row.and_then(|at| model.log.rows.get(at)).is_some_and(|row| row.kind != Kind::Gap)
    };
    if let Some(x) = strip.now.filter(|x| !covered(*x)) {
        let line = pen.glyphs().rule[1];
        for row in 0..parts.strip.h {
            pen.text(parts.strip.row(row), x, line, Role::Now);
        }
    }
    if let (Some(x), [head, _]) = (strip.now, pen.glyphs().scroll) {
        debug_assert!(width(head) == 1, "a mark is one column wide");
        pen.text(parts.hours, x, head, Role::Now);
    }
}

/// Whether a cell is as high as the line: work and breaks are.
fn is_thick(model: &Model, cell: &Cell) -> bool {
    let row = cell.row.and_then(|at| model.log.rows.get(at));
    row.is_some_and(|row| row.kind != Kind::Gap)
}

fn look(pen: &Pen<'_>, model: &Model, cell: &Cell) -> (&'static str, Role) {
    let glyphs = pen.glyphs();
    let [floor, seam, _] = glyphs.strip;
    let row = cell.row.and_then(|at| model.log.rows.get(at));
    match row.map(|row| row.kind) {
        Some(Kind::Session(id)) => {
            let session = model.state.session(id);
            let kind = session.and_then(|session| session.kind.as_deref());
            let place = kind.and_then(|kind| crate::app::today::marks::place(&model.state, kind));
            let role = match session {
                Some(session) if session.end.is_none() => Role::Running,
                _ => place.map_or(Role::Muted, Role::of_type),
            };
            (if cell.seam { seam } else { glyphs.full }, role)
        }
        Some(Kind::Break(_)) => (glyphs.break_bar, Role::Break),
        Some(Kind::Gap) | None if cell.event => (floor, Role::Event),
        Some(Kind::Gap) => (glyphs.dot, Role::Faint),
        None => (floor, Role::Border),
    }
}
