//! Made-up half-years on which the early warning is measured: vacations, sick days, days of crunch; half of them with an
//! overload of 24 to 40 days. The generator knows nothing of the index but that it reads days.

// Days, hours and ratings are small and not negative.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use crate::balance::load::DayLoad;
use crate::balance::{Course, course};
use chrono::{Datelike, NaiveDate};

/// A small generator of even numbers (splitmix64), so that a life is its seed.
struct Chance(u64);

impl Chance {
    fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let radius = (-2.0 * self.even().max(1e-12).ln()).sqrt();
        mean + deviation * radius * (std::f64::consts::TAU * self.even()).cos()
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.even()
    }

    fn often(&mut self, share: f64) -> bool {
        self.even() < share
    }
}

const DAYS: usize = 182;

/// What is usual for somebody.
struct Person {
    hours: f64,
    spread: f64,
    evenings: f64,
    weekends: f64,
    long: f64,
    focus: f64,
    ratings: f64,
}

impl Person {
    fn new(chance: &mut Chance) -> Person {
        Person {
            hours: chance.between(6.3, 8.3),
            spread: chance.between(0.5, 1.1),
            evenings: chance.between(0.0, 0.12),
            weekends: chance.between(0.0, 0.12),
            long: chance.between(0.15, 0.45),
            focus: chance.between(3.1, 3.9),
            ratings: chance.between(0.5, 3.5),
        }
    }
}

/// A half-year, and the first day of its overload if it has one.
struct Life {
    days: Vec<DayLoad>,
    overload: Option<(usize, usize)>,
}

fn life(seed: u64) -> Life {
    let mut chance = Chance(seed.wrapping_mul(0xa076_1d64_78bd_642f));
    let person = Person::new(&mut chance);
    let place = |chance: &mut Chance, from: f64, to: f64| chance.between(from, to) as usize;
    let overload = seed.is_multiple_of(2).then(|| {
        let start = place(&mut chance, 85.0, 135.0);
        (start, start + place(&mut chance, 24.0, 41.0))
    });
    let vacations: Vec<(usize, usize)> =
        (0..2).map(|_| (place(&mut chance, 0.0, 170.0), place(&mut chance, 5.0, 15.0))).collect();
    let crunch: Vec<usize> = (0..5).map(|_| place(&mut chance, 0.0, 180.0)).collect();
    let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let mut days: Vec<DayLoad> = Vec::new();
    let mut ended = 17.5;
    for (at, day) in first.iter_days().take(DAYS).enumerate() {
        let over = overload.is_some_and(|(from, to)| (from..to).contains(&at));
        let away = !over && vacations.iter().any(|(from, n)| (*from..from + n).contains(&at));
        let crunches = crunch.contains(&at);
        let (load, end) = lived(day, &person, (over, away, crunches), ended, &mut chance);
        ended = if load.worked_s > 0 { end } else { 0.0 };
        days.push(load);
    }
    Life { days, overload }
}

/// One day, and the hour at which it ended.
fn lived(
    day: NaiveDate,
    person: &Person,
    (over, away, crunches): (bool, bool, bool),
    ended: f64,
    chance: &mut Chance,
) -> (DayLoad, f64) {
    let mut load = DayLoad::free(day);
    let weekend = day.weekday().num_days_from_monday() >= 5;
    let works = match (weekend, over) {
        (true, true) => chance.often(0.55),
        (true, false) => chance.often(person.weekends),
        (false, _) => !chance.often(0.025),
    };
    if !works || away {
        return (load, 0.0);
    }
    let usual = if weekend { 0.45 * person.hours } else { person.hours };
    let more = if over { chance.between(1.15, 1.45) } else { 1.0 };
    let crunch = if crunches { 3.0 } else { 0.0 };
    let hours = (chance.normal(usual * more, person.spread) + crunch).clamp(0.5, 15.0);
    let late = chance.often(person.evenings + if over { 0.35 } else { 0.0 });
    let evening = if late { chance.between(0.5, 2.5).min(hours) } else { 0.0 };
    let start = chance.normal(9.0, 0.4);
    let end =
        if late { chance.between(21.0, 24.0) } else { start + hours + chance.between(0.5, 1.5) };
    let seconds = |hours: f64| (hours * 3600.0) as i64;
    load.worked_s = seconds(hours);
    load.off_s = seconds(if weekend { hours } else { evening + (hours - 9.0).max(0.0) }.min(hours));
    let long = chance.normal(person.long + if over { 0.12 } else { 0.0 }, 0.15);
    load.long_s = seconds(hours * long.clamp(0.0, 1.0));
    load.rested_s = (ended > 0.0).then(|| seconds(24.0 - ended + start));
    let felt = person.focus - if over { 0.45 } else { 0.0 };
    for _ in 0..(person.ratings + chance.even()) as usize {
        load.rate(chance.normal(felt, 0.85).round().clamp(1.0, 5.0) as u8);
    }
    (load, end)
}

/// What the early warning made of some lives.
#[derive(Clone, Copy, Debug, Default)]
struct Measured {
    days: usize,
    false_alarms: usize,
    overloads: usize,
    within: [usize; 2],
}

fn measured(seeds: std::ops::Range<u64>) -> Measured {
    let mut found = Measured::default();
    for seed in seeds {
        let Life { days, overload } = life(seed);
        let Course { alerts, .. } = course(&days, DAYS, &|_, _| false);
        let place = |day: NaiveDate| (day - days[0].day).num_days() as usize;
        let raised: Vec<usize> = alerts.iter().map(|alert| place(alert.since)).collect();
        let (from, to) = overload.unwrap_or((DAYS, DAYS));
        found.days += DAYS - to.saturating_sub(from);
        // An overload may still be felt two weeks after its end.
        found.false_alarms += raised.iter().filter(|at| **at < from || **at > to + 14).count();
        if overload.is_some() {
            found.overloads += 1;
            for (most, within) in [14, 21].into_iter().zip(&mut found.within) {
                *within += usize::from(raised.iter().any(|at| (from..=from + most).contains(at)));
            }
        }
    }
    found
}

#[test]
fn an_overload_is_noticed_within_two_weeks_and_an_ordinary_life_is_left_alone() {
    let found = measured(0..400);
    let false_alarms = 100.0 * found.false_alarms as f64 / found.days as f64;
    let within = found.within.map(|n| n as f64 / found.overloads as f64);
    assert!(false_alarms <= 0.03, "{false_alarms} false alarms per 100 days");
    assert!(within[0] >= 0.90, "{within:?} within two and three weeks");
}
