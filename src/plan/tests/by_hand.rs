//! Each term of the objective worked out by hand, and each constraint broken once.

use super::super::instance::Before;
use super::super::{Problem, Violation};
use super::{broken, instance, near, work, worth};

#[test]
fn a_slot_is_worth_weight_times_hour_and_less_each_day() {
    let mut two = instance(&[4, 4], vec![work(60, 15, 60)]);
    two.tasks[0].w = 2.5;
    // The quarter from 09:15 on.
    two.q[0][37] = 1.2;
    near(worth(&two, ".00. ....").value, 2.5 * (1.2 + 1.0));
    near(worth(&two, ".... .00.").value, 2.5 * 0.97 * (1.2 + 1.0));
}

#[test]
fn a_weekend_day_has_hours_of_its_own_when_they_are_said() {
    let mut two = instance(&[4, 4], vec![work(60, 15, 60)]);
    two.days[1].weekend = true;
    two.q[0][37] = 1.2;
    near(worth(&two, ".... .00.").value, 0.97 * (1.2 + 1.0));
    two.q_weekend = two.q.clone();
    two.q_weekend[0][37] = 0.7;
    near(worth(&two, ".00. ....").value, 1.2 + 1.0);
    near(worth(&two, ".... .00.").value, 0.97 * (0.7 + 1.0));
    two.q_weekend[0].pop();
    assert!(Problem::new(&two).is_err());
}

#[test]
fn finishing_counts_by_weight_and_at_most_eight_slots() {
    let mut one = instance(&[12], vec![work(30, 15, 30)]);
    one.tasks[0].w = 4.0;
    near(worth(&one, "0...........").bonus, 0.0);
    near(worth(&one, "00..........").bonus, 0.15 * 4.0 * 2.0);
    let long = instance(&[12], vec![work(150, 15, 150)]);
    near(worth(&long, "0000000000..").bonus, 0.15 * 8.0);
}

#[test]
fn work_behind_its_date_costs_and_a_deadline_thrice_as_much() {
    let mut dated = instance(&[4, 4], vec![work(45, 15, 45)]);
    // The slot that ends at 09:45 is the last in time; the one around 09:50 is not.
    dated.tasks[0].due = Some([0, 590]);
    dated.tasks[0].w = 1.5;
    near(worth(&dated, ".... ....").late, -2.0 * 1.5 * 3.0);
    near(worth(&dated, ".000 ....").late, -2.0 * 1.5);
    dated.tasks[0].hard = true;
    near(worth(&dated, "..00 0...").late, -6.0 * 1.5 * 2.0);
    dated.tasks[0].due = Some([-1, 1020]);
    near(worth(&dated, "000. ....").late, -6.0 * 1.5 * 3.0);
}

#[test]
fn what_is_late_costs_more_with_each_day_and_most_when_it_is_not_done_at_all() {
    let mut dated = instance(&[4, 4, 4], vec![work(45, 15, 45)]);
    dated.tasks[0].due = Some([0, 570]);
    dated.tasks[0].w = 1.5;
    dated.weights.tardy = 0.5;
    // Three slots of which two are in time at most; each that is not costs 2, and half for each day.
    near(worth(&dated, "000. .... ....").late, -1.5 * 2.0);
    near(worth(&dated, "00.. .... 0...").late, -1.5 * (2.0 + 2.0 * 0.5));
    near(worth(&dated, ".... 000. ....").late, -1.5 * 3.0 * (2.0 + 0.5));
    near(worth(&dated, ".... .... ....").late, -1.5 * 3.0 * (2.0 + 3.0 * 0.5));
    dated.tasks[0].due = Some([-4, 1020]);
    near(worth(&dated, "000. .... ....").late, -1.5 * 3.0 * 2.0);
    near(worth(&dated, ".... 000. ....").late, -1.5 * 3.0 * (2.0 + 0.5));
}

#[test]
fn each_block_costs_and_so_does_work_without_a_break() {
    let one = instance(&[10], vec![work(150, 15, 150), work(15, 15, 15)]);
    near(worth(&one, "00.00.1...").block, -3.0 * 0.6);
    near(worth(&one, "000000....").brk, 0.0);
    near(worth(&one, "00000010..").brk, -2.0 * 0.8);
    near(worth(&one, "000000.000").brk, 0.0);
}

#[test]
fn a_day_can_be_too_deep_and_too_full() {
    let mut deep = instance(&[20], vec![work(300, 15, 300)]);
    near(worth(&deep, "00000000000000000000").deep, 0.0);
    deep.tasks[0].deep = true;
    near(worth(&deep, "0000 0000 0000 0000 000.").deep, -0.5 * 3.0);
    // 85 % of 20 slots are 17.
    near(worth(&deep, "0000 0000 0000 0000 000.").load, -0.7 * 2.0);
    deep.days[0].busy = vec![[550, 551]];
    // 85 % of 19 slots are 16.15.
    near(worth(&deep, "..00 0000 0000 0000 000.").load, -0.7);
}

#[test]
fn what_is_no_longer_as_it_was_costs_and_less_after_tomorrow() {
    let mut changed = instance(&[2, 2, 2], vec![work(60, 15, 60), work(60, 15, 60)]);
    changed.prev = vec![
        Before { task: 0, day: 0, start: 540, end: 570 },
        Before { task: 1, day: 1, start: 540, end: 545 },
        Before { task: 1, day: 2, start: 555, end: 570 },
    ];
    near(worth(&changed, "00 1. .1").stab, 0.0);
    near(worth(&changed, "0. 0. ..").stab, -0.6 - 0.6 - 0.18);
    changed.days[0].busy = vec![[540, 570]];
    near(worth(&changed, ".. 1. .1").stab, 0.0);
}

#[test]
fn a_broken_constraint_is_named() {
    let mut tasks = vec![work(60, 30, 45), work(30, 15, 30)];
    tasks[1].deps = vec![0];
    tasks[1].release = Some([0, 550]);
    let mut two = instance(&[8], tasks);
    two.days[0].busy = vec![[630, 640]];
    assert_eq!(broken(&two, "..."), Violation::Length(3));
    assert_eq!(broken(&two, "00.5...."), Violation::NoTask(3, 5));
    assert_eq!(broken(&two, "......00"), Violation::Unavailable(6, 0));
    assert_eq!(broken(&two, "1......."), Violation::Unavailable(0, 1));
    assert_eq!(broken(&two, "0......."), Violation::Chunk(0, 1));
    assert_eq!(broken(&two, "0000...."), Violation::Chunk(0, 4));
    assert_eq!(broken(&two, "000.00.."), Violation::TooMuch(0));
    assert_eq!(broken(&two, "00.1...."), Violation::TooEarly(1, 0));
    assert_eq!(broken(&two, "001.00.."), Violation::TooEarly(1, 0));
    near(worth(&two, "00.00..1").bonus, 0.15 * 4.0);
}

#[test]
fn what_a_task_promises_is_shared_by_all_that_comes_before_it() {
    let mut chain = instance(
        &[20],
        vec![work(60, 15, 60), work(30, 15, 30), work(15, 15, 15), work(30, 15, 30)],
    );
    chain.tasks[1].deps = vec![0];
    chain.tasks[2].deps = vec![1];
    chain.tasks[2].w = 4.0;
    chain.tasks[2].due = Some([0, 750]);
    let problem = Problem::new(&chain).unwrap();
    // The last one is worth 4 + 2 * 4 + 0.15 * 4, of seven slots; the second 2 + 0.15 * 2, of six.
    let (last, second) = (12.6 / 7.0, 2.3 / 6.0);
    let pull: Vec<f64> = problem.jobs.iter().map(|job| job.pull).collect();
    near(pull[0], last + second);
    near(pull[1], last);
    assert_eq!(pull[2..], [0.0, 0.0]);
    // The last is needed by slot 14, the second by 13, the first by 11.
    let need: Vec<u16> = problem.jobs.iter().map(|job| job.need).collect();
    assert_eq!(need[..3], [11, 13, 14]);
    let rank = |task: usize| problem.jobs[task].rank;
    assert!(rank(0) < rank(1) && rank(1) < rank(2));
}
