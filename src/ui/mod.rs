//! The view: what the model looks like in cells. Functions of `&Model`: asks no time, reads no store,
//! decides nothing. One file a screen, an overlay or a widget; alone knows `ratatui` (with `runtime`).

pub mod theme;

pub use theme::Theme;

use crate::app::Model;
use ratatui::Frame;

/// Draws the model.
pub fn view(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let _ = (model, theme, frame);
}
