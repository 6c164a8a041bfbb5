//! What is forgotten is as if it had never been there.

use super::laws::{Act, act, carry_out};
use super::*;
use crate::domain::{Block, Outcome, SessionEdit, Source};
use crate::learn::Habits;
use proptest::prelude::*;
use std::fs;

/// Everything that is there but one task with what belongs to it, as text.
fn without(store: &Store, gone: Option<TaskId>) -> Vec<String> {
    let rest = tasks(store).into_iter().filter(|(task, _)| Some(task.id) != gone);
    let rest = rest.map(|(mut task, tracked_s)| {
        task.after.retain(|id| Some(*id) != gone);
        // A series is called by its first task, which may be gone.
        task.series = task.series.map(|_| uuid::Uuid::nil());
        (task, tracked_s)
    });
    let theirs = |session: &Session| session.task.is_none() || session.task != gone;
    let blocks = all(|each| store.each_block(each)).into_iter().filter_map(|block: Block| {
        let mut tasks = block.tasks().filter(|id| Some(*id) != gone);
        let (task, also) = (tasks.next()?, tasks.collect());
        Some(Block { task, also, ..block.clone() })
    });
    let mut lines: Vec<String> = texts(rest.collect()).collect();
    lines.extend(texts(sessions(store).into_iter().filter(theirs).collect()));
    lines.extend(texts(all(|each| store.each_break(None, each))));
    lines.extend(texts(blocks.collect()));
    lines.push(format!("{:?}", everything(store).types()));
    lines
}

fn forget(store: &mut Store, what: &Forget) -> Forgotten {
    store.forget(what, &at(2_000), &Habits::default(), false).unwrap()
}

fn carry_all_out(store: &mut Store, acts: Vec<Act>) {
    for (minute, act) in (0..).zip(acts) {
        let _ = carry_out(store, act, &at(minute * 7));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_forgotten_task_was_never_there_and_everything_else_still_is(
        acts in proptest::collection::vec(act(), 1..40),
        which in 1u32..6,
    ) {
        let mut store = Store::in_memory().unwrap();
        carry_all_out(&mut store, acts);
        let next = everything(&store).next_no();
        let Some(gone) = everything(&store).task_no(TaskNo(which)).map(|task| task.id) else {
            return Ok(());
        };
        let expected = without(&store, Some(gone));
        let dry = store.forget(&Forget::Task(gone), &at(2_000), &Habits::default(), true).unwrap();
        let found = forget(&mut store, &Forget::Task(gone));
        prop_assert_eq!(dry.gone, found.gone);
        prop_assert_eq!(without(&store, None), expected);
        prop_assert_eq!(everything(&store).next_no(), next, "its number is not given again");
        prop_assert_eq!(store.check().unwrap(), Checkup { facts: store.last_seq().unwrap(), ..Checkup::default() });
        let before = contents(&store);
        store.rebuild().unwrap();
        prop_assert_eq!(contents(&store), before);
        let spoken = store.changes_since(0).unwrap().unwrap();
        prop_assert!(!serde_json::to_string(&spoken).unwrap().contains(&gone.0.to_string()));
        prop_assert!(forget(&mut store, &Forget::Task(gone)).is_nothing());
        let first = store.undo(&at(3_000)).unwrap_err();
        prop_assert!(matches!(first, StoreError::Forgot { .. }), "{}", first);
        let end = loop {
            if let Err(error) = store.undo(&at(3_000)) {
                break error;
            }
        };
        prop_assert!(matches!(end, StoreError::NothingToUndo), "{}", end);
    }
}

proptest! {
    // Each case learns several times.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_is_learned_afterwards_is_what_would_have_been_learned(minutes in proptest::collection::vec(5u32..90, 4..40)) {
        let log = |kinds: &[u8]| {
            let mut store = Store::in_memory().unwrap();
            let all = (0u8..).zip(&minutes).filter(|(at, _)| kinds.contains(&(at % 3)));
            let changes: Vec<Change> = all.flat_map(|(at, minutes)| worked(at, *minutes)).collect();
            store.import(changes.into_iter().map(Ok::<_, StoreError>), "import", "", &at(0)).unwrap();
            store
        };
        let numbers = |profile: &crate::learn::Profile| {
            (serde_json::to_string(&profile.hours).unwrap(), serde_json::to_string(&profile.pace).unwrap())
        };
        let mut store = log(&[0, 1, 2]);
        let found = forget(&mut store, &Forget::Kind("k1".into()));
        let never = log(&[0, 2]).learned(&at(2_000), &Habits::default()).unwrap();
        prop_assert_eq!(numbers(&found.after), numbers(&never));
        prop_assert_eq!(numbers(&store.learned(&at(2_000), &Habits::default()).unwrap()), numbers(&never));
        prop_assert_eq!(found.gone.types, 0, "an import names no kinds");
    }
}

/// A finished task and its session, the `index`th day ago.
fn worked(index: u8, minutes: u32) -> Vec<Change> {
    let id = TaskId(uuid::Uuid::from_u128(u128::from(index) + 1));
    let from = at(-1440 * (i64::from(index) + 1));
    let end = from.at.plus_seconds(i64::from(minutes) * 60);
    let mut task = Task::new(id, TaskNo(0), format!("Task {index}"), from.at);
    task.kind = Some(format!("k{}", index % 3));
    task.estimate_s = Some(1800);
    task.status = Status::Done;
    task.closed = Some(end);
    let session = SessionId(uuid::Uuid::from_u128(1000 + u128::from(index)));
    let mut session = Session::running(session, Some(id), task.kind.clone(), from.at);
    session.end = Some(end);
    session.focus = Some(1 + index % 5);
    session.outcome = Some(Outcome::Finished);
    session.source = Source::Manual;
    vec![
        Change::TaskAdded { task: Box::new(task) },
        Change::SessionAdded { session: Box::new(session) },
    ]
}

/// The files below a folder that contain these bytes.
fn files_with(dir: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
    found
}

fn secret(store: &mut Store, minute: i64) {
    let edits = vec![
        Edit::Project(Some("unicorn.farm".into())),
        Edit::Kind(Some("zebracare".into())),
        Edit::Note("feed the zebra".into()),
    ];
    let title = format!("Meet the zebra {minute}");
    store.transact(&Intent::Add { title, edits }, &at(minute)).unwrap();
}

#[test]
fn no_file_remembers_what_was_forgotten_backups_included() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    store.transact(&add("Water the plants"), &at(0)).unwrap();
    secret(&mut store, 1);
    store.transact(&start(2), &at(2)).unwrap();
    store.backup(&at(3)).unwrap();
    store.transact(&start(1), &at(30)).unwrap();
    secret(&mut store, 31);
    let delete = Intent::Delete { tasks: vec![TaskRef::No(TaskNo(3))] };
    store.transact(&delete, &at(32)).unwrap();
    secret(&mut store, 33);
    store.undo(&at(34)).unwrap();
    let moved = Intent::Edit {
        tasks: vec![TaskRef::No(TaskNo(1))],
        edits: vec![
            Edit::Project(Some("unicorn".into())),
            Edit::Project(None),
            Edit::After(vec![TaskRef::No(TaskNo(2))]),
        ],
    };
    store.transact(&moved, &at(35)).unwrap();
    store.learned(&at(36), &Habits::default()).unwrap();
    assert!(!files_with(dir.path(), b"zebra").is_empty());
    fs::write(dir.path().join("backups/2026-11-24-daily.db.0a.part"), "half a zebra").unwrap();
    let found = forget(&mut store, &Forget::Project("unicorn".into()));
    assert_eq!((found.gone.tasks, found.gone.sessions, found.backups_rewritten), (1, 1, 1));
    forget(&mut store, &Forget::Kind("zebracare".into()));
    drop(store);
    for word in ["zebra", "unicorn"] {
        assert_eq!(files_with(dir.path(), word.as_bytes()), Vec::<PathBuf>::new(), "{word}");
    }
    let backup = Store::backups(dir.path()).unwrap().remove(0);
    let (store, _) = Store::restore(dir.path(), &backup.name, &at(40)).unwrap();
    assert!(store.check().unwrap().is_sound());
    assert_eq!(everything(&store).tasks().count(), 1, "the plants");
}

#[test]
fn what_lies_before_a_day_goes_and_what_is_still_open_stays() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Old and done"), &at(-3000)).unwrap();
    store.transact(&start(1), &at(-3000)).unwrap();
    store.transact(&done("old"), &at(-2950)).unwrap();
    store.transact(&add("Old and open"), &at(-2940)).unwrap();
    store.transact(&start(2), &at(-2940)).unwrap();
    store.transact(&stop(), &at(-2900)).unwrap();
    store.transact(&start(2), &at(0)).unwrap();
    store.transact(&stop(), &at(20)).unwrap();
    let found = forget(&mut store, &Forget::Before(at(-1000).at));
    assert_eq!((found.gone.tasks, found.gone.sessions, found.gone.worked_s), (1, 2, 90 * 60));
    let state = everything(&store);
    let open = state.task_no(TaskNo(2)).unwrap();
    assert_eq!(state.tracked_s(open.id, at(30).at), 20 * 60);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn everything_forgotten_is_a_new_store() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    secret(&mut store, 0);
    store.backup(&at(1)).unwrap();
    let other = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let seen = other.last_seq().unwrap();
    let found = forget(&mut store, &Forget::Everything);
    assert_eq!((found.gone.tasks, found.backups_deleted), (1, 1));
    assert!(files_with(dir.path(), b"zebra").is_empty());
    assert_eq!(other.changes_since(seen).unwrap(), None, "an open program loads again");
    assert_eq!(contents(&store), contents(&Store::in_memory().unwrap()));
    store.transact(&add("One"), &at(5)).unwrap();
    assert!(store.check().unwrap().is_sound());
    assert!(store.history(9).unwrap().len() == 1);
}

#[test]
fn a_forgotten_session_leaves_its_task() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Draft"), &at(0)).unwrap();
    let about = Box::new(SessionEdit::default());
    let span = Span::new(at(-60).at, at(-30).at);
    let log = Intent::LogAdd { task: Some(TaskRef::No(TaskNo(1))), span, about };
    store.transact(&log, &at(0)).unwrap();
    let session = store.last_session().unwrap().unwrap().0.id;
    let found = forget(&mut store, &Forget::Session(session));
    assert_eq!((found.gone.tasks, found.gone.sessions, found.gone.facts), (0, 1, 1));
    assert_eq!(everything(&store).tasks().count(), 1);
}

#[test]
fn undo_says_once_that_forgetting_stays_before_it_takes_back_what_was_done_earlier() {
    let mut store = Store::in_memory().unwrap();
    for title in ["Keep", "Secret", "Open"] {
        store.transact(&add(title), &at(0)).unwrap();
    }
    store.undo(&at(1)).unwrap();
    let secret = everything(&store).task_no(TaskNo(2)).unwrap().id;
    forget(&mut store, &Forget::Task(secret));
    assert!(store.redo(&at(2)).is_err(), "something else was done since");
    let error = store.undo(&at(3)).unwrap_err();
    assert!(matches!(&error, StoreError::Forgot { before } if before == "add 1 Keep"), "{error:?}");
    assert_eq!(everything(&store).tasks().count(), 1, "nothing was taken back");
    assert_eq!(store.undo(&at(4)).unwrap().subject, "1 Keep");
    // What is done afterwards is undone as ever.
    store.redo(&at(5)).unwrap();
    let keep = everything(&store).task_no(TaskNo(1)).unwrap().id;
    forget(&mut store, &Forget::Task(TaskId(uuid::Uuid::from_u128(99))));
    store.transact(&add("Later"), &at(6)).unwrap();
    assert_eq!(store.undo(&at(7)).unwrap().subject, "4 Later");
    forget(&mut store, &Forget::Task(keep));
    let error = store.undo(&at(8)).unwrap_err();
    assert!(matches!(&error, StoreError::Forgot { before } if before.is_empty()), "{error:?}");
    assert!(store.check().unwrap().is_sound());
}
