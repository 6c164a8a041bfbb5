//! What the Tasks screen looks like, and that no size breaks it.

use crate::app::fixture;
use crate::app::{Model, Screen, overlay};
use crate::config::theme;
use crate::domain::{Change, Mint, Priority, State, Status, TaskId};
use crate::ui::tests::{draw, text};
use crate::ui::{ASCII, Theme};

/// The working day with tasks in every standing.
fn state() -> State {
    let mut state = fixture::state();
    let mut mint = Mint::new(11, 1_795_593_700_000);
    let of = |state: &State, no| state.task_no(crate::domain::TaskNo(no)).map(|task| task.id);
    let waits: Vec<TaskId> = of(&state, 142).into_iter().chain(of(&state, 151)).collect();
    let m = &mut mint;
    let tasks = [
        fixture::task(m, 170, "Submit the camera-ready version", |t| {
            t.project = Some("paper".into());
            t.priority = Priority::Urgent;
            t.after.clone_from(&waits);
        }),
        fixture::task(m, 171, "Water the plants", |t| t.every = Some(".+3d".into())),
        fixture::task(m, 172, "Hear back from the landlord", |t| t.status = Status::Waiting),
        fixture::task(m, 173, "Renew the passport", |t| t.from = Some(fixture::at("18:00"))),
        fixture::task(m, 90, "Set up the laptop", |t| {
            t.status = Status::Done;
            t.closed = Some(fixture::at("09:00"));
        }),
    ];
    for task in tasks {
        state.apply(&Change::TaskAdded { task: Box::new(task) });
    }
    let noted = state.task_no(crate::domain::TaskNo(142)).cloned().unwrap();
    let mut with_note = noted.clone();
    with_note.note = "Say how the sessions were sampled.\nAna has the numbers for the second \
                      cohort, ask her before Friday."
        .into();
    state.apply(&Change::task(&noted, &with_note).unwrap());
    state
}

fn model(size: (u16, u16), keys: &str, typed: &str) -> Model {
    let mut model = fixture::loaded(size, state());
    fixture::press(&mut model, "2");
    fixture::press(&mut model, keys);
    fixture::type_text(&mut model, typed);
    model
}

#[test]
fn tasks_at_160x50() {
    insta::assert_snapshot!(text(&model((160, 50), "", "")));
}

#[test]
fn tasks_at_120x36() {
    insta::assert_snapshot!(text(&model((120, 36), "j space space", "")));
}

#[test]
fn tasks_at_80x24() {
    insta::assert_snapshot!(text(&model((80, 24), "", "")));
}

#[test]
fn tasks_at_40x12() {
    insta::assert_snapshot!(text(&model((40, 12), "", "")));
}

#[test]
fn a_filter_with_a_mistake_at_120x36() {
    insta::assert_snapshot!(text(&model((120, 36), "/", "project:heron due:fridy +q")));
}

#[test]
fn finding_at_80x24() {
    insta::assert_snapshot!(text(&model((80, 24), "f", "rvw")));
}

#[test]
fn the_letters_that_were_searched_for_stand_out() {
    let model = model((80, 24), "f", "fl tst");
    let buffer = draw(&model, &Theme::default());
    let found = Theme::default().style(theme::Role::Match);
    let letters: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.fg == found.fg.unwrap() && cell.modifier.contains(found.add_modifier))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert!(letters.starts_with("fltst"), "{letters}");
}

#[test]
fn by_due_with_closed_ones_at_120x36() {
    insta::assert_snapshot!(text(&model((120, 36), "o .", "")));
}

#[test]
fn no_size_breaks_it() {
    let ways = ["", "o", "o o . V", "/", "f", "l j j", "G", "space j space"];
    for w in 0..=40 {
        for h in 0..=20 {
            let way = ways[usize::from(w + h) % ways.len()];
            draw(&model((w, h), way, "due:x 日本"), &Theme::default());
        }
    }
    for size in [(60, 19), (61, 25), (103, 30), (104, 4), (104, 30), (250, 3), (300, 90)] {
        for way in ways {
            draw(&model(size, way, "fri"), &Theme::default());
        }
    }
}

#[test]
fn a_model_that_is_resized_keeps_its_selection_in_sight() {
    let mut model = model((160, 50), "G", "");
    let selected = model.tasks.selected;
    for size in [(40, 12), (20, 5), (120, 36), (80, 24)] {
        let now = model.now;
        crate::app::update(&mut model, crate::app::Msg::Resize(size.0, size.1), &now);
        assert_eq!(model.tasks.selected, selected);
        let rows = crate::app::tasks::layout::list_rows(&model);
        let shown = model.tasks.list.visible(model.tasks.rows.len(), rows.max(1));
        assert!(shown.contains(&model.tasks.list.selected), "{size:?}");
    }
}

#[test]
fn hostile_words_reach_no_cell_raw() {
    let mut state = state();
    let evil = "\u{1b}[2J\u{9b}31m\u{202e}evil\u{7f}\nline";
    let task = fixture::task(&mut Mint::new(3, 3), 500, evil, |task| {
        task.priority = Priority::Urgent;
        task.due = Some(crate::domain::Due { at: fixture::at("09:00"), hard: true });
        task.project = Some(evil.into());
        task.kind = Some(evil.into());
        task.tags = vec![evil.into()];
        task.at = Some(evil.into());
        task.every = Some(evil.into());
        task.note = evil.into();
    });
    state.apply(&Change::TaskAdded { task: Box::new(task) });
    for keys in ["", "o o", "o o o", "enter", "/ e v i l", "f e v i l"] {
        for size in [(160, 50), (80, 24)] {
            let mut model = fixture::loaded(size, state.clone());
            fixture::press(&mut model, "2 g g");
            fixture::press(&mut model, keys);
            let buffer = draw(&model, &Theme::default());
            let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            let raw = buffer.content().iter().find(|cell| cell.symbol().chars().any(bad));
            assert_eq!(raw, None, "{keys}");
        }
    }
}

#[test]
fn ascii_glyphs_draw_ascii_alone_where_the_text_is() {
    let paints = Theme::new(theme::Theme::mono(), &ASCII);
    let mut state = state();
    let other = state.tasks().find(|task| !task.title.is_ascii()).cloned().unwrap();
    state.apply(&Change::TaskRemoved { task: Box::new(other) });
    for keys in ["", "o", ". V", "/ due:x space", "l"] {
        let mut model = fixture::loaded((80, 24), state.clone());
        fixture::press(&mut model, "2");
        fixture::press(&mut model, keys.split(" due").next().unwrap());
        assert_eq!((model.screen, model.overlays.is_empty()), (Screen::Tasks, true));
        let buffer = draw(&model, &paints);
        let other = buffer.content().iter().find(|cell| !cell.symbol().is_ascii());
        assert_eq!(other, None, "{keys}");
    }
}

#[test]
fn the_overlays_lie_over_it() {
    for keys in ["a", "e", "x", "w", "V e", "?", ":"] {
        let model = model((80, 24), keys, "");
        assert!(model.overlays.last().map(overlay::Overlay::context).is_some(), "{keys}");
        draw(&model, &Theme::default());
    }
}
