//! The Log screen: the day as a line, as a list and added up, and the week below.

mod detail;
mod list;
mod side;
mod strip;
mod week;

use super::Pen;
use crate::app::log::{closing, day, layout};
use crate::app::tasks::detail::within;
use crate::app::{Area, Model, keys, words};
use crate::config::theme::Role;
use crate::input::Action;
use crate::ui::footer::{folded, ticked};
use crate::ui::pen::width;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    if !model.loaded {
        return;
    }
    let parts = layout(model);
    title(pen, model, parts.title, parts.side.is_empty());
    strip::draw(pen, model, &parts);
    if model.log.rows.is_empty() {
        empty(pen, model, parts.list);
    } else {
        list::draw(pen, model, &parts);
        detail::draw(pen, model, parts.detail);
    }
    note(pen, model, parts.note);
    week::draw(pen, model, parts.week);
    for row in 0..parts.rule.h {
        let glyph = pen.glyphs().rule[1];
        pen.text(parts.rule.row(row), 0, glyph, Role::Border);
    }
    side::draw(pen, model, parts.side);
}

/// What the person noted when they closed the day.
fn note(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(closing) = closing(model).filter(|_| area.h > 0) else { return };
    let text = format!("Closed {}: {}", words::clock(closing.at), closing.note.trim());
    let lines = within(&text, area.w.saturating_sub(2), usize::from(area.h));
    for (y, line) in (0..area.h).zip(&lines) {
        pen.text(area.row(y), 0, pen.glyphs().bar, Role::Accent);
        pen.outside(area.row(y).split_left(2).1, 0, line, Role::Text);
    }
}

/// The day in words, and what it comes to when no pane says so.
fn title(pen: &mut Pen<'_>, model: &Model, area: Area, with_sums: bool) {
    let shown = day(model);
    let long = shown.format("%A %-d %B").to_string();
    let short = words::short_day(shown);
    let sums = if with_sums { sums(model, area.w < 60, pen.glyphs().dot) } else { String::new() };
    let name = if width(&long) + width(&sums) + 4 <= area.w { long } else { short };
    let at = pen.text(area, 0, &name, Role::Heading);
    let ago = model.now.day().signed_duration_since(shown).num_days();
    let when = match ago {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=20 => format!("{ago} days ago"),
        _ => shown.format("%Y").to_string(),
    };
    let closed = closing(model).filter(|closing| closing.note.trim().is_empty());
    let closed = closed.map(|closing| format!("{when}, closed {}", words::clock(closing.at)));
    let ways = [closed, Some(when)].into_iter().flatten();
    let fits = |way: &String| at + width(way) + width(&sums) + 4 <= area.w;
    if let Some(when) = ways.into_iter().find(fits) {
        pen.text(area, at + 2, &when, Role::Muted);
    }
    pen.right(area, &sums, Role::Muted);
}

fn sums(model: &Model, short: bool, dot: &str) -> String {
    let totals = &model.log.totals;
    if totals.sessions == 0 {
        return String::new();
    }
    let worked = format!("{} worked", words::duration(totals.worked_s / 60 * 60));
    if short {
        return worked;
    }
    let breaks = format!("{} of breaks", words::duration(totals.breaks.0 / 60 * 60));
    let sessions = words::count(totals.sessions, "session");
    let parts = [Some(worked), (totals.breaks.1 > 0).then_some(breaks), Some(sessions)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(&format!("  {dot}  "))
}

fn empty(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let words = if model.log.day.is_none() {
        "Nothing was logged today so far."
    } else {
        "Nothing was logged on this day."
    };
    pen.text(area.row(0), 0, words, Role::Muted);
    let key = |action| keys::shown(model, action);
    let add = format!("`{}`  writes a past session down", key(Action::AddPast));
    let (before, after) = (key(Action::PreviousDay), key(Action::NextDay));
    let any = key(Action::GoToDay);
    ticked(pen, area.row(2), 0, &add);
    let turn = format!("`{before}`  and `{after}` turn to other days, `{any}` to any");
    for (row, line) in (3..).zip(folded(&turn, area.w)) {
        ticked(pen, area.row(row), 0, &line);
    }
}

/// The mark of a kind of work and how it is painted.
pub(super) fn kind_mark(pen: &Pen<'_>, model: &Model, kind: Option<&str>) -> (&'static str, Role) {
    let place = kind.and_then(|kind| crate::app::today::marks::place(&model.state, kind));
    let mode = kind.and_then(|kind| model.state.kind(kind)).map(|kind| kind.mode);
    (pen.glyphs().mode(mode), place.map_or(Role::Faint, Role::of_type))
}

#[cfg(test)]
mod tests;
