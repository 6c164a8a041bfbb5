//! The list of the kinds of work: how many sessions each has, and how sure its hours are.

use super::role;
use crate::app::Model;
use crate::app::insights::{Layout, words};
use crate::config::theme::Role;
use crate::learn::Profile;
use crate::ui::Pen;

/// Columns of the word that says how sure the hours are, with a space before.
const STANDING: u16 = 10;
/// Columns of the number of sessions.
const COUNT: u16 = 6;

/// Draws the list.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, profile: &Profile, parts: &Layout) {
    let list = &model.insights.list;
    let head = parts.heading;
    pen.text(head, 2, "Kinds of work", Role::Heading);
    let counted = head.w >= 26;
    let shown = list.visible(model.insights.subjects.len(), usize::from(parts.list.h));
    for (y, at) in (0..).zip(shown) {
        let row = parts.list.row(y);
        let subject = &model.insights.subjects[at];
        let curve = subject.curve(profile);
        let (glyph, mark) = role(pen, model, subject);
        let standing = words::standing(model, curve, subject);
        let (rest, column) = row.split_right(STANDING);
        let (name, count) = rest.split_right(if counted { COUNT } else { 0 });
        pen.text(name, 2, glyph, mark);
        pen.outside(name, 4, subject.title(), Role::Text);
        pen.right(count, &curve.sessions.to_string(), Role::Muted);
        let sure = matches!(standing, "strong" | "moderate");
        pen.text(column, 1, standing, if sure { Role::Text } else { Role::Faint });
        if at == list.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}
