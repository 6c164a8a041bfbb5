//! At which hours does this kind of work go well? [`fit()`] answers with a curve over the 48 half hours for every task
//! type and class of day, with its uncertainty. What the curves say in words is `claim`'s and the screens' business,
//! where work goes because of them the planner's.
//!
//! Conventions: a curve is in standard deviations of the person's own focus ratings (of sessions that hour, type and
//! circumstances don't tell apart), relative to the type's own average over the working window; an uncertainty is that
//! of this *contrast*. A half hour is named by its index: 0 is 00:00-00:30.

mod curve;
mod features;
mod lessons;
mod moments;
mod posterior;
mod prior;

pub use curve::{Curve, DayClass, Peak, Point};
pub use prior::{Prior, Window};

use crate::learn::claim::Claim;
use crate::learn::observation::Observation;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The half hours of a day.
pub const HALF_HOURS: usize = 48;

/// The learned hours of one person. Total: a kind that the fit was not given has the curve of sessions of no kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hours {
    window: Window,
    kinds: Vec<Curve>,
    overall: Curve,
    other: Curve,
}

/// Learns the hours from `observations` (in any order; those of kinds from `kinds` on are of no kind), as they stand on
/// the day `as_of`: later observations do not count, older ones count less. Finite for any input.
pub fn fit(observations: &[Observation], kinds: usize, prior: &Prior, as_of: NaiveDate) -> Hours {
    lessons::Lessons::of(observations, kinds, as_of).hours(prior)
}

impl Hours {
    /// The curve of a kind; for one that the fit was not given, that of sessions of no kind.
    pub fn curve(&self, kind: u16) -> &Curve {
        self.kinds.get(usize::from(kind)).unwrap_or(&self.other)
    }

    /// The curve of all kinds together, each with its share of the evidence.
    pub fn overall(&self) -> &Curve {
        &self.overall
    }

    /// How many kinds the fit was given.
    pub fn kinds(&self) -> usize {
        self.kinds.len()
    }

    /// The working window that the curves are relative to.
    pub fn window(&self) -> Window {
        self.window
    }

    /// What is known of a half hour (below [`HALF_HOURS`]; wraps).
    pub fn point(&self, kind: u16, class: DayClass, half_hour: usize) -> Point {
        self.curve(kind).point(class, half_hour)
    }

    /// How much a slot counts for this kind, 0.70 to 1.35: what the screen shows.
    pub fn weight(&self, kind: u16, class: DayClass, half_hour: usize) -> f64 {
        self.point(kind, class, half_hour).weight()
    }

    /// The same with the bonus for hours that are little known: what the planner uses, so that it tries them out.
    pub fn explore_weight(&self, kind: u16, class: DayClass, half_hour: usize) -> f64 {
        self.point(kind, class, half_hour).explore_weight()
    }

    /// How well it is known that some hours of the working window are better for this kind than others.
    pub fn claim(&self, kind: u16) -> Claim {
        self.curve(kind).claim
    }

    /// The stretches of the working window in which this kind goes best, in order of time; weekdays first.
    pub fn peaks(&self, kind: u16) -> &[Peak] {
        &self.curve(kind).peaks
    }
}

/// The regret budget of exploration: whether a plan that tries out little-known hours gives up too much. Both values
/// are those of [`Hours::weight`], without bonus: `explored` of the plan made with the bonus, `greedy` of the one made
/// without it. (a judgement)
pub fn exploration_too_dear(explored: f64, greedy: f64) -> bool {
    explored < greedy * (1.0 - 0.03)
}

#[cfg(test)]
mod tests;
