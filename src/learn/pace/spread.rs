//! The shape of the residuals: the person's own last ones beside twenty of a normal distribution. Knows
//! nothing of tasks; in units of the prediction's scale.

use std::collections::VecDeque;

/// How many points of a normal distribution stand beside the person's own residuals.
const NORMAL: usize = 20;

/// The upper ten of the normal quantiles at levels .025, .075, .. .975: the shape before anything is known.
const QUANTILES: [f64; NORMAL / 2] = [
    0.062_706_777_943_213_85,
    0.189_118_426_272_792_4,
    0.318_639_363_964_375_15,
    0.453_762_190_169_879_56,
    0.597_760_126_042_478_1,
    0.755_415_026_360_469_1,
    0.934_589_291_073_48,
    1.150_349_380_376_008,
    1.439_531_470_938_456_3,
    1.959_963_984_540_054,
];

/// Residuals are kept in thousandths: small, and the same after being written down and read.
const UNIT: f64 = 1000.0;

/// A distribution around 0, ascending.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    sorted: Vec<f64>,
    /// The mean excess of the tail: above its last point it falls off by 1/e over so much.
    tail: f64,
}

impl Spread {
    /// The shape given the person's own standardised residuals, in thousandths.
    pub(super) fn of(residuals: &VecDeque<i32>) -> Spread {
        let own = residuals.iter().map(|thousandths| f64::from(*thousandths) / UNIT);
        let mut sorted: Vec<f64> = own.chain(QUANTILES.iter().flat_map(|z| [-z, *z])).collect();
        sorted.sort_by(f64::total_cmp);
        let mut spread = Spread { sorted, tail: 0.0 };
        spread.measure();
        spread
    }

    /// Puts `residual` in, for `oldest` when it is full.
    pub(super) fn replace(&mut self, oldest: Option<i32>, residual: i32) {
        if let Some(oldest) = oldest {
            let at = self.place(f64::from(oldest) / UNIT);
            self.sorted.remove(at);
        }
        let residual = f64::from(residual) / UNIT;
        let at = self.place(residual);
        self.sorted.insert(at, residual);
        self.measure();
    }

    /// Its points, ascending; each has the same weight.
    pub(super) fn points(&self) -> &[f64] {
        &self.sorted
    }

    /// How fast it falls off above its last point.
    pub(super) fn tail(&self) -> f64 {
        self.tail
    }

    fn place(&self, value: f64) -> usize {
        self.sorted.partition_point(|z| z.total_cmp(&value).is_lt())
    }

    /// The mean excess over the upper tenth (Hill 1975: the residuals are logs), kept where a handful of tasks
    /// can't make it absurd.
    fn measure(&mut self) {
        let upper = self.sorted.len() / 10;
        let from = self.sorted.len() - upper;
        let mean = self.sorted[from..].iter().sum::<f64>() / upper as f64;
        self.tail = (mean - self.sorted[from - 1]).clamp(0.25, 1.0);
    }
}

/// A residual as it is kept.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn thousandths(residual: f64) -> i32 {
    (residual * UNIT).round().clamp(-1e6, 1e6) as i32
}
