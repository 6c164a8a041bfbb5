//! Another day for some tasks.

use crate::app::overlay::OtherDay;
use crate::app::{Model, words};
use crate::config::theme::Role;
use crate::ui::pen::Pen;
use crate::ui::{input_line, popup};

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, other: &OtherDay) {
    let (another, none) = other.words();
    let title = match other.tasks.as_slice() {
        [one] => model
            .state
            .task(*one)
            .map_or(another.into(), |task| format!("{another}: {}", task.title)),
        many => format!("{another} for {} tasks", many.len()),
    };
    let rows = u16::try_from(other.choices.len()).unwrap_or(0);
    let title = crate::text::visible(&title);
    let inner = popup::centred(pen, model, &title, (44, rows.max(1) + 4));
    let (search, list) = inner.split_top(2);
    input_line::draw(pen, search, &other.query, &[], "or type: fri, +3d, 4 dec");
    if other.choices.is_empty() {
        pen.text(list, 0, "That is no day.", Role::Muted);
    }
    for (n, choice) in other.choices.iter().enumerate() {
        let row = list.row(u16::try_from(n).unwrap_or(u16::MAX));
        let text = choice.day.map_or(none.into(), |day| words::day(day, &model.now));
        let at = pen.text(row, 2, &text, Role::Text);
        if let Some(day) = choice.day.filter(|_| text.starts_with("to")) {
            pen.text(row, at + 1, &words::short_day(day), Role::Muted);
        }
        if choice.planned_s > 0 {
            let load = format!("{} planned", words::duration(choice.planned_s / 60 * 60));
            pen.right(row.split_right(1).0, &load, Role::Faint);
        }
        if n == other.list.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}
