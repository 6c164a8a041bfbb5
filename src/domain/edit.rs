//! What a person asks to be different about a task: the fields of quick-add and `edit`, read but not yet
//! checked against anything. [`crate::text`] makes them from words, [`super::decide()`] makes changes of them.

use super::ids::{TaskId, TaskNo};
use super::task::{Due, Priority, Status};
use super::time::Moment;
use chrono::NaiveDate;

/// How a person points at a task: by number, by id, or by a part of its title.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TaskRef {
    /// The stable number.
    No(TaskNo),
    /// The id.
    Id(TaskId),
    /// A part of the title; must fit one task only.
    Title(String),
}

impl TaskRef {
    /// Reads a reference as typed: digits (with or without `#`) are a number, a UUID is an id, anything
    /// else a part of a title. Never fails; whether such a task exists is decided later.
    pub fn parse(text: &str) -> TaskRef {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if let Ok(no) = digits.parse::<u32>() {
            return TaskRef::No(TaskNo(no));
        }
        match uuid::Uuid::try_parse(text) {
            Ok(id) => TaskRef::Id(TaskId(id)),
            Err(_) => TaskRef::Title(text.to_owned()),
        }
    }
}

impl std::fmt::Display for TaskRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TaskRef::No(no) => write!(f, "{no}"),
            TaskRef::Id(id) => write!(f, "{id}"),
            TaskRef::Title(part) => f.write_str(part),
        }
    }
}

/// One wish about one field. `None` clears the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Call it that.
    Title(String),
    /// Replace the note.
    Note(String),
    /// Make it that kind of work.
    Kind(Option<String>),
    /// Put it into that project.
    Project(Option<String>),
    /// Add a tag.
    Tag(String),
    /// Take a tag off.
    Untag(String),
    /// Weigh it so.
    Priority(Priority),
    /// Guess so many seconds.
    Estimate(Option<u32>),
    /// Due then, softly or hard.
    Due(Option<Due>),
    /// Not before.
    From(Option<Moment>),
    /// Planned for that work day.
    On(Option<NaiveDate>),
    /// In that context or time map.
    At(Option<String>),
    /// Depends on these and no others.
    After(Vec<TaskRef>),
    /// Repeats so; the text has been checked and is in its canonical form.
    Every(Option<String>),
    /// Shortest and longest stretch, in seconds.
    Chunk(Option<(u32, u32)>),
    /// Whether it may be split.
    Splittable(bool),
    /// Open or waiting. Closing goes through `done` and `drop`.
    Status(Status),
}
