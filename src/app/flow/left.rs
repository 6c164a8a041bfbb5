//! Which tasks a step asks about: left over from the days before, late, due soon, unfinished today. Each in the order of
//! the one ranking, so that what matters comes first.

use super::seen::next_work_day;
use super::sheet::{Row, Why};
use crate::app::Model;
use crate::domain::{Order, Status, Task, TaskId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What was planned for a day before today, by a block or by its day, and is still open.
pub fn over(model: &Model) -> Vec<Row> {
    let today = model.now.day();
    let mut found: BTreeMap<TaskId, Why> = BTreeMap::new();
    for block in model.state.plan() {
        let day = model.now.day_of(block.start);
        // Who closed that day has seen what was left of it.
        if day < today && model.state.closing(day).is_none() {
            found.extend(block.tasks().map(|id| (id, Why::Planned(day))));
        }
    }
    for task in model.state.tasks() {
        if let Some(day) = task.on.filter(|day| *day < today) {
            found.entry(task.id).or_insert(Why::Planned(day));
        }
    }
    // What has found a new day already is not left over.
    found.retain(|id, _| {
        let task = model.state.task(*id);
        task.is_some_and(|task| task.on.is_none_or(|day| day < today)) && !is_ahead(model, *id)
    });
    rows(model, found)
}

/// What was due before today and is still open.
pub fn late(model: &Model) -> Vec<Row> {
    let today = model.now.day_span(model.now.day()).start;
    let late = model.state.tasks().filter_map(|task| {
        let due = task.due.filter(|due| due.at < today)?;
        let put_off = task.on.is_some_and(|day| day > model.now.day());
        (!put_off).then_some((task.id, Why::Due(due)))
    });
    rows(model, late.collect())
}

/// Both: everything that time went over.
pub fn lying(model: &Model) -> Vec<Row> {
    let mut all = late(model);
    let known: HashSet<TaskId> = all.iter().map(|row| row.task).collect();
    all.extend(over(model).into_iter().filter(|row| !known.contains(&row.task)));
    ranked(model, &mut all);
    all
}

/// What is due until the end of the next work day, and what is wanted for today.
pub fn due(model: &Model) -> Vec<Row> {
    let today = model.now.day();
    let until = model.now.day_span(next_work_day(model)).end;
    let wanted = model.state.tasks().filter_map(|task| {
        let later = task.on.is_some_and(|day| day > today);
        let due = task.due.filter(|due| due.at < until).map(Why::Due);
        let on = task.on.filter(|day| *day <= today).map(Why::Planned);
        Some((task.id, due.filter(|_| !later).or(on)?))
    });
    rows(model, wanted.collect())
}

/// What was planned for today, by a block or by its day, and is still open.
pub fn unfinished(model: &Model) -> Vec<Row> {
    let today = model.now.day();
    let mut found: BTreeMap<TaskId, Why> = BTreeMap::new();
    for block in model.state.plan().filter(|block| model.now.day_of(block.start) == today) {
        found.extend(block.tasks().map(|id| (id, Why::Planned(today))));
    }
    let on = model.state.tasks().filter(|task| task.on.is_some_and(|day| day <= today));
    found.extend(on.map(|task| (task.id, Why::Planned(today))));
    rows(model, found)
}

/// Whether an accepted block of the task is to come.
fn is_ahead(model: &Model, task: TaskId) -> bool {
    let now = model.now.at;
    model.state.plan().any(|block| block.end > now && block.tasks().any(|id| id == task))
}

/// The rows of the tasks among them that a person can do something about.
fn rows(model: &Model, found: BTreeMap<TaskId, Why>) -> Vec<Row> {
    let open = |task: &&Task| {
        task.status == Status::Open && task.from.is_none_or(|from| from <= model.now.at)
    };
    let tasks = found.into_iter().filter_map(|(id, why)| Some((model.state.task(id)?, why)));
    let open = tasks.filter(|(task, _)| open(task));
    let mut rows: Vec<Row> = open.map(|(task, why)| Row::new(task, why)).collect();
    ranked(model, &mut rows);
    rows
}

/// Puts rows into the order of the ranking; what is not ranked comes last, by number.
fn ranked(model: &Model, rows: &mut [Row]) {
    let places: HashMap<TaskId, usize> =
        model.ranked.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
    let number = |id: TaskId| model.state.task(id).map(|task| task.no);
    rows.order_by_key(|row| {
        (places.get(&row.task).copied().unwrap_or(usize::MAX), number(row.task))
    });
}
