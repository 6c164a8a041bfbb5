//! The line over the list: how many tasks, what narrows them, in which order; or the line that is typed,
//! with what is wrong in it under its place.

use crate::app::tasks::choose::out_of_sight;
use crate::app::tasks::{By, Layout, Line, Purpose, TasksState};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::text::{ParseError, visible};
use crate::ui::footer::ticked;
use crate::ui::input_line;
use crate::ui::pen::{Pen, width};

/// Draws the bar and, while a line is open, what stands under it.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, parts: &Layout) {
    let area = parts.bar.shrink(u16::from(parts.bar.w > 20), 0);
    match &model.tasks.line {
        Some(line) => typing(pen, model, line, (area, parts.under)),
        None => said(pen, model, area, parts),
    }
}

/// How many are selected, and how many of those a filter hides.
fn selected(tasks: &TasksState) -> String {
    let all = tasks.marked.len();
    match out_of_sight(tasks) {
        0 => format!("{all} selected"),
        hidden => format!("{all} selected, {hidden} not shown"),
    }
}

fn said(pen: &mut Pen<'_>, model: &Model, area: Area, parts: &Layout) {
    let tasks = &model.tasks;
    let place = tasks.list.visible(tasks.rows.len(), usize::from(parts.list.h));
    let scrolled = place.len() < tasks.rows.len();
    let right = if !tasks.marked.is_empty() {
        (selected(tasks), Role::Marked)
    } else if scrolled && area.w >= 50 {
        (share(&place, tasks.rows.len()), Role::Faint)
    } else {
        (String::new(), Role::Faint)
    };
    let used = pen.right(area, &right.0, right.1);
    let area = area.split_right(used + u16::from(used > 0) * 2).0;
    let mut at = pen.text(area, 0, &words::count(tasks.count, "task"), Role::Heading);
    let mut part = |pen: &mut Pen<'_>, text: &str, role: Role| {
        if at + width(text) + 3 <= area.w || role == Role::Accent {
            at = pen.text(area, at, &format!(" {} ", pen.glyphs().dot), Role::Faint);
            at = pen.text(area, at, text, role);
        }
    };
    if !tasks.query.is_empty() {
        part(pen, &visible(&tasks.query), Role::Accent);
    }
    if tasks.closed {
        part(pen, "closed ones too", Role::Muted);
    }
    part(pen, &order(tasks.sort, tasks.group), Role::Muted);
}

/// Where in the list the screen stands.
fn share(place: &std::ops::Range<usize>, len: usize) -> String {
    match (place.start, place.end) {
        (0, _) => "top".into(),
        (_, end) if end == len => "end".into(),
        (start, _) => format!("{} %", start * 100 / len.max(1)),
    }
}

fn order(sort: By, group: By) -> String {
    if sort == group {
        format!("by {}", sort.word())
    } else if group == By::Urgency {
        format!("by {}, ready ones first", sort.word())
    } else {
        format!("by {} within {}", sort.word(), group.word())
    }
}

fn typing(pen: &mut Pen<'_>, model: &Model, line: &Line, (area, under): (Area, Area)) {
    let count = match line.purpose {
        Purpose::Filter => words::count(model.tasks.count, "task"),
        Purpose::Find => format!("{} found", model.tasks.count),
    };
    let used = if area.w >= 30 { pen.right(area, &count, Role::Muted) } else { 0 };
    let area = area.split_right(used + u16::from(used > 0) * 2).0;
    let (prompt, example) = match line.purpose {
        Purpose::Filter => ("Filter ", "@writing due.before:fri +tag -someday words"),
        Purpose::Find => ("Find ", "a few letters of a title"),
    };
    let start = pen.text(area, 0, prompt, Role::Accent);
    let (prompt, room) = area.split_left(start);
    input_line::draw(pen, room, &line.edit, &line.tokens, example);
    let under = Area { x: prompt.x, w: area.w, ..under };
    if let Some(error) = line.error() {
        wrong(pen, line, error, (room, under));
    } else {
        offer(pen, line, under.row(0), start);
    }
}

fn offer(pen: &mut Pen<'_>, line: &Line, row: Area, start: u16) {
    // Without room for a way to go on there is nothing to say.
    let first = line.completions.first().map_or(0, |first| width(&visible(&first.text)));
    if first == 0 || start + 5 + first > row.w {
        return;
    }
    let mut at = pen.text(row, start, "Tab", Role::Key);
    for (n, completion) in line.completions.iter().enumerate() {
        let text = visible(&completion.text);
        if at + 2 + width(&text) > row.w {
            break;
        }
        at = pen.text(
            row,
            at + if n == 0 { 1 } else { 3 },
            &text,
            if n == 0 { Role::Text } else { Role::Faint },
        );
    }
}

/// Carets under the place; what is wrong after them, else on the next row, else instead of them.
fn wrong(pen: &mut Pen<'_>, line: &Line, error: &ParseError, (room, under): (Area, Area)) {
    let column = |at| input_line::column(&line.edit, room.w, at) + (room.x - under.x);
    let (start, end) = (column(error.span.start), column(error.span.end));
    let carets = "^".repeat(usize::from(end.saturating_sub(start).max(1)));
    let message = visible(&error.message);
    let needed = width(&message) + width(&error.hint) + 4;
    let beside = start + width(&carets) + needed <= under.w;
    let (row, at) = if beside || under.h > 1 {
        let after = pen.text(under.row(0), start, &carets, Role::Warning);
        if beside { (under.row(0), after + 1) } else { (under.row(1), 0) }
    } else {
        (under.row(0), 0)
    };
    let at = pen.text(row, at, &message, Role::Warning);
    ticked(pen, row, at + 2, &visible(&error.hint));
}
