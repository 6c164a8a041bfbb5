//! What is done beside the program: the day's backup of a store that takes long to copy. A process of its own
//! makes it (this program again, with a word that only it says), so that neither a prompt nor a screen waits.
//! It must never be the only way: where such a process can't begin, or one was stopped, the backup is made here.
//!
//! Next: [`Store::backup_if_due`], which that process calls; `lesson` for what else a process of its own does.

use crate::domain::Now;
use crate::store::{DueBackup, Store};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

/// How long the process that has written will stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// Until it has answered: a command.
    Brief,
    /// Until the person leaves: the screen.
    Long,
}

impl Stay {
    /// Bytes that are copied on the spot: less than a blink for who waits for a prompt, and less than a few
    /// frames for who types on.
    fn at_once(self) -> u64 {
        match self {
            Stay::Brief => 16 << 20,
            Stay::Long => 1 << 20,
        }
    }

    /// Whether a process of its own is worth a try. When one was stopped, the surroundings may stop the next
    /// too, as soon as a command is over (a container, a session that is taken down): it is made here then.
    fn delegates(self, due: &DueBackup) -> bool {
        due.bytes > self.at_once() && (self == Stay::Long || !due.abandoned)
    }
}

/// The process that makes the backup of the day, if there is one.
#[derive(Debug)]
pub struct Aside {
    stay: Stay,
    waiter: Option<JoinHandle<()>>,
}

impl Aside {
    /// Nothing is done yet.
    pub fn new(stay: Stay) -> Aside {
        Aside { stay, waiter: None }
    }

    /// Sees to it that there will be a backup of the day. To be called when what was written has been
    /// acknowledged: that is safe, and a backup that can't be made is `doctor`'s to say.
    pub fn back_up(&mut self, store: &Store, now: &Now) {
        if self.waiter.as_ref().is_some_and(|waiter| !waiter.is_finished()) {
            return;
        }
        let Ok(Some(due)) = store.due_backup(now) else { return };
        let begun = self.stay.delegates(&due)
            && store.announce_backup(now).is_ok()
            && self.begin(&due, now).is_ok();
        if !begun {
            let _ = store.backup_if_due(now);
        }
    }

    fn begin(&mut self, due: &DueBackup, now: &Now) -> std::io::Result<()> {
        let mut child = spawn(due, now)?;
        // Who ends is to be asked how it went, or stays in the table of processes.
        let wait = move || drop(child.wait());
        self.waiter = std::thread::Builder::new().name("backup".into()).spawn(wait).ok();
        Ok(())
    }
}

/// This program, with what a command of it works on.
#[derive(Clone, Debug)]
pub(crate) struct Itself {
    /// Its file.
    pub(crate) program: PathBuf,
    /// The folder of the store.
    pub(crate) data: PathBuf,
    /// The file of the settings.
    pub(crate) config: PathBuf,
}

impl Itself {
    /// A command of it with these words: on the same store, with the same settings, and out of reach of the terminal.
    ///
    /// # Errors
    /// When the current folder can't be told.
    pub(crate) fn command(&self, words: &[&str]) -> std::io::Result<Command> {
        let mut command = program(&self.program, words, &self.data)?;
        command.arg("--config").arg(std::path::absolute(&self.config)?);
        command.stdin(Stdio::null());
        Ok(command)
    }

    /// The same at our own present, which a clock set by hand need not share with the machine's.
    ///
    /// # Errors
    /// As [`Itself::command`].
    pub(crate) fn command_at(&self, words: &[&str], now: &Now) -> std::io::Result<Command> {
        let mut command = self.command(words)?;
        command.env("HEYDAY_NOW", now.at.rfc3339());
        Ok(command)
    }
}

/// Begins it, on the same day as we.
fn spawn(due: &DueBackup, now: &Now) -> std::io::Result<Child> {
    let mut command = program(&std::env::current_exe()?, &["backup", "--automatic"], &due.dir)?;
    command.env("HEYDAY_NOW", now.at.rfc3339());
    command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()
}

/// This program again, with the store in `dir`: without a terminal, out of reach of the keys that stop a command.
pub(super) fn program(itself: &Path, words: &[&str], dir: &Path) -> std::io::Result<Command> {
    let dir = std::path::absolute(dir)?;
    let mut command = Command::new(itself);
    command.args(words).arg("--data-dir").arg(&dir).current_dir(&dir).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    #[cfg(windows)]
    {
        const NEW_GROUP_WITHOUT_WINDOW: u32 = 0x0000_0200 | 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(
            &mut command,
            NEW_GROUP_WITHOUT_WINDOW,
        );
    }
    Ok(command)
}
