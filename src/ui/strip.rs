//! The nudge that waits for an answer: a calm line or two above the footer, which names its keys.

use super::Pen;
use crate::app::{Area, Model, nudges};
use crate::config::theme::Role;
use crate::nudge::Rule;

/// Columns between what is said and why.
const GAP: u16 = 3;

/// Draws the strip.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(nudge) = nudges::open(model).filter(|_| area.h > 0) else { return };
    pen.clear(area, Role::Text);
    pen.tint(area, Role::Block);
    let role = if nudge.rule == Rule::Firm { Role::Warning } else { Role::Break };
    let inner = area.split_left(1).1.split_right(1).0;
    let text = inner.split_left(2).1;
    for (y, line) in (0..area.h).zip(nudges::strip(model)) {
        pen.text(inner.row(y), 0, pen.glyphs().bar, role);
        let said = pen.text(text.row(y), 0, &line.said, Role::Heading);
        let gap = if said > 0 { said + GAP } else { 0 };
        pen.text(text.row(y), gap, &line.why, Role::Muted);
    }
}
