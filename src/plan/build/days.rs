//! The days of an instance: what takes time in them, and how much work they can hold.

use super::World;
use crate::domain::{Moment, Session, Span};
use crate::learn::DayClass;
use crate::plan::frame::{Frame, FrameDay, Why};
use crate::plan::instance::Day;

/// Longer events than this are no talk but a day away: no work goes on in them.
const TALK_S: i64 = 6 * 3600;
/// Time off that is a break, in seconds.
const BREAK_S: i64 = 300;

/// The days of the frame.
pub(super) fn days(world: World<'_>, frame: &Frame) -> Vec<Day> {
    (0..frame.days.len()).map(|index| day(world, frame, index)).collect()
}

fn day(world: World<'_>, frame: &Frame, index: usize) -> Day {
    let known = &frame.days[index];
    let start = known.minute();
    let end = start + known.slots() * frame.slot_min();
    let weekend = world.planning.class(known.day) == DayClass::Weekend;
    let mut day = Day { start, end, busy: closed(frame, index), weekend, ..Day::default() };
    for taken in &known.taken {
        let [from, to] = minutes(frame, index, taken.span);
        if from >= to {
            continue;
        }
        match taken.why {
            Why::Fixed(deep) => day.pinned.push((from, to, deep)),
            Why::Event if taken.span.seconds() <= TALK_S => day.meetings.push([from, to]),
            Why::Event | Why::Lunch | Why::Past => day.busy.push([from, to]),
        }
    }
    let load = world.planning.load.clamp(0.0, 1.0);
    let (whole_s, left_s) = frame.work_s(index);
    let mut holds_s = share(load, whole_s);
    if index == 0 {
        let today = worked(world, known);
        day.worked_min = small(today.all / 60);
        day.worked_deep_min = small(today.deep / 60).min(day.worked_min);
        day.run = if known.slots() > 0 { small(today.run / 60) } else { 0 };
        // What is left of the day keeps its free part, however little was done of it so far.
        holds_s = holds_s.min(today.all + share(load, left_s));
    }
    day.capacity_min = Some(small(holds_s / 60));
    day
}

/// The minutes between first and last slot that are in no work hours and in no time map.
fn closed(frame: &Frame, index: usize) -> Vec<[u32; 2]> {
    let known = &frame.days[index];
    let end = known.minute() + known.slots() * frame.slot_min();
    let mut closed = Vec::new();
    let mut from = known.minute();
    for room in &known.room {
        let [open, shut] = [frame.minute_after(index, room.start), frame.minute(index, room.end)];
        if open > from {
            closed.push([from, open]);
        }
        from = from.max(shut);
    }
    if from < end {
        closed.push([from, end]);
    }
    closed
}

/// Everything of the slots that a stretch touches.
fn minutes(frame: &Frame, index: usize, span: Span) -> [u32; 2] {
    [frame.minute(index, span.start), frame.minute_after(index, span.end)]
}

/// Work that was done today.
/// In seconds.
struct Today {
    all: i64,
    deep: i64,
    /// Without a break until now.
    run: i64,
}

fn worked(world: World<'_>, known: &FrameDay) -> Today {
    let World { state, now, .. } = world;
    let span = now.day_span(known.day);
    let sessions: Vec<&Session> =
        state.sessions_in(span, now.at).filter(|session| !session.is_inferred()).collect();
    // What a forgotten timer was is asked, never taken for work: a night is not what leaves no room for today.
    let sum = |deep_only: bool| {
        let counts = |session: &&&Session| !deep_only || world.is_deep(session.kind.as_deref());
        sessions.iter().filter(counts).map(|session| session.known_in(span, now)).sum()
    };
    let mut since: Moment = now.at;
    for session in sessions.iter().rev() {
        let done = Span::new(session.start, session.known_until(now));
        if since.seconds_since(done.end) < BREAK_S && done.start < since {
            since = done.start;
        }
    }
    Today { all: sum(false), deep: sum(true), run: now.at.seconds_since(since) }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of a day in seconds")]
pub(super) fn share(part: f64, seconds: i64) -> i64 {
    (part * seconds as f64) as i64
}

/// At most two days in minutes: all that a day of an instance can speak of.
fn small(minutes: i64) -> u32 {
    u32::try_from(minutes.clamp(0, 2880)).unwrap_or(0)
}
