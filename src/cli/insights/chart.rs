//! A curve with its band as text: a column for each half hour (two, one, or half of one, as there is room), dark up to
//! the lower end of the 80 % interval, light up to its upper end, a line at the mean. Fits its width; in ASCII where
//! that is all there is.

use super::super::printer::{Look, Printer};
use crate::learn::hours::{Curve, HALF_HOURS};
use crate::learn::{DayClass, Point, Window};
use std::fmt::Write;

/// Lines of a chart without its axis.
const HEIGHT: usize = 5;
/// Columns for the labels at the left.
const MARGIN: usize = 8;
/// Curves flatter than this are not blown up to the height of the chart, in standard deviations.
const FLATTEST: f64 = 0.3;

/// What a chart is drawn with.
struct Ink {
    /// A cell by how many eighths of it are dark, 0 to 8.
    dark: [&'static str; 9],
    light: &'static str,
    mean: &'static str,
    rule: &'static str,
    corner: &'static str,
    side: &'static str,
}

const BLOCKS: Ink = Ink {
    dark: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    light: "░",
    mean: "━",
    rule: "─",
    corner: "└",
    side: "│",
};
const LETTERS: Ink = Ink {
    dark: [" ", " ", " ", " ", "#", "#", "#", "#", "#"],
    light: ".",
    mean: "=",
    rule: "-",
    corner: "+",
    side: "|",
};

/// Which part of which curve is drawn, and how.
pub(super) struct Chart<'a> {
    pub(super) curve: &'a Curve,
    pub(super) window: Window,
    pub(super) class: DayClass,
    pub(super) ascii: bool,
    /// Half of the height, in standard deviations of the focus: the same for all charts of an answer.
    pub(super) scale: f64,
}

/// A scale at which all of these curves fit.
pub(super) fn scale<'a>(curves: impl Iterator<Item = &'a Curve>, window: Window) -> f64 {
    let reach = |curve: &Curve| {
        let points = window.half_hours().map(|at| curve.point(DayClass::Weekday, at));
        points.map(|p| p.high().abs().max(p.low().abs())).fold(0.0, f64::max)
    };
    curves.map(reach).fold(FLATTEST, f64::max)
}

impl Chart<'_> {
    /// Prints the chart, if the terminal has room for one.
    pub(super) fn print(&self, printer: &mut Printer) {
        let (first, last) = self.bounds();
        let room = printer.width.unwrap_or(100).saturating_sub(MARGIN);
        let halves = last - first;
        let (wide, merged) = match room {
            room if room >= halves * 2 => (2, 1),
            room if room >= halves => (1, 1),
            room if room >= halves.div_ceil(2) => (1, 2),
            _ => return,
        };
        let columns: Vec<Point> =
            (first..last).step_by(merged).map(|at| self.point(at, merged.min(last - at))).collect();
        let ink = if self.ascii { &LETTERS } else { &BLOCKS };
        for row in (0..HEIGHT).rev() {
            let mut line = format!("{} {}", self.label(row), ink.side);
            // Neighbours of the same look are painted together.
            let (mut run, mut same) = (String::new(), Look::Plain);
            for point in &columns {
                let (look, cell) = self.cell(point, row, ink);
                if look != same {
                    line.push_str(&printer.paint(same, &std::mem::take(&mut run)));
                    same = look;
                }
                run.push_str(&cell.repeat(wide));
            }
            line.push_str(&printer.paint(same, run.trim_end()));
            printer.line(line.trim_end());
        }
        let rule = ink.rule.repeat(columns.len() * wide);
        printer.line(&format!("{:>6} {}{rule}", "", ink.corner));
        let axis = axis(first, last, wide, merged);
        let axis = printer.paint(Look::Faint, axis.trim_end());
        printer.line(&format!("{:MARGIN$}{axis}", ""));
    }

    /// From the first working half hour, on the hour, to the last.
    fn bounds(&self) -> (usize, usize) {
        let window = self.window;
        let first = window.half_hours().next().unwrap_or(18);
        let last = window.half_hours().last().unwrap_or(34) + 1;
        (first - first % 2, (last + last % 2).min(HALF_HOURS))
    }

    fn point(&self, at: usize, merged: usize) -> Point {
        let points = (at..at + merged).map(|at| self.curve.point(self.class, at));
        let share = 1.0 / merged as f64;
        let none = Point { mean: 0.0, sd: 0.0, n: 0.0 };
        points.fold(none, |sum, point| Point {
            mean: sum.mean + share * point.mean,
            sd: sum.sd + share * point.sd,
            n: sum.n + share * point.n,
        })
    }

    /// Where a value lies, in rows from the bottom.
    fn level(&self, value: f64) -> f64 {
        let share = f64::midpoint(value / self.scale, 1.0);
        share.clamp(0.0, 1.0) * HEIGHT as f64
    }

    fn cell(&self, point: &Point, row: usize, ink: &Ink) -> (Look, &'static str) {
        let (low, mean, high) =
            (self.level(point.low()), self.level(point.mean), self.level(point.high()));
        let bottom = row as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 8")]
        let dark = ((low - bottom).clamp(0.0, 1.0) * 8.0).round() as usize;
        let is_mean = (bottom..bottom + 1.0).contains(&mean.min(HEIGHT as f64 - 1e-9));
        match dark {
            _ if is_mean && dark < 8 => (Look::Accent, ink.mean),
            8 => (Look::Plain, ink.dark[8]),
            eighths if ink.dark[eighths] == " " && high > bottom => (Look::Faint, ink.light),
            eighths => (Look::Plain, ink.dark[eighths]),
        }
    }

    /// What the top, the middle and the bottom of the chart stand for, in percent of the type's average.
    fn label(&self, row: usize) -> String {
        let value = match row {
            row if row + 1 == HEIGHT => self.scale,
            row if row == HEIGHT / 2 => 0.0,
            0 => -self.scale,
            _ => return " ".repeat(6),
        };
        let percent = crate::app::insights::words::percent((0.25 * value).exp() - 1.0);
        format!("{:>6}", if value > 0.0 { format!("+{percent} %") } else { format!("{percent} %") })
    }
}

/// The hours below the columns.
fn axis(first: usize, last: usize, wide: usize, merged: usize) -> String {
    let per_hour = 2 * wide / merged;
    let every = if per_hour >= 4 { 1 } else { 4 / per_hour.max(1) };
    let mut axis = String::new();
    for hour in first / 2..last.div_ceil(2) {
        let at = (hour - first / 2) * per_hour;
        if (hour - first / 2).is_multiple_of(every) {
            let used = axis.chars().count();
            let _ = write!(axis, "{:pad$}{hour:02}", "", pad = at.saturating_sub(used));
        }
    }
    axis
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_stand_below_their_columns_at_every_width() {
        assert_eq!(axis(18, 24, 2, 1), "09  10  11");
        assert_eq!(axis(18, 26, 1, 1), "09  11");
        assert_eq!(axis(16, 32, 1, 2), "08  12");
    }
}
