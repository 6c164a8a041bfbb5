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
    /// Whether it is an X server's: one that serves older programs of a Wayland desktop hears those alone.
    pub is_x11: bool,
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
        let is_x11 = said("DISPLAY").is_some() && said("WAYLAND_DISPLAY").is_none();
        Surroundings {
            is_x11: is_x11 && !is_remote,
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
    all.retain(|source| sources.contains(source.name()));
    all
}

/// The longest that a source behind a socket is waited for.
#[cfg(all(unix, not(target_os = "macos")))]
const PATIENCE: Duration = Duration::from_millis(500);

/// The sources behind sockets, each on a thread of its own. Where there is no desktop before the person, it is asked only
/// by who names it.
#[cfg(all(unix, not(target_os = "macos")))]
fn behind_sockets(
    sources: Sources,
    around: &Surroundings,
) -> impl Iterator<Item = Box<dyn Source>> {
    let named = sources != Sources::Auto;
    let desktop = (sources.contains("desktop") && (around.has_desktop || named))
        .then(|| Box::new(super::desktop::Desktop::new()) as Box<dyn Source>);
    let login =
        sources.contains("login").then(|| Box::new(super::login::Login::new()) as Box<dyn Source>);
    #[cfg(feature = "idle-x11")]
    let x11 = (sources.contains("x11") && (around.is_x11 || named))
        .then(|| Box::new(super::x11::X11::default()) as Box<dyn Source>);
    #[cfg(not(feature = "idle-x11"))]
    let x11 = None;
    let aside = |source| Some(Box::new(Aside::new(source, PATIENCE)?) as Box<dyn Source>);
    [desktop, login, x11].into_iter().flatten().filter_map(aside)
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
        assert!(around(&[("DISPLAY", ":0")]).is_x11);
        assert!(!around(&[("DISPLAY", ":0"), ("WAYLAND_DISPLAY", "wayland-0")]).is_x11);
        assert!(around(&[("XDG_SESSION_TYPE", "wayland")]).has_desktop);
        assert!(!around(&[("DISPLAY", ":10"), ("SSH_CONNECTION", "::1 5 ::1 22")]).has_desktop);
        if cfg!(target_os = "linux") {
            assert!(!around(&[("DISPLAY", ""), ("XDG_SESSION_TYPE", "tty")]).has_desktop);
        }
    }

    #[test]
    fn only_what_is_wanted_is_asked() {
        let only = Sources::try_from("ttys".to_owned()).unwrap();
        let names: Vec<&str> = chosen(only, &around(&[]), &Keys::default())
            .iter()
            .map(|source| source.name())
            .collect();
        assert_eq!(names, ["ttys"]);
    }
}
