//! How good believed hours are, when the true ones are known, and what plainer beliefs would be.

use super::worker::{Curves, HOURS, KINDS, centred};
use heyday::learn::{DayClass, Hours, Observation, Strength};

/// What an hour of each kind of work is worth.
const WORTH: [f64; KINDS] = [1.5, 1.0, 1.0, 0.6];
/// How many hours of each are to be placed.
const BLOCKS: usize = 2;

/// Believed curves: half hours averaged to hours, with the half width of their 80 % bands.
pub(super) fn believed(hours: &Hours) -> (Curves, Curves) {
    let point = |kind: usize, half| hours.point(kind as u16, DayClass::Weekday, half);
    let both = |read: &dyn Fn(usize, usize) -> f64| -> Curves {
        std::array::from_fn(|kind| {
            std::array::from_fn(|at| {
                f64::midpoint(read(kind, 16 + 2 * at), read(kind, 17 + 2 * at))
            })
        })
    };
    let means = both(&|kind, half| point(kind, half).mean).map(centred);
    (means, both(&|kind, half| (point(kind, half).high() - point(kind, half).low()) / 2.0))
}

/// The mean rating of every hour (of every kind, or of all together); a kind's average where there is none.
pub(super) fn plain(log: &[Observation], by_kind: bool) -> Curves {
    let mut cells = [[(0.0, 0.0); HOURS]; KINDS];
    for (session, focus) in log.iter().filter_map(|one| Some((one, f64::from(one.focus?)))) {
        let at = (session.hour as usize).clamp(8, 18) - 8;
        for (kind, cells) in cells.iter_mut().enumerate() {
            if !by_kind || kind == usize::from(session.kind) {
                cells[at] = (cells[at].0 + focus, cells[at].1 + 1.0);
            }
        }
    }
    cells.map(|cells| {
        let all = cells.iter().fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
        let mean = |(sum, n): (f64, f64), or: f64| if n > 0.0 { sum / n } else { or };
        centred(cells.map(|cell| mean(cell, mean(all, 3.6))))
    })
}

/// The true worth of the placing that `belief` takes for the best: two hours of each kind in different hours.
fn placed(belief: &Curves, truth: &Curves) -> f64 {
    // Hour after hour; a state is how many hours of each kind are placed already.
    let states = (BLOCKS + 1).pow(KINDS as u32);
    let mut best = vec![None; states];
    best[0] = Some((0.0, 0.0));
    for hour in 0..HOURS {
        let mut next: Vec<Option<(f64, f64)>> = best.clone();
        for (state, (hoped, worth)) in best.iter().enumerate().filter_map(|(s, b)| Some((s, (*b)?)))
        {
            for kind in 0..KINDS {
                let step = (BLOCKS + 1).pow(kind as u32);
                if state / step % (BLOCKS + 1) < BLOCKS {
                    let hoped = hoped + WORTH[kind] * belief[kind][hour];
                    if next[state + step].is_none_or(|(other, _)| hoped > other) {
                        next[state + step] = Some((hoped, worth + WORTH[kind] * truth[kind][hour]));
                    }
                }
            }
        }
        best = next;
    }
    best[states - 1].unwrap().1
}

/// Sums over workers.
#[derive(Clone, Copy, Default)]
pub(super) struct Score {
    workers: f64,
    gained: f64,
    possible: f64,
    square_error: f64,
    hits: f64,
    covered: f64,
    /// By strength: claims, and right ones.
    claims: [(f64, f64); 3],
}

impl Score {
    pub(super) fn add(&mut self, truth: &Curves, belief: &Curves) {
        self.workers += 1.0;
        self.possible += placed(truth, truth);
        self.gained += placed(belief, truth);
        for (truth, belief) in truth.iter().zip(belief) {
            let (best, chosen) = (ranked(truth), ranked(belief));
            let hits = chosen[..3].iter().filter(|at| best[..3].contains(at)).count();
            self.hits += hits as f64 / 3.0 / KINDS as f64;
            let square: f64 = truth.iter().zip(belief).map(|(t, b)| (t - b).powi(2)).sum();
            self.square_error += square / (KINDS * HOURS) as f64;
        }
    }

    /// Whether the bands hold the truth, and the claims.
    pub(super) fn add_claims(
        &mut self,
        truth: &Curves,
        (belief, bands): (&Curves, &Curves),
        hours: &Hours,
    ) {
        for kind in 0..KINDS {
            let held = (0..HOURS)
                .filter(|&at| (belief[kind][at] - truth[kind][at]).abs() <= bands[kind][at]);
            self.covered += held.count() as f64 / (KINDS * HOURS) as f64;
            let order = ranked(&belief[kind]);
            let sum = |third: &[usize]| third.iter().map(|&at| truth[kind][at]).sum::<f64>();
            let right = sum(&order[..3]) > sum(&order[HOURS - 3..]);
            let claim = &mut self.claims[hours.claim(kind as u16).strength() as usize];
            *claim = (claim.0 + 1.0, claim.1 + f64::from(u8::from(right)));
        }
    }

    /// The share of what the best placing gains over a random one that is lost: 0 to 1, or more.
    pub(super) fn regret(&self) -> f64 {
        1.0 - self.gained / self.possible
    }

    pub(super) fn coverage(&self) -> f64 {
        self.covered / self.workers
    }

    /// The share of right ones among the claims of that strength.
    pub(super) fn right(&self, strength: Strength) -> f64 {
        let (claims, right) = self.claims[strength as usize];
        right / claims
    }

    /// Error of the curve, share of the best hours found, and regret: `rmse/hit/regret`.
    pub(super) fn cell(&self) -> String {
        let rmse = (self.square_error / self.workers).sqrt();
        format!("{rmse:.3}/{:.2}/{:.2}", self.hits / self.workers, self.regret())
    }
}

/// The hours, best first.
fn ranked(curve: &[f64; HOURS]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..HOURS).collect();
    order.sort_by(|a, b| curve[*b].total_cmp(&curve[*a]));
    order
}
