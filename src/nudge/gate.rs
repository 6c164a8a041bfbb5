//! What keeps a nudge back although it is due: the [`Hold`]s, and the one function that finds the first that applies.
//! A nudge passes here or is not shown; nothing else shows one.
//!
//! Next: [`super::course`], which asks at every moment that could be the right one.

use super::course::Course;
use super::said::Rule;
use super::settings::{Heed, Nudging};
use super::situation::{Situation, Today};
use super::timeline::{Doing, Mute};
use super::{MIN, counter};

/// A piece of work is left alone for its first so many minutes, but at its very beginning. `[J]`
const FIRST: i64 = 10 * MIN;
/// A block that ends within so many minutes with its deadline is left alone. `[J]`
const DEADLINE: i64 = 15 * MIN;
/// The chance of stopping is looked at anew after so much work.
const LOOK: i64 = 5 * MIN;
/// After so many ignored nudges a day stays silent until the firm limit. `[J]`
const PATIENCE: u8 = 2;

/// Why a nudge is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hold {
    /// It waits for a pause or the end of a piece of work.
    Moment,
    /// The person has taken a break by themselves.
    Taken,
    /// Nobody is at work.
    Away,
    /// A meeting is going on.
    Meeting,
    /// The person's quiet hours.
    Quiet,
    /// Nudges are off for a while.
    Mute(Mute),
    /// A declared day off.
    DayOff,
    /// Outside of the work hours.
    OffHours,
    /// The last break is only just over.
    AfterBreak,
    /// A piece of work has only just begun.
    FirstMinutes,
    /// The last nudge is only just over.
    Spacing,
    /// As many as a day bears have been shown, or as many as its share so far.
    Budget,
    /// Two nudges of today were ignored.
    Ignored,
    /// The person will most likely stop by themselves.
    AboutToStop,
    /// A deadline is a few minutes away.
    Deadline,
    /// A rest is due or was just asked for, in the place of a micro-break.
    RestBreak,
}

impl Hold {
    /// The word in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            Hold::Moment => "moment",
            Hold::Taken => "break_taken",
            Hold::Away => "away",
            Hold::Meeting => "meeting",
            Hold::Quiet => "quiet_hours",
            Hold::Mute(Mute::Snoozed) => "snoozed",
            Hold::Mute(Mute::Off) => "off",
            Hold::Mute(Mute::DoNotDisturb) => "do_not_disturb",
            Hold::Mute(Mute::FullScreen) => "full_screen",
            Hold::DayOff => "day_off",
            Hold::OffHours => "off_hours",
            Hold::AfterBreak => "after_break",
            Hold::FirstMinutes => "first_minutes",
            Hold::Spacing => "spacing",
            Hold::Budget => "budget",
            Hold::Ignored => "ignored",
            Hold::AboutToStop => "about_to_stop",
            Hold::Deadline => "deadline",
            Hold::RestBreak => "rest_break",
        }
    }
}

/// What a gate looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate<'a> {
    pub(super) course: &'a Course,
    pub(super) situation: &'a Situation,
    pub(super) today: &'a Today,
    pub(super) nudging: &'a Nudging,
}

impl Gate<'_> {
    /// What keeps a nudge of this rule back now, the gravest first.
    pub(super) fn hold(&self, rule: Rule) -> Option<Hold> {
        let hold = self.never();
        // What the person has asked for comes as soon as they can be spoken to.
        if hold.is_some() || rule == Rule::Postponed {
            return hold;
        }
        if rule == Rule::Micro {
            return self.heeded(rule).or_else(|| self.deadline());
        }
        let breaks = || if rule.is_break() { self.breaks(rule) } else { None };
        self.spaced().or_else(breaks).or_else(|| self.first_minutes())
    }

    /// What nothing gets past.
    fn never(&self) -> Option<Hold> {
        let Situation { at, doing, mute, .. } = self.situation;
        match doing {
            Doing::Meeting => return Some(Hold::Meeting),
            Doing::Pause | Doing::Away(_) => return Some(Hold::Away),
            Doing::Work => {}
        }
        if self.nudging.is_quiet(at.local().time()) {
            return Some(Hold::Quiet);
        }
        mute.filter(|(_, until)| until.utc_ms() > at.utc_ms()).map(|(why, _)| Hold::Mute(why))
    }

    fn spaced(&self) -> Option<Hold> {
        let at = self.situation.at.utc_ms();
        let near = self.course.last().is_some_and(|last| at < last + self.spacing());
        near.then_some(Hold::Spacing)
    }

    fn first_minutes(&self) -> Option<Hold> {
        let Situation { at, begun, boundary, .. } = self.situation;
        let at = at.utc_ms();
        let fresh = begun.is_some_and(|begun| at < begun.utc_ms() + FIRST);
        (fresh && boundary.is_none()).then_some(Hold::FirstMinutes)
    }

    /// What a day off or the hour keeps back.
    fn heeded(&self, rule: Rule) -> Option<Hold> {
        let (heed, hold) = self.heed();
        let refused = match heed {
            Heed::All => false,
            Heed::Firm => rule != Rule::Firm,
            Heed::Nothing => true,
        };
        refused.then_some(hold)
    }

    fn breaks(&self, rule: Rule) -> Option<Hold> {
        if let Some(hold) = self.heeded(rule) {
            return Some(hold);
        }
        let now = self.course.tally(self.situation.at);
        if now.unbroken < self.spacing() {
            return Some(Hold::AfterBreak);
        }
        if rule == Rule::Firm { None } else { self.soft(&now) }
    }

    fn soft(&self, now: &counter::Tally) -> Option<Hold> {
        if now.today < self.share_ms() {
            return Some(Hold::Budget);
        }
        if self.course.ignored() >= PATIENCE {
            return Some(Hold::Ignored);
        }
        if self.today.habit.stop_chance(now.unbroken / LOOK * LOOK) > self.nudging.stop_chance {
            return Some(Hold::AboutToStop);
        }
        self.deadline()
    }

    fn deadline(&self) -> Option<Hold> {
        let at = self.situation.at.utc_ms();
        let near = |end: i64| at <= end && end - at <= DEADLINE;
        self.situation.deadline.filter(|end| near(end.utc_ms())).map(|_| Hold::Deadline)
    }

    /// How much work a day must have seen before its next soft nudge: the budget is spread over the day (Liao 2018), so
    /// the second of four comes after a quarter of it at the earliest. Without end when the budget is spent.
    pub(super) fn share_ms(&self) -> i64 {
        let budget = i64::from(self.today.accepted.budget(self.nudging.budget));
        let shown = i64::from(self.course.shown());
        if shown >= budget {
            return i64::MAX;
        }
        i64::from(self.nudging.target_s.0) * 1000 * shown / budget
    }

    /// Which break nudges come today and now, and what it is called when one doesn't.
    fn heed(&self) -> (Heed, Hold) {
        if self.today.off {
            (self.nudging.days_off, Hold::DayOff)
        } else if self.situation.off_hours {
            (self.nudging.off_hours, Hold::OffHours)
        } else {
            (Heed::All, Hold::OffHours)
        }
    }

    fn spacing(&self) -> i64 {
        i64::from(self.nudging.spacing_s) * 1000
    }

    /// The moments ahead at which one of the holds ends by itself; those of the situation (a meeting, quiet hours) are for
    /// whoever knows them.
    pub(super) fn ends(&self) -> impl Iterator<Item = i64> {
        let at = self.situation.at.utc_ms();
        let spacing = self.spacing();
        let counter = self.course.counter();
        let share = Some(self.share_ms()).filter(|share| *share < i64::MAX);
        let look = self.course.tally(self.situation.at).unbroken / LOOK * LOOK + LOOK;
        let ends = [
            counter.reaches(at, look, |tally| tally.unbroken),
            self.course.last().map(|last| last + spacing),
            self.situation.begun.map(|begun| begun.utc_ms() + FIRST),
            counter.reaches(at, spacing, |tally| tally.unbroken),
            share.and_then(|share| counter.reaches(at, share, |tally| tally.today)),
            self.situation.deadline.map(|end| end.utc_ms() - DEADLINE),
            self.situation.deadline.map(|end| end.utc_ms() + 1),
            self.situation.mute.map(|(_, until)| until.utc_ms()),
        ];
        ends.into_iter().flatten().filter(move |end| *end > at)
    }
}
