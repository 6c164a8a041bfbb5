//! What the log says about a person's own stretches of work: after how long a break is due ([`Habit::soft_ms`]), and how
//! likely they are to stop by themselves ([`Habit::stop_chance`]); and what their answers say ([`Acceptance`]).
//!
//! The firm limit is nobody's habit: it lies outside of what is learned. Next: [`super::gate`], which uses both.

use super::settings::Nudging;
use super::{HOUR, MIN};

pub use crate::domain::Answer;

/// Only the last so many stretches count.
pub const SPELLS: usize = 200;
/// How many stretches the default is worth beside the person's own.
const PRIOR_SPELLS: f64 = 30.0;
/// Shape of the Weibull distribution of stretches: the urge to stop grows a little with time. `[R]`
const SHAPE: f64 = 1.1;
/// The prior of the rate: as if 20 stretches of a median of 42 minutes had been seen.
const PRIOR_STOPS: f64 = 20.0;
const PRIOR_MEDIAN_MIN: f64 = 42.0;

/// A person's own stretches of work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habit {
    /// How many stretches it knows, at most [`SPELLS`].
    pub n: u32,
    /// The 80th percentile of their lengths, in milliseconds; an hour when there are none.
    pub q80: i64,
    /// Posterior of the rate of stopping: stops, and minutes to the power of the shape.
    stops: f64,
    exposure: f64,
}

impl Default for Habit {
    fn default() -> Habit {
        Habit::of(&[])
    }
}

impl Habit {
    /// Of the lengths of stretches in milliseconds, the latest last; only the last [`SPELLS`] count.
    pub fn of(spells: &[i64]) -> Habit {
        let last = &spells[spells.len().saturating_sub(SPELLS)..];
        let mut sorted = last.to_vec();
        sorted.sort_unstable();
        let q80 = sorted.get((sorted.len() * 4 / 5).min(sorted.len().saturating_sub(1)));
        let minutes = |length: &i64| (*length).max(0) as f64 / MIN as f64;
        Habit {
            n: u32::try_from(last.len()).unwrap_or(u32::MAX),
            q80: q80.copied().unwrap_or(HOUR),
            stops: PRIOR_STOPS + last.len() as f64,
            exposure: PRIOR_STOPS * PRIOR_MEDIAN_MIN.powf(SHAPE) / std::f64::consts::LN_2
                + last.iter().map(|length| minutes(length).powf(SHAPE)).sum::<f64>(),
        }
    }

    /// After how much work a break is due, in milliseconds, to the minute: the person's own 80th percentile, held to the default by
    /// thirty stretches' worth and kept within what is set, then as their answers would have it. `None` when breaks are
    /// never due.
    pub fn soft_ms(&self, accepted: &Acceptance, nudging: &Nudging) -> Option<i64> {
        let usual = f64::from(nudging.rest_after_s?) * 1000.0;
        let (least, most) = nudging.within_s;
        let n = f64::from(self.n);
        let own = (n * self.q80 as f64 + PRIOR_SPELLS * usual) / (n + PRIOR_SPELLS);
        let (least, most) = (f64::from(least) * 1000.0, f64::from(most.max(least)) * 1000.0);
        let answered = accepted.stretched(own.clamp(least, most), usual);
        #[allow(clippy::cast_possible_truncation, reason = "a few hours in minutes")]
        Some((answered / MIN as f64).round() as i64 * MIN)
    }

    /// The chance that somebody who has worked for `unbroken` milliseconds stops within the next ten minutes.
    pub fn stop_chance(&self, unbroken: i64) -> f64 {
        let minutes = unbroken.max(0) as f64 / MIN as f64;
        let rate = self.stops / self.exposure;
        1.0 - (-rate * ((minutes + 10.0).powf(SHAPE) - minutes.powf(SHAPE))).exp()
    }
}

/// How a person's answers have been: a mean in which each weighs less the older it is, as over the last twenty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acceptance {
    /// The share that led to a break, 0 to 1.
    pub rate: f64,
}

/// Where the mean begins: between the two thresholds, so that nothing changes before there are answers.
const NEUTRAL: f64 = 0.4;
const WEIGHT: f64 = 2.0 / 21.0;
/// Below this the nudges come too often for this person, above it they are welcome. `[J]`
const UNWELCOME: f64 = 0.25;
const WELCOME: f64 = 0.6;

impl Default for Acceptance {
    fn default() -> Acceptance {
        Acceptance { rate: NEUTRAL }
    }
}

impl Acceptance {
    /// With one nudge more, which led to a break or did not.
    #[must_use]
    pub fn with(self, accepted: bool) -> Acceptance {
        let one = if accepted { 1.0 } else { 0.0 };
        Acceptance { rate: self.rate + WEIGHT * (one - self.rate) }
    }

    /// Whether nudges mostly lead to nothing.
    pub fn is_unwelcome(&self) -> bool {
        self.rate < UNWELCOME
    }

    /// The interval as the answers would have it: 15 % longer for who doesn't want them, 5 % nearer to `usual` for who
    /// does.
    fn stretched(self, interval: f64, usual: f64) -> f64 {
        match self.rate {
            rate if rate < UNWELCOME => interval * 1.15,
            rate if rate > WELCOME => interval + 0.05 * (usual - interval),
            _ => interval,
        }
    }

    /// The budget as the answers would have it: one less for who doesn't want them, but never none.
    pub fn budget(&self, budget: u8) -> u8 {
        if self.is_unwelcome() { budget.saturating_sub(1).max(budget.min(1)) } else { budget }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soft(habit: &Habit) -> i64 {
        habit.soft_ms(&Acceptance::default(), &Nudging::default()).unwrap() / MIN
    }

    #[test]
    fn the_interval_moves_from_an_hour_to_the_persons_own_within_bounds() {
        assert_eq!(soft(&Habit::default()), 60);
        let of = |minutes: i64, n: usize| Habit::of(&vec![minutes * MIN; n]);
        // (30 * 80 + 30 * 60) / 60
        assert_eq!(soft(&of(80, 30)), 70);
        assert_eq!(soft(&of(10, 200)), 40);
        assert_eq!(soft(&of(300, 200)), 90);
        let mixed: Vec<i64> = (1..=10).map(|n| n * 10 * MIN).collect();
        assert_eq!(Habit::of(&mixed).q80, 90 * MIN, "eight of ten are shorter");
    }

    #[test]
    fn only_the_last_stretches_count() {
        let mut spells = vec![10 * MIN; 1000];
        spells.extend(vec![70 * MIN; SPELLS]);
        assert_eq!(Habit::of(&spells), Habit::of(&[70 * MIN; SPELLS]));
    }

    #[test]
    fn the_chance_of_stopping_follows_the_person() {
        // 1 - exp(-ln 2 * (70^1.1 - 60^1.1) / 42^1.1), by hand.
        assert!((Habit::default().stop_chance(HOUR) - 0.172).abs() < 0.002);
        let restless = Habit::of(&[15 * MIN; SPELLS]);
        let patient = Habit::of(&[150 * MIN; SPELLS]);
        assert!(restless.stop_chance(HOUR) > 0.35 && patient.stop_chance(HOUR) < 0.1);
    }

    #[test]
    fn answers_stretch_the_interval_and_cost_one_of_the_budget_but_never_all() {
        let ignored = (0..20).fold(Acceptance::default(), |so_far, _| so_far.with(false));
        let taken = (0..20).fold(Acceptance::default(), |so_far, _| so_far.with(true));
        let soft = |accepted| Habit::default().soft_ms(&accepted, &Nudging::default()).unwrap();
        assert_eq!(soft(ignored) / MIN, 69);
        assert_eq!(soft(taken) / MIN, 60);
        assert_eq!([4, 1, 0].map(|budget| ignored.budget(budget)), [3, 1, 0]);
        assert_eq!(taken.budget(4), 4);
        assert!(!Acceptance::default().with(false).is_unwelcome(), "one answer is no habit");
    }
}
