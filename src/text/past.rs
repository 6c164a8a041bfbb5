//! Moments and stretches of the log.

use super::error::ParseError;
use super::reading::Reading;
use crate::domain::{Moment, Now, Span};
use chrono::NaiveDate;

/// Work days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day; never before the first.
    pub last: NaiveDate,
}

impl DayRange {
    /// From the start of the first work day to the end of the last.
    pub fn span(self, now: &Now) -> Span {
        Span::new(now.day_span(self.first).start, now.day_span(self.last).end)
    }
}

/// Reads when something happened.
///
/// # Errors
/// When it is no moment.
pub fn past_moment(text: &str, reading: &Reading) -> Result<Moment, ParseError> {
    let _ = reading;
    Err(ParseError::new(0..text.len(), "not a time", ""))
}

/// Reads a past stretch of time.
///
/// # Errors
/// When it is none.
pub fn span(text: &str, reading: &Reading) -> Result<Span, ParseError> {
    let _ = reading;
    Err(ParseError::new(0..text.len(), "not a span", ""))
}

/// Reads a coming stretch of time.
///
/// # Errors
/// When it is none.
pub fn coming_span(text: &str, reading: &Reading) -> Result<Span, ParseError> {
    span(text, reading)
}

/// Reads a range of days.
///
/// # Errors
/// When it is none.
pub fn day_range(text: &str, reading: &Reading) -> Result<DayRange, ParseError> {
    let _ = reading;
    Err(ParseError::new(0..text.len(), "not a range of days", ""))
}
