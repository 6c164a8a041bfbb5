//! The tasks of a step: which are selected, what keys do to them, and what has become of each since the step opened.
//! What became of a task is read from the task itself, so that undo, another window and another program count too.

use crate::app::list::List;
use crate::app::overlay::{Line, OtherDay};
use crate::app::{Effect, Model, Overlay};
use crate::domain::{BlockId, Due, Edit, Ending, Intent, PlanVerb, Status, Task, TaskId, TaskRef};
use crate::input::Action;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Why a task is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was planned for that day.
    Planned(NaiveDate),
    /// It was or is due then.
    Due(Due),
}

/// A task that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub task: TaskId,
    /// Why.
    pub why: Why,
    /// The day it was planned for when the step opened.
    on: Option<NaiveDate>,
    /// When it was due then.
    due: Option<Due>,
}

/// What has become of a task since the step opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is done.
    Done,
    /// It was given up.
    Dropped,
    /// It is there no more, or waits for somebody.
    Gone,
    /// It is for that day.
    On(NaiveDate),
    /// It is due then.
    Due(Due),
    /// It has no day and no date any more.
    Free,
}

impl Row {
    /// A row about a task as it is now.
    pub fn new(task: &Task, why: Why) -> Row {
        Row { task: task.id, why, on: task.on, due: task.due }
    }

    /// What has become of it; `None` while nothing was decided.
    pub fn fate(&self, model: &Model) -> Option<Fate> {
        let Some(task) = model.state.task(self.task) else { return Some(Fate::Gone) };
        match task.status {
            Status::Done => Some(Fate::Done),
            Status::Dropped => Some(Fate::Dropped),
            Status::Waiting => Some(Fate::Gone),
            Status::Open if task.due != self.due => Some(task.due.map_or(Fate::Free, Fate::Due)),
            Status::Open if task.on != self.on => Some(task.on.map_or(Fate::Free, Fate::On)),
            Status::Open => None,
        }
    }
}

/// The tasks of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The tasks, what matters first.
    pub rows: Vec<Row>,
    /// Those that the next act is about besides or instead of the selected one.
    pub chosen: BTreeSet<TaskId>,
    /// Where the list stands.
    pub list: List,
    /// Whether the selection is to go on to the next task that nothing was decided about.
    goes_on: bool,
}

impl Sheet {
    /// A sheet of these tasks.
    pub fn new(rows: Vec<Row>) -> Sheet {
        Sheet { rows, ..Sheet::default() }
    }

    /// The tasks that nothing was decided about.
    pub fn open<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(|row| row.fate(model).is_none())
    }

    /// Carries out what concerns the tasks; `None` when the action does not.
    pub fn act(&mut self, model: &mut Model, action: Action) -> Option<Vec<Effect>> {
        let len = self.rows.len();
        match action {
            Action::Down => self.list.step(1, len, len),
            Action::Up => self.list.step(-1, len, len),
            Action::PageDown => self.list.step(10, len, len),
            Action::PageUp => self.list.step(-10, len, len),
            Action::Select => self.toggle(),
            Action::SelectAll => {
                let all: BTreeSet<TaskId> = self.open(model).map(|row| row.task).collect();
                self.chosen = if self.chosen == all { BTreeSet::new() } else { all };
            }
            Action::Done | Action::Drop | Action::OtherDay | Action::NewDue | Action::Edit => {
                return Some(self.decide(model, action));
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn toggle(&mut self) {
        let Some(row) = self.rows.get(self.list.selected) else { return };
        if !self.chosen.remove(&row.task) {
            self.chosen.insert(row.task);
        }
        let len = self.rows.len();
        self.list.step(1, len, len);
    }

    /// The tasks that an act is about: the chosen ones, else the selected one.
    fn targets(&self) -> Vec<TaskId> {
        let chosen = self.rows.iter().map(|row| row.task).filter(|id| self.chosen.contains(id));
        let chosen: Vec<TaskId> = chosen.collect();
        if chosen.is_empty() {
            return self.rows.get(self.list.selected).map(|row| row.task).into_iter().collect();
        }
        chosen
    }

    fn decide(&mut self, model: &mut Model, action: Action) -> Vec<Effect> {
        let targets = self.targets();
        if targets.is_empty() {
            return Vec::new();
        }
        self.goes_on = true;
        decide(model, targets, action)
    }

    /// Follows what was recorded: what is decided is not chosen any more, and the selection goes on to what is not.
    pub fn settle(&mut self, model: &Model) {
        let is_open = |row: &Row| row.fate(model).is_none();
        let open: BTreeSet<TaskId> =
            self.rows.iter().filter(|row| is_open(row)).map(|row| row.task).collect();
        self.chosen.retain(|id| open.contains(id));
        let at = self.list.selected;
        let decided = self.rows.get(at).is_some_and(|row| !is_open(row));
        if std::mem::take(&mut self.goes_on) && decided {
            let len = self.rows.len();
            let next = (at..len).chain(0..at).find(|n| is_open(&self.rows[*n]));
            self.list.select(next.unwrap_or(at), len, len);
        }
    }
}

/// Does that to tasks, or asks which day or what else it is to be.
pub fn decide(model: &mut Model, targets: Vec<TaskId>, action: Action) -> Vec<Effect> {
    let tasks = || targets.iter().copied().map(TaskRef::Id).collect();
    let overlay = match action {
        Action::Done => {
            let ending = Ending::default();
            return vec![Effect::Do(Intent::Done { tasks: tasks(), ending })];
        }
        Action::Drop => return vec![Effect::Do(Intent::Drop { tasks: tasks() })],
        Action::NewDue => Overlay::OtherDay(OtherDay::due(model, targets)),
        Action::Edit => Overlay::Line(Box::new(Line::edit(model, targets))),
        _ => Overlay::OtherDay(OtherDay::new(model, targets)),
    };
    model.overlays.push(overlay);
    Vec::new()
}

/// Puts tasks on a day, or off every day, and takes what is planned of them before that day out of the plan, all in one
/// step.
pub fn put_on(model: &Model, tasks: &[TaskId], day: Option<NaiveDate>) -> Intent {
    let edit = Intent::Edit {
        tasks: tasks.iter().copied().map(TaskRef::Id).collect(),
        edits: vec![Edit::On(day)],
    };
    let Some(day) = day else { return edit };
    let now = model.now.at;
    let start = model.now.day_span(day).start;
    let theirs = |id: TaskId| tasks.contains(&id);
    let early = model.state.plan().filter(|block| block.start >= now && block.end <= start);
    // A bundle stays for the tasks in it that are not meant.
    let early = early.filter(|block| block.tasks().all(theirs));
    let remove: Vec<BlockId> = early.map(|block| block.id).collect();
    if remove.is_empty() {
        return edit;
    }
    let skip = Intent::Plan { verb: PlanVerb::Skip, remove, put: Vec::new() };
    Intent::Together(vec![edit, skip])
}

/// Makes tasks due on another day, each at the hour and as firmly as before; new dates are soft and at the end of the
/// office hours. `None` takes the dates away. A day that has passed is forgotten: the plan finds another before the date.
pub fn make_due(model: &Model, tasks: &[TaskId], day: Option<NaiveDate>) -> Intent {
    let each = tasks.iter().filter_map(|id| model.state.task(*id)).map(|task| {
        let due = day.map(|day| {
            let time = task.due.map_or(model.settings.day_end, |due| due.at.local().time());
            let hard = task.due.is_some_and(|due| due.hard);
            Due { at: model.now.on_day(day, time), hard }
        });
        let mut edits = vec![Edit::Due(due)];
        if task.on.is_some_and(|on| on < model.now.day()) {
            edits.push(Edit::On(None));
        }
        Intent::Edit { tasks: vec![TaskRef::Id(task.id)], edits }
    });
    Intent::Together(each.collect())
}
