//! Marking, acting on many, and a selection that stays where the person left it.

use super::*;
use crate::app::{MouseKind, Overlay, Tone};
use crate::domain::Edit;

#[test]
fn marked_tasks_are_done_in_one_step() {
    let mut model = model((120, 36));
    let effects = keys(&mut model, "space space d");
    let [Effect::Do(Intent::Done { tasks, .. })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(nos(&model, tasks), [1, 3]);
}

#[test]
fn every_action_on_many_is_one_intent() {
    for (key, verb) in [("D", "Drop"), ("X", "Delete"), ("d", "Done")] {
        let mut model = model((120, 36));
        let effects = keys(&mut model, &format!("V {key}"));
        assert_eq!(effects.len(), 1);
        assert!(format!("{effects:?}").contains(verb), "{effects:?}");
    }
    let mut model = model((120, 36));
    keys(&mut model, "V e");
    assert!(matches!(model.overlays.last(), Some(Overlay::Line(_))));
    type_text(&mut model, "+late");
    let effects = keys(&mut model, "enter");
    let [Effect::Do(Intent::Edit { tasks, edits })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((tasks.len(), edits.as_slice()), (5, &[Edit::Tag("late".into())][..]));
}

#[test]
fn marked_tasks_are_planned_for_another_day_together() {
    let mut model = model((120, 36));
    let effects = keys(&mut model, "space space x enter");
    let [Effect::Do(Intent::Edit { tasks, edits })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(nos(&model, tasks), [1, 3]);
    assert!(matches!(edits.as_slice(), [Edit::On(Some(_))]));
}

#[test]
fn closed_tasks_among_the_marked_are_no_reason_to_refuse() {
    let mut model = model((120, 36));
    keys(&mut model, ". V");
    assert_eq!(model.tasks.marked.len(), 6);
    let effects = keys(&mut model, "r");
    let [Effect::Do(Intent::Reopen { tasks })] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(nos(&model, tasks), [5]);
}

#[test]
fn select_all_twice_selects_none_and_escape_clears_marks_before_the_filter() {
    let mut model = model((120, 36));
    keys(&mut model, "V V");
    assert!(model.tasks.marked.is_empty());
    keys(&mut model, "/ + q 3 enter V esc");
    assert!(model.tasks.marked.is_empty());
    assert_eq!(model.tasks.query, "+q3");
    keys(&mut model, "esc");
    assert_eq!(model.tasks.query, "");
}

#[test]
fn starting_means_the_selected_task_whatever_is_marked() {
    let mut model = model((120, 36));
    let effects = keys(&mut model, "space j s");
    let [Effect::Do(Intent::Start { task: Some(task), .. })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(nos(&model, std::slice::from_ref(task)), [4]);
}

#[test]
fn closed_tasks_show_on_demand_and_are_loaded_for_it() {
    let mut model = model((120, 36));
    let effects = keys(&mut model, ".");
    assert_eq!(effects, [Effect::Load(model.want())]);
    assert!(list(&model).ends_with("# Closed 1\n   5"), "{}", list(&model));
    keys(&mut model, ".");
    assert!(!list(&model).contains("Closed"));
}

/// The step as another process would have recorded it.
fn happens(model: &mut Model, edit: impl Fn(&mut Task), no: u32) {
    let old = model.state.task_no(TaskNo(no)).unwrap().clone();
    let mut new = old.clone();
    edit(&mut new);
    let changes = vec![Change::task(&old, &new).unwrap()];
    update(model, Msg::Changed { changes, seq: 10 }, &now());
}

#[test]
fn the_selection_stays_on_its_task_when_the_order_changes() {
    let mut model = model((120, 36));
    keys(&mut model, "j j");
    happens(&mut model, |task| task.priority = Priority::Urgent, 4);
    insta::assert_snapshot!(list(&model).lines().take(4).collect::<Vec<_>>().join("\n"), @r"
    # Ready 4
       1
    >  4
       3
    ");
}

#[test]
fn when_the_selected_task_goes_the_one_in_its_place_is_selected() {
    let mut model = model((120, 36));
    keys(&mut model, "j");
    let done = |task: &mut Task| {
        task.status = Status::Done;
        task.closed = Some(at(25, "11:36"));
    };
    happens(&mut model, done, 3);
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(4));
    // The last one has no successor.
    keys(&mut model, "G");
    happens(&mut model, done, 2);
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(6));
}

#[test]
fn a_task_that_was_just_written_down_is_selected() {
    let mut model = model((120, 36));
    let id = TaskId(Mint::new(77, 5).uuid());
    let task = Box::new(Task::new(id, TaskNo(7), "New", at(25, "11:36")));
    let changes = vec![Change::TaskAdded { task }];
    let msg = Msg::Recorded { verb: "add".into(), subject: "7 New".into(), changes, seq: 10 };
    update(&mut model, msg, &now());
    assert_eq!(model.tasks.selected, Some(id));
}

#[test]
fn headings_are_stepped_over_and_the_first_one_shows_at_the_top() {
    let mut model = model((40, 7));
    keys(&mut model, "G");
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(2));
    keys(&mut model, "k");
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(6));
    keys(&mut model, "g g");
    assert_eq!(model.tasks.list.offset, 0);
}

#[test]
fn a_click_selects_and_the_wheel_scrolls() {
    let mut model = model((120, 12));
    let parts = layout(&model);
    let mouse = |model: &mut Model, kind, row| {
        let (x, y) = (parts.list.x + 5, parts.list.y + row);
        update(model, Msg::Mouse(Mouse { kind, x, y }), &now());
    };
    mouse(&mut model, MouseKind::Press, 3);
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(4));
    mouse(&mut model, MouseKind::Press, 0);
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(4), "a heading is nothing");
    let mut model = self::model((120, 7));
    mouse(&mut model, MouseKind::WheelDown, 1);
    assert!(model.tasks.list.offset > 0);
    let shown = model.tasks.list.visible(model.tasks.rows.len(), layout::list_rows(&model));
    assert!(shown.contains(&model.tasks.list.selected));
}

#[test]
fn the_detail_takes_the_movement_keys_and_gives_them_back() {
    let mut model = model((120, 20));
    keys(&mut model, "enter j j");
    assert_eq!(model.tasks.pane, Pane::Detail);
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(1));
    keys(&mut model, "h j");
    assert_eq!(model.tasks.selected.map(|id| no(&model, id)), Some(3));
    // Without a pane, Enter opens it over the list.
    let mut narrow = self::model((40, 12));
    keys(&mut narrow, "enter");
    assert!(matches!(narrow.overlays.last(), Some(Overlay::Detail(_))));
}

#[test]
fn an_empty_list_answers_every_key() {
    let mut model = Model::new(Settings::default(), now(), (80, 24));
    update(&mut model, Msg::Loaded { state: Box::new(State::new(3)), seq: 1 }, &now());
    model.overlays.clear();
    keys(&mut model, "2 j k G g g space V o O . l h / x enter f y enter d");
    assert!(model.toast.as_ref().is_some_and(|toast| toast.tone == Tone::Note));
}

#[test]
fn thousands_of_tasks_keep_their_selection_through_filters() {
    let mut mint = Mint::new(5, 1_795_593_600_000);
    let mut big = State::new(1);
    for no in 1..=2000 {
        let title = format!("Task {no} about {}", ["paper", "heron", "talk"][no as usize % 3]);
        let task = Task::new(TaskId(mint.uuid()), TaskNo(no), title, at(20, "09:00"));
        big.load_task(task, 0);
    }
    let mut model = Model::new(Settings::default(), now(), (80, 24));
    update(&mut model, Msg::Loaded { state: Box::new(big), seq: 1 }, &now());
    keys(&mut model, "2 G");
    let last = model.tasks.selected;
    keys(&mut model, "/");
    type_text(&mut model, "talk");
    assert_eq!(model.tasks.count, 667);
    assert_eq!(model.tasks.selected, last);
    keys(&mut model, "esc");
    assert_eq!((model.tasks.count, model.tasks.selected), (2000, last));
}
