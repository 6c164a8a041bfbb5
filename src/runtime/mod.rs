//! The imperative shell of the TUI: the terminal, the threads that listen, the loop, the effects.
//!
//! It must never decide anything about work: what a key means is [`crate::app`]'s business, how the screen
//! looks is [`crate::ui`]'s. Start reading at `run`; the terminal's side is `terminal` (entering and leaving),
//! `screen` (drawing), `input` and `signals` (listening).

mod answer;
mod colour;
mod events;
mod fault;
mod gap;
mod input;
mod perform;
mod port;
mod run;
mod screen;
mod sgr;
mod signals;
mod terminal;
mod wake;
mod watch;

pub use colour::Depth;
pub use run::{Session, run};
