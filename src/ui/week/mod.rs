//! The Week screen: seven days side by side with their load and their blocks, below each other where it is narrow.

mod columns;
mod lines;

use super::Pen;
use crate::app::plan::{self, Shown};
use crate::app::today::fit;
use crate::app::week::{self, Day, Layout};
use crate::app::{Area, Model, keys, words};
use crate::config::theme::Role;
use crate::domain::{Now, Task};
use crate::input::Action;
use crate::ui::footer::ticked;
use crate::ui::pen::width;
use crate::ui::today::risk;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    if !model.loaded {
        return;
    }
    let parts = week::layout(model);
    if parts.is_wide() {
        columns::draw(pen, model, &parts);
    } else {
        lines::draw(pen, model, parts.list);
    }
    rule(pen, model, &parts);
    draw_detail(pen, model, parts.detail);
    draw_slips(pen, model, parts.slips);
}

/// Between the days and what is selected.
fn rule(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    if !parts.is_wide() || parts.detail.h == 0 {
        return;
    }
    let body = model.chrome().body;
    let line = Area { x: body.x + 1, y: parts.detail.y - 1, w: body.w.saturating_sub(2), h: 1 };
    pen.rule(line, pen.glyphs().rule[0], Role::Border);
}

/// The selected block in full, or what could be done.
fn draw_detail(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(block) = week::selected(model) else {
        return draw_nothing(pen, model, area);
    };
    let Some(task) = model.state.task(block.task) else { return };
    let (glyph, role) = crate::ui::log::kind_mark(pen, model, task.kind.as_deref());
    let at = pen.text(area, 0, glyph, role) + 1;
    let when = when(model, block, pen.glyphs().to);
    let title = area.split_right(width(&when) + 2).0;
    pen.outside(title, at, &task.title, Role::Heading);
    pen.right(area, &when, Role::Muted);
    let mut about: Vec<String> = Vec::new();
    about.extend(task.project.clone());
    about.extend(task.due.map(|due| {
        let word = if due.hard { "deadline" } else { "due" };
        format!("{word} {}", words::day_and_time(due.at, &model.now))
    }));
    let why = plan::reason(model, block);
    about.extend((!why.is_empty()).then(|| why.to_owned()));
    let dot = format!(" {} ", pen.glyphs().dot);
    pen.outside(area.row(1), 2, &about.join(&dot), Role::Muted);
}

/// `Fri 27 09:00–10:30, proposed`.
fn when(model: &Model, block: &Shown, to: &str) -> String {
    let day = words::short_day(model.now.day_of(block.start));
    let how = match (block.is_proposed(), block.pinned) {
        (true, _) => ", proposed",
        (_, true) => ", pinned",
        _ => "",
    };
    let (from, until) = (words::clock(block.start), words::clock(block.end));
    format!("{day} {from}{to}{until}{how}")
}

fn draw_nothing(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let day = model.week.days.get(model.week.day);
    let name = day.map_or(String::new(), |day| words::day(day.day, &model.now));
    let key = |action| keys::shown(model, action);
    let add = format!("`{}` writes a task down", key(Action::Add));
    let (text, hint) = if plan::has_work(model) {
        let hint = format!("{add}, `{}` plans anew", key(Action::Replan));
        (format!("Nothing is planned {name}."), hint)
    } else {
        ("Nothing is written down yet.".to_owned(), add)
    };
    pen.text(area, 0, &text, Role::Muted);
    ticked(pen, area.row(1), 0, &hint);
}

/// What is due on the selected day, then what does not work out.
fn draw_slips(pen: &mut Pen<'_>, model: &Model, area: Area) {
    if area.h == 0 {
        return;
    }
    let (left, right) = area.split_left(if area.w >= 100 { area.w / 2 } else { 0 });
    if let Some(day) = model.week.days.get(model.week.day).filter(|_| left.w > 0) {
        draw_due(pen, model, left.split_right(2).0, day);
    }
    risk::draw(pen, model, right);
    if model.today.worries.is_empty() && right.h > 0 {
        let is_due = |task: &Task| task.due.is_some() && !task.status.is_closed();
        let planned = model.plan.proposal.is_some() && model.state.tasks().any(is_due);
        let text = if planned { "Everything that is due has its place." } else { "" };
        pen.text(right, 0, text, Role::Faint);
    }
}

fn draw_due(pen: &mut Pen<'_>, model: &Model, area: Area, day: &Day) {
    let name = words::day(day.day, &model.now);
    if day.due.is_empty() {
        pen.text(area, 0, &format!("Nothing is due {name}."), Role::Faint);
        return;
    }
    pen.text(area, 0, &format!("Due {name}"), Role::Heading);
    for (row, id) in (1..area.h).zip(&day.due) {
        let Some(task) = model.state.task(*id) else { continue };
        let line = area.row(row);
        let left = words::day(day.day, &model.now);
        let hard = task.due.is_some_and(|due| due.hard);
        let word = if hard { "deadline" } else { "due" };
        let time = task.due.map_or(left, |due| format!("{word} {}", words::clock(due.at)));
        let title = line.split_right(width(&time) + 1).0;
        let (glyph, role) = crate::ui::log::kind_mark(pen, model, task.kind.as_deref());
        let at = pen.text(title, 0, glyph, role) + 1;
        pen.outside(title, at, &task.title, Role::Text);
        pen.right(line, &time, if hard { Role::Warning } else { Role::Muted });
    }
}

/// The load of a day in words, and whether it is too much. Where no time is left, today is over and a day to come
/// is taken.
pub(in crate::ui) fn load(day: &Day, now: &Now) -> (String, bool) {
    let planned = words::duration(day.planned_s / 60 * 60);
    let capacity = day.capacity_s / 300 * 300;
    match (day.planned_s / 60 * 60, capacity) {
        (0, 0) if !day.works => ("off".into(), false),
        (0, 0) => (if day.day > now.day() { "taken" } else { "over" }.into(), false),
        (0, free) => (format!("{} free", words::duration(free)), false),
        (_, 0) => (format!("{planned} planned"), true),
        (now, free) => {
            (format!("{planned} of {}", words::duration(free)), now > free + fit::GRACE_S)
        }
    }
}

#[cfg(test)]
mod tests;
