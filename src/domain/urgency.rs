//! The one ranking function: how much a task asks to be done now. The list, the queue, `next` and the
//! explanation all use it; there is no second opinion.
//!
//! A polynomial after Taskwarrior's (<https://taskwarrior.org/docs/urgency/>): a sum of terms, each a
//! factor from -1 to 1 times a coefficient that the person may change. A deadline raises a task's rank
//! here; it never makes an hour of the day look better.

use super::ids::TaskId;
use super::state::State;
use super::task::{Due, Priority, Status, Task};
use super::time::{Moment, Now};
use crate::domain::Order;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How much each term counts. The defaults are Taskwarrior's where it has the term.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Coefficients {
    /// Priority `urgent` (Taskwarrior's H: 6.0).
    pub urgent: f64,
    /// Priority `high` (Taskwarrior's M: 3.9).
    pub high: f64,
    /// Priority `low`: below saying nothing.
    pub low: f64,
    /// A due date that may slip, at its full factor.
    pub due: f64,
    /// A hard deadline, at its full factor (Taskwarrior's due: 12.0).
    pub deadline: f64,
    /// Planned for today or a day that has passed (Taskwarrior's scheduled: 5.0).
    pub planned: f64,
    /// Others wait for it.
    pub blocking: f64,
    /// It waits for others.
    pub blocked: f64,
    /// It was begun and is running.
    pub active: f64,
    /// It waits for someone else, or for a later day.
    pub waiting: f64,
    /// How long ago it was written down, full after a year.
    pub age: f64,
    /// It belongs to a project.
    pub project: f64,
    /// It has tags.
    pub tags: f64,
}

impl Default for Coefficients {
    fn default() -> Coefficients {
        Coefficients {
            urgent: 6.0,
            high: 3.9,
            low: -1.8,
            due: 9.0,
            deadline: 12.0,
            planned: 5.0,
            blocking: 8.0,
            blocked: -5.0,
            active: 4.0,
            waiting: -3.0,
            age: 2.0,
            project: 1.0,
            tags: 1.0,
        }
    }
}

/// What a task's rank depends on besides the task itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Some task waits for it.
    pub blocking: bool,
    /// It waits for an open task.
    pub blocked: bool,
    /// A session on it runs.
    pub active: bool,
}

impl Standing {
    /// How `task` stands among the loaded tasks.
    pub fn of(task: &Task, state: &State) -> Standing {
        Standing {
            blocking: state.blocks(task.id) > 0,
            blocked: state.is_blocked(task),
            active: state.running().and_then(|session| session.task) == Some(task.id),
        }
    }
}

/// What a task's rank depends on in the task itself. Small, so that a store can read those of all open tasks
/// at the price of a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Where it stands.
    pub status: Status,
    /// How much it matters.
    pub priority: Priority,
    /// When it is due.
    pub due: Option<Due>,
    /// Not to be started before.
    pub from: Option<Moment>,
    /// Planned for that work day.
    pub on: Option<NaiveDate>,
    /// When it was written down.
    pub created: Moment,
    /// Whether it belongs to a project.
    pub in_project: bool,
    /// How many tags it has.
    pub tags: usize,
}

impl Outline {
    /// The outline of a task.
    pub fn of(task: &Task) -> Outline {
        Outline {
            status: task.status,
            priority: task.priority,
            due: task.due,
            from: task.from,
            on: task.on,
            created: task.created,
            in_project: task.project.is_some(),
            tags: task.tags.len(),
        }
    }

    /// Whether it can be worked on at `now`, if nothing blocks it: open, not waiting, not for later.
    pub fn is_ready(&self, now: Moment) -> bool {
        self.status == Status::Open && !self.is_for_later(now)
    }

    fn is_for_later(&self, now: Moment) -> bool {
        self.from.is_some_and(|from| from.utc_ms() > now.utc_ms())
    }
}

/// A rank and where it comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Urgency {
    /// The sum of the terms.
    pub total: f64,
    /// Every term that is not zero, by the name of its coefficient.
    pub terms: Vec<(&'static str, f64)>,
}

impl Urgency {
    /// The term that raises the rank most.
    pub fn top(&self) -> Option<(&'static str, f64)> {
        self.terms.iter().copied().filter(|t| t.1 > 0.0).max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// The urgency of one task, with its terms.
pub fn urgency(task: &Task, state: &State, now: &Now, weights: &Coefficients) -> Urgency {
    terms(task, Standing::of(task, state), now, weights)
}

/// The urgency of one task whose standing is known, with its terms.
pub fn terms(task: &Task, standing: Standing, now: &Now, weights: &Coefficients) -> Urgency {
    let mut found = Urgency::default();
    each_term(&Outline::of(task), standing, now, weights, |name, value| {
        found.total += value;
        found.terms.push((name, value));
    });
    found
}

/// The urgency of one task whose standing is known, without its terms.
pub fn score(task: &Task, standing: Standing, now: &Now, weights: &Coefficients) -> f64 {
    score_of(&Outline::of(task), standing, now, weights)
}

/// The urgency of the task with that outline, whose standing is known, without its terms.
pub fn score_of(task: &Outline, standing: Standing, now: &Now, weights: &Coefficients) -> f64 {
    let mut total = 0.0;
    each_term(task, standing, now, weights, |_, value| total += value);
    total
}

/// The tasks that can be worked on now and their urgencies, most urgent first; equal ones in the order of
/// their numbers. Linear in the number of loaded tasks, but for the sort.
pub fn rank(state: &State, now: &Now, weights: &Coefficients) -> Vec<(TaskId, f64)> {
    let mut ranked: Vec<(TaskId, f64)> = state
        .tasks()
        .filter(|task| state.is_ready(task, now.at))
        .map(|task| (task.id, score(task, Standing::of(task, state), now, weights)))
        .collect();
    ranked.order_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

fn each_term(
    task: &Outline,
    standing: Standing,
    now: &Now,
    weights: &Coefficients,
    mut tell: impl FnMut(&'static str, f64),
) {
    let mut term = |name, value: f64| {
        if value != 0.0 {
            tell(name, value);
        }
    };
    match task.priority {
        Priority::Urgent => term("urgent", weights.urgent),
        Priority::High => term("high", weights.high),
        Priority::Low => term("low", weights.low),
        Priority::Normal => {}
    }
    if let Some(due) = task.due {
        let factor = nearness(due.at, now.at);
        if due.hard {
            term("deadline", weights.deadline * factor);
        } else {
            term("due", weights.due * factor);
        }
    }
    if task.on.is_some_and(|day| day <= now.day()) {
        term("planned", weights.planned);
    }
    let flag = |is: bool| if is { 1.0 } else { 0.0 };
    term("blocking", weights.blocking * flag(standing.blocking));
    term("blocked", weights.blocked * flag(standing.blocked));
    term("active", weights.active * flag(standing.active));
    let later = task.status == Status::Waiting || task.is_for_later(now.at);
    term("waiting", weights.waiting * flag(later));
    term("age", weights.age * (days(now.at.seconds_since(task.created)) / 365.0).clamp(0.0, 1.0));
    term("project", weights.project * flag(task.in_project));
    term("tags", weights.tags * crowd(task.tags));
}

/// 1 from a week overdue on, 0.2 from two weeks before on, a straight line between (Taskwarrior's due).
fn nearness(due: Moment, now: Moment) -> f64 {
    ((days(now.seconds_since(due)) + 14.0) * 0.8 / 21.0 + 0.2).clamp(0.2, 1.0)
}

/// None, 0.8 for one, 0.9 for two, 1 for more (Taskwarrior's tags).
fn crowd(count: usize) -> f64 {
    match count {
        0 => 0.0,
        1 => 0.8,
        2 => 0.9,
        _ => 1.0,
    }
}

fn days(seconds: i64) -> f64 {
    seconds as f64 / 86_400.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, TaskNo, Zone};
    use uuid::Uuid;

    fn now() -> Now {
        let at = Moment::parse_rfc3339("2026-11-25T12:00:00Z").unwrap();
        Now::new(at.utc_ms(), Zone::UTC, 240)
    }

    fn task(no: u32) -> Task {
        Task::new(TaskId(Uuid::from_u128(u128::from(no))), TaskNo(no), "t", now().at)
    }

    fn of(task: &Task) -> f64 {
        urgency(task, &State::new(1), &now(), &Coefficients::default()).total
    }

    fn due_in(days: i64, hard: bool) -> Task {
        let at = now().at.plus_seconds(days * 86_400);
        Task { due: Some(Due { at, hard }), ..task(1) }
    }

    #[test]
    fn a_deadline_counts_a_fifth_far_ahead_and_in_full_a_week_too_late() {
        // 12 x 0.2; at the moment itself 12 x (14 x 0.8 / 21 + 0.2) = 12 x 0.7333; 12 x 1.
        assert!((of(&due_in(30, true)) - 2.4).abs() < 1e-9);
        assert!((of(&due_in(0, true)) - 8.8).abs() < 1e-9);
        assert!((of(&due_in(-7, true)) - 12.0).abs() < 1e-9);
        assert!((of(&due_in(0, false)) - 6.6).abs() < 1e-9);
    }

    #[test]
    fn the_terms_add_up_to_the_total_and_name_what_counts_most() {
        let mut busy = due_in(1, true);
        busy.priority = Priority::High;
        busy.tags = vec!["a".into(), "b".into()];
        busy.project = Some("p".into());
        let found = urgency(&busy, &State::new(1), &now(), &Coefficients::default());
        let sum: f64 = found.terms.iter().map(|t| t.1).sum();
        assert!((found.total - sum).abs() < 1e-9);
        assert_eq!(found.top().unwrap().0, "deadline");
        let names: Vec<&str> = found.terms.iter().map(|t| t.0).collect();
        assert_eq!(names, ["high", "deadline", "project", "tags"]);
    }

    #[test]
    fn a_task_blocks_as_long_as_something_open_waits_for_it() {
        let mut state = State::new(1);
        let mut second = task(2);
        second.after = vec![task(1).id];
        for t in [task(1), second.clone(), second.clone()] {
            state.load_task(t, 0);
        }
        assert_eq!((state.blocks(task(1).id), state.blocks(task(2).id)), (1, 0));
        let mut done = second.clone();
        done.status = Status::Done;
        state.apply(&Change::task(&second, &done).unwrap());
        assert_eq!(state.blocks(task(1).id), 0);
        state.apply(&Change::task(&done, &second).unwrap());
        assert_eq!(state.blocks(task(1).id), 1);
        let task = Box::new(second);
        state.apply(&Change::TaskRemoved { task });
        assert_eq!(state.blocks(self::task(1).id), 0);
    }

    #[test]
    fn the_queue_leaves_out_what_cannot_be_done_and_puts_what_others_wait_for_first() {
        let mut state = State::new(1);
        let (mut second, mut later, mut closed) = (task(2), task(4), task(5));
        second.after = vec![task(3).id];
        later.from = Some(now().at.plus_seconds(60));
        closed.status = Status::Done;
        for t in [task(1), second, task(3), later, closed] {
            state.load_task(t, 0);
        }
        let order: Vec<u32> = rank(&state, &now(), &Coefficients::default())
            .iter()
            .map(|(id, _)| state.task(*id).unwrap().no.0)
            .collect();
        assert_eq!(order, [3, 1]);
    }

    #[test]
    fn ranking_agrees_with_the_explanation() {
        let mut state = State::new(1);
        let mut waits = task(2);
        waits.after = vec![task(1).id];
        for t in [task(1), waits, due_in(2, false)] {
            state.load_task(t, 0);
        }
        for (id, total) in rank(&state, &now(), &Coefficients::default()) {
            let task = state.task(id).unwrap();
            let told = urgency(task, &state, &now(), &Coefficients::default()).total;
            assert!((total - told).abs() < 1e-12);
        }
    }
}
