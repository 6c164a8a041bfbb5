//! The tasks behind a time log: each is written down once, with when it was first and last worked on. A log says
//! what was, not what is to be, so they are done, except the one that runs.

use super::super::jsonl::Record;
use super::sink::Sink;
use crate::domain::{Order, Session, Status, Task, TaskId};
use std::collections::{HashMap, HashSet};

/// How many tasks are held back for what is still to come; more are written down as far as they are known.
const HELD: usize = 50_000;

/// Tasks in the making.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Tally {
    held: HashMap<TaskId, Task>,
    order: Vec<TaskId>,
    given: HashSet<TaskId>,
}

impl Tally {
    /// The task was worked on in that session. Its tags add up; of everything else, the first word counts.
    pub(in crate::exchange) fn worked(
        &mut self,
        mut task: Task,
        session: &Session,
        sink: &mut Sink,
    ) {
        let id = task.id;
        if self.given.contains(&id) {
            return;
        }
        if let Some(known) = self.held.get_mut(&id) {
            known.tags.append(&mut task.tags);
            known.tags.order();
            known.tags.dedup();
            known.kind = known.kind.take().or(task.kind);
            known.created = known.created.min(session.start);
            known.estimate_s = known.estimate_s.or(task.estimate_s);
            known.closed = known.closed.zip(session.end).map(|(last, end)| last.max(end));
        } else {
            if self.held.len() >= HELD {
                self.finish(sink);
            }
            task.created = session.start;
            task.closed = task.closed.or(session.end).filter(|_| task.status.is_closed());
            self.order.push(id);
            self.held.insert(id, task);
        }
    }

    /// Writes the tasks down, in the order in which they were first seen.
    pub(in crate::exchange) fn finish(&mut self, sink: &mut Sink) {
        let line = sink.line();
        sink.at(0);
        for id in self.order.drain(..) {
            let Some(mut task) = self.held.remove(&id) else { continue };
            self.given.insert(id);
            if task.closed.is_none() && task.status.is_closed() {
                task.status = Status::Open;
            }
            sink.add(Record::Task(Box::new(task)));
        }
        sink.at(line);
    }
}
