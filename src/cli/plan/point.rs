//! How a person points at a block: `b7`, or the number or title of a task, whose next block is meant.

use super::super::env::Env;
use super::super::failure::Failure;
use crate::domain::{Block, BlockNo, State, TaskRef};
use crate::store::Scope;

const HINT: &str = "`heyday plan` shows the blocks and their numbers";

/// The plan, and all that blocks can be pointed at by.
pub(super) fn load(env: &mut Env) -> Result<State, Failure> {
    let today = env.now.day_span(env.now.day());
    env.load(&Scope::Screen { span: today })
}

/// The block that the word points at.
///
/// # Errors
/// When there is none, or several tasks fit.
pub(super) fn block<'a>(env: &Env, state: &'a State, word: &str) -> Result<&'a Block, Failure> {
    let to_come = |block: &&Block| block.end.utc_ms() > env.now.at.utc_ms();
    if let Some(no) = BlockNo::parse(word.trim()) {
        // One that is over is found too: why it can't be changed is said then.
        let same = || state.plan().filter(|block| block.no == no);
        let found = same().find(to_come).or_else(|| same().next_back());
        return found
            .ok_or_else(|| Failure::not_found(format!("no block `{no}` in the plan"), HINT));
    }
    let task = state.resolve(&TaskRef::parse(word))?;
    let mut planned = state.plan().filter(to_come);
    planned.find(|block| block.tasks().any(|id| id == task.id)).ok_or_else(|| {
        let message = format!("task {} `{}` has no block to come", task.no, task.title);
        Failure::not_found(message, HINT)
    })
}
