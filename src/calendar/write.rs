//! Entries of ours as iCalendar (RFC 5545), for phones and colleagues: the same entries give the same bytes, so that
//! what has not changed looks so to the programs that carry files about.

use crate::domain::{Moment, Zone};

/// What the names of our own entries end with; they are never read as somebody's meetings.
pub const OWN: &str = "@heyday";
/// Says in the second line who has made a file.
const PRODUCT: &str = "PRODID:-//heyday//plan//EN";
/// A line has so many bytes at most, without its end.
const LONGEST: usize = 75;

/// An entry to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name without [`OWN`]; the same as long as it is the same thing.
    pub name: String,
    /// What it says.
    pub title: String,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
}

/// A file with these entries.
pub fn file(entries: &[Written]) -> String {
    let mut out = format!("BEGIN:VCALENDAR\r\n{PRODUCT}\r\nVERSION:2.0\r\n");
    for entry in entries {
        let at = |moment: Moment| {
            Zone::UTC.moment(moment.utc_ms()).local().format("%Y%m%dT%H%M%SZ").to_string()
        };
        for line in [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}{OWN}", entry.name),
            // When it was made is not known; this is as old and always the same.
            format!("DTSTAMP:{}", at(entry.start)),
            format!("DTSTART:{}", at(entry.start)),
            format!("DTEND:{}", at(entry.end)),
            format!("SUMMARY:{}", escaped(&entry.title)),
            "TRANSP:OPAQUE".to_owned(),
            "END:VEVENT".to_owned(),
        ] {
            fold(&mut out, &line);
        }
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// Whether a file is one that [`file()`] has made.
pub fn is_own(bytes: &[u8]) -> bool {
    bytes.split(|b| *b == b'\n').nth(1).is_some_and(|line| line.trim_ascii() == PRODUCT.as_bytes())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends a line, in pieces where it is long, and never cut within a character.
fn fold(out: &mut String, line: &str) {
    let mut room = LONGEST;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LONGEST - 1;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Lines, Property};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_as_the_standard_wants_it() {
        let at = |text| Moment::parse_rfc3339(text).unwrap();
        let entry = Written {
            name: "b7".into(),
            title: "Draft; methods, \\ and\nmore".into(),
            start: at("2026-11-27T09:00:00+01:00"),
            end: at("2026-11-27T10:30:00+01:00"),
        };
        let text = file(&[entry]);
        assert_eq!(
            text.replace("\r\n", "|"),
            "BEGIN:VCALENDAR|PRODID:-//heyday//plan//EN|VERSION:2.0|BEGIN:VEVENT|UID:b7@heyday|\
             DTSTAMP:20261127T080000Z|DTSTART:20261127T080000Z|DTEND:20261127T093000Z|\
             SUMMARY:Draft\\; methods\\, \\\\ and\\nmore|TRANSP:OPAQUE|END:VEVENT|END:VCALENDAR|"
        );
        assert!(is_own(text.as_bytes()));
        assert!(!is_own(b"BEGIN:VCALENDAR\r\nPRODID:-//khal//EN\r\n") && !is_own(b""));
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(200))]
        #[test]
        fn what_is_written_is_read_back_and_no_line_is_long(title in "[ -~äß漢🚀]{0,200}") {
            let at = Moment::new(0, 0);
            let entry = Written { name: "a".into(), title: title.clone(), start: at, end: at };
            let text = file(&[entry]);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LONGEST));
            let summary = Lines::new(text.as_bytes())
                .find_map(|line| Property::read(&line).filter(|p| p.is("SUMMARY")).map(|p| p.words(300)));
            let words: Vec<&str> = title.split(' ').filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(summary.unwrap(), words.join(" "));
        }
    }
}
