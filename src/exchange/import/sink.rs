//! Where an importer puts what it has read. The sink holds what no store may hold at the door: a second thing
//! that runs, work in the future, a recurrence that can't be followed.

use super::super::clip;
use super::super::jsonl::{Record, to_brought};
use super::circles::{Circles, Place};
use super::report::{LineError, Report};
use crate::domain::recur::Rule;
use crate::domain::{Brought, Moment, Now, Order, Session, TaskId, TaskType};
use chrono::NaiveTime;
use std::collections::{HashMap, HashSet, VecDeque};
use uuid::Uuid;

/// How far ahead of this one another machine's clock may be, in seconds.
const AHEAD_S: i64 = 24 * 3600;

/// What an importer may know of the store, the person and the time.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The present; local times without a zone are read in its zone.
    pub now: Now,
    /// The session or break that runs. At most one does, ever.
    pub running: Option<Uuid>,
    /// The kinds of work that have a name already.
    pub types: Vec<TaskType>,
    /// The projects of the store's tasks; empty unless the format asks for tasks.
    pub projects: HashSet<String>,
    /// The store's tasks by title, the newest of each; empty unless the format asks for tasks.
    pub titles: HashMap<String, KnownTask>,
    /// The time of day that a date without one is due at.
    pub day_end: NaiveTime,
}

/// A task that is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTask {
    /// Its id.
    pub id: TaskId,
    /// Its kind of work.
    pub kind: Option<String>,
}

impl Ground {
    /// An empty store with the types that one starts with.
    pub fn new(now: Now) -> Ground {
        Ground {
            now,
            running: None,
            types: TaskType::starters(),
            projects: HashSet::new(),
            titles: HashMap::new(),
            day_end: NaiveTime::from_hms_opt(17, 30, 0).unwrap_or_default(),
        }
    }

    /// The kind of work that `word` names, whatever its capitals and whether it says `meeting` or `meetings`.
    pub fn type_named(&self, word: &str) -> Option<&TaskType> {
        let word = word.trim().to_lowercase();
        let exact = self.types.iter().find(|kind| kind.answers_to(&word));
        exact.or_else(|| {
            let stem = |name: &str| name.strip_suffix('s').unwrap_or(name).to_owned();
            self.types.iter().find(|kind| stem(&kind.name) == stem(&word))
        })
    }
}

/// Takes what an importer has read and keeps the report.
#[derive(Debug)]
pub struct Sink {
    ground: Ground,
    report: Report,
    ready: VecDeque<Brought>,
    line: u64,
    /// From when to when each session lasted, in seconds; eight bytes a session.
    spans: Vec<(u32, u32)>,
    circles: Circles,
}

impl Sink {
    /// An empty sink.
    pub fn new(ground: Ground) -> Sink {
        Sink {
            ground,
            report: Report::default(),
            ready: VecDeque::new(),
            line: 0,
            spans: Vec::new(),
            circles: Circles::default(),
        }
    }

    /// What is known of the surroundings.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The present.
    pub fn now(&self) -> Now {
        self.ground.now
    }

    /// Whether something runs already: in the store, or of what was put in.
    pub fn runs(&self) -> bool {
        self.ground.running.is_some()
    }

    /// What follows is from the file called `name`.
    pub fn begin_file(&mut self, name: &str) {
        self.report.files.push(name.to_owned());
        self.line = 0;
    }

    /// The file that was begun last.
    pub fn file(&self) -> &str {
        self.report.files.last().map_or("", String::as_str)
    }

    /// What follows is from this line, counted from 1; 0 is none.
    pub fn at(&mut self, line: u64) {
        self.line = line;
    }

    /// The line that was said last.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Takes a thing, or notes why it can't be taken. Returns whether it was. A task that closes a circle of
    /// waits is taken without the wait that does.
    pub fn add(&mut self, mut record: Record) -> bool {
        if let Err(error) = self.admit(&record) {
            self.report.refuse(self.line, error);
            return false;
        }
        self.report.counts.add(&record);
        if let Record::Task(task) = &mut record {
            let place = Place { file: self.report.files.len(), line: self.line };
            for circle in self.circles.open(task, place) {
                self.warn(circle);
            }
        }
        if let Record::Session(session) = &record {
            self.spans.extend(span(session));
        }
        self.ready.push_back(to_brought(record));
        true
    }

    /// Names a kind of work, unless it has a name already.
    pub fn name_type(&mut self, kind: TaskType) {
        if !self.ground.types.iter().any(|known| known.answers_to(&kind.name)) {
            self.ground.types.push(kind.clone());
            self.add(Record::Type(kind));
        }
    }

    /// Notes that the line can't be read.
    pub fn refuse(&mut self, error: LineError) {
        self.report.refuse(self.line, error);
    }

    /// Notes that something on the line was understood in another way than it was meant.
    pub fn warn(&mut self, what: impl Into<String>) {
        self.report.warn(self.line, LineError::new(what));
    }

    /// Notes a field that is not kept.
    pub fn unknown(&mut self, name: impl Into<String>) {
        self.report.unknown(self.line, name.into());
    }

    /// Counts something that was put right or left out on the way.
    pub fn note(&mut self, note: &str) {
        self.report.note(note);
    }

    /// The next thing for the store.
    pub fn take(&mut self) -> Option<Brought> {
        self.ready.pop_front()
    }

    /// What has become of everything so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What became of everything.
    pub fn finish(mut self) -> Report {
        self.report.overlaps = overlaps(&mut self.spans);
        self.report
    }

    /// Refuses what the rest of the program could not work with later: a recurrence that can't be followed
    /// would keep its task from ever being done, work in the future would be in the way of the real one.
    fn admit(&mut self, record: &Record) -> Result<(), LineError> {
        let runs = match record {
            Record::Session(session) if session.end.is_none() => Some(session.id.0),
            Record::Break(pause) if pause.end.is_none() => Some(pause.id.0),
            _ => None,
        };
        if let Some(id) = runs
            && *self.ground.running.get_or_insert(id) != id
        {
            return Err(LineError::new("it has no end, and something else is running already"));
        }
        match record {
            Record::Task(task) => match &task.every {
                Some(every) if Rule::parse(every).is_err() => {
                    Err(LineError::new(format!("`every` is `{}`, not a recurrence", clip(every))))
                }
                _ => Ok(()),
            },
            Record::Session(session) => {
                let last = session.end.unwrap_or(session.start);
                if last.seconds_since(self.ground.now.at) > AHEAD_S {
                    return Err(LineError::new(format!("it is in the future ({last})")));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Seconds since the first moment there is; `None` for what has no length.
fn span(session: &Session) -> Option<(u32, u32)> {
    let first = Moment::new(i64::MIN, 0);
    let seconds = |at: Moment| u32::try_from(at.seconds_since(first)).unwrap_or(u32::MAX);
    let (start, end) = (seconds(session.start), seconds(session.end?));
    (start < end).then_some((start, end))
}

fn overlaps(spans: &mut [(u32, u32)]) -> u64 {
    spans.order();
    let mut free_from = 0;
    let mut count = 0;
    for (start, end) in spans {
        count += u64::from(*start < free_from);
        free_from = free_from.max(*end);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_overlap_when_one_begins_before_another_has_ended() {
        assert_eq!(overlaps(&mut [(0, 10), (10, 20), (20, 30)]), 0);
        assert_eq!(overlaps(&mut [(20, 30), (0, 25), (5, 10), (30, 31)]), 2);
    }

    #[test]
    fn a_type_is_found_whatever_its_capitals_and_number() {
        let ground = Ground::new(Now::new(0, crate::domain::Zone::UTC, 240));
        let named = |word| ground.type_named(word).map(|kind| kind.name.as_str());
        assert_eq!(named("Coding"), Some("coding"));
        assert_eq!((named("meeting"), named("CALL")), (Some("meetings"), Some("calls")));
        assert_eq!(
            (named("email"), named("emails"), named("")),
            (Some("email"), Some("email"), None)
        );
    }
}
