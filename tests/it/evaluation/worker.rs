//! Made-up workers whose good hours are known. On purpose not drawn from the family that is fitted: days are bumps and
//! a dip, types depart from them roughly and not smoothly, noise has heavy tails, ratings are rounded and clipped, whole
//! days are better or worse, good hours wander and sometimes jump, and people choose what they do when.

use chrono::{Days, NaiveDate};
use heyday::domain::{Mint, SessionId};
use heyday::learn::Observation;

/// The kinds of work: deep, review, administration, routine.
pub(super) const KINDS: usize = 4;
/// The hours in which work is placed: those that begin at 8:00 to 18:00.
pub(super) const HOURS: usize = 11;
/// The true value of every hour for every kind, relative to the kind's average.
pub(super) type Curves = [[f64; HOURS]; KINDS];

/// How much hours matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Regime {
    pub(super) name: &'static str,
    /// Standard deviations of the common curve and of the types' own.
    common: f64,
    own: f64,
}

pub(super) const REGIMES: [Regime; 2] = [
    Regime { name: "realistic", common: 0.22, own: 0.15 },
    Regime { name: "strong", common: 0.50, own: 0.30 },
];

/// Waves that make up a type's own curve: many, because it is rough.
const ROUGH: usize = 24;

pub(super) struct Worker {
    random: fastrand::Rng,
    mint: Mint,
    late_h: f64,
    second: f64,
    dip: f64,
    amplitude: f64,
    gains: [f64; KINDS],
    levels: [f64; KINDS],
    own: [[(f64, f64); ROUGH]; KINDS],
    jump_h: f64,
    wander_h: Vec<f64>,
    tired: [f64; 2],
    scale: f64,
    /// Mean and spread of the bare day over the hours of work.
    bare: (f64, f64),
}

impl Worker {
    pub(super) fn new(seed: u64, regime: Regime) -> Worker {
        let mut random = fastrand::Rng::with_seed(seed);
        let r = &mut random;
        let mut worker = Worker {
            mint: Mint::new(seed, 1_700_000_000_000),
            late_h: 1.4 * normal(r),
            second: 0.5 + 0.7 * r.f64(),
            dip: 0.1 + 0.5 * r.f64(),
            amplitude: regime.common * (0.35 * normal(r)).exp(),
            gains: [1.2, 0.9, 0.6, 0.3].map(|gain| gain * (0.25 * normal(r)).exp()),
            levels: std::array::from_fn(|_| 0.3 * normal(r)),
            own: std::array::from_fn(|_| rough(r, regime.own)),
            jump_h: if r.f64() < 0.3 { if r.bool() { 1.5 } else { -1.5 } } else { 0.0 },
            wander_h: vec![0.0],
            tired: [0.03 + 0.03 * normal(r), 0.08 + 0.06 * normal(r)].map(f64::abs),
            scale: 0.8 + 0.4 * r.f64(),
            bare: (0.0, 1.0),
            random: fastrand::Rng::new(),
        };
        for day in 0..400 {
            worker.wander_h.push(worker.wander_h[day] + 0.03 * normal(r));
        }
        let day: Vec<f64> = (0..HOURS).map(|at| worker.bumps(middle(at), 0)).collect();
        let mean = day.iter().sum::<f64>() / HOURS as f64;
        let square = day.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / HOURS as f64;
        worker.bare = (mean, square.sqrt());
        worker.random = random;
        worker
    }

    fn bumps(&self, hour: f64, day: usize) -> f64 {
        let late =
            self.late_h + self.wander_h[day.min(400)] + if day >= 60 { self.jump_h } else { 0.0 };
        let bump = |centre: f64, width: f64| (-0.5 * ((hour - centre) / width).powi(2)).exp();
        bump(10.3 + 0.9 * late, 2.0) + self.second * bump(16.2 + 0.9 * late, 2.1)
            - self.dip * bump(13.5 + 0.3 * late, 0.9)
    }

    fn curve(&self, kind: usize, hour: f64, day: usize) -> f64 {
        let bare = (self.bumps(hour, day) - self.bare.0) / self.bare.1;
        let own = self.own[kind].iter().enumerate().map(|(m, (cos, sin))| {
            let angle = (m + 1) as f64 * hour / 24.0 * std::f64::consts::TAU;
            cos * angle.cos() + sin * angle.sin()
        });
        self.amplitude * self.gains[kind] * bare + own.sum::<f64>()
    }

    /// What every hour is worth on that day.
    pub(super) fn truth(&self, day: usize) -> Curves {
        std::array::from_fn(|kind| {
            centred(std::array::from_fn(|at| self.curve(kind, middle(at), day)))
        })
    }

    /// The first `count` sessions, and the day of each.
    pub(super) fn log(&mut self, count: usize) -> Vec<(usize, Observation)> {
        let mut log = Vec::with_capacity(count);
        let usual = 9.0 + 0.35 * self.late_h + 0.6 * normal(&mut self.random);
        for day in 0.. {
            self.day(day, usual, &mut log);
            if log.len() >= count {
                break;
            }
        }
        log.truncate(count);
        log
    }

    fn day(&mut self, day: usize, usual: f64, log: &mut Vec<(usize, Observation)>) {
        let mut hour = (usual + 0.5 * normal(&mut self.random)).clamp(7.0, 12.0);
        let end = (hour + 6.0 + 3.5 * self.random.f64()).min(20.0);
        let whole = 0.35 * normal(&mut self.random);
        let (mut so_far, mut since) = (0.0, 0.0);
        while hour < end {
            if (12.2..13.2).contains(&hour) && self.random.f64() < 0.7 {
                hour += 0.5 + 0.5 * self.random.f64();
                since = 0.0;
            }
            let length = [0.5, 0.75, 1.0, 1.5][self.pick([0.3, 0.3, 0.25, 0.15])];
            let morning = hour < 12.0;
            let kind =
                self.pick(if morning { [0.45, 0.2, 0.2, 0.15] } else { [0.2, 0.3, 0.3, 0.2] });
            let hard = self.random.f64() < if morning { 0.6 } else { 0.3 };
            let middle = hour + length / 2.0;
            let quality = self.levels[kind] + self.curve(kind, middle, day)
                - if hard { 0.35 } else { 0.0 }
                - self.tired[0] * so_far
                - self.tired[1] * f64::max(since - 0.75, 0.0)
                + whole
                + 0.85 * heavy(&mut self.random);
            let session = self.session((day, middle, kind), quality, length);
            let seconds = |hours: f64| (hours * 3600.0) as u32;
            log.push((
                day,
                Observation {
                    hard,
                    worked_before_s: seconds(so_far),
                    since_break_s: seconds(since),
                    ..session
                },
            ));
            (hour, so_far, since) = (hour + length, so_far + length, since + length);
            if self.random.f64() < 0.45 {
                hour += 0.15 + 0.35 * self.random.f64();
                since = 0.0;
            }
        }
    }

    fn session(
        &mut self,
        (day, middle, kind): (usize, f64, usize),
        quality: f64,
        length: f64,
    ) -> Observation {
        let r = &mut self.random;
        let rating = (3.4 + self.scale * quality).round().clamp(1.0, 5.0) as u8;
        let rate = (-0.1 - 0.3 * quality).exp() * length;
        let (mut interruptions, mut left) = (0, (-rate).exp());
        while r.f64() > left && interruptions < 20 {
            interruptions += 1;
            left = left.max(1e-3) * 1.6;
        }
        let early = r.f64() < 1.0 / (1.0 + (1.5 + 0.8 * quality).exp());
        let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        Observation {
            session: SessionId(self.mint.uuid()),
            task: None,
            kind: kind as u16,
            // Five days a week.
            day: monday + Days::new((day / 5 * 7 + day % 5) as u64),
            weekend: false,
            hour: middle.rem_euclid(24.0),
            worked_s: (length * 3600.0) as u32,
            focus: (r.f64() > 0.1).then_some(rating),
            interruptions,
            planned_s: None,
            ended_early: Some(early),
            ln_pace: None,
            hard: false,
            worked_before_s: 0,
            since_break_s: 0,
        }
    }

    fn pick(&mut self, shares: [f64; 4]) -> usize {
        let mut left = self.random.f64();
        shares
            .iter()
            .position(|share| {
                left -= share;
                left < 0.0
            })
            .unwrap_or(3)
    }
}

/// The middle of one of the hours in which work is placed.
fn middle(at: usize) -> f64 {
    at as f64 + 8.5
}

pub(super) fn centred(curve: [f64; HOURS]) -> [f64; HOURS] {
    let mean = curve.iter().sum::<f64>() / HOURS as f64;
    curve.map(|value| value - mean)
}

fn normal(random: &mut fastrand::Rng) -> f64 {
    let (radius, turn) = (1.0 - random.f64(), random.f64());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
}

/// Student's t with five degrees of freedom, of unit variance.
fn heavy(random: &mut fastrand::Rng) -> f64 {
    let top = normal(random);
    let squares: f64 = (0..5).map(|_| normal(random).powi(2)).sum();
    top / (squares / 3.0).sqrt()
}

/// The waves of a curve that is rough: its power falls with the fourth power of the frequency.
fn rough(random: &mut fastrand::Rng, sd: f64) -> [(f64, f64); ROUGH] {
    let power: [f64; ROUGH] = std::array::from_fn(|m| (11.0 + ((m + 1) * (m + 1)) as f64).powi(-2));
    let total: f64 = power.iter().sum();
    power.map(|power| {
        let spread = sd * (power / total).sqrt();
        (spread * normal(random), spread * normal(random))
    })
}
