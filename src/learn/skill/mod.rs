//! Skills: which tags mark work that takes this person longer than their other work of the same type and estimated size.
//! A skill is a tag, as the person writes it; nothing is asked for and nothing is kept: the ledger is found from the
//! tasks that were done, each time anew.
//!
//! It is no grade. A factor is told with its 80 % interval, one that rests on too few tasks is not told at all, and a tag
//! counts as slow only when the whole interval is above [`MATTERS`].
//!
//! Next: [`Ledger`], a line for each skill; `fit`, the regression; `shrink`, what may be believed of many tags at once;
//! [`crate::plan::skills`], which sets the ledger beside the work ahead.

mod fit;
pub mod ledger;
mod shrink;
#[cfg(test)]
mod tests;

pub use ledger::{Case, Ledger, Line, Log, Logged};

use crate::domain::Order;
use crate::learn::claim::EIGHTY_PERCENT;
use shrink::{Belief, shrink};

/// How many finished tasks with the tag a factor needs, and how many without it. (a judgement; `tests` say what follows)
pub const NEEDED: u32 = 8;
/// A tag is slow when its whole interval is above this: a tenth of a full day of work is three quarters of an hour, what
/// a learning block takes, so that less could not pay for one; and nobody estimates finer. (a judgement)
pub const MATTERS: f64 = 1.10;
/// So many tags are looked at, those with the most tasks: what a fit costs grows with the third power of their number.
pub const MOST: usize = 64;
/// What a tag's pace may have changed by from its older half to its newer, as the SD of a log: about 15 %. (a judgement)
const DRIFT: f64 = 0.15;
/// The age at which a task counts half, in days, as everywhere.
const HALF_LIFE_DAYS: f64 = 180.0;

/// A task that was done and had an estimate, as evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Worked {
    /// Its type, a small number; `None` for none.
    pub kind: Option<u16>,
    /// Its tags, each once.
    pub tags: Vec<u16>,
    /// What it was thought to take, in seconds, and what it took; both above 0.
    pub estimate_s: u32,
    /// What it took, in seconds.
    pub actual_s: u32,
    /// How much it counts, 0 to 1: see [`weight`].
    pub weight: f64,
}

impl Worked {
    /// The log of actual over estimate, and of the estimate in hours.
    fn logs(&self) -> (f64, f64) {
        let seconds = |s: u32| f64::from(s.max(1));
        let (estimate, actual) = (seconds(self.estimate_s), seconds(self.actual_s));
        ((actual / estimate).ln(), (estimate / 3600.0).ln())
    }
}

/// What a task counts that was done so many days ago.
pub fn weight(age_days: f64) -> f64 {
    (-age_days.max(0.0) / HALF_LIFE_DAYS).exp2()
}

/// How long work takes against other work of the same type and estimated size: 1 is as long, 2 twice as long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// The best guess (a median), drawn towards 1 by what is not known.
    pub guess: f64,
    /// The lower end of the 80 % interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Factor {
    fn of(belief: &Belief) -> Factor {
        let [low, guess, high] = [0.1, 0.5, 0.9].map(|level| belief.at(level).exp());
        Factor { guess, low, high }
    }

    /// Whether the whole interval is above [`MATTERS`].
    pub fn is_slow(&self) -> bool {
        self.low > MATTERS
    }
}

/// How the newer half of a tag's tasks compares with the older half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lately {
    /// It can't be told that anything has changed.
    #[default]
    Same,
    /// The newer ones took less.
    Faster,
    /// The newer ones took longer.
    Slower,
}

/// What the log says of a tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// Which.
    pub tag: u16,
    /// Its finished tasks with an estimate.
    pub tasks: u32,
    /// `None` where these, or those without it, are fewer than [`NEEDED`].
    pub factor: Option<Factor>,
    /// Whether it has changed.
    pub lately: Lately,
}

/// What the log says of all tags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// One for each tag, in the order of their numbers.
    pub skills: Vec<Skill>,
    /// For each task, the factor on its estimate that its type and size alone would have brought.
    pub usual: Vec<f64>,
}

/// Finds the skills in `worked`, in the order in which it was done, of `tags` tags.
pub fn find(worked: &[Worked], tags: usize) -> Found {
    let mut counts = vec![0_u32; tags];
    for tag in worked.iter().flat_map(|task| &task.tags) {
        if let Some(count) = counts.get_mut(usize::from(*tag)) {
            *count += 1;
        }
    }
    let (places, columns) = places(&counts, worked.len());
    let fitted = fit::fit(worked, &places, columns);
    let beliefs = fitted.as_ref().map(|fitted| shrink(&fitted.tags)).unwrap_or_default();
    let skill = |(tag, tasks): (usize, &u32)| {
        let known = fitted.as_ref().zip(places[tag]).filter(|_| *tasks >= NEEDED);
        let tag = u16::try_from(tag).unwrap_or(u16::MAX);
        Skill {
            tag,
            tasks: *tasks,
            factor: known.map(|(_, place)| Factor::of(&beliefs[place])),
            lately: known.map_or(Lately::Same, |(fitted, _)| lately(worked, tag, fitted)),
        }
    };
    let skills = counts.iter().enumerate().map(skill).collect();
    let usual = fitted.map_or_else(
        || vec![1.0; worked.len()],
        |fitted| fitted.usual.iter().map(|ln| ln.exp()).collect(),
    );
    Found { skills, usual }
}

/// The column of each tag that has one: the most frequent, of those with something to compare them with.
fn places(counts: &[u32], all: usize) -> (Vec<Option<usize>>, usize) {
    let others = |count: u32| all.saturating_sub(usize::try_from(count).unwrap_or(usize::MAX));
    let enough = |count: u32| others(count) >= NEEDED as usize && count >= 2;
    let mut left: Vec<usize> = (0..counts.len()).filter(|tag| enough(counts[*tag])).collect();
    left.order_by_key(|tag| std::cmp::Reverse(counts[*tag]));
    left.truncate(MOST);
    let mut places = vec![None; counts.len()];
    for (place, tag) in left.iter().enumerate() {
        places[*tag] = Some(place);
    }
    (places, left.len())
}

/// Whether what is left of a tag's tasks is another in their newer half: the difference, drawn towards none, with its
/// 80 % interval.
fn lately(worked: &[Worked], tag: u16, fitted: &fit::Fitted) -> Lately {
    let own = worked.iter().zip(&fitted.left).filter(|(task, _)| task.tags.contains(&tag));
    // As far out as the regression would let one count whole.
    let far = fit::HUBER * fitted.noise.sqrt();
    let left: Vec<f64> = own.map(|(_, left)| left.clamp(-far, far)).collect();
    let (older, newer) = left.split_at(left.len() / 2);
    if older.is_empty() {
        return Lately::Same;
    }
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let unsure = fitted.noise * (1.0 / older.len() as f64 + 1.0 / newer.len() as f64);
    let trust = DRIFT * DRIFT / (DRIFT * DRIFT + unsure);
    let (change, sd) = (trust * (mean(newer) - mean(older)), (trust * unsure).sqrt());
    if change + EIGHTY_PERCENT * sd < 0.0 {
        Lately::Faster
    } else if change - EIGHTY_PERCENT * sd > 0.0 {
        Lately::Slower
    } else {
        Lately::Same
    }
}
