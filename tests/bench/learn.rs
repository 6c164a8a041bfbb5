//! Learning: one fit of the hours, with six kinds of work, for a year's log and for a life's.

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use heyday::domain::{Mint, SessionId};
use heyday::learn::{Observation, Prior, hours};

const KINDS: u16 = 6;
const A_DAY: usize = 7;

fn log(count: usize) -> (Vec<Observation>, NaiveDate) {
    let mut random = fastrand::Rng::with_seed(3);
    let mut mint = Mint::new(1, 0);
    let day_zero = NaiveDate::default();
    let log = (0..count).map(|at| Observation {
        session: SessionId(mint.uuid()),
        task: None,
        kind: random.u16(..KINDS),
        day: day_zero + Days::new((at / A_DAY) as u64),
        weekend: at / A_DAY % 7 > 4,
        hour: 8.0 + 10.0 * random.f64(),
        worked_s: 3600,
        focus: random.bool().then(|| random.u8(1..=5)),
        interruptions: random.u16(..3),
        planned_s: None,
        ended_early: Some(random.u8(..5) == 0),
        ln_pace: None,
        hard: random.bool(),
        worked_before_s: 3600,
        since_break_s: 3000,
    });
    (log.collect(), day_zero + Days::new((count / A_DAY) as u64))
}

#[divan::bench(args = [600, 5_000, 50_000])]
fn fit_hours(bencher: Bencher<'_, '_>, count: usize) {
    let (log, as_of) = log(count);
    bencher.bench(|| hours::fit(black_box(&log), usize::from(KINDS), &Prior::default(), as_of));
}
