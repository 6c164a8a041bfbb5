//! Which sources there are where this runs, and which of them are asked.
//!
//! Next: each source's own file.

#[cfg(all(unix, not(target_os = "macos")))]
use super::aside::Aside;
use super::keys::Keys;
use super::reading::Source;
use super::settings::Sources;
use super::tty::Ttys;
use std::ffi::OsString;
use std::path::PathBuf;
#[cfg(all(unix, not(target_os = "macos")))]
use std::time::Duration;

/// What the environment says about where the person sits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether there is a desktop, so that the person may be at work outside of terminals.
    pub has_desktop: bool,
    /// Whether the person sits at another machine.
    pub is_remote: bool,
    /// The X server, if there is one: `DISPLAY`.
    pub display: Option<String>,
    /// The socket of the Wayland compositor, if there is one.
    pub compositor: Option<PathBuf>,
    /// The folder with the folders of tmux, if it is not the usual one.
    pub tmux: Option<PathBuf>,
}

impl Surroundings {
    /// What the variables say that `var` knows.
    pub fn of(var: &dyn Fn(&str) -> Option<OsString>) -> Surroundings {
        let said = |name: &str| var(name).filter(|value| !value.is_empty());
        // Over SSH the desktop of this machine is not the one that the person looks at.
        let is_remote = said("SSH_CONNECTION").is_some();
        let is_shown = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().any(|name| said(name).is_some());
        let session = said("XDG_SESSION_TYPE");
        let is_graphical = session.is_some_and(|kind| kind == "wayland" || kind == "x11");
        let always = cfg!(any(target_os = "macos", windows));
        let runtime = said("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
        let compositor = said("WAYLAND_DISPLAY").map(|name| runtime.join(name));
        Surroundings {
            is_remote,
            display: said("DISPLAY").and_then(|display| display.into_string().ok()),
            // A path that begins nowhere would be looked for in whichever folder this runs.
            compositor: compositor.filter(|path| path.is_absolute()),
            has_desktop: !is_remote && (is_shown || is_graphical || always),
            tmux: said("TMUX_TMPDIR").map(PathBuf::from),
        }
    }
}

/// The sources that are asked, the cheap ones first.
pub(super) fn chosen(sources: Sources, around: &Surroundings, keys: &Keys) -> Vec<Box<dyn Source>> {
    let mut all: Vec<Box<dyn Source>> = vec![Box::new(keys.clone()), Box::new(Ttys)];
    #[cfg(unix)]
    all.push(Box::new(super::tmux::Tmux::new(around.tmux.clone())));
    #[cfg(not(unix))]
    let _ = around;
    #[cfg(all(unix, not(target_os = "macos")))]
    all.extend(behind_sockets(sources, around));
    // Over SSH its desktop is not the one before the person.
    #[cfg(any(target_os = "macos", windows))]
    if !around.is_remote || sources != Sources::Auto {
        all.push(Box::new(super::system::System));
    }
    all.retain(|source| sources.contains(source.name()));
    all
}

/// The longest that a source behind a socket is waited for.
#[cfg(all(unix, not(target_os = "macos")))]
const PATIENCE: Duration = Duration::from_millis(500);

/// The sources behind sockets, each on a thread of its own. Where there is no desktop before the person, it is asked only
/// by who names it; so is an X server that serves older programs of a Wayland desktop, because it hears those alone.
#[cfg(all(unix, not(target_os = "macos")))]
fn behind_sockets(
    sources: Sources,
    around: &Surroundings,
) -> impl Iterator<Item = Box<dyn Source>> {
    use super::{desktop::Desktop, login::Login, wayland::Wayland, x11::X11};
    let named = sources != Sources::Auto;
    let wants = |name: &str, is_there: bool| sources.contains(name) && (is_there || named);
    let is_shown = !around.is_remote;
    let compositor = around.compositor.clone();
    let is_wayland = compositor.is_some();
    let desktop = wants("desktop", around.has_desktop)
        .then(|| Box::new(Desktop::new(is_wayland)) as Box<dyn Source>);
    let login = wants("login", true).then(|| Box::new(Login::new()) as Box<dyn Source>);
    let x11 = around.display.clone().filter(|_| wants("x11", is_shown && !is_wayland));
    let x11 = x11.map(|display| Box::new(X11::new(display)) as Box<dyn Source>);
    let aside = |source| Some(Box::new(Aside::new(source, PATIENCE)?) as Box<dyn Source>);
    // It has its own.
    let wayland = compositor.filter(|_| wants("wayland", is_shown));
    let wayland = wayland.map(|path| Box::new(Wayland::new(path)) as Box<dyn Source>);
    [desktop, login, x11].into_iter().flatten().filter_map(aside).chain(wayland)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(said: &[(&str, &str)]) -> Surroundings {
        Surroundings::of(&|name| {
            said.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn a_desktop_is_there_when_something_can_be_shown_on_it_and_the_person_sits_before_it() {
        assert!(around(&[("DISPLAY", ":0")]).has_desktop);
        assert!(around(&[("XDG_SESSION_TYPE", "wayland")]).has_desktop);
        assert!(!around(&[("DISPLAY", ":10"), ("SSH_CONNECTION", "::1 5 ::1 22")]).has_desktop);
        if cfg!(target_os = "linux") {
            assert!(!around(&[("DISPLAY", ""), ("XDG_SESSION_TYPE", "tty")]).has_desktop);
        }
    }

    #[test]
    fn a_compositor_is_where_its_name_and_the_folder_of_the_session_say() {
        let at = |said: &[(&str, &str)]| around(said).compositor;
        let folder = ("XDG_RUNTIME_DIR", "/run/user/7");
        assert_eq!(
            at(&[folder, ("WAYLAND_DISPLAY", "wayland-1")]),
            Some("/run/user/7/wayland-1".into())
        );
        assert_eq!(at(&[folder, ("WAYLAND_DISPLAY", "/tmp/w")]), Some("/tmp/w".into()));
        assert_eq!(at(&[("WAYLAND_DISPLAY", "wayland-1")]), None, "no folder");
        assert_eq!(at(&[folder, ("WAYLAND_DISPLAY", "")]), None);
    }

    fn names(wanted: &str, said: &[(&str, &str)]) -> Vec<&'static str> {
        let sources = Sources::try_from(wanted.to_owned()).unwrap();
        let chosen = chosen(sources, &around(said), &Keys::default());
        chosen.iter().map(|source| source.name()).collect()
    }

    #[test]
    fn only_what_is_wanted_is_asked() {
        assert_eq!(names("ttys", &[]), ["ttys"]);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_server_that_shows_the_desktop_is_asked() {
        let x11 = ("DISPLAY", ":0");
        let wayland = ("WAYLAND_DISPLAY", "/run/user/7/wayland-0");
        let behind = |wanted: &str, said: &[(&str, &str)]| {
            let mut names = names(wanted, said);
            names.retain(|name| ["desktop", "x11", "wayland"].contains(name));
            names
        };
        assert_eq!(behind("auto", &[x11]), ["desktop", "x11"]);
        assert_eq!(behind("auto", &[x11, wayland]), ["desktop", "wayland"]);
        assert_eq!(behind("x11", &[x11, wayland]), ["x11"]);
        assert_eq!(behind("x11", &[]), [""; 0], "there is none to ask");
        let remote = ("SSH_CONNECTION", "::1 5 ::1 22");
        assert_eq!(behind("auto", &[x11, remote]), [""; 0]);
        assert_eq!(behind("auto", &[wayland, remote]), [""; 0]);
    }
}
