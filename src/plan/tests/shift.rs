//! A day that does not go as planned.

use super::*;
use crate::domain::{SessionId, Task};
use crate::plan::tests::world::{Staged, at, id, some_world, task};
use proptest::prelude::*;
use uuid::Uuid;

/// Three blocks of an hour from nine on with air between them, a meeting at noon, and a pinned block.
fn day(now: &str) -> Staged {
    let time = |clock: &str| format!("2026-11-23 {clock}");
    let mut staged = Staged::new(&time(now)).event("2026-11-23 12:00", "2026-11-23 12:30");
    let blocks = [
        (1, "09:00", "10:00", false),
        (2, "10:00", "11:00", false),
        (3, "11:00", "11:45", false),
        (4, "14:00", "15:00", true),
        (5, "15:30", "16:30", false),
    ];
    for (no, start, end, pinned) in blocks {
        staged = staged.with(task(no, 60)).block(no, no, (&time(start), &time(end)), pinned);
    }
    staged
}

fn runs(mut staged: Staged, no: u32, since: &str) -> Staged {
    let start = at(&format!("2026-11-23 {since}"));
    let session = Session::running(SessionId(Uuid::nil()), Some(id(no)), None, start);
    staged.state.load_session(session);
    staged
}

fn told(staged: &Staged, stands: &[(BlockId, Span)]) -> String {
    let clock = |at: Moment| at.local().format("%H:%M").to_string();
    let name = |id: &BlockId| staged.state.block(*id).unwrap().no;
    let one = |(id, span): &(BlockId, Span)| {
        format!("{} {}-{}", name(id), clock(span.start), clock(span.end))
    };
    stands.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_day_on_its_way_stands_as_it_was_planned() {
    let staged = runs(day("09:30"), 1, "09:00");
    let shift = standing(staged.today());
    assert_eq!(
        told(&staged, &shift.stands),
        "b1 09:00-10:00, b2 10:00-11:00, b3 11:00-11:45, b4 14:00-15:00, b5 15:30-16:30"
    );
    assert!(shift.lost.is_empty());
}

#[test]
fn what_takes_longer_pushes_the_next_ones_around_what_stays() {
    let staged = runs(day("10:20"), 1, "09:00");
    let shift = standing(staged.today());
    assert_eq!(
        told(&staged, &shift.stands),
        "b1 09:00-10:25, b2 10:25-11:25, b3 13:15-14:00, b4 14:00-15:00, b5 15:30-16:30"
    );
}

#[test]
fn what_no_longer_fits_into_the_day_is_named() {
    let mut staged = runs(day("16:50"), 4, "14:00");
    staged.state.load_task(Task { status: Status::Done, ..task(1, 60) }, 0);
    let shift = standing(staged.today());
    let lost: Vec<_> = shift.lost.iter().map(|id| staged.state.block(*id).unwrap().no.0).collect();
    assert!(shift.stands.iter().all(|(_, span)| span.end <= at("2026-11-23 17:30")));
    assert!(lost.is_empty(), "the block of 15:30 is over; it is the planner's to place anew");
    let late = runs(day("15:20"), 4, "14:00");
    let mut late = late;
    late.planning.hours = crate::plan::settings::Week::same([true; 7], &[(540, 985)]);
    late.now.at = at("2026-11-23 15:40");
    let shift = standing(late.today());
    let lost: Vec<_> = shift.lost.iter().map(|id| late.state.block(*id).unwrap().no.0).collect();
    assert_eq!(lost, [5], "it began at 15:30 and would end after 16:25");
}

#[test]
fn what_is_done_early_lets_the_next_ones_begin_earlier_in_order() {
    let mut staged = day("09:40");
    staged.state.load_task(Task { status: Status::Done, ..task(1, 60) }, 0);
    let freed = Span::new(at("2026-11-23 09:40"), at("2026-11-23 10:00"));
    let moved = pulled_up(staged.today(), freed);
    let stands: Vec<(BlockId, Span)> =
        moved.iter().map(|put| (put.id.unwrap(), put.span())).collect();
    assert_eq!(told(&staged, &stands), "b2 09:40-10:40, b3 10:40-11:25, b5 15:10-16:10");
}

#[test]
fn nothing_begins_before_its_task_may() {
    let mut staged = day("09:40");
    let from = Some(at("2026-11-23 10:00"));
    staged.state.load_task(Task { from, ..task(2, 60) }, 0);
    let freed = Span::new(at("2026-11-23 09:40"), at("2026-11-23 10:00"));
    let moved = pulled_up(staged.today(), freed);
    assert!(moved.iter().all(|put| put.task != id(2) && put.task != id(3)));
}

fn worked(mut staged: Staged, no: u32, from: &str, to: &str) -> Staged {
    let time = |clock: &str| at(&format!("2026-11-23 {clock}"));
    let known = u128::try_from(staged.state.sessions().count()).unwrap();
    let (id, task) = (SessionId(Uuid::from_u128(50 + known)), id(no));
    let session = Session::running(id, Some(task), None, time(from));
    staged.state.load_session(Session { end: Some(time(to)), ..session });
    staged
}

fn stands(staged: &Staged) -> String {
    told(staged, &standing(staged.today()).stands)
}

#[test]
fn what_is_begun_late_ends_late_and_what_is_begun_early_ends_early() {
    let late = runs(day("09:30"), 1, "09:20");
    assert!(stands(&late).starts_with("b1 09:00-10:20, b2 10:20-11:20, b3 13:15-14:00"));
    let early = runs(worked(day("09:30"), 1, "09:00", "09:25"), 2, "09:25");
    assert!(stands(&early).starts_with("b1 09:00-09:25, b2 09:25-10:25, b3 11:00-11:45"));
    // Its own time has come meanwhile: it was begun all the same.
    let early = runs(worked(day("10:05"), 1, "09:00", "09:25"), 2, "09:25");
    assert!(stands(&early).starts_with("b2 09:25-10:25, b3 11:00-11:45"), "{}", stands(&early));
}

#[test]
fn a_break_in_a_block_is_no_work_on_it_and_an_idle_clock_pushes_nothing() {
    let back = runs(worked(day("09:40"), 1, "09:00", "09:20"), 1, "09:35");
    assert!(stands(&back).starts_with("b1 09:00-10:15, b2 10:15-11:15"), "{}", stands(&back));
    let idle = day("09:40");
    assert!(stands(&idle).starts_with("b1 09:00-10:00, b2 10:00-11:00"));
    let over = worked(day("10:40"), 1, "09:00", "10:21");
    assert!(stands(&over).starts_with("b2 10:20-11:20, b3 13:15-14:00"), "{}", stands(&over));
    let hardly = worked(day("10:40"), 1, "09:00", "10:03");
    assert!(stands(&hardly).starts_with("b2 10:00-11:00, b3 11:00-11:45"));
}

fn one(no: u32) -> Vec<crate::domain::TaskRef> {
    vec![crate::domain::TaskRef::Id(id(no))]
}

fn done(no: u32) -> Intent {
    Intent::Done { tasks: one(no), ending: crate::domain::Ending::default() }
}

#[test]
fn only_what_ends_the_work_at_hand_lets_blocks_move_up() {
    let staged = runs(day("09:40"), 1, "09:00");
    let Intent::Together(steps) = followed(staged.today(), done(1)) else { panic!("they move") };
    let Intent::Plan { verb, remove, put } = &steps[1] else { panic!("{steps:?}") };
    assert_eq!((steps[0].clone(), *verb, remove.len()), (done(1), PlanVerb::Follow, 0));
    let places: Vec<(BlockId, Span)> = put.iter().map(|p| (p.id.unwrap(), p.span())).collect();
    assert_eq!(told(&staged, &places), "b2 09:40-10:40, b3 10:40-11:25, b5 15:10-16:10");
    // Something else, something later, something that is not there.
    for intent in [done(2), done(5), done(99), Intent::Drop { tasks: one(3) }] {
        assert_eq!(followed(staged.today(), intent.clone()), intent);
    }
    let late = runs(day("09:58"), 1, "09:00");
    assert_eq!(followed(late.today(), done(1)), done(1), "less than the grid is no time");
    let stop = |outcome| Intent::Stop(crate::domain::Ending { outcome, ..Default::default() });
    assert_eq!(followed(staged.today(), stop(None)), stop(None));
    let finished = followed(staged.today(), stop(Some(Outcome::Finished)));
    let Intent::Together(steps) = finished else { panic!("they move") };
    let Intent::Plan { remove, put, .. } = &steps[1] else { panic!("{steps:?}") };
    assert_eq!((remove.len(), put.len()), (1, 3));
}

#[test]
fn what_is_begun_and_done_early_leaves_its_whole_time() {
    let staged = runs(worked(day("09:50"), 1, "09:00", "09:20"), 2, "09:20");
    let Intent::Together(steps) = followed(staged.today(), done(2)) else { panic!("they move") };
    let Intent::Plan { put, .. } = &steps[1] else { panic!("{steps:?}") };
    assert_eq!(put[0].start, at("2026-11-23 10:00"), "not into the block before it");
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(128))]
    #[test]
    fn the_order_is_kept_nothing_overlaps_and_nothing_pinned_moves(seed in any::<u64>(), tasks in 1..20u32, later in 0..240i64) {
        let mut staged = some_world(seed, tasks);
        let made = staged.make(100);
        staged.accept(&made);
        staged.now.at = staged.now.zone.moment(staged.now.at.utc_ms() + later * 60_000);
        let freed = Span::new(staged.now.at, staged.now.at.plus_seconds(1800));
        let shift = standing(staged.today());
        for put in &pulled_up(staged.today(), freed) {
            let block = staged.state.block(put.id.unwrap()).unwrap();
            prop_assert!(!block.pinned);
            prop_assert!(put.start < block.start && put.start >= freed.start);
            prop_assert_eq!(put.span().seconds(), block.span().seconds());
        }
        let free: Vec<Span> = shift.stands.iter().filter(|(id, _)| !staged.state.block(*id).unwrap().pinned).map(|(_, span)| *span).collect();
        prop_assert!(free.windows(2).all(|two| two[0].end <= two[1].start), "{free:?}");
    }
}
