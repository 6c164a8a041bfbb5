//! The posterior of the curves: exact for every prior on a small grid, then averaged over the grid by how well each
//! predicted the log (its evidence). An average of curves that disagree is uncertain for it: the variance between
//! them is part of the result.

use super::features::{
    LEVELLED, Spread, WAVES, circumstance_means, curve_variances, prior_variances, shape_waves,
    slope,
};
use super::moments::{DAY_SD, Moments, WEEKEND_AT, kind_at};
use super::prior::Prior;
use crate::learn::cholesky::{Lower, add_scaled, dot};
use crate::learn::outcome::Score;

/// The curve spreads that are tried, from "hours hardly matter" to "hours decide", each twice the last. Type-II maximum
/// likelihood over 30-167 people and six outcomes of real logs: common 0.00-0.24, by type 0.04-0.15. Half of them are
/// for those people, half for people unlike them.
pub(super) const SPREADS: [Spread; 4] = [
    Spread { common: 0.10, kind: 0.08 },
    Spread { common: 0.20, kind: 0.15 },
    Spread { common: 0.40, kind: 0.30 },
    Spread { common: 0.80, kind: 0.60 },
];

/// Shifts of the population's day that are tried, in hours.
const SHIFTS: [f64; 6] = [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
/// How pronounced the population's day is taken to be, in standard deviations; each has half of
/// [`SHAPED`]. In real logs population curves stay within about 0.15.
const AMPLITUDES: [f64; 2] = [0.15, 0.35];
/// The probability that the population's day has anything to do with this person. (a judgement)
const SHAPED: f64 = 0.7;

/// A curve whose posterior is asked for: the common one plus a mixture of the kinds' own.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// (kind, share).
    pub(super) kinds: Vec<(usize, f64)>,
    /// Whether the own part of a kind that the log does not know comes on top.
    pub(super) unseen: bool,
}

/// A curve's coefficients: mean and covariance.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Coefficients {
    pub(super) mean: [f64; WAVES],
    pub(super) covariance: [[f64; WAVES]; WAVES],
}

impl Coefficients {
    const ZERO: Coefficients =
        Coefficients { mean: [0.0; WAVES], covariance: [[0.0; WAVES]; WAVES] };

    /// Mean and variance of what `weights` make of the coefficients.
    pub(super) fn of(&self, weights: &[f64; WAVES]) -> (f64, f64) {
        let variance: f64 =
            weights.iter().zip(&self.covariance).map(|(w, row)| w * dot(row, weights)).sum();
        (dot(&self.mean, weights), variance.max(0.0))
    }
}

/// A prior mean of the common curve: the population's day, shifted and scaled.
struct Mean {
    ln_prior: f64,
    shift: usize,
    amplitude: f64,
}

/// The means that are tried. Their probabilities add up to 1.
fn means(prior: &Prior) -> Vec<Mean> {
    let away = |shift: f64| -0.5 * ((shift - prior.shift_h) / prior.shift_sd.max(0.1)).powi(2);
    let total: f64 = SHIFTS.iter().map(|&shift| away(shift).exp()).sum();
    let flat = Mean { ln_prior: (1.0 - SHAPED).ln(), shift: 0, amplitude: 0.0 };
    let share = SHAPED / AMPLITUDES.len() as f64 / total;
    let shaped = SHIFTS.iter().enumerate().flat_map(|(at, &shift)| {
        AMPLITUDES.map(|amplitude| Mean {
            ln_prior: share.ln() + away(shift),
            shift: at,
            amplitude,
        })
    });
    std::iter::once(flat).chain(shaped).collect()
}

/// With how many half sessions' weight the variances of `outcome` are trusted: the person's own noise is a factor of
/// all variances with an inverse gamma prior of mean near 1. (a judgement)
const NOISE_TRUST: f64 = 10.0;

/// The variance of rated sessions that hour, type and circumstances don't tell apart. Its root is the unit of the
/// curves: differences between groups are measured by the spread within them (Cohen's d), so that a person whose hours
/// matter much is not measured by a spread that is wide for this very reason.
const ALIKE: f64 = Score::RATED_VARIANCE + DAY_SD * DAY_SD;

/// How fast good hours wander: by so many square hours for every day that the evidence is old on average. They are
/// taken to have moved by an hour when it is as old as the long memory lets it become, 180 / ln 2 days. (a judgement)
/// Simulated people whose hours wander by 0.03 h a day, and jump by 1.5 h in three of ten lives, are held by the 80 %
/// bands in 71-80 % of the cases after 600 sessions without it, in 76-83 % with it.
pub(super) const WANDER_H2: f64 = std::f64::consts::LN_2 / 180.0;

/// A spread weighing less than this share is not read off.
const LEAST_SHARE: f64 = 1e-4;

/// One way of remembering the log, and how much it is trusted.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    pub(super) moments: Moments,
    /// The mean age of its sessions, in days.
    pub(super) age_d: f64,
    /// Up to a constant that all memories share.
    pub(super) ln_weight: f64,
}

/// The log's part of the equations, assembled once for all spreads.
struct Equations<'a> {
    moments: &'a Moments,
    kinds: usize,
    /// The columns that take part.
    columns: Vec<usize>,
    precision: Lower,
    xy: Vec<f64>,
}

/// The equations solved under one spread, for every prior mean: the same covariance, means that are sums of few
/// vectors. Vectors are those of the triangular system; the inverse factor's transpose makes coefficients of them.
struct Solved {
    spread: Spread,
    factor: Lower,
    /// Without a population's day, and what each shift of it adds.
    base: Vec<f64>,
    shifted: Vec<Vec<f64>>,
    /// By mean: the logarithm of its evidence times its probability, and the factor of all variances.
    ln_weights: Vec<f64>,
    noise: Vec<f64>,
}

impl<'a> Equations<'a> {
    /// Of all columns.
    fn whole(moments: &'a Moments, kinds: usize) -> Equations<'a> {
        let (precision, xy) = (moments.precision(), moments.xy());
        Equations { moments, kinds, columns: (0..xy.len()).collect(), precision, xy }
    }

    /// Without the kinds' own curves, which leaves few columns: enough to tell memories apart.
    fn coarse(moments: &'a Moments, kinds: usize) -> Equations<'a> {
        let (whole, xy) = (moments.precision(), moments.xy());
        let columns: Vec<usize> = (0..kind_at(0)).chain((0..kinds).map(kind_at)).collect();
        let mut precision = Lower::zero(columns.len());
        for (at, &from) in columns.iter().enumerate() {
            for (cell, &column) in precision.row_mut(at).iter_mut().zip(&columns) {
                *cell = whole.row(from)[column];
            }
        }
        let xy = columns.iter().map(|&column| xy[column]).collect();
        Equations { moments, kinds, columns, precision, xy }
    }

    fn solve(&self, spread: Spread, means: &[Mean]) -> Option<Solved> {
        let all = prior_variances(spread, self.kinds);
        let variances: Vec<f64> = self.columns.iter().map(|&column| all[column]).collect();
        let mut precision = self.precision.clone();
        let mut ln_determinant = self.moments.ln_days;
        for (at, variance) in variances.iter().enumerate() {
            precision.row_mut(at)[at] += 1.0 / variance;
            ln_determinant += 0.5 * variance.ln();
        }
        let factor = precision.factored()?;
        ln_determinant += factor.ln_determinant();

        let (mut xy, mut square) = (self.xy.clone(), self.moments.yy);
        for (at, mean) in (LEVELLED..).zip(circumstance_means()) {
            xy[at] += mean / variances[at];
            square += mean * mean / variances[at];
        }
        let base = factor.solved(xy);
        let mut solved = Solved {
            spread,
            factor,
            base,
            shifted: Vec::new(),
            ln_weights: Vec::new(),
            noise: Vec::new(),
        };
        let squares = solved.shift(&variances);
        for mean in means {
            let (known, a) = (&solved.shifted[mean.shift], mean.amplitude);
            let base = &solved.base;
            let explained =
                dot(base, base) + 2.0 * a * dot(base, known) + a * a * dot(known, known);
            let misfit = (square + a * a * squares[mean.shift] - explained).max(0.0);
            let (shape, scale) = (NOISE_TRUST + 0.5 * self.moments.n, NOISE_TRUST + 0.5 * misfit);
            solved.noise.push(scale / shape);
            solved
                .ln_weights
                .push(mean.ln_prior - shape * (scale / NOISE_TRUST).ln() - ln_determinant);
        }
        Some(solved)
    }

    /// All spreads with all means, and the logarithm of their evidence together.
    fn solve_all(&self, prior: &Prior) -> (Vec<Solved>, f64) {
        let means = means(prior);
        let solved: Vec<Solved> =
            SPREADS.iter().filter_map(|&spread| self.solve(spread, &means)).collect();
        let all = || solved.iter().flat_map(|one| &one.ln_weights).copied();
        let highest = all().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = all().map(|ln| (ln - highest).exp()).sum();
        (solved, highest + total.ln())
    }
}

impl Solved {
    /// Adds the population's day in every shift; returns the squares that it costs.
    fn shift(&mut self, variances: &[f64]) -> Vec<f64> {
        let mut squares = Vec::with_capacity(SHIFTS.len());
        for shift in SHIFTS {
            let mut known = vec![0.0; variances.len()];
            let mut square = 0.0;
            for (at, wave) in (1..).zip(shape_waves(shift)) {
                known[at] = wave / variances[at];
                square += wave * wave / variances[at];
            }
            self.shifted.push(self.factor.solved(known));
            squares.push(square);
        }
        squares
    }
}

/// The logarithm of the probability of the log by the common curve, up to a constant that depends only on its sessions.
pub(super) fn ln_evidence(moments: &Moments, kinds: usize, prior: &Prior) -> f64 {
    let (_, ln_weight) = Equations::coarse(moments, kinds).solve_all(prior);
    ln_weight + ln_gamma(NOISE_TRUST + 0.5 * moments.n) - 0.5 * moments.n * NOISE_TRUST.ln()
}

/// Stirling's series; good to 1e-9 from 10 on.
fn ln_gamma(x: f64) -> f64 {
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + 1.0 / (12.0 * x)
        - 1.0 / (360.0 * x.powi(3))
}

/// The posteriors of `targets`, by class of day, averaged over spreads, prior means and memories. `kinds` is how many
/// kinds the moments know.
pub(super) fn curves(
    memories: &[Memory],
    kinds: usize,
    targets: &[Target],
    prior: &Prior,
) -> Vec<[Coefficients; 2]> {
    let highest = memories.iter().map(|memory| memory.ln_weight).fold(f64::NEG_INFINITY, f64::max);
    let trust = |memory: &Memory| (memory.ln_weight - highest).exp();
    let total: f64 = memories.iter().map(trust).sum();
    let means = means(prior);
    let mut mixed = vec![[Mixture::default(), Mixture::default()]; targets.len()];
    for memory in memories {
        let (solved, ln_total) = Equations::whole(&memory.moments, kinds).solve_all(prior);
        for one in &solved {
            let share = |ln: &f64| (ln - ln_total).exp() * trust(memory) / total;
            let weights: Vec<f64> = one.ln_weights.iter().map(share).collect();
            if weights.iter().sum::<f64>() >= LEAST_SHARE {
                let read = Read::of(one, &means, weights, WANDER_H2 * memory.age_d);
                for (classes, target) in mixed.iter_mut().zip(targets) {
                    classes[0].add(&read, target, false);
                    classes[1].add(&read, target, true);
                }
            }
        }
    }
    mixed.into_iter().map(|classes| classes.map(Mixture::coefficients)).collect()
}

/// One solution in the coefficients themselves, with the weight of every mean.
struct Read<'a> {
    solved: &'a Solved,
    means: &'a [Mean],
    weights: Vec<f64>,
    /// By how many square hours the good hours have moved since.
    wander: f64,
    inverse: Lower,
    theta: Vec<f64>,
    shifted: Vec<Vec<f64>>,
}

impl<'a> Read<'a> {
    fn of(solved: &'a Solved, means: &'a [Mean], weights: Vec<f64>, wander: f64) -> Read<'a> {
        let inverse = solved.factor.inverted();
        let theta = inverse.transposed_times(&solved.base);
        let shifted = solved.shifted.iter().map(|known| inverse.transposed_times(known)).collect();
        Read { solved, means, weights, wander, inverse, theta, shifted }
    }
}

/// Weighted sums of a mixture's weights, means and second moments, under way.
#[derive(Clone)]
struct Mixture {
    weight: f64,
    /// The factor of all variances.
    noise: f64,
    /// Square hours.
    wander: f64,
    sums: Coefficients,
}

impl Default for Mixture {
    fn default() -> Mixture {
        Mixture { weight: 0.0, noise: 0.0, wander: 0.0, sums: Coefficients::ZERO }
    }
}

/// Adds up the coefficients of which a curve is made, out of a vector over all columns (or the head of one).
fn combined(row: &[f64], target: &Target, weekend: bool) -> [f64; WAVES] {
    let mut sum = [0.0; WAVES];
    let mut add =
        |from: usize, share: f64| add_scaled(&mut sum, share, row.get(from..).unwrap_or(&[]));
    add(1, 1.0);
    if weekend {
        add(WEEKEND_AT + 1, 1.0);
    }
    for &(kind, share) in &target.kinds {
        add(kind_at(kind) + 1, share);
    }
    sum
}

impl Mixture {
    fn add(&mut self, read: &Read<'_>, target: &Target, weekend: bool) {
        let noise: f64 =
            read.weights.iter().zip(&read.solved.noise).map(|(weight, noise)| weight * noise).sum();
        self.noise += noise;
        let second = &mut self.sums.covariance;
        // The covariance is M'M with M the inverse factor.
        for row in 0..read.inverse.size() {
            add_square(second, noise, &combined(read.inverse.row(row), target, weekend));
        }
        if target.unseen {
            for (at, variance) in curve_variances(read.solved.spread.kind).into_iter().enumerate() {
                second[at][at] += noise * variance;
            }
        }
        let base = combined(&read.theta, target, weekend);
        let shifted: Vec<[f64; WAVES]> =
            read.shifted.iter().map(|theta| combined(theta, target, weekend)).collect();
        for (mean, &weight) in read.means.iter().zip(&read.weights) {
            let mut curve = base;
            add_scaled(&mut curve, mean.amplitude, &shifted[mean.shift]);
            add_scaled(&mut self.sums.mean, weight, &curve);
            add_square(second, weight, &curve);
            self.weight += weight;
            self.wander += weight * read.wander;
        }
    }

    /// Mean and covariance, in units of [`ALIKE`] as it is for this person. What fell under the table for weighing
    /// too little is made up for. A curve that may have moved is uncertain where it is steep.
    fn coefficients(self) -> Coefficients {
        let Mixture { weight, noise, mut wander, mut sums } = self;
        if weight > 0.0 {
            let unit = (ALIKE * noise / weight).sqrt();
            sums.mean = sums.mean.map(|sum| sum / weight / unit);
            wander /= weight;
            let square = weight * unit * unit;
            sums.covariance = sums.covariance.map(|row| row.map(|sum| sum / square));
        }
        let mean = sums.mean;
        add_square(&mut sums.covariance, -1.0, &mean);
        add_square(&mut sums.covariance, wander, &slope(&mean));
        for row in 0..WAVES {
            for column in 0..row {
                sums.covariance[column][row] = sums.covariance[row][column];
            }
        }
        sums
    }
}

/// `sum += weight * vector vector'`, as far as the lower triangle (and a little beyond, so that all strides are whole).
fn add_square(sum: &mut [[f64; WAVES]; WAVES], weight: f64, vector: &[f64; WAVES]) {
    for (at, (row, x)) in sum.iter_mut().zip(vector).enumerate() {
        let until = at / 4 * 4 + 4;
        for (cells, values) in row[..until].chunks_exact_mut(4).zip(vector.chunks_exact(4)) {
            add_scaled(cells, weight * x, values);
        }
    }
}
