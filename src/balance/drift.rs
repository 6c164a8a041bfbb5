//! The early warning: an alert when the signs of [`mod@super::terms`] come to much on three of five days and from two sides. It is
//! no diagnosis; it says which three things have changed most, and it goes by itself.
//!
//! Measured on made-up half-years in the tests of this room, which share its assumptions: what they show is that several signs
//! over several days keep false alarms away, not how often people are right to be warned.

use super::load::DayLoad;
use super::terms::{Sign, Terms, terms};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The index from which on a day counts, on how many of how many days it must, and below which all is well again.
const ALARM: f64 = 60.0;
const DAYS: (usize, usize) = (3, 5);
const CLEAR: f64 = 45.0;
/// So many days after one is over no new one comes.
const COOL_DOWN: i64 = 14;
/// An alarm comes from two sides at least.
const DOMAINS: usize = 2;

/// A day's signs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// Which day.
    pub day: NaiveDate,
    /// The signs, `None` while nothing is known of what is usual.
    pub terms: Option<Terms>,
}

/// A warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// The day on which it was raised.
    pub since: NaiveDate,
    /// The day on which all was well again; `None` while it stands.
    pub until: Option<NaiveDate>,
}

/// How the signs have been.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// Day by day.
    pub days: Vec<Drift>,
    /// The warnings, by day.
    pub alerts: Vec<Alert>,
}

impl Course {
    /// The warning that stands at the end.
    pub fn alert(&self) -> Option<Alert> {
        self.alerts.last().copied().filter(|alert| alert.until.is_none())
    }
}

/// How the signs were on each of the last `last` of `days`, which are all days up to one, those without work too. What is
/// `disputed` on a day weighs nothing on it: a warning that rests on it is over with the first such day.
pub fn course(days: &[DayLoad], last: usize, disputed: &dyn Fn(Sign, NaiveDate) -> bool) -> Course {
    let mut course = Course::default();
    for end in days.len().saturating_sub(last)..days.len() {
        let day = days[end].day;
        let terms = terms(&days[..=end]).map(|terms| terms.without(&|sign| disputed(sign, day)));
        course.days.push(Drift { day, terms });
        course.judge();
    }
    course
}

impl Course {
    /// What the newest day does to the warnings.
    fn judge(&mut self) {
        let Some(Drift { day, terms: Some(newest) }) = self.days.last() else { return };
        let day = *day;
        if let Some(alert) = self.alerts.last_mut().filter(|alert| alert.until.is_none()) {
            if newest.index < CLEAR {
                alert.until = Some(day);
            }
            return;
        }
        let over = self.alerts.last().and_then(|last| last.until);
        let cool = over.is_none_or(|until| (day - until).num_days() > COOL_DOWN);
        let window = &self.days[self.days.len().saturating_sub(DAYS.1)..];
        let high = |one: &&Drift| {
            let terms = one.terms.as_ref();
            terms.is_some_and(|terms| terms.index >= ALARM && terms.domains() >= DOMAINS)
        };
        if cool && window.iter().filter(high).count() >= DAYS.0 {
            self.alerts.push(Alert { since: day, until: None });
        }
    }
}
