//! Closed days, and what was offered on a day.

use super::*;
use crate::domain::Closing;

fn close(note: &str) -> Intent {
    Intent::CloseDay { note: note.into() }
}

fn notes(store: &Store) -> Vec<String> {
    store.closings().unwrap().into_iter().map(|closing| closing.note).collect()
}

#[test]
fn a_day_has_one_end_and_each_step_about_it_can_be_undone() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&close(" a good one "), &at(500)).unwrap();
    store.transact(&close("nearly done"), &at(510)).unwrap();
    let expected =
        Closing { day: "2026-11-25".parse().unwrap(), at: at(510).at, note: "nearly done".into() };
    assert_eq!(store.closings().unwrap(), [expected]);
    let again = store.transact(&close("nearly done"), &at(520));
    assert!(matches!(again, Err(StoreError::Refused(crate::domain::Refusal::NothingToChange))));
    store.undo(&at(530)).unwrap();
    assert_eq!(notes(&store), ["a good one"]);
    store.undo(&at(531)).unwrap();
    assert!(notes(&store).is_empty());
    store.redo(&at(532)).unwrap();
    assert_eq!(notes(&store), ["a good one"]);
}

#[test]
fn closed_days_are_loaded_with_their_day_and_are_what_the_journal_adds_up_to() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&close("first"), &at(0)).unwrap();
    store.transact(&close("second"), &at(24 * 60)).unwrap();
    let day = |now: &Now| Scope::Day(now.day_span(now.day()));
    let state = store.load(&day(&at(24 * 60)), &at(24 * 60)).unwrap();
    let loaded: Vec<&str> = state.closings().map(|closing| closing.note.as_str()).collect();
    assert!(loaded.contains(&"second"), "{loaded:?}");
    assert!(store.check().unwrap().is_sound());
    let before = contents(&store);
    store.rebuild().unwrap();
    assert_eq!(contents(&store), before);
}

#[test]
fn what_is_forgotten_before_a_moment_takes_the_days_closed_before_along() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&close("first"), &at(0)).unwrap();
    store.transact(&close("second"), &at(24 * 60)).unwrap();
    let what = Forget::Before(at(60).at);
    store.forget(&what, &at(25 * 60), &crate::learn::Habits::default(), false).unwrap();
    assert_eq!(notes(&store), ["second"]);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn the_last_step_before_a_day_is_what_a_person_did() {
    let mut store = Store::in_memory().unwrap();
    let morning = at(24 * 60).at;
    assert_eq!(store.last_step_before(morning).unwrap(), None);
    store.transact(&add("Draft"), &at(30)).unwrap();
    store.transact(&add("Review"), &at(24 * 60 + 5)).unwrap();
    assert_eq!(store.last_step_before(morning).unwrap(), Some(at(30).at));
}

#[test]
fn what_was_offered_is_remembered_for_each_flow() {
    let mut store = Store::in_memory().unwrap();
    let [first, second] = ["2026-11-25", "2026-11-26"].map(|day| day.parse().unwrap());
    assert_eq!(store.offered("morning").unwrap(), None);
    store.keep_offer("morning", first).unwrap();
    store.keep_offer("morning", second).unwrap();
    assert_eq!(store.offered("morning").unwrap(), Some(second));
    assert_eq!(store.offered("shutdown").unwrap(), None);
}
