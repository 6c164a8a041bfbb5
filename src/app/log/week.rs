//! The week as seven lines of cells under one row of hours, for the screens that have room for it. Every day
//! has the same hours, so that a glance down a column compares them. [`super::strip`] is one day, larger.

use super::{day, monday};
use crate::app::{Model, words};
use crate::domain::{Moment, SessionId, Span};
use chrono::{Days, NaiveDate};

/// Seconds of an hour.
const HOUR_S: i64 = 3600;
/// Columns that an hour's name needs, with the space behind it.
const HOUR_COLUMNS: i64 = 5;

/// The lines, and the hours above them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Where an hour's name stands, and which hour.
    pub hours: Vec<(u16, u32)>,
    /// Monday to Sunday.
    pub days: Vec<DayLine>,
}

/// A day of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLine {
    /// Which one.
    pub date: NaiveDate,
    /// Its cells, from left to right.
    pub cells: Vec<Slot>,
    /// The cell of the present.
    pub now: Option<u16>,
}

/// A cell of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The session that fills most of it.
    pub session: Option<SessionId>,
    /// Whether that session begins here, right behind another one.
    pub seam: bool,
    /// Whether the calendar has something here.
    pub event: bool,
    /// Seconds of it that the session fills.
    filled: i64,
}

/// Folds the days of the shown week into lines of `width` cells.
pub fn week(model: &Model, width: u16) -> Week {
    let first = monday(day(model));
    let dates = (0..7).filter_map(|n| first.checked_add_days(Days::new(n)));
    let dates: Vec<NaiveDate> = dates.collect();
    let (from, to) = range(model, &dates);
    let columns = i64::from(width);
    // Seconds since a work day began; before it, from its beginning on.
    let column = |second: i64| (second - from) * columns / (to - from);
    let days = dates.iter().map(|date| {
        let whole = model.now.day_span(*date);
        let mut cells = vec![Slot::default(); usize::from(width)];
        for (span, session) in sessions(model, whole) {
            fill(&mut cells, (span.0 - from, span.1 - from), to - from, session);
        }
        for event in model.state.events().filter(|event| event.busy) {
            let Some((start, end)) = inside(Span::new(event.start, event.end), whole) else {
                continue;
            };
            let cells = cells.iter_mut().zip(0..);
            for (cell, _) in cells.filter(|(_, x)| (column(start)..column(end)).contains(x)) {
                cell.event = true;
            }
        }
        seams(&mut cells);
        let now = whole.contains(model.now.at).then(|| since(model.now.at, whole));
        DayLine { date: *date, cells, now: now.and_then(|at| u16::try_from(column(at)).ok()) }
    });
    let days: Vec<DayLine> = days.collect();
    let began = dates.first().map_or(0, |date| {
        i64::from(words::minute_of(model.now.day_span(*date).start.local())) * 60
    });
    let step = (1..24).find(|step| columns * step * HOUR_S / (to - from) >= HOUR_COLUMNS);
    let hours = (from / HOUR_S..=to / HOUR_S).map(|hour| hour * HOUR_S - began % HOUR_S);
    let hours = hours.filter(|at| *at >= from && *at < to).filter_map(|at| {
        let hour = (began + at) / HOUR_S % 24;
        (hour % step.unwrap_or(24) == 0)
            .then(|| Some((u16::try_from(column(at)).ok()?, u32::try_from(hour).ok()?)))?
    });
    Week { hours: hours.collect(), days }
}

/// The sessions that touch a day, each with the seconds of the day in which it was.
fn sessions(model: &Model, whole: Span) -> impl Iterator<Item = ((i64, i64), SessionId)> {
    let now = model.now.at;
    model.state.sessions_in(whole, now).filter_map(move |session| {
        let span = Span::new(session.start, session.end.unwrap_or(now).max(session.start));
        Some((inside(span, whole)?, session.id))
    })
}

fn since(at: Moment, whole: Span) -> i64 {
    at.seconds_since(whole.start)
}

/// From which second of the day to which; `None` for what is not of that day.
fn inside(span: Span, whole: Span) -> Option<(i64, i64)> {
    let part = span.overlap(whole)?;
    Some((since(part.start, whole), since(part.end, whole)))
}

/// From the start of the office hours to their end, and as much more as was worked on any day; full hours on
/// the clock, as seconds of a work day.
fn range(model: &Model, dates: &[NaiveDate]) -> (i64, i64) {
    let (mut from, mut to) = (i64::MAX, i64::MIN);
    let mut began = 0;
    for date in dates {
        let whole = model.now.day_span(*date);
        began = i64::from(words::minute_of(whole.start.local())) * 60 % HOUR_S;
        let at = |time| since(model.now.on_day(*date, time), whole);
        from = from.min(at(model.settings.day_start));
        to = to.max(at(model.settings.day_end));
        for ((start, end), _) in sessions(model, whole) {
            (from, to) = (from.min(start), to.max(end));
        }
    }
    let from = (from + began).div_euclid(HOUR_S) * HOUR_S - began;
    let to = (to + began + HOUR_S - 1).div_euclid(HOUR_S) * HOUR_S - began;
    (from, to.max(from + HOUR_S))
}

/// Gives a session the cells that it fills more of than the ones before it.
fn fill(cells: &mut [Slot], (start, end): (i64, i64), length: i64, session: SessionId) {
    let columns = i64::try_from(cells.len()).unwrap_or(0);
    for (cell, x) in cells.iter_mut().zip(0..) {
        let (left, right) = (length * x / columns, length * (x + 1) / columns);
        let filled = end.min(right) - start.max(left);
        // A sliver is not worth a cell unless it is all there is of the session.
        let enough = filled * 2 >= right - left || (start >= left && end <= right);
        if filled > cell.filled && enough {
            (cell.session, cell.filled) = (Some(session), filled);
        }
    }
}

fn seams(cells: &mut [Slot]) {
    let mut before = None;
    for cell in cells {
        cell.seam = cell.session.is_some() && before.is_some() && before != cell.session;
        before = cell.session;
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::{layout, week_day_at};
    use super::super::{derive, fixture};
    use super::*;

    /// Where the work of a day stands, as stretches of cells.
    fn stretches(line: &DayLine) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (x, cell) in line.cells.iter().enumerate().filter(|(_, cell)| cell.session.is_some()) {
            match found.last_mut() {
                Some((_, end)) if *end == x && !cell.seam => *end += 1,
                _ => found.push((x, x + 1)),
            }
        }
        found
    }

    #[test]
    fn every_day_has_the_same_hours_and_work_stands_where_it_was_done() {
        // Work into the night makes the line a whole work day long, from 04:00 on: a cell is a quarter.
        let week = week(&fixture::model((160, 50)), 96);
        assert_eq!((week.hours[0], week.hours[1]), ((0, 4), (8, 6)));
        assert_eq!(stretches(&week.days[0]), [(24, 44)]);
        assert_eq!(stretches(&week.days[1])[..2], [(20, 30), (36, 51)]);
        // What ran over the rollover is on both days.
        assert_eq!(stretches(&week.days[1]).last().map(|(_, end)| *end), Some(96));
        assert_eq!(stretches(&week.days[2])[0].0, 0);
        let nows: Vec<bool> = week.days.iter().map(|day| day.now.is_some()).collect();
        assert_eq!(nows, [false, false, true, false, false, false, false]);
    }

    #[test]
    fn the_week_in_which_the_clocks_change_has_its_work_too() {
        let mut model = fixture::model((160, 50));
        model.log.day = "2026-10-24".parse().ok();
        derive(&mut model);
        for width in [0, 1, 7, 100] {
            let week = week(&model, width);
            assert!(week.days.iter().all(|day| day.cells.len() == usize::from(width)));
            let any = week.days.iter().any(|day| !stretches(day).is_empty());
            assert_eq!(any, width > 0, "{width}");
        }
    }

    #[test]
    fn a_click_on_a_line_means_its_day() {
        let area = layout(&fixture::model((160, 50))).week;
        let hit = |row| week_day_at(area, area.x + 20, area.y + row);
        assert_eq!(
            [hit(0), hit(1), hit(2), hit(3), hit(14)].map(|day| day.unwrap_or(9)),
            [9, 0, 0, 1, 6]
        );
    }
}
