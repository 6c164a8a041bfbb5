//! What a day's work came to, as plain numbers: how much, when, in which stretches, how well.
//!
//! Next: [`mod@super::terms`], which compares days.

use crate::domain::{Span, State};
use crate::nudge::Timeline;
use crate::nudge::history::{Past, Settings, hours};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A day's work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayLoad {
    /// The work day.
    pub day: NaiveDate,
    /// Seconds of work, meetings included.
    pub worked_s: i64,
    /// Of it, outside of the work hours.
    pub off_s: i64,
    /// Seconds of the longest stretch without a pause of five minutes that begins on it.
    pub longest_s: i64,
    /// Of the work, in stretches of more than ninety minutes without a pause of five.
    pub long_s: i64,
    /// Seconds between the last work before the day and its first; `None` when not known or no night.
    pub rested_s: Option<i64>,
    /// How many sessions were rated, with the sum of the ratings and of their squares.
    pub ratings: u32,
    /// See `ratings`.
    pub focus_sum: f64,
    /// See `ratings`.
    pub focus_squares: f64,
}

/// Less work than this leaves a day free, in seconds. `[J]`
const FREE_S: i64 = 30 * 60;

impl DayLoad {
    /// A day without work.
    pub fn free(day: NaiveDate) -> DayLoad {
        DayLoad {
            day,
            worked_s: 0,
            longest_s: 0,
            off_s: 0,
            long_s: 0,
            rested_s: None,
            ratings: 0,
            focus_sum: 0.0,
            focus_squares: 0.0,
        }
    }

    /// Hours of work.
    pub fn hours(&self) -> f64 {
        self.worked_s as f64 / 3600.0
    }

    /// Whether it was a free day.
    pub fn is_free(&self) -> bool {
        self.worked_s < FREE_S
    }

    /// Whether fewer hours lay before it than the law asks for: eleven (directive 2003/88/EC).
    pub fn is_after_short_night(&self) -> bool {
        self.rested_s.is_some_and(|rest| rest < 11 * 3600)
    }

    /// Takes a rating in.
    pub fn rate(&mut self, focus: u8) {
        self.ratings += 1;
        self.focus_sum += f64::from(focus);
        self.focus_squares += f64::from(focus) * f64::from(focus);
    }
}

/// A stretch of work without a pause of five minutes is long from here on, in milliseconds.
const LONG: i64 = 90 * 60_000;

/// What each of the days from `first` to `last` came to.
pub fn loads(
    state: &State,
    timeline: &Timeline,
    (first, last): (NaiveDate, NaiveDate),
    settings: Settings<'_>,
) -> Vec<DayLoad> {
    let now = settings.now;
    let past = Past::of(timeline, settings);
    let mut days: Vec<DayLoad> = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let mut load = DayLoad::free(day);
        let whole = now.day_span(day);
        let (start, end) = (whole.start.utc_ms(), whole.end.utc_ms());
        load.worked_s = past.worked_in(start, end) / 1000;
        let inside: i64 = hours(day, settings).iter().map(|part| within(&past, *part)).sum();
        load.off_s = (load.worked_s - inside / 1000).max(0);
        load.rested_s = past.rested(start, end);
        for (_, length) in past.spells_begun_in(start, end) {
            load.longest_s = load.longest_s.max(length / 1000);
            load.long_s += if length > LONG { length / 1000 } else { 0 };
        }
        // A stretch through the night counts where it began.
        load.long_s = load.long_s.min(load.worked_s);
        days.push(load);
    }
    for session in state.sessions().filter(|session| !session.is_inferred()) {
        let place = (now.day_of(session.start) - first).num_days();
        let day = usize::try_from(place).ok().and_then(|place| days.get_mut(place));
        if let Some((day, focus)) = day.zip(session.focus) {
            day.rate(focus);
        }
    }
    days
}

fn within(known: &Past, part: Span) -> i64 {
    known.worked_in(part.start.utc_ms(), part.end.utc_ms())
}
