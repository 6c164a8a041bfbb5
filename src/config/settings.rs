//! The typed configuration. Its defaults are documented in `assets/config.toml`; a test holds the two to
//! saying the same. How the layers come together: [`super::load`].

use super::lines::HoursLine;
use super::nudges::{Breaks, NudgeSettings};
use super::planning::{Budgets, Maps, PlanSettings};
use super::presence::PresenceSettings;
use super::words::{self, Days};
use crate::domain::urgency::Coefficients;
use crate::domain::{Now, Zone};
use crate::input::Overrides;
use crate::text::Reading;
use chrono::{NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Serialize};

/// The documented defaults, as a file.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// When work happens.
    pub work_day: WorkDay,
    /// Running sessions.
    pub timer: Timer,
    /// Breaks.
    pub breaks: Breaks,
    /// What is said about breaks and too much work, and when.
    pub nudges: NudgeSettings,
    /// How heyday notices that somebody is there.
    pub presence: PresenceSettings,
    /// Which way notifications go.
    pub notify: crate::notify::Settings,
    /// How days are planned.
    pub plan: PlanSettings,
    /// Hours for some kinds of work.
    pub maps: Maps,
    /// How much may be planned of some projects.
    pub budgets: Budgets,
    /// What learning begins with.
    pub learning: Learning,
    /// The look.
    pub screen: Screen,
    /// What makes a task urgent.
    pub urgency: Coefficients,
    /// The person's own keys. Read them through [`super::Loaded::keymap`].
    pub keys: Overrides,
}

/// When work happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkDay {
    /// When it begins.
    #[serde(with = "words::time_of_day")]
    pub start: NaiveTime,
    /// When it ends.
    #[serde(with = "words::time_of_day")]
    pub end: NaiveTime,
    /// On which days.
    #[serde(with = "words::days")]
    pub days: Days,
    /// Other hours on some days.
    pub hours: Vec<HoursLine>,
    /// The break at noon, if there is one.
    #[serde(with = "words::lunch_or_none")]
    pub lunch: Option<(NaiveTime, NaiveTime)>,
    /// When one day's log ends and the next begins.
    #[serde(with = "words::time_of_day")]
    pub rollover: NaiveTime,
    /// Seconds of work that make a full day.
    #[serde(rename = "target", with = "words::seconds")]
    pub target_s: u32,
    /// The first column of a week.
    #[serde(with = "words::day")]
    pub first_weekday: Weekday,
    /// When the person feels sharpest.
    pub sharpest: Sharpest,
}

/// When a person says to feel sharpest. Where learning begins; the log soon knows better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sharpest {
    /// Before noon.
    Morning,
    /// Around noon.
    Midday,
    /// After lunch.
    Afternoon,
    /// After work.
    Evening,
    /// Not said.
    #[default]
    Unset,
}

/// Running sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timer {
    /// Seconds after which it is asked whether the timer was forgotten; never when `None`.
    #[serde(rename = "forgotten_after", with = "words::seconds_or_never")]
    pub forgotten_after_s: Option<u32>,
    /// Whether the focus is asked for when a session ends.
    pub rate: Rate,
    /// Seconds between the questions in the middle of work, on average; none when `None`.
    #[serde(rename = "ping_every", with = "words::seconds_or_never")]
    pub ping_every_s: Option<u32>,
}

/// How often the focus is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rate {
    /// After every session.
    #[default]
    Always,
    /// After a third of them.
    Sometimes,
    /// Only when the person says so.
    Never,
}

/// What learning begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Learning {
    /// From when to when the person sleeps on a free day.
    #[serde(with = "words::sleep_or_unset")]
    pub free_day_sleep: Option<(NaiveTime, NaiveTime)>,
}

/// The look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Screen {
    /// `auto`, a built-in theme, or a file of the themes folder (without `.toml`).
    pub theme: String,
    /// Which characters lines and bars are drawn with.
    pub glyphs: Glyphs,
    /// Lines instead of a full screen, for screen readers.
    pub accessible: bool,
    /// Whether the mouse works.
    pub mouse: bool,
    /// Whether the Today screen begins with nothing but the running session.
    pub zen: bool,
}

/// Which characters lines and bars are drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Glyphs {
    /// Box drawing and block elements.
    #[default]
    Unicode,
    /// What every terminal has.
    Ascii,
}

const fn time(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl Default for WorkDay {
    fn default() -> WorkDay {
        WorkDay {
            start: time(9, 0),
            end: time(17, 30),
            days: Days::WORKING,
            hours: Vec::new(),
            lunch: Some((time(12, 30), time(13, 15))),
            rollover: time(4, 0),
            target_s: 8 * 3600,
            first_weekday: Weekday::Mon,
            sharpest: Sharpest::Unset,
        }
    }
}

impl Default for Timer {
    fn default() -> Timer {
        Timer { forgotten_after_s: Some(4 * 3600), rate: Rate::Always, ping_every_s: None }
    }
}

impl Default for Screen {
    fn default() -> Screen {
        Screen {
            theme: "auto".into(),
            glyphs: Glyphs::Unicode,
            accessible: false,
            mouse: true,
            zen: false,
        }
    }
}

/// Something that no single value shows: keys that contradict each other, or a value out of range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// The settings involved; the first that stands in the file is shown.
    pub(super) keys: Vec<String>,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: &'static str,
}

impl Config {
    /// The present in this person's day.
    pub fn now(&self, utc_ms: i64, zone: Zone) -> Now {
        let forgotten_after_s = self.timer.forgotten_after_s.unwrap_or(u32::MAX);
        Now { forgotten_after_s, ..Now::new(utc_ms, zone, self.rollover_min()) }
    }

    /// How words about time are read in this person's day.
    pub fn reading(&self, now: Now) -> Reading {
        Reading { now, day_start: self.work_day.start, day_end: self.work_day.end }
    }

    /// Minutes after midnight at which a new work day begins.
    pub fn rollover_min(&self) -> u16 {
        let seconds = self.work_day.rollover.num_seconds_from_midnight();
        u16::try_from(seconds / 60).unwrap_or_default()
    }

    /// What the values say against each other.
    pub(super) fn contradiction(&self) -> Option<Contradiction> {
        let WorkDay { start, end, lunch, rollover, target_s, .. } = self.work_day;
        let found = |keys: &[&str], message: &str, hint| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            Some(Contradiction { keys, message: message.to_owned(), hint })
        };
        if start >= end {
            let keys = &["work_day.start", "work_day.end"];
            return found(
                keys,
                "the work day ends before it starts",
                "give a `start` before the `end`",
            );
        }
        if rollover > start {
            let keys = &["work_day.rollover", "work_day.start"];
            let hint = "choose an hour at which you are asleep, such as `04:00`";
            return found(keys, "the day rolls over after work has begun", hint);
        }
        if lunch.is_some_and(|(from, to)| from >= to || from < start || to > end) {
            let keys = &["work_day.lunch", "work_day.start", "work_day.end"];
            let hint = "lunch starts, then ends, within the work day; or `lunch = \"none\"`";
            return found(keys, "lunch does not lie within the work day", hint);
        }
        if !(1..=86_400).contains(&target_s) {
            let keys = &["work_day.target"];
            return found(keys, "a day's target is between a second and a day", "for example `8h`");
        }
        if self.timer.forgotten_after_s == Some(0) {
            return found(&["timer.forgotten_after"], "that would ask at once", "for example `4h`");
        }
        if self.timer.ping_every_s.is_some_and(|mean| mean < 600) {
            let keys = &["timer.ping_every"];
            return found(keys, "that would ask all the time", "ten minutes or more, or `never`");
        }
        self.nudge_contradiction()
            .or_else(|| self.presence_contradiction())
            .or_else(|| self.notify_contradiction())
            .or_else(|| self.plan_contradiction())
    }
}
