//! What the plan in the middle of the day looks like.

use crate::app::fixture::{at, press};
use crate::app::plan::tests::better;
use crate::app::plan::{Drag, fixture};
use crate::app::{Msg, update};
use crate::calendar::Health;
use crate::domain::{AllDay, Calendar, CalendarId, Span, State};
use crate::plan::proposal::Kind;
use crate::ui::tests::text;

#[test]
fn a_planned_day_at_160x50() {
    insta::assert_snapshot!(text(&fixture::planned((160, 50))));
}

#[test]
fn a_planned_day_at_120x36() {
    insta::assert_snapshot!(text(&fixture::planned((120, 36))));
}

#[test]
fn a_planned_day_at_80x24() {
    insta::assert_snapshot!(text(&fixture::planned((80, 24))));
}

#[test]
fn a_planned_day_at_40x12() {
    insta::assert_snapshot!(text(&fixture::planned((40, 12))));
}

#[test]
fn a_proposed_day_at_120x36() {
    insta::assert_snapshot!(text(&fixture::proposed((120, 36))));
}

#[test]
fn the_line_has_the_keys_and_says_how_good_the_hours_are_at_120x36() {
    let mut model = fixture::planned((120, 36));
    let now = model.now;
    let profile = crate::app::insights::fixture::profile(200, &now);
    update(&mut model, Msg::Learned(profile), &now);
    press(&mut model, "h j j j j j");
    insta::assert_snapshot!(text(&model));
}

#[test]
fn what_could_change_is_shown_before_it_changes_at_120x36() {
    let mut model = fixture::planned((120, 36));
    let (now, proposal) = (model.now, better(&model));
    update(&mut model, Msg::Proposed(proposal.into()), &now);
    press(&mut model, "r j space");
    insta::assert_snapshot!(text(&model));
}

#[test]
fn a_calendar_that_cannot_be_read_is_said_before_everything_else() {
    let mut model = fixture::planned((80, 24));
    let calendar = Calendar {
        id: CalendarId(uuid::Uuid::nil()),
        name: "work".into(),
        path: "/work".into(),
        all_day: AllDay::Busy,
        mine: Vec::new(),
        tentative_free: false,
        disabled: false,
    };
    let failure = Some("no such file or folder".to_owned());
    let health = Health { calendar, read: None, print: 0, events: 0, faults: Vec::new(), failure };
    let now = model.now;
    update(&mut model, Msg::Calendars(vec![health]), &now);
    insta::assert_snapshot!(text(&model));
}

#[test]
fn without_colours_a_proposed_a_pinned_and_a_missed_block_differ_in_shape_and_word() {
    let model = fixture::planned((160, 50));
    let shown = text(&model);
    assert!(shown.contains("▌ 08:30–09:00  missed"), "{shown}");
    assert!(shown.contains("█ 13:15–14:00  45m  pinned"), "{shown}");
    let shown = text(&fixture::proposed((160, 50)));
    assert!(shown.contains("╎ 13:15–14:00  45m  proposed"), "{shown}");
}

#[test]
fn a_block_in_the_hand_shows_where_it_would_be_put() {
    let mut model = fixture::planned((120, 36));
    let block = model.plan.blocks.iter().find(|b| b.start == at("16:00")).unwrap().which;
    let span = Span::new(at("16:15"), at("17:30"));
    model.plan.drag = Some(Drag { which: block, row: 0, span });
    crate::app::recorded::replanned(&mut model);
    assert!(text(&model).contains("16:15–17:30"));
}

#[test]
fn a_block_that_begins_now_has_its_name_once() {
    // Nothing was done today and nothing else is planned: it has the whole line.
    let known = crate::app::fixture::state();
    let mut proposal = fixture::proposal(&known);
    let day = &mut proposal.days[0];
    day.stretches.retain(|stretch| matches!(stretch.kind, Kind::Task(_)));
    day.stretches.truncate(1);
    let Kind::Task(proposed) = &mut day.stretches[0].kind else { panic!("{day:?}") };
    let task = known.task(proposed.put.task).unwrap().clone();
    let (title, mut state) = (task.title.clone(), State::new(500));
    state.load_task(task, 0);
    let mut model = crate::app::fixture::loaded((120, 36), state);
    let now = model.now;
    let end = now.at.plus_seconds(5400);
    (proposed.put.start, proposed.put.end) = (now.at, end);
    (day.stretches[0].start, day.stretches[0].end) = (now.at, end);
    update(&mut model, Msg::Proposed(proposal.into()), &now);
    let shown = text(&model);
    let left = shown.lines().map(|line| line.chars().take(50).collect::<String>());
    let names = left.filter(|line| line.contains(&title[..10])).count();
    assert_eq!(names, 1, "{shown}");
}
