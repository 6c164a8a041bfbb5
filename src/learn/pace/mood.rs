//! What is the same for all tasks of one future: one draw of what is not known of the pace's coefficients, and one of
//! how slow the coming weeks are. For sums of many tasks; a single task's prediction has it in already.
//!
//! Next: [`crate::learn::risk`].

use super::UNTYPED;
use super::backtest::normal_quantile;
use super::regression::Fit;
use std::collections::VecDeque;

/// Tasks in a block whose mean shows how slow a time was.
const BLOCK: usize = 15;
/// The variance of such blocks before much is known, in units of the noise's, with the weight of so many blocks.
const PRIOR: (f64, f64) = (0.05, 6.0);

/// How this future differs from the expected one.
#[derive(Clone, Debug)]
pub struct Mood {
    common: [f64; 2],
    kinds: Vec<f64>,
    stranger: f64,
    slowness: f64,
}

impl Mood {
    /// So many of them. `chance` gives numbers in (0, 1).
    pub(super) fn draw(
        fit: &Fit,
        residuals: &VecDeque<i32>,
        count: usize,
        mut chance: impl FnMut() -> f64,
    ) -> Vec<Mood> {
        let spread = (shared_variance(residuals) * fit.noise()).sqrt();
        let one = |_| {
            let mut normal = || normal_quantile(chance());
            let slowness = normal() * spread;
            let (common, kinds, stranger) = fit.draw(&mut normal);
            Mood { common, kinds, stranger, slowness }
        };
        (0..count).map(one).collect()
    }

    /// By how much the log pace of a task differs, given what `asked` for: its type and the log of its estimate in
    /// hours, when it has one.
    pub(super) fn shift(&self, asked: Option<(u16, f64)>) -> f64 {
        let Some((kind, size)) = asked else { return self.slowness };
        let own = match kind {
            UNTYPED => 0.0,
            kind => self.kinds.get(usize::from(kind)).copied().unwrap_or(self.stranger),
        };
        self.slowness + self.common[0] + self.common[1] * size + own
    }
}

/// How much the means of blocks of residuals vary beyond what single tasks explain, shrunk to what is usual.
fn shared_variance(residuals: &VecDeque<i32>) -> f64 {
    let values: Vec<f64> = residuals.iter().map(|z| f64::from(*z) / 1000.0).collect();
    let blocks = values.chunks_exact(BLOCK);
    let means: Vec<f64> = blocks.map(mean).collect();
    let (usual, weight) = PRIOR;
    if means.len() < 2 {
        return usual;
    }
    let count = means.len() as f64;
    let found = (variance(&means) - variance(&values) / BLOCK as f64).max(0.0);
    (count * found + weight * usual) / (count + weight)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|v| (v - middle).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slow_times_are_seen_in_the_means_of_blocks() {
        assert!((shared_variance(&VecDeque::new()) - 0.05).abs() < 1e-12);
        // Blocks of +-1 with nothing in them: means of variance 300/299 about, beside single ones over 15.
        let slow: VecDeque<i32> =
            (0..300).map(|n| if n / 15 % 2 == 0 { 1000 } else { -1000 }).collect();
        let means: f64 = 20.0 / 19.0;
        let found = means - 300.0 / 299.0 / 15.0;
        let wanted = (20.0 * found + 6.0 * 0.05) / 26.0;
        assert!((shared_variance(&slow) - wanted).abs() < 1e-9);
        // The same values in turn: nothing is shared.
        let even: VecDeque<i32> = (0..300).map(|n| if n % 2 == 0 { 1000 } else { -1000 }).collect();
        assert!((shared_variance(&even) - 6.0 * 0.05 / 26.0).abs() < 1e-9);
    }
}
