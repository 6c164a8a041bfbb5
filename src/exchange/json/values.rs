//! The JSON form of each kind of value: numbers, texts, ids, instants, dates. The shapes are INTERFACE's.

use super::{Json, ToJson};
use crate::domain::{BlockId, BreakId, Moment, SessionId, TaskId, TaskNo};
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

/// A day since 1970-01-01 and its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WrittenDay {
    number: i64,
    text: Option<[u8; 10]>,
}

impl WrittenDay {
    /// The text of a day.
    #[inline]
    fn of(&mut self, number: i64) -> [u8; 10] {
        match self.text {
            Some(text) if self.number == number => text,
            _ => {
                let text = day_text(civil(number));
                *self = WrittenDay { number, text: Some(text) };
                text
            }
        }
    }
}

/// RFC 3339 with the local offset; milliseconds only when there are any.
impl ToJson for Moment {
    fn write_to(&self, out: &mut Json) {
        // RFC 3339 knows no offset of a whole day; the instant stays the same.
        let offset = self.offset_min().clamp(-1439, 1439);
        let local_ms = self.utc_ms() + i64::from(offset) * 60_000;
        let of_day = small(local_ms.rem_euclid(DAY_MS));
        let (seconds, ms) = (of_day / 1000, of_day % 1000);
        let offset_min = u32::from(offset.unsigned_abs());
        let mut text = *b"\"0000-00-00T00:00:00+00:00\"";
        text[1..11].copy_from_slice(&out.day.of(local_ms.div_euclid(DAY_MS)));
        put_two(&mut text, 12, seconds / 3600);
        put_two(&mut text, 15, seconds / 60 % 60);
        put_two(&mut text, 18, seconds % 60);
        text[20] = if offset < 0 { b'-' } else { b'+' };
        put_two(&mut text, 21, offset_min / 60);
        put_two(&mut text, 24, offset_min % 60);
        if ms == 0 {
            return out.out.extend_from_slice(&text);
        }
        let mut fraction = *b".000";
        put_two(&mut fraction, 1, ms / 10);
        fraction[3] = b'0' + (ms % 10) as u8;
        out.out.extend_from_slice(&text[..20]);
        out.out.extend_from_slice(&fraction);
        out.out.extend_from_slice(&text[20..]);
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

/// The numbers below a hundred in two digits.
const TWO_DIGITS: [[u8; 2]; 100] = {
    let mut table = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        table[number] = [super::HEX[number / 10], super::HEX[number % 10]];
        number += 1;
    }
    table
};

#[inline]
fn put_two<const N: usize>(text: &mut [u8; N], at: usize, number: u32) {
    let [tens, ones] = TWO_DIGITS[(number % 100) as usize];
    text[at] = tens;
    text[at + 1] = ones;
}

/// `YYYY-MM-DD`, without quotes.
fn day_text((year, month, day): (u32, u32, u32)) -> [u8; 10] {
    let mut text = *b"0000-00-00";
    put_two(&mut text, 0, year / 100);
    put_two(&mut text, 2, year);
    put_two(&mut text, 5, month);
    put_two(&mut text, 8, day);
    text
}

/// `YYYY-MM-DD`.
impl ToJson for NaiveDate {
    fn write_to(&self, out: &mut Json) {
        let year = self.year().clamp(0, 9999).unsigned_abs();
        out.out.push(b'"');
        out.out.extend_from_slice(&day_text((year, self.month(), self.day())));
        out.out.push(b'"');
    }
}

/// The bytes in two hexadecimal digits.
const TWO_HEX_DIGITS: [[u8; 2]; 256] = {
    let mut table = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = [super::HEX[byte >> 4], super::HEX[byte & 15]];
        byte += 1;
    }
    table
};

impl ToJson for Uuid {
    fn write_to(&self, out: &mut Json) {
        /// Where each byte goes, behind the quote and between the hyphens.
        const PLACES: [usize; 16] = [1, 3, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 29, 31, 33, 35];
        let mut text = *b"\"00000000-0000-0000-0000-000000000000\"";
        for (byte, place) in self.as_bytes().iter().zip(PLACES) {
            let [high, low] = TWO_HEX_DIGITS[usize::from(*byte)];
            text[place] = high;
            text[place + 1] = low;
        }
        out.out.extend_from_slice(&text);
    }
}

/// A word of ours, in which nothing needs an escape.
#[derive(Clone, Copy, Debug)]
pub struct Word(pub &'static str);

impl ToJson for Word {
    fn write_to(&self, out: &mut Json) {
        out.out.push(b'"');
        out.raw(self.0);
        out.out.push(b'"');
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
ids!(TaskId, SessionId, BreakId, BlockId, TaskNo);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_everybody_does() {
        for seed in 0..64_u128 {
            let id = Uuid::from_u128(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
            let mut json = Json::default();
            id.write_to(&mut json);
            assert_eq!(json.as_str(), format!("\"{}\"", id.hyphenated()));
        }
    }

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
