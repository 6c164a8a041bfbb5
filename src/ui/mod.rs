//! The view: what the model looks like in cells. Functions of `&Model`: asks no time, reads no store,
//! decides nothing. One file a screen, an overlay or a widget; alone knows `ratatui` (with `runtime`).
//!
//! Everything is written with a [`Pen`], by [`Area`] and [`Role`]; where things stand is
//! computed in [`crate::app`], because a click must find them too.

pub mod balance;
pub mod digits;
pub mod footer;
pub mod glyphs;
pub mod header;
pub mod input_line;
pub mod insights;
pub mod log;
pub mod overlay;
pub mod pen;
pub mod popup;
pub mod spoken;
mod strip;
pub mod tasks;
pub mod theme;
pub mod today;
pub mod week;
pub mod which_key;

pub use glyphs::{ASCII, Glyphs, UNICODE};
pub use pen::Pen;
pub use theme::Theme;

use crate::app::{Area, Model, Screen};
use crate::config::theme::Role;
use ratatui::Frame;

/// Draws the model.
pub fn view(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let mut pen = Pen::new(frame.buffer_mut(), theme);
    pen.tint(Area::screen(model.size), Role::Text);
    let chrome = model.chrome();
    if model.zen {
        today::zen::draw(&mut pen, model, Area::screen(model.size));
        if model.toast.is_some() || model.rate.is_some() || model.waiting.is_some() {
            footer::draw(&mut pen, model, chrome.footer);
        }
    } else {
        header::draw(&mut pen, model, chrome.header);
        match model.screen {
            Screen::Today => today::draw(&mut pen, model),
            Screen::Tasks => tasks::draw(&mut pen, model),
            Screen::Week => week::draw(&mut pen, model),
            Screen::Log => log::draw(&mut pen, model),
            Screen::Insights => insights::draw(&mut pen, model),
            Screen::Balance => balance::draw(&mut pen, model),
        }
        footer::draw(&mut pen, model, chrome.footer);
    }
    strip::draw(&mut pen, model, chrome.strip);
    if !model.overlays.is_empty() {
        pen.fade(Area { h: chrome.footer.y, ..Area::screen(model.size) });
    }
    overlay::draw(&mut pen, model);
    which_key::draw(&mut pen, model);
    let cursor = pen.cursor;
    if let Some((x, y)) = cursor {
        frame.set_cursor_position((x, y));
    }
}

#[cfg(test)]
pub(crate) mod tests;
