//! What a person wants to happen, and the words for why it can't. The CLI, the TUI and the importers all
//! speak to the domain in [`Intent`]s; [`super::decide()`] answers with changes or a [`Refusal`](super::Refusal).

use super::block::{PlanVerb, Put};
use super::calendar::Calendar;
use super::edit::{Edit, TaskRef};
use super::heard::Explained;
use super::ids::{BlockId, BreakId, SessionId};
use super::session::{BreakClass, Outcome};
use super::snooze::SnoozeKind;
use super::task::{Mode, Objection};
use super::time::{Moment, Span};
use chrono::NaiveDate;

/// What is said when a session ends. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// When it really ended; now when not said.
    pub at: Option<Moment>,
    /// Own rating, 1 to 5.
    pub focus: Option<u8>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Words; added to those already there.
    pub note: Option<String>,
}

/// What to do about a timer that ran for surprisingly long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgotten {
    /// It was all work: go on and do not ask about this stretch again.
    Keep,
    /// Work ended then; what came after was a break.
    EndedAt(Moment),
    /// None of it was work.
    Discard,
}

/// What a stretch of the running session was in which nobody was at the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Was {
    /// Work like the rest.
    Keep,
    /// A break. One of more than four hours is cut out and no break is logged: that was the end of work.
    Break,
    /// Work on that task. The same task as before is [`Was::Keep`].
    OtherTask(TaskRef),
    /// Nothing that is to be written down.
    Discard,
    /// Work until then, strictly inside; a break from there.
    Split(Moment),
}

impl Was {
    /// The kind of explanation that it is.
    pub fn explained(&self) -> Explained {
        match self {
            Was::Keep => Explained::Keep,
            Was::Break => Explained::Break,
            Was::OtherTask(_) => Explained::OtherTask,
            Was::Discard => Explained::Discard,
            Was::Split(_) => Explained::Split,
        }
    }
}

/// What is said about a session that is written down or corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionEdit {
    /// Another task (or none).
    pub task: Option<Option<TaskRef>>,
    /// Another kind of work.
    pub kind: Option<Option<String>>,
    /// Another start.
    pub start: Option<Moment>,
    /// Another end.
    pub end: Option<Moment>,
    /// A rating, or none.
    pub focus: Option<Option<u8>>,
    /// An outcome, or none.
    pub outcome: Option<Option<Outcome>>,
    /// Other words.
    pub note: Option<String>,
}

/// What a person wants. Every intent is carried out whole or not at all, and is one step of undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Write a task down.
    Add {
        /// What to do.
        title: String,
        /// Everything else that was said.
        edits: Vec<Edit>,
    },
    /// Change fields of tasks.
    Edit {
        /// Which.
        tasks: Vec<TaskRef>,
        /// What to change.
        edits: Vec<Edit>,
    },
    /// Finish tasks. A running session on one of them ends as finished.
    Done {
        /// Which.
        tasks: Vec<TaskRef>,
        /// When, and how the running session went.
        ending: Ending,
    },
    /// Give tasks up. A running session on one of them ends as abandoned.
    Drop {
        /// Which.
        tasks: Vec<TaskRef>,
    },
    /// Put closed or waiting tasks back.
    Reopen {
        /// Which.
        tasks: Vec<TaskRef>,
    },
    /// Remove tasks. Their sessions stay in the log, without a title.
    Delete {
        /// Which.
        tasks: Vec<TaskRef>,
    },
    /// Begin to work. Ends a running session (as progressed) and a break at the same moment: no gap.
    Start {
        /// On what; a session without a task when `None`.
        task: Option<TaskRef>,
        /// When it really began; now when not said.
        at: Option<Moment>,
    },
    /// Write a task down and begin to work on it.
    StartNew {
        /// What to do.
        title: String,
        /// Everything else that was said.
        edits: Vec<Edit>,
        /// When it really began; now when not said.
        at: Option<Moment>,
    },
    /// End the running session (or the running break, when there is no session).
    Stop(Ending),
    /// Go on with the task of the last session.
    Resume {
        /// When it really began; now when not said.
        at: Option<Moment>,
    },
    /// Note that something broke in.
    Interrupt {
        /// What it was.
        reason: String,
        /// Seconds lost to it.
        lost_s: u32,
        /// When; now when not said.
        at: Option<Moment>,
    },
    /// Begin a break; a running session ends as progressed.
    Break {
        /// Intended length in seconds.
        planned_s: Option<u32>,
        /// Its kind.
        class: BreakClass,
        /// When it really began; now when not said.
        at: Option<Moment>,
    },
    /// Answer the question about a timer that ran for too long. It runs on only when all of it was work.
    Settle(Forgotten),
    /// Say what a stretch of the running session was. The work goes on after it.
    Away {
        /// When nobody was there: not empty, within the running session, and over.
        span: Span,
        /// What it was.
        was: Was,
    },
    /// Write down a past session.
    LogAdd {
        /// On what.
        task: Option<TaskRef>,
        /// When.
        span: Span,
        /// What else was said (its times and task are not used).
        about: Box<SessionEdit>,
    },
    /// Correct a past session, or the running one.
    LogEdit {
        /// Which.
        session: SessionId,
        /// What to change.
        edit: Box<SessionEdit>,
    },
    /// Cut a session in two.
    LogSplit {
        /// Which.
        session: SessionId,
        /// Where; strictly inside.
        at: Moment,
    },
    /// Make one session of two neighbours: the first's, to the end of the second.
    LogMerge {
        /// The two, in any order.
        sessions: [SessionId; 2],
    },
    /// Remove a session.
    LogDelete {
        /// Which.
        session: SessionId,
    },
    /// Write down a past break.
    BreakAdd {
        /// When.
        span: Span,
    },
    /// Correct the times of a break.
    BreakEdit {
        /// Which.
        pause: BreakId,
        /// When it began.
        start: Moment,
        /// When it ended; `None` for one that lasts.
        end: Option<Moment>,
    },
    /// Remove a break.
    BreakDelete {
        /// Which.
        pause: BreakId,
    },
    /// Change the accepted plan. Blocks that are over can't be changed; one that has begun keeps its start and its
    /// tasks, and taken out it is cut at the present.
    Plan {
        /// Why, for the history.
        verb: PlanVerb,
        /// The blocks to take out.
        remove: Vec<BlockId>,
        /// The blocks to put in, and how known ones are to stand.
        put: Vec<Put>,
    },
    /// Do several things in order as one step of undo that is called like the first that changes something. Those
    /// that would change nothing are left out, and so is a plan that would follow what happened and can't.
    Together(Vec<Intent>),
    /// Name a kind of work, or say how a known one is done.
    NameKind {
        /// Its name: lower case, no spaces.
        name: String,
        /// How it is done.
        mode: Mode,
    },
    /// Take a kind of work off the list; tasks and sessions keep its name.
    DropKind {
        /// Its name.
        name: String,
    },
    /// Call a kind of work something else. Open tasks follow, the log keeps the old name and is understood.
    RenameKind {
        /// Its name.
        from: String,
        /// Its new name, which no other has.
        to: String,
    },
    /// Make one kind of work part of another. Open tasks follow, the log keeps the old name.
    MergeKind {
        /// The one that vanishes.
        from: String,
        /// The one that it becomes part of.
        into: String,
    },
    /// Say what holds against the learned hours of a kind of work, or that nothing does any more.
    Object {
        /// Its name.
        kind: String,
        /// What holds against them.
        objection: Option<Objection>,
    },
    /// Make these the kinds of work, in the first run's words; unknown ones become known.
    ChooseKinds {
        /// Their names; at least one.
        names: Vec<String>,
    },
    /// Be through with the work day.
    CloseDay {
        /// What is to be remembered of it; may be empty.
        note: String,
    },
    /// Hear nothing for a while. Puts another end to the silence that there is, when it is of the same kind.
    Snooze {
        /// When it is over: at most [`Snooze::LONGEST_S`](super::Snooze::LONGEST_S) from now.
        until: Moment,
        /// How.
        how: SnoozeKind,
    },
    /// Hear nudges again.
    Unsnooze,
    /// Say that a sign of the early warning is no strain: it weighs nothing for a while.
    Dispute {
        /// The word of the sign.
        sign: String,
        /// The first work day on which it counts again; after today.
        until: NaiveDate,
        /// Why; may be empty.
        note: String,
    },
    /// Let a sign count again.
    Undispute {
        /// The word of the sign.
        sign: String,
    },
    /// Read these calendars from now on.
    AddCalendars(Vec<Calendar>),
    /// Call or mean a calendar otherwise, or read it elsewhere.
    EditCalendar {
        /// What it is called.
        name: String,
        /// As it is to be; its id is not used.
        to: Box<Calendar>,
    },
    /// Read a calendar no more.
    RemoveCalendar {
        /// What it is called.
        name: String,
    },
}
