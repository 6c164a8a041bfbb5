//! What a stretch of days came to, as tables: pure folds over the log, drawn by commands and screens alike.
//! Nothing here prints or knows a width.
//!
//! [`mod@timesheet`] adds work up, [`mod@done`] sets it beside the plan, [`mod@closed`] beside estimates, [`mod@standup`]
//! is what others want to hear in the morning.
//!
//! Next: [`mod@timesheet`].

pub mod closed;
pub mod done;
pub mod standup;
pub mod timesheet;

pub use closed::{Closed, closed, together};
pub use done::{Line as DayLine, Sum as DaySum, Verdict, done};
pub use standup::{Held, Hold, Standup, standup};
pub use timesheet::{By, Column, Row, Step, Timesheet, timesheet};
