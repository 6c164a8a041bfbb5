//! How breaks were asked for and taken: announced or logged, by oneself, or not at all; by day, by hour of the day and by
//! kind of break.
//!
//! Next: [`super::load`], which says when work was.

use crate::domain::{Answer, BreakClass, Now, Sound, Span, State};
use crate::nudge::counter::BREAK;
use crate::nudge::history::SOON;
use crate::nudge::{Nudging, Rule, Timeline};
use chrono::{NaiveDate, Timelike};
use serde::{Deserialize, Serialize};

/// A pause of more than this between two stretches is no break but another part of the day, in milliseconds. `[J]`
const LONGEST: i64 = 2 * 3_600_000;

/// How breaks were taken in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Nudges that asked for one.
    pub prompted: u32,
    /// Of those, put off.
    pub postponed: u32,
    /// Of those, refused, or met with neither a break nor an answer.
    pub skipped: u32,
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
            prompted: self.prompted + other.prompted,
            postponed: self.postponed + other.postponed,
            skipped: self.skipped + other.skipped,
            taken: self.taken + other.taken,
            micro: self.micro + other.micro,
            natural: self.natural + other.natural,
            overdue: self.overdue + other.overdue,
            rest_s: self.rest_s + other.rest_s,
        }
    }
}

/// The kinds of break, in the order of [`Breaks::kinds`].
pub const KINDS: [BreakClass; 3] = [BreakClass::Rest, BreakClass::Micro, BreakClass::DailyLimit];

/// How breaks were taken, by day and by the hour of the clock at which they began, were asked for or fell due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaks {
    /// Every day of the stretch, with its rest breaks and micro-breaks.
    pub days: Vec<(NaiveDate, Tally)>,
    /// The hours 0 to 23, likewise.
    pub hours: [Tally; 24],
    /// Each of [`KINDS`]. Of micro-breaks what was asked for and what came by itself is only here. Of the daily limit, what is taken is a day that was ended with it.
    pub kinds: [Tally; 3],
}

impl Breaks {
    fn add(&mut self, class: BreakClass, at: i64, now: &Now, one: Tally) {
        let at = now.zone.moment(at);
        let day = now.day_of(at);
        let Some((_, tally)) = self.days.iter_mut().find(|(known, _)| *known == day) else {
            return;
        };
        // The end of the day is no break in it, and what is asked for and taken every few minutes is no rest.
        let of_day = match class {
            BreakClass::Rest => one,
            BreakClass::Micro => Tally { micro: one.micro, rest_s: one.rest_s, ..Tally::default() },
            BreakClass::DailyLimit => Tally::default(),
        };
        *tally = tally.and(of_day);
        let hour = &mut self.hours[at.local().hour() as usize % 24];
        *hour = hour.and(of_day);
        if let Some(place) = KINDS.iter().position(|known| *known == class) {
            self.kinds[place] = self.kinds[place].and(one);
        }
    }

    /// All days together.
    pub fn all(&self) -> Tally {
        self.days.iter().fold(Tally::default(), |sum, (_, one)| sum.and(*one))
    }

    /// What was announced or logged; returns when.
    fn logged(&mut self, state: &State, now: &Now) -> Vec<Span> {
        let mut spans = Vec::new();
        for pause in state.breaks().filter(|pause| !pause.natural) {
            let span = Span::new(pause.start, pause.end.unwrap_or(now.at));
            let mut one = Tally { rest_s: span.seconds(), ..Tally::default() };
            match pause.class {
                BreakClass::Rest => one.taken = 1,
                BreakClass::Micro => one.micro = 1,
                BreakClass::DailyLimit => one = Tally { taken: 1, ..Tally::default() },
            }
            if pause.class != BreakClass::DailyLimit {
                spans.push(span);
            }
            self.add(pause.class, span.start.utc_ms(), now, one);
        }
        spans
    }

    /// What was asked for, and what came of it.
    fn prompted(&mut self, state: &State, spells: &[(i64, i64)], now: &Now) {
        for told in state.told() {
            let class = match Rule::of(&told.rule) {
                Some(rule) if rule.is_break() => BreakClass::Rest,
                Some(Rule::Micro) => BreakClass::Micro,
                Some(Rule::Enough | Rule::TooMuch | Rule::Evening) => BreakClass::DailyLimit,
                _ => continue,
            };
            let at = told.at.utc_ms();
            // Whether it ended soon, or did not and so was no reason to stop.
            let spell = spells.iter().find(|(_, end)| *end >= at);
            let stopped = spell.is_none_or(|(_, end)| *end <= at + SOON);
            let is_open = now.at.utc_ms() < at + SOON;
            let answer = told.answer.map(|(_, answer)| answer);
            let one = Tally { prompted: 1, ..Tally::default() };
            let one = match answer {
                Some(Answer::Postpone) => Tally { postponed: 1, ..one },
                Some(Answer::Skip) => Tally { skipped: 1, ..one },
                // Whether somebody looked up for some seconds nobody knows.
                None if class == BreakClass::Micro => one,
                None if !stopped && !is_open => Tally { skipped: 1, ..one },
                _ => one,
            };
            self.add(class, at, now, one);
        }
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
    let days = days.map(|day| (day, Tally::default())).collect();
    let mut found = Breaks { days, hours: <_>::default(), kinds: <_>::default() };
    let logged = found.logged(state, now);
    let spells = timeline.spells(BREAK - 1);
    found.prompted(state, &spells, now);
    // Heard where micro-breaks are on.
    let pauses = state.heard().filter(|heard| heard.what == Sound::Pause);
    for pause in pauses.map(|heard| heard.span(heard.start)).filter(|span| span.seconds() > 0) {
        let one = Tally { natural: 1, ..Tally::default() };
        found.add(BreakClass::Micro, pause.start.utc_ms(), now, one);
    }
    for two in spells.windows(2) {
        let (from, to) = (two[0].1, two[1].0);
        let span = Span::new(now.zone.moment(from), now.zone.moment(to));
        let announced = logged.iter().any(|one| one.overlap(span).is_some());
        if to - from <= LONGEST && !announced {
            let one = Tally { natural: 1, rest_s: span.seconds(), ..Tally::default() };
            found.add(BreakClass::Rest, from, now, one);
        }
    }
    if let Some(firm) = nudging.firm_after_s.map(|seconds| i64::from(seconds) * 1000) {
        for (from, _) in spells.iter().filter(|(from, to)| to - from > firm) {
            let one = Tally { overdue: 1, ..Tally::default() };
            found.add(BreakClass::Rest, from + firm, now, one);
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
        let tally = Tally { taken: 1, natural: 2, overdue: 1, rest_s: 31 * 60, ..Tally::default() };
        assert_eq!(found.all(), tally);
        assert_eq!(found.days, [(day, tally)]);
        let hour = |minute: i64| at(minute).local().hour() as usize;
        assert_eq!(found.hours[hour(225)].overdue, 1);
        assert_eq!(found.hours.iter().map(|one| one.natural).sum::<u32>(), 2);
    }

    #[test]
    fn what_was_asked_for_was_taken_put_off_or_skipped() {
        let at = |minute: i64| Zone::UTC.moment(1_800_000_000_000 + minute * 60_000);
        let mut state = State::new(1);
        for (n, (from, to)) in (1u128..).zip([(0, 63), (75, 300)]) {
            let id = SessionId(uuid::Uuid::from_u128(n));
            let mut session = Session::running(id, None, None, at(from));
            session.end = Some(at(to));
            state.load_session(session);
        }
        let told = [
            ("rest", 60, None),
            ("rest", 140, Some(Answer::Postpone)),
            ("postponed", 150, None),
            ("firm", 190, Some(Answer::Skip)),
            ("enough", 200, Some(Answer::Skip)),
            ("micro", 210, None),
            ("rest", 499, None),
            ("no rule of this program", 20, None),
        ];
        for (n, (rule, minute, answer)) in (1u128..).zip(told) {
            let id = crate::domain::ToldId(uuid::Uuid::from_u128(n));
            let answer = answer.map(|answer| (at(minute + 1), answer));
            let (rule, text) = (rule.into(), String::new());
            let due = at(minute);
            state.load_told(crate::domain::Told { id, at: due, rule, due, text, answer });
        }
        // A pause as long as a micro-break, and one that is no longer than a moment.
        for (n, length_s) in (1u128..).zip([25, 0]) {
            let start = at(220);
            state.load_heard(crate::domain::Heard {
                id: crate::domain::HeardId(uuid::Uuid::from_u128(n)),
                start,
                end: Some(start.plus_seconds(length_s)),
                noticed: start.plus_seconds(length_s),
                what: Sound::Pause,
                explained: None,
            });
        }
        let now = Now::new(at(500).utc_ms(), Zone::UTC, 0);
        let timeline = Timeline::new(&record(&state, &now).layers, Vec::new());
        let day = now.day();
        let found = breaks(&state, &timeline, (day, day), &Nudging::default(), &now);
        let [rest, micro, end] = found.kinds;
        assert_eq!((rest.prompted, rest.postponed, rest.skipped, rest.natural), (5, 1, 2, 1));
        assert_eq!(micro, Tally { prompted: 1, natural: 1, ..Tally::default() });
        assert_eq!((end.prompted, end.skipped), (1, 1));
        assert_eq!(found.all().prompted, 5, "the end of the day is no break in it");
        assert_eq!(found.hours[at(190).local().hour() as usize].skipped, 1);
    }
}
