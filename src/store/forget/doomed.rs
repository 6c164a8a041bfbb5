//! Which things go when something is to be forgotten, and what is left of a fact without them. They are found in the
//! journal by [`super::seen`], not in what it adds up to.

use super::Forget;
use super::seen::Seen;
use crate::domain::fact::TaskPatch;
use crate::domain::{
    Block, BlockId, BreakId, Change, Dispute, Session, SessionId, SessionPatch, SnoozeId, Task,
    TaskId, TaskType,
};
use crate::store::error::StoreError;
use crate::store::journal;
use chrono::NaiveDate;
use rusqlite::Connection;
use std::collections::HashSet;
use uuid::Uuid;

/// What goes.
#[derive(Debug, Default)]
pub(super) struct Doomed {
    pub(super) tasks: HashSet<TaskId>,
    pub(super) sessions: HashSet<SessionId>,
    pub(super) breaks: HashSet<BreakId>,
    pub(super) blocks: HashSet<BlockId>,
    pub(super) events: HashSet<String>,
    /// Closed days.
    pub(super) days: HashSet<NaiveDate>,
    pub(super) snoozes: HashSet<SnoozeId>,
    /// Objections, by sign and when they were made.
    pub(super) disputes: HashSet<(String, i64)>,
    /// A project, with all of its parts.
    pub(super) project: Option<String>,
    /// All names of a kind of work.
    pub(super) kinds: HashSet<String>,
}

impl Doomed {
    /// What goes from a store.
    pub(super) fn of(conn: &Connection, what: &Forget) -> Result<Doomed, StoreError> {
        if *what == Forget::Everything {
            return Ok(Doomed::default());
        }
        let mut seen = Seen::default();
        journal::each(conn, 1, i64::MAX, |_, change| {
            seen.note(change);
            Ok(())
        })?;
        Ok(seen.doomed(what))
    }

    /// Whether nothing goes.
    pub(super) fn is_nothing(&self) -> bool {
        self.tasks.is_empty() && self.sessions.is_empty() && self.kinds.is_empty()
    }

    /// What goes there or here.
    pub(super) fn and(mut self, other: &Doomed) -> Doomed {
        self.tasks.extend(&other.tasks);
        self.sessions.extend(&other.sessions);
        self.breaks.extend(&other.breaks);
        self.blocks.extend(&other.blocks);
        self.events.extend(other.events.iter().cloned());
        self.days.extend(&other.days);
        self.snoozes.extend(&other.snoozes);
        self.disputes.extend(other.disputes.iter().cloned());
        self.kinds.extend(other.kinds.iter().cloned());
        self
    }

    /// What is left of a change; `None` when that is nothing. Changes of the plan are [`super::blocks`]'s.
    pub(super) fn left(&self, change: Change) -> Option<Change> {
        use Change as C;
        let left = match change {
            C::TaskAdded { task } => C::TaskAdded { task: Box::new(self.task(*task)?) },
            C::TaskRemoved { task } => C::TaskRemoved { task: Box::new(self.task(*task)?) },
            C::TaskEdited { id, old, new } => self.edited(id, *old, *new)?,
            C::SessionAdded { session } => {
                C::SessionAdded { session: Box::new(self.session(*session)?) }
            }
            C::SessionRemoved { session } => {
                C::SessionRemoved { session: Box::new(self.session(*session)?) }
            }
            C::SessionEdited { id, old, new } => self.corrected(id, *old, *new)?,
            C::BreakAdded { ref pause } | C::BreakRemoved { ref pause } => {
                (!self.breaks.contains(&pause.id)).then_some(change)?
            }
            C::BreakEdited { id, .. } => (!self.breaks.contains(&id)).then_some(change)?,
            C::BlockAdded { .. } | C::BlockEdited { .. } | C::BlockRemoved { .. } => change,
            C::EventAdded { ref event } | C::EventRemoved { ref event } => {
                (!self.events.contains(&event.uid)).then_some(change)?
            }
            C::CalendarAdded { .. } | C::CalendarEdited { .. } | C::CalendarRemoved { .. } => {
                change
            }
            C::DayClosed { ref closing } | C::DayReopened { ref closing } => {
                (!self.days.contains(&closing.day)).then_some(change)?
            }
            C::SnoozeAdded { ref snooze } | C::SnoozeRemoved { ref snooze } => {
                (!self.snoozes.contains(&snooze.id)).then_some(change)?
            }
            C::SnoozeEdited { id, .. } => (!self.snoozes.contains(&id)).then_some(change)?,
            C::SignDisputed { ref dispute } | C::DisputeEnded { ref dispute } => {
                (!self.disputes.contains(&made(dispute))).then_some(change)?
            }
            C::TypeAdded { kind, place } => C::TypeAdded { kind: self.kind(kind)?, place },
            C::TypeRemoved { kind, place } => C::TypeRemoved { kind: self.kind(kind)?, place },
            C::TypeEdited { old, new } => {
                let (old, new) = (self.kind(old)?, self.kind(new)?);
                (old != new).then_some(C::TypeEdited { old, new })?
            }
        };
        Some(left)
    }

    fn is_project(&self, project: &str) -> bool {
        self.project.as_deref().is_some_and(|doomed| is_part(project, doomed))
    }

    fn task(&self, mut task: Task) -> Option<Task> {
        if self.tasks.contains(&task.id) {
            return None;
        }
        task.after.retain(|id| !self.tasks.contains(id));
        task.project = task.project.filter(|project| !self.is_project(project));
        task.kind = task.kind.filter(|kind| !self.kinds.contains(kind));
        task.series = task.series.map(|series| self.series(series));
        Some(task)
    }

    /// A block with those of its tasks that stay.
    pub(super) fn block(&self, mut block: Block) -> Option<Block> {
        let mut stay = block.tasks().filter(|id| !self.tasks.contains(id));
        let (first, also) = (stay.next()?, stay.collect());
        (block.task, block.also) = (first, also);
        (!self.blocks.contains(&block.id)).then_some(block)
    }

    fn edited(&self, id: TaskId, old: TaskPatch, new: TaskPatch) -> Option<Change> {
        if self.tasks.contains(&id) {
            return None;
        }
        let (mut old, mut new) = (self.patch(old), self.patch(new));
        macro_rules! same { ($($field:ident),*) => { $(
            if old.$field == new.$field {
                (old.$field, new.$field) = (None, None);
            }
        )* } }
        same!(after, project, kind, series);
        let (old, new) = (Box::new(old), Box::new(new));
        (!new.fields().is_empty()).then_some(Change::TaskEdited { id, old, new })
    }

    fn patch(&self, mut patch: TaskPatch) -> TaskPatch {
        if let Some(after) = &mut patch.after {
            after.retain(|id| !self.tasks.contains(id));
        }
        if let Some(project) = &mut patch.project {
            project.take_if(|project| self.is_project(project));
        }
        if let Some(kind) = &mut patch.kind {
            kind.take_if(|kind| self.kinds.contains(kind));
        }
        if let Some(Some(series)) = &mut patch.series {
            *series = self.series(*series);
        }
        patch
    }

    /// A series is called by the id of its first task; when that goes, by another that tells nothing of it.
    fn series(&self, series: Uuid) -> Uuid {
        if !self.tasks.contains(&TaskId(series)) {
            return series;
        }
        let mixed = series.as_u128().wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        Uuid::from_u128(mixed ^ (mixed >> 64))
    }

    fn session(&self, mut session: Session) -> Option<Session> {
        if self.sessions.contains(&session.id) {
            return None;
        }
        session.task = session.task.filter(|id| !self.tasks.contains(id));
        session.kind = session.kind.filter(|kind| !self.kinds.contains(kind));
        Some(session)
    }

    fn corrected(&self, id: SessionId, old: SessionPatch, new: SessionPatch) -> Option<Change> {
        if self.sessions.contains(&id) {
            return None;
        }
        let clean = |mut patch: SessionPatch| {
            if let Some(task) = &mut patch.task {
                task.take_if(|id| self.tasks.contains(id));
            }
            if let Some(kind) = &mut patch.kind {
                kind.take_if(|kind| self.kinds.contains(kind));
            }
            patch
        };
        let (mut old, mut new) = (clean(old), clean(new));
        if old.task == new.task {
            (old.task, new.task) = (None, None);
        }
        if old.kind == new.kind {
            (old.kind, new.kind) = (None, None);
        }
        let (old, new) = (Box::new(old), Box::new(new));
        (!new.fields().is_empty()).then_some(Change::SessionEdited { id, old, new })
    }

    /// A kind of work of every new store tells nothing of the person, but its former names do.
    fn kind(&self, mut kind: TaskType) -> Option<TaskType> {
        let starter = TaskType::starters().iter().any(|starter| starter.name == kind.name);
        if self.kinds.contains(&kind.name) && !starter {
            return None;
        }
        kind.formerly.retain(|former| !self.kinds.contains(former));
        Some(kind)
    }
}

/// Which objection it is.
pub(super) fn made(dispute: &Dispute) -> (String, i64) {
    (dispute.sign.clone(), dispute.at.utc_ms())
}

/// Whether `project` is `name` or a part of it (`paper.methods` of `paper`).
pub(super) fn is_part(project: &str, name: &str) -> bool {
    project.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
