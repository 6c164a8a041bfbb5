//! The screen: ratatui's backend, written for few bytes. It knows where the terminal's cursor is and which pen
//! it holds, and keeps both between frames, so that a second that ticks costs a few bytes and not a reset.
//!
//! A frame that the terminal does not take stays here whole; nothing further may be drawn until it is gone
//! ([`Screen::is_stalled`]), so that a terminal that has stopped reading costs one frame of memory.

use super::port::Port;
use super::sgr::Pen;
use crate::config::theme::Depth;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use std::io::{self, Write};

/// Frames of more bytes than this are shown at once by terminals that know how (synchronized update).
const SYNCHRONIZE_ABOVE: usize = 512;

/// Draws on a [`Port`].
#[derive(Debug)]
pub(super) struct Screen<P> {
    port: P,
    depth: Depth,
    /// What is being drawn.
    frame: Vec<u8>,
    /// What has been drawn and not yet been taken by the terminal.
    unsent: Vec<u8>,
    pen: Option<Pen>,
    /// Where the terminal's cursor is; `None` when that is not certain.
    at: Option<Position>,
    /// As of the last [`Screen::measure`]: the model and the frame must agree on it.
    size: Size,
    shown: Option<bool>,
    /// Where the cursor is to be seen, if at all.
    wanted: Option<Position>,
    parked: Position,
}

impl<P: Port> Screen<P> {
    /// A screen about which nothing is known yet.
    pub(super) fn new(port: P, depth: Depth) -> Screen<P> {
        Screen {
            port,
            depth,
            frame: Vec::with_capacity(16 * 1024),
            unsent: Vec::new(),
            pen: None,
            at: None,
            size: Size::ZERO,
            shown: None,
            wanted: None,
            parked: Position::ORIGIN,
        }
    }

    /// Draws with that many colours from here on.
    pub(super) fn use_depth(&mut self, depth: Depth) {
        self.depth = depth;
    }

    /// Asks the terminal for its size, which holds until the next time.
    pub(super) fn measure(&mut self) -> io::Result<Size> {
        self.size = self.port.size()?;
        Ok(self.size)
    }

    /// Puts bytes into the stream between two frames; they must not draw.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        self.frame.extend_from_slice(bytes);
    }

    /// Forgets what the terminal looks like: someone else has written to it.
    pub(super) fn forget(&mut self) {
        (self.pen, self.at, self.shown) = (None, None, None);
    }

    /// Drops what the terminal has not taken. Only for leaving it.
    pub(super) fn abandon(&mut self) {
        self.frame.clear();
        self.unsent.clear();
        self.forget();
    }

    /// Whether the terminal has yet to take a part of the last frame.
    pub(super) fn is_stalled(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Offers the terminal what it has not taken yet.
    pub(super) fn send(&mut self) -> io::Result<()> {
        if !self.unsent.is_empty() {
            let taken = self.port.write(&self.unsent)?;
            self.unsent.drain(..taken);
        }
        Ok(())
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to memory does not fail.
        let _ = self.frame.write_fmt(text);
    }

    fn take_pen(&mut self, pen: Pen) {
        pen.write_change(self.pen, &mut self.frame);
        self.pen = Some(pen);
    }

    /// Moves the cursor the shortest way. Rows and columns in sequences count from 1.
    fn go(&mut self, to: Position) {
        let (x, y) = (to.x, to.y);
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == y && x == 0 => self.frame.push(b'\r'),
            Some(at) if at.y == y && x < at.x => match at.x - x {
                n @ 1..=3 => (0..n).for_each(|_| self.frame.push(8)),
                n if x < n => self.put(format_args!("\x1b[{}G", x + 1)),
                n => self.put(format_args!("\x1b[{n}D")),
            },
            Some(at) if at.y == y => match x - at.x {
                1 => self.frame.extend_from_slice(b"\x1b[C"),
                n => self.put(format_args!("\x1b[{n}C")),
            },
            Some(at) if at.y + 1 == y && x == 0 => self.frame.extend_from_slice(b"\r\n"),
            Some(at) if at.x == x => self.put(format_args!("\x1b[{}d", y + 1)),
            _ if x == 0 => self.put(format_args!("\x1b[{}H", y + 1)),
            _ => self.put(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some(to);
    }

    /// Draws one cell. Returns the row and the columns that it covers besides its own, when there are any
    /// about which terminals disagree.
    fn draw_cell(&mut self, x: u16, y: u16, cell: &Cell) -> Option<(u16, u16, u16)> {
        self.go(Position::new(x, y));
        let symbol = shown(cell.symbol());
        let pen = Pen::of(cell, self.depth);
        self.take_pen(if symbol == " " { pen.for_blank(self.pen) } else { pen });
        let mut covered = None;
        if symbol.chars().nth(1).is_some() && cell.cell_width() > 1 {
            let end = x.saturating_add(cell.cell_width());
            self.frame.extend((x..end).map(|_| b' '));
            self.at = None;
            self.go(Position::new(x, y));
            covered = Some((y, x + 1, end));
        }
        self.frame.extend_from_slice(symbol.as_bytes());
        // In the last column terminals differ in where the cursor is, and about the width of rare characters.
        let after = x.saturating_add(1);
        self.at =
            (has_sure_width(symbol) && after < self.size.width).then_some(Position::new(after, y));
        covered
    }
}

/// What is drawn for a cell. Text is made harmless long before; this is the last line of defence.
fn shown(symbol: &str) -> &str {
    match symbol {
        "" => " ",
        _ if symbol.chars().any(char::is_control) => "?",
        _ => symbol,
    }
}

/// One column on every terminal: ASCII, Latin, Greek, Cyrillic, box drawing and block elements.
fn has_sure_width(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let sure = |c: char| matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{2500}'..='\u{259f}');
    chars.next().is_some_and(sure) && chars.next().is_none() && symbol.cell_width() == 1
}

impl<P: Port> Backend for Screen<P> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut covered = None;
        for (x, y, cell) in content {
            // The columns behind a wide cluster were blanked before it was drawn: doing it now would cut it.
            if covered.is_some_and(|(row, from, to)| row == y && (from..to).contains(&x)) {
                continue;
            }
            covered = self.draw_cell(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted = Some(self.parked);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.parked)
    }

    fn set_cursor_position<T: Into<Position>>(&mut self, position: T) -> io::Result<()> {
        self.parked = position.into();
        self.wanted = self.wanted.map(|_| self.parked);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.take_pen(Pen::default());
        self.frame.extend_from_slice(b"\x1b[2J");
        // A resize may have moved it.
        self.at = None;
        Ok(())
    }

    /// Clears everything, whatever the region: nothing else is asked for on a full screen.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(position) = self.wanted {
            self.go(position);
        }
        if self.shown != Some(self.wanted.is_some()) {
            self.shown = Some(self.wanted.is_some());
            let switch = if self.wanted.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" };
            self.frame.extend_from_slice(switch);
        }
        if self.frame.len() > SYNCHRONIZE_ABOVE {
            self.unsent.extend_from_slice(b"\x1b[?2026h");
            self.unsent.append(&mut self.frame);
            self.unsent.extend_from_slice(b"\x1b[?2026l");
        } else {
            self.unsent.append(&mut self.frame);
        }
        self.send()
    }
}

#[cfg(test)]
mod tests;
