//! A Wednesday with a plan that was kept in part.

use super::*;
use crate::domain::{
    Break, BreakClass, BreakId, Change, Mint, Now, Session, SessionId, Task, TaskNo, Zone,
};
use crate::report::{closed, together};

fn at(clock: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-11-25T{clock}:00+01:00")).unwrap()
}

fn day() -> Span {
    let now = Now::new(at("18:00").utc_ms(), Zone::Fixed(60), 240);
    now.day_span(now.day())
}

/// Four tasks, of which the third is finished at noon after an hour that was thought to be two.
struct Staged {
    state: State,
    tasks: Vec<TaskId>,
    mint: Mint,
}

impl Staged {
    fn new() -> Staged {
        let mut mint = Mint::new(1, 1);
        let mut state = State::new(1);
        let tasks = (1..=4)
            .map(|no| {
                let mut task =
                    Task::new(TaskId(mint.uuid()), TaskNo(no), format!("Task {no}"), at("08:00"));
                if no == 3 {
                    task.status = Status::Done;
                    task.closed = Some(at("12:00"));
                    task.estimate_s = Some(7200);
                }
                let id = task.id;
                state.load_task(task, 0);
                id
            })
            .collect();
        Staged { state, tasks, mint }
    }

    fn worked(
        mut self,
        task: Option<usize>,
        (from, to): (&str, &str),
        focus: Option<u8>,
    ) -> Staged {
        let task = task.map(|no| self.tasks[no - 1]);
        let id = SessionId(self.mint.uuid());
        let mut session = Session::running(id, task, Some("calls".into()), at(from));
        session.end = Some(at(to));
        session.focus = focus;
        self.state.apply(&Change::SessionAdded { session: Box::new(session) });
        self
    }

    fn rested(mut self, from: &str, to: &str) -> Staged {
        let pause = Break {
            id: BreakId(self.mint.uuid()),
            start: at(from),
            end: Some(at(to)),
            class: BreakClass::default(),
            natural: false,
            planned_s: None,
        };
        self.state.apply(&Change::BreakAdded { pause });
        self
    }

    fn block(&mut self, task: usize, (from, to): (&str, &str)) -> Block {
        Block {
            id: crate::domain::BlockId(self.mint.uuid()),
            no: crate::domain::BlockNo(1),
            task: self.tasks[task - 1],
            also: Vec::new(),
            start: at(from),
            end: at(to),
            pinned: false,
        }
    }
}

fn a_day() -> (State, Vec<Block>) {
    let mut staged = Staged::new()
        .worked(Some(1), ("09:00", "09:30"), Some(4))
        .worked(Some(3), ("11:00", "12:00"), None)
        .worked(None, ("13:00", "13:20"), Some(1))
        .rested("10:00", "10:15")
        .rested("15:00", "15:05");
    let plan = vec![
        staged.block(1, ("09:00", "10:00")),
        staged.block(2, ("10:00", "11:00")),
        staged.block(3, ("11:00", "13:00")),
        staged.block(4, ("16:00", "17:00")),
    ];
    (staged.state, plan)
}

fn verdicts(sum: &Sum, state: &State, now: &str) -> Vec<String> {
    let word = |line: &Line| format!("{}: {}", line.title(state), line.verdict(at(now)).word());
    sum.lines.iter().map(word).collect()
}

#[test]
fn what_was_planned_was_done_or_partly_or_missed_or_is_to_come() {
    let (state, plan) = a_day();
    let sum = done(&state, &plan, day(), at("15:30"));
    let expected = ["Task 1: partly", "Task 2: missed", "Task 3: done", "calls: unplanned"];
    assert_eq!(verdicts(&sum, &state, "15:30")[..4], expected);
    assert_eq!(verdicts(&sum, &state, "15:30")[4], "Task 4: ahead");
    assert_eq!(verdicts(&sum, &state, "17:00")[4], "Task 4: missed");
}

#[test]
fn what_is_left_is_what_was_planned_and_neither_worked_nor_finished() {
    let (state, plan) = a_day();
    let sum = done(&state, &plan, day(), at("18:00"));
    let left: Vec<i64> = sum.lines.iter().map(|line| line.left_s() / 60).collect();
    assert_eq!(left, [30, 60, 0, 0, 60]);
}

#[test]
fn breaks_and_ratings_of_the_day_are_counted() {
    let (state, plan) = a_day();
    let sum = done(&state, &plan, day(), at("18:00"));
    assert_eq!((sum.worked_s / 60, sum.planned_s / 60, sum.finished), (110, 300, 1));
    assert_eq!((sum.breaks, sum.rested_s), (2, 20 * 60));
    assert_eq!(sum.focus(), Some(2.5));
    let before = Span::new(at("05:00"), at("06:00"));
    assert_eq!(done(&state, &plan, before, at("18:00")).focus(), None);
}

#[test]
fn a_finished_task_is_set_beside_its_estimate() {
    let (state, _) = a_day();
    let all = closed(&state, day(), at("18:00"));
    assert_eq!(together(&all), (1, 7200, 3600));
    assert_eq!(closed(&state, Span::new(at("12:01"), at("18:00")), at("18:00")), []);
}
