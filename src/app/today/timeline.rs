//! The day folded into rows: each row is a slot of the same length, as short as fits. When even the longest
//! slots are too many, the rows around the present show.

use super::fit;
use super::marks::{Kind, Mark};
use crate::app::{Area, Model};
use crate::domain::{Moment, Span};

/// The lengths of a slot, in seconds, the finest first.
const SLOTS: [i64; 4] = [900, 1200, 1800, 3600];

/// A row of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The time that it covers.
    pub slot: Span,
    /// Whether a full hour begins here.
    pub hour: bool,
    /// Whether the present is in it.
    pub now: bool,
    /// Whether it is over.
    pub past: bool,
    /// The office hours and lunch as far as they go.
    pub ground: Ground,
    /// What was done in it: a position in the day's marks.
    pub done: Option<Cell>,
    /// What the calendar has in it.
    pub event: Option<Cell>,
    /// The length of a stretch that nothing fills, told once in its middle.
    pub gap: Option<Gap>,
}

/// What lies under the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Office hours.
    Office,
    /// The lunch break.
    Lunch,
    /// Own time.
    Off,
}

/// A mark as far as it fills a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its position in the day's marks.
    pub mark: usize,
    /// How many of its rows stand above this one: its name stands in the first.
    pub nth: usize,
    /// Whether no more of its rows follow.
    pub last: bool,
    /// How many marks that begin in it have no row of their own.
    pub more: usize,
}

/// A stretch without anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// It is over and nobody said what it was: so many seconds.
    Unlogged(i64),
    /// It is to come and free: so many seconds.
    Free(i64),
}

/// Folds the day into at most `height` rows.
pub fn rows(model: &Model, height: u16) -> Vec<Row> {
    let height = usize::from(height);
    if height == 0 {
        return Vec::new();
    }
    let range = range(model);
    let rows_of = |slot| ceil(range.end.seconds_since(align(range.start, slot)), slot);
    let count = |slot: i64| usize::try_from(rows_of(slot)).unwrap_or(usize::MAX);
    // Better a window of hours around the present than longer slots that say nothing.
    let slot = SLOTS.into_iter().find(|slot| count(*slot) <= height).unwrap_or(3600);
    let start = align(range.start, slot);
    let total = usize::try_from(ceil(range.end.seconds_since(start), slot)).unwrap_or(0);
    let present = model.now.at.seconds_since(start).div_euclid(slot);
    let first = match usize::try_from(present) {
        Ok(present) if total > height => present.saturating_sub(height / 3).min(total - height),
        _ => 0,
    };
    let mut rows: Vec<Row> = (first..total.min(first + height))
        .map(|n| row(model, start, slot, i64::try_from(n).unwrap_or(0)))
        .collect();
    join(&mut rows, |row| row.done.as_mut());
    join(&mut rows, |row| row.event.as_mut());
    count_hidden(model, &mut rows);
    name_gaps(model, &mut rows);
    rows
}

/// Counts the sessions and events that others cover whole, where they begin.
fn count_hidden(model: &Model, rows: &mut [Row]) {
    for (at, mark) in model.today.marks.iter().enumerate() {
        let lane = |row: &Row| if mark.kind.is_event() { row.event } else { row.done };
        let shown = rows.iter().any(|row| lane(row).is_some_and(|cell| cell.mark == at));
        if shown || mark.kind == Kind::Break {
            continue;
        }
        let Some(row) = rows.iter_mut().find(|row| row.slot.contains(mark.start)) else { continue };
        let cell = if mark.kind.is_event() { &mut row.event } else { &mut row.done };
        if let Some(cell) = cell {
            cell.more += 1;
        }
    }
}

/// Counts the rows of each mark. What another mark covers begins below it, with its name.
fn join(rows: &mut [Row], cell: impl Fn(&mut Row) -> Option<&mut Cell>) {
    for at in 1..rows.len() {
        let Some(above) = cell(&mut rows[at - 1]).copied() else { continue };
        let Some(here) = cell(&mut rows[at]).filter(|here| here.mark == above.mark) else {
            continue;
        };
        here.nth = above.nth + 1;
        if let Some(above) = cell(&mut rows[at - 1]) {
            above.last = false;
        }
    }
}

fn ceil(seconds: i64, slot: i64) -> i64 {
    (seconds + slot - 1).div_euclid(slot)
}

/// From the start of the office hours to their end, and as much more as has happened or will.
fn range(model: &Model) -> Span {
    let now = model.now.at;
    let day = model.now.day_span(model.today.day);
    let at = |time| model.now.on_day(model.today.day, time);
    let (mut start, mut end) = (at(model.settings.day_start), at(model.settings.day_end));
    if day.contains(now) {
        start = start.min(now);
        end = end.max(now.plus_seconds(1));
    }
    for mark in &model.today.marks {
        if let Some(inside) = mark.span(now).overlap(day) {
            start = start.min(inside.start);
            end = end.max(inside.end);
        }
    }
    Span::new(align(start, 1800), end)
}

/// The last full slot at or before `at`, by the wall clock.
fn align(at: Moment, slot: i64) -> Moment {
    let local = at.utc_ms() / 1000 + i64::from(at.offset_min()) * 60;
    at.plus_seconds(-local.rem_euclid(slot.min(3600)))
}

fn row(model: &Model, start: Moment, slot: i64, n: i64) -> Row {
    let now = model.now.at;
    // The offset is looked up for every row: the clocks may change in between.
    let at = |n: i64| model.now.zone.moment(start.plus_seconds(n * slot).utc_ms());
    let slot_span = Span::new(at(n), at(n + 1));
    let cell = |events: bool| cell(&model.today.marks, slot_span, now, events);
    Row {
        slot: slot_span,
        hour: crate::app::words::minute_of(slot_span.start.local()).is_multiple_of(60),
        now: slot_span.contains(now),
        past: slot_span.end <= now,
        ground: ground(model, slot_span),
        done: cell(false),
        event: cell(true),
        gap: None,
    }
}

fn ground(model: &Model, slot: Span) -> Ground {
    let mostly = |span: Option<Span>| {
        let inside = span.and_then(|span| span.overlap(slot)).map_or(0, Span::seconds);
        inside * 2 >= slot.seconds().max(1)
    };
    if mostly(fit::lunch(model)) {
        Ground::Lunch
    } else if mostly(fit::office(model)) {
        Ground::Office
    } else {
        Ground::Off
    }
}

/// The mark that fills most of the slot.
fn cell(marks: &[Mark], slot: Span, now: Moment, events: bool) -> Option<Cell> {
    let mut best: Option<(i64, usize)> = None;
    for (at, mark) in marks.iter().enumerate() {
        if mark.kind.is_event() != events {
            continue;
        }
        let span = mark.span(now);
        let begun = mark.end.is_none() && slot.contains(mark.start);
        let Some(inside) = span.overlap(slot).or(begun.then_some(Span::new(now, now))) else {
            continue;
        };
        // What runs always shows.
        let weight = if mark.end.is_none() { i64::MAX } else { inside.seconds() };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, at));
        }
    }
    let (_, mark) = best?;
    Some(Cell { mark, nth: 0, last: true, more: 0 })
}

/// Tells each empty stretch of the office hours once, in the middle of its rows.
fn name_gaps(model: &Model, rows: &mut [Row]) {
    let kind = |row: &Row| {
        let empty = row.done.is_none() && row.event.is_none() && row.ground == Ground::Office;
        (empty && !row.now).then_some(row.past)
    };
    let mut at = 0;
    while at < rows.len() {
        let Some(past) = kind(&rows[at]) else {
            at += 1;
            continue;
        };
        let end = (at..rows.len()).find(|i| kind(&rows[*i]) != Some(past)).unwrap_or(rows.len());
        let seconds = free_s(model, Span::new(rows[at].slot.start, rows[end - 1].slot.end), past);
        if seconds >= 900 {
            let gap = if past { Gap::Unlogged(seconds) } else { Gap::Free(seconds) };
            rows[at + (end - at) / 2].gap = Some(gap);
        }
        at = end;
    }
}

/// Seconds around and in `rows` that really are empty: up to the marks that stand next to them.
fn free_s(model: &Model, rows: Span, past: bool) -> i64 {
    let now = model.now.at;
    let office = fit::office(model).unwrap_or(rows);
    let (mut start, mut end) = (office.start, office.end);
    if past {
        end = end.min(now);
    } else {
        start = start.max(now);
    }
    let lunch = fit::lunch(model);
    let spans = model.today.marks.iter().map(|mark| mark.span(now)).chain(lunch);
    for span in spans {
        if span.end <= rows.start.plus_seconds(1)
            || (span.end < rows.end && span.start < rows.start)
        {
            start = start.max(span.end);
        } else if span.start >= rows.end.plus_seconds(-1) || span.start > rows.start {
            end = end.min(span.start);
        }
    }
    end.seconds_since(start).max(0)
}

/// The mark under a row of the timeline.
pub fn mark_at(model: &Model, area: Area, row: u16) -> Option<usize> {
    let rows = rows(model, area.h);
    let row = rows.get(usize::from(row))?;
    row.done.or(row.event).map(|cell| cell.mark)
}

/// Whether a mark is the one that runs.
pub fn runs(mark: &Mark) -> bool {
    matches!(mark.kind, Kind::Running(_)) || (mark.kind == Kind::Break && mark.end.is_none())
}
