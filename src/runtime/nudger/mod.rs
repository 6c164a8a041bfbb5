//! The nudger: one thread with the store open, which listens to whether somebody is there, asks the policy of
//! [`crate::nudge`], and says what is to be said, for a screen or as the background process. Of all that run on one store
//! one speaks ([`floor`]).
//!
//! It sleeps until something can happen: the policy, the sources of presence and a store that could not be used each name
//! their moment, and the kernel tells of writes. Must never decide what is said, nor wake for nothing. Start at
//! [`engine`]; [`daemon`] is the background process.

mod daemon;
mod engine;
mod floor;
mod live_log;
mod outside;
mod report;
mod returned;
mod screen;
mod wishes;
mod words;

#[cfg(test)]
mod tests;

pub use daemon::{Daemon, DaemonError, watch_over};
pub(super) use floor::SCREEN;
pub use report::{Report, report};
pub(crate) use returned::{Returned, returned};
pub(super) use screen::Nudger;

pub(super) use wishes::Around;

use crate::domain::Moment;
use crate::notify::Reply;
use engine::{Engine, News};
use outside::{Ears, Mouth};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What wakes the nudger from outside.
#[derive(Debug)]
enum Call {
    /// The store was written to, or a screen was opened.
    Touched,
    /// The floor is ours.
    Granted,
    /// Somebody is at the keys again.
    Look,
    /// Somebody answered a message.
    Pressed(Reply),
    /// Let others speak for a while.
    Leave,
    /// It is over.
    End,
}

/// Who writes to a store seldom writes once.
const SETTLE: Duration = Duration::from_millis(50);
/// The longest sleep: clocks may be set meanwhile.
const LONGEST: Duration = Duration::from_secs(3600);

/// Turns until it is over, or `deliver`, which gets after each turn when it was and what is new, says that nobody wants to know any more.
/// What goes on is ended then. It sleeps for `longest` at most, unless there is nothing to do until something calls.
fn keep_turning<E: Ears, M: Mouth>(
    engine: &mut Engine<E, M>,
    calls: &Receiver<Call>,
    longest: Duration,
    mut deliver: impl FnMut(Moment, Vec<News>) -> bool,
) {
    loop {
        let turned = engine.turn();
        if !deliver(turned.at, turned.news) {
            break;
        }
        let mut call = match turned.rest {
            Some(rest) => calls.recv_timeout(rest.min(longest)),
            None => calls.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let settled = Instant::now() + SETTLE;
        loop {
            match call {
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Call::End) | Err(RecvTimeoutError::Disconnected) => {
                    engine.stop();
                    return;
                }
                Ok(Call::Leave) => engine.stop(),
                Ok(Call::Pressed(reply)) => engine.press(reply),
                Ok(Call::Touched | Call::Granted | Call::Look) => {}
            }
            call = calls.recv_timeout(settled.saturating_duration_since(Instant::now()));
        }
    }
    engine.stop();
}
