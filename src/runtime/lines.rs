//! The front for screen readers: lines, one after the other, and nothing that moves the cursor. What they say
//! is [`crate::ui::spoken`]'s business.

use super::port::Port;
use super::terminal;
use crate::ui::spoken::Piece;
use std::io;

/// Writes lines to a [`Port`]. What the terminal does not take waits here; nothing more may be said until it is
/// gone.
#[derive(Debug)]
pub(super) struct Lines<P> {
    port: P,
    unsent: Vec<u8>,
    /// Whether the last line has no end yet.
    open: bool,
}

impl<P: Port> Lines<P> {
    /// At the beginning of a line.
    pub(super) fn new(port: P) -> Lines<P> {
        Lines { port, unsent: Vec::new(), open: false }
    }

    /// Puts bytes into the stream between two lines; they must not show.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        self.unsent.extend_from_slice(bytes);
    }

    /// Says the pieces in order.
    pub(super) fn say(&mut self, pieces: Vec<Piece>) -> io::Result<()> {
        for piece in pieces {
            match piece {
                Piece::Line(text) => {
                    self.end();
                    self.put(&text);
                    self.unsent.extend_from_slice(b"\r\n");
                }
                Piece::Prompt(text) => {
                    self.end();
                    self.put("> ");
                    self.put(&text);
                    self.open = true;
                }
                Piece::Typed(text) => {
                    self.put(&text);
                    self.open = true;
                }
            }
        }
        self.send()
    }

    /// Ends the open line.
    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            self.unsent.extend_from_slice(b"\r\n");
        }
    }

    /// Text is made harmless long before; this is the last line of defence.
    fn put(&mut self, text: &str) {
        let safe = text.chars().map(|c| if c.is_control() { '?' } else { c });
        self.unsent.extend_from_slice(safe.collect::<String>().as_bytes());
    }

    /// Offers the terminal what it has not taken yet.
    pub(super) fn send(&mut self) -> io::Result<()> {
        if !self.unsent.is_empty() {
            let taken = self.port.write(&self.unsent)?;
            self.unsent.drain(..taken);
            terminal::leaves_line_open(self.open);
        }
        Ok(())
    }

    /// Whether the terminal has yet to take a part of what was said.
    pub(super) fn is_stalled(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Drops what the terminal has not taken. Only for leaving it.
    pub(super) fn abandon(&mut self) {
        self.unsent.clear();
        self.open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Size;

    /// A terminal that takes so many bytes at a time.
    struct Slow(usize, Vec<u8>);

    impl Port for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.1.extend_from_slice(&bytes[..taken]);
            Ok(taken)
        }

        fn size(&self) -> io::Result<Size> {
            Ok(Size::new(1, 1))
        }
    }

    #[test]
    fn what_is_typed_goes_on_in_its_line_and_a_line_ends_it() {
        let mut lines = Lines::new(Slow(1000, Vec::new()));
        let say = ["Add a task.".to_owned(), "Added.".to_owned()].map(Piece::Line);
        let [before, after] = say;
        let typed = Piece::Typed("ter \u{1b}[2J".into());
        lines.say(vec![before, Piece::Prompt("Wa".into()), typed, after]).unwrap();
        let said = String::from_utf8(lines.port.1).unwrap();
        assert_eq!(said, "Add a task.\r\n> Water ?[2J\r\nAdded.\r\n");
    }

    #[test]
    fn a_terminal_that_reads_slowly_gets_everything_in_order() {
        let mut lines = Lines::new(Slow(3, Vec::new()));
        lines.say(vec![Piece::Line("Today.".into())]).unwrap();
        assert!(lines.is_stalled());
        while lines.is_stalled() {
            lines.send().unwrap();
        }
        assert_eq!(lines.port.1, b"Today.\r\n");
    }
}
