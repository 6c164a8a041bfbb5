//! What an hour is worth for each kind of work: the learned curves, with their bonus for what is little known.

use super::{Built, World};
use crate::learn::DayClass;
use crate::plan::instance::{Day, QUARTERS};
use crate::plan::problem::Problem;
use std::ops::Range;

/// What work without a kind is called.
const NONE: &str = "";

/// The index of a kind of work among `types`; it becomes one of them.
pub(super) fn kind(types: &mut Vec<String>, name: Option<&str>) -> usize {
    let name = name.unwrap_or(NONE);
    types.iter().position(|known| known == name).unwrap_or_else(|| {
        types.push(name.to_owned());
        types.len() - 1
    })
}

/// Fills in the rows of all kinds of the instance: the weekend's only where a weekend day can be worked on.
pub(super) fn worth(world: World<'_>, built: &mut Built) {
    let rho = built.instance.weights.rho;
    let rows = |class: DayClass| -> Vec<Vec<f64>> {
        let row = |name: &String| {
            let name = Some(name.as_str()).filter(|name| !name.is_empty());
            let kind = world.profile.kind(name.map(|name| world.state.kind_today(name)));
            let of = |quarter: usize| {
                let weight = world.profile.explore_weight(kind, class, quarter / 2);
                let weight = if weight.is_finite() { weight } else { 1.0 };
                weight * sooner(rho, quarter as f64)
            };
            (0..QUARTERS).map(of).collect()
        };
        built.instance.types.iter().map(row).collect()
    };
    let is_open = |day: &Day| day.weekend && day.start < day.end;
    let weekend = built.instance.days.iter().any(is_open).then(|| rows(DayClass::Weekend));
    let q = rows(DayClass::Weekday);
    built.instance.q = q;
    built.instance.q_weekend = weekend.unwrap_or_default();
}

/// The middle of a usual work day, and how long that is, in quarters of an hour.
const MIDDAY: f64 = 52.0;
const WORK_DAY: f64 = 32.0;

/// What work at that quarter of a day counts for being sooner or later on it: 1 at 13:00. From one work day to the next
/// it loses `rho`, and as much within one: of two hours that are as good the first is better, since what is planned for
/// the evening has the whole day in its way.
fn sooner(rho: f64, quarter: f64) -> f64 {
    rho.powf((quarter - MIDDAY) / WORK_DAY)
}

/// What work in these slots would be worth if their hours were as good as any: what is beyond is due to the hours.
pub(in crate::plan) fn usual(problem: &Problem, slots: Range<usize>) -> f64 {
    let rho = problem.weights.rho;
    slots
        .filter_map(|slot| Some((problem.minutes.get(slot)?, problem.day_of.get(slot)?)))
        .map(|(minute, day)| rho.powi(i32::from(*day)) * sooner(rho, f64::from(*minute) / 15.0))
        .sum()
}
