//! What a person has said about breaks and nudges, as the policy wants it: `[breaks]`, `[nudges]`, and the target of
//! `[work_day]`.
//!
//! Next: [`crate::nudge::settings`].

use super::settings::{Config, Contradiction};
use super::words;
use crate::nudge::{Heed, MicroBreaks, Nudging};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// Breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Breaks {
    /// Seconds of work in a row after which a break is due while the log knows no better; never when `None`.
    #[serde(rename = "rest_after", with = "words::seconds_or_never")]
    pub rest_after_s: Option<u32>,
    /// The least seconds that the log may make of that.
    #[serde(rename = "rest_least", with = "words::seconds")]
    pub rest_least_s: u32,
    /// The most.
    #[serde(rename = "rest_most", with = "words::seconds")]
    pub rest_most_s: u32,
    /// Seconds of work after which a break is due whatever holds it back; never when `None`.
    #[serde(rename = "firm_after", with = "words::seconds_or_never")]
    pub firm_after_s: Option<u32>,
    /// Whether there are micro-breaks.
    pub micro: bool,
    /// Seconds of work after which one is due.
    #[serde(rename = "micro_after", with = "words::seconds")]
    pub micro_after_s: u32,
    /// Seconds that one takes.
    #[serde(rename = "micro_length", with = "words::seconds")]
    pub micro_length_s: u32,
    /// Seconds that a break takes.
    #[serde(rename = "length", with = "words::seconds")]
    pub length_s: u32,
}

/// Nudges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NudgeSettings {
    /// At most so many break nudges a day, not counting those after very long stretches.
    pub budget: u8,
    /// Seconds from one nudge to the next.
    #[serde(rename = "spacing", with = "words::seconds")]
    pub spacing_s: u32,
    /// Seconds that a nudge waits for a good moment.
    #[serde(rename = "grace", with = "words::seconds")]
    pub grace_s: u32,
    /// Seconds after which an ignored nudge comes again.
    #[serde(rename = "again", with = "words::seconds")]
    pub again_s: u32,
    /// Seconds by which a break is put off.
    #[serde(rename = "postpone", with = "words::seconds")]
    pub postpone_s: u32,
    /// The chance of stopping anyway from which on nothing is said.
    pub stop_chance: f64,
    /// When nothing is ever shown.
    #[serde(with = "words::lunch_or_none")]
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    /// Which break nudges come outside of the work hours.
    pub off_hours: Heed,
    /// Which come on days off.
    pub days_off: Heed,
    /// Seconds of work that are far too much for a day.
    #[serde(rename = "too_much", with = "words::seconds")]
    pub too_much_s: u32,
    /// When an evening begins while the log knows no better.
    #[serde(with = "words::time_of_day")]
    pub evening: NaiveTime,
}

impl Default for Breaks {
    fn default() -> Breaks {
        let (usual, micro) = (Nudging::default(), MicroBreaks::default());
        Breaks {
            rest_after_s: usual.rest_after_s,
            rest_least_s: usual.within_s.0,
            rest_most_s: usual.within_s.1,
            firm_after_s: usual.firm_after_s,
            micro: usual.micro.is_some(),
            micro_after_s: micro.after_s,
            micro_length_s: micro.length_s,
            length_s: 600,
        }
    }
}

impl Default for NudgeSettings {
    fn default() -> NudgeSettings {
        let usual = Nudging::default();
        NudgeSettings {
            budget: usual.budget,
            spacing_s: usual.spacing_s,
            grace_s: usual.grace_s,
            again_s: usual.again_s,
            postpone_s: usual.postpone_s,
            stop_chance: usual.stop_chance,
            quiet: usual.quiet,
            off_hours: usual.off_hours,
            days_off: usual.days_off,
            too_much_s: usual.target_s.1,
            evening: usual.evening,
        }
    }
}

impl Config {
    /// What this person has said about nudges. What they say about a break goes before the bounds of what is learned, and
    /// those before the firm limit.
    pub fn nudging(&self) -> Nudging {
        let (breaks, nudges) = (&self.breaks, &self.nudges);
        let rest = breaks.rest_after_s;
        let least = rest.map_or(breaks.rest_least_s, |rest| rest.min(breaks.rest_least_s));
        let most = rest.map_or(breaks.rest_most_s, |rest| rest.max(breaks.rest_most_s));
        let target_s = self.work_day.target_s;
        let micro = MicroBreaks { after_s: breaks.micro_after_s, length_s: breaks.micro_length_s };
        Nudging {
            rest_after_s: rest,
            within_s: (least, most),
            firm_after_s: breaks.firm_after_s.map(|firm| firm.max(most)),
            micro: breaks.micro.then_some(micro),
            grace_s: nudges.grace_s,
            budget: nudges.budget,
            spacing_s: nudges.spacing_s,
            again_s: nudges.again_s,
            postpone_s: nudges.postpone_s,
            stop_chance: nudges.stop_chance,
            quiet: nudges.quiet,
            off_hours: nudges.off_hours,
            days_off: nudges.days_off,
            target_s: (target_s, nudges.too_much_s.max(target_s)),
            evening: nudges.evening,
        }
    }

    /// What the values about breaks and nudges say against each other.
    pub(super) fn nudge_contradiction(&self) -> Option<Contradiction> {
        let (breaks, nudges) = (&self.breaks, &self.nudges);
        let found = |keys: &[&str], message: &str, hint: &'static str| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            Some(Contradiction { keys, message: message.to_owned(), hint })
        };
        if breaks.rest_after_s == Some(0) || breaks.length_s == 0 {
            let keys = &["breaks.rest_after", "breaks.length"];
            return found(keys, "a break takes time, and comes after work", "for example `10m`");
        }
        // Where pauses end that lie within a stretch of work, and where a timer counts as forgotten.
        if !(5..300).contains(&breaks.micro_length_s)
            || !(60..14_400).contains(&breaks.micro_after_s)
        {
            let keys = &["breaks.micro_length", "breaks.micro_after"];
            let hint = "for example `micro_after = \"20m\"` and `micro_length = \"20s\"`";
            let message = "a micro-break takes from 5 seconds to less than 5 minutes, and comes after a minute to four hours";
            return found(keys, message, hint);
        }
        if breaks.rest_least_s > breaks.rest_most_s {
            let keys = &["breaks.rest_least", "breaks.rest_most"];
            let hint = "give a `rest_least` that is at most `rest_most`";
            return found(keys, "the least is more than the most", hint);
        }
        if !(0.0..=1.0).contains(&nudges.stop_chance) {
            let hint = "0.25 means one in four; 1 never holds a nudge back";
            return found(&["nudges.stop_chance"], "a chance lies between 0 and 1", hint);
        }
        if nudges.quiet.is_some_and(|(from, to)| from == to) {
            let hint = "for example `22:00-07:00`, or `none`";
            return found(&["nudges.quiet"], "the quiet hours end when they begin", hint);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loaded;
    use super::*;
    use std::path::Path;

    fn read(text: &str) -> Result<Nudging, String> {
        let loaded = Loaded::read(Path::new("config.toml"), text, &[]);
        loaded.map(|loaded| loaded.config.nudging()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_said_is_as_the_policy_has_it() {
        assert_eq!(read("").unwrap(), Nudging::default());
    }

    #[test]
    fn a_wish_for_longer_stretches_moves_the_bounds_and_the_firm_limit() {
        let nudging = read("[breaks]\nrest_after = \"3h\"\n").unwrap();
        assert_eq!(nudging.within_s, (40 * 60, 3 * 3600));
        assert_eq!(nudging.firm_after_s, Some(3 * 3600));
        let never = read("[breaks]\nrest_after = \"never\"\nfirm_after = \"never\"\n").unwrap();
        assert_eq!((never.rest_after_s, never.firm_after_s), (None, None));
    }

    #[test]
    fn micro_breaks_are_off_until_they_are_asked_for() {
        assert_eq!(read("[breaks]\nmicro_after = \"30m\"\n").unwrap().micro, None);
        let micro = read("[breaks]\nmicro = true\nmicro_length = \"45s\"\n").unwrap().micro;
        assert_eq!(micro, Some(MicroBreaks { after_s: 1200, length_s: 45 }));
        for wrong in ["micro_length = \"4s\"", "micro_length = \"5m\"", "micro_after = \"30s\""] {
            let error = read(&format!("[breaks]\n{wrong}\n")).unwrap_err();
            assert!(error.contains("a micro-break takes"), "{error}");
        }
    }

    #[test]
    fn contradictions_are_said_with_their_place() {
        for (text, place) in [
            ("[breaks]\nrest_least = \"2h\"\n", "config.toml:2:14"),
            ("[nudges]\nstop_chance = 25.0\n", "config.toml:2:15"),
            ("[nudges]\nquiet = \"22:00-22:00\"\n", "config.toml:2:9"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(place), "{error}");
        }
        assert!(read("[nudges]\noff_hours = \"some\"\n").is_err());
        assert_eq!(read("[nudges]\noff_hours = \"none\"\n").unwrap().off_hours, Heed::Nothing);
    }
}
