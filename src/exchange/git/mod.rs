//! What the commits of one person say about when they work: sessions inferred by a stated rule. Pure: [`Fields`]
//! takes the bytes that `git log` prints, [`infer`] makes sessions of the commits.
//!
//! The rule. Author dates less than [`APART_S`] apart belong to one session. It ends at its last commit and
//! begins [`LEAD_S`] before its first, for the work that led there, but not before what came earlier ended.
//! A commit inside a session that is known already says nothing new, and no session reaches across a known
//! one: what was measured wins, and importing twice adds nothing. Two hours are what git-hours made
//! customary; its lead-in of two hours would make most of a day of single commits.
//!
//! An inferred session has no task, no rating, no outcome and no worked time: it must never be taken for how
//! well or how long someone worked. Next: [`kind_of`] for types, [`crate::cli`] for the reading of repositories.

mod commit;
mod kind;
mod noreply;
mod sessions;
#[cfg(test)]
mod tests;

pub use commit::{Commit, FORMAT, Fields, Record};
pub use kind::{KINDS, kind_of};
pub use sessions::{APART_S, Inference, LEAD_S, LONGEST_S, infer};

/// The source of an inferred session, and the format's name.
pub const SOURCE: &str = "git";
