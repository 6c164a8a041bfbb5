//! What the screens look like, and that no size breaks them.

use super::{ASCII, Theme, view};
use crate::app::plan::fixture as planned;
use crate::app::{Model, Msg, fixture, update};
use crate::config::theme;
use crate::domain::{Change, State};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// The cells that a model is drawn as.
pub(super) fn draw(model: &Model, theme: &Theme) -> Buffer {
    let (w, h) = model.size;
    let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
    terminal.draw(|frame| view(model, theme, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// The rows of a buffer as text, without the spaces at their ends.
pub(crate) fn text(model: &Model) -> String {
    let buffer = draw(model, &Theme::default());
    let rows = buffer.content().chunks(usize::from(buffer.area.width.max(1)));
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        let mut skip = 0;
        for cell in row {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol());
            }
            skip = skip.saturating_sub(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Every state of the screen that looks different, in a terminal of that size.
fn states(size: (u16, u16)) -> Vec<Model> {
    let mut all = vec![fixture::loaded(size, State::new(1))];
    for keys in ["", "a", "w", "?", ":", "x", "e", "g", "z", "j enter", "h j", "esc"] {
        let mut model = fixture::model(size);
        fixture::press(&mut model, keys);
        all.push(model);
    }
    for keys in ["", "h", "h w", "h x", "3", "3 l w", "3 l x", "+"] {
        let mut model = planned::planned(size);
        fixture::press(&mut model, keys);
        all.push(model);
    }
    let mut other = planned::planned(size);
    let (now, proposal) = (other.now, crate::app::plan::tests::better(&other));
    update(&mut other, Msg::Proposed(proposal.into()), &now);
    fixture::press(&mut other, "r");
    all.push(other);
    let mut forgotten = fixture::model(size);
    update(&mut forgotten, Msg::Tick, &fixture::now("17:40"));
    all.push(forgotten);
    let mut adding = fixture::model(size);
    fixture::press(&mut adding, "a");
    fixture::type_text(&mut adding, "Call 日本 #heron due:fridy ~30m @c");
    all.push(adding);
    let mut question = fixture::loaded(size, State::new(1));
    fixture::press(&mut question, "2 2");
    all.push(question);
    all
}

#[test]
fn no_size_breaks_any_screen() {
    let sizes = (0..=40).flat_map(|w| (0..=20).map(move |h| (w, h)));
    let theme = Theme::default();
    for (n, size) in sizes.enumerate() {
        draw(&fixture::model(size), &theme);
        draw(&planned::planned(size), &theme);
        let mut week = planned::planned(size);
        fixture::press(&mut week, "3");
        draw(&week, &theme);
        // The other states in turn: a sweep that takes seconds, not minutes.
        if n % 5 == 0 {
            let states = states(size);
            draw(&states[n / 5 % states.len()], &theme);
        }
    }
}

#[test]
fn a_frame_smaller_than_the_model_believes_is_drawn_as_far_as_it_goes() {
    for model in states((120, 36)) {
        let mut terminal = Terminal::new(TestBackend::new(7, 3)).unwrap();
        terminal.draw(|frame| view(&model, &Theme::default(), frame)).unwrap();
    }
}

#[test]
fn today_at_160x50() {
    insta::assert_snapshot!(text(&fixture::model((160, 50))));
}

#[test]
fn today_at_120x36() {
    insta::assert_snapshot!(text(&fixture::model((120, 36))));
}

#[test]
fn today_at_80x24() {
    insta::assert_snapshot!(text(&fixture::model((80, 24))));
}

#[test]
fn today_at_40x12_still_shows_the_present_and_the_timer() {
    let shown = text(&fixture::model((40, 12)));
    assert!(shown.contains("0:46:00") && shown.contains("11:36 "), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn the_colours_of_today_at_40x12() {
    insta::assert_debug_snapshot!(draw(&fixture::model((40, 12)), &Theme::default()));
}

#[test]
fn a_tick_changes_a_few_cells_only() {
    let mut model = fixture::model((120, 36));
    let before = draw(&model, &Theme::default());
    let mut now = model.now;
    now.at = now.at.plus_seconds(1);
    update(&mut model, Msg::Tick, &now);
    let after = draw(&model, &Theme::default());
    assert!(before.diff(&after).len() <= 2, "{:?}", before.diff(&after));
}

#[test]
fn a_hostile_title_reaches_no_cell_raw() {
    let mut state = fixture::state();
    let mut mint = crate::domain::Mint::new(3, 3);
    let title = "\u{1b}[2J\u{9b}31m\u{202e}evil\u{7f}\nline";
    let task = fixture::task(&mut mint, 500, title, |task| {
        task.priority = crate::domain::Priority::Urgent;
        task.project = Some("a\u{1b}]0;x\u{7}".into());
        task.note = "\u{1b}[31m".into();
    });
    state.apply(&Change::TaskAdded { task: Box::new(task) });
    for keys in ["g g", "g g enter", "g g w", "g g e", "g g x", "s"] {
        let mut model = fixture::loaded((120, 36), state.clone());
        fixture::press(&mut model, keys);
        let buffer = draw(&model, &Theme::default());
        let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        let raw = buffer.content().iter().find(|cell| cell.symbol().chars().any(bad));
        assert_eq!(raw, None, "{keys}");
    }
}

#[test]
fn ascii_glyphs_draw_the_plan_in_ascii_alone() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    for keys in ["", "h", "h w", "h x", "3", "3 l x"] {
        let mut model = planned::planned((120, 36));
        let other = model.state.tasks().find(|task| !task.title.is_ascii()).unwrap().clone();
        model.state.apply(&Change::TaskRemoved { task: Box::new(other) });
        crate::app::recorded::replanned(&mut model);
        fixture::press(&mut model, keys);
        let buffer = draw(&model, &paints);
        // What does not break is a space too.
        let other = buffer
            .content()
            .iter()
            .find(|cell| !cell.symbol().is_ascii() && cell.symbol() != "\u{a0}");
        assert_eq!(other, None, "{keys}");
    }
}

#[test]
fn ascii_glyphs_draw_ascii_alone_where_the_text_is() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    let mut state = fixture::state();
    let other = state.tasks().find(|task| !task.title.is_ascii()).unwrap().clone();
    state.apply(&Change::TaskRemoved { task: Box::new(other) });
    for keys in ["", "a", "?", "w", "x", "3", "5"] {
        let mut model = fixture::loaded((120, 36), state.clone());
        fixture::press(&mut model, keys);
        let buffer = draw(&model, &paints);
        let other = buffer.content().iter().find(|cell| !cell.symbol().is_ascii());
        assert_eq!(other, None, "{keys}");
    }
}

#[test]
fn help_says_all_of_it_in_a_small_window() {
    let mut model = fixture::model((40, 12));
    fixture::press(&mut model, "?");
    fixture::type_text(&mut model, "timer");
    let words: String = text(&model).replace(['│', '┃', '|'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let said = words.join(" ");
    assert!(said.contains("Leave; a running timer runs on"), "{said}");
}

#[test]
fn the_end_of_help_is_a_whole_list_at_any_size() {
    for size in [(40, 12), (80, 24), (160, 50)] {
        let mut model = fixture::model(size);
        fixture::press(&mut model, "?");
        for _ in 0..40 {
            fixture::press(&mut model, "pagedown");
        }
        let shown = text(&model);
        let inside = shown.lines().rev().filter(|line| line.contains('│'));
        let is_said = |line: &str| line.chars().filter(|c| c.is_alphabetic()).count() > 3;
        // What is left is less than an entry takes that is folded into three lines.
        assert!(inside.take(3).any(is_said), "{shown}");
    }
}

#[test]
fn what_a_key_does_to_a_typed_filter_is_said_once() {
    for size in [(120, 36), (80, 24), (40, 12)] {
        let mut model = fixture::model(size);
        let said =
            |model: &Model| ["Enter", "Esc", "Tab"].map(|key| text(model).matches(key).count());
        fixture::press(&mut model, "2 / @");
        assert_eq!(said(&model), [1, 1, 1], "{}", text(&model));
        fixture::press(&mut model, "esc esc f @");
        assert_eq!(said(&model), [1, 1, 0], "{}", text(&model));
    }
}

#[test]
fn only_a_filter_offers_to_complete() {
    let mut model = fixture::model((120, 36));
    fixture::press(&mut model, "2 / @");
    let offers = |model: &Model| text(model).contains("Tab ");
    let filter = offers(&model);
    fixture::press(&mut model, "esc esc f @");
    assert_eq!((filter, offers(&model)), (true, false), "{}", text(&model));
}

#[test]
fn a_task_in_a_small_window_says_whole_hints_and_how_to_close_it() {
    let mut model = fixture::model((40, 12));
    fixture::press(&mut model, "enter");
    let shown = text(&model);
    let keys = shown.lines().rfind(|line| line.contains("Esc")).unwrap();
    assert_eq!(keys.trim_matches(['│', ' ']), "Enter starts   e edits   Esc closes");
}

#[test]
fn a_nudge_waits_at_80x24() {
    use crate::nudge::Rule;
    let model = crate::app::nudges::tests::asked((80, 24), "10:20", Some(Rule::Rest));
    insta::assert_snapshot!(text(&model));
}

#[test]
fn a_nudge_waits_at_40x12() {
    use crate::nudge::Rule;
    let model = crate::app::nudges::tests::asked((40, 12), "10:20", Some(Rule::Rest));
    insta::assert_snapshot!(text(&model));
}

#[test]
fn every_answer_to_what_an_absence_was_can_be_reached_on_a_low_screen() {
    for height in [8, 9, 10, 12] {
        let mut model = fixture::model((40, height));
        let now = fixture::now("15:30");
        let span = crate::domain::Span::new(fixture::at("11:45"), fixture::at("15:30"));
        let heard = crate::domain::HeardId(uuid::Uuid::from_u128(1));
        update(&mut model, Msg::Returned { heard, span }, &now);
        for n in 1..=6 {
            let shown = text(&model);
            assert!(shown.contains(&format!("▌ {n}  ")), "{height}: {n}\n{shown}");
            assert!(!shown.contains('…') || shown.contains("The timer ran on"), "{shown}");
            fixture::press(&mut model, "down");
        }
    }
}

#[test]
fn what_an_absence_was_is_asked_at_80x24() {
    let mut model = fixture::model((80, 24));
    let now = fixture::now("12:10");
    let span = crate::domain::Span::new(fixture::at("11:45"), fixture::at("12:10"));
    let heard = crate::domain::HeardId(uuid::Uuid::from_u128(1));
    update(&mut model, Msg::Returned { heard, span }, &now);
    insta::assert_snapshot!(text(&model));
}
