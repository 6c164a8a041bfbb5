//! How well the curves would have predicted the person's own past: at twenty points in time the hours are learned from
//! what lay before, and the rated sessions up to the next point are predicted. The plain averages predict the same
//! sessions, so that nobody has to take our word for it.
//!
//! The pace has its own in [`super::pace::backtest()`]; [`look_back`] is both.

use super::claim::EIGHTY_PERCENT;
use super::hours::{self, DayClass, Hours, Prior};
use super::observation::Observation;
use super::observe::{Evidence, working_window};
use super::pace::{self, Finished, PaceBacktest};
use super::profile::{Habits, Verdict};
use crate::domain::Order;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Refits over the log.
const CUTS: usize = 20;
/// Rated sessions before anything is predicted.
const WARM_UP: u32 = 15;
/// Predicted sessions below which no verdict is given. (a judgement)
const ENOUGH: u32 = 40;
/// Rated sessions from which on there is a verdict.
pub const NEEDED: u32 = WARM_UP + ENOUGH;
/// An average of fewer ratings than this leans on the average of all. (a judgement)
const PULL: f64 = 5.0;

/// Sessions beyond this many are not looked back at: a curve has forgotten them.
const MOST_SESSIONS: usize = 6_000;
/// Finished tasks beyond this many are not looked back at.
const MOST_TASKS: usize = 2_000;

/// Tasks that are looked at in one step.
const BLOCK: usize = 100;

/// What a look back at the past has found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LookBack {
    /// How the curves have done.
    pub hours: HoursBacktest,
    /// How the estimates have done.
    pub pace: PaceBacktest,
}

/// How far a look back has come: of how many rated sessions and finished tasks it has seen how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Those it has seen.
    pub done: usize,
    /// All that it will see.
    pub all: usize,
}

/// A look back in steps, so that who waits for it can be told how far it is and may give up.
#[derive(Debug)]
pub struct Past<'a> {
    hours: Refits<'a>,
    tasks: &'a [Finished],
    pace: pace::Backtest,
    seen: usize,
}

impl<'a> Past<'a> {
    /// The newest part of the past.
    pub fn new(evidence: &'a Evidence, habits: &Habits) -> Past<'a> {
        let prior = habits.prior(working_window(habits.window, &evidence.exposure));
        let sessions = last(&evidence.observations, MOST_SESSIONS);
        Past {
            hours: Refits::new(sessions, evidence.kinds.len(), prior),
            tasks: last(&evidence.finished, MOST_TASKS),
            pace: pace::Backtest::default(),
            seen: 0,
        }
    }

    /// Looks at a little more of it; `None` when there is nothing more to look at.
    pub fn step(&mut self) -> Option<Progress> {
        if !self.hours.step() {
            let more = self.tasks.get(self.seen..).filter(|more| !more.is_empty())?;
            let block = &more[..more.len().min(BLOCK)];
            for task in block {
                self.pace.take(task);
            }
            self.seen += block.len();
        }
        let (done, all) = self.hours.progress();
        Some(Progress { done: done + self.seen, all: all + self.tasks.len() })
    }

    /// What was found so far.
    pub fn finish(self) -> LookBack {
        LookBack { hours: self.hours.run.finish(), pace: self.pace.finish() }
    }
}

/// Holds curves and pace against the newest part of the past.
pub fn look_back(evidence: &Evidence, habits: &Habits) -> LookBack {
    let mut past = Past::new(evidence, habits);
    while past.step().is_some() {}
    past.finish()
}

fn last<T>(all: &[T], most: usize) -> &[T] {
    &all[all.len().saturating_sub(most)..]
}

/// Squared errors of one way to predict, against those of the person's running average.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    squares: f64,
    plain: f64,
}

impl Errors {
    fn add(&mut self, actual: f64, said: f64, plain: f64) {
        self.squares += (actual - said).powi(2);
        self.plain += (actual - plain).powi(2);
    }

    /// The share of the variance that was predicted; negative when the running average does better.
    pub fn r2(&self) -> f64 {
        if self.plain > 0.0 { 1.0 - self.squares / self.plain } else { 0.0 }
    }
}

/// What became of the predictions of rated sessions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HoursBacktest {
    /// Rated sessions that were predicted.
    pub predicted: u32,
    /// The curves.
    pub curve: Errors,
    /// The plain average of the type.
    pub kind: Errors,
    /// The plain average of the type at that hour.
    pub kind_hour: Errors,
    /// How many of the 80 % intervals held the rating.
    pub covered: u32,
    /// The correlation of prediction and rating.
    pub correlation: f64,
    /// How much better the third of sessions was rated that the curves thought best than the third that they thought
    /// worst, in the person's standard deviations, against their type's average.
    pub uplift: f64,
    /// Prediction and rating of each session, in order of time: for a picture.
    pub pairs: Vec<(f64, u8)>,
}

impl HoursBacktest {
    /// The share of the 80 % intervals that held the rating; `None` before there are any.
    pub fn coverage(&self) -> Option<f64> {
        (self.predicted > 0).then(|| f64::from(self.covered) / f64::from(self.predicted))
    }

    /// What that comes to.
    pub fn verdict(&self, as_of: NaiveDate) -> Verdict {
        let hours_hold = (self.predicted >= ENOUGH).then(|| self.curve.r2() > self.kind.r2());
        Verdict { as_of, predicted: self.predicted, hours_hold }
    }
}

/// Predicts the rated ones of `observations` (by start) from those before them.
pub fn backtest(observations: &[Observation], kinds: usize, prior: &Prior) -> HoursBacktest {
    let mut refits = Refits::new(observations, kinds, *prior);
    while refits.step() {}
    refits.run.finish()
}

/// The refits over the log, one after the other.
#[derive(Debug)]
struct Refits<'a> {
    observations: &'a [Observation],
    /// Where the rated ones are.
    rated: Vec<usize>,
    kinds: usize,
    prior: Prior,
    /// The next of the rated ones to be predicted.
    next: usize,
    run: Run,
}

impl<'a> Refits<'a> {
    fn new(observations: &'a [Observation], kinds: usize, prior: Prior) -> Refits<'a> {
        let is_rated = |at: &usize| observations[*at].focus.is_some();
        let rated = (0..observations.len()).filter(is_rated).collect();
        Refits { observations, rated, kinds, prior, next: WARM_UP as usize, run: Run::default() }
    }

    /// How many are predicted, of how many.
    fn progress(&self) -> (usize, usize) {
        let all = self.rated.len().saturating_sub(WARM_UP as usize);
        (self.next.saturating_sub(WARM_UP as usize).min(all), all)
    }

    /// Learns once, and predicts up to the next time; `false` when none are left.
    fn step(&mut self) -> bool {
        let Some(first) = self.rated.get(self.next) else { return false };
        let before = &self.observations[..*first];
        let end = (self.next + self.progress().1.div_ceil(CUTS).max(1)).min(self.rated.len());
        let block = self.rated[self.next..end].iter().map(|at| &self.observations[*at]);
        self.run.block(before, block, self.kinds, &self.prior);
        self.next = end;
        true
    }
}

#[derive(Debug, Default)]
struct Run {
    found: HoursBacktest,
    /// What the curve said and what it was, each against the type's average in standard deviations.
    effects: Vec<(f64, f64)>,
}

impl Run {
    fn block<'a>(
        &mut self,
        before: &[Observation],
        block: impl Iterator<Item = &'a Observation>,
        kinds: usize,
        prior: &Prior,
    ) {
        let Some(last) = before.last() else { return };
        let as_of = last.day.checked_add_days(Days::new(1)).unwrap_or(last.day);
        let hours = hours::fit(before, kinds, prior, as_of);
        let known = Known::of(before, &hours);
        for seen in block {
            let Some(rating) = seen.focus else { continue };
            self.score(seen, rating, &known, &hours);
        }
    }

    fn score(&mut self, seen: &Observation, rating: u8, known: &Known, hours: &Hours) {
        let actual = f64::from(rating);
        let plain = known.all.mean(None);
        let kind = known.kind(seen.kind);
        let effect = hours.point(seen.kind, class(seen), half_hour(seen));
        let said = known.level(seen.kind) + known.sd * effect.mean;
        let spread = (known.noise + (known.sd * effect.sd).powi(2)).sqrt();
        let found = &mut self.found;
        found.predicted += 1;
        found.curve.add(actual, said, plain);
        found.kind.add(actual, kind, plain);
        found.kind_hour.add(actual, known.kind_hour(seen), plain);
        found.covered += u32::from((actual - said).abs() <= EIGHTY_PERCENT * spread);
        found.pairs.push((said, rating));
        self.effects.push((effect.mean, (actual - kind) / known.sd));
    }

    fn finish(mut self) -> HoursBacktest {
        let pairs: Vec<(f64, f64)> =
            self.found.pairs.iter().map(|(said, rating)| (*said, f64::from(*rating))).collect();
        self.found.correlation = correlation(&pairs);
        self.effects.order_by(|a, b| a.0.total_cmp(&b.0));
        let third = self.effects.len() / 3;
        let mean = |part: &[(f64, f64)]| {
            part.iter().map(|(_, was)| was).sum::<f64>() / part.len().max(1) as f64
        };
        let (worst, best) = (&self.effects[..third], &self.effects[self.effects.len() - third..]);
        self.found.uplift = mean(best) - mean(worst);
        self.found
    }
}

/// A running average that leans on a more general one.
#[derive(Clone, Copy, Debug, Default)]
struct Average {
    n: f64,
    sum: f64,
}

impl Average {
    fn add(&mut self, value: f64) {
        self.n += 1.0;
        self.sum += value;
    }

    fn mean(&self, general: Option<f64>) -> f64 {
        let (pull, general) = general.map_or((0.0, 0.0), |general| (PULL, general));
        if self.n + pull > 0.0 { (self.sum + pull * general) / (self.n + pull) } else { 3.0 }
    }
}

/// What was known before a cut.
struct Known {
    all: Average,
    kinds: HashMap<u16, Average>,
    /// The ratings of each type without what the curve says of their hours.
    levels: HashMap<u16, Average>,
    cells: HashMap<(u16, usize), Average>,
    /// The standard deviation of the ratings.
    sd: f64,
    /// The variance of the ratings around the curve.
    noise: f64,
}

impl Known {
    fn of(before: &[Observation], hours: &Hours) -> Known {
        let rated = || before.iter().filter_map(|seen| Some((seen, f64::from(seen.focus?))));
        let mut known = Known {
            all: Average::default(),
            kinds: HashMap::new(),
            levels: HashMap::new(),
            cells: HashMap::new(),
            sd: 1.0,
            noise: 1.0,
        };
        rated().for_each(|(_, rating)| known.all.add(rating));
        let mean = known.all.mean(None);
        // Ten ratings' worth of a standard deviation of 1, as in the outcome.
        let squares: f64 = rated().map(|(_, rating)| (rating - mean).powi(2)).sum();
        known.sd = ((squares + 10.0) / (known.all.n + 10.0)).sqrt();
        for (seen, rating) in rated() {
            let effect = hours.point(seen.kind, class(seen), half_hour(seen)).mean;
            known.kinds.entry(seen.kind).or_default().add(rating);
            known.levels.entry(seen.kind).or_default().add(rating - known.sd * effect);
            known.cells.entry((seen.kind, half_hour(seen) / 2)).or_default().add(rating);
        }
        let off = |(seen, rating): (&Observation, f64)| {
            let effect = hours.point(seen.kind, class(seen), half_hour(seen)).mean;
            (rating - known.level(seen.kind) - known.sd * effect).powi(2)
        };
        known.noise =
            (rated().map(off).sum::<f64>() + 10.0 * known.sd.powi(2)) / (known.all.n + 10.0);
        known
    }

    fn kind(&self, kind: u16) -> f64 {
        self.kinds.get(&kind).copied().unwrap_or_default().mean(Some(self.all.mean(None)))
    }

    fn level(&self, kind: u16) -> f64 {
        self.levels.get(&kind).copied().unwrap_or_default().mean(Some(self.all.mean(None)))
    }

    fn kind_hour(&self, seen: &Observation) -> f64 {
        let cell = self.cells.get(&(seen.kind, half_hour(seen) / 2)).filter(|cell| cell.n > 0.0);
        cell.map_or_else(|| self.kind(seen.kind), |cell| cell.mean(None))
    }
}

fn class(seen: &Observation) -> DayClass {
    if seen.weekend { DayClass::Weekend } else { DayClass::Weekday }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an hour of the day")]
fn half_hour(seen: &Observation) -> usize {
    (seen.hour * 2.0).clamp(0.0, 47.0) as usize
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len().max(1) as f64;
    let (a, b) = pairs.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / n, b + y / n));
    let sum = |of: fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - a, y - b)).sum::<f64>();
    let (xy, xx, yy) = (sum(|x, y| x * y), sum(|x, _| x * x), sum(|_, y| y * y));
    if xx > 0.0 && yy > 0.0 { xy / (xx * yy).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SessionId;
    use crate::learn::observation;

    fn rated(day: u64, hour: f64, focus: u8) -> Observation {
        let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        Observation {
            session: SessionId(uuid::Uuid::from_u128(u128::from(day))),
            day: first.checked_add_days(Days::new(day)).unwrap(),
            ..observation::test::rated(hour, focus)
        }
    }

    #[test]
    fn few_ratings_are_no_ground_for_a_verdict() {
        let log: Vec<Observation> = (0..30).map(|day| rated(day, 10.0, 4)).collect();
        let found = backtest(&log, 1, &Prior::default());
        assert_eq!(found.predicted, 15);
        assert_eq!(found.verdict(log[0].day).hours_hold, None);
        assert_eq!(backtest(&[], 0, &Prior::default()), HoursBacktest::default());
    }

    #[test]
    fn the_plain_averages_are_those_of_what_lay_before() {
        let log: Vec<Observation> =
            (0..16).map(|day| rated(day, 10.0, 2 + (day % 2) as u8)).collect();
        let found = backtest(&log, 1, &Prior::default());
        // Seven threes and eight twos, then a three: the mean of all is 37/15, of the type the same.
        assert!((found.kind.squares - (3.0_f64 - 37.0 / 15.0).powi(2)).abs() < 1e-9);
        assert!((found.kind.r2()).abs() < 1e-9);
    }

    #[test]
    fn a_correlation_by_hand() {
        let pairs = [(1.0, 2.0), (2.0, 1.0), (3.0, 3.0)];
        assert!((correlation(&pairs) - 0.5).abs() < 1e-12);
        assert!(correlation(&[(1.0, 2.0), (1.0, 3.0)]).abs() < 1e-12);
    }
}
