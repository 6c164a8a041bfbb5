//! A [`Task`]: something to do, with what the planner and the learner need to know about it.

use super::ids::{TaskId, TaskNo};
use super::time::{Moment, Now};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a task stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// To be done.
    #[default]
    Open,
    /// Not to be done before someone else moves; out of the queue until then.
    Waiting,
    /// Finished.
    Done,
    /// Given up, on purpose.
    Dropped,
}

impl Status {
    /// Every status, in the order of a task's life.
    pub const ALL: [Status; 4] = [Status::Open, Status::Waiting, Status::Done, Status::Dropped];

    /// The word in files, filters and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Waiting => "waiting",
            Status::Done => "done",
            Status::Dropped => "dropped",
        }
    }

    /// Done or dropped: nothing more will happen to it.
    pub fn is_closed(self) -> bool {
        matches!(self, Status::Done | Status::Dropped)
    }
}

/// How much a task matters to the person, whatever its date.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Nice to have.
    Low,
    /// Nothing said.
    #[default]
    Normal,
    /// Matters.
    High,
    /// Before everything else.
    Urgent,
}

impl Priority {
    /// Every priority, lowest first.
    pub const ALL: [Priority; 4] =
        [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];

    /// The word in files, filters and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        }
    }
}

/// When a task is due, and whether it may slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The moment. For a date without a time, the end of that work day's office hours.
    pub at: Moment,
    /// A deadline (`true`) rather than an intention.
    pub hard: bool,
}

impl Due {
    /// Whether it has passed.
    pub fn is_over(&self, now: &Now) -> bool {
        self.at.utc_ms() <= now.at.utc_ms()
    }
}

/// How a kind of work is done; decides its default place in the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Needs an undisturbed stretch.
    Deep,
    /// Can be done in between.
    #[default]
    Shallow,
    /// With other people.
    Collaborative,
    /// Getting better at something.
    Learning,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 4] = [Mode::Deep, Mode::Shallow, Mode::Collaborative, Mode::Learning];

    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Deep => "deep",
            Mode::Shallow => "shallow",
            Mode::Collaborative => "collaborative",
            Mode::Learning => "learning",
        }
    }
}

/// What a person holds against what was learned about a kind of work. Either takes it out of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Objection {
    /// It may be so, but is not to be used.
    Muted,
    /// It is not so.
    Disputed,
}

impl Objection {
    /// Every objection.
    pub const ALL: [Objection; 2] = [Objection::Muted, Objection::Disputed];

    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Objection::Muted => "muted",
            Objection::Disputed => "disputed",
        }
    }
}

/// A kind of work, as the person divides it: what the learning is per.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskType {
    /// What the person calls it: lower case, no spaces; the key everywhere.
    pub name: String,
    /// How it is done.
    pub mode: Mode,
    /// Names under which it stands in the log, from before it was renamed or others became part of it;
    /// sorted, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
    /// What the person holds against its learned hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Objection>,
}

impl TaskType {
    /// A kind of work of that name, done like that.
    pub fn new(name: impl Into<String>, mode: Mode) -> TaskType {
        TaskType { name: name.into(), mode, formerly: Vec::new(), objection: None }
    }

    /// Whether `name` means this kind of work: its name or a former one.
    pub fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.formerly.iter().any(|former| former == name)
    }

    /// The types a new store starts with.
    pub fn starters() -> Vec<TaskType> {
        [
            ("coding", Mode::Deep),
            ("writing", Mode::Deep),
            ("design", Mode::Deep),
            ("review", Mode::Shallow),
            ("admin", Mode::Shallow),
            ("email", Mode::Shallow),
            ("meetings", Mode::Collaborative),
            ("calls", Mode::Collaborative),
            ("learning", Mode::Learning),
        ]
        .into_iter()
        .map(|(name, mode)| TaskType::new(name, mode))
        .collect()
    }
}

/// Something to do. Its JSON leaves out what is not set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Unique on every machine.
    pub id: TaskId,
    /// The number a person types.
    pub no: TaskNo,
    /// What to do, in the person's words. Hostile text: escape it where it is shown.
    pub title: String,
    /// More words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The kind of work (a [`TaskType::name`]).
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The project it belongs to; `a.b` is a part of `a`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Labels, sorted, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// How much it matters.
    pub priority: Priority,
    /// The person's own guess of the whole work, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate_s: Option<u32>,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Not to be started before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Planned for that work day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The context or time map it can be done in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Tasks that must be done first, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<TaskId>,
    /// How it repeats, in the grammar of [`crate::text`] (`.+3d`, `weekday`, an RRULE).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
    /// The first task of its recurring series; all instances share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Uuid>,
    /// Shortest useful stretch of work on it, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chunk_min_s: Option<u32>,
    /// Longest stretch in one piece, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chunk_max_s: Option<u32>,
    /// Whether the planner may split it.
    pub splittable: bool,
    /// Where it stands.
    pub status: Status,
    /// When it was written down.
    pub created: Moment,
    /// When it was done or dropped; set exactly when [`Status::is_closed`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Moment>,
}

impl Task {
    /// An open task with nothing but a title.
    pub fn new(id: TaskId, no: TaskNo, title: impl Into<String>, created: Moment) -> Task {
        Task {
            id,
            no,
            title: title.into(),
            note: String::new(),
            kind: None,
            project: None,
            tags: Vec::new(),
            priority: Priority::Normal,
            estimate_s: None,
            due: None,
            from: None,
            on: None,
            at: None,
            after: Vec::new(),
            every: None,
            series: None,
            chunk_min_s: None,
            chunk_max_s: None,
            splittable: true,
            status: Status::Open,
            created,
            closed: None,
        }
    }
}
