//! Instances that make no sense are refused in words that name the thing.

use super::super::instance::Budget;
use super::super::{Fault, Instance, Problem};
use super::{instance, work};
use insta::assert_snapshot;

fn refusal(change: impl FnOnce(&mut Instance)) -> String {
    let mut two = instance(&[8, 8], vec![work(60, 15, 60), work(30, 15, 30), work(15, 15, 15)]);
    change(&mut two);
    said(&Problem::new(&two).unwrap_err())
}

fn said(fault: &Fault) -> String {
    format!("{} | {}", fault.message, fault.hint)
}

#[test]
fn tasks_that_wait_for_each_other_are_named() {
    assert_snapshot!(refusal(|it| it.tasks[1].deps = vec![1]), @"task 1 waits for itself | take one of them out of the other's `deps`");
    assert_snapshot!(refusal(|it| { it.tasks[0].deps = vec![2]; it.tasks[2].deps = vec![1]; it.tasks[1].deps = vec![0]; }), @"these tasks wait for each other: 0 -> 2 -> 1 | take one of them out of the other's `deps`");
    assert_snapshot!(refusal(|it| it.tasks[1].deps = vec![3]), @"task 1 waits for task 3, which does not exist | `deps` count the tasks from 0 to 2");
}

#[test]
fn tasks_are_whole_slots() {
    assert_snapshot!(refusal(|it| it.tasks[1].rem = 0), @"task 1 has 0 minutes left | leave out what is done; `rem` is the work that is left");
    assert_snapshot!(refusal(|it| it.tasks[1].rem = 20), @"`rem` of task 1 is 20 minutes, which are no whole slots | round it up to a multiple of `slot_min`");
    assert_snapshot!(refusal(|it| it.tasks[1].min_chunk = Some(0)), @"`min_chunk` of task 1 is 0 minutes, which are no whole slots | round it up to a multiple of `slot_min`");
    assert_snapshot!(refusal(|it| it.tasks[1].min_chunk = Some(45)), @"the shortest block of task 1 is 45 minutes, the longest 30 | `min_chunk` is at most `max_chunk`");
    assert_snapshot!(refusal(|it| it.tasks[1].rem = u32::MAX / 15 * 15), @"task 1 has 286331153 slots | a task has at most 60000 slots");
    assert_snapshot!(refusal(|it| it.tasks[1].w = f64::NAN), @"the weight `w` of task 1 is NaN | 1, 1.5, 2.5 and 4 stand for low, normal, high and urgent");
    assert_snapshot!(refusal(|it| it.tasks[1].kind = 1), @"task 1 is of type 1, and `q` has 1 rows | `type` counts the rows of `q` from 0");
}

#[test]
fn days_follow_each_other_and_are_not_too_long() {
    assert_snapshot!(refusal(|it| it.days[0].end = 500), @"day 0 goes from minute 540 to minute 500 | a day's `end` is not before its `start`, and at most 2880");
    assert_snapshot!(refusal(|it| it.days[0].end = 550), @"day 0 has 10 minutes, which are no whole slots | move its `end` so that `end` - `start` is a multiple of `slot_min`");
    assert_snapshot!(refusal(|it| it.days[0].end = 540 + 1455), @"day 0 ends after day 1 has begun | a day that runs past midnight ends before the next one starts, 1440 minutes on");
    assert_snapshot!(refusal(|it| { it.slot_min = 5; it.days[0].end = 540 + 645; }), @"day 0 has 129 slots | a day has at most 128 slots; take longer slots");
    assert_snapshot!(refusal(|it| it.days[1].busy = vec![[600, 599]]), @"`busy` of day 1 goes from minute 600 to minute 599 | the first minute comes first");
    assert_snapshot!(refusal(|it| it.days[1].meetings = vec![[600, 599]]), @"`meetings` of day 1 goes from minute 600 to minute 599 | the first minute comes first");
    assert_snapshot!(refusal(|it| it.days[1].pinned = vec![(600, 599, true)]), @"`pinned` of day 1 goes from minute 600 to minute 599 | the first minute comes first");
    assert_snapshot!(refusal(|it| it.days[0].run = 2881), @"`run` of day 0 is 2881 minutes | two days have 2880");
    assert_snapshot!(refusal(|it| it.days = vec![it.days[0].clone(); 65]), @"there are 65 days | an instance has at most 64 days");
    assert_snapshot!(refusal(|it| it.slot_min = 0), @"`slot_min` is 0 | a slot has 1 to 240 minutes; 15 is usual");
}

#[test]
fn numbers_are_finite_and_tables_complete() {
    assert_snapshot!(refusal(|it| it.q[0].truncate(95)), @"row 0 of `q` has 95 numbers | a row has 96 numbers, one for each quarter of an hour of the day");
    assert_snapshot!(refusal(|it| it.q[0][3] = f64::INFINITY), @"row 0 of `q` has a number beyond 1000000 | an hour is worth about 1");
    assert_snapshot!(refusal(|it| it.weights.late = -1.0), @"the weight `late` is -1 | a weight is a number from 0 to 1000000");
    assert_snapshot!(refusal(|it| it.weights.rho = 1.5), @"the weight `rho` is 1.5 | a later day is worth at most as much: `rho` is from 0 to 1");
    let block = super::super::instance::Before { task: 3, day: 0, start: 540, end: 600 };
    assert_snapshot!(refusal(|it| it.prev = vec![block]), @"block 0 of `prev` is task 3 on day 0 | leave out blocks of tasks and days that do not exist any more");
}

#[test]
fn what_is_not_of_the_form_says_where() {
    let refused = |text: &str| said(&Instance::read(text.as_bytes()).unwrap_err());
    assert_snapshot!(refused(""), @"EOF while parsing a value at line 1 column 0 | an instance is one JSON object");
    assert_snapshot!(refused("{\"days\":[],\"tasks\":[]"), @"EOF while parsing an object at line 1 column 21 | an instance is one JSON object");
    assert_snapshot!(refused("{\"days\":[]}"), @"missing field `tasks` at line 1 column 11 | `heyday solve --help` shows a small instance with every field");
    assert_snapshot!(refused("{\"days\":[],\"tasks\":[{\"rem\":-5}]}"), @"invalid value: integer `-5`, expected u32 at line 1 column 29 | `heyday solve --help` shows a small instance with every field");
    assert_snapshot!(refused("{\"days\":[],\"tasks\":[{\"rem\":5,\"w\":1e999}]}"), @"number out of range at line 1 column 38 | an instance is one JSON object");
    let deep = "[".repeat(100_000);
    assert!(Instance::read(deep.as_bytes()).is_err());
}

#[test]
fn what_is_left_out_is_the_obvious() {
    let small =
        r#"{"q":[[Q]],"days":[{"start":540,"end":600}],"tasks":[{"rem":30,"id":"a"}],"mood":1}"#;
    let text = small.replace('Q', &["1"; 96].join(","));
    let read = Instance::read(text.as_bytes()).unwrap();
    let problem = Problem::new(&read).unwrap();
    assert_eq!((problem.total(), problem.jobs[0].min, problem.jobs[0].max), (4, 1, 2));
    assert!((problem.jobs[0].weight - 1.5).abs() < 1e-12);
    assert_eq!(Instance::read(serde_json::to_string(&read).unwrap().as_bytes()), Ok(read));
}

#[test]
fn windows_and_budgets_are_for_days_and_tasks_that_exist() {
    assert_snapshot!(refusal(|it| it.tasks[1].windows = Some(vec![[2, 540, 600]])), @"a window of task 1 goes from minute 540 to 600 of day 2 | `windows` are the index of a day, a first minute and a last");
    assert_snapshot!(refusal(|it| it.tasks[1].windows = Some(vec![[0, 600, 540]])), @"a window of task 1 goes from minute 600 to 540 of day 0 | `windows` are the index of a day, a first minute and a last");
    assert_snapshot!(refusal(|it| it.tasks[1].windows = Some(vec![[0, 540, 600]; 1001])), @"task 1 has 1001 windows | leave out what is no window of these days: a task has at most 1000");
    let budget = |tasks, week| Budget { tasks, day: None, week: Some(week) };
    assert_snapshot!(refusal(|it| it.budgets = vec![budget(vec![3], vec![])]), @"budget 0 is for task 3, which does not exist | `tasks` of a budget count the tasks from 0");
    assert_snapshot!(refusal(|it| it.budgets = vec![budget(vec![0], vec![[0, 2, 60]])]), @"budget 0 has minutes for days 0 to 2 | `week` is a first day, a last day of those there are, and minutes");
    assert_snapshot!(refusal(|it| it.budgets = vec![budget(vec![0], vec![[1, 0, 60]])]), @"budget 0 has minutes for days 1 to 0 | `week` is a first day, a last day of those there are, and minutes");
    assert_snapshot!(refusal(|it| it.budgets = vec![Budget::default(); 201]), @"there are 201 budgets | an instance has at most 200");
}
