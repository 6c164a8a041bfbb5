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

/// How the search goes about it: found by trying on generated instances of 20 to 40 tasks and 1 to 3 days, and of 3 to
/// 50 tasks in a fortnight that has room for them.
#[derive(Clone, Debug)]
pub(crate) struct Tuning {
    /// Tries in one iteration: about as much work as one iteration of the study's reference.
    pub(crate) tries: usize,
    /// The temperature in the beginning and at the end, in mean weights of a task.
    pub(crate) heat: [f64; 2],
    /// The same where there is more time than work: everything has a place then, and the question is only where.
    pub(crate) loose: [f64; 2],
    /// How much of what is promised counts in the beginning, and the part of the search after which none does.
    pub(crate) lure: [f64; 2],
    /// How many of 256 tries are ruins.
    pub(crate) ruins: u8,
    /// How many of 256 changes that drive out what waited are mended.
    pub(crate) mends: u8,
    /// How many of 256 ruins take a task and all that hangs on it.
    pub(crate) groups: u8,
    /// Iterations for each task from which on the search begins as hot as can be; with fewer it stays near the
    /// first plan.
    pub(crate) thorough: f64,
    /// Short searches that go ahead, and how many of 100 tries each takes.
    pub(crate) starts: (usize, usize),
    /// How hot the long one behind them begins, beside them.
    pub(crate) reheat: f64,
    /// How often each kind of move of a taken slot is tried, in the order of [`moves`].
    pub(crate) mix: [u32; moves::KINDS],
}

/// The tuning that is used.
pub(crate) const USUAL: Tuning = Tuning {
    tries: 10,
    heat: [1.8, 0.02],
    loose: [0.8, 0.005],
    lure: [0.8, 0.7],
    ruins: 40,
    mends: 60,
    groups: 60,
    thorough: 100.0,
    starts: (2, 20),
    reheat: 0.4,
    mix: [15, 8, 13, 6, 5, 5, 3, 21, 2, 9, 2, 5],
};

/// Tries between two looks at the schedule of the temperature.
const STRIDE: usize = 64;

/// The number of iterations for a plan while somebody waits: 15,000 for a day or a few, less where each takes
/// longer.
pub fn usual_iterations(problem: &Problem) -> usize {
    if problem.jobs.len() > 150 { 10_000 } else { 15_000 }
}

/// A good plan, after that many iterations from a first one; with 0 the first one. The same problem, iterations
/// and seed always give the same plan.
pub fn solve(problem: &Problem, iterations: usize, seed: u64) -> Solution {
    solve_tuned(problem, iterations, seed, &USUAL, &|| false)
}

/// The same; less good, and soon, when it is `over`.
pub fn solve_unless(
    problem: &Problem,
    iterations: usize,
    seed: u64,
    over: &dyn Fn() -> bool,
) -> Solution {
    solve_tuned(problem, iterations, seed, &USUAL, over)
}

/// A plan that keeps every constraint, with what can be added of one task; everything else stays where it is. What of
/// `own` the problem does not allow is left out.
pub fn with_more(problem: &Problem, own: &[u16], task: u16) -> Vec<u16> {
    construct::with_more(problem, own, task).own
}

/// The same with another tuning.
pub(crate) fn solve_tuned(
    problem: &Problem,
    iterations: usize,
    seed: u64,
    tuning: &Tuning,
    over: &dyn Fn() -> bool,
) -> Solution {
    let mut rng = Rng::with_seed(seed);
    let mut board = construct::best_of_some(problem, &mut rng);
    let mut best = Solution { own: board.own.clone(), objective: board.sums.value };
    if problem.usable.is_empty() || problem.jobs.is_empty() {
        return best;
    }
    let weights: f64 = problem.jobs.iter().map(|job| job.weight).sum();
    let each = iterations as f64 / problem.jobs.len() as f64;
    let calm = (each / tuning.thorough).clamp(0.01, 1.0);
    let unit = (weights / problem.jobs.len() as f64).max(f64::MIN_POSITIVE);
    let heat = if problem.is_loose { tuning.loose } else { tuning.heat };
    let heat = heat.map(|heat| heat * calm * unit);
    let tries = iterations.saturating_mul(tuning.tries);
    // Where a search ends is decided early, by chance: some short ones go ahead, and the best of them goes on.
    let (starts, share) = tuning.starts;
    let short = tries / 100 * share;
    let first = board.clone();
    let mut found = first.clone();
    for _ in 0..starts {
        board.clone_from(&first);
        let stage = Stage { tries: short, heat, lure: tuning.lure, over };
        anneal(&mut board, &mut rng, &stage, tuning, &mut best);
        if board.sums.value > found.sums.value {
            found.clone_from(&board);
        }
    }
    let [full, end] = tuning.lure;
    let stage = Stage {
        tries: tries - starts * short,
        heat: [heat[0] * tuning.reheat, heat[1]],
        lure: [full * tuning.reheat, end],
        over,
    };
    anneal(&mut found, &mut rng, &stage, tuning, &mut best);
    best
}

/// How one annealing goes.
struct Stage<'a> {
    tries: usize,
    heat: [f64; 2],
    lure: [f64; 2],
    /// Whether nobody waits for it any more.
    over: &'a dyn Fn() -> bool,
}

/// Anneals `board`, and keeps the best plan that it meets in `best`.
fn anneal(
    board: &mut Board<'_>,
    rng: &mut Rng,
    stage: &Stage<'_>,
    tuning: &Tuning,
    best: &mut Solution,
) {
    let (mut temperature, mut lure) = (stage.heat[0], 0.0);
    for at in 0..stage.tries {
        if at % STRIDE == 0 {
            if (stage.over)() {
                return;
            }
            let part = at as f64 / stage.tries as f64;
            temperature = stage.heat[0] * (stage.heat[1] / stage.heat[0]).powf(part);
            let [full, end] = stage.lure;
            lure = if board.problem.has_deps { full * (1.0 - part / end).max(0.0) } else { 0.0 };
        }
        if attempt(board, rng, (temperature, lure), tuning)
            && board.sums.value > best.objective + 1e-9
        {
            best.objective = board.sums.value;
            best.own.copy_from_slice(&board.own);
        }
    }
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
        ruin::ruin(board, rng, lure, tuning.groups)
    } else {
        moves::step(board, rng, &tuning.mix)
    };
    if !moved || (board.problem.has_deps && !board.settle()) {
        board.roll_back(before);
        return false;
    }
    if board.problem.has_deps {
        ruin::mend(board, rng, lure, tuning.mends);
    }
    board.reckon();
    let delta = board.sums.value - before.value + lure * (board.sums.promise - before.promise);
    if delta < 0.0 && rng.f64() >= (delta / temperature).exp() {
        board.roll_back(before);
        return false;
    }
    true
}
