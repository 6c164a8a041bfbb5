//! How heyday speaks up outside of its own screen: on the desktop, through the terminal, through tmux, through a program of
//! the person's. What is said, and when, is [`crate::nudge`]'s; here it only gets there. Must never wait for a desktop
//! longer than a deadline, start a program that nobody asked for, or send text that a terminal or a server would act on.
//!
//! Next: `ladder` (which ways there are, and why not), `worker` (the thread that goes them), `desktop`, `terminal`.

mod around;
mod child;
mod clean;
mod desktop;
mod ladder;
mod mailbox;
mod record;
mod speak;
mod terminal;
#[cfg(test)]
mod tests;
mod tmux;
mod worker;

use crate::domain::Moment;
use serde::{Deserialize, Serialize};

pub use around::{Around, BadNotify};
pub use ladder::{Rung, Step, ladder};
pub use speak::{Delivery, deliver, look};
pub use terminal::{Speech, Wrap, sequence};
pub use worker::{Notifications, THREAD, lost_thread};

/// One thing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When it is said.
    pub at: Moment,
    /// What it replaces: a message with the same key that is still there.
    pub key: u32,
    /// The first line.
    pub summary: String,
    /// The rest; may have several lines, may be empty.
    pub body: String,
    /// How much it matters.
    pub urgency: Urgency,
    /// How it can be answered; empty for what only wants to be read.
    pub answers: Answers,
    /// Seconds after which it goes by itself; as the desktop likes it when `None`.
    pub expires_s: Option<u32>,
    /// Whether it is to be seen alone: neither a bell nor a sound comes with it, and where there is only the bell, nothing.
    pub quiet: bool,
}

/// How a message can be answered where there are buttons, and where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The buttons: the word that comes back in [`Pressed::Button`], and the label. Only a desktop has them.
    pub buttons: Vec<(String, String)>,
    /// What the buttons do, as one more line of the message.
    pub pressed: String,
    /// What can be typed where there are no buttons, and what it does, as that line.
    pub typed: String,
    /// The commands of that line alone, for where there is room for no more.
    pub commands: Vec<String>,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Nice to know.
    Low,
    /// A nudge.
    #[default]
    Normal,
    /// Desktops show it in spite of do-not-disturb and until it is taken away: only for hard stops that the person set.
    Critical,
}

impl Urgency {
    /// The word for it in answers and to other programs.
    pub const fn word(self) -> &'static str {
        match self {
            Urgency::Low => "low",
            Urgency::Normal => "normal",
            Urgency::Critical => "critical",
        }
    }
}

/// What became of a message that stood on a desktop. One that was replaced, or went another way, gets none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The message.
    pub key: u32,
    /// What was pressed.
    pub pressed: Pressed,
}

/// What was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// A button, by its word.
    Button(String),
    /// The message itself.
    Default,
    /// Nothing: it is not there any more, and no answer will come.
    Closed,
}

/// Takes the bytes for a terminal of the program's own.
pub type Outlet = Box<dyn Fn(Vec<u8>) + Send>;

/// Which way messages go first: `[notify]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Via {
    /// The first that works of all of them.
    #[default]
    Auto,
    /// The person's own program.
    Command,
    /// The desktop, even over SSH.
    Desktop,
    /// The terminal's own notifications.
    Terminal,
    /// The message line of tmux.
    Tmux,
    /// The bell.
    Bell,
    /// Nowhere.
    None,
}

/// What the person says about notifications: `[notify]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Which way goes first.
    pub via: Via,
    /// A program and its arguments that is given each message.
    pub command: Vec<String>,
    /// Whether messages may be heard.
    pub sound: bool,
    /// Whether micro-breaks go this way too, and not only to heyday's own screen.
    pub micro: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { via: Via::Auto, command: Vec::new(), sound: true, micro: true }
    }
}
