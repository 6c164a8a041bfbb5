//! Time that passed while nobody was at work: the machine was asleep, the process was stopped, or the clock was
//! set. `Instant` stands still while a machine sleeps, so three clocks are compared.
//!
//! Must never take a slow machine for a sleeping one. Next: [`super::listener`], which makes absences of gaps.

/// A gap shorter than this is an ordinary delay, in milliseconds.
const SMALLEST_MS: i64 = 120_000;

/// Three clocks at one instant, in milliseconds from arbitrary points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The wall clock; may be set.
    pub wall: i64,
    /// Runs only while the machine does.
    pub awake: i64,
    /// Runs always, where the system has such a clock.
    pub always: Option<i64>,
}

impl Clocks {
    /// Reads the clocks; the wall's is given.
    #[cfg(target_os = "linux")]
    pub fn now(wall: i64) -> Clocks {
        use rustix::time::{ClockId, clock_gettime};
        let ms = |id| {
            let at = clock_gettime(id);
            at.tv_sec.saturating_mul(1000).saturating_add(at.tv_nsec / 1_000_000)
        };
        Clocks { wall, awake: ms(ClockId::Monotonic), always: Some(ms(ClockId::Boottime)) }
    }

    #[cfg(not(target_os = "linux"))]
    pub fn now(wall: i64) -> Clocks {
        use std::sync::OnceLock;
        use std::time::Instant;
        static START: OnceLock<Instant> = OnceLock::new();
        let awake = START.get_or_init(Instant::now).elapsed().as_millis();
        Clocks { wall, awake: i64::try_from(awake).unwrap_or(i64::MAX), always: None }
    }
}

/// Notices gaps between one wake and the next.
#[derive(Debug)]
pub struct Watch {
    last: Clocks,
}

impl Watch {
    /// Starts to watch.
    pub fn new(now: Clocks) -> Watch {
        Watch { last: now }
    }

    /// How many milliseconds of the wall clock up to `now` were not spent awake; `None` when that is next to
    /// nothing. A stop by job control is no gap: the person is at the shell then.
    pub fn gap(&mut self, now: Clocks) -> Option<i64> {
        let last = std::mem::replace(&mut self.last, now);
        let awake = now.awake - last.awake;
        let slept = match (now.always, last.always) {
            (Some(now), Some(last)) => now - last - awake,
            _ => 0,
        };
        let jumped = now.wall - last.wall - awake;
        let gap = slept.max(jumped);
        (gap >= SMALLEST_MS).then_some(gap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIN: i64 = 60_000;

    fn at(wall: i64, awake: i64, always: i64) -> Clocks {
        Clocks { wall: wall * MIN, awake: awake * MIN, always: Some(always * MIN) }
    }

    fn gap(now: Clocks) -> Option<i64> {
        Watch::new(at(0, 0, 0)).gap(now).map(|ms| ms / MIN)
    }

    #[test]
    fn an_ordinary_wait_is_no_gap() {
        assert_eq!(gap(at(1, 1, 1)), None);
        assert_eq!(gap(at(2, 1, 2)), None);
    }

    #[test]
    fn a_night_of_sleep_is_a_gap() {
        assert_eq!(gap(at(841, 1, 841)), Some(840));
    }

    #[test]
    fn a_clock_set_forward_is_a_gap_and_one_set_back_is_not() {
        assert_eq!(gap(at(31, 1, 1)), Some(30));
        assert_eq!(gap(at(-30, 1, 1)), None);
    }

    #[test]
    fn a_stop_by_job_control_is_not_being_away() {
        assert_eq!(gap(at(11, 11, 11)), None);
    }

    #[test]
    fn without_a_clock_that_runs_in_sleep_the_wall_clock_tells() {
        let mut watch = Watch::new(Clocks { always: None, ..at(0, 0, 0) });
        let now = Clocks { always: None, ..at(601, 1, 0) };
        assert_eq!(watch.gap(now).map(|ms| ms / MIN), Some(600));
    }
}
