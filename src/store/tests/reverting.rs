//! Taking back and bringing back what is too much to be held in memory at once.

use super::*;

/// More tasks than are read at a time, each waiting for the one before, in an odd number of blocks.
fn import_many(store: &mut Store, count: u128) {
    let id = |n: u128| TaskId(uuid::Uuid::from_u128(n));
    let tasks = (1..=count).map(|n| {
        let after = if n > 1 { vec![id(n - 1)] } else { Vec::new() };
        let task = Task { after, ..Task::new(id(n), TaskNo(0), format!("Task {n}"), at(0).at) };
        Ok::<_, StoreError>(Change::TaskAdded { task: Box::new(task) })
    });
    store.import(tasks, "import", "many", &at(0)).unwrap();
}

#[test]
fn a_huge_step_is_taken_back_and_brought_back_whole_and_not_told_one_by_one() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Mine"), &at(0)).unwrap();
    let before = contents(&store);
    import_many(&mut store, 2_345);
    let full = contents(&store);
    let undone = store.undo(&at(1)).unwrap();
    assert_eq!((undone.facts, undone.changes.len()), (2_345, 0));
    assert_eq!(contents(&store), before);
    let redone = store.redo(&at(2)).unwrap();
    assert_eq!((redone.facts, redone.seq), (2_345, store.last_seq().unwrap()));
    assert_eq!(contents(&store), full);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_huge_step_is_taken_back_whole_or_not_at_all() {
    let mut store = Store::in_memory().unwrap();
    import_many(&mut store, 2_345);
    // Behind the journal's back, so that the first fact no longer fits and all the others do.
    store.conn.execute("UPDATE tasks SET title = 'Other' WHERE no = 1", []).unwrap();
    let (full, seq) = (contents(&store), store.last_seq().unwrap());
    assert_eq!(store.undo(&at(1)).unwrap_err().code(), "changed");
    assert_eq!((contents(&store), store.last_seq().unwrap()), (full, seq));
}

#[test]
fn a_kind_of_work_that_is_brought_back_stands_where_it_stood() {
    let mut store = Store::in_memory().unwrap();
    let names = |store: &Store| -> Vec<String> {
        everything(store).types().iter().map(|kind| kind.name.clone()).collect()
    };
    let before = names(&store);
    let (from, into) = (before[1].clone(), before[0].clone());
    store.transact(&Intent::MergeKind { from: from.clone(), into }, &at(0)).unwrap();
    store.undo(&at(1)).unwrap();
    assert_eq!(names(&store), before);
    store.redo(&at(2)).unwrap();
    assert!(!names(&store).contains(&from));
    store.undo(&at(3)).unwrap();
    let kept = vec![before[3].clone()];
    store.transact(&Intent::ChooseKinds { names: kept.clone() }, &at(4)).unwrap();
    assert_eq!(names(&store), kept);
    store.undo(&at(5)).unwrap();
    assert_eq!(names(&store), before);
    assert!(store.check().unwrap().is_sound());
}
