//! The question of who comes back, as it is answered.

use super::super::absences::Habits;
use super::*;
use crate::app::tests::{carry_out, keys, run};
use crate::app::{Msg, fixture, update};
use crate::domain::{Heard, Sound};
use uuid::Uuid;

fn id(n: u128) -> HeardId {
    HeardId(Uuid::from_u128(n))
}

fn span(from: &str, to: &str) -> Span {
    Span::new(fixture::at(from), fixture::at(to))
}

/// The day, back at that time after absences.
fn back(now: &str, absences: &[(&str, &str)]) -> Model {
    let mut model = fixture::model((80, 24));
    let now = fixture::now(now);
    for (n, (from, to)) in (1..).zip(absences) {
        let heard = id(n);
        let effects = update(&mut model, Msg::Returned { heard, span: span(from, to) }, &now);
        assert!(effects.contains(&Effect::Recall));
    }
    model
}

fn question(model: &Model) -> &Away {
    match model.overlays.last() {
        Some(Overlay::Away(away)) => away,
        other => panic!("{other:?}"),
    }
}

fn explained(explained: Explained) -> Effect {
    Effect::Account(vec![id(1)], explained)
}

fn away(from: &str, to: &str, was: Was) -> Effect {
    Effect::Do(Intent::Away { span: span(from, to), was })
}

#[test]
fn enter_says_that_a_short_absence_was_a_break_and_it_is_asked_once() {
    let mut model = back("12:10", &[("11:45", "12:10")]);
    let effects = keys(&mut model, "enter");
    assert_eq!(effects, [away("11:45", "12:10", Was::Break), explained(Explained::Break)]);
    carry_out(&mut model, effects);
    assert!(model.overlays.is_empty());
    let pause = model.state.breaks().next_back().unwrap();
    assert_eq!((pause.start, pause.end), (fixture::at("11:45"), Some(fixture::at("12:10"))));
    assert_eq!(model.state.running().unwrap().start, fixture::at("12:10"));
}

#[test]
fn after_a_long_absence_the_work_was_over() {
    let mut model = back("15:30", &[("11:45", "15:30")]);
    assert_eq!(question(&model).choices[0], Choice::Ended);
    let ended = Effect::Do(Intent::Settle(Forgotten::EndedAt(fixture::at("11:45"))));
    assert_eq!(keys(&mut model, "enter"), [ended, explained(Explained::Break)]);
}

#[test]
fn digits_choose_and_each_answer_is_kept_for_the_next_question() {
    for (key, was, kept) in
        [("2", Was::Keep, Explained::Keep), ("5", Was::Discard, Explained::Discard)]
    {
        let mut model = back("12:10", &[("11:45", "12:10")]);
        assert_eq!(keys(&mut model, key), [away("11:45", "12:10", was), explained(kept)]);
    }
}

#[test]
fn another_task_is_found_by_its_letters() {
    let mut model = back("12:10", &[("11:45", "12:10")]);
    run(&mut model, "3");
    fixture::type_text(&mut model, "flaky");
    run(&mut model, "enter");
    assert!(model.overlays.is_empty(), "the question below is answered too");
    let task = |model: &Model, from: &str| {
        let session = model.state.sessions().find(|one| one.start == fixture::at(from));
        let task = session.and_then(|one| one.task).and_then(|id| model.state.task(id));
        task.map(|task| task.title.clone()).unwrap_or_default()
    };
    assert_eq!(task(&model, "11:45"), "Fix the flaky import test");
    assert_eq!(task(&model, "12:10"), "Draft the methods section");
}

#[test]
fn work_until_a_time_and_then_a_break() {
    let mut model = back("12:10", &[("11:40", "12:10")]);
    run(&mut model, "4");
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("no line") };
    assert_eq!(line.edit.text(), "11:55", "the middle");
    run(&mut model, "backspace backspace");
    fixture::type_text(&mut model, "35");
    run(&mut model, "enter");
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("it was taken") };
    let error = line.error.as_ref().unwrap();
    assert_eq!(error.message, "11:35 is not between 11:40 and 12:10");
    run(&mut model, "backspace backspace");
    fixture::type_text(&mut model, "50");
    run(&mut model, "enter");
    assert!(model.overlays.is_empty());
    let pause = model.state.breaks().next_back().unwrap();
    assert_eq!((pause.start, pause.end), (fixture::at("11:50"), Some(fixture::at("12:10"))));
}

#[test]
fn each_of_several_absences_is_asked_about_by_itself_the_earliest_first() {
    let mut model = back("12:40", &[("11:40", "11:50"), ("12:00", "12:05"), ("12:20", "12:40")]);
    assert_eq!(question(&model).absence.spans, [span("11:40", "11:50")]);
    assert_eq!(question(&model).later.len(), 2);
    run(&mut model, "enter");
    assert_eq!(question(&model).absence.spans, [span("12:00", "12:05")]);
    run(&mut model, "2");
    assert_eq!(question(&model).absence.spans, [span("12:20", "12:40")]);
    run(&mut model, "4 backspace backspace");
    fixture::type_text(&mut model, "30");
    run(&mut model, "enter");
    assert!(model.overlays.is_empty());
    let breaks: Vec<Moment> = model.state.breaks().rev().take(2).map(|pause| pause.start).collect();
    assert_eq!(breaks, ["12:30", "11:40"].map(fixture::at), "the second was work");
    assert_eq!(model.state.running().unwrap().start, fixture::at("12:40"));
}

#[test]
fn what_comes_after_a_gap_of_the_clock_waits_for_its_answer() {
    let mut model = fixture::model((80, 24));
    let now = fixture::now("12:40");
    let (from, to) = (fixture::at("11:40"), fixture::at("11:50"));
    update(&mut model, Msg::Away { from, to }, &now);
    run(&mut model, "j");
    let later = Msg::Returned { heard: id(1), span: span("12:20", "12:40") };
    update(&mut model, later, &now);
    run(&mut model, "a");
    assert_eq!(
        (question(&model).selected, &question(&model).absence.spans[..]),
        (1, &[span("11:40", "11:50")][..])
    );
    run(&mut model, "enter");
    assert_eq!(question(&model).absence.spans, [span("12:20", "12:40")]);
}

#[test]
fn who_had_stopped_is_asked_about_nothing_that_came_later() {
    let mut model = back("16:00", &[("11:45", "15:30"), ("15:40", "15:50")]);
    run(&mut model, "enter");
    assert!(model.overlays.is_empty() && model.state.running().is_none());
}

#[test]
fn several_absences_can_be_one_question_and_one_step() {
    let mut model = back("12:40", &[("11:40", "11:50"), ("12:00", "12:05"), ("12:20", "12:40")]);
    assert_eq!(model.overlays.len(), 1);
    run(&mut model, "a");
    assert_eq!(question(&model).later, []);
    run(&mut model, "a");
    assert_eq!((question(&model).absence.heard.len(), question(&model).later.len()), (1, 2));
    run(&mut model, "a");
    assert_eq!(question(&model).absence.heard, [id(3), id(2), id(1)], "the latest first");
    assert!(!question(&model).choices.contains(&Choice::Split), "of which one?");
    let effects = keys(&mut model, "enter");
    assert_eq!(effects.len(), 2);
    carry_out(&mut model, effects);
    let starts: Vec<Moment> = model.state.breaks().rev().take(3).map(|pause| pause.start).collect();
    assert_eq!(starts, ["12:20", "12:00", "11:40"].map(fixture::at));
}

#[test]
fn what_grows_while_it_is_asked_about_is_one_absence() {
    let mut model = back("12:10", &[("11:45", "12:00")]);
    let now = fixture::now("12:20");
    let grown = Msg::Returned { heard: id(1), span: span("11:45", "12:20") };
    update(&mut model, grown, &now);
    assert_eq!(question(&model).absence.spans, [span("11:45", "12:20")]);
}

#[test]
fn what_similar_absences_were_is_selected_unless_the_person_has_moved() {
    let heard = |n: u128| Heard {
        id: id(n),
        start: fixture::at("11:50"),
        end: Some(fixture::at("12:20")),
        noticed: fixture::at("11:52"),
        what: Sound::Locked,
        explained: Some(Explained::Keep),
    };
    let mut habits = Habits::default();
    habits.take(&heard(7));
    let now = fixture::now("12:10");
    let mut model = back("12:10", &[("11:45", "12:10")]);
    update(&mut model, Msg::Recalled(Box::new(habits)), &now);
    let at = question(&model).selected;
    assert_eq!(question(&model).choices[at], Choice::Keep);
    let mut moved = back("12:10", &[("11:45", "12:10")]);
    run(&mut moved, "j j");
    update(&mut moved, Msg::Recalled(Box::new(habits)), &now);
    assert_eq!(question(&moved).selected, 2);
}

#[test]
fn what_it_turned_out_to_be_is_said() {
    let said = |key: &str| {
        let mut model = back("12:10", &[("11:45", "12:10")]);
        let effects = keys(&mut model, key);
        carry_out(&mut model, effects);
        crate::app::tests::toast(&model).to_owned()
    };
    let title = "142 Draft the methods section";
    assert_eq!(said("1"), format!("11:45–12:10 was a break; {title} goes on"));
    assert_eq!(said("2"), format!("All of it was work: {title}"));
    assert_eq!(said("5"), format!("Left the while out; {title} goes on"));
}
