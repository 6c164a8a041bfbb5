//! What a person has said about nudges: plain data, which the configuration makes. The defaults are those of
//! `assets/config.toml`.
//!
//! Next: [`super::course`], which obeys them.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// Which break nudges come at times at which nobody has to work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heed {
    /// All of them: a break is due to whoever works.
    #[default]
    All,
    /// Only those after a very long stretch.
    Firm,
    /// None.
    #[serde(rename = "none")]
    Nothing,
}

/// Micro-breaks: seconds away from the screen. Trials of such breaks every 5, 10 and 20 minutes found no effect on symptoms,
/// speed or accuracy (Johnson & Rosenfield, n = 30), a study of reminders found relief (n = 29): they are there for who
/// wants them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MicroBreaks {
    /// After how much work without a pause of that length one is due.
    pub after_s: u32,
    /// How long one takes: a pause of this length is one.
    pub length_s: u32,
}

impl Default for MicroBreaks {
    /// The rule of 20-20-20: every twenty minutes, twenty seconds.
    fn default() -> MicroBreaks {
        MicroBreaks { after_s: 20 * 60, length_s: 20 }
    }
}

/// Everything that is said about nudges. Lengths are seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Nudging {
    /// After how much work a break is due while the log knows no better; no break nudges when `None`.
    pub rest_after_s: Option<u32>,
    /// The least and the most that the log may make of that.
    pub within_s: (u32, u32),
    /// After how much work a break is due whatever else holds it back; never when `None`.
    pub firm_after_s: Option<u32>,
    /// Micro-breaks; none when `None`.
    pub micro: Option<MicroBreaks>,
    /// How long a nudge that is due waits for a pause or the end of a piece of work.
    pub grace_s: u32,
    /// At most so many soft break nudges a day.
    pub budget: u8,
    /// From one nudge to the next at least.
    pub spacing_s: u32,
    /// How long a nudge that nobody reacted to stays away.
    pub again_s: u32,
    /// The first postponement of a break; the second is twice, every further one four times as long.
    pub postpone_s: u32,
    /// A nudge is held when the person is likelier than this to stop within ten minutes anyway.
    pub stop_chance: f64,
    /// From when to when nothing is ever shown; may go over midnight.
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    /// Outside of the work hours.
    pub off_hours: Heed,
    /// On declared days off.
    pub days_off: Heed,
    /// Work that makes a full day, and so much more that it is far too much.
    pub target_s: (u32, u32),
    /// When an evening begins while the log knows no better.
    pub evening: NaiveTime,
}

impl Default for Nudging {
    /// Interval, grace, budget, spacing and repetition as replayed on real logs `[R]`: fewer nudges at no loss of long
    /// stretches. A chance of .25 instead of .35 takes the needless share from .14 to .13 there.
    fn default() -> Nudging {
        Nudging {
            rest_after_s: Some(60 * 60),
            within_s: (40 * 60, 90 * 60),
            firm_after_s: Some(110 * 60),
            micro: None,
            grace_s: 15 * 60,
            budget: 4,
            spacing_s: 25 * 60,
            again_s: 30 * 60,
            postpone_s: 10 * 60,
            stop_chance: 0.25,
            quiet: None,
            off_hours: Heed::All,
            days_off: Heed::Firm,
            target_s: (8 * 3600, 10 * 3600),
            evening: NaiveTime::from_hms_opt(19, 30, 0).unwrap_or(NaiveTime::MIN),
        }
    }
}

impl Nudging {
    /// Whether nothing may be shown when the wall clock shows `time`.
    pub fn is_quiet(&self, time: NaiveTime) -> bool {
        self.quiet.is_some_and(|(from, to)| {
            if from <= to { from <= time && time < to } else { from <= time || time < to }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_over_midnight() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let night = Nudging { quiet: Some((at(22, 0), at(7, 0))), ..Nudging::default() };
        let quiet =
            [(21, 59), (22, 0), (0, 0), (6, 59), (7, 0)].map(|(h, m)| night.is_quiet(at(h, m)));
        assert_eq!(quiet, [false, true, true, true, false]);
        let noon = Nudging { quiet: Some((at(12, 0), at(13, 0))), ..Nudging::default() };
        assert!(noon.is_quiet(at(12, 30)) && !noon.is_quiet(at(13, 0)));
        assert!(!Nudging::default().is_quiet(at(3, 0)));
    }
}
