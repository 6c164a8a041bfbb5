//! The one break counter. Work adds to it, a meeting adds half, idleness takes back more than it lasts, and a break takes
//! everything. Breaks, the firm limit, the day's sum and the screen's "break in 12m" all read this one.
//!
//! It is a closed form of when the present doing began, so it can be asked about any later moment, and a change that is
//! only noticed afterwards ("idle since 10:04") corrects it. Next: [`super::course`], which acts on it.

use super::timeline::{Absence, Doing};
use super::{HOUR, MIN};

/// Rest shorter than this is part of working. `[J]`
const KEEP: i64 = 2 * MIN;
/// Rest of this length is a break that ends a spell: pauses of up to five minutes lie within natural spells. `[R]`
pub const BREAK: i64 = 5 * MIN;
/// Rest of this length is a micro-break while nothing else is said: the rule of 20-20-20.
const SHORT: i64 = 20_000;
/// A logged break of this length clears the counter. `[J]`
const CLEAR_PAUSE: i64 = 8 * MIN;
/// Rest of this length clears the counter, whatever it was. `[J]`
const CLEAR_REST: i64 = 15 * MIN;
/// Rest of this length is a long break, as for lunch.
const LONG: i64 = 30 * MIN;

/// What the counter says at one moment, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Work since the last break, less what shorter rest has taken back.
    pub owed: i64,
    /// How long the present spell lasts: since the last rest of five minutes, meetings at half.
    pub unbroken: i64,
    /// Work since the last rest of half an hour.
    pub since_long: i64,
    /// Work since the last pause of the length of a micro-break, meetings at half.
    pub since_short: i64,
    /// Work of the day.
    pub today: i64,
    /// How long the present rest lasts; 0 while working.
    pub rest: i64,
}

impl Tally {
    /// How long a break is good for now, in milliseconds: 12 % of the work since the last, five minutes at least, a
    /// quarter of an hour after two hours, half an hour after four hours without a long break. `[J]`; longer breaks
    /// restore more after demanding work (Albulescu 2022).
    pub fn break_ms(&self) -> i64 {
        let least = match self.owed {
            _ if self.since_long >= 4 * HOUR => 30 * MIN,
            owed if owed >= 2 * HOUR => 15 * MIN,
            _ => 5 * MIN,
        };
        (self.owed * 12 / 100).max(least)
    }

    /// The same in seconds, to the minute: as it is said and logged.
    pub fn break_s(&self) -> u32 {
        u32::try_from(self.break_ms() / MIN * 60).unwrap_or(0)
    }
}

/// The counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    doing: Doing,
    /// When the present doing began.
    since: i64,
    /// How it stood when work last turned into rest or rest into work; `rest` as it was at `since`.
    base: Tally,
    /// Logged break within the present rest, up to `since`.
    paused: i64,
    /// How long a micro-break is.
    short: i64,
    /// When the last pause of that length within work was noticed.
    stilled: i64,
}

impl Counter {
    /// A counter of somebody who was away before `at`, in UTC milliseconds.
    pub fn new(at: i64) -> Counter {
        let doing = Doing::Away(Absence::Idle);
        let base = Tally { rest: LONG, ..Tally::default() };
        Counter { doing, since: at, base, paused: 0, short: SHORT, stilled: i64::MIN }
    }

    /// How long a micro-break is from here on, in milliseconds.
    pub(super) fn micro_breaks_take(&mut self, short: i64) {
        self.short = short;
    }

    /// There was a pause of the length of a micro-break within work, up to `at`.
    pub(super) fn stilled(&mut self, at: i64) {
        self.stilled = self.stilled.max(at);
    }

    /// Takes over what another one, of the same time, has heard of pauses.
    pub(super) fn with_pauses_of(self, other: &Counter) -> Counter {
        Counter { stilled: other.stilled, ..self }
    }

    /// What somebody does by the counter's knowledge.
    pub fn doing(&self) -> Doing {
        self.doing
    }

    /// When that began, or its day did when that is later, in UTC milliseconds.
    pub(super) fn since(&self) -> i64 {
        self.since
    }

    /// What it says at `at`, which lies after the last change.
    pub fn at(&self, at: i64) -> Tally {
        let spent = (at - self.since).max(0);
        let Tally { owed, unbroken, since_long, since_short, today, rest } = self.base;
        let works = |share: fn(i64) -> i64| Tally {
            owed: owed + share(spent),
            unbroken: unbroken + share(spent),
            since_long: since_long + spent,
            since_short: if self.stilled > self.since {
                share((at - self.stilled).max(0))
            } else {
                since_short + share(spent)
            },
            today: today + spent,
            rest: 0,
        };
        match self.doing {
            Doing::Work => works(|spent| spent),
            Doing::Meeting => works(|spent| spent / 2),
            Doing::Pause | Doing::Away(_) => {
                let (rest, paused) = (rest + spent, self.paused_at(spent));
                let clear = rest >= CLEAR_REST || paused >= CLEAR_PAUSE;
                // Ten minutes of rest take back 45 of work, as Workrave's default break of 10 after 45 does.
                let credited = if rest >= KEEP { (owed - rest * 9 / 2).max(0) } else { owed };
                Tally {
                    owed: if clear { 0 } else { credited },
                    unbroken: if rest >= BREAK { 0 } else { unbroken + rest },
                    since_long: if rest >= LONG { 0 } else { since_long },
                    since_short: if rest >= self.short { 0 } else { since_short },
                    today,
                    rest,
                }
            }
        }
    }

    fn paused_at(&self, spent: i64) -> i64 {
        self.paused + if self.doing == Doing::Pause { spent } else { 0 }
    }

    /// Somebody does something else since `since`. What was counted after that moment is taken back, as far as the last
    /// change.
    pub fn turn(&mut self, since: i64, doing: Doing) {
        let since = since.max(self.since);
        if doing == self.doing {
            return;
        }
        let (was_work, is_work) = (self.doing.is_work(), doing.is_work());
        let then = self.at(since);
        self.paused = if was_work || is_work { 0 } else { self.paused_at(since - self.since) };
        self.base = match (was_work, is_work) {
            // The rest goes on: what it takes back is counted from where it began.
            (false, false) => Tally { rest: then.rest, ..self.base },
            _ => Tally { rest: 0, ..then },
        };
        (self.doing, self.since) = (doing, since);
    }

    /// A new day begins.
    pub fn new_day(&mut self, at: i64) {
        let spent = (at - self.since).max(0);
        if self.doing.is_work() {
            self.base = self.at(at);
        } else {
            self.paused = self.paused_at(spent);
            self.base.rest += spent;
        }
        self.since = self.since.max(at);
        self.base.today = 0;
    }

    /// When rest that lasts now began, in UTC milliseconds.
    pub fn resting_since(&self) -> Option<i64> {
        (!self.doing.is_work()).then(|| self.since - self.base.rest)
    }

    /// The moments after `at` at which rest that goes on changes what the counter says.
    pub fn rest_ahead(&self, at: i64) -> impl Iterator<Item = i64> {
        let steps = [KEEP, KEEP + MIN, BREAK, CLEAR_PAUSE, CLEAR_REST, LONG];
        let began = self.resting_since();
        steps
            .into_iter()
            .filter_map(move |step| began.map(|began| began + step))
            .filter(move |t| *t > at)
    }

    /// When what `read` reads will have grown to `goal` if everything goes on as now; `None` during rest, or when it has.
    pub fn reaches(&self, at: i64, goal: i64, read: fn(&Tally) -> i64) -> Option<i64> {
        if !self.doing.is_work() {
            return None;
        }
        let missing = goal - read(&self.at(at));
        // A meeting counts half for some of them; the moment is then looked at twice, which costs nothing.
        let halved = read(&self.at(at + HOUR)) - read(&self.at(at)) < HOUR;
        (missing > 0).then(|| {
            let reached = at + if halved { missing * 2 } else { missing };
            // Half of an odd number of milliseconds is rounded down.
            if read(&self.at(reached - 1)) >= goal { reached - 1 } else { reached }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: Doing = Doing::Away(Absence::Idle);

    /// Runs through minutes of doings and says what is owed then, in minutes.
    fn owed(doings: &[(i64, Doing)]) -> i64 {
        let mut counter = Counter::new(0);
        let mut at = 0;
        for (minutes, doing) in doings {
            counter.turn(at, *doing);
            at += minutes * MIN;
        }
        counter.at(at).owed / MIN
    }

    #[test]
    fn shorter_rest_counts_backwards_and_a_break_takes_everything() {
        assert_eq!(owed(&[(60, Doing::Work), (1, IDLE)]), 60);
        assert_eq!(owed(&[(60, Doing::Work), (4, IDLE)]), 60 - 18);
        assert_eq!(owed(&[(60, Doing::Work), (10, IDLE)]), 60 - 45);
        assert_eq!(owed(&[(120, Doing::Work), (14, IDLE)]), 120 - 63);
        assert_eq!(owed(&[(120, Doing::Work), (15, IDLE)]), 0);
        assert_eq!(owed(&[(120, Doing::Work), (8, Doing::Pause)]), 0);
        assert_eq!(owed(&[(120, Doing::Work), (7, Doing::Pause)]), 120 - 31 - 1);
        assert_eq!(owed(&[(60, Doing::Work), (4, IDLE), (10, Doing::Work)]), 52);
    }

    #[test]
    fn a_rest_of_several_kinds_is_one_rest() {
        let locked = Doing::Away(Absence::Locked);
        assert_eq!(owed(&[(100, Doing::Work), (5, IDLE), (5, locked)]), 100 - 45);
        assert_eq!(owed(&[(100, Doing::Work), (5, Doing::Pause), (1, IDLE), (3, Doing::Pause)]), 0);
    }

    #[test]
    fn a_meeting_counts_half() {
        assert_eq!(owed(&[(30, Doing::Work), (60, Doing::Meeting)]), 60);
    }

    #[test]
    fn idleness_that_is_noticed_late_is_as_if_it_had_been_noticed_at_once() {
        let mut counter = Counter::new(0);
        counter.turn(0, Doing::Work);
        assert_eq!(counter.at(50 * MIN).owed, 50 * MIN);
        counter.turn(46 * MIN, IDLE);
        assert_eq!(counter.at(50 * MIN).owed, 46 * MIN - 18 * MIN);
        assert_eq!(counter.at(50 * MIN).today, 46 * MIN);
    }

    #[test]
    fn it_foretells_when_it_gets_there() {
        let mut counter = Counter::new(0);
        counter.turn(0, Doing::Work);
        assert_eq!(counter.reaches(10 * MIN, HOUR, |tally| tally.owed), Some(HOUR));
        counter.turn(20 * MIN, Doing::Meeting);
        assert_eq!(counter.reaches(20 * MIN, HOUR, |tally| tally.owed), Some(100 * MIN));
        assert_eq!(counter.reaches(20 * MIN, HOUR, |tally| tally.today), Some(HOUR));
        counter.turn(30 * MIN, IDLE);
        assert_eq!(counter.reaches(30 * MIN, HOUR, |tally| tally.owed), None);
    }
}
