//! Where the accepted blocks of today stand now: what takes longer pushes what comes after it until free time has
//! swallowed the delay, and what is done early lets the next ones begin earlier. In order, and only what the planner
//! placed: what the person put somewhere, meetings and lunch stay where they are, and blocks go around them.
//!
//! Pure, and solves nothing: whoever wants another order asks [`super::propose()`].

use super::build::{World, takes};
use super::frame::{Frame, Taken, Why, without};
use crate::domain::{Block, BlockId, Moment, Put, Session, Span, Status, Task};

/// Where blocks stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// The blocks of today that are not over, in their order, each where it stands now.
    pub stands: Vec<(BlockId, Span)>,
    /// Those of them that stand elsewhere than they were accepted, as they would have to be put.
    pub moved: Vec<Put>,
    /// Those for which no time is left today.
    pub lost: Vec<BlockId>,
}

/// Where the blocks of today stand, after what has taken longer or begun later.
pub fn standing(world: World<'_>) -> Shift {
    let (day, blocks) = (Day::new(world), blocks(world));
    let running = running(world);
    let mut shift = Shift::default();
    // Before this moment nothing else can begin.
    let mut cursor = running.map_or(world.now.at, |(_, until)| until);
    for block in blocks {
        let mine = running.filter(|(session, _)| block.tasks().any(|id| Some(id) == session.task));
        if let Some((session, until)) = mine.filter(|_| block.start < cursor) {
            let start = block.start.min(session.start);
            let end = if block.pinned { block.end } else { until.max(start) };
            shift.keep(block, Span::new(start, if end > world.now.at { end } else { until }));
            cursor = cursor.max(end);
            continue;
        }
        if block.pinned || block.start >= cursor {
            shift.keep(block, block.span());
            if !block.pinned {
                cursor = block.end;
            }
            continue;
        }
        match day.place(world, block, cursor) {
            Some(span) => {
                cursor = span.end;
                shift.move_to(block, span);
            }
            None => shift.lost.push(block.id),
        }
    }
    shift
}

/// How the blocks of today can move up when the time `freed` is not needed any more. None moves up by more than that
/// time, so that what was left free on purpose stays free.
pub fn pulled_up(world: World<'_>, freed: Span) -> Vec<Put> {
    let day = Day::new(world);
    let mut cursor = freed.start.max(world.now.at);
    let gain_s = freed.end.seconds_since(cursor);
    let mut moved = Vec::new();
    if gain_s <= 0 {
        return moved;
    }
    for block in blocks(world).into_iter().filter(|block| block.start >= freed.end) {
        if block.pinned {
            continue;
        }
        let earliest = block.start.plus_seconds(-gain_s).max(cursor);
        match day.place(world, block, earliest).filter(|span| span.start < block.start) {
            Some(span) => {
                cursor = span.end;
                moved.push(Put { start: span.start, end: span.end, ..Put::of(block) });
            }
            None => cursor = block.end,
        }
    }
    moved
}

impl Shift {
    fn keep(&mut self, block: &Block, span: Span) {
        self.stands.push((block.id, span));
        if span.end != block.end && !block.pinned {
            self.moved.push(Put { end: span.end, ..Put::of(block) });
        }
    }

    fn move_to(&mut self, block: &Block, span: Span) {
        self.stands.push((block.id, span));
        self.moved.push(Put { start: span.start, end: span.end, ..Put::of(block) });
    }
}

/// The accepted blocks of today that are not over and of which something is open, by start.
fn blocks(world: World<'_>) -> Vec<&Block> {
    let World { state, now, .. } = world;
    let today = now.day_span(now.day());
    let open = |task: &Task| task.status == Status::Open;
    let running = state.running().and_then(|session| session.task);
    state
        .plan()
        .filter(|block| today.contains(block.start))
        .filter(|block| {
            // What runs on is not over, whatever its block says, unless a later block of it has begun.
            block.end > now.at
                || (running.is_some() && last_of(world, block) && running == Some(block.task))
        })
        .filter(|block| block.tasks().filter_map(|id| state.task(id)).any(open))
        .collect()
}

/// Whether no later block of its task has begun.
fn last_of(world: World<'_>, block: &Block) -> bool {
    let World { state, now, .. } = world;
    let later = |other: &&Block| other.start > block.start && other.start <= now.at;
    !state.plan().filter(later).any(|other| other.task == block.task)
}

/// What runs, and until when it will: as long as its block was to take, and at least five minutes from now.
fn running(world: World<'_>) -> Option<(&Session, Moment)> {
    let World { state, now, .. } = world;
    let session = state.running()?;
    if session.is_forgotten(now.at, now.forgotten_after_s) {
        return None;
    }
    let today = now.day_span(now.day());
    let mine = |block: &&Block| {
        today.contains(block.start) && block.tasks().any(|id| Some(id) == session.task)
    };
    let block = state
        .plan()
        .filter(mine)
        .filter(|block| last_of(world, block))
        .find(|block| block.end > session.start || block.start <= now.at);
    let soon = five_up(now.at.plus_seconds(1));
    // Begun late it ends late; begun early, early.
    let until = block.map_or(soon, |block| {
        let worked_from = if session.start > block.start { session.start } else { block.start };
        let begun = if block.start > now.at { session.start } else { worked_from };
        begun.plus_seconds(block.span().seconds())
    });
    Some((session, until.max(soon)))
}

/// The next whole five minutes of the clock.
fn five_up(at: Moment) -> Moment {
    Moment::new((at.utc_ms() + 299_999).div_euclid(300_000) * 300_000, at.offset_min())
}

/// Today with what can't be moved.
struct Day {
    frame: Frame,
    taken: Vec<Taken>,
}

impl Day {
    fn new(world: World<'_>) -> Day {
        let World { state, planning, now, .. } = world;
        let events = state.events().filter(|event| takes(event));
        let events = events.map(|event| (Span::new(event.start, event.end), Why::Event));
        let pinned = state.plan().filter(|block| block.pinned);
        let pinned = pinned.map(|block| (block.span(), Why::Fixed(false)));
        let all: Vec<Taken> = events.chain(pinned).map(|(span, why)| Taken { span, why }).collect();
        let frame = Frame::new(planning, now, &all);
        let known = frame.days.first().map(|day| day.taken.clone()).unwrap_or_default();
        let taken = known.into_iter().filter(|taken| taken.why != Why::Past).collect();
        Day { frame, taken }
    }

    /// The first place for a block, in one piece, that is not before `at`, nor before its task may be begun.
    fn place(&self, world: World<'_>, block: &Block, at: Moment) -> Option<Span> {
        let task = world.state.task(block.task)?;
        let at = task.from.map_or(at, |from| from.max(at));
        let long_s = block.span().seconds();
        let hours = self.hours(world, task);
        let free = hours.into_iter().flat_map(|hours| without(hours, &self.taken));
        free.filter(|free| free.end > at).find_map(|free| {
            let start = world.now.zone.moment(free.start.max(at).utc_ms());
            let end = world.now.zone.moment(start.utc_ms() + long_s * 1000);
            (end <= free.end).then_some(Span { start, end })
        })
    }

    /// The hours of today in which a task may be worked on.
    fn hours(&self, world: World<'_>, task: &Task) -> Vec<Span> {
        use chrono::Datelike;
        let Some(day) = self.frame.days.first() else { return Vec::new() };
        let kind = task.kind.as_deref().map(|name| world.state.kind_today(name));
        let maps = &world.planning.maps;
        match world.planning.map_of(task.at.as_deref(), kind).and_then(|map| maps.get(map)) {
            Some(map) => self.frame.spans(0, map.when.on(day.day.weekday())),
            None => day.hours.clone(),
        }
    }
}

#[cfg(test)]
#[path = "tests/shift.rs"]
mod tests;
