//! Tasks and sessions as JSON objects, for every `--json` answer: the fields of the JSON-lines format and
//! what only a view can know (`urgency`, `tracked_s`, `remaining_s`). The words are a promise to scripts.
//!
//! Next: [`crate::exchange::jsonl::write`], which writes the fields that files have too.

use super::phrase;
use crate::domain::urgency::{self, Coefficients};
use crate::domain::{Block, Now, Session, State, Task, TaskId};
use crate::exchange::json::Json;
use crate::exchange::jsonl::write;

/// Writes the object `{"v":1, ..}` with what `fill` adds.
pub(crate) fn answer(fill: impl FnOnce(&mut Json)) -> Json {
    let mut json = Json::default();
    json.object(|json| {
        json.field("v", 1);
        fill(json);
    });
    json
}

/// What a task's object depends on besides the task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    /// Where it stands.
    pub(crate) state: &'a State,
    /// The present.
    pub(crate) now: &'a Now,
    /// How it is ranked.
    pub(crate) weights: &'a Coefficients,
}

/// Writes a task's fields into the open object.
pub(crate) fn task(json: &mut Json, task: &Task, around: Around<'_>) {
    let Around { state, now, weights } = around;
    write::task_fields(json, task);
    json.field("urgency", urgency::urgency(task, state, now, weights).total)
        .field("tracked_s", state.tracked_s(task.id, now.at))
        .field("remaining_s", phrase::remaining_s(task, state, now.at));
}

/// Writes a session's fields into the open object.
pub(crate) fn session(json: &mut Json, session: &Session, state: &State, now: &Now) {
    write::session_fields(json, session);
    let task = session.task.and_then(|id| state.task(id));
    json.field("id", task.map(|task| task.no))
        .field("title", task.map(|task| &task.title))
        .field("project", task.and_then(|task| task.project.as_ref()))
        .field("worked_s", session.worked_s(now.at));
}

/// Writes the fields of a block of the plan into the open object.
pub(crate) fn block(json: &mut Json, block: &Block, state: &State) {
    write::block_fields(json, block);
    let task = state.task(block.task);
    json.field("id", task.map(|task| task.no)).field("title", task.map(|task| &task.title));
}

/// Writes which task is meant: its number, its UUID and its title, as far as they are known.
pub(crate) fn named(json: &mut Json, id: Option<TaskId>, task: Option<&Task>) {
    json.field("task", task.map(|task| task.no))
        .field("uuid", id)
        .field("title", task.map(|task| &task.title));
}
