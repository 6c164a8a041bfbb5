//! A learned [`Curve`] and what is read off it: points with their bands, weights for the planner, peaks for people.

use super::HALF_HOURS;
use super::features::{WAVES, middle, waves};
use super::posterior::Coefficients;
use super::prior::Window;
use crate::domain::Order;
use crate::learn::cholesky::add_scaled;
use crate::learn::claim::{Claim, EIGHTY_PERCENT};
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

/// How much one standard deviation of focus is worth, as a logarithm. (a judgement)
const WORTH: f64 = 0.25;

/// How many standard deviations a little-known hour is given on trust. In closed-loop simulations .5 beat greedy
/// placement and Thompson sampling, and it is deterministic.
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
    /// The best third of the working hours against the worst third, on weekdays.
    pub claim: Claim,
    /// The best stretches of the working window.
    pub peaks: Vec<Peak>,
    points: [Vec<Point>; 2],
}

/// Ratings below which a curve is what was assumed before it, and not worth showing.
const SHOWN: u32 = 5;

/// How much of an effective session the half hours of a class of day have at least seen where its peaks are worth a
/// word. Weekdays always are.
const SEEN: f64 = 5.0;

impl Curve {
    /// What is known of a half hour (wraps at [`HALF_HOURS`]).
    pub fn point(&self, class: DayClass, half_hour: usize) -> Point {
        self.points[class as usize][half_hour % HALF_HOURS]
    }

    /// How many ratings are missing until it is more than what was assumed before; 0 when it may be shown.
    pub fn missing(&self) -> u32 {
        SHOWN.saturating_sub(self.rated)
    }

    /// Reads everything off the coefficients. `seen`: the effective sessions by class and half hour.
    pub(super) fn read(
        coefficients: &[Coefficients; 2],
        window: Window,
        seen: &[[f64; HALF_HOURS]; 2],
        (sessions, rated): (u32, u32),
    ) -> Curve {
        let points = [0, 1].map(|class| {
            let reading = Reading::new(&coefficients[class], window);
            (0..HALF_HOURS).map(|at| reading.point(at, seen[class][at])).collect()
        });
        let mut curve =
            Curve { sessions, rated, claim: Claim::default(), peaks: Vec::new(), points };
        let weekdays = Reading::new(&coefficients[0], window);
        curve.claim = weekdays.claim(&curve.points[0]);
        for (class, coefficients) in DayClass::ALL.into_iter().zip(coefficients) {
            let points = &curve.points[class as usize];
            let most = window.half_hours().map(|at| points[at].n).fold(0.0, f64::max);
            if class == DayClass::Weekday || most >= SEEN {
                let peaks = Reading::new(coefficients, window).peaks(class, points);
                curve.peaks.extend(peaks);
            }
        }
        curve
    }
}

/// A curve's coefficients with the window that they are read against.
struct Reading<'a> {
    coefficients: &'a Coefficients,
    window: Window,
    average: [f64; WAVES],
}

impl<'a> Reading<'a> {
    fn new(coefficients: &'a Coefficients, window: Window) -> Reading<'a> {
        let half_hours: Vec<usize> = window.half_hours().collect();
        Reading { coefficients, window, average: mean_waves(&half_hours) }
    }

    /// Mean and variance of some half hours against the average of the window.
    fn contrast(&self, half_hours: &[usize], against: &[f64; WAVES]) -> (f64, f64) {
        let mut weights = mean_waves(half_hours);
        add_scaled(&mut weights, -1.0, against);
        self.coefficients.of(&weights)
    }

    fn point(&self, half_hour: usize, n: f64) -> Point {
        let (mean, variance) = self.contrast(&[half_hour], &self.average);
        Point { mean, sd: variance.sqrt(), n }
    }

    /// The best third of the window against its worst third.
    fn claim(&self, points: &[Point]) -> Claim {
        let mut ranked: Vec<usize> = self.window.half_hours().collect();
        ranked.order_by(|&a, &b| points[b].mean.total_cmp(&points[a].mean));
        let third = ranked.len() / 3;
        if third == 0 {
            return Claim::default();
        }
        let worst = mean_waves(&ranked[ranked.len() - third..]);
        let (difference, variance) = self.contrast(&ranked[..third], &worst);
        Claim { difference, sd: variance.sqrt() }
    }

    /// The runs of half hours that belong to the best third, better than average, each of an hour at least.
    fn peaks(&self, class: DayClass, points: &[Point]) -> Vec<Peak> {
        let mut means: Vec<f64> = self.window.half_hours().map(|at| points[at].mean).collect();
        means.sort_by(f64::total_cmp);
        let bar = means[means.len() - (means.len() / 3).max(1)].max(0.0);
        let good: Vec<usize> = self
            .window
            .half_hours()
            .filter(|&at| points[at].mean > 0.0 && points[at].mean >= bar)
            .collect();
        good.chunk_by(|a, b| a + 1 == *b)
            .filter(|run| run.len() >= 2)
            .map(|run| self.peak(class, run))
            .collect()
    }

    fn peak(&self, class: DayClass, run: &[usize]) -> Peak {
        let (mean, variance) = self.contrast(run, &self.average);
        let off = EIGHTY_PERCENT * variance.sqrt();
        let gain = |focus: f64| (WORTH * focus).exp_m1();
        let minute = |half_hour: usize| u16::try_from(half_hour * 30).unwrap_or(0);
        Peak {
            class,
            start_min: minute(run[0]),
            end_min: minute(run[0] + run.len()),
            gain: gain(mean),
            low: gain(mean - off),
            high: gain(mean + off),
        }
    }
}

fn mean_waves(half_hours: &[usize]) -> [f64; WAVES] {
    let mut sum = [0.0; WAVES];
    for &at in half_hours {
        add_scaled(&mut sum, 1.0 / half_hours.len() as f64, &waves(middle(at)));
    }
    sum
}
