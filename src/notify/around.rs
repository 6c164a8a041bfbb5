//! What the environment tells of the ways that are open. Reads variables and looks whether two sockets are there; asks
//! nobody.

use super::terminal::Wrap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

/// How long a desktop may take. Most need a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(2);

/// What there is to speak through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// `TERM`.
    pub term: String,
    /// `TERM_PROGRAM`, or `kitty` in a window of that.
    pub term_program: String,
    /// `LC_TERMINAL`, which goes through SSH.
    pub lc_terminal: String,
    /// What stands between heyday and the terminal.
    pub wrap: Wrap,
    /// Whether a tmux server runs, in which this may not be.
    pub tmux: bool,
    /// Whether the person sits at another machine.
    pub ssh: bool,
    /// Whether there is a session bus.
    pub bus: bool,
    /// The file that messages are written to instead of being shown.
    pub record: Option<PathBuf>,
    /// How long the desktop may take to show something.
    pub patience: Duration,
}

/// `HEYDAY_NOTIFY` can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("HEYDAY_NOTIFY is `{0}`; it takes record: and a file, such as record:said.jsonl")]
pub struct BadNotify(String);

impl Around {
    /// Reads the environment of this process.
    ///
    /// # Errors
    /// When `HEYDAY_NOTIFY` is set to something else than `record:FILE`.
    pub fn read() -> Result<Around, BadNotify> {
        Around::of(&|name| std::env::var_os(name), &|path| path.exists())
    }

    /// Reads the environment through `var`, and the file system through `exists`.
    pub(super) fn of(
        var: &dyn Fn(&str) -> Option<OsString>,
        exists: &dyn Fn(&Path) -> bool,
    ) -> Result<Around, BadNotify> {
        let var = |name: &str| var(name).filter(|value| !value.is_empty());
        let text = |name| var(name).map(|v| v.to_string_lossy().into_owned()).unwrap_or_default();
        let there = |names: &[&str]| names.iter().any(|name| var(name).is_some());
        let wrap = match there(&["TMUX"]) {
            true => Wrap::Tmux,
            false if there(&["STY"]) => Wrap::Screen,
            false => Wrap::None,
        };
        let kitty = there(&["KITTY_WINDOW_ID"]);
        Ok(Around {
            term: text("TERM"),
            term_program: if kitty { "kitty".to_owned() } else { text("TERM_PROGRAM") },
            lc_terminal: text("LC_TERMINAL"),
            wrap,
            tmux: wrap == Wrap::Tmux || tmux_socket(&var).is_some_and(|path| exists(&path)),
            ssh: there(&["SSH_CONNECTION", "SSH_TTY"]),
            bus: there(&["DBUS_SESSION_BUS_ADDRESS"])
                || var("XDG_RUNTIME_DIR").is_some_and(|dir| exists(&Path::new(&dir).join("bus"))),
            record: var("HEYDAY_NOTIFY").as_deref().map(recorded).transpose()?,
            patience: PATIENCE,
        })
    }
}

/// Where the tmux server of this person listens.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // Elsewhere there is none.
fn tmux_socket(var: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = var("TMUX_TMPDIR").unwrap_or_else(|| "/tmp".into());
    let own = format!("tmux-{}", rustix::process::getuid().as_raw());
    Some(Path::new(&folder).join(own).join("default"))
}

#[cfg(not(unix))]
fn tmux_socket(_: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    None
}

/// The file that `value` names.
fn recorded(value: &OsStr) -> Result<PathBuf, BadNotify> {
    let bad = || BadNotify(crate::text::visible(&value.to_string_lossy()).into_owned());
    // A file name is the system's; the word in front of it is text.
    let name = value
        .as_encoded_bytes()
        .strip_prefix(b"record:")
        .filter(|name| !name.is_empty())
        .ok_or_else(bad)?;
    #[cfg(unix)]
    return Ok(PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name)));
    #[cfg(not(unix))]
    return std::str::from_utf8(name).map(PathBuf::from).map_err(|_| bad());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: &[(&str, &str)], there: &[&str]) -> Result<Around, BadNotify> {
        let var = |name: &str| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        Around::of(&var, &|path| there.iter().any(|there| path.ends_with(there)))
    }

    #[test]
    fn what_is_set_and_not_empty_counts() {
        let around = read(&[("TMUX", ""), ("SSH_TTY", "/dev/pts/3"), ("TERM", "foot")], &[]);
        let around = around.unwrap();
        assert!(around.ssh && !around.tmux && !around.bus);
        assert_eq!(around.wrap, Wrap::None);
        assert_eq!(around.term, "foot");
    }

    #[test]
    fn a_bus_is_where_its_address_or_its_socket_is() {
        let address = [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")];
        assert!(read(&address, &[]).unwrap().bus);
        let runtime = [("XDG_RUNTIME_DIR", "/run/user/7")];
        assert!(read(&runtime, &["user/7/bus"]).unwrap().bus);
        assert!(!read(&runtime, &[]).unwrap().bus);
    }

    #[cfg(unix)]
    #[test]
    fn a_tmux_server_is_found_from_outside_by_its_socket() {
        let outside = read(&[], &["default"]).unwrap();
        assert!(outside.tmux && outside.wrap == Wrap::None);
        let inside = read(&[("TMUX", "/tmp/tmux-0/default,1,0"), ("STY", "1")], &[]).unwrap();
        assert!(inside.tmux && inside.wrap == Wrap::Tmux);
    }

    #[test]
    fn notify_takes_a_file_and_nothing_else() {
        let read = |value| read(&[("HEYDAY_NOTIFY", value)], &[]).map(|around| around.record);
        assert_eq!(read("record:a b.jsonl"), Ok(Some("a b.jsonl".into())));
        assert_eq!(read(""), Ok(None));
        for bad in ["record:", "record", "show", "Record:x"] {
            assert_eq!(read(bad), Err(BadNotify(bad.to_owned())));
        }
        let said = read("\u{1b}[2J").unwrap_err().to_string();
        assert!(said.starts_with("HEYDAY_NOTIFY is `␛[2J`; it takes record:"), "{said}");
    }
}
