//! Reads the calendars when they have changed, and keeps what is in them in the store. One way for commands and
//! screens; it costs a look at the files when nothing has changed, and is no reason for anything to fail.
//!
//! Start with [`refresh_if_changed`]; then [`source`] for the files, [`crate::calendar`] for what is in them.

mod keeper;
mod source;
#[cfg(test)]
mod tests;

pub(super) use keeper::Keeper;

use crate::calendar::{Health, Reading, Source};
use crate::domain::{Calendar, Now, Span};
use crate::store::{LastRead, Store};
use chrono::{Datelike, Days};
use std::path::{Path, PathBuf};

/// Another number for another way of reading: what was kept by an older program is read again.
const VERSION: u32 = 1;
/// The days that are read, back and ahead.
const DAYS_BACK: u64 = 60;
const DAYS_AHEAD: u64 = 90;
/// The window moves on so many days at once, that not every new day reads everything.
const STRIDE: i32 = 7;

/// Reads every calendar that has changed since it was read, and says how each stands. Never fails: what can't be
/// read stays as it was read last, and is said.
pub fn refresh_if_changed(store: &mut Store, now: &Now) -> Vec<Health> {
    refresh(store, now, false)
}

/// Reads every calendar, whether it has changed or not.
pub fn refresh_all(store: &mut Store, now: &Now) -> Vec<Health> {
    refresh(store, now, true)
}

fn refresh(store: &mut Store, now: &Now, again: bool) -> Vec<Health> {
    // A store that can't be read says so wherever it is asked for anything else.
    let calendars = store.calendars().unwrap_or_default();
    calendars.into_iter().map(|calendar| one(store, calendar, now, again)).collect()
}

fn one(store: &mut Store, calendar: Calendar, now: &Now, again: bool) -> Health {
    let last = store.last_read(calendar.id).ok().flatten();
    let mut health = Health {
        read: last.as_ref().map(|last| now.zone.moment(last.read_ms)),
        print: last.as_ref().map_or(0, |last| last.print),
        events: last.as_ref().map_or(0, |last| last.events),
        faults: last.as_ref().map(|last| last.faults.clone()).unwrap_or_default(),
        failure: None,
        calendar,
    };
    let looks = if health.calendar.disabled {
        Ok(source::Looks::default())
    } else {
        source::look(Path::new(&health.calendar.path))
    };
    match looks {
        Err(why) => health.failure = Some(why),
        Ok(looks) => {
            let (window, meant) = (window(now), meant(&health.calendar, now));
            let same = |last: &LastRead| last.meant == meant && last.print == looks.print();
            if again || !last.as_ref().is_some_and(same) {
                read(store, &mut health, &looks, (window, meant), now);
            }
        }
    }
    health
}

fn read(
    store: &mut Store,
    health: &mut Health,
    looks: &source::Looks,
    (window, meant): (Span, String),
    now: &Now,
) {
    let mut reading = Reading::new(&health.calendar, window, now.zone);
    source::read(looks, |name, bytes| match bytes {
        Ok(bytes) => reading.file(Source { name, bytes }),
        Err(why) => reading.unread(name, why),
    });
    let found = reading.finish();
    let read = LastRead {
        meant,
        print: looks.print(),
        read_ms: now.at.utc_ms(),
        events: u32::try_from(found.events.len()).unwrap_or(u32::MAX),
        faults: found.faults.into_words(),
    };
    match store.keep_read(health.calendar.id, &read, &found.events) {
        Ok(()) => {
            health.read = Some(now.at);
            health.print = read.print;
            health.events = read.events;
            health.faults = read.faults;
        }
        Err(error) => health.failure = Some(format!("what is in it can't be kept: {error}")),
    }
}

/// The days that are read. The same for several days, so that they are read anew once a week and not each day.
fn window(now: &Now) -> Span {
    let today = now.day();
    let into = u64::try_from(today.num_days_from_ce().rem_euclid(STRIDE)).unwrap_or(0);
    let from = today.checked_sub_days(Days::new(into + DAYS_BACK)).unwrap_or(today);
    let ahead = DAYS_AHEAD + u64::from(STRIDE.unsigned_abs()) - into;
    let to = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    Span::new(now.day_span(from).start, now.day_span(to).end)
}

/// All that what is read depends on beside the files.
fn meant(calendar: &Calendar, now: &Now) -> String {
    format!("{VERSION} {:?} {:?} {calendar:?}", now.zone, window(now).start)
}

/// The calendars at a place: the place itself; or, where it is a folder of folders as the programs keep them that
/// fetch calendars, each of those, with the name that it has for people.
///
/// # Errors
/// Why there is nothing to be read, as the end of a sentence.
pub fn calendars_at(path: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    source::look(path)?;
    let mut inner: Vec<PathBuf> = Vec::new();
    let mut own = path.is_file();
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let file = entry.path();
        own |=
            file.extension().is_some_and(|end| end.eq_ignore_ascii_case("ics")) && !file.is_dir();
        if !hidden && file.is_dir() && is_collection(&file) {
            inner.push(file);
        }
    }
    inner.sort();
    if own || inner.is_empty() {
        return Ok(vec![(path.to_owned(), called(path))]);
    }
    Ok(inner.into_iter().map(|path| (path.clone(), called(&path))).collect())
}

/// Whether a folder is a calendar: it has entries, or says what it is called.
fn is_collection(path: &Path) -> bool {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.take(1_000).any(|entry| {
        let path = entry.path();
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ics"))
            || ["displayname", "color"]
                .iter()
                .any(|name| path.file_name().is_some_and(|n| n == *name))
    })
}

/// What a calendar is called: by itself, else after its file or folder.
fn called(path: &Path) -> String {
    let said = path.join("displayname");
    let said = std::fs::metadata(&said)
        .ok()
        .filter(std::fs::Metadata::is_file)
        .and_then(|meta| if meta.len() > 400 { None } else { std::fs::read_to_string(&said).ok() });
    let said = said.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let stem = if path.is_dir() { path.file_name() } else { path.file_stem() };
    said.unwrap_or_else(|| stem.unwrap_or(path.as_os_str()).to_string_lossy().into_owned())
}
