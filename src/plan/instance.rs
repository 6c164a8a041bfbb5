//! A scheduling problem as JSON: minutes and indices, no titles, so that it can be attached to a bug report.
//! Fields that are missing have the obvious default; fields that are not known are left alone.
//!
//! Says nothing about sense: [`super::check`] does, and [`super::Problem::new`] asks it.

use super::check::Fault;
use serde::{Deserialize, Serialize};

/// Entries of a row of `q`: one for each quarter of an hour of the day.
pub const QUARTERS: usize = 96;

/// The whole problem. Minutes count from midnight of their day; a day may run past midnight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Minutes of a slot.
    #[serde(default = "quarter")]
    pub slot_min: u32,
    /// Names of the kinds of work, for people.
    #[serde(default)]
    pub types: Vec<String>,
    /// For each kind what an hour is worth, by quarter of an hour: [`QUARTERS`] numbers around 1.
    #[serde(default)]
    pub q: Vec<Vec<f64>>,
    /// The same on weekend days, where hours may be worth otherwise then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub q_weekend: Vec<Vec<f64>>,
    /// The days, one after the other.
    pub days: Vec<Day>,
    /// What there is to do.
    pub tasks: Vec<Work>,
    /// The plan that held until now.
    #[serde(default)]
    pub prev: Vec<Before>,
    /// How much of some tasks may be planned; none when not said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<Budget>,
    /// What counts how much.
    #[serde(default)]
    pub weights: Weights,
}

/// One day's working time. Work that is done or fixed already counts towards what a day can hold, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// Its first minute.
    pub start: u32,
    /// The minute it ends at.
    pub end: u32,
    /// Stretches that are taken, from and to; a slot that meets one can't be used.
    #[serde(default)]
    pub busy: Vec<[u32; 2]>,
    /// Stretches that are taken by talking: work without a break goes on in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<[u32; 2]>,
    /// Stretches that are taken by work that is not to be moved: from, to, and whether it is deep. What is left of
    /// its task must not count it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pinned: Vec<(u32, u32, bool)>,
    /// Minutes that were worked already, before the first slot.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub worked_min: u32,
    /// How many of those were deep work.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub worked_deep_min: u32,
    /// Minutes of work without a break right before the first slot.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub run: u32,
    /// Minutes of work that the day can hold, of what is done and fixed too; `load_frac` of its time when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_min: Option<u32>,
    /// Whether its hours are those of a weekend: `q_weekend` says what they are worth, if anything does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub weekend: bool,
}

/// What may be planned at most of some tasks together. Work that is done or fixed is not counted: whoever writes
/// the instance takes it off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The tasks, as indices.
    pub tasks: Vec<usize>,
    /// Minutes for each day.
    #[serde(default)]
    pub day: Option<u32>,
    /// First day, last day, and minutes for all of them together.
    #[serde(default)]
    pub week: Option<Vec<[u32; 3]>>,
}

/// What is left of one task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Its kind: an index into `q`.
    #[serde(default, rename = "type")]
    pub kind: usize,
    /// Minutes of work that are left.
    pub rem: u32,
    /// How much it matters: 1, 1.5, 2.5 and 4 for low, normal, high and urgent.
    #[serde(default = "normal")]
    pub w: f64,
    /// Day and minute before which it can't be begun.
    #[serde(default)]
    pub release: Option<[i64; 2]>,
    /// Day and minute by which it should be done.
    #[serde(default)]
    pub due: Option<[i64; 2]>,
    /// Whether `due` is a deadline.
    #[serde(default)]
    pub hard: bool,
    /// Minutes of its shortest block; one slot when not said.
    #[serde(default)]
    pub min_chunk: Option<u32>,
    /// Minutes of its longest block; all of it when not said.
    #[serde(default)]
    pub max_chunk: Option<u32>,
    /// Tasks, as indices, that must be done completely before it is begun.
    #[serde(default)]
    pub deps: Vec<usize>,
    /// Whether it takes deep concentration.
    #[serde(default)]
    pub deep: bool,
    /// Day, first minute and last: the stretches in which alone it may be worked on. Anywhere when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<Vec<[u32; 3]>>,
}

impl Default for Work {
    /// A task of the first kind and of normal weight, with nothing left and no conditions.
    fn default() -> Work {
        Work {
            kind: 0,
            rem: 0,
            w: normal(),
            release: None,
            due: None,
            hard: false,
            min_chunk: None,
            max_chunk: None,
            deps: Vec::new(),
            deep: false,
            windows: None,
        }
    }
}

/// A block of the plan that held until now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Its task, as an index.
    pub task: usize,
    /// Its day, as an index.
    pub day: usize,
    /// Its first minute.
    pub start: u32,
    /// The minute it ends at.
    pub end: u32,
}

/// What counts how much; the defaults are those of the scheduling study (sections 3.1 and 3.3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// What a day later is worth.
    pub rho: f64,
    /// For finishing a task, by its weight and its slots, of which at most 8 count.
    pub beta: f64,
    /// For each slot of work that is not done by a soft date, by the task's weight.
    pub late: f64,
    /// The same for a deadline.
    pub late_hard: f64,
    /// For each slot of it and each day that it is later than its date still, by the task's weight; 0 in the study, where
    /// what is late once may wait for ever.
    pub tardy: f64,
    /// For each block: switching costs about nine minutes.
    pub block: f64,
    /// For each slot of work without a break beyond `bmax`.
    pub brk: f64,
    /// Slots that can be worked without a break.
    pub bmax: u32,
    /// Slots of deep work that a day can hold.
    pub deep_cap: u32,
    /// For each deep slot beyond.
    pub deep: f64,
    /// For each slot beyond `load_frac` of a day.
    pub load: f64,
    /// How much of a day may be planned.
    pub load_frac: f64,
    /// For each slot that is no longer what it was in the plan before; 0.3 of it after tomorrow.
    pub stab: f64,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            rho: 0.97,
            beta: 0.15,
            late: 2.0,
            late_hard: 6.0,
            tardy: 0.0,
            block: 0.6,
            brk: 0.8,
            bmax: 6,
            deep_cap: 16,
            deep: 0.5,
            load: 0.7,
            load_frac: 0.85,
            stab: 0.6,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that `skip_serializing_if` asks for"
)]
fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

fn quarter() -> u32 {
    15
}

fn normal() -> f64 {
    1.5
}

impl Instance {
    /// Reads the JSON form. Whether it makes sense is not looked at.
    ///
    /// # Errors
    /// When it is not JSON, or not of this form; says where.
    pub fn read(json: &[u8]) -> Result<Instance, Fault> {
        serde_json::from_slice(json).map_err(|error| {
            let hint = match error.classify() {
                serde_json::error::Category::Data => {
                    "`heyday solve --help` shows a small instance with every field"
                }
                _ => "an instance is one JSON object",
            };
            Fault::new(error.to_string(), hint)
        })
    }
}
