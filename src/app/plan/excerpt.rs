//! The part of the state that planning needs, as a copy that another thread can have: without what is closed, and of very
//! many tasks those that may matter in the days that are planned. The tasks themselves are shared.

use crate::app::Model;
use crate::domain::{Block, Change, Moment, State, Task, TaskId};
use std::collections::HashSet;

/// So many tasks are planned at most, besides those that are due or have a block: more would not fit into the days.
const MOST: usize = 400;

/// What planning needs of what the model holds.
pub fn excerpt(model: &Model) -> State {
    let from = &model.state;
    let mut to = State::new(from.next_no().0);
    for kind in from.types() {
        to.apply(&Change::TypeAdded { kind: kind.clone(), place: None });
    }
    // What is counted for the running session must not be counted twice.
    let ended = from.running().map_or(model.now.at, |session| session.start);
    for id in wanted(model) {
        to.load_task_of(from, id, from.tracked_s(id, ended));
    }
    from.sessions().for_each(|session| to.load_session(session.clone()));
    for pause in from.breaks() {
        to.apply(&Change::BreakAdded { pause: pause.clone() });
    }
    from.plan().for_each(|block| to.load_block(block.clone()));
    let today: Moment = model.now.day_span(model.now.day()).start;
    for event in from.events().filter(|event| event.end > today) {
        to.apply(&Change::EventAdded { event: event.clone() });
    }
    to
}

/// The tasks: those that are due or have a block, the most urgent, what runs, and what all of them wait for.
fn wanted(model: &Model) -> HashSet<TaskId> {
    let state = &model.state;
    let open = |id: &TaskId| state.task(*id).is_some_and(|task| !task.status.is_closed());
    let mut wanted: HashSet<TaskId> = state.plan().flat_map(Block::tasks).collect();
    wanted.extend(state.running().and_then(|session| session.task));
    let dated = |task: &&Task| task.due.is_some() || task.on.is_some() || !task.after.is_empty();
    let dated = state.tasks().filter(|task| !task.status.is_closed()).filter(dated);
    wanted.extend(dated.take(MOST).map(|task| task.id));
    wanted.extend(model.ranked.iter().take(MOST).map(|(id, _)| *id));
    let later = state.tasks().filter(|task| task.from.is_some()).map(|task| task.id);
    wanted.extend(later.filter(open).take(MOST));
    let mut todo: Vec<TaskId> = wanted.iter().copied().collect();
    while let Some(id) = todo.pop() {
        let waits = state.task(id).map_or(&[][..], |task| task.after.as_slice());
        todo.extend(waits.iter().filter(|id| open(id)).filter(|id| wanted.insert(**id)));
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plan::fixture;

    #[test]
    fn what_is_left_of_a_task_is_the_same_in_the_excerpt() {
        let model = fixture::planned((80, 24));
        let excerpt = excerpt(&model);
        let now = model.now.at;
        for task in model.state.tasks() {
            let (here, there) =
                (model.state.tracked_s(task.id, now), excerpt.tracked_s(task.id, now));
            assert_eq!(here, there, "{}", task.title);
        }
        let of_model =
            |task: &Task| model.state.task(task.id).is_some_and(|own| std::ptr::eq(own, task));
        assert!(excerpt.tasks().all(of_model), "no copies");
        assert_eq!(excerpt.plan().count(), model.state.plan().count());
        assert_eq!(excerpt.events().count(), model.state.events().count());
    }
}
