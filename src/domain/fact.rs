//! How things change. A [`Change`] says what became of one thing and what it was before, so that it can be
//! carried out, told, taken back ([`Change::inverse`]) and one day merged field by field with the changes
//! of another machine. The journal stores changes as facts; a fact is never edited.
//!
//! Next: [`patch`] for the fields that an edit can change.

mod patch;

pub use patch::{BlockPatch, BreakPatch, SessionPatch, SnoozePatch, TaskPatch};

use super::block::Block;
use super::calendar::Calendar;
use super::closing::Closing;
use super::dispute::Dispute;
use super::ids::{BlockId, BreakId, SessionId, SnoozeId, TaskId};
use super::session::{Break, Event, Session};
use super::snooze::Snooze;
use super::task::{Task, TaskType};
use serde::{Deserialize, Serialize};

/// What became of one thing. Serialised with a `fact` tag: this is the journal's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Change {
    /// A task came into being.
    TaskAdded {
        /// As it was at first.
        task: Box<Task>,
    },
    /// Some fields of a task changed.
    TaskEdited {
        /// Which.
        id: TaskId,
        /// The values before.
        old: Box<TaskPatch>,
        /// The values after; the same fields.
        new: Box<TaskPatch>,
    },
    /// A task was deleted.
    TaskRemoved {
        /// As it was at last.
        task: Box<Task>,
    },
    /// A session was started or written down.
    SessionAdded {
        /// As it was at first.
        session: Box<Session>,
    },
    /// Some fields of a session changed.
    SessionEdited {
        /// Which.
        id: SessionId,
        /// The values before.
        old: Box<SessionPatch>,
        /// The values after; the same fields.
        new: Box<SessionPatch>,
    },
    /// A session was deleted.
    SessionRemoved {
        /// As it was at last.
        session: Box<Session>,
    },
    /// A break was started or written down.
    BreakAdded {
        /// As it was at first.
        pause: Break,
    },
    /// Some fields of a break changed.
    BreakEdited {
        /// Which.
        id: BreakId,
        /// The values before.
        old: BreakPatch,
        /// The values after; the same fields.
        new: BreakPatch,
    },
    /// A break was deleted.
    BreakRemoved {
        /// As it was at last.
        pause: Break,
    },
    /// A block came into the plan.
    BlockAdded {
        /// As it was at first.
        block: Block,
    },
    /// A block of the plan was moved, cut, pinned, or is for other tasks.
    BlockEdited {
        /// Which.
        id: BlockId,
        /// The values before.
        old: Box<BlockPatch>,
        /// The values after; the same fields.
        new: Box<BlockPatch>,
    },
    /// A block was taken out of the plan.
    BlockRemoved {
        /// As it was at last.
        block: Block,
    },
    /// A calendar entry was brought in.
    EventAdded {
        /// The entry.
        event: Event,
    },
    /// A calendar entry was taken out.
    EventRemoved {
        /// As it was.
        event: Event,
    },
    /// A calendar is read from now on.
    CalendarAdded {
        /// The calendar.
        calendar: Box<Calendar>,
    },
    /// A calendar is called or meant otherwise, or is elsewhere.
    CalendarEdited {
        /// As it was.
        old: Box<Calendar>,
        /// As it is; the same calendar.
        new: Box<Calendar>,
    },
    /// A calendar is not read any more.
    CalendarRemoved {
        /// As it was at last.
        calendar: Box<Calendar>,
    },
    /// A work day was closed.
    DayClosed {
        /// Its end.
        closing: Closing,
    },
    /// The end of a work day was taken back.
    DayReopened {
        /// The end that it had.
        closing: Closing,
    },
    /// Nudges were silenced for a while.
    SnoozeAdded {
        /// As it was at first.
        snooze: Snooze,
    },
    /// A silence became shorter or longer.
    SnoozeEdited {
        /// Which.
        id: SnoozeId,
        /// The values before.
        old: SnoozePatch,
        /// The values after; the same fields.
        new: SnoozePatch,
    },
    /// A silence was taken back.
    SnoozeRemoved {
        /// As it was at last.
        snooze: Snooze,
    },
    /// A sign of the early warning was said to be none.
    SignDisputed {
        /// The objection.
        dispute: Dispute,
    },
    /// A sign counts again.
    DisputeEnded {
        /// The objection that it had.
        dispute: Dispute,
    },
    /// A kind of work was named.
    TypeAdded {
        /// The kind.
        kind: TaskType,
        /// How many stand before it in the list; without a number, all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<u32>,
    },
    /// A kind of work was renamed, took in another, or is done or judged otherwise; its place in the list
    /// stays.
    TypeEdited {
        /// As it was.
        old: TaskType,
        /// As it is.
        new: TaskType,
    },
    /// A kind of work was taken off the list (the log keeps its name).
    TypeRemoved {
        /// The kind.
        kind: TaskType,
        /// Where it stood, so that it comes back to its place; not known of those removed by old versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<u32>,
    },
}

impl Change {
    /// The change from `old` to `new` of the same task, `None` when nothing differs.
    pub fn task(old: &Task, new: &Task) -> Option<Change> {
        let (was, is) = TaskPatch::between(old, new)?;
        Some(Change::TaskEdited { id: old.id, old: Box::new(was), new: Box::new(is) })
    }

    /// The change from `old` to `new` of the same session, `None` when nothing differs.
    pub fn session(old: &Session, new: &Session) -> Option<Change> {
        let (was, is) = SessionPatch::between(old, new)?;
        Some(Change::SessionEdited { id: old.id, old: Box::new(was), new: Box::new(is) })
    }

    /// The change from `old` to `new` of the same break, `None` when nothing differs.
    pub fn pause(old: &Break, new: &Break) -> Option<Change> {
        let (was, is) = BreakPatch::between(old, new)?;
        Some(Change::BreakEdited { id: old.id, old: was, new: is })
    }

    /// The change from `old` to `new` of the same block, `None` when nothing differs.
    pub fn block(old: &Block, new: &Block) -> Option<Change> {
        let (was, is) = BlockPatch::between(old, new)?;
        Some(Change::BlockEdited { id: old.id, old: Box::new(was), new: Box::new(is) })
    }

    /// The change from `old` to `new` of the same silence, `None` when nothing differs.
    pub fn snooze(old: &Snooze, new: &Snooze) -> Option<Change> {
        let (was, is) = SnoozePatch::between(old, new)?;
        Some(Change::SnoozeEdited { id: old.id, old: was, new: is })
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Change {
        match self.clone() {
            Change::TaskAdded { task } => Change::TaskRemoved { task },
            Change::TaskRemoved { task } => Change::TaskAdded { task },
            Change::TaskEdited { id, old, new } => Change::TaskEdited { id, old: new, new: old },
            Change::SessionAdded { session } => Change::SessionRemoved { session },
            Change::SessionRemoved { session } => Change::SessionAdded { session },
            Change::SessionEdited { id, old, new } => {
                Change::SessionEdited { id, old: new, new: old }
            }
            Change::BreakAdded { pause } => Change::BreakRemoved { pause },
            Change::BreakRemoved { pause } => Change::BreakAdded { pause },
            Change::BreakEdited { id, old, new } => Change::BreakEdited { id, old: new, new: old },
            Change::BlockAdded { block } => Change::BlockRemoved { block },
            Change::BlockRemoved { block } => Change::BlockAdded { block },
            Change::BlockEdited { id, old, new } => Change::BlockEdited { id, old: new, new: old },
            Change::EventAdded { event } => Change::EventRemoved { event },
            Change::EventRemoved { event } => Change::EventAdded { event },
            Change::CalendarAdded { calendar } => Change::CalendarRemoved { calendar },
            Change::CalendarRemoved { calendar } => Change::CalendarAdded { calendar },
            Change::CalendarEdited { old, new } => Change::CalendarEdited { old: new, new: old },
            Change::DayClosed { closing } => Change::DayReopened { closing },
            Change::DayReopened { closing } => Change::DayClosed { closing },
            Change::SnoozeAdded { snooze } => Change::SnoozeRemoved { snooze },
            Change::SnoozeRemoved { snooze } => Change::SnoozeAdded { snooze },
            Change::SnoozeEdited { id, old, new } => {
                Change::SnoozeEdited { id, old: new, new: old }
            }
            Change::SignDisputed { dispute } => Change::DisputeEnded { dispute },
            Change::DisputeEnded { dispute } => Change::SignDisputed { dispute },
            Change::TypeAdded { kind, place } => Change::TypeRemoved { kind, place },
            Change::TypeRemoved { kind, place } => Change::TypeAdded { kind, place },
            Change::TypeEdited { old, new } => Change::TypeEdited { old: new, new: old },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Mint;
    use crate::domain::{Moment, TaskNo};

    fn task() -> Task {
        let mut mint = Mint::new(1, 1);
        let mut task = Task::new(TaskId(mint.uuid()), TaskNo(4), "Draft", Moment::new(0, 60));
        task.project = Some("paper".into());
        task
    }

    #[test]
    fn a_patch_tells_a_cleared_field_from_an_untouched_one() {
        let old = task();
        let mut new = old.clone();
        new.project = None;
        let change = Change::task(&old, &new).unwrap();
        let text = serde_json::to_string(&change).unwrap();
        let read: Change = serde_json::from_str(&text).unwrap();
        assert_eq!(read, change);
        let Change::TaskEdited { new: patch, .. } = read else { panic!("an edit") };
        assert_eq!(patch.fields(), ["project"]);
        let mut target = old;
        patch.apply_to(&mut target);
        assert_eq!(target.project, None);
        assert!(patch.holds_in(&target));
    }

    #[test]
    fn nothing_changed_is_no_change() {
        assert_eq!(Change::task(&task(), &task()), None);
    }

    #[test]
    fn the_inverse_of_the_inverse_is_the_change() {
        let old = task();
        let mut new = old.clone();
        new.title = "Write".into();
        for change in
            [Change::TaskAdded { task: Box::new(old.clone()) }, Change::task(&old, &new).unwrap()]
        {
            assert_eq!(change.inverse().inverse(), change);
            assert_ne!(change.inverse(), change);
        }
    }
}
