//! The regression behind the ledger: log of actual over estimate on the estimate's size, the type and the tags, all at
//! once, so that a tag answers for nothing that another tag or the type explains.
//!
//! Conjugate normal-inverse-gamma (Gelman et al., Bayesian Data Analysis, 3rd ed., 14.2), as the pace, but with next to no
//! prior on the tags: what is to be believed of them is `shrink`'s. Rows far out weigh less (Huber 1964, k = 2): one
//! forgotten timer is no skill.

use super::Worked;
use crate::learn::cholesky::Lower;
use crate::learn::pace::{NOISE, PRIOR_MEAN, SHAPE};

/// Prior SDs, in logs. Wide for what is common: the ledger compares within it, and what cannot be told apart from a type
/// or a size is then left unsure.
const COMMON: f64 = 1.0;
const SLOPE: f64 = 0.3;
const KIND: f64 = 0.4;
/// So wide that it says nothing; it keeps the sums solvable, and is taken out of the answer again.
const TAG: f64 = 3.0;
/// Beyond so many SDs a row weighs less.
pub(super) const HUBER: f64 = 2.0;
/// How often the weights are found again.
const PASSES: usize = 3;
/// The first column that is no number: before it are intercept and slope.
const FIRST: usize = 2;

/// What the rows say.
#[derive(Clone, Debug)]
pub(super) struct Fitted {
    /// Of each tag with a column: the log of its factor, and its variance. No prior is in it.
    pub(super) tags: Vec<(f64, f64)>,
    /// The log pace that each row is expected to have from its size and type alone.
    pub(super) usual: Vec<f64>,
    /// What is left of each row's log pace when everything is taken out, its tags too.
    pub(super) left: Vec<f64>,
    /// The variance of what is left.
    pub(super) noise: f64,
}

/// The rows of the regression.
struct Rows<'a> {
    worked: &'a [Worked],
    places: &'a [Option<usize>],
    /// Log pace less what is expected, and log hours.
    logs: Vec<(f64, f64)>,
    kinds: usize,
    size: usize,
}

/// Sums over the rows.
struct Sums {
    gram: Lower,
    right: Vec<f64>,
    squares: f64,
    n: f64,
}

/// The posterior.
struct Solved {
    means: Vec<f64>,
    variances: Vec<f64>,
    noise: f64,
    /// What the prior of a tag has brought: a precision.
    prior: f64,
}

/// Fits `tags` tags; `places` says which column each tag has, if any. `None` for rows that are no numbers.
pub(super) fn fit(worked: &[Worked], places: &[Option<usize>], tags: usize) -> Option<Fitted> {
    let kinds = worked.iter().filter_map(|task| task.kind).max();
    let kinds = kinds.map_or(0, |kind| usize::from(kind) + 1);
    let logs = worked.iter().map(|task| {
        let (pace, size) = task.logs();
        (pace - PRIOR_MEAN[0] - PRIOR_MEAN[1] * size, size)
    });
    let rows = Rows { worked, places, logs: logs.collect(), kinds, size: FIRST + kinds + tags };
    let mut weights: Vec<f64> = worked.iter().map(|task| task.weight).collect();
    let mut solved = rows.sums(&weights).solved(&rows.priors(NOISE))?;
    for _ in 0..PASSES {
        let far = HUBER * solved.noise.sqrt();
        for (at, weight) in weights.iter_mut().enumerate() {
            let left = rows.left(at, &solved.means).abs();
            *weight = worked[at].weight * (far / left.max(far));
        }
        solved = rows.sums(&weights).solved(&rows.priors(solved.noise))?;
    }
    Some(rows.fitted(&solved))
}

impl Rows<'_> {
    /// The columns of a row besides intercept and slope, each of value 1.
    fn columns(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let task = &self.worked[at];
        let first = FIRST + self.kinds;
        let tags = task.tags.iter().filter_map(|tag| *self.places.get(usize::from(*tag))?);
        task.kind
            .map(|kind| FIRST + usize::from(kind))
            .into_iter()
            .chain(tags.map(move |place| first + place))
    }

    fn sums(&self, weights: &[f64]) -> Sums {
        let (mut gram, mut right) = (Lower::zero(self.size), vec![0.0; self.size]);
        let (mut squares, mut n) = (0.0, 0.0);
        let mut row: Vec<(usize, f64)> = Vec::new();
        for (at, ((y, x), weight)) in self.logs.iter().zip(weights).enumerate() {
            row.clear();
            row.extend([(0, 1.0), (1, *x)]);
            row.extend(self.columns(at).map(|column| (column, 1.0)));
            for (column, value) in &row {
                right[*column] += weight * value * y;
                for (other, beside) in row.iter().filter(|(other, _)| other <= column) {
                    gram.row_mut(*column)[*other] += weight * value * beside;
                }
            }
            squares += weight * y * y;
            n += weight;
        }
        Sums { gram, right, squares, n }
    }

    /// Prior precisions, in units of the noise's.
    fn priors(&self, noise: f64) -> Vec<f64> {
        let sd = |column: usize| match column {
            0 => COMMON,
            1 => SLOPE,
            kind if kind < FIRST + self.kinds => KIND,
            _ => TAG,
        };
        (0..self.size).map(|column| noise / (sd(column) * sd(column))).collect()
    }

    /// What is expected of a row from its size and type.
    fn usual(&self, at: usize, means: &[f64]) -> f64 {
        let kind = self.worked[at].kind.map_or(0.0, |kind| means[FIRST + usize::from(kind)]);
        means[0] + means[1] * self.logs[at].1 + kind
    }

    fn left(&self, at: usize, means: &[f64]) -> f64 {
        let own: f64 = self.columns(at).map(|column| means[column]).sum();
        self.logs[at].0 - means[0] - means[1] * self.logs[at].1 - own
    }

    fn fitted(&self, solved: &Solved) -> Fitted {
        let Solved { means, variances, noise, prior } = solved;
        // Precisions add up: what the prior has brought is taken off again.
        let own = |column: usize| {
            let precision = 1.0 / variances[column];
            let data = (precision - prior).max(1e-9);
            (means[column] * precision / data, 1.0 / data)
        };
        let rows = 0..self.worked.len();
        let expected = |at: usize| PRIOR_MEAN[0] + PRIOR_MEAN[1] * self.logs[at].1;
        Fitted {
            tags: (FIRST + self.kinds..self.size).map(own).collect(),
            usual: rows.clone().map(|at| expected(at) + self.usual(at, means)).collect(),
            left: rows.map(|at| self.left(at, means)).collect(),
            noise: *noise,
        }
    }
}

impl Sums {
    /// The posterior under these prior precisions; `None` for sums that are no numbers.
    fn solved(&self, priors: &[f64]) -> Option<Solved> {
        let mut matrix = self.gram.clone();
        for (column, prior) in priors.iter().enumerate() {
            matrix.row_mut(column)[column] += prior;
        }
        let factor = matrix.factored()?;
        let half = factor.solved(self.right.clone());
        let inverse = factor.inverted();
        let means = inverse.transposed_times(&half);
        let fitted: f64 = half.iter().map(|part| part * part).sum();
        let shape = SHAPE + self.n / 2.0;
        let scale = SHAPE * NOISE + (self.squares - fitted).max(0.0) / 2.0;
        let noise = scale / shape;
        let mut variances = vec![0.0; priors.len()];
        for row in 0..priors.len() {
            for (variance, cell) in variances.iter_mut().zip(inverse.row(row)) {
                *variance += noise * cell * cell;
            }
        }
        let prior = priors.last().map_or(0.0, |prior| prior / noise);
        noise.is_finite().then_some(Solved { means, variances, noise, prior })
    }
}
