//! What is assumed before the log says anything: the [`Window`] of work, and the population's day shifted by the
//! person's chronotype ([`Prior`]). Small on purpose: measured population curves stay within 0.15 SD.

use super::HALF_HOURS;
use serde::{Deserialize, Serialize};

/// Which half hours are working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Window(u64);

impl Window {
    /// From one minute of the day to another, rounded outwards to half hours; over midnight when `end` is not after
    /// `start`. Minutes are taken modulo a day.
    pub fn new(start_min: u16, end_min: u16) -> Window {
        let first = usize::from(start_min % 1440) / 30;
        let last = usize::from(end_min % 1440).div_ceil(30);
        let count = (last + HALF_HOURS - first - 1) % HALF_HOURS + 1;
        Window((0..count).fold(0, |mask, step| mask | 1 << ((first + step) % HALF_HOURS)))
    }

    /// The same with this half hour too.
    #[must_use]
    pub fn with(self, half_hour: usize) -> Window {
        Window(self.0 | 1 << (half_hour % HALF_HOURS))
    }

    /// Whether this half hour belongs to it.
    pub fn contains(self, half_hour: usize) -> bool {
        self.0 >> (half_hour % HALF_HOURS) & 1 == 1
    }

    /// Its half hours, from midnight on. Never empty.
    pub fn half_hours(self) -> impl Iterator<Item = usize> + Clone {
        (0..HALF_HOURS).filter(move |&at| self.contains(at))
    }

    /// How many half hours it has, 1 to 48.
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }
}

impl Default for Window {
    /// 09:00-17:30.
    fn default() -> Window {
        Window::new(540, 1050)
    }
}

/// What is assumed of a person before the log says anything.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// By how many hours this person's day is expected to be later than the population's.
    pub shift_h: f64,
    /// How sure that is: its standard deviation in hours.
    pub shift_sd: f64,
    /// The declared working time.
    pub window: Window,
}

impl Default for Prior {
    /// Nothing is known: chronotypes spread by 1.4 h.
    fn default() -> Prior {
        Prior { shift_h: 0.0, shift_sd: 1.4, window: Window::default() }
    }
}

impl Prior {
    /// The same with the answer to "on a free day I sleep from .. to ..": the middle of that sleep, in hours after
    /// midnight. The average sleeper's is 4:15 (Munich Chronotype Questionnaire, 0:15-8:15); about 0.7 of a later sleep
    /// shows in the working day. (a judgement)
    #[must_use]
    pub fn with_mid_sleep(self, hour: f64) -> Prior {
        let late = (hour - 4.25 + 12.0).rem_euclid(24.0) - 12.0;
        let shift_h = if late.is_finite() { (0.7 * late).clamp(-2.5, 3.0) } else { 0.0 };
        Prior { shift_h, shift_sd: 1.0, ..self }
    }

    /// The same for a person who says to be sharpest around this hour (for instance 10 for the morning). The
    /// population's first peak is at 10:30. (a judgement)
    #[must_use]
    pub fn with_sharpest(self, hour: f64) -> Prior {
        let late = if hour.is_finite() { hour - 10.5 } else { 0.0 };
        Prior { shift_h: (0.5 * late).clamp(-2.0, 3.0), shift_sd: 1.2, ..self }
    }
}

/// The population's day, two peaks around a dip after noon; centred on 7-21 h with unit standard deviation there.
pub(super) fn shape(hour: f64) -> f64 {
    (bumps(hour) - BUMPS_MEAN) / BUMPS_SD
}

/// Mean and standard deviation of [`bumps`] at the half hours' middles from 7 to 21 h.
const BUMPS_MEAN: f64 = 0.555_108;
const BUMPS_SD: f64 = 0.275_832;

fn bumps(hour: f64) -> f64 {
    let bump = |centre: f64, width: f64| {
        let away = (hour - centre + 12.0).rem_euclid(24.0) - 12.0;
        (-0.5 * (away / width).powi(2)).exp()
    };
    0.9 * bump(10.5, 1.8) + 0.9 * bump(15.8, 2.0) - 0.3 * bump(13.2, 0.9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_knows_its_half_hours_also_over_midnight() {
        let day = Window::new(540, 1050);
        assert_eq!(day.half_hours().collect::<Vec<_>>(), (18..35).collect::<Vec<_>>());
        let night = Window::new(22 * 60, 5 * 60);
        assert_eq!(night.count(), 14);
        assert!(
            night.contains(44) && night.contains(0) && night.contains(9) && !night.contains(10)
        );
        assert_eq!(Window::new(0, 0).count(), 48, "a whole day");
    }

    #[test]
    fn the_population_day_is_centred_with_unit_spread_on_seven_to_twenty_one() {
        let day: Vec<f64> = (14..42).map(|half| bumps(f64::from(half) / 2.0 + 0.25)).collect();
        let mean = day.iter().sum::<f64>() / 28.0;
        let variance = day.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / 28.0;
        assert!((mean - BUMPS_MEAN).abs() < 1e-3, "{mean}");
        assert!((variance.sqrt() - BUMPS_SD).abs() < 1e-3, "{}", variance.sqrt());
    }

    #[test]
    fn a_late_sleeper_has_a_later_day_and_an_average_one_the_population_s() {
        assert!(Prior::default().with_mid_sleep(4.25).shift_h.abs() < 1e-12);
        assert!((Prior::default().with_mid_sleep(6.25).shift_h - 1.4).abs() < 1e-12);
        assert!((Prior::default().with_mid_sleep(23.75).shift_h + 2.5).abs() < 1e-12);
        assert!(Prior::default().with_mid_sleep(f64::NAN).shift_h.abs() < 1e-12);
    }
}
