//! What the Log screen looks like, and that no size breaks it.

use crate::app::log::fixture;
use crate::app::{Model, Msg, fixture as world, update};
use crate::config::theme;
use crate::domain::Change;
use crate::ui::tests::{draw, text};
use crate::ui::{ASCII, Theme};

/// The screen after some keys, at that size.
fn after(size: (u16, u16), keys: &str) -> Model {
    let mut model = fixture::model(size);
    world::press(&mut model, keys);
    model
}

const STATES: [&str; 9] = ["", "[", "g g", "k k", "A", "f", "e", "[ [ [ [", "F"];

#[test]
fn no_size_breaks_the_log() {
    let sizes = (0..=40).flat_map(|w| (0..=20).map(move |h| (w, h)));
    let wide = [(61, 16), (80, 24), (99, 27), (119, 36), (120, 20), (300, 80)];
    for (n, size) in sizes.chain(wide).enumerate() {
        for keys in ["", STATES[n % STATES.len()]] {
            draw(&after(size, keys), &Theme::default());
        }
    }
}

#[test]
fn log_at_160x50() {
    insta::assert_snapshot!(text(&after((160, 50), "g g j j j j")));
}

#[test]
fn log_at_120x36() {
    insta::assert_snapshot!(text(&after((120, 36), "")));
}

#[test]
fn log_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), "k k")));
}

#[test]
fn log_at_40x12() {
    insta::assert_snapshot!(text(&after((40, 12), "")));
}

#[test]
fn a_session_being_edited_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), "g g j j e")));
}

#[test]
fn a_gap_being_filled_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), "k k f s t")));
}

#[test]
fn a_day_without_anything_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), "H")));
}

#[test]
fn the_night_when_the_clocks_go_back_at_80x24() {
    let mut model = after((80, 24), "");
    model.log.day = "2026-10-24".parse().ok();
    crate::app::log::derive(&mut model);
    insta::assert_snapshot!(text(&model));
}

#[test]
fn hostile_titles_and_notes_reach_no_cell_raw() {
    let mut state = fixture::state();
    let old = state.sessions().find(|s| s.start == world::at("09:15")).unwrap().clone();
    let mut new = old.clone();
    new.note = "\u{1b}[2J\u{202e}evil\u{7f}\n\u{9b}31m".into();
    new.kind = Some("\u{1b}]0;x\u{7}".into());
    new.task = None;
    new.interruptions[0].reason = "\u{1b}c".into();
    let change = Change::session(&old, &new).unwrap();
    assert!(state.apply(&change));
    let mut model = world::loaded((160, 50), state);
    world::press(&mut model, "5 g g j j j j");
    for keys in ["", "e", "esc n", "esc f"] {
        world::press(&mut model, keys);
        let buffer = draw(&model, &Theme::default());
        let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        let raw = buffer.content().iter().find(|cell| cell.symbol().chars().any(bad));
        assert_eq!(raw, None, "{keys}");
    }
}

#[test]
fn ascii_glyphs_draw_ascii_alone() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    for keys in ["", "[", "e", "g g"] {
        let buffer = draw(&after((120, 36), keys), &paints);
        let other = buffer.content().iter().find(|cell| !cell.symbol().is_ascii());
        assert_eq!(other, None, "{keys}");
    }
}

/// The screen on a day that was closed with that note.
fn closed(size: (u16, u16), note: &str) -> String {
    let mut model = after(size, "");
    let (at, day) = (world::at("11:30"), model.now.day());
    let closing = crate::domain::Closing { day, at, note: note.into() };
    model.state.apply(&Change::DayClosed { closing });
    text(&model)
}

#[test]
fn what_was_noted_when_the_day_was_closed_is_read_where_the_day_is_looked_at() {
    for size in [(160, 50), (120, 36), (80, 24)] {
        let shown = closed(size, "Finish the figures first.");
        assert!(shown.contains("▌ Closed 11:30: Finish the figures first."), "{shown}");
    }
    let shown = closed((120, 36), " ");
    assert!(shown.contains("today, closed 11:30") && !shown.contains("Closed"), "{shown}");
}

#[test]
fn a_note_of_any_length_and_kind_leaves_room_for_the_day_and_reaches_no_terminal_raw() {
    let hostile = format!("\u{1b}]0;x\u{7}\u{202e}<b>\n{}", "very long ".repeat(1000));
    for size in [(160, 50), (80, 24), (64, 18), (40, 12), (40, 8), (20, 5)] {
        let shown = closed(size, &hostile);
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown}");
    }
    let shown = closed((80, 24), &hostile);
    assert!(shown.contains("␛]0;x␇") && shown.contains("08:55"), "{shown}");
}

#[test]
fn the_mark_of_the_present_leaves_no_half_of_an_hours_number() {
    for minute in 0..60 {
        let mut model = fixture::model((40, 12));
        update(&mut model, Msg::Tick, &world::now(&format!("11:{minute:02}")));
        let shown = text(&model);
        let mark = crate::ui::UNICODE.scroll[0];
        let hours = shown.lines().find(|line| line.contains(mark)).unwrap();
        let numbers = hours.split(|c: char| !c.is_ascii_digit()).filter(|text| !text.is_empty());
        assert!(
            numbers.clone().count() > 2 && numbers.clone().all(|text| text.len() == 2),
            "{hours}"
        );
    }
}
