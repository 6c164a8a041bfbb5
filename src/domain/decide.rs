//! From an intent to the changes that carry it out.

use super::fact::Change;
use super::ids::Mint;
use super::intent::Intent;
use super::refusal::Refusal;
use super::state::State;
use super::time::Now;

/// What an intent comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The word for it in the history: `add`, `done`, `start`, ...
    pub verb: &'static str,
    /// What it was about, in a few words for the history and for undo: `142 Draft methods`.
    pub subject: String,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// Decides which changes carry `intent` out in `state` at `now`, with fresh ids from `mint`. Pure: the
/// same arguments give the same decision.
///
/// # Errors
/// A [`Refusal`] that says why it can't be done and what to do instead; nothing is to be changed then.
pub fn decide(
    state: &State,
    intent: &Intent,
    now: &Now,
    mint: &mut Mint,
) -> Result<Decision, Refusal> {
    let _ = (state, intent, now, mint);
    Err(Refusal::NothingToChange)
}
