//! Deciding and ranking: what every key and every command pays before anything is written.

use crate::history::{NINE, now, open_tasks};
use heyday::domain::urgency::{Coefficients, rank};
use heyday::domain::{Edit, Ending, Intent, Mint, TaskRef, decide};

#[divan::bench(args = [200, 2_000, 10_000])]
fn rank_open_tasks(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now, weights) = (open_tasks(n), now(), Coefficients::default());
    bencher.bench(|| rank(&state, &now, &weights));
}

#[divan::bench(args = [200, 2_000, 10_000])]
fn decide_to_add(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now) = (open_tasks(n), now());
    let intent = Intent::Add {
        title: "Write the methods section".into(),
        edits: vec![Edit::Tag("q3".into())],
    };
    let mut mint = Mint::new(1, NINE);
    bencher.bench_local(|| decide(&state, &intent, &now, &mut mint));
}

#[divan::bench(args = [200, 2_000, 10_000])]
fn decide_to_finish_by_title(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now) = (open_tasks(n), now());
    let tasks = vec![TaskRef::Title("section 177 of".into())];
    let intent = Intent::Done { tasks, ending: Ending::default() };
    let mut mint = Mint::new(1, NINE);
    bencher.bench_local(|| decide(&state, &intent, &now, &mut mint));
}
