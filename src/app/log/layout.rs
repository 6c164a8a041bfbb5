//! Where everything stands on the Log screen, for the view and for the mouse alike.

use super::day;
use crate::app::tasks::detail::wrapped;
use crate::app::{Area, Model};
use crate::domain::Closing;

/// From this many columns on the day's sums have a pane of their own.
const WITH_SIDE: u16 = 120;
/// Columns of that pane.
const SIDE: u16 = 38;
/// From this many rows on the days of the week are lines of their own.
const WITH_LINES: u16 = 40;
/// Rows of the week then: the hours, and each day with a blank row above it.
const LINES: u16 = 15;

/// Rows of the selected session in full.
const DETAIL: u16 = 6;
/// The most rows of the day's note.
const NOTE: u16 = 3;

/// The parts of the screen; those there is no room for are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Which day it is, and its sums when they have no pane.
    pub title: Area,
    /// The day as a line.
    pub strip: Area,
    /// The hours below it.
    pub hours: Area,
    /// The heads of the columns.
    pub heads: Area,
    /// The rows of the day.
    pub list: Area,
    /// What the person noted when they closed the day.
    pub note: Area,
    /// The selected session in full.
    pub detail: Area,
    /// The days of the week.
    pub week: Area,
    /// Between the list and the sums.
    pub rule: Area,
    /// The sums of the day.
    pub side: Area,
}

/// Divides the body.
pub fn layout(model: &Model) -> Layout {
    let body = model.chrome().body;
    let (left, rule, side) = if body.w >= WITH_SIDE {
        let (left, rest) = body.split_right(SIDE);
        let (rule, side) = rest.split_left(1);
        (left.split_right(1).0, rule, side.shrink(1, 0))
    } else {
        (body, Area::default(), Area::default())
    };
    let left = left.shrink(u16::from(left.w >= 20), 0);
    let (title, rest) = left.split_top(u16::from(left.h >= 3));
    // Where there is room the line is thick.
    let strip = u16::from(left.h >= 5) + u16::from(left.h >= 32);
    let (strip, rest) = rest.split_top(strip);
    let (hours, rest) = rest.split_top(u16::from(left.h >= 9));
    let (_, rest) = rest.split_top(u16::from(left.h >= 14));
    let heads = left.h >= 20 && left.w >= 64;
    let (heads, rest) = rest.split_top(u16::from(heads));
    let week = match (left.w, left.h) {
        (90.., WITH_LINES..) => LINES + 1,
        (63.., 16..) => 3,
        _ => 0,
    };
    let (rest, week) = rest.split_bottom(week);
    let (rest, note) = rest.split_bottom(note_rows(model, rest));
    // On a lower screen the session has the room that a short day leaves.
    let short = usize::from(rest.h) > model.log.rows.len() + usize::from(DETAIL);
    let detail = left.h >= 26 || left.h >= 16 && short && !model.log.rows.is_empty();
    let (list, detail) = rest.split_bottom(if detail { DETAIL } else { 0 });
    // A blank row sets these off.
    let (week, detail) = (week.split_top(1).1, detail.split_top(1).1);
    Layout { title, strip, hours, heads, list, note: note.split_top(1).1, detail, week, rule, side }
}

/// How the day that is shown was closed, if it was.
pub fn closing(model: &Model) -> Option<&Closing> {
    model.state.closing(day(model))
}

/// Rows of the day's note with the blank one above it, where it leaves enough for the list.
fn note_rows(model: &Model, rest: Area) -> u16 {
    let note = closing(model).map_or("", |closing| closing.note.trim());
    if note.is_empty() || rest.h < 6 {
        return 0;
    }
    // As it is drawn: after the time, behind a mark.
    let lines = wrapped(&format!("Closed 00:00: {note}"), rest.w.saturating_sub(2)).len();
    1 + u16::try_from(lines).unwrap_or(NOTE).min(NOTE).min(rest.h / 4)
}

/// Whether the days of the week are lines below each other.
pub fn is_lines(week: Area) -> bool {
    week.h >= LINES
}

/// Which of the seven days is there.
pub fn week_day_at(week: Area, x: u16, y: u16) -> Option<usize> {
    if is_lines(week) {
        let below = y.checked_sub(week.y + 1)?;
        return Some(usize::from(below / 2)).filter(|day| *day < 7);
    }
    week_days(week).iter().position(|area| area.contains(x, y))
}

/// The columns of the seven days, where they are beside each other.
pub fn week_days(week: Area) -> [Area; 7] {
    let mut days = [Area::default(); 7];
    let mut rest = week;
    for (left, day) in (1..=7).rev().zip(&mut days) {
        (*day, rest) = rest.split_left(rest.w / left);
    }
    days
}
