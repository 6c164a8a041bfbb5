//! The keys that may follow an unfinished chord.

use super::pen::{Pen, width};
use super::popup;
use crate::app::{Model, keys};
use crate::config::theme::Role;
use crate::input::Resolution;

/// Draws the popup while a chord is unfinished.
pub fn draw(pen: &mut Pen<'_>, model: &Model) {
    if model.pending.is_empty() {
        return;
    }
    let stack = keys::contexts(model);
    let Resolution::Pending(next) = model.settings.keymap.resolve(&stack, &model.pending) else {
        return;
    };
    let pressed: Vec<String> = model.pending.iter().map(|key| key.shown()).collect();
    let rows = u16::try_from(next.len()).unwrap_or(u16::MAX);
    let widest = next.iter().map(|c| width(&c.key.shown()) + width(c.label)).max().unwrap_or(0);
    let inner = popup::corner(pen, model, &pressed.join(" "), (widest + 6, rows + 2));
    for (row, continuation) in (0..).zip(&next) {
        let row = inner.row(row);
        let at = pen.text(row, 0, &continuation.key.shown(), Role::Key);
        pen.text(row, at + 2, continuation.label, Role::Text);
    }
}
