//! What keys do, as a person would tell it: a day, some keys, what is asked for and what shows then.

use super::{
    Effect, Model, Mouse, MouseKind, Msg, Overlay, Screen, Tone, fixture, next_wake, update,
};
use crate::domain::{Change, Forgotten, Intent, Mint, State, decide};
use crate::input::Key;
use proptest::prelude::*;

/// Presses keys and returns what they asked for.
pub(crate) fn keys(model: &mut Model, keys: &str) -> Vec<Effect> {
    let now = model.now;
    let pressed = keys.split_whitespace().map(|key| key.parse().unwrap());
    pressed.flat_map(|key| update(model, Msg::Key(key), &now)).collect()
}

/// Carries out what was asked for as the store would, and tells the model.
pub(crate) fn carry_out(model: &mut Model, effects: Vec<Effect>) {
    let now = model.now;
    // Another seed for each step: ids never come twice.
    let mut mint = Mint::new(11 + model.seq.unsigned_abs(), now.at.utc_ms());
    for effect in effects {
        let Effect::Do(intent) = effect else { continue };
        let msg = match decide(&model.state, &intent, &now, &mut mint) {
            Ok(decision) => Msg::Recorded {
                verb: decision.verb.into(),
                subject: decision.subject,
                changes: decision.changes,
                seq: model.seq + 1,
            },
            Err(refusal) => Msg::Refused { message: refusal.to_string(), hint: refusal.hint() },
        };
        update(model, msg, &now);
    }
}

pub(crate) fn run(model: &mut Model, pressed: &str) {
    for key in pressed.split_whitespace() {
        let effects = keys(model, key);
        carry_out(model, effects);
    }
}

fn title(model: &Model) -> &str {
    let running = model.state.running().and_then(|s| s.task).and_then(|id| model.state.task(id));
    running.map_or("", |task| &task.title)
}

pub(crate) fn toast(model: &Model) -> &str {
    model.toast.as_ref().map_or("", |toast| &toast.text)
}

fn day() -> Model {
    fixture::model((120, 36))
}

#[test]
fn s_stops_what_runs_and_one_digit_rates_it() {
    let mut model = day();
    run(&mut model, "s");
    assert!(model.state.running().is_none() && model.rate.is_some());
    run(&mut model, "4");
    assert_eq!(model.state.sessions().next_back().unwrap().focus, Some(4));
    assert!(model.rate.is_none());
    assert_eq!(model.screen, Screen::Today, "the digit is no tab while the question is open");
}

#[test]
fn the_focus_question_never_blocks_the_next_key() {
    let mut model = day();
    run(&mut model, "s j");
    assert!(model.rate.is_none());
    assert_eq!(model.today.queue.selected, 1);
    run(&mut model, "2");
    assert_eq!(model.screen, Screen::Tasks);
}

#[test]
fn s_on_another_task_switches_without_a_gap() {
    let mut model = day();
    run(&mut model, "j s");
    assert_eq!(title(&model), "Review the storage pull request");
    let mut sessions = model.state.sessions().rev();
    let (running, before) = (sessions.next().unwrap(), sessions.next().unwrap());
    assert_eq!(before.end, Some(running.start));
}

#[test]
fn done_takes_the_task_off_the_queue_and_selects_its_neighbour() {
    let mut model = day();
    run(&mut model, "j j d");
    assert!(toast(&model).starts_with("Done: 97 Answer Ana"), "{}", toast(&model));
    assert_eq!(model.ranked.len(), 8);
    assert_eq!(model.today.queue.selected, 2);
}

#[test]
fn a_task_that_was_just_added_is_the_selected_one() {
    let mut model = day();
    keys(&mut model, "a");
    fixture::type_text(&mut model, "Water the plants @home ~10m");
    run(&mut model, "enter");
    assert!(model.overlays.is_empty());
    let selected = model.today.selected.and_then(|id| model.state.task(id)).unwrap();
    assert_eq!((selected.title.as_str(), selected.estimate_s), ("Water the plants", Some(600)));
}

#[test]
fn a_line_that_cannot_be_read_stays_open_with_the_reason() {
    let mut model = day();
    keys(&mut model, "a");
    fixture::type_text(&mut model, "Call due:fridy");
    assert_eq!(keys(&mut model, "enter"), []);
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("the line is open") };
    assert_eq!(line.edit.text(), "Call due:fridy");
    assert!(line.error.is_some());
}

#[test]
fn saving_an_edit_without_a_difference_changes_nothing() {
    let mut model = day();
    assert_eq!(keys(&mut model, "e enter"), []);
    assert!(model.overlays.is_empty());
}

#[test]
fn an_edited_line_changes_what_was_edited_only() {
    let mut model = day();
    keys(&mut model, "e");
    fixture::type_text(&mut model, " +urgent");
    run(&mut model, "enter");
    let task = model.state.task_no(crate::domain::TaskNo(142)).unwrap();
    assert_eq!(task.tags, ["urgent"]);
    assert_eq!(task.estimate_s, Some(7200));
}

#[test]
fn b_begins_a_break_and_b_again_goes_on_with_the_task() {
    let mut model = day();
    run(&mut model, "b");
    assert!(model.state.on_break().is_some() && model.state.running().is_none());
    run(&mut model, "enter b");
    assert!(model.state.on_break().is_none());
    assert_eq!(title(&model), "Draft the methods section");
}

#[test]
fn an_interruption_needs_no_reason() {
    let mut model = day();
    run(&mut model, "i enter");
    assert_eq!(model.state.running().unwrap().interruptions.len(), 2);
}

#[test]
fn x_enter_plans_the_task_for_tomorrow() {
    let mut model = day();
    run(&mut model, "j x enter");
    let task = model.state.task_no(crate::domain::TaskNo(138)).unwrap();
    assert_eq!(task.on, "2026-11-26".parse().ok());
}

#[test]
fn undo_and_redo_are_asked_of_the_store() {
    assert_eq!(keys(&mut day(), "u ctrl-r"), [Effect::Undo, Effect::Redo]);
}

#[test]
fn a_timer_that_ran_all_night_is_asked_about_once_with_the_closing_time_as_the_answer() {
    let mut model = day();
    let mut morning = fixture::now("11:36");
    morning.at = morning.at.plus_seconds(21 * 3600);
    update(&mut model, Msg::Tick, &morning);
    let Some(Overlay::Away(away)) = model.overlays.last() else { panic!("it is asked about") };
    assert_eq!(away.from, fixture::at("17:30"));
    let asked = keys(&mut model, "enter");
    let settled = Intent::Settle(Forgotten::EndedAt(fixture::at("17:30")));
    assert_eq!(asked, [Effect::Do(settled)]);
    update(&mut model, Msg::Tick, &morning);
    assert!(model.overlays.is_empty(), "not again");
}

#[test]
fn coming_back_from_a_short_absence_enter_says_it_was_a_break() {
    let mut model = day();
    let now = fixture::now("12:10");
    update(&mut model, Msg::Away { from: fixture::at("11:45"), to: fixture::at("12:10") }, &now);
    run(&mut model, "enter");
    assert_eq!(title(&model), "Draft the methods section");
    let pause = model.state.breaks().next_back().unwrap();
    assert_eq!((pause.start, pause.end), (fixture::at("11:45"), Some(fixture::at("12:10"))));
}

#[test]
fn the_selection_stays_on_its_task_when_the_order_changes() {
    let mut model = day();
    keys(&mut model, "j j j");
    let selected = model.today.selected;
    let last = model.state.tasks().rfind(|task| Some(task.id) != selected).unwrap().clone();
    let mut urgent = last.clone();
    urgent.priority = crate::domain::Priority::Urgent;
    urgent.due = Some(crate::domain::Due { at: fixture::at("09:00"), hard: true });
    let changes = Change::task(&last, &urgent).into_iter().collect();
    let now = model.now;
    update(&mut model, Msg::Changed { changes, seq: 41 }, &now);
    assert_eq!(model.today.selected, selected);
    assert_eq!(model.ranked[model.today.queue.selected].0, selected.unwrap());
}

#[test]
fn a_prefix_waits_and_esc_takes_it_back() {
    let mut model = day();
    keys(&mut model, "j j g");
    assert_eq!(model.pending.len(), 1);
    keys(&mut model, "esc");
    assert!(model.pending.is_empty() && model.toast.is_none());
    keys(&mut model, "g g");
    assert_eq!(model.today.queue.selected, 0);
}

#[test]
fn the_palette_runs_what_it_finds_on_the_screen_below() {
    let mut model = day();
    keys(&mut model, ":");
    fixture::type_text(&mut model, "zen");
    keys(&mut model, "enter");
    assert!(model.zen && model.overlays.is_empty());
}

#[test]
fn a_key_of_the_screen_closes_what_only_shows() {
    let mut model = day();
    keys(&mut model, "j w j");
    assert!(!model.overlays.is_empty());
    keys(&mut model, "x");
    assert!(matches!(model.overlays.as_slice(), [Overlay::OtherDay(_)]));
}

#[test]
fn a_click_selects_a_task_and_another_a_tab() {
    let mut model = day();
    let queue = super::today::layout(&model).queue;
    let now = model.now;
    let press = |x, y| Msg::Mouse(Mouse { kind: MouseKind::Press, x, y });
    update(&mut model, press(queue.x + 4, queue.y + 3), &now);
    assert_eq!(model.today.queue.selected, 3);
    update(&mut model, press(14, 0), &now);
    assert_eq!(model.screen, Screen::Tasks);
}

#[test]
fn what_was_refused_is_said_and_how_to_go_on_too() {
    let mut model = fixture::loaded((120, 36), State::new(1));
    run(&mut model, "esc R");
    let toast = model.toast.as_ref().unwrap();
    assert_eq!(toast.tone, Tone::Refused);
    assert!(!toast.hint.is_empty());
}

#[test]
fn hints_name_the_keys_that_the_person_has_set() {
    let mut model = day();
    let own = [("undo".to_owned(), vec!["U".to_owned()])].into();
    let overrides = [("global".to_owned(), own)].into();
    model.settings.keymap = crate::input::Keymap::with_overrides(&overrides).unwrap();
    run(&mut model, "j d");
    assert_eq!(model.toast.as_ref().unwrap().hint, "`U` takes it back");
}

#[test]
fn who_has_worked_without_a_task_is_not_asked_as_if_it_were_the_first_run() {
    let mut model = Model::new(crate::app::Settings::default(), fixture::now("09:00"), (120, 36));
    let state = Box::new(State::new(1));
    // Of last month, say: what the screen shows has none of it.
    update(&mut model, Msg::Loaded { state, seq: 2 }, &fixture::now("09:00"));
    assert!(model.overlays.is_empty());
}

#[test]
fn the_first_run_asks_and_one_key_skips_it() {
    let mut model = fixture::loaded((120, 36), State::new(1));
    assert!(matches!(model.overlays.as_slice(), [Overlay::Welcome(_)]));
    assert_eq!(keys(&mut model, "esc"), []);
    assert!(model.overlays.is_empty());
    let mut model = fixture::loaded((120, 36), State::new(1));
    let asked = keys(&mut model, "2 enter 1 enter");
    let [Effect::Configure(answers)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(answers.hours, Some((480, 990)));
    assert!(!answers.kinds.contains(&"coding".to_owned()));
}

#[test]
fn whatever_lies_on_top_and_takes_no_text_is_left_by_three_keys_and_the_program_stays() {
    for leave in ["esc", "q", "ctrl-c"] {
        let mut first = fixture::loaded((120, 36), State::new(1));
        assert_eq!(keys(&mut first, leave), [], "{leave}");
        assert!(first.overlays.is_empty(), "{leave}");
        for open in ["w", "o", "f", "r", "g p", "g c"] {
            let mut model = crate::app::plan::fixture::planned((120, 36));
            run(&mut model, open);
            assert_eq!(model.overlays.len(), 1, "{open}");
            let effects = keys(&mut model, leave);
            assert!(!effects.contains(&Effect::Quit), "{open} {leave}");
            assert!(model.overlays.is_empty(), "{open} {leave}");
        }
    }
}

#[test]
fn the_loop_wakes_each_second_of_the_timer_and_else_each_minute() {
    let mut model = day();
    assert_eq!(next_wake(&model), Some(model.now.at.utc_ms() + 1000));
    run(&mut model, "s enter");
    model.toast = None;
    assert_eq!(next_wake(&model), Some(model.now.at.utc_ms() + 60_000));
}

#[test]
fn a_new_work_day_asks_for_its_part_of_the_log() {
    let mut model = day();
    let mut tomorrow = model.now;
    tomorrow.at = tomorrow.at.plus_seconds(86_400);
    let effects = update(&mut model, Msg::Tick, &tomorrow);
    let [Effect::Load(want), Effect::Learn, Effect::Propose] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(want.from.to_string(), "2026-11-26");
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(32))]
    #[test]
    fn no_sequence_of_keys_breaks_the_model(
        pressed in proptest::collection::vec(
            proptest::sample::select(vec![
                "s", "d", "a", "e", "x", "w", "u", "b", "i", "z", "j", "k", "g", "?", ":", "1", "2", "3",
                "4", "5", "enter", "esc", "tab", "backspace", "down", "up", "ctrl-u", "h", "l", "/", "space",
                "D", "R", "S", "t", "pagedown", "home", "J", "K", "H", "L", "p", "r", "+", "-", ">", "<", "A",
                "X", "o", "]",
            ]),
            0..60,
        ),
        size in (0u16..130, 0u16..40),
    ) {
        let mut model = fixture::model(size);
        for key in pressed {
            let key: Key = key.parse().unwrap();
            let now = model.now;
            let effects = update(&mut model, Msg::Key(key), &now);
            carry_out(&mut model, effects);
        }
    }
}
