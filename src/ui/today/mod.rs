//! The Today screen: one glance says what now, until when, what next, and whether the day fits.

pub(super) mod block;
pub mod first_run;
pub mod fit;
pub mod notice;
pub mod queue;
pub mod risk;
pub mod session;
pub mod timeline;
pub mod zen;

use super::Pen;
use crate::app::Model;
use crate::app::today;
use crate::config::theme::Role;

/// Draws the screen.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    let body = model.chrome().body;
    if !model.loaded {
        return;
    }
    if today::is_first_run(model) {
        return first_run::draw(pen, model, body);
    }
    let parts = today::layout(model);
    timeline::caption(pen, model, parts.caption);
    timeline::draw(pen, model, parts.timeline);
    for row in 0..parts.rule.h {
        let glyph = pen.glyphs().rule[1];
        pen.text(parts.rule.row(row), 0, glyph, Role::Border);
    }
    session::draw(pen, model, parts.session, parts.clock);
    notice::draw(pen, model, parts.notice);
    queue::draw(pen, model, &parts);
    risk::draw(pen, model, parts.risk);
    fit::draw(pen, model, parts.fit);
}

#[cfg(test)]
mod tests;
