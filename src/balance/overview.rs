//! All that a person sees of their balance, found at once: today, the week, the early warning, breaks. The command and the
//! screen show the same of it.
//!
//! Pure: a part of the state in, numbers out. Next: [`mod@super::drift`] for the early warning, [`mod@super::breaks`].

use super::behind::{Behind, behind};
use super::breaks::{Breaks, Tally, breaks};
use super::drift::{Course, course};
use super::load::{DayLoad, loads};
use super::terms::{Sign, Terms};
use crate::domain::{Dispute, Now, Order, Span, State};
use crate::nudge::history::Settings;
use crate::nudge::{Layers, Timeline, layers};
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days that are looked at: half a year, so that a warning and what was usual before it are both in them.
const DAYS: i64 = 182;
/// Days of which breaks are shown.
pub const SHOWN: i64 = 14;
/// Weeks that say what is usual, and how many of them must have work in them.
const WEEKS: i64 = 8;
const KNOWN_WEEKS: usize = 3;

/// How the load of a person is today, and how it came to be so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Every day of the last half year, today last; there is at least one.
    pub days: Vec<DayLoad>,
    /// How breaks were taken in the last [`SHOWN`] days.
    pub breaks: Breaks,
    /// The early warning of the last quarter of a year, day by day.
    pub drift: Course,
    /// The signs that the person disputes today: each is still among the [`Overview::terms`], and weighs nothing.
    pub disputes: Vec<(Sign, Dispute)>,
    /// Seconds of work that make a full day.
    pub target_s: u32,
    /// The first day of this week.
    pub first_of_week: NaiveDate,
}

/// The stretch that must be loaded (`Scope::Day`) for an [`overview`].
pub fn needed(now: &Now) -> Span {
    let last = now.day();
    let first = last - Duration::days(DAYS - 1);
    Span::new(now.day_span(first).start, now.day_span(last).end)
}

/// How the load is as of `settings.now`, by a state that holds at least what is [`needed`]. Linear in what is loaded: some
/// milliseconds for half a year, so it is made when something has changed and not for each frame.
pub fn overview(state: &State, settings: Settings<'_>) -> Overview {
    let Settings { planning, nudging, now } = settings;
    let last = now.day();
    let timeline = timeline(state, now);
    let days = loads(state, &timeline, (last - Duration::days(DAYS - 1), last), settings);
    let shown = (last - Duration::days(SHOWN - 1), last);
    Overview {
        breaks: breaks(state, &timeline, shown, nudging, now),
        drift: course(&days, days.len() / 2, &|sign, day| is_disputed(state, sign, day, now)),
        disputes: disputes(state, now),
        days,
        target_s: nudging.target_s.0,
        first_of_week: planning.first_of_week(last),
    }
}

/// What was done when, up to now.
pub(super) fn timeline(state: &State, now: &Now) -> Timeline {
    Timeline::new(&past(layers(state, now), now), Vec::new())
}

/// Whether a sign weighs nothing on a day.
fn is_disputed(state: &State, sign: Sign, day: NaiveDate, now: &Now) -> bool {
    let holds = |one: &Dispute| now.day_of(one.at) <= day && day < one.until;
    state.disputes().any(|one| one.sign == sign.word() && holds(one))
}

fn disputes(state: &State, now: &Now) -> Vec<(Sign, Dispute)> {
    let of = |sign: Sign| Some((sign, state.disputed(sign.word(), now)?.clone()));
    Sign::ALL.into_iter().filter_map(of).collect()
}

/// Meetings that have not been yet are no load yet.
fn past(mut layers: Layers, now: &Now) -> Layers {
    layers.meetings.retain(|span| span.start < now.at);
    for span in &mut layers.meetings {
        span.end = span.end.min(now.at);
    }
    layers
}

impl Overview {
    /// Today so far.
    pub fn today(&self) -> &DayLoad {
        &self.days[self.days.len() - 1]
    }

    /// Seconds of work of this week so far.
    pub fn week_s(&self) -> i64 {
        self.worked_s(self.first_of_week, self.today().day)
    }

    /// Seconds of work from one day to another, both included.
    pub fn worked_s(&self, first: NaiveDate, last: NaiveDate) -> i64 {
        let inside = self.days.iter().filter(|day| (first..=last).contains(&day.day));
        inside.map(|day| day.worked_s).sum()
    }

    /// Seconds of work of the median of the last eight weeks with work in them; `None` when there are fewer than three.
    pub fn usual_week_s(&self) -> Option<i64> {
        let week = |n: i64| {
            let first = self.first_of_week - Duration::days(7 * n);
            self.worked_s(first, first + Duration::days(6))
        };
        let mut weeks: Vec<i64> = (1..=WEEKS).map(week).filter(|worked| *worked > 0).collect();
        weeks.order_by_key(|worked| *worked);
        (weeks.len() >= KNOWN_WEEKS).then(|| weeks[weeks.len() / 2])
    }

    /// Today's signs; `None` while nothing is known of what is usual.
    pub fn terms(&self) -> Option<&Terms> {
        self.drift.days.last()?.terms.as_ref()
    }

    /// The days and weeks behind a sign, as of today; `None` when there is no data for it.
    pub fn behind(&self, sign: Sign) -> Option<Behind> {
        let term = self.terms()?.terms.iter().find(|term| term.sign == sign)?;
        behind(term, &self.days)
    }

    /// The last [`SHOWN`] days, each with its breaks.
    pub fn rows(&self) -> impl Iterator<Item = (&DayLoad, Tally)> {
        let breaks = self.breaks.days.iter().map(|(_, tally)| *tally);
        let last = &self.days[self.days.len() - self.breaks.days.len()..];
        last.iter().zip(breaks)
    }
}
