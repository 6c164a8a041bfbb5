//! Where a task's rank comes from: every term with its number, and a bar to compare them.

use crate::app::overlay::why::terms;
use crate::app::{Model, words};
use crate::config::theme::Role;
use crate::domain::TaskId;
use crate::ui::pen::{Pen, width};
use crate::ui::popup;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, id: TaskId) {
    let (Some(task), Some(found)) = (model.state.task(id), terms(model, id)) else { return };
    let rows = u16::try_from(found.terms.len()).unwrap_or(20);
    let inner = popup::centred(pen, model, "Why", (60, rows.max(1) + 5));
    pen.outside(inner, 0, &task.title, Role::Heading);
    let mut said = standing(model, id, found.total);
    if width(&said) > inner.w {
        said = said.replace(" in the queue", "");
    }
    pen.text(inner.row(1), 0, &said, Role::Muted);
    let most = found.terms.iter().map(|(_, value)| value.abs()).fold(1.0, f64::max);
    for (n, (term, value)) in (3..).zip(&found.terms) {
        let row = inner.row(n);
        let (left, bar) = row.split_left(if row.w >= 50 { 26 } else { row.w * 2 / 3 });
        let (name, number) = left.split_right(6);
        pen.text(name, 0, words::term(term), Role::Text);
        pen.right(number, &format!("{value:+.1}"), Role::Muted);
        let role = if *value < 0.0 { Role::Warning } else { Role::Accent };
        let bar = bar.split_left(2).1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the width"
        )]
        let full = (f64::from(bar.w) * value.abs() / most).round() as u16;
        pen.text(bar, 0, &pen.glyphs().progress[0].repeat(usize::from(full.min(bar.w))), role);
    }
    if found.terms.is_empty() {
        pen.text(inner.row(3), 0, "Nothing speaks for it, nothing against it.", Role::Muted);
    }
}

/// Its place in the queue and its urgency.
pub(in crate::ui) fn standing(model: &Model, id: TaskId, total: f64) -> String {
    match model.ranked.iter().position(|(ranked, _)| *ranked == id) {
        Some(place) => {
            let of = model.ranked.len();
            format!("number {} of {of} in the queue, urgency {total:.1}", place + 1)
        }
        None => format!("not in the queue now, urgency {total:.1}"),
    }
}
