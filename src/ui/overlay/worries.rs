//! What does not work out: what is the matter and, where it is known, what would help.

use crate::app::Model;
use crate::app::keys::shown_in;
use crate::app::overlay::Worries;
use crate::app::today::Worry;
use crate::config::theme::Role;
use crate::input::{Action, Context};
use crate::ui::footer::ticked;
use crate::ui::pen::Pen;
use crate::ui::popup;
use crate::ui::today::risk;

/// Columns of the box.
const WIDE: u16 = 88;

/// Rows of a worry.
fn tall(worry: &Worry) -> u16 {
    1 + u16::from(!worry.fix.is_empty())
}

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, shown: Worries) {
    let worries = &model.today.worries;
    let rows: u16 = worries.iter().map(tall).fold(0, u16::saturating_add);
    let inner =
        popup::centred(pen, model, "What does not work out", (WIDE, rows.saturating_add(4)));
    let (list, keys) = inner.split_bottom(if inner.h > 4 { 2 } else { 0 });
    let mut end = 0;
    let ends: Vec<u16> = worries
        .iter()
        .map(|worry| {
            end += tall(worry);
            end
        })
        .collect();
    let selected = shown.list.selected.min(worries.len().saturating_sub(1));
    let above = ends.get(selected).map_or(0, |end| end.saturating_sub(list.h));
    for (at, (worry, end)) in worries.iter().zip(ends).enumerate() {
        let start = end - tall(worry);
        if start < above || end > above + list.h {
            continue;
        }
        let own = list.split_top(start - above).1.split_top(tall(worry)).0;
        risk::draw_worry(pen, own.row(0), worry);
        if own.h > 1 {
            risk::draw_fix(pen, own.row(1), worry);
        }
        if at == selected {
            pen.tint(own, Role::Selection);
        }
    }
    let worry = worries.get(selected);
    let [enter, leave] =
        [Action::Accept, Action::Cancel].map(|action| shown_in(model, Context::Offers, action));
    let does = match worry {
        Some(worry) if worry.deed.is_some() => "does that",
        _ => "opens the task",
    };
    ticked(pen, keys.row(1), 0, &format!("`{enter}` {does}   `{leave}` closes"));
    let counted = format!("{} of {}", selected + 1, worries.len());
    pen.right(keys.row(1), &counted, Role::Faint);
}
