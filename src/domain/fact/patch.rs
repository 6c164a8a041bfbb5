//! Some fields of a thing and their values: what an edit says. Each patch names its fields once; what exists in a noun
//! and can change is listed in `patch!` below.
//!
//! Next: [`super::Change`], which holds an old patch and a new one.

use crate::domain::block::Block;
use crate::domain::ids::{BlockNo, TaskId, TaskNo};
use crate::domain::session::{Break, BreakClass, Interruption, Outcome, Session, Source};
use crate::domain::snooze::{Snooze, SnoozeKind};
use crate::domain::task::{Due, Priority, Status, Task};
use crate::domain::time::Moment;
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

patch! {
    /// Some fields of a [`Snooze`] and their values.
    SnoozePatch of Snooze {
        start: Moment,
        end: Moment,
        how: SnoozeKind,
    }
}
