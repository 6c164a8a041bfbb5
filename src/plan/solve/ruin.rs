//! Ruin and recreate (section 3.2 of the scheduling study): some of the plan is cleared, and what was there comes
//! back together with some unfinished tasks, one after the other into the best of a few places.

use super::block::{Block, ones, zeros};
use super::board::Board;
use super::moves::{any_slot, evict, unfinished};
use crate::plan::problem::{FREE, small};
use fastrand::Rng;

/// More tasks than this do not come back.
const MOST: usize = 16;
/// More tasks than this are not cleared.
const CLEARED: usize = 10;
/// A cleared window reaches at most this many slots to either side.
const REACH: u16 = 7;

/// The tasks that come back, and the two days that they may come back to.
struct Ruin {
    tasks: [u16; MOST],
    count: usize,
    days: [usize; 2],
}

impl Ruin {
    fn add(&mut self, task: u16, most: usize) {
        if self.count < most && !self.tasks[..self.count].contains(&task) {
            self.tasks[self.count] = task;
            self.count += 1;
        }
    }
}

/// Clears something and fills it again; in `groups` of 256 cases, tasks that wait for each other.
pub(super) fn ruin(board: &mut Board<'_>, rng: &mut Rng, lure: f64, groups: u8) -> bool {
    if board.problem.has_deps && rng.u8(..) < groups {
        return group(board, rng, lure);
    }
    let slot = any_slot(board, rng);
    let day = board.day(slot);
    let mut ruin = Ruin { tasks: [FREE; MOST], count: 0, days: [day, day] };
    match rng.u8(..4) {
        0 | 1 => window(board, rng, slot, &mut ruin),
        2 => {
            let task = board.owner(slot);
            if task == FREE {
                return false;
            }
            board.clear(task);
            ruin.add(task, CLEARED);
        }
        _ => scattered(board, rng, &mut ruin),
    }
    for _ in 0..rng.u8(1..=4) {
        let Some(task) = unfinished(board, rng) else { break };
        ruin.add(task, MOST);
    }
    let days = board.problem.held.len();
    if ruin.days[0] == ruin.days[1] && days > 1 && rng.bool() {
        ruin.days[1] = rng.usize(..days);
    }
    arrange(board, rng, &mut ruin);
    for at in 0..ruin.count {
        refill(board, rng, (ruin.tasks[at], ruin.days), lure);
    }
    true
}

/// A task that others wait for or that waits for others is cleared with some of them, and all are placed again in
/// their order.
fn group(board: &mut Board<'_>, rng: &mut Rng, lure: f64) -> bool {
    let slot = any_slot(board, rng);
    let Some(seed) = tied(board, rng, slot) else { return false };
    let jobs = &board.problem.jobs;
    let mut ruin = Ruin { tasks: [FREE; MOST], count: 0, days: [0, 0] };
    ruin.add(seed, MOST);
    let most = rng.usize(2..=6);
    let mut at = 0;
    while at < ruin.count && ruin.count < most {
        let job = &jobs[usize::from(ruin.tasks[at])];
        for &near in job.preds.iter().chain(&job.succs).take(most) {
            ruin.add(near, most);
        }
        at += 1;
    }
    for task in &ruin.tasks[..ruin.count] {
        board.clear(*task);
    }
    if rng.bool() {
        let (day, reach) = (board.day(slot), rng.u16(1..=REACH));
        let start = slot.saturating_sub(reach).max(board.problem.day_start[day]);
        evict(board, start, (slot + reach).min(board.problem.day_start[day + 1]));
    }
    if let Some(other) = unfinished(board, rng) {
        ruin.add(other, MOST);
    }
    let tasks = &mut ruin.tasks[..ruin.count];
    tasks.sort_unstable_by_key(|task| jobs[usize::from(*task)].rank);
    let days = board.problem.held.len();
    for &task in &*tasks {
        let Some(first) = first_day(board, task) else { continue };
        let second = rng.usize(first..days);
        refill(board, rng, (task, [first, second]), lure);
    }
    true
}

/// The task at a slot, or any other, that waits for something or is waited for.
fn tied(board: &Board<'_>, rng: &mut Rng, slot: u16) -> Option<u16> {
    let jobs = &board.problem.jobs;
    let tied = |task: &u16| {
        jobs.get(usize::from(*task))
            .is_some_and(|job| !job.preds.is_empty() || !job.succs.is_empty())
    };
    let here = Some(board.owner(slot)).filter(tied);
    here.or_else(|| (0..8).map(|_| small(rng.usize(..jobs.len()))).find(tied))
}

/// The day from which on a task may be worked on.
fn first_day(board: &Board<'_>, task: u16) -> Option<usize> {
    let from = board.ready_from(task).filter(|from| usize::from(*from) < board.own.len());
    from.map(|from| board.day(from))
}

/// Places again what [`Board::settle`] has driven out because it waited, in that many of 256 cases.
pub(super) fn mend(board: &mut Board<'_>, rng: &mut Rng, lure: f64, mends: u8) {
    let end = board.steps();
    if board.driven_out >= end || rng.u8(..) >= mends {
        return;
    }
    let last_day = board.problem.held.len() - 1;
    let mut last = FREE;
    for at in board.driven_out..end {
        let (task, old) = board.step(at);
        if task == last {
            continue;
        }
        last = task;
        let day = board.day(old.start);
        let Some(first) = first_day(board, task) else { continue };
        let second = if first < day { day } else { last_day.min(first + 1) };
        refill(board, rng, (task, [first, second]), lure);
    }
}

/// Everything around a slot.
fn window(board: &mut Board<'_>, rng: &mut Rng, slot: u16, ruin: &mut Ruin) {
    let day = board.day(slot);
    let reach = rng.u16(1..=REACH);
    let mut at = slot.saturating_sub(reach).max(board.problem.day_start[day]);
    let end = (slot + reach + 1).min(board.problem.day_start[day + 1]);
    while at < end {
        if board.owner(at) == FREE {
            at += 1;
            continue;
        }
        let (task, old) = board.at(at);
        board.take(task, old);
        ruin.add(task, CLEARED);
        at = old.end();
    }
}

/// Two to four blocks anywhere.
fn scattered(board: &mut Board<'_>, rng: &mut Rng, ruin: &mut Ruin) {
    for at in 0..rng.usize(2..=4) {
        let slot = any_slot(board, rng);
        if board.owner(slot) == FREE {
            continue;
        }
        let (task, old) = board.at(slot);
        if let Some(day) = ruin.days.get_mut(at) {
            *day = board.day(slot);
        }
        board.take(task, old);
        ruin.add(task, CLEARED);
    }
}

/// The order in which they come back: any, or by weight with noise.
fn arrange(board: &Board<'_>, rng: &mut Rng, ruin: &mut Ruin) {
    let tasks = &mut ruin.tasks[..ruin.count];
    if rng.bool() {
        rng.shuffle(tasks);
        return;
    }
    let mut keyed = [(0.0, FREE); MOST];
    for (keyed, task) in keyed.iter_mut().zip(&*tasks) {
        let job = &board.problem.jobs[usize::from(*task)];
        *keyed = ((job.weight + job.late) * (0.6 + 0.8 * rng.f64()), *task);
    }
    let keyed = &mut keyed[..tasks.len()];
    keyed.sort_by(|left, right| right.0.total_cmp(&left.0));
    for (task, (_, by_weight)) in tasks.iter_mut().zip(keyed) {
        *task = *by_weight;
    }
}

/// Up to three blocks of a task into its best places of those two days, with noise.
fn refill(board: &mut Board<'_>, rng: &mut Rng, (task, days): (u16, [usize; 2]), lure: f64) {
    let job = &board.problem.jobs[usize::from(task)];
    if board.left(task) < job.min {
        return;
    }
    let Some(from) = board.ready_from(task) else { return };
    for _ in 0..3 {
        if board.left(task) < job.min || board.is_full(task) {
            return;
        }
        board.reckon();
        let mut best: Option<(f64, Block)> = None;
        for (at, &day) in days.iter().enumerate() {
            if at == 0 || day != days[0] {
                best_of_day(board, rng, (task, from, lure), day, &mut best);
            }
        }
        let Some((_, new)) = best else { return };
        board.put(task, new);
    }
}

/// Looks at both ends of each free run of a day, with the longest and another length.
fn best_of_day(
    board: &Board<'_>,
    rng: &mut Rng,
    (task, from, lure): (u16, u16, f64),
    day: usize,
    best: &mut Option<(f64, Block)>,
) {
    let job = &board.problem.jobs[usize::from(task)];
    let first = board.problem.day_start[day];
    if from >= board.problem.day_start[day + 1] {
        return;
    }
    let mut free = board.free_for(task, day) & !ones(from.saturating_sub(first));
    while free != 0 {
        let bit = zeros(free);
        let len = zeros(!(free >> bit)).min(128 - bit);
        free &= !(ones(len) << bit);
        let (start, end) = (first + bit, first + bit + len);
        let most = board.longest(task, day, len);
        if most < job.min {
            continue;
        }
        let other = if most > job.min && rng.bool() { rng.u16(job.min..=most) } else { job.min };
        let lengths = [most, other];
        for &len in if other == most { &lengths[..1] } else { &lengths[..] } {
            for start in [start, end - len] {
                consider(board, rng, (task, Block { start, len }, lure), best);
                if len == end - start {
                    break;
                }
            }
        }
    }
}

fn consider(
    board: &Board<'_>,
    rng: &mut Rng,
    (task, new, lure): (u16, Block, f64),
    best: &mut Option<(f64, Block)>,
) {
    if board.touches(task, new) {
        return;
    }
    let gain = board.gain(task, new, lure);
    if gain > 0.0 {
        let gain = gain * (0.8 + 0.4 * rng.f64());
        if best.is_none_or(|(best, _)| gain > best) {
            *best = Some((gain, new));
        }
    }
}
