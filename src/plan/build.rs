//! From the person's world to a scheduling problem: what there is to do, how long it takes, when it may be done and what
//! it is worth then, and which index is whom.
//!
//! One file a question: [`left`] how long, [`fixed`] what is not to be moved, [`ready`] what can be planned at all,
//! [`room`] when, [`cut`] in which pieces, [`worth`] at which hours, [`limits`] how much. Every number here has to be
//! safe to show: the instance it makes passes the checks whatever the state holds.
//!
//! Next: [`super::propose()`], which solves it and makes a proposal.

mod bundle;
mod cut;
mod days;
pub mod fixed;
pub mod left;
mod limits;
mod prev;
mod ready;
mod room;
pub(in crate::plan) mod worth;

use super::frame::{Frame, Taken, Why};
use super::instance::{Instance, Weights, Work};
use super::proposal::Unplaced;
use super::settings::Planning;
use crate::domain::{Event, Mode, Now, Priority, Span, State, Task, TaskId};
use crate::learn::Profile;
use fixed::Fixed;
use left::Left;
use room::Rooms;

/// What everything here is made from.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// Tasks that are not closed and what they wait for; the sessions of this week and the events and blocks to come.
    pub state: &'a State,
    /// What was learned.
    pub profile: &'a Profile,
    /// What was said about planning.
    pub planning: &'a Planning,
    /// The present.
    pub now: &'a Now,
}

impl World<'_> {
    /// Whether work of a kind takes deep concentration.
    pub fn is_deep(&self, kind: Option<&str>) -> bool {
        let kind = kind.and_then(|name| self.state.kind(self.state.kind_today(name)));
        kind.is_some_and(|kind| kind.mode == Mode::Deep)
    }
}

/// Who stands behind an index of the instance.
#[derive(Clone, Debug)]
pub struct Whose {
    /// The task, and further small ones that share its block, each with the seconds of it that are to be planned.
    pub parts: Vec<(TaskId, u32)>,
    /// Whether nobody has estimated it: its length is that of its type.
    pub guessed: bool,
    /// The time map it is done in, as an index.
    pub map: Option<usize>,
}

impl Whose {
    /// The task that the block is named after.
    pub fn task(&self) -> Option<TaskId> {
        self.parts.first().map(|(task, _)| *task)
    }

    /// Seconds that are to be planned.
    pub fn left_s(&self) -> i64 {
        self.parts.iter().map(|(_, seconds)| i64::from(*seconds)).sum()
    }
}

/// A problem, and what it is about.
#[derive(Clone, Debug)]
pub struct Built {
    /// The problem.
    pub instance: Instance,
    /// Who its tasks are, by index.
    pub whose: Vec<Whose>,
    /// Its days.
    pub frame: Frame,
    /// Blocks that stay where they are: the person put them there, or they have begun or soon will.
    pub fixed: Vec<Fixed>,
    /// What can't be planned at all, and why.
    pub aside: Vec<Unplaced>,
}

/// A task that can be planned, on its way into the instance.
#[derive(Clone, Debug)]
struct Candidate<'a> {
    task: &'a Task,
    left: Left,
    /// Seconds of it that no fixed block has.
    rest_s: u32,
    map: Option<usize>,
    release: Option<[i64; 2]>,
    due: Option<[i64; 2]>,
    hard: bool,
    /// Tasks of the instance that it waits for.
    deps: Vec<TaskId>,
}

/// The problem of what is left of the days from now on.
pub fn build(world: World<'_>) -> Built {
    let World { state, planning, now, .. } = world;
    let fixed = fixed::fixed(world);
    let events = state
        .events()
        .filter(|event| takes(event))
        .map(|event| Taken { span: Span::new(event.start, event.end), why: Why::Event });
    let own = fixed.iter().map(|fixed| {
        let kind = state.task(fixed.put.task).and_then(|task| task.kind.as_deref());
        Taken { span: fixed.put.span(), why: Why::Fixed(world.is_deep(kind)) }
    });
    let taken: Vec<Taken> = events.chain(own).collect();
    let frame = Frame::new(planning, now, &taken);
    let rooms = Rooms::new(planning, &frame);
    let mut aside = Vec::new();
    let candidates = ready::candidates(world, &frame, &rooms, &fixed, &mut aside);
    let groups = bundle::bundles(world, candidates);
    let mut built = Built {
        instance: Instance {
            slot_min: frame.slot_min(),
            types: Vec::new(),
            q: Vec::new(),
            q_weekend: Vec::new(),
            days: days::days(world, &frame),
            tasks: Vec::new(),
            prev: Vec::new(),
            budgets: Vec::new(),
            weights: weights(planning),
        },
        whose: Vec::new(),
        frame,
        fixed,
        aside,
    };
    fill(world, &rooms, &groups, &mut built);
    worth::worth(world, &mut built);
    limits::budgets(world, &mut built);
    prev::previous(world, &mut built);
    built
}

/// Puts the tasks into the instance, each after what it is made of is known.
fn fill(world: World<'_>, rooms: &Rooms, groups: &[Vec<Candidate<'_>>], built: &mut Built) {
    let place = |id: TaskId| {
        groups.iter().position(|group| group.iter().any(|candidate| candidate.task.id == id))
    };
    let mut works = Vec::with_capacity(groups.len());
    for group in groups {
        let Some(first) = group.first() else { continue };
        let parts: Vec<(TaskId, u32)> =
            group.iter().map(|candidate| (candidate.task.id, candidate.rest_s)).collect();
        let whose = Whose { parts, guessed: first.left.guessed, map: first.map };
        let room = (first.left.p50_s, rooms.longest(first.map));
        let pieces = cut::pieces(world, first.task, &whose, room);
        let dates =
            group.iter().filter_map(|candidate| candidate.due.map(|due| (due, candidate.hard)));
        let due = dates.clone().map(|(due, _)| due).min();
        let deps = first.deps.iter().filter_map(|id| place(*id)).collect();
        works.push(Work {
            kind: worth::kind(&mut built.instance.types, first.task.kind.as_deref()),
            rem: pieces.slots * built.frame.slot_min(),
            w: weight(group),
            release: group.iter().filter_map(|candidate| candidate.release).max(),
            due,
            hard: dates.filter(|(at, _)| Some(*at) == due).any(|(_, hard)| hard),
            min_chunk: Some(pieces.min * built.frame.slot_min()),
            max_chunk: Some(pieces.max * built.frame.slot_min()),
            deps,
            deep: world.is_deep(first.task.kind.as_deref()),
            windows: rooms.windows(first.map),
        });
        built.whose.push(whose);
    }
    built.instance.tasks = works;
}

/// What a block of these tasks weighs: the mean, by the work of each.
fn weight(group: &[Candidate<'_>]) -> f64 {
    let (mut sum, mut seconds) = (0.0, 0.0);
    for candidate in group {
        let part = f64::from(candidate.rest_s.max(1));
        sum += part * priority(candidate.task.priority);
        seconds += part;
    }
    if seconds > 0.0 { sum / seconds } else { priority(Priority::Normal) }
}

/// Whether nothing can be planned while it lasts.
pub fn takes(event: &Event) -> bool {
    event.busy || event.day_off
}

/// What a priority weighs (section 3.1 of the scheduling study).
pub fn priority(priority: Priority) -> f64 {
    match priority {
        Priority::Low => 1.0,
        Priority::Normal => 1.5,
        Priority::High => 2.5,
        Priority::Urgent => 4.0,
    }
}

/// What each day costs that work is later than its date, beside a price of 2 for missing it: four days of waiting weigh as
/// much as the date of something that matters as much. Without it the search has no reason to do what is late before what
/// has no date, and an urgent task that missed its day by an hour would wait for weeks. `[J]`
const TARDY: f64 = 0.5;

fn weights(planning: &Planning) -> Weights {
    Weights { load_frac: planning.load.clamp(0.0, 1.0), tardy: TARDY, ..Weights::default() }
}

#[cfg(test)]
#[path = "tests/build.rs"]
mod tests;
