//! The imperative shell of the TUI: the terminal, the threads that listen, the loop, the effects.
//!
//! It must never decide anything about work: what a key means is [`crate::app`]'s business, how the screen
//! looks is [`crate::ui`]'s. Start reading at `run` and `turn`; the terminal's side is `terminal` (entering and leaving),
//! `screen` (drawing), `lines` (saying, for screen readers), `input` and `signals` (listening).

mod answer;
mod aside;
mod calendars;
mod desk;
mod events;
mod fault;
mod front;
mod input;
mod learner;
mod lesson;
mod lines;
mod look;
mod nudger;
mod perform;
mod planner;
mod port;
mod run;
mod screen;
mod settings;
mod settle;
mod sgr;
mod signals;
mod skills;
mod terminal;
mod turn;
mod wake;
mod watch;
mod weigher;

pub(crate) use aside::Itself;
pub use aside::{Aside, Stay};
pub use calendars::{calendars_at, refresh_all, refresh_if_changed};
pub use lesson::learn_aside;
pub use nudger::{Daemon, DaemonError, Report, report, watch_over};
pub(crate) use nudger::{Returned, returned};
pub(crate) use perform::habits;
pub use run::{RunError, Session, Speech, run};
pub use terminal::install_panic_hook;
pub use weigher::weigh_aside;
