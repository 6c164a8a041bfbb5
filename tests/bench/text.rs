//! Reading what a person types: between two keys of quick-add or of the live filter.

use crate::history::{now, open_tasks};
use chrono::NaiveTime;
use heyday::text::{Filter, Grammar, Reading, highlight, quick_add};

const LINE: &str =
    "Write the methods section project:paper @writing +q3 est:2h30m pri:high due:tomorrow-17:00";

fn reading() -> Reading {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    Reading { now: now(), day_start: at(9), day_end: at(17) }
}

#[divan::bench]
fn quick_add_a_line(bencher: divan::Bencher<'_, '_>) {
    let reading = reading();
    bencher.bench(|| quick_add(divan::black_box(LINE), &reading, Grammar::Screen));
}

#[divan::bench]
fn highlight_a_line(bencher: divan::Bencher<'_, '_>) {
    let reading = reading();
    bencher.bench(|| highlight(divan::black_box(LINE), &reading, Grammar::Screen));
}

#[divan::bench(args = [2_000, 10_000])]
fn filter_tasks(bencher: divan::Bencher<'_, '_>, n: u32) {
    let (state, now) = (open_tasks(n), now());
    let filter = Filter::parse("project:project3 +tag1 due.before:fri autumn", &reading());
    bencher.bench(|| {
        filter
            .as_ref()
            .map(|filter| state.tasks().filter(|task| filter.matches(task, &state, &now)).count())
    });
}
