//! Which ways a message may go, in their order, and why the others stay closed. Pure.

use super::around::Around;
use super::terminal::{Speech, Wrap};
use super::{Settings, Via};

/// A way for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Into a file, for tests.
    Record,
    /// The person's own program.
    Command,
    /// The notification server of the desktop.
    Desktop,
    /// The terminal's own notifications.
    Terminal,
    /// The message line of tmux.
    Tmux,
    /// The bell.
    Bell,
}

/// One rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The way.
    pub rung: Rung,
    /// Why it is not tried, if it isn't.
    pub closed: Option<String>,
}

impl Rung {
    /// The word for it in answers, which is also the setting's.
    pub const fn word(self) -> &'static str {
        match self {
            Rung::Record => "record",
            Rung::Command => "command",
            Rung::Desktop => "desktop",
            Rung::Terminal => "terminal",
            Rung::Tmux => "tmux",
            Rung::Bell => "bell",
        }
    }
}

/// The ways, in the order in which they are tried; `has_terminal` says whether the program has a terminal to write to.
/// A way that the person names comes first, and those after it are what is left when it fails.
pub fn ladder(settings: &Settings, around: &Around, has_terminal: bool) -> Vec<Step> {
    if settings.via == Via::None {
        return Vec::new();
    }
    if around.record.is_some() {
        return vec![Step { rung: Rung::Record, closed: None }];
    }
    let all = [Rung::Command, Rung::Desktop, Rung::Terminal, Rung::Tmux, Rung::Bell];
    let first = match settings.via {
        Via::Auto | Via::Command | Via::None => Rung::Command,
        Via::Desktop => Rung::Desktop,
        Via::Terminal => Rung::Terminal,
        Via::Tmux => Rung::Tmux,
        Via::Bell => Rung::Bell,
    };
    // Who has named no program does not miss it.
    let named = |rung| rung != Rung::Command || !settings.command.is_empty();
    let steps = all.into_iter().filter(|rung| *rung >= first && named(*rung));
    let step = |rung| Step { rung, closed: closed(rung, settings, around, has_terminal) };
    steps.map(step).collect()
}

/// Why `rung` is not tried.
fn closed(rung: Rung, settings: &Settings, around: &Around, has_terminal: bool) -> Option<String> {
    let reason = match rung {
        Rung::Desktop if around.ssh && settings.via != Via::Desktop => {
            "you are here over SSH, and its desktop may not be yours; `via = \"desktop\"` uses it all the same"
        }
        // Only desktops of Linux and BSD are reached through a bus.
        Rung::Desktop if cfg!(all(unix, not(target_os = "macos"))) && !around.bus => {
            "there is no session bus"
        }
        Rung::Terminal | Rung::Bell if !has_terminal => "there is no terminal to write to",
        Rung::Terminal if around.term == "dumb" => "TERM is `dumb`",
        // What stands behind tmux is tmux's to say.
        Rung::Terminal if around.wrap != Wrap::Tmux && Speech::around(around).is_none() => {
            "this terminal is not known to show notifications"
        }
        Rung::Tmux if !around.tmux => "there is no tmux",
        Rung::Bell if !settings.sound => "`notify.sound` is off",
        _ => return None,
    };
    Some(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(settings: &Settings, around: &Around, has_terminal: bool) -> Vec<&'static str> {
        let steps = ladder(settings, around, has_terminal);
        steps.iter().filter(|step| step.closed.is_none()).map(|step| step.rung.word()).collect()
    }

    fn desk() -> Around {
        Around { bus: true, term: "xterm-kitty".into(), ..Around::default() }
    }

    fn via(via: Via) -> Settings {
        Settings { via, ..Settings::default() }
    }

    #[test]
    fn a_desktop_goes_before_the_terminal_and_the_bell_is_last() {
        assert_eq!(open(&via(Via::Auto), &desk(), true), ["desktop", "terminal", "bell"]);
        assert_eq!(open(&via(Via::Auto), &desk(), false), ["desktop"]);
        let tmux = Around { tmux: true, wrap: Wrap::Tmux, term: "tmux-256color".into(), ..desk() };
        assert_eq!(open(&via(Via::Auto), &tmux, true), ["desktop", "terminal", "tmux", "bell"]);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn over_ssh_and_without_a_bus_the_terminal_shows_it() {
        let ssh = Around { ssh: true, ..desk() };
        assert_eq!(open(&via(Via::Auto), &ssh, true), ["terminal", "bell"]);
        assert_eq!(open(&via(Via::Desktop), &ssh, true), ["desktop", "terminal", "bell"]);
        let bare = Around { bus: false, ..desk() };
        assert_eq!(open(&via(Via::Desktop), &bare, true), ["terminal", "bell"]);
    }

    #[test]
    fn a_terminal_that_shows_nothing_has_its_bell_and_none_is_nothing() {
        let xterm = Around { term: "xterm-256color".into(), ..Around::default() };
        assert_eq!(open(&via(Via::Terminal), &xterm, true), ["bell"]);
        let quiet = Settings { sound: false, ..via(Via::Auto) };
        assert_eq!(open(&quiet, &xterm, true), [""; 0]);
        assert_eq!(ladder(&via(Via::None), &desk(), true), []);
    }

    #[test]
    fn what_the_person_names_comes_first_and_the_rest_is_for_when_it_fails() {
        let own = Settings { command: vec!["ntfy".into()], ..Settings::default() };
        assert_eq!(open(&own, &desk(), true), ["command", "desktop", "terminal", "bell"]);
        let tmux = Around { tmux: true, ..desk() };
        assert_eq!(open(&via(Via::Tmux), &tmux, true), ["tmux", "bell"]);
        assert_eq!(ladder(&via(Via::Auto), &desk(), true)[0].rung, Rung::Desktop);
    }

    #[test]
    fn recording_goes_before_everything_but_silence() {
        let around = Around { record: Some("said.jsonl".into()), ..desk() };
        assert_eq!(open(&via(Via::Bell), &around, true), ["record"]);
        assert_eq!(open(&via(Via::None), &around, true), [""; 0]);
    }
}
