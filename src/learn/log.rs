//! The log as learning reads it: ended sessions, tasks and breaks, without a word that a person wrote. The store fills
//! one in a single pass; [`super::observe`] makes lessons of it.

use crate::domain::{Moment, Outcome, SessionId, Source, TaskId, TaskType};
use std::collections::HashMap;

/// How heyday knows of a session, as far as that matters for what it teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Measured, here or by another timer.
    Measured,
    /// Measured by a timer that knows names and no tasks: what the import calls a task may be a whole project.
    Named,
    /// Written down by the person.
    Written,
    /// Guessed from traces (commits, a shell's history): it says when someone worked and never how well.
    Inferred,
}

impl Origin {
    /// By the word of a session's source.
    pub fn of(source: &str) -> Origin {
        match source {
            "manual" => Origin::Written,
            "timewarrior" | "watson" => Origin::Named,
            word if Source::infers(word) => Origin::Inferred,
            _ => Origin::Measured,
        }
    }
}

/// A task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedTask {
    /// Which.
    pub id: TaskId,
    /// The name of its kind of work, as an index into [`Log::names`].
    pub name: Option<u16>,
    /// The person's guess, in seconds.
    pub estimate_s: Option<u32>,
    /// Seconds of work in its ended sessions.
    pub tracked_s: u32,
    /// When it was done, in UTC milliseconds, and its number, which orders those of one instant.
    pub done: Option<(i64, u32)>,
    /// Whether it has the tag `hard`.
    pub hard: bool,
}

/// A session that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedSession {
    /// Which.
    pub id: SessionId,
    /// Its task, as an index into [`Log::tasks`].
    pub task: Option<u32>,
    /// The name of its kind of work, as an index into [`Log::names`].
    pub name: Option<u16>,
    /// When it began.
    pub start: Moment,
    /// When it ended.
    pub end: Moment,
    /// Seconds of work.
    pub worked_s: u32,
    /// Own rating, 1 to 5.
    pub focus: Option<u8>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// How often something broke into it.
    pub interruptions: u16,
    /// Seconds from the last sign of the person in it to its end.
    pub silent_s: u32,
    /// How heyday knows of it.
    pub origin: Origin,
}

/// The log.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The kinds of work on the person's list.
    pub types: Vec<TaskType>,
    /// The tasks, in any order.
    pub tasks: Vec<LoggedTask>,
    /// The ended sessions, by start.
    pub sessions: Vec<LoggedSession>,
    /// Start and end of the breaks that rest, in UTC milliseconds, by start.
    pub breaks: Vec<(i64, i64)>,
    names: Vec<String>,
    known: HashMap<String, u16>,
    /// The name that was looked up last: in a log the same one often comes again.
    last: Option<u16>,
}

impl Log {
    /// The names of kinds of work, as the log has them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The index of a name; a new one is added. `None` for more names than anyone has.
    pub fn name(&mut self, name: &str) -> Option<u16> {
        if let Some(last) = self.last
            && self.names.get(usize::from(last)).is_some_and(|known| known == name)
        {
            return Some(last);
        }
        if let Some(known) = self.known.get(name) {
            self.last = Some(*known);
            return Some(*known);
        }
        let index = u16::try_from(self.names.len()).ok().filter(|index| *index < u16::MAX)?;
        self.names.push(name.to_owned());
        self.known.insert(name.to_owned(), index);
        self.last = Some(index);
        Some(index)
    }

    /// What each name means today: an index into the names that are meant.
    pub(super) fn today(&self) -> (Vec<&str>, Vec<u16>) {
        let mut meant: Vec<&str> = Vec::new();
        let mut index = HashMap::new();
        let mut meanings = Vec::with_capacity(self.names.len());
        for name in &self.names {
            let listed = self.types.iter().find(|kind| kind.name == *name);
            let heir = listed.or_else(|| self.types.iter().find(|kind| kind.answers_to(name)));
            let today = heir.map_or(name.as_str(), |kind| kind.name.as_str());
            let at = *index.entry(today).or_insert_with(|| {
                meant.push(today);
                meant.len() - 1
            });
            meanings.push(u16::try_from(at).unwrap_or(u16::MAX));
        }
        (meant, meanings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Mode;

    #[test]
    fn names_that_became_one_are_one() {
        let mut log = Log::default();
        let prose =
            TaskType { formerly: vec!["writing".into()], ..TaskType::new("prose", Mode::Deep) };
        log.types = vec![prose];
        for name in ["writing", "calls", "prose", "writing"] {
            log.name(name);
        }
        assert_eq!(log.names(), ["writing", "calls", "prose"]);
        assert_eq!(log.today(), (vec!["prose", "calls"], vec![0, 1, 0]));
    }

    #[test]
    fn traces_say_when_and_never_how_well() {
        assert_eq!(Origin::of("git"), Origin::Inferred);
        assert_eq!(Origin::of("manual"), Origin::Written);
        assert_eq!(Origin::of("timewarrior"), Origin::Named);
        assert_eq!(Origin::of("timer"), Origin::Measured);
    }
}
