//! What does not work out, two rows each: what is the matter, and what would help.

use crate::app::Model;
use crate::app::overlay::Worries;
use crate::config::theme::Role;
use crate::ui::footer::ticked;
use crate::ui::pen::Pen;
use crate::ui::popup;
use crate::ui::today::risk;

/// Columns of the box.
const WIDE: u16 = 88;
/// Rows of a worry.
const TALL: u16 = 2;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, shown: Worries) {
    let worries = &model.today.worries;
    let rows = u16::try_from(worries.len()).unwrap_or(u16::MAX).saturating_mul(TALL);
    let inner =
        popup::centred(pen, model, "What does not work out", (WIDE, rows.saturating_add(4)));
    let (list, keys) = inner.split_bottom(if inner.h > 4 { 2 } else { 0 });
    let places = usize::from((list.h / TALL).max(1));
    let mut place = shown.list;
    place.reveal(worries.len(), places);
    for (n, at) in (0..).zip(place.visible(worries.len(), places)) {
        let own = list.split_top(n * TALL).1.split_top(TALL).0;
        risk::draw_worry(pen, own.row(0), &worries[at]);
        if own.h > 1 {
            risk::draw_fix(pen, own.row(1), &worries[at], "no single change helps");
        }
        if at == place.selected {
            pen.tint(own, Role::Selection);
        }
    }
    let worry = worries.get(place.selected);
    let enter = match worry {
        Some(worry) if worry.deed.is_some() => "`Enter` does that",
        _ => "`Enter` opens the task",
    };
    ticked(pen, keys.row(1), 0, &format!("{enter}   `Esc` closes"));
    let counted = format!("{} of {}", place.selected + 1, worries.len());
    pen.right(keys.row(1), &counted, Role::Faint);
}
