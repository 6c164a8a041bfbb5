//! How well what was learned has predicted the person's own past: the verdict, the figures of a look back, and what
//! was rated by what was predicted.

use super::heading;
use crate::app::insights::{Figure, words};
use crate::app::{Area, Model, rate};
use crate::config::theme::Role;
use crate::learn::Profile;
use crate::ui::Pen;
use crate::ui::footer::{folded, ticked};

/// Draws the figure: a line where it is low.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, profile: &Profile, area: Area) {
    if area.is_empty() {
        return;
    }
    let verdict = words::verdict(model, profile);
    let mut rest = area;
    if area.h >= 3 {
        heading(pen, model, area, Figure::Record);
        rest = area.split_top(1).1;
    } else {
        super::mark(pen, model, area, Figure::Record);
    }
    for line in folded(&verdict, rest.w.min(72)) {
        ticked(pen, rest, 0, &line);
        rest = rest.split_top(1).1;
    }
    rest = rest.split_top(u16::from(rest.h >= 8)).1;
    for (name, value) in words::found(&model.insights.looking) {
        let row = rest.split_top(1).0.split_left(46).0;
        pen.text(row, 0, &name, Role::Muted);
        pen.right(row, &value, Role::Text);
        rest = rest.split_top(1).1;
    }
    rest = rest.split_top(u16::from(rest.h >= 6)).1;
    thirds(pen, model, rest);
}

/// The mean rating of the sessions that were thought worst, of those between, and of those thought best.
fn thirds(pen: &mut Pen<'_>, model: &Model, area: Area) {
    let Some(thirds) = words::thirds(&model.insights.looking).filter(|_| area.h >= 4) else {
        return;
    };
    pen.text(area, 0, "Rated, by what was predicted", Role::Muted);
    let names = ["worst third", "middle", "best third"];
    for (y, (name, (mean, n))) in (1..).zip(names.into_iter().zip(thirds)) {
        let row = area.row(y).split_left(46).0;
        pen.text(row, 1, name, Role::Faint);
        pen.right(row.split_left(18).0, &format!("{mean:.2}"), Role::Text);
        let bar = row.split_left(20).1.split_right(8).0;
        // Ratings go from 1 to as many as there are words for.
        let share = (mean - 1.0) / (rate::WORDS.len() - 1) as f64;
        pen.progress(bar, 0, share, Role::Accent);
        pen.right(row, &format!("n {n}"), Role::Faint);
    }
}
