//! Where the accepted blocks of today stand now: what takes longer pushes what comes after it until free time has
//! swallowed the delay, and what is done early lets the next ones begin earlier. In order, and only what the planner
//! placed: what the person put somewhere, meetings and lunch stay where they are, and blocks go around them.
//!
//! Pure, and solves nothing: whoever wants another order asks [`super::propose()`]. To be pushed changes no block: it is
//! found from the blocks, the log and the present. To move up does, in the step that ends the work: [`followed`].

mod day;

use super::build::fixed::{five, five_up};
use super::settings::Planning;
use crate::domain::{
    Block, BlockId, Intent, Mint, Moment, Now, Order, Outcome, PlanVerb, Put, Session, Span, State,
    Status, decide,
};
use day::Day;
use std::cell::LazyCell;

/// Blocks move by themselves in steps of so many milliseconds, and not for less.
const GRID_MS: i64 = 300_000;
/// Work that was begun late, or interrupted, by less than so many milliseconds ends in time: there is air in a day.
const NEAR_MS: i64 = 600_000;

/// What it is found from.
#[derive(Clone, Copy, Debug)]
pub struct Today<'a> {
    /// Today's blocks with their tasks, today's sessions and events.
    pub state: &'a State,
    /// What was said about planning.
    pub planning: &'a Planning,
    /// The present.
    pub now: &'a Now,
}

/// Where blocks stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// The blocks of today that are not over, by start, each where it stands now; one that was left for other work
    /// ends there.
    pub stands: Vec<(BlockId, Span)>,
    /// Those for which no time is left today.
    pub lost: Vec<BlockId>,
}

impl Shift {
    /// Where a block stands; `None` when it is over, lost, or not of today.
    pub fn of(&self, id: BlockId) -> Option<Span> {
        self.stands.iter().find(|(known, _)| *known == id).map(|(_, span)| *span)
    }
}

/// Where the blocks of today stand. One whose time has passed stands nowhere any more, unless it is being worked on.
pub fn standing(today: Today<'_>) -> Shift {
    let now = today.now.at;
    // Only what is pushed asks for it.
    let day = LazyCell::new(|| Day::new(today));
    let running = today.running();
    let at_hand = running.and_then(|session| today.block_of(session));
    // Before this moment nothing else can begin.
    let mut cursor = match (running, at_hand) {
        (None, _) => today.worked_until(),
        (Some(_), None) => soon(now),
        (Some(session), Some(block)) => {
            today.work_on(block, Some(session)).map_or(soon(now), |work| work.end(block, now))
        }
    };
    let mut shift = Shift::default();
    for block in today.blocks() {
        let mine = running.filter(|_| at_hand.is_some_and(|known| known.id == block.id));
        if mine.is_none() && block.end <= now {
            continue;
        }
        if let Some(work) = today.work_on(block, mine) {
            let whole = Span::new(work.begun.min(block.start), work.end(block, now));
            // Who works on something else has left it.
            let left = running.filter(|_| mine.is_none()).map(|session| session.start);
            let end = left.map_or(whole.end, |left| left.min(whole.end));
            if left.is_none() {
                cursor = cursor.max(end);
            }
            shift.stands.push((block.id, Span::new(whole.start, end)));
        } else {
            shift.stand(block, &mut cursor, |at| day.place(today, block, at));
        }
    }
    shift.stands.order_by_key(|(_, span)| span.start);
    shift
}

impl Shift {
    /// A block that was not begun stays, or goes to where there is a `place` for it from the cursor on.
    fn stand(
        &mut self,
        block: &Block,
        cursor: &mut Moment,
        place: impl FnOnce(Moment) -> Option<Span>,
    ) {
        if block.pinned {
            self.stands.push((block.id, block.span()));
            return;
        }
        let span = if block.start >= *cursor { Some(block.span()) } else { place(*cursor) };
        match span {
            Some(span) => {
                *cursor = span.end;
                self.stands.push((block.id, span));
            }
            None => self.lost.push(block.id),
        }
    }
}

/// How the blocks of today can move up when the time `freed` is not needed any more. None moves up by more than that
/// time, so that what was left free on purpose stays free.
pub fn pulled_up(today: Today<'_>, freed: Span) -> Vec<Put> {
    let mut cursor = five_up(freed.start.max(today.now.at));
    let gain_s = freed.end.seconds_since(cursor);
    let mut moved = Vec::new();
    if gain_s * 1000 < GRID_MS {
        return moved;
    }
    let day = Day::new(today);
    for block in today.blocks().filter(|block| block.start >= freed.end && !block.pinned) {
        let earliest = block.start.plus_seconds(-gain_s).max(cursor);
        match day.place(today, block, earliest).filter(|span| span.start < block.start) {
            Some(span) => {
                cursor = span.end;
                moved.push(Put { start: span.start, end: span.end, ..Put::of(block) });
            }
            None => cursor = block.end,
        }
    }
    moved
}

/// Whether an intent may let blocks move up.
pub fn may_free(intent: &Intent) -> bool {
    match intent {
        Intent::Done { .. } | Intent::Drop { .. } => true,
        Intent::Stop(ending) => ending.outcome == Some(Outcome::Finished),
        _ => false,
    }
}

/// `intent`, and in the same step what it lets move up: whoever is done with the work of a block before the block ends
/// has the planner's blocks after it earlier. `intent` alone where nothing moves, and where it can't be carried out,
/// which is not said here.
pub fn followed(today: Today<'_>, intent: Intent) -> Intent {
    match follow(today, &intent) {
        Some(follow) => Intent::Together(vec![intent, follow]),
        None => intent,
    }
}

fn follow(today: Today<'_>, intent: &Intent) -> Option<Intent> {
    let Today { state, now, .. } = today;
    if !may_free(intent) {
        return None;
    }
    let ahead = |block: &&Block| block.end > now.at;
    let at_hand = today.running().and_then(|session| today.block_of(session)).filter(ahead);
    // After a stop the task goes on, its block does not.
    let stops = matches!(intent, Intent::Stop(_));
    let cut = at_hand.filter(|_| stops).map(|block| block.id);
    let begun = today.blocks().filter(ahead).find(|block| block.start <= now.at);
    let current = || [begun, at_hand].into_iter().flatten();
    current().next()?;
    let plan =
        |put| Intent::Plan { verb: PlanVerb::Follow, remove: cut.into_iter().collect(), put };
    let both = Intent::Together(vec![intent.clone(), plan(Vec::new())]);
    let mut after = state.clone();
    for change in &decide(state, &both, now, &mut Mint::new(0, 0)).ok()?.changes {
        after.apply(change);
    }
    let freed = |block: &Block| {
        let until = after.block(block.id).map_or(block.start.max(now.at), |block| block.end);
        Some(Span::new(until, block.end)).filter(|span| span.seconds() > 0)
    };
    let freed = current().find_map(freed);
    let put = freed.map_or_else(Vec::new, |span| pulled_up(Today { state: &after, ..today }, span));
    (cut.is_some() || !put.is_empty()).then(|| plan(put))
}

/// What was done of a block.
struct Work {
    begun: Moment,
    done_s: i64,
    /// When it was worked on last.
    last: Moment,
    runs: bool,
}

impl Work {
    /// When all of the block will have been worked: begun late it ends late, begun early, early. What runs goes on for
    /// five minutes at least.
    fn end(&self, block: &Block, now: Moment) -> Moment {
        let left_s = (block.span().seconds() - self.done_s).max(0);
        let end = self.last.plus_seconds(left_s);
        let near = (end.utc_ms() - block.end.utc_ms()).abs() < NEAR_MS;
        let end = if near || block.pinned { block.end } else { five(end) };
        if self.runs && end <= now { soon(now) } else { end }
    }
}

impl<'a> Today<'a> {
    /// The accepted blocks of today of which something is open, by start.
    fn blocks(self) -> impl Iterator<Item = &'a Block> {
        let Today { state, now, .. } = self;
        let today = now.day_span(now.day());
        let open = |block: &&Block| {
            let mut tasks = block.tasks().filter_map(|id| state.task(id));
            tasks.any(|task| task.status == Status::Open)
        };
        state.plan().filter(move |block| today.contains(block.start)).filter(open)
    }

    /// What runs, unless the timer was forgotten.
    fn running(self) -> Option<&'a Session> {
        let Today { state, now, .. } = self;
        state.running().filter(|session| !session.is_forgotten(now.at, now.forgotten_after_s))
    }

    /// The block that is being worked on: the last of its task that has begun, if the work began before its end; else
    /// the next one.
    fn block_of(self, session: &Session) -> Option<&'a Block> {
        let now = self.now.at;
        let mut next = None;
        let mut begun = None;
        for block in self.blocks().filter(|block| is_on(session, block)) {
            if block.start > now {
                next = next.or(Some(block));
            } else if block.end > session.start {
                begun = Some(block);
            }
        }
        begun.or(next)
    }

    /// The work on a block: what touched it, and what runs if that is on it. Work for an earlier block of the same task
    /// is none.
    fn work_on(self, block: &Block, running: Option<&Session>) -> Option<Work> {
        let Today { state, now, .. } = self;
        let touches = |session: &&Session| {
            let runs = running.is_some_and(|running| running.id == session.id);
            runs || session.span(now.at).overlap(block.span()).is_some()
        };
        let sessions = state.sessions().filter(|s| is_on(s, block) && !s.is_inferred());
        let sessions: Vec<&Session> = sessions.filter(touches).collect();
        let first = sessions.first()?.start;
        let same = |other: &&Block| other.tasks().any(|id| block.tasks().any(|own| own == id));
        let earlier = state.plan().filter(|other| other.start < block.start).filter(same);
        let begun = earlier.map(|other| other.end).fold(first, Moment::max);
        let span = Span::new(begun, now.at);
        Some(Work {
            begun,
            done_s: sessions.iter().map(|session| session.worked_in(span, now.at)).sum(),
            last: sessions.iter().map(|session| session.span(now.at).end).fold(begun, Moment::max),
            runs: running.is_some(),
        })
    }

    /// When work ended last today; the day's beginning when there was none.
    fn worked_until(self) -> Moment {
        let Today { state, now, .. } = self;
        let today = now.day_span(now.day());
        let sessions = state.sessions_in(today, now.at).filter(|session| !session.is_inferred());
        let ends = sessions.map(|session| session.span(now.at).end);
        ends.max().map_or(today.start, five)
    }
}

fn is_on(session: &Session, block: &Block) -> bool {
    session.task.is_some_and(|id| block.tasks().any(|own| own == id))
}

/// When what should be over may be.
fn soon(now: Moment) -> Moment {
    five_up(now.plus_seconds(1))
}

#[cfg(test)]
#[path = "tests/shift.rs"]
mod tests;
