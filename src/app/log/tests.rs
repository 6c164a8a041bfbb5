//! What keys do on the Log screen, as a person would tell it.

use super::{Kind, day, fixture, layout, selected, strip};
use crate::app::{Effect, Model, Mouse, MouseKind, Msg, Overlay, Tone, fixture as world, update};
use crate::domain::{Intent, Mint, Outcome, Session, TaskNo, decide};
use crate::input::Key;
use proptest::prelude::*;

mod breaks;

fn keys(model: &mut Model, keys: &str) -> Vec<Effect> {
    let now = model.now;
    let pressed = keys.split_whitespace().map(|key| key.parse().unwrap());
    pressed.flat_map(|key| update(model, Msg::Key(key), &now)).collect()
}

/// Presses keys; what they ask for is carried out as the store would.
fn run(model: &mut Model, pressed: &str) -> usize {
    let mut intents = 0;
    for effect in keys(model, pressed) {
        let Effect::Do(intent) = effect else { continue };
        intents += 1;
        let now = model.now;
        let mut mint = Mint::new(11, now.at.utc_ms());
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
    intents
}

fn today() -> Model {
    fixture::model((120, 36))
}

/// The rows of the list, in a few words each.
fn rows(model: &Model) -> Vec<String> {
    let clock = crate::app::words::clock;
    let row = |row: &super::Row| {
        let end = row.end.map_or_else(|| "now".into(), clock);
        let what = match row.kind {
            Kind::Gap => "gap".into(),
            Kind::Break(_) => "break".into(),
            Kind::Session(id) => {
                let session = model.state.session(id).unwrap();
                let task = session.task.and_then(|id| model.state.task(id));
                task.map_or("none".into(), |task| task.no.0.to_string())
            }
        };
        format!("{}-{end} {what}", clock(row.start))
    };
    model.log.rows.iter().map(row).collect()
}

fn session(model: &Model) -> &Session {
    super::acts::session(model).unwrap()
}

fn toast(model: &Model) -> (Tone, &str) {
    model.toast.as_ref().map_or((Tone::Note, ""), |toast| (toast.tone, &toast.text))
}

fn error(model: &Model) -> String {
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("the line is open") };
    line.error.as_ref().map_or(String::new(), |error| format!("{error}. {}", error.hint))
}

#[test]
fn the_day_is_listed_with_its_breaks_and_gaps_and_what_runs_is_selected() {
    let model = today();
    assert_eq!(
        rows(&model),
        [
            "23:20-04:40 151",
            "04:40-08:55 gap",
            "08:55-09:10 97",
            "09:10-09:15 gap",
            "09:15-10:00 151",
            "10:00-10:30 gap",
            "10:30-10:50 break",
            "10:50-now 142",
        ]
    );
    assert_eq!(session(&model).end, None);
}

#[test]
fn work_across_the_rollover_counts_on_both_days_with_its_part() {
    let mut model = today();
    let worked = |model: &Model| model.log.totals.worked_s / 60;
    // 40m of the night, 15m, 45m less 5m lost at the door, and 46m so far.
    assert_eq!(worked(&model), 40 + 15 + 40 + 46);
    run(&mut model, "[");
    assert_eq!(worked(&model), 150 + 225 + 280);
    assert_eq!(model.log.week[1] / 60, 150 + 225 + 280);
}

#[test]
fn the_hour_that_comes_twice_is_drawn_twice_and_as_long_as_it_was() {
    let mut model = today();
    model.log.day = "2026-10-24".parse().ok();
    super::derive(&mut model);
    assert_eq!(rows(&model), ["00:30-02:30 151", "02:30-02:30 gap", "02:30-03:30 142"]);
    assert_eq!(model.log.totals.worked_s, 3 * 3600);
    let hours: Vec<u32> = strip::strip(&model, 80).hours.iter().map(|(_, hour)| *hour).collect();
    assert_eq!(hours, [0, 1, 2, 2, 3]);
}

#[test]
fn a_past_week_is_asked_for_once() {
    let mut model = today();
    assert!(keys(&mut model, "[ [ l t").is_empty(), "this week is held");
    let asked = keys(&mut model, "H");
    let [Effect::Load(want)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(want.week, "2026-11-16".parse().ok());
    assert_eq!(
        *want,
        crate::app::Want { week: want.week, ..crate::app::Want::from_day(model.now.day()) }
    );
    assert_eq!(keys(&mut model, "h h").len(), 0);
    assert_eq!(keys(&mut model, "h [ ] l").len(), 2, "over the Monday and back");
}

#[test]
fn a_day_that_has_not_come_is_not_turned_to() {
    let mut model = today();
    keys(&mut model, "l");
    assert_eq!((day(&model), toast(&model).0), (model.now.day(), Tone::Note));
}

#[test]
fn any_day_is_reached_by_typing_it() {
    let mut model = today();
    keys(&mut model, "g d");
    world::type_text(&mut model, "fri");
    keys(&mut model, "enter");
    assert_eq!(day(&model).to_string(), "2026-11-20");
    keys(&mut model, "t");
    assert_eq!(model.log.day, None);
}

#[test]
fn a_session_is_edited_as_a_line_and_comes_to_one_step() {
    let mut model = today();
    keys(&mut model, "g g j j e");
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("the line is open") };
    assert_eq!(
        line.edit.text(),
        "8:55-9:10 task:97 focus:2 outcome:finished note:'sent, waits for her'"
    );
    keys(&mut model, "ctrl-u");
    world::type_text(&mut model, "8:50-9:10 task:97 focus:3 outcome:finished");
    assert_eq!(run(&mut model, "enter"), 1);
    let edited = session(&model);
    assert_eq!((edited.start, edited.focus), (world::at("08:50"), Some(3)));
    assert_eq!((edited.outcome, edited.note.as_str()), (Some(Outcome::Finished), ""));
    assert!(toast(&model).1.starts_with("Corrected"), "{:?}", toast(&model));
}

#[test]
fn an_untouched_line_changes_nothing_though_its_note_has_line_breaks() {
    let mut model = today();
    assert_eq!(run(&mut model, "g g j j j j e enter"), 0);
    assert_eq!(run(&mut model, "n enter"), 0);
    assert!(session(&model).note.contains('\n'));
}

#[test]
fn a_line_that_would_overlap_stays_open_and_says_with_what() {
    let mut model = today();
    keys(&mut model, "g g j j e ctrl-u");
    world::type_text(&mut model, "8:55-9:20 task:97");
    assert_eq!(run(&mut model, "enter"), 0);
    insta::assert_snapshot!(error(&model), @"that overlaps `Fix the flaky import test`, 09:15 to 10:00. `e` on that session corrects it");
}

#[test]
fn a_past_session_is_prefilled_with_the_gap_and_found_by_a_part_of_its_title() {
    let mut model = today();
    keys(&mut model, "k k A");
    world::type_text(&mut model, "storage focus:4");
    assert_eq!(run(&mut model, "enter"), 1);
    assert_eq!(rows(&model)[5], "10:00-10:30 138");
    assert_eq!((session(&model).focus, session(&model).start), (Some(4), world::at("10:00")));
}

#[test]
fn a_past_session_without_a_task_or_times_is_asked_about() {
    let mut model = today();
    keys(&mut model, "k k A enter");
    insta::assert_snapshot!(error(&model), @"on which task?. a number or a part of its title; `@meetings` alone for no task");
    keys(&mut model, "ctrl-u 1 4 2 enter");
    insta::assert_snapshot!(error(&model), @"from when to when?. for example `9:00-10:30`");
}

#[test]
fn a_title_that_no_open_task_has_is_said_in_the_line_and_a_number_is_left_to_the_store() {
    let mut model = today();
    keys(&mut model, "k k A");
    world::type_text(&mut model, "storx");
    assert_eq!(keys(&mut model, "enter"), []);
    insta::assert_snapshot!(error(&model), @"no task `storx`. a part of an open task's title, or the number of any task");
    keys(&mut model, "ctrl-w");
    world::type_text(&mut model, "9999");
    assert_eq!(keys(&mut model, "enter"), []);
    keys(&mut model, "ctrl-w");
    world::type_text(&mut model, "3");
    assert!(matches!(keys(&mut model, "enter").as_slice(), [Effect::Do(_)]), "a closed one?");
}

#[test]
fn a_gap_is_filled_with_a_task_found_by_a_few_letters() {
    let mut model = today();
    keys(&mut model, "k k enter");
    world::type_text(&mut model, "rvst");
    assert_eq!(run(&mut model, "enter"), 1);
    assert_eq!(rows(&model)[5], "10:00-10:30 138");
    assert_eq!(rows(&model).len(), 8);
}

#[test]
fn f_on_a_session_says_that_it_was_another_task() {
    let mut model = today();
    keys(&mut model, "g g j j f");
    world::type_text(&mut model, "receipts");
    run(&mut model, "enter");
    let task = session(&model).task.and_then(|id| model.state.task(id)).unwrap();
    assert_eq!((task.no, session(&model).kind.as_deref()), (TaskNo(164), Some("admin")));
}

#[test]
fn a_gap_of_seconds_is_filled_to_the_second() {
    let mut state = fixture::state();
    let old = state.sessions().find(|s| s.start == world::at("09:15")).unwrap().clone();
    let mut new = old.clone();
    new.end = Some(world::at("10:00").plus_seconds(41));
    let change = crate::domain::Change::session(&old, &new).unwrap();
    assert!(state.apply(&change));
    let mut model = world::loaded((120, 36), state);
    keys(&mut model, "5 k k A 1 3 8");
    assert_eq!(run(&mut model, "enter"), 1, "{}", error(&model));
    assert_eq!(session(&model).start, world::at("10:00").plus_seconds(41));
}

#[test]
fn a_session_is_cut_at_a_time_and_made_one_again() {
    let mut model = today();
    keys(&mut model, "g g j j j j |");
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("the line is open") };
    assert_eq!((line.edit.text(), line.preview[0].1.as_str()), ("9:40", "25m and 20m"));
    keys(&mut model, "ctrl-u");
    world::type_text(&mut model, "9:30");
    assert_eq!(run(&mut model, "enter"), 1);
    assert_eq!(rows(&model)[4..6], ["09:15-09:30 151", "09:30-10:00 151"]);
    assert_eq!(run(&mut model, "j M"), 1);
    assert_eq!(rows(&model)[4], "09:15-10:00 151");
    assert_eq!(session(&model).start, world::at("09:15"), "the selection is on what became of it");
}

#[test]
fn sessions_of_two_tasks_do_not_become_one() {
    let mut model = today();
    assert_eq!(run(&mut model, "g g j j m"), 0);
    assert_eq!(toast(&model).0, Tone::Refused);
    assert_eq!(run(&mut model, "G m"), 0);
    assert_eq!(toast(&model), (Tone::Note, "there is no session after it"));
}

#[test]
fn a_removed_session_leaves_a_gap_in_its_place() {
    let mut model = today();
    assert_eq!(run(&mut model, "g g j j X"), 1);
    assert_eq!(rows(&model)[1], "04:40-09:15 gap");
    assert_eq!(model.log.list.selected, 1);
    assert!(toast(&model).1.starts_with("Removed a session"));
}

#[test]
fn a_note_and_a_rating_take_one_key_and_the_answer() {
    let mut model = today();
    keys(&mut model, "n");
    world::type_text(&mut model, "half of it");
    assert_eq!(run(&mut model, "enter"), 1);
    assert_eq!(session(&model).note, "half of it");
    assert_eq!(run(&mut model, "F 5"), 1);
    assert_eq!(session(&model).focus, Some(5));
    assert_eq!(toast(&model).1, "Focus 5 noted");
}

#[test]
fn what_is_about_a_session_says_so_on_a_gap_and_on_an_empty_day() {
    let mut model = today();
    for key in ["n", "F", "|", "m", "X"] {
        let mut on_gap = model.clone();
        keys(&mut on_gap, "k k");
        assert_eq!(keys(&mut on_gap, key), []);
        assert_eq!(toast(&on_gap), (Tone::Note, "no session is selected"), "{key}");
    }
    keys(&mut model, "g d");
    world::type_text(&mut model, "2020-01-01");
    keys(&mut model, "enter");
    assert!(model.log.rows.is_empty());
    for key in ["e", "X", "f", "j", "G", "enter"] {
        keys(&mut model, key);
    }
    assert!(matches!(model.overlays.as_slice(), [Overlay::Line(_)]), "Enter writes one down");
}

#[test]
fn the_selection_stays_on_its_session_when_others_come_and_the_screen_changes() {
    let mut model = today();
    keys(&mut model, "g g j j j j");
    let before = session(&model).id;
    let mut mint = Mint::new(5, 5);
    let span = crate::domain::Span::new(world::at("05:00"), world::at("06:00"));
    let intent = Intent::LogAdd { task: None, span, about: Box::default() };
    let decision = decide(&model.state, &intent, &model.now, &mut mint).unwrap();
    let now = model.now;
    update(&mut model, Msg::Changed { changes: decision.changes, seq: 41 }, &now);
    update(&mut model, Msg::Resize(60, 12), &now);
    assert_eq!(session(&model).id, before);
    assert!(model.log.list.visible(model.log.rows.len(), super::list_rows(&model)).contains(&6));
}

#[test]
fn a_click_selects_a_row_a_stretch_of_the_strip_or_a_day() {
    let mut model = today();
    let parts = layout(&model);
    let now = model.now;
    let press = |x, y| Msg::Mouse(Mouse { kind: MouseKind::Press, x, y });
    update(&mut model, press(parts.list.x + 5, parts.list.y + 2), &now);
    assert_eq!(session(&model).start, world::at("08:55"));
    update(&mut model, press(parts.strip.x, parts.strip.y), &now);
    assert_eq!(model.log.list.selected, 0);
    update(&mut model, press(parts.week.x + 2, parts.week.y), &now);
    assert_eq!(day(&model).to_string(), "2026-11-23");
    assert_eq!(selected(&model).map(|row| row.start), model.log.rows.first().map(|row| row.start));
}

#[test]
fn s_starts_the_task_of_the_selected_session() {
    let mut model = today();
    run(&mut model, "g g j j s");
    let running = model.state.running().and_then(|s| s.task).and_then(|id| model.state.task(id));
    assert_eq!(running.map(|task| task.no), Some(TaskNo(97)));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(24))]
    #[test]
    fn no_sequence_of_keys_breaks_the_screen(
        pressed in proptest::collection::vec(
            proptest::sample::select(vec![
                "j", "k", "h", "l", "[", "]", "H", "L", "t", "g", "G", "d", "e", "A", "f", "|", "m", "M",
                "X", "n", "F", "1", "3", "5", "s", "enter", "esc", "backspace", "ctrl-u", ":", "-", "0",
                "down", "pagedown", "space", "tab",
            ]),
            0..50,
        ),
        size in (0u16..130, 0u16..40),
    ) {
        let mut model = fixture::model(size);
        for key in pressed {
            let key: Key = key.parse().unwrap();
            run(&mut model, &key.to_string());
            strip::strip(&model, size.0);
        }
    }
}
