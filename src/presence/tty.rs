//! The person's own terminals: the system notes when a program last read from each. Nothing need be installed, and it
//! works over SSH.
//!
//! Must never open a terminal: looking at it from outside is enough. Next: [`super::ladder`].

use super::reading::{Fault, Reading, Source};

/// The system moves the time on in steps of eight seconds, so that nobody can count keys (Linux, `tty_update_time`).
const STEP_MS: i64 = 8_000;

/// The terminals of whoever runs this.
#[derive(Debug, Default)]
pub(super) struct Ttys;

impl Source for Ttys {
    fn name(&self) -> &'static str {
        "ttys"
    }

    fn read(&mut self, now_ms: i64) -> Result<Reading, Fault> {
        // That none is open is no fault: it costs nothing to look again soon.
        let latest = last_reads().into_iter().max();
        Ok(Reading { idle_ms: latest.map(|latest| idle_ms(latest, now_ms)), ..Reading::default() })
    }
}

/// The least that the time since the last input can be, for a terminal whose time is `read_ms`.
fn idle_ms(read_ms: i64, now_ms: i64) -> i64 {
    now_ms.saturating_sub(read_ms).saturating_sub(STEP_MS).max(0)
}

/// When each terminal of this user was last read from, in UTC milliseconds.
#[cfg(unix)]
fn last_reads() -> Vec<i64> {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let user = rustix::process::getuid().as_raw();
    let mut found = Vec::new();
    for (folder, prefix) in [("/dev/pts", ""), ("/dev", "tty")] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            let is_terminal = name.to_str().is_some_and(|name| {
                name.strip_prefix(prefix)
                    .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
            });
            // A link would be somebody else's word for it.
            let Some(metadata) = is_terminal.then(|| entry.metadata().ok()).flatten() else {
                continue;
            };
            if metadata.file_type().is_char_device() && metadata.uid() == user {
                let ms = metadata.atime().saturating_mul(1000);
                found.push(ms.saturating_add(metadata.atime_nsec() / 1_000_000));
            }
        }
    }
    found
}

#[cfg(not(unix))]
fn last_reads() -> Vec<i64> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idleness_is_the_least_that_it_can_be() {
        assert_eq!(idle_ms(1_000_000, 1_130_000), 122_000);
        assert_eq!(idle_ms(1_000_000, 1_005_000), 0);
        assert_eq!(idle_ms(2_000_000, 1_000_000), 0, "a clock that was set back");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_terminal_that_is_opened_is_found() {
        use crate::clock::{Clock, SystemClock};
        let Ok(pair) = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default())
        else {
            eprintln!("skipped: no terminal can be opened here");
            return;
        };
        let before = last_reads().len();
        let now_ms = SystemClock.utc_ms();
        let idle = Ttys.read(now_ms).unwrap().idle_ms.unwrap();
        assert!(before >= 1 && idle >= 0);
        drop(pair);
    }
}
