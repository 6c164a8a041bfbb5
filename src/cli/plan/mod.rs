//! `plan` and what is inside it: the schedule, and the life of the plan that the person accepted. One file a group:
//! [`adopt`] compares and accepts, [`point`] is how a block is named, [`place`] moves them by hand, [`skip`] sends them to another day, [`versions`]
//! looks back and goes back, [`replay`] looks at a past day, [`shown`] is how blocks look. Must never find a place for work itself: that is
//! [`crate::plan`]'s.

mod adopt;
mod place;
mod point;
mod replay;
mod shown;
mod skip;
mod versions;

use super::env::Env;
use super::failure::Failure;
use super::propose::Propose;
use clap::{Args, Subcommand};

/// Arguments of `plan`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_value_name = "WHAT")]
#[command(subcommand_help_heading = "Inner commands")]
#[command(after_help = "\
What you accepted stays where it is unless there is a reason; what you pinned stays in any case. With `--json` and \
nothing else, every day that is planned is shown. BLOCK is the number that the plan shows in front of it, `b7`, or a \
task: its next block is meant then.

Examples:
  heyday plan
  heyday plan fri --days 3
  heyday plan accept
  heyday plan move methods 14:00
  heyday plan --dump > instance.json")]
pub(crate) struct Plan {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    propose: Propose,
}

/// What to do about the plan.
#[derive(Debug, Subcommand)]
enum What {
    /// Show what the proposal would change in the accepted plan
    Diff(adopt::Diff),
    /// Adopt the proposal, whole or by block
    Accept(adopt::Accept),
    /// Fix blocks where they are, or leave them to the planner again
    Pin(place::Pin),
    /// Put a block at another time
    Move(place::Move),
    /// Make a block longer or shorter
    Resize(place::Resize),
    /// Send a block to another day
    Skip(skip::Skip),
    /// Show what changed the plan, newest first
    History(versions::History),
    /// Show the accepted plan, as it is or as it stood after a change
    Show(versions::Show),
    /// Show a past day as it was planned, as it was worked, and as it would be planned today
    Replay(replay::Replay),
    /// Go back to the plan as it stood after a change
    Revert(versions::Revert),
}

/// Whether it places single blocks elsewhere.
pub(super) fn is_placing(plan: &Plan) -> bool {
    matches!(plan.what, Some(What::Pin(_) | What::Move(_) | What::Resize(_) | What::Skip(_)))
}

impl Plan {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None => self.propose.run(env),
            Some(What::Diff(args)) => args.run(env),
            Some(What::Accept(args)) => args.run(env),
            Some(What::Pin(args)) => args.run(env),
            Some(What::Move(args)) => args.run(env),
            Some(What::Resize(args)) => args.run(env),
            Some(What::Skip(args)) => args.run(env),
            Some(What::History(args)) => args.run(env),
            Some(What::Show(args)) => args.run(env),
            Some(What::Replay(args)) => args.run(env),
            Some(What::Revert(args)) => args.run(env),
        }
    }
}
