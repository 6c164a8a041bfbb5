//! One task as a row: marks, number, title with project and tags, kind of work, date, estimate. What there
//! is no room for goes from the right: effort first, then the kind's name, then tags and project.

use crate::app::insights::estimate;
use crate::app::tasks::{By, Pane, due};
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::domain::{Priority, Status, Task};
use crate::text::visible;
use crate::ui::pen::{Pen, width};
use unicode_segmentation::UnicodeSegmentation;

/// Columns of the date and of the effort, with a space before.
const COLUMN: u16 = 13;

/// Draws the row.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area, task: &Task) {
    let selected = model.tasks.selected == Some(task.id);
    let marked = model.tasks.marked.contains(&task.id);
    let (glyph, glyph_role) = standing(pen, model, task);
    pen.text(area, 2, glyph, glyph_role);
    let number = task.no.to_string();
    let digits = width(&model.state.next_no().to_string()).max(3);
    let mut rest = area.split_left(4).1;
    if area.w >= 34 {
        pen.text(rest, digits.saturating_sub(width(&number)), &number, Role::Faint);
        rest = rest.split_left(digits + 1).1;
    }
    rest = columns(pen, model, rest, (area.w, task));
    title(pen, model, rest.split_right(1).0, (task, marked));
    if selected {
        pen.tint(area, Role::Selection);
        let role = if model.tasks.pane == Pane::List { Role::Accent } else { Role::Faint };
        pen.text(area, 0, pen.glyphs().bar, role);
    }
    if marked {
        pen.text(area, 1, pen.glyphs().marked, Role::Marked);
    }
}

/// What holds the task up or drives it, as a shape; nothing for one that is simply to be done.
fn standing(pen: &Pen<'_>, model: &Model, task: &Task) -> (&'static str, Role) {
    let glyphs = pen.glyphs();
    if model.state.running().and_then(|s| s.task) == Some(task.id) {
        return (glyphs.running, Role::Running);
    }
    match task.status {
        Status::Done => (glyphs.done, Role::Good),
        Status::Dropped => (glyphs.dropped, Role::Faint),
        Status::Waiting => (glyphs.waiting, Role::Muted),
        Status::Open if model.state.is_blocked(task) => (glyphs.blocked, Role::Muted),
        Status::Open if task.from.is_some_and(|from| from.utc_ms() > model.now.at.utc_ms()) => {
            (glyphs.waiting, Role::Muted)
        }
        Status::Open if task.every.is_some() => (glyphs.recurring, Role::Faint),
        Status::Open => (" ", Role::Faint),
    }
}

/// The columns at the right, as far as there is room; returns what is left for the title.
fn columns(pen: &mut Pen<'_>, model: &Model, area: Area, (whole, task): (u16, &Task)) -> Area {
    let mut rest = area;
    let closed = task.status.is_closed();
    if whole >= 60 {
        let (before, column) = rest.split_right(COLUMN);
        let (text, over) = due::effort(task, model.state.tracked_s(task.id, model.now.at));
        let usual = estimate::usual_s(model, task.kind.as_deref());
        let text = match usual.filter(|_| text.is_empty() && task.estimate_s.is_none() && !closed) {
            Some(usual) => format!("~{}", estimate::round(f64::from(usual))),
            None => text,
        };
        let role = if over && !closed { Role::Warning } else { Role::Muted };
        pen.right(column.split_right(1).0, &text, role);
        rest = before;
    }
    if whole >= 34 {
        let (before, column) = rest.split_right(COLUMN);
        if let Some((text, near)) = due::said(task, &model.now) {
            let role = match near {
                due::Nearness::Late => Role::Warning,
                due::Nearness::Today => Role::Accent,
                due::Nearness::Ahead => Role::Muted,
                due::Nearness::Loose => Role::Faint,
            };
            pen.text(column, 1, &text, role);
        }
        rest = before;
    }
    if whole >= 46 {
        let named = whole >= 84;
        let (before, column) = rest.split_right(if named { 12 } else { 2 });
        kind(pen, model, column, (task, named));
        rest = before;
    }
    rest
}

fn kind(pen: &mut Pen<'_>, model: &Model, area: Area, (task, named): (&Task, bool)) {
    let Some(kind) = task.kind.as_deref() else { return };
    let place = crate::app::today::marks::place(&model.state, kind);
    let mode = model.state.kind(kind).map(|kind| kind.mode);
    let role = place.map_or(Role::Faint, Role::of_type);
    let at = pen.text(area, 0, pen.glyphs().mode(mode), role);
    if named && model.tasks.group != By::Type {
        let name = area.split_right(1).0;
        pen.outside(name, at + 1, kind, Role::Muted);
    }
}

fn title(pen: &mut Pen<'_>, model: &Model, area: Area, (task, marked): (&Task, bool)) {
    let mut at = match task.priority {
        Priority::Urgent => pen.text(area, 0, "!!", Role::Warning) + 1,
        Priority::High => pen.text(area, 0, "!", Role::Heading) + 1,
        Priority::Normal | Priority::Low => 0,
    };
    let running = model.state.running().and_then(|s| s.task) == Some(task.id);
    let ready = task.status == Status::Open && model.state.is_ready(task, model.now.at);
    let role = match (marked, running, ready) {
        (true, ..) => Role::Marked,
        (_, true, _) => Role::Running,
        (_, _, true) if task.priority == Priority::Low => Role::Muted,
        (_, _, true) => Role::Text,
        _ => Role::Muted,
    };
    let found = model.tasks.letters.get(&task.id).map(Vec::as_slice).unwrap_or_default();
    at = lettered(pen, area, at, (&visible(&task.title), role, found));
    let mut more: Vec<String> = Vec::new();
    if model.tasks.group != By::Project {
        more.extend(task.project.as_deref().map(|project| visible(project).into_owned()));
    }
    more.extend(task.tags.iter().map(|tag| format!("+{}", visible(tag))));
    for word in more {
        if at + 2 + width(&word) > area.w {
            break;
        }
        at = pen.text(area, at + 2, &word, Role::Faint);
    }
}

/// Writes a text in which some letters were searched for; returns the offset after it.
fn lettered(pen: &mut Pen<'_>, area: Area, offset: u16, part: (&str, Role, &[u32])) -> u16 {
    let (text, role, found) = part;
    let end = pen.text(area, offset, text, role);
    let mut at = offset;
    for (n, letter) in (0..).zip(text.graphemes(true)).take_while(|_| !found.is_empty()) {
        let next = at + width(letter);
        // The ellipsis of a cut text stands for all the letters behind it.
        if next > end || (next == end && end == area.w && width(text) + offset > area.w) {
            break;
        }
        if found.binary_search(&n).is_ok() {
            pen.text(area, at, letter, Role::Match);
        }
        at = next;
    }
    end
}
