//! How good the learned hours are, beside plainer ways: on made-up workers whose truth is known, and on real logs.
//! Takes a minute, so it runs when asked for, in a fast build and without a network:
//!
//! `cargo test --profile release-fast --test it evaluation -- --ignored --nocapture`
//!
//! The real logs are those of `HEYDAY_EVALUATION_DATA`, a folder with `cesaw_sessions.csv` and
//! `kaist_concentration.csv`, unpacked; without it they are left out. How near plans come to the best there are is in
//! [`plans`], how nudges would have come on the real logs in [`nudges`].

// Hours, kinds and ratings are small and not negative.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

#[path = "../../bench/instances.rs"]
mod instances;
mod logs;
mod nudges;
mod plans;
mod score;
mod worker;

use heyday::learn::{Observation, Prior, Strength, Window, hours};
use score::{Score, believed, plain};
use worker::{KINDS, REGIMES, Regime, Worker};

const WORKERS: u64 = 200;
const SESSIONS: [usize; 4] = [20, 60, 200, 600];
/// The most regret that is allowed after so many sessions, by regime.
const BARS: [[f64; 4]; 2] = [[0.71, 0.60, 0.45, 0.32], [0.55, 0.42, 0.24, 0.19]];

/// By way of believing and number of sessions.
type Table = [[Score; 4]; 4];
const WAYS: [&str; 4] =
    ["population prior only", "mean by hour", "mean by hour and type", "learned hours"];

fn table(regime: Regime) -> Table {
    let mut table = Table::default();
    for seed in 0..WORKERS {
        let mut worker = Worker::new(seed, regime);
        let log = worker.log(SESSIONS[3]);
        for (at, count) in SESSIONS.into_iter().enumerate() {
            let day = log[count - 1].0;
            let seen: Vec<Observation> = log[..count].iter().map(|(_, one)| one.clone()).collect();
            let truth = worker.truth(day);
            let prior = Prior { window: Window::new(8 * 60, 19 * 60), ..Prior::default() };
            let as_of = seen[count - 1].day;
            let learned = hours::fit(&seen, KINDS, &prior, as_of);
            let (belief, bands) = believed(&learned);
            table[0][at].add(&truth, &believed(&hours::fit(&[], KINDS, &prior, as_of)).0);
            table[1][at].add(&truth, &plain(&seen, false));
            table[2][at].add(&truth, &plain(&seen, true));
            table[3][at].add(&truth, &belief);
            table[3][at].add_claims(&truth, (&belief, &bands), &learned);
        }
    }
    table
}

#[test]
#[ignore = "takes a minute; see the top of the file"]
fn learned_hours_beat_plainer_ways_on_made_up_workers() {
    for (regime, bars) in REGIMES.into_iter().zip(BARS) {
        let table = table(regime);
        println!("\n{} workers, {} curves: rmse/hit/regret", WORKERS, regime.name);
        println!("| | n=20 | n=60 | n=200 | n=600 |\n|---|---|---|---|---|");
        for (way, row) in WAYS.iter().zip(&table) {
            println!("| {way} | {} |", row.map(|score| score.cell()).join(" | "));
        }
        let learned = &table[3];
        let percent = |share: fn(&Score) -> f64| {
            learned.map(|score| format!("{:.0} %", 100.0 * share(&score))).join(" | ")
        };
        println!("| bands cover | {} |", percent(Score::coverage));
        println!("| strong claims right | {} |", percent(|score| score.right(Strength::Strong)));
        println!(
            "| moderate claims right | {} |",
            percent(|score| score.right(Strength::Moderate))
        );
        for (score, bar) in learned.iter().zip(bars) {
            assert!(score.regret() <= bar, "{} regret {} over {bar}", regime.name, score.regret());
        }
        assert!(learned[2].right(Strength::Strong) >= 0.95);
        // Before, nobody can tell the regimes apart, and bands that are right on average over both are too wide for the
        // one and too narrow for the other: with no more than the two true regimes to choose from, 93 and 72 % after
        // 20 sessions, 90 and 72 % after 60.
        for coverage in learned[2..].iter().map(Score::coverage) {
            assert!((0.74..=0.86).contains(&coverage), "{} bands cover {coverage}", regime.name);
        }
    }
}

#[test]
#[ignore = "needs HEYDAY_EVALUATION_DATA; see the top of the file"]
fn learned_hours_foretell_real_logs() {
    let Some(folder) = std::env::var_os("HEYDAY_EVALUATION_DATA") else {
        println!("HEYDAY_EVALUATION_DATA is not set: no real logs");
        return;
    };
    println!(
        "\nLast 30 % of each log: best third less worst third of hours, in SD (standard error)"
    );
    println!("| | people | population | mean by hour | mean by hour and type | learned hours |");
    println!("|---|---|---|---|---|---|");
    for (name, log, bar) in logs::all(std::path::Path::new(&folder)) {
        let [population, by_hour, by_kind, learned] = logs::uplifts(&log);
        println!(
            "| {name} | {} | {population} | {by_hour} | {by_kind} | {learned} |",
            learned.people()
        );
        assert!(learned.mean() >= bar, "{name}: {learned} is below {bar}");
    }
}
