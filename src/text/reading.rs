//! What a reader of human words must know besides the words: the present, and the hours of a work day.

use crate::domain::Now;
use chrono::NaiveTime;

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
