//! The fit, done slowly: Gaussian processes over the sessions themselves, with whole days as a covariance, one matrix
//! for every prior, inverted by elimination. Shares nothing with the fit but the scores and the prior's constants,
//! which it writes out once more.

use super::{day_zero, named};
use crate::learn::hours::features::{curve_variances, middle, shape_waves, waves};
use crate::learn::hours::{DayClass, Prior, fit, posterior};
use crate::learn::observation::Observation;
use crate::learn::observation::test::rated;
use crate::learn::outcome::Ordinary;
use chrono::Days;

/// A session as the processes see it.
struct Seen {
    kind: u16,
    weekend: bool,
    day: i64,
    hour: f64,
    circumstances: [f64; 3],
    value: f64,
    noise: f64,
}

/// One prior: spreads, and the population's day with its amplitude.
struct Assumed {
    common: f64,
    own: f64,
    shift: f64,
    amplitude: f64,
}

fn correlation(a: f64, b: f64) -> f64 {
    let apart = waves(a - b);
    let variances = curve_variances(1.0);
    (0..apart.len()).step_by(2).map(|at| variances[at] * apart[at]).sum()
}

fn both<T: PartialEq>(a: &T, b: &T) -> f64 {
    f64::from(u8::from(a == b))
}

fn covariance(a: &Seen, b: &Seen, assumed: &Assumed) -> f64 {
    let (near, weekend) =
        (correlation(a.hour, b.hour), f64::from(u8::from(a.weekend && b.weekend)));
    let kind = both(&a.kind, &b.kind);
    let spreads = [0.30f64, 0.03, 0.08];
    let circumstances: f64 =
        (0..3).map(|at| a.circumstances[at] * b.circumstances[at] * spreads[at].powi(2)).sum();
    0.5 * 0.5
        + kind * 0.3 * 0.3
        + near * (assumed.common.powi(2) + kind * assumed.own.powi(2))
        + weekend * (0.15 * 0.15 + 0.1 * 0.1 * near)
        + circumstances
        + both(&a.day, &b.day) * 0.35 * 0.35
}

/// The inverse and the logarithm of the determinant, by elimination.
fn inverse(mut matrix: Vec<Vec<f64>>) -> (Vec<Vec<f64>>, f64) {
    let size = matrix.len();
    let mut ln_determinant = 0.0;
    for (at, row) in matrix.iter_mut().enumerate() {
        row.extend((0..size).map(|column| both(&at, &column)));
    }
    for at in 0..size {
        let pivot = matrix[at][at];
        ln_determinant += pivot.ln();
        matrix[at].iter_mut().for_each(|cell| *cell /= pivot);
        let row = matrix[at].clone();
        for (_, cells) in matrix.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let factor = cells[at];
            cells.iter_mut().zip(&row).for_each(|(cell, from)| *cell -= factor * from);
        }
    }
    (matrix.into_iter().map(|row| row[size..].to_vec()).collect(), ln_determinant)
}

fn population(hour: f64, assumed: &Assumed) -> f64 {
    let day = shape_waves(assumed.shift);
    assumed.amplitude * waves(hour).iter().zip(day).map(|(w, c)| w * c).sum::<f64>()
}

/// What one prior says: the logarithm of its evidence, the factor of the variances, and mean and variance (without
/// that factor) of a weighted sum of a kind's curve.
fn posterior_of(
    log: &[Seen],
    assumed: &Assumed,
    (kind, weekend): (u16, bool),
    contrast: &[(f64, f64)],
) -> (f64, f64, f64, f64) {
    let matrix: Vec<Vec<f64>> = (0..log.len())
        .map(|i| {
            (0..log.len())
                .map(|j| covariance(&log[i], &log[j], assumed) + both(&i, &j) * log[i].noise)
                .collect()
        })
        .collect();
    let (inverse, ln_determinant) = inverse(matrix);
    let means = [-0.20, -0.02, -0.05];
    let away: Vec<f64> = log
        .iter()
        .map(|seen| {
            let known: f64 = (0..3).map(|at| seen.circumstances[at] * means[at]).sum();
            seen.value - known - population(seen.hour, assumed)
        })
        .collect();
    let times = |vector: &[f64]| -> Vec<f64> {
        inverse.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
    };
    let inner = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let spread = |hour: f64, other: f64, same: f64, weekend: bool| {
        let own = assumed.common.powi(2) + same * assumed.own.powi(2);
        correlation(hour, other) * (own + if weekend { 0.01 } else { 0.0 })
    };
    let with: Vec<f64> = log
        .iter()
        .map(|seen| {
            let both_off = weekend && seen.weekend;
            let same = both(&kind, &seen.kind);
            contrast.iter().map(|(hour, c)| c * spread(*hour, seen.hour, same, both_off)).sum()
        })
        .collect();
    let prior: f64 = contrast
        .iter()
        .flat_map(|(a, x)| contrast.iter().map(move |(b, y)| x * y * spread(*a, *b, 1.0, weekend)))
        .sum();
    let before: f64 = contrast.iter().map(|(hour, c)| c * population(*hour, assumed)).sum();
    let solved = times(&away);
    let mean = before + inner(&with, &solved);
    let variance = prior - inner(&with, &times(&with));

    // Normal times inverse gamma (10, 10); old sessions count for less than one in the shape, too.
    let n: f64 = log.iter().map(|seen| seen.noise).map(|noise| RATED / noise).sum();
    let (shape, scale) = (10.0 + n / 2.0, 10.0 + 0.5 * inner(&away, &solved));
    (-shape * scale.ln() - 0.5 * ln_determinant, scale / shape, mean, variance)
}

/// The variance of a session with a rating and nothing else.
const RATED: f64 = 0.76 + 0.2775 / 0.7225;

fn log() -> Vec<Observation> {
    let session = |at: u64| {
        let hour =
            [9.3, 10.8, 14.6, 16.2, 20.1][usize::try_from(at % 5).unwrap()] + at as f64 * 0.04;
        Observation {
            day: day_zero() + Days::new(at * 2 / 5),
            kind: u16::try_from(at * 7 % 3 / 2).unwrap(),
            weekend: at * 2 / 5 % 7 > 4,
            hard: at.is_multiple_of(4),
            worked_before_s: u32::try_from(at % 5 * 4000).unwrap(),
            since_break_s: u32::try_from(at % 3 * 3000).unwrap(),
            ..rated(hour, u8::try_from(1 + at * 5 % 4 + u64::from(at % 5 < 2)).unwrap())
        }
    };
    named((0..26).map(session).collect())
}

/// The sessions as a memory of that half-life has them: older ones are noisier.
fn seen(log: &[Observation], half_life_d: f64, as_of: chrono::NaiveDate) -> Vec<Seen> {
    let ordinary = Ordinary::of(log.iter());
    log.iter()
        .map(|session| {
            let age = (as_of - session.day).num_days();
            let score = ordinary.score(session).unwrap();
            let hours = |seconds: u32| f64::from(seconds) / 3600.0;
            Seen {
                kind: session.kind,
                weekend: session.weekend,
                day: age,
                hour: session.hour,
                circumstances: [
                    f64::from(u8::from(session.hard)),
                    hours(session.worked_before_s),
                    (hours(session.since_break_s) - 0.75).max(0.0),
                ],
                value: score.value,
                noise: score.variance * (age as f64 / half_life_d).exp2(),
            }
        })
        .collect()
}

/// A weighted sum of a kind's curve, averaged over all priors and both memories: mean, variance, and the factor of the
/// variances.
fn averaged(
    log: &[Observation],
    as_of: chrono::NaiveDate,
    at: (u16, bool),
    contrast: &[(f64, f64)],
) -> (f64, f64, f64) {
    let shifts = [-2.0f64, -1.0, 0.0, 1.0, 2.0, 3.0];
    let likely = |shift: f64| (-shift * shift / (2.0 * 1.4 * 1.4)).exp();
    let total: f64 = shifts.iter().map(|&shift| likely(shift)).sum();
    let mut said = Vec::new();
    for half_life_d in [180.0, 45.0] {
        let log = seen(log, half_life_d, as_of);
        let mut of_memory = Vec::new();
        for spread in posterior::SPREADS {
            let mut say = |weight: f64, shift: f64, amplitude: f64| {
                let assumed = Assumed { common: spread.common, own: spread.kind, shift, amplitude };
                let (ln, noise, mean, variance) = posterior_of(&log, &assumed, at, contrast);
                of_memory.push((ln + weight.ln(), noise, mean, variance));
            };
            say(0.3, 0.0, 0.0);
            for shift in shifts {
                say(0.35 * likely(shift) / total, shift, 0.15);
                say(0.35 * likely(shift) / total, shift, 0.35);
            }
        }
        let highest = of_memory.iter().map(|one| one.0).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = of_memory.iter().map(|one| (one.0 - highest).exp()).sum();
        said.extend(
            of_memory.iter().map(|one| ((one.0 - highest).exp() / sum / 2.0, one.1, one.2, one.3)),
        );
    }
    let mean: f64 = said.iter().map(|one| one.0 * one.2).sum();
    let variance = said.iter().map(|one| one.0 * (one.1 * one.3 + (one.2 - mean).powi(2))).sum();
    (mean, variance, said.iter().map(|one| one.0 * one.1).sum())
}

/// By how many square hours the good hours have moved since the log, which both memories believe alike: an hour after
/// 260 days.
fn wandered(log: &[Observation], as_of: chrono::NaiveDate) -> f64 {
    let mean_age = |half_life_d: f64| {
        let ages = log.iter().map(|session| (as_of - session.day).num_days() as f64);
        let weighted = ages.map(|age| (age, (-age / half_life_d).exp2()));
        let (sum, n) = weighted.fold((0.0, 0.0), |sum, (age, w)| (sum.0 + w * age, sum.1 + w));
        sum / n
    };
    f64::midpoint(mean_age(180.0), mean_age(45.0)) / (180.0 / 2f64.ln())
}

/// Mean and standard deviation of a half hour against the average of the window.
fn slowly(
    log: &[Observation],
    as_of: chrono::NaiveDate,
    at: (u16, bool),
    half: usize,
) -> (f64, f64) {
    let average = (18..35).map(|half| (middle(half), -1.0 / 17.0));
    let contrast: Vec<(f64, f64)> = average.chain([(middle(half), 1.0)]).collect();
    let (mean, variance, noise) = averaged(log, as_of, at, &contrast);
    let later = contrast.iter().map(|(hour, c)| (hour + 1e-3, c / 2e-3));
    let sooner = contrast.iter().map(|(hour, c)| (hour - 1e-3, -c / 2e-3));
    let (slope, ..) = averaged(log, as_of, at, &later.chain(sooner).collect::<Vec<_>>());
    let unit = ((RATED + 0.35 * 0.35) * noise).sqrt();
    (mean / unit, (variance + wandered(log, as_of) * slope * slope).sqrt() / unit)
}

#[test]
fn the_fit_agrees_with_processes_over_the_sessions_themselves() {
    let log = log();
    let as_of = day_zero() + Days::new(20);
    let hours = fit(&log, 2, &Prior::default(), as_of);
    for (kind, class, half) in [
        (0, DayClass::Weekday, 19),
        (1, DayClass::Weekday, 31),
        (0, DayClass::Weekend, 22),
        (1, DayClass::Weekend, 40),
    ] {
        let point = hours.point(kind, class, half);
        let (mean, sd) = slowly(&log, as_of, (kind, class == DayClass::Weekend), half);
        assert!((point.mean - mean).abs() < 1e-6, "mean {} against {mean}", point.mean);
        assert!((point.sd - sd).abs() < 1e-6, "sd {} against {sd}", point.sd);
    }
}
