//! What keys do on the Week screen, as a person would tell it.

use crate::app::fixture::press;
use crate::app::plan::fixture;
use crate::app::tests::{keys, run, toast};
use crate::app::{Effect, Model, Mouse, MouseKind, Msg, update, week};
use crate::domain::Intent;

fn shown(size: (u16, u16)) -> Model {
    let mut model = fixture::planned(size);
    press(&mut model, "3");
    model
}

fn title(model: &Model) -> String {
    let block = week::selected(model).unwrap();
    model.state.task(block.task).unwrap().title.clone()
}

#[test]
fn seven_days_from_today_with_what_is_planned_and_due_on_each() {
    let model = shown((120, 36));
    let days = &model.week.days;
    assert_eq!(days.len(), 7);
    assert_eq!(days[0].day, model.now.day());
    // What is left of 10:45-12:30, then 45 m, 1 h, 1 h 15 m, and the 15 m that are only proposed.
    assert_eq!(days[0].planned_s, 54 * 60 + (45 + 60 + 75 + 15) * 60);
    assert_eq!(days[2].due.len(), 2);
    assert!(!days[3].works && days[4].capacity_s == 0);
}

#[test]
fn a_block_goes_to_the_next_day_and_the_cursor_goes_with_it() {
    let mut model = shown((120, 36));
    run(&mut model, "l");
    let moved = title(&model);
    run(&mut model, "L");
    assert_eq!((title(&model), model.week.day), (moved.clone(), 2));
    run(&mut model, "H H");
    assert_eq!((title(&model), model.week.day), (moved, 1), "today has no room for it");
    assert!(toast(&model).contains("no free 1h30"), "{}", toast(&model));
}

#[test]
fn nothing_goes_to_a_day_that_is_over() {
    let mut model = shown((120, 36));
    run(&mut model, "G");
    assert_eq!(keys(&mut model, "H"), []);
    assert!(model.toast.as_ref().is_some_and(|toast| toast.text.contains("over")));
}

#[test]
fn a_whole_day_is_agreed_to_at_once() {
    let mut model = shown((120, 36));
    run(&mut model, "l");
    let effects = keys(&mut model, "A");
    let [Effect::Do(Intent::Plan { put, .. })] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(put.len(), 1, "what was agreed to before is no part of it");
}

#[test]
fn a_click_selects_the_block_under_it() {
    let mut model = shown((120, 36));
    let parts = week::layout(&model);
    let grid = week::grid::grid(&model, parts.grid.h);
    let row = grid.days[1].iter().position(Option::is_some).unwrap();
    let area = parts.of_day(parts.grid, 1);
    let at =
        Mouse { kind: MouseKind::Press, x: area.x + 3, y: area.y + u16::try_from(row).unwrap() };
    let now = model.now;
    update(&mut model, Msg::Mouse(at), &now);
    assert_eq!((model.week.day, model.week.block), (1, 0));
}

#[test]
fn the_second_week_follows_the_first() {
    let mut model = shown((120, 36));
    run(&mut model, "]");
    assert_eq!(model.week.days[0].day.to_string(), "2026-12-02");
    run(&mut model, "[");
    assert_eq!(model.week.days[0].day, model.now.day());
}
