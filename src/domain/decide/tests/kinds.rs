//! Kinds of work: named, renamed, merged, objected to.

use super::*;
use crate::domain::{Mode, Objection};

#[test]
fn a_new_kind_of_work_becomes_known_once() {
    let mut day = Day::new();
    let kind = || vec![Edit::Kind(Some("gardening".into()))];
    day.add_with("Water the plants", kind());
    day.add_with("Prune", kind());
    assert_eq!(day.state.types().iter().filter(|k| k.name == "gardening").count(), 1);
}

#[test]
fn a_kind_of_work_can_be_named_changed_and_taken_off() {
    let mut day = Day::new();
    let named = |mode| Intent::NameKind { name: "piano".into(), mode };
    day.does(named(Mode::Learning));
    assert_eq!(day.refuses(named(Mode::Learning)), Refusal::NothingToChange);
    day.does(named(Mode::Deep));
    let modes: Vec<_> = day.state.types().iter().map(|k| k.mode).collect();
    assert_eq!(modes, [Mode::Deep]);
    day.does(Intent::DropKind { name: "piano".into() });
    assert!(matches!(
        day.refuses(Intent::DropKind { name: "piano".into() }),
        Refusal::NoSuchKind(_)
    ));
}

#[test]
fn choosing_kinds_of_work_keeps_the_chosen_and_takes_the_others_off() {
    let mut day = Day::new();
    for name in ["coding", "calls"] {
        day.does(Intent::NameKind { name: name.into(), mode: Mode::Deep });
    }
    day.does(Intent::ChooseKinds { names: vec!["piano".into(), "coding".into()] });
    let names: Vec<&str> = day.state.types().iter().map(|k| k.name.as_str()).collect();
    assert_eq!(names, ["coding", "piano"]);
    assert_eq!(day.state.kind("coding").unwrap().mode, Mode::Deep);
    assert_eq!(day.refuses(Intent::ChooseKinds { names: vec![] }), Refusal::NothingToChange);
}

fn gardener() -> (Day, TaskNo, TaskNo) {
    let mut day = Day::new();
    let kind = || vec![Edit::Kind(Some("gardening".into()))];
    let (closed, open) = (day.add_with("Prune", kind()), day.add_with("Water", kind()));
    day.does(Intent::Done { tasks: one(closed), ending: Ending::default() });
    (day, closed, open)
}

fn kind_of(day: &Day, no: TaskNo) -> Option<&str> {
    day.state.task_no(no).unwrap().kind.as_deref()
}

#[test]
fn a_renamed_kind_takes_its_open_tasks_along_and_the_log_is_read_under_the_new_name() {
    let (mut day, closed, open) = gardener();
    day.does(Intent::RenameKind { from: "gardening".into(), to: "outdoors".into() });
    assert_eq!((kind_of(&day, closed), kind_of(&day, open)), (Some("gardening"), Some("outdoors")));
    assert_eq!(day.state.kind_today("gardening"), "outdoors");
    let late = day.add_with("Weed", vec![Edit::Kind(Some("gardening".into()))]);
    assert_eq!(kind_of(&day, late), Some("outdoors"), "the old name still works");
    let back = day.does(Intent::RenameKind { from: "outdoors".into(), to: "gardening".into() });
    assert_eq!(back.changes.len(), 3, "the type and two open tasks");
    assert_eq!(day.state.types()[0].formerly, ["outdoors"]);
}

#[test]
fn a_name_that_is_taken_can_only_be_merged_into() {
    let (mut day, _, open) = gardener();
    day.does(Intent::NameKind { name: "admin".into(), mode: Mode::Shallow });
    let taken = Intent::RenameKind { from: "gardening".into(), to: "admin".into() };
    assert_eq!(day.refuses(taken), Refusal::KindExists("admin".into()));
    day.does(Intent::MergeKind { from: "gardening".into(), into: "admin".into() });
    assert_eq!(kind_of(&day, open), Some("admin"));
    assert_eq!(day.state.types().len(), 1);
    assert!(day.state.types()[0].answers_to("gardening"));
    day.does(Intent::MergeKind { from: "watched".into(), into: "admin".into() });
    assert_eq!(day.state.kind_today("watched"), "admin", "of an import, never on the list");
}

#[test]
fn a_former_name_that_is_named_again_means_itself_again() {
    let (mut day, _, _) = gardener();
    day.does(Intent::RenameKind { from: "gardening".into(), to: "outdoors".into() });
    day.does(Intent::NameKind { name: "gardening".into(), mode: Mode::Deep });
    assert_eq!(day.state.kind_today("gardening"), "gardening");
    assert!(day.state.types().iter().all(|kind| kind.formerly.is_empty()));
}

#[test]
fn learned_hours_can_be_muted_and_disputed_once() {
    let (mut day, _, _) = gardener();
    let object = |objection| Intent::Object { kind: "gardening".into(), objection };
    day.does(object(Some(Objection::Muted)));
    assert_eq!(day.refuses(object(Some(Objection::Muted))), Refusal::NothingToChange);
    day.does(object(Some(Objection::Disputed)));
    assert_eq!(day.state.types()[0].objection, Some(Objection::Disputed));
    day.does(object(None));
    assert_eq!(day.state.types()[0].objection, None);
}
