//! What the person meets: the full screen, or lines for a screen reader. The loop, the model and the store are
//! the same behind both.

use super::lines::Lines;
use super::port::Tty;
use super::screen::Screen;
use super::terminal::Entered;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Size;
use std::io;

/// The size of the screen that the model believes in when lines are said: roomy, so that no list is cut and no
/// pane is missing, however narrow the terminal is.
pub(super) const SPOKEN_SIZE: Size = Size::new(160, 50);

/// One of the two fronts.
#[derive(Debug)]
pub(super) enum Front {
    /// Cells, drawn.
    Screen(Box<Terminal<Screen<Tty>>>),
    /// Lines, said.
    Lines(Lines<Tty>),
}

impl Front {
    /// Sends bytes that show nothing.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Front::Screen(terminal) => {
                terminal.backend_mut().pass(bytes);
                terminal.backend_mut().flush()
            }
            Front::Lines(lines) => {
                lines.pass(bytes);
                lines.send()
            }
        }
    }

    /// Offers the terminal what it has not taken yet.
    pub(super) fn send(&mut self) -> io::Result<()> {
        match self {
            Front::Screen(terminal) => terminal.backend_mut().send(),
            Front::Lines(lines) => lines.send(),
        }
    }

    /// Whether the terminal has yet to take something.
    pub(super) fn is_stalled(&self) -> bool {
        match self {
            Front::Screen(terminal) => terminal.backend().is_stalled(),
            Front::Lines(lines) => lines.is_stalled(),
        }
    }

    /// Drops what the terminal has not taken. Only for leaving it.
    pub(super) fn abandon(&mut self) {
        match self {
            Front::Screen(terminal) => terminal.backend_mut().abandon(),
            Front::Lines(lines) => lines.abandon(),
        }
    }
}

/// The terminal, entered. Dropping it gives the shell its screen back.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) tty: Tty,
    pub(super) front: Front,
    pub(super) entered: Entered,
}
