//! What heyday has heard of the person: a [`Heard`] is a stretch in which nobody was there or nothing was to be shown, or
//! a mark at which a piece of work ended. No fact of the journal: machines notice it, and undo leaves it alone.
//!
//! Must never say what was done, only whether somebody was there.

use super::ids::HeardId;
use super::time::{Moment, Span};

/// What was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sound {
    /// No key and no pointer.
    Idle,
    /// The screen was locked.
    Locked,
    /// The machine slept, or its clock jumped.
    Suspended,
    /// The desktop was not to be disturbed.
    DoNotDisturb,
    /// Something took the whole screen, such as a call or a presentation.
    FullScreen,
    /// A mark: the prompt of a shell was back after a command of a minute or more.
    Command,
    /// A mark: a commit was made.
    Commit,
    /// A mark: no key for three seconds while a nudge waited for that; or, from the last key to when it was noticed, for as
    /// long as a micro-break takes.
    Pause,
}

impl Sound {
    /// Every sound.
    pub const ALL: [Sound; 8] = [
        Sound::Idle,
        Sound::Locked,
        Sound::Suspended,
        Sound::DoNotDisturb,
        Sound::FullScreen,
        Sound::Command,
        Sound::Commit,
        Sound::Pause,
    ];

    /// The word in files and in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            Sound::Idle => "idle",
            Sound::Locked => "locked",
            Sound::Suspended => "suspended",
            Sound::DoNotDisturb => "do_not_disturb",
            Sound::FullScreen => "full_screen",
            Sound::Command => "command",
            Sound::Commit => "commit",
            Sound::Pause => "pause",
        }
    }

    /// Whether it says that nobody was there.
    pub fn is_absence(self) -> bool {
        matches!(self, Sound::Idle | Sound::Locked | Sound::Suspended)
    }

    /// Whether it has no length where nothing else is said: its end is its start.
    pub fn is_mark(self) -> bool {
        matches!(self, Sound::Command | Sound::Commit | Sound::Pause)
    }

    /// Whether this one, heard while `open` still lasts, shows that `open` is over and nobody was left to say so: the
    /// same begins anew, or somebody is there again. That a long command is over, or a script has made a commit, brings
    /// nobody back.
    pub fn ends(self, open: Sound) -> bool {
        self == open || (self == Sound::Pause && open.is_absence())
    }
}

/// What the person said an absence was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Explained {
    /// Work without keys.
    Keep,
    /// A break.
    Break,
    /// Work on something else.
    OtherTask,
    /// Nothing that is to be written down.
    Discard,
    /// Work for a while, then a break.
    Split,
}

impl Explained {
    /// Every explanation.
    pub const ALL: [Explained; 5] = [
        Explained::Keep,
        Explained::Break,
        Explained::OtherTask,
        Explained::Discard,
        Explained::Split,
    ];

    /// The word in files and in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            Explained::Keep => "keep",
            Explained::Break => "break",
            Explained::OtherTask => "other_task",
            Explained::Discard => "discard",
            Explained::Split => "split",
        }
    }
}

/// Something that was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Unique on every machine.
    pub id: HeardId,
    /// When it began.
    pub start: Moment,
    /// When it was over; `None` while it lasts, `start` for nearly every mark. Never before `start`.
    pub end: Option<Moment>,
    /// When heyday knew of it; never before `start`, but for clocks that were set back. Two minutes of idleness are
    /// noticed two minutes late.
    pub noticed: Moment,
    /// What it was.
    pub what: Sound,
    /// What the person said it was; only of absences.
    pub explained: Option<Explained>,
}

impl Heard {
    /// From its start to its end, or to `now` while it lasts.
    pub fn span(&self, now: Moment) -> Span {
        Span::new(self.start, self.end.unwrap_or(now))
    }
}
