//! What the background process says of itself, in a file beside the store: who asks how it does reads that and wakes nobody.
//! It may be lost at any time.

use super::floor;
use crate::domain::Moment;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

const FILE: &str = "daemon.json";
/// How often it is written anew, when the process is awake anyway.
const EVERY: Duration = Duration::from_secs(300);

/// How the background process does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Its number.
    pub pid: u32,
    /// When it began (RFC 3339).
    pub since: String,
    /// When this was written (RFC 3339).
    pub at: String,
    /// Whether it speaks; a screen does otherwise.
    pub speaks: bool,
    /// What it hears the person by.
    pub sources: Vec<String>,
    /// How it shows something.
    pub notifier: String,
    /// The last nudge: when (RFC 3339), the rule, and the sentence.
    pub last: Option<(String, String, String)>,
    /// How often it woke.
    pub wakeups: u64,
    /// For how many seconds, by the machine's clock.
    pub awake_s: u64,
    /// Why it can't use the store, while it can't.
    pub trouble: Option<String>,
}

/// The report of the background process that runs on the store in `folder`; `None` when none does.
pub fn report(folder: &Path) -> Option<Report> {
    if !floor::daemon_runs(folder) {
        return None;
    }
    let text = fs::read(folder.join(FILE)).unwrap_or_default();
    // It runs, whatever the file says: it may be of another version, or not written yet.
    Some(serde_json::from_slice(&text).unwrap_or_default())
}

/// Writes the report when there is reason to.
#[derive(Debug)]
pub(super) struct Reporter {
    began: Instant,
    written: Option<Instant>,
    pub(super) report: Report,
}

impl Reporter {
    /// Of a process that begins now.
    pub(super) fn new(now: Moment) -> Reporter {
        let report = Report { pid: std::process::id(), since: now.rfc3339(), ..Report::default() };
        Reporter { began: Instant::now(), written: None, report }
    }

    /// Counts a wake, and writes the report now and then; at once when something of note has happened.
    pub(super) fn wake(&mut self, folder: &Path, now: Moment, of_note: bool) {
        self.report.wakeups += 1;
        let is_due = self.written.is_none_or(|last| last.elapsed() >= EVERY);
        if !is_due && !of_note {
            return;
        }
        self.report.at = now.rfc3339();
        self.report.awake_s = self.began.elapsed().as_secs();
        // Nobody is the worse for a report that can't be written.
        if self.write(folder).is_ok() {
            self.written = Some(Instant::now());
        }
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let draft = folder.join("daemon.json.new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        serde_json::to_writer(options.open(&draft)?, &self.report)?;
        fs::rename(&draft, folder.join(FILE))
    }

    /// There is nothing to report any more.
    pub(super) fn end(folder: &Path) {
        let _ = fs::remove_file(folder.join(FILE));
    }
}
