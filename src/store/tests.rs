//! The store as its callers see it: what is recorded, loaded, undone, imported and rebuilt.

mod closings;
mod disk;
mod forget;
mod laws;
mod network;
mod nudges;
mod plans;
mod ranking;
mod reverting;
mod upgrade;

use super::*;
use crate::domain::{
    Edit, Ending, Session, SessionId, Span, Status, Task, TaskId, TaskNo, TaskRef, Zone,
};

/// 2026-11-25 09:00 in Berlin, and `minutes` later.
fn at(minutes: i64) -> Now {
    Now::new(1_795_593_600_000 + minutes * 60_000, Zone::Fixed(60), 240)
}

fn add(title: &str) -> Intent {
    Intent::Add { title: title.into(), edits: Vec::new() }
}

fn start(no: u32) -> Intent {
    Intent::Start { task: Some(TaskRef::No(TaskNo(no))), at: None }
}

fn done(title: &str) -> Intent {
    Intent::Done { tasks: vec![TaskRef::Title(title.into())], ending: Ending::default() }
}

fn stop() -> Intent {
    Intent::Stop(Ending::default())
}

fn everything(store: &Store) -> State {
    store.load(&Scope::AllTasks, &at(0)).unwrap()
}

/// Everything that one of the store's readers gives.
fn all<T: Clone>(
    read: impl FnOnce(&mut dyn FnMut(&T) -> Result<(), StoreError>) -> Result<(), StoreError>,
) -> Vec<T> {
    let mut all = Vec::new();
    read(&mut |one| {
        all.push(one.clone());
        Ok(())
    })
    .unwrap();
    all
}

/// With the seconds that each was worked on.
fn tasks(store: &Store) -> Vec<(Task, i64)> {
    all(|each| store.each_task(|task, tracked_s| each(&(task.clone(), tracked_s))))
}

fn sessions(store: &Store) -> Vec<Session> {
    all(|each| store.each_session(None, |row| each(&row.to_session()?)))
}

fn texts<T: std::fmt::Debug>(all: Vec<T>) -> impl Iterator<Item = String> {
    all.into_iter().map(|one| format!("{one:?}"))
}

/// Everything the projections hold, as text.
fn contents(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = texts(tasks(store)).chain(texts(sessions(store))).collect();
    lines.extend(texts(all(|each| store.each_break(None, each))));
    lines.extend(texts(all(|each| store.each_block(each))));
    lines.extend(texts(all(|each| store.each_event(None, each))));
    lines.push(format!("{:?}", store.closings().unwrap()));
    lines.push(format!("{:?} {:?}", store.snoozes().unwrap(), store.disputes().unwrap()));
    lines.push(format!("{:?}", everything(store).types()));
    lines
}

#[test]
fn a_new_store_knows_the_starting_types_and_nothing_else() {
    let store = Store::in_memory().unwrap();
    let (state, seq) = store.load_at(&Scope::AllTasks, &at(0)).unwrap();
    assert_eq!(state.types(), crate::domain::TaskType::starters());
    assert_eq!((state.tasks().count(), state.next_no().0, seq), (0, 1, 9));
    assert!(store.history(10).unwrap().is_empty());
}

#[test]
fn every_field_of_a_task_survives_the_file() {
    let mut store = Store::in_memory().unwrap();
    let id = |n: u128| TaskId(uuid::Uuid::from_u128(n));
    let mut task = Task::new(id(7), TaskNo(3), "Ä \u{1b}[31m title", at(0).at);
    task.note = "two\nlines".into();
    task.kind = Some("writing".into());
    task.project = Some("a.b".into());
    task.tags = vec!["q3".into(), "ünïcode \"quoted\"".into()];
    task.priority = crate::domain::Priority::Urgent;
    task.estimate_s = Some(u32::MAX);
    task.due = Some(crate::domain::Due { at: Moment::new(-5, -90), hard: true });
    task.from = Some(Moment::new(1_795_593_600_123, 345));
    task.on = chrono::NaiveDate::from_ymd_opt(2026, 11, 27);
    task.at = Some("home".into());
    task.after = vec![id(1), id(2)];
    task.every = Some(".+3d".into());
    task.series = Some(uuid::Uuid::from_u128(7));
    task.chunk_min_s = Some(1500);
    task.chunk_max_s = Some(7200);
    task.splittable = false;
    task.status = Status::Dropped;
    task.closed = Some(at(5).at);
    let change = Change::TaskAdded { task: Box::new(task.clone()) };
    store.import(std::iter::once(Ok::<_, StoreError>(change)), "import", "one", &at(0)).unwrap();
    assert_eq!(everything(&store).task(task.id), Some(&task));
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_command_is_seen_by_another_that_opens_the_same_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut one = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let other = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let (version, seq) = (other.data_version().unwrap(), other.last_seq().unwrap());
    let recorded = one.transact(&add("Draft"), &at(0)).unwrap();
    assert_ne!(other.data_version().unwrap(), version);
    let told = other.changes_since(seq).unwrap().unwrap();
    assert_eq!(told, recorded.decision.changes);
    assert_eq!(other.last_seq().unwrap(), recorded.seq);
}

#[test]
fn a_journal_that_went_back_says_load_again() {
    let store = Store::in_memory().unwrap();
    assert_eq!(store.changes_since(10_000).unwrap(), None);
    assert_eq!(store.changes_since(store.last_seq().unwrap()).unwrap(), Some(Vec::new()));
}

#[test]
fn start_and_stop_add_up_to_the_tasks_total() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Draft"), &at(0)).unwrap();
    store.transact(&start(1), &at(0)).unwrap();
    store.transact(&stop(), &at(30)).unwrap();
    store.transact(&start(1), &at(40)).unwrap();
    let state = store.load(&Scope::Running, &at(50)).unwrap();
    let task = state.running().and_then(|session| session.task).unwrap();
    assert_eq!(state.tracked_s(task, at(50).at), 40 * 60);
    assert_eq!(state.sessions().count(), 2, "today's");
}

#[test]
fn undo_and_redo_walk_through_the_history_and_a_new_command_ends_the_way_forward() {
    let mut store = Store::in_memory().unwrap();
    let empty = contents(&store);
    store.transact(&add("One"), &at(0)).unwrap();
    let one = contents(&store);
    store.transact(&start(1), &at(1)).unwrap();
    let running = contents(&store);
    store.transact(&done("one"), &at(20)).unwrap();
    let finished = contents(&store);

    assert_eq!(store.undo(&at(21)).unwrap().verb, "done");
    assert_eq!(contents(&store), running);
    assert_eq!(store.undo(&at(21)).unwrap().subject, "1 One");
    assert_eq!(contents(&store), one);
    assert_eq!(store.redo(&at(22)).unwrap().verb, "start");
    assert_eq!(contents(&store), running);
    assert_eq!(store.redo(&at(22)).unwrap().verb, "done");
    assert_eq!(contents(&store), finished);
    for _ in 0..3 {
        store.undo(&at(23)).unwrap();
    }
    assert_eq!(contents(&store), empty);
    assert!(matches!(store.undo(&at(23)), Err(StoreError::NothingToUndo)));
    store.transact(&add("Two"), &at(24)).unwrap();
    assert!(matches!(store.redo(&at(24)), Err(StoreError::NothingToRedo)));
    assert_eq!(store.undo(&at(25)).unwrap().subject, "2 Two");
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_number_is_never_given_twice_not_even_after_delete_and_undo() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("One"), &at(0)).unwrap();
    store.transact(&add("Two"), &at(0)).unwrap();
    store.undo(&at(1)).unwrap();
    store.transact(&add("Three"), &at(2)).unwrap();
    let delete = Intent::Delete { tasks: vec![TaskRef::No(TaskNo(3))] };
    store.transact(&delete, &at(3)).unwrap();
    store.transact(&add("Four"), &at(4)).unwrap();
    let numbers: Vec<u32> = everything(&store).tasks().map(|task| task.no.0).collect();
    assert_eq!(numbers, [1, 4]);
}

#[test]
fn what_has_changed_since_is_not_reverted() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("One"), &at(0)).unwrap();
    store.conn.execute("UPDATE tasks SET title = 'Other'", []).unwrap();
    let before = contents(&store);
    let error = store.undo(&at(1)).unwrap_err();
    assert_eq!((error.exit(), error.code()), (4, "changed"));
    assert_eq!(contents(&store), before);
    assert_eq!(store.history(9).unwrap().len(), 1);
}

#[test]
fn a_refusal_changes_nothing_and_knows_its_exit_status() {
    let mut store = Store::in_memory().unwrap();
    let seq = store.last_seq().unwrap();
    let error = store.transact(&done("nothing like it"), &at(0)).unwrap_err();
    assert_eq!((error.exit(), error.code()), (3, "not_found"));
    assert_eq!(store.last_seq().unwrap(), seq);
}

#[test]
fn titles_are_found_in_any_case_and_open_ones_first() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Résumé for Åsa"), &at(0)).unwrap();
    store.transact(&add("100% of _it_"), &at(0)).unwrap();
    store.transact(&done("RÉSUMÉ"), &at(1)).unwrap();
    let find = |part: &str| {
        let scope = Scope::Tasks(vec![TaskRef::Title(part.into())]);
        let state = store.load(&scope, &at(1)).unwrap();
        state.tasks().map(|task| task.no.0).collect::<Vec<_>>()
    };
    assert_eq!(find("åSA"), [1]);
    assert_eq!(find("0% of _"), [2]);
    assert_eq!(find("%"), [2]);
    assert_eq!(find("f"), [2], "closed ones are not looked at when an open one fits");
    assert!(find(" ").is_empty());
}

#[test]
fn a_task_comes_with_what_it_waits_for_to_the_end_and_who_waits_for_it() {
    let mut store = Store::in_memory().unwrap();
    let chain = |title: &str, after: u32| Intent::Add {
        title: title.into(),
        edits: vec![Edit::After(vec![TaskRef::No(TaskNo(after))])],
    };
    store.transact(&add("a"), &at(0)).unwrap();
    store.transact(&chain("b", 1), &at(0)).unwrap();
    store.transact(&chain("c", 2), &at(0)).unwrap();
    store.transact(&chain("d", 3), &at(0)).unwrap();
    store.transact(&add("e"), &at(0)).unwrap();
    let state = store.load(&Scope::Tasks(vec![TaskRef::No(TaskNo(3))]), &at(0)).unwrap();
    assert_eq!(state.tasks().map(|task| task.no.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let cycle = Intent::Edit {
        tasks: vec![TaskRef::No(TaskNo(1))],
        edits: vec![Edit::After(vec![TaskRef::No(TaskNo(4))])],
    };
    assert_eq!(store.transact(&cycle, &at(0)).unwrap_err().code(), "cycle");
}

fn session(n: u128, task: Option<u128>, from: i64, to: i64) -> Change {
    let id = SessionId(uuid::Uuid::from_u128(n));
    let task = task.map(|n| TaskId(uuid::Uuid::from_u128(n)));
    let mut session = Session::running(id, task, Some("writing".into()), at(from).at);
    session.end = Some(at(to).at);
    Change::SessionAdded { session: Box::new(session) }
}

#[test]
fn a_span_shows_what_touches_it_however_long_ago_that_began() {
    let mut store = Store::in_memory().unwrap();
    let day = 24 * 60;
    let log = [
        session(1, None, -90 * day, 10),
        session(2, None, -600, -540),
        session(3, None, 60, 120),
        session(4, None, 200, 260),
        session(5, None, -30 * day, -29 * day),
    ];
    store.import(log.into_iter().map(Ok::<_, StoreError>), "import", "log", &at(0)).unwrap();
    let span = Span::new(at(0).at, at(90).at);
    let state = store.load(&Scope::Day(span), &at(0)).unwrap();
    let ids: Vec<u128> = state.sessions().map(|session| session.id.0.as_u128()).collect();
    assert_eq!(ids, [1, 3]);
}

#[test]
fn importing_twice_adds_nothing_and_an_import_is_one_step() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Mine"), &at(0)).unwrap();
    let before = contents(&store);
    let theirs = |n: u128, no: u32| {
        let id = TaskId(uuid::Uuid::from_u128(n));
        Change::TaskAdded { task: Box::new(Task::new(id, TaskNo(no), "Theirs", at(0).at)) }
    };
    let log = || {
        vec![
            theirs(1, 1),
            session(9, Some(1), 0, 30),
            session(10, Some(77), 30, 60),
            theirs(2, 40),
            theirs(3, 0),
        ]
        .into_iter()
    };
    let count = store.import(log().map(Ok::<_, StoreError>), "import", "log", &at(0)).unwrap();
    assert_eq!(count, ImportCount { added: 5, present: 0, beside: 0 });
    let state = everything(&store);
    assert_eq!(state.tasks().map(|task| task.no.0).collect::<Vec<_>>(), [1, 2, 40, 41]);
    let worked = state.tracked_s(TaskId(uuid::Uuid::from_u128(1)), at(0).at);
    assert_eq!(worked, 30 * 60);
    assert!(store.check().unwrap().is_sound());

    let again = store.import(log().map(Ok::<_, StoreError>), "import", "log", &at(0)).unwrap();
    assert_eq!(again, ImportCount { added: 0, present: 5, beside: 0 });
    assert_eq!(store.history(9).unwrap().len(), 2);
    store.undo(&at(1)).unwrap();
    assert_eq!(contents(&store), before);
}

#[test]
fn doctor_finds_what_rots_inside_a_cell_and_rebuild_puts_projections_right() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Draft"), &at(0)).unwrap();
    let whole = contents(&store);
    store.conn.execute("UPDATE tasks SET title = 'Drbft'", []).unwrap();
    let found = store.check().unwrap();
    assert_eq!(found.drift, ["task 1 differs from its facts"]);
    assert!(found.is_mendable());
    store.rebuild().unwrap();
    assert_eq!(contents(&store), whole);

    store.conn.execute("UPDATE journal SET body = replace(body, 'Draft', 'Drbft')", []).unwrap();
    let found = store.check().unwrap();
    assert_eq!(found.rotten, [10]);
    let error = store.rebuild().unwrap_err();
    assert_eq!(error.code(), "damaged");
    assert!(error.hint().contains("heyday restore"));
    assert_eq!(contents(&store), whole);
}

#[test]
fn what_commands_look_for_has_an_index() {
    let store = Store::in_memory().unwrap();
    for sql in [
        "SELECT * FROM tasks WHERE status IN ('open', 'waiting') ORDER BY no",
        "SELECT * FROM sessions WHERE end_ms IS NULL ORDER BY start_ms DESC LIMIT 1",
        "SELECT * FROM sessions WHERE end_ms - start_ms > 86400000 AND start_ms < 1 AND end_ms >= 2",
        "SELECT * FROM sessions WHERE start_ms BETWEEN 1 AND 2 AND (end_ms IS NULL OR end_ms >= 1)",
        "SELECT * FROM sessions WHERE task = x'00'",
        "SELECT * FROM tasks WHERE series = x'00' AND +status IN ('open', 'waiting')",
        "SELECT * FROM tasks WHERE closed_ms IS NOT NULL AND closed_ms >= 1 AND closed_ms < 2",
        "SELECT * FROM snoozes WHERE end_ms > 1",
        "SELECT * FROM told WHERE at_ms >= 1 AND at_ms < 2",
        "SELECT * FROM told WHERE rule = 'rest' AND due_ms = 1",
        "SELECT * FROM heard WHERE start_ms BETWEEN 1 AND 2 AND (end_ms IS NULL OR end_ms >= 1)",
        "SELECT * FROM heard WHERE end_ms - start_ms > 86400000 AND start_ms < 1 AND end_ms >= 2",
        "SELECT * FROM heard WHERE end_ms IS NULL AND start_ms < 1",
        "SELECT * FROM groups WHERE status = 'undone' ORDER BY id LIMIT 1",
    ] {
        let mut plan = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps: Vec<String> =
            plan.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        assert!(steps.iter().all(|step| step.contains("INDEX")), "{sql}: {steps:?}");
    }
}
