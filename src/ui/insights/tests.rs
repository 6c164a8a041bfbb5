//! What the Insights screen looks like, and that no size breaks it.

use crate::app::insights::{Looking, fixture};
use crate::app::{Model, Msg, fixture as world, update};
use crate::config::theme;
use crate::domain::{Change, Mode, TaskType};
use crate::learn::backtest::{HoursBacktest, LookBack, Progress};
use crate::ui::tests::{draw, text};
use crate::ui::{ASCII, Theme};
use ratatui::buffer::Cell;
use std::sync::Arc;

/// The screen after that many sessions and some keys, at that size.
fn after(size: (u16, u16), sessions: u32, keys: &str) -> Model {
    let mut model = fixture::model(size, sessions);
    world::press(&mut model, keys);
    model
}

/// A look back has found something.
fn looked_back(mut model: Model) -> Model {
    let pairs = (0..60).map(|n| (f64::from(n) / 20.0, u8::try_from(2 + n / 20).unwrap())).collect();
    let hours = HoursBacktest { predicted: 60, covered: 48, pairs, ..HoursBacktest::default() };
    let pace = crate::learn::pace::PaceBacktest::default();
    let now = model.now;
    model.insights.looking = Looking::Back(Progress::default());
    let mut profile = model.learned.as_deref().unwrap().clone();
    profile.verdict = Some(hours.verdict(now.day()));
    let found = Arc::new(LookBack { hours, pace });
    update(&mut model, Msg::LookedBack(Arc::new(profile), found), &now);
    model
}

#[test]
fn no_size_breaks_the_insights() {
    let ready = looked_back(after((10, 10), 200, "j"));
    let early = after((10, 10), 6, "");
    let none = after((10, 10), 0, "");
    let sizes = (0..=44).flat_map(|w| (0..=22).map(move |h| (w, h)));
    let wide = [(71, 16), (72, 9), (80, 24), (99, 27), (119, 36), (139, 20), (140, 9), (300, 80)];
    for (n, (w, h)) in sizes.chain(wide).enumerate() {
        let mut model = [&ready, &early, &none, &ready][n % 4].clone();
        let now = model.now;
        update(&mut model, Msg::Resize(w, h), &now);
        draw(&model, &Theme::default());
        world::press(&mut model, "w");
        draw(&model, &Theme::default());
    }
}

#[test]
fn insights_at_160x50() {
    insta::assert_snapshot!(text(&looked_back(after((160, 50), 200, "j"))));
}

#[test]
fn insights_at_120x36() {
    insta::assert_snapshot!(text(&after((120, 36), 200, "")));
}

#[test]
fn insights_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 200, "j")));
}

#[test]
fn insights_at_40x12() {
    insta::assert_snapshot!(text(&after((40, 12), 200, "")));
}

#[test]
fn too_little_to_say_anything_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 14, "")));
}

#[test]
fn nothing_learned_yet_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 0, "")));
}

#[test]
fn why_the_hours_are_what_they_are_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 200, "j w")));
}

#[test]
fn before_anything_was_learned_it_says_so_and_why_when_it_can_t() {
    let mut model = world::model((80, 24));
    world::press(&mut model, "4");
    assert!(text(&model).contains("Learning from your log"));
    let now = model.now;
    update(&mut model, Msg::NotLearned("the \u{1b}[2Jdisk".into()), &now);
    assert!(text(&model).contains("Nothing could be learned: the ␛[2Jdisk"));
}

#[test]
fn ascii_glyphs_draw_ascii_alone() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    for (sessions, keys) in [(200, "j"), (200, "w"), (6, ""), (0, "")] {
        let model = after((120, 36), sessions, keys);
        let buffer = draw(&model, &paints);
        let other = buffer.content().iter().find(|cell| !cell.symbol().is_ascii());
        assert_eq!(other, None, "{sessions} {keys}");
    }
}

#[test]
fn a_hostile_name_reaches_no_cell_raw() {
    let mut model = after((120, 36), 200, "j");
    let now = model.now;
    let name = "\u{1b}[2J\u{202e}evil\u{7f}\n\u{9b}31m";
    model.state.apply(&Change::TypeAdded { kind: TaskType::new(name, Mode::Deep), place: None });
    let mut profile = model.learned.as_deref().unwrap().clone();
    profile.kinds[0] = name.into();
    update(&mut model, Msg::Learned(Arc::new(profile)), &now);
    for keys in ["", "G", "w", "esc m"] {
        world::press(&mut model, keys);
        let buffer = draw(&model, &Theme::default());
        let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        let raw = buffer.content().iter().find(|cell| cell.symbol().chars().any(bad));
        assert_eq!(raw, None, "{keys}");
    }
}

#[test]
fn without_colours_heights_say_it_at_80x24() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    let buffer = draw(&after((80, 24), 200, "j"), &paints);
    let symbols = |row: &[Cell]| row.iter().map(Cell::symbol).collect::<String>();
    let rows: Vec<String> = buffer.content().chunks(80).map(symbols).collect();
    let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
    insta::assert_snapshot!(rows.join("\n"));
}
