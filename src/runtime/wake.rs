//! What can wake the loop. Every listening thread sends one of these into one bounded channel: when the loop
//! can't keep up, the listeners wait, and the terminal's own queue holds what is typed.

use super::answer::Rgb;
use super::planner::Thought;
use crate::app::Msg;
use crate::calendar::Health;
use crate::plan::why::Answer;
use crossterm::event::Event;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// News for the loop.
#[derive(Debug)]
pub(super) enum Wake {
    /// Keys, pastes, clicks, focus and size, in order.
    Events(Vec<Event>),
    /// The terminal told its background.
    Background(Rgb),
    /// A signal asks to end; the status is 128 and its number.
    End(i32),
    /// A signal asks to stop until a shell says otherwise.
    Suspend,
    /// The process goes on after a stop: the terminal may look like anything.
    Continued,
    /// The terminal has vanished.
    Gone,
    /// What was ordered from the store, and took longer than a moment, is done.
    Answered,
    /// The learner has learned, or could not.
    Learned(Box<Msg>),
    /// The picture of the balance is made, or could not be.
    Weighed(Box<Msg>),
    /// A suggestion was answered, or could not be.
    Settled(Box<Msg>),
    /// The planner has a plan.
    Proposed(Arc<Thought>),
    /// The planner has said why.
    Explained(Arc<Answer>),
    /// The nudger has something to tell.
    Nudger(Box<Msg>),
    /// The nudger has something for the terminal that shows nothing on the screen.
    Bytes(Vec<u8>),
    /// The calendars were looked at.
    Calendars(Vec<Health>),
    /// A calendar was written to, or its folder.
    CalendarsTouched,
    /// The store's files were written to, by us or by others.
    Touched,
}

/// The channel's ends. Its length bounds the memory that a flood of input can take.
pub(super) fn channel() -> (SyncSender<Wake>, Receiver<Wake>) {
    sync_channel(64)
}
