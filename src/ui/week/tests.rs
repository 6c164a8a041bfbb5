//! What the Week screen looks like.

use crate::app::fixture::press;
use crate::app::plan::fixture;
use crate::app::week::Day;
use crate::app::{Model, fixture as made_up};
use crate::domain::State;
use crate::ui::tests::text;

fn shown(size: (u16, u16)) -> Model {
    let mut model = fixture::planned(size);
    press(&mut model, "3");
    model
}

#[test]
fn week_at_160x50() {
    insta::assert_snapshot!(text(&shown((160, 50))));
}

#[test]
fn week_at_120x36() {
    insta::assert_snapshot!(text(&shown((120, 36))));
}

#[test]
fn week_at_80x24() {
    insta::assert_snapshot!(text(&shown((80, 24))));
}

#[test]
fn week_at_40x12() {
    insta::assert_snapshot!(text(&shown((40, 12))));
}

#[test]
fn a_week_with_nothing_in_it_says_how_to_begin() {
    let mut model = made_up::loaded((80, 24), State::new(2));
    press(&mut model, "esc 3");
    insta::assert_snapshot!(text(&model));
}

#[test]
fn a_day_to_come_without_room_is_taken_and_no_day_that_has_been() {
    let model = shown((120, 36));
    let day =
        |at: usize| Day { planned_s: 0, capacity_s: 0, works: true, ..model.week.days[at].clone() };
    assert_eq!(super::load(&day(0), &model.now).0, "over");
    assert_eq!(super::load(&day(1), &model.now).0, "taken");
    let off = Day { works: false, ..day(1) };
    assert_eq!(super::load(&off, &model.now).0, "off");
}
