//! Values as spreadsheets write them: dates and times in many forms, lengths of time with and without a unit.

use super::super::import::stamp::believable;
use crate::domain::{Moment, Zone};
use crate::text;
use chrono::format::{Item, StrftimeItems};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Forms that are tried in this order; those with slashes are ambiguous and must be said.
const FORMS: [&str; 7] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%Y/%m/%d %H:%M",
];
const DAYS: [&str; 3] = ["%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d"];

/// Whether a format (of `strftime`) can be understood.
pub fn is_date_format(format: &str) -> bool {
    !format.is_empty() && !StrftimeItems::new(format).any(|item| matches!(item, Item::Error))
}

/// A date, with a time when the text says one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Moment(Moment),
    Day(NaiveDate),
}

/// Reads an instant or a day, in the given format or in one of the usual ones.
pub(super) fn moment(text: &str, format: Option<&str>, zone: Zone) -> Option<Told> {
    let local = |at: NaiveDateTime| believable(at.date()).map(|_| Told::Moment(zone.at(at)));
    if let Some(format) = format {
        let at = NaiveDateTime::parse_from_str(text, format).ok();
        let day = || NaiveDate::parse_from_str(text, format).ok().and_then(believable);
        return at.and_then(local).or_else(|| day().map(Told::Day));
    }
    if let Some(at) = FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) {
        return local(at);
    }
    if let Some(day) = DAYS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok()) {
        return believable(day).map(Told::Day);
    }
    // Without an offset of its own it would have been one of the forms above.
    let written = text.replacen(' ', "T", 1);
    let own = Moment::parse_rfc3339(&written)?;
    Some(Told::Moment(if text.ends_with(['Z', 'z']) { zone.moment(own.utc_ms()) } else { own }))
}

/// Reads a time of day.
pub(super) fn time_of_day(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// Reads a length of time in seconds: a number of the column's unit, or `1:30`, `1:30:00`, `1h30`, `45m` when
/// it has none.
pub(super) fn seconds(text: &str, unit_s: u32) -> Option<u32> {
    if unit_s > 0 {
        let number: f64 = text.replace(',', ".").parse().ok()?;
        let seconds = (number * f64::from(unit_s)).round();
        let fits = (0.0..=f64::from(u32::MAX)).contains(&seconds);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it fits")]
        return fits.then_some(seconds as u32);
    }
    if !text.contains(':') {
        return text::duration(text).ok();
    }
    let mut parts = text.split(':').map(|part| part.trim().parse::<u32>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let rest = match parts.next() {
        None => 0,
        Some(rest) => rest?,
    };
    let small = minutes < 60 && rest < 60 && parts.next().is_none();
    small.then(|| hours.checked_mul(3600)?.checked_add(minutes * 60 + rest)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, format: Option<&str>) -> String {
        match moment(text, format, Zone::parse("Europe/Berlin").unwrap()) {
            Some(Told::Moment(at)) => at.rfc3339(),
            Some(Told::Day(day)) => day.to_string(),
            None => "none".into(),
        }
    }

    #[test]
    fn dates_are_read_in_the_usual_forms_and_in_a_given_one() {
        assert_eq!(read("2011-09-16 03:03:00", None), "2011-09-16T03:03:00+02:00");
        assert_eq!(read("2026-11-20T09:00:00.250", None), "2026-11-20T09:00:00+01:00");
        assert_eq!(read("2026-11-20T09:00:00-05:00", None), "2026-11-20T09:00:00-05:00");
        assert_eq!(read("2026-11-20 09:00:00Z", None), "2026-11-20T10:00:00+01:00");
        assert_eq!(read("20.11.2026 9:00", None), "2026-11-20T09:00:00+01:00");
        assert_eq!(read("2026-11-20", None), "2026-11-20");
        assert_eq!(
            read("11/20/2026 9:05 PM", Some("%m/%d/%Y %I:%M %p")),
            "2026-11-20T21:05:00+01:00"
        );
        assert_eq!(read("20/11/26", Some("%d/%m/%y")), "2026-11-20");
        for wrong in ["", "11/20/2026 09:00", "2026-13-01", "9999-01-01", "-1", "2026-11-20 25:00"]
        {
            assert_eq!(read(wrong, None), "none", "{wrong}");
        }
        assert!(is_date_format("%d/%m/%Y") && !is_date_format("%Q") && !is_date_format(""));
    }

    #[test]
    fn lengths_are_read_with_the_columns_unit_or_their_own() {
        assert_eq!(seconds("27.92700005", 60), Some(1676));
        assert_eq!((seconds("1,5", 3600), seconds("0", 60)), (Some(5400), Some(0)));
        assert_eq!((seconds("1:30", 0), seconds("1:30:05", 0)), (Some(5400), Some(5405)));
        assert_eq!(seconds("1h30", 0), Some(5400));
        for wrong in ["", "-5", "x", "nan", "inf", "1e300"] {
            assert_eq!(seconds(wrong, 60), None, "{wrong}");
        }
        for wrong in ["1:60", "1:2:3:4", "-1:00", ":", "99999999999:00", "9999999:00"] {
            assert_eq!(seconds(wrong, 0), None, "{wrong}");
        }
    }
}
