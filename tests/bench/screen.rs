//! The screens with very many tasks: what a key costs, and a frame at 160x50.

use crate::history::{self, Size, now, open_tasks};
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

/// The worst of the search: every title has these letters, and no key narrows it.
#[divan::bench(args = [2_000, 10_000])]
fn two_keys_that_every_title_has(bencher: divan::Bencher<'_, '_>, n: u32) {
    type_and_delete(bencher, model(n, "2fwrite section report autumn revi"), 'e');
}

/// A frame of a large terminal, drawn anew, with everything that a frame works out.
fn frame(bencher: divan::Bencher<'_, '_>, n: u32, keys: &str) {
    let mut model = model(n, keys);
    let state = Box::new(history::state(Size { tasks: n, open: n, sessions: 60 }));
    update(&mut model, Msg::Loaded { state, seq: 2 }, &now());
    update(&mut model, Msg::Resize(160, 50), &now());
    let theme = Theme::default();
    let Ok(mut terminal) = Terminal::new(TestBackend::new(160, 50));
    bencher.bench_local(|| terminal.draw(|frame| view(&model, &theme, frame)).map(|_| ()));
}

#[divan::bench(args = [100, 10_000])]
fn a_frame_of_today(bencher: divan::Bencher<'_, '_>, n: u32) {
    frame(bencher, n, "1");
}

#[divan::bench(args = [100, 10_000])]
fn a_frame_of_tasks(bencher: divan::Bencher<'_, '_>, n: u32) {
    frame(bencher, n, "2");
}

#[divan::bench(args = [100, 10_000])]
fn a_frame_of_the_log(bencher: divan::Bencher<'_, '_>, n: u32) {
    frame(bencher, n, "5");
}
