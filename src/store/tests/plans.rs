//! The accepted plan in the file: what is loaded of it, what forgetting takes, what imports make of it.

use super::laws::{act, carry_out};
use super::*;
use crate::domain::{Block, BlockId, BlockNo, Put};
use crate::learn::Habits;
use proptest::prelude::*;

/// A block to come, so many minutes from `now`.
pub(super) fn block(task: TaskId, from: i64, minutes: i64, now: &Now) -> Put {
    let start = now.at.plus_seconds(from * 60);
    let end = start.plus_seconds(minutes * 60);
    Put { id: None, no: None, task, also: Vec::new(), start, end, pinned: false }
}

pub(super) fn plan(put: Vec<Put>) -> Intent {
    Intent::Plan { verb: crate::domain::PlanVerb::Accept, remove: Vec::new(), put }
}

fn task(store: &mut Store, title: &str, minute: i64) -> TaskId {
    let recorded = store.transact(&add(title), &at(minute)).unwrap();
    let Change::TaskAdded { task } = &recorded.decision.changes[0] else { panic!("a task") };
    task.id
}

fn nos(state: &State) -> Vec<u32> {
    state.plan().map(|block| block.no.0).collect()
}

#[test]
fn screens_load_the_plan_from_yesterday_on_and_that_of_the_days_they_show() {
    let mut store = Store::in_memory().unwrap();
    let draft = task(&mut store, "Draft", 0);
    for day in [0, 1, 2, 3] {
        let now = at(day * 1440);
        store.transact(&plan(vec![block(draft, 60, 30, &now)]), &now).unwrap();
    }
    let now = at(3 * 1440);
    store.transact(&done("Draft"), &now).unwrap();
    // On the third day the first block was no longer live, so its number was free again; the fourth day's went with
    // its task.
    let open = store.load(&Scope::Open, &now).unwrap();
    assert_eq!(nos(&open), [1]);
    assert_eq!(
        open.plan().map(|block| now.day_of(block.start)).collect::<Vec<_>>(),
        [at(2 * 1440).day()]
    );
    assert!(open.task(draft).is_some(), "a block has its task, closed or not");
    for scope in [Scope::AllTasks, Scope::Day(now.day_span(now.day()))] {
        assert_eq!(nos(&store.load(&scope, &now).unwrap()), [1]);
    }
    let first = at(0);
    let span = first.day_span(first.day());
    assert_eq!(nos(&store.load(&Scope::Screen { span }, &now).unwrap()), [1, 1]);
    assert_eq!(nos(&store.load(&Scope::Running, &now).unwrap()), Vec::<u32>::new());
}

#[test]
fn an_import_gives_live_blocks_numbers_that_are_free_and_leaves_the_old_theirs() {
    let mut store = Store::in_memory().unwrap();
    let draft = task(&mut store, "Draft", 0);
    store.transact(&plan(vec![block(draft, 60, 30, &at(0))]), &at(0)).unwrap();
    let made = |id: u128, no: u32, from: i64| {
        let put = block(draft, from, 30, &at(0));
        let (start, end) = (put.start, put.end);
        let id = BlockId(uuid::Uuid::from_u128(id));
        Block { id, no: BlockNo(no), task: draft, also: vec![], start, end, pinned: true }
    };
    let blocks = [made(1, 1, 100), made(2, 0, 200), made(3, 7, 300), made(4, 1, -9_000)];
    let changes = || {
        blocks.clone().into_iter().map(|block| Ok::<_, StoreError>(Change::BlockAdded { block }))
    };
    assert_eq!(store.import(changes(), "import", "", &at(1)).unwrap().added, 4);
    let mut found = Vec::new();
    store
        .each_block::<StoreError>(|block| {
            found.push(block.no.0);
            Ok(())
        })
        .unwrap();
    assert_eq!(found, [1, 1, 2, 3, 7]);
    assert_eq!(store.import(changes(), "import", "", &at(2)).unwrap().added, 0);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_forgotten_task_leaves_the_plan_and_its_bundles_to_the_others() {
    let mut store = Store::in_memory().unwrap();
    let (draft, call) = (task(&mut store, "Draft", 0), task(&mut store, "Call", 0));
    let bundle = Put { also: vec![call], ..block(draft, 60, 30, &at(0)) };
    store.transact(&plan(vec![bundle, block(draft, 120, 30, &at(0))]), &at(0)).unwrap();
    store.conn.execute("INSERT INTO draft VALUES (1, 1, 1, 'Draft')", []).unwrap();
    let found = store.forget(&Forget::Task(draft), &at(1), &Habits::default(), false).unwrap();
    assert_eq!((found.gone.tasks, found.gone.blocks, found.rewritten), (1, 1, 1));
    let state = store.load(&Scope::Open, &at(1)).unwrap();
    let left: Vec<Vec<TaskId>> = state.plan().map(|block| block.tasks().collect()).collect();
    assert_eq!(left, [vec![call]]);
    let drafts: i64 =
        store.conn.query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).unwrap();
    assert_eq!(drafts, 0, "a proposal may speak of it too");
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_lies_before_a_day_is_forgotten_with_its_plan() {
    let mut store = Store::in_memory().unwrap();
    let draft = task(&mut store, "Draft", 0);
    for day in [0, 5] {
        let now = at(day * 1440);
        store.transact(&plan(vec![block(draft, 60, 30, &now)]), &now).unwrap();
    }
    let before = Forget::Before(at(3 * 1440).at);
    let found = store.forget(&before, &at(5 * 1440), &Habits::default(), false).unwrap();
    assert_eq!((found.gone.tasks, found.gone.blocks), (0, 1));
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn the_last_draft_is_kept_and_is_no_step_of_undo() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    assert_eq!(store.draft().unwrap(), None);
    for body in ["first", "second"] {
        store.keep_draft(&Draft { seq: 9, made_ms: 5, body: body.into() }).unwrap();
    }
    drop(store);
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    assert_eq!(store.draft().unwrap().unwrap().body, "second");
    assert!(matches!(store.undo(&at(1)), Err(StoreError::NothingToUndo)));
    assert_eq!(store.last_seq().unwrap(), 9);
    store.access = Access::ReadOnly { reason: "a test".into() };
    store.keep_draft(&Draft { seq: 9, made_ms: 5, body: "third".into() }).unwrap();
    assert_eq!(store.draft().unwrap().unwrap().body, "second", "silently not kept");
}

#[test]
fn versions_of_the_plan_are_the_steps_that_touched_it_whatever_they_are_called() {
    let mut store = Store::in_memory().unwrap();
    let (draft, call) = (task(&mut store, "Draft", 0), task(&mut store, "Call", 0));
    let both = vec![block(draft, 60, 30, &at(1)), block(call, 120, 30, &at(1))];
    store.transact(&plan(both), &at(1)).unwrap();
    store.transact(&start(2), &at(2)).unwrap();
    store.transact(&done("Draft"), &at(3)).unwrap();
    store.undo(&at(4)).unwrap();
    let versions = store.plan_versions(9).unwrap();
    let told: Vec<String> = versions
        .iter()
        .map(|v| {
            format!("{} {} {}: +{} ~{} -{}", v.no, v.kind, v.verb, v.added, v.changed, v.removed)
        })
        .collect();
    assert_eq!(
        told,
        ["3 undo done: +1 ~0 -0", "2 do done: +0 ~0 -1", "1 do plan accept: +2 ~0 -0"]
    );
    assert_eq!(store.plan_versions(1).unwrap(), versions[..1]);
    assert_eq!(store.plan_version(2).unwrap().as_ref(), Some(&versions[1]));
    assert_eq!((store.plan_version(0).unwrap(), store.plan_version(4).unwrap()), (None, None));
    let stood = |version: &PlanVersion| store.plan_as_of(version.seq).unwrap().len();
    assert_eq!(versions.iter().map(stood).collect::<Vec<_>>(), [2, 1, 2]);
    assert_eq!(store.plan_as_of(0).unwrap(), []);
    assert_eq!(
        store.seq_at(at(2).at).unwrap(),
        versions[1].seq - 2,
        "before task and block changed"
    );
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(64))]

    #[test]
    fn how_it_stood_then_is_what_the_facts_up_to_then_add_up_to(
        acts in proptest::collection::vec(act(), 1..40),
        when in any::<prop::sample::Index>(),
    ) {
        let mut store = Store::in_memory().unwrap();
        for (minute, act) in (0..).zip(acts) {
            let _ = carry_out(&mut store, act, &at(minute * 7));
        }
        let changes = store.changes_since(0).unwrap().unwrap();
        let seq = when.index(changes.len() + 1);
        let mut folded = State::default();
        for change in &changes[..seq] {
            folded.apply(change);
        }
        let seq = i64::try_from(seq).unwrap();
        prop_assert!(store.plan_as_of(seq).unwrap().iter().eq(folded.plan()));
        let now = at(1_000);
        let span = Span::new(at(-10_000).at, at(10_000).at);
        let stood = store.state_as_of(seq, span, &now).unwrap();
        prop_assert!(stood.tasks().eq(folded.tasks()));
        prop_assert!(stood.sessions().eq(folded.sessions()));
        prop_assert!(stood.breaks().eq(folded.breaks()));
        prop_assert!(stood.plan().eq(folded.plan()));
        prop_assert_eq!(stood.types(), folded.types());
        prop_assert_eq!(stood.running(), folded.running());
        for task in folded.tasks() {
            prop_assert_eq!(stood.tracked_s(task.id, now.at), folded.tracked_s(task.id, now.at));
        }
    }
}
