//! How good each half hour of the shown day is for the kind of work of what is selected: the learned weight of the
//! planner, between the worst and the best of the office hours.

use super::fit;
use crate::app::{Model, words};
use crate::domain::{Moment, TaskId};
use crate::learn::DayClass;
use crate::learn::hours::HALF_HOURS;

/// What is flatter than this says nothing, in weights.
const FLATTEST: f64 = 0.03;

/// How good the hours are for a kind of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// The kind of work.
    pub kind: String,
    /// Its place in the person's list.
    pub place: Option<usize>,
    /// For each half hour, 0 for the worst of the office hours to 1 for the best.
    pub share: [f64; HALF_HOURS],
}

impl Heat {
    /// How good the half hour at `at` is.
    pub fn at(&self, at: Moment) -> f64 {
        let half = words::minute_of(at.local()) / 30;
        usize::try_from(half).ok().and_then(|half| self.share.get(half)).copied().unwrap_or(0.0)
    }
}

/// The hours of the kind of work of that task; `None` when nothing is known of them or they are all alike.
pub fn heat(model: &Model, task: Option<TaskId>) -> Option<Heat> {
    let profile = model.learned.as_deref()?;
    let name = model.state.task(task?)?.kind.clone()?;
    // Only working days have office hours.
    let office = fit::office(model)?;
    let (kind, class) = (profile.kind(Some(&name)), DayClass::Weekday);
    let weight = |half: usize| profile.weight(kind, class, half);
    let half = |at: Moment| words::minute_of(at.local()) as usize / 30;
    let hours = half(office.start)..=half(office.end).min(HALF_HOURS - 1);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for half in hours {
        low = low.min(weight(half));
        high = high.max(weight(half));
    }
    if high - low < FLATTEST {
        return None;
    }
    let mut share = [0.0; HALF_HOURS];
    for (half, share) in share.iter_mut().enumerate() {
        *share = ((weight(half) - low) / (high - low)).clamp(0.0, 1.0);
    }
    let place = super::marks::place(&model.state, &name);
    Some(Heat { kind: name, place, share })
}
