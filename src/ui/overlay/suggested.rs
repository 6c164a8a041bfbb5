//! What other programs suggest: the command, what it comes to, and who gives which reason.

use crate::app::keys::shown_in;
use crate::app::overlay::Suggested;
use crate::app::tasks::detail::within;
use crate::app::{Model, words};
use crate::config::theme::Role;
use crate::domain::Suggestion;
use crate::input::{Action, Context};
use crate::text::{command_line, visible};
use crate::ui::footer::ticked;
use crate::ui::pen::Pen;
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 88;
/// The most rows of a suggestion's text, and of its reason.
const LONGEST: usize = 3;

/// What is said of a suggestion: the command, what it comes to, the reason.
pub(in crate::ui) fn told(model: &Model, one: &Suggestion) -> [String; 3] {
    let from = format!("{}, {}", one.who, words::moment(one.at, &model.now));
    let why = if one.why.is_empty() { from } else { format!("{from}: {}", one.why) };
    [
        format!("heyday {}", command_line(&one.words)),
        format!("then: {}", visible(&one.comes)),
        visible(&why).into(),
    ]
}

/// The rows of a suggestion, and an empty one below them.
fn rows(model: &Model, one: &Suggestion, width: u16) -> Vec<(String, Role)> {
    let mut rows = Vec::new();
    for (text, role) in told(model, one).iter().zip([Role::Text, Role::Muted, Role::Faint]) {
        rows.extend(within(text, width, LONGEST).into_iter().map(|line| (line, role)));
    }
    rows.push((String::new(), Role::Text));
    rows
}

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, shown: Suggested) {
    // A mark before the text, and a column after it.
    let width = popup::inner_width(model, WIDE).saturating_sub(3);
    let told: Vec<_> = model.suggested.iter().map(|one| rows(model, one, width)).collect();
    let tall = |rows: &[(String, Role)]| u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let whole = told.iter().map(|rows| tall(rows)).fold(0, u16::saturating_add);
    let title = "Suggested";
    let inner = popup::centred(pen, model, title, (WIDE, whole.saturating_add(3)));
    let (list, keys) = inner.split_bottom(if inner.h > 4 { 2 } else { 0 });
    let selected = shown.list.selected.min(told.len().saturating_sub(1));
    // The selected one shows whole, or from its first row on.
    let before: u16 = told[..selected].iter().map(|rows| tall(rows)).sum();
    let own = told.get(selected).map_or(0, |rows| tall(rows)) - u16::from(!told.is_empty());
    let above = (before + own).saturating_sub(list.h).min(before);
    let mut start = 0;
    for (at, rows) in told.iter().enumerate() {
        for (text, role) in rows {
            let is_seen = (above..above.saturating_add(list.h)).contains(&start);
            if is_seen {
                let row = list.row(start - above);
                pen.text(row, 2, text, *role);
                if at == selected && !text.is_empty() {
                    pen.tint(row, Role::Selection);
                    pen.text(row, 0, pen.glyphs().bar, Role::Accent);
                }
            }
            start += 1;
        }
    }
    let [yes, no, leave] = [Action::Accept, Action::Dismiss, Action::Cancel]
        .map(|action| shown_in(model, Context::Offers, action));
    let ways = format!("`{yes}` does that   `{no}` does not   `{leave}` closes");
    ticked(pen, keys.row(1), 0, &ways);
    let counted = format!("{} of {}", selected + 1, told.len());
    pen.right(keys.row(1), &counted, Role::Faint);
}
