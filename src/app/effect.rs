//! What the runtime is to do, as plain values. Nothing here is carried out by the pure core.

use super::flow::Flow;
use crate::domain::{Answer, BlockNo, Explained, HeardId, Intent, Moment, TaskId};
use crate::nudge::Rule;
use chrono::{Days, NaiveDate};

/// The part of the log that the model wants to hold: open and waiting tasks always, and what is named here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    /// First work day whose sessions, breaks and events are wanted.
    pub from: NaiveDate,
    /// Last one; included.
    pub to: NaiveDate,
    /// The Monday of another week whose sessions, breaks and events are wanted as well.
    pub week: Option<NaiveDate>,
    /// Whether closed tasks are wanted too, however long ago they were closed.
    pub closed: bool,
}

/// Days after the first one whose calendar is held: the longest plan that is made.
const AHEAD: u64 = 28;

impl Want {
    /// That day and the days ahead: planning needs their calendar.
    pub fn from_day(from: NaiveDate) -> Want {
        let to = from.checked_add_days(Days::new(AHEAD)).unwrap_or(from);
        Want { from, to, week: None, closed: false }
    }
}

/// Something for the runtime to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Decide and record; answered with `Msg::Recorded` or `Msg::Refused`.
    Do(Intent),
    /// Take the last step back; answered with `Msg::Recorded` or `Msg::Refused`.
    Undo,
    /// Take the last undo back; answered likewise.
    Redo,
    /// Load that part; answered with `Msg::Loaded`.
    Load(Want),
    /// Keep the answers of the first run in the configuration file; answered with `Msg::Configured`.
    Configure(Answers),
    /// Read the calendars that have changed, apart from everything else; answered with `Msg::Calendars`.
    ReadCalendars,
    /// Learn from the whole log, apart from everything else; answered with `Msg::Learned` when that is done.
    Learn,
    /// Hold what was learned against the past, likewise; answered with `Msg::LookedBack`.
    LookBack,
    /// Give the look back up that is under way; what else is to be learned is learned all the same.
    HaltLookBack,
    /// Hold the last weeks against those before, apart from everything else; answered with `Msg::Weighed`.
    Weigh,
    /// Plan the days ahead, apart from everything else; answered with `Msg::Proposed`.
    Propose,
    /// Say why a block of the newest proposal, or else a task, is where it is; answered with `Msg::Explained`.
    Explain {
        /// The block's number in it.
        block: Option<BlockNo>,
        /// Its task.
        task: TaskId,
    },
    /// Keep the answer to a nudge that shows, and that it was shown where nobody has written that down. No answer.
    Answer {
        /// The rule that it follows.
        rule: Rule,
        /// When it fell due.
        due: Moment,
        /// When it was to be shown.
        at: Moment,
        /// Its sentence.
        text: String,
        /// What the person said.
        answer: Answer,
    },
    /// Keep what the person says absences were. No answer.
    Account(Vec<HeardId>, Explained),
    /// Find out what absences usually were; answered with `Msg::Recalled`.
    Recall,
    /// Answer what another program suggests; answered with `Msg::Settled` or `Msg::Refused`.
    Settle {
        /// The suggestion's number.
        no: i64,
        /// Whether it is to be done.
        yes: bool,
    },
    /// Find the skills ledger, apart from everything else; answered with `Msg::Skills`.
    Skills,
    /// Remember that a flow was offered on that work day. No answer.
    Offered(Flow, NaiveDate),
    /// Draw every cell anew.
    Redraw,
    /// Leave.
    Quit,
    /// Stop as `Ctrl-Z` does.
    Suspend,
}

/// What was answered on the first run; what was skipped is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Office hours, in minutes after midnight.
    pub hours: Option<(u16, u16)>,
    /// When the person feels sharpest.
    pub sharpest: Option<Sharpest>,
    /// The kinds of work to begin with, by name.
    pub kinds: Vec<String>,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharpest {
    /// Before noon.
    Morning,
    /// Around and after noon.
    Afternoon,
    /// Late.
    Evening,
    /// It depends.
    Varies,
}

impl Sharpest {
    /// Every answer, in the order it is offered.
    pub const ALL: [Sharpest; 4] =
        [Sharpest::Morning, Sharpest::Afternoon, Sharpest::Evening, Sharpest::Varies];

    /// The word on the screen and in the configuration file.
    pub fn word(self) -> &'static str {
        match self {
            Sharpest::Morning => "morning",
            Sharpest::Afternoon => "afternoon",
            Sharpest::Evening => "evening",
            Sharpest::Varies => "varies",
        }
    }
}
