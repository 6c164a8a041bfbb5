//! Numbers worked by hand, the closed form against the textbook one, and laws.

use super::*;
use proptest::prelude::*;

const HOUR: u32 = 3600;

fn task(kind: u16, estimate_s: u32, actual_s: u32) -> Finished {
    Finished { kind, estimate_s: Some(estimate_s), actual_s }
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9 * (1.0 + b.abs()), "{a} is not {b}");
}

/// A log of `n` tasks: sizes, kinds and ratios as different as they come, every seventh on the spot.
fn life(n: u32, seed: u64) -> Vec<Finished> {
    let mut rng = fastrand::Rng::with_seed(seed);
    (0..n)
        .map(|at| {
            let kind = [0, 1, 2, UNTYPED][rng.usize(0..4)];
            let estimate = 300 * rng.u32(1..40);
            let normal = (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0;
            let actual = f64::from(estimate) * (0.1 + 0.5 * normal).exp();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let actual = if at % 7 == 0 { estimate } else { actual as u32 + 1 };
            task(kind, estimate, actual)
        })
        .collect()
}

#[test]
fn one_task_moves_the_prior_as_worked_out_by_hand() {
    let pace = Pace::of(&[task(UNTYPED, HOUR, 5935)]);
    let y = (5935.0_f64 / 3600.0).ln();
    // One hour: ln 1 = 0, so that only the intercept learns. Precisions 1/.3^2 of the prior, 1 of the task.
    let (prior, slope) = (1.0 / 0.09, 1.0 / 0.0225);
    let mean = (prior * -0.05 + y) / (prior + 1.0);
    let left = y * y + prior * 0.0025 - mean * mean * (prior + 1.0);
    let noise = (3.0 * 0.7225 + left / 2.0) / 3.5;
    let belief = pace.fit.belief(UNTYPED, 0.0);
    close(belief.mean, mean);
    close(belief.scale, (noise * (1.0 + 1.0 / (prior + 1.0))).sqrt());
    // Twice the size: the slope is still the prior's, -.15.
    let twice = pace.fit.belief(UNTYPED, 2.0_f64.ln());
    close(twice.mean, mean - 0.15 * 2.0_f64.ln());
    let unsure = 1.0 / (prior + 1.0) + 2.0_f64.ln().powi(2) / slope;
    close(twice.scale, (noise * (1.0 + unsure)).sqrt());
    // A type of which nothing is known is as unsure as types differ.
    close(pace.fit.belief(5, 0.0).scale, (noise * (1.0 + 1.0 / (prior + 1.0) + 0.09)).sqrt());
}

#[test]
fn the_spike_counts_hits_and_forgets() {
    close(Pace::new(0).spike(), 0.1);
    let pace = Pace::of(&[task(0, HOUR, HOUR), task(0, HOUR, 2 * HOUR), task(0, 600, 608)]);
    // The first hit is two tasks old, the third (within 2 %) is new, the miss is one old.
    let hits = 1.0 + KEEP * KEEP + 1.0;
    close(pace.spike(), hits / (hits + 9.0 + KEEP));
    close(KEEP.powi(150), 0.5);
}

#[test]
fn memory_weighs_by_age_size_and_type() {
    let pace = Pace::of(&[task(0, HOUR, 2 * HOUR), task(1, HOUR, HOUR), task(0, HOUR, HOUR / 2)]);
    let recalled = pace.recall.of(0, 0.0);
    let old = |age: i32| 0.5_f64.powf(f64::from(age) / 150.0);
    let total = old(2) + 0.2 * old(1) + 1.0;
    close(recalled.share, total / (total + 10.0));
    close(recalled.hits, 0.2 * old(1) / (total + 10.0));
    assert_eq!(recalled.ratios.len(), 2);
    let (half, weight) = recalled.ratios[0];
    assert!((half + 2.0_f64.ln()).abs() < 0.031, "{half}");
    close(weight, 1.0 / (total + 10.0));
    // Double the size: each counts e^(-ln 2 / .2) = 1/32 of that.
    close(pace.recall.of(0, 2.0_f64.ln()).hits * 32.0, 0.2 * old(1) / (total / 32.0 + 10.0));
}

#[test]
fn the_closed_form_is_the_textbook_solution() {
    let log = life(240, 7);
    let pace = Pace::of(&log);
    let dense = dense(&log);
    for kind in [0, 1, 2, UNTYPED] {
        for x in [-2.0, 0.0, 1.5] {
            let (mean, scale) = dense.belief(kind, x);
            let belief = pace.fit.belief(kind, x);
            close(belief.mean, mean);
            close(belief.scale, scale);
        }
    }
}

/// The same model with a full precision matrix, solved by elimination.
struct Dense {
    precision: Vec<Vec<f64>>,
    mean: Vec<f64>,
    noise: f64,
}

const WIDTH: usize = 5;

fn row(kind: u16, x: f64) -> Vec<f64> {
    let mut row = vec![1.0, x, 0.0, 0.0, 0.0];
    if kind != UNTYPED {
        row[2 + usize::from(kind)] = 1.0;
    }
    row
}

fn dense(log: &[Finished]) -> Dense {
    let prior = [1.0 / 0.09, 1.0 / 0.0225, 1.0 / 0.09, 1.0 / 0.09, 1.0 / 0.09];
    let start = [-0.05, -0.15, 0.0, 0.0, 0.0];
    let mut precision = vec![vec![0.0; WIDTH]; WIDTH];
    let mut right: Vec<f64> = prior.iter().zip(start).map(|(p, m)| p * m).collect();
    let (mut squares, mut n) = (0.0, 0.0);
    for (at, done) in log.iter().enumerate() {
        let (y, x) = done.logs().unwrap();
        if y.abs() < 0.02 {
            continue;
        }
        let weight = 0.5_f64.powf((log.len() - 1 - at) as f64 / 150.0);
        let row = row(done.kind, x);
        for i in 0..WIDTH {
            for j in 0..WIDTH {
                precision[i][j] += weight * row[i] * row[j];
            }
            right[i] += weight * row[i] * y;
        }
        squares += weight * y * y;
        n += weight;
    }
    for i in 0..WIDTH {
        precision[i][i] += prior[i];
    }
    let mean = solve(&precision, &right);
    let before: f64 = prior.iter().zip(start).map(|(p, m)| p * m * m).sum();
    let explained: f64 = mean.iter().zip(&right).map(|(m, r)| m * r).sum();
    let noise = (3.0 * 0.7225 + (squares + before - explained) / 2.0) / (3.0 + n / 2.0);
    Dense { precision, mean, noise }
}

impl Dense {
    fn belief(&self, kind: u16, x: f64) -> (f64, f64) {
        let row = row(kind, x);
        let dot = |v: &[f64]| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>();
        let unsure = dot(&solve(&self.precision, &row));
        (dot(&self.mean), (self.noise * (1.0 + unsure)).sqrt())
    }
}

fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut rows: Vec<Vec<f64>> =
        matrix.iter().zip(right).map(|(row, r)| [row.as_slice(), &[*r]].concat()).collect();
    for at in 0..WIDTH {
        let pivot = rows[at].clone();
        for (other, row) in rows.iter_mut().enumerate() {
            let factor = if other == at { 0.0 } else { row[at] / pivot[at] };
            row.iter_mut().zip(&pivot).for_each(|(a, b)| *a -= factor * b);
        }
    }
    (0..WIDTH).map(|at| rows[at][WIDTH] / rows[at][at]).collect()
}

#[test]
fn a_person_who_logs_the_estimate_gets_it_as_the_median() {
    let log: Vec<Finished> = (0..60)
        .map(|n| if n % 5 < 3 { task(0, 1500, 1500) } else { task(0, 1500, 600 * (n % 5 + 1)) })
        .collect();
    let said = Pace::of(&log).predict(0, 1500).quantiles();
    assert_eq!(said.p50_s, 1500);
    assert!(said.p90_s > 1800, "{said:?}");
    assert_eq!(said.n, 60);
}

#[test]
fn what_nobody_knows_is_wide_and_what_is_known_is_narrow() {
    let nothing = Pace::new(3).predict(0, HOUR).quantiles();
    assert!(nothing.p10_s < 1800 && nothing.p90_s > 2 * 3600, "{nothing:?}");
    assert_eq!(nothing.n, 0);
    let steady: Vec<Finished> = (0..100).map(|n| task(0, HOUR, 2 * HOUR + 60 * (n % 9))).collect();
    let pace = Pace::of(&steady);
    let known = pace.predict(0, HOUR).quantiles();
    assert!(known.p50_s.abs_diff(7440) < 300 && known.p80_s < 8400, "{known:?}");
    // Another type leans on it and is less sure; none at all is in between.
    let other = pace.predict(1, HOUR).quantiles();
    assert!(other.p50_s > 5400 && other.p10_s < 6000, "{other:?}");
    assert!(known.p10_s > 7000 && known.p10_s > other.p10_s, "{known:?}");
    assert_eq!((other.n, pace.count(0), pace.count(1), pace.total()), (100, 100, 0, 100));
}

#[test]
fn a_new_pace_is_learned_and_the_old_one_forgotten() {
    let mut log: Vec<Finished> = (0..300).map(|n| task(0, HOUR, HOUR / 2 + n)).collect();
    log.extend((0..300).map(|n| task(0, HOUR, 2 * HOUR + n)));
    let said = Pace::of(&log).predict(0, HOUR).quantiles();
    assert!(said.p50_s > 6600, "{said:?}");
}

#[test]
fn a_written_down_state_learns_on_as_if_it_had_never_been() {
    let log = life(700, 3);
    let whole = Pace::of(&log);
    let text = serde_json::to_string(&Pace::of(&log[..450])).unwrap();
    assert!(text.len() < 20_000, "{} bytes", text.len());
    let mut half: Pace = serde_json::from_str(&text).unwrap();
    for done in &log[450..] {
        half.absorb(done);
    }
    for kind in [0, 2, 9, UNTYPED] {
        for level in [0.05, 0.5, 0.8, 0.99] {
            close(half.predict(kind, 2500).at(level), whole.predict(kind, 2500).at(level));
        }
    }
    assert_eq!(half.typical(1), whole.typical(1));
    let bits = |pace: &Pace| pace.predict(1, 777).at(0.8).to_bits();
    assert_eq!(bits(&Pace::of(&log)), bits(&whole));
}

#[test]
fn tasks_without_work_teach_nothing_and_those_without_estimate_only_what_is_usual() {
    let mut pace = Pace::of(&life(50, 1));
    let before = pace.predict(0, HOUR).quantiles();
    pace.absorb(&task(0, HOUR, 0));
    pace.absorb(&Finished { kind: 7, estimate_s: None, actual_s: 600 });
    pace.absorb(&Finished { kind: 7, estimate_s: Some(0), actual_s: 1200 });
    assert_eq!(pace.predict(0, HOUR).quantiles(), before);
    assert!(pace.typical(7).is_none() && pace.guess(7).is_none(), "two are not enough");
    pace.absorb(&Finished { kind: 7, estimate_s: None, actual_s: 5000 });
    let usual = pace.typical(7).unwrap();
    assert_eq!((usual.p50_s, usual.n), (1200, 3));
    let guess = pace.guess(7).unwrap().quantiles();
    assert!(guess.p50_s.abs_diff(1200) < 60 && guess.p80_s > 2000, "{guess:?}");
}

#[test]
fn the_usual_length_follows_the_newest() {
    let done = |actual_s| Finished { kind: 0, estimate_s: None, actual_s };
    // Equal weights would put the median between; the newer ones weigh more.
    let pace = Pace::of(&[done(600), done(600), done(1800), done(1800)]);
    assert_eq!(pace.typical(0).unwrap().p50_s, 1800);
    let pace = Pace::of(&[done(1800), done(1800), done(600), done(600)]);
    assert_eq!(pace.typical(0).unwrap().p50_s, 600);
}

#[test]
fn a_task_that_has_outlived_everything_needs_more_the_longer_it_takes() {
    let pace = Pace::of(&life(200, 5));
    let left = |spent| pace.remaining(0, HOUR, spent).at(0.5);
    assert!(left(20 * HOUR) > 600.0);
    assert!(left(40 * HOUR) > left(20 * HOUR));
    assert!(pace.remaining(0, HOUR, u32::MAX).at(0.9).is_finite());
    // Not begun, nothing is known.
    close(left(0), pace.predict(0, HOUR).at(0.5));
}

#[test]
fn quantiles_cover_what_they_say_on_a_planted_pace() {
    let found = backtest(&life(3000, 11)).later.model;
    let [half, most, nearly] = found.covered();
    assert!((half - 0.5).abs() < 0.05, "{half}");
    assert!((most - 0.8).abs() < 0.03, "{most}");
    assert!((nearly - 0.9).abs() < 0.02, "{nearly}");
}

#[test]
fn the_backtest_scores_the_alternatives_on_the_same_tasks() {
    // Always twice the estimate: the raw estimate is ln 2 off, the plain alternatives find out.
    let log: Vec<Finished> = (1..=200).map(|n| task(0, 60 * n, 120 * n)).collect();
    let found = backtest(&log);
    assert_eq!((found.all.model.n, found.first.model.n, found.later.model.n), (200, 20, 100));
    close(found.later.raw.crps(), 2.0_f64.ln());
    close(found.later.raw.pinball()[1], 0.8 * 2.0_f64.ln());
    assert!(found.later.raw.covered().iter().all(|share| *share <= 0.0));
    assert!(found.later.bootstrap.crps() < 1e-9);
    assert!(found.later.model.crps() < 0.1, "{}", found.later.model.crps());
    assert!(found.first.model.crps() < found.first.raw.crps());
    // A task without estimate is no question.
    assert_eq!(backtest(&[Finished { kind: 0, estimate_s: None, actual_s: 5 }]).all.model.n, 0);
}

#[test]
fn the_normal_quantile_is_the_usual_table() {
    for (level, z) in [(0.5, 0.0), (0.8, 0.8416), (0.9, 1.2816), (0.025, -1.96)] {
        assert!((backtest::normal_quantile(level) - z).abs() < 5e-4);
    }
}

proptest! {
    #[test]
    fn quantiles_never_fall_with_the_level(seed in 0_u64..40, n in 0_u32..500, size in 1_u32..400_000) {
        let pace = Pace::of(&life(n, seed));
        for kind in [0, 9, UNTYPED] {
            let said = pace.predict(kind, size);
            let mut last = 0.0;
            for level in 0..1000 {
                let value = said.at(f64::from(level) / 1000.0);
                prop_assert!(value.is_finite() && value >= last, "{value} after {last}");
                last = value;
            }
        }
    }

    #[test]
    fn survival_is_the_inverse_of_the_quantile(seed in 0_u64..20, level in 0.01_f64..0.99) {
        let said = Pace::of(&life(150, seed)).predict(0, HOUR);
        let seconds = said.at(level);
        prop_assert!(said.survival(seconds * (1.0 + 1e-9)) <= 1.0 - level + 1e-6);
        prop_assert!(said.survival(seconds * (1.0 - 1e-9)) >= 1.0 - level - 1e-6);
    }

    #[test]
    fn who_has_worked_longer_finishes_later_and_never_before_now(
        seed in 0_u64..20, n in 0_u32..300, less in 0_u32..50_000, more in 1_u32..400_000,
    ) {
        let pace = Pace::of(&life(n, seed));
        for level in [0.0, 0.1, 0.5, 0.8, 0.9, 0.999] {
            let early = pace.remaining(1, HOUR, less).at(level);
            let late = pace.remaining(1, HOUR, less + more).at(level);
            prop_assert!(early >= 0.0 && late >= 0.0);
            let (first, second) = (f64::from(less) + early, f64::from(less + more) + late);
            prop_assert!(second >= first - 1e-6 * first, "{second} {first}");
        }
    }
}
