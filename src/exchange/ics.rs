//! iCalendar: entries become events of the log, once. A calendar that goes on being read is `heyday calendar add`'s; this is
//! for what is over, or for a file that will not change.
//!
//! Of what repeats, the times from five years back to one year ahead are brought in, each by itself. A time has the
//! same name at every import, so that importing twice adds nothing.

use super::import::{Importer, LineError, Sink};
use super::jsonl::Record;
use crate::calendar::{Reading, Source};
use crate::domain::{AllDay, Calendar, CalendarId, Span};
use uuid::Uuid;

/// A file is so large at most.
const LARGEST: usize = 48 << 20;
const DAY_S: i64 = 86_400;

/// Reads iCalendar files.
#[derive(Debug, Default)]
pub struct Reader {
    mine: Vec<String>,
    all_day: AllDay,
    bytes: Vec<u8>,
    too_long: bool,
}

impl Reader {
    /// A reader that leaves out what one of these addresses has declined.
    pub fn new(mine: Vec<String>, all_day: AllDay) -> Reader {
        Reader { mine, all_day, ..Reader::default() }
    }
}

impl Importer for Reader {
    fn feed(&mut self, bytes: &[u8], _: &mut Sink) {
        self.too_long |= self.bytes.len() + bytes.len() > LARGEST;
        if !self.too_long {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn end_of_file(&mut self, sink: &mut Sink) {
        let bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.too_long) {
            return sink.refuse(LineError::new(format!("it is larger than {} MiB", LARGEST >> 20)));
        }
        let file = sink.file().to_owned();
        let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let calendar = Calendar {
            id: CalendarId(Uuid::nil()),
            name: name.strip_suffix(".ics").unwrap_or(name).to_owned(),
            path: file.clone(),
            all_day: self.all_day,
            mine: self.mine.clone(),
            tentative_free: false,
            disabled: false,
        };
        let now = sink.now();
        let window =
            Span::new(now.at.plus_seconds(-5 * 366 * DAY_S), now.at.plus_seconds(366 * DAY_S));
        let mut reading = Reading::new(&calendar, window, now.zone);
        reading.file(Source { name, bytes: &bytes });
        let found = reading.finish();
        for fault in found.faults.into_words() {
            sink.warn(fault);
        }
        for event in found.events {
            sink.add(Record::Event(event));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, Now, Zone};
    use crate::exchange::import::{Ground, read_all};

    #[test]
    fn what_repeats_is_brought_in_time_by_time_and_what_is_wrong_is_said() {
        // Friday 27 November 2026, 12:00.
        let now = Now::new(1_795_777_200_000, Zone::parse("Europe/Berlin").unwrap(), 240);
        let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Weekly\nDTSTART:20261106T090000Z\n\
            DURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nSUMMARY:None\n\
            END:VEVENT\nEND:VCALENDAR\n";
        let mut reader = Reader::new(Vec::new(), AllDay::Busy);
        let (changes, report) =
            read_all(&mut reader, &[("old/work.ics", text.as_bytes())], Ground::new(now));
        let told: Vec<String> = changes
            .iter()
            .map(|change| match change {
                Change::EventAdded { event } => {
                    format!("{} {} {}", event.calendar, event.uid, event.start)
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "work a/20261106T090000Z 2026-11-06T10:00:00+01:00",
                "work a/20261113T090000Z 2026-11-13T10:00:00+01:00",
            ]
        );
        assert_eq!(
            report.warnings[0].error.reason,
            "`work.ics`: `None` has no start and is left out"
        );
    }
}
