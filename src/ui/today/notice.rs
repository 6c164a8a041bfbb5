//! What should be known before anything else, one line each: the plan could change, a calendar can't be read.

use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};

/// Draws the lines, as many as there is room for.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    for (row, notice) in (0..area.h).zip(&model.today.notices) {
        let line = area.row(row);
        let (glyph, role) = if notice.warns {
            (pen.glyphs().warning, Role::Warning)
        } else {
            (pen.glyphs().steps[1], Role::Accent)
        };
        let at = pen.text(line, 0, glyph, role) + 1;
        let whole = width(&notice.text) + width(&notice.hint.replace('`', "")) + 4 <= line.w;
        // Where there is no room for more, the key alone.
        let key = notice.hint.split('`').nth(1).filter(|key| key.len() < 4);
        let hint = match key {
            Some(key) if !whole => format!("`{key}`"),
            None if !whole => String::new(),
            _ => notice.hint.clone(),
        };
        let room =
            line.split_right(if hint.is_empty() { 0 } else { width(&hint.replace('`', "")) + 2 }).0;
        let mut text = notice.text.clone();
        if let Some(first) = text.get(..1).map(str::to_uppercase) {
            text.replace_range(..1, &first);
        }
        let role = if notice.warns { Role::Warning } else { Role::Text };
        let at = pen.text(room, at, &text, role);
        if room.w < line.w {
            ticked(pen, line, at + 2, &hint);
        }
    }
}
