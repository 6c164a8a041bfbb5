//! An entry of a calendar (`VEVENT`) as it stands there: property by property, nothing decided.
//!
//! Next: [`super::series`], which makes events of entries, and [`super::busy`], which says what they take.

use super::custom::Sketch;
use super::lines::Property;
use super::rule::Rule;
use super::value::{End, Stamp, ZoneNo, length, period, stamp};

/// A title is at most so many characters long.
const LONGEST_TITLE: usize = 300;
const LONGEST_UID: usize = 255;
/// So many dates may be added to an entry, and as many taken out.
const MOST_DATES: usize = 200_000;

/// How Outlook says what an entry takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Free,
    Busy,
    Tentative,
    OutOfOffice,
}

/// What one of the person's own addresses has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Declined,
    Tentative,
    Other,
}

/// A rule, or why it is none.
pub(super) type Ruled = Result<Rule, String>;

/// An entry. What is empty or `None` was not said.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) uid: String,
    pub(super) title: String,
    pub(super) start: Option<Stamp>,
    pub(super) end: Option<End>,
    pub(super) rules: Vec<Ruled>,
    pub(super) but_rules: Vec<Ruled>,
    pub(super) also: Vec<(Stamp, Option<End>)>,
    pub(super) but: Vec<Stamp>,
    /// Which time of a series it stands for, and whether for those after it too.
    pub(super) instead_of: Option<(Stamp, bool)>,
    /// The higher the newer: its sequence number, then when it was changed.
    pub(super) version: (i64, i64),
    pub(super) cancelled: bool,
    pub(super) tentative: bool,
    pub(super) transparent: Option<bool>,
    pub(super) presence: Option<Presence>,
    pub(super) answer: Option<Answer>,
    /// Outlook's word for an entry of whole days that is written with times.
    pub(super) whole_days: bool,
    /// Which properties could not be read, a few of them.
    pub(super) unread: Vec<&'static str>,
    /// The number of the file that it is in.
    pub(super) file: usize,
}

/// What reading a property needs beside it.
pub(super) struct Context<'c> {
    /// The zone of a name; files may use a name before they say what it means.
    pub(super) zone: &'c mut dyn FnMut(&str) -> ZoneNo,
    /// The person's own addresses.
    pub(super) mine: &'c [String],
}

impl Entry {
    /// What it is called where something is said about it.
    pub(super) fn called(&self) -> &str {
        let named = [&self.title, &self.uid].into_iter().find(|text| !text.is_empty());
        named.map_or("an entry without a title", String::as_str)
    }

    /// Takes in a property.
    pub(super) fn take(&mut self, property: &Property<'_>, context: &mut Context<'_>) {
        const TIMES: [&str; 7] =
            ["DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RDATE", "EXDATE", "RRULE"];
        if let Some(name) = property.one_of(&TIMES) {
            if self.time(name, property, context).is_none() && self.unread.len() < 3 {
                self.unread.push(name);
            }
        } else {
            self.other(property, context);
        }
    }

    fn time(
        &mut self,
        name: &str,
        property: &Property<'_>,
        context: &mut Context<'_>,
    ) -> Option<()> {
        let text = property.text();
        let zone = property.parameter("TZID").map_or(ZoneNo::HOME, |name| (context.zone)(&name));
        match name {
            "DTSTART" => self.start = Some(stamp(&text, zone)?),
            "DTEND" => self.end = Some(End::At(stamp(&text, zone)?)),
            "DURATION" => self.end = Some(End::After(length(&text)?)),
            "RECURRENCE-ID" => {
                let later = property.parameter("RANGE");
                let later = later.is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"));
                self.instead_of = Some((stamp(&text, zone)?, later));
            }
            "RDATE" => {
                let room = MOST_DATES.saturating_sub(self.also.len());
                for part in parts(&text).take(room) {
                    self.also.push(period(part, zone)?);
                }
            }
            "EXDATE" => {
                let room = MOST_DATES.saturating_sub(self.but.len());
                for part in parts(&text).take(room) {
                    self.but.push(stamp(part, zone)?);
                }
            }
            _ => self.rules.push(Rule::read(&text)),
        }
        Some(())
    }

    fn other(&mut self, property: &Property<'_>, context: &Context<'_>) {
        const NAMES: [&str; 12] = [
            "UID",
            "SUMMARY",
            "STATUS",
            "TRANSP",
            "SEQUENCE",
            "LAST-MODIFIED",
            "DTSTAMP",
            "ATTENDEE",
            "EXRULE",
            "X-MICROSOFT-CDO-BUSYSTATUS",
            "X-MICROSOFT-CDO-INTENDEDSTATUS",
            "X-MICROSOFT-CDO-ALLDAYEVENT",
        ];
        let Some(name) = property.one_of(&NAMES) else { return };
        let word = || property.text().to_ascii_uppercase();
        match name {
            "UID" => self.uid = property.words(LONGEST_UID),
            "SUMMARY" => self.title = property.words(LONGEST_TITLE),
            "STATUS" => {
                self.cancelled = word() == "CANCELLED";
                self.tentative = word() == "TENTATIVE";
            }
            // Version 1 of the format has numbers.
            "TRANSP" => self.transparent = Some(!matches!(word().as_str(), "OPAQUE" | "0")),
            "SEQUENCE" => self.version.0 = property.text().parse().unwrap_or(0),
            "LAST-MODIFIED" | "DTSTAMP" => {
                if let Some(at) = stamp(&property.text(), ZoneNo::UTC) {
                    self.version.1 = self.version.1.max(at.local().and_utc().timestamp());
                }
            }
            "ATTENDEE" => self.answered(property, context.mine),
            "EXRULE" => self.but_rules.push(Rule::read(&property.text())),
            "X-MICROSOFT-CDO-ALLDAYEVENT" => self.whole_days = word() == "TRUE",
            _ => self.presence = presence(&word()).or(self.presence),
        }
    }

    fn answered(&mut self, property: &Property<'_>, mine: &[String]) {
        let text = property.text();
        let scheme = text.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:"));
        let address = if scheme { &text[7..] } else { &text[..] };
        let beside = property.parameter("EMAIL");
        let known = |own: &String| {
            own.eq_ignore_ascii_case(address)
                || beside.as_deref().is_some_and(|beside| own.eq_ignore_ascii_case(beside))
        };
        if mine.iter().any(known) {
            let answer = property.parameter("PARTSTAT").unwrap_or_default().to_ascii_uppercase();
            self.answer = Some(match answer.as_str() {
                "DECLINED" => Answer::Declined,
                "TENTATIVE" => Answer::Tentative,
                _ => Answer::Other,
            });
        }
    }

    /// Ends the reading: what only makes sense as a whole.
    pub(super) fn finish(&mut self) {
        let midnight = |stamp: Stamp| stamp.local().time() == chrono::NaiveTime::MIN;
        let ends_so = match self.end {
            Some(End::At(end)) => midnight(end),
            Some(End::After(length)) => length.seconds == 0,
            None => true,
        };
        let Some(start) = self.start.filter(|start| self.whole_days && midnight(*start)) else {
            return;
        };
        if ends_so {
            self.start = Some(Stamp::Day(start.local().date()));
            if let Some(End::At(end)) = self.end {
                self.end = Some(End::At(Stamp::Day(end.local().date())));
            }
        }
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn presence(word: &str) -> Option<Presence> {
    match word {
        "FREE" | "WORKINGELSEWHERE" => Some(Presence::Free),
        "BUSY" => Some(Presence::Busy),
        "TENTATIVE" => Some(Presence::Tentative),
        "OOF" => Some(Presence::OutOfOffice),
        _ => None,
    }
}

impl Sketch {
    /// Takes in a property of a zone itself.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        match property.one_of(&["TZID", "X-LIC-LOCATION"]) {
            Some("TZID") => self.name = property.text().into_owned(),
            Some(_) => self.location = Some(property.text().into_owned()),
            None => {}
        }
    }
}

impl super::custom::Turn {
    /// Takes in a property of one of a zone's times.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        const NAMES: [&str; 5] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"];
        let text = property.text();
        let local = |text: &str| stamp(text, ZoneNo::HOME).map(Stamp::local);
        match property.one_of(&NAMES) {
            Some("DTSTART") => self.begins = local(&text),
            Some("TZOFFSETFROM") => self.from_s = super::value::offset(&text),
            Some("TZOFFSETTO") => self.to_s = super::value::offset(&text),
            // Clocks that change more often than every day are none.
            Some("RRULE") => self.rule = Rule::read(&text).ok().filter(|rule| rule.quick.is_none()),
            Some(_) => self.more.extend(parts(&text).filter_map(local)),
            None => {}
        }
    }
}
