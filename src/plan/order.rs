//! What to do next: the accepted plan of today in its order, and then the most urgent. The one answer of the queue, of
//! `next` and of a status line; it looks at accepted blocks only and solves nothing.

use super::shift::{Today, standing};
use crate::domain::{Block, Span, Task, TaskId};

/// The accepted blocks of today that are not over and have something to do in them that can be done, each where it
/// stands now, by start.
pub fn ahead(today: Today<'_>) -> Vec<(&Block, Span)> {
    let stands = standing(today).stands.into_iter().filter(|(_, span)| span.end > today.now.at);
    let block = |(id, span)| Some((today.state.block(id)?, span));
    stands.filter_map(block).filter(|(block, _)| open(today, block).next().is_some()).collect()
}

/// The tasks of a block that can be worked on.
fn open<'a>(today: Today<'a>, block: &'a Block) -> impl Iterator<Item = &'a Task> {
    let Today { state, now, .. } = today;
    let task = |id| state.task(id);
    block.tasks().filter_map(task).filter(|task| state.is_ready(task, now.at))
}

/// What is planned for the rest of today in its order, each task once, and then `ranked` without those.
pub fn order(today: Today<'_>, ranked: &[TaskId]) -> Vec<TaskId> {
    let mut order: Vec<TaskId> = Vec::with_capacity(ranked.len());
    for task in ahead(today).into_iter().flat_map(|(block, _)| open(today, block)) {
        if !order.contains(&task.id) {
            order.push(task.id);
        }
    }
    let planned = order.len();
    for id in ranked {
        if !order[..planned].contains(id) {
            order.push(*id);
        }
    }
    order
}

/// Seconds that are still planned for today; `None` without an accepted plan for the rest of it.
pub fn planned_s(today: Today<'_>) -> Option<i64> {
    let now = today.now.at;
    let ahead = ahead(today);
    let left = ahead.iter().map(|(_, span)| span.end.seconds_since(span.start.max(now)));
    (!ahead.is_empty()).then(|| left.sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status;
    use crate::plan::tests::world::{Staged, at, id, task};

    fn staged() -> Staged {
        Staged::new("2026-11-23 09:10")
            .with(task(1, 60))
            .with(task(2, 60))
            .with(task(3, 60))
            .block(1, 2, ("2026-11-23 08:00", "2026-11-23 09:00"), false)
            .block(2, 3, ("2026-11-23 09:00", "2026-11-23 10:00"), false)
            .block(3, 1, ("2026-11-23 11:00", "2026-11-23 11:30"), true)
            .block(4, 2, ("2026-11-24 09:00", "2026-11-24 10:00"), false)
    }

    #[test]
    fn what_is_planned_comes_in_its_order_and_then_the_most_urgent() {
        let staged = staged();
        assert_eq!(order(staged.today(), &[id(2), id(1), id(3)]), [id(3), id(1), id(2)]);
        assert_eq!(planned_s(staged.today()), Some((50 + 30) * 60));
    }

    #[test]
    fn a_block_whose_task_cannot_be_done_is_passed_over_and_yesterday_is_past() {
        let mut staged = staged();
        let waiting = Task { status: Status::Waiting, ..task(3, 60) };
        staged.state.load_task(waiting, 0);
        assert_eq!(order(staged.today(), &[id(2), id(1)]), [id(1), id(2)]);
        staged.now.at = at("2026-11-23 12:00");
        assert_eq!(order(staged.today(), &[id(2), id(1)]), [id(2), id(1)]);
        assert_eq!(planned_s(staged.today()), None);
    }
}
