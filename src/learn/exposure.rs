//! [`Exposure`]: at which hours this person works at all, from every session there is, those inferred from commits
//! included. It gives the working [`Window`] of who has declared none.
//!
//! Must never be taken for how well work goes: minutes logged per hour mirror the calendar. That is [`super::hours`].

use super::hours::{DayClass, HALF_HOURS, Window};
use crate::domain::{Moment, Order};
use chrono::{NaiveDate, Timelike};

/// Days after which a session counts half. Predicting the hour of commits from those before, 180 days do better than
/// no forgetting and differ little from 90 or 365 (measured on real logs).
const HALF_LIFE_D: f64 = 180.0;
/// Hours by which a session also speaks for its neighbourhood, as a standard deviation. Of 0 to 1.5 h, half an hour
/// and three quarters predict the hour of the next commit best (measured on real logs).
const SPREAD_H: f64 = 0.75;
/// Half hours of nothing in particular, all around the clock, that stand against the first sessions.
const NOTHING: f64 = 10.0;
/// The part of the work that lies in the working window. (a judgement)
const INSIDE: f64 = 0.8;
/// The part of the work that its half hours carry, leaving out what was done once at an odd hour. (a judgement)
const NEARLY_ALL: f64 = 0.95;
/// Days, each by its weight, below which nothing is said of a working window. (a judgement)
const FEWEST_DAYS: f64 = 10.0;

/// The hours of the clock at which a person was at work, old days counting less. All hours are those of the wall clock
/// where the person was; midnight is no edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    half_life_d: f64,
    /// The day that weights are of; nothing was taken in that is later.
    as_of: Option<NaiveDate>,
    /// Half hours worked, by the half hour of the day.
    worked: [f64; HALF_HOURS],
    days: f64,
    last_day: Option<NaiveDate>,
}

impl Default for Exposure {
    fn default() -> Exposure {
        Exposure {
            half_life_d: HALF_LIFE_D,
            as_of: None,
            worked: [0.0; HALF_HOURS],
            days: 0.0,
            last_day: None,
        }
    }
}

impl Exposure {
    /// Takes in a session of the work day `day` (at most a day of it counts). Sessions are best given by time: then each
    /// day counts once as a day.
    pub fn absorb(&mut self, day: NaiveDate, start: Moment, end: Moment) {
        let start_min =
            u16::try_from(start.local().num_seconds_from_midnight() / 60).unwrap_or_default();
        self.absorb_minutes(day, start_min, end.seconds_since(start));
    }

    /// The same for one that began so many minutes after midnight.
    fn absorb_minutes(&mut self, day: NaiveDate, start_min: u16, seconds: i64) {
        let age = self.as_of.map_or(0, |as_of| (day - as_of).num_days());
        if age > 0 {
            let fade = self.weight(age);
            self.worked.iter_mut().for_each(|worked| *worked *= fade);
            self.days *= fade;
        }
        let weight = self.weight(age.min(0));
        self.as_of = self.as_of.max(Some(day));
        if self.last_day != Some(day) {
            self.days += weight;
            self.last_day = Some(day);
        }
        // In half hours; a session without a length says at least that someone was there.
        let mut left = (seconds as f64 / 1800.0).clamp(1.0 / 30.0, HALF_HOURS as f64);
        let mut at = usize::from(start_min) / 30;
        let mut room = 1.0 - f64::from(start_min % 30) / 30.0;
        while left > 0.0 {
            if let Some(worked) = self.worked.get_mut(at % HALF_HOURS) {
                *worked += weight * left.min(room);
            }
            left -= room;
            at += 1;
            room = 1.0;
        }
    }

    /// What so many days' distance leaves of a weight.
    fn weight(&self, days: i64) -> f64 {
        (-(days.abs() as f64) / self.half_life_d).exp2()
    }

    /// The days that stand behind it, each by its weight.
    pub fn days(&self) -> f64 {
        self.days
    }

    /// How likely it is that work which happens happens in each half hour; adds up to 1.
    pub fn density(&self) -> [f64; HALF_HOURS] {
        let kernel: Vec<f64> = (0..HALF_HOURS)
            .map(|step| {
                let hours = step.min(HALF_HOURS - step) as f64 / 2.0;
                (-0.5 * (hours / SPREAD_H).powi(2)).exp()
            })
            .collect();
        let total: f64 = self.worked.iter().sum();
        let norm = kernel.iter().sum::<f64>() * (total + NOTHING);
        std::array::from_fn(|at| {
            let near = kernel.iter().enumerate().map(|(step, share)| {
                share * self.worked.get((at + step) % HALF_HOURS).copied().unwrap_or_default()
            });
            near.sum::<f64>() / norm + NOTHING / (total + NOTHING) / HALF_HOURS as f64
        })
    }

    /// The half hours that together carry nearly all of the work, from midnight on: the busiest first, until it is 95 %.
    pub fn busy(&self) -> Vec<usize> {
        let mut order: Vec<(usize, f64)> = self.worked.into_iter().enumerate().collect();
        order.retain(|(_, worked)| *worked > 0.0);
        order.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (all, mut sum) = (self.worked.iter().sum::<f64>(), 0.0);
        let enough = order.iter().take_while(|(_, worked)| {
            let before = sum;
            sum += worked;
            before < NEARLY_ALL * all
        });
        let mut busy: Vec<usize> = enough.map(|(at, _)| *at).collect();
        busy.sort_unstable();
        busy
    }

    /// The typical working window: the shortest stretch of the clock, over midnight if need be, that holds four
    /// fifths of the work. `None` while there are too few days to say.
    pub fn typical(&self) -> Option<Typical> {
        if self.days < FEWEST_DAYS {
            return None;
        }
        let work = self.worked;
        let total: f64 = work.iter().sum();
        let within = |first: usize, count: usize| -> f64 {
            work.iter().cycle().skip(first).take(count).sum()
        };
        let stretches =
            (1..=HALF_HOURS).flat_map(|count| (0..HALF_HOURS).map(move |first| (first, count)));
        let enough = |&(first, count): &(usize, usize)| within(first, count) >= INSIDE * total;
        let shortest = stretches.clone().find(enough)?.1;
        // Of the equally short ones, the one amid the work.
        let density = self.density();
        let amid =
            |first: usize| -> f64 { density.iter().cycle().skip(first).take(shortest).sum() };
        let (first, count) = stretches
            .filter(|stretch| stretch.1 == shortest && enough(stretch))
            .max_by(|a, b| amid(a.0).total_cmp(&amid(b.0)))?;
        let minutes = |half: usize| u16::try_from(half % HALF_HOURS * 30).unwrap_or_default();
        Some(Typical { start_min: minutes(first), end_min: minutes(first + count) })
    }
}

/// A working window as the log has it, in minutes after midnight; it ends on the next day when the end is not after
/// the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typical {
    /// Its first minute.
    pub start_min: u16,
    /// The first minute after it.
    pub end_min: u16,
}

impl Typical {
    /// As half hours.
    pub fn window(self) -> Window {
        Window::new(self.start_min, self.end_min)
    }
}

/// The exposure on working days and on the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Week {
    weekday: Exposure,
    weekend: Exposure,
}

impl Week {
    /// That of one class of days.
    pub fn of(&self, class: DayClass) -> &Exposure {
        match class {
            DayClass::Weekday => &self.weekday,
            DayClass::Weekend => &self.weekend,
        }
    }

    /// The same, to take sessions in.
    pub fn of_mut(&mut self, class: DayClass) -> &mut Exposure {
        match class {
            DayClass::Weekday => &mut self.weekday,
            DayClass::Weekend => &mut self.weekend,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(after: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + Days::new(after)
    }

    /// So many days of work from one hour to another, with an hour for lunch.
    fn worked(from: u16, to: u16, days: std::ops::Range<u64>) -> Exposure {
        let mut exposure = Exposure::default();
        for n in days {
            let noon = u16::midpoint(from, to);
            exposure.absorb_minutes(day(n), from * 60, i64::from(noon - from) * 3600);
            exposure.absorb_minutes(day(n), noon * 60 + 60, i64::from(to - noon - 1) * 3600);
        }
        exposure
    }

    #[test]
    fn the_typical_window_is_where_four_fifths_of_the_work_is() {
        // Eight hours from 9 to 18 with a gap from 13 to 14: 80 % of eight hours are 6.4, and the gap lies within.
        let typical = worked(9, 18, 0..30).typical().unwrap();
        assert_eq!(typical.end_min - typical.start_min, 450);
        assert!((540..=630).contains(&typical.start_min), "{typical:?}");
        assert_eq!(worked(9, 18, 0..9).typical(), None, "too few days");
        let busy = worked(9, 18, 0..30).busy();
        assert!(busy.iter().all(|at| (18..36).contains(at) && ![26, 27].contains(at)), "{busy:?}");
    }

    #[test]
    fn work_over_midnight_is_one_window() {
        let mut exposure = Exposure::default();
        for n in 0..20 {
            exposure.absorb_minutes(day(n), 23 * 60, 3 * 3600);
        }
        let typical = exposure.typical().unwrap();
        // Five of its six half hours hold four fifths.
        let length = (typical.end_min + 1440 - typical.start_min) % 1440;
        assert!(length == 150 && [1380, 1410].contains(&typical.start_min), "{typical:?}");
        assert!(typical.window().contains(47) && typical.window().contains(0));
    }

    #[test]
    fn a_life_of_long_ago_counts_less_than_the_present_one() {
        let mut exposure = worked(6, 12, 0..60);
        for n in 540..600 {
            exposure.absorb_minutes(day(n), 14 * 60, 5 * 3600);
        }
        let typical = exposure.typical().unwrap();
        // 300 h of late and 360 h of three half-lives ago: 80 % of 345 h take 9.2 of the ten half hours.
        assert_eq!((typical.start_min, typical.end_min), (14 * 60, 19 * 60));
        assert!((exposure.days() - 60.0).abs() < 10.0, "{}", exposure.days());
    }

    proptest! {
        #[test]
        fn the_density_is_one_in_all_whatever_the_order(
            sessions in prop::collection::vec((0_u64..900, 0_u16..2000, -9_i64..200_000), 0..40),
        ) {
            let (mut there, mut back) = (Exposure::default(), Exposure::default());
            for (n, start, seconds) in &sessions {
                there.absorb_minutes(day(*n), *start, *seconds);
            }
            for (n, start, seconds) in sessions.iter().rev() {
                back.absorb_minutes(day(*n), *start, *seconds);
            }
            let sum: f64 = there.density().iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
            for (a, b) in there.density().iter().zip(back.density()) {
                prop_assert!((a - b).abs() < 1e-9 && *a > 0.0);
            }
            let _ = there.typical();
        }
    }

    /// The hour of the next commit, predicted from those before, in nats; 3.178 for a guess. `HEYDAY_EVALUATION_DATA`
    /// names the folder of `git_rhythm.tsv`, unpacked.
    #[test]
    #[ignore = "needs the evaluation data"]
    fn forgetting_over_half_a_year_predicts_the_hours_of_commits() {
        let folder = std::env::var("HEYDAY_EVALUATION_DATA").unwrap();
        let text = std::fs::read_to_string(format!("{folder}/git_rhythm.tsv")).unwrap();
        let mut authors: std::collections::BTreeMap<&str, Vec<chrono::NaiveDateTime>> =
            std::collections::BTreeMap::new();
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            authors.entry(fields[0]).or_default().push(fields[2].parse().unwrap());
        }
        authors.retain(|_, times| times.len() >= 200);
        let loss = |half_life_d: f64| {
            let (mut sum, mut count) = (0.0, 0.0);
            for times in authors.values_mut() {
                times.sort_unstable();
                let mut seen = Exposure { half_life_d, ..Exposure::default() };
                for at in times {
                    let hour = at.hour() as usize;
                    let density = seen.density();
                    sum -= (density[2 * hour] + density[2 * hour + 1]).ln();
                    count += 1.0;
                    seen.absorb_minutes(at.date(), u16::try_from(hour * 60 + 15).unwrap(), 900);
                }
            }
            sum / count
        };
        let mut loss = loss;
        let losses = [30.0, 90.0, 180.0, 365.0, 1e9].map(&mut loss);
        println!("30, 90, 180, 365 days, never: {losses:.4?} ({} authors)", authors.len());
        assert!(losses[2] < 2.80 && losses[2] < losses[4] - 0.03, "{losses:?}");
    }
}
