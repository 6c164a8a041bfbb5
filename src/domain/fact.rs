//! How things change. A [`Change`] says what became of one thing and what it was before, so that it can be
//! carried out, told, taken back ([`Change::inverse`]) and one day merged field by field with the changes
//! of another machine. The journal stores changes as facts; a fact is never edited.
//!
//! The patches name each field once: what exists in [`Task`] and can change is listed in `patch!` below.

use super::block::Block;
use super::calendar::Calendar;
use super::closing::Closing;
use super::ids::{BlockId, BlockNo, BreakId, SessionId, TaskId, TaskNo};
use super::session::{Break, BreakClass, Event, Interruption, Outcome, Session, Source};
use super::task::{Due, Priority, Status, Task, TaskType};
use super::time::Moment;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// Tells a field that is `null` from one that is not there.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(de: D) -> Result<Option<T>, D::Error> {
    T::deserialize(de).map(Some)
}

macro_rules! patch {
    ($(#[$doc:meta])* $patch:ident of $target:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $patch {
            $(
                #[doc = concat!("The value of `", stringify!($field), "`, when it is part of the patch.")]
                #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
                pub $field: Option<$type>,
            )+
        }

        impl $patch {
            /// The fields in which two values differ: the old ones and the new ones. `None` when equal.
            pub fn between(old: &$target, new: &$target) -> Option<($patch, $patch)> {
                let (mut was, mut is) = ($patch::default(), $patch::default());
                let mut differ = false;
                $(
                    if old.$field != new.$field {
                        was.$field = Some(old.$field.clone());
                        is.$field = Some(new.$field.clone());
                        differ = true;
                    }
                )+
                differ.then_some((was, is))
            }

            /// Writes the patch's fields into `target`.
            pub fn apply_to(&self, target: &mut $target) {
                $( if let Some(value) = &self.$field { target.$field = value.clone(); } )+
            }

            /// Whether `target` has all the values of the patch.
            pub fn holds_in(&self, target: &$target) -> bool {
                $( self.$field.as_ref().is_none_or(|value| *value == target.$field) && )+ true
            }

            /// The names of the fields in the patch.
            pub fn fields(&self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $( if self.$field.is_some() { names.push(stringify!($field)); } )+
                names
            }
        }
    };
}

patch! {
    /// Some fields of a [`Task`] and their values.
    TaskPatch of Task {
        no: TaskNo,
        title: String,
        note: String,
        kind: Option<String>,
        project: Option<String>,
        tags: Vec<String>,
        priority: Priority,
        estimate_s: Option<u32>,
        due: Option<Due>,
        from: Option<Moment>,
        on: Option<NaiveDate>,
        at: Option<String>,
        after: Vec<TaskId>,
        every: Option<String>,
        series: Option<Uuid>,
        chunk_min_s: Option<u32>,
        chunk_max_s: Option<u32>,
        splittable: bool,
        status: Status,
        created: Moment,
        closed: Option<Moment>,
    }
}

patch! {
    /// Some fields of a [`Session`] and their values.
    SessionPatch of Session {
        task: Option<TaskId>,
        kind: Option<String>,
        start: Moment,
        end: Option<Moment>,
        focus: Option<u8>,
        interruptions: Vec<Interruption>,
        outcome: Option<Outcome>,
        note: String,
        source: Source,
        confirmed: Option<Moment>,
    }
}

patch! {
    /// Some fields of a [`Break`] and their values.
    BreakPatch of Break {
        start: Moment,
        end: Option<Moment>,
        class: BreakClass,
        natural: bool,
        planned_s: Option<u32>,
    }
}

patch! {
    /// Some fields of a [`Block`] and their values.
    BlockPatch of Block {
        no: BlockNo,
        task: TaskId,
        also: Vec<TaskId>,
        start: Moment,
        end: Moment,
        pinned: bool,
    }
}

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
