//! Made-up scheduling problems, the same for the same seed: people with four kinds of work, days with a lunch and some
//! meetings, tasks of which half have a date, some wait for others and most can be cut. After the generator of the
//! scheduling study (section 3.3).

// Slots, minutes and indices are small and not negative.
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use fastrand::Rng;
use heyday::plan::instance::{Day, Instance, QUARTERS, Weights, Work};

const KINDS: usize = 4;
const SLOT: u32 = 15;

/// A problem of that many tasks and days, with `load` times the work that the days have room for.
pub(crate) fn instance(seed: u64, tasks: usize, days: usize, load: f64) -> Instance {
    let mut random = Rng::with_seed(seed);
    let q = (0..KINDS).map(|_| hours(&mut random)).collect();
    let days: Vec<Day> = (0..days).map(|_| day(&mut random)).collect();
    let room: u32 = days.iter().map(free_slots).sum();
    let sizes: Vec<f64> = (0..tasks).map(|_| 4.2 * (0.8 * normal(&mut random)).exp()).collect();
    let scale = load * f64::from(room) / sizes.iter().sum::<f64>();
    let mut works: Vec<Work> = sizes
        .iter()
        .map(|size| work(&mut random, ((size * scale).round() as u32).clamp(1, 60), &days))
        .collect();
    for (at, work) in works.iter_mut().enumerate().skip(1) {
        if random.f64() < 0.2 {
            work.deps = vec![random.usize(at.saturating_sub(8)..at)];
        }
    }
    Instance {
        slot_min: SLOT,
        types: ["deep", "creative", "talk", "routine"].map(String::from).to_vec(),
        q,
        q_weekend: Vec::new(),
        days,
        tasks: works,
        prev: Vec::new(),
        budgets: Vec::new(),
        weights: Weights::default(),
    }
}

/// Twelve evenly spread numbers: near enough to a normal one.
fn normal(random: &mut Rng) -> f64 {
    (0..12).map(|_| random.f64()).sum::<f64>() - 6.0
}

/// What an hour is worth: a good time before noon or after, a dip after lunch.
fn hours(random: &mut Rng) -> Vec<f64> {
    let peak = 9.0 + 3.0 * random.f64() + if random.u8(..4) == 0 { 6.0 } else { 0.0 };
    let (height, dip) = (0.1 + 0.25 * random.f64(), 0.05 + 0.15 * random.f64());
    let bump = |hour: f64, at: f64, width: f64| (-((hour - at) / width).powi(2)).exp();
    let worth = |quarter: usize| {
        let hour = quarter as f64 / 4.0;
        (0.9 + height * bump(hour, peak, 1.8) - dip * bump(hour, 14.0, 1.2)).clamp(0.7, 1.35)
    };
    (0..QUARTERS).map(worth).collect()
}

fn day(random: &mut Rng) -> Day {
    let start = 510 + SLOT * random.u32(..5);
    let end = start + 480 + 30 * random.u32(..3);
    let meeting = |random: &mut Rng| {
        let len = [30, 30, 60, 90][random.usize(..4)];
        let from = start + SLOT * random.u32(..(end - start - len) / SLOT);
        [from, from + len]
    };
    let count = random.u8(..4);
    let meetings = (0..count).map(|_| meeting(random)).collect();
    Day { start, end, busy: vec![[735, 780]], meetings, ..Day::default() }
}

fn free_slots(day: &Day) -> u32 {
    let taken = |minute: u32| {
        let mut all = day.busy.iter().chain(&day.meetings);
        all.any(|[from, to]| *from < minute + SLOT && minute < *to)
    };
    (day.start..day.end).step_by(SLOT as usize).filter(|minute| !taken(*minute)).count() as u32
}

fn work(random: &mut Rng, slots: u32, days: &[Day]) -> Work {
    let cut = slots > 10 || slots > 2 && random.f64() < 0.75;
    let kind = [0, 0, 0, 1, 1, 2, 2, 3, 3, 3][random.usize(..10)];
    let due = (random.f64() < 0.45).then(|| {
        let day = random.usize(..days.len());
        let Day { start, end, .. } = days[day];
        let minute = if random.f64() < 0.6 { end } else { start + 120 + 60 * random.u32(..5) };
        [day as i64, i64::from(minute)]
    });
    let release = (random.f64() < 0.12)
        .then(|| [random.usize(..days.len()) as i64, i64::from(600 + 60 * random.u32(..5))]);
    let shortest = [1, 2, 2, 4][random.usize(..4)].min(slots);
    let longest = [6, 8, 8, 12][random.usize(..4)].min(slots).max(shortest);
    let (min, max) = if cut { (shortest, longest) } else { (slots, slots) };
    Work {
        kind,
        rem: SLOT * slots,
        w: [1.0, 1.0, 1.0, 1.5, 1.5, 1.5, 1.5, 2.5, 2.5, 4.0][random.usize(..10)],
        release: release.filter(|release| due.is_none_or(|due| *release < due)),
        hard: due.is_some() && random.f64() < 0.3,
        due,
        min_chunk: Some(SLOT * min),
        max_chunk: Some(SLOT * max),
        deep: kind <= 1 && random.f64() < 0.8,
        ..Work::default()
    }
}
