//! How long what is left of a task will take. The one answer for the plan, its risks and its explanations.

use super::World;
use crate::domain::Task;
use crate::learn::pace::{Prediction, Remaining, UNTYPED};
use std::collections::HashMap;

/// What is left of a task.
#[derive(Clone, Debug)]
pub struct Left {
    /// Seconds that are enough in half of the cases; at least a minute.
    pub p50_s: u32,
    /// All of it, for other quantiles.
    pub remaining: Remaining,
    /// Whether nobody has estimated the task.
    pub guessed: bool,
}

impl Left {
    /// Seconds that are enough in four of five cases.
    pub fn p80_s(&self) -> u32 {
        seconds(self.remaining.at(0.8)).max(self.p50_s)
    }
}

/// The most that is believed of a single task: a thousand hours.
const MOST_S: f64 = 3_600_000.0;

/// What is left of tasks. Those of one type and estimate share what is known of them: it takes ten kilobytes.
#[derive(Debug)]
pub struct Lefts<'a> {
    world: World<'a>,
    whole: HashMap<(u16, Option<u32>), Prediction>,
}

impl Lefts<'_> {
    /// Nothing is known yet.
    pub fn new(world: World<'_>) -> Lefts<'_> {
        Lefts { world, whole: HashMap::new() }
    }

    /// What is left of `task`: by its estimate and the person's pace; without an estimate by what such tasks took; and
    /// where the log says nothing either, by what the settings say.
    pub fn of(&mut self, task: &Task) -> Left {
        let World { state, profile, planning, now } = self.world;
        let name = task.kind.as_deref().map(|name| state.kind_today(name));
        let kind = profile.kind(name);
        let spent_s = u32::try_from(state.tracked_s(task.id, now.at)).unwrap_or(0);
        let pace = &profile.pace;
        let guess = || pace.guess(kind).or_else(|| pace.guess(UNTYPED));
        let whole = self.whole.entry((kind, task.estimate_s)).or_insert_with(|| {
            let usual = || pace.predict(kind, planning.usual_s);
            match task.estimate_s {
                Some(estimate_s) => pace.predict(kind, estimate_s),
                None => guess().unwrap_or_else(usual),
            }
        });
        let remaining = whole.clone().after(spent_s);
        let guessed = task.estimate_s.is_none();
        Left { p50_s: seconds(remaining.at(0.5)).max(60), remaining, guessed }
    }
}

/// What is left of one task.
pub fn left(world: World<'_>, task: &Task) -> Left {
    Lefts::new(world).of(task)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn seconds(value: f64) -> u32 {
    value.clamp(0.0, MOST_S).round() as u32
}
