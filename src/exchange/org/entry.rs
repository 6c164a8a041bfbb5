//! What stands below one headline: its dates, properties, clock lines and text.

use super::super::identity::Fingerprint;
use super::super::import::LineError;
use super::headline::Headline;
use super::timestamp::{Timestamp, timestamp};
use crate::domain::{Moment, Now, Session, SessionId};
use crate::text;
use chrono::NaiveTime;
use uuid::Uuid;

/// The longest note that is kept, in bytes; an outline may be a book.
const NOTE: usize = 256 << 10;

/// Where in an entry the reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    Properties,
    Logbook,
}

/// A headline and what stands below it, so far.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) line: u64,
    pub(super) head: Headline,
    pub(super) scheduled: Option<Timestamp>,
    pub(super) deadline: Option<Timestamp>,
    pub(super) closed: Option<Moment>,
    pub(super) created: Option<Moment>,
    pub(super) id: Option<Uuid>,
    pub(super) category: Option<String>,
    pub(super) effort_s: Option<u32>,
    pub(super) clocks: Vec<(u64, Session)>,
    pub(super) note: String,
    place: Place,
}

/// What a line of an entry needs from outside it, or says to the outside.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// Something was left out or not kept, in words for the report.
    Note(&'static str),
    Warning(String),
}

impl Entry {
    /// An entry that begins with a headline.
    pub(super) fn new(line: u64, head: Headline) -> Entry {
        Entry { line, head, ..Entry::default() }
    }

    /// Takes the next line below the headline.
    pub(super) fn take(&mut self, number: u64, line: &str, now: &Now) -> Result<Said, LineError> {
        let text = line.trim();
        match (self.place, text.to_ascii_uppercase().as_str()) {
            (_, ":END:") => self.place = Place::Text,
            (Place::Text, ":PROPERTIES:") => self.place = Place::Properties,
            (Place::Text, ":LOGBOOK:" | ":CLOCK:") => self.place = Place::Logbook,
            _ if text.starts_with("CLOCK:") => return self.clock(number, text, now),
            (Place::Properties, _) => return Ok(self.property(text, now)),
            // Notes of how its keyword changed.
            (Place::Logbook, _) => return Ok(Said::Note("a line of a logbook is left out")),
            (Place::Text, _) if self.plans(text) => return self.planning(text, now),
            (Place::Text, _) => return Ok(self.text(line.trim_end())),
        }
        Ok(Said::Nothing)
    }

    /// Whether the line is the one of dates, which only the first below the headline can be.
    fn plans(&self, text: &str) -> bool {
        self.note.is_empty()
            && ["SCHEDULED:", "DEADLINE:", "CLOSED:"].iter().any(|word| text.starts_with(word))
    }

    fn planning(&mut self, text: &str, now: &Now) -> Result<Said, LineError> {
        let mut rest = text;
        let mut said = Said::Nothing;
        while let Some((word, after)) = rest.split_once(':') {
            let word = word.trim();
            let Some((stamp, after)) = timestamp(after.trim_start()) else {
                let shown = super::super::clip(after.trim());
                return Err(LineError::new(format!("`{word}` is `{shown}`, not a timestamp")));
            };
            if stamp.rest {
                said = Said::Note("a timestamp's warning time or habit range is left out");
            }
            match word {
                "SCHEDULED" => self.scheduled = Some(stamp),
                "DEADLINE" => self.deadline = Some(stamp),
                "CLOSED" => self.closed = Some(moment(&stamp, now)),
                _ => {}
            }
            rest = after;
        }
        Ok(said)
    }

    fn property(&mut self, text: &str, now: &Now) -> Said {
        let named = text.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        let Some((name, value)) = named.map(|(name, value)| (name, value.trim())) else {
            return Said::Nothing;
        };
        match name.to_ascii_uppercase().as_str() {
            "ID" => {
                let made = || Fingerprint::new("org.id").text(value).uuid();
                self.id = Some(Uuid::try_parse(value).unwrap_or_else(|_| made()));
            }
            "EFFORT" => {
                self.effort_s = effort(value);
                if self.effort_s.is_none() {
                    let shown = super::super::clip(value);
                    return Said::Warning(format!("`Effort` is `{shown}`, not a length of time"));
                }
            }
            "CATEGORY" => self.category = Some(value.to_owned()),
            "CREATED" => self.created = timestamp(value).map(|(stamp, _)| moment(&stamp, now)),
            "LAST_REPEAT" | "STYLE" => {}
            _ => {
                return Said::Note(
                    "a property other than `ID`, `Effort`, `CATEGORY` and `CREATED` is left out",
                );
            }
        }
        Said::Nothing
    }

    /// `CLOCK: [2026-11-20 Fri 09:00]--[2026-11-20 Fri 10:30] =>  1:30`; without the second one it runs.
    fn clock(&mut self, number: u64, text: &str, now: &Now) -> Result<Said, LineError> {
        let wrong = || LineError::new("not a clock line: `CLOCK: [start]--[end]` is wanted");
        let rest = text.strip_prefix("CLOCK:").unwrap_or(text).trim_start();
        if rest.starts_with("=>") {
            return Ok(Said::Note("a clock line without times is left out"));
        }
        let (start, rest) = timestamp(rest).ok_or_else(wrong)?;
        let start = moment(&start, now);
        let end = match rest.strip_prefix("--") {
            None if rest.trim().is_empty() => None,
            None => return Err(wrong()),
            Some(rest) => Some(moment(&timestamp(rest).ok_or_else(wrong)?.0, now)),
        };
        super::super::import::worklog::in_order(start, end)?;
        if end == Some(start) {
            return Ok(Said::Note("a stretch of no length is left out"));
        }
        // Only one thing is clocked at a time.
        let id = Fingerprint::new("org.session").moment(Some(start)).uuid();
        let mut session = Session::running(SessionId(id), None, None, start);
        session.end = end;
        self.clocks.push((number, session));
        Ok(Said::Nothing)
    }

    fn text(&mut self, line: &str) -> Said {
        if self.note.is_empty() && line.trim().is_empty() {
            return Said::Nothing;
        }
        if self.note.len() + line.len() > NOTE {
            return Said::Note("a line of a very long text is left out");
        }
        self.note.extend(line.chars().filter(|c| *c != '\0'));
        self.note.push('\n');
        Said::Nothing
    }
}

/// The moment a timestamp means; the morning, when it says no time.
pub(super) fn moment(stamp: &Timestamp, now: &Now) -> Moment {
    now.zone.at(stamp.date.and_time(stamp.time.unwrap_or(NaiveTime::MIN)))
}

/// `1:30`, `45` (minutes), `1h30m` or `2d`.
fn effort(value: &str) -> Option<u32> {
    if let Some((hours, minutes)) = value.split_once(':') {
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        return hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?);
    }
    match value.parse::<u32>() {
        Ok(minutes) => minutes.checked_mul(60),
        Err(_) => text::duration(&value.replace(' ', "").replace("min", "m")).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::effort;

    #[test]
    fn efforts_are_read_as_org_writes_them() {
        assert_eq!(effort("1:30"), Some(5400));
        assert_eq!(effort("45"), Some(2700));
        assert_eq!((effort("1h30m"), effort("2h 15min")), (Some(5400), Some(8100)));
        for wrong in ["", "x", "-1", "1:x", "99999999999", "9999999:0"] {
            assert_eq!(effort(wrong), None, "{wrong}");
        }
    }
}
