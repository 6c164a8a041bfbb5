//! A proposal for the days to come: the problem of [`super::build()`], a good plan for it, and what that means for a person.
//!
//! Deterministic: the same world, iterations and seed give the same proposal. It must never hand out a plan that
//! [`super::score()`] has not found to keep every constraint.
//!
//! One file a part: [`blocks`] which block goes where and keeps which name, [`reasons`] why, [`day`] what else is in a
//! day, [`unplaced`] what is not.

mod blocks;
mod day;
mod reasons;
mod unplaced;

use super::build::{Built, World, build};
use super::fixes;
use super::problem::{FREE, Problem};
use super::proposal::{DayPlan, Proposal};
use super::risk::{self, Risk};
use super::score::{Score, score};
use super::solve::{solve_unless, usual_iterations};
use crate::domain::Order;

/// A proposal with everything that it was made of: for questions about it.
#[derive(Clone, Debug)]
pub struct Made {
    /// The problem as it was put.
    pub built: Built,
    /// The same in slots.
    pub problem: Problem,
    /// The plan: a task, or [`FREE`], for each slot.
    pub own: Vec<u16>,
    /// What it is worth.
    pub score: Score,
    /// What it means.
    pub proposal: Proposal,
}

/// A plan for the days to come, with its risks and what would help. `iterations` are those for a problem of usual size; where each takes
/// longer there are fewer. The seq is that of the caller: 0 here.
pub fn propose(world: World<'_>, iterations: usize, seed: u64) -> Made {
    let mut made = make(world, iterations, seed);
    made.proposal.at_risk = risk::at_risk(world, &Risk::of(world, &made), FIXES);
    fixes::add(world, &mut made, FIXES);
    made
}

/// The same; `None`, and soon, when it is `over`: nobody waits for it any more.
pub fn propose_unless(
    world: World<'_>,
    iterations: usize,
    seed: u64,
    over: &dyn Fn() -> bool,
) -> Option<Made> {
    let mut made = make_unless(world, iterations, seed, over);
    if over() {
        return None;
    }
    made.proposal.at_risk = risk::at_risk(world, &Risk::of(world, &made), FIXES);
    if over() {
        return None;
    }
    fixes::add(world, &mut made, FIXES);
    Some(made)
}

/// The same as [`propose`] without its risks and without what would help.
pub fn make(world: World<'_>, iterations: usize, seed: u64) -> Made {
    make_unless(world, iterations, seed, &|| false)
}

fn make_unless(world: World<'_>, iterations: usize, seed: u64, over: &dyn Fn() -> bool) -> Made {
    let (built, problem) = posed(build(world));
    let usual = usual_iterations(&problem);
    let iterations = iterations.saturating_mul(usual) / USUAL.max(1);
    let found = solve_unless(&problem, iterations, seed, over).own;
    let (own, score) = standing(&problem, judged(&problem, found));
    let placed = blocks::placed(world, &built, &problem, &own);
    let reasons = reasons::Reasons::new(world, &built, &problem);
    let days = 0..built.frame.days.len();
    let days: Vec<DayPlan> =
        days.map(|index| day::plan(world, &built, &placed, &reasons, index)).collect();
    let proposal = Proposal {
        made_at: world.now.at,
        seq: 0,
        days,
        unplaced: unplaced::unplaced(world, &built, &problem, &own),
        at_risk: Vec::new(),
        objective: score.total(),
        iterations,
    };
    Made { built, problem, own, score, proposal }
}

/// How many risks of a proposal come with what would help, and how much work without a place: each takes a few tries.
const FIXES: usize = 3;

/// Where chance begins, for commands, screens and `solve` alike: one world has one proposal.
pub const SEED: u64 = 0;

/// The iterations that a problem of usual size gets.
pub const USUAL: usize = 15_000;

/// The problem in slots. One that makes no sense (it never should) is put without its tasks, which are set aside.
fn posed(mut built: Built) -> (Built, Problem) {
    match Problem::new(&built.instance) {
        Ok(problem) => (built, problem),
        Err(fault) => {
            debug_assert!(false, "the instance makes no sense: {fault}");
            let reason = format!("it can't be planned: {fault}");
            unplaced::set_aside(&mut built, &reason);
            let problem = Problem::new(&built.instance).unwrap_or_default();
            (built, problem)
        }
    }
}

/// The plan and what it is worth; nothing at all in place of a plan that breaks a constraint.
fn judged(problem: &Problem, own: Vec<u16>) -> (Vec<u16>, Score) {
    match score(problem, &own) {
        Ok(score) => return (own, score),
        Err(violation) => debug_assert!(false, "the plan breaks a constraint: {violation}"),
    }
    let empty = vec![FREE; problem.total()];
    let score = score(problem, &empty).unwrap_or_default();
    (empty, score)
}

/// What was found, or the plan before where that is as good: a new arrangement of the same work must be worth at least
/// what a switch costs, because whoever has to look at it is interrupted too.
fn standing(problem: &Problem, (own, found): (Vec<u16>, Score)) -> (Vec<u16>, Score) {
    if !problem.has_prev || own == problem.prev || work(&own) != work(&problem.prev) {
        return (own, found);
    }
    match score(problem, &problem.prev) {
        Ok(kept) if found.total() - kept.total() < problem.weights.block => {
            (problem.prev.clone(), kept)
        }
        _ => (own, found),
    }
}

/// The tasks of a plan, each as often as it has slots.
fn work(own: &[u16]) -> Vec<u16> {
    let mut work = own.to_vec();
    work.order();
    work
}

#[cfg(test)]
#[path = "tests/propose.rs"]
mod tests;

#[cfg(test)]
#[path = "tests/tardy.rs"]
mod tardy;
