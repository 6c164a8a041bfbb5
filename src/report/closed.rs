//! The tasks that were finished in some days: what each was thought to take and what it took.

use crate::domain::{Moment, Order, Span, State, Status, TaskId};

/// A task that was finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The task.
    pub task: TaskId,
    /// When it was finished.
    pub at: Moment,
    /// Seconds that the person thought it would take.
    pub estimate_s: Option<i64>,
    /// Seconds that it took, in all its sessions and on all days.
    pub took_s: i64,
}

/// The loaded tasks that were finished in `span`, in the order in which they were.
pub fn closed(state: &State, span: Span, now: Moment) -> Vec<Closed> {
    let tasks = state.tasks().filter(|task| task.status == Status::Done);
    let mut all: Vec<Closed> = tasks
        .filter_map(|task| {
            let at = task.closed.filter(|at| span.contains(*at))?;
            let estimate_s = task.estimate_s.map(i64::from);
            Some(Closed { task: task.id, at, estimate_s, took_s: state.tracked_s(task.id, now) })
        })
        .collect();
    all.order_by_key(|one| (one.at, one.task));
    all
}

/// How many tasks had an estimate and were timed, with the sums of what they were thought to take and of what they
/// took, in seconds: the others say nothing about estimates.
pub fn together(closed: &[Closed]) -> (usize, i64, i64) {
    let told = closed.iter().filter(|one| one.took_s > 0);
    let told = told.filter_map(|one| Some((one.estimate_s?, one.took_s)));
    told.fold((0, 0, 0), |(n, thought, took), one| (n + 1, thought + one.0, took + one.1))
}
