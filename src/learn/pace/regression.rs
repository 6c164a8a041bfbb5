//! The regression of the log pace on the estimate's size and the task's type: weighted sums of the past,
//! and the posterior that follows from them in closed form. Knows nothing of spikes and residual shapes.
//!
//! A row is `x = [1, ln(estimate / 1 h), one-hot type]`, so that the precision matrix is an arrowhead: a 2 x 2
//! block, a diagonal for the types, and what joins them. One Schur complement solves it, whatever the number
//! of types; `tests` holds it against the dense textbook solution.

use super::{KEEP, UNTYPED};
use serde::{Deserialize, Serialize};

/// Prior mean of the intercept and of the slope of the log pace; the types' is 0.
pub(in crate::learn) const PRIOR_MEAN: [f64; 2] = [-0.05, -0.15];
/// Prior precisions, in units of the noise's: SD .30, .15, and .30 for a type.
const PRIOR: [f64; 2] = [1.0 / (0.30 * 0.30), 1.0 / (0.15 * 0.15)];
const PRIOR_KIND: f64 = 1.0 / (0.30 * 0.30);
/// Prior of the noise: an inverse gamma of shape 3 around a log SD of .85.
pub(in crate::learn) const SHAPE: f64 = 3.0;
/// The variance around which that is.
pub(in crate::learn) const NOISE: f64 = 0.85 * 0.85;

/// Decayed sums over the tasks that took something else than their estimate.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sums {
    n: f64,
    x: f64,
    xx: f64,
    y: f64,
    xy: f64,
    yy: f64,
    kinds: Vec<KindSums>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct KindSums {
    n: f64,
    x: f64,
    y: f64,
}

impl Sums {
    /// Makes room for `kinds` types.
    pub(super) fn reserve(&mut self, kinds: usize) {
        self.kinds.reserve(kinds);
    }

    /// One task more has passed: all that was counts a little less.
    pub(super) fn decay(&mut self) {
        for sum in [&mut self.n, &mut self.x, &mut self.xx, &mut self.y, &mut self.xy, &mut self.yy]
        {
            *sum *= KEEP;
        }
        for kind in &mut self.kinds {
            kind.n *= KEEP;
            kind.x *= KEEP;
            kind.y *= KEEP;
        }
    }

    /// Adds a task of size `x` (log hours) whose log pace was `y`.
    pub(super) fn add(&mut self, kind: u16, x: f64, y: f64) {
        self.n += 1.0;
        self.x += x;
        self.xx += x * x;
        self.y += y;
        self.xy += x * y;
        self.yy += y * y;
        if kind == UNTYPED {
            return;
        }
        let at = usize::from(kind);
        if self.kinds.len() <= at {
            self.kinds.resize(at + 1, KindSums::default());
        }
        let own = &mut self.kinds[at];
        own.n += 1.0;
        own.x += x;
        own.y += y;
    }
}

/// What is believed of one task's log pace: Student-like around `mean`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// The expected log of actual over estimate.
    pub mean: f64,
    /// Its standard deviation, with what is not known of the coefficients.
    pub scale: f64,
}

/// The posterior: the coefficients, and how sure they are.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// Intercept and slope.
    common: [f64; 2],
    /// Their covariance in units of the noise's: `[11, 12, 22]`.
    cov: [f64; 3],
    kinds: Vec<KindFit>,
    /// The noise variance.
    noise: f64,
}

#[derive(Clone, Copy, Debug)]
struct KindFit {
    /// The type's own deviation.
    offset: f64,
    /// Its precision given the common coefficients.
    precision: f64,
    /// How it leans on the common coefficients.
    lean: [f64; 2],
}

/// A type of which nothing is known.
const STRANGER: KindFit = KindFit { offset: 0.0, precision: PRIOR_KIND, lean: [0.0, 0.0] };

impl Fit {
    /// The posterior given `sums`.
    pub(super) fn of(sums: &Sums) -> Fit {
        let (mut a11, mut a12, mut a22) = (sums.n + PRIOR[0], sums.x, sums.xx + PRIOR[1]);
        let right = [PRIOR[0] * PRIOR_MEAN[0] + sums.y, PRIOR[1] * PRIOR_MEAN[1] + sums.xy];
        let mut reduced = right;
        for kind in &sums.kinds {
            let d = kind.n + PRIOR_KIND;
            a11 -= kind.n * kind.n / d;
            a12 -= kind.n * kind.x / d;
            a22 -= kind.x * kind.x / d;
            reduced[0] -= kind.n * kind.y / d;
            reduced[1] -= kind.x * kind.y / d;
        }
        let det = a11 * a22 - a12 * a12;
        let cov = [a22 / det, -a12 / det, a11 / det];
        let common =
            [cov[0] * reduced[0] + cov[1] * reduced[1], cov[1] * reduced[0] + cov[2] * reduced[1]];
        let mut fitted = common[0] * right[0] + common[1] * right[1];
        let kinds: Vec<KindFit> = sums
            .kinds
            .iter()
            .map(|kind| {
                let d = kind.n + PRIOR_KIND;
                let offset = (kind.y - kind.n * common[0] - kind.x * common[1]) / d;
                fitted += offset * kind.y;
                KindFit { offset, precision: d, lean: [kind.n / d, kind.x / d] }
            })
            .collect();
        let before: f64 = PRIOR.iter().zip(PRIOR_MEAN).map(|(p, m)| p * m * m).sum();
        let left = (sums.yy + before - fitted).max(0.0);
        let noise = (SHAPE * NOISE + left / 2.0) / (SHAPE + sums.n / 2.0);
        Fit { common, cov, kinds, noise }
    }

    /// The noise variance.
    pub(super) fn noise(&self) -> f64 {
        self.noise
    }

    /// One draw from the posterior, as deviations from its mean: of intercept and slope, of each type, and of a
    /// type of which nothing is known. `normal` gives standard normal draws.
    pub(super) fn draw(&self, normal: &mut impl FnMut() -> f64) -> ([f64; 2], Vec<f64>, f64) {
        let sd = self.noise.sqrt();
        let [c11, c12, c22] = self.cov;
        let (first, second) = (normal() * sd, normal() * sd);
        let root = c11.sqrt();
        let rest = (c22 - c12 * c12 / c11).max(0.0).sqrt();
        let common = [root * first, c12 / root * first + rest * second];
        let mut own = |kind: &KindFit| {
            let lean = kind.lean[0] * common[0] + kind.lean[1] * common[1];
            normal() * sd / kind.precision.sqrt() - lean
        };
        let stranger = own(&STRANGER);
        (common, self.kinds.iter().map(own).collect(), stranger)
    }

    /// What is believed of a task of type `kind` and size `x` (log hours).
    pub(super) fn belief(&self, kind: u16, x: f64) -> Belief {
        let mut mean = self.common[0] + self.common[1] * x;
        let mut row = [1.0, x];
        let mut own = 0.0;
        if kind != UNTYPED {
            let kind = self.kinds.get(usize::from(kind)).unwrap_or(&STRANGER);
            mean += kind.offset;
            own = 1.0 / kind.precision;
            row = [1.0 - kind.lean[0], x - kind.lean[1]];
        }
        let [c11, c12, c22] = self.cov;
        let unsure = row[0] * row[0] * c11 + 2.0 * row[0] * row[1] * c12 + row[1] * row[1] * c22;
        Belief { mean, scale: (self.noise * (1.0 + own + unsure)).sqrt() }
    }
}
