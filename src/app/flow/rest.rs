//! What becomes of the tasks of a step that nothing was decided about: the sensible answer under Enter, as one step.

use super::done::{self, Line};
use super::seen::next_work_day;
use super::sheet::{Sheet, put_on};
use crate::app::Model;
use crate::domain::{BlockId, Edit, Intent, PlanVerb, Task, TaskId, TaskRef};

/// In the morning the rest stays with the plan, which finds it a place; a day that has passed becomes today. `None` when
/// nothing is to change.
pub fn keep(model: &Model, sheet: &Sheet) -> Option<Intent> {
    let today = model.now.day();
    let passed = |id: &TaskId| {
        let on = model.state.task(*id).and_then(|task| task.on);
        on.is_some_and(|day| day < today)
    };
    let tasks: Vec<TaskId> = sheet.open(model).map(|row| row.task).filter(passed).collect();
    (!tasks.is_empty()).then(|| put_on(model, &tasks, Some(today)))
}

/// In the evening what was to be finished today, or was for today, goes to the next work day; a piece of longer work
/// and what has a later block stays with the plan. What was still to come of all of it leaves the plan of today. `None`
/// when nothing is to change.
pub fn put_off(model: &Model, sheet: &Sheet) -> Option<Intent> {
    let today = model.now.day_span(model.now.day());
    let lines = done::sum(model).lines;
    let open: Vec<TaskId> = sheet.open(model).map(|row| row.task).collect();
    let goes = |id: &&TaskId| {
        let mut blocks = model.state.plan().filter(|block| block.start >= today.end);
        let is_later = blocks.any(|block| block.tasks().any(|task| task == **id));
        let line = lines.iter().find(|line| line.task == Some(**id));
        !is_later && model.state.task(**id).is_some_and(|task| is_for_today(model, task, line))
    };
    let tasks: Vec<TaskRef> = open.iter().filter(goes).copied().map(TaskRef::Id).collect();
    let still = model.state.plan().filter(|b| b.start >= model.now.at && b.start < today.end);
    let remove: Vec<BlockId> = still
        .filter(|block| block.tasks().all(|id| open.contains(&id)))
        .map(|block| block.id)
        .collect();
    let mut intents = Vec::new();
    if !tasks.is_empty() {
        let edits = vec![Edit::On(Some(next_work_day(model)))];
        intents.push(Intent::Edit { tasks, edits });
    }
    if !remove.is_empty() {
        intents.push(Intent::Plan { verb: PlanVerb::Skip, remove, put: Vec::new() });
    }
    (!intents.is_empty()).then_some(Intent::Together(intents))
}

/// Whether a task was for today, or would have been finished in its blocks of today.
fn is_for_today(model: &Model, task: &Task, line: Option<&Line>) -> bool {
    if task.on.is_some_and(|day| day <= model.now.day()) {
        return true;
    }
    let (planned, worked) = line.map_or((0, 0), |line| (line.planned_s, line.worked_s));
    let before = model.state.tracked_s(task.id, model.now.at) - worked;
    task.estimate_s.is_none_or(|estimate| planned >= i64::from(estimate) - before)
}
