//! The day folded into one line of cells, and the hours below it.

use super::rows::Kind;
use crate::app::{Model, words};
use crate::domain::{Moment, Span};
use chrono::{Datelike, NaiveDate};

/// The day as a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// Its cells, from left to right; none when there is no room.
    pub cells: Vec<Cell>,
    /// Where an hour's name stands, and which hour.
    pub hours: Vec<(u16, u32)>,
    /// The cell of the present.
    pub now: Option<u16>,
}

/// A cell of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The row of the list that fills most of it.
    pub row: Option<usize>,
    /// Whether that row begins here, right behind another session.
    pub seam: bool,
    /// Whether the calendar has something here.
    pub event: bool,
    /// Whether it is still to come.
    pub ahead: bool,
}

/// Columns that an hour's name needs, with the space behind it.
const HOUR_COLUMNS: i64 = 4;

/// Folds the shown day into `width` cells.
pub fn strip(model: &Model, width: u16) -> Strip {
    let range = range(model, super::day(model));
    let (columns, length) = (i64::from(width), range.seconds().max(1));
    // Through the zone for each cell: the clocks may change in between.
    let at = |column: i64| {
        model.now.zone.moment(range.start.utc_ms() + length * 1000 * column / columns.max(1))
    };
    let mut cells: Vec<Cell> = Vec::new();
    for column in 0..columns {
        let slot = Span::new(at(column), at(column + 1));
        let row = most(model, slot);
        let before = cells.last().and_then(|cell| cell.row);
        let is_session = |row: Option<usize>| {
            row.and_then(|at| model.log.rows.get(at))
                .is_some_and(|row| matches!(row.kind, Kind::Session(_)))
        };
        let events = model.state.events();
        cells.push(Cell {
            row,
            seam: row != before && is_session(row) && is_session(before),
            event: events.into_iter().any(|event| {
                event.busy && Span::new(event.start, event.end).overlap(slot).is_some()
            }),
            ahead: slot.start > model.now.at,
        });
    }
    let column_of = |moment: Moment| {
        let column = moment.seconds_since(range.start) * columns / length;
        u16::try_from(column).ok().filter(|_| range.contains(moment) && columns > 0)
    };
    let hours = hours(model, range, columns).into_iter();
    let hours =
        hours.filter_map(|hour| Some((column_of(hour)?, words::minute_of(hour.local()) / 60)));
    Strip { cells, hours: hours.collect(), now: column_of(model.now.at) }
}

/// The row that covers most of a slot. A session goes before a gap that covers more.
fn most(model: &Model, slot: Span) -> Option<usize> {
    let weight = |at: &usize| {
        let row = &model.log.rows[*at];
        let inside = row
            .span(model.now.at)
            .overlap(slot)
            .map_or(0, |span| span.end.utc_ms() - span.start.utc_ms());
        (inside > 0 && row.kind != Kind::Gap, inside)
    };
    (0..model.log.rows.len()).filter(|at| weight(at).1 > 0).max_by_key(weight)
}

/// From the start of the office hours to their end, and as much more as was worked; in full hours.
fn range(model: &Model, day: NaiveDate) -> Span {
    let (now, whole) = (model.now.at, model.now.day_span(day));
    let at = |time| model.now.on_day(day, time);
    let (mut start, mut end) = (at(model.settings.day_start), at(model.settings.day_end));
    let works = model.settings.work_days[day.weekday().num_days_from_monday() as usize];
    let spans = model.log.rows.iter().filter_map(|row| row.span(now).overlap(whole));
    let hull = spans.reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)));
    match hull {
        Some(hull) if works => (start, end) = (start.min(hull.start), end.max(hull.end)),
        Some(hull) => (start, end) = (hull.start, hull.end),
        None => {}
    }
    if whole.contains(now) {
        (start, end) = (start.min(now), end.max(now));
    }
    let into_hour = |at: Moment| {
        let local = at.utc_ms().div_euclid(1000) + i64::from(at.offset_min()) * 60;
        local.rem_euclid(3600)
    };
    let start = start.plus_seconds(-into_hour(start));
    let rest = (3600 - into_hour(end)).rem_euclid(3600);
    let end = end.plus_seconds(rest).max(start.plus_seconds(3600));
    Span::new(model.now.zone.moment(start.utc_ms()), model.now.zone.moment(end.utc_ms()))
}

/// The full hours to name: every one, or every second, third or sixth as the room demands.
fn hours(model: &Model, range: Span, columns: i64) -> Vec<Moment> {
    let length = range.seconds();
    let steps = [1, 2, 3, 6, 12];
    let fits = |step: &i64| columns * step * 3600 / length.max(1) >= HOUR_COLUMNS;
    let step = steps.into_iter().find(fits).unwrap_or(24);
    (0..length / 3600)
        .map(|n| model.now.zone.moment(range.start.utc_ms() + n * 3_600_000))
        .filter(|at| i64::from(words::minute_of(at.local())) % (step * 60) < 60)
        .collect()
}
