//! Many draws of what is left of one task, each at the price of a look-up: for futures by the thousand.
//!
//! The chances of a task are looked at in [`LOTS`] equal parts, each at its middle: a level is then right to 0.002. For a
//! task that nobody has begun, a mood only stretches what was drawn, so that both sides of the spike are tables.
//!
//! Next: [`crate::learn::futures`].

use super::mood::Mood;
use super::prediction::Remaining;

/// Parts of a task's chances.
pub(crate) const LOTS: usize = 256;

/// A task's [`Remaining`], made ready for many draws.
#[derive(Debug)]
pub(crate) struct Lots<'a> {
    of: &'a Remaining,
    /// What is estimated, and the seconds of each part when it takes longer and when it takes less than that.
    tables: Option<(f64, Vec<(f64, f64)>)>,
}

impl<'a> Lots<'a> {
    /// Makes `remaining` ready.
    pub(crate) fn of(remaining: &'a Remaining) -> Lots<'a> {
        Lots { of: remaining, tables: (remaining.spent_s() <= 0.0).then(|| tables(remaining)) }
    }

    /// By how much each of these moods stretches it. Tasks of one type and estimate are stretched alike.
    pub(crate) fn stretches(&self, moods: &[Mood]) -> Vec<f64> {
        let asked = self.of.asked();
        moods.iter().map(|mood| mood.shift(asked).exp()).collect()
    }

    /// Whether the draws of `other` are the same from the same lots: most tasks have one of a few round estimates.
    pub(crate) fn is_like(&self, other: &Remaining) -> bool {
        let same = |left: f64, right: f64| left.total_cmp(&right).is_eq();
        self.of.asked() == other.asked()
            && same(self.of.spike().0, other.spike().0)
            && same(self.of.spent_s(), other.spent_s())
    }

    /// Seconds that are left in that part of the chances, in a future that stretches it so.
    #[inline]
    pub(crate) fn draw(&self, lot: u8, stretch: f64) -> f64 {
        let Some((base_s, tables)) = &self.tables else {
            return self.of.stretched(level(usize::from(lot)), stretch);
        };
        let (longer, shorter) = tables[usize::from(lot)];
        let longer = longer * stretch;
        if longer > *base_s { longer } else { (shorter * stretch).min(*base_s) }
    }
}

/// The middle of a part.
fn level(lot: usize) -> f64 {
    (lot as f64 + 0.5) / LOTS as f64
}

/// The two sides of the spike, before any mood: where a part can't lie on a side, the other one or the spike takes it.
fn tables(of: &Remaining) -> (f64, Vec<(f64, f64)>) {
    let (base_s, spike) = of.spike();
    let rest = (1.0 - spike).max(f64::MIN_POSITIVE);
    let (points, mut after) = (of.points(), [0, 0]);
    let mut ratio = |side: usize, q: f64| {
        while points.get(after[side]).is_some_and(|(_, below)| *below <= 1.0 - q) {
            after[side] += 1;
        }
        base_s * of.ratio_between(after[side], q).exp()
    };
    let parts = (0..LOTS).map(|lot| {
        let q = 1.0 - level(lot);
        let longer = if q < rest { ratio(0, q / rest) } else { 0.0 };
        let shorter = if q > spike { ratio(1, (q - spike) / rest) } else { f64::INFINITY };
        (longer, shorter)
    });
    (base_s, parts.collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Finished, Pace};
    use super::*;

    /// Tasks of which every fifth takes just what was estimated.
    fn life() -> Pace {
        let mut rng = fastrand::Rng::with_seed(7);
        let log: Vec<Finished> = (0..300)
            .map(|at| Finished {
                kind: at % 3,
                estimate_s: Some(3600),
                actual_s: if at % 5 == 0 { 3600 } else { 900 + rng.u32(0..7200) },
            })
            .collect();
        Pace::of(&log)
    }

    #[test]
    fn a_draw_is_what_the_prediction_says_in_the_middle_of_that_part() {
        let mut rng = fastrand::Rng::with_seed(1);
        for pace in [Pace::new(0), life()] {
            for spent_s in [0, 600, 3599, 3600, 20_000] {
                let left = pace.remaining(1, 3600, spent_s);
                let lots = Lots::of(&left);
                let moods = pace.moods(20, || rng.f64().clamp(1e-6, 1.0 - 1e-6));
                for (mood, stretch) in moods.iter().zip(lots.stretches(&moods)) {
                    for lot in 0..=u8::MAX {
                        let exact = left.in_mood(level(lot.into()), mood);
                        let drawn = lots.draw(lot, stretch);
                        let slip = (exact - drawn).abs() / exact.max(1.0);
                        assert!(slip < 1e-6, "{spent_s} {lot}: {exact} {drawn}");
                    }
                }
            }
        }
    }
}
