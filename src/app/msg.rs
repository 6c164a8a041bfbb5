//! Everything that can happen to the interactive program, from a key to what another process recorded.

use super::flow::Seen;
use super::overlay::absences::Habits;
use super::settings::Settings;
use super::skills;
use crate::balance::Picture;
use crate::calendar::Health;
use crate::domain::{Change, HeardId, Moment, Span, State, Suggestion};
use crate::input::Key;
use crate::learn::Profile;
use crate::learn::backtest::{LookBack, Progress};
use crate::nudge::Pulse;
use crate::plan::Proposal;
use crate::plan::why::Answer;
use std::sync::Arc;

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// It moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel turned away from the person.
    WheelUp,
    /// The wheel turned towards the person.
    WheelDown,
}

/// A mouse event at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column, from 0.
    pub x: u16,
    /// Row, from 0.
    pub y: u16,
}

/// Something that happened. Time comes beside it, see [`super::update()`].
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key press.
    Key(Key),
    /// Text pasted in one piece.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has that many columns and rows now.
    Resize(u16, u16),
    /// Time passed; sent when `next_wake` is due.
    Tick,
    /// The terminal's window got (`true`) or lost the focus.
    Focus(bool),
    /// The terminal's background turned dark (`true`) or light.
    Background(bool),
    /// A step was recorded: an intent, an undo or a redo.
    Recorded {
        /// The word for it in the history: `add`, `undo done`, ...
        verb: String,
        /// What it was about.
        subject: String,
        /// The changes, in order.
        changes: Vec<Change>,
        /// The journal's last number after it.
        seq: i64,
    },
    /// A step was not carried out; nothing has changed.
    Refused {
        /// What went wrong.
        message: String,
        /// What to do next.
        hint: String,
    },
    /// The store takes its time with what was last ordered: the word for that; `None` when it is done.
    Waiting(Option<&'static str>),
    /// Another process recorded these changes.
    Changed {
        /// The changes, in order.
        changes: Vec<Change>,
        /// The journal's last number after them.
        seq: i64,
    },
    /// What was wanted is here.
    Loaded {
        /// The state as the store has it.
        state: Box<State>,
        /// The journal's last number in it.
        seq: i64,
    },
    /// What is remembered of the days before.
    Seen(Seen),
    /// How the reading of each calendar stands, after they were read where they had changed.
    Calendars(Vec<Health>),
    /// What the log has taught.
    Learned(Arc<Profile>),
    /// How far the look back is.
    LookingBack(Progress),
    /// How what was learned has done on the past; the profile knows the verdict.
    LookedBack(Arc<Profile>, Arc<LookBack>),
    /// The planner has a plan for the days ahead.
    Proposed(Arc<Proposal>),
    /// Why a block or a task is where it is.
    Explained(Arc<Answer>),
    /// Nothing could be learned, for that reason.
    NotLearned(String),
    /// How the break counter and the nudges stand; told again when that changes.
    Pulse(Box<Pulse>),
    /// How the load stands to the own weeks.
    Weighed(Arc<Picture>),
    /// That can't be said, for that reason.
    NotWeighed(String),
    /// The configuration was read (again).
    Configured(Box<Settings>),
    /// The store can only be read, for that reason.
    ReadOnly(String),
    /// The skills ledger, or why there is none.
    Skills(Result<skills::Picture, String>),
    /// What is suggested by now.
    Suggested(Vec<Suggestion>),
    /// A suggestion was answered: what came of it.
    Settled {
        /// In a sentence.
        text: String,
        /// Whether it was done, and can be taken back.
        done: bool,
    },
    /// What absences usually were.
    Recalled(Box<Habits>),
    /// Nobody was at the keyboard between these moments while a timer ran.
    Away {
        /// Since when.
        from: Moment,
        /// Until when.
        to: Moment,
    },
    /// The person is back: nobody was heard in this while, though a session that runs covers it. They have not said yet
    /// what it was.
    Returned {
        /// What was heard; the longest, when several follow upon each other.
        heard: HeardId,
        /// From when to when.
        span: Span,
    },
}
