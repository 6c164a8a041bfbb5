//! How well one session went, in one number with its own variance: a one-factor score of whatever indicators the
//! session has. The person's rating is the outcome; the others weigh little, because in real logs they hardly agree
//! with it (|r| about 0.2-0.3), and the length of a session is no indicator at all.
//!
//! A rating is standardised by the person's own mean and spread, shrunk towards those of a large experience-sampling
//! study (KAIST: mean 3.6-3.8, SD 0.7 within a person). Scores are in standard deviations of the focus behind it: a
//! rating shows 0.85 of that and adds noise of its own.

use crate::learn::observation::Observation;

/// How strongly each indicator goes with the hidden quality of the work: correlations. Those below the rating's are
/// a judgement, shrunk from real logs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Loadings {
    pub pace: f64,
    pub early: f64,
    pub interruptions: f64,
}

const FOCUS: f64 = 0.85;
const START: Loadings = Loadings { pace: 0.30, early: 0.30, interruptions: 0.20 };

/// From how many rated sessions on the loadings follow the person's own log.
const OWN_LOADINGS_FROM: f64 = 150.0;
/// With how many sessions' weight the assumed loadings stay.
const LOADING_SHRINKAGE: f64 = 100.0;
/// An indicator speaks no louder than this, in its own standard deviations: a stuck timer is not an extreme failure.
const LOUDEST: f64 = 3.0;

/// The part of the focus that neither hour nor day explains: of 1, days have 0.35^2 and hours and types the rest.
/// The residual variances of six outcomes in real logs are 0.41-1.04; the fit finds the person's own within a factor.
const UNEXPLAINED: f64 = 0.76;

/// How one session went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    /// In standard deviations of the person's focus, 0 is the person's average.
    pub value: f64,
    /// The variance of everything in it that is neither hour, type, day nor covariate.
    pub variance: f64,
}

impl Score {
    /// The variance of a session that has a rating and nothing else.
    pub(crate) const RATED_VARIANCE: f64 = UNEXPLAINED + 1.0 / (FOCUS * FOCUS) - 1.0;
}

/// What is ordinary for one person: what scores are measured against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ordinary {
    focus: Norm,
    ln_pace: Norm,
    interruptions_per_hour: Option<f64>,
    early: Option<f64>,
    loadings: Loadings,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Norm {
    mean: f64,
    sd: f64,
}

/// Weighted sums of a value.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, weight: f64, value: f64) {
        self.n += weight;
        self.sum += weight * value;
        self.squares += weight * value * value;
    }

    /// Mean and spread, shrunk: the mean with the weight of 5 sessions, the variance with that of 10.
    fn shrunk(self, mean: f64, sd: f64) -> Norm {
        let own = if self.n > 0.0 { self.sum / self.n } else { mean };
        let variance =
            if self.n > 0.0 { (self.squares / self.n - own * own).max(0.0) } else { 0.0 };
        Norm {
            mean: (self.n * own + 5.0 * mean) / (self.n + 5.0),
            sd: ((self.n * variance + 10.0 * sd * sd) / (self.n + 10.0)).sqrt(),
        }
    }
}

impl Norm {
    fn standardised(self, value: f64) -> f64 {
        ((value - self.mean) / self.sd).clamp(-LOUDEST, LOUDEST)
    }
}

/// The four indicators of one session, standardised; more is better.
#[derive(Clone, Copy, Default)]
struct Indicators {
    focus: Option<f64>,
    /// With the share of its task's work.
    pace: Option<(f64, f64)>,
    early: Option<f64>,
    interruptions: Option<f64>,
}

impl Ordinary {
    /// What is ordinary in these sessions.
    pub(crate) fn of<'a>(sessions: impl Iterator<Item = &'a Observation> + Clone) -> Ordinary {
        let (mut focus, mut pace, mut early) = (Sums::default(), Sums::default(), Sums::default());
        let (mut interruptions, mut hours) = (0.0, 0.0);
        for session in sessions.clone() {
            if let Some(rating) = rating(session) {
                focus.add(1.0, rating);
            }
            if let Some((ln_pace, share)) = ln_pace(session) {
                pace.add(share, ln_pace);
            }
            if let Some(ended) = session.ended_early {
                early.add(1.0, f64::from(u8::from(ended)));
            }
            interruptions += f64::from(session.interruptions);
            hours += meant_hours(session);
        }
        let mut ordinary = Ordinary {
            focus: focus.shrunk(3.6, 1.0),
            ln_pace: pace.shrunk(-0.05, 0.85),
            interruptions_per_hour: (interruptions > 0.0)
                .then(|| (interruptions + 0.5) / (hours + 1.0)),
            // Where every session ends alike, how one ended says nothing.
            early: (early.sum > 0.0 && early.sum < early.n)
                .then(|| (early.sum / early.n).clamp(0.05, 0.95)),
            loadings: START,
        };
        if focus.n >= OWN_LOADINGS_FROM {
            ordinary.loadings = ordinary.own_loadings(sessions);
        }
        ordinary
    }

    /// How the session went; `None` when nothing about it says so.
    pub(crate) fn score(&self, session: &Observation) -> Option<Score> {
        let seen = self.indicators(session);
        let (pace, share) = seen.pace.map_or((None, 1.0), |(z, share)| (Some(z), share));
        let parts = [
            (seen.focus, FOCUS, 1.0),
            (pace, self.loadings.pace, share),
            (seen.early, self.loadings.early, 1.0),
            (seen.interruptions, self.loadings.interruptions, 1.0),
        ];
        let (mut precision, mut sum) = (0.0, 0.0);
        for (z, loading, share) in parts {
            if let Some(z) = z.filter(|_| loading > 0.0) {
                let own = share * loading * loading / (1.0 - loading * loading);
                precision += own;
                sum += own * z / loading;
            }
        }
        (precision > 1e-6)
            .then(|| Score { value: sum / precision, variance: UNEXPLAINED + 1.0 / precision })
    }

    fn indicators(&self, session: &Observation) -> Indicators {
        Indicators {
            focus: rating(session).map(|rating| self.focus.standardised(rating)),
            pace: ln_pace(session).map(|(ln, share)| (-self.ln_pace.standardised(ln), share)),
            early: self.early.zip(session.ended_early).map(|(usual, ended)| {
                let ended = f64::from(u8::from(ended));
                ((usual - ended) / (usual * (1.0 - usual)).sqrt()).clamp(-LOUDEST, LOUDEST)
            }),
            interruptions: self.interruptions_per_hour.map(|rate| {
                // Anscombe's transform: counts with a spread of 1/2 whatever their mean.
                let expected = rate * meant_hours(session);
                let root = |count: f64| (count + 0.25).sqrt();
                let fewer = root(expected) - root(f64::from(session.interruptions));
                (fewer / 0.5).clamp(-LOUDEST, LOUDEST)
            }),
        }
    }

    /// The loadings after the person's own correlations with the rating.
    fn own_loadings<'a>(&self, sessions: impl Iterator<Item = &'a Observation>) -> Loadings {
        let mut with = [Correlation::default(); 3];
        for session in sessions {
            let seen = self.indicators(session);
            let others = [seen.pace.map(|(z, _)| z), seen.early, seen.interruptions];
            for (with, other) in with.iter_mut().zip(others) {
                if let Some((focus, other)) = seen.focus.zip(other) {
                    with.add(focus, other);
                }
            }
        }
        let [pace, early, interruptions] = with;
        Loadings {
            pace: pace.loading(START.pace),
            early: early.loading(START.early),
            interruptions: interruptions.loading(START.interruptions),
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Correlation {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Correlation {
    fn add(&mut self, x: f64, y: f64) {
        self.n += 1.0;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
    }

    fn loading(self, assumed: f64) -> f64 {
        let n = self.n.max(1.0);
        let variances = (self.xx / n - (self.x / n).powi(2)) * (self.yy / n - (self.y / n).powi(2));
        let covariance = self.xy / n - self.x * self.y / (n * n);
        let r = if variances > 1e-12 { covariance / variances.sqrt() } else { 0.0 };
        let own = (self.n * r / FOCUS + LOADING_SHRINKAGE * assumed) / (self.n + LOADING_SHRINKAGE);
        own.clamp(0.0, 0.6)
    }
}

fn rating(session: &Observation) -> Option<f64> {
    session.focus.filter(|focus| (1..=5).contains(focus)).map(f64::from)
}

fn ln_pace(session: &Observation) -> Option<(f64, f64)> {
    let (ln_pace, share) = session.ln_pace?;
    (ln_pace.is_finite() && share.is_finite() && share > 0.0).then(|| (ln_pace, share.min(1.0)))
}

/// For how long it was meant to last, or lasted.
fn meant_hours(session: &Observation) -> f64 {
    f64::from(session.planned_s.unwrap_or(session.worked_s).min(24 * 3600)) / 3600.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::observation::test::{rated, session};

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9, "{left} is not {right}");
    }

    #[test]
    fn ratings_are_measured_against_the_person_s_own_mean_and_spread() {
        // Ten ratings, five 3 and five 5: mean 4, variance 1. Shrunk: (10*4 + 5*3.6)/15, (10*1 + 10*1)/20.
        let log: Vec<_> = (0..10).map(|at| rated(9.0, if at % 2 == 0 { 3 } else { 5 })).collect();
        let ordinary = Ordinary::of(log.iter());
        near(ordinary.focus.mean, 58.0 / 15.0);
        near(ordinary.focus.sd, 1.0);
        let score = ordinary.score(&log[1]).unwrap();
        near(score.value, (5.0 - 58.0 / 15.0) / 0.85);
        near(score.variance, 0.76 + 0.2775 / 0.7225);
        near(score.variance, Score::RATED_VARIANCE);
    }

    #[test]
    fn a_session_of_which_nothing_is_said_has_no_score() {
        let log = [session(9.0), session(10.0)];
        assert_eq!(Ordinary::of(log.iter()).score(&log[0]), None);
    }

    #[test]
    fn an_unrated_session_still_says_a_little() {
        let mut log: Vec<_> = (0..20).map(|_| rated(9.0, 4)).collect();
        for (at, session) in log.iter_mut().enumerate() {
            session.ended_early = Some(at % 2 == 0);
        }
        log[0].focus = None;
        log[1].focus = None;
        let ordinary = Ordinary::of(log.iter());
        let (broken, whole) = (ordinary.score(&log[0]).unwrap(), ordinary.score(&log[1]).unwrap());
        // p = 1/2: z = -1 and 1.
        near(broken.value, -1.0 / 0.30);
        near(whole.value, 1.0 / 0.30);
        near(whole.variance, 0.76 + 0.91 / 0.09);
    }

    #[test]
    fn indicators_are_weighed_by_their_precision() {
        let mut log: Vec<_> = (0..10).map(|at| rated(9.0, 3 + at % 3)).collect();
        log[0].ln_pace = Some((0.8, 0.5));
        let ordinary = Ordinary::of(log.iter());
        let (focus, pace) = (0.7225 / 0.2775, 0.5 * 0.09 / 0.91);
        let z = (3.0 - ordinary.focus.mean) / ordinary.focus.sd;
        let slow = -(0.8 - ordinary.ln_pace.mean) / ordinary.ln_pace.sd;
        let score = ordinary.score(&log[0]).unwrap();
        near(score.value, (focus * z / 0.85 + pace * slow / 0.30) / (focus + pace));
        near(score.variance, 0.76 + 1.0 / (focus + pace));
    }

    #[test]
    fn who_never_notes_interruptions_is_not_praised_for_having_none() {
        let mut log: Vec<_> = (0..10).map(|at| rated(9.0, 3 + at % 3)).collect();
        let without = Ordinary::of(log.iter()).score(&log[0]).unwrap();
        near(without.variance, Score::RATED_VARIANCE);
        log[5].interruptions = 3;
        assert!(Ordinary::of(log.iter()).score(&log[0]).unwrap().variance < without.variance);
    }

    #[test]
    fn loadings_follow_the_person_s_log_from_150_ratings_on() {
        // Early ends go with low ratings without exception.
        let log = |count: usize| -> Vec<_> {
            (0..count)
                .map(|at| {
                    let mut seen = rated(9.0, if at % 2 == 0 { 2 } else { 4 });
                    seen.ended_early = Some(at % 2 == 0);
                    seen
                })
                .collect()
        };
        assert_eq!(Ordinary::of(log(149).iter()).loadings, START);
        let own = Ordinary::of(log(150).iter()).loadings;
        near(own.early, 0.6);
        near(own.pace, 0.30);
    }
}
