//! The day's line: the hours on the left with how good each is, what was done and what was planned, and below the
//! line of the present the plan alone.

use super::block::{self, Look};
use crate::app::today::heat::{Heat, heat};
use crate::app::today::timeline::{Cell, Gap, Ground, Row, hours_of, rows};
use crate::app::today::{Mark, Pane, blocks};
use crate::app::{Area, Model, plan, words};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};

/// Columns that say how good an hour is.
const STRIP: u16 = 2;

/// Draws the line.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let columns = hours_of(area);
    let heat = heat(model, blocks::task(model)).filter(|_| columns > 8);
    let mut lunch = false;
    for (n, row) in (0..).zip(rows(model, area.h)) {
        let (hours, lane) = area.row(n).split_left(columns);
        draw_hours(pen, model, hours, &row, n == 0);
        if let Some(heat) = &heat {
            draw_heat(pen, hours.split_left(7).1, heat, &row);
        }
        draw_row(pen, model, lane, &row);
        let left = row.cells(lane)[0];
        if row.ground == Ground::Lunch && left.0.is_none() && !row.now && !lunch {
            pen.text(left.1, 2, "lunch", Role::Faint);
            lunch = true;
        }
    }
}

/// Draws what the columns of the line are.
pub fn caption(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let area = area.shrink(1, 0);
    let (hours, lane) = area.split_left(hours_of(area));
    if let Some(heat) = heat(model, blocks::task(model)).filter(|_| hours.w > 8) {
        let role = heat.place.map_or(Role::Muted, Role::of_type);
        let best = pen.glyphs().eighths[8].repeat(usize::from(STRIP));
        pen.text(hours, 7, &best, role);
        let text = format!("good hours for @{}", crate::text::visible(&heat.kind));
        pen.text(lane, 0, &text, Role::Faint);
    }
}

fn draw_row(pen: &mut Pen<'_>, model: &Model, lane: Area, row: &Row) {
    let cells = row.cells(lane);
    if row.now {
        let [_, present] = pen.glyphs().now;
        pen.rule(lane, present, Role::Now);
    }
    let left = cells[0];
    if let Some(gap) = row.gap.filter(|_| left.0.is_none()) {
        draw_gap(pen, left.1, gap);
    }
    for (cell, area) in cells {
        // What is planned from about now on has its name below the line.
        let begins = |cell: Cell| {
            let mark = model.today.marks.get(cell.mark);
            let mark = mark.filter(|mark| mark.kind.block().is_some());
            mark.is_some_and(|mark| mark.end.is_some_and(|end| end > row.slot.end))
        };
        if let Some(cell) = cell.filter(|cell| !(row.now && cell.nth == 0 && begins(*cell))) {
            draw_cell(pen, model, area.split_right(1).0, cell, row);
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
        pen.rule(area.split_left(7).1, line, Role::Now);
        return;
    }
    if row.hour || (first && words::minute_of(row.slot.start.local()).is_multiple_of(30)) {
        let role = if row.past { Role::Faint } else { Role::Muted };
        pen.text(area, 0, &words::clock(row.slot.start), role);
    }
    pen.text(area, 6, glyph, Role::Border);
}

/// A bar from the axis on, as long as the half hour is good. What is over is grey: it can't be used any more.
fn draw_heat(pen: &mut Pen<'_>, area: Area, heat: &Heat, row: &Row) {
    if row.now || row.ground != Ground::Office {
        return;
    }
    let share = heat.at(row.slot.start);
    let role = match heat.place {
        Some(place) if !row.past => Role::of_type(place),
        _ => Role::Border,
    };
    let all = f64::from(STRIP) * 8.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 16")]
    let eighths = ((share * all).round() as u16).max(1);
    let glyphs = pen.glyphs().eighths;
    let style = pen.theme.shade(role, 0.6).unwrap_or_else(|| pen.theme.style(role));
    for column in 0..STRIP {
        let filled = usize::from(eighths.saturating_sub(column * 8).min(8));
        pen.styled(area, column, glyphs[filled], style);
    }
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
    let look = block::look(pen, mark, row.past);
    if row.now && cell.nth > 0 {
        // The line of the present runs on behind what lasts.
        pen.text(area, 0, look.bar, look.bar_role);
        return select(pen, model, area, cell);
    }
    if look.filled {
        pen.block(area, look.bar_role);
    } else {
        pen.clear(area, Role::Text);
    }
    pen.text(area, 0, look.bar, look.bar_role);
    // A filled block needs air at its end.
    let inner = area.split_left(2).1.split_right(u16::from(area.w >= 16)).0;
    match cell.nth {
        0 => {
            let length =
                if goes_on(model, mark, row) { left(model, mark) } else { length(model, mark) };
            draw_title(pen, model, inner, (mark, cell, length), &look);
        }
        1 => draw_times(pen, model, inner, (mark, row)),
        2 => draw_reason(pen, model, inner, mark),
        _ => {}
    }
    select(pen, model, area, cell);
}

/// The length in whole minutes; empty for less than one.
fn length(model: &Model, mark: &Mark) -> String {
    match mark.span(model.now.at).seconds() {
        ..60 => String::new(),
        seconds => words::duration(seconds / 60 * 60),
    }
}

/// Whether the row is of what is still to come of something that has begun.
fn goes_on(model: &Model, mark: &Mark, row: &Row) -> bool {
    !row.past && !row.now && mark.start < model.now.at
}

/// How long it will still last.
fn left(model: &Model, mark: &Mark) -> String {
    let left = mark.span(model.now.at).end.seconds_since(model.now.at);
    format!("{} left", words::duration((left + 59) / 60 * 60))
}

fn draw_title(
    pen: &mut Pen<'_>,
    model: &Model,
    area: Area,
    (mark, cell, length): (&Mark, Cell, String),
    look: &Look,
) {
    let mut notes: Vec<String> = Vec::new();
    notes.extend((cell.more > 0).then(|| format!("+{}", cell.more)));
    notes.extend(look.sign.map(str::to_owned));
    if cell.last {
        notes.push(length);
    }
    notes.retain(|note| !note.is_empty());
    let note = notes.join(" ");
    let room = if note.is_empty() { 0 } else { width(&note) + 1 };
    let (title, note_area) = area.split_right(room);
    let at = match block::kind_glyph(pen, model, mark) {
        Some((glyph, role)) if title.w >= 12 => pen.text(title, 0, glyph, role) + 1,
        _ => 0,
    };
    pen.text(title, at, &mark.label, look.role);
    pen.right(note_area, &note, Role::Muted);
}

/// From when to when and how long; of what has begun, in the rows to come, how much is left.
fn draw_times(pen: &mut Pen<'_>, model: &Model, area: Area, (mark, row): (&Mark, &Row)) {
    let to = pen.glyphs().to;
    let until = mark.end.map_or_else(|| "now".to_owned(), words::clock);
    let (times, length) = if goes_on(model, mark, row) {
        (format!("until {until}"), left(model, mark))
    } else {
        (format!("{}{to}{until}", words::clock(mark.start)), length(model, mark))
    };
    let mut at = pen.text(area, 0, &times, Role::Muted);
    // How a block stands is worth more than its length, which the times say too.
    let word = block::word(mark);
    let room = |at: u16, text: &str| at + 2 + width(text) <= area.w;
    if room(at, &length) && (word.is_empty() || room(at + 2 + width(&length), word)) {
        at = pen.text(area, at + 2, &length, Role::Muted);
    }
    if !word.is_empty() && room(at, word) {
        pen.text(area, at + 2, word, Role::Faint);
    }
}

/// Why a block of the plan is where it is, in its third row.
fn draw_reason(pen: &mut Pen<'_>, model: &Model, area: Area, mark: &Mark) {
    let block = mark.kind.block().and_then(|which| plan::find(model, which));
    if let Some(block) = block.filter(|block| block.end > model.now.at) {
        pen.outside(area, 0, plan::reason(model, block), Role::Faint);
    }
}

fn select(pen: &mut Pen<'_>, model: &Model, area: Area, cell: Cell) {
    let mark = model.today.marks.get(cell.mark);
    let meant = mark.and_then(|mark| mark.kind.block());
    match model.today.pane {
        Pane::Timeline if model.today.mark == cell.mark => pen.tint(area, Role::Selection),
        // The next block of what is selected in the queue: the keys of the plan mean it.
        Pane::Queue
            if cell.nth == 0
                && area.w >= 16
                && meant.is_some()
                && blocks::focused(model).map(|block| block.which) == meant =>
        {
            let at = area.w.saturating_sub(1);
            pen.text(area, at, pen.glyphs().running, Role::Accent);
        }
        _ => {}
    }
}
