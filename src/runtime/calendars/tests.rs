//! Calendars on a disk: when they are read, and what can be in the way.

use super::*;
use crate::domain::{AllDay, CalendarId, Intent, Zone};
use crate::store::Scope;
use std::fs;

pub(super) const ENTRY: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:UID1\nSUMMARY:Weekly\n\
    DTSTART;TZID=Europe/Berlin:20261002T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n\
    END:VEVENT\nEND:VCALENDAR\n";

pub(super) fn now() -> Now {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    // Friday 27 November 2026, 12:00.
    Now::new(1_795_777_200_000, zone, 240)
}

pub(super) fn calendar(path: &Path) -> Calendar {
    Calendar {
        id: CalendarId(uuid::Uuid::nil()),
        name: "work".into(),
        path: path.to_str().unwrap().into(),
        all_day: AllDay::Busy,
        mine: Vec::new(),
        tentative_free: false,
        disabled: false,
    }
}

fn with(path: &Path) -> Store {
    let mut store = Store::in_memory().unwrap();
    store.transact(&Intent::AddCalendars(vec![calendar(path)]), &now()).unwrap();
    store
}

fn titles(store: &Store) -> Vec<String> {
    let scope = Scope::Day(now().day_span(now().day()));
    store.load(&scope, &now()).unwrap().events().map(|event| event.title.clone()).collect()
}

#[test]
fn what_a_calendar_says_of_today_is_among_the_events_of_today() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("work.ics"), ENTRY).unwrap();
    let mut store = with(dir.path());
    assert_eq!(titles(&store), [""; 0]);
    let healths = refresh_if_changed(&mut store, &now());
    assert_eq!((healths[0].trouble(), healths[0].read), (None, Some(now().at)));
    assert_eq!(titles(&store), ["Weekly"]);
}

#[test]
fn an_unchanged_calendar_is_not_read_again_and_a_changed_one_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("work.ics");
    fs::write(&file, ENTRY).unwrap();
    let mut store = with(dir.path());
    refresh_if_changed(&mut store, &now());
    let later = Now::new(now().at.utc_ms() + 3_600_000, now().zone, 240);
    assert_eq!(refresh_if_changed(&mut store, &later)[0].read, Some(now().at));
    fs::write(&file, ENTRY.replace("Weekly", "Weekly meeting")).unwrap();
    assert_eq!(refresh_if_changed(&mut store, &later)[0].read, Some(later.at));
    assert_eq!(titles(&store), ["Weekly meeting"]);
}

#[test]
fn a_calendar_that_is_gone_stays_as_it_was_read_last_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("work.ics");
    fs::write(&file, ENTRY).unwrap();
    let mut store = with(&file);
    refresh_if_changed(&mut store, &now());
    fs::remove_file(&file).unwrap();
    let healths = refresh_if_changed(&mut store, &now());
    assert_eq!(
        healths[0].trouble().unwrap(),
        "calendar `work`: not read since Fri 27 12:00: no such file or folder"
    );
    assert_eq!(titles(&store), ["Weekly"]);
}

#[test]
fn a_calendar_that_is_removed_or_passed_over_takes_its_events_along() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("work.ics"), ENTRY).unwrap();
    let mut store = with(dir.path());
    refresh_if_changed(&mut store, &now());
    let off = Box::new(Calendar { disabled: true, ..calendar(dir.path()) });
    store.transact(&Intent::EditCalendar { name: "work".into(), to: off }, &now()).unwrap();
    refresh_if_changed(&mut store, &now());
    assert_eq!(titles(&store), [""; 0]);
    store.undo(&now()).unwrap();
    refresh_if_changed(&mut store, &now());
    assert_eq!(titles(&store), ["Weekly"]);
    store.transact(&Intent::RemoveCalendar { name: "work".into() }, &now()).unwrap();
    assert_eq!(titles(&store), [""; 0]);
    store.undo(&now()).unwrap();
    assert_eq!(titles(&store), ["Weekly"]);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_was_read_is_the_same_after_it_was_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("work.ics"), ENTRY).unwrap();
    let mut store = with(dir.path());
    refresh_if_changed(&mut store, &now());
    let scope = Scope::Day(now().day_span(now().day()));
    let before = store.load(&scope, &now()).unwrap();
    store.rebuild().unwrap();
    assert_eq!(store.load(&scope, &now()).unwrap(), before);
    let (id, last) = (before.calendars().next().unwrap().id, store.last_read(calendar_id(&before)));
    let thrown = LastRead { meant: String::new(), ..last.unwrap().unwrap() };
    store.keep_read(id, &thrown, &[]).unwrap();
    assert_eq!(titles(&store), [""; 0]);
    refresh_if_changed(&mut store, &now());
    assert_eq!(store.load(&scope, &now()).unwrap(), before);
}

fn calendar_id(state: &crate::domain::State) -> CalendarId {
    state.calendars().next().unwrap().id
}

#[test]
fn a_folder_of_folders_is_a_calendar_for_each_with_the_name_it_has_for_people() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a-1", "b-2", ".hidden", "papers"] {
        fs::create_dir(dir.path().join(name)).unwrap();
    }
    fs::write(dir.path().join("a-1/x.ics"), ENTRY).unwrap();
    fs::write(dir.path().join("a-1/displayname"), "Work\n").unwrap();
    fs::write(dir.path().join("b-2/color"), "#ff0000").unwrap();
    fs::write(dir.path().join(".hidden/x.ics"), ENTRY).unwrap();
    let names = |path: &Path| -> Vec<String> {
        calendars_at(path).unwrap().into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(names(dir.path()), ["Work", "b-2"]);
    assert_eq!(names(&dir.path().join("a-1")), ["Work"]);
    assert_eq!(names(&dir.path().join("a-1/x.ics")), ["x"]);
    assert_eq!(calendars_at(&dir.path().join("c")).unwrap_err(), "no such file or folder");
}

#[cfg(unix)]
#[test]
fn circles_pipes_and_locked_files_hide_nothing_else() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("good.ics"), ENTRY).unwrap();
    fs::create_dir(dir.path().join("inner")).unwrap();
    symlink(dir.path(), dir.path().join("inner/circle")).unwrap();
    symlink(dir.path().join("nowhere"), dir.path().join("broken.ics")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, dir.path().join("pipe.ics"), 0o600.into()).unwrap();
    fs::create_dir(dir.path().join("folder.ics")).unwrap();
    let mut store = with(dir.path());
    let healths = refresh_if_changed(&mut store, &now());
    assert_eq!(titles(&store), ["Weekly"]);
    assert_eq!(
        healths[0].faults,
        ["`broken.ics` can't be read: no such file or folder", "`pipe.ics` is no file"]
    );
}
