//! Laws of proposals in any world, judged by moments and not by slots; and what people would notice.

use super::*;
use crate::domain::{Change, Due, Event, Moment, Session, SessionId, Span, Status, Task, TaskId};
use crate::plan::proposal::{Kind, Proposed, Step};
use crate::plan::settings::ProjectBudget;
use crate::plan::tests::world::{Staged, at, id, some_world, task};
use chrono::Datelike;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn spans(staged: &Staged, day: chrono::NaiveDate, minutes: &[(u16, u16)]) -> Vec<Span> {
    let at = |minute: u16| {
        let midnight = chrono::NaiveDateTime::from(day);
        staged.now.zone.at(midnight + chrono::TimeDelta::minutes(i64::from(minute)))
    };
    minutes.iter().map(|(from, to)| Span::new(at(*from), at(*to))).collect()
}

/// The blocks that the search has placed: those that are not fixed.
fn found(made: &Made) -> Vec<&Proposed> {
    let fixed = |proposed: &&Proposed| {
        made.built.fixed.iter().any(|fixed| {
            fixed.put.span() == proposed.put.span() && fixed.put.task == proposed.put.task
        })
    };
    made.proposal.blocks().filter(|proposed| !fixed(proposed)).collect()
}

fn inside(span: Span, hours: &[Span]) -> bool {
    hours.iter().any(|open| open.start <= span.start && span.end <= open.end)
}

/// Everything that must hold of the blocks of a proposal, whatever the world.
fn check(staged: &Staged, made: &Made) -> Result<(), TestCaseError> {
    let Staged { state, planning, now, .. } = staged;
    let mut last: Option<Span> = None;
    for proposed in made.proposal.blocks() {
        let span = proposed.put.span();
        prop_assert!(span.seconds() > 0);
        prop_assert!(last.is_none_or(|last| last.end <= span.start), "blocks overlap");
        prop_assert!(!proposed.reasons.is_empty());
        last = Some(span);
    }
    for proposed in found(made) {
        let span = proposed.put.span();
        let task = state.task(proposed.put.task).unwrap();
        prop_assert_eq!(task.status, Status::Open);
        prop_assert!(span.start >= now.at, "it begins in the past");
        prop_assert_eq!(now.zone.moment(span.start.utc_ms()), span.start);
        let day = now.day_of(span.start);
        prop_assert!(!planning.is_off(day));
        when(staged, task, span)?;
        for event in state.events().filter(|event| crate::plan::build::takes(event)) {
            let event = Span::new(event.start, event.end);
            prop_assert!(event.overlap(span).is_none(), "it meets an event");
        }
    }
    order(staged, made)?;
    amounts(staged, made)?;
    for block in state.plan().filter(|block| block.pinned && block.end > now.at) {
        let open = |id| state.task(id).is_some_and(|task| !task.status.is_closed());
        let stays = made
            .proposal
            .blocks()
            .any(|p| p.put.id == Some(block.id) && p.put.span() == block.span());
        prop_assert!(
            stays || !block.tasks().any(open) || made.built.frame.index(block.start).is_none()
        );
    }
    Ok(())
}

/// Hours, maps, releases.
fn when(staged: &Staged, task: &Task, span: Span) -> Result<(), TestCaseError> {
    let Staged { planning, now, .. } = staged;
    let day = now.day_of(span.start);
    let map = planning.map_of(task.at.as_deref(), task.kind.as_deref());
    let hours = match map {
        None => planning.hours_on(day).to_vec(),
        Some(map) => planning.maps[map].when.on(day.weekday()).to_vec(),
    };
    prop_assert!(inside(span, &spans(staged, day, &hours)), "outside of its hours");
    if map.is_none() || planning.hours_on(day).is_empty() {
        for lunch in planning.lunch.iter().filter(|_| map.is_none()) {
            let lunch = spans(staged, day, &[*lunch]);
            prop_assert!(lunch[0].overlap(span).is_none(), "at lunch");
        }
    }
    for (at, other) in planning.maps.iter().enumerate() {
        if other.exclusive && Some(at) != map {
            let theirs = spans(staged, day, other.when.on(day.weekday()));
            prop_assert!(
                theirs.iter().all(|theirs| theirs.overlap(span).is_none()),
                "in a map of its own"
            );
        }
    }
    prop_assert!(task.from.is_none_or(|from| from.utc_ms() <= span.start.utc_ms()));
    prop_assert!(task.on.is_none_or(|on| on <= day));
    Ok(())
}

/// Nothing begins before everything it waits for is completely planned, and before that.
fn order(staged: &Staged, made: &Made) -> Result<(), TestCaseError> {
    let mut ends: BTreeMap<TaskId, Moment> = BTreeMap::new();
    for proposed in made.proposal.blocks() {
        for task in std::iter::once(proposed.put.task).chain(proposed.put.also.iter().copied()) {
            ends.insert(task, proposed.put.end);
        }
    }
    for proposed in found(made) {
        let task = staged.state.task(proposed.put.task).unwrap();
        for pred in task.after.iter().filter_map(|id| staged.state.task(*id)) {
            if pred.status.is_closed() {
                continue;
            }
            prop_assert!(
                ends.get(&pred.id).is_some_and(|end| *end <= proposed.put.start),
                "out of order"
            );
            let missing = made.proposal.unplaced.iter().any(|unplaced| unplaced.task == pred.id);
            prop_assert!(!missing, "what it waits for is not all planned");
        }
    }
    Ok(())
}

/// No task gets more than it needs, what can't be split is whole, and no budget is overdrawn.
fn amounts(staged: &Staged, made: &Made) -> Result<(), TestCaseError> {
    let Staged { state, planning, now, .. } = staged;
    let mut days: BTreeMap<(&str, chrono::NaiveDate), i64> = BTreeMap::new();
    for (whose, work) in made.built.whose.iter().zip(&made.built.instance.tasks) {
        let blocks: Vec<&Proposed> =
            found(made).into_iter().filter(|p| Some(p.put.task) == whose.task()).collect();
        let planned: i64 = blocks.iter().map(|p| p.put.span().seconds()).sum();
        // What was agreed to keeps its length while it fits into the slots.
        let most = if blocks.iter().any(|p| p.step == Step::Kept) {
            i64::from(work.rem) * 60
        } else {
            whose.left_s() + 300 * i64::try_from(blocks.len().max(1)).unwrap()
        };
        prop_assert!(planned <= most, "{planned} of {}", whose.left_s());
        let lead = whose.task().and_then(|id| state.task(id)).unwrap();
        if !lead.splittable {
            prop_assert!(blocks.len() <= 1);
        }
    }
    for proposed in found(made) {
        let project = state.task(proposed.put.task).unwrap().project.as_deref();
        for budget in &planning.budgets {
            let of = project.and_then(|own| own.strip_prefix(budget.project.as_str()));
            if of.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
                let day = now.day_of(proposed.put.start);
                *days.entry((&budget.project, day)).or_default() += proposed.put.span().seconds();
            }
        }
    }
    for ((project, _), seconds) in &days {
        let budget = planning.budgets.iter().find(|budget| budget.project == *project).unwrap();
        let most = budget.day_s.unwrap_or(u32::MAX).min(budget.week_s.unwrap_or(u32::MAX));
        prop_assert!(*seconds <= i64::from(most));
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(96))]
    #[test]
    fn no_proposal_breaks_a_constraint_in_any_world(seed in any::<u64>(), tasks in 0..40u32) {
        let staged = some_world(seed, tasks);
        check(&staged, &staged.make(300))?;
    }

    #[test]
    fn a_plan_that_still_holds_gives_way_only_to_more_work_or_a_better_day(
        seed in any::<u64>(),
        tasks in 0..15u32,
    ) {
        let mut staged = some_world(seed, tasks);
        let made = staged.make(300);
        staged.accept(&made);
        let again = staged.make(300);
        check(&staged, &again)?;
        if let Ok(standing) = score(&again.problem, &again.problem.prev) {
            if again.own == again.problem.prev {
                prop_assert!(found(&again).iter().all(|proposed| proposed.step == Step::Kept));
            } else if work(&again.own) == work(&again.problem.prev) {
                let gain = again.score.total() - standing.total();
                prop_assert!(gain >= again.problem.weights.block, "{gain}");
            }
        }
    }
}

#[test]
fn a_day_off_in_a_calendar_has_no_room_for_work() {
    let mut staged = Staged::new("2026-11-23 08:00").with(task(1, 60));
    let (start, end) = (at("2026-11-23 00:00"), at("2026-11-24 00:00"));
    let event = Event {
        uid: "pto".into(),
        calendar: "work".into(),
        title: "PTO".into(),
        start,
        end,
        busy: false,
        all_day: true,
        day_off: true,
    };
    staged.state.apply(&Change::EventAdded { event });
    let made = staged.make(100);
    assert_eq!(made.proposal.days[0].capacity_s, 0);
    let starts: Vec<_> = made.proposal.blocks().map(|p| staged.now.day_of(p.put.start)).collect();
    assert_eq!(starts, ["2026-11-24".parse::<chrono::NaiveDate>().unwrap()]);
}

#[test]
fn what_began_before_the_day_turned_is_part_of_today() {
    let staged = Staged::new("2026-11-24 04:30").with(task(1, 120)).block(
        1,
        1,
        ("2026-11-24 03:45", "2026-11-24 05:45"),
        false,
    );
    let made = staged.make(100);
    assert_eq!(made.proposal.blocks().map(|proposed| proposed.no.0).next(), Some(1));
}

#[test]
fn what_waits_for_work_behind_the_days_planned_waits_too() {
    let waits = Task { after: vec![id(1)], ..task(2, 60) };
    let mut staged = Staged::new("2026-11-23 08:00").with(task(1, 60)).with(waits).block(
        1,
        1,
        ("2026-11-26 09:00", "2026-11-26 10:00"),
        true,
    );
    staged.planning.horizon_days = 1;
    let made = staged.make(100);
    assert!(made.proposal.blocks().all(|p| p.put.task != id(2)));
    assert!(made.proposal.unplaced.iter().any(|unplaced| unplaced.task == id(2)));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]
    #[test]
    fn the_budget_of_a_week_counts_what_was_worked_in_it_and_is_never_overdrawn(
        worked_min in 1..300i64,
        tasks in 1..6u32,
        hours in 1..5u32,
    ) {
        let mut staged = Staged::new("2026-11-25 09:00");
        for no in 1..=tasks {
            let task = Task { project: Some("paper.intro".into()), ..task(no, 150) };
            staged.state.load_task(task, 0);
        }
        let start = at("2026-11-23 09:00");
        let session = Session::running(SessionId(uuid::Uuid::nil()), Some(id(1)), None, start);
        let end = Some(start.plus_seconds(worked_min * 60));
        staged.state.load_session(Session { end, ..session });
        let budget = ProjectBudget {
            project: "paper".into(),
            day_s: None,
            week_s: Some(hours * 3600),
        };
        staged.planning.budgets = vec![budget];
        let made = staged.make(300);
        let most = i64::from(hours) * 3600;
        let mut weeks = BTreeMap::from([("2026-11-23".parse().unwrap(), worked_min * 60)]);
        for proposed in found(&made) {
            let day = staged.now.day_of(proposed.put.start);
            let monday = day.week(chrono::Weekday::Mon).first_day();
            *weeks.entry(monday).or_default() += proposed.put.span().seconds();
        }
        for (week, seconds) in weeks {
            prop_assert!(seconds <= most.max(worked_min * 60), "{week}: {seconds} of {most}");
        }
    }
}

/// The slots that each task gets.
fn work(own: &[u16]) -> BTreeMap<u16, usize> {
    let mut slots = BTreeMap::new();
    for task in own {
        *slots.entry(*task).or_default() += 1;
    }
    slots
}

#[test]
fn what_was_accepted_is_proposed_again_as_it_is() {
    let mut staged = Staged::new("2026-11-23 08:40").event("2026-11-23 10:00", "2026-11-23 11:00");
    for no in 1..=12 {
        staged.state.load_task(task(no, [30, 45, 60, 100, 150][no as usize % 5]), 0);
    }
    let made = staged.make(3000);
    staged.accept(&made);
    let again = staged.make(3000);
    let spans = |made: &Made| -> Vec<(TaskId, Span)> {
        made.proposal.blocks().map(|p| (p.put.task, p.put.span())).collect()
    };
    assert!(spans(&made).len() > 6);
    assert_eq!(spans(&again), spans(&made));
}

#[test]
fn five_hundred_tasks_are_planned_without_a_broken_constraint() {
    let staged = some_world(5, 500);
    check(&staged, &staged.make(50)).unwrap();
}

#[test]
fn a_world_without_anything_to_do_gives_empty_days() {
    let made = Staged::new("2026-11-23 08:00").make(300);
    assert_eq!(made.proposal.days.len(), 15);
    assert_eq!(made.proposal.blocks().count(), 0);
    assert!(made.proposal.unplaced.is_empty());
    // 7 h 45 without lunch, of which 85 % may be planned.
    assert_eq!(made.proposal.days[0].capacity_s, 395 * 60);
    assert_eq!(made.proposal.days[5].capacity_s, 0, "a Saturday");
}

fn text(staged: &Staged, made: &Made, day: usize) -> String {
    let clock = |at: Moment| at.local().format("%H:%M").to_string();
    let mut lines = Vec::new();
    for stretch in &made.proposal.days[day].stretches {
        let what = match &stretch.kind {
            Kind::Task(proposed) => {
                let task = staged.state.task(proposed.put.task).unwrap();
                let also = proposed.put.also.len();
                let more = if also > 0 { format!(" and {also} more") } else { String::new() };
                let step = match proposed.step {
                    Step::Kept => "kept",
                    Step::Moved(_) => "moved",
                    Step::New => "new",
                };
                let reason = &proposed.reasons[0].text;
                format!("{}{more} ({}, {step}): {reason}", task.title, proposed.no)
            }
            Kind::Event(_, title) => format!("event {title}"),
            Kind::Break => "break".into(),
            Kind::Buffer => continue,
        };
        lines.push(format!("{}-{} {what}", clock(stretch.start), clock(stretch.end)));
    }
    lines.join("\n")
}

#[test]
fn a_day_with_a_meeting_a_pinned_block_and_small_tasks() {
    let mut staged = Staged::new("2026-11-23 08:40")
        .event("2026-11-23 10:00", "2026-11-23 11:00")
        .block(7, 1, ("2026-11-23 14:00", "2026-11-23 15:00"), true);
    let due = Some(Due { at: at("2026-11-23 17:30"), hard: true });
    for mut task in [task(1, 120), task(2, 60), task(3, 5), task(4, 8), task(5, 180), task(6, 30)] {
        match task.no.0 {
            2 => task.due = due,
            3 | 4 => task.kind = Some("calls".into()),
            5 => task.kind = Some("coding".into()),
            6 => task.after = vec![id(2)],
            _ => {}
        }
        staged.state.load_task(task, 0);
    }
    let made = staged.make(3000);
    check(&staged, &made).unwrap();
    insta::assert_snapshot!(text(&staged, &made, 0), @r"
    09:15-09:35 task 3 and 1 more (b1, new): small tasks of one kind together
    10:00-11:00 event Weekly
    11:00-11:15 break
    11:15-12:10 task 2 (b2, new): deadline today 17:30
    12:30-13:15 break
    14:00-15:00 task 1 (b7, kept): you put it there
    15:00-15:25 task 6 (b3, new): it gets done in one go
    15:30-15:45 break
    15:45-17:10 task 5 (b4, new): perhaps good coding hours: little is known yet
    ");
}

#[test]
fn a_plan_that_nobody_waits_for_any_more_is_none_and_any_other_is_the_same() {
    let staged = some_world(3, 9);
    let whole = propose(staged.world(), 200, SEED);
    let asked = std::cell::Cell::<usize>::new(0);
    let never = || {
        asked.set(asked.get() + 1);
        false
    };
    let same = propose_unless(staged.world(), 200, SEED, &never).map(|made| made.proposal);
    assert_eq!(same, Some(whole.proposal));
    for after in [0, 1, asked.get() / 2, asked.get() - 1] {
        let left = std::cell::Cell::<usize>::new(after);
        let over = || left.replace(left.get().saturating_sub(1)) == 0;
        assert!(propose_unless(staged.world(), 200, SEED, &over).is_none(), "after {after}");
    }
}
