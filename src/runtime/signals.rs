//! Signals and hang-up. crossterm 0.29 spins for ever when the terminal vanishes and nothing kills the process
//! (as under `nohup`), so a thread of our own waits for that; and a loop that is stuck must not make the
//! program deaf to a signal, so the thread that receives them ends the process itself when the loop does not.

use super::port::Tty;
use super::wake::Wake;
use std::io;
use std::sync::mpsc::SyncSender;

/// How long the loop has to end in an orderly way.
#[cfg(unix)]
const GRACE: std::time::Duration = std::time::Duration::from_millis(300);

/// Signals are caught, and wait to be listened to.
#[derive(Debug)]
pub(super) struct Signals {
    #[cfg(unix)]
    caught: signal_hook::iterator::Signals,
}

#[cfg(unix)]
impl Signals {
    /// Catches them from here on. Before the terminal is entered: a signal that comes right after must find
    /// someone to give the terminal back.
    pub(super) fn catch() -> io::Result<Signals> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
        let all = [SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGCONT];
        Ok(Signals { caught: signal_hook::iterator::Signals::new(all)? })
    }

    /// Starts the threads that listen to them and wait for the terminal to vanish.
    pub(super) fn listen(mut self, wakes: &SyncSender<Wake>, tty: &Tty) -> io::Result<()> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP};
        use std::thread;
        let sender = wakes.clone();
        thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in self.caught.forever() {
                match signal {
                    SIGTSTP => drop(sender.try_send(Wake::Suspend)),
                    SIGCONT => drop(sender.try_send(Wake::Continued)),
                    signal => end(&sender, Wake::End(signal), 128 + signal),
                }
            }
        })?;
        let (sender, tty) = (wakes.clone(), tty.clone());
        thread::Builder::new().name("hang-up".into()).spawn(move || {
            if tty.wait_for_hangup() {
                end(&sender, Wake::Gone, 128 + SIGHUP);
            }
        })?;
        Ok(())
    }
}

/// Windows ends a console program by itself.
#[cfg(not(unix))]
impl Signals {
    pub(super) fn catch() -> io::Result<Signals> {
        Ok(Signals {})
    }

    pub(super) fn listen(self, _: &SyncSender<Wake>, _: &Tty) -> io::Result<()> {
        Ok(())
    }
}

/// Asks the loop to end, and ends the process when it does not.
#[cfg(unix)]
fn end(sender: &SyncSender<Wake>, wake: Wake, status: i32) {
    let _ = sender.try_send(wake);
    // Nobody sends here: this is a wait that the end of the process cuts short.
    let (_open, never) = std::sync::mpsc::channel::<()>();
    let _ = never.recv_timeout(GRACE);
    super::terminal::die(status);
}
