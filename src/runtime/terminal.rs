//! Entering and leaving the terminal. Whatever happens (an error, a panic in any thread, a signal, a stop by
//! job control), a person gets the shell back as it was: cooked, on the main screen, with a cursor.
//!
//! It must never be entered before the store is open and the configuration is read: what goes wrong there is
//! told on a plain terminal.

use super::port::{Port, Tty};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};

/// Whether the terminal is ours, for the panic hook and the signal thread, which can't reach the guard.
static STATE: AtomicU8 = AtomicU8::new(OUTSIDE);
const OUTSIDE: u8 = 0;
/// Whether the last line that was said has no end: what comes after must not go on in it.
static LINE_OPEN: AtomicBool = AtomicBool::new(false);

/// How the terminal is used. Not every motion of the mouse is asked for: that would wake the program for
/// nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Mode {
    /// The alternate screen, bracketed paste, focus reports.
    Screen = 1,
    /// The same with clicks, drags and the wheel.
    ScreenWithMouse,
    /// Lines where the shell's are, with bracketed paste.
    Lines,
    /// Lines on a terminal that knows no sequences.
    PlainLines,
}

impl Mode {
    const ALL: [Mode; 4] = [Mode::Screen, Mode::ScreenWithMouse, Mode::Lines, Mode::PlainLines];

    /// What is sent on entering.
    fn opening(self) -> &'static [u8] {
        match self {
            Mode::Screen => b"\x1b[?1049h\x1b[?2004h\x1b[?1004h",
            Mode::ScreenWithMouse => {
                b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1002h\x1b[?1006h"
            }
            Mode::Lines => b"\x1b[?2004h",
            Mode::PlainLines => b"",
        }
    }

    /// What is sent on leaving. A frame may have been cut short: the end of a block that is shown at once, and
    /// of any string, come first.
    fn closing(self) -> &'static [u8] {
        match self {
            Mode::Screen => b"\x1b\\\x1b[?2026l\x1b[?1004l\x1b[?2004l\x1b[m\x1b[?1049l\x1b[?25h",
            Mode::ScreenWithMouse => {
                b"\x1b\\\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[m\x1b[?1049l\x1b[?25h"
            }
            Mode::Lines => b"\x1b[?2004l",
            Mode::PlainLines => b"",
        }
    }
}

/// How long leaving waits for a terminal that does not read.
const LEAVE_WITHIN: Duration = Duration::from_millis(200);

/// The right to draw. Dropping it gives the terminal back.
#[derive(Debug)]
pub(super) struct Entered {
    mode: Mode,
}

impl Entered {
    /// Switches to raw mode. The sequences that belong to it are [`Entered::opening`]: they go out with the
    /// first frame.
    ///
    /// # Errors
    /// When there is no terminal to read keys from.
    pub(super) fn enter(mode: Mode) -> io::Result<Entered> {
        install_panic_hook();
        // The state comes first: a signal between the two must not leave raw mode behind.
        STATE.store(mode as u8, Ordering::SeqCst);
        let entered = Entered { mode };
        crossterm::terminal::enable_raw_mode()?;
        Ok(entered)
    }

    /// Enters again after someone else may have changed the terminal's mode, as a shell does while this
    /// process is stopped.
    ///
    /// # Errors
    /// As [`Entered::enter`].
    pub(super) fn renew(&self) -> io::Result<()> {
        let _ = crossterm::terminal::disable_raw_mode();
        STATE.store(self.mode as u8, Ordering::SeqCst);
        crossterm::terminal::enable_raw_mode()
    }

    /// What belongs to the mode.
    pub(super) fn opening(&self) -> &'static [u8] {
        self.mode.opening()
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        leave();
    }
}

/// Remembers whether the last line that was said has no end yet.
pub(super) fn leaves_line_open(open: bool) {
    LINE_OPEN.store(open, Ordering::SeqCst);
}

/// Gives the terminal back if it is ours, from any thread. Errors are of no use to anyone here: the terminal
/// may be gone.
pub(super) fn leave() -> bool {
    let state = STATE.swap(OUTSIDE, Ordering::SeqCst);
    let Some(mode) = Mode::ALL.into_iter().find(|mode| *mode as u8 == state) else {
        return false;
    };
    let mut bytes = mode.closing().to_vec();
    if LINE_OPEN.swap(false, Ordering::SeqCst) {
        bytes.extend_from_slice(b"\r\n");
    }
    if let Ok(mut tty) = Tty::open() {
        let until = Instant::now() + LEAVE_WITHIN;
        let mut rest = bytes.as_slice();
        while !rest.is_empty() && Instant::now() < until {
            match tty.write(rest) {
                Ok(taken) => rest = &rest[taken..],
                Err(_) => break,
            }
        }
    }
    let _ = crossterm::terminal::disable_raw_mode();
    true
}

/// Whether a shell with job control is there to bring a stopped process back; a terminal window that runs
/// heyday alone has none.
#[cfg(unix)]
pub(super) fn can_stop() -> bool {
    use rustix::process::{getpgrp, getsid};
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops the process as Ctrl-Z does and returns when it goes on. The terminal must have been left.
#[cfg(unix)]
pub(super) fn stop() {
    use rustix::process::{Signal, getpid, kill_process};
    let _ = kill_process(getpid(), Signal::STOP);
}

#[cfg(not(unix))]
pub(super) fn can_stop() -> bool {
    false
}

#[cfg(not(unix))]
pub(super) fn stop() {}

/// Ends the process at once, from any thread, with the terminal given back. Everything that was acknowledged is in
/// the store already.
pub(super) fn die(status: i32) -> ! {
    leave();
    std::process::exit(status)
}

/// A panic anywhere gives the terminal back before it says a word, and ends the whole program: a TUI whose
/// input or signal thread is gone would only look alive. Without the thread of notifications it lives: they catch what goes
/// wrong in the library that shows them.
pub fn install_panic_hook() {
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(panicked)));
}

fn panicked(info: &std::panic::PanicHookInfo<'_>) {
    if std::thread::current().name() == Some(crate::notify::THREAD) {
        // Where a panic ends the process, this thread ends by going no further, and another takes its place.
        if cfg!(panic = "abort") {
            crate::notify::lost_thread();
            loop {
                std::thread::park();
            }
        }
        return;
    }
    leave();
    let trace = std::backtrace::Backtrace::capture();
    let mut err = io::stderr().lock();
    let payload = info.payload();
    let said = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let said: String = said.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let place = info.location().map_or_else(String::new, |at| format!(" at {at}"));
    let _ = writeln!(err, "error: heyday has a defect{place}: {said}");
    let _ = writeln!(err, "hint: everything that was recorded is saved; please report this line");
    if trace.status() == std::backtrace::BacktraceStatus::Captured {
        let _ = writeln!(err, "{trace}");
    }
    if cfg!(panic = "abort") || std::thread::current().name() != Some("main") {
        std::process::exit(101);
    }
}
