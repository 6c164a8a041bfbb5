//! The day folded into rows: each row is a slot of the same length, as short as fits. When even the longest
//! slots are too many, the rows around the present show.

use super::fit;
use super::marks::{Kind, Lane, Mark};
use crate::app::{Area, Model};
use crate::domain::{Moment, Span};

/// The lengths of a slot, in seconds, the finest first.
const SLOTS: [i64; 4] = [900, 1200, 1800, 3600];

/// A row of the line.
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
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
    /// What is planned in it.
    pub plan: Option<Cell>,
    /// What the calendar has in it.
    pub event: Option<Cell>,
    /// The length of a stretch that nothing fills, told once in its middle.
    pub gap: Option<Gap>,
    /// Whether something was planned for what is over of the day, so that it is told beside what was done.
    pub compares: bool,
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
    join(&mut rows, |row| row.plan.as_mut());
    join(&mut rows, |row| row.event.as_mut());
    count_hidden(model, &mut rows);
    name_gaps(model, &mut rows);
    rows
}

/// Counts the sessions and events that others cover whole, where they begin.
fn count_hidden(model: &Model, rows: &mut [Row]) {
    for (at, mark) in model.today.marks.iter().enumerate() {
        let lane = mark.kind.lane();
        let shown = rows.iter().any(|row| row.lane(lane).is_some_and(|cell| cell.mark == at));
        if shown || matches!(mark.kind, Kind::Break | Kind::Rest) {
            continue;
        }
        let Some(row) = rows.iter_mut().find(|row| row.slot.contains(mark.start)) else { continue };
        let cell = match lane {
            Lane::Done => &mut row.done,
            Lane::Plan => &mut row.plan,
            Lane::Event => &mut row.event,
        };
        if let Some(cell) = cell {
            cell.more += 1;
        }
    }
}

/// Counts the rows of each mark. What another mark covers begins below it, with its name.
fn join(rows: &mut [Row], cell: impl Fn(&mut Row) -> Option<&mut Cell>) {
    for at in 1..rows.len() {
        // What goes on below the line of the present stands elsewhere there, with its name again.
        if rows[at - 1].now {
            continue;
        }
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
    let cell = |lane: Lane| cell(&model.today.marks, slot_span, now, lane);
    let (plan, event) = one_of(model, slot_span, cell(Lane::Plan), cell(Lane::Event));
    Row {
        slot: slot_span,
        hour: crate::app::words::minute_of(slot_span.start.local()).is_multiple_of(60),
        now: slot_span.contains(now),
        past: slot_span.end <= now,
        ground: ground(model, slot_span),
        done: cell(Lane::Done),
        plan,
        event,
        gap: None,
        compares: model.today.marks.iter().any(|m| m.kind.lane() != Lane::Done && m.start < now),
    }
}

/// A block and an event of one row; where one only follows the other, the one that has more of the row.
fn one_of(
    model: &Model,
    slot: Span,
    plan: Option<Cell>,
    event: Option<Cell>,
) -> (Option<Cell>, Option<Cell>) {
    let span = |cell: Cell| model.today.marks.get(cell.mark).map(|m| m.span(model.now.at));
    let spans = plan.and_then(span).zip(event.and_then(span));
    let Some((block, entry)) = spans.filter(|(block, entry)| block.overlap(*entry).is_none())
    else {
        return (plan, event);
    };
    let inside = |span: Span| span.overlap(slot).map_or(0, Span::seconds);
    if inside(entry) > inside(block) { (None, event) } else { (plan, None) }
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
fn cell(marks: &[Mark], slot: Span, now: Moment, lane: Lane) -> Option<Cell> {
    let mut best: Option<(i64, usize)> = None;
    for (at, mark) in marks.iter().enumerate() {
        if mark.kind.lane() != lane {
            continue;
        }
        let span = mark.span(now);
        let begun = mark.end.is_none() && slot.contains(mark.start);
        let Some(inside) = span.overlap(slot).or(begun.then_some(Span::new(now, now))) else {
            continue;
        };
        // What runs always shows.
        // A break that the plan leaves hides no block.
        let weight = match mark.kind {
            _ if mark.end.is_none() => i64::MAX,
            Kind::Rest => 1,
            _ => inside.seconds(),
        };
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
        // What was planned and not done is no less unlogged.
        let planned = !row.past && row.plan.is_some();
        let taken = row.done.is_some() || row.event.is_some() || planned;
        let empty = !taken && row.ground == Ground::Office;
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
    let marks = model.today.marks.iter().filter(|mark| !past || mark.kind.lane() != Lane::Plan);
    let spans = marks.map(|mark| mark.span(now)).chain(lunch);
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

/// Columns of the hours, the axis and how good each hour is.
pub const HOURS: [u16; 2] = [8, 10];
/// From so many columns on, what was done and what was planned stand side by side.
const TWO_LANES: u16 = 34;
/// From so many columns on, the line says how good each hour is.
const STRIP: u16 = 34;

/// The columns of the hours of a line.
pub fn hours_of(area: Area) -> u16 {
    HOURS[usize::from(area.w >= STRIP)]
}

impl Row {
    /// What a lane has in it.
    pub fn lane(&self, lane: Lane) -> Option<Cell> {
        match lane {
            Lane::Done => self.done,
            Lane::Plan => self.plan,
            Lane::Event => self.event,
        }
    }

    /// What stands where in the row, from left to right. Up to the present what was done stands on the left and what
    /// was planned beside it; from there on the plan has all the room.
    pub fn cells(&self, lane: Area) -> [(Option<Cell>, Area); 2] {
        let none = (None, Area { w: 0, ..lane });
        let planned = self.plan.or(self.event);
        if self.past || self.now {
            if lane.w < TWO_LANES || !self.compares {
                return [(self.done.or(planned), lane), none];
            }
            let (left, right) = lane.split_left(lane.w * 11 / 20);
            return [(self.done, left), (planned, right)];
        }
        match (self.plan, self.event) {
            (Some(plan), Some(event)) if lane.w >= 24 => {
                let (left, right) = lane.split_left(lane.w * 11 / 20);
                [(Some(plan), left), (Some(event), right)]
            }
            _ => [(planned, lane), none],
        }
    }
}

/// The mark under a cell of the timeline.
pub fn mark_at(model: &Model, area: Area, (x, y): (u16, u16)) -> Option<usize> {
    let rows = rows(model, area.h);
    let row = rows.get(usize::from(y.checked_sub(area.y)?))?;
    let lane = Area { y, h: 1, ..area.split_left(hours_of(area)).1 };
    let cells = row.cells(lane);
    let hit = cells.iter().find(|(_, area)| area.contains(x, y)).and_then(|(cell, _)| *cell);
    let any = || cells.iter().find_map(|(cell, _)| *cell);
    hit.or_else(any).map(|cell| cell.mark)
}

/// Whether a mark is the one that runs.
pub fn runs(mark: &Mark) -> bool {
    matches!(mark.kind, Kind::Running(_)) || (mark.kind == Kind::Break && mark.end.is_none())
}
