//! What the Balance screen looks like, and that no size breaks it.

use crate::app::balance::fixture;
use crate::app::{Model, Msg, fixture as world, update};
use crate::config::theme;
use crate::ui::tests::{draw, text};
use crate::ui::{ASCII, Theme};
use ratatui::buffer::Cell;

/// The screen after that many weeks and some keys, at that size.
fn after(size: (u16, u16), weeks: i64, keys: &str) -> Model {
    let mut model = fixture::model(size, weeks);
    world::press(&mut model, keys);
    model
}

#[test]
fn no_size_breaks_the_balance() {
    let states = [after((10, 10), 20, "j"), after((10, 10), 2, ""), after((10, 10), 0, "")];
    let sizes = (0..=44).flat_map(|w| (0..=22).map(move |h| (w, h)));
    let wide = [(71, 16), (72, 9), (80, 24), (99, 27), (119, 36), (139, 20), (160, 50), (300, 80)];
    for (n, (w, h)) in sizes.chain(wide).enumerate() {
        let mut model = states[n % 3].clone();
        let now = model.now;
        update(&mut model, Msg::Resize(w, h), &now);
        draw(&model, &Theme::default());
        world::press(&mut model, "w");
        draw(&model, &Theme::default());
    }
}

#[test]
fn balance_at_160x50() {
    insta::assert_snapshot!(text(&after((160, 50), 20, "j")));
}

#[test]
fn balance_at_120x36() {
    insta::assert_snapshot!(text(&after((120, 36), 20, "")));
}

#[test]
fn balance_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 20, "")));
}

#[test]
fn balance_at_40x12() {
    insta::assert_snapshot!(text(&after((40, 12), 20, "")));
}

#[test]
fn the_first_two_weeks_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 2, "")));
}

#[test]
fn no_work_yet_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 0, "")));
}

#[test]
fn the_days_behind_a_sign_at_80x24() {
    insta::assert_snapshot!(text(&after((80, 24), 20, "w")));
}

#[test]
fn before_the_figures_have_come_it_says_so_and_why_when_they_can_t() {
    let mut model = world::model((80, 24));
    world::press(&mut model, "6");
    assert!(text(&model).contains("This week"));
    let now = model.now;
    update(&mut model, Msg::NotWeighed("the \u{1b}[2Jdisk".into()), &now);
    assert!(text(&model).contains("The balance can't be told: the ␛[2Jdisk"));
}

#[test]
fn ascii_glyphs_draw_ascii_alone() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    for (weeks, keys) in [(20, "j"), (20, "w"), (2, ""), (0, "")] {
        for size in [(160, 50), (80, 24), (40, 12)] {
            let buffer = draw(&after(size, weeks, keys), &paints);
            let other = buffer.content().iter().find(|cell| !cell.symbol().is_ascii());
            assert_eq!(other, None, "{weeks} {keys}");
        }
    }
}

#[test]
fn without_colours_shapes_say_it_at_80x24() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    let buffer = draw(&after((80, 24), 20, "j"), &paints);
    let symbols = |row: &[Cell]| row.iter().map(Cell::symbol).collect::<String>();
    let rows: Vec<String> = buffer.content().chunks(80).map(symbols).collect();
    let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
    insta::assert_snapshot!(rows.join("\n"));
}
