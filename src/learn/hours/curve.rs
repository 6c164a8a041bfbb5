//! A learned [`Curve`] and what is read off it: points with their bands, weights for the planner, peaks for people.

use super::HALF_HOURS;
use super::prior::{Prior, shape};
use crate::learn::claim::Claim;
use serde::{Deserialize, Serialize};

/// The two kinds of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayClass {
    /// A working day.
    Weekday,
    /// A day off.
    Weekend,
}

impl DayClass {
    /// Both.
    pub const ALL: [DayClass; 2] = [DayClass::Weekday, DayClass::Weekend];

    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            DayClass::Weekday => "weekday",
            DayClass::Weekend => "weekend",
        }
    }
}

/// What is known of one half hour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// How much better than the type's own average over the working window, in standard deviations of the focus.
    pub mean: f64,
    /// The standard deviation of that.
    pub sd: f64,
    /// The effective number of sessions behind it: those near this hour, old ones counting less.
    pub n: f64,
}

/// Half of an 80 % interval of a normal distribution, in standard deviations.
const EIGHTY_PERCENT: f64 = 1.281_55;

/// How much one standard deviation of focus is worth, as a logarithm. [J]
const WORTH: f64 = 0.25;

/// How many standard deviations a little-known hour is given on trust. In closed-loop simulations .5 beat greedy
/// placement and Thompson sampling, and it is deterministic. [S]
const TRUST: f64 = 0.5;

impl Point {
    /// The lower end of the 80 % interval of the mean.
    pub fn low(&self) -> f64 {
        self.mean - EIGHTY_PERCENT * self.sd
    }

    /// The upper end of the 80 % interval of the mean.
    pub fn high(&self) -> f64 {
        self.mean + EIGHTY_PERCENT * self.sd
    }

    /// How much this half hour counts, 0.70 to 1.35; 1 is the type's average.
    pub fn weight(&self) -> f64 {
        worth(self.mean)
    }

    /// The same with the bonus for what is little known.
    pub fn explore_weight(&self) -> f64 {
        worth(self.mean + TRUST * self.sd)
    }
}

fn worth(focus: f64) -> f64 {
    (WORTH * focus).exp().clamp(0.70, 1.35)
}

/// A stretch of the working window in which a kind of work goes best.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peak {
    /// On which days.
    pub class: DayClass,
    /// Its first minute of the day.
    pub start_min: u16,
    /// The minute of the day after its last; at most 1440.
    pub end_min: u16,
    /// The expected gain against the type's average hour, as a share: `exp(0.25 * mean) - 1`, 0.05 is 5 %.
    pub gain: f64,
    /// The lower end of its 80 % interval.
    pub low: f64,
    /// The upper end of its 80 % interval.
    pub high: f64,
}

/// What was learned of one kind of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// How many sessions it rests on.
    pub sessions: u32,
    /// How many of them were rated.
    pub rated: u32,
    /// Best against worst hours.
    pub claim: Claim,
    /// The best stretches of the working window.
    pub peaks: Vec<Peak>,
    points: [Vec<Point>; 2],
}

impl Curve {
    /// What is known of a half hour (wraps at [`HALF_HOURS`]).
    pub fn point(&self, class: DayClass, half_hour: usize) -> Point {
        self.points[class as usize][half_hour % HALF_HOURS]
    }

    /// The population's curve.
    pub(super) fn of_prior(prior: &Prior) -> Curve {
        let window = prior.window;
        let raw: Vec<f64> = (0..HALF_HOURS)
            .map(|at| 0.18 * shape(at as f64 / 2.0 + 0.25 - prior.shift_h))
            .collect();
        let mean = window.half_hours().map(|at| raw[at]).sum::<f64>() / window.count() as f64;
        let points: Vec<Point> =
            raw.iter().map(|value| Point { mean: value - mean, sd: 0.4, n: 0.0 }).collect();
        Curve {
            sessions: 0,
            rated: 0,
            claim: Claim::default(),
            peaks: Vec::new(),
            points: [points.clone(), points],
        }
    }
}
