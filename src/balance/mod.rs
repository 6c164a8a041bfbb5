//! How the load of the last days and weeks stands to the person's own: hours, rest, evenings, breaks, focus. Never a grade
//! and never against other people; every number comes with the days behind it.
//!
//! Pure folds over [`DayLoad`]s, which [`load`] makes of the log. [`drift`] is the early warning, [`mod@behind`] the rows of
//! each of its signs, [`mod@breaks`] how breaks were taken, [`mod@overview`] all that is shown, [`mod@picture`] what a
//! screen is drawn from. Nothing here reads a clock or shows anything.

pub mod behind;
pub mod breaks;
pub mod drift;
pub mod load;
pub mod overview;
pub mod picture;
pub mod terms;
pub mod words;

#[cfg(test)]
mod tests;

pub use behind::{Behind, Row, Unit, behind};
pub use breaks::{Breaks, Tally, breaks};
pub use drift::{Alert, Course, Drift, course};
pub use load::{DayLoad, loads};
pub use overview::{Overview, overview};
pub use picture::{Picture, picture};
pub use terms::{Domain, Sign, Term, Terms, terms};
