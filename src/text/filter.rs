//! Queries: `project:paper @writing due.before:fri +q3 -someday status:open words`. Every term must hold; a `-`
//! before one turns it round. Here is what terms mean for a task; [`super::query`] reads them.

use super::error::ParseError;
use super::query;
use super::quick_add::Token;
use super::reading::Reading;
use crate::domain::{Now, Priority, State, Status, Task, TaskNo, TaskRef};

/// What a list shows. The default shows everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

/// One condition, or its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negated: bool,
    pub(super) test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// Lower-case text somewhere in title or note, or the task's number.
    Text(String),
    Number(Vec<TaskNo>),
    /// One of these projects or a part of one.
    Project(Vec<String>),
    Kind(Vec<String>),
    Tag(Vec<String>),
    At(Vec<String>),
    /// From the first to the last, both included.
    Priority(Priority, Priority),
    PriorityOneOf(Vec<Priority>),
    Status(Vec<Status>),
    /// Estimates from the first number of seconds to the last, both included.
    Estimate(u32, u32),
    Time(Clock, Bounds),
    /// The field says something.
    Has(Which),
    After(Vec<TaskRef>),
    Is(Condition),
}

/// A date of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Due,
    /// Due, and hard.
    Deadline,
    From,
    On,
    Created,
    Closed,
}

/// From the first millisecond to before the last; either may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) from_ms: Option<i64>,
    pub(super) to_ms: Option<i64>,
}

/// A field that may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Project,
    Kind,
    Tag,
    Estimate,
    Time(Clock),
    At,
    After,
    Every,
    Chunk,
    Note,
}

/// What a task is at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Ready,
    Blocked,
    Overdue,
    Running,
    Recurring,
}

impl Condition {
    pub(super) const ALL: [(&'static str, Condition); 5] = [
        ("ready", Condition::Ready),
        ("blocked", Condition::Blocked),
        ("overdue", Condition::Overdue),
        ("running", Condition::Running),
        ("recurring", Condition::Recurring),
    ];
}

impl Filter {
    /// Reads a query. An empty one fits every task.
    ///
    /// # Errors
    /// The first term that looks like a field and can't be read.
    pub fn parse(text: &str, reading: &Reading) -> Result<Filter, ParseError> {
        query::terms(text, reading).map(|terms| Filter { terms })
    }

    /// What can be read of a query that is still being typed, and its words for colouring. Words that
    /// can't be read carry their error and narrow nothing.
    pub fn typed(text: &str, reading: &Reading) -> (Filter, Vec<Token>) {
        let (terms, tokens) = query::parts(text, reading);
        (Filter { terms }, tokens)
    }

    /// Whether `task` fits.
    pub fn matches(&self, task: &Task, state: &State, now: &Now) -> bool {
        self.terms.iter().all(|term| term.test.holds(task, state, now) != term.negated)
    }

    /// Whether it shows every task.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether it says which statuses it wants, be it by `status:`, by `closed:` or by numbers. A list shows
    /// open tasks only when it does not.
    pub fn names_status(&self) -> bool {
        self.terms.iter().any(|term| match &term.test {
            Test::Status(_) | Test::Number(_) => true,
            Test::Time(clock, _) | Test::Has(Which::Time(clock)) => *clock == Clock::Closed,
            _ => false,
        })
    }
}

impl Test {
    fn holds(&self, task: &Task, state: &State, now: &Now) -> bool {
        let one_of = |names: &[String], value: &Option<String>| {
            value.as_ref().is_some_and(|value| names.iter().any(|name| same(name, value)))
        };
        match self {
            Test::Text(text) => {
                task.title.to_lowercase().contains(text)
                    || task.note.to_lowercase().contains(text)
                    || text.parse() == Ok(task.no.0)
            }
            Test::Number(numbers) => numbers.contains(&task.no),
            Test::Project(names) => task
                .project
                .as_ref()
                .is_some_and(|project| names.iter().any(|name| is_part(project, name))),
            Test::Kind(names) => {
                let today = task.kind.as_deref().map(|kind| state.kind_today(kind));
                names
                    .iter()
                    .any(|name| today.is_some_and(|kind| same(state.kind_today(name), kind)))
            }
            Test::Tag(names) => {
                task.tags.iter().any(|tag| names.iter().any(|name| same(name, tag)))
            }
            Test::At(names) => one_of(names, &task.at),
            Test::Priority(least, most) => (*least..=*most).contains(&task.priority),
            Test::PriorityOneOf(wanted) => wanted.contains(&task.priority),
            Test::Status(wanted) => wanted.contains(&task.status),
            Test::Estimate(least, most) => {
                task.estimate_s.is_some_and(|seconds| (*least..=*most).contains(&seconds))
            }
            Test::Time(clock, bounds) => {
                clock.utc_ms(task, now).is_some_and(|utc_ms| bounds.hold(utc_ms))
            }
            Test::Has(which) => which.is_set(task, now),
            Test::After(wanted) => task.after.iter().any(|id| {
                let before = state.task(*id);
                before.is_some_and(|before| wanted.iter().any(|other| is_meant(other, before)))
            }),
            Test::Is(condition) => condition.holds(task, state, now),
        }
    }
}

impl Clock {
    fn utc_ms(self, task: &Task, now: &Now) -> Option<i64> {
        let moment = match self {
            Clock::Due => task.due.map(|due| due.at),
            Clock::Deadline => task.due.filter(|due| due.hard).map(|due| due.at),
            Clock::From => task.from,
            Clock::On => task.on.map(|day| now.day_span(day).start),
            Clock::Created => Some(task.created),
            Clock::Closed => task.closed,
        };
        moment.map(crate::domain::Moment::utc_ms)
    }
}

impl Bounds {
    fn hold(self, utc_ms: i64) -> bool {
        self.from_ms.is_none_or(|from| from <= utc_ms) && self.to_ms.is_none_or(|to| utc_ms < to)
    }
}

impl Which {
    fn is_set(self, task: &Task, now: &Now) -> bool {
        match self {
            Which::Project => task.project.is_some(),
            Which::Kind => task.kind.is_some(),
            Which::Tag => !task.tags.is_empty(),
            Which::Estimate => task.estimate_s.is_some(),
            Which::Time(clock) => clock.utc_ms(task, now).is_some(),
            Which::At => task.at.is_some(),
            Which::After => !task.after.is_empty(),
            Which::Every => task.every.is_some(),
            Which::Chunk => task.chunk_min_s.is_some() || task.chunk_max_s.is_some(),
            Which::Note => !task.note.is_empty(),
        }
    }
}

impl Condition {
    fn holds(self, task: &Task, state: &State, now: &Now) -> bool {
        let open = !task.status.is_closed();
        match self {
            Condition::Ready => state.is_ready(task, now.at),
            Condition::Blocked => open && state.is_blocked(task),
            Condition::Overdue => {
                open && task.due.is_some_and(|due| due.at.utc_ms() < now.at.utc_ms())
            }
            Condition::Running => state.running().is_some_and(|s| s.task == Some(task.id)),
            Condition::Recurring => task.every.is_some(),
        }
    }
}

/// Whether a reference may mean `task`. Asked of the few that a task waits for: to look for the one task that a
/// part of a title means would walk through all tasks, for each of them.
fn is_meant(reference: &TaskRef, task: &Task) -> bool {
    match reference {
        TaskRef::No(no) => task.no == *no,
        TaskRef::Id(id) => task.id == *id,
        TaskRef::Title(part) => task.title.to_lowercase().contains(&part.trim().to_lowercase()),
    }
}

/// Names are the same whatever their case.
fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
        || (!(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase())
}

/// Whether `project` is `name` or a part of it (`paper.methods` of `paper`).
fn is_part(project: &str, name: &str) -> bool {
    same(project, name) || project.match_indices('.').any(|(dot, _)| same(&project[..dot], name))
}

#[cfg(test)]
#[path = "tests/filter.rs"]
mod tests;
