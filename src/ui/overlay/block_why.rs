//! Why a block is where it is: each reason with its number, and a bar to compare them.

use crate::app::Model;
use crate::app::overlay::BlockWhy;
use crate::app::overlay::block_why::{reasons, standing, title};
use crate::app::plan;
use crate::app::today::heat::heat;
use crate::config::theme::Role;
use crate::text::visible;
use crate::ui::pen::Pen;
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 76;
/// Columns of the bars.
const BAR: u16 = 14;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, why: BlockWhy) {
    let found = reasons(model, why.which);
    let rows = u16::try_from(found.len().max(1)).unwrap_or(20).saturating_add(6);
    let inner = popup::centred(pen, model, "Why here", (WIDE, rows));
    pen.text(inner, 0, &title(model, why.which), Role::Heading);
    pen.text(inner.row(1), 0, &standing(model, why.which), Role::Muted);
    let most = found.iter().map(|reason| reason.value.abs()).fold(0.01, f64::max);
    let list = inner.split_top(3).1;
    let from = usize::from(why.scroll).min(found.len().saturating_sub(usize::from(list.h)));
    for (y, reason) in (0..list.h).zip(found.iter().skip(from)) {
        let row = list.row(y);
        let (text, bar) = row.split_right(if row.w >= 50 { BAR + 8 } else { 8 });
        pen.text(text, 0, &visible(&reason.text), Role::Text);
        let (number, bar) = bar.split_left(7);
        pen.right(number, &format!("{:+.2}", reason.value), Role::Muted);
        let role = if reason.value < 0.0 { Role::Warning } else { Role::Accent };
        let bar = bar.split_left(1).1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the width"
        )]
        let full = (f64::from(bar.w) * reason.value.abs() / most).round() as u16;
        pen.text(bar, 0, &pen.glyphs().progress[0].repeat(usize::from(full.min(bar.w))), role);
    }
    if found.is_empty() {
        let block = plan::find(model, why.which);
        let placed = block.is_some_and(|block| block.pinned);
        let text =
            if placed { "You put it there." } else { "The planner has said nothing about it yet." };
        pen.text(list, 0, text, Role::Muted);
    }
    let task = plan::find(model, why.which).map(|block| block.task);
    if let Some(heat) = heat(model, task).filter(|_| list.h > 3) {
        let start = plan::find(model, why.which).map(|block| block.start);
        let share = start.map_or(0.0, |at| heat.at(at)) * 100.0;
        let kind = visible(&heat.kind).into_owned();
        let text = format!(
            "its first half hour is at {share:.0}\u{a0}% between the worst and the best for @{kind}"
        );
        pen.text(inner.row(inner.h.saturating_sub(1)), 0, &text, Role::Faint);
    }
}
