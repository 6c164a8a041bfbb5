//! What is late is done soon.

use super::*;
use crate::domain::{Due, Moment, Priority, Task};
use crate::plan::tests::world::{Staged, at, id, task};

/// When the work on a task is over in a plan.
fn done(made: &Made, no: u32) -> Option<Moment> {
    let blocks = made.proposal.blocks().filter(|block| block.put.task == id(no));
    blocks.map(|block| block.put.end).max()
}

fn due(no: u32, minutes: u32, priority: Priority, by: &str) -> Task {
    let mut task = task(no, minutes);
    task.due = Some(Due { at: at(by), hard: false });
    task.priority = priority;
    task
}

#[test]
fn what_missed_its_date_is_done_soon_after_and_no_other_date_is_missed_for_it() {
    // A fix of three hours that is due in two, and a week of other work with dates.
    let mut staged =
        Staged::new("2026-11-23 15:30").with(due(1, 180, Priority::Urgent, "2026-11-23 17:30"));
    for (no, day) in (2..).zip(["24", "25", "26", "27"]) {
        let by = format!("2026-11-{day} 17:30");
        staged = staged.with(due(no, 150, Priority::High, &by)).with(task(no + 10, 240));
    }
    let made = staged.make(3000);
    let over = at("2026-11-24 17:30");
    assert!(done(&made, 1).is_some_and(|end| end <= over), "{:?}", done(&made, 1));
    for (no, day) in (2..).zip(["24", "25", "26", "27"]) {
        let by = at(&format!("2026-11-{day} 17:30"));
        assert!(done(&made, no).is_some_and(|end| end <= by), "{no}: {:?}", done(&made, no));
    }
    let of_fix = made.proposal.blocks().filter(|block| block.put.task == id(1));
    let late = of_fix.filter(|block| block.put.start > at("2026-11-23 17:30"));
    let texts: Vec<&str> = late
        .filter_map(|block| block.reasons.iter().find(|reason| reason.term == "due"))
        .map(|reason| reason.text.as_str())
        .collect();
    assert_eq!(texts, ["due today 17:30, as soon after as it fits"]);
}

#[test]
fn of_what_is_late_already_the_weightier_comes_first_and_nothing_waits_for_weeks() {
    let staged = Staged::new("2026-11-23 16:30")
        .with(due(1, 240, Priority::Low, "2026-11-20 17:30"))
        .with(due(2, 240, Priority::Urgent, "2026-11-20 17:30"))
        .with(task(3, 240));
    let made = staged.make(3000);
    assert!(done(&made, 2) < done(&made, 1), "{:?} {:?}", done(&made, 2), done(&made, 1));
    assert!(done(&made, 1) <= Some(at("2026-11-25 17:30")), "{:?}", done(&made, 1));
}
