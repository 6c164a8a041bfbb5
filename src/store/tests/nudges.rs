//! What was said and what was heard: beside the journal, and as durable.

use super::*;
use crate::domain::{
    Answer, Brought, Explained, Heard, HeardId, Snooze, SnoozeId, SnoozeKind, Sound, Told, ToldId,
};

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
    // The desktop may still be in silence; whoever listens anew knows better.
    assert_eq!(store.heard_end_all(at(95).at).unwrap(), 1);
    assert_eq!(store.heard_end_all(at(96).at).unwrap(), 0);
    let all = [Some(10), Some(30), Some(30), Some(30), Some(60), Some(80)];
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

#[test]
fn what_was_said_and_heard_is_imported_once_and_is_no_step() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Draft"), &at(0)).unwrap();
    store.undo(&at(1)).unwrap();
    let seq = store.last_seq().unwrap();
    let told = Told { answer: Some((at(61).at, Answer::Take)), ..nudge(1, 60, "rest") };
    let idle = heard(2, 10, Some(40), Sound::Idle);
    let things = || {
        let all = [Brought::Told(told.clone()), Brought::Heard(idle.clone())];
        all.into_iter().map(Ok::<_, StoreError>)
    };
    let count = store.import(things(), "import", "log", &at(100)).unwrap();
    assert_eq!((count.added, count.present, count.beside), (2, 0, 2));
    let again = store.import(things(), "import", "log", &at(101)).unwrap();
    assert_eq!((again.added, again.present, again.beside), (0, 2, 0));
    let same = Told { id: ToldId(uuid::Uuid::from_u128(7)), ..told.clone() };
    let same = std::iter::once(Ok::<_, StoreError>(Brought::Told(same)));
    assert_eq!(store.import(same, "import", "log", &at(102)).unwrap().present, 1);
    let state = today(&store, &at(200));
    assert_eq!(state.told().collect::<Vec<_>>(), [&told]);
    assert_eq!(state.heard().collect::<Vec<_>>(), [&idle]);
    assert_eq!(store.last_seq().unwrap(), seq);
    assert_eq!(store.redo(&at(103)).unwrap().verb, "add", "the way forward is still there");
    let draft = add("Review");
    store.transact(&draft, &at(104)).unwrap();
    let snooze = Snooze {
        id: SnoozeId(uuid::Uuid::from_u128(3)),
        start: at(0).at,
        end: at(9).at,
        how: SnoozeKind::Off,
    };
    let mixed = [
        Brought::Change(Change::SnoozeAdded { snooze }),
        Brought::Heard(heard(4, 50, None, Sound::Locked)),
    ];
    let count =
        store.import(mixed.into_iter().map(Ok::<_, StoreError>), "import", "", &at(105)).unwrap();
    assert_eq!((count.added, count.beside), (2, 1));
    assert_eq!(store.undo(&at(106)).unwrap().verb, "import");
    assert_eq!((store.snoozes().unwrap().len(), today(&store, &at(200)).heard().count()), (0, 2));
    assert!(store.check().unwrap().is_sound());
}

fn forget(store: &mut Store, what: &Forget) -> Forgotten {
    store.forget(what, &at(3_000), &crate::learn::Habits::default(), false).unwrap()
}

/// Everything that was said and heard, as text.
fn beside(store: &Store) -> Vec<String> {
    let told = texts(all(|each| store.each_told(None, each)));
    told.chain(texts(all(|each| store.each_heard(None, each)))).collect()
}

#[test]
fn what_was_said_and_heard_before_is_forgotten_backups_included() {
    let dir = tempfile::tempdir().unwrap();
    let late = |store: &mut Store| {
        store.tell(&nudge(2, 1_500, "rest")).unwrap();
        store.hear(&heard(2, 1_500, Some(1_540), Sound::Idle)).unwrap();
    };
    let mut store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    store.tell(&Told { text: "a zebra".into(), ..nudge(1, 60, "rest") }).unwrap();
    store.hear(&heard(1, 10, Some(40), Sound::Idle)).unwrap();
    late(&mut store);
    store.backup(&at(1_600)).unwrap();
    let found = forget(&mut store, &Forget::Before(at(1_000).at));
    assert_eq!((found.gone.nudges, found.gone.presences, found.gone.facts), (1, 1, 0));
    assert_eq!(found.backups_rewritten, 1);
    let mut never = Store::in_memory().unwrap();
    late(&mut never);
    assert_eq!(beside(&store), beside(&never));
    drop(store);
    let bytes = |path: &Path| std::fs::read(path).unwrap();
    let backup = Store::backups(dir.path()).unwrap().remove(0);
    for file in [dir.path().join("heyday.db"), backup.path.clone()] {
        assert!(!bytes(&file).windows(5).any(|word| word == b"zebra"), "{file:?}");
    }
    let (restored, _) = Store::restore(dir.path(), &backup.name, &at(2_000)).unwrap();
    assert_eq!(beside(&restored), beside(&never));
}

#[test]
fn a_nudge_that_may_name_a_forgotten_task_loses_its_words_and_nothing_else() {
    let mut store = Store::in_memory().unwrap();
    store.transact(&add("Meet the zebra"), &at(0)).unwrap();
    let told = Told { text: "`Meet the zebra` could move".into(), ..nudge(1, 60, "enough") };
    store.tell(&told).unwrap();
    let task = everything(&store).task_no(TaskNo(1)).unwrap().id;
    forget(&mut store, &Forget::Project("farm".into()));
    assert_eq!(beside(&store), [format!("{told:?}")], "nothing was forgotten");
    forget(&mut store, &Forget::Task(task));
    assert_eq!(beside(&store), [format!("{:?}", Told { text: String::new(), ..told })]);
}

#[test]
fn everything_forgotten_takes_what_was_said_and_heard_along() {
    let mut store = Store::in_memory().unwrap();
    store.tell(&nudge(1, 60, "rest")).unwrap();
    store.hear(&heard(1, 10, None, Sound::Idle)).unwrap();
    store.transact(&snooze(90, SnoozeKind::Off), &at(60)).unwrap();
    forget(&mut store, &Forget::Everything);
    assert!(beside(&store).is_empty());
    assert_eq!(contents(&store), contents(&Store::in_memory().unwrap()));
}

#[test]
fn what_was_heard_and_over_long_ago_is_removed_once() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.heard_kept().unwrap(), (0, None));
    store.hear(&heard(1, 10, Some(20), Sound::Idle)).unwrap();
    store.hear(&heard(2, 30, Some(50), Sound::Locked)).unwrap();
    store.hear(&heard(3, 35, None, Sound::DoNotDisturb)).unwrap();
    store.hear(&heard(4, 60, Some(60), Sound::Commit)).unwrap();
    let before = at(40).at;
    assert_eq!(store.prune_heard(before).unwrap(), 1, "what goes on over that moment stays");
    assert_eq!(store.prune_heard(before).unwrap(), 0);
    assert_eq!(store.heard_kept().unwrap(), (3, Some(at(30).at.utc_ms())));
}
