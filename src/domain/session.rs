//! What was done: [`Session`]s of work, [`Break`]s, and the calendar's [`Event`]s beside them.

use super::ids::{BreakId, SessionId, TaskId};
use super::time::{Moment, Now, Span};
use serde::{Deserialize, Serialize};

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The task was finished.
    Finished,
    /// It moved on.
    Progressed,
    /// Something or someone ended it.
    Interrupted,
    /// The person gave up on it for now.
    Abandoned,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 4] =
        [Outcome::Finished, Outcome::Progressed, Outcome::Interrupted, Outcome::Abandoned];

    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Finished => "finished",
            Outcome::Progressed => "progressed",
            Outcome::Interrupted => "interrupted",
            Outcome::Abandoned => "abandoned",
        }
    }
}

/// How heyday came to know of a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Source {
    /// Measured by the timer.
    Timer,
    /// Written down afterwards by the person.
    Manual,
    /// Brought in from elsewhere; the word names the place (`timewarrior`, `git`, ...).
    Other(String),
}

impl Source {
    /// The word in files and on the screen.
    pub fn word(&self) -> &str {
        match self {
            Source::Timer => "timer",
            Source::Manual => "manual",
            Source::Other(word) => word,
        }
    }
}

impl Source {
    /// Where sessions come from that nobody measured or wrote down: they say when someone worked, and
    /// neither how long nor how well.
    const INFERRED: [&str; 2] = ["git", "shell"];

    /// Whether the place with this word has only traces that work has left, such as commits.
    pub fn infers(word: &str) -> bool {
        Source::INFERRED.contains(&word)
    }

    /// Whether it is a guess from such traces.
    pub fn is_inferred(&self) -> bool {
        Source::infers(self.word())
    }
}

impl From<String> for Source {
    fn from(word: String) -> Source {
        match word.as_str() {
            "timer" => Source::Timer,
            "manual" => Source::Manual,
            _ => Source::Other(word),
        }
    }
}

impl From<&str> for Source {
    fn from(word: &str) -> Source {
        match word {
            "timer" => Source::Timer,
            "manual" => Source::Manual,
            _ => Source::Other(word.to_owned()),
        }
    }
}

impl From<Source> for String {
    fn from(source: Source) -> String {
        source.word().to_owned()
    }
}

/// Something that broke into a session without ending it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interruption {
    /// When.
    pub at: Moment,
    /// Seconds that were lost to it and do not count as work; 0 when not said.
    #[serde(default)]
    pub lost_s: u32,
    /// What it was, in the person's words; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// One unbroken stretch of work on one task (or on none, when it was not said which).
/// Its JSON leaves out what is not set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Unique on every machine.
    pub id: SessionId,
    /// The task worked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// The kind of work at that time; stays when the task changes its own.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it began.
    pub start: Moment,
    /// When it ended; `None` while it runs. Never before the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Moment>,
    /// The person's own rating, 1 (scattered) to 5 (absorbed).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<u8>,
    /// What broke into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interruptions: Vec<Interruption>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The person's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How heyday knows of it.
    pub source: Source,
    /// Up to when the person has said that a surprisingly long timer is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Moment>,
}

impl Session {
    /// A session that starts now and runs.
    pub fn running(
        id: SessionId,
        task: Option<TaskId>,
        kind: Option<String>,
        start: Moment,
    ) -> Session {
        Session {
            id,
            task,
            kind,
            start,
            end: None,
            focus: None,
            interruptions: Vec::new(),
            outcome: None,
            note: String::new(),
            source: Source::Timer,
            confirmed: None,
        }
    }

    /// From its start to its end, or to `now` while it runs.
    pub fn span(&self, now: Moment) -> Span {
        Span::new(self.start, self.end.unwrap_or(now))
    }

    /// Whether it is a guess from traces that work has left. It counts as time that may be worked or
    /// logged over, and never as worked time.
    pub fn is_inferred(&self) -> bool {
        self.source.is_inferred()
    }

    /// Seconds of work: its length without what interruptions took; 0 for an inferred one. Never negative.
    pub fn worked_s(&self, now: Moment) -> i64 {
        if self.is_inferred() {
            return 0;
        }
        let lost: i64 = self.interruptions.iter().map(|i| i64::from(i.lost_s)).sum();
        (self.span(now).seconds() - lost).max(0)
    }

    /// Seconds of work within `part`, without what the interruptions in it took; 0 for an inferred one.
    /// Never negative.
    pub fn worked_in(&self, part: Span, now: Moment) -> i64 {
        if self.is_inferred() {
            return 0;
        }
        let whole = self.span(now);
        let inside = whole.overlap(part).map_or(0, Span::seconds);
        // One that was noted at the very end lies in the last part.
        let before_end = whole.end.plus_seconds(-1);
        let here =
            |i: &&Interruption| part.contains(if i.at >= whole.end { before_end } else { i.at });
        let lost: i64 = self.interruptions.iter().filter(here).map(|i| i64::from(i.lost_s)).sum();
        (inside - lost).max(0)
    }
}

impl Session {
    /// Seconds to show as its length within `part`: its work there, or what it covers there when it is
    /// inferred (and that is to be marked with `~`).
    pub fn length_in(&self, part: Span, now: Moment) -> i64 {
        if self.is_inferred() {
            return self.span(now).overlap(part).map_or(0, Span::seconds);
        }
        self.worked_in(part, now)
    }

    /// Whether the timer has run for longer than anyone works without a word: over `limit_s` seconds since
    /// it started, was last interrupted, or was last confirmed.
    pub fn is_forgotten(&self, now: Moment, limit_s: u32) -> bool {
        self.end.is_none() && now.seconds_since(self.last_word()) > i64::from(limit_s)
    }

    /// Until when it is taken to have been worked on: its end, or `now` while it runs. A forgotten timer counts
    /// for as long as anyone works without a word, until somebody says what it was.
    pub fn known_until(&self, now: &Now) -> Moment {
        let longest = self.last_word().plus_seconds(i64::from(now.forgotten_after_s));
        self.end.unwrap_or_else(|| now.at.min(longest.max(self.start)))
    }

    /// Seconds of work within `part`, a forgotten timer counted [as far as it is known](Session::known_until).
    pub fn known_in(&self, part: Span, now: &Now) -> i64 {
        self.worked_in(part, self.known_until(now))
    }

    /// When somebody last said that it runs: at its start, when it was interrupted, when it was confirmed.
    pub fn last_word(&self) -> Moment {
        let spoke = self.interruptions.iter().map(|i| i.at).chain(self.confirmed);
        spoke.fold(self.start, Moment::max)
    }
}

/// What kind of break it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakClass {
    /// Seconds: eyes off the screen.
    Micro,
    /// Minutes: away from the desk.
    #[default]
    Rest,
    /// The end of the day's work.
    DailyLimit,
}

impl BreakClass {
    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            BreakClass::Micro => "micro",
            BreakClass::Rest => "rest",
            BreakClass::DailyLimit => "daily_limit",
        }
    }
}

/// Time off between stretches of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// Unique on every machine.
    pub id: BreakId,
    /// When it began.
    pub start: Moment,
    /// When it ended; `None` while it lasts.
    pub end: Option<Moment>,
    /// Its kind.
    pub class: BreakClass,
    /// Noticed afterwards (`true`) rather than announced.
    pub natural: bool,
    /// Intended length in seconds, when one was given.
    pub planned_s: Option<u32>,
}

/// A calendar's entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The calendar's own id of it, unique per occurrence.
    pub uid: String,
    /// The calendar it is in.
    pub calendar: String,
    /// What it says. Hostile text: escape it where it is shown.
    pub title: String,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// Whether it takes the time it covers.
    pub busy: bool,
    /// Whether it is about whole days: it begins and ends at local midnights.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all_day: bool,
    /// Whether its days are days off. Such an entry is about whole days and takes them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub day_off: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;
    use uuid::Uuid;

    #[test]
    fn an_inferred_session_has_a_length_and_no_work() {
        let at = |minute: i64| Moment::new(minute * 60_000, 60);
        let mut session = Session::running(SessionId(Uuid::nil()), None, None, at(0));
        session.end = Some(at(90));
        let (part, now) = (Span::new(at(30), at(600)), at(600));
        assert_eq!((session.worked_in(part, now), session.length_in(part, now)), (3600, 3600));
        session.source = Source::from("git");
        assert_eq!((session.worked_s(now), session.worked_in(part, now)), (0, 0));
        assert_eq!(session.length_in(part, now), 3600);
    }

    #[test]
    fn a_timer_is_believed_until_nobody_works_for_so_long_without_a_word() {
        let at = |minute: i64| Moment::new(minute * 60_000, 60);
        let mut session = Session::running(SessionId(Uuid::nil()), None, None, at(0));
        let limit = |now: Now| Now { forgotten_after_s: 4 * 3600, ..now };
        let now = |minute: i64| limit(Now::new(minute * 60_000, Zone::Fixed(60), 240));
        let until = |session: &Session, minute: i64| session.known_until(&now(minute));
        assert_eq!((until(&session, 100), until(&session, 1000)), (at(100), at(240)));
        session.confirmed = Some(at(600));
        assert_eq!((until(&session, 700), until(&session, 1000)), (at(700), at(840)));
        session.end = Some(at(900));
        assert_eq!(until(&session, 1000), at(900), "what was said holds");
    }
}
