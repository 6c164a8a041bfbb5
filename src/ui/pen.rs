//! Writing into the cells of a frame: by area and role, cut where the area ends. Text of the outside goes
//! through [`visible`] before it is written; whatever the sizes are, nothing is written beside the frame.

use super::Theme;
use super::glyphs::Glyphs;
use crate::app::Area;
use crate::config::theme::Role;
use crate::text::visible;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A frame's cells, the theme to draw them with, and where the cursor is to stand.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    /// What things look like.
    pub theme: &'a Theme,
    /// The cell of the cursor, when there is one.
    pub cursor: Option<(u16, u16)>,
}

impl<'a> Pen<'a> {
    /// A pen for these cells.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Pen<'a> {
        Pen { buffer, theme, cursor: None }
    }

    /// The shapes to draw with.
    pub fn glyphs(&self) -> &'static Glyphs {
        self.theme.glyphs
    }

    /// Writes `text` into the first row of `area`, `offset` columns from its left, cut with an ellipsis at
    /// its right. Returns the offset after it.
    pub fn text(&mut self, area: Area, offset: u16, text: &str, role: Role) -> u16 {
        self.styled(area, offset, text, self.theme.style(role))
    }

    /// Writes text that came from outside: a title, a reason, a name.
    pub fn outside(&mut self, area: Area, offset: u16, text: &str, role: Role) -> u16 {
        self.text(area, offset, &visible(text), role)
    }

    /// Writes `text` so that it ends at the right of the first row of `area`. Returns the columns it takes.
    pub fn right(&mut self, area: Area, text: &str, role: Role) -> u16 {
        let width = width(text).min(area.w);
        self.text(area, area.w - width, text, role);
        width
    }

    /// Writes `text` into the middle of the first row of `area`.
    pub fn centre(&mut self, area: Area, text: &str, role: Role) {
        let width = width(text).min(area.w);
        self.text(area, (area.w - width) / 2, text, role);
    }

    /// Writes with a style; see [`Pen::text`].
    pub fn styled(&mut self, area: Area, offset: u16, text: &str, style: Style) -> u16 {
        let room = area.w.saturating_sub(offset);
        let x = area.x.saturating_add(offset);
        if room == 0 || area.h == 0 || !self.has(x, area.y) {
            return offset;
        }
        let wanted = width(text);
        if wanted <= room {
            self.buffer.set_stringn(x, area.y, text, usize::from(room), style);
            return offset + wanted;
        }
        let cut = cut(text, room, self.glyphs().more);
        self.buffer.set_stringn(x, area.y, &cut, usize::from(room), style);
        offset + width(&cut)
    }

    /// Lays a role over what is written already: its background, and what else it sets.
    pub fn tint(&mut self, area: Area, role: Role) {
        let rect = self.rect(area);
        let mut style = self.theme.style(role);
        if style.add_modifier.contains(Modifier::REVERSED) {
            // Letters of many colours, exchanged with their background, would be a patchwork.
            style.fg = style.fg.or(Some(Color::Reset));
            style = style.remove_modifier(Modifier::DIM);
        }
        self.buffer.set_style(rect, style);
    }

    /// Empties an area and paints it.
    pub fn clear(&mut self, area: Area, role: Role) {
        let rect = self.rect(area);
        let style = self.theme.style(role);
        for y in rect.top()..rect.bottom() {
            for x in rect.left()..rect.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Empties an area and fills it as a block of time of that role.
    pub fn block(&mut self, area: Area, role: Role) {
        self.clear(area, Role::Text);
        let rect = self.rect(area);
        self.buffer.set_style(rect, self.theme.filling(role));
    }

    /// Takes what is written in an area back to where it need not be read.
    pub fn fade(&mut self, area: Area) {
        let rect = self.rect(area);
        let mut faint = self.theme.style(Role::Faint).remove_modifier(Modifier::BOLD);
        faint.bg = self.theme.style(Role::Text).bg.or(Some(Color::Reset));
        self.buffer.set_style(rect, faint);
    }

    /// Fills the first row of `area` with a shape.
    pub fn rule(&mut self, area: Area, glyph: &str, role: Role) {
        let line = glyph.repeat(usize::from(area.w));
        self.text(area, 0, &line, role);
    }

    /// Draws a bar of `width` columns from the offset, full up to `share` of it.
    pub fn progress(&mut self, area: Area, offset: u16, share: f64, role: Role) {
        let room = area.w.saturating_sub(offset);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to room")]
        let full = (f64::from(room) * share.clamp(0.0, 1.0)).round() as u16;
        let [on, off] = self.glyphs().progress;
        self.text(area, offset, &on.repeat(usize::from(full)), role);
        self.text(area, offset + full, &off.repeat(usize::from(room - full)), Role::Border);
    }

    /// Puts the cursor into the first row of `area`.
    pub fn cursor_at(&mut self, area: Area, offset: u16) {
        let x = area.x + offset.min(area.w.saturating_sub(1));
        if self.has(x, area.y) {
            self.cursor = Some((x, area.y));
        }
    }

    fn has(&self, x: u16, y: u16) -> bool {
        self.buffer.area.contains((x, y).into())
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::new(area.x, area.y, area.w, area.h).intersection(self.buffer.area)
    }
}

/// Columns that a text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// As much of `text` as fits into `room` columns together with the sign that it was cut.
fn cut(text: &str, room: u16, more: &str) -> String {
    let mut out = String::new();
    let mut left = usize::from(room).saturating_sub(more.width());
    for cluster in text.graphemes(true) {
        let width = cluster.width();
        if width > left {
            break;
        }
        left -= width;
        out.push_str(cluster);
    }
    // A cut after a space would leave the sign hanging in the air.
    let mut out = out.trim_end().to_owned();
    out.push_str(more);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_never_takes_more_room_than_there_is() {
        for text in ["Draft the methods", "日本語のタイトル", "👩‍👩‍👧 family", "", "e\u{301}e\u{301}"]
        {
            for room in 1..20 {
                assert!(width(&cut(text, room, "…")) <= room, "{text} {room}");
            }
        }
    }
}
