//! What keys do to the plan, as a person would tell it.

use super::fixture;
use crate::app::fixture::{at, press};
use crate::app::plan::Shown;
use crate::app::tests::{carry_out, keys, run, toast};
use crate::app::{Effect, Model, Mouse, MouseKind, Msg, Overlay, update};
use crate::domain::{Block, Change, Intent, PlanVerb, Span};
use std::sync::Arc;

fn day() -> Model {
    fixture::planned((120, 36))
}

fn span(from: &str, to: &str) -> Span {
    Span::new(at(from), at(to))
}

/// The blocks of a task from now on.
fn blocks(model: &Model, no: u32) -> Vec<Block> {
    let task = model.state.task_no(crate::domain::TaskNo(no)).unwrap().id;
    let ahead = model.state.plan().filter(|block| block.end > model.now.at);
    ahead.filter(|block| block.task == task).cloned().collect()
}

/// Puts the cursor of the line on the block of a task that is to come.
fn on_block(model: &mut Model, no: u32) {
    let task = model.state.task_no(crate::domain::TaskNo(no)).unwrap().id;
    press(model, "h");
    let now = model.now.at;
    let marks = &model.today.marks;
    let found = |m: &crate::app::today::Mark| {
        m.task == Some(task) && m.kind.block().is_some() && m.end.is_some_and(|end| end > now)
    };
    model.today.mark = marks.iter().position(found).unwrap();
}

#[test]
fn enter_agrees_to_everything_that_is_proposed_for_today_and_only_for_today() {
    let mut model = fixture::proposed((120, 36));
    let effects = keys(&mut model, "enter");
    let [Effect::Do(Intent::Plan { verb, remove, put })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((*verb, remove.len(), put.len()), (PlanVerb::Accept, 0, 5));
    assert!(put.iter().all(|put| model.now.day_of(put.start) == model.now.day()));
    carry_out(&mut model, effects);
    assert_eq!(model.state.plan().count(), 5);
    assert!(toast(&model).starts_with("Planned: 5 blocks"), "{}", toast(&model));
}

#[test]
fn enter_on_a_block_agrees_to_that_one_alone() {
    let mut model = fixture::proposed((120, 36));
    on_block(&mut model, 138);
    run(&mut model, "enter");
    assert_eq!(blocks(&model, 138).len(), 1);
    assert_eq!(model.state.plan().count(), 1);
}

#[test]
fn j_moves_a_block_past_what_comes_next_and_it_stays_where_the_person_put_it() {
    let mut model = day();
    on_block(&mut model, 151);
    run(&mut model, "J");
    let moved = &blocks(&model, 151)[0];
    assert_eq!((moved.span(), moved.pinned), (span("16:00", "17:00"), true));
    let design = &blocks(&model, 160)[0];
    assert_eq!(design.span(), span("17:00", "18:15"), "what the planner placed gives way");
    assert!(toast(&model).contains("16:00 to 17:00"), "{}", toast(&model));
}

#[test]
fn what_the_person_placed_does_not_give_way() {
    let mut model = day();
    on_block(&mut model, 151);
    run(&mut model, "K");
    assert_eq!(blocks(&model, 151)[0].span(), span("14:00", "15:00"), "lunch and a pinned block");
    assert_eq!(blocks(&model, 138)[0].span(), span("13:15", "14:00"));
}

#[test]
fn the_cursor_stays_on_the_block_that_moves() {
    let mut model = day();
    on_block(&mut model, 160);
    run(&mut model, "J J K");
    let mark = &model.today.marks[model.today.mark];
    assert_eq!(mark.task, Some(blocks(&model, 160)[0].task));
    assert_eq!(mark.span(model.now.at), blocks(&model, 160)[0].span());
}

#[test]
fn a_block_of_the_proposal_that_is_moved_is_placed_by_the_person() {
    let mut model = fixture::proposed((120, 36));
    on_block(&mut model, 160);
    run(&mut model, "J");
    let placed = &blocks(&model, 160)[0];
    assert!(placed.pinned);
    assert_eq!(placed.span(), span("16:15", "17:30"));
    assert_eq!(model.state.plan().count(), 1, "nothing else was agreed to");
    let ghosts = model.plan.blocks.iter().filter(|block| block.is_proposed());
    let task = placed.task;
    assert!(ghosts.clone().all(|ghost| ghost.span().overlap(placed.span()).is_none()));
    assert!(
        ghosts.filter(|g| model.now.day_of(g.start) == model.now.day()).all(|g| g.task != task)
    );
}

#[test]
fn p_fixes_a_block_and_leaves_it_again() {
    let mut model = day();
    on_block(&mut model, 160);
    run(&mut model, "p");
    assert!(blocks(&model, 160)[0].pinned);
    run(&mut model, "p");
    assert!(!blocks(&model, 160)[0].pinned);
}

#[test]
fn longer_and_shorter_move_the_end_alone() {
    let mut model = day();
    on_block(&mut model, 160);
    run(&mut model, "+ + -");
    assert_eq!(blocks(&model, 160)[0].span(), span("16:00", "17:30"));
    run(&mut model, "- - - - - - - -");
    assert_eq!(blocks(&model, 160)[0].span(), span("16:00", "16:15"), "a quarter is the least");
}

#[test]
fn a_block_that_has_begun_keeps_its_start() {
    let mut model = day();
    on_block(&mut model, 142);
    assert_eq!(keys(&mut model, "J"), []);
    assert!(toast(&model).contains("has begun"), "{}", toast(&model));
    run(&mut model, "-");
    assert_eq!(blocks(&model, 142)[0].span(), span("10:45", "12:15"));
}

#[test]
fn another_day_is_the_next_free_place_at_the_same_time() {
    let mut model = day();
    on_block(&mut model, 160);
    run(&mut model, "x enter");
    let moved = &blocks(&model, 160)[0];
    assert_eq!(moved.span().start, fixture::on("2026-11-26", "16:00"));
    run(&mut model, "h");
    on_block(&mut model, 151);
    run(&mut model, ">");
    assert_eq!(blocks(&model, 151)[0].span().start, fixture::on("2026-11-26", "14:00"));
}

#[test]
fn out_of_the_plan_leaves_the_task() {
    let mut model = day();
    on_block(&mut model, 160);
    run(&mut model, "D");
    assert!(blocks(&model, 160).is_empty());
    assert!(toast(&model).starts_with("Out of the plan"), "{}", toast(&model));
    let task = model.state.task_no(crate::domain::TaskNo(160)).unwrap();
    assert!(!task.status.is_closed());
    assert_eq!(task.on, Some("2026-11-26".parse().unwrap()), "and does not come back today");
}

#[test]
fn the_plan_can_be_arranged_from_the_queue() {
    let mut model = day();
    let first = model.today.order[1];
    assert_eq!(model.state.task(first).unwrap().no.0, 138, "the plan's order");
    run(&mut model, "j j +");
    assert_eq!(blocks(&model, 151)[0].span(), span("14:00", "15:00"), "an event is in the way");
    run(&mut model, "j p");
    assert!(blocks(&model, 160)[0].pinned);
}

#[test]
fn d_lets_the_rest_of_the_day_move_up_in_the_same_step() {
    let mut model = day();
    // The pinned block at 13:15 goes, so that there is room to move up to.
    let pinned = blocks(&model, 138).remove(0);
    model.state.apply(&Change::BlockRemoved { block: pinned });
    let effects = keys(&mut model, "d");
    let [Effect::Do(Intent::Together(steps)), ..] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(matches!(steps[0], Intent::Done { .. }));
    carry_out(&mut model, effects);
    assert_eq!(blocks(&model, 151)[0].span(), span("13:15", "14:15"));
    assert!(toast(&model).contains("earlier"), "{}", toast(&model));
}

#[test]
fn what_takes_longer_pushes_the_blocks_on_the_screen_and_changes_none() {
    let mut model = day();
    let before: Vec<Block> = model.state.plan().cloned().collect();
    let mut later = model.now;
    later.at = at("14:07");
    update(&mut model, Msg::Tick, &later);
    let shown = |model: &Model, no: u32| {
        let id = model.state.task_no(crate::domain::TaskNo(no)).unwrap().id;
        let mut ahead = model.plan.blocks.iter().filter(|block| block.end > model.now.at);
        ahead.find(|block| block.task == id && !block.is_proposed()).map(Shown::span)
    };
    assert_eq!(shown(&model, 142).unwrap().end, at("14:10"), "it runs");
    assert_eq!(shown(&model, 151), Some(span("16:00", "17:00")), "behind the event");
    assert_eq!(shown(&model, 160), None, "no time is left for it");
    assert_eq!(model.state.plan().cloned().collect::<Vec<_>>(), before);
    let notices: Vec<&str> = model.today.notices.iter().map(|n| n.text.as_str()).collect();
    assert!(notices.iter().any(|text| text.starts_with("no time left for 1 block")), "{notices:?}");
    // What was pushed is the person's to place: it ends where it was and begins anew.
    model.now = later;
    on_block(&mut model, 151);
    let effects = keys(&mut model, "J");
    carry_out(&mut model, effects);
    assert!(blocks(&model, 151).iter().any(|block| block.pinned), "{}", toast(&model));
}

/// A proposal in which the design goes elsewhere and the coding goes.
pub(crate) fn better(model: &Model) -> crate::plan::Proposal {
    use crate::plan::proposal::{Kind, Step};
    let mut proposal = fixture::proposal(&model.state);
    proposal.objective += 2.0;
    for day in &mut proposal.days {
        day.stretches.retain_mut(|stretch| {
            let Kind::Task(block) = &mut stretch.kind else { return true };
            let no = model.state.task(block.put.task).unwrap().no.0;
            if no == 160 && block.put.id.is_some() {
                let old = block.put.span();
                (block.put.start, block.put.end) = (at("16:15"), at("17:15"));
                block.step = Step::Moved(old);
            }
            !(no == 151 && block.put.start == at("14:00"))
        });
    }
    proposal
}

#[test]
fn a_better_plan_is_announced_and_nothing_moves_before_it_is_asked_for() {
    let mut model = day();
    let before: Vec<Block> = model.state.plan().cloned().collect();
    let now = model.now;
    let proposal = Arc::new(better(&model));
    update(&mut model, Msg::Proposed(proposal), &now);
    let notice = &model.today.notices[0];
    assert_eq!(notice.text, "the plan could change: 1 moved, 2 new, 1 out");
    assert_eq!(model.state.plan().cloned().collect::<Vec<_>>(), before);
    assert_eq!(keys(&mut model, "r"), []);
    let Some(Overlay::PlanDiff(diff)) = model.overlays.last() else { panic!("it is shown") };
    assert_eq!(diff.wanted(), 4);
    run(&mut model, "esc");
    assert_eq!(model.state.plan().cloned().collect::<Vec<_>>(), before);
}

#[test]
fn changes_are_taken_one_by_one_and_in_one_step_of_undo() {
    let mut model = day();
    let now = model.now;
    let proposal = Arc::new(better(&model));
    update(&mut model, Msg::Proposed(proposal), &now);
    keys(&mut model, "r");
    let effects = keys(&mut model, "space enter");
    assert_eq!(effects.len(), 1);
    carry_out(&mut model, effects);
    assert_eq!(blocks(&model, 151).len(), 1, "what was left out stays");
    assert_eq!(blocks(&model, 160)[0].span(), span("16:15", "17:15"));
}

#[test]
fn r_asks_for_a_plan_that_knows_the_last_step_first() {
    let mut model = day();
    on_block(&mut model, 160);
    run(&mut model, "p");
    assert_eq!(keys(&mut model, "r"), [Effect::Propose]);
    let now = model.now;
    let mut proposal = better(&model);
    proposal.seq = model.seq;
    update(&mut model, Msg::Proposed(Arc::new(proposal)), &now);
    assert!(matches!(model.overlays.last(), Some(Overlay::PlanDiff(_))));
}

#[test]
fn a_block_is_drawn_along_the_line_and_put_down_on_a_quarter() {
    let mut model = day();
    let area = crate::app::today::layout(&model).timeline;
    let rows = crate::app::today::timeline::rows(&model, area.h);
    let row = rows.iter().position(|row| row.slot.contains(at("16:30"))).unwrap();
    let y = area.y + u16::try_from(row).unwrap();
    let slot_s = rows[0].slot.seconds();
    let now = model.now;
    let mouse = |model: &mut Model, kind, y| {
        let event = Mouse { kind, x: area.x + 20, y };
        update(model, Msg::Mouse(event), &now)
    };
    mouse(&mut model, MouseKind::Press, y);
    mouse(&mut model, MouseKind::Drag, y + 2);
    let held = model.plan.drag.unwrap().span;
    let wanted = at("16:00").plus_seconds(2 * slot_s);
    assert!(held.start <= wanted && wanted.seconds_since(held.start) < 900, "{held:?}");
    assert_eq!(held.start.utc_ms() % 900_000, 0);
    let mark = &model.today.marks[model.today.mark];
    assert_eq!(mark.span(now.at), held, "it shows where it is held");
    let effects = mouse(&mut model, MouseKind::Release, y + 2);
    carry_out(&mut model, effects);
    let block = &blocks(&model, 160)[0];
    assert_eq!((block.span(), block.pinned), (held, true));
}

#[test]
fn a_click_without_a_move_changes_nothing() {
    let mut model = day();
    let area = crate::app::today::layout(&model).timeline;
    let now = model.now;
    for kind in [MouseKind::Press, MouseKind::Release] {
        let event = Mouse { kind, x: area.x + 20, y: area.y + area.h / 2 };
        assert_eq!(update(&mut model, Msg::Mouse(event), &now), []);
    }
}

#[test]
fn every_step_and_every_quarter_asks_for_a_new_plan() {
    let mut model = day();
    let now = model.now;
    let effects = update(&mut model, Msg::Changed { changes: vec![], seq: 41 }, &now);
    assert_eq!(effects, [Effect::Propose]);
    let mut later = now;
    later.at = now.at.plus_seconds(60);
    assert!(!update(&mut model, Msg::Tick, &later).contains(&Effect::Propose));
    later.at = now.at.plus_seconds(900);
    assert!(update(&mut model, Msg::Tick, &later).contains(&Effect::Propose));
}

#[test]
fn an_older_proposal_changes_nothing() {
    let mut model = day();
    let now = model.now;
    let mut old = fixture::proposal(&model.state);
    old.seq = 3;
    old.days.clear();
    update(&mut model, Msg::Proposed(Arc::new(old)), &now);
    assert!(!model.plan.proposal.as_ref().unwrap().days.is_empty());
}

#[test]
fn a_plan_that_is_hardly_better_is_not_worth_another_look() {
    let mut model = day();
    let now = model.now;
    let mut polished = fixture::proposal(&model.state);
    polished.objective += 0.1;
    polished.unplaced.clear();
    update(&mut model, Msg::Proposed(Arc::new(polished.clone())), &now);
    assert_eq!(model.plan.proposal.as_ref().unwrap().unplaced.len(), 1);
    polished.objective += 1.0;
    update(&mut model, Msg::Proposed(Arc::new(polished)), &now);
    assert!(model.plan.proposal.as_ref().unwrap().unplaced.is_empty());
}
