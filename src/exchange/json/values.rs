//! The JSON form of each kind of value: numbers, texts, ids, instants, dates. The shapes are INTERFACE's.

use super::{Json, ToJson};
use crate::domain::{BreakId, Moment, SessionId, TaskId, TaskNo};
use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

impl<T: ToJson + ?Sized> ToJson for &T {
    fn write_to(&self, out: &mut Json) {
        (**self).write_to(out);
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write_to(&self, out: &mut Json) {
        match self {
            Some(value) => value.write_to(out),
            None => out.raw("null"),
        }
    }
}

impl<T: ToJson> ToJson for [T] {
    fn write_to(&self, out: &mut Json) {
        out.array(|out| {
            for value in self {
                out.item(value);
            }
        });
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write_to(&self, out: &mut Json) {
        self.as_slice().write_to(out);
    }
}

impl ToJson for str {
    fn write_to(&self, out: &mut Json) {
        out.string(self);
    }
}

impl ToJson for String {
    fn write_to(&self, out: &mut Json) {
        out.string(self);
    }
}

impl ToJson for bool {
    fn write_to(&self, out: &mut Json) {
        out.raw(if *self { "true" } else { "false" });
    }
}

macro_rules! whole_numbers {
    ($($type:ty => $write:ident),+) => {
        $(impl ToJson for $type {
            fn write_to(&self, out: &mut Json) {
                out.$write((*self).into());
            }
        })+
    };
}
whole_numbers!(u8 => unsigned, u16 => unsigned, u32 => unsigned, u64 => unsigned, i32 => signed, i64 => signed);

impl ToJson for usize {
    fn write_to(&self, out: &mut Json) {
        out.unsigned(*self as u64);
    }
}

/// A number to at most four decimals (no view needs more); `null` when it is not finite.
impl ToJson for f64 {
    fn write_to(&self, out: &mut Json) {
        let rounded = (self * 1e4).round() / 1e4;
        if !rounded.is_finite() {
            return out.raw("null");
        }
        // Adding 0 turns -0 into 0.
        out.raw(&(rounded + 0.0).to_string());
    }
}

/// A number with all its digits, for answers that are compared with others; `null` when it is not finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact(pub f64);

impl ToJson for Exact {
    fn write_to(&self, out: &mut Json) {
        if self.0.is_finite() {
            // Adding 0 turns -0 into 0.
            out.raw(&(self.0 + 0.0).to_string());
        } else {
            out.raw("null");
        }
    }
}

/// RFC 3339 with the local offset; milliseconds only when there are any.
impl ToJson for Moment {
    fn write_to(&self, out: &mut Json) {
        // RFC 3339 knows no offset of a whole day; the instant stays the same.
        let offset = self.offset_min().clamp(-1439, 1439);
        let local_ms = self.utc_ms() + i64::from(offset) * 60_000;
        let (year, month, day) = civil(local_ms.div_euclid(DAY_MS));
        let of_day = small(local_ms.rem_euclid(DAY_MS));
        let (seconds, ms) = (of_day / 1000, of_day % 1000);
        let offset_min = u32::from(offset.unsigned_abs());
        let mut text = *b"\"0000-00-00T00:00:00.000+00:00\"";
        put_two(&mut text, 1, year / 100);
        put_two(&mut text, 3, year);
        put_two(&mut text, 6, month);
        put_two(&mut text, 9, day);
        put_two(&mut text, 12, seconds / 3600);
        put_two(&mut text, 15, seconds / 60 % 60);
        put_two(&mut text, 18, seconds % 60);
        put_two(&mut text, 21, ms / 10);
        text[23] = b'0' + (ms % 10) as u8;
        text[24] = if offset < 0 { b'-' } else { b'+' };
        put_two(&mut text, 25, offset_min / 60);
        put_two(&mut text, 28, offset_min % 60);
        if ms == 0 {
            out.out.extend_from_slice(&text[..20]);
            out.out.extend_from_slice(&text[24..]);
        } else {
            out.out.extend_from_slice(&text);
        }
    }
}

const DAY_MS: i64 = 86_400_000;

/// Year, month and day of a number of days since 1970-01-01, by the method of Howard Hinnant's
/// `civil_from_days`: an export of a long life writes a million of them. For the years a [`Moment`] can have.
fn civil(days: i64) -> (u32, u32, u32) {
    // Days since 0000-03-01: leap days are the last of their year then, and nothing is negative.
    let days = small(days + 719_468);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + u32::from(month <= 2), month, day)
}

/// A number that is known to fit.
fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

#[inline]
fn put_two(text: &mut [u8], at: usize, number: u32) {
    text[at] = b'0' + (number / 10 % 10) as u8;
    text[at + 1] = b'0' + (number % 10) as u8;
}

/// `YYYY-MM-DD`.
impl ToJson for NaiveDate {
    fn write_to(&self, out: &mut Json) {
        let mut text = *b"\"0000-00-00\"";
        let year = self.year().clamp(0, 9999).unsigned_abs();
        put_two(&mut text, 1, year / 100);
        put_two(&mut text, 3, year);
        put_two(&mut text, 6, self.month());
        put_two(&mut text, 9, self.day());
        out.out.extend_from_slice(&text);
    }
}

impl ToJson for Uuid {
    fn write_to(&self, out: &mut Json) {
        let mut text = [b'"'; 38];
        self.hyphenated().encode_lower(&mut text[1..37]);
        out.out.extend_from_slice(&text);
    }
}

macro_rules! ids {
    ($($type:ty),+) => {
        $(impl ToJson for $type {
            fn write_to(&self, out: &mut Json) {
                self.0.write_to(out);
            }
        })+
    };
}
ids!(TaskId, SessionId, BreakId, TaskNo);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_that_a_moment_can_have_is_the_calendars() {
        let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
        let epoch = NaiveDate::default();
        for date in first.iter_days().take_while(|date| date.year() < 2201) {
            let days = date.signed_duration_since(epoch).num_days();
            assert_eq!(civil(days), (date.year().unsigned_abs(), date.month(), date.day()));
        }
    }
}
