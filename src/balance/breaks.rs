//! How breaks were taken: announced or logged, by oneself, or not at all, by day and by hour of the day.
//!
//! Next: [`super::load`], which says when work was.

use crate::domain::{BreakClass, Now, Span, State};
use crate::nudge::Nudging;
use crate::nudge::Timeline;
use crate::nudge::counter::BREAK;
use chrono::{NaiveDate, Timelike};
use serde::{Deserialize, Serialize};

/// A pause of more than this between two stretches is no break but another part of the day, in milliseconds. `[J]`
const LONGEST: i64 = 2 * 3_600_000;

/// How breaks were taken in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rest breaks that were announced or logged.
    pub taken: u32,
    /// Micro-breaks that were announced or logged.
    pub micro: u32,
    /// Pauses of at least five minutes and at most two hours that nobody announced.
    pub natural: u32,
    /// Stretches of work that went on past the firm limit.
    pub overdue: u32,
    /// Seconds of the breaks of all kinds.
    pub rest_s: i64,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Tally) -> Tally {
        Tally {
            taken: self.taken + other.taken,
            micro: self.micro + other.micro,
            natural: self.natural + other.natural,
            overdue: self.overdue + other.overdue,
            rest_s: self.rest_s + other.rest_s,
        }
    }
}

/// How breaks were taken, by day and by the hour of the clock at which they began or fell due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaks {
    /// Every day of the stretch.
    pub days: Vec<(NaiveDate, Tally)>,
    /// The hours 0 to 23.
    pub hours: [Tally; 24],
}

impl Breaks {
    fn add(&mut self, at: i64, now: &Now, one: Tally) {
        let at = now.zone.moment(at);
        let day = now.day_of(at);
        if let Some((_, tally)) = self.days.iter_mut().find(|(known, _)| *known == day) {
            *tally = tally.and(one);
            let hour = &mut self.hours[at.local().hour() as usize % 24];
            *hour = hour.and(one);
        }
    }

    /// All days together.
    pub fn all(&self) -> Tally {
        self.days.iter().fold(Tally::default(), |sum, (_, one)| sum.and(*one))
    }
}

/// How breaks were taken in the days from `first` to `last`.
pub fn breaks(
    state: &State,
    timeline: &Timeline,
    (first, last): (NaiveDate, NaiveDate),
    nudging: &Nudging,
    now: &Now,
) -> Breaks {
    let days = first.iter_days().take_while(|day| *day <= last);
    let mut found =
        Breaks { days: days.map(|day| (day, Tally::default())).collect(), hours: <_>::default() };
    let mut logged: Vec<Span> = Vec::new();
    for pause in state.breaks().filter(|pause| !pause.natural) {
        let span = Span::new(pause.start, pause.end.unwrap_or(now.at));
        let mut one = Tally { rest_s: span.seconds(), ..Tally::default() };
        match pause.class {
            BreakClass::Rest => one.taken = 1,
            BreakClass::Micro => one.micro = 1,
            // The end of the day is no break in it.
            BreakClass::DailyLimit => continue,
        }
        logged.push(span);
        found.add(span.start.utc_ms(), now, one);
    }
    let spells = timeline.spells(BREAK - 1);
    for two in spells.windows(2) {
        let (from, to) = (two[0].1, two[1].0);
        let span = Span::new(now.zone.moment(from), now.zone.moment(to));
        let announced = logged.iter().any(|one| one.overlap(span).is_some());
        if to - from <= LONGEST && !announced {
            let rest_s = span.seconds();
            found.add(from, now, Tally { natural: 1, rest_s, ..Tally::default() });
        }
    }
    if let Some(firm) = nudging.firm_after_s.map(|seconds| i64::from(seconds) * 1000) {
        for (from, _) in spells.iter().filter(|(from, to)| to - from > firm) {
            found.add(from + firm, now, Tally { overdue: 1, ..Tally::default() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Break, BreakId, Change, Session, SessionId, Zone};
    use crate::nudge::record;

    #[test]
    fn a_break_is_announced_or_natural_and_a_stretch_without_one_is_overdue() {
        let at = |minute: i64| Zone::UTC.moment(1_800_000_000_000 + minute * 60_000);
        let mut state = State::new(1);
        let works = [(0, 60), (70, 100), (115, 240), (246, 250), (400, 420)];
        for (n, (from, to)) in (1u128..).zip(works) {
            let id = SessionId(uuid::Uuid::from_u128(n));
            let mut session = Session::running(id, None, None, at(from));
            session.end = Some(at(to));
            state.load_session(session);
        }
        let pause = Break {
            id: BreakId(uuid::Uuid::from_u128(9)),
            start: at(60),
            end: Some(at(70)),
            class: BreakClass::Rest,
            natural: false,
            planned_s: None,
        };
        state.apply(&Change::BreakAdded { pause });
        let now = Now::new(at(500).utc_ms(), Zone::UTC, 0);
        let timeline = Timeline::new(&record(&state, &now).layers, Vec::new());
        let day = now.day();
        let found = breaks(&state, &timeline, (day, day), &Nudging::default(), &now);
        // 100-115 and 240-246; 250-400 is too long. 115-240 is longer than 110 minutes.
        let tally = Tally { taken: 1, micro: 0, natural: 2, overdue: 1, rest_s: 31 * 60 };
        assert_eq!(found.all(), tally);
        assert_eq!(found.days, [(day, tally)]);
        let hour = |minute: i64| at(minute).local().hour() as usize;
        assert_eq!(found.hours[hour(225)].overdue, 1);
        assert_eq!(found.hours.iter().map(|one| one.natural).sum::<u32>(), 2);
    }
}
