//! What a person allows, and what a day holds before anything is planned: each worked out by hand.

use super::super::instance::{Before, Budget, Day};
use super::super::{FREE, Problem, Violation, solve};
use super::{broken, instance, near, own, work, worth};

#[test]
fn a_task_keeps_to_its_windows() {
    let mut one = instance(&[6, 4], vec![work(60, 15, 60), work(15, 15, 15)]);
    // 09:15 to 10:05 holds three whole slots.
    one.tasks[0].windows = Some(vec![[0, 555, 605], [1, 570, 600]]);
    near(worth(&one, ".000.1 ....").block, -1.2);
    assert_eq!(broken(&one, "0..... ...."), Violation::Unavailable(0, 0));
    assert_eq!(broken(&one, "..000. ...."), Violation::Unavailable(4, 0));
    assert_eq!(broken(&one, "...... .00."), Violation::Unavailable(7, 0));
    let found = solve(&Problem::new(&one).unwrap(), 200, 0);
    assert_eq!(
        found.own.iter().filter(|task| **task == 0).count(),
        4,
        "one slot is on the other day"
    );
    one.tasks[0].windows = Some(Vec::new());
    let found = solve(&Problem::new(&one).unwrap(), 200, 0);
    assert!(
        found.own.iter().all(|task| *task != 0),
        "a task whose windows never come has no place"
    );
}

#[test]
fn tasks_of_a_budget_get_no_more_than_it_has() {
    let mut two = instance(&[6, 6, 6], vec![work(90, 15, 90), work(90, 15, 90), work(15, 15, 15)]);
    two.budgets =
        vec![Budget { tasks: vec![0, 1, 0], day: Some(45), week: Some(vec![[0, 1, 75]]) }];
    assert_eq!(broken(&two, "000..1 ...... ......"), Violation::Budget(0, 0));
    assert_eq!(broken(&two, "000... 111... ......"), Violation::Budget(0, 1));
    near(worth(&two, "000..2 11.... 000...").block, -2.4);
    let found = solve(&Problem::new(&two).unwrap(), 300, 0).own;
    let planned = |slots: &[u16]| slots.iter().filter(|task| **task == 0 || **task == 1).count();
    assert_eq!((planned(&found[..12]), planned(&found[12..])), (5, 3));
    two.budgets[0].day = Some(14);
    let found = solve(&Problem::new(&two).unwrap(), 300, 0).own;
    assert_eq!(
        found.iter().filter(|task| **task != FREE).count(),
        1,
        "less than a slot is nothing"
    );
}

#[test]
fn meetings_and_pinned_work_go_on_without_a_break_and_lunch_does_not() {
    let mut day = instance(&[12], vec![work(120, 15, 120), work(60, 15, 60)]);
    day.days[0].busy = vec![[600, 630]];
    near(worth(&day, "0000..0000..").brk, 0.0);
    day.days[0] = Day { meetings: vec![[600, 630]], ..instance(&[12], vec![]).days[0].clone() };
    assert_eq!(broken(&day, "00000......."), Violation::Unavailable(4, 0));
    // Six slots to the meeting's end, and each one after it is too many.
    near(worth(&day, "0000..00....").brk, -2.0 * 0.8);
    near(worth(&day, "0000...00...").brk, 0.0);
    day.days[0].meetings = Vec::new();
    day.days[0].pinned = vec![(600, 630, false)];
    near(worth(&day, "0000..00....").brk, -2.0 * 0.8);
}

#[test]
fn work_right_before_the_first_slot_is_part_of_the_first_stretch() {
    let mut day = instance(&[10], vec![work(150, 15, 150), work(15, 15, 15)]);
    day.days[0].run = 60;
    near(worth(&day, "00........").brk, 0.0);
    near(worth(&day, "000.......").brk, -0.8);
    near(worth(&day, "00000000..").brk, -6.0 * 0.8);
    near(worth(&day, ".000000...").brk, 0.0);
    // An hour and three quarters: too long already, and every further slot is one more.
    day.days[0].run = 105;
    near(worth(&day, "00........").brk, -2.0 * 0.8);
}

#[test]
fn what_is_done_or_pinned_counts_towards_what_a_day_can_hold() {
    let mut day = instance(&[8], vec![work(120, 15, 120)]);
    day.tasks[0].deep = true;
    day.weights.deep_cap = 6;
    near(worth(&day, "000.000.").deep, 0.0);
    day.days[0].worked_min = 60;
    day.days[0].worked_deep_min = 30;
    near(worth(&day, "000.000.").deep, -0.5 * 2.0);
    // 85 % of 8 and 4 slots are 10.2, and 4 of them are gone.
    near(worth(&day, "000.000.").load, 0.0);
    near(worth(&day, "0000.000").load, -0.7);
    day.days[0].pinned = vec![(540, 570, true)];
    near(worth(&day, "...0.00.").deep, -0.5);
    day.days[0].capacity_min = Some(120);
    near(worth(&day, "...0.00.").load, -0.7);
    day.days[0].pinned[0].2 = false;
    near(worth(&day, "...0.00.").deep, 0.0);
}

#[test]
fn the_plan_before_is_where_a_plan_begins() {
    let mut day = instance(&[8], vec![work(30, 15, 30), work(45, 15, 45), work(30, 15, 30)]);
    day.tasks[2].deps = vec![1];
    day.q[0][36] = 1.3;
    day.weights.stab = 5.0;
    day.prev = vec![
        Before { task: 0, day: 0, start: 600, end: 630 },
        Before { task: 1, day: 0, start: 540, end: 585 },
        Before { task: 2, day: 0, start: 630, end: 660 },
    ];
    let first = solve(&Problem::new(&day).unwrap(), 0, 0);
    assert_eq!(first.own, own("111.0022"));
    // A meeting takes the first slot: what is left of its block stays, and what can't wait for it goes.
    day.days[0].meetings = vec![[540, 550]];
    let first = solve(&Problem::new(&day).unwrap(), 0, 0);
    assert_eq!(&first.own[1..6], own("11.00"));
}
