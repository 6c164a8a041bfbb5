//! What the log teaches: at which hours this person does which kind of work well ([`hours`]), what an estimate really takes
//! ([`pace`]), when a queue of tasks will be done ([`risk`]), and which tags mark slow work ([`skill`]). Pure folds over plain [`Observation`]s: the
//! same observations always give the same numbers, on every machine; nothing here reads a store or a clock.
//!
//! Start with [`Observation`] for what one session says, `outcome` for how well it went in one number, and
//! [`hours::fit()`] for the curves. Formulas name their sources; figures without one are judgement, and say so.

pub mod backtest;
mod cholesky;
pub mod claim;
pub mod exposure;
pub mod futures;
pub mod hours;
pub mod log;
pub mod observation;
pub mod observe;
pub(crate) mod outcome;
pub mod pace;
pub mod profile;
pub mod risk;
pub mod skill;

pub use claim::{Claim, Strength};
pub use exposure::Exposure;
pub use hours::{DayClass, Hours, Peak, Point, Prior, Window};
pub use observation::Observation;
pub use observe::Evidence;
pub use pace::{Finished, Pace};
pub use profile::{Habits, Profile};
