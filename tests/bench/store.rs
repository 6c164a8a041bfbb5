//! The store on a real disk at the size of a long history: what a command waits for.

use crate::history::{MEDIUM, changes, now};
use heyday::domain::Intent;
use heyday::store::{OpenOptions, Scope, Store, StoreError};

fn opened(dir: &tempfile::TempDir) -> Result<Store, StoreError> {
    Store::open(dir.path(), &OpenOptions { now_ms: now().at.utc_ms() })
}

/// A folder with a store of the medium size.
fn filled() -> Result<(tempfile::TempDir, Store), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let mut store = opened(&dir)?;
    store.import(
        changes(MEDIUM).into_iter().map(Ok::<_, StoreError>),
        "import",
        "history",
        &now(),
    )?;
    Ok((dir, store))
}

/// Measures `work` on a filled store; a store that can't be filled shows as a panic.
#[allow(clippy::expect_used)]
fn on_filled<T>(
    bencher: divan::Bencher<'_, '_>,
    mut work: impl FnMut(&mut Store) -> Result<T, StoreError>,
) {
    let (_dir, mut store) = filled().expect("a temporary store");
    bencher.bench_local(|| work(&mut store).expect("a healthy store"));
}

#[divan::bench]
fn add(bencher: divan::Bencher<'_, '_>) {
    let intent = Intent::Add { title: "Write the methods section".into(), edits: Vec::new() };
    on_filled(bencher, |store| store.transact(&intent, &now()));
}

#[divan::bench]
fn load_open_tasks(bencher: divan::Bencher<'_, '_>) {
    on_filled(bencher, |store| store.load(&Scope::Open, &now()));
}

#[divan::bench]
fn load_the_running_session(bencher: divan::Bencher<'_, '_>) {
    on_filled(bencher, |store| store.load(&Scope::Running, &now()));
}

#[divan::bench]
fn load_the_screen_of_today(bencher: divan::Bencher<'_, '_>) {
    let now = now();
    let span = now.day_span(now.day());
    on_filled(bencher, |store| store.load(&Scope::Screen { span }, &now));
}

#[divan::bench]
fn open(bencher: divan::Bencher<'_, '_>) {
    let Ok((dir, _store)) = filled() else { return };
    bencher.bench(|| opened(&dir));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn import_medium(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(|| changes(MEDIUM)).bench_values(|changes| {
        let dir = tempfile::tempdir()?;
        opened(&dir)?.import(
            changes.into_iter().map(Ok::<_, StoreError>),
            "import",
            "history",
            &now(),
        )?;
        Ok::<_, Box<dyn std::error::Error>>(dir)
    });
}
