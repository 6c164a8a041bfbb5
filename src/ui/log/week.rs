//! The week that the day is in: how long was worked on each day, against a full day.

use crate::app::log::layout::week_days;
use crate::app::log::{day, monday};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};
use chrono::Days;

/// Draws the seven days.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    if area.is_empty() {
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
