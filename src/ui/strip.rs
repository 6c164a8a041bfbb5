//! The nudge that waits for an answer: one calm line above the footer, which names its keys.

use super::Pen;
use crate::app::tasks::detail::wrapped;
use crate::app::{Area, Model, nudges};
use crate::config::theme::Role;
use crate::nudge::Rule;

/// Draws the strip.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(nudge) = nudges::open(model).filter(|_| area.h > 0) else { return };
    pen.clear(area, Role::Text);
    pen.tint(area, Role::Block);
    let role = if nudge.rule == Rule::Firm { Role::Warning } else { Role::Break };
    let inner = area.split_left(1).1.split_right(1).0;
    let text = inner.split_left(2).1;
    let mut lines = wrapped(&nudge.text, text.w);
    if lines.len() > usize::from(area.h) {
        // What has no room is cut where one sees it.
        let from = usize::from(area.h.saturating_sub(1));
        let rest = lines.split_off(from).join(" ");
        lines.push(rest);
    }
    for (y, line) in (0..area.h).zip(&lines) {
        pen.text(inner.row(y), 0, pen.glyphs().bar, role);
        pen.text(text.row(y), 0, line, Role::Heading);
    }
}
