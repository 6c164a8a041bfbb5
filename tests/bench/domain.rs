//! Deciding and ranking: what every key and every command pays before anything is written.

use heyday::domain::urgency::{Coefficients, rank};
use heyday::domain::{
    Due, Edit, Intent, Mint, Moment, Now, Priority, State, Task, TaskId, TaskNo, TaskRef, Zone,
    decide,
};

/// 2026-11-24 09:00 UTC.
const NINE: i64 = 1_795_510_800_000;

/// A moment of the made-up person's Tuesday.
pub(crate) fn now() -> Now {
    Now::new(NINE, Zone::Named(chrono_tz::Europe::Berlin), 240)
}

/// A state with `n` open tasks of every sort.
pub(crate) fn state(n: u32) -> State {
    let mut mint = Mint::new(7, NINE);
    let mut state = State::new(1);
    for no in 1..=n {
        state.load_task(task(no, &mut mint), i64::from(no % 5) * 900);
    }
    state
}

fn task(no: u32, mint: &mut Mint) -> Task {
    let created = Moment::new(NINE - i64::from(no) * 3_600_000, 60);
    let mut task = Task::new(
        TaskId(mint.uuid()),
        TaskNo(no),
        format!("Write section {no} of the report"),
        created,
    );
    task.project = (!no.is_multiple_of(3)).then(|| format!("project{}", no % 17));
    task.tags = (0..no % 3).map(|tag| format!("tag{tag}")).collect();
    task.priority = [Priority::Normal, Priority::High, Priority::Low][no as usize % 3];
    task.estimate_s = no.is_multiple_of(2).then_some(3_600);
    task
}

#[divan::bench(args = [200, 2_000, 10_000])]
fn rank_open_tasks(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now, weights) = (state(n), now(), Coefficients::default());
    bencher.bench(|| rank(&state, &now, &weights));
}

#[divan::bench(args = [200, 2_000, 10_000])]
fn decide_to_add(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now) = (state(n), now());
    let due = Due { at: Moment::new(NINE + 86_400_000, 60), hard: false };
    let intent = Intent::Add {
        title: "Write the methods section".into(),
        edits: vec![Edit::Due(Some(due))],
    };
    let mut mint = Mint::new(1, NINE);
    bencher.bench_local(|| decide(&state, &intent, &now, &mut mint));
}

#[divan::bench(args = [200, 2_000, 10_000])]
fn decide_to_finish_by_title(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now) = (state(n), now());
    let tasks = vec![TaskRef::Title("section 177 of".into())];
    let intent = Intent::Done { tasks, ending: heyday::domain::Ending::default() };
    let mut mint = Mint::new(1, NINE);
    bencher.bench_local(|| decide(&state, &intent, &now, &mut mint));
}
