//! From slots to blocks: how long each really is, which accepted block it is, and its number.

use crate::domain::block::BlockNos;
use crate::domain::{Block, BlockNo, Moment, Order, Put, Span, TaskId};
use crate::plan::build::fixed::{Fixed, Hold};
use crate::plan::build::{Built, Whose, World};
use crate::plan::frame::Frame;
use crate::plan::problem::{FREE, Problem};
use crate::plan::proposal::Step;
use std::collections::BTreeMap;

/// A block of the proposal.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What it is to be.
    pub(super) put: Put,
    /// Its number.
    pub(super) no: BlockNo,
    /// How it stands to the accepted plan.
    pub(super) step: Step,
    /// The day, as an index; `None` when it is outside of the days looked at.
    pub(super) day: Option<usize>,
    /// Where it comes from.
    pub(super) from: From,
    /// When the time that is set aside for it ends: not before the block does.
    pub(super) until: Moment,
}

/// Where a block comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// It stays for that reason.
    Fixed(Hold),
    /// The search put it there: task, first slot and slots.
    Found { task: usize, start: usize, len: usize },
}

/// A run of slots of one task on one day.
#[derive(Clone, Copy)]
struct Run {
    task: usize,
    start: usize,
    len: usize,
    day: usize,
    span: Span,
}

/// Every block, by start.
pub(super) fn placed(
    world: World<'_>,
    built: &Built,
    problem: &Problem,
    own: &[u16],
) -> Vec<Placed> {
    let mut numbers = BlockNos::free(world.state.plan(), world.now);
    let mut placed: Vec<Placed> =
        built.fixed.iter().map(|fixed| stays(fixed, &built.frame, &mut numbers)).collect();
    let runs = runs(&built.frame, problem, own);
    let mut named = named(world, built, &runs);
    let mut left: Vec<i64> = built.whose.iter().map(Whose::left_s).collect();
    let mut more = vec![0_i64; built.whose.len()];
    let kept = |at: usize, run: &Run| {
        let also = &built.whose[run.task].parts;
        let old = named.get(&at).filter(|old| covers(world, &built.frame, run, old))?;
        let same = also.iter().skip(1).map(|(task, _)| task).eq(&old.also);
        same.then(|| old.span())
    };
    let kept: Vec<Option<Span>> = runs.iter().enumerate().map(|(at, run)| kept(at, run)).collect();
    for (run, kept) in runs.iter().zip(&kept) {
        match kept {
            Some(span) => left[run.task] -= span.seconds(),
            None => more[run.task] += 1,
        }
    }
    for (at, (run, kept)) in runs.into_iter().zip(kept).enumerate() {
        let span = kept.unwrap_or_else(|| {
            let room = (run.span.seconds() - i64::from(world.planning.gap_s)).max(300);
            more[run.task] -= 1;
            // The blocks to come have at least five minutes each.
            let long = (left[run.task] - 300 * more[run.task]).clamp(300, room);
            left[run.task] -= long;
            let end = run.span.start.plus_seconds(five_up(long).min(room.max(long)));
            Span::new(run.span.start, end)
        });
        let old = named.remove(&at);
        placed.push(block(built, &run, (span, kept.is_some()), old, &mut numbers));
    }
    placed.order_by_key(|block| (block.put.start, block.put.end));
    placed
}

/// Rounded up to five minutes.
fn five_up(seconds: i64) -> i64 {
    (seconds + 299) / 300 * 300
}

fn stays(fixed: &Fixed, frame: &Frame, numbers: &mut BlockNos) -> Placed {
    let put = fixed.put.clone();
    let no = fixed.no.unwrap_or_else(|| numbers.take(None));
    Placed {
        no,
        step: if put.id.is_some() { Step::Kept } else { Step::New },
        // What began last night and is not over is part of today.
        day: frame.index(put.start).or((put.start < frame.from).then_some(0)),
        from: From::Fixed(fixed.hold),
        until: put.end,
        put: Put { no: Some(no), ..put },
    }
}

/// The runs of slots of a plan, by start.
fn runs(frame: &Frame, problem: &Problem, own: &[u16]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (slot, task) in own.iter().enumerate().filter(|(_, task)| **task != FREE) {
        let (task, day) = (usize::from(*task), usize::from(problem.day_of[slot]));
        match runs.last_mut() {
            Some(run) if run.task == task && run.day == day && run.start + run.len == slot => {
                run.len += 1;
            }
            _ => {
                let at = Span::new(frame.from, frame.from);
                runs.push(Run { task, start: slot, len: 1, day, span: at });
            }
        }
    }
    for run in &mut runs {
        let first = u32::try_from(run.start - usize::from(problem.day_start[run.day])).unwrap_or(0);
        let len = u32::try_from(run.len).unwrap_or(0);
        run.span = Span::new(frame.moment(run.day, first), frame.moment(run.day, first + len));
    }
    runs
}

/// Which accepted block each found one is, by the index of the found one.
fn named<'a>(world: World<'a>, built: &Built, runs: &[Run]) -> BTreeMap<usize, &'a Block> {
    let stays = |block: &&Block| built.fixed.iter().any(|fixed| fixed.put.id == Some(block.id));
    let mut old: Vec<&Block> =
        world.state.plan().filter(|block| block.end > world.now.at).collect();
    old.retain(|block| block.start > world.now.at && !stays(block));
    let mut named = BTreeMap::new();
    // First those that stay where they are, then those of the same day, then any.
    for round in 0..3 {
        for (at, run) in runs.iter().enumerate() {
            if named.contains_key(&at) {
                continue;
            }
            let lead = built.whose[run.task].task();
            let fits = |block: &Block| match round {
                0 => covers(world, &built.frame, run, block),
                1 => built.frame.index(block.start) == Some(run.day),
                _ => true,
            };
            if let Some(place) = old.iter().position(|b| Some(b.task) == lead && fits(b)) {
                named.insert(at, old.remove(place));
            }
        }
    }
    named
}

/// Whether a block takes just the slots of a run, with the air after it.
fn covers(world: World<'_>, frame: &Frame, run: &Run, block: &Block) -> bool {
    let slot_ms = frame.slot_s() * 1000;
    let air_ms = slot_ms + i64::from(world.planning.gap_s) * 1000;
    let early = block.start.utc_ms() - run.span.start.utc_ms();
    let late = run.span.end.utc_ms() - block.end.utc_ms();
    (0..slot_ms).contains(&early) && (0..air_ms).contains(&late)
}

fn block(
    built: &Built,
    run: &Run,
    (span, is_kept): (Span, bool),
    old: Option<&Block>,
    numbers: &mut BlockNos,
) -> Placed {
    let tasks: Vec<TaskId> = built.whose[run.task].parts.iter().map(|(task, _)| *task).collect();
    let also = tasks.get(1..).unwrap_or_default().to_vec();
    let Span { start, end } = span;
    let no = old.map_or_else(|| numbers.take(None), |old| old.no);
    let step = match old {
        None => Step::New,
        Some(_) if is_kept => Step::Kept,
        Some(old) => Step::Moved(old.span()),
    };
    let task = tasks.first().copied().unwrap_or(TaskId(uuid::Uuid::nil()));
    let put =
        Put { id: old.map(|old| old.id), no: Some(no), task, also, start, end, pinned: false };
    let from = From::Found { task: run.task, start: run.start, len: run.len };
    let until = if run.span.end > end { run.span.end } else { end };
    Placed { put, no, step, day: Some(run.day), from, until }
}
