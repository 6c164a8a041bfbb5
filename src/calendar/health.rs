//! How the reading of a calendar stands: when it was read, and what is wrong. Planning around meetings that are
//! missing must never be silent, so this is said wherever days are shown.

use crate::domain::{Calendar, Moment};

/// How the reading of a calendar stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The calendar.
    pub calendar: Calendar,
    /// When it was read last; `None` when it never was.
    pub read: Option<Moment>,
    /// What its files looked like then: another number when they were read as something else.
    pub print: i64,
    /// How many events were in it then.
    pub events: u32,
    /// What was wrong with it then, in words. Hostile text.
    pub faults: Vec<String>,
    /// Why it can't be read now, as the end of a sentence. Hostile text.
    pub failure: Option<String>,
}

impl Health {
    /// What is to be said about it, in one sentence without a full stop; `None` when all is well. Hostile text:
    /// escape it where it is shown.
    pub fn trouble(&self) -> Option<String> {
        let name = &self.calendar.name;
        if let Some(why) = &self.failure {
            return Some(match self.read {
                Some(at) => {
                    let since = at.local().format("%a %-d %H:%M");
                    format!("calendar `{name}`: not read since {since}: {why}")
                }
                None => format!("calendar `{name}` can't be read: {why}"),
            });
        }
        let first = self.faults.first()?;
        Some(match self.faults.len() {
            1 => format!("calendar `{name}`: {first}"),
            many => format!("calendar `{name}`: {first}, and {} more", many - 1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AllDay, CalendarId};

    #[test]
    fn what_is_wrong_is_said_in_one_sentence_and_nothing_when_all_is_well() {
        let calendar = Calendar {
            id: CalendarId(uuid::Uuid::nil()),
            name: "work".into(),
            path: "/a".into(),
            all_day: AllDay::Busy,
            mine: Vec::new(),
            tentative_free: false,
            disabled: false,
        };
        let well =
            Health { calendar, read: None, print: 0, events: 3, faults: Vec::new(), failure: None };
        assert_eq!(well.trouble(), None);
        let faults = vec!["`a.ics` is empty".to_owned(), "`b.ics` is empty".to_owned()];
        let said = Health { faults, ..well.clone() }.trouble();
        assert_eq!(said.unwrap(), "calendar `work`: `a.ics` is empty, and 1 more");
        let gone = Health { failure: Some("no such file or folder".into()), ..well };
        assert_eq!(
            gone.trouble().unwrap(),
            "calendar `work` can't be read: no such file or folder"
        );
        let read = Moment::parse_rfc3339("2026-11-20T09:12:00+01:00");
        assert_eq!(
            Health { read, ..gone }.trouble().unwrap(),
            "calendar `work`: not read since Fri 20 09:12: no such file or folder"
        );
    }
}
