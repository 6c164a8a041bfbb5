//! Calendars: the bytes of iCalendar files to the events of a stretch of days. What repeats is followed, what was
//! moved is where it was moved to, and what a calendar gets wrong is said in words while the rest is read.
//!
//! Pure, and bounded whatever the bytes say: nothing here may panic, hang or grow with what a rule could mean.
//! The reading is heyday's own because the parts that are hard are there already (the zones of all places and
//! the days of a rule, in [`crate::domain`]), and what is left is small.
//!
//! Start with [`Reading`]; then [`mod@file`] (lines to entries), [`series`] (entries to events), [`walk`] (what a
//! rule means) and [`busy`] (what an event takes).

mod busy;
mod custom;
mod entry;
mod faults;
mod file;
mod health;
mod lines;
mod rule;
mod series;
mod value;
mod walk;
pub mod write;
mod zones;

pub use faults::Faults;
pub use file::Source;
pub use health::Health;

use crate::domain::{Calendar, Event, Order, Span, Zone};
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

/// A calendar that is being read, file by file, so that only one has to be in memory. The files are read as one: an
/// entry that is in several of them counts once, as the newest says it.
#[derive(Debug)]
pub struct Reading<'c> {
    calendar: &'c Calendar,
    window: Span,
    sheet: file::Sheet<'c>,
    files: Vec<String>,
}

impl<'c> Reading<'c> {
    /// The reading of a calendar for the events that touch `window`, seen from `home`.
    pub fn new(calendar: &'c Calendar, window: Span, home: Zone) -> Reading<'c> {
        let years = (window.start.local().year() - 2, window.end.local().year() + 2);
        let sheet = file::Sheet {
            zones: Zones::new(home),
            entries: Vec::new(),
            faults: Faults::default(),
            mine: &calendar.mine,
            years,
        };
        Reading { calendar, window, sheet, files: Vec::new() }
    }

    /// Takes in a file.
    pub fn file(&mut self, source: Source<'_>) {
        self.sheet.read(source, self.files.len());
        self.files.push(source.name.to_owned());
    }

    /// Notes what is wrong with a file that can't be taken in.
    pub fn unread(&mut self, file: &str, why: &str) {
        self.sheet.faults.note(file, None, why);
    }

    /// What was found.
    pub fn finish(self) -> Found {
        let mut gathering = Gathering {
            zones: &self.sheet.zones,
            calendar: self.calendar,
            files: &self.files,
            window: (self.window.start.utc_ms(), self.window.end.utc_ms()),
            steps: MOST_STEPS,
            events: Vec::new(),
            faults: self.sheet.faults,
        };
        for group in groups(&self.sheet.entries) {
            gathering.gather(&group);
            if gathering.events.len() > MOST_EVENTS {
                let what = format!("has more than {MOST_EVENTS} times: the rest is left out");
                gathering.faults.note(&self.calendar.name, None, &what);
                break;
            }
        }
        let Gathering { mut events, faults, .. } = gathering;
        events.order_by(|a, b| (a.start.utc_ms(), &a.uid).cmp(&(b.start.utc_ms(), &b.uid)));
        Found { events, faults }
    }
}

/// The events of a calendar that consists of these files.
pub fn events(sources: &[Source<'_>], calendar: &Calendar, window: Span, home: Zone) -> Found {
    let mut reading = Reading::new(calendar, window, home);
    for source in sources {
        reading.file(*source);
    }
    reading.finish()
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
