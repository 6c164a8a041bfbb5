//! What is told to help does help.

use super::super::proposal::{Deed, Fix};
use super::super::propose::propose;
use super::super::tests::world::{Staged, at, id, some_world, task};
use crate::domain::{Due, Priority, Status, Task};
use crate::plan::Made;
use chrono::NaiveDate;
use proptest::prelude::*;

/// A Monday of which little is left, and nothing but that day is planned.
fn evening(tasks: Vec<Task>) -> Staged {
    let mut staged = Staged::new("2026-11-23 15:00");
    staged.planning.horizon_days = 0;
    staged.planning.load = 1.0;
    tasks.into_iter().fold(staged, Staged::with)
}

fn asked(staged: &Staged) -> Made {
    propose(staged.world(), 500, 1)
}

/// The change that is told for a task.
fn told(made: &Made, no: u32) -> Option<Fix> {
    made.proposal.unplaced.iter().find(|one| one.task == id(no)).and_then(|one| one.fix.clone())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn due(no: u32, minutes: u32, until: &str) -> Task {
    let due = Some(Due { at: at(until), hard: true });
    Task { due, priority: Priority::High, ..task(no, minutes) }
}

#[test]
fn what_has_no_date_makes_room_and_then_it_fits() {
    let urgent =
        |no, minutes| Task { priority: Priority::Urgent, ..due(no, minutes, "2026-11-23 17:30") };
    let late = due(2, 60, "2026-11-23 17:30");
    let mut staged =
        evening(vec![urgent(1, 60), late, Task { priority: Priority::Urgent, ..task(3, 60) }]);
    let made = asked(&staged);
    if let Some(fix) = told(&made, 2) {
        assert_eq!(fix.deed, Deed::Defer(id(3), day("2026-11-24")), "{fix:?}");
        let mut gone = staged.state.task(id(3)).unwrap().clone();
        gone.from = Some(at("2026-11-24 04:00"));
        staged.state.load_task(gone, 0);
        assert!(asked(&staged).proposal.unplaced.iter().all(|one| one.task != id(2)));
    } else {
        // Both that are due have a place: then it is the other that waits, and no change gives it one today.
        let fix = told(&made, 3).unwrap();
        assert_eq!(fix.deed, Deed::Extend(day("2026-11-23"), 3600), "{fix:?}");
    }
}

#[test]
fn a_longer_day_is_told_with_by_how_much_and_not_into_an_appointment() {
    let pressing = |no| Task { priority: Priority::Urgent, ..due(no, 70, "2026-11-23 23:00") };
    let tasks = vec![pressing(1), pressing(2), due(3, 30, "2026-11-23 23:00")];
    let made = asked(&evening(tasks.clone()));
    let fix = told(&made, 3).unwrap();
    let Deed::Extend(on, seconds) = fix.deed else { panic!("{fix:?}") };
    assert_eq!(on, day("2026-11-23"));
    assert!((1800..=2700).contains(&seconds), "{seconds}");
    assert!(fix.text.starts_with("it fits if you work ") && fix.text.ends_with(" longer today"));
    let choir = evening(tasks).event("2026-11-23 17:40", "2026-11-23 22:00");
    let fix = told(&asked(&choir), 3);
    assert!(!matches!(fix, Some(Fix { deed: Deed::Extend(..), .. })), "{fix:?}");
}

#[test]
fn what_was_never_part_of_the_problem_has_no_fix() {
    let waiting = Task { status: Status::Waiting, ..task(1, 30) };
    let blocked = Task { after: vec![id(1)], ..task(2, 30) };
    let made = asked(&evening(vec![waiting, blocked]));
    assert_eq!(told(&made, 2), None);
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]
    #[test]
    fn only_what_exists_is_told_to_change_and_never_the_task_itself_to_make_room(seed in any::<u64>()) {
        let staged = some_world(seed, 30);
        let made = propose(staged.world(), 60, 1);
        for unplaced in &made.proposal.unplaced {
            let Some(fix) = &unplaced.fix else { continue };
            match fix.deed {
                Deed::Drop(other) => prop_assert!(other != unplaced.task && staged.state.task(other).is_some()),
                Deed::Defer(other, day) => {
                    prop_assert!(staged.state.task(other).is_some_and(|task| task.due.is_none()));
                    prop_assert!(made.built.frame.days.iter().all(|known| known.day < day));
                }
                Deed::Shorten(own, seconds) => prop_assert!(own == unplaced.task && seconds > 0),
                Deed::Extend(day, seconds) => {
                    prop_assert!(made.built.frame.days.iter().any(|known| known.day == day));
                    prop_assert!((1..=7200).contains(&seconds));
                }
                Deed::Renegotiate(..) | Deed::Prefer(..) => prop_assert!(false, "{:?}", fix),
            }
        }
    }
}
