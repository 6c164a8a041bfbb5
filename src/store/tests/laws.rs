//! Laws that hold for every sequence of commands.

use super::*;
use crate::domain::laws::{absences, nudges, plan_is_sound, plans, real};
use crate::domain::{Forgotten, SessionEdit};
use proptest::prelude::*;

/// What a person or a test does.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Do(Intent),
    Undo,
    Redo,
}

fn reference() -> impl Strategy<Value = TaskRef> {
    prop_oneof![
        4 => (1u32..8).prop_map(|no| TaskRef::No(TaskNo(no))),
        1 => "[a-c]".prop_map(TaskRef::Title),
    ]
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        "[a-c]{1,3}".prop_map(Edit::Title),
        "[x-z]".prop_map(Edit::Tag),
        "[x-z]".prop_map(Edit::Untag),
        Just(Edit::Kind(Some("gardening".into()))),
        Just(Edit::Every(Some("+1d".into()))),
        (600u32..7200).prop_map(|seconds| Edit::Estimate(Some(seconds))),
        reference().prop_map(|reference| Edit::After(vec![reference])),
        prop_oneof![Just(Status::Waiting), Just(Status::Done), Just(Status::Open)]
            .prop_map(Edit::Status),
    ];
    proptest::collection::vec(edit, 0..3)
}

/// Anything that can be done.
pub(super) fn act() -> impl Strategy<Value = Act> {
    let tasks = || reference().prop_map(|reference| vec![reference]);
    let intent = prop_oneof![
        4 => ("[a-c]{1,4}", edits()).prop_map(|(title, edits)| Intent::Add { title, edits }),
        2 => (tasks(), edits()).prop_map(|(tasks, edits)| Intent::Edit { tasks, edits }),
        2 => tasks().prop_map(|tasks| Intent::Done { tasks, ending: Ending::default() }),
        1 => tasks().prop_map(|tasks| Intent::Drop { tasks }),
        1 => tasks().prop_map(|tasks| Intent::Reopen { tasks }),
        1 => tasks().prop_map(|tasks| Intent::Delete { tasks }),
        4 => reference().prop_map(|task| Intent::Start { task: Some(task), at: None }),
        2 => Just(stop()),
        1 => Just(Intent::RenameKind { from: "gardening".into(), to: "outdoors".into() }),
        1 => Just(Intent::MergeKind { from: "gardening".into(), into: "admin".into() }),
        1 => Just(Intent::MergeKind { from: "outdoors".into(), into: "admin".into() }),
        1 => Just(Intent::MergeKind { from: "writing".into(), into: "admin".into() }),
        1 => Just(Intent::DropKind { name: "gardening".into() }),
        1 => Just(Intent::ChooseKinds { names: vec!["admin".into(), "gardening".into()] }),
        1 => Just(Intent::NameKind { name: "gardening".into(), mode: crate::domain::Mode::Deep }),
        1 => Just(Intent::Object {
            kind: "admin".into(),
            objection: Some(crate::domain::Objection::Muted),
        }),
        5 => plans(),
        3 => nudges(),
        4 => absences(),
        1 => Just(Intent::Resume { at: None }),
        1 => Just(Intent::Interrupt { reason: "phone".into(), lost_s: 30, at: None }),
        1 => Just(Intent::Settle(Forgotten::Discard)),
        1 => Just(Intent::Break { planned_s: None, class: crate::domain::BreakClass::Rest, at: None }),
        2 => (0i64..60, 1i64..9).prop_map(|(from, length)| Intent::LogAdd {
            task: Some(TaskRef::No(TaskNo(1))),
            span: Span::new(at(-from - length).at, at(-from).at),
            about: Box::new(SessionEdit::default()),
        }),
    ];
    prop_oneof![8 => intent.prop_map(Act::Do), 2 => Just(Act::Undo), 1 => Just(Act::Redo)]
}

/// Carries out what an act stands for in the present state.
pub(super) fn carry_out(store: &mut Store, act: Act, now: &Now) -> Result<Vec<Change>, StoreError> {
    match act {
        Act::Do(intent) => {
            let intent = real(intent, &store.load(&Scope::Open, now)?, now);
            store.transact(&intent, now).map(|recorded| recorded.decision.changes)
        }
        Act::Undo => store.undo(now).map(|reverted| reverted.changes),
        Act::Redo => store.redo(now).map(|reverted| reverted.changes),
    }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(96))]

    #[test]
    fn loading_after_recording_equals_folding_the_facts_and_a_rebuild_changes_nothing(
        acts in proptest::collection::vec(act(), 1..40)
    ) {
        let mut store = Store::in_memory().unwrap();
        let span = Span::new(at(-10_000).at, at(10_000).at);
        let mut folded = State::default();
        for change in store.changes_since(0).unwrap().unwrap() {
            folded.apply(&change);
        }
        for (minute, act) in (0..).zip(acts) {
            let now = at(minute * 7);
            let does = matches!(act, Act::Do(_));
            let changes = match carry_out(&mut store, act.clone(), &now) {
                Ok(changes) => changes,
                Err(StoreError::Refused(_)) => Vec::new(),
                Err(error) if does => return Err(TestCaseError::fail(format!("{act:?}: {error}"))),
                Err(_) => Vec::new(),
            };
            for change in &changes {
                prop_assert!(folded.apply(change));
            }
        }
        let now = at(1_000);
        let all = store.load(&Scope::AllTasks, &now).unwrap();
        let days = store.load(&Scope::Day(span), &now).unwrap();
        prop_assert!(all.tasks().eq(folded.tasks()));
        prop_assert!(days.sessions().eq(folded.sessions()));
        prop_assert!(days.breaks().eq(folded.breaks()));
        prop_assert!(days.plan().eq(folded.plan()));
        prop_assert!(all.plan().eq(folded.plan()), "all of it is live");
        prop_assert!(plan_is_sound(&folded, &now));
        prop_assert!(days.snoozes().eq(folded.snoozes()));
        prop_assert!(days.disputes().eq(folded.disputes()));
        prop_assert_eq!(days.types(), folded.types());
        prop_assert_eq!(all.next_no(), folded.next_no());
        for task in all.tasks() {
            prop_assert_eq!(all.tracked_s(task.id, now.at), folded.tracked_s(task.id, now.at));
        }
        prop_assert_eq!(store.check().unwrap().drift, Vec::<String>::new());
        let before = contents(&store);
        store.rebuild().unwrap();
        prop_assert_eq!(contents(&store), before);
    }

    #[test]
    fn undoing_everything_gives_an_empty_store_and_redoing_everything_gives_it_back(
        acts in proptest::collection::vec(act(), 1..25)
    ) {
        let mut store = Store::in_memory().unwrap();
        let empty = contents(&store);
        for (minute, act) in (0..).zip(acts) {
            if matches!(act, Act::Do(_)) {
                let _ = carry_out(&mut store, act, &at(minute * 7));
            }
        }
        let full = contents(&store);
        while store.undo(&at(1_000)).is_ok() {}
        prop_assert_eq!(contents(&store), empty);
        while store.redo(&at(1_000)).is_ok() {}
        prop_assert_eq!(contents(&store), full);
        prop_assert!(store.check().unwrap().is_sound());
    }
}

proptest! {
    // Each case learns several times.
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn a_profile_kept_from_step_to_step_equals_one_learned_from_nothing(
        acts in proptest::collection::vec((act(), any::<bool>()), 1..40)
    ) {
        let mut store = Store::in_memory().unwrap();
        let habits = crate::learn::Habits::default();
        for (minute, (act, look)) in (0..).zip(acts) {
            let now = at(minute * 7);
            let _ = carry_out(&mut store, act, &now);
            if look {
                store.learned(&now, &habits).unwrap();
            }
        }
        let text = |profile| serde_json::to_string(&profile).unwrap();
        let kept = text(store.learned(&at(1_000), &habits).unwrap());
        prop_assert_eq!(&text(store.learned(&at(1_000), &habits).unwrap()), &kept, "read back");
        store.conn.execute("DELETE FROM profile", []).unwrap();
        prop_assert_eq!(&text(store.learned(&at(1_000), &habits).unwrap()), &kept);
        store.rebuild().unwrap();
        store.conn.execute("DELETE FROM profile", []).unwrap();
        prop_assert_eq!(&text(store.learned(&at(1_000), &habits).unwrap()), &kept);
    }
}
