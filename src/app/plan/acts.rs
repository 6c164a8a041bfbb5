//! What keys do to blocks: agree, fix, move, make longer, send to another day, take out. Each answers with one intent,
//! so each is one step of undo; where a block can't go, a line says why and nothing changes.

use super::place::{self, Placed, QUARTER_S, Thing, Way, Yields};
use super::shown::{Shown, Which};
use crate::app::today::fit;
use crate::app::{Effect, Model, Tone, words};
use crate::domain::{Block, BlockId, Intent, Moment, Order, PlanVerb, Put, Span, TaskId};
use crate::plan::hand;
use chrono::{Days, NaiveDate, NaiveTime};

/// Agrees to everything that is proposed for a day; `None` when nothing is.
pub fn accept_day(model: &Model, day: NaiveDate) -> Option<Vec<Effect>> {
    let proposed = super::shown::of_day(model, day).filter(|block| block.is_proposed());
    let put: Vec<Put> = proposed.map(Shown::put).collect();
    (!put.is_empty()).then(|| plan(PlanVerb::Accept, put))
}

/// Agrees to one block.
pub fn accept(block: &Shown) -> Vec<Effect> {
    plan(PlanVerb::Accept, vec![block.put()])
}

/// Fixes a block where it is, or leaves it to the planner again.
pub fn pin(model: &Model, block: &Shown) -> Vec<Effect> {
    let end = meant_end(model, block);
    agreed(model, PlanVerb::Pin, vec![Put { pinned: !block.pinned, end, ..block.put() }])
}

/// Takes a block out of the plan; one of today stays out of today.
pub fn take_out(model: &mut Model, block: &Shown) -> Vec<Effect> {
    match block.which {
        Which::Accepted(id) => {
            let (verb, remove, put) = (PlanVerb::Skip, vec![id], Vec::new());
            let intent = Intent::Plan { verb, remove, put };
            let next = hand::next_day(&model.settings.planning, &model.now);
            let known = model.state.block(id).map(|block| (block, next));
            let intent = match known {
                Some((block, next)) => {
                    hand::skipped(intent, block, next, (&model.state, &model.now))
                }
                None => intent,
            };
            vec![Effect::Do(intent)]
        }
        Which::Proposed(_) => {
            model.say(
                Tone::Note,
                "that is only proposed",
                "what nobody agreed to need not be taken out",
            );
            Vec::new()
        }
    }
}

/// Moves a block one step on the line of its day.
pub fn step(model: &mut Model, block: &Shown, way: Way) -> Vec<Effect> {
    if block.start < model.now.at {
        return begun(model);
    }
    let (day, things) = (model.now.day_of(block.start), things(model, block));
    if let Some(placed) = place::step(block.span(), &things, way, limits(model, day)) {
        return moved(model, block, &placed);
    }
    let end = if way == Way::Later { "later" } else { "earlier" };
    model.say(Tone::Note, format!("there is no place {end} that day"), "");
    Vec::new()
}

/// Makes a block a quarter longer or shorter; what the planner placed behind it gives way.
pub fn resize(model: &mut Model, block: &Shown, longer: bool) -> Vec<Effect> {
    let by = if longer { QUARTER_S } else { -QUARTER_S };
    let span = Span::new(block.start, meant_end(model, block).plus_seconds(by));
    if span.seconds() < QUARTER_S || span.end <= model.now.at {
        model.say(Tone::Note, "a block is at least a quarter of an hour", "");
        return Vec::new();
    }
    let (day, things) = (model.now.day_of(block.start), things(model, block));
    let all = Span::new(block.start.min(limits(model, day).start), limits(model, day).end);
    match place::put(span, &things, all) {
        Some(placed) => moved(model, block, &placed),
        None => no_room(model, &things, span),
    }
}

/// Puts a block at a time, as the mouse does.
pub fn place_at(model: &mut Model, block: &Shown, span: Span) -> Vec<Effect> {
    if span == block.span() {
        return Vec::new();
    }
    let (day, things) = (model.now.day_of(span.start), things(model, block));
    match place::put(span, &things, limits(model, day)) {
        Some(placed) => moved(model, block, &placed),
        None => no_room(model, &things, span),
    }
}

/// Sends a block to another day, to the same time when that is free and else to the nearest.
pub fn to_day(model: &mut Model, block: &Shown, day: NaiveDate) -> Vec<Effect> {
    if block.start < model.now.at {
        return begun(model);
    }
    let wanted = model.now.on_day(day, block.start.local().time());
    // What is only proposed there is proposed anew.
    let taken =
        things_on(model, Some(block), day).into_iter().filter(|t| t.yields != Yields::ByItself);
    let taken: Vec<Span> = taken.map(|thing| thing.span).collect();
    let length = block.span().seconds();
    let hours = hours(model, day);
    let Some(span) = place::nearest(wanted, length, &taken, hours) else {
        let length = words::duration(length);
        let text = format!("{} has no free {length}", words::day(day, &model.now));
        model.say(Tone::Refused, text, "`-` makes the block shorter");
        return Vec::new();
    };
    moved(model, block, &Placed { span, others: Vec::new() })
}

/// Sends a block some days on or back; not before today.
pub fn by_days(model: &mut Model, block: &Shown, by: i64) -> Vec<Effect> {
    let from = model.now.day_of(block.start);
    let days = Days::new(by.unsigned_abs());
    let to = if by < 0 { from.checked_sub_days(days) } else { from.checked_add_days(days) };
    if let Some(day) = to.filter(|day| *day >= model.now.day()) {
        return to_day(model, block, day);
    }
    model.say(Tone::Note, "that day is over", "");
    Vec::new()
}

/// Gives a task so many seconds after the work hours of a day, as early as they are free; `None` when they are not.
pub fn after_hours(model: &Model, task: TaskId, day: NaiveDate, length_s: i64) -> Option<Intent> {
    let ends = model.settings.planning.hours_on(day).last().and_then(|(_, end)| {
        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(*end) * 60, 0)
    });
    let end = model.now.on_day(day, ends.unwrap_or(model.settings.day_end));
    let free = Span::new(end.max(super::earliest(model, day)), model.now.day_span(day).end);
    // What is only proposed there is proposed anew.
    let taken = things_on(model, None, day).into_iter().filter(|t| t.yields != Yields::ByItself);
    let taken: Vec<Span> = taken.map(|thing| thing.span).collect();
    let Span { start, end } = place::nearest(free.start, length_s, &taken, free)?;
    let put = Put { id: None, no: None, task, also: Vec::new(), start, end, pinned: true };
    Some(Intent::Plan { verb: PlanVerb::Pin, remove: Vec::new(), put: vec![put] })
}

fn plan(verb: PlanVerb, put: Vec<Put>) -> Vec<Effect> {
    vec![Effect::Do(Intent::Plan { verb, remove: Vec::new(), put })]
}

/// When a block was to end: one that was begun late ends later, and is no longer for that.
fn meant_end(model: &Model, block: &Shown) -> Moment {
    let known = block.id().and_then(|id| model.state.block(id));
    known.filter(|known| known.start == block.start).map_or(block.end, |known| known.end)
}

/// The same on a day that does not go as planned. A block whose time had come, but that stands later because something
/// took longer, ends there and is put anew; what was pushed and is in the way goes where it stands.
fn agreed(model: &Model, verb: PlanVerb, mut put: Vec<Put>) -> Vec<Effect> {
    let mut remove: Vec<BlockId> = Vec::new();
    while let Some(block) = pushed_in_the_way(model, &put, &remove) {
        match super::find(model, Which::Accepted(block.id)) {
            Some(shown) => put.push(shown.put()),
            None => remove.push(block.id),
        }
    }
    let pushed = |put: &Put| {
        let known = put.id.and_then(|id| model.state.block(id));
        known.is_some_and(|block| block.start < model.now.at && block.start != put.start)
    };
    remove.extend(put.iter().filter(|put| pushed(put)).filter_map(|put| put.id));
    let anew = |put: Put| {
        if pushed(&put) { Put { id: None, no: None, ..put } } else { put }
    };
    vec![Effect::Do(Intent::Plan { verb, remove, put: put.into_iter().map(anew).collect() })]
}

/// A block that stands elsewhere than it was agreed to, or nowhere, and would be where something is put.
fn pushed_in_the_way<'a>(model: &'a Model, put: &[Put], gone: &[BlockId]) -> Option<&'a Block> {
    let known =
        |block: &Block| gone.contains(&block.id) || put.iter().any(|put| put.id == Some(block.id));
    let pushed = |block: &Block| {
        let shown = super::find(model, Which::Accepted(block.id));
        shown.is_none_or(|shown| shown.start != block.start)
    };
    let mut ahead = model.state.plan().filter(|block| block.end > model.now.at);
    ahead.find(|block| {
        let hit = || put.iter().any(|put| put.span().overlap(block.span()).is_some());
        !known(block) && hit() && pushed(block)
    })
}

/// The block at its new place, which is the person's now, and those that gave way.
fn moved(model: &Model, block: &Shown, placed: &Placed) -> Vec<Effect> {
    let Span { start, end } = placed.span;
    let mut put = vec![Put { start, end, pinned: true, ..block.put() }];
    for (id, span) in &placed.others {
        let known = model.state.block(*id);
        put.extend(known.map(|b| Put { start: span.start, end: span.end, ..Put::of(b) }));
    }
    agreed(model, PlanVerb::Move, put)
}

fn begun(model: &mut Model) -> Vec<Effect> {
    model.say(Tone::Note, "that block has begun", "`+` and `-` change its end");
    Vec::new()
}

fn no_room(model: &mut Model, things: &[Thing], span: Span) -> Vec<Effect> {
    let fixed = things.iter().find(|t| t.yields == Yields::Never && t.span.overlap(span).is_some());
    let text = match fixed {
        Some(thing) => {
            format!("something fixed is in the way at {}", words::clock(thing.span.start))
        }
        None => "there is no room for what would have to give way".to_owned(),
    };
    model.say(Tone::Refused, text, "");
    Vec::new()
}

/// Where blocks of a day can be put: from the present to the end of the work day.
pub fn limits(model: &Model, day: NaiveDate) -> Span {
    let whole = model.now.day_span(day);
    Span::new(super::earliest(model, day), whole.end)
}

/// The office hours of a day as far as they are to come; the usual ones on a day without.
fn hours(model: &Model, day: NaiveDate) -> Span {
    let at = |time| model.now.on_day(day, time);
    let (start, end) = (at(model.settings.day_start), at(model.settings.day_end));
    Span::new(start.max(super::earliest(model, day)), end)
}

fn things(model: &Model, block: &Shown) -> Vec<Thing> {
    things_on(model, Some(block), model.now.day_of(block.start))
}

/// Everything on the line of a day besides that block, by start.
fn things_on(model: &Model, block: Option<&Shown>, day: NaiveDate) -> Vec<Thing> {
    let now: Moment = model.now.at;
    let but = block.map(|block| block.which);
    let mut all: Vec<Thing> = super::shown::of_day(model, day)
        .filter(|other| Some(other.which) != but && other.end > now)
        .map(|other| Thing {
            span: other.span(),
            yields: match other.which {
                Which::Proposed(_) => Yields::ByItself,
                Which::Accepted(_) if other.pinned || other.start < now => Yields::Never,
                Which::Accepted(id) => Yields::As(id),
            },
        })
        .collect();
    let whole = model.now.day_span(day);
    let events = model.state.events().filter(|event| event.busy);
    let fixed = events.map(|event| Span::new(event.start, event.end));
    // An event of the whole day says what kind of day it is, not that every minute is taken.
    let fixed = fixed.filter(|span| span.seconds() < 20 * 3600).chain(fit::lunch_on(model, day));
    all.extend(
        fixed
            .filter(|span| span.overlap(whole).is_some())
            .map(|span| Thing { span, yields: Yields::Never }),
    );
    all.order_by_key(|thing| thing.span.start);
    all
}
