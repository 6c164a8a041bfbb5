//! The clients of the person's tmux servers: when each last got a key. Finer than the time of a terminal, and known also
//! where the terminals themselves are out of sight.
//!
//! Must never begin a server, nor talk to one of somebody else. Next: [`super::child`].

use super::child::answer;
use super::reading::{Fault, Reading, Source};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The most servers that are asked.
const MOST: usize = 4;
/// The permissions of strangers.
const OTHERS: u32 = 0o007;
/// The longest that one has for its answer.
const DEADLINE: Duration = Duration::from_millis(200);

/// The tmux servers of whoever runs this.
#[derive(Debug)]
pub(super) struct Tmux {
    folder: PathBuf,
}

impl Tmux {
    /// `temporary` is what `TMUX_TMPDIR` says, if it says something.
    pub(super) fn new(temporary: Option<PathBuf>) -> Tmux {
        let user = rustix::process::getuid().as_raw();
        let temporary = temporary.filter(|path| path.is_absolute());
        Tmux { folder: temporary.unwrap_or_else(|| "/tmp".into()).join(format!("tmux-{user}")) }
    }
}

impl Source for Tmux {
    fn name(&self) -> &'static str {
        "tmux"
    }

    fn read(&mut self, now_ms: i64) -> Result<Reading, Fault> {
        let sockets = sockets(&self.folder);
        if sockets.is_empty() {
            return Err(Fault::new("no tmux runs", ""));
        }
        let mut latest: Option<i64> = None;
        let mut fault = None;
        for socket in sockets {
            let mut tmux = Command::new("tmux");
            tmux.arg("-S").arg(socket).args(["list-clients", "-F", "#{client_activity}"]);
            match answer(&mut tmux, DEADLINE) {
                Ok(said) => latest = latest.max(last_key_ms(&said)),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Err(Fault::new(
                        "tmux runs, but there is no `tmux` to ask",
                        "put `tmux` into PATH",
                    ));
                }
                // It says so by failing where a socket has outlived its server.
                Err(error) if error.kind() == ErrorKind::Other => {}
                Err(error) => {
                    fault = Some(Fault::new(format!("tmux does not answer: {error}"), ""));
                }
            }
        }
        match (latest, fault) {
            (Some(latest), _) => Ok(Reading::idle(now_ms.saturating_sub(latest))),
            (None, Some(fault)) => Err(fault),
            (None, None) => Err(Fault::new("no tmux runs, or nobody looks at it", "")),
        }
    }

    fn is_dear(&self) -> bool {
        true
    }
}

/// The latest of the clients' seconds, one a line, in milliseconds.
fn last_key_ms(said: &str) -> Option<i64> {
    let seconds = said.lines().filter_map(|line| line.trim().parse::<i64>().ok());
    seconds.max().map(|seconds| seconds.saturating_mul(1000))
}

/// The sockets of a folder that belongs to this user and to nobody else.
fn sockets(folder: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let user = rustix::process::getuid().as_raw();
    let own = std::fs::symlink_metadata(folder)
        .is_ok_and(|found| found.is_dir() && found.uid() == user && found.mode() & OTHERS == 0);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.filter_map(Result::ok).filter(|_| own);
    let socket = |entry: &std::fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_socket());
    let mut found: Vec<PathBuf> = entries.filter(socket).map(|entry| entry.path()).collect();
    found.sort();
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixListener;

    #[test]
    fn the_latest_client_counts_and_garbage_does_not() {
        assert_eq!(last_key_ms("1763900000\n1763900042\n"), Some(1_763_900_042_000));
        assert_eq!(last_key_ms("\nno server\n"), None);
        assert_eq!(last_key_ms("99999999999999999999\n7\n"), Some(7_000));
    }

    #[test]
    fn only_sockets_in_a_folder_of_ones_own_are_asked() {
        let top = tempfile::tempdir().unwrap();
        assert!(sockets(&top.path().join("none")).is_empty());
        let folder = top.path().join("tmux-7");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
        let _server = UnixListener::bind(folder.join("default")).unwrap();
        std::fs::write(folder.join("notes"), "").unwrap();
        assert_eq!(sockets(&folder), [folder.join("default")]);
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
        assert!(sockets(&folder).is_empty(), "anybody could have put it there");
    }
}
