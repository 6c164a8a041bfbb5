//! Stores made by older programs, as SQL, brought up to date.

use super::plans::{block, plan};
use super::*;
use crate::domain::urgency::{Coefficients, rank};
use std::path::Path;

fn made_by_schema_1(dir: &Path) {
    let old = Connection::open(dir.join("heyday.db")).unwrap();
    old.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    old.execute_batch(include_str!("../../../assets/migrations/0001_ground.sql")).unwrap();
    old.execute_batch(include_str!("../../../tests/fixtures/store_0001.sql")).unwrap();
}

/// The same as [`made_by_schema_1`], as the program of schema 3 left it.
fn made_by_schema_3(dir: &Path) {
    made_by_schema_1(dir);
    let old = Connection::open(dir.join("heyday.db")).unwrap();
    old.execute_batch(include_str!("../../../assets/migrations/0002_outline.sql")).unwrap();
    old.execute_batch(include_str!("../../../assets/migrations/0003_learning.sql")).unwrap();
    old.execute_batch(
        "PRAGMA user_version = 3; \
         INSERT INTO profile VALUES (1, 1, 21, '2026-11-20', '{}', '{}')",
    )
    .unwrap();
}

#[test]
fn a_store_of_the_third_schema_is_brought_up_to_date_and_can_be_planned_in() {
    let dir = tempfile::tempdir().unwrap();
    made_by_schema_3(dir.path());
    let now = at(-7_140);
    let mut store = Store::open(dir.path(), &OpenOptions { now_ms: now.at.utc_ms() }).unwrap();
    assert_eq!(schema::version(&store.conn).unwrap(), schema::LATEST);
    let kept = Store::backups(dir.path()).unwrap();
    assert!(kept.len() == 1 && kept[0].name.ends_with("-schema3.db"), "{kept:?}");
    let state = store.load(&Scope::Open, &now).unwrap();
    assert_eq!((state.tasks().count(), state.plan().count()), (2, 0));
    let task = state.task_no(TaskNo(2)).unwrap().id;
    store.transact(&plan(vec![block(task, 60, 30, &now)]), &now).unwrap();
    let planned = store.load(&Scope::Open, &now).unwrap();
    assert_eq!(
        planned.plan().map(|block| (block.task, block.no.0)).collect::<Vec<_>>(),
        [(task, 1)]
    );
    assert_eq!(store.undo(&now).unwrap().verb, "plan accept");
    assert_eq!(store.load(&Scope::Open, &now).unwrap().plan().count(), 0);
    store.redo(&now).unwrap();
    store.rebuild().unwrap();
    assert!(store.check().unwrap().is_sound());
    assert!(store.load(&Scope::Open, &now).unwrap().plan().eq(planned.plan()));
}

#[test]
fn a_store_of_the_first_schema_is_backed_up_and_brought_up_to_date_with_all_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    made_by_schema_1(dir.path());
    // Five minutes after the last that the old program did.
    let now = at(-7_140);
    let mut store = Store::open(dir.path(), &OpenOptions { now_ms: now.at.utc_ms() }).unwrap();
    assert_eq!(schema::version(&store.conn).unwrap(), schema::LATEST);
    let kept: Vec<String> =
        Store::backups(dir.path()).unwrap().into_iter().map(|backup| backup.name).collect();
    assert!(kept.len() == 1 && kept[0].ends_with("-schema1.db"), "{kept:?}");

    let state = store.load(&Scope::Open, &now).unwrap();
    let open: Vec<&str> = state.tasks().map(|task| task.title.as_str()).collect();
    assert_eq!(open, ["Write the methods section", "Call Ana"]);
    assert_eq!(state.running().unwrap().task, state.task_no(TaskNo(1)).map(|task| task.id));
    assert!(store.check().unwrap().is_sound());
    let before = contents(&store);
    store.rebuild().unwrap();
    assert_eq!(contents(&store), before);

    store.transact(&stop(), &now).unwrap();
    let ranked = rank(&store.load(&Scope::Open, &now).unwrap(), &now, &Coefficients::default());
    let queue = store.queue(&now, &Coefficients::default()).unwrap();
    assert_eq!(queue, ranked.into_iter().map(|(id, _)| id).collect::<Vec<_>>());
    assert_eq!(store.glance(true, &now, &Coefficients::default()).unwrap().planned_s, 900);
    assert_eq!(store.undo(&now).unwrap().verb, "stop");
    assert_eq!(store.undo(&now).unwrap().verb, "start");
}

#[test]
fn a_backup_of_the_first_schema_can_still_be_restored() {
    let (old, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    made_by_schema_1(old.path());
    let path = old.path().join("heyday.db");
    let (store, _) = Store::restore(dir.path(), path.to_str().unwrap(), &at(0)).unwrap();
    assert_eq!(everything(&store).tasks().count(), 3);
    assert!(store.check().unwrap().is_sound());
}
