//! Every action by name.

use crate::app::Model;
use crate::app::keys::contexts;
use crate::app::overlay::Palette;
use crate::app::overlay::palette::ROWS;
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};
use crate::ui::{input_line, popup};

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, palette: &Palette) {
    let found = palette.found(model);
    let rows = u16::try_from(ROWS).unwrap_or(u16::MAX);
    let inner = popup::centred(pen, model, "Do", (70, rows + 4));
    let (search, list) = inner.split_top(2);
    input_line::draw(pen, search, &palette.query, &[], "type to search every action");
    if found.is_empty() {
        pen.text(list, 0, "No action is called that.", Role::Muted);
    }
    let stack: Vec<_> = contexts(model).into_iter().filter(|c| !c.is_overlay()).collect();
    let shown = usize::from(list.h);
    let mut place = palette.list;
    place.reveal(found.len(), shown);
    for (n, at) in (0..).zip(place.visible(found.len(), shown)) {
        let (row, action) = (list.row(n), found[at]);
        let chord = model.settings.keymap.chords(&stack, action).into_iter().next();
        let keys = chord.map(|chord| chord.shown()).unwrap_or_default();
        let (text, key) = row.split_right(width(&keys) + 1);
        let text = text.split_right(1).0;
        pen.text(text, 2, action.spec().help, Role::Text);
        pen.text(key, 0, &keys, Role::Key);
        if at == place.selected {
            pen.tint(row, Role::Selection);
            pen.text(row, 0, pen.glyphs().bar, Role::Accent);
        }
    }
}
