//! A Monday morning after a weekend.

use super::*;
use crate::domain::{Change, Due, Mint, Session, SessionId, TaskNo, Zone};

fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-11-{text}:00+01:00")).unwrap()
}

fn monday() -> Now {
    Now::new(at("23T09:00").utc_ms(), Zone::Fixed(60), 240)
}

fn task(no: u32) -> Task {
    let id = TaskId(Mint::new(u64::from(no), 1).uuid());
    Task::new(id, TaskNo(no), format!("Task {no}"), at("01T09:00"))
}

fn worked(state: &mut State, seed: u64, task: TaskId, (from, to): (&str, &str)) {
    let id = SessionId(Mint::new(seed, 2).uuid());
    let mut session = Session::running(id, Some(task), None, at(from));
    session.end = Some(at(to));
    state.apply(&Change::SessionAdded { session: Box::new(session) });
}

#[test]
fn on_monday_the_last_work_day_is_friday_and_what_came_before_is_not_told() {
    let mut state = State::new(1);
    let (first, second) = (task(1), task(2));
    let ids = [first.id, second.id];
    state.load_task(first, 0);
    state.load_task(second, 0);
    worked(&mut state, 1, ids[0], ("19T10:00", "19T12:00"));
    worked(&mut state, 2, ids[1], ("20T10:00", "20T11:00"));
    worked(&mut state, 3, ids[1], ("23T08:30", "23T08:45"));
    let found = standup(&state, &monday());
    assert_eq!(found.since, "2026-11-20".parse().ok());
    assert_eq!(found.done.iter().map(|line| line.task).collect::<Vec<_>>(), [Some(ids[1])]);
    assert_eq!(found.worked_s, 75 * 60);
}

#[test]
fn a_day_on_which_a_task_was_only_finished_is_a_work_day_too() {
    let mut state = State::new(1);
    let finished = Task { status: Status::Done, closed: Some(at("22T11:00")), ..task(1) };
    state.load_task(finished, 0);
    let found = standup(&state, &monday());
    assert_eq!(found.since, "2026-11-22".parse().ok());
    assert!(found.done[0].finished);
    assert_eq!(standup(&State::new(1), &monday()), Standup::default());
}

#[test]
fn what_is_late_comes_before_what_waits_and_what_comes_after_others() {
    let mut state = State::new(1);
    let open = task(1);
    let after = Task { after: vec![open.id], ..task(2) };
    let waiting = Task { status: Status::Waiting, ..task(3) };
    let due = Due { at: at("22T17:00"), hard: true };
    let late = Task { due: Some(due), ..task(4) };
    let gone = Task { status: Status::Dropped, due: Some(due), ..task(5) };
    let expected = [
        Held { task: late.id, why: Hold::Late(due.at) },
        Held { task: waiting.id, why: Hold::Waiting },
        Held { task: after.id, why: Hold::After(vec![open.id]) },
    ];
    for one in [open, after, waiting, late, gone] {
        state.load_task(one, 0);
    }
    assert_eq!(standup(&state, &monday()).held, expected);
}
