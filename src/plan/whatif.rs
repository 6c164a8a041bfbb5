//! What would come of something being otherwise: the plan as it stands, and the plan that is made when it is so, in memory
//! alone. Nothing is changed by asking.
//!
//! Both plans begin from the same one: what the planner would propose now counts as agreed to, so that what differs
//! differs because of the question.
//!
//! Next: [`crate::text::what_if`] for how it is asked, [`super::diff`] for what differs.

use super::build::World;
use super::diff::{Difference, between};
use super::marginal::stretches;
use super::proposal::Proposed;
use super::propose::{Made, make};
use super::risk::{Prospect, Risk};
use super::score::{Score, of_task};
use super::settings::{Minutes, Planning};
use crate::domain::{
    Block, BlockId, Change, Edit, Ending, Event, Intent, Mint, Moment, Order, Refusal, Span, State,
    TaskId, TaskRef, decide,
};
use crate::text::Supposition;
use chrono::{NaiveDate, NaiveDateTime};

/// A probability of being late that changes by less is the same.
const TOLD: f64 = 0.03;

/// What would come of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The plan as it stands.
    pub before: Made,
    /// The plan when it is so.
    pub after: Made,
    /// The state when it is so: with the task that was added.
    pub state: State,
    /// What differs, by time; what stays as it is, too.
    pub differences: Vec<Difference>,
    /// Tasks that are no longer done within the days planned, with the seconds that have no place.
    pub squeezed: Vec<(TaskId, i64)>,
    /// Tasks that have a place only then.
    pub relieved: Vec<TaskId>,
    /// Due tasks whose probability of being late changes: before, when the task was there, and then.
    pub risks: Vec<(TaskId, Option<f64>, f64)>,
    /// The task that is asked about, when it is one.
    pub subject: Option<TaskId>,
}

impl Outcome {
    /// By how much the plan is worth more.
    pub fn objective(&self) -> f64 {
        self.after.score.total() - self.before.score.total()
    }

    /// By how much everything else is worth more: without what hangs on the task that is asked about.
    pub fn rest(&self) -> Score {
        let of = |made: &Made| made.score - own(made, self.subject);
        of(&self.after) - of(&self.before)
    }

    /// The same by term; those that do not change are left out.
    pub fn terms(&self) -> Vec<(&'static str, f64)> {
        let change = self.rest();
        change.terms().into_iter().filter(|(_, value)| value.abs() >= 0.05).collect()
    }

    /// What really differs.
    pub fn moves(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|one| one.differs())
    }
}

/// Plans again as if `supposed` were so.
///
/// # Errors
/// When it can't be: no such task, or one that is closed.
pub fn what_if(
    world: World<'_>,
    supposed: &Supposition,
    (iterations, seed): (usize, u64),
    mint: &mut Mint,
) -> Result<Outcome, Refusal> {
    let proposed = make(world, iterations, seed);
    let mut state = world.state.clone();
    agree(&mut state, &proposed, world.now.at, mint);
    let agreed = World { state: &state, ..world };
    let before = make(agreed, iterations, seed);
    let mut then = state.clone();
    let mut planning = world.planning.clone();
    let subject = suppose(supposed, (&mut then, &mut planning), world, mint)?;
    let world_then = World { state: &then, planning: &planning, ..world };
    let after = make(world_then, iterations, seed);
    let puts: Vec<_> = after.proposal.blocks().map(|proposed| proposed.put.clone()).collect();
    let olds: Vec<Block> =
        before.proposal.blocks().map(|proposed| as_block(proposed, mint)).collect();
    let differences = between(&olds, &puts);
    let (squeezed, relieved) = places(&before, &after, &then);
    let risks = risks(&Risk::of(agreed, &before), &Risk::of(world_then, &after));
    Ok(Outcome { before, after, differences, squeezed, relieved, risks, subject, state: then })
}

/// The terms of a plan that hang on a task.
fn own(made: &Made, task: Option<TaskId>) -> Score {
    let named = |whose: &super::build::Whose| task.is_some() && whose.task() == task;
    let job = made.built.whose.iter().position(named).and_then(|job| u16::try_from(job).ok());
    let Some(job) = job else { return Score::default() };
    let blocks = stretches(&made.problem, &made.own).into_iter().filter(|block| block.task == job);
    let blocks: Vec<(usize, usize)> =
        blocks.map(|block| (usize::from(block.start), usize::from(block.len))).collect();
    of_task(&made.problem, job, &blocks)
}

/// The block that a proposed one would be.
fn as_block(proposed: &Proposed, mint: &mut Mint) -> Block {
    let put = &proposed.put;
    Block {
        id: put.id.unwrap_or_else(|| BlockId(mint.uuid())),
        no: proposed.no,
        task: put.task,
        also: put.also.clone(),
        start: put.start,
        end: put.end,
        pinned: put.pinned,
    }
}

/// Takes the whole proposal over, in memory.
fn agree(state: &mut State, made: &Made, now: Moment, mint: &mut Mint) {
    let old: Vec<Block> = state.plan().filter(|block| block.end > now).cloned().collect();
    for block in old {
        state.apply(&Change::BlockRemoved { block });
    }
    for proposed in made.proposal.blocks() {
        let block = as_block(proposed, mint);
        state.apply(&Change::BlockAdded { block });
    }
}

/// Makes it so; the task that it is about.
fn suppose(
    supposed: &Supposition,
    (state, planning): (&mut State, &mut Planning),
    world: World<'_>,
    mint: &mut Mint,
) -> Result<Option<TaskId>, Refusal> {
    let one = |task: &TaskRef| vec![task.clone()];
    let intent = match supposed {
        Supposition::Meeting(span, title) => {
            let event = meeting(*span, title, mint);
            state.apply(&Change::EventAdded { event });
            return Ok(None);
        }
        Supposition::Until(end) => {
            longer(planning, *end, world);
            return Ok(None);
        }
        Supposition::Off(day) => {
            planning.off.push((*day, *day));
            return Ok(None);
        }
        Supposition::Drop(task) => Intent::Drop { tasks: one(task) },
        Supposition::Done(task) => Intent::Done { tasks: one(task), ending: Ending::default() },
        Supposition::Add(parsed) => {
            Intent::Add { title: parsed.title.clone(), edits: parsed.edits.clone() }
        }
        Supposition::Edit(task, edits) => Intent::Edit { tasks: one(task), edits: edits.clone() },
        Supposition::Defer(task, day) => Intent::Edit {
            tasks: one(task),
            edits: vec![Edit::From(Some(world.now.day_span(*day).start))],
        },
    };
    let decision = decide(state, &intent, world.now, mint)?;
    for change in &decision.changes {
        state.apply(change);
    }
    Ok(decision.changes.iter().find_map(about))
}

fn about(change: &Change) -> Option<TaskId> {
    match change {
        Change::TaskAdded { task } => Some(task.id),
        Change::TaskEdited { id, .. } => Some(*id),
        _ => None,
    }
}

fn meeting(span: Span, title: &str, mint: &mut Mint) -> Event {
    Event {
        uid: mint.uuid().to_string(),
        calendar: String::new(),
        title: title.to_owned(),
        start: span.start,
        end: span.end,
        busy: true,
        all_day: false,
        day_off: false,
    }
}

/// Work on that day goes on until then; a day without work gets the hours from nine on.
pub(super) fn longer(planning: &mut Planning, end: Moment, world: World<'_>) {
    let day = world.now.day_of(end);
    let until = minute(end, day);
    let mut hours: Vec<Minutes> =
        planning.hours_on(day).iter().copied().filter(|(from, _)| *from < until).collect();
    match hours.last_mut() {
        Some(last) => last.1 = until,
        None => hours.push((540.min(until), until)),
    }
    planning.single.push((day, hours));
}

/// Minutes after midnight of a day; its last for what is later.
fn minute(at: Moment, day: NaiveDate) -> u16 {
    let minutes = at.local().signed_duration_since(NaiveDateTime::from(day)).num_minutes();
    u16::try_from(minutes.clamp(0, 1440)).unwrap_or(1440)
}

/// Who loses and who gets a place.
fn places(before: &Made, after: &Made, then: &State) -> (Vec<(TaskId, i64)>, Vec<TaskId>) {
    let left = |made: &Made, task: TaskId| {
        let of = made.proposal.unplaced.iter().filter(|unplaced| unplaced.task == task);
        of.map(|unplaced| unplaced.left_s).sum::<i64>()
    };
    let tasks = |made: &Made| -> Vec<TaskId> {
        made.proposal.unplaced.iter().map(|unplaced| unplaced.task).collect()
    };
    let squeezed = tasks(after).into_iter().map(|task| (task, left(after, task)));
    let squeezed = squeezed.filter(|(task, seconds)| *seconds > left(before, *task));
    let open = |task: &TaskId| then.task(*task).is_some_and(|task| !task.status.is_closed());
    let relieved = tasks(before).into_iter().filter(|task| left(after, *task) == 0 && open(task));
    (squeezed.collect(), relieved.collect())
}

fn risks(before: &Risk, after: &Risk) -> Vec<(TaskId, Option<f64>, f64)> {
    let now = before.outlooks();
    let late = |of: &[Prospect], task: TaskId| {
        of.iter().find(|known| known.task == task).and_then(|known| known.outlook.p_late)
    };
    let changed = after.outlooks().into_iter().filter_map(|then| {
        let p_then = then.outlook.p_late?;
        let p_now = late(&now, then.task);
        let same = (p_then - p_now.unwrap_or(0.0)).abs() < TOLD;
        (!same).then_some((then.task, p_now, p_then))
    });
    let mut changed: Vec<_> = changed.collect();
    let rise = |one: &(TaskId, Option<f64>, f64)| one.2 - one.1.unwrap_or(0.0);
    changed.order_by(|a, b| rise(b).total_cmp(&rise(a)));
    changed
}

#[cfg(test)]
#[path = "tests/whatif.rs"]
pub(in crate::plan) mod tests;
