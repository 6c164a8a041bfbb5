//! Which things go when something is to be forgotten, and what is left of a fact without them. Things that were deleted
//! or undone long ago are found too: the journal is asked, not what it adds up to.

use super::Forget;
use crate::domain::fact::TaskPatch;
use crate::domain::{
    Block, BlockId, BreakId, Change, Dispute, Moment, Session, SessionId, SessionPatch, SnoozeId,
    Task, TaskId, TaskType,
};
use crate::store::error::StoreError;
use crate::store::journal;
use chrono::NaiveDate;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What goes.
#[derive(Debug, Default)]
pub(super) struct Doomed {
    tasks: HashSet<TaskId>,
    sessions: HashSet<SessionId>,
    breaks: HashSet<BreakId>,
    blocks: HashSet<BlockId>,
    events: HashSet<String>,
    /// Closed days.
    days: HashSet<NaiveDate>,
    snoozes: HashSet<SnoozeId>,
    /// Objections, by sign and when they were made.
    disputes: HashSet<(String, i64)>,
    /// A project, with all of its parts.
    project: Option<String>,
    /// All names of a kind of work.
    kinds: HashSet<String>,
}

/// The last that the journal says of a task.
#[derive(Default)]
struct LastTask {
    project: Option<String>,
    kind: Option<String>,
    created_ms: i64,
    closed_ms: Option<i64>,
    removed: bool,
}

/// The last that the journal says of a session.
#[derive(Default)]
struct LastSession {
    task: Option<TaskId>,
    kind: Option<String>,
    start_ms: i64,
}

/// Everything that the journal has ever spoken of.
#[derive(Default)]
struct Seen {
    tasks: HashMap<TaskId, LastTask>,
    sessions: HashMap<SessionId, LastSession>,
    breaks: HashMap<BreakId, i64>,
    /// When each ended.
    blocks: HashMap<BlockId, i64>,
    events: HashMap<String, i64>,
    /// When each was closed last.
    days: HashMap<NaiveDate, i64>,
    snoozes: HashMap<SnoozeId, i64>,
    disputes: HashSet<(String, i64)>,
    kinds: HashMap<String, TaskType>,
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

impl Seen {
    fn note(&mut self, change: Change) {
        use Change as C;
        match change {
            C::TaskAdded { task } => self.task(*task, false),
            C::TaskRemoved { task } => self.task(*task, true),
            C::TaskEdited { id, new, .. } => {
                let last = self.tasks.entry(id).or_default();
                let TaskPatch { project, kind, closed, .. } = *new;
                last.project = project.unwrap_or(last.project.take());
                last.kind = kind.unwrap_or(last.kind.take());
                last.closed_ms = closed.map_or(last.closed_ms, |at| at.map(Moment::utc_ms));
            }
            C::SessionAdded { session } | C::SessionRemoved { session } => {
                let Session { id, task, kind, start, .. } = *session;
                self.sessions.insert(id, LastSession { task, kind, start_ms: start.utc_ms() });
            }
            C::SessionEdited { id, new, .. } => {
                let last = self.sessions.entry(id).or_default();
                let SessionPatch { task, kind, start, .. } = *new;
                last.task = task.unwrap_or(last.task);
                last.kind = kind.unwrap_or(last.kind.take());
                last.start_ms = start.map_or(last.start_ms, Moment::utc_ms);
            }
            C::BreakAdded { pause } | C::BreakRemoved { pause } => {
                self.breaks.insert(pause.id, pause.start.utc_ms());
            }
            C::BreakEdited { id, new, .. } => {
                self.breaks.extend(new.start.map(|start| (id, start.utc_ms())));
            }
            C::BlockAdded { block } | C::BlockRemoved { block } => {
                self.blocks.insert(block.id, block.end.utc_ms());
            }
            C::BlockEdited { id, new, .. } => {
                self.blocks.extend(new.end.map(|end| (id, end.utc_ms())));
            }
            C::EventAdded { event } | C::EventRemoved { event } => {
                self.events.insert(event.uid, event.end.utc_ms());
            }
            // A calendar is a place that is read, and no day of its own; the start of a silence never changes.
            C::CalendarAdded { .. }
            | C::CalendarEdited { .. }
            | C::CalendarRemoved { .. }
            | C::SnoozeEdited { .. } => {}
            C::DayClosed { closing } | C::DayReopened { closing } => {
                self.days.insert(closing.day, closing.at.utc_ms());
            }
            C::SnoozeAdded { snooze } | C::SnoozeRemoved { snooze } => {
                self.snoozes.insert(snooze.id, snooze.start.utc_ms());
            }
            C::SignDisputed { dispute } | C::DisputeEnded { dispute } => {
                self.disputes.insert(made(&dispute));
            }
            C::TypeAdded { kind, .. }
            | C::TypeRemoved { kind, .. }
            | C::TypeEdited { new: kind, .. } => {
                self.kinds.insert(kind.name.clone(), kind);
            }
        }
    }

    fn task(&mut self, task: Task, removed: bool) {
        let last = LastTask {
            project: task.project,
            kind: task.kind,
            created_ms: task.created.utc_ms(),
            closed_ms: task.closed.map(Moment::utc_ms),
            removed,
        };
        self.tasks.insert(task.id, last);
    }

    fn doomed(self, what: &Forget) -> Doomed {
        let mut doomed = Doomed::default();
        match what {
            Forget::Task(id) => {
                doomed.tasks.insert(*id);
            }
            Forget::Session(id) => {
                doomed.sessions.insert(*id);
            }
            Forget::Project(name) => {
                let in_it = |project: &Option<String>| {
                    project.as_ref().is_some_and(|project| is_part(project, name))
                };
                doomed.tasks.extend(self.tasks_where(|task| in_it(&task.project)));
                doomed.project = Some(name.clone());
            }
            Forget::Kind(name) => {
                doomed.kinds = self.names_of(name);
                let is_it = |kind: &Option<String>| {
                    kind.as_ref().is_some_and(|kind| doomed.kinds.contains(kind))
                };
                doomed.tasks = self.tasks_where(|task| is_it(&task.kind)).collect();
                let sessions = self.sessions.iter().filter(|(_, last)| is_it(&last.kind));
                doomed.sessions = sessions.map(|(id, _)| *id).collect();
            }
            Forget::Before(at) => self.before(at.utc_ms(), &mut doomed),
            Forget::Everything => {}
        }
        let of_doomed = |last: &LastSession| last.task.is_some_and(|id| doomed.tasks.contains(&id));
        let sessions = self.sessions.iter().filter(|(_, last)| of_doomed(last));
        let sessions: Vec<SessionId> = sessions.map(|(id, _)| *id).collect();
        doomed.sessions.extend(sessions);
        doomed
    }

    fn tasks_where(&self, is_it: impl Fn(&LastTask) -> bool) -> impl Iterator<Item = TaskId> {
        self.tasks.iter().filter(move |(_, last)| is_it(last)).map(|(id, _)| *id)
    }

    /// All names that a kind of work ever had.
    fn names_of(&self, name: &str) -> HashSet<String> {
        let known = self.kinds.get(name).map(|kind| kind.formerly.clone());
        known.unwrap_or_default().into_iter().chain([name.to_owned()]).collect()
    }

    fn before(&self, ms: i64, doomed: &mut Doomed) {
        let later = self.sessions.values().filter(|last| last.start_ms >= ms);
        let later: HashSet<TaskId> = later.filter_map(|last| last.task).collect();
        let over = |last: &LastTask| match last.closed_ms {
            Some(closed) => closed < ms,
            None => last.removed && last.created_ms < ms,
        };
        doomed.tasks.extend(self.tasks_where(over).filter(|id| !later.contains(id)));
        let early = |(_, start): &(_, &i64)| **start < ms;
        let sessions = self.sessions.iter().filter(|(_, last)| last.start_ms < ms);
        doomed.sessions.extend(sessions.map(|(id, _)| *id));
        doomed.breaks.extend(self.breaks.iter().filter(early).map(|(id, _)| *id));
        let blocks = self.blocks.iter().filter(|(_, end)| **end <= ms);
        doomed.blocks.extend(blocks.map(|(id, _)| *id));
        let events = self.events.iter().filter(|(_, end)| **end <= ms);
        doomed.events.extend(events.map(|(uid, _)| uid.clone()));
        doomed.days.extend(self.days.iter().filter(|(_, at)| **at < ms).map(|(day, _)| *day));
        let snoozes = self.snoozes.iter().filter(|(_, start)| **start < ms);
        doomed.snoozes.extend(snoozes.map(|(id, _)| *id));
        doomed.disputes.extend(self.disputes.iter().filter(|(_, at)| *at < ms).cloned());
    }
}

/// Which objection it is.
fn made(dispute: &Dispute) -> (String, i64) {
    (dispute.sign.clone(), dispute.at.utc_ms())
}

/// Whether `project` is `name` or a part of it (`paper.methods` of `paper`).
fn is_part(project: &str, name: &str) -> bool {
    project.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
