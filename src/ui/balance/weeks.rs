//! The weeks as bars: eight before, this one last; what is usual is a line behind them, with a band that holds half of them.

use crate::app::Area;
use crate::app::balance::weeks::{LINES, Weeks};
use crate::config::theme::Role;
use crate::ui::Pen;
use crate::ui::pen::width;

/// Columns right of the bars, for what the lines are.
const MARGIN: u16 = 10;
/// Columns of a bar at most, and of a bar with its gap at least.
const BAR: (u16, u16) = (9, 3);

/// Which seconds lie at which height.
#[derive(Clone, Copy)]
struct Scale {
    most_s: i64,
    rows: u16,
}

impl Scale {
    /// Eighths of rows for so many seconds.
    fn eighths(self, seconds: i64) -> u16 {
        let all = i64::from(self.rows) * 8;
        u16::try_from(seconds.max(0) * all / self.most_s.max(1)).unwrap_or(0).min(self.rows * 8)
    }

    /// The row, from above, in which so many seconds end.
    fn row(self, seconds: i64) -> u16 {
        let eighths = self.eighths(seconds).max(1);
        self.rows.saturating_sub(eighths.div_ceil(8))
    }
}

/// Draws the weeks, or one row of them where it is low.
pub(super) fn draw(pen: &mut Pen<'_>, weeks: &Weeks, area: Area) {
    if area.h == 0 || area.w < 9 {
        return;
    }
    if area.h < 4 {
        return line(pen, weeks, area);
    }
    let margin = if area.w >= 9 * BAR.1 + MARGIN { MARGIN } else { 0 };
    let (chart, labels) = area.split_bottom(1);
    let pitch = ((area.w - margin) / 9).clamp(1, BAR.0 + 1);
    let columns = pitch * 9;
    // The number above the highest bar has a row of its own.
    let scale = Scale { most_s: most(weeks), rows: chart.h - 1 };
    let bars = chart.split_top(1).1.split_left(columns).0;
    usual(pen, weeks, (bars, chart.split_top(1).1), scale);
    for (n, week) in (0..).zip(&weeks.weeks) {
        let this = usize::from(n) + 1 == weeks.weeks.len();
        let column = |area: Area| area.split_left(pitch * n).1.split_left(pitch).0;
        let gap = u16::from(pitch >= 3);
        // Broad columns would be a wall.
        let air = if pitch >= 6 { pitch / 4 } else { 0 };
        let bar = |area: Area| column(area).split_right(gap).0.shrink(air, 0);
        let role = if this { Role::Accent } else { Role::Faint };
        let full = scale.eighths(week.worked_s);
        for y in 0..scale.rows {
            let above = (scale.rows - 1 - y) * 8;
            let part = full.saturating_sub(above).min(8);
            if part > 0 {
                let glyph = pen.glyphs().heights[usize::from(part)];
                let cells = bar(bars.row(y));
                pen.clear(cells, Role::Text);
                pen.rule(cells, glyph, role);
            }
        }
        let (number, name) =
            if this { (Role::Heading, Role::Heading) } else { (Role::Muted, Role::Faint) };
        let hours = (week.worked_s + 1800) / 3600;
        if week.worked_s >= 60 && pitch >= 3 {
            let row = scale.rows - full.div_ceil(8).min(scale.rows);
            let above = column(chart.row(row)).split_right(gap).0;
            let hours = hours.to_string();
            pen.clear(above.centred(width(&hours), 1), Role::Text);
            pen.centre(above, &hours, number);
        }
        let label = match (this, pitch) {
            (true, 4..) => "now".to_owned(),
            (false, 8..) => week.first.format("%-d %b").to_string(),
            _ => week.first.format("%-d").to_string(),
        };
        pen.centre(column(labels).split_right(gap).0, &label, name);
    }
    band(pen, weeks, bars, scale);
}

/// Half of the weeks end in the band.
fn band(pen: &mut Pen<'_>, weeks: &Weeks, bars: Area, scale: Scale) {
    if let Some((low, high)) = weeks.band_s {
        let (top, bottom) = (scale.row(high), scale.row(low));
        pen.tint(bars.split_top(top).1.split_top(bottom + 1 - top).0, Role::Block);
    }
}

/// The highest that must be seen.
fn most(weeks: &Weeks) -> i64 {
    let usual = weeks.band_s.map_or(0, |(_, high)| high);
    let most = weeks.most_s().max(usual).max(3600);
    // A line that is nearly reached is worth seeing.
    let near = LINES
        .iter()
        .map(|line| line.hours * 3600)
        .find(|line| (most..most * 11 / 10).contains(line));
    near.map_or(most, |line| line.max(most))
}

/// The usual amount behind the bars, and names for it and for the lines of law and research beside them.
fn usual(pen: &mut Pen<'_>, weeks: &Weeks, (bars, whole): (Area, Area), scale: Scale) {
    let beside = whole.split_left(bars.w).1;
    let mut taken = Vec::new();
    if let Some(usual) = weeks.usual_s {
        let row = scale.row(usual);
        pen.rule(bars.row(row), pen.glyphs().usual, Role::Border);
        let text = format!("usual {}", (usual + 1800) / 3600);
        if beside.w > width(&text) {
            pen.text(beside.row(row), 1, &text, Role::Muted);
        }
        taken.push(row);
    }
    for line in LINES.iter().rev().filter(|line| line.hours * 3600 <= scale.most_s) {
        let row = scale.row(line.hours * 3600);
        let text = format!("{}h", line.hours);
        if !taken.contains(&row) && beside.w > width(&text) {
            pen.text(beside.row(row), 1, &text, Role::Faint);
            taken.push(row);
        }
    }
}

/// One bar a column, in one row, with the numbers of the first and the last below.
fn line(pen: &mut Pen<'_>, weeks: &Weeks, area: Area) {
    let scale = Scale { most_s: weeks.most_s().max(3600), rows: 1 };
    let mut at = pen.text(area, 0, "8 weeks", Role::Muted) + 1;
    for (n, week) in (1..).zip(&weeks.weeks) {
        let role = if n == weeks.weeks.len() { Role::Accent } else { Role::Muted };
        let part = scale.eighths(week.worked_s).clamp(u16::from(week.worked_s >= 60), 8);
        let glyph = pen.glyphs().heights[usize::from(part)];
        at = pen.text(area, at, glyph, role);
        at = pen.text(area, at, glyph, role) + 1;
    }
    if area.h > 1
        && let Some((low, high)) = weeks.band_s
    {
        let (low, high) = ((low + 1800) / 3600, (high + 1800) / 3600);
        let to = pen.glyphs().to;
        pen.text(area.row(1), 0, &format!("usually {low}{to}{high}h"), Role::Faint);
    }
}
