//! What a newer proposal would change, one row a block: what happens, when, to what, why.

use crate::app::keys::shown_in;
use crate::app::overlay::PlanDiff;
use crate::app::plan::Count;
use crate::app::plan::changes::{Change, Kind};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::domain::Span;
use crate::input::{Action, Context};
use crate::text::visible;
use crate::ui::footer::ticked;
use crate::ui::pen::{Pen, width};
use crate::ui::popup;

/// Columns of the box.
const WIDE: u16 = 84;
/// Columns of the times.
const TIMES: u16 = 28;

/// Draws the overlay.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, diff: &PlanDiff) {
    let rows = u16::try_from(diff.changes.len()).unwrap_or(u16::MAX).saturating_add(8);
    let inner = popup::centred(pen, model, "The plan could change", (WIDE, rows));
    let (top, rest) = inner.split_top(2.min(inner.h));
    let said = Count::of(&diff.changes).words();
    pen.text(top, 0, &format!("{said}; nothing changes before Enter"), Role::Muted);
    let (list, keys) = rest.split_bottom(if rest.h > 5 { 3 } else { 0 });
    let mut place = diff.list;
    place.reveal(diff.changes.len(), usize::from(list.h));
    for (n, at) in (0..).zip(place.visible(diff.changes.len(), usize::from(list.h))) {
        let row = list.row(n);
        draw_change(pen, model, row, (&diff.changes[at], diff.chosen[at]));
        if at == place.selected {
            pen.tint(row, Role::Selection);
        }
    }
    if let Some(change) = diff.changes.get(place.selected) {
        pen.text(keys, 0, &reason(change), Role::Muted);
    }
    let wanted = diff.wanted();
    let [take, one, all, leave] =
        [Action::Accept, Action::Select, Action::SelectAll, Action::Cancel]
            .map(|action| shown_in(model, Context::Offers, action));
    let takes = match wanted {
        n if n == diff.changes.len() => format!("`{take}` takes all"),
        0 => format!("`{take}` takes none"),
        n => format!("`{take}` takes {n}"),
    };
    let keys = keys.row(2);
    ticked(
        pen,
        keys,
        0,
        &format!("{takes}   `{one}` leaves out   `{all}` all   `{leave}` leaves the plan"),
    );
}

fn draw_change(pen: &mut Pen<'_>, model: &Model, area: Area, (change, chosen): (&Change, bool)) {
    let glyphs = pen.glyphs();
    let (glyph, role) = match change.kind {
        Kind::New(_) => (glyphs.steps[0], Role::Good),
        Kind::Moved(..) => (glyphs.steps[1], Role::Accent),
        Kind::Gone(..) => (glyphs.steps[2], Role::Warning),
    };
    let box_ = if chosen { glyphs.done } else { glyphs.open };
    pen.text(area, 0, box_, if chosen { Role::Accent } else { Role::Faint });
    pen.text(area, 2, glyph, if chosen { role } else { Role::Faint });
    let rest = area.split_left(4).1;
    let times = times(model, change, glyphs.to, glyphs.steps[1]);
    let columns = if rest.w >= 60 { TIMES } else { width(&times).min(rest.w / 2) + 1 };
    let (when, what) = rest.split_left(columns);
    pen.text(when.split_right(1).0, 0, &times, if chosen { Role::Text } else { Role::Faint });
    let task = model.state.task(change.task);
    let kind = task.and_then(|task| task.kind.as_deref());
    let (mark, mark_role) = crate::ui::log::kind_mark(pen, model, kind);
    let at = pen.text(what, 0, mark, mark_role) + 1;
    let title = task.map_or("a task that is gone", |task| &task.title);
    pen.outside(what, at, title, if chosen { Role::Text } else { Role::Faint });
}

/// `14:00–15:30`, with where it was before; the day when it is not today.
pub(in crate::ui) fn times(model: &Model, change: &Change, to: &str, arrow: &str) -> String {
    let stretch = |span: Span| {
        let day = model.now.day_of(span.start);
        let on = if day == model.now.day() { String::new() } else { words::short_day(day) + " " };
        format!("{on}{}{to}{}", words::clock(span.start), words::clock(span.end))
    };
    match &change.kind {
        Kind::New(put) => stretch(put.span()),
        Kind::Gone(_, span) => stretch(*span),
        Kind::Moved(put, old) => {
            let same_day = model.now.day_of(old.start) == model.now.day_of(put.start);
            if same_day && old.seconds() == put.span().seconds() {
                let from = words::clock(old.start);
                format!("{from} {arrow} {}", stretch(put.span()))
            } else {
                format!("{} {arrow} {}", stretch(*old), stretch(put.span()))
            }
        }
    }
}

/// Why, in words.
pub(in crate::ui) fn reason(change: &Change) -> String {
    let words: Vec<&str> = change.reasons.iter().take(2).map(|r| r.text.as_str()).collect();
    match (&change.kind, words.is_empty()) {
        (Kind::Gone(..), true) => "the plan is better without it".into(),
        _ => visible(&words.join("; ")).into_owned(),
    }
}
