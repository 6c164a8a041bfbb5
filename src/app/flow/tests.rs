//! What the guided flows ask and do, as a person would tell it.

use super::fixture::{evening, morning, task, unseen};
use super::{Seen, seen};
use crate::app::overlay::review::{Review, Step};
use crate::app::plan::fixture::on;
use crate::app::tests::{keys, run, toast};
use crate::app::{Effect, Model, Msg, Overlay, fixture, update};
use crate::domain::{Intent, Moment, PlanVerb, Status, TaskNo};

const SIZE: (u16, u16) = (80, 24);

fn yesterday() -> Moment {
    on("2026-11-24", "17:00")
}

fn open(model: &Model) -> Option<&Review> {
    match model.overlays.last() {
        Some(Overlay::Review(review)) => Some(review),
        _ => None,
    }
}

fn step(model: &Model) -> Option<Step> {
    open(model).map(Review::step)
}

/// The numbers of the tasks that the step asks about.
fn asked(model: &Model) -> Vec<u32> {
    let rows = open(model).map(|review| review.sheet.rows.clone()).unwrap_or_default();
    rows.iter().map(|row| model.state.task(row.task).unwrap().no.0).collect()
}

fn on_of(model: &Model, no: u32) -> Option<String> {
    model.state.task_no(TaskNo(no)).unwrap().on.map(|day| day.to_string())
}

fn seen(offered: Option<&str>) -> Msg {
    Msg::Seen(Seen { last: Some(yesterday()), offered: offered.map(|day| day.parse().unwrap()) })
}

#[test]
fn morning_planning_opens_at_the_first_look_of_a_work_day_and_the_store_remembers() {
    let model = morning(SIZE, yesterday());
    assert_eq!(step(&model), Some(Step::Left));
    let mut model = unseen(SIZE, fixture::now("08:55"), model.state);
    let now = model.now;
    let effects = update(&mut model, seen(None), &now);
    let day = now.day();
    assert!(effects.contains(&Effect::Offered(super::Flow::Morning, day)), "{effects:?}");
}

#[test]
fn what_was_remembered_the_day_before_opens_nothing() {
    let state = morning(SIZE, yesterday()).state;
    let mut model = unseen(SIZE, fixture::now("03:30"), state);
    let now = model.now;
    update(&mut model, seen(None), &now);
    let effects = update(&mut model, Msg::Tick, &fixture::now("08:55"));
    assert!(open(&model).is_none(), "the store has not said yet what happened since");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Load(_))), "{effects:?}");
}

#[test]
fn it_does_not_open_twice_a_day_nor_late_nor_on_a_day_off_nor_when_work_has_begun() {
    let state = || morning(SIZE, yesterday()).state;
    let looks = |mut model: Model, seen: Msg| {
        let now = model.now;
        update(&mut model, seen, &now);
        open(&model).is_some()
    };
    let at = |time| unseen(SIZE, fixture::now(time), state());
    assert!(looks(at("08:55"), seen(None)));
    assert!(!looks(at("08:55"), seen(Some("2026-11-25"))));
    assert!(looks(at("08:55"), seen(Some("2026-11-24"))));
    assert!(!looks(at("05:30"), seen(None)), "nobody is at work yet");
    assert!(!looks(at("16:45"), seen(None)), "there is no day left to plan");
    assert!(!looks(unseen(SIZE, fixture::now("11:36"), fixture::state()), seen(None)));
    let mut planned = evening(SIZE);
    planned.now = fixture::now("08:55");
    assert!(!looks(planned, seen(None)), "the day is planned");
    let mut off = at("08:55");
    off.settings.planning.off = vec![(off.now.day(), off.now.day())];
    assert!(!looks(off, seen(None)));
    let mut silent = at("08:55");
    silent.settings.morning = false;
    assert!(!looks(silent, seen(None)));
    let mut elsewhere = at("08:55");
    run(&mut elsewhere, "2");
    assert!(!looks(elsewhere, seen(None)), "nobody looks at the day");
}

#[test]
fn a_screen_that_was_open_over_night_offers_it_when_the_morning_comes() {
    let mut model = unseen(SIZE, fixture::now("05:30"), morning(SIZE, yesterday()).state);
    let now = model.now;
    update(&mut model, seen(None), &now);
    assert!(open(&model).is_none());
    update(&mut model, Msg::Tick, &fixture::now("06:31"));
    assert_eq!(step(&model), Some(Step::Left));
}

#[test]
fn esc_leaves_it_and_it_does_not_come_back_by_itself_but_by_its_key() {
    let mut model = morning(SIZE, yesterday());
    run(&mut model, "esc");
    assert!(open(&model).is_none());
    assert_eq!(toast(&model), "the day is not planned yet");
    update(&mut model, Msg::Tick, &fixture::now("09:10"));
    assert!(open(&model).is_none());
    run(&mut model, "g p");
    assert_eq!(step(&model), Some(Step::Left));
}

#[test]
fn enter_four_times_keeps_what_is_left_over_and_accepts_the_plan() {
    let mut model = morning(SIZE, yesterday());
    assert_eq!(asked(&model), [164, 160, 163]);
    run(&mut model, "enter");
    assert_eq!(on_of(&model, 164).as_deref(), Some("2026-11-25"), "a day that has passed");
    assert_eq!(on_of(&model, 160), None, "the planner finds it a place");
    assert_eq!(step(&model), Some(Step::Due));
    let fates = open(&model).unwrap().sheet.rows.iter().filter_map(|row| row.fate(&model)).count();
    assert_eq!(fates, 0, "what the step before has decided is no decision of this one");
    run(&mut model, "enter");
    assert_eq!(step(&model), Some(Step::Plan));
    run(&mut model, "enter");
    assert_eq!(toast(&model), "the plan is still being made", "it has not heard of 164 yet");
    let mut proposal = (**model.plan.proposal.as_ref().unwrap()).clone();
    proposal.seq = model.seq;
    let now = model.now;
    update(&mut model, Msg::Proposed(proposal.into()), &now);
    let effects = keys(&mut model, "enter");
    let [Effect::Do(Intent::Plan { verb: PlanVerb::Accept, remove, put })] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert!(remove.is_empty() && put.len() > 3);
    assert!(put.iter().all(|put| now.day_of(put.start) == now.day()), "only today");
    assert!(open(&model).is_none());
}

#[test]
fn a_block_that_is_left_out_is_not_accepted() {
    let mut model = morning(SIZE, yesterday());
    let blocks = |effects: &[Effect]| match effects {
        [.., Effect::Do(Intent::Plan { put, .. })] => put.clone(),
        other => panic!("{other:?}"),
    };
    keys(&mut model, "enter enter space");
    let less = blocks(&keys(&mut model, "enter"));
    let mut whole = morning(SIZE, yesterday());
    let all = blocks(&keys(&mut whole, "enter enter enter"));
    assert_eq!(less, all[1..]);
}

#[test]
fn each_act_is_recorded_at_once_and_undo_brings_the_question_back() {
    let mut model = morning(SIZE, yesterday());
    run(&mut model, "D");
    let first = task(&model.state, 164);
    assert_eq!(model.state.task(first).unwrap().status, Status::Dropped);
    let review = open(&model).unwrap();
    assert_eq!(review.sheet.list.selected, 1, "the next one that is open");
    assert_eq!(review.sheet.open(&model).count(), 2);
    assert_eq!(keys(&mut model, "u"), [Effect::Undo]);
    let undone = model.state.task(first).unwrap().clone();
    let mut was = undone.clone();
    (was.status, was.closed) = (Status::Open, None);
    let changes = vec![crate::domain::Change::task(&undone, &was).unwrap()];
    let (now, seq) = (model.now, model.seq + 1);
    update(&mut model, Msg::Changed { changes, seq }, &now);
    assert_eq!(open(&model).unwrap().sheet.open(&model).count(), 3);
}

#[test]
fn back_shows_the_step_before_as_it_is_now() {
    let mut model = morning(SIZE, yesterday());
    run(&mut model, "D enter backspace");
    assert_eq!(step(&model), Some(Step::Left));
    assert_eq!(asked(&model), [160, 163]);
    run(&mut model, "backspace");
    assert_eq!(step(&model), Some(Step::Left), "there is nothing before the first");
}

#[test]
fn another_day_takes_what_is_planned_before_it_out_of_the_plan_in_the_same_step() {
    let mut model = evening(SIZE);
    model.now = fixture::now("12:30");
    let id = task(&model.state, 151);
    let day = "2026-11-27".parse().unwrap();
    let intent = super::sheet::put_on(&model, &[id], Some(day));
    let Intent::Together(intents) = &intent else { panic!("{intent:?}") };
    let [Intent::Edit { .. }, Intent::Plan { verb: PlanVerb::Skip, remove, put }] =
        intents.as_slice()
    else {
        panic!("{intents:?}")
    };
    let removed: Vec<_> = remove.iter().map(|id| model.state.block(*id).unwrap().no.0).collect();
    assert_eq!((removed, put.len()), (vec![6], 0), "what is over stays");
}

#[test]
fn days_away_bring_everything_that_was_left_lying_into_one_list() {
    let mut model = morning(SIZE, on("2026-11-19", "17:00"));
    assert!(seen::was_absent(&model));
    assert_eq!(asked(&model), [164, 97, 160, 163], "what is late as well");
    let friday = on("2026-11-20", "17:00");
    model.seen = Some(Seen { last: Some(friday), offered: None });
    assert!(seen::was_absent(&model), "Monday and Tuesday");
    model.seen = Some(Seen { last: Some(on("2026-11-23", "09:00")), offered: None });
    assert!(!seen::was_absent(&model), "one day");
}

#[test]
fn triage_acts_on_all_that_is_selected_and_each_act_is_one_step() {
    let mut model = morning(SIZE, yesterday());
    run(&mut model, "esc g o");
    assert_eq!(asked(&model), [164, 97, 160, 163]);
    run(&mut model, "space space x");
    assert!(matches!(model.overlays.last(), Some(Overlay::OtherDay(_))));
    run(&mut model, "f r i");
    let effects = keys(&mut model, "enter");
    let [Effect::Do(Intent::Edit { tasks, .. })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(tasks.len(), 2);
    crate::app::tests::carry_out(&mut model, effects);
    assert_eq!(on_of(&model, 97).as_deref(), Some("2026-11-27"));
    let review = open(&model).unwrap();
    assert!(review.sheet.chosen.is_empty());
    assert_eq!(review.sheet.list.selected, 2);
    run(&mut model, "V D");
    assert_eq!(open(&model).unwrap().sheet.open(&model).count(), 0);
    run(&mut model, "enter");
    assert!(open(&model).is_none());
    run(&mut model, "g o");
    assert!(open(&model).is_none());
    assert_eq!(toast(&model), "nothing was left lying");
}

#[test]
fn a_new_date_keeps_the_hour_and_the_firmness_of_the_old_one() {
    let mut model = morning(SIZE, yesterday());
    run(&mut model, "esc g o j r");
    run(&mut model, "m o n");
    run(&mut model, "enter");
    let due = model.state.task_no(TaskNo(97)).unwrap().due.unwrap();
    assert_eq!((due.at, due.hard), (on("2026-11-30", "17:30"), false));
    assert_eq!(open(&model).unwrap().sheet.open(&model).count(), 3);
}

#[test]
fn a_new_date_takes_the_place_of_a_day_that_has_passed() {
    let mut model = morning(SIZE, yesterday());
    run(&mut model, "r t u e");
    run(&mut model, "enter");
    let task = model.state.task_no(TaskNo(164)).unwrap();
    assert_eq!((task.on, task.due.unwrap().at), (None, on("2026-12-01", "17:30")));
    assert_eq!(toast(&model), "File the travel receipts: due Tue 1");
    assert!(!asked(&model).is_empty() && open(&model).unwrap().sheet.open(&model).count() == 2);
}

#[test]
fn closing_the_day_puts_the_rest_off_and_keeps_the_note() {
    let mut model = evening(SIZE);
    run(&mut model, "g c");
    assert_eq!(step(&model), Some(Step::Day));
    run(&mut model, "enter");
    assert_eq!(step(&model), Some(Step::Unfinished));
    let asked = asked(&model);
    assert!(asked.contains(&151) && asked.contains(&160), "{asked:?}");
    run(&mut model, "d enter");
    assert_eq!(on_of(&model, 138).as_deref(), Some("2026-11-26"), "it was to be finished today");
    assert_eq!(on_of(&model, 160), None, "a piece of longer work stays with the plan");
    assert_eq!(step(&model), Some(Step::Ahead));
    fixture::type_text(&mut model, "good d");
    run(&mut model, "a y backspace y");
    run(&mut model, "enter");
    let day = model.now.day();
    assert_eq!(model.state.closing(day).unwrap().note, "good day");
    assert!(model.overlays.is_empty());
    assert!(toast(&model).starts_with("Day closed"), "{}", toast(&model));
}

#[test]
fn what_is_still_to_come_leaves_the_plan_of_a_day_that_is_closed() {
    let mut model = evening(SIZE);
    model.now = fixture::now("15:50");
    let ahead = |model: &Model| {
        let blocks = model.state.plan().filter(|block| block.start > model.now.at);
        blocks.filter(|block| model.now.day_of(block.start) == model.now.day()).count()
    };
    assert_eq!(ahead(&model), 1);
    run(&mut model, "g c enter enter");
    assert_eq!(ahead(&model), 0);
}

#[test]
fn what_was_left_of_a_closed_day_is_not_asked_about_again_in_the_morning() {
    let mut model = morning(SIZE, yesterday());
    let day = "2026-11-24".parse().unwrap();
    let closing = crate::domain::Closing { day, at: yesterday(), note: String::new() };
    let changes = vec![crate::domain::Change::DayClosed { closing }];
    let (now, seq) = (model.now, model.seq + 1);
    update(&mut model, Msg::Changed { changes, seq }, &now);
    run(&mut model, "esc g p");
    assert_eq!(asked(&model), [164], "what was for a day that has passed");
}

#[test]
fn what_is_planned_for_a_later_day_already_is_not_put_off() {
    let mut model = evening(SIZE);
    run(&mut model, "g c enter");
    let later = task(&model.state, 155);
    let has_block =
        model.state.plan().any(|b| b.task == later && b.start > on("2026-11-26", "00:00"));
    assert!(has_block, "the made-up plan has a block of it tomorrow");
    run(&mut model, "enter");
    assert_eq!(on_of(&model, 155), None);
}

#[test]
fn a_running_timer_is_asked_about_first() {
    let state = crate::app::plan::fixture::state();
    for (pressed, runs, status) in [
        ("enter", false, Status::Open),
        ("2", false, Status::Done),
        ("j j enter", true, Status::Open),
    ] {
        let mut model = unseen(SIZE, fixture::now("13:30"), state.clone());
        run(&mut model, "g c");
        assert_eq!(step(&model), Some(Step::Timer));
        run(&mut model, pressed);
        assert_eq!(step(&model), Some(Step::Day), "{pressed}");
        assert_eq!(model.state.running().is_some(), runs, "{pressed}");
        assert_eq!(model.state.task_no(TaskNo(142)).unwrap().status, status, "{pressed}");
    }
}

#[test]
fn the_evening_is_spoken_of_until_the_day_is_closed() {
    let mut model = evening(SIZE);
    assert!(seen::is_evening(&model));
    let said = |model: &Model| model.today.notices.iter().any(|n| n.hint.contains("closes it"));
    assert!(said(&model));
    run(&mut model, "g c enter enter enter");
    assert!(!seen::is_evening(&model) && !said(&model));
    let mut early = evening(SIZE);
    early.now = fixture::now("16:00");
    assert!(!seen::is_evening(&early));
}

#[test]
fn the_day_beside_its_plan_adds_up() {
    let model = evening(SIZE);
    let sum = super::done::sum(&model);
    assert_eq!(sum.worked_s, 15 * 60 + 45 * 60 + 90 * 60);
    let blocks = model.state.plan().filter(|b| model.now.day_of(b.start) == model.now.day());
    assert_eq!(sum.planned_s, blocks.map(|block| block.span().seconds()).sum::<i64>());
    assert_eq!(sum.rested_s, 20 * 60);
    let firsts: Vec<Moment> = sum.lines.iter().map(|line| line.first).collect();
    assert!(firsts.is_sorted());
}
