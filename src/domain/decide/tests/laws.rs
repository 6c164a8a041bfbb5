//! Laws that hold whatever is done, in whatever order.

use super::*;
use crate::domain::Block;
use crate::domain::Mode;
use crate::domain::laws::{plan_is_sound, real};
use proptest::prelude::*;

/// Something a person may do, sensible or not.
fn intents() -> impl Strategy<Value = (i64, Intent)> {
    let task = || (1u32..5).prop_map(|no| TaskRef::No(TaskNo(no)));
    let what = prop_oneof![
        "[a-z]{1,6}".prop_map(|title| Intent::Add { title, edits: vec![] }),
        (task(), task())
            .prop_map(|(a, b)| Intent::Edit { tasks: vec![a], edits: vec![Edit::After(vec![b])] }),
        task().prop_map(|t| Intent::Edit {
            tasks: vec![t],
            edits: vec![Edit::Every(Some("+1d".into()))]
        }),
        task().prop_map(|t| Intent::Done { tasks: vec![t], ending: Ending::default() }),
        task().prop_map(|t| Intent::Drop { tasks: vec![t] }),
        task().prop_map(|t| Intent::Reopen { tasks: vec![t] }),
        task().prop_map(|t| Intent::Delete { tasks: vec![t] }),
        task().prop_map(|t| Intent::Start { task: Some(t), at: None }),
        "[k-m]".prop_map(|name| Intent::NameKind { name, mode: Mode::Deep }),
        "[k-m]".prop_map(|name| Intent::DropKind { name }),
        ("[k-m]", "[k-m]").prop_map(|(from, into)| Intent::MergeKind { from, into }),
        "[k-m]".prop_map(|name| Intent::ChooseKinds { names: vec![name] }),
        Just(Intent::Start { task: None, at: None }),
        Just(Intent::Stop(Ending::default())),
        Just(Intent::Resume { at: None }),
        Just(Intent::Break { planned_s: None, class: crate::domain::BreakClass::Rest, at: None }),
        crate::domain::laws::plans(),
        crate::domain::laws::nudges(),
        crate::domain::laws::absences(),
        crate::domain::laws::absences(),
        crate::domain::laws::plans(),
        (crate::domain::laws::plans(), task()).prop_map(|(plan, t)| {
            Intent::Together(vec![Intent::Done { tasks: vec![t], ending: Ending::default() }, plan])
        }),
        Just(Intent::Settle(Forgotten::Keep)),
        "[a-b]?".prop_map(|note| Intent::CloseDay { note }),
        Just(Intent::Settle(Forgotten::Discard)),
        (0u32..900).prop_map(|lost_s| Intent::Interrupt {
            reason: String::new(),
            lost_s,
            at: None
        }),
    ];
    (-90i64..400, what)
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn whatever_is_done_sessions_stay_sound_and_every_step_can_be_taken_back(steps in prop::collection::vec(intents(), 1..40)) {
        let mut day = Day::new();
        let mut latest = day.now.at;
        for (minutes, intent) in steps {
            day.passes(minutes);
            latest = latest.max(day.now.at);
            let before = day.state.clone();
            let intent = real(intent, &before, &day.now);
            let Ok(decision) = day.try_do(&intent) else {
                prop_assert_eq!(&before, &day.state);
                continue;
            };
            let mut undone = day.state.clone();
            for change in decision.changes.iter().rev() {
                undone.apply(&change.inverse());
            }
            prop_assert!(undone.tasks().eq(before.tasks()));
            prop_assert!(undone.sessions().eq(before.sessions()));
            prop_assert!(undone.breaks().eq(before.breaks()));
            prop_assert_eq!(undone.types(), before.types());
            prop_assert!(undone.plan().eq(before.plan()));
            prop_assert!(undone.closings().eq(before.closings()));
            prop_assert!(undone.snoozes().eq(before.snoozes()));
            prop_assert!(undone.disputes().eq(before.disputes()));
            let at = day.now.at;
            let silences = day.state.snoozes().filter(|snooze| snooze.span().contains(at)).count();
            prop_assert!(silences <= 1);
            // A clock that was set back has seen the plan of a day that has not come.
            if latest == day.now.at {
                prop_assert!(plan_is_sound(&day.state, &day.now));
                let to_come = day.state.plan().filter(|block| block.start >= latest);
                for task in to_come.flat_map(Block::tasks) {
                    prop_assert!(!day.state.task(task).unwrap().status.is_closed());
                }
            }
            prop_assert!(day.state.sessions().filter(|s| s.end.is_none()).count() <= 1);
            prop_assert!(day.state.sessions().all(|s| s.end.is_none_or(|end| end >= s.start)));
            prop_assert!(day.state.tasks().all(|t| t.closed.is_some() == t.status.is_closed()));
            for task in day.state.tasks() {
                let open = |t: &&Task| t.series == task.series && !t.status.is_closed();
                prop_assert!(task.series.is_none() || day.state.tasks().filter(open).count() <= 1);
            }
        }
        let mut folded = State::new(1);
        for change in &day.journal {
            folded.apply(change);
        }
        prop_assert_eq!(folded, day.state);
    }
}
