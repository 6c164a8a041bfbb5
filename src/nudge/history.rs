//! From what the log says to a [`World`]: what the person did, and for each day what was known of them when it began. A day
//! knows only what came before it, so that it can be replayed at any later time and is the same.
//!
//! Next: [`super::drive()`], which goes through a world.

use super::ahead::Planned;
use super::counter::BREAK;
use super::drive::World;
use super::habit::{Acceptance, Answer, Habit};
use super::said::Rule;
use super::settings::Nudging;
use super::situation::Today;
use super::timeline::{Layers, Mark, Mute, Timeline};
use super::{HOUR, MIN};
use crate::domain::{Moment, Now, Order, Span};
use crate::plan::settings::Planning;
use chrono::{Days, NaiveDate, NaiveTime};
use std::collections::BTreeMap;

/// How far a day looks back.
pub const LOOK_BACK_DAYS: u64 = 90;
/// How far it looks back for the end of usual days, and how many of them say something.
const EVENINGS_DAYS: i64 = 28;
const EVENINGS: usize = 10;
/// An evening begins so long after nine of ten days are over. `[J]`
const AFTER: i64 = 30 * MIN;
/// A break that begins so soon after a nudge is taken because of it. `[J]`
pub const SOON: i64 = 5 * MIN;
/// A shorter rest is no night. `[J]`
const NIGHT: i64 = 4 * HOUR;

/// What the log says, by what it is known from.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What was going on.
    pub layers: Layers,
    /// What ended when.
    pub marks: Vec<Mark>,
    /// Whiles without a key within work, each noticed at its end.
    pub stills: Vec<Span>,
    /// While nothing was to be shown.
    pub mutes: Vec<(Span, Mute)>,
    /// What the person answered to break nudges, by time.
    pub answers: Vec<(Moment, Answer)>,
    /// The nudges that were shown, by time.
    pub shown: Vec<Shown>,
    /// Work that needs an undisturbed stretch.
    pub deep: Vec<Span>,
    /// Blocks of the plan whose task is due with them.
    pub deadlines: Vec<Span>,
    /// Days off that a calendar knows.
    pub days_off: Vec<NaiveDate>,
    /// The accepted plan, by start.
    pub blocks: Vec<Planned>,
}

/// A nudge that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// When.
    pub at: Moment,
    /// When it fell due.
    pub due: Moment,
    /// What it was about.
    pub rule: Rule,
    /// What the person answered, and when.
    pub answer: Option<(Moment, Answer)>,
}

/// What a person has set.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// Work hours, days off, the first day of a week.
    pub planning: &'a Planning,
    /// Nudges.
    pub nudging: &'a Nudging,
    /// The place, and when a day turns.
    pub now: &'a Now,
}

/// The world of the days from `first` to `last`, which looks back as far as the record does.
pub fn world(
    record: Record,
    (first, last): (NaiveDate, NaiveDate),
    settings: Settings<'_>,
) -> World {
    let timeline = Timeline::new(&record.layers, record.marks.clone());
    let past = Past::of(&timeline, settings).with(&record);
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
    let todays = days.iter().map(|day| past.today(*day, settings)).collect();
    laid_out(record, timeline, (todays, &days), settings)
}

/// The world of some days of which is known how they began.
pub(super) fn laid_out(
    record: Record,
    timeline: Timeline,
    (todays, days): (Vec<Today>, &[NaiveDate]),
    settings: Settings<'_>,
) -> World {
    let mut meetings = record.layers.meetings;
    let mut stills = record.stills;
    // Of those that end at one moment the longest is found.
    stills.order_by_key(|span| (span.end.utc_ms(), span.start.utc_ms()));
    meetings.order_by_key(|span| span.start.utc_ms());
    World {
        timeline,
        days: todays,
        hours: days.iter().flat_map(|day| hours(*day, settings)).collect(),
        mutes: record.mutes,
        stills,
        answers: record.answers,
        deep: record.deep,
        deadlines: record.deadlines,
        meetings,
        blocks: record.blocks,
    }
}

/// The work hours of a day.
pub fn hours(day: NaiveDate, Settings { planning, now, .. }: Settings<'_>) -> Vec<Span> {
    let at = |minute: u16| {
        let (date, minute) = match minute {
            1440.. => (day.checked_add_days(Days::new(1)).unwrap_or(day), 0),
            minute => (day, u32::from(minute)),
        };
        now.zone.at(date.and_time(time(minute)))
    };
    planning.hours_on(day).iter().map(|(from, to)| Span::new(at(*from), at(*to))).collect()
}

fn time(minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
}

/// What the timeline says about past days.
#[derive(Debug)]
pub struct Past {
    /// End and length of every natural spell, by end.
    spells: Vec<(i64, i64)>,
    /// Start and end of what was work of any kind, by start.
    work: Vec<(i64, i64)>,
    /// The end of the last work that was begun on a day.
    days: BTreeMap<NaiveDate, i64>,
    shown: Vec<Shown>,
    days_off: Vec<NaiveDate>,
}

impl Past {
    /// Of everything that the timeline knows, up to the present.
    pub fn of(timeline: &Timeline, Settings { now, .. }: Settings<'_>) -> Past {
        let spells = timeline.spells(BREAK);
        let works = timeline.stretches().iter().filter(|one| one.doing.is_work());
        let past = works.map(|one| (one.span.start, one.span.end.min(now.at)));
        let past = past.filter(|(start, end)| start.utc_ms() < end.utc_ms());
        let work: Vec<(i64, i64)> =
            past.map(|(start, end)| (start.utc_ms(), end.utc_ms())).collect();
        let mut days: BTreeMap<NaiveDate, i64> = BTreeMap::new();
        for (start, end) in &work {
            let day = now.day_of(now.zone.moment(*start));
            // Work that goes on when the day turns ends as late as a day can.
            let last = now.day_span(day).end.utc_ms() - 1;
            let ended = days.entry(day).or_default();
            *ended = (*ended).max((*end).min(last));
        }
        let spells = spells.iter().map(|(start, end)| (*end, end - start)).collect();
        Past { spells, work, days, shown: Vec::new(), days_off: Vec::new() }
    }

    /// With what was said, and the days off that calendars know.
    fn with(mut self, record: &Record) -> Past {
        self.shown.clone_from(&record.shown);
        self.days_off.clone_from(&record.days_off);
        self
    }

    /// Milliseconds of work from `start` to `end`, in UTC milliseconds.
    pub fn worked_in(&self, start: i64, end: i64) -> i64 {
        let first = self.work.partition_point(|(_, to)| *to <= start);
        let here = self.work[first..].iter().take_while(|(from, _)| *from < end);
        here.map(|(from, to)| to.min(&end) - from.max(&start)).sum()
    }

    /// Start and length of the natural spells that begin from `start` to `end`, in milliseconds.
    pub fn spells_begun_in(&self, start: i64, end: i64) -> impl Iterator<Item = (i64, i64)> + '_ {
        let begun = self.spells.iter().map(|(to, length)| (to - length, *length));
        begun.filter(move |(from, _)| (start..end).contains(from))
    }

    fn today(&self, day: NaiveDate, settings: Settings<'_>) -> Today {
        let Settings { planning, now, .. } = settings;
        let Span { start, end } = now.day_span(day);
        let is_off = |day: NaiveDate| planning.is_off(day) || self.days_off.contains(&day);
        let works = |day: &NaiveDate| !is_off(*day) && !planning.hours_on(*day).is_empty();
        let week = now.day_span(planning.first_of_week(day));
        let next = day.iter_days().skip(1).take(7).find(works);
        Today {
            start,
            end,
            habit: self.habit(day, start, now),
            accepted: self.accepted(day, start, now),
            free: planning.hours_on(day).is_empty(),
            off: is_off(day),
            wait_days: next.map_or(1, |next| u8::try_from((next - day).num_days()).unwrap_or(1)),
            evening: self.evening(day, settings),
            week_before_s: self.worked_in(week.start.utc_ms(), start.utc_ms()) / 1000,
            rested_s: self.rested(start.utc_ms(), end.utc_ms()),
        }
    }

    /// What became of the break nudges before a day.
    fn accepted(&self, day: NaiveDate, start: Moment, now: &Now) -> Acceptance {
        let from = known_from(day, now);
        // What came of the last ones is not known yet.
        let to = start.utc_ms() - SOON - BREAK;
        let known = |shown: &&Shown| (from..to).contains(&shown.at.utc_ms());
        self.shown.iter().filter(known).fold(Acceptance::default(), |rate, shown| {
            let accepted = shown.is_accepted(self.stops_in(shown.at.utc_ms(), SOON));
            accepted.map_or(rate, |accepted| rate.with(accepted))
        })
    }

    /// Whether a stretch of work ended with a break of five minutes within `length` from a moment on.
    pub fn stops_in(&self, from: i64, length: i64) -> bool {
        let next = self.spells.partition_point(|(end, _)| *end < from);
        self.spells.get(next).is_some_and(|(end, _)| *end <= from + length)
    }

    fn habit(&self, day: NaiveDate, start: Moment, now: &Now) -> Habit {
        let from = known_from(day, now);
        let place = |at: i64| self.spells.partition_point(|(end, _)| *end < at);
        // One that ended just now may go on.
        let known = &self.spells[place(from)..place(start.utc_ms() - BREAK).max(place(from))];
        let last = &known[known.len().saturating_sub(super::habit::SPELLS)..];
        Habit::of(&last.iter().map(|(_, length)| *length).collect::<Vec<i64>>())
    }

    /// When an evening begins: half an hour after nine of ten of the last four weeks' days were over, and after the work
    /// hours of the day in any case.
    fn evening(&self, day: NaiveDate, settings: Settings<'_>) -> Moment {
        let Settings { nudging, now, .. } = settings;
        let from = day - chrono::Duration::days(EVENINGS_DAYS);
        let rollover = i64::from(now.rollover_min);
        let mut ends: Vec<i64> = self
            .days
            .range(from..day)
            .map(|(_, end)| minute_of_day(now.zone.moment(*end)))
            .map(|minute| (minute - rollover).rem_euclid(1440))
            .collect();
        ends.sort_unstable();
        let usual = match ends.len() {
            known if known < EVENINGS => nudging.evening,
            known => {
                let minute = (ends[(known - 1) * 9 / 10] + rollover).rem_euclid(1440);
                time(u32::try_from(minute).unwrap_or(0))
            }
        };
        let usual = now.on_day(day, usual).utc_ms();
        let hours = hours(day, settings);
        let end = hours.last().map_or(usual, |hours| hours.end.utc_ms());
        now.zone.moment(usual.max(end) + AFTER)
    }

    /// Seconds from the last work before a day to its first; `None` when work went on through its beginning, when there
    /// is none on either side, and when it was no night.
    pub fn rested(&self, start: i64, end: i64) -> Option<i64> {
        let first = self.work.partition_point(|(from, _)| *from < start);
        let (begun, _) = self.work.get(first).filter(|(from, _)| *from < end)?;
        let (_, ended) = self.work.get(first.checked_sub(1)?)?;
        let rested = begun - ended;
        (*ended <= start && rested >= NIGHT).then_some(rested / 1000)
    }
}

impl Shown {
    /// Whether it led to a break, when `stopped` says whether one was begun soon after. `None` for what is no break nudge, and
    /// for one that was put off: what comes of it is known by the one that comes back.
    pub fn is_accepted(&self, stopped: bool) -> Option<bool> {
        let answer = self.answer.map(|(_, answer)| answer);
        let put_off = answer == Some(Answer::Postpone) && !stopped;
        match self.rule {
            Rule::Rest | Rule::Firm if put_off => None,
            rule => rule.is_break().then_some(stopped || answer == Some(Answer::Take)),
        }
    }
}

/// From when on a day looks back, in UTC milliseconds.
fn known_from(day: NaiveDate, now: &Now) -> i64 {
    let from = day.checked_sub_days(Days::new(LOOK_BACK_DAYS)).unwrap_or(day);
    now.day_span(from).start.utc_ms()
}

/// Minutes after midnight on the wall.
fn minute_of_day(at: Moment) -> i64 {
    use chrono::Timelike;
    i64::from(at.local().time().num_seconds_from_midnight() / 60)
}
