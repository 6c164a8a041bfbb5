//! A made-up person's history of any size, for the rooms to be measured on. The same every time.

use heyday::domain::{
    Change, Due, Mint, Moment, Now, Priority, Session, SessionId, State, Status, Task, TaskId,
    TaskNo, Zone,
};

/// 2026-11-24 09:00 UTC.
pub(crate) const NINE: i64 = 1_795_510_800_000;

const HOUR: i64 = 3_600_000;

/// A moment of the made-up person's Tuesday.
pub(crate) fn now() -> Now {
    Now::new(NINE, Zone::parse("Europe/Berlin").unwrap_or(Zone::UTC), 240)
}

fn moment(utc_ms: i64) -> Moment {
    Moment::new(utc_ms, 60)
}

/// How much there is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) tasks: u32,
    pub(crate) open: u32,
    pub(crate) sessions: u32,
}

/// Eight years of a diligent person.
pub(crate) const MEDIUM: Size = Size { tasks: 5_000, open: 400, sessions: 20_000 };

/// The changes that write a history of that size down; the last `open` tasks are open.
pub(crate) fn changes(size: Size) -> Vec<Change> {
    let mut mint = Mint::new(7, NINE);
    let tasks: Vec<Task> = (1..=size.tasks).map(|no| task(no, size, &mut mint)).collect();
    let sessions: Vec<Session> =
        (0..size.sessions).map(|at| session(at, size, &tasks, &mut mint)).collect();
    let tasks = tasks.into_iter().map(|task| Change::TaskAdded { task: Box::new(task) });
    tasks
        .chain(
            sessions.into_iter().map(|session| Change::SessionAdded { session: Box::new(session) }),
        )
        .collect()
}

/// A state with `n` open tasks and nothing else.
pub(crate) fn open_tasks(n: u32) -> State {
    state(Size { tasks: n, open: n, sessions: 0 })
}

/// A state with a history of that size.
pub(crate) fn state(size: Size) -> State {
    let mut state = State::new(1);
    for change in changes(size) {
        state.apply(&change);
    }
    state
}

fn task(no: u32, size: Size, mint: &mut Mint) -> Task {
    let created = NINE - i64::from(size.tasks - no) * 4 * HOUR - HOUR;
    let title = format!("Write section {no} of the report for the autumn review");
    let mut task = Task::new(TaskId(mint.uuid()), TaskNo(no), title, moment(created));
    task.kind = Some(["writing", "coding", "review", "admin"][no as usize % 4].into());
    task.project = (!no.is_multiple_of(3)).then(|| format!("project{}", no % 17));
    task.tags = (0..no % 3).map(|tag| format!("tag{tag}")).collect();
    task.priority = [Priority::Normal, Priority::High, Priority::Low][no as usize % 3];
    task.estimate_s = no.is_multiple_of(2).then_some(3_600);
    let due = moment(created + i64::from(no % 40) * 24 * HOUR);
    task.due = no.is_multiple_of(4).then_some(Due { at: due, hard: no.is_multiple_of(8) });
    if no + size.open <= size.tasks {
        task.status = Status::Done;
        task.closed = Some(moment(created + HOUR));
    }
    task
}

fn session(at: u32, size: Size, tasks: &[Task], mint: &mut Mint) -> Session {
    let start = NINE - i64::from(size.sessions - at) * HOUR;
    let task = &tasks[at as usize * tasks.len() / size.sessions as usize];
    let id = SessionId(mint.uuid());
    let mut session = Session::running(id, Some(task.id), task.kind.clone(), moment(start));
    session.end = Some(moment(start + HOUR * 3 / 4));
    session.focus = [None, Some(2), Some(3), Some(4), Some(5)][at as usize % 5];
    session
}
