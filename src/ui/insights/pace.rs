//! What an estimate really takes: a line for each length, with its quantiles and a bar from P10 to P90 around the
//! estimate.

use super::heading;
use crate::app::insights::{Figure, estimate, words};
use crate::app::{Area, Model, words as said};
use crate::config::theme::Role;
use crate::learn::Profile;
use crate::learn::pace::Quantiles;
use crate::ui::Pen;
use crate::ui::pen::width;

/// Columns of the estimate and of each quantile.
const COLUMN: u16 = 7;
/// Columns of the bars at most; odd, so that the estimate is in the middle.
const BAR: u16 = 41;

/// Draws the figure: a sentence where it is low, else a table.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, profile: &Profile, area: Area) {
    if area.is_empty() {
        return;
    }
    let subject = &model.insights.selected;
    let Some(rows) = words::takes(profile, subject).filter(|_| area.h >= 4) else {
        let whole = words::takes_in_short(profile, subject, false);
        let fits = width(&whole) <= area.w;
        let short = if fits { whole } else { words::takes_in_short(profile, subject, true) };
        if area.h < 2 {
            super::mark(pen, model, area, Figure::Pace);
            pen.text(area, 0, &short, Role::Text);
            return;
        }
        heading(pen, model, area, Figure::Pace);
        pen.text(area.row(1), 0, &short, Role::Text);
        return;
    };
    let at = heading(pen, model, area, Figure::Pace);
    let of = words::pace_of(profile, subject);
    if at + width(&of) + 2 <= area.w {
        pen.right(area, &of, Role::Muted);
    }
    let head = area.row(1);
    for (n, name) in (0..).zip(["you say", "P50", "P80", "P90"]) {
        pen.right(head.split_left(COLUMN * (n + 1)).0, name, Role::Faint);
    }
    let bar = head.split_left(4 * COLUMN + 2).1.split_left(BAR).0;
    // Short where the words would run into each other.
    let names = if bar.w >= 34 { ["half", "as said", "twice"] } else { ["1/2", "1", "2x"] };
    if bar.w >= 16 {
        for (ratio, name) in [0.5_f64, 1.0, 2.0].into_iter().zip(names) {
            let x = column(bar, ratio.ln()).saturating_sub(width(name) / 2);
            pen.text(bar, x, name, Role::Faint);
        }
    }
    for (y, (estimate_s, quantiles)) in (2..area.h).zip(&rows) {
        row(pen, area.row(y), *estimate_s, quantiles);
    }
    let y = 2 + u16::try_from(rows.len()).unwrap_or(0) + 1;
    if let Some(usual) = words::usual(profile, subject).filter(|_| y < area.h) {
        pen.text(area.row(y), 1, &usual, Role::Muted);
    }
}

#[expect(clippy::cast_precision_loss, reason = "seconds of one task")]
fn row(pen: &mut Pen<'_>, row: Area, estimate_s: u32, takes: &Quantiles) {
    let cell = |n: u16| row.split_left(COLUMN * (n + 1)).0;
    pen.right(cell(0), &said::duration(i64::from(estimate_s)), Role::Muted);
    let quantiles = [takes.p50_s, takes.p80_s, takes.p90_s];
    for ((n, seconds), role) in (1..).zip(quantiles).zip([Role::Heading, Role::Text, Role::Muted]) {
        pen.right(cell(n), &estimate::round(seconds as f64), role);
    }
    let bar = row.split_left(4 * COLUMN + 2).1;
    if bar.w >= 8 {
        let of = |seconds: u64| (seconds as f64 / f64::from(estimate_s)).max(1e-3).ln();
        interval(pen, bar.split_left(BAR).0, [of(takes.p10_s), of(takes.p50_s), of(takes.p90_s)]);
    }
}

/// The column of a log ratio, on a scale from a quarter to four times the estimate.
fn column(bar: Area, ratio: f64) -> u16 {
    let share = f64::midpoint(ratio / 4.0_f64.ln(), 1.0).clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the width")]
    let column = (share * f64::from(bar.w.saturating_sub(1))).round() as u16;
    column
}

/// P10 to P90 around the estimate.
fn interval(pen: &mut Pen<'_>, bar: Area, ratios: [f64; 3]) {
    let [low, middle, high] = ratios.map(|ratio| column(bar, ratio));
    let estimate = column(bar, 0.0);
    let glyphs = pen.glyphs();
    for x in 0..bar.w {
        let (glyph, role) = match x {
            x if x == middle => (glyphs.full, Role::Accent),
            x if x == estimate => (glyphs.rule[1], Role::Muted),
            x if (low..=high).contains(&x) => (glyphs.progress[0], Role::Accent),
            _ => (glyphs.rule[0], Role::Border),
        };
        pen.text(bar, x, glyph, role);
    }
}
