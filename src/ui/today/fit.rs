//! Whether the day fits: one bar and one sentence.

use crate::app::today::fit::{GRACE_S, Source, capacity_s};
use crate::app::{Area, Model, words};
use crate::config::theme::Role;
use crate::ui::pen::{Pen, width};

/// Draws the bar in the last row of `area`.
pub fn draw(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let area = area.row(area.h.saturating_sub(1));
    let (planned, capacity) = sums(model);
    let (text, warns) = said(model);
    let role = if warns { Role::Warning } else { Role::Muted };
    let text = if width(&text) + 8 > area.w && warns {
        format!("{} {text}", pen.glyphs().warning)
    } else {
        text
    };
    let room = area.w.saturating_sub(width(&text) + 9);
    if capacity == 0 || room < 6 {
        pen.text(area, 0, &text, role);
        return;
    }
    let at = pen.text(area, 0, "Today", Role::Heading) + 2;
    let bar = Area { w: (at + room).min(area.w), ..area };
    let share = planned as f64 / capacity as f64;
    pen.progress(bar, at, share, if warns { Role::Warning } else { Role::Accent });
    pen.text(area, bar.w + 2, &text, role);
}

/// Seconds that are planned, and seconds that can be.
fn sums(model: &Model) -> (i64, i64) {
    (model.today.fit.planned_s, capacity_s(model) / 300 * 300)
}

/// The sentence, and whether it is a warning.
pub(in crate::ui) fn said(model: &Model) -> (String, bool) {
    let (planned, capacity) = sums(model);
    verdict(model, planned / 60 * 60, capacity)
}

fn verdict(model: &Model, planned: i64, capacity: i64) -> (String, bool) {
    let mark = if model.today.fit.unknown > 0 { "~" } else { "" };
    let plan = format!("{mark}{}", words::duration(planned));
    let (word, grace) = match model.today.fit.source {
        Source::Proposal => ("proposed", GRACE_S),
        Source::Plan => ("planned", GRACE_S),
        Source::Tasks => ("planned", 0),
    };
    match (planned, capacity) {
        (0, 0) => ("nothing planned any more today".into(), false),
        (0, _) => (format!("{} free, nothing planned", words::duration(capacity)), false),
        (_, 0) => (format!("{plan} {word} after hours"), true),
        _ if planned > capacity + grace => {
            (format!("{plan} {word}, {} too much", words::duration(planned - capacity)), true)
        }
        _ if model.today.fit.source == Source::Tasks => {
            (format!("{plan} of {}, fits", words::duration(capacity)), false)
        }
        _ => (format!("{plan} of {} {word}", words::duration(capacity)), false),
    }
}
