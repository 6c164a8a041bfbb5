//! The schedule: which task goes into which slot. An [`Instance`] is the problem as JSON has it, a [`Problem`]
//! the same in slots, [`score()`] says what a plan is worth and why, [`solve()`] finds a good one.
//!
//! Pure, and the same for the same input: the search counts iterations and never looks at a clock. It must never
//! hand out a plan that breaks a constraint; whoever shows one asks [`score()`] first, which trusts nothing.
//!
//! Start with [`problem`] for the words, then [`mod@score`] for what is maximised, then [`mod@solve`].

pub mod build;
mod check;
pub mod diff;
pub mod draft;
mod fixes;
pub mod frame;
pub mod hand;
pub mod instance;
pub mod limits;
pub mod marginal;
pub mod order;
pub mod overload;
pub mod problem;
pub mod proposal;
pub mod propose;
pub mod replay;
pub mod risk;
pub mod said;
pub mod score;
pub mod settings;
pub mod shift;
pub mod skills;
pub mod solve;
#[cfg(test)]
mod tests;
pub mod whatif;
pub mod why;

pub use build::{Built, World, build};
pub use check::Fault;
pub use frame::Frame;
pub use instance::Instance;
pub use marginal::{Marginal, Obstacle, Parts, Place, Stretch, stretches};
pub use problem::{FREE, Problem};
pub use proposal::Proposal;
pub use propose::{Made, make, propose};
pub use score::{Score, Violation, score};
pub use settings::Planning;
pub use solve::{Solution, solve, usual_iterations};
