//! What comes next: the plan's order, then that of the one ranking; each task with when it is planned and why.

use crate::app::insights::estimate;
use crate::app::today::{Entry, Layout, Pane};
use crate::app::{Area, Model, keys, words};
use crate::config::theme::Role;
use crate::domain::Task;
use crate::input::Action;
use crate::ui::pen::{Pen, width};

/// Columns of the estimate.
const ESTIMATE: u16 = 6;

/// Draws the heading and the tasks that show.
pub fn draw(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    let count = model.today.order.len();
    if parts.heading.h > 0 {
        pen.text(parts.heading, 0, "Next", Role::Heading);
        let place = model.today.queue.visible(count, usize::from(parts.queue.h));
        let shown = if place.len() < count {
            format!("{} to {} of {count}", place.start + 1, place.end)
        } else {
            format!("{count} ready")
        };
        pen.right(parts.heading, &shown, Role::Faint);
    }
    if count == 0 {
        let text = if model.state.tasks().any(|task| !task.status.is_closed()) {
            "Nothing can be done now: everything waits."
        } else {
            "Nothing left to do."
        };
        pen.text(parts.queue.row(0), 0, text, Role::Muted);
        let hint = format!("`{}` writes a task down", keys::shown(model, Action::Add));
        crate::ui::footer::ticked(pen, parts.queue.row(1), 0, &hint);
        return;
    }
    for (row, entry) in (0..).zip(&model.today.window) {
        if row < parts.queue.h {
            draw_entry(pen, model, parts.queue.row(row), entry);
        }
    }
}

fn draw_entry(pen: &mut Pen<'_>, model: &Model, area: Area, entry: &Entry) {
    let Some(task) = model.state.task(entry.task) else { return };
    let selected = model.today.selected == Some(task.id);
    let running = model.state.running().and_then(|s| s.task) == Some(task.id);
    let kind = task.kind.as_deref();
    let (glyph, glyph_role) = if running {
        (pen.glyphs().running, Role::Running)
    } else {
        let place = kind.and_then(|kind| crate::app::today::marks::place(&model.state, kind));
        let mode = kind.and_then(|kind| model.state.kind(kind)).map(|kind| kind.mode);
        (pen.glyphs().mode(mode), place.map_or(Role::Faint, Role::of_type))
    };
    let mut rest = area.split_left(2).1;
    pen.text(area, 1, glyph, glyph_role);
    rest = rest.split_left(1).1;
    rest = right_columns(pen, model, rest, entry, task);
    let title_role = if running { Role::Running } else { Role::Text };
    let at = pen.outside(rest, 0, &task.title, title_role);
    context(pen, rest, at, task);
    if selected {
        pen.tint(area, Role::Selection);
        if model.today.pane == Pane::Queue {
            pen.text(area, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}

/// The estimate and the reason, as far as there is room; returns what is left for the title.
fn right_columns(pen: &mut Pen<'_>, model: &Model, area: Area, entry: &Entry, task: &Task) -> Area {
    let mut rest = area;
    if area.w >= 52 {
        let columns = if area.w >= 70 { 34 } else { 19 };
        let (before, column) = rest.split_right(columns);
        draw_reason(pen, column.split_left(1).1, entry);
        rest = before;
    } else if area.w >= 24 {
        let (before, column) = rest.split_right(8);
        let column = column.split_left(1).1;
        if entry.planned.is_some() && !entry.late {
            draw_reason(pen, column, entry);
        } else {
            let due = task.due.map(|due| words::short_moment(due.at, &model.now));
            let role = if entry.late { Role::Warning } else { Role::Muted };
            pen.text(column, 0, &due.unwrap_or_default(), role);
        }
        rest = before;
    }
    if area.w >= 30 {
        let (before, estimate) = rest.split_right(ESTIMATE + 1);
        let usual = || estimate::usual_s(model, task.kind.as_deref());
        let text = match task.estimate_s {
            Some(seconds) => words::duration(i64::from(seconds)),
            None => {
                usual().map_or(String::new(), |s| format!("~{}", estimate::round(f64::from(s))))
            }
        };
        pen.right(estimate.split_right(1).0, &text, Role::Muted);
        rest = before;
    }
    rest.split_right(1).0
}

/// When the task is planned, and why it stands there as far as there is room.
fn draw_reason(pen: &mut Pen<'_>, area: Area, entry: &Entry) {
    let mut at = 0;
    if let Some((start, agreed)) = entry.planned {
        // What nobody agreed to yet is told apart by a shape.
        let sign = if agreed { " " } else { pen.glyphs().plan_bars[2] };
        let role = if agreed { Role::Text } else { Role::Faint };
        at = pen.text(area, 0, sign, Role::Faint);
        at = pen.text(area, at, &words::clock(start), role) + 2;
    }
    let role = if entry.late { Role::Warning } else { Role::Muted };
    // A reason that is cut in half is none.
    if at == 0 || area.w >= 30 || at + width(&entry.reason) <= area.w {
        pen.text(area, at, &entry.reason, role);
    }
}

/// The project after the title, where it fits whole.
fn context(pen: &mut Pen<'_>, area: Area, at: u16, task: &Task) {
    let Some(project) = &task.project else { return };
    let shown = crate::text::visible(project);
    if at + 2 + width(&shown) <= area.w {
        pen.text(area, at + 2, &shown, Role::Faint);
    }
}
