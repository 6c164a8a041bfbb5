//! Many possible futures of some tasks: what each takes in each of them. The draws of a task depend on the seed and on
//! its own key only, so that every question about the same tasks (in another order, without one, with more time) looks
//! at the same futures, and the answers differ by the question alone.
//!
//! What is not known of the person's pace, and whether the coming weeks are slow ones, is the same for all tasks of one
//! future ([`super::pace::Mood`]). Pure: chance comes from a number.
//!
//! Next: [`super::risk`] for one queue, [`crate::plan::risk`] for a plan.

use super::pace::{LOTS, Lots, Pace, Remaining};

/// How many futures are drawn: a probability is then right to 0.016 (one standard error) at worst. A task has each
/// part of its chances equally often in them.
pub const FUTURES: usize = 4 * LOTS;

/// What each of some tasks takes, in seconds, in each of [`FUTURES`] futures; to seven digits, which is half the space.
/// A piece of memory for each task: the C library keeps more of what was freed to itself after a large piece was.
#[derive(Clone, Debug)]
pub struct Futures {
    taken_s: Vec<Vec<f32>>,
}

#[expect(clippy::cast_possible_truncation, reason = "seven digits of a guess are enough")]
impl Futures {
    /// Draws for tasks with a key that tells them apart, and with what is left of them.
    pub fn draw<'a>(
        pace: &Pace,
        tasks: impl IntoIterator<Item = (u64, &'a Remaining)>,
        seed: u64,
    ) -> Futures {
        let mut dice = Dice(mix(seed));
        let moods = pace.moods(FUTURES, || dice.number());
        let mut lots: Vec<u8> = Vec::with_capacity(FUTURES);
        let tasks: Vec<(u64, &Remaining)> = tasks.into_iter().collect();
        let mut taken_s = vec![vec![0.0; FUTURES]; tasks.len()];
        let mut todo: Vec<usize> = (0..tasks.len()).collect();
        // Those that are alike at once, so that what they share is needed once, and for one such group at a time.
        while let Some(first) = todo.first().copied() {
            let ready = Lots::of(tasks[first].1);
            let stretches = ready.stretches(&moods);
            todo.retain(|at| {
                let (key, left) = tasks[*at];
                if *at != first && !ready.is_like(left) {
                    return true;
                }
                lots.clear();
                lots.extend((0..FUTURES / LOTS).flat_map(|_| 0..=u8::MAX));
                Dice(mix(seed) ^ mix(key)).shuffle(&mut lots);
                let draws = lots.iter().zip(&stretches);
                for (taken_s, (lot, stretch)) in taken_s[*at].iter_mut().zip(draws) {
                    *taken_s = ready.draw(*lot, *stretch) as f32;
                }
                false
            });
        }
        Futures { taken_s }
    }

    /// Every task takes just so long in every future: for tests of what is done with them.
    #[cfg(test)]
    pub(crate) fn certain(taken_s: &[f64]) -> Futures {
        Futures { taken_s: taken_s.iter().map(|taken| vec![*taken as f32; FUTURES]).collect() }
    }

    /// What the task takes in each future, by its place among those drawn; nothing when there is none there.
    pub fn of(&self, at: usize) -> &[f32] {
        self.taken_s.get(at).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The value that is enough in a share `level` of the futures; they come back in another order.
pub fn enough(values: &mut [f64], level: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small index")]
    let at = ((level * values.len() as f64).ceil() as usize).saturating_sub(1);
    if at >= values.len() {
        return 0.0;
    }
    *values.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// One in (0, 1).
    fn number(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// Every order is equally probable (Fisher & Yates 1938, as Durstenfeld 1964 has it).
    fn shuffle(&mut self, lots: &mut [u8]) {
        for last in (1..lots.len()).rev() {
            let at = ((self.bits() >> 32) * (last as u64 + 1)) >> 32;
            lots.swap(last, usize::try_from(at).unwrap_or(last));
        }
    }
}

/// `SplitMix64` (Steele, Lea & Flood 2014).
fn mix(z: u64) -> u64 {
    let z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_keeps_its_futures_whatever_stands_beside_it() {
        let pace = Pace::new(0);
        let (short, long) = (pace.remaining(0, 900, 0), pace.remaining(0, 7200, 600));
        let both = Futures::draw(&pace, [(1, &short), (2, &long)], 5);
        let alone = Futures::draw(&pace, [(2, &long)], 5);
        assert_eq!(both.of(1), alone.of(0));
        assert_ne!(both.of(1), Futures::draw(&pace, [(2, &long)], 6).of(0));
        assert!(alone.of(1).is_empty());
    }

    #[test]
    fn enough_is_the_smallest_value_that_is_enough_so_often() {
        let mut values = [5.0, 1.0, 4.0, 2.0, 3.0];
        for (level, value) in [(0.2, 1.0), (0.5, 3.0), (0.8, 4.0), (1.0, 5.0)] {
            assert!((enough(&mut values, level) - value).abs() < 1e-12, "{level}");
        }
        assert!(enough(&mut [], 0.5).abs() < 1e-12);
    }
}
