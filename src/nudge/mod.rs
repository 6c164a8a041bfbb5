//! When to speak up: breaks, too much work, the end of the day. A pure policy over plain data: what the person does when
//! ([`Timeline`]), what the log says about them ([`Habit`], [`Today`]), what they have set ([`Nudging`]). It reads no
//! clock and shows nothing: whoever runs it is told what to show, why, and when something can happen next.
//!
//! A [`Course`] is the state of a day, [`Course::step`] takes it to the next moment, [`drive()`] takes it through a stretch of
//! time. [`live()`] (for a screen and a background process) and [`replay()`] feed the same course and get the same nudges.
//!
//! Start with [`counter`] for what a break is worth, then [`course`]; [`gate`] is what keeps a nudge back. Figures name
//! their sources; `[R]` means measured on the public logs of 111 people (18,840 work days), `[J]` judgement.

pub mod ahead;
pub mod counter;
pub mod course;
pub mod drive;
pub mod gate;
pub mod habit;
pub mod history;
mod layers;
mod ledger;
pub mod lines;
pub mod live;
mod micro;
pub mod record;
pub mod replay;
pub mod said;
pub mod settings;
pub mod situation;
pub mod standing;
pub mod timeline;
pub mod words;

#[cfg(test)]
mod tests;

pub use ahead::{Left, Planned};
pub use counter::{Counter, Tally};
pub use course::{Course, Step};
pub use drive::{Driven, World, drive};
pub use gate::Hold;
pub use habit::{Acceptance, Answer, Habit};
pub use history::{Record, Shown, world};
pub use live::{Ground, Live, Pulse, live};
pub(crate) use micro::stays_ms;
pub use record::{layers, record};
pub use replay::replay;
pub use said::{Nudge, Reason, Rule};
pub use settings::{Heed, MicroBreaks, Nudging};
pub use situation::{Situation, Today};
pub use standing::standing;
pub use timeline::{Absence, Boundary, Doing, Gone, Layers, Mark, Mute, Stretch, Timeline, Turn};

use crate::domain::Moment;

/// A minute in milliseconds.
pub(crate) const MIN: i64 = 60_000;
/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 60 * MIN;

/// The moment `ms` (UTC milliseconds) as seen from the place and time of `near`.
pub(crate) fn moment(near: Moment, ms: i64) -> Moment {
    Moment::new(ms, near.offset_min())
}
