//! How breaks are taken: two weeks beside what is usual.

use crate::app::balance::weeks::{LINES, Weeks};
use crate::app::balance::words::{self, Figure};
use crate::app::{Area, Model};
use crate::balance::Picture;
use crate::config::theme::Role;
use crate::ui::Pen;
use crate::ui::footer::{folded, ticked};

/// Columns of the last two weeks, and of what is usual.
const COLUMNS: (u16, u16) = (9, 9);

/// Columns of the whole where the hours don't show.
const NARROW: u16 = 44;
/// Columns of what is counted, where the hours show beside it.
const NAME: u16 = 20;
/// The hours that show at least.
const DAY: (usize, usize) = (8, 18);

/// When in the day it was: a small bar for each hour, as many columns wide as there is room for.
#[derive(Clone, Copy)]
struct Hours {
    first: usize,
    /// The hour after the last.
    end: usize,
    /// What fills a cell.
    most: u32,
    pitch: u16,
}

impl Hours {
    /// `None` where there is nothing to show, or no room.
    fn of(figures: &[Figure], w: u16) -> Option<Hours> {
        let sum = |hour: usize| figures.iter().map(|figure| figure.hours[hour]).max().unwrap_or(0);
        let most = (0..24).map(sum).max().filter(|most| *most > 0)?;
        let first = (0..24).find(|hour| sum(*hour) > 0)?.min(DAY.0);
        let end = (0..24).rfind(|hour| sum(*hour) > 0)?.max(DAY.1 - 1) + 1;
        let columns = w.checked_sub(NAME + COLUMNS.0 + COLUMNS.1)?;
        let pitch = (columns / u16::try_from(end - first).ok()?).min(2);
        (pitch > 0).then_some(Hours { first, end, most, pitch })
    }

    /// Columns of the whole.
    fn width(self) -> u16 {
        NAME + self.column(self.end) + COLUMNS.0 + COLUMNS.1
    }

    fn column(self, hour: usize) -> u16 {
        u16::try_from(hour - self.first).unwrap_or(0) * self.pitch
    }

    /// Every third hour, or as many as there is room for.
    fn heads(self, pen: &mut Pen<'_>, row: Area) {
        let cells = row.split_left(NAME).1;
        let every = if self.pitch > 1 { 2 } else { 4 };
        for hour in (self.first..self.end).filter(|hour| hour % every == 0) {
            if self.column(hour) + 2 <= self.column(self.end) {
                pen.text(cells, self.column(hour), &format!("{hour:02}"), Role::Faint);
            }
        }
    }

    fn draw(self, pen: &mut Pen<'_>, row: Area, figure: &Figure) {
        let cells = row.split_left(NAME).1;
        for (hour, n) in (self.first..self.end).map(|hour| (hour, figure.hours[hour])) {
            if n > 0 {
                // Once is seen, and the most is full.
                let eighths = (n * 8).div_ceil(self.most).clamp(1, 8);
                let glyph = pen.glyphs().heights[usize::try_from(eighths).unwrap_or(8)];
                for x in 0..self.pitch {
                    pen.text(cells, self.column(hour) + x, glyph, Role::Break);
                }
            }
        }
    }
}

/// Draws the figures, and where there is room what is known of long weeks: a sentence where it is low.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    model: &Model,
    (picture, weeks): (&Picture, &Weeks),
    area: Area,
) {
    if area.h < 4 {
        for (y, line) in (0..area.h).zip(folded(&words::breaks_in_short(picture), area.w)) {
            pen.text(area.row(y), 0, &line, Role::Text);
        }
        return;
    }
    let figures = words::breaks(picture);
    let hours = Hours::of(&figures, area.w);
    let columns = Area { w: area.w.min(hours.map_or(NARROW, Hours::width)), ..area };
    let (head, rest) = columns.split_top(1);
    let (name, recent, usual) = split(head);
    pen.text(name, 0, "Breaks", Role::Heading);
    if let Some(hours) = hours {
        hours.heads(pen, name);
    }
    pen.right(recent, "14 days", Role::Faint);
    pen.right(usual, "usual", Role::Faint);
    let said = words::nudges_today(model);
    let reserved = u16::try_from(said.len()).unwrap_or(0).min(rest.h.saturating_sub(3));
    let shown = rest.split_bottom(reserved).0;
    for (y, figure) in (0..shown.h).zip(&figures) {
        row(pen, shown.row(y), figure, y == 0);
        if let Some(hours) = hours {
            hours.draw(pen, split(shown.row(y)).0, figure);
        }
    }
    let used = 1 + u16::try_from(figures.len()).unwrap_or(0).min(shown.h);
    let below = area.split_top(used).1;
    for (y, line) in (0..reserved).zip(&said) {
        ticked(pen, below.row(y), 0, line);
    }
    lines(pen, weeks, below.split_top(reserved + 1).1);
}

/// The lines of law and research, and how many of the weeks were over each.
fn lines(pen: &mut Pen<'_>, weeks: &Weeks, area: Area) {
    if area.h < 5 || area.w < 40 {
        return;
    }
    pen.text(area, 0, "Long weeks", Role::Heading);
    pen.right(area, "of these nine", Role::Faint);
    for (y, line) in (1..area.h).zip(&LINES) {
        let row = area.row(y);
        let over = weeks.over(line);
        let crossed = weeks.this_s() > line.hours * 3600;
        let role = if crossed { Role::Text } else { Role::Muted };
        let at = pen.text(row, 0, &format!("{}h", line.hours), role) + 2;
        let count = if over == 0 { pen.glyphs().rule[0].to_owned() } else { over.to_string() };
        let used = pen.right(row, &count, role);
        pen.text(row.split_right(used + 1).0, at, line.fact, Role::Muted);
    }
}

fn split(row: Area) -> (Area, Area, Area) {
    let (rest, usual) = row.split_right(COLUMNS.1);
    let (name, recent) = rest.split_right(COLUMNS.0);
    (name, recent, usual)
}

fn row(pen: &mut Pen<'_>, row: Area, figure: &Figure, first: bool) {
    let (name, recent, usual) = split(row);
    pen.text(name, 0, figure.label, Role::Text);
    let role = if first { Role::Accent } else { Role::Text };
    let shown = if figure.recent == "0" { pen.glyphs().rule[0] } else { &figure.recent };
    pen.right(recent, shown, role);
    let shown = if figure.usual == "0" { pen.glyphs().rule[0] } else { &figure.usual };
    pen.right(usual, shown, Role::Muted);
}
