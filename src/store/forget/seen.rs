//! Everything that the journal has ever spoken of, and which of it goes when something is to be forgotten: what was
//! deleted or undone long ago is found too.
//!
//! Next: [`super::doomed`], which says what is left of a fact without it.

use super::Forget;
use super::doomed::{Doomed, is_part, made};
use crate::domain::fact::TaskPatch;
use crate::domain::{
    BlockId, BreakId, Change, Moment, Session, SessionId, SessionPatch, SnoozeId, Task, TaskId,
    TaskType,
};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

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
pub(super) struct Seen {
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

impl Seen {
    pub(super) fn note(&mut self, change: Change) {
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

    pub(super) fn doomed(self, what: &Forget) -> Doomed {
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
