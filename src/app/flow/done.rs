//! Today as it was beside today as it is planned. The sums are [`mod@crate::report::done`]'s, which commands ask too.

use crate::app::Model;
use crate::report;

pub use crate::report::{DayLine as Line, DaySum as Sum};

/// Adds today up, as of now.
pub fn sum(model: &Model) -> Sum {
    let today = model.now.day_span(model.now.day());
    report::done::done(&model.state, model.state.plan(), today, model.now.at)
}
