//! One day of a proposal: its blocks with their reasons, the calendar's entries, breaks and air, and how full it is.

use super::blocks::Placed;
use super::reasons::Reasons;
use crate::domain::{Event, Order, Span};
use crate::plan::build::{Built, World};
use crate::plan::frame::{Frame, Why};
use crate::plan::proposal::{DayPlan, Kind, Proposed, Stretch};

/// Entries that last longer are about the day, not in it.
const ALL_DAY_S: i64 = 23 * 3600;
/// Less time off is none.
const BREAK_S: i64 = 300;

/// The day with that index.
pub(super) fn plan(
    world: World<'_>,
    built: &Built,
    placed: &[Placed],
    reasons: &Reasons<'_>,
    index: usize,
) -> DayPlan {
    let day = built.frame.days[index].day;
    let mine: Vec<&Placed> = placed.iter().filter(|block| block.day == Some(index)).collect();
    let mut stretches: Vec<Stretch> = Vec::new();
    for block in &mine {
        let proposed = Proposed {
            put: block.put.clone(),
            no: block.no,
            step: block.step,
            reasons: reasons.of(block),
        };
        let (start, end) = (block.put.start, block.put.end);
        stretches.push(Stretch { kind: Kind::Task(Box::new(proposed)), start, end });
        if block.until > end {
            stretches.push(Stretch { kind: Kind::Buffer, start: end, end: block.until });
        }
    }
    let events: Vec<&Event> = events(world, day);
    for event in &events {
        let kind = Kind::Event(event.uid.clone(), event.title.clone());
        stretches.push(Stretch { kind, start: event.start, end: event.end });
    }
    let busy =
        events.iter().filter(|event| event.busy).map(|event| Span::new(event.start, event.end));
    let work = mine.iter().map(|block| Span::new(block.put.start, block.until)).chain(busy);
    stretches.extend(breaks(world, &built.frame, index, work.collect()));
    stretches.order_by_key(|stretch| (stretch.start, stretch.end));
    let from = |span: Span| span.overlap(Span::new(world.now.at, world.now.at.max(span.end)));
    let planned = mine.iter().filter_map(|block| from(block.put.span())).map(Span::seconds).sum();
    DayPlan { day, capacity_s: capacity_s(built, index), planned_s: planned, stretches }
}

/// Seconds that may still be planned of a day.
fn capacity_s(built: &Built, index: usize) -> i64 {
    let day = &built.instance.days[index];
    let holds = day.capacity_min.unwrap_or(0);
    i64::from(holds.saturating_sub(day.worked_min)) * 60
}

/// The calendar's entries of a day that are not over.
fn events(world: World<'_>, day: chrono::NaiveDate) -> Vec<&Event> {
    let whole = world.now.day_span(day);
    let touches = |event: &&Event| {
        let span = Span::new(event.start, event.end);
        let in_it = !event.all_day && span.seconds() < ALL_DAY_S;
        in_it && span.overlap(whole).is_some() && event.end > world.now.at
    };
    world.state.events().filter(touches).collect()
}

/// The breaks of a day: lunch, and the free time after long work that more work follows.
fn breaks(world: World<'_>, frame: &Frame, index: usize, mut work: Vec<Span>) -> Vec<Stretch> {
    let (after_s, long_s) = world.planning.rest_s;
    // A break takes whole slots, as everything that is planned.
    let long_s = i64::from(long_s).max(1).div_euclid(frame.slot_s()).max(1) * frame.slot_s();
    work.order_by_key(|span| span.start);
    let lunches: Vec<Span> = frame.days[index]
        .taken
        .iter()
        .filter(|taken| taken.why == Why::Lunch && taken.span.end > world.now.at)
        .map(|taken| taken.span)
        .collect();
    let a_break = |span: Span| Stretch { kind: Kind::Break, start: span.start, end: span.end };
    let mut breaks: Vec<Stretch> = Vec::new();
    let mut run: Option<Span> = None;
    for span in work {
        let free_s = run.map_or(0, |run| span.start.seconds_since(run.end));
        match &mut run {
            Some(run) if free_s < BREAK_S => run.end = run.end.max(span.end),
            Some(before) => {
                let rest = Span::new(before.end, before.end.plus_seconds(free_s.min(long_s)));
                let at_lunch = lunches
                    .iter()
                    .any(|lunch| lunch.overlap(Span::new(before.end, span.start)).is_some());
                if before.seconds() >= i64::from(after_s) && !at_lunch {
                    breaks.push(a_break(rest));
                }
                *before = span;
            }
            None => run = Some(span),
        }
    }
    breaks.extend(lunches.into_iter().map(a_break));
    breaks
}
