//! The Tasks screen: the list, and beside or below it the selected task in full.

mod bar;
mod detail;
mod list;
mod row;

use super::Pen;
use crate::app::Model;
use crate::app::tasks;
use crate::config::theme::Role;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    if !model.loaded {
        return;
    }
    let parts = tasks::layout(model);
    bar::draw(pen, model, &parts);
    list::draw(pen, model, parts.list);
    let [lying, standing] = pen.glyphs().rule;
    if parts.below {
        // Over nothing the line would only be in the way.
        if model.tasks.selected.is_some() {
            pen.rule(parts.rule, lying, Role::Border);
        }
    } else {
        for y in 0..parts.rule.h {
            pen.text(parts.rule.row(y), 0, standing, Role::Border);
        }
    }
    detail::draw(pen, model, &parts);
}

#[cfg(test)]
mod tests;
