//! Where the interactive program begins and ends. What it does in between is in `turn`.

use super::front::{Front, SPOKEN_SIZE, Stage};
use super::lines::Lines;
use super::look::Look;
use super::port::Tty;
use super::screen::Screen;
use super::signals::Signals;
use super::terminal::{Entered, Mode};
use super::turn::{End, HANGUP, Loop};
use super::wake;
use crate::clock::Clock;
use crate::config::{ConfigError, Loaded, Paths};
use crate::domain::Zone;
use crate::store::Store;
use ratatui::Terminal;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use thiserror::Error;

/// What is done about breaks and the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// The person is listened to, and told when to rest.
    Aloud,
    /// It only shows how the counter stands.
    Silent,
}

/// What the interactive program works with. The terminal is entered by [`run`].
#[derive(Debug)]
pub struct Session {
    /// The store; what can't be recorded in it is told on the screen.
    pub store: Store,
    /// The configuration.
    pub loaded: Loaded,
    /// Where things are: others may write to the store in the data folder while the program runs.
    pub paths: Paths,
    /// This program, which can be begun again for what it does beside the screen.
    pub program: Option<PathBuf>,
    /// Whether changes are told as lines instead of drawn.
    pub accessible: bool,
    /// Whether colours are unwanted.
    pub no_color: bool,
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Whether the clock is the machine's: only then a jump of it means that time went by unseen.
    pub real_time: bool,
    /// What is done about breaks.
    pub speech: Speech,
    /// The place.
    pub zone: Zone,
}

/// Why the program could not begin.
#[derive(Debug, Error)]
pub enum RunError {
    /// There is no terminal that can be read and drawn on.
    #[error("the terminal can't be used: {0}")]
    Terminal(#[from] io::Error),
    /// The theme that was set can't be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// Runs the interactive program until it is left. Returns with the terminal as it was before; the threads that
/// listen end with the process.
///
/// # Errors
/// [`RunError`]; the terminal has not been touched then.
pub fn run(session: Session) -> Result<ExitCode, RunError> {
    let look = Look::new(&session.loaded, &session.paths, session.no_color)?;
    let tty = Tty::open()?;
    let mut screen = Screen::new(tty.clone(), look.depth);
    let size = if session.accessible { SPOKEN_SIZE } else { screen.measure()? };
    let (sender, wakes) = wake::channel();
    let mode = mode(&session);
    let accessible = session.accessible;
    let mut program = Loop::new(session, look, wakes, size);
    program.load();
    let caught = Signals::catch()?;
    let entered = Entered::enter(mode)?;
    let front = if accessible {
        let mut lines = Lines::new(tty.clone());
        lines.pass(entered.opening());
        Front::Lines(lines)
    } else {
        screen.pass(entered.opening());
        Front::Screen(Box::new(Terminal::new(screen)?))
    };
    let mut stage = Stage { tty, front, entered };
    // The first frame comes before anything that can wait.
    let end = program.draw(&mut stage).and_then(|()| {
        caught.listen(&sender, &stage.tty)?;
        program.listen(&mut stage, &sender)?;
        program.turn(&mut stage)
    });
    drop(stage);
    // A terminal that can't be written to any more is one that has vanished: there is nobody to tell.
    Ok(match end.unwrap_or(End::Signal(HANGUP)) {
        End::Quit | End::Suspend => ExitCode::SUCCESS,
        End::Signal(number) => u8::try_from(128 + number).map_or(ExitCode::FAILURE, ExitCode::from),
    })
}

/// How the terminal is to be used. One that calls itself dumb gets no sequence at all.
fn mode(session: &Session) -> Mode {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    match (session.accessible, session.loaded.config.screen.mouse) {
        (true, _) if dumb => Mode::PlainLines,
        (true, _) => Mode::Lines,
        (false, true) => Mode::ScreenWithMouse,
        (false, false) => Mode::Screen,
    }
}
