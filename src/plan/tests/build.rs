//! What becomes of tasks on their way into an instance.

use super::*;
use crate::domain::{Due, Status};
use crate::plan::tests::world::{Staged, at, id, task};
use chrono::Weekday;

fn only(staged: &Staged) -> Work {
    let built = build(staged.world());
    assert_eq!(built.instance.tasks.len(), 1);
    built.instance.tasks[0].clone()
}

/// Monday, before work.
fn monday() -> Staged {
    Staged::new("2026-11-23 08:00")
}

#[test]
fn an_hour_is_whole_and_three_hours_are_cut() {
    let hour = only(&monday().with(task(1, 60)));
    assert_eq!((hour.rem, hour.min_chunk, hour.max_chunk), (60, Some(60), Some(60)));
    let three = only(&monday().with(task(1, 180)));
    assert_eq!(
        (three.min_chunk, three.max_chunk),
        (Some(30), Some(120)),
        "25 minutes and 5 of air"
    );
    let deep = Task { kind: Some("writing".into()), ..task(1, 180) };
    assert_eq!(only(&monday().with(deep)).min_chunk, Some(60), "50 minutes and 5 of air");
    let own = Task { chunk_min_s: Some(1800), chunk_max_s: Some(2400), ..task(1, 180) };
    // 45 would be asked for, but eleven slots are not made of threes.
    let own = only(&monday().with(own));
    assert_eq!((own.min_chunk, own.max_chunk), (Some(30), Some(45)));
}

#[test]
fn a_few_minutes_of_air_are_taken_from_the_work_and_more_are_not() {
    let slots = |gap_s: u32| {
        let mut staged = monday();
        staged.planning.gap_s = gap_s;
        only(&staged.with(task(1, 45))).rem / 15
    };
    assert_eq!(slots(0), 3);
    assert_eq!(slots(300), 3, "40 minutes and 5 of air");
    assert_eq!(slots(900), 4, "45 minutes and 15 of air");
    assert_eq!(slots(1800), 5, "45 minutes and 30 of air");
}

#[test]
fn an_hour_that_fits_nowhere_whole_is_cut_unless_it_must_not_be() {
    let mut staged = monday();
    staged.planning.hours = crate::plan::settings::Week::same([true; 7], &[(540, 585)]);
    staged.planning.lunch = None;
    let cut = only(&staged.clone().with(task(1, 60)));
    assert_eq!((cut.rem, cut.min_chunk), (60, Some(30)));
    let whole = Task { splittable: false, ..task(1, 60) };
    let made = staged.with(whole).make(100);
    let unplaced = &made.proposal.unplaced[0];
    assert_eq!(unplaced.reason, "it needs 1h in one piece, and the longest free stretch has 45m");
}

#[test]
fn what_is_late_presses_as_soon_as_possible_and_what_is_due_far_off_not_yet() {
    let due = |text: &str| Task { due: Some(Due { at: at(text), hard: true }), ..task(1, 60) };
    let late = only(&monday().with(due("2026-11-20 17:30")));
    assert_eq!((late.due, late.hard), (Some([0, 1050]), false));
    let friday = only(&monday().with(due("2026-11-27 12:00")));
    assert_eq!((friday.due, friday.hard), (Some([4, 720]), true));
    assert_eq!(only(&monday().with(due("2026-12-24 12:00"))).due, None);
}

#[test]
fn a_task_planned_for_a_day_is_not_begun_before_and_due_at_its_end() {
    let on = |day: &str| Task { on: Some(day.parse().unwrap()), ..task(1, 60) };
    let wednesday = only(&monday().with(on("2026-11-25")));
    assert_eq!((wednesday.release, wednesday.due), (Some([2, 540]), Some([2, 1050])));
    let slipped = only(&monday().with(on("2026-11-20")));
    assert_eq!((slipped.release, slipped.due), (None, Some([0, 1050])));
    assert!(build(monday().with(on("2027-01-20")).world()).instance.tasks.is_empty());
}

#[test]
fn who_waits_for_what_stays_undone_is_set_aside_with_the_reason() {
    let waiting = Task { status: Status::Waiting, ..task(1, 60) };
    let after = |no, pred| Task { after: vec![id(pred)], ..task(no, 60) };
    let staged = monday().with(waiting).with(after(2, 1)).with(after(3, 2));
    let built = build(staged.world());
    assert!(built.instance.tasks.is_empty());
    let reasons: Vec<&str> = built.aside.iter().map(|aside| aside.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "it waits for 1, which is waiting",
            "it waits for 2, which is not done within the days planned"
        ]
    );
    let circle = monday().with(after(1, 2)).with(after(2, 1)).with(task(3, 30));
    let built = build(circle.world());
    assert_eq!((built.instance.tasks.len(), built.aside.len()), (1, 2));
}

#[test]
fn a_task_whose_time_is_pinned_needs_no_more_and_lets_others_begin_after_it() {
    let after = Task { after: vec![id(1)], ..task(2, 60) };
    let span = ("2026-11-23 14:00", "2026-11-23 15:00");
    let staged = monday().with(task(1, 60)).with(after).block(1, 1, span, true);
    let built = build(staged.world());
    assert_eq!(built.instance.tasks.len(), 1);
    assert_eq!(built.instance.tasks[0].release, Some([0, 900]));
    assert_eq!(built.instance.days[0].pinned, [(840, 900, false)]);
}

#[test]
fn small_tasks_of_a_kind_share_a_block_and_others_do_not() {
    let call = |no, minutes| Task { kind: Some("calls".into()), ..task(no, minutes) };
    let awaited = Task { after: vec![id(3)], ..task(4, 60) };
    let staged = monday().with(call(1, 5)).with(call(2, 5)).with(call(3, 5)).with(awaited);
    let built = build(staged.world());
    let parts: Vec<usize> = built.whose.iter().map(|whose| whose.parts.len()).collect();
    assert_eq!(parts, [2, 1, 1], "one that others wait for stays alone");
}

#[test]
fn a_time_map_takes_the_place_of_the_work_hours_and_may_keep_others_out() {
    let mut staged = monday().with(task(1, 60));
    let call = Task { kind: Some("calls".into()), ..task(2, 30) };
    staged = staged.with(call);
    let mut when = crate::plan::settings::Week::default();
    when.set(Weekday::Mon, vec![(960, 1140)]);
    staged.planning.horizon_days = 1;
    staged.planning.maps = vec![crate::plan::settings::TimeMap {
        name: "phone".into(),
        when,
        exclusive: true,
        types: vec!["calls".into()],
    }];
    let tasks = build(staged.world()).instance.tasks;
    assert_eq!(tasks[1].windows, Some(vec![[0, 960, 1140]]));
    assert_eq!(tasks[0].windows, Some(vec![[0, 540, 960], [1, 540, 1050]]));
}

#[test]
fn a_budget_counts_what_is_fixed_already() {
    let paper = |no| Task { project: Some("paper.intro".into()), ..task(no, 120) };
    let span = ("2026-11-23 14:00", "2026-11-23 15:00");
    let mut staged = monday().with(paper(1)).with(paper(2)).block(1, 1, span, true);
    staged.planning.horizon_days = 7;
    staged.planning.budgets = vec![crate::plan::settings::ProjectBudget {
        project: "paper".into(),
        day_s: Some(7200),
        week_s: Some(18_000),
    }];
    let budget = &build(staged.world()).instance.budgets[0];
    let limits = budget.week.as_ref().unwrap();
    assert_eq!(limits[..2], [[0, 0, 60], [1, 1, 120]]);
    assert_eq!(limits[8..], [[0, 6, 240], [7, 7, 300]]);
}

#[test]
fn what_runs_is_not_to_be_interrupted_and_what_begins_soon_stays() {
    let mut staged = monday().with(task(1, 60)).with(task(2, 60)).with(task(3, 60));
    staged = staged.block(1, 2, ("2026-11-23 09:30", "2026-11-23 10:30"), false).block(
        2,
        3,
        ("2026-11-23 11:00", "2026-11-23 12:00"),
        false,
    );
    staged.now.at = at("2026-11-23 09:10");
    let session = crate::domain::Session::running(
        crate::domain::SessionId(uuid::Uuid::nil()),
        Some(id(1)),
        None,
        at("2026-11-23 09:00"),
    );
    staged.state.load_session(session);
    let built = build(staged.world());
    let holds: Vec<(u32, fixed::Hold)> = built
        .fixed
        .iter()
        .map(|fixed| (staged.state.task(fixed.put.task).unwrap().no.0, fixed.hold))
        .collect();
    assert_eq!(holds, [(1, fixed::Hold::Running), (2, fixed::Hold::Soon)]);
    assert_eq!(built.fixed[0].put.end, at("2026-11-23 09:30"), "until the next one begins");
    assert_eq!(built.instance.prev.len(), 1);
    assert_eq!(built.instance.days[0].worked_min, 10);
}

#[test]
fn a_weekend_has_its_own_curve_where_it_can_be_worked_on() {
    let mut staged = monday().with(task(1, 60));
    assert!(build(staged.world()).instance.q_weekend.is_empty(), "nobody works then");
    let free = crate::plan::settings::Week::same([true; 7], &[(600, 720)]);
    let home =
        crate::plan::settings::TimeMap { name: "home".into(), when: free, ..Default::default() };
    staged.planning.maps = vec![home];
    let built = build(staged.world());
    let weekend: Vec<bool> = built.instance.days.iter().map(|day| day.weekend).collect();
    assert_eq!(weekend[..8], [false, false, false, false, false, true, true, false]);
    assert_eq!(built.instance.q_weekend.len(), built.instance.q.len());
}

#[test]
fn a_timer_that_was_forgotten_overnight_leaves_the_day_its_room() {
    let mut staged = monday().with(task(1, 120));
    let room = |staged: &Staged| build(staged.world()).instance.days[0].clone();
    let before = room(&staged);
    let session = crate::domain::Session::running(
        crate::domain::SessionId(uuid::Uuid::nil()),
        Some(id(1)),
        None,
        at("2026-11-22 16:00"),
    );
    staged.state.load_session(session);
    let after = room(&staged);
    assert_eq!((after.worked_min, after.run), (0, 0), "nobody worked through the night");
    assert_eq!(after.capacity_min, before.capacity_min);
}
