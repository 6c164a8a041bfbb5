//! The Tasks screen with very many tasks: what a key costs, and a frame.

use crate::history::{now, open_tasks};
use heyday::app::{Model, Msg, Settings, update};
use heyday::input::Key;
use heyday::ui::{Theme, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn model(n: u32, keys: &str) -> Model {
    let now = now();
    let mut model = Model::new(Settings::default(), now, (120, 36));
    let state = Box::new(open_tasks(n));
    update(&mut model, Msg::Loaded { state, seq: 1 }, &now);
    for key in keys.chars() {
        update(&mut model, Msg::Key(Key::char(key)), &now);
    }
    model
}

/// A letter and a backspace: two keys.
fn type_and_delete(bencher: divan::Bencher<'_, '_>, mut model: Model, letter: char) {
    let backspace: Key = "backspace".parse().unwrap_or(Key::char('h').with_ctrl());
    bencher.bench_local(|| {
        update(&mut model, Msg::Key(Key::char(letter)), &now());
        update(&mut model, Msg::Key(backspace), &now());
    });
}

#[divan::bench(args = [2_000, 10_000])]
fn two_keys_in_the_filter(bencher: divan::Bencher<'_, '_>, n: u32) {
    type_and_delete(bencher, model(n, "2/+tag1 due.before:fri autum"), 'n');
}

#[divan::bench(args = [2_000, 10_000])]
fn two_keys_in_find(bencher: divan::Bencher<'_, '_>, n: u32) {
    type_and_delete(bencher, model(n, "2fsectio"), 'n');
}

#[divan::bench(args = [2_000, 10_000])]
fn two_moves(bencher: divan::Bencher<'_, '_>, n: u32) {
    let mut model = model(n, "2jjj");
    bencher.bench_local(|| {
        for key in ['j', 'k'] {
            update(&mut model, Msg::Key(Key::char(key)), &now());
        }
    });
}

#[divan::bench(args = [2_000, 10_000])]
fn everything_anew_by_another_order(bencher: divan::Bencher<'_, '_>, n: u32) {
    let mut model = model(n, "2");
    bencher.bench_local(|| update(&mut model, Msg::Key(Key::char('o')), &now()));
}

#[divan::bench(args = [10_000])]
fn a_frame(bencher: divan::Bencher<'_, '_>, n: u32) {
    let model = model(n, "2");
    let theme = Theme::default();
    let Ok(mut terminal) = Terminal::new(TestBackend::new(120, 36));
    bencher.bench_local(|| terminal.draw(|frame| view(&model, &theme, frame)).map(|_| ()));
}
