//! Deciding about tasks: add, edit, done, drop, reopen, delete, and what a repeating task leaves behind.

use super::super::edit::{Edit, TaskRef};
use super::super::fact::Change;
use super::super::ids::{TaskId, TaskNo};
use super::super::intent::Ending;
use super::super::recur::{Occurrence, Rule};
use super::super::refusal::Refusal;
use super::super::session::Outcome;
use super::super::task::{Due, Status, Task};
use super::super::time::Moment;
use super::{Case, Told, label, labels};
use crate::domain::Order;

impl Case<'_> {
    pub(super) fn add(&mut self, title: &str, edits: &[Edit]) -> Result<Task, Refusal> {
        let mut task = self.draft(title, edits)?;
        self.begin_series(&mut task, edits);
        self.changes.push(Change::TaskAdded { task: Box::new(task.clone()) });
        Ok(task)
    }

    /// A task that is not written down yet.
    fn draft(&mut self, title: &str, edits: &[Edit]) -> Result<Task, Refusal> {
        let id = TaskId(self.mint.uuid());
        let mut task = Task::new(id, self.take_no(), clean_title(title)?, self.now.at);
        self.amend(&mut task, edits)?;
        Ok(task)
    }

    fn take_no(&mut self) -> TaskNo {
        let no = self.next_no;
        self.next_no = TaskNo(no.0.saturating_add(1));
        no
    }

    pub(super) fn edit(&mut self, refs: &[TaskRef], edits: &[Edit]) -> Told {
        let tasks = self.resolve_all(refs)?;
        for old in &tasks {
            let mut new = (*old).clone();
            self.amend(&mut new, edits)?;
            self.begin_series(&mut new, edits);
            self.changes.extend(Change::task(old, &new));
            if new.status.is_closed() && !old.status.is_closed() {
                self.unplan(old.id, self.now.at);
            }
        }
        Ok(("edit", labels(&tasks)))
    }

    /// Carries the wishes out on `task`, in order.
    fn amend(&mut self, task: &mut Task, edits: &[Edit]) -> Result<(), Refusal> {
        for edit in edits {
            match edit {
                Edit::Title(title) => task.title = clean_title(title)?,
                Edit::Note(note) => task.note.clone_from(note),
                Edit::Kind(kind) => {
                    if let Some(name) = kind {
                        self.know_kind(name);
                    }
                    let today = kind.as_deref().map(|name| self.state.kind_today(name));
                    task.kind = today.map(str::to_owned);
                }
                Edit::Project(project) => task.project.clone_from(project),
                Edit::Tag(tag) => {
                    if let Err(place) = task.tags.binary_search(tag) {
                        task.tags.insert(place, tag.clone());
                    }
                }
                Edit::Untag(tag) => task.tags.retain(|t| t != tag),
                Edit::Priority(priority) => task.priority = *priority,
                Edit::Estimate(seconds) => task.estimate_s = *seconds,
                Edit::Due(due) => task.due = *due,
                Edit::From(from) => task.from = *from,
                Edit::On(day) => task.on = *day,
                Edit::At(context) => task.at.clone_from(context),
                Edit::After(refs) => task.after = self.predecessors(task, refs)?,
                Edit::Every(rule) => amend_series(task, rule.as_deref())?,
                Edit::Chunk(chunk) => {
                    if chunk.is_some_and(|(min, max)| min > max || max == 0) {
                        return Err(Refusal::BadChunk);
                    }
                    task.chunk_min_s = chunk.map(|(min, _)| min);
                    task.chunk_max_s = chunk.map(|(_, max)| max);
                }
                Edit::Splittable(splittable) => task.splittable = *splittable,
                Edit::Status(status) => self.amend_status(task, *status)?,
            }
        }
        Ok(())
    }

    /// A task that from now on repeats on days which its rule names, has no date of its own and is not being worked on,
    /// begins on the first of them.
    fn begin_series(&self, task: &mut Task, edits: &[Edit]) {
        let dated = task.due.is_some() || task.on.is_some() || task.from.is_some();
        let running = self.state.running().is_some_and(|session| session.task == Some(task.id));
        let is_new = edits.iter().any(|edit| matches!(edit, Edit::Every(Some(_))));
        if dated || running || !is_new {
            return;
        }
        let rule = task.every.as_deref().and_then(|every| Rule::parse(every).ok());
        let today = self.now.day();
        let first = rule.and_then(|rule| rule.first_day(today)).filter(|day| *day > today);
        task.from = first.map(|day| self.now.day_span(day).start);
    }

    /// A status that was typed as a field. Closing this way leaves no next instance and stops no timer.
    fn amend_status(&self, task: &mut Task, status: Status) -> Result<(), Refusal> {
        if task.status.is_closed() && !status.is_closed() {
            self.alone_in_series(task)?;
        }
        task.closed = status.is_closed().then(|| task.closed.unwrap_or(self.now.at));
        task.status = status;
        Ok(())
    }

    /// The tasks that `task` is to wait for, refused when one of them waits for it already.
    fn predecessors(&self, task: &Task, refs: &[TaskRef]) -> Result<Vec<TaskId>, Refusal> {
        let mut ids = Vec::with_capacity(refs.len());
        for reference in refs {
            let before = self.state.resolve(reference)?;
            if let Some(path) = self.path(before, task.id) {
                return Err(Refusal::Cycle(std::iter::once(task.no).chain(path).collect()));
            }
            ids.push(before.id);
        }
        ids.order();
        ids.dedup();
        Ok(ids)
    }

    /// The chain of waiting from `from` to `to`, by number, when there is one.
    fn path(&self, from: &Task, to: TaskId) -> Option<Vec<TaskNo>> {
        let mut seen = std::collections::HashSet::new();
        let mut ways = vec![vec![from.id]];
        while let Some(way) = ways.pop() {
            let here = *way.last()?;
            if here == to {
                let no = |id: &TaskId| self.state.task(*id).map(|t| t.no);
                return Some(way.iter().filter_map(no).collect());
            }
            if !seen.insert(here) {
                continue;
            }
            for next in self.state.task(here).map(|t| t.after.as_slice()).unwrap_or_default() {
                let mut longer = way.clone();
                longer.push(*next);
                ways.push(longer);
            }
        }
        None
    }

    pub(super) fn done(&mut self, refs: &[TaskRef], ending: &Ending) -> Told {
        let tasks = self.resolve_all(refs)?;
        let at = self.moment(ending.at)?;
        for task in &tasks {
            self.close(task, Status::Done, at)?;
            self.end_work_on(task, ending, Outcome::Finished)?;
            self.unplan(task.id, at);
            self.repeat(task, at)?;
        }
        Ok(("done", labels(&tasks)))
    }

    pub(super) fn give_up(&mut self, refs: &[TaskRef]) -> Told {
        let tasks = self.resolve_all(refs)?;
        for task in &tasks {
            self.close(task, Status::Dropped, self.now.at)?;
            self.end_work_on(task, &Ending::default(), Outcome::Abandoned)?;
            self.unplan(task.id, self.now.at);
        }
        Ok(("drop", labels(&tasks)))
    }

    fn close(&mut self, task: &Task, status: Status, at: Moment) -> Result<(), Refusal> {
        still_open(task)?;
        let mut closed = task.clone();
        closed.status = status;
        closed.closed = Some(at);
        self.changes.extend(Change::task(task, &closed));
        Ok(())
    }

    /// Writes down the next task of a series: one open instance, ever.
    fn repeat(&mut self, task: &Task, closed: Moment) -> Result<(), Refusal> {
        let Some(every) = &task.every else { return Ok(()) };
        if self.alone_in_series(task).is_err() {
            return Ok(());
        }
        let rule = Rule::parse(every).map_err(|_| Refusal::BadRecurrence(every.clone()))?;
        let anchor = task
            .due
            .map(|due| due.at)
            .or(task.on.map(|day| self.on_day(day, closed)))
            .or(task.from)
            .unwrap_or(task.created);
        let Some(Occurrence { at: next_at }) = rule.next(anchor, closed, self.now) else {
            return Ok(());
        };
        let mut next = task.clone();
        next.id = TaskId(self.mint.uuid());
        next.no = self.take_no();
        next.series = task.series.or(Some(task.id.0));
        next.status = Status::Open;
        next.created = self.now.at;
        next.closed = None;
        // Every other date keeps its distance in days from the one that the rule is about.
        let days = next_at.local().date() - anchor.local().date();
        let moved = |at: Moment| self.now.zone.at(at.local() + days);
        next.due = task.due.map(|due| Due { at: next_at, hard: due.hard });
        next.on = task.on.and_then(|day| day.checked_add_signed(days));
        let dated = task.due.is_some() || task.on.is_some();
        next.from = match task.from {
            from if dated => from.map(moved),
            // When it was written down says nothing about when in the day it can begin.
            None if !rule.is_hourly() => Some(self.now.day_span(self.now.day_of(next_at)).start),
            _ => Some(next_at),
        };
        next.after = Vec::new();
        self.changes.push(Change::TaskAdded { task: Box::new(next) });
        Ok(())
    }

    /// The moment within `day` at which a task planned for that day counts as anchored.
    fn on_day(&self, day: chrono::NaiveDate, closed: Moment) -> Moment {
        self.now.on_day(day, closed.local().time())
    }

    /// Refuses when another task of the same series is open, or has just been opened by this intent.
    fn alone_in_series(&self, task: &Task) -> Result<(), Refusal> {
        let Some(series) = task.series else { return Ok(()) };
        let opened = |id: TaskId| {
            self.changes.iter().any(|change| {
                matches!(change, Change::TaskEdited { id: edited, new, .. }
                    if *edited == id && new.status.is_some_and(|s| !s.is_closed()))
            })
        };
        let other = self.state.tasks().find(|t| {
            let open = !t.status.is_closed() || opened(t.id);
            t.series == Some(series) && t.id != task.id && open
        });
        match other {
            None => Ok(()),
            Some(next) => {
                Err(Refusal::SeriesGoesOn { no: task.no, title: task.title.clone(), next: next.no })
            }
        }
    }

    pub(super) fn reopen(&mut self, refs: &[TaskRef]) -> Told {
        let tasks = self.resolve_all(refs)?;
        for task in &tasks {
            if task.status == Status::Open {
                return Err(Refusal::NotClosed { no: task.no, title: task.title.clone() });
            }
            if task.status.is_closed() {
                self.alone_in_series(task)?;
            }
            let mut open = (*task).clone();
            open.status = Status::Open;
            open.closed = None;
            self.changes.extend(Change::task(task, &open));
        }
        Ok(("reopen", labels(&tasks)))
    }

    pub(super) fn delete(&mut self, refs: &[TaskRef]) -> Told {
        let tasks = self.resolve_all(refs)?;
        for task in &tasks {
            self.end_work_on(task, &Ending::default(), Outcome::Abandoned)?;
            self.changes.push(Change::TaskRemoved { task: Box::new((*task).clone()) });
            self.unplan(task.id, self.now.at);
        }
        Ok(("delete", labels(&tasks)))
    }

    /// Ends the running session when it is on `task`.
    fn end_work_on(&mut self, task: &Task, ending: &Ending, how: Outcome) -> Result<(), Refusal> {
        match self.state.running().filter(|s| s.task == Some(task.id)) {
            Some(running) => self.end_session(running, ending, how).map(drop),
            None => Ok(()),
        }
    }

    pub(super) fn start_new(&mut self, title: &str, edits: &[Edit], at: Option<Moment>) -> Told {
        let task = self.draft(title, edits)?;
        self.changes.push(Change::TaskAdded { task: Box::new(task.clone()) });
        self.begin(Some(&task), at)?;
        Ok(("start", label(&task)))
    }
}

fn amend_series(task: &mut Task, rule: Option<&str>) -> Result<(), Refusal> {
    match rule {
        None => task.every = None,
        Some(text) => {
            let rule = Rule::parse(text).map_err(|_| Refusal::BadRecurrence(text.to_owned()))?;
            task.every = Some(rule.to_string());
            task.series = task.series.or(Some(task.id.0));
        }
    }
    Ok(())
}

/// Refuses a task that is done or dropped.
pub(super) fn still_open(task: &Task) -> Result<(), Refusal> {
    if !task.status.is_closed() {
        return Ok(());
    }
    Err(Refusal::Closed { no: task.no, title: task.title.clone(), status: task.status.word() })
}

fn clean_title(title: &str) -> Result<String, Refusal> {
    let title = title.trim();
    if title.is_empty() { Err(Refusal::EmptyTitle) } else { Ok(title.to_owned()) }
}
