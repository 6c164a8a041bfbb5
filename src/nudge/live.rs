//! What the policy says now, for a program that runs: the same as a replay of today up to the present, made anew each time
//! something changes. It keeps nothing between two times, so that two programs never disagree.
//!
//! Next: [`mod@super::replay`], with which it shares the way through a day.

use super::counter::Counter;
use super::drive::World;
use super::history::{Past, Settings, Shown, laid_out, world};
use super::moment;
use super::record::record;
use super::replay::through;
use super::said::{Nudge, Rule};
use super::settings::Nudging;
use super::situation::Today;
use super::timeline::{Doing, Mute, Timeline};
use crate::domain::{Moment, Span, State};
use chrono::{Days, NaiveDate};
use std::borrow::Borrow;

/// How today and yesterday began: what is learned, which takes the log of three months and changes only with the day (or
/// when something of an earlier day is put right, which can wait until it is made anew for another reason).
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    day: NaiveDate,
    days: Vec<Today>,
}

impl Ground {
    /// By a state that holds what [`super::replay::needed`] asks for of today. One that is handed over is gone before most of
    /// the work is done: three months of log are not needed twice.
    pub fn of(state: impl Borrow<State>, settings: Settings<'_>) -> Ground {
        let day = settings.now.day();
        let record = record(state.borrow(), settings.now);
        drop(state);
        let world = world(record, (before(day), day), settings);
        Ground { day, days: world.days }
    }

    /// Whether it is of the day that `settings.now` lies in. Make another when it is not, and when settings change.
    pub fn is_of(&self, day: NaiveDate) -> bool {
        self.day == day
    }

    /// What is known of the day; `None` only of a ground that was made of no day.
    pub fn today(&self) -> Option<&Today> {
        self.days.last()
    }

    /// The stretch that must be loaded (`Scope::Day`) for [`live`]: yesterday and today.
    pub fn needed(settings: Settings<'_>) -> Span {
        let day = settings.now.day();
        Span::new(settings.now.day_span(before(day)).start, settings.now.day_span(day).end)
    }

    /// The world of yesterday and today.
    fn world(&self, state: &State, settings: Settings<'_>) -> (World, Vec<Shown>) {
        let record = record(state, settings.now);
        let shown = record.shown.clone();
        let timeline = Timeline::new(&record.layers, record.marks.clone());
        let mut days = self.days.clone();
        if let Some(today) = days.last_mut() {
            // The night is over with the first work of the day, and not when it begins.
            let past = Past::of(&timeline, settings);
            today.rested_s = past.rested(today.start.utc_ms(), today.end.utc_ms());
        }
        (laid_out(record, timeline, (days, &[before(self.day), self.day]), settings), shown)
    }
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// How it stands now, for a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulse {
    /// The break counter.
    pub counter: Counter,
    /// After how much work a break is due today, in milliseconds; `None` when breaks never are.
    pub soft_ms: Option<i64>,
    /// Whether a break is due and its moment is waited for: the quiet cue.
    pub is_due: bool,
    /// Whether a micro-break is due and its moment is waited for.
    pub micro_due: bool,
    /// What was shown last, while nobody has answered it and it still is of use.
    pub open: Option<Nudge>,
    /// What forbids to show anything now, and until when. When the desktop may be disturbed again nobody knows: then it is
    /// the end of the day.
    pub mute: Option<(Mute, Moment)>,
    /// How many soft break nudges were shown today.
    pub shown: u8,
    /// How many today bears.
    pub budget: u8,
    /// How often the break that is due was put off.
    pub postponed: u8,
    /// Until when it is put off.
    pub put_off: Option<Moment>,
}

impl Pulse {
    /// Seconds for which the break can be put off now: longer each time.
    pub fn postpone_s(&self, nudging: &Nudging) -> u32 {
        nudging.postpone_s.saturating_mul(1 << self.postponed.min(2))
    }

    /// Seconds that a break is good for at a moment when what is done now goes on until then, to the minute.
    pub fn break_s(&self, at: Moment) -> u32 {
        self.counter.at(at.utc_ms()).break_s()
    }
}

/// What the policy says of today up to now.
#[derive(Clone, Debug, PartialEq)]
pub struct Live {
    /// What was shown and held today, by time. What lies at the present is to be shown now, by whoever writes it down
    /// first ([`Nudge::due`] and the rule say what it is); what lies before it had its moment.
    pub said: Vec<Nudge>,
    /// How it stands.
    pub pulse: Pulse,
    /// When something can happen although nothing changes; the end of the day at the latest.
    pub wake: Option<Moment>,
}

/// What the policy says now, by a state that holds what [`Ground::needed`] asks for.
pub fn live(state: &State, ground: &Ground, settings: Settings<'_>) -> Live {
    let now = settings.now;
    let (world, shown) = ground.world(state, settings);
    // The present is part of what was.
    let end = Moment::new(now.at.utc_ms() + 1, now.at.offset_min());
    let (course, driven) = through(&world, ground.day, end, settings);
    let at_rest = now.day_span(ground.day).end;
    let wake = driven.wake.map_or(at_rest, |wake| wake.min(at_rest));
    let situation = world.situation(now.at);
    let shows_micro = course.shows_micro(now.at.utc_ms(), settings.nudging);
    let of_use = |nudge: &&Nudge| nudge.is_shown() && (shows_micro || nudge.rule != Rule::Micro);
    let said_last = driven.said.iter().rev().find(of_use);
    let again_s = i64::from(settings.nudging.again_s);
    let is_open = |nudge: &&Nudge| {
        let same = |one: &&Shown| one.rule == nudge.rule && one.due.utc_ms() == nudge.due.utc_ms();
        let answered = shown.iter().find(same).is_some_and(|one| one.answer.is_some());
        let useful = if nudge.rule.is_break() {
            course.is_open()
        } else if nudge.rule == Rule::Micro {
            situation.doing == Doing::Work
        } else {
            now.at.seconds_since(nudge.at) < again_s
        };
        useful && !answered
    };
    let today = ground.today();
    Live {
        pulse: Pulse {
            counter: *course.counter(),
            soft_ms: today.and_then(|today| today.habit.soft_ms(&today.accepted, settings.nudging)),
            is_due: course.is_due(),
            micro_due: today
                .is_some_and(|today| course.awaits_pause(&situation, today, settings.nudging)),
            open: said_last.filter(is_open).cloned(),
            mute: situation.mute,
            shown: course.shown(),
            budget: today.map_or(settings.nudging.budget, |today| {
                today.accepted.budget(settings.nudging.budget)
            }),
            postponed: course.postponed(),
            put_off: course.put_off().map(|until| moment(now.at, until)),
        },
        said: driven.said,
        wake: Some(wake).filter(|wake| wake.utc_ms() > now.at.utc_ms()),
    }
}
