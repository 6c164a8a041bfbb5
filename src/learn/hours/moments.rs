//! The log in sums: everything the fit needs of it, gathered once and shared by all priors that are tried. Work days
//! are gathered whole, because what makes a day good or bad as a whole is integrated out exactly: a day of weight `S`
//! loses `c v v'` with `v` its weighted row and `c = 1 / (1/0.35^2 + S)`.

use super::features::{LEVELLED, SHARED, waves};
use crate::domain::Order;
use crate::learn::cholesky::{Lower, add_scaled};
use crate::learn::outcome::Score;

/// The standard deviation of whole days. Measured on the concentration ratings of KAIST's
/// students (Kim et al. 2020): 0.35 points, correlation .31 between neighbours of one day.
pub(super) const DAY_SD: f64 = 0.35;

/// One session's row: its score, and what all rows have; the weekend's and the kind's columns repeat a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    kind: usize,
    weekend: bool,
    value: f64,
    precision: f64,
    shared: [f64; SHARED],
}

impl Row {
    /// `circumstances`: hard, hours worked so far, hours since a break beyond 0.75.
    pub(super) fn new(
        (kind, weekend): (usize, bool),
        hour: f64,
        circumstances: [f64; 3],
        score: Score,
    ) -> Row {
        let mut shared = [0.0; SHARED];
        shared[0] = 1.0;
        shared[1..LEVELLED].copy_from_slice(&waves(hour));
        shared[LEVELLED..].copy_from_slice(&circumstances);
        Row { kind, weekend, value: score.value, precision: 1.0 / score.variance, shared }
    }
}

/// The columns of a fit: shared ones, the weekend's, and those of every kind.
pub(super) const WEEKEND_AT: usize = SHARED;

/// Where a kind's columns begin.
pub(super) const fn kind_at(kind: usize) -> usize {
    SHARED + LEVELLED + kind * LEVELLED
}

/// Sums over the rows of one kind and class of day: the triangle of `x x'`, and `x y` as its last row.
#[derive(Clone, Debug)]
struct Block {
    cells: [[f64; SHARED]; SHARED + 1],
}

/// The weighted sums of a log.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    /// By kind, weekdays first.
    blocks: Vec<[Block; 2]>,
    /// What the days take away from the precision, and from `x y`.
    days: Lower,
    days_xy: Vec<f64>,
    /// `y y`, with what the days take away.
    pub(super) yy: f64,
    /// Half the logarithm of what the days add to the determinant.
    pub(super) ln_days: f64,
    /// How many sessions that is, old ones counting less.
    pub(super) n: f64,
}

/// One work day's rows in sums that are the same whatever the day weighs.
#[derive(Debug)]
pub(super) struct Day<'a> {
    rows: &'a [Row],
    /// The weighted rows added up: shared, weekend, and (kind, its columns) for the kinds of the day.
    shared: [f64; SHARED],
    weekend: Option<[f64; LEVELLED]>,
    kinds: Vec<(usize, [f64; LEVELLED])>,
    precision: f64,
    xy: f64,
}

impl<'a> Day<'a> {
    pub(super) fn of(rows: &'a [Row]) -> Day<'a> {
        let mut day = Day {
            rows,
            shared: [0.0; SHARED],
            weekend: None,
            kinds: Vec::new(),
            precision: 0.0,
            xy: 0.0,
        };
        for row in rows {
            let levelled = &row.shared[..LEVELLED];
            add_scaled(&mut day.shared, row.precision, &row.shared);
            if row.weekend {
                add_scaled(day.weekend.get_or_insert([0.0; LEVELLED]), row.precision, levelled);
            }
            let known = day.kinds.iter().position(|(kind, _)| *kind == row.kind);
            let at = known.unwrap_or_else(|| {
                day.kinds.push((row.kind, [0.0; LEVELLED]));
                day.kinds.len() - 1
            });
            add_scaled(&mut day.kinds[at].1, row.precision, levelled);
            day.precision += row.precision;
            day.xy += row.precision * row.value;
        }
        day.kinds.order_by_key(|(kind, _)| *kind);
        day
    }

    /// How many sessions the day has.
    pub(super) fn sessions(&self) -> usize {
        self.rows.len()
    }

    /// The nonzero stretches of the weighted row, in the order of the columns.
    fn stretches(&self) -> impl Iterator<Item = (usize, &[f64])> {
        let weekend = self.weekend.iter().map(|cells| (WEEKEND_AT, &cells[..]));
        let kinds = self.kinds.iter().map(|(kind, cells)| (kind_at(*kind), &cells[..]));
        std::iter::once((0, &self.shared[..])).chain(weekend).chain(kinds)
    }
}

impl Moments {
    pub(super) fn none(kinds: usize) -> Moments {
        let block = || Block { cells: [[0.0; SHARED]; SHARED + 1] };
        Moments {
            blocks: (0..kinds).map(|_| [block(), block()]).collect(),
            days: Lower::zero(kind_at(kinds)),
            days_xy: vec![0.0; kind_at(kinds)],
            yy: 0.0,
            ln_days: 0.0,
            n: 0.0,
        }
    }

    /// Adds a day that weighs `weight`, 0 to 1.
    pub(super) fn add(&mut self, day: &Day<'_>, weight: f64) {
        for row in day.rows {
            let block = &mut self.blocks[row.kind][usize::from(row.weekend)];
            let precision = weight * row.precision;
            for (at, (cells, x)) in block.cells.iter_mut().zip(row.shared).enumerate() {
                add_scaled(&mut cells[..=at], precision * x, &row.shared[..=at]);
            }
            add_scaled(&mut block.cells[SHARED], precision * row.value, &row.shared);
            self.yy += precision * row.value * row.value;
        }
        self.n += weight * day.sessions() as f64;
        let precision = weight * day.precision;
        let taken = weight * weight / (DAY_SD.powi(-2) + precision);
        for (from, left) in day.stretches() {
            for (at, x) in left.iter().enumerate() {
                let row = self.days.row_mut(from + at);
                for (to, right) in day.stretches().take_while(|(to, _)| *to <= from) {
                    let right = if to == from { &right[..=at] } else { right };
                    add_scaled(&mut row[to..], taken * x, right);
                }
            }
            add_scaled(&mut self.days_xy[from..], taken * day.xy, left);
        }
        self.yy -= taken * day.xy * day.xy;
        self.ln_days += 0.5 * (DAY_SD * DAY_SD * precision).ln_1p();
    }

    /// The precision of the coefficients that the log gives, lower triangle.
    pub(super) fn precision(&self) -> Lower {
        let mut sum = Lower::zero(self.days.size());
        for (kind, classes) in self.blocks.iter().enumerate() {
            for (weekend, block) in classes.iter().enumerate() {
                for i in 0..SHARED {
                    add_scaled(sum.row_mut(i), 1.0, &block.cells[i][..=i]);
                }
                for i in 0..LEVELLED {
                    let whole: [f64; SHARED] =
                        std::array::from_fn(|j| block.cells[i.max(j)][i.min(j)]);
                    let own = sum.row_mut(kind_at(kind) + i);
                    add_scaled(&mut own[..SHARED], 1.0, &whole);
                    add_scaled(&mut own[kind_at(kind)..], 1.0, &whole[..=i]);
                    if weekend == 1 {
                        add_scaled(&mut own[WEEKEND_AT..], 1.0, &whole[..LEVELLED]);
                        let shared = sum.row_mut(WEEKEND_AT + i);
                        add_scaled(&mut shared[..SHARED], 1.0, &whole);
                        add_scaled(&mut shared[WEEKEND_AT..], 1.0, &whole[..=i]);
                    }
                }
            }
        }
        for i in 0..sum.size() {
            add_scaled(sum.row_mut(i), -1.0, self.days.row(i));
        }
        sum
    }

    /// The weighted `x y` of every column.
    pub(super) fn xy(&self) -> Vec<f64> {
        let mut sum: Vec<f64> = self.days_xy.iter().map(|taken| -taken).collect();
        for (kind, classes) in self.blocks.iter().enumerate() {
            for (weekend, block) in classes.iter().enumerate() {
                let own = &block.cells[SHARED];
                add_scaled(&mut sum[..SHARED], 1.0, own);
                add_scaled(&mut sum[kind_at(kind)..][..LEVELLED], 1.0, own);
                if weekend == 1 {
                    add_scaled(&mut sum[WEEKEND_AT..][..LEVELLED], 1.0, own);
                }
            }
        }
        sum
    }
}
