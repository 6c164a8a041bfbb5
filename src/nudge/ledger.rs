//! The break counter with a memory: what is found out about the time before goes in as if it had been known then.
//!
//! Next: [`super::course`], which keeps one.

use super::counter::{Counter, Tally};
use super::timeline::Turn;

/// How far back something can be put right, in milliseconds: nobody is asked about the day before yesterday.
const MEMORY: i64 = 48 * super::HOUR;

/// The counter, and how it stood before each of its latest turns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ledger {
    now: Counter,
    /// The day that the counter counts in.
    day: i64,
    before: Vec<(Counter, i64)>,
}

impl Ledger {
    /// Of somebody who was away before `at`, in UTC milliseconds.
    pub(super) fn new(at: i64) -> Ledger {
        Ledger { now: Counter::new(at), day: i64::MIN, before: Vec::new() }
    }

    /// The counter.
    pub(super) fn counter(&self) -> &Counter {
        &self.now
    }

    /// What it says at a moment after the last turn.
    pub(super) fn at(&self, at: i64) -> Tally {
        self.now.at(at)
    }

    /// The start of its day.
    pub(super) fn day(&self) -> i64 {
        self.day
    }

    /// How long a micro-break is, in milliseconds.
    pub(super) fn micro_breaks_take(&mut self, short: i64) {
        self.now.micro_breaks_take(short);
    }

    /// There was a pause of that length within work, up to `at`.
    pub(super) fn stilled(&mut self, at: i64) {
        self.now.stilled(at);
    }

    fn keep(&mut self) {
        let old = self.before.partition_point(|(one, _)| one.since() + MEMORY < self.now.since());
        // The last of the old ones is what the oldest correction starts from.
        self.before.drain(..old.saturating_sub(1));
        self.before.push((self.now, self.day));
    }

    /// Somebody does something else since then.
    pub(super) fn turn(&mut self, (since, doing): Turn) {
        if doing != self.now.doing() {
            self.keep();
            self.now.turn(since, doing);
        }
    }

    /// A new day begins.
    pub(super) fn new_day(&mut self, start: i64) {
        self.keep();
        self.day = start;
        self.now.new_day(start);
    }

    /// Counts anew from the first of `turns` on, which say what was done until the present. Returns how long the longest
    /// rest among them was until it ended, in milliseconds; 0 when all of this was known.
    pub(super) fn correct(&mut self, turns: &[Turn]) -> i64 {
        let Some(first) = turns.first().map(|(since, _)| *since) else { return 0 };
        let mut fresh = self.clone();
        while fresh.now.since() >= first
            && let Some((counter, day)) = fresh.before.pop()
        {
            (fresh.now, fresh.day) = (counter, day);
        }
        let mut rest = 0;
        for turn in turns {
            if fresh.day < self.day && turn.0 >= self.day {
                fresh.new_day(self.day);
            }
            rest = rest.max(fresh.at(turn.0).rest);
            fresh.turn(*turn);
        }
        if fresh.day < self.day {
            fresh.new_day(self.day);
        }
        fresh.now = fresh.now.with_pauses_of(&self.now);
        if fresh.now == self.now {
            return 0;
        }
        *self = fresh;
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nudge::MIN;
    use crate::nudge::timeline::{Absence, Doing};

    const IDLE: Doing = Doing::Away(Absence::Idle);
    const ASLEEP: Doing = Doing::Away(Absence::Suspended);

    #[test]
    fn what_is_found_out_counts_as_if_it_had_been_known() {
        let mut late = Ledger::new(0);
        late.turn((0, Doing::Work));
        late.turn((50 * MIN, Doing::Meeting));
        assert_eq!(
            late.correct(&[
                (30 * MIN, ASLEEP),
                (45 * MIN, Doing::Work),
                (50 * MIN, Doing::Meeting)
            ]),
            15 * MIN
        );
        let mut known = Ledger::new(0);
        for turn in [
            (0, Doing::Work),
            (30 * MIN, ASLEEP),
            (45 * MIN, Doing::Work),
            (50 * MIN, Doing::Meeting),
        ] {
            known.turn(turn);
        }
        assert_eq!(late.at(60 * MIN), known.at(60 * MIN));
        assert_eq!(
            late.correct(&[
                (30 * MIN, ASLEEP),
                (45 * MIN, Doing::Work),
                (50 * MIN, Doing::Meeting)
            ]),
            0,
            "known"
        );
    }

    #[test]
    fn a_night_that_is_found_out_in_the_morning_belongs_to_both_days() {
        let mut late = Ledger::new(0);
        late.turn((0, Doing::Work));
        late.new_day(600 * MIN);
        assert_eq!(late.at(700 * MIN).today, 100 * MIN);
        late.correct(&[(60 * MIN, IDLE), (650 * MIN, Doing::Work)]);
        assert_eq!(
            late.at(700 * MIN),
            Tally {
                owed: 50 * MIN,
                unbroken: 50 * MIN,
                since_long: 50 * MIN,
                since_short: 50 * MIN,
                today: 50 * MIN,
                rest: 0
            }
        );
    }

    #[test]
    fn only_the_last_days_are_remembered() {
        let mut ledger = Ledger::new(0);
        for hour in 0..200 {
            ledger.turn((hour * 60 * MIN, if hour % 2 == 0 { Doing::Work } else { IDLE }));
        }
        assert!(ledger.before.len() < 60, "{}", ledger.before.len());
    }
}
