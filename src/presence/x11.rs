//! An X server, asked over its socket: how long nobody touched anything (its screen saver extension), and whether the window
//! in front takes the whole screen. It hears the whole desktop, with no desktop environment needed.
//!
//! Must never ask an X server that only serves older programs of a Wayland desktop: it hears those alone. Next: [`mod@line`],
//! which talks to it, [`super::covered`], which says what a full screen means, [`super::aside`], which asks.

mod line;
#[cfg(test)]
mod tests;

use super::covered::{Covered, Front};
use super::reading::{Fault, Hearing, Reading, Source};
use line::{Address, Line};

/// The X server that `DISPLAY` names.
#[derive(Debug)]
pub(super) struct X11 {
    display: String,
    /// Opened when it is first needed, and again after it broke off.
    line: Option<Line>,
    covered: Covered,
}

impl X11 {
    /// `display` is what `DISPLAY` says.
    pub(super) fn new(display: String) -> X11 {
        X11 { display, line: None, covered: Covered::default() }
    }

    fn ask(&mut self, now_ms: i64) -> Result<Reading, String> {
        let mut line = match self.line.take() {
            Some(line) => line,
            None => Line::open(&Address::of(&self.display)?)?,
        };
        let idle_ms = line.idle_ms()?;
        let front = line.front()?;
        self.line = Some(line);
        let full_screen = front.map(|Front { window, is_full, pid }| {
            let window = is_full.then_some(window);
            self.covered.is_call(window, now_ms, || super::covered::runs_shells(pid))
        });
        Ok(Reading { full_screen, ..Reading::idle(idle_ms) })
    }
}

impl Source for X11 {
    fn name(&self) -> &'static str {
        "x11"
    }

    fn read(&mut self, now_ms: i64) -> Result<Reading, Fault> {
        self.ask(now_ms).map_err(|what| {
            Fault::new(format!("the X server can't be asked: {what}"), "DISPLAY says where it is")
        })
    }

    fn hearing(&self) -> Hearing {
        Hearing::Desktop
    }
}
