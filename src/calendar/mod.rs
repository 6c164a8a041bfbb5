//! Calendars: the bytes of iCalendar files to the events of a stretch of days. What repeats is followed, what was
//! moved is where it was moved to, and what a calendar gets wrong is said in words while the rest is read.
//!
//! Pure, and bounded whatever the bytes say: nothing here may panic, hang or grow with what a rule could mean.
//! The reading is heyday's own because the parts that are hard are there already (the zones of all places and
//! the days of a rule, in [`crate::domain`]), and what is left is small.
//!
//! Start with [`events`]; then [`file`] (lines to entries), [`series`] (entries to events), [`walk`] (what a
//! rule means) and [`busy`] (what an event takes).

mod busy;
mod custom;
mod entry;
mod faults;
mod file;
mod lines;
mod rule;
mod series;
mod value;
mod walk;
mod zones;

pub use faults::Faults;
pub use file::Source;

use crate::domain::{Calendar, Event, Span, Zone};
use chrono::Datelike;
use entry::Entry;
use series::Gathering;
use std::collections::HashMap;
use zones::Zones;

/// A calendar has so many events in a window at most.
const MOST_EVENTS: usize = 100_000;
/// Days and times that may be looked at for all series of a calendar before each gets only a few.
const MOST_STEPS: u64 = 4_000_000;

/// What was found in a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The events that touch the window, by start. None that were called off or declined.
    pub events: Vec<Event>,
    /// What was wrong, in words.
    pub faults: Faults,
}

/// The events of a calendar that touch `window`, seen from `home`. The files are read as one: an entry that is in
/// several of them counts once, as the newest says it.
pub fn events(sources: &[Source<'_>], calendar: &Calendar, window: Span, home: Zone) -> Found {
    let years = (window.start.local().year() - 2, window.end.local().year() + 2);
    let mut sheet = file::Sheet {
        zones: Zones::new(home),
        entries: Vec::new(),
        faults: Faults::default(),
        mine: &calendar.mine,
        years,
    };
    for (number, source) in sources.iter().enumerate() {
        sheet.read(*source, number);
    }
    let files: Vec<&str> = sources.iter().map(|source| source.name).collect();
    let mut gathering = Gathering {
        zones: &sheet.zones,
        calendar,
        files: &files,
        window: (window.start.utc_ms(), window.end.utc_ms()),
        steps: MOST_STEPS,
        events: Vec::new(),
        faults: sheet.faults,
    };
    for group in groups(&sheet.entries) {
        gathering.gather(&group);
        if gathering.events.len() > MOST_EVENTS {
            let what = format!("has more than {MOST_EVENTS} times: the rest is left out");
            gathering.faults.note(&calendar.name, None, &what);
            break;
        }
    }
    let Gathering { mut events, faults, .. } = gathering;
    events.sort_by(|a, b| (a.start.utc_ms(), &a.uid).cmp(&(b.start.utc_ms(), &b.uid)));
    Found { events, faults }
}

/// Entries by name, in the order in which the names are met. What has no name is alone.
fn groups(entries: &[Entry]) -> Vec<Vec<&Entry>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Vec<&Entry>> = Vec::new();
    for entry in entries {
        let next = groups.len();
        let place = match entry.uid.as_str() {
            "" => next,
            uid => *places.entry(uid).or_insert(next),
        };
        match groups.get_mut(place) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

#[cfg(test)]
mod tests;
