//! The week that the day is in: how long was worked on each day, against a full day; where there is room, when.

use super::kind_mark;
use crate::app::log::layout::{is_lines, week_days};
use crate::app::log::week::{DayLine, Slot, week};
use crate::app::log::{day, monday};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};
use chrono::{Datelike, Days};

/// Draws the seven days.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    if area.is_empty() {
        return;
    }
    if is_lines(area) {
        lines(pen, model, area);
        return;
    }
    let (first, shown, today) = (monday(day(model)), day(model), model.now.day());
    let target = f64::from(model.settings.day_target_s.max(1));
    let most = model.log.week.iter().copied().max().unwrap_or(0) as f64;
    for (n, column) in (0..).zip(week_days(area)) {
        let Some(date) = first.checked_add_days(Days::new(n)) else { continue };
        let worked = model.log.week[usize::try_from(n).unwrap_or(0).min(6)];
        let cell = Area { w: column.w.saturating_sub(1), ..column };
        let (name_role, bar_role) = match date {
            date if date == shown => (Role::Heading, Role::Accent),
            date if date > today => (Role::Faint, Role::Border),
            _ => (Role::Muted, Role::Muted),
        };
        // Where not both fit, the hours are worth more than the date.
        let name = match cell.w {
            13.. => words::short_day(date),
            _ => date.format("%a").to_string(),
        };
        let at = pen.text(cell, 0, &name, name_role);
        if date == today && date != shown && at + 8 < cell.w {
            pen.text(cell, at, pen.glyphs().dot, Role::Now);
        }
        let hours = if worked >= 60 { words::duration(worked / 60 * 60) } else { String::new() };
        if at + 1 + width(&hours) <= cell.w {
            pen.right(cell.split_right(1).0, &hours, name_role);
        }
        let bar = Area { w: cell.w.saturating_sub(1), ..cell.row(1) };
        pen.progress(bar, 0, worked as f64 / target.max(most), bar_role);
    }
}

/// Columns of a day's name before its line, and of its sum behind it.
const ENDS: (u16, u16) = (9, 7);

/// Draws the days as lines below each other.
fn lines(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let (_, rest) = area.split_left(ENDS.0);
    let (cells, _) = rest.split_right(ENDS.1);
    let week = week(model, cells.w);
    let number = monday(day(model)).iso_week().week();
    pen.text(area, 0, &format!("Week {number}"), Role::Heading);
    for (x, hour) in &week.hours {
        pen.text(cells, *x, &format!("{hour:02}"), Role::Faint);
    }
    let all: i64 = model.log.week.iter().sum();
    if all >= 60 {
        pen.right(area, &words::duration(all / 60 * 60), Role::Muted);
    }
    for (n, line) in (0..).zip(&week.days) {
        let row = area.row(2 + n * 2);
        let worked = model.log.week.get(usize::from(n)).copied().unwrap_or(0);
        name_and_sum(pen, model, row, (line, worked));
        for (x, slot) in (0..).zip(&line.cells) {
            let (glyph, role) = look(pen, model, slot);
            pen.text(cells.row(2 + n * 2), x, glyph, role);
        }
        let free = |x: &u16| line.cells.get(usize::from(*x)).is_some_and(|s| s.session.is_none());
        // What runs ends at the present anyway.
        let runs = model.state.running().is_some();
        if let Some(x) = line.now.filter(|x| !runs && free(x)) {
            pen.text(cells.row(2 + n * 2), x, pen.glyphs().rule[1], Role::Now);
        }
    }
}

fn name_and_sum(pen: &mut Pen<'_>, model: &Model, row: Area, (line, worked): (&DayLine, i64)) {
    let (shown, today) = (day(model), model.now.day());
    let role = match line.date {
        date if date == shown => Role::Heading,
        date if date > today => Role::Faint,
        _ => Role::Muted,
    };
    let at = pen.text(row, 0, &words::short_day(line.date), role);
    if line.date == today && line.date != shown {
        pen.text(row, at + 1, pen.glyphs().dot, Role::Now);
    }
    if worked >= 60 {
        pen.right(row, &words::duration(worked / 60 * 60), role);
    }
}

fn look(pen: &Pen<'_>, model: &Model, slot: &Slot) -> (&'static str, Role) {
    let glyphs = pen.glyphs();
    let [floor, seam, _] = glyphs.strip;
    match slot.session.and_then(|id| model.state.session(id)) {
        Some(session) => {
            let role = match session.end {
                None => Role::Running,
                Some(_) => match kind_mark(pen, model, session.kind.as_deref()).1 {
                    Role::Faint => Role::Muted,
                    role => role,
                },
            };
            (if slot.seam { seam } else { glyphs.full }, role)
        }
        None if slot.event => (floor, Role::Event),
        None => (floor, Role::Border),
    }
}
