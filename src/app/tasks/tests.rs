//! The Tasks screen as a person meets it: keys in, what shows and what is to be done out.

use super::*;
use crate::app::{Msg, Settings, update};
use crate::domain::{
    Change, Due, Mint, Moment, Now, Priority, State, Status, TaskNo, TaskType, Zone,
};

mod acting;
mod saying;

fn at(day: u32, time: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-11-{day:02}T{time}:00+01:00")).unwrap()
}

/// Wednesday, 25 November 2026.
fn now() -> Now {
    Now::new(at(25, "11:36").utc_ms(), Zone::parse("Europe/Berlin").unwrap(), 240)
}

fn state() -> State {
    let mut mint = Mint::new(5, 1_795_593_600_000);
    let mut state = State::new(1);
    for kind in TaskType::starters() {
        state.apply(&Change::TypeAdded { kind, place: None });
    }
    let mut no = 0;
    let mut add = |title: &str, edit: &dyn Fn(&mut Task)| {
        no += 1;
        let mut task = Task::new(TaskId(mint.uuid()), TaskNo(no), title, at(20, "09:00"));
        edit(&mut task);
        state.apply(&Change::TaskAdded { task: Box::new(task.clone()) });
        task.id
    };
    let due = |day| Some(Due { at: at(day, "17:30"), hard: false });
    let draft = add("Draft the methods section", &|t| {
        t.kind = Some("writing".into());
        t.project = Some("paper".into());
        t.due = due(27);
        t.estimate_s = Some(7200);
    });
    add("Submit the paper", &|t| {
        t.project = Some("paper".into());
        t.priority = Priority::Urgent;
        t.after = vec![draft];
        t.due = due(30);
    });
    add("Answer Ana", &|t| {
        t.kind = Some("email".into());
        t.priority = Priority::High;
        t.due = due(23);
    });
    add("Fix the flaky import test", &|t| {
        t.kind = Some("coding".into());
        t.project = Some("heron".into());
        t.tags = vec!["q3".into()];
        t.due = due(25);
    });
    add("Old receipts", &|t| {
        t.status = Status::Done;
        t.closed = Some(at(24, "10:00"));
    });
    add("日本語の資料", &|t| t.project = Some("heron".into()));
    state
}

fn model(size: (u16, u16)) -> Model {
    let now = now();
    let mut model = Model::new(Settings::default(), now, size);
    update(&mut model, Msg::Loaded { state: Box::new(state()), seq: 9 }, &now);
    keys(&mut model, "2");
    model
}

/// Presses keys, spelt as in the configuration file; returns what is to be done in the end.
fn keys(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split_whitespace() {
        effects = update(model, Msg::Key(key.parse().unwrap()), &now());
    }
    effects
}

fn type_text(model: &mut Model, text: &str) {
    for c in text.chars() {
        update(model, Msg::Key(Key::char(c)), &now());
    }
}

/// The list in words: headings with a `#`, `>` before the selected task, `*` before marked ones.
fn list(model: &Model) -> String {
    let mut out = Vec::new();
    for row in &model.tasks.rows {
        out.push(match row {
            Row::Heading(at) => {
                let group = &model.tasks.groups[*at];
                format!("# {} {}", group.title, group.count)
            }
            Row::Task(id) => {
                let selected = if model.tasks.selected == Some(*id) { ">" } else { " " };
                let marked = if model.tasks.marked.contains(id) { "*" } else { " " };
                format!("{selected}{marked} {}", no(model, *id))
            }
        });
    }
    out.join("\n")
}

fn no(model: &Model, id: TaskId) -> u32 {
    model.state.task(id).map_or(0, |task| task.no.0)
}

fn nos(model: &Model, refs: &[TaskRef]) -> Vec<u32> {
    let ids = refs.iter().filter_map(|r| model.state.resolve(r).ok());
    ids.map(|task| task.no.0).collect()
}

#[test]
fn what_can_be_done_comes_in_the_one_ranking_and_the_rest_after_it() {
    let model = model((120, 36));
    insta::assert_snapshot!(list(&model), @r"
    # Ready 4
    >  1
       3
       4
       6
    # Not yet 1
       2
    ");
    let ranked: Vec<u32> = model.ranked.iter().map(|(id, _)| no(&model, *id)).collect();
    assert_eq!(ranked, [1, 3, 4, 6]);
}

#[test]
fn one_key_goes_through_the_orders_with_their_headings() {
    let mut model = model((120, 36));
    keys(&mut model, "o");
    insta::assert_snapshot!(list(&model), @r"
    # Late 1
       3
    # Today 1
       4
    # In the next 7 days 2
    >  1
       2
    # No date 1
       6
    ");
    keys(&mut model, "o");
    insta::assert_snapshot!(list(&model), @r"
    # heron 2
       4
       6
    # paper 2
    >  1
       2
    # No project 1
       3
    ");
    keys(&mut model, "o");
    insta::assert_snapshot!(list(&model), @r"
    # coding 1
       4
    # writing 1
    >  1
    # email 1
       3
    # No type 2
       6
       2
    ");
    keys(&mut model, "o");
    assert_eq!(model.tasks.sort, By::Urgency);
}

#[test]
fn sorting_and_grouping_can_differ() {
    let mut model = model((120, 36));
    keys(&mut model, "o O O");
    assert_eq!((model.tasks.sort, model.tasks.group), (By::Due, By::Type));
}

#[test]
fn a_filter_narrows_while_it_is_typed_and_stays_after_enter() {
    let mut model = model((120, 36));
    keys(&mut model, "/");
    type_text(&mut model, "project:heron");
    assert_eq!(list(&model), ">  4\n   6");
    keys(&mut model, "enter");
    assert_eq!((model.tasks.line.as_ref(), model.tasks.query.as_str()), (None, "project:heron"));
    assert_eq!(model.tasks.count, 2);
    keys(&mut model, "esc");
    assert_eq!((model.tasks.query.as_str(), model.tasks.count), ("", 5));
}

#[test]
fn escape_in_the_filter_line_shows_everything_and_the_selection_survives_both() {
    let mut model = model((120, 36));
    keys(&mut model, "j j /");
    type_text(&mut model, "+q3");
    assert_eq!(list(&model), ">  4");
    keys(&mut model, "esc");
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(4));
    assert_eq!((model.tasks.line.as_ref(), model.tasks.count), (None, 5));
}

#[test]
fn a_word_that_cannot_be_read_narrows_nothing_and_is_told_once_the_cursor_leaves_it() {
    let mut model = model((120, 36));
    keys(&mut model, "/");
    type_text(&mut model, "due:fridy");
    let error = |model: &Model| model.tasks.line.as_ref().and_then(|l| l.error().cloned());
    assert_eq!((error(&model), model.tasks.count), (None, 5));
    type_text(&mut model, " +q3");
    assert_eq!(error(&model).map(|error| error.span), Some(4..9));
    assert_eq!(list(&model), ">  4");
}

#[test]
fn enter_on_what_cannot_be_read_says_why_and_keeps_the_line() {
    let mut model = model((120, 36));
    keys(&mut model, "/");
    type_text(&mut model, "due:fridy");
    keys(&mut model, "enter");
    let line = model.tasks.line.as_ref().unwrap();
    assert!(line.error().is_some());
    keys(&mut model, "backspace backspace backspace enter");
    assert_eq!(model.tasks.query, "due:fr");
    assert!(model.tasks.line.is_some(), "`fr` is no day either");
}

#[test]
fn a_filter_about_closed_tasks_asks_for_them() {
    let mut model = model((120, 36));
    keys(&mut model, "/");
    type_text(&mut model, "status:don");
    let effects = keys(&mut model, "e");
    assert_eq!(effects, [Effect::Load(model.want())]);
    assert!(model.want().closed);
    assert_eq!(list(&model), ">  5");
    let effects = keys(&mut model, "esc");
    assert!(!model.want().closed && effects.is_empty());
}

#[test]
fn tab_completes_what_is_in_use() {
    let mut model = model((120, 36));
    keys(&mut model, "/");
    type_text(&mut model, "project:her");
    keys(&mut model, "tab enter");
    assert_eq!(model.tasks.query, "project:heron");
}

#[test]
fn finding_goes_to_a_task_and_brings_the_whole_list_back() {
    let mut model = model((120, 36));
    keys(&mut model, "f");
    type_text(&mut model, "flky");
    assert_eq!(list(&model), ">  4");
    let four = model.tasks.selected.unwrap();
    assert_eq!(model.tasks.letters[&four], [8, 9, 11, 12]);
    keys(&mut model, "enter");
    assert_eq!((model.tasks.count, model.tasks.selected), (5, Some(four)));
    assert!(model.tasks.letters.is_empty());
}

#[test]
fn escape_from_finding_goes_back_to_where_it_began() {
    let mut model = model((120, 36));
    keys(&mut model, "j f");
    type_text(&mut model, "資料");
    assert_eq!(list(&model), ">  6");
    keys(&mut model, "esc");
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(3));
}

#[test]
fn a_name_that_is_half_typed_does_not_empty_the_list() {
    let mut model = model((120, 36));
    keys(&mut model, "/");
    type_text(&mut model, "project:heron @cod");
    assert_eq!(list(&model), ">  4\n   6");
    type_text(&mut model, "ing");
    assert_eq!(list(&model), ">  4");
    keys(&mut model, "backspace enter");
    assert_eq!((model.tasks.query.as_str(), model.tasks.count), ("project:heron @codin", 0));
}

#[test]
fn marked_tasks_that_a_filter_hides_are_counted() {
    let mut model = model((120, 36));
    keys(&mut model, "space space");
    assert_eq!(choose::out_of_sight(&model.tasks), 0);
    keys(&mut model, "/");
    type_text(&mut model, "project:heron");
    keys(&mut model, "enter");
    let hidden = model.tasks.marked.iter().filter(|id| {
        model.state.task(**id).is_some_and(|task| task.project.as_deref() != Some("heron"))
    });
    let hidden = hidden.count();
    assert!(hidden > 0);
    assert_eq!(choose::out_of_sight(&model.tasks), hidden);
}
