//! Why an intent can't be carried out, in words for the person: what, to which thing, and what to do next.

mod plan;

pub use plan::PlanRefusal;

use super::edit::TaskRef;
use super::ids::TaskNo;
use super::time::Moment;
use chrono::TimeDelta;
use thiserror::Error;

/// A day, in seconds.
const DAY_S: i64 = 24 * 3600;

/// One task among several that fit: enough to choose by.
pub type Candidate = (TaskNo, String);

/// An intent that was not carried out; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No task fits the reference.
    #[error("no task `{0}`")]
    NoSuchTask(TaskRef),
    /// Several tasks fit the reference.
    #[error("`{part}` fits {} tasks: {}", .candidates.len(), list(.candidates))]
    Ambiguous {
        /// What was typed.
        part: String,
        /// What it fits.
        candidates: Vec<Candidate>,
    },
    /// There is no such session.
    #[error("no such session")]
    NoSuchSession,
    /// There is no such break.
    #[error("no such break")]
    NoSuchBreak,
    /// There is no such kind of work.
    #[error("no kind of work `{0}`")]
    NoSuchKind(String),
    /// A kind of work of that name exists already.
    #[error("there is a kind of work `{0}` already")]
    KindExists(String),
    /// No calendar of that name is read.
    #[error("no calendar `{0}`")]
    NoSuchCalendar(String),
    /// A calendar of that name is read already.
    #[error("there is a calendar `{0}` already")]
    CalendarExists(String),
    /// What is there is read already.
    #[error("`{path}` is read already, as calendar `{name}`")]
    CalendarRead {
        /// Where.
        path: String,
        /// What it is called.
        name: String,
    },
    /// A title is needed and there is none.
    #[error("a task needs a title")]
    EmptyTitle,
    /// The task is done or dropped.
    #[error("task {no} `{title}` is {status} already")]
    Closed {
        /// Which.
        no: TaskNo,
        /// Its title.
        title: String,
        /// `done` or `dropped`.
        status: &'static str,
    },
    /// The task is open, so there is nothing to reopen.
    #[error("task {no} `{title}` is open already")]
    NotClosed {
        /// Which.
        no: TaskNo,
        /// Its title.
        title: String,
    },
    /// A closed task whose series goes on in another open task.
    #[error("task {no} `{title}` repeats, and its next one, task {next}, is open")]
    SeriesGoesOn {
        /// Which.
        no: TaskNo,
        /// Its title.
        title: String,
        /// The open one.
        next: TaskNo,
    },
    /// A session runs already, on something else.
    #[error("`{title}` is running, since {}", on_day(*.since, *.now))]
    Busy {
        /// Its task's title, or its kind of work.
        title: String,
        /// Since when.
        since: Moment,
        /// The present: the day is said when it was another.
        now: Moment,
    },
    /// The task is being worked on already.
    #[error("task {no} `{title}` is running already, since {}", on_day(*.since, *.now))]
    AlreadyRunning {
        /// Which.
        no: TaskNo,
        /// Its title.
        title: String,
        /// Since when.
        since: Moment,
        /// The present: the day is said when it was another.
        now: Moment,
    },
    /// No session runs.
    #[error("nothing is running")]
    NothingRunning,
    /// A break is on already.
    #[error("a break is on already, since {}", on_day(*.since, *.now))]
    OnBreak {
        /// Since when.
        since: Moment,
        /// The present: the day is said when it was another.
        now: Moment,
    },
    /// There is no earlier session with an open task.
    #[error("there is nothing to resume")]
    NothingToResume,
    /// An end that is not after its start.
    #[error("{} is not after the start at {}", on_day(*.end, *.start), on_day(*.start, *.end))]
    EndsBeforeStart {
        /// The start.
        start: Moment,
        /// The end that was asked for.
        end: Moment,
    },
    /// A time that has not come yet.
    #[error("{} has not come yet", clock(.0))]
    InFuture(Moment),
    /// The time is taken by another session.
    #[error("that overlaps `{title}`, {} to {}", clock(.start), clock(.end))]
    Overlap {
        /// Start of the session that is in the way.
        start: Moment,
        /// Its end (or now).
        end: Moment,
        /// Its task's title, or its kind of work.
        title: String,
    },
    /// A place to cut that is not inside the session.
    #[error("{} is not inside the session", clock(.0))]
    NotInside(Moment),
    /// An absence that does not lie within the running session.
    #[error(
        "`{title}` has been running since {}, and {} to {} is not within that",
        on_day(*.since, *.start), on_day(*.start, *.since), on_day(*.end, *.start)
    )]
    NotWithin {
        /// The running session's task, or its kind of work.
        title: String,
        /// Since when it runs.
        since: Moment,
        /// The start of the absence.
        start: Moment,
        /// Its end.
        end: Moment,
    },
    /// A place to cut an absence that is not inside it.
    #[error("{} is not between {} and {}", clock(.at), clock(.start), clock(.end))]
    NotBetween {
        /// The place.
        at: Moment,
        /// The start of the absence.
        start: Moment,
        /// Its end.
        end: Moment,
    },
    /// Two sessions that cannot be made one.
    #[error("these sessions cannot be merged: {0}")]
    CannotMerge(&'static str),
    /// Waiting for each other.
    #[error("that would make tasks wait for each other: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" -> "))]
    Cycle(Vec<TaskNo>),
    /// A focus that is not 1 to 5.
    #[error("focus {0} is not between 1 and 5")]
    BadFocus(u8),
    /// A chunk whose shortest is longer than its longest.
    #[error("the shortest stretch is longer than the longest")]
    BadChunk,
    /// A recurrence that cannot be followed.
    #[error("`{0}` is not a way to repeat that heyday knows")]
    BadRecurrence(String),
    /// A silence that would be over before it begins.
    #[error("{} is over already", on_day(*.until, *.now))]
    OverAlready {
        /// The end that was asked for.
        until: Moment,
        /// The present.
        now: Moment,
    },
    /// A silence of more than two weeks.
    #[error("nudges can be silent for two weeks at most")]
    TooLong,
    /// Nobody has silenced anything.
    #[error("nudges are not silenced")]
    NotSnoozed,
    /// An objection without a sign, or one that would be over at once.
    #[error("to dispute a sign, name it, and a later day until when")]
    BadDispute,
    /// There is no objection to the sign.
    #[error("the sign `{0}` is not disputed")]
    NotDisputed(String),
    /// The plan can't be changed that way.
    #[error(transparent)]
    Plan(#[from] PlanRefusal),
    /// Nothing would be different.
    #[error("nothing to change")]
    NothingToChange,
    /// The timer ran for so long that someone has to say what it was.
    #[error("the timer on `{title}` has run since {} ({})", date_clock(.since), long(*.seconds))]
    Forgotten {
        /// Its task's title, or its kind of work.
        title: String,
        /// Since when.
        since: Moment,
        /// For how many seconds.
        seconds: i64,
    },
}

impl Refusal {
    /// The word for scripts in `--json` errors.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoSuchTask(_)
            | Refusal::NoSuchSession
            | Refusal::NoSuchBreak
            | Refusal::NoSuchKind(_)
            | Refusal::NoSuchCalendar(_)
            | Refusal::NotDisputed(_) => "not_found",
            Refusal::Plan(refusal) => refusal.code(),
            Refusal::Ambiguous { .. } => "ambiguous",
            Refusal::EmptyTitle
            | Refusal::BadFocus(_)
            | Refusal::BadChunk
            | Refusal::BadDispute
            | Refusal::BadRecurrence(_) => "invalid",
            Refusal::NothingRunning | Refusal::NothingToResume => "nothing_running",
            Refusal::AlreadyRunning { .. } | Refusal::Busy { .. } | Refusal::OnBreak { .. } => {
                "already_running"
            }
            Refusal::Closed { .. }
            | Refusal::NotClosed { .. }
            | Refusal::SeriesGoesOn { .. }
            | Refusal::KindExists(_)
            | Refusal::CalendarExists(_)
            | Refusal::CalendarRead { .. }
            | Refusal::NotSnoozed
            | Refusal::NothingToChange => "no_change",
            Refusal::EndsBeforeStart { .. }
            | Refusal::InFuture(_)
            | Refusal::OverAlready { .. }
            | Refusal::TooLong
            | Refusal::Overlap { .. }
            | Refusal::NotInside(_)
            | Refusal::NotWithin { .. }
            | Refusal::NotBetween { .. }
            | Refusal::CannotMerge(_) => "bad_time",
            Refusal::Cycle(_) => "cycle",
            Refusal::Forgotten { .. } => "forgotten_timer",
        }
    }

    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Refusal::NoSuchTask(_) => "`heyday list --all` shows every task and its number".into(),
            Refusal::Ambiguous { .. } => "use the number, or more of the title".into(),
            Refusal::NoSuchKind(_) => "`heyday types` lists them".into(),
            Refusal::NoSuchCalendar(_) => "`heyday calendar list` lists them".into(),
            Refusal::CalendarExists(_) => "give it another name with `--name`".into(),
            Refusal::CalendarRead { name, .. } => {
                format!("`heyday calendar edit {name}` says how it is meant")
            }
            Refusal::KindExists(name) => {
                format!("`heyday types merge OTHER {name}` makes another part of it")
            }
            Refusal::NoSuchSession | Refusal::NoSuchBreak => {
                "`heyday log` shows the sessions and breaks of a day".into()
            }
            Refusal::Plan(refusal) => refusal.hint().into(),
            Refusal::EmptyTitle => "for example: `heyday add Write the report due:fri`".into(),
            Refusal::Closed { no, .. } => format!("`heyday reopen {no}` brings it back"),
            Refusal::NotClosed { .. } => {
                "only done, dropped or waiting tasks can be reopened".into()
            }
            Refusal::SeriesGoesOn { next, .. } => {
                format!("work on task {next}, or delete it first")
            }
            Refusal::AlreadyRunning { .. } | Refusal::Busy { .. } => {
                "`heyday stop` ends it, `heyday log edit running --start TIME` corrects its start"
                    .into()
            }
            Refusal::NothingRunning => {
                "`heyday start ID` begins, `heyday log add` writes down the past".into()
            }
            Refusal::OnBreak { .. } => "`heyday resume` goes on working".into(),
            Refusal::NothingToResume => "`heyday start ID` begins something".into(),
            Refusal::EndsBeforeStart { .. } => {
                "say a later time, or correct the start with `heyday log edit SESSION --start TIME`"
                    .into()
            }
            Refusal::InFuture(_) => "only what has happened can be logged".into(),
            Refusal::Overlap { .. } => {
                "choose other times, or correct the other session with `heyday log edit`".into()
            }
            Refusal::NotInside(_) => "cut between its start and its end".into(),
            Refusal::NotWithin { .. } => {
                "what has ended is corrected with `heyday log edit`".into()
            }
            Refusal::NotBetween { .. } => "say a time at which you were away".into(),
            Refusal::CannotMerge(_) => "only two neighbours of the same task can become one".into(),
            Refusal::Cycle(_) => "take one of the `after:` fields away".into(),
            Refusal::OverAlready { .. } => "say a later time, or how long: `30m`".into(),
            Refusal::TooLong => "a shorter time; every silence ends by itself".into(),
            Refusal::NotSnoozed => {
                "`heyday nudge snooze 30m` silences them for half an hour".into()
            }
            Refusal::BadDispute => "for example `heyday balance dispute after_hours`".into(),
            Refusal::NotDisputed(_) => "`heyday balance` shows the signs".into(),
            Refusal::BadFocus(_) => "1 is scattered, 5 is absorbed".into(),
            Refusal::BadChunk => "for example `chunk:25m..2h`".into(),
            Refusal::BadRecurrence(_) => {
                "for example `every:+1w`, `every:.+3d`, `every:mon,thu`".into()
            }
            Refusal::NothingToChange => "it is that way already".into(),
            Refusal::Forgotten { since, seconds, .. } => forgotten(*since, *seconds),
        }
    }
}

/// What to say about a timer that was forgotten, with an end that it may have had: an hour after its start.
fn forgotten(since: Moment, seconds: i64) -> String {
    let form = if seconds < DAY_S { "%H:%M" } else { "%Y-%m-%d-%H:%M" };
    let end = since.local() + TimeDelta::hours(1);
    format!(
        "say when it ended: `heyday stop --at {}`; or `heyday stop --keep` if it was all work, \
         `heyday stop --discard` if none",
        end.format(form)
    )
}

fn list(candidates: &[Candidate]) -> String {
    let mut text: Vec<String> =
        candidates.iter().take(5).map(|(no, title)| format!("{no} `{title}`")).collect();
    if candidates.len() > 5 {
        text.push(format!("and {} more", candidates.len() - 5));
    }
    text.join(", ")
}

fn clock(at: &Moment) -> String {
    at.local().format("%H:%M").to_string()
}

/// A time of the day of `beside`, or with its date when it is another day's.
fn on_day(at: Moment, beside: Moment) -> String {
    if at.local().date() == beside.local().date() { clock(&at) } else { date_clock(&at) }
}

fn date_clock(at: &Moment) -> String {
    at.local().format("%a %e %b %H:%M").to_string()
}

fn long(seconds: i64) -> String {
    format!("{}h{:02}", seconds / 3600, seconds % 3600 / 60)
}
