//! The made-up day before it begins and when it ends.

use super::Seen;
use crate::app::fixture::{self, at};
use crate::app::plan::fixture as plan;
use crate::app::{Model, Msg, Settings, update};
use crate::domain::{
    Block, BlockId, BlockNo, Change, Mint, Moment, Now, State, TaskId, TaskNo, TaskPatch,
};
use std::sync::Arc;

pub(crate) fn task(state: &State, no: u32) -> TaskId {
    state.task_no(TaskNo(no)).unwrap().id
}

/// The tasks of the made-up day, of which nothing was worked on yet; two were planned for the day before, one for a
/// day that has passed.
fn untouched() -> State {
    let full = fixture::state();
    let mut state = State::new(1);
    for kind in full.types() {
        state.apply(&Change::TypeAdded { kind: kind.clone(), place: None });
    }
    for task in full.tasks() {
        state.apply(&Change::TaskAdded { task: Box::new(task.clone()) });
    }
    for event in full.events() {
        state.apply(&Change::EventAdded { event: event.clone() });
    }
    let mut mint = Mint::new(99, 1_795_593_600_000);
    for (no, of, from, to) in [(1, 160, "09:00", "11:00"), (2, 163, "11:00", "12:00")] {
        let [start, end] = [from, to].map(|time| plan::on("2026-11-24", time));
        let task = task(&state, of);
        let id = BlockId(mint.uuid());
        let block = Block { id, no: BlockNo(no), task, also: vec![], start, end, pinned: false };
        state.apply(&Change::BlockAdded { block });
    }
    let on = |day: Option<&str>| TaskPatch {
        on: Some(day.map(|day| day.parse().unwrap())),
        ..TaskPatch::default()
    };
    let id = task(&state, 164);
    let (old, new) = (Box::new(on(None)), Box::new(on(Some("2026-11-23"))));
    state.apply(&Change::TaskEdited { id, old, new });
    state
}

/// The first look of the day, at 08:55; something was recorded last at that moment.
pub(crate) fn morning(size: (u16, u16), last: Moment) -> Model {
    let mut model = unseen(size, fixture::now("08:55"), untouched());
    let now = model.now;
    update(&mut model, Msg::Seen(Seen { last: Some(last), offered: None }), &now);
    model
}

/// A state at a moment, with what a planner would say, before the store has told what it remembers.
pub(crate) fn unseen(size: (u16, u16), now: Now, state: State) -> Model {
    let proposal = plan::proposal(&state);
    let mut model = Model::new(Settings::default(), now, size);
    update(&mut model, Msg::Loaded { state: Box::new(state), seq: 40 }, &now);
    update(&mut model, Msg::Proposed(Arc::new(proposal)), &now);
    model
}

/// The evening of the day with a plan, at 17:20; the timer of the morning has been stopped.
pub(crate) fn evening(size: (u16, u16)) -> Model {
    let mut state = plan::state();
    let running = state.running().unwrap().clone();
    let mut ended = running.clone();
    ended.end = Some(at("12:20"));
    state.apply(&Change::session(&running, &ended).unwrap());
    unseen(size, fixture::now("17:20"), state)
}
