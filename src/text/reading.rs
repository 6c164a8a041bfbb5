//! What a reader of human words must know besides the words: the present, and the hours of a work day.

use crate::domain::Now;
use chrono::{NaiveDate, NaiveTime};

/// How words about time are read. Made from the configuration; small enough to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The present and the place.
    pub now: Now,
    /// The time of a `from:` date that says none.
    pub day_start: NaiveTime,
    /// The time of a `due:` or `deadline:` date that says none; also what `eod` means.
    pub day_end: NaiveTime,
}

impl Reading {
    /// The same words read at the end of the work day `day`, so that `9:00` is that day's. On today's it is
    /// the present that counts.
    #[must_use]
    pub fn on(mut self, day: NaiveDate) -> Reading {
        if day != self.now.day() {
            let end = self.now.day_span(day).end;
            self.now.at = self.now.zone.moment(end.utc_ms() - 1000);
        }
        self
    }
}
