//! The search for a good plan: simulated annealing over small moves of blocks, with ruin and recreate among them.
//!
//! The study's reference (section 3.2) ruins and recreates alone, copies the plan for each try and evaluates it
//! whole. Here most tries are one small move that is evaluated by what it changes and taken back by a log, at a
//! hundredth of the price; and what a task promises to those that wait for it is part of what is climbed in the
//! beginning and fades out. It must never read a clock: the budget is iterations, so the same is always the same.
//!
//! Start with [`solve`]; [`board`] is the plan in the making, [`construct`] the first plan, [`moves`] the tries.

pub(crate) mod block;
pub(crate) mod board;
mod construct;
mod moves;
mod order;
mod ruin;
mod weigh;

use super::problem::Problem;
use board::Board;
use fastrand::Rng;

/// A plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The task, or [`super::FREE`], of each slot.
    pub own: Vec<u16>,
    /// What it is worth, as the search has added it up; [`super::score()`] says it exactly.
    pub objective: f64,
}

/// How the search goes about it: found by trying on generated instances of 20 to 40 tasks and 1 to 3 days.
#[derive(Clone, Debug)]
pub(crate) struct Tuning {
    /// Tries in one iteration: about as much work as one iteration of the study's reference.
    pub(crate) tries: usize,
    /// The temperature in the beginning and at the end, in mean weights of a task.
    pub(crate) heat: [f64; 2],
    /// How much of what is promised counts in the beginning, and the part of the search after which none does.
    pub(crate) lure: [f64; 2],
    /// How many of 256 tries are ruins.
    pub(crate) ruins: u8,
    /// How often each kind of move of a taken slot is tried, in the order of [`moves`].
    pub(crate) mix: [u32; moves::KINDS],
}

/// The tuning that is used.
pub(crate) const USUAL: Tuning = Tuning {
    tries: 12,
    heat: [1.8, 0.02],
    lure: [0.5, 0.7],
    ruins: 40,
    mix: [15, 8, 13, 6, 5, 5, 3, 21, 2, 9, 2],
};

/// Tries between two looks at the schedule of the temperature.
const STRIDE: usize = 64;

/// The number of iterations for a plan while somebody waits: 15,000 for a day or a few, less where each takes
/// longer.
pub fn usual_iterations(problem: &Problem) -> usize {
    if problem.jobs.len() > 150 { 8_000 } else { 15_000 }
}

/// A good plan, after that many iterations from a first one; with 0 the first one. The same problem, iterations
/// and seed always give the same plan.
pub fn solve(problem: &Problem, iterations: usize, seed: u64) -> Solution {
    solve_tuned(problem, iterations, seed, &USUAL)
}

/// The same with another tuning.
pub(crate) fn solve_tuned(
    problem: &Problem,
    iterations: usize,
    seed: u64,
    tuning: &Tuning,
) -> Solution {
    let mut rng = Rng::with_seed(seed);
    let mut board = construct::best_of_some(problem, &mut rng);
    let mut best = Solution { own: board.own.clone(), objective: board.sums.value };
    if problem.usable.is_empty() || problem.jobs.is_empty() {
        return best;
    }
    let weights: f64 = problem.jobs.iter().map(|job| job.weight).sum();
    let heat =
        tuning.heat.map(|heat| (heat * weights / problem.jobs.len() as f64).max(f64::MIN_POSITIVE));
    let tries = iterations.saturating_mul(tuning.tries);
    let (mut temperature, mut lure) = (heat[0], 0.0);
    for at in 0..tries {
        if at % STRIDE == 0 {
            let part = at as f64 / tries as f64;
            temperature = heat[0] * (heat[1] / heat[0]).powf(part);
            let [full, end] = tuning.lure;
            lure = if problem.has_deps { full * (1.0 - part / end).max(0.0) } else { 0.0 };
        }
        if !attempt(&mut board, &mut rng, (temperature, lure), tuning) {
            continue;
        }
        if board.sums.value > best.objective + 1e-9 {
            best.objective = board.sums.value;
            best.own.copy_from_slice(&board.own);
        }
    }
    best
}

/// One try; `false` when the plan is what it was.
#[inline]
fn attempt(
    board: &mut Board<'_>,
    rng: &mut Rng,
    (temperature, lure): (f64, f64),
    tuning: &Tuning,
) -> bool {
    let before = board.begin();
    let moved = if rng.u8(..) < tuning.ruins {
        ruin::ruin(board, rng, lure)
    } else {
        moves::step(board, rng, &tuning.mix)
    };
    if !moved || (board.problem.has_deps && !board.settle()) {
        board.roll_back(before);
        return false;
    }
    board.reckon();
    let delta = board.sums.value - before.value + lure * (board.sums.promise - before.promise);
    if delta < 0.0 && rng.f64() >= (delta / temperature).exp() {
        board.roll_back(before);
        return false;
    }
    true
}
