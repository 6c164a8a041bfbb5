//! What a figure of the Insights screen is made of, as paragraphs.

use crate::app::insights::why;
use crate::app::overlay::Reasons;
use crate::app::{Area, Model};
use crate::config::theme::Role;
use crate::text::visible;
use crate::ui::footer::{folded, ticked};
use crate::ui::pen::Pen;
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 74;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, reasons: Reasons) {
    let screen = Area::screen(model.size);
    let columns = WIDE.min(if screen.w > 40 { screen.w - 4 } else { screen.w }).saturating_sub(4);
    let mut rows: Vec<String> = Vec::new();
    for paragraph in why::lines(model, reasons.figure) {
        if !rows.is_empty() {
            rows.push(String::new());
        }
        rows.extend(folded(&visible(&paragraph), columns));
    }
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
    let title = visible(&why::title(model, reasons.figure)).into_owned();
    let inner = popup::centred(pen, model, &title, (WIDE, height));
    let shown = usize::from(inner.h);
    let from = usize::from(reasons.scroll).min(rows.len().saturating_sub(shown));
    for (y, line) in (0..inner.h).zip(rows.iter().skip(from)) {
        ticked(pen, inner.row(y), 0, line);
    }
    if rows.len() > from + shown && shown > 0 {
        pen.right(inner.row(inner.h - 1), pen.glyphs().scroll[1], Role::Accent);
    }
}
