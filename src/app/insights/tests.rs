//! What the keys of the Insights screen do, and when there is something to learn.

use super::{Figure, Looking, Subject, fixture, words};
use crate::app::overlay::why::About;
use crate::app::{Effect, Model, Msg, Overlay, Screen, Tone, fixture as world, update};
use crate::domain::{Intent, Mint, Mode, Objection, State, decide};
use crate::input::Key;
use crate::learn::backtest::{Progress, look_back};
use crate::learn::{Evidence, Habits};
use std::sync::Arc;

fn insights() -> Model {
    fixture::model((120, 36), 200)
}

fn keys(model: &mut Model, keys: &str) -> Vec<Effect> {
    let now = model.now;
    let press = |key: &str| update(model, Msg::Key(key.parse::<Key>().unwrap()), &now);
    keys.split_whitespace().flat_map(press).collect()
}

/// Carries intents out as the store would.
fn run(model: &mut Model, pressed: &str) -> Vec<Effect> {
    let now = model.now;
    let mut more = Vec::new();
    for effect in keys(model, pressed) {
        let Effect::Do(intent) = effect else { panic!("{effect:?}") };
        let decision = decide(&model.state, &intent, &now, &mut Mint::new(5, 5)).unwrap();
        let (verb, subject) = (decision.verb.to_owned(), decision.subject);
        let recorded = Msg::Recorded { verb, subject, changes: decision.changes, seq: 41 };
        more.extend(update(model, recorded, &now));
    }
    more
}

#[test]
fn the_kinds_of_work_stand_below_all_work_in_the_person_s_order() {
    let model = insights();
    let titles: Vec<&str> = model.insights.subjects.iter().map(Subject::title).collect();
    let order: Vec<&str> = model.state.types().iter().map(|kind| kind.name.as_str()).collect();
    let place = |name: &str| order.iter().position(|kind| *kind == name);
    assert_eq!(titles[0], "All work");
    assert!(titles[1..].is_sorted_by_key(|title| place(title)), "{titles:?}");
    assert_eq!(titles.len(), 4);
}

#[test]
fn the_selection_stays_on_its_kind_when_more_was_learned() {
    let mut model = insights();
    keys(&mut model, "j j");
    let before = model.insights.selected.clone();
    let now = model.now;
    update(&mut model, Msg::Learned(fixture::profile(60, &now)), &now);
    assert_eq!(model.insights.selected, before);
    update(&mut model, Msg::Learned(fixture::profile(0, &now)), &now);
    assert_eq!(model.insights.selected, Subject::All);
    keys(&mut model, "G k j w m");
}

#[test]
fn muting_is_one_step_and_the_same_key_takes_it_back() {
    let mut model = insights();
    keys(&mut model, "j");
    let Subject::Kind(kind) = model.insights.selected.clone() else { panic!("a kind") };
    assert_eq!(run(&mut model, "m"), [Effect::Learn, Effect::Propose]);
    assert_eq!(model.state.kind(&kind).unwrap().objection, Some(Objection::Muted));
    run(&mut model, "D");
    assert_eq!(model.state.kind(&kind).unwrap().objection, Some(Objection::Disputed));
    run(&mut model, "D");
    assert_eq!(model.state.kind(&kind).unwrap().objection, None);
    keys(&mut model, "g g");
    assert_eq!(keys(&mut model, "m"), []);
    assert_eq!(model.toast.as_ref().map(|toast| toast.tone), Some(Tone::Note));
}

#[test]
fn every_figure_says_what_it_is_made_of() {
    for figure in Figure::ALL {
        let mut model = insights();
        keys(&mut model, "j");
        while model.insights.figure != figure {
            keys(&mut model, "l");
        }
        keys(&mut model, "w");
        let Some(Overlay::Why(shown)) = model.overlays.last() else { panic!("no reasons") };
        assert_eq!(shown.about, About::Figure(figure));
        let lines = super::why::lines(&model, figure);
        assert!(lines.len() >= 3 && lines.iter().all(|line| line.ends_with('.')), "{lines:?}");
        keys(&mut model, "esc");
        assert!(model.overlays.is_empty());
    }
}

#[test]
fn a_look_back_is_asked_for_once_and_its_answer_is_kept() {
    let mut model = insights();
    assert_eq!(keys(&mut model, "B"), [Effect::LookBack]);
    assert_eq!(keys(&mut model, "B"), []);
    let now = model.now;
    update(&mut model, Msg::LookingBack(Progress { done: 40, all: 500 }), &now);
    let said = |model: &Model| words::verdict(model, model.learned.as_deref().unwrap());
    assert_eq!(
        said(&model),
        "Looking back at your past: 40 of 500 sessions and tasks; `Esc` stops it."
    );
    let found = Arc::new(look_back(&Evidence::default(), &Habits::default()));
    update(&mut model, Msg::LookedBack(fixture::profile(200, &now), found), &now);
    assert!(matches!(model.insights.looking, Looking::Found(_)));
    keys(&mut model, "esc B");
    update(&mut model, Msg::NotLearned("the disk is gone".into()), &now);
    assert!(matches!(model.insights.looking, Looking::Not));
}

#[test]
fn a_look_back_can_be_given_up() {
    let mut model = insights();
    keys(&mut model, "B");
    assert_eq!(keys(&mut model, "esc"), [Effect::HaltLookBack]);
    assert_eq!(keys(&mut model, "esc"), [], "there is none any more");
    let now = model.now;
    // What was already on its way changes nothing.
    update(&mut model, Msg::LookingBack(Progress { done: 1, all: 2 }), &now);
    let found = Arc::new(look_back(&Evidence::default(), &Habits::default()));
    update(&mut model, Msg::LookedBack(fixture::profile(200, &now), found), &now);
    assert!(matches!(model.insights.looking, Looking::Not));
    assert_eq!(keys(&mut model, "B"), [Effect::LookBack]);
}

#[test]
fn what_can_teach_something_is_learned_from_and_nothing_else_is() {
    let mut model = insights();
    keys(&mut model, "1");
    assert_eq!(run(&mut model, "S"), [Effect::Learn, Effect::Propose], "a session ended");
    assert_eq!(run(&mut model, "esc 4"), [], "another screen");
    assert_eq!(model.screen, Screen::Insights);
    let now = model.now;
    let mut changed = |intent: Intent| {
        let changes = decide(&model.state, &intent, &now, &mut Mint::new(8, 8)).unwrap().changes;
        let seq = model.seq + 1;
        update(&mut model, Msg::Changed { changes, seq }, &now)
    };
    assert_eq!(changed(Intent::Add { title: "new".into(), edits: Vec::new() }), [Effect::Propose]);
    assert_eq!(changed(Intent::Resume { at: None }), [Effect::Propose], "a session began");
    let interrupt = Intent::Interrupt { reason: "door".into(), lost_s: 0, at: None };
    assert_eq!(changed(interrupt), [Effect::Propose]);
    let kinds = Intent::NameKind { name: "gardening".into(), mode: Mode::Deep };
    assert_eq!(changed(kinds), [Effect::Learn, Effect::Propose]);
}

#[test]
fn the_first_load_teaches_and_a_day_later_it_is_learned_again() {
    let now = world::now("11:36");
    let mut model = Model::new(crate::app::Settings::default(), now, (80, 24));
    let load = |seq| Msg::Loaded { state: Box::new(State::new(1)), seq };
    assert!(update(&mut model, load(3), &now).contains(&Effect::Learn));
    assert_eq!(update(&mut model, load(3), &now), [Effect::Propose], "another week is shown");
    assert_eq!(update(&mut model, load(4), &now), [Effect::Learn, Effect::Propose]);
    let mut next = now;
    next.at = now.at.plus_seconds(86_400);
    assert!(update(&mut model, Msg::Tick, &next).contains(&Effect::Learn));
    assert_eq!(update(&mut model, Msg::Tick, &next), []);
}

#[test]
fn an_estimate_that_is_typed_says_what_it_really_takes() {
    let mut model = insights();
    keys(&mut model, "a");
    world::type_text(&mut model, "Call @coding ~2h");
    let said = |model: &Model| match model.overlays.last() {
        Some(Overlay::Line(line)) => line.preview.iter().map(|(_, text)| text.clone()).collect(),
        _ => Vec::new(),
    };
    let takes = said(&model).into_iter().find(|text| text.starts_with("2h -> P50 ")).unwrap();
    assert!(takes.contains(", P80 ") && takes.contains("(n = "), "{takes}");
    keys(&mut model, "backspace backspace backspace");
    assert!(said(&model).iter().any(|text| text.starts_with('~')), "{:?}", said(&model));
    model.learned = None;
    world::type_text(&mut model, "~2h");
    assert!(said(&model).contains(&"2h".to_owned()), "{:?}", said(&model));
}

#[test]
fn a_task_says_what_is_left_of_it_and_one_without_an_estimate_what_is_usual() {
    use crate::app::tasks::detail::{Line, lines};
    let mut model = insights();
    let usual = super::estimate::usual_s(&model, Some("coding")).unwrap();
    assert!((2_400..5_000).contains(&usual), "{usual}");
    keys(&mut model, "2");
    let fields = |model: &Model| -> Vec<(&str, String)> {
        let field = |line: Line| match line {
            Line::Field(name, text, _) => Some((name, text)),
            _ => None,
        };
        lines(model, 80).into_iter().filter_map(field).collect()
    };
    let running = model.state.running().unwrap().task;
    model.tasks.selected = running;
    let takes = fields(&model).into_iter().find(|(name, _)| *name == "takes").unwrap().1;
    assert!(takes.starts_with("P50 ") && takes.contains(" more (n = "), "{takes}");
    let mut task = model.state.task(running.unwrap()).unwrap().clone();
    task.estimate_s = None;
    assert!(super::estimate::left(&model, &task).is_some());
    model.learned = None;
    assert!(super::estimate::left(&model, &task).is_none());
}
