//! The day as a circle: what a session's hour, type, day and circumstances look like as a row of the design matrix,
//! and what is assumed of each coefficient.
//!
//! Every curve is a Gaussian process on the circle, which is exactly a Fourier series with independent coefficients; cut
//! after eight pairs, so the exact posterior is that of a linear model with few columns, whatever the number of
//! sessions. The kernel is Matern's with `nu = 5/2` and a length of 1.5 h: the squared exponential is too smooth to be
//! true of people (Stein 1999; Rasmussen and Williams 2006, 4.2), and its bands are too narrow for it. Of eight
//! kernels tried in simulation, all gave the same regret within error; this one's bands were the most honest.

use super::HALF_HOURS;
use super::prior::shape;
use std::f64::consts::TAU;

/// Coefficients of one curve: eight cosines and sines.
pub(super) const WAVES: usize = 16;
/// A level and a curve.
pub(super) const LEVELLED: usize = 1 + WAVES;
/// A level, a curve and three circumstances: what all sessions share.
pub(super) const SHARED: usize = LEVELLED + 3;

/// The prior variances of the pairs of coefficients of a curve of unit variance: `(5/l^2 + m^2)^-3`, `l` in radians,
/// made to add up to 1.
const SPECTRUM: [f64; WAVES / 2] =
    [0.327_720, 0.253_228, 0.172_152, 0.107_766, 0.064_622, 0.038_197, 0.022_667, 0.013_649];

/// Prior standard deviations of the levels: of the person, of a type around it, of weekends: the
/// variance components of six outcomes in real logs, rounded.
const LEVEL_SD: f64 = 0.50;
const KIND_LEVEL_SD: f64 = 0.30;
const WEEKEND_LEVEL_SD: f64 = 0.15;
/// Prior standard deviation of how the weekend's curve departs from the weekday's.
const WEEKEND_CURVE_SD: f64 = 0.10;

/// Hard task, hours worked so far, hours since a break beyond 0.75: mean and standard deviation of the effect.
/// Sievertsen 2016: fatigue -0.9 % SD an hour, a break +1.7 % SD. The slopes in real logs are tiny and confounded.
const CIRCUMSTANCES: [(f64, f64); 3] = [(-0.20, 0.30), (-0.02, 0.03), (-0.05, 0.08)];

/// The waves at a clock hour: `cos x, sin x, cos 2x, ..`.
pub(super) fn waves(hour: f64) -> [f64; WAVES] {
    let (sin, cos) = (hour / 24.0 * TAU).sin_cos();
    let mut waves = [0.0; WAVES];
    let (mut c, mut s) = (cos, sin);
    for pair in waves.chunks_exact_mut(2) {
        (pair[0], pair[1]) = (c, s);
        (c, s) = (c * cos - s * sin, s * cos + c * sin);
    }
    waves
}

/// The coefficients of a curve's slope, per hour.
pub(super) fn slope(curve: &[f64; WAVES]) -> [f64; WAVES] {
    let mut slope = [0.0; WAVES];
    for (at, (to, from)) in slope.chunks_exact_mut(2).zip(curve.chunks_exact(2)).enumerate() {
        let turn = (at + 1) as f64 * TAU / 24.0;
        (to[0], to[1]) = (turn * from[1], -turn * from[0]);
    }
    slope
}

/// The middle of a half hour, as a clock hour.
pub(super) fn middle(half_hour: usize) -> f64 {
    half_hour as f64 / 2.0 + 0.25
}

/// The standard deviations of the curves: how much hours matter at all, and how much types differ in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) common: f64,
    pub(super) kind: f64,
}

/// The prior of the coefficients in the order shared (level, waves, circumstances), weekend (level, waves), then level
/// and waves of every kind.
pub(super) fn prior_variances(spread: Spread, kinds: usize) -> Vec<f64> {
    let curve = |sd: f64| SPECTRUM.iter().flat_map(move |a| [sd * sd * a; 2]);
    let level = |sd: f64| std::iter::once(sd * sd);
    let circumstances = CIRCUMSTANCES.iter().map(|(_, sd)| sd * sd);
    let weekend = level(WEEKEND_LEVEL_SD).chain(curve(WEEKEND_CURVE_SD));
    let mut variances: Vec<f64> =
        level(LEVEL_SD).chain(curve(spread.common)).chain(circumstances).chain(weekend).collect();
    for _ in 0..kinds {
        variances.extend(level(KIND_LEVEL_SD).chain(curve(spread.kind)));
    }
    variances
}

/// The prior variances of a curve's coefficients.
pub(super) fn curve_variances(sd: f64) -> [f64; WAVES] {
    std::array::from_fn(|at| sd * sd * SPECTRUM[at / 2])
}

/// The prior means of the circumstances' effects.
pub(super) fn circumstance_means() -> [f64; 3] {
    CIRCUMSTANCES.map(|(mean, _)| mean)
}

/// The population's day, later by `shift` hours, as coefficients of the waves.
pub(super) fn shape_waves(shift: f64) -> [f64; WAVES] {
    let mut sums = [0.0; WAVES];
    for half_hour in 0..HALF_HOURS {
        let value = shape(middle(half_hour) - shift);
        for (sum, wave) in sums.iter_mut().zip(waves(middle(half_hour))) {
            *sum += value * wave * 2.0 / HALF_HOURS as f64;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_are_cosines_and_sines_of_the_day() {
        for hour in [0.0, 3.25, 12.0, 23.999] {
            for (at, pair) in waves(hour).chunks_exact(2).enumerate() {
                let angle = (at + 1) as f64 * hour / 24.0 * TAU;
                assert!(
                    (pair[0] - angle.cos()).abs() < 1e-13 && (pair[1] - angle.sin()).abs() < 1e-13
                );
            }
        }
    }

    #[test]
    fn a_slope_is_what_a_curve_gains_in_a_short_while() {
        let curve = shape_waves(0.7);
        let value = |of: &[f64; WAVES], hour: f64| -> f64 {
            waves(hour).iter().zip(of).map(|(wave, c)| wave * c).sum()
        };
        for hour in [0.0, 9.3, 12.0, 13.2, 22.9] {
            let gained = value(&curve, hour + 1e-4) - value(&curve, hour - 1e-4);
            assert!((value(&slope(&curve), hour) - gained / 2e-4).abs() < 1e-6, "at {hour}");
        }
    }

    #[test]
    fn the_spectrum_is_matern_s_and_adds_up_to_one() {
        // By hand for the first pair: l = 1.5 * 2 pi / 24 = .392699, 5/l^2 = 32.4228, (33.4228)^-3 = 2.6784e-5, and the
        // eight add up to 8.1728e-5: .3277.
        let square = 5.0 / (1.5 * TAU / 24.0f64).powi(2);
        let raw: Vec<f64> = (1..=8).map(|m| (square + f64::from(m * m)).powi(-3)).collect();
        let total: f64 = raw.iter().sum();
        for (ours, raw) in SPECTRUM.iter().zip(&raw) {
            assert!((ours - raw / total).abs() < 1e-6, "{ours} against {}", raw / total);
        }
    }

    #[test]
    fn the_shape_survives_as_waves_but_for_its_sharpest_corner() {
        let day = shape_waves(1.0);
        let at = |hour: f64| waves(hour).iter().zip(day).map(|(w, c)| w * c).sum::<f64>();
        let away: Vec<f64> =
            (14..42).map(|half| at(middle(half)) - shape(middle(half) - 1.0)).collect();
        let mean = away.iter().sum::<f64>() / away.len() as f64;
        assert!(away.iter().all(|off| (off - mean).abs() < 0.12), "{away:?}");
    }
}
