//! A desktop that comes after heyday: what runs in the background begins with the person's login, and only programs that begin
//! after the desktop are told where it is. Who is begun anew by the system ends then, and is told.
//!
//! Must never end a process that nobody would begin again. Next: [`super::sources::Surroundings`].

use super::sources::Surroundings;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The longest that the system's manager of services has for its answer.
#[cfg(unix)]
const DEADLINE: Duration = Duration::from_millis(500);
/// How long it is left alone after an answer.
const PAUSE: Duration = Duration::from_secs(120);
/// Where X servers listen.
const X11: &str = "/tmp/.X11-unix";

/// Looks out for a desktop.
#[derive(Debug)]
pub struct Arrival {
    /// The folder of the person's session.
    runtime: PathBuf,
    asked: Option<Instant>,
}

impl Arrival {
    /// One for a process that a manager of services has begun, and that knows of no desktop; `None` for every other.
    pub fn awaited(var: &dyn Fn(&str) -> Option<OsString>) -> Option<Arrival> {
        let around = Surroundings::of(var);
        let is_service = var("INVOCATION_ID").is_some();
        let runtime = PathBuf::from(var("XDG_RUNTIME_DIR")?);
        let is_awaited = is_service && !around.has_desktop && !around.is_remote;
        is_awaited.then_some(Arrival { runtime, asked: None })
    }

    /// Whether it has come, and who begins now is told where it is. Costs a look at two folders while there is none.
    pub fn has_come(&mut self) -> bool {
        let is_soon = self.asked.is_some_and(|asked| asked.elapsed() < PAUSE);
        let is_shown = || holds(&self.runtime, "wayland-") || holds(Path::new(X11), "X");
        if is_soon || !is_shown() {
            return false;
        }
        self.asked = Some(Instant::now());
        names_a_desktop(&variables())
    }
}

/// The variables of who begins now, one a line; empty where nobody knows.
fn variables() -> String {
    #[cfg(unix)]
    {
        let mut manager = std::process::Command::new("systemctl");
        manager.args(["--user", "show-environment"]);
        super::child::answer(&mut manager, DEADLINE).unwrap_or_default()
    }
    #[cfg(not(unix))]
    String::new()
}

/// Whether something in `folder` has a name that begins so.
fn holds(folder: &Path, name: &str) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries
        .filter_map(Result::ok)
        .any(|entry| entry.file_name().as_encoded_bytes().starts_with(name.as_bytes()))
}

/// Whether those variables, one a line, say where a desktop is.
fn names_a_desktop(variables: &str) -> bool {
    let is_one = |line: &str| {
        let value = line.strip_prefix("WAYLAND_DISPLAY=").or(line.strip_prefix("DISPLAY="));
        value.is_some_and(|value| !value.is_empty())
    };
    variables.lines().any(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn awaited(said: &[(&str, &str)]) -> bool {
        let find = |name: &str| {
            said.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        Arrival::awaited(&find).is_some()
    }

    #[test]
    fn only_a_service_that_knows_of_no_desktop_waits_for_one() {
        let service = [("INVOCATION_ID", "7"), ("XDG_RUNTIME_DIR", "/run/user/7")];
        assert!(awaited(&service));
        assert!(!awaited(&service[1..]), "nobody would begin it again");
        assert!(!awaited(&[service[0], service[1], ("DISPLAY", ":0")]));
        assert!(!awaited(&[service[0], service[1], ("SSH_CONNECTION", "::1 5 ::1 22")]));
    }

    #[test]
    fn a_desktop_is_named_by_its_variables_and_nothing_else() {
        assert!(names_a_desktop("HOME=/home/a\nWAYLAND_DISPLAY=wayland-0\n"));
        assert!(names_a_desktop("DISPLAY=:0"));
        assert!(!names_a_desktop("HOME=/home/a\nDISPLAY=\nXDISPLAY=:0\nLC_X=DISPLAY=:0"));
    }

    #[test]
    fn without_a_socket_nobody_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds(folder.path(), "wayland-"));
        std::fs::write(folder.path().join("wayland-0"), "").unwrap();
        assert!(holds(folder.path(), "wayland-"));
        assert!(!holds(&folder.path().join("none"), "wayland-"));
    }
}
