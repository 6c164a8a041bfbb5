//! The rows of the list that show: headings of groups and tasks.

use super::row;
use crate::app::tasks::{Group, Row};
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::text::visible;
use crate::ui::footer::ticked;
use crate::ui::pen::Pen;

/// Draws the list, or why there is none.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let tasks = &model.tasks;
    if tasks.rows.is_empty() {
        return nothing(pen, model, area.shrink(u16::from(area.w > 20), 0));
    }
    let shown = tasks.list.visible(tasks.rows.len(), usize::from(area.h));
    for (y, row) in (0..).zip(&tasks.rows[shown]) {
        match row {
            Row::Heading(at) => {
                if let Some(group) = tasks.groups.get(*at) {
                    heading(pen, area.row(y), group);
                }
            }
            Row::Task(id) => {
                if let Some(task) = model.state.task(*id) {
                    row::draw(pen, model, area.row(y), task);
                }
            }
        }
    }
}

fn heading(pen: &mut Pen<'_>, area: Area, group: &Group) {
    let area = area.shrink(u16::from(area.w > 20), 0);
    let at = pen.text(area, 0, &group.title, Role::Heading);
    let at = pen.text(area, at + 1, &group.count.to_string(), Role::Faint);
    let rest = area.split_left(at + 1).1;
    pen.rule(rest, pen.glyphs().rule[0], Role::Border);
}

fn nothing(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let tasks = &model.tasks;
    let area = area.split_top(u16::from(area.h > 4)).1;
    if tasks.line.is_some() || !tasks.query.is_empty() {
        let text = match &tasks.line {
            Some(_) => "No task fits what is typed.".to_owned(),
            None => format!("No task fits `{}`.", visible(&tasks.query)),
        };
        pen.text(area.row(0), 0, &text, Role::Muted);
        if tasks.line.is_none() {
            ticked(pen, area.row(1), 0, "`Esc` shows everything   `/` changes the filter");
        }
    } else if model.state.tasks().next().is_some() {
        pen.text(area.row(0), 0, "Nothing open. Well done.", Role::Muted);
        ticked(pen, area.row(1), 0, "`a` writes a task down   `.` shows what was done");
    } else {
        pen.text(area.row(0), 0, "Nothing to do yet.", Role::Muted);
        ticked(pen, area.row(1), 0, "`a` writes a task down");
    }
}
