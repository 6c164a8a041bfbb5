//! Planning: a first plan, a plan while somebody waits, and the reasons of its blocks, for a day, a few, and a
//! fortnight.

// What can't be made up shows as a panic.
#![allow(clippy::expect_used)]

use super::instances::instance;
use divan::{Bencher, black_box};
use heyday::plan::{Parts, Problem, solve, stretches, usual_iterations};

/// Tasks, and days to put them in.
const SIZES: [(usize, usize); 5] = [(20, 1), (40, 1), (50, 3), (200, 14), (500, 14)];

fn problem((tasks, days): (usize, usize)) -> Problem {
    Problem::new(&instance(7, tasks, days, 1.3)).expect("what is made up makes sense")
}

#[divan::bench(args = SIZES)]
fn first_plan(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let problem = problem(size);
    bencher.bench(|| solve(black_box(&problem), 0, 1));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn plan_of_3000_iterations(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let problem = problem(size);
    bencher.bench(|| solve(black_box(&problem), 3_000, 1));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn plan_while_somebody_waits(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let problem = problem(size);
    bencher.bench(|| solve(black_box(&problem), usual_iterations(&problem), 1));
}

#[divan::bench(args = SIZES)]
fn reasons_of_the_first_day(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let problem = problem(size);
    let own = solve(&problem, 500, 1).own;
    let parts = Parts::new(&problem, &own).expect("a plan breaks no constraint");
    bencher.bench(|| {
        let today = stretches(&problem, &own);
        let today = today.into_iter().filter(|block| block.start < problem.day_start[1]);
        today.map(|block| (parts.marginal(block), parts.places(block, 0..1))).collect::<Vec<_>>()
    });
}
