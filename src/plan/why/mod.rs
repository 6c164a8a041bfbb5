//! Why a block is where it is, why a task has none, and what would change that: answers in rows of words with the numbers
//! they were computed from, for commands, screens and scripts alike.
//!
//! Every number is a difference of plans by the objective ([`crate::plan::marginal`]) or a share of futures
//! ([`crate::plan::risk`]); nothing is said that was not computed. Titles stand in the words as they are: escape them where
//! they are shown.
//!
//! Next: [`block`] for a block, [`task`] for a task, [`elsewhere`] for the places that a block did not get.

mod block;
mod elsewhere;
mod task;

use super::build::World;
use super::marginal::{Parts, Stretch, stretches};
use super::proposal::Proposed;
use super::propose::Made;
use super::risk::Risk;
use crate::domain::urgency::Coefficients;
use crate::domain::{BlockNo, Moment, Span, TaskId};

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A block of the plan, its task and its time.
    Block(BlockNo, TaskId, Span),
    /// A task.
    Task(TaskId),
}

/// What a row says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// What the block earns where it is, by term.
    Won,
    /// The best place it did not get.
    Instead,
    /// Why not earlier.
    Earlier,
    /// What would change it.
    Change,
    /// Where the task is in the plan, or why nowhere.
    Place,
    /// When it will be done, and whether that is in time.
    Outlook,
    /// Where its rank comes from.
    Urgency,
}

impl Theme {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Won => "won",
            Theme::Instead => "instead",
            Theme::Earlier => "earlier",
            Theme::Change => "change",
            Theme::Place => "place",
            Theme::Outlook => "outlook",
            Theme::Urgency => "urgency",
        }
    }

    /// The heading for people.
    pub fn heading(self) -> &'static str {
        match self {
            Theme::Won => "What it is worth here",
            Theme::Instead => "The best places it did not get",
            Theme::Earlier => "Why not earlier",
            Theme::Change => "What would change it",
            Theme::Place => "In the plan",
            Theme::Outlook => "When it will be done",
            Theme::Urgency => "How urgent it is",
        }
    }
}

/// One thing that is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The term of the objective or of the rank, the obstacle, or the quantile: for scripts.
    pub term: &'static str,
    /// What it comes to, in the terms' own unit.
    pub value: Option<f64>,
    /// The words.
    pub text: String,
}

/// Rows about one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Which.
    pub theme: Theme,
    /// The sum of the rows, where they have one.
    pub total: Option<f64>,
    /// The rows, the weightiest first.
    pub rows: Vec<Row>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What it is about.
    pub about: About,
    /// The title of the task.
    pub title: String,
    /// Everything in one sentence.
    pub short: String,
    /// The rest, in the order in which it is read.
    pub sections: Vec<Section>,
}

/// A plan that can be asked about.
#[derive(Debug)]
pub struct Asked<'a> {
    world: World<'a>,
    made: &'a Made,
    weights: &'a Coefficients,
    risk: Risk,
    parts: Option<Parts<'a>>,
}

impl<'a> Asked<'a> {
    /// Makes ready to answer questions about a plan.
    pub fn new(world: World<'a>, made: &'a Made, weights: &'a Coefficients) -> Asked<'a> {
        let parts = Parts::new(&made.problem, &made.own).ok();
        Asked { world, made, weights, risk: Risk::of(world, made), parts }
    }

    /// Why the block with that number is where it is; `None` when the plan has none.
    pub fn block(&self, no: BlockNo) -> Option<Answer> {
        let proposed = self.made.proposal.blocks().find(|proposed| proposed.no == no)?;
        Some(block::answer(self, proposed))
    }

    /// How a task stands to the plan; `None` when there is no such task.
    pub fn task(&self, task: TaskId) -> Option<Answer> {
        task::answer(self, task)
    }

    /// The slots of a block; `None` when the search did not place it.
    fn stretch(&self, proposed: &Proposed) -> Option<Stretch> {
        let own = stretches(&self.made.problem, &self.made.own);
        own.into_iter().find(|stretch| {
            let whose = self.made.built.whose.get(usize::from(stretch.task));
            let span = self.span(*stretch);
            whose.and_then(super::build::Whose::task) == Some(proposed.put.task)
                && span.start <= proposed.put.start
                && proposed.put.start < span.end
        })
    }

    /// When the slots of a stretch are.
    fn span(&self, stretch: Stretch) -> Span {
        Span::new(self.moment(stretch.start), self.moment_after(stretch.end()))
    }

    fn day(&self, slot: u16) -> usize {
        self.made.problem.day_of.get(usize::from(slot)).map_or(0, |day| usize::from(*day))
    }

    /// When a slot begins.
    fn moment(&self, slot: u16) -> Moment {
        let day = self.day(slot);
        let first = self.made.problem.day_start.get(day).copied().unwrap_or(0);
        self.made.built.frame.moment(day, u32::from(slot.saturating_sub(first)))
    }

    /// When the slot before this one ends.
    fn moment_after(&self, end: u16) -> Moment {
        let last = self.moment(end.saturating_sub(1));
        let later = last.plus_seconds(self.made.built.frame.slot_s());
        self.world.now.zone.moment(later.utc_ms())
    }

    /// The task that leads an index of the problem.
    fn lead(&self, job: u16) -> Option<TaskId> {
        self.made.built.whose.get(usize::from(job)).and_then(super::build::Whose::task)
    }

    /// The titles of some tasks of the problem, for a sentence.
    fn titles(&self, jobs: &[u16]) -> String {
        let mut titles: Vec<String> = Vec::new();
        for task in jobs.iter().filter_map(|job| self.lead(*job)) {
            let title = super::said::title(task, self.world.state);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        match titles.as_slice() {
            [] => "another task".to_owned(),
            [one] => one.clone(),
            [one, other] => format!("{one} and {other}"),
            [one, rest @ ..] => format!("{one} and {} others", rest.len()),
        }
    }
}

impl Answer {
    fn push(&mut self, theme: Theme, total: Option<f64>, rows: Vec<Row>) {
        if !rows.is_empty() {
            self.sections.push(Section { theme, total, rows });
        }
    }
}

impl Answer {
    /// The task that it is about.
    pub fn task(&self) -> TaskId {
        match self.about {
            About::Block(_, task, _) | About::Task(task) => task,
        }
    }
}

impl Row {
    /// Whether it says what does not work out.
    pub fn is_bad(&self) -> bool {
        matches!(self.term, "fix" | "overload" | "unplaced")
    }
}

impl Section {
    /// The figure that stands before a row: a part of the objective or of the rank, with its sign.
    pub fn figure(&self, row: &Row) -> Option<String> {
        let told = match self.theme {
            Theme::Won | Theme::Instead | Theme::Earlier | Theme::Urgency => row.value,
            Theme::Change | Theme::Place | Theme::Outlook => None,
        };
        told.map(signed)
    }
}

/// A number of the objective, with its sign: `+1.3`; `0` when it rounds to nothing.
pub fn signed(value: f64) -> String {
    if value.abs() < 0.05 { "0".to_owned() } else { format!("{value:+.1}") }
}

#[cfg(test)]
mod tests;
