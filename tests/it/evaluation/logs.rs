//! Real logs: the first 70 % of every person's sessions teach, the rest is foretold. What is foretold is an outcome of
//! the session (how long it was sustained, how concentrated someone felt), made a rating of 1 to 5 for learning by the
//! person's own quintiles where it isn't one.

use chrono::{NaiveDateTime, Timelike};
use heyday::domain::{Mint, SessionId};
use heyday::learn::{DayClass, Observation, Prior, Window, hours};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// One session with its outcome.
pub(super) struct Sample {
    start: NaiveDateTime,
    minutes: f64,
    kind: String,
    outcome: f64,
    /// Whether the outcome is a rating already.
    rated: bool,
}

/// By person, in order of time.
pub(super) type Logs = BTreeMap<String, Vec<Sample>>;

/// The logs in a folder, with what the learned hours must reach on them.
pub(super) fn all(folder: &Path) -> Vec<(&'static str, Logs, f64)> {
    let cesaw = read(&folder.join("cesaw_sessions.csv"), |cell| {
        let (start, end) = (moment(cell[3])?, moment(cell[4])?);
        let minutes = (end - start).num_seconds() as f64 / 60.0 - cell[5].parse().unwrap_or(0.0);
        let outcome = minutes.max(1.0).ln();
        Some(Sample { start, minutes, kind: cell[2].into(), outcome, rated: false })
    });
    let kaist = read(&folder.join("kaist_concentration.csv"), |cell| {
        let minutes = cell[3].parse::<f64>().ok()? / 60.0;
        let outcome = cell[4].parse().ok()?;
        Some(Sample {
            start: moment(cell[2])?,
            minutes,
            kind: cell[1].into(),
            outcome,
            rated: true,
        })
    });
    vec![
        ("CESAW, sustained length", at_least(cesaw, 140), 0.15),
        // Nothing is provable on these small logs: the bar is only that it does no harm to speak of.
        ("KAIST, concentration", at_least(kaist, 60), -0.10),
    ]
}

fn read(path: &Path, sample: impl Fn(&[&str]) -> Option<Sample>) -> Logs {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut logs = Logs::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        // As in the product: what is shorter than three minutes is a start and stop by mistake.
        if let Some(sample) = sample(&cells).filter(|sample| sample.minutes >= 3.0) {
            logs.entry(cells[0].to_owned()).or_default().push(sample);
        }
    }
    for log in logs.values_mut() {
        log.sort_by_key(|sample| sample.start);
    }
    logs
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok()
}

fn at_least(mut logs: Logs, sessions: usize) -> Logs {
    logs.retain(|_, log| log.len() >= sessions);
    logs
}

/// A mean over people with its standard error.
#[derive(Clone, Default)]
pub(super) struct Uplift(Vec<f64>);

impl Uplift {
    pub(super) fn people(&self) -> usize {
        self.0.len()
    }

    pub(super) fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }
}

impl fmt::Display for Uplift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, mean) = (self.0.len() as f64, self.mean());
        let square = self.0.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (n - 1.0);
        write!(f, "{mean:+.3} ({:.3})", (square / n).sqrt())
    }
}

/// For the four ways of believing: the population's day, means by hour, by hour and type, the learned hours.
pub(super) fn uplifts(logs: &Logs) -> [Uplift; 4] {
    let mut uplifts = <[Uplift; 4]>::default();
    for log in logs.values() {
        for (uplift, one) in uplifts.iter_mut().zip(person(log)) {
            uplift.0.push(one);
        }
    }
    uplifts
}

fn person(log: &[Sample]) -> [f64; 4] {
    let (known, unknown) = log.split_at(log.len() * 7 / 10);
    let usual = Usual::of(known);
    let kinds: Vec<&str> = usual.kinds.keys().copied().collect();
    let kind = |sample: &Sample| kinds.iter().position(|kind| *kind == sample.kind);
    let observations = observations(known, &usual, |sample| kind(sample).unwrap_or(usize::MAX));
    let as_of = known[known.len() - 1].start.date();
    let prior = Prior { window: window(known), ..Prior::default() };
    let learned = hours::fit(&observations, kinds.len(), &prior, as_of);
    let population = hours::fit(&[], kinds.len(), &prior, as_of);
    let at = |sample: &Sample| (hour(sample) * 2.0) as usize % 48;
    let curve = |hours: &hours::Hours, sample: &Sample| {
        hours.point(kind(sample).map_or(u16::MAX, |k| k as u16), DayClass::Weekday, at(sample)).mean
    };
    let residuals: Vec<f64> = known.iter().map(|sample| usual.residual(sample)).collect();
    let mean = |sample: &Sample, by_kind: bool| {
        let same = |(other, _): &(&Sample, &f64)| {
            at(other) / 2 == at(sample) / 2 && (!by_kind || other.kind == sample.kind)
        };
        let here: Vec<f64> = known.iter().zip(&residuals).filter(same).map(|(_, r)| *r).collect();
        here.iter().sum::<f64>() / here.len().max(1) as f64
    };
    let ways: [&dyn Fn(&Sample) -> f64; 4] = [
        &|sample| curve(&population, sample),
        &|sample| mean(sample, false),
        &|sample| mean(sample, true),
        &|sample| curve(&learned, sample),
    ];
    ways.map(|belief| uplift(unknown, &usual, belief))
}

/// The outcome of the third of the sessions that lie in the believed best hours, less that of the worst third.
fn uplift(unknown: &[Sample], usual: &Usual<'_>, belief: &dyn Fn(&Sample) -> f64) -> f64 {
    let mut ranked: Vec<(f64, f64)> =
        unknown.iter().map(|sample| (belief(sample), usual.residual(sample))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let third = (ranked.len() / 3).max(1);
    let mean = |part: &[(f64, f64)]| part.iter().map(|one| one.1).sum::<f64>() / part.len() as f64;
    mean(&ranked[..third]) - mean(&ranked[ranked.len() - third..])
}

/// What is usual for a person and type of work.
struct Usual<'a> {
    kinds: BTreeMap<&'a str, f64>,
    mean: f64,
    sd: f64,
    quintiles: [f64; 4],
}

impl<'a> Usual<'a> {
    fn of(known: &'a [Sample]) -> Usual<'a> {
        let n = known.len() as f64;
        let mean = known.iter().map(|sample| sample.outcome).sum::<f64>() / n;
        let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for sample in known {
            let sum = sums.entry(&sample.kind).or_default();
            *sum = (sum.0 + sample.outcome, sum.1 + 1.0);
        }
        let kinds = sums.into_iter().map(|(kind, (sum, n))| (kind, (sum + 3.0 * mean) / (n + 3.0)));
        let mut usual = Usual { kinds: kinds.collect(), mean, sd: 1.0, quintiles: [0.0; 4] };
        let mut residuals: Vec<f64> = known.iter().map(|sample| usual.residual(sample)).collect();
        residuals.sort_by(f64::total_cmp);
        usual.quintiles = std::array::from_fn(|at| residuals[residuals.len() * (at + 1) / 5]);
        usual.sd = (residuals.iter().map(|r| r * r).sum::<f64>() / n).sqrt().max(1e-9);
        usual
    }

    /// How much better than usual for that type, in standard deviations.
    fn residual(&self, sample: &Sample) -> f64 {
        let usual = self.kinds.get(sample.kind.as_str()).unwrap_or(&self.mean);
        (sample.outcome - usual) / self.sd
    }

    fn rating(&self, sample: &Sample) -> u8 {
        let residual = (self.residual(sample)) * self.sd;
        let quintile = self.quintiles.iter().filter(|bound| residual >= **bound).count();
        if sample.rated { sample.outcome as u8 } else { 1 + quintile as u8 }
    }
}

fn observations(
    known: &[Sample],
    usual: &Usual<'_>,
    kind: impl Fn(&Sample) -> usize,
) -> Vec<Observation> {
    let mut mint = Mint::new(1, 0);
    let (mut day, mut before) = (None, 0.0);
    let mut observation = |sample: &Sample| {
        if day != Some(sample.start.date()) {
            (day, before) = (Some(sample.start.date()), 0.0);
        }
        before += sample.minutes;
        Observation {
            session: SessionId(mint.uuid()),
            task: None,
            kind: kind(sample) as u16,
            day: sample.start.date(),
            weekend: false,
            hour: hour(sample),
            worked_s: (sample.minutes * 60.0) as u32,
            focus: Some(usual.rating(sample)),
            interruptions: 0,
            planned_s: None,
            ended_early: None,
            ln_pace: None,
            hard: false,
            worked_before_s: ((before - sample.minutes) * 60.0) as u32,
            since_break_s: 0,
        }
    };
    known.iter().map(&mut observation).collect()
}

/// The clock hour of its middle, as everywhere in heyday.
fn hour(sample: &Sample) -> f64 {
    let start = f64::from(sample.start.num_seconds_from_midnight()) / 3600.0;
    (start + sample.minutes / 120.0).rem_euclid(24.0)
}

/// The half hours in which the person works at all.
fn window(known: &[Sample]) -> Window {
    let halves = known.iter().map(|sample| (hour(sample) * 2.0) as usize);
    let first = halves.clone().next().unwrap_or(18) as u16 * 30;
    halves.fold(Window::new(first, first + 30), Window::with)
}
