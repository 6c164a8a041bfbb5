//! What a stretch of days came to, as tables: pure folds over the log, drawn by commands and screens alike.
//! Nothing here prints or knows a width.
//!
//! Next: [`mod@timesheet`].

pub mod timesheet;

pub use timesheet::{By, Column, Row, Step, Timesheet, timesheet};
