//! What was said and what was heard: beside the journal, and as durable.

use super::*;
use crate::domain::{Answer, Explained, Heard, HeardId, SnoozeKind, Sound, Told, ToldId};

fn nudge(id: u128, minute: i64, rule: &str) -> Told {
    Told {
        id: ToldId(uuid::Uuid::from_u128(id)),
        at: at(minute).at,
        rule: rule.into(),
        due: at(minute - 1).at,
        text: "An hour without a break".into(),
        answer: None,
    }
}

fn heard(id: u128, from: i64, to: Option<i64>, what: Sound) -> Heard {
    Heard {
        id: HeardId(uuid::Uuid::from_u128(id)),
        start: at(from).at,
        end: to.map(|to| at(to).at),
        noticed: at(from + 2).at,
        what,
        explained: None,
    }
}

fn today(store: &Store, now: &Now) -> State {
    store.load(&Scope::Day(now.day_span(now.day())), now).unwrap()
}

/// When each that was heard was over, in minutes; `None` while it lasts.
fn ends(store: &Store, now: &Now) -> Vec<Option<i64>> {
    let minute = |end: Moment| (end.utc_ms() - at(0).at.utc_ms()) / 60_000;
    today(store, now).heard().map(|heard| heard.end.map(minute)).collect()
}

#[test]
fn of_two_processes_that_would_say_the_same_one_does() {
    let dir = tempfile::tempdir().unwrap();
    let mut one = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let mut other = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    assert!(one.tell(&nudge(1, 60, "rest")).unwrap());
    assert!(!other.tell(&Told { due: at(59).at, ..nudge(2, 61, "rest") }).unwrap());
    assert!(other.tell(&nudge(3, 60, "evening")).unwrap(), "another rule");
    assert!(other.tell(&nudge(4, 80, "rest")).unwrap(), "due at another time");
    let shown: Vec<u128> = today(&one, &at(90)).told().map(|told| told.id.0.as_u128()).collect();
    assert_eq!(shown, [1, 3, 4]);
}

#[test]
fn a_nudge_is_answered_once() {
    let mut store = Store::in_memory().unwrap();
    let told = nudge(1, 60, "rest");
    assert!(!store.answer_told(told.id, at(61).at, Answer::Take).unwrap(), "never shown");
    store.tell(&told).unwrap();
    assert!(store.answer_told(told.id, at(61).at, Answer::Postpone).unwrap());
    assert!(!store.answer_told(told.id, at(62).at, Answer::Take).unwrap());
    let state = today(&store, &at(90));
    let expected = Told { answer: Some((at(61).at, Answer::Postpone)), ..told };
    assert_eq!(state.told().collect::<Vec<_>>(), [&expected]);
}

#[test]
fn what_was_heard_survives_the_file_with_all_that_is_known_of_it() {
    let mut store = Store::in_memory().unwrap();
    let idle = heard(1, 10, Some(40), Sound::Idle);
    assert!(store.hear(&idle).unwrap());
    assert!(!store.hear(&idle).unwrap(), "it is known");
    assert!(store.explain(idle.id, Explained::Break).unwrap());
    assert!(!store.explain(HeardId(uuid::Uuid::from_u128(7)), Explained::Keep).unwrap());
    let expected = Heard { explained: Some(Explained::Break), ..idle };
    assert_eq!(today(&store, &at(50)).heard().collect::<Vec<_>>(), [&expected]);
    let tomorrow = at(24 * 60);
    assert_eq!(today(&store, &tomorrow).heard().count(), 0);
}

#[test]
fn what_lasts_is_ended_once_and_never_before_it_began() {
    let mut store = Store::in_memory().unwrap();
    let (idle, quiet) = (heard(1, 10, None, Sound::Idle), heard(2, 11, None, Sound::DoNotDisturb));
    store.hear(&idle).unwrap();
    store.hear(&quiet).unwrap();
    assert_eq!(ends(&store, &at(50)), [None, None]);
    assert!(store.heard_end(idle.id, at(5).at).unwrap());
    assert!(!store.heard_end(idle.id, at(30).at).unwrap());
    assert!(store.heard_end(quiet.id, at(30).at).unwrap());
    assert_eq!(ends(&store, &at(50)), [Some(10), Some(30)]);
}

#[test]
fn a_build_that_is_done_brings_nobody_back() {
    let mut store = Store::in_memory().unwrap();
    store.hear(&heard(1, 10, None, Sound::Idle)).unwrap();
    store.hear(&heard(2, 30, Some(30), Sound::Command)).unwrap();
    store.hear(&heard(3, 40, Some(40), Sound::Commit)).unwrap();
    assert_eq!(ends(&store, &at(50)), [None, Some(30), Some(40)]);
}

#[test]
fn what_a_dead_program_left_open_is_over_with_the_next_sign_of_life() {
    let mut store = Store::in_memory().unwrap();
    let quiet = heard(1, 5, None, Sound::DoNotDisturb);
    store.hear(&quiet).unwrap();
    store.hear(&heard(2, 10, None, Sound::Idle)).unwrap();
    store.hear(&heard(3, 15, None, Sound::Locked)).unwrap();
    assert_eq!(ends(&store, &at(20)), [None, None, None], "a lock does not end idleness");
    store.hear(&heard(4, 30, Some(30), Sound::Pause)).unwrap();
    assert_eq!(ends(&store, &at(40)), [None, Some(30), Some(30), Some(30)]);
    store.hear(&heard(5, 50, None, Sound::Idle)).unwrap();
    store.hear(&heard(6, 60, None, Sound::Idle)).unwrap();
    assert_eq!(ends(&store, &at(70))[4..], [Some(60), None]);
    // Somebody is there again, though nobody heard them come.
    store.transact(&add("Draft"), &at(80)).unwrap();
    store.transact(&add("Review"), &at(90)).unwrap();
    assert_eq!(ends(&store, &at(100)), [None, Some(30), Some(30), Some(30), Some(60), Some(80)]);
    assert_eq!(store.heard_end_all(at(70).at).unwrap(), 2);
    assert_eq!(store.heard_end_all(at(75).at).unwrap(), 0);
    let all = [Some(10), Some(30), Some(30), Some(30), Some(60), Some(70)];
    assert_eq!(ends(&store, &at(100)), all);
}

#[test]
fn a_long_absence_is_seen_from_every_day_that_it_touches() {
    let mut store = Store::in_memory().unwrap();
    let day = 24 * 60;
    store.hear(&heard(1, 0, Some(3 * day), Sound::Suspended)).unwrap();
    store.hear(&heard(2, 0, None, Sound::DoNotDisturb)).unwrap();
    assert_eq!(today(&store, &at(2 * day)).heard().count(), 2);
    let later = today(&store, &at(5 * day));
    assert_eq!(later.heard().map(|one| one.what).collect::<Vec<_>>(), [Sound::DoNotDisturb]);
}

#[test]
fn neither_is_a_step_nor_makes_anything_older() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    store.transact(&add("Draft"), &at(0)).unwrap();
    let (seq, before) = (store.last_seq().unwrap(), contents(&store));
    store.tell(&nudge(1, 60, "rest")).unwrap();
    store.hear(&heard(1, 10, Some(40), Sound::Idle)).unwrap();
    assert_eq!(store.last_seq().unwrap(), seq);
    assert_eq!(store.changes_since(seq).unwrap(), Some(Vec::new()));
    assert_eq!(contents(&store), before);
    assert_eq!(store.undo(&at(70)).unwrap().verb, "add");
    store.rebuild().unwrap();
    let state = today(&store, &at(90));
    assert_eq!((state.told().count(), state.heard().count()), (1, 1));
    assert!(store.check().unwrap().is_sound());
    drop(store);
    let again = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    assert_eq!(today(&again, &at(90)).told().count(), 1);
}

#[test]
fn a_store_that_can_only_be_read_says_so_and_says_nothing_else() {
    let mut store = Store::in_memory().unwrap();
    store.access = Access::ReadOnly { reason: "the disk is full".into() };
    assert!(matches!(store.tell(&nudge(1, 60, "rest")), Err(StoreError::ReadOnly { .. })));
    let idle = heard(1, 10, None, Sound::Idle);
    assert!(matches!(store.hear(&idle), Err(StoreError::ReadOnly { .. })));
}

fn snooze(minute: i64, how: SnoozeKind) -> Intent {
    Intent::Snooze { until: at(minute).at, how }
}

fn dispute(sign: &str) -> Intent {
    let (until, note) = ("2026-12-24".parse().unwrap(), "a launch".into());
    Intent::Dispute { sign: sign.into(), until, note }
}

#[test]
fn silences_and_objections_are_steps_that_can_be_taken_back_and_are_told_to_others() {
    let mut store = Store::in_memory().unwrap();
    let seq = store.last_seq().unwrap();
    store.transact(&snooze(30, SnoozeKind::Snoozed), &at(0)).unwrap();
    store.transact(&snooze(90, SnoozeKind::Snoozed), &at(10)).unwrap();
    store.transact(&dispute("evenings"), &at(20)).unwrap();
    let state = today(&store, &at(60));
    assert_eq!(state.snoozed(at(60).at).map(|one| one.end), Some(at(90).at));
    assert!(state.disputed("evenings", &at(60)).is_some());
    let mut other = State::default();
    assert!(store.changes_since(seq).unwrap().unwrap().iter().all(|change| other.apply(change)));
    assert!(other.snoozes().eq(state.snoozes()) && other.disputes().eq(state.disputes()));

    assert!(store.check().unwrap().is_sound());
    let before = contents(&store);
    store.rebuild().unwrap();
    assert_eq!(contents(&store), before);
    for (verb, silences, disputes) in
        [("balance dispute", 1, 0), ("nudge snooze", 1, 0), ("nudge snooze", 0, 0)]
    {
        assert_eq!(store.undo(&at(100)).unwrap().verb, verb);
        assert_eq!(store.snoozes().unwrap().len(), silences);
        assert_eq!(store.disputes().unwrap().len(), disputes);
    }
    while store.redo(&at(101)).is_ok() {}
    assert_eq!(contents(&store), before);
}

#[test]
fn a_silence_that_was_longer_then_is_seen_when_that_day_is_looked_back_at() {
    let mut store = Store::in_memory().unwrap();
    let day = 24 * 60;
    store.transact(&snooze(3 * day, SnoozeKind::Off), &at(0)).unwrap();
    let seq = store.last_seq().unwrap();
    store.transact(&Intent::Unsnooze, &at(60)).unwrap();
    let tomorrow = at(day);
    assert!(today(&store, &tomorrow).snoozed(tomorrow.at).is_none());
    let span = tomorrow.day_span(tomorrow.day());
    let then = store.state_as_of(seq, span, &tomorrow).unwrap();
    assert_eq!(then.snoozed(tomorrow.at).map(|one| one.end), Some(at(3 * day).at));
}

#[test]
fn a_check_finds_a_silence_that_is_in_no_fact() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&snooze(30, SnoozeKind::Off), &at(0)).unwrap();
    store.conn.execute("UPDATE snoozes SET end_ms = end_ms + 1", []).unwrap();
    let found = store.check().unwrap();
    assert!(found.is_mendable() && found.drift[0].starts_with("snooze "), "{found:?}");
    store.rebuild().unwrap();
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_lay_before_a_moment_is_forgotten_with_its_silences_and_objections() {
    let mut store = Store::in_memory().unwrap();
    let day = 24 * 60;
    store.transact(&snooze(30, SnoozeKind::Off), &at(0)).unwrap();
    store.transact(&Intent::Unsnooze, &at(10)).unwrap();
    store.transact(&dispute("evenings"), &at(20)).unwrap();
    store.transact(&snooze(day + 30, SnoozeKind::Off), &at(day)).unwrap();
    store.transact(&dispute("breaks"), &at(day)).unwrap();
    let what = Forget::Before(at(60).at);
    store.forget(&what, &at(2 * day), &crate::learn::Habits::default(), false).unwrap();
    let starts: Vec<Moment> = store.snoozes().unwrap().iter().map(|one| one.start).collect();
    assert_eq!(starts, [at(day).at]);
    let signs: Vec<String> = store.disputes().unwrap().into_iter().map(|one| one.sign).collect();
    assert_eq!(signs, ["breaks"]);
    let spoken = serde_json::to_string(&store.changes_since(0).unwrap().unwrap()).unwrap();
    assert!(!spoken.contains("evenings") && spoken.contains("breaks"));
    assert!(store.check().unwrap().is_sound());
}
