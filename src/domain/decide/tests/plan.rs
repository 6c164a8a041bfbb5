//! The accepted plan as scenarios: blocks come, move, are cut, and go with their tasks.

use super::*;
use crate::domain::{Block, BlockNo, PlanRefusal, PlanVerb, Put, TaskId};

impl Day {
    fn id(&self, no: TaskNo) -> TaskId {
        self.state.task_no(no).unwrap().id
    }

    /// A block that begins so many minutes from now.
    fn put(&self, no: TaskNo, from: i64, minutes: i64) -> Put {
        let start = self.ago(-from);
        let end = start.plus_seconds(minutes * 60);
        Put { id: None, no: None, task: self.id(no), also: vec![], start, end, pinned: false }
    }

    fn plan(&mut self, put: Vec<Put>) -> Decision {
        self.does(Intent::Plan { verb: PlanVerb::Accept, remove: vec![], put })
    }

    fn cannot_plan(&mut self, put: Vec<Put>) -> Refusal {
        self.refuses(Intent::Plan { verb: PlanVerb::Move, remove: vec![], put })
    }

    fn takes_out(&mut self, no: u32) -> Decision {
        let remove = vec![self.block(no).id];
        self.does(Intent::Plan { verb: PlanVerb::Skip, remove, put: vec![] })
    }

    fn block(&self, no: u32) -> &Block {
        self.state.plan().find(|block| block.no == BlockNo(no)).unwrap()
    }

    /// The plan in a line: `b1 1 09:00-10:00`, a bundle's tasks with `+`, and `!` when pinned.
    fn planned(&self) -> String {
        let no = |id: TaskId| self.state.task(id).map_or_else(|| "?".into(), |t| t.no.to_string());
        let line = |block: &Block| {
            let tasks: Vec<String> = block.tasks().map(no).collect();
            let clock = |at: Moment| at.local().format("%H:%M").to_string();
            let pin = if block.pinned { "!" } else { "" };
            let (start, end) = (clock(block.start), clock(block.end));
            format!("{} {} {start}-{end}{pin}", block.no, tasks.join("+"))
        };
        self.state.plan().map(line).collect::<Vec<_>>().join(", ")
    }
}

#[test]
fn blocks_get_the_smallest_free_numbers_or_those_they_were_shown_with() {
    let mut day = Day::new();
    let (one, two) = (day.add("Draft"), day.add("Call"));
    let decision = day.plan(vec![day.put(one, 0, 60), day.put(two, 90, 30)]);
    assert_eq!((decision.verb, decision.subject.as_str()), ("plan accept", "2 blocks"));
    day.plan(vec![Put { no: Some(BlockNo(5)), ..day.put(two, 120, 30) }]);
    day.takes_out(1);
    let taken = Put { no: Some(BlockNo(5)), ..day.put(one, 180, 30) };
    assert_eq!(day.plan(vec![taken]).subject, "b1 Draft");
    assert_eq!(day.planned(), "b2 2 10:30-11:00, b5 2 11:00-11:30, b1 1 12:00-12:30");
    // Two days later all of that is long over, and its numbers are free.
    day.passes(2 * 24 * 60);
    assert_eq!(day.plan(vec![day.put(one, 60, 30)]).subject, "b1 Draft");
}

#[test]
fn two_blocks_are_never_put_at_the_same_time() {
    let mut day = Day::new();
    let (one, two) = (day.add("Draft"), day.add("Call Ana"));
    day.plan(vec![day.put(one, 60, 60)]);
    let refusal = day.cannot_plan(vec![day.put(two, 90, 60)]);
    assert_eq!(
        refusal.to_string(),
        "`Call Ana`, 10:30 to 11:30, would overlap `Draft`, 10:00 to 11:00"
    );
    assert_eq!(refusal.code(), "bad_time");
    let both = vec![day.put(two, 200, 60), day.put(two, 230, 60)];
    assert!(day.cannot_plan(both).to_string().starts_with("`Call Ana`, 12:20 to 13:20"));
    // One may take the place of another that goes in the same step, and begin where one ends.
    let (remove, put) = (vec![day.block(1).id], vec![day.put(two, 90, 60), day.put(one, 150, 10)]);
    day.does(Intent::Plan { verb: PlanVerb::Move, remove, put });
    assert_eq!(day.planned(), "b2 2 10:30-11:30, b3 1 11:30-11:40");
}

#[test]
fn a_block_has_a_length_an_open_task_and_an_end_to_come() {
    let mut day = Day::new();
    let (one, closed) = (day.add("Draft"), day.add("Old"));
    day.does(Intent::Drop { tasks: super::one(closed) });
    let nobody = Put { task: TaskId(uuid::Uuid::nil()), ..day.put(one, 0, 30) };
    let refusals = [
        vec![day.put(one, 30, 0)],
        vec![day.put(one, 30, -10)],
        vec![day.put(one, 30, 25 * 60)],
        vec![day.put(one, -60, 30)],
        vec![day.put(closed, 30, 30)],
        vec![Put { also: vec![day.id(closed)], ..day.put(one, 30, 30) }],
        vec![nobody],
        vec![Put { id: Some(crate::domain::BlockId(uuid::Uuid::nil())), ..day.put(one, 30, 30) }],
    ]
    .map(|put| day.cannot_plan(put))
    .map(|refusal| format!("{} ({})", refusal, refusal.code()));
    insta::assert_snapshot!(refusals.join("\n"), @r"
    a block can't end at 09:30 when it begins at 09:30 (bad_time)
    a block can't end at 09:20 when it begins at 09:30 (bad_time)
    a block of 25 hours is longer than a day (bad_time)
    a block that ends at 08:30 would be over already (bad_time)
    task 2 `Old` is dropped already (no_change)
    task 2 `Old` is dropped already (no_change)
    no task `00000000-0000-0000-0000-000000000000` (not_found)
    there is no such block in the plan (not_found)
    ");
    // One that is under way can still be written down.
    day.plan(vec![day.put(one, -30, 60)]);
    assert_eq!(day.planned(), "b1 1 08:30-09:30");
}

#[test]
fn of_a_block_that_has_begun_only_the_end_moves_and_of_one_that_is_over_nothing() {
    let mut day = Day::new();
    let one = day.add("Draft");
    day.plan(vec![day.put(one, 0, 60)]);
    day.passes(20);
    let known = Put::of(day.block(1));
    let later = |put: &Put, minutes: i64| put.end.plus_seconds(minutes * 60);
    day.plan(vec![Put { end: later(&known, 30), pinned: true, ..known.clone() }]);
    assert_eq!(day.planned(), "b1 1 09:00-10:30!");
    let moved = Put { start: later(&known, -30), ..known.clone() };
    assert_eq!(day.cannot_plan(vec![moved]).to_string(), "b1 `Draft` has begun, at 09:00");
    day.takes_out(1);
    assert_eq!(day.planned(), "b1 1 09:00-09:20!");
    day.passes(1);
    let refusal = day.cannot_plan(vec![known]);
    assert!(matches!(refusal, Refusal::Plan(PlanRefusal::Over { .. })), "{refusal}");
    let remove = vec![day.block(1).id];
    let refusal = day.refuses(Intent::Plan { verb: PlanVerb::Skip, remove, put: vec![] });
    assert_eq!(refusal.to_string(), "b1 `Draft` was over at 09:20");
}

#[test]
fn a_task_that_is_closed_leaves_the_plan_and_undo_brings_it_back() {
    let close: [fn(TaskNo) -> Intent; 4] = [
        |no| Intent::Done { tasks: one(no), ending: Ending::default() },
        |no| Intent::Drop { tasks: one(no) },
        |no| Intent::Delete { tasks: one(no) },
        |no| Intent::Edit { tasks: one(no), edits: vec![Edit::Status(Status::Done)] },
    ];
    for close in close {
        let mut day = Day::new();
        let (draft, call) = (day.add("Draft"), day.add("Call"));
        let over = day.put(draft, 0, 30);
        let bundle = Put { also: vec![day.id(draft)], ..day.put(call, 300, 30) };
        let led = Put { also: vec![day.id(call)], ..day.put(draft, 400, 30) };
        day.plan(vec![over, day.put(draft, 60, 60), day.put(draft, 200, 60), bundle, led]);
        day.passes(75);
        let before = day.state.clone();
        let decision = day.does(close(draft));
        let gone = if day.state.task_no(draft).is_some() { "1" } else { "?" };
        assert_eq!(
            day.planned(),
            format!(
                "b1 {gone} 09:00-09:30, b2 {gone} 10:00-10:15, b4 2 14:00-14:30, b5 2 15:40-16:10"
            )
        );
        let mut undone = day.state.clone();
        for change in decision.changes.iter().rev() {
            undone.apply(&change.inverse());
        }
        assert!(undone.plan().eq(before.plan()));
        if let Ok(_reopened) = day.try_do(&Intent::Reopen { tasks: one(draft) }) {
            assert_eq!(day.state.plan().count(), 4, "its blocks stay away");
        }
    }
}

#[test]
fn a_block_ends_where_its_task_was_done_and_a_bundle_when_all_of_it_was() {
    let mut day = Day::new();
    let (a, b) = (day.add("Answer Bo"), day.add("Book a room"));
    day.plan(vec![Put { also: vec![day.id(b)], ..day.put(a, 0, 60) }]);
    day.passes(30);
    let at = Some(day.ago(10));
    let both = vec![TaskRef::No(a), TaskRef::No(b)];
    day.does(Intent::Done { tasks: both, ending: Ending { at, ..Ending::default() } });
    assert_eq!(day.planned(), "b1 2 09:00-09:20");
}

#[test]
fn several_intents_are_one_step_that_is_called_like_the_first_and_all_or_nothing() {
    let mut day = Day::new();
    let (draft, call) = (day.add("Draft"), day.add("Call"));
    day.plan(vec![day.put(draft, 0, 60), day.put(call, 90, 30)]);
    day.passes(20);
    let done = Intent::Done { tasks: one(draft), ending: Ending::default() };
    let plan = |verb, put: Put| Intent::Plan { verb, remove: vec![], put: vec![put] };
    let follow = |put| plan(PlanVerb::Follow, put);
    let pulled = Put { start: day.now.at, end: day.ago(-30), ..Put::of(day.block(2)) };
    let before = day.state.clone();
    let refused = Put { end: day.ago(30), ..pulled.clone() };
    day.refuses(Intent::Together(vec![done.clone(), plan(PlanVerb::Move, refused)]));
    assert_eq!(day.state, before);
    let same = follow(Put::of(day.block(2)));
    let decision = day.does(Intent::Together(vec![same, done, follow(pulled)]));
    assert_eq!((decision.verb, decision.subject.as_str()), ("done", "1 Draft"));
    assert_eq!(day.planned(), "b1 1 09:00-09:20, b2 2 09:20-09:50");
    let nothing = Intent::Together(vec![follow(Put::of(day.block(2)))]);
    assert_eq!(day.refuses(nothing), Refusal::NothingToChange);
}

#[test]
fn what_happened_is_not_refused_because_the_plan_can_not_follow_it() {
    let mut day = Day::new();
    let (draft, call) = (day.add("Draft"), day.add("Call"));
    day.plan(vec![day.put(draft, 0, 60), day.put(call, 90, 30)]);
    day.passes(20);
    let gone = Put { end: day.ago(30), ..Put::of(day.block(2)) };
    let follow = Intent::Plan { verb: PlanVerb::Follow, remove: vec![], put: vec![gone] };
    let done = Intent::Done { tasks: one(draft), ending: Ending::default() };
    day.does(Intent::Together(vec![done, follow]));
    assert_eq!(day.planned(), "b1 1 09:00-09:20, b2 2 10:30-11:00");
}

#[test]
fn a_task_that_changes_keeps_its_blocks() {
    let mut day = Day::new();
    let one = day.add("Draft");
    day.plan(vec![day.put(one, 60, 60)]);
    let edits =
        vec![Edit::Title("Write".into()), Edit::Estimate(Some(600)), Edit::Status(Status::Waiting)];
    day.does(Intent::Edit { tasks: super::one(one), edits });
    assert_eq!(day.planned(), "b1 1 10:00-11:00");
}
