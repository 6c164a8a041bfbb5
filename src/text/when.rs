//! Dates as people write them.

use super::error::ParseError;
use super::reading::Reading;
use crate::domain::Moment;
use chrono::{NaiveDate, NaiveTime};

/// A date, and the time when one was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The date: of the calendar when there is a time, else of a work day.
    pub date: NaiveDate,
    /// The time.
    pub time: Option<NaiveTime>,
}

impl When {
    /// The moment meant; `default` is the time when none was said.
    pub fn moment(self, default: NaiveTime, reading: &Reading) -> Moment {
        match self.time {
            Some(time) => reading.now.zone.at(self.date.and_time(time)),
            None => reading.now.on_day(self.date, default),
        }
    }
}

/// Reads a coming date.
///
/// # Errors
/// When it is none.
pub fn when(text: &str, reading: &Reading) -> Result<When, ParseError> {
    let _ = reading;
    Err(ParseError::new(0..text.len(), "not a date", ""))
}

/// Reads a day.
///
/// # Errors
/// When it is none.
pub fn day(text: &str, reading: &Reading) -> Result<NaiveDate, ParseError> {
    when(text, reading).map(|when| when.date)
}
