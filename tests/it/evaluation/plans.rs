//! How near plans come to the best there are, how much a replan moves, and what a long fortnight gets in little time.
//!
//! `HEYDAY_EVALUATION_INSTANCES` is a folder of instances `NAME.json`, each beside its proven best, `NAME.exact`: JSON with
//! `obj` and `status`, of which those whose status is `OPTIMAL` count. Without it that part is left out. Any exact
//! solver can write them: what an instance means is told by `heyday::plan::score`.

use super::instances::instance;
use heyday::plan::instance::{Before, Work};
use heyday::plan::{FREE, Instance, Problem, score, solve, usual_iterations};
use std::path::Path;
use std::time::Instant;

/// Iterations, and the mean gap that is allowed, in percent of what the best plan adds to none.
const BARS: [(usize, f64); 3] = [(3_000, 0.7), (15_000, 0.3), (60_000, 0.17)];
const SEEDS: u64 = 5;

/// The instances of a folder, with their proven bests.
fn proven(folder: &Path) -> Vec<(Instance, f64)> {
    let entries = std::fs::read_dir(folder).expect("the folder of instances can be read");
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let files = files.filter(|file| file.extension().is_some_and(|end| end == "exact"));
    files
        .filter_map(|file| {
            let exact = std::fs::read(&file).ok()?;
            let exact: serde_json::Value = serde_json::from_slice(&exact).ok()?;
            let json = std::fs::read(file.with_extension("json")).ok()?;
            let instance = Instance::read(&json).expect("an instance");
            (exact["status"] == "OPTIMAL").then_some((instance, exact["obj"].as_f64()?))
        })
        .collect()
}

fn empty(problem: &Problem) -> f64 {
    score(problem, &vec![FREE; problem.total()]).expect("no plan breaks nothing").total()
}

/// What a plan is worth, by the judge.
fn worth(problem: &Problem, own: &[u16]) -> f64 {
    score(problem, own).expect("a plan breaks no constraint").total()
}

#[test]
#[ignore = "needs HEYDAY_EVALUATION_INSTANCES; see the top of the file"]
fn plans_come_near_the_proven_best() {
    let Some(folder) = std::env::var_os("HEYDAY_EVALUATION_INSTANCES") else {
        println!("HEYDAY_EVALUATION_INSTANCES is not set: no proven bests");
        return;
    };
    let proven = proven(Path::new(&folder));
    assert!(!proven.is_empty(), "the folder has instances with proven bests");
    println!("\n{} instances, {SEEDS} seeds each", proven.len());
    println!("| iterations | mean gap | worst | ms |\n|---|---|---|---|");
    for (iterations, bar) in BARS {
        let (mut sum, mut worst, began) = (0.0, 0.0_f64, Instant::now());
        for (instance, best) in &proven {
            let problem = Problem::new(instance).expect("an instance that makes sense");
            let empty = empty(&problem);
            for seed in 0..SEEDS {
                let found = worth(&problem, &solve(&problem, iterations, seed).own);
                let gap = 100.0 * (best - found) / (best - empty);
                assert!(gap > -0.01, "better than the best: {found} of {best}");
                sum += gap;
                worst = worst.max(gap);
            }
        }
        let runs = proven.len() as f64 * SEEDS as f64;
        let ms = began.elapsed().as_secs_f64() * 1e3 / runs;
        println!("| {iterations} | {:.3} % | {worst:.2} % | {ms:.1} |", sum / runs);
        assert!(sum / runs <= bar, "{iterations} iterations leave {:.3} %", sum / runs);
    }
}

#[test]
#[ignore = "takes a while; see the top of the file"]
fn a_fortnight_of_500_tasks_gets_most_of_its_worth_at_once() {
    for seed in 0..4 {
        let problem = Problem::new(&instance(seed, 500, 14, 1.4)).expect("what is made up");
        let began = Instant::now();
        let quick = solve(&problem, usual_iterations(&problem), seed);
        let ms = began.elapsed().as_secs_f64() * 1e3;
        let long = worth(&problem, &solve(&problem, 100_000, seed).own);
        let (quick, none) = (worth(&problem, &quick.own), empty(&problem));
        let part = 100.0 * (1.0 - (long - quick) / (long - none));
        println!(
            "500 tasks: {quick:.1} of {long:.1} in {ms:.0} ms, {part:.2} % of what there is to gain"
        );
        // Late work that no plan can save is in both, so it is the gain that is compared.
        assert!(part >= 96.0, "{quick} of {long}");
    }
}

/// One of the things that happen: a meeting, a task that takes longer, an urgent task.
fn accident(instance: &mut Instance, own: &[u16], random: &mut fastrand::Rng, step: usize) {
    let end = instance.days[0].end;
    let day = random.usize(..instance.days.len().min(2));
    let day = &mut instance.days[day];
    match step % 3 {
        0 => {
            let len = random.u32(2..=4);
            let from = day.start + 15 * random.u32(..(day.end - day.start) / 15 - len);
            day.meetings.push([from, from + 15 * len]);
        }
        1 => {
            let planned: Vec<u16> = own.iter().copied().filter(|task| *task != FREE).collect();
            let task = planned[random.usize(..planned.len())];
            let task = &mut instance.tasks[usize::from(task)];
            let whole = task.min_chunk == Some(task.rem);
            task.rem += 30;
            if whole {
                (task.min_chunk, task.max_chunk) = (Some(task.rem), Some(task.rem));
            }
        }
        _ => instance.tasks.push(Work {
            rem: 15 * random.u32(2..=4),
            w: 4.0,
            due: Some([0, i64::from(end)]),
            hard: true,
            min_chunk: Some(30),
            ..Work::default()
        }),
    }
}

fn remembered(problem: &Problem, own: &[u16]) -> Vec<Before> {
    let taken = own.iter().enumerate().filter(|(_, task)| **task != FREE);
    let before = taken.map(|(slot, task)| {
        let start = problem.minutes[slot];
        let day = usize::from(problem.day_of[slot]);
        Before { task: usize::from(*task), day, start, end: start + problem.slot_min }
    });
    before.collect()
}

#[test]
#[ignore = "takes a while; see the top of the file"]
fn a_replan_moves_little_and_loses_little() {
    let (mut valid, mut moved, mut afresh, mut lost, mut replans) = (0, 0, 0, 0.0, 0.0);
    for seed in 0..16 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut now = instance(seed, 30, 1 + seed as usize % 3, 1.4);
        let mut own = solve(&Problem::new(&now).expect("what is made up"), 15_000, seed).own;
        for step in 0..12 {
            now.prev = remembered(&Problem::new(&now).expect("what is made up"), &own);
            accident(&mut now, &own, &mut random, step);
            let problem = Problem::new(&now).expect("what is made up");
            let free =
                Problem::new(&Instance { prev: Vec::new(), ..now.clone() }).expect("the same");
            let kept = solve(&problem, 15_000, seed + 1).own;
            let anew = solve(&free, 15_000, seed + 1).own;
            for slot in 0..own.len() {
                if own[slot] != FREE && problem.is_open(slot) {
                    valid += 1;
                    moved += u32::from(kept[slot] != own[slot]);
                    afresh += u32::from(anew[slot] != own[slot]);
                }
            }
            let best = worth(&free, &anew);
            lost += 100.0 * (best - worth(&free, &kept)) / (best - empty(&free));
            replans += 1.0;
            own = kept;
        }
    }
    let part = |slots: u32| 100.0 * f64::from(slots) / f64::from(valid);
    let (moved, lost) = (part(moved), lost / replans);
    println!(
        "replans move {moved:.1} % of what could stay, {:.1} % from scratch; they lose {lost:.2} %",
        part(afresh)
    );
    assert!(moved <= 25.0 && lost <= 2.0);
}
