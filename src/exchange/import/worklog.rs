//! What the logs of time trackers have in common: stretches of time with labels, of which at most one runs.

use super::super::identity::Fingerprint;
use super::super::jsonl::Record;
use super::labels::Labels;
use super::{LineError, Sink, Tally};
use crate::domain::{Moment, Session, Source, Status, Task, TaskId, TaskNo};

/// What a stretch of time was spent on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct About {
    /// What to call the task. Without, it was work of that kind, on no task.
    pub(in crate::exchange) title: Option<String>,
    /// A task of the store that is meant, whatever else is said.
    pub(in crate::exchange) task: Option<TaskId>,
    pub(in crate::exchange) kind: Option<String>,
    pub(in crate::exchange) project: Option<String>,
    pub(in crate::exchange) tags: Vec<String>,
}

impl About {
    /// Looks the title up among the tasks that the store has: it is one of those then.
    pub(in crate::exchange) fn found(mut self, titles: &[&str], sink: &Sink) -> About {
        let known = titles.iter().find_map(|title| sink.ground().titles.get(*title));
        if let Some(known) = known {
            self.task = Some(known.id);
            self.kind = self.kind.or_else(|| known.kind.clone());
        }
        self
    }
}

/// Writes sessions down, and the tasks behind them at the end.
#[derive(Debug)]
pub(in crate::exchange) struct Worklog {
    /// What the format is called, and so where its sessions come from.
    format: &'static str,
    tally: Tally,
}

impl Worklog {
    pub(in crate::exchange) fn new(format: &'static str) -> Worklog {
        Worklog { format, tally: Tally::default() }
    }

    /// Writes a session down. One that runs is left out when something else runs here.
    pub(in crate::exchange) fn add(&mut self, mut session: Session, about: About, sink: &mut Sink) {
        session.kind.clone_from(&about.kind);
        session.task = about.task;
        let task = if about.task.is_some() { None } else { self.task(about, session.start, sink) };
        self.put(session, task, sink);
    }

    /// Writes a session down, on that task unless it has one already.
    pub(in crate::exchange) fn put(
        &mut self,
        mut session: Session,
        task: Option<Task>,
        sink: &mut Sink,
    ) {
        session.source = Source::from(self.format);
        if !may_run(&session, sink) {
            return;
        }
        if session.end.is_some_and(|end| end.utc_ms() == session.start.utc_ms()) {
            return sink.note("a stretch of no length is left out");
        }
        session.task = session.task.or(task.as_ref().map(|task| task.id));
        let task = task.map(|task| (task, session.clone()));
        if sink.add(Record::Session(Box::new(session)))
            && let Some((task, session)) = task
        {
            self.tally.worked(task, &session, sink);
        }
    }

    /// The task that was worked on, when it has a title.
    fn task(&self, about: About, start: Moment, sink: &mut Sink) -> Option<Task> {
        let title = about.title?;
        let labels = Labels::of_names(about.project.as_deref(), &about.tags, sink);
        let print = Fingerprint::new(&format!("{}.task", self.format));
        let id = TaskId(print.text(&title).maybe_text(labels.project.as_deref()).uuid());
        let mut task = Task::new(id, TaskNo(0), title, start);
        (task.project, task.tags) = (labels.project, labels.tags);
        (task.kind, task.status) = (about.kind, Status::Done);
        Some(task)
    }

    pub(in crate::exchange) fn finish(&mut self, sink: &mut Sink) {
        self.tally.finish(sink);
    }
}

/// Whether a session has an end, or may go on running because nothing else runs here. If not, it says so.
pub(in crate::exchange) fn may_run(session: &Session, sink: &mut Sink) -> bool {
    let other = sink.ground().running.is_some_and(|running| running != session.id.0);
    let may = session.end.is_some() || !other;
    if !may {
        sink.warn("it runs there, but something else is running here: it is left out");
    }
    may
}

/// Checks that a session ends after it began.
pub(in crate::exchange) fn in_order(start: Moment, end: Option<Moment>) -> Result<(), LineError> {
    match end {
        Some(end) if end.utc_ms() < start.utc_ms() => {
            Err(LineError::new(format!("the end ({end}) is before the start ({start})")))
        }
        _ => Ok(()),
    }
}
