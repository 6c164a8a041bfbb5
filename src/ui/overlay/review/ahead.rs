//! The last step of a day: a first look at the next one, and a line for a note.

use crate::app::flow::ahead::ahead;
use crate::app::overlay::Review;
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::input_line;
use crate::ui::pen::Pen;

/// Draws the line, and below it the next day.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area, review: &Review) {
    let (line, rest) = area.split_top(if area.h >= 6 { 2 } else { 1 });
    input_line::draw(pen, line, &review.note, &[], "what went well, what to do otherwise");
    let ahead = ahead(model);
    let mut day = words::day(ahead.day, &model.now);
    if let Some(first) = day.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let (head, rest) = rest.split_top(1);
    let at = pen.text(head, 0, &day, Role::Heading) + 2;
    pen.text(head, at, &ahead.load(), Role::Muted);
    let mut row = 0;
    if let Some((start, title)) = &ahead.first {
        let at = pen.text(rest.row(row), 2, &words::clock(*start), Role::Muted) + 2;
        pen.text(rest.row(row), at, title, Role::Text);
        row += 1;
    }
    for title in ahead.due.iter().take(3) {
        let at = pen.text(rest.row(row), 2, "due", Role::Muted) + 4;
        pen.text(rest.row(row), at, title, Role::Text);
        row += 1;
    }
}
