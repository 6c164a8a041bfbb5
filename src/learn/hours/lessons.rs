//! From observations to curves: which sessions count and how much, and the order of the work.

use super::HALF_HOURS;
use super::curve::Curve;
use super::features::waves;
use super::moments::{Day, Moments, Row};
use super::posterior::{Memory, Target, curves, ln_evidence};
use super::prior::Prior;
use super::{Hours, features};
use crate::domain::Order;
use crate::learn::cholesky::add_scaled;
use crate::learn::observation::Observation;
use crate::learn::outcome::{Ordinary, Score};
use chrono::NaiveDate;

/// After how many days a session counts half, in the two memories that are kept: a long one, and a short one for a
/// life that has changed. The log loss of the commit hours of many authors: 30 d 2.835, 90 d 2.795, 180 d 2.785,
/// 365 d 2.785, without forgetting 2.845.
const HALF_LIVES_D: [f64; 2] = [180.0, 45.0];
/// A session that counts less is left out: all of those together are less than one.
const LEAST_WEIGHT: f64 = 1e-4;
/// The memories are judged by how well they would have foretold so many last days..
const JUDGED_D: i64 = 30;
/// .. if these and the time before have at least so many sessions; else both count alike.
const JUDGED_SESSIONS: f64 = 20.0;
/// Kinds with columns of their own: those with the most evidence. The others share the columns of the last.
const MOST_KINDS: usize = 16;

/// Everything that a log teaches, in sums.
pub(super) struct Lessons {
    memories: Vec<Remembered>,
    /// By kind, after them sessions of no kind: where its columns are, if anything is known of it.
    slots: Vec<Option<usize>>,
    counts: Vec<(u32, u32)>,
    /// Effective sessions by kind, class and half hour.
    seen: Vec<[[f64; HALF_HOURS]; 2]>,
}

/// What a half-life leaves of the log.
#[derive(Clone)]
struct Remembered {
    half_life_d: f64,
    all: Moments,
    /// The ages of the sessions in it added up, weighted like them.
    ages_d: f64,
    /// The time before the last days as it is remembered today, and the same with the last days in full.
    before: Option<Moments>,
    foretold: Moments,
}

/// A session that teaches.
struct Lesson<'a> {
    session: &'a Observation,
    kind: usize,
    score: Score,
}

impl Remembered {
    fn none(half_life_d: f64, kinds: usize) -> Remembered {
        let all = Moments::none(kinds);
        Remembered { half_life_d, foretold: all.clone(), all, ages_d: 0.0, before: None }
    }

    fn add(&mut self, day: &Day<'_>, age_d: i64) {
        let weight = (-(age_d as f64) / self.half_life_d).exp2();
        if age_d < JUDGED_D {
            self.before.get_or_insert_with(|| {
                self.foretold = self.all.clone();
                self.all.clone()
            });
            self.foretold.add(day, 1.0);
        }
        if weight >= LEAST_WEIGHT {
            self.all.add(day, weight);
            self.ages_d += weight * day.sessions() as f64 * age_d as f64;
        }
    }

    /// The logarithm of the probability of the last days after all before, up to a constant.
    fn foresight(&self, kinds: usize, prior: &Prior) -> f64 {
        let Some(before) = &self.before else { return 0.0 };
        if before.n.min(self.foretold.n - before.n) < JUDGED_SESSIONS {
            return 0.0;
        }
        ln_evidence(&self.foretold, kinds, prior) - ln_evidence(before, kinds, prior)
    }
}

impl Lessons {
    pub(super) fn of(observations: &[Observation], kinds: usize, as_of: NaiveDate) -> Lessons {
        let sessions = observations.iter().filter(|one| one.day <= as_of && one.hour.is_finite());
        let ordinary = Ordinary::of(sessions.clone());
        let mut counts = vec![(0, 0); kinds + 1];
        let mut lessons = Vec::with_capacity(observations.len());
        for session in sessions {
            let kind = usize::from(session.kind).min(kinds);
            let count: &mut (u32, u32) = &mut counts[kind];
            count.0 += 1;
            count.1 += u32::from(session.focus.is_some());
            if forgetting(age_d(session, as_of)) >= LEAST_WEIGHT {
                lessons.extend(ordinary.score(session).map(|score| Lesson {
                    session,
                    kind,
                    score,
                }));
            }
        }
        // The order of the input must not show in the last digits.
        let order = |l: &Lesson<'_>| (l.session.day, l.session.session);
        if !lessons.is_sorted_by_key(order) {
            lessons.order_by_key(order);
        }
        Lessons::gather(&lessons, counts, as_of)
    }

    fn gather(lessons: &[Lesson<'_>], counts: Vec<(u32, u32)>, as_of: NaiveDate) -> Lessons {
        let mut gathered = Lessons {
            memories: Vec::new(),
            slots: vec![None; counts.len()],
            seen: vec![[[0.0; HALF_HOURS]; 2]; counts.len()],
            counts,
        };
        for lesson in lessons {
            gathered.see(lesson, forgetting(age_d(lesson.session, as_of)));
        }
        let known = gathered.give_columns();
        gathered.memories = HALF_LIVES_D.map(|days| Remembered::none(days, known)).into();
        let mut rows = Vec::new();
        for day in lessons.chunk_by(|a, b| a.session.day == b.session.day) {
            rows.clear();
            rows.extend(day.iter().map(|lesson| gathered.row(lesson)));
            let rows = Day::of(&rows);
            for memory in &mut gathered.memories {
                memory.add(&rows, age_d(day[0].session, as_of));
            }
        }
        gathered
    }

    /// Gives columns to the kinds that something is known of; returns how many there are.
    fn give_columns(&mut self) -> usize {
        let evidence = self.evidence();
        let mut known: Vec<usize> =
            (0..evidence.len()).filter(|&kind| evidence[kind] > 0.0).collect();
        known.order_by(|&a, &b| evidence[b].total_cmp(&evidence[a]));
        let own = known.len().min(MOST_KINDS);
        // The most evident ones in their own order, so that the same kinds have the same columns.
        known[..own].sort_unstable();
        for (at, kind) in known.iter().enumerate() {
            self.slots[*kind] = Some(at.min(own.saturating_sub(1)));
        }
        own
    }

    /// Effective sessions by kind.
    fn evidence(&self) -> Vec<f64> {
        self.seen.iter().map(|seen| seen.iter().flatten().sum()).collect()
    }

    fn row(&self, lesson: &Lesson<'_>) -> Row {
        let session = lesson.session;
        let hours = |seconds: u32, most: f64| (f64::from(seconds) / 3600.0).min(most);
        let circumstances = [
            f64::from(u8::from(session.hard)),
            hours(session.worked_before_s, 16.0),
            (hours(session.since_break_s, 8.0) - 0.75).max(0.0),
        ];
        let kind = self.slots[lesson.kind].unwrap_or(0);
        Row::new((kind, session.weekend), session.hour, circumstances, lesson.score)
    }

    fn see(&mut self, lesson: &Lesson<'_>, weight: f64) {
        let session = lesson.session;
        let class = usize::from(session.weekend);
        self.seen[lesson.kind][class][half_hour(session.hour)] +=
            weight * (Score::RATED_VARIANCE / lesson.score.variance).min(1.0);
    }

    /// The curves, read off the posterior.
    pub(super) fn hours(&self, prior: &Prior) -> Hours {
        let evidence = self.evidence();
        let total: f64 = evidence.iter().sum();
        let known =
            || self.slots.iter().zip(&evidence).filter_map(|(slot, n)| Some(((*slot)?, n / total)));
        let own = self.slots.iter().flatten().max().map_or(0, |last| last + 1);
        let mut targets: Vec<Target> =
            (0..own).map(|slot| Target { kinds: vec![(slot, 1.0)], unseen: false }).collect();
        targets.push(Target { kinds: known().collect(), unseen: false });
        targets.push(Target { kinds: Vec::new(), unseen: true });
        let memories: Vec<Memory> = (self.memories.iter())
            .map(|one| Memory {
                moments: one.all.clone(),
                age_d: if one.all.n > 0.0 { one.ages_d / one.all.n } else { 0.0 },
                ln_weight: one.foresight(own, prior),
            })
            .collect();
        let posterior = curves(&memories, own, &targets, prior);
        let kernel = kernel();
        let mut all_seen = [[0.0; HALF_HOURS]; 2];
        for (sum, seen) in self.seen.iter().flat_map(|kind| (0..).zip(kind)) {
            add_scaled(&mut all_seen[sum], 1.0, seen);
        }
        let read = |at: usize, seen: &[[f64; HALF_HOURS]; 2], counts| {
            Curve::read(
                &posterior[at],
                prior.window,
                &seen.map(|bins| near(&bins, &kernel)),
                counts,
            )
        };
        let all = self.counts.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let last = posterior.len() - 1;
        let mut kinds: Vec<Curve> = (self.slots.iter().zip(&self.seen).zip(&self.counts))
            .map(|((slot, seen), &counts)| read(slot.unwrap_or(last), seen, counts))
            .collect();
        let overall = read(last - 1, &all_seen, all);
        let other = kinds.pop().unwrap_or_else(|| overall.clone());
        Hours { window: prior.window, kinds, overall, other }
    }
}

fn age_d(session: &Observation, as_of: NaiveDate) -> i64 {
    as_of.signed_duration_since(session.day).num_days()
}

/// How much a session of that age counts in the long memory.
fn forgetting(age_d: i64) -> f64 {
    (-(age_d as f64) / HALF_LIVES_D[0]).exp2()
}

/// The half hour in which a clock hour lies.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 48 after the remainder
fn half_hour(hour: f64) -> usize {
    (hour.rem_euclid(24.0) * 2.0) as usize % HALF_HOURS
}

/// How much a session counts for a half hour so many half hours away: the correlation that the model assumes.
fn kernel() -> [f64; HALF_HOURS] {
    let one = waves(0.0);
    let variances = features::curve_variances(1.0);
    std::array::from_fn(|away| {
        let there = waves(away as f64 / 2.0);
        let sum: f64 = (0..one.len()).map(|at| one[at] * there[at] * variances[at]).sum();
        sum.max(0.0) / variances.iter().step_by(2).sum::<f64>()
    })
}

fn near(bins: &[f64; HALF_HOURS], kernel: &[f64; HALF_HOURS]) -> [f64; HALF_HOURS] {
    std::array::from_fn(|here| {
        (0..HALF_HOURS)
            .map(|there| bins[there] * kernel[(here + HALF_HOURS - there) % HALF_HOURS])
            .sum()
    })
}
