//! What the planner proposes: days of stretches, what found no place, what is at risk, and why. Plain data that the
//! command, the screen and the draft in the store share; it changes nothing until it is accepted.

use crate::domain::{BlockNo, Due, Moment, Put, Span, TaskId};
use chrono::NaiveDate;

/// A plan for some days, from `made_at` on.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The present it was made in.
    pub made_at: Moment,
    /// The journal's last number it knew.
    pub seq: i64,
    /// The days, one after the other.
    pub days: Vec<DayPlan>,
    /// Work that found no place in them.
    pub unplaced: Vec<Unplaced>,
    /// Due tasks that may well be late, the most probable first.
    pub at_risk: Vec<AtRisk>,
    /// What the plan is worth, see [`super::score()`].
    pub objective: f64,
    /// How long was searched for it.
    pub iterations: usize,
}

/// One day of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct DayPlan {
    /// The work day.
    pub day: NaiveDate,
    /// Seconds of it that may be planned: the share of the free working time that is not kept free.
    pub capacity_s: i64,
    /// Seconds that are planned.
    pub planned_s: i64,
    /// What is in it, by start.
    pub stretches: Vec<Stretch>,
}

/// A part of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// What it is for.
    pub kind: Kind,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
}

/// What a stretch is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Work.
    Task(Box<Proposed>),
    /// A calendar's entry: its uid, and what it says (hostile text).
    Event(String, String),
    /// Time off after long work.
    Break,
    /// Air after a block.
    Buffer,
}

/// A block as it is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    /// What accepting it puts into the plan.
    pub put: Put,
    /// Its number: the accepted block's own, or the one it will get.
    pub no: BlockNo,
    /// How it stands to the accepted plan.
    pub step: Step,
    /// Why it is there, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// How a proposed block stands to the accepted plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is there and stays.
    Kept,
    /// It is there, elsewhere or with another length.
    Moved(Span),
    /// It is not there yet.
    New,
}

/// One reason, in numbers and in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The term of the objective, or the constraint: `hours`, `due`, `finish`, `pinned`, ...
    pub term: &'static str,
    /// What it adds to the objective.
    pub value: f64,
    /// The words. May hold titles: escape them where they are shown.
    pub text: String,
}

/// Work that found no place.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Whose.
    pub task: TaskId,
    /// Seconds of it that found none.
    pub left_s: i64,
    /// Why.
    pub reason: String,
    /// The cheapest change that gives it a place.
    pub fix: Option<Fix>,
}

/// A due task that may be late.
#[derive(Clone, Debug, PartialEq)]
pub struct AtRisk {
    /// Which.
    pub task: TaskId,
    /// When it is due.
    pub due: Due,
    /// By when it is done in half of the futures; `None` when not within the days looked at.
    pub p50: Option<Moment>,
    /// By when in four of five.
    pub p80: Option<Moment>,
    /// In how many of them it is late, 0 to 1.
    pub p_late: f64,
    /// The smallest change that brings that under a fifth.
    pub fix: Option<Fix>,
}

/// A change that would help, computed by planning again with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What to do.
    pub deed: Deed,
    /// The words, with what it gains. May hold titles.
    pub text: String,
}

/// What a person could do about too much work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Give a task up.
    Drop(TaskId),
    /// Not before that day.
    Defer(TaskId, NaiveDate),
    /// Due on that day instead.
    Renegotiate(TaskId, NaiveDate),
    /// Do less of it: so many seconds.
    Shorten(TaskId, i64),
    /// Work so many seconds longer on that day.
    Extend(NaiveDate, i64),
    /// Give it to that day, first thing.
    Prefer(TaskId, NaiveDate),
}

impl Proposal {
    /// The proposed blocks of work of every day, by start.
    pub fn blocks(&self) -> impl Iterator<Item = &Proposed> {
        self.days.iter().flat_map(|day| &day.stretches).filter_map(|stretch| match &stretch.kind {
            Kind::Task(proposed) => Some(proposed.as_ref()),
            _ => None,
        })
    }
}
