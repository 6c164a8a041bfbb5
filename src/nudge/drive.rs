//! The policy over a stretch of time: a [`World`] says what was the case when, and [`drive()`] takes a course through it from
//! one moment that matters to the next. That is the replay of a past day, and how a screen or a background process that
//! starts at noon catches up with the morning.

use super::ahead::{self, Planned};
use super::course::Course;
use super::habit::Answer;
use super::moment;
use super::said::Nudge;
use super::settings::Nudging;
use super::situation::{Situation, Today};
use super::timeline::{Boundary, Mute, Timeline};
use crate::domain::{Moment, Span, Zone};
use chrono::Days;

/// How far beyond a stretch its world is looked at for what happens next: a day turns in any case.
const AHEAD_S: i64 = 26 * 3600;

/// What was the case when.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// What the person did.
    pub timeline: Timeline,
    /// The days, by start.
    pub days: Vec<Today>,
    /// The work hours, by start; none overlaps another.
    pub hours: Vec<Span>,
    /// While nothing may be shown, and why.
    pub mutes: Vec<(Span, Mute)>,
    /// What the person answered, by time.
    pub answers: Vec<(Moment, Answer)>,
    /// Whiles without a key within work, by end; each was noticed at its end.
    pub stills: Vec<Span>,
    /// Work that needs an undisturbed stretch.
    pub deep: Vec<Span>,
    /// Blocks of the plan whose task is due with them.
    pub deadlines: Vec<Span>,
    /// Meetings, by start.
    pub meetings: Vec<Span>,
    /// The accepted plan, by start.
    pub blocks: Vec<Planned>,
}

impl World {
    /// What is the case at a moment.
    pub fn situation(&self, at: Moment) -> Situation {
        let ms = at.utc_ms();
        let (doing, since) = self.timeline.doing(ms);
        let marks = self.timeline.marks_until(ms);
        let begun = marks.iter().rev().find(|mark| mark.boundary == Boundary::Switched);
        let boundary = marks.last().filter(|mark| mark.at.utc_ms() == ms);
        let covers = |spans: &[Span]| spans.iter().find(|span| span.contains(at)).copied();
        let mutes = self.mutes.iter().filter(|(span, _)| span.contains(at));
        // What the person has said goes before what the desktop says: of that, nobody knows when it ends.
        let mute = mutes.max_by_key(|(span, why)| (why.rank(), span.end.utc_ms()));
        let answers = self.answers.partition_point(|(when, _)| when.utc_ms() < ms);
        let answer = self.answers.get(answers).filter(|(when, _)| when.utc_ms() == ms);
        let stills = self.stills.partition_point(|still| still.end.utc_ms() < ms);
        let still = self.stills.get(stills).filter(|still| still.end.utc_ms() == ms);
        let next = self.meetings.partition_point(|span| span.start.utc_ms() < ms);
        Situation {
            at,
            doing,
            since: moment(at, since),
            found_out: self.timeline.found_out(ms).to_vec(),
            begun: begun.map(|mark| mark.at),
            boundary: boundary.map(|mark| mark.boundary),
            still_ms: still.map_or(0, |still| ms - still.start.utc_ms()),
            answer: answer.map(|(_, answer)| *answer),
            mute: mute.map(|(span, why)| (*why, span.end)),
            off_hours: !is_within(&self.hours, at),
            deep: covers(&self.deep).is_some(),
            deadline: covers(&self.deadlines).map(|span| span.end),
            meeting: self.meetings.get(next).map(|span| span.start),
            left: ahead::left(&self.blocks, at, self.tomorrow(ms)),
        }
    }

    /// Every moment in a span at which something changes, in UTC milliseconds, by time.
    fn edges(&self, span: Span, nudging: &Nudging, zone: &Zone) -> Vec<i64> {
        let ends = |spans: &[Span]| -> Vec<i64> {
            spans.iter().flat_map(|one| [one.start.utc_ms(), one.end.utc_ms()]).collect()
        };
        let mut edges: Vec<i64> = self.timeline.edges(span).collect();
        edges.extend(self.days.iter().map(|day| day.start.utc_ms()));
        edges.extend(self.stills.iter().map(|still| still.end.utc_ms()));
        edges.extend(self.answers.iter().map(|(at, _)| at.utc_ms()));
        let mutes: Vec<Span> = self.mutes.iter().map(|(span, _)| *span).collect();
        for spans in [&self.hours, &mutes, &self.deep, &self.deadlines] {
            edges.extend(ends(spans));
        }
        edges.extend(quiet_edges(span, nudging, zone));
        edges.retain(|at| (span.start.utc_ms()..span.end.utc_ms()).contains(at));
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// When the day of a moment is over; the moment itself when no day is known that it lies in.
    fn tomorrow(&self, at: i64) -> Moment {
        let end = self.today(at).map_or(at, |today| today.end.utc_ms());
        Moment::new(end, 0)
    }

    /// The day that a moment lies in: the last one that has begun.
    fn today(&self, at: i64) -> Option<&Today> {
        let begun = self.days.partition_point(|day| day.start.utc_ms() <= at);
        self.days.get(begun.checked_sub(1)?)
    }
}

fn is_within(spans: &[Span], at: Moment) -> bool {
    let begun = spans.partition_point(|span| span.start.utc_ms() <= at.utc_ms());
    begun > 0 && spans[begun - 1].contains(at)
}

/// When quiet hours begin and end on the wall; of a time that the clock shows twice, both.
fn quiet_edges(span: Span, nudging: &Nudging, zone: &Zone) -> Vec<i64> {
    let Some((from, to)) = nudging.quiet else { return Vec::new() };
    let last = Moment::new(i64::MAX, 0);
    let first_day = zone.moment(span.start.utc_ms()).local().date();
    let first_day = first_day.checked_sub_days(Days::new(1)).unwrap_or(first_day);
    let end = zone.moment(span.end.utc_ms()).local().date();
    let days = first_day.iter_days().take_while(|day| *day <= end);
    let edges = days.flat_map(|day| {
        [from, to].into_iter().flat_map(move |time| {
            let local = day.and_time(time);
            [zone.at(local).utc_ms(), zone.last_at(local, last).utc_ms()]
        })
    });
    edges.chain(clock_changes(span, zone)).collect()
}

/// When the clocks go forward or back, in UTC milliseconds: then they leap into quiet hours or out of them. Clocks have
/// changed at full quarters of an hour for a century.
fn clock_changes(span: Span, zone: &Zone) -> impl Iterator<Item = i64> {
    const QUARTER: i64 = 15 * super::MIN;
    const DAY: i64 = 96 * QUARTER;
    let offset = |at: i64| zone.moment(at).offset_min();
    let first = span.start.utc_ms().div_euclid(DAY);
    let days = first..=span.end.utc_ms().div_euclid(DAY);
    let differs = move |from: i64, length: i64| offset(from) != offset(from + length);
    let changing = days.map(|day| day * DAY).filter(move |day| differs(*day, DAY));
    changing.flat_map(move |day| {
        let quarters = (0..96).map(move |n| day + n * QUARTER);
        quarters.filter(move |at| differs(*at, QUARTER)).map(|at| at + QUARTER)
    })
}

/// What a stretch of time brings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Driven {
    /// What is shown and held in it, by time.
    pub said: Vec<Nudge>,
    /// The first moment from its end on at which something can happen, as far as the world is known: until then nobody
    /// need be asked unless something changes.
    pub wake: Option<Moment>,
}

/// Takes a course through a stretch of time. A world without a day that has begun has nothing to say.
pub fn drive(
    world: &World,
    course: &mut Course,
    span: Span,
    nudging: &Nudging,
    zone: &Zone,
) -> Driven {
    let ahead = Span::new(span.start, span.end.plus_seconds(AHEAD_S));
    let edges = world.edges(ahead, nudging, zone);
    let mut next_edge = edges.iter().copied().peekable();
    let mut said = Vec::new();
    let mut at = span.start.utc_ms();
    // The end of a stretch of no length is its start, at which nothing is asked.
    let mut wake = Some(at).filter(|at| *at >= span.end.utc_ms());
    while wake.is_none() {
        while next_edge.next_if(|edge| *edge <= at).is_some() {}
        let step = world
            .today(at)
            .map(|today| course.step(&world.situation(zone.moment(at)), today, nudging));
        let own = step.and_then(|step| {
            said.extend(step.said);
            step.wake.map(Moment::utc_ms)
        });
        match [next_edge.peek().copied(), own].into_iter().flatten().min() {
            Some(next) if next < span.end.utc_ms() => at = next,
            Some(next) => wake = Some(next),
            None => break,
        }
    }
    Driven { said, wake: wake.map(|wake| zone.moment(wake)) }
}
