//! A repeated task, its template and its instances there, is one open task here. It keeps the template's id, so
//! that a later import, when other instances are open, adds nothing.

use super::super::import::Sink;
use super::recur;
use super::row::Row;
use crate::domain::recur::Rule;
use crate::domain::{Due, Task, TaskId};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A task with its line and its word for how it repeats.
#[derive(Debug)]
struct Member {
    line: u64,
    task: Task,
    recur: Option<String>,
}

/// The repeated tasks of an import.
#[derive(Debug, Default)]
pub(super) struct Series {
    templates: BTreeMap<Uuid, Member>,
    /// The open instance that is due first, by its template's id.
    first: BTreeMap<Uuid, Member>,
    /// What an instance is called from here on.
    ids: HashMap<TaskId, TaskId>,
}

impl Series {
    pub(super) fn template(&mut self, line: u64, row: Row) {
        self.templates.insert(row.task.id.0, Member { line, task: row.task, recur: row.recur });
    }

    pub(super) fn instance(&mut self, line: u64, row: Row, parent: Uuid, sink: &mut Sink) {
        let member = Member { line, task: row.task, recur: row.recur };
        self.ids.insert(member.task.id, TaskId(parent));
        let due = |member: &Member| member.task.due.map(|due| due.at.utc_ms());
        match self.first.remove(&parent) {
            None => drop(self.first.insert(parent, member)),
            Some(other) => {
                sink.note("a repeated task had several open instances; the first one is taken");
                let earlier = if due(&member) < due(&other) { member } else { other };
                self.first.insert(parent, earlier);
            }
        }
    }

    /// The open tasks, each with its line, and the new ids of instances.
    pub(super) fn into_tasks(
        mut self,
        sink: &mut Sink,
    ) -> (Vec<(u64, Task)>, HashMap<TaskId, TaskId>) {
        let mut tasks = Vec::new();
        let now = sink.now();
        for (id, template) in self.templates {
            let instance = self.first.remove(&id);
            let has_instance = instance.is_some();
            let mut open = instance.unwrap_or(template);
            open.repeat(id, sink);
            if let Some(every) = open.task.every.as_deref().filter(|_| !has_instance)
                && let Some(due) = open.task.due.filter(|due| due.at < now.at)
                && let Ok(rule) = Rule::parse(every)
                && let Some(next) = rule.next(due.at, now.at, &now)
            {
                // Its past instances were there and are done.
                open.task.due = Some(Due { at: next.at, ..due });
            }
            tasks.push((open.line, open.task));
        }
        for (id, mut orphan) in self.first {
            orphan.repeat(id, sink);
            tasks.push((orphan.line, orphan.task));
        }
        (tasks, self.ids)
    }
}

impl Member {
    fn repeat(&mut self, id: Uuid, sink: &mut Sink) {
        self.task.id = TaskId(id);
        self.task.series = Some(id);
        let Some(word) = &self.recur else { return };
        self.task.every = recur::rule(word);
        if self.task.every.is_none() {
            sink.at(self.line);
            let word = super::super::clip(word);
            sink.warn(format!(
                "`recur` is `{word}`, which can't be said here: the task is imported once"
            ));
        }
    }
}
