//! A file of a calendar: lines to entries. Whatever is nested, cut or forgotten, what can be read is kept: an
//! entry that is never closed ends where the next one begins.

use super::custom::{Sketch, Turn};
use super::entry::{Context, Entry};
use super::faults::Faults;
use super::lines::{Lines, Property, decoded, normal};
use super::value::ZoneNo;
use super::write::OWN;
use super::zones::Zones;
use std::collections::BTreeMap;

/// A calendar has so many entries at most.
const MOST_ENTRIES: usize = 200_000;

/// A file of a calendar.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What it is called where something is said about it.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What all files of a calendar are read into.
#[derive(Debug)]
pub(super) struct Sheet<'s> {
    pub(super) zones: Zones,
    pub(super) entries: Vec<Entry>,
    pub(super) faults: Faults,
    /// The person's own addresses.
    pub(super) mine: &'s [String],
    /// The years around which zones will be asked.
    pub(super) years: (i32, i32),
}

/// Where in a file the reader is.
enum At {
    Outside,
    Entry(Box<Entry>),
    Zone(Sketch),
    Turn(Sketch, Box<Turn>),
}

/// A file on its way.
struct Reader<'r, 's> {
    sheet: &'r mut Sheet<'s>,
    name: &'r str,
    file: usize,
    at: At,
    /// How deep within parts of an entry that are none of ours, such as alarms.
    inner: usize,
    sketches: Vec<Sketch>,
    /// Names that no database has, until the file has said what they mean.
    unsettled: BTreeMap<String, ZoneNo>,
    calendars: usize,
    cancels: bool,
}

impl Sheet<'_> {
    /// Reads a file, the `file`th.
    pub(super) fn read(&mut self, source: Source<'_>, file: usize) {
        let first = self.entries.len();
        let bytes = normal(source.bytes);
        let mut reader = Reader {
            sheet: self,
            name: source.name,
            file,
            at: At::Outside,
            inner: 0,
            sketches: Vec::new(),
            unsettled: BTreeMap::new(),
            calendars: 0,
            cancels: false,
        };
        for line in Lines::new(&bytes) {
            if let Some(property) = Property::read(&line) {
                reader.line(&property);
            }
        }
        let cut = matches!(reader.at, At::Entry(_));
        reader.leave();
        reader.settle();
        let (calendars, cancels) = (reader.calendars, reader.cancels);
        if calendars == 0 {
            self.faults.note(source.name, None, &not_a_calendar(&bytes));
        } else if cut {
            self.faults.note(source.name, None, "ends within an entry");
        }
        for entry in self.entries.iter_mut().skip(first) {
            entry.cancelled |= cancels;
        }
    }
}

impl Reader<'_, '_> {
    fn line(&mut self, property: &Property<'_>) {
        if property.is("BEGIN") {
            self.begin(&property.text().to_ascii_uppercase());
        } else if property.is("END") {
            self.end(&property.text().to_ascii_uppercase());
        } else if self.inner == 0 {
            self.property(property);
        }
    }

    fn begin(&mut self, part: &str) {
        match part {
            "VCALENDAR" => {
                self.leave();
                self.calendars += 1;
            }
            "VEVENT" => {
                self.leave();
                self.at = At::Entry(Box::new(Entry { file: self.file, ..Entry::default() }));
            }
            "VTIMEZONE" => {
                self.leave();
                self.at = At::Zone(Sketch { years: self.sheet.years, ..Sketch::default() });
            }
            "STANDARD" | "DAYLIGHT" => {
                if let At::Zone(sketch) = std::mem::replace(&mut self.at, At::Outside) {
                    self.at = At::Turn(sketch, Box::default());
                }
            }
            // Outside of entries it is a part like a to-do; within one it may have times of its own.
            _ => {
                if matches!(self.at, At::Entry(_)) {
                    self.inner += 1;
                }
            }
        }
    }

    fn end(&mut self, part: &str) {
        match part {
            "VEVENT" | "VTIMEZONE" | "VCALENDAR" => self.leave(),
            "STANDARD" | "DAYLIGHT" => {
                if let At::Turn(mut sketch, turn) = std::mem::replace(&mut self.at, At::Outside) {
                    sketch.turns.push(*turn);
                    self.at = At::Zone(sketch);
                }
            }
            _ => self.inner = self.inner.saturating_sub(1),
        }
    }

    /// Keeps what was being read.
    fn leave(&mut self) {
        self.inner = 0;
        match std::mem::replace(&mut self.at, At::Outside) {
            At::Outside => {}
            At::Entry(mut entry) => {
                entry.finish();
                if entry.uid.ends_with(OWN) {
                    // The plan that was written back is no meeting.
                } else if self.sheet.entries.len() < MOST_ENTRIES {
                    self.sheet.entries.push(*entry);
                } else {
                    self.sheet.faults.note(self.name, None, "has more entries than can be read");
                }
            }
            At::Zone(sketch) => self.sketches.push(sketch),
            At::Turn(mut sketch, turn) => {
                sketch.turns.push(*turn);
                self.sketches.push(sketch);
            }
        }
    }

    fn property(&mut self, property: &Property<'_>) {
        match &mut self.at {
            At::Outside => {
                self.cancels |=
                    property.is("METHOD") && property.text().eq_ignore_ascii_case("CANCEL");
            }
            At::Zone(sketch) => sketch.take(property),
            At::Turn(_, turn) => turn.take(property),
            At::Entry(entry) => {
                let (zones, unsettled) = (&mut self.sheet.zones, &mut self.unsettled);
                let mut zone = |name: &str| {
                    if let Some(no) = zones.known(name) {
                        return no;
                    }
                    if let Some(no) = unsettled.get(name) {
                        return *no;
                    }
                    let no = zones.reserve();
                    unsettled.insert(name.to_owned(), no);
                    no
                };
                entry.take(property, &mut Context { zone: &mut zone, mine: self.sheet.mine });
            }
        }
    }

    /// Gives names that no database has the meaning that the file says they have.
    fn settle(&mut self) {
        for (name, no) in std::mem::take(&mut self.unsettled) {
            let sketch = self.sketches.iter().find(|sketch| sketch.name == name);
            if !sketch.is_some_and(|sketch| self.sheet.zones.settle(no, sketch)) {
                let shown: String = name.chars().take(60).collect();
                let what = format!(
                    "speaks of a zone `{shown}` that nobody knows: its times are taken as local ones"
                );
                self.sheet.faults.note(self.name, None, &what);
            }
        }
    }
}

fn not_a_calendar(bytes: &[u8]) -> String {
    let text = decoded(bytes.trim_ascii().get(..200).unwrap_or(bytes.trim_ascii())).into_owned();
    let begin: String = text.lines().next().unwrap_or("").chars().take(40).collect();
    if begin.is_empty() {
        return "is empty".to_owned();
    }
    format!("is no calendar: it begins with `{begin}`")
}
