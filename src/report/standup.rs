//! What others want to hear in the morning: what was done since the last work day, and what stands still. What comes
//! next is the plan's to say, see [`crate::plan`].

use super::done::{Line, done};
use crate::domain::{Block, Moment, Now, Order, Span, State, Status, Task, TaskId};
use chrono::NaiveDate;

/// Why a task needs a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It was due then.
    Late(Moment),
    /// Someone else has to move first.
    Waiting,
    /// Other tasks have to be done first.
    After(Vec<TaskId>),
}

/// A task that stands still or is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The task.
    pub task: TaskId,
    /// Why.
    pub why: Hold,
}

/// What there is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standup {
    /// The last day before today on which something was done.
    pub since: Option<NaiveDate>,
    /// What was done from that day until now, by when it was begun; without such a day, today.
    pub done: Vec<Line>,
    /// Seconds of work in it.
    pub worked_s: i64,
    /// What is late, then what waits, then what comes after other tasks; each task once, by number.
    pub held: Vec<Held>,
}

/// Looks at the loaded days.
pub fn standup(state: &State, now: &Now) -> Standup {
    let since = last_day(state, now);
    let span = Span::new(now.day_span(since.unwrap_or(now.day())).start, now.at);
    // What was just now belongs to it.
    let span = Span { end: span.end.plus_seconds(1), ..span };
    let sum = done(state, std::iter::empty::<&Block>(), span, now.at);
    let lines = sum.lines.into_iter().filter(Line::is_done).collect();
    Standup { since, done: lines, worked_s: sum.worked_s, held: held(state, now) }
}

/// The last day before today on which a session began or a task was finished.
fn last_day(state: &State, now: &Now) -> Option<NaiveDate> {
    let worked = state.sessions().filter(|session| session.worked_s(now.at) > 0);
    let worked = worked.map(|session| session.start);
    let finished = state.tasks().filter(|task| task.status == Status::Done);
    let moments = worked.chain(finished.filter_map(|task| task.closed));
    moments.map(|at| now.day_of(at)).filter(|day| *day < now.day()).max()
}

fn held(state: &State, now: &Now) -> Vec<Held> {
    let open = state.tasks().filter(|task| !task.status.is_closed());
    let mut held: Vec<Held> = open
        .filter_map(|task| hold(task, state, now).map(|why| Held { task: task.id, why }))
        .collect();
    held.order_by_key(|one| match one.why {
        Hold::Late(_) => 0,
        Hold::Waiting => 1,
        Hold::After(_) => 2,
    });
    held
}

fn hold(task: &Task, state: &State, now: &Now) -> Option<Hold> {
    if let Some(due) = task.due.filter(|due| due.is_over(now)) {
        return Some(Hold::Late(due.at));
    }
    if task.status == Status::Waiting {
        return Some(Hold::Waiting);
    }
    let still = |id: &TaskId| state.task(*id).is_some_and(|one| !one.status.is_closed());
    let after: Vec<TaskId> = task.after.iter().copied().filter(still).collect();
    (!after.is_empty()).then_some(Hold::After(after))
}

#[cfg(test)]
#[path = "tests/standup.rs"]
mod tests;
