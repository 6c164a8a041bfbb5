//! A curve with its 80 % band: the line is the mean, what is filled holds it in four cases of five. The hours and the
//! effective number of sessions behind every half hour stand below. Two points to a cell where colours are exact.

use super::hours::{Scale, axis, beside};
use crate::app::Area;
use crate::app::insights::words::percent;
use crate::config::theme::Role;
use crate::learn::hours::Curve;
use crate::learn::{DayClass, Point, Profile};
use crate::ui::Pen;
use ratatui::style::{Color, Style};

/// Rows of the chart at most.
const HIGHEST: u16 = 13;
/// What is flatter than this is not blown up to the height of the chart, in standard deviations of the focus.
const FLATTEST: f64 = 0.3;
/// How strongly the band is filled.
const BAND: f64 = 0.3;

/// What one half of a cell shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    Nothing,
    Band,
    Mean,
}

/// Draws the chart, the axis, and the sessions. Returns the rows that it takes.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    profile: &Profile,
    area: Area,
    (scale, curve, role): (&Scale, &Curve, Role),
) -> u16 {
    let height = area.h.saturating_sub(3).min(HIGHEST);
    let (chart, below) = area.split_top(height);
    let most = reach(profile, curve);
    for y in 0..height {
        let cells = beside(pen, chart.row(y), scale, &label(y, height, most));
        for x in 0..scale.columns {
            let inks = Inks::at(curve, scale, x, most);
            cell(pen, cells, (x, y, height), inks, role);
        }
    }
    peaks(pen, profile, below.row(0), (scale, curve));
    axis(pen, below.row(1), scale);
    sessions(pen, below.row(2), scale, curve);
    height + 3
}

/// Half of the height of the chart.
fn reach(profile: &Profile, curve: &Curve) -> f64 {
    let points = profile.hours.window().half_hours().map(|at| curve.point(DayClass::Weekday, at));
    points.map(|p| p.high().abs().max(p.low().abs())).fold(FLATTEST, f64::max)
}

/// Band and mean at a column, as shares of the height from the bottom.
#[derive(Clone, Copy)]
struct Inks {
    low: f64,
    high: f64,
    /// The mean at the left and at the right of the column.
    mean: [f64; 2],
}

impl Inks {
    fn at(curve: &Curve, scale: &Scale, x: u16, most: f64) -> Inks {
        let share = |value: f64| f64::midpoint(value / most, 1.0).clamp(0.0, 1.0);
        let point = |column: f64| between(curve, scale.time(column));
        let here = point(f64::from(x) + 0.5);
        let sides = [f64::from(x), f64::from(x) + 1.0].map(|side| share(point(side).mean));
        let [a, b] = sides;
        Inks { low: share(here.low()), high: share(here.high()), mean: [a.min(b), a.max(b)] }
    }

    /// What lies in `step` of `steps` from the bottom.
    fn ink(self, step: u16, steps: u16) -> Ink {
        let (bottom, top) = (f64::from(step), f64::from(step) + 1.0);
        let at = |share: f64| (share * f64::from(steps)).min(f64::from(steps) - 1e-6);
        let [from, to] = self.mean.map(at);
        let middle = f64::midpoint(bottom, top);
        if from < top && to >= bottom {
            Ink::Mean
        } else if at(self.low) <= middle && middle <= at(self.high) {
            Ink::Band
        } else {
            Ink::Nothing
        }
    }
}

/// The curve between the middles of two half hours: it is smooth.
fn between(curve: &Curve, time: f64) -> Point {
    let place = (time - 0.5).max(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 48")]
    let before = place as usize;
    let share = place - before as f64;
    let of = |at: usize| curve.point(DayClass::Weekday, at.min(47));
    let (a, b) = (of(before), of(before + 1));
    let mix = |a: f64, b: f64| a + share * (b - a);
    Point { mean: mix(a.mean, b.mean), sd: mix(a.sd, b.sd), n: mix(a.n, b.n) }
}

fn cell(pen: &mut Pen<'_>, area: Area, (x, y, height): (u16, u16, u16), inks: Inks, role: Role) {
    let glyphs = pen.glyphs();
    let from_bottom = height - 1 - y;
    let is_zero = y == height / 2;
    let fine = pen.theme.shade(role, BAND).zip(glyphs.halves);
    let Some((band, [upper, lower])) = fine else {
        let (glyph, role) = match inks.ink(from_bottom, height) {
            Ink::Mean => (glyphs.progress[0], role),
            Ink::Band => (glyphs.break_bar, Role::Faint),
            Ink::Nothing if is_zero => (glyphs.rule[0], Role::Border),
            Ink::Nothing => return,
        };
        pen.text(area, x, glyph, role);
        return;
    };
    let colour = |ink: Ink| match ink {
        Ink::Nothing => None,
        Ink::Band => band.fg,
        Ink::Mean => pen.theme.style(role).fg,
    };
    let low = inks.ink(2 * from_bottom, 2 * height);
    let high = inks.ink(2 * from_bottom + 1, 2 * height);
    let paint = |fg: Option<Color>, bg: Option<Color>| Style { fg, bg, ..Style::new() };
    let (glyph, style) = match (colour(high), colour(low)) {
        (None, None) if is_zero => (glyphs.rule[0], pen.theme.style(Role::Border)),
        (None, None) => return,
        (Some(_), Some(_)) if is_zero && high == Ink::Band && low == Ink::Band => {
            (glyphs.rule[0], paint(pen.theme.style(Role::Faint).fg, band.fg))
        }
        (Some(high), Some(low)) if high == low => (glyphs.full, paint(Some(high), None)),
        (Some(high), low) => (upper, paint(Some(high), low)),
        (None, low) => (lower, paint(low, None)),
    };
    pen.styled(area, x, glyph, style);
}

/// What top, middle and bottom stand for, in percent of the average.
fn label(y: u16, height: u16, most: f64) -> String {
    let value = match y {
        0 => most,
        y if y == height / 2 => 0.0,
        y if y + 1 == height => -most,
        _ => return String::new(),
    };
    let said = percent((0.25 * value).exp_m1());
    if value > 0.0 {
        format!("  +{said} %")
    } else if value < 0.0 {
        format!("  {said} %")
    } else {
        "average".into()
    }
}

/// The ground of the chart, with the stretches marked that are named as best.
fn peaks(pen: &mut Pen<'_>, profile: &Profile, row: Area, (scale, curve): (&Scale, &Curve)) {
    let cells = beside(pen, row, scale, "");
    let peaks = profile.recommended(curve);
    let glyphs = pen.glyphs();
    for x in 0..scale.columns {
        let minute = scale.half_hour(x) * 30;
        let best = peaks.iter().any(|peak| {
            peak.class == DayClass::Weekday
                && (usize::from(peak.start_min)..usize::from(peak.end_min)).contains(&minute)
        });
        let (glyph, role) =
            if best { (glyphs.progress[0], Role::Accent) } else { (glyphs.rule[0], Role::Border) };
        pen.text(cells, x, glyph, role);
    }
}

/// How many sessions are behind every half hour.
fn sessions(pen: &mut Pen<'_>, row: Area, scale: &Scale, curve: &Curve) {
    let count = |at: usize| curve.point(DayClass::Weekday, at).n;
    let most = (0..scale.columns).map(|x| count(scale.half_hour(x))).fold(0.0, f64::max);
    let cells = beside(pen, row, scale, "sessions");
    let levels = pen.glyphs().levels;
    for x in 0..scale.columns {
        let n = count(scale.half_hour(x));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 4")]
        let level = if n < 0.25 { 0 } else { (n / most * 4.0).ceil().clamp(1.0, 4.0) as usize };
        pen.text(cells, x, levels[level], if level == 0 { Role::Faint } else { Role::Muted });
    }
    let said = format!("  most {most:.0}");
    if cells.w >= scale.columns + crate::ui::pen::width(&said) {
        pen.text(cells, scale.columns, &said, Role::Faint);
    }
}
