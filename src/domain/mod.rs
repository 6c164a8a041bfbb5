//! What exists: plain data and total functions over it. Everything else stands on this room; it knows
//! `chrono` types and nothing of files, clocks, terminals or databases.
//!
//! Start with [`task`] and [`session`] for the nouns, [`fact`] for how they change, [`decide()`] for which
//! changes an [`Intent`] makes, and [`State`] for what the changes add up to.

pub mod block;
pub mod brought;
pub mod calendar;
pub mod closing;
pub mod decide;
pub mod dispute;
pub mod edit;
pub mod fact;
pub mod gaps;
pub mod heard;
pub mod ids;
pub mod intent;
#[cfg(test)]
pub(crate) mod laws;
pub mod order;
pub mod pattern;
pub mod recur;
pub mod refusal;
mod rrule;
pub mod session;
pub mod snooze;
pub mod state;
pub mod suggestion;
pub mod task;
pub mod time;
pub mod told;
mod tzif;
pub mod urgency;
mod zone;

pub use block::{Block, BlockNos, PlanVerb, Put};
pub use brought::Brought;
pub use calendar::{AllDay, Calendar};
pub use closing::Closing;
pub use decide::{Decision, decide};
pub use dispute::Dispute;
pub use edit::{Edit, TaskRef};
pub use fact::{BlockPatch, Change, SessionPatch, SnoozePatch, TaskPatch};
pub use gaps::gaps;
pub use heard::{Explained, Heard, Sound};
pub use ids::{
    BlockId, BlockNo, BreakId, CalendarId, DeviceId, HeardId, Mint, SessionId, SnoozeId, TaskId,
    TaskNo, ToldId,
};
pub use intent::{Ending, Forgotten, Intent, SessionEdit, Was};
pub use order::Order;
pub use refusal::{PlanRefusal, Refusal};
pub use session::{Break, BreakClass, Event, Interruption, Outcome, Session, Source};
pub use snooze::{Snooze, SnoozeKind};
pub use state::State;
pub use suggestion::Suggestion;
pub use task::{Due, Mode, Objection, Priority, Status, Task, TaskType};
pub use time::{Moment, Now, Span, Zone};
pub use told::{Answer, Told};
