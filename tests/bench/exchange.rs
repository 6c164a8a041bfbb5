//! JSON lines both ways, in bytes a second.

use crate::history::{MEDIUM, changes, now};
use divan::counter::BytesCount;
use heyday::domain::Change;
use heyday::exchange::json::Json;
use heyday::exchange::jsonl::{
    read_all,
    write::{session_line, task_line},
};

fn written(history: &[Change]) -> Json {
    let mut out = Json::default();
    for change in history {
        match change {
            Change::TaskAdded { task } => task_line(&mut out, task),
            Change::SessionAdded { session } => session_line(&mut out, session),
            _ => {}
        }
    }
    out
}

#[divan::bench]
fn write_jsonl(bencher: divan::Bencher<'_, '_>) {
    let history = changes(MEDIUM);
    bencher.counter(BytesCount::new(written(&history).len())).bench(|| written(&history));
}

#[divan::bench]
fn read_jsonl(bencher: divan::Bencher<'_, '_>) {
    let text = written(&changes(MEDIUM));
    bencher.counter(BytesCount::new(text.len())).bench(|| read_all(text.as_bytes(), &now()));
}
