//! What becomes of the tasks of a step that nothing was decided about: the sensible answer under Enter, as one step.

use super::seen::next_work_day;
use super::sheet::{Sheet, put_on};
use crate::app::Model;
use crate::domain::{Block, BlockId, Intent, PlanVerb, TaskId};

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

/// In the evening the rest goes to the next work day, unless it is planned for later already; what was still to come
/// today leaves the plan. `None` when nothing is to change.
pub fn put_off(model: &Model, sheet: &Sheet) -> Option<Intent> {
    let today = model.now.day_span(model.now.day());
    let holds = |block: &Block, id: TaskId| block.tasks().any(|task| task == id);
    let is_later =
        |id: &TaskId| model.state.plan().any(|block| block.start >= today.end && holds(block, *id));
    let open: Vec<TaskId> = sheet.open(model).map(|row| row.task).collect();
    let (planned, rest): (Vec<TaskId>, Vec<TaskId>) = open.into_iter().partition(is_later);
    let mut intents = Vec::new();
    if !rest.is_empty() {
        intents.push(put_on(model, &rest, Some(next_work_day(model))));
    }
    let still = model.state.plan().filter(|b| b.start >= model.now.at && b.start < today.end);
    let gone: Vec<BlockId> = still
        .filter(|block| block.tasks().all(|id| planned.contains(&id)))
        .map(|block| block.id)
        .collect();
    if !gone.is_empty() {
        intents.push(Intent::Plan { verb: PlanVerb::Skip, remove: gone, put: Vec::new() });
    }
    (!intents.is_empty()).then_some(Intent::Together(intents))
}
