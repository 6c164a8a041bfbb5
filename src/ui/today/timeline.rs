//! The day's line: the hours on the left, what was done beside them, and what the calendar has.

use crate::app::today::timeline::{Cell, Gap, Ground, Row, rows, runs};
use crate::app::today::{Kind, Mark, Pane};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};

/// Columns of the hours and the axis.
const HOURS: u16 = 8;

/// Draws the line.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let events = model.today.marks.iter().any(|mark| mark.kind.is_event());
    for (n, row) in (0..).zip(rows(model, area.h)) {
        let (hours, lane) = area.row(n).split_left(HOURS);
        draw_hours(pen, model, hours, &row, n == 0);
        // The calendar has a lane of its own where both have something to say.
        let both = events && lane.w >= 30 && (row.event.is_some() || row.done.is_none());
        let (done, event) = if both { lane.split_left(lane.w * 3 / 5) } else { (lane, lane) };
        if row.now {
            let [_, present] = pen.glyphs().now;
            pen.rule(lane, present, Role::Now);
        }
        if let Some(gap) = row.gap {
            draw_gap(pen, done, gap);
        }
        if row.ground == Ground::Lunch && row.done.is_none() && begins(model, &row) {
            pen.text(done, 2, "lunch", Role::Faint);
        }
        if let Some(cell) = row.event {
            // Without a lane of its own an event gives way to what was really done.
            if done != event || row.done.is_none() {
                draw_cell(pen, model, event.split_right(1).0, cell, &row);
            }
        }
        if let Some(cell) = row.done {
            draw_cell(pen, model, done.split_right(1).0, cell, &row);
        }
    }
}

fn draw_hours(pen: &mut Pen<'_>, model: &Model, area: Area, row: &Row, first: bool) {
    let axis = pen.glyphs().axis;
    let glyph = match row.ground {
        Ground::Office => axis[0],
        Ground::Lunch => axis[1],
        Ground::Off => axis[2],
    };
    if row.now {
        let [head, line] = pen.glyphs().now;
        pen.text(area, 0, &words::clock(model.now.at), Role::Now);
        pen.text(area, 6, head, Role::Now);
        pen.text(area, 7, line, Role::Now);
        return;
    }
    if row.hour || (first && words::minute_of(row.slot.start.local()).is_multiple_of(30)) {
        let role = if row.past { Role::Faint } else { Role::Muted };
        pen.text(area, 0, &words::clock(row.slot.start), role);
    }
    pen.text(area, 6, glyph, Role::Border);
}

/// Whether the lunch break begins in that row.
fn begins(model: &Model, row: &Row) -> bool {
    let lunch = crate::app::today::fit::lunch(model);
    lunch.is_some_and(|lunch| {
        let middle = row.slot.start.plus_seconds(row.slot.seconds() / 2);
        row.slot.contains(lunch.start)
            || (lunch.start <= middle
                && lunch.start > row.slot.start.plus_seconds(-row.slot.seconds() / 2))
    })
}

fn draw_gap(pen: &mut Pen<'_>, area: Area, gap: Gap) {
    let (seconds, word) = match gap {
        Gap::Unlogged(seconds) => (seconds, "not logged"),
        Gap::Free(seconds) => (seconds, "free"),
    };
    let minutes = (seconds + 30) / 60 * 60;
    pen.text(area, 2, &format!("{} {word}", words::duration(minutes)), Role::Faint);
}

fn draw_cell(pen: &mut Pen<'_>, model: &Model, area: Area, cell: Cell, row: &Row) {
    let Some(mark) = model.today.marks.get(cell.mark) else { return };
    let look = look(pen, mark, row);
    if row.now && cell.nth > 0 {
        // The line of the present runs on behind what lasts.
        pen.text(area, 0, look.bar, look.bar_role);
        return select(pen, model, area, cell);
    }
    pen.block(area, look.bar_role);
    pen.text(area, 0, look.bar, look.bar_role);
    // A filled block needs air at its end.
    let inner = area.split_left(2).1.split_right(u16::from(area.w >= 16)).0;
    let span = mark.span(model.now.at);
    let length = match span.seconds() {
        ..60 => String::new(),
        seconds => words::duration(seconds / 60 * 60),
    };
    if cell.nth == 0 {
        let more = if cell.more > 0 { format!(" +{}", cell.more) } else { String::new() };
        let note = if cell.last { format!("{length}{more}") } else { more };
        let room = if note.is_empty() { 0 } else { width(&note) + 1 };
        let (title, note_area) = inner.split_right(room);
        pen.text(title, 0, &mark.label, look.role);
        pen.right(note_area, &note, Role::Muted);
    } else if cell.nth == 1 {
        let (from, to) = (words::clock(span.start), pen.glyphs().to);
        let until = mark.end.map_or_else(|| "now".to_owned(), words::clock);
        let at = pen.text(inner, 0, &format!("{from}{to}{until}"), Role::Muted);
        if at + 2 + width(&length) <= inner.w {
            pen.text(inner, at + 2, &length, Role::Muted);
        }
    }
    select(pen, model, area, cell);
}

fn select(pen: &mut Pen<'_>, model: &Model, area: Area, cell: Cell) {
    if model.today.pane == Pane::Timeline && model.today.mark == cell.mark {
        pen.tint(area, Role::Selection);
    }
}

struct Look {
    bar: &'static str,
    bar_role: Role,
    role: Role,
}

fn look(pen: &Pen<'_>, mark: &Mark, row: &Row) -> Look {
    let glyphs = pen.glyphs();
    let kind_role = mark.type_place.map_or(Role::Muted, Role::of_type);
    match mark.kind {
        Kind::Running(_) => Look { bar: glyphs.bar, bar_role: Role::Running, role: Role::Running },
        Kind::Done(_) => Look { bar: glyphs.bar, bar_role: kind_role, role: Role::Text },
        Kind::Break if runs(mark) => {
            Look { bar: glyphs.break_bar, bar_role: Role::Break, role: Role::Break }
        }
        Kind::Break => Look { bar: glyphs.break_bar, bar_role: Role::Break, role: Role::Muted },
        Kind::Event(busy) => {
            let role = if row.past || !busy { Role::Muted } else { Role::Event };
            Look { bar: glyphs.event_bar, bar_role: Role::Event, role }
        }
    }
}
