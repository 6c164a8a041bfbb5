//! Every key and what it does.

use crate::app::Model;
use crate::app::overlay::Help;
use crate::app::overlay::help::Row;
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};
use crate::ui::{input_line, popup};

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, help: &Help) {
    let rows = help.rows(model);
    let inner = popup::centred(pen, model, "Keys", (76, 40));
    let (search, list) = inner.split_top(2);
    input_line::draw(pen, search, &help.query, &[], "type to search");
    let shown = usize::from(list.h);
    let scroll = help.scroll.min(rows.len().saturating_sub(shown));
    // In a narrow box the first of an action's keys is enough.
    let keys_width = if list.w >= 60 { 16 } else { 9.min(list.w / 3) };
    for (n, row) in (0..).zip(rows.iter().skip(scroll).take(shown)) {
        let area = list.row(n);
        match row {
            Row::Heading(heading) => {
                pen.text(area, 0, heading, Role::Heading);
            }
            Row::Key { keys, help } => {
                let mut at = 2;
                for key in keys {
                    if at + width(key) <= keys_width {
                        at = pen.text(area, at, key, Role::Key) + 2;
                    }
                }
                pen.text(area, keys_width + 1, help, Role::Text);
            }
        }
    }
    if rows.is_empty() {
        pen.text(list, 0, "No key does that.", Role::Muted);
    }
    let [_, down] = pen.glyphs().scroll;
    if scroll + shown < rows.len() {
        pen.right(list.row(list.h.saturating_sub(1)), down, Role::Faint);
    }
}
