//! What learning begins with: the declared working time, and what a person says of their sleep and best hours.

use super::settings::{Config, Sharpest};
use crate::learn::{Habits, Window};
use chrono::{NaiveTime, Timelike, Weekday};

const HALF_DAY_S: u32 = 12 * 3600;

impl Config {
    /// What this person has declared about their days.
    pub fn habits(&self) -> Habits {
        let day = &self.work_day;
        let listed: Vec<Weekday> = day.days.iter().collect();
        let days = if listed.is_empty() { Habits::default().days } else { listed };
        Habits {
            window: Window::new(minute(day.start), minute(day.end)),
            days,
            mid_sleep: self.learning.free_day_sleep.map(|(from, to)| middle(from, to)),
            sharpest: match day.sharpest {
                Sharpest::Morning => Some(9.5),
                Sharpest::Midday => Some(12.5),
                Sharpest::Afternoon => Some(15.5),
                Sharpest::Evening => Some(19.5),
                Sharpest::Unset => None,
            },
        }
    }
}

fn minute(time: NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or_default()
}

/// The hour half way through the night.
fn middle(from: NaiveTime, to: NaiveTime) -> f64 {
    let (from, to) = (from.num_seconds_from_midnight(), to.num_seconds_from_midnight());
    let slept = (to + 2 * HALF_DAY_S - from) % (2 * HALF_DAY_S);
    f64::from((from + slept / 2) % (2 * HALF_DAY_S)) / 3600.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_night_may_lie_on_either_side_of_midnight() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        assert!((middle(at(0, 30), at(8, 30)) - 4.5).abs() < 1e-9);
        assert!((middle(at(23, 0), at(7, 0)) - 3.0).abs() < 1e-9);
        assert!((middle(at(19, 0), at(3, 0)) - 23.0).abs() < 1e-9);
    }
}
