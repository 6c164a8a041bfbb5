//! The frame of what lies over a screen.

use super::pen::{Pen, width};
use crate::app::{Area, Model};
use crate::config::theme::Role;

/// A box of at most `w` by `h` cells in the middle, with a title; returns its inside.
pub fn centred(pen: &mut Pen<'_>, model: &Model, title: &str, (w, h): (u16, u16)) -> Area {
    frame(pen, room(model).centred(w, h), title)
}

/// Columns inside of a box in the middle that is at most `w` columns wide.
pub fn inner_width(model: &Model, w: u16) -> u16 {
    room(model).w.min(w).saturating_sub(4)
}

/// Where a box in the middle may be.
fn room(model: &Model) -> Area {
    let screen = Area::screen(model.size);
    if screen.w > 40 { screen.shrink(2, 1) } else { screen }
}

/// A box at the bottom right, above the footer; returns its inside.
pub fn corner(pen: &mut Pen<'_>, model: &Model, title: &str, (w, h): (u16, u16)) -> Area {
    let chrome = model.chrome();
    let above = Area {
        h: chrome.footer.y.max(chrome.body.y + chrome.body.h),
        y: 0,
        ..Area::screen(model.size)
    };
    let room = above.split_right(w.max(width(title) + 4) + 1).1;
    let room = room.split_right(u16::from(room.w > w)).0;
    frame(pen, room.split_bottom(h).1, title)
}

/// A box that fills `area`; returns its inside.
pub fn frame(pen: &mut Pen<'_>, area: Area, title: &str) -> Area {
    pen.clear(area, Role::Overlay);
    if area.w < 4 || area.h < 3 {
        return area;
    }
    let [top_left, top_right, bottom_left, bottom_right] = pen.glyphs().corners;
    let [lying, standing] = pen.glyphs().rule;
    let line = lying.repeat(usize::from(area.w - 2));
    pen.text(area, 0, &format!("{top_left}{line}{top_right}"), Role::Border);
    let bottom = area.row(area.h - 1);
    pen.text(bottom, 0, &format!("{bottom_left}{line}{bottom_right}"), Role::Border);
    for y in 1..area.h - 1 {
        pen.text(area.row(y), 0, standing, Role::Border);
        pen.text(area.row(y), area.w - 1, standing, Role::Border);
    }
    if !title.is_empty() {
        let room = Area { x: area.x + 2, w: area.w.saturating_sub(4), ..area };
        let title = format!(" {title} ");
        pen.text(room, 0, &title, Role::Heading);
    }
    area.shrink(2, 1)
}
