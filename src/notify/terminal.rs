//! A message as bytes for a terminal: the sequence that this terminal shows a notification for, wrapped for what stands
//! between, and the bell. Pure. No byte of the text is left that could end the sequence or begin another.

use super::around::Around;
use super::clean;
use super::{Message, Urgency};

const BEL: &str = "\u{7}";

/// The ways in which terminals are told of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speech {
    /// OSC 99, of kitty: has titles, urgency, and replaces.
    Kitty,
    /// OSC 777, of urxvt: has titles.
    Urxvt,
    /// OSC 9, of iTerm2: one line.
    Iterm,
}

/// What stands between heyday and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wrap {
    /// Nothing.
    #[default]
    None,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// GNU screen drops a string that is longer than its buffer, which is 256 bytes in older versions.
const SCREEN_PIECE: usize = 200;

impl Speech {
    /// What the terminal called `term` (`TERM`, or what tmux knows of its client) or `program` (`TERM_PROGRAM`, or the
    /// name that the terminal gives itself) understands. Only what is known to show something: elsewhere the bell does.
    pub(super) fn of(term: &str, program: &str) -> Option<Speech> {
        let program = program.to_ascii_lowercase();
        if term.contains("kitty") || program.starts_with("kitty") {
            return Some(Speech::Kitty);
        }
        let urxvt = ["rxvt", "foot", "wezterm"];
        if urxvt.iter().any(|name| term.starts_with(name)) {
            return Some(Speech::Urxvt);
        }
        if ["foot", "wezterm", "warp"].iter().any(|name| program.starts_with(name)) {
            return Some(Speech::Urxvt);
        }
        let iterm = ["iterm", "ghostty"].iter().any(|name| program.starts_with(name));
        (iterm || term.contains("ghostty")).then_some(Speech::Iterm)
    }

    /// What the terminal understands that the environment tells of.
    pub(super) fn around(around: &Around) -> Option<Speech> {
        Speech::of(&around.term, &around.term_program)
            .or_else(|| Speech::of(&around.term, &around.lc_terminal))
    }

    /// What it is called.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Speech::Kitty => "OSC 99",
            Speech::Urxvt => "OSC 777",
            Speech::Iterm => "OSC 9",
        }
    }
}

impl Wrap {
    /// `sequence` so that it arrives unchanged at the terminal behind.
    fn wrapped(self, sequence: &str) -> String {
        match self {
            Wrap::None => sequence.to_owned(),
            Wrap::Tmux => {
                format!("\u{1b}Ptmux;{}\u{1b}\\", sequence.replace('\u{1b}', "\u{1b}\u{1b}"))
            }
            Wrap::Screen => pieces(sequence)
                .fold(String::new(), |sent, piece| sent + "\u{1b}P" + piece + "\u{1b}\\"),
        }
    }
}

/// `sequence` in pieces that GNU screen takes, cut between characters.
fn pieces(mut sequence: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let most = SCREEN_PIECE.min(sequence.len());
        let end = (0..=most).rfind(|at| sequence.is_char_boundary(*at)).unwrap_or_default();
        let (piece, rest) = sequence.split_at(end);
        sequence = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The bytes that show `message`: nothing but the bell without a `speech`, and nothing at all without both.
pub fn sequence(message: &Message, speech: Option<Speech>, wrap: Wrap, bell: bool) -> Vec<u8> {
    let summary = clean::summary(&message.summary);
    let body = clean::body_line(&message.body, &message.answers.typed);
    let mut bytes = String::new();
    match speech {
        None => {}
        Some(Speech::Kitty) => {
            for part in kitty(message, &summary, &body) {
                bytes.push_str(&wrap.wrapped(&part));
            }
        }
        Some(Speech::Urxvt) => {
            // The parts are told apart by the semicolon.
            let [summary, body] = [summary, body].map(|part| part.replace(';', ","));
            bytes.push_str(&wrap.wrapped(&format!("\u{1b}]777;notify;{summary};{body}{BEL}")));
        }
        Some(Speech::Iterm) => {
            // A number and a semicolon in front would be a command to other terminals (progress, folder): never in front.
            let rest = if body.is_empty() { String::new() } else { format!(": {body}") };
            bytes.push_str(&wrap.wrapped(&format!("\u{1b}]9;heyday: {summary}{rest}{BEL}")));
        }
    }
    if bell && !message.quiet {
        bytes.push_str(BEL);
    }
    bytes.into_bytes()
}

/// The parts of a notification of kitty: it is shown when the last is there.
fn kitty(message: &Message, summary: &str, body: &str) -> Vec<String> {
    let id = message.key;
    let urgency = match message.urgency {
        Urgency::Low => 0,
        Urgency::Normal => 1,
        Urgency::Critical => 2,
    };
    let more = u8::from(body.is_empty());
    let mut parts = vec![format!("\u{1b}]99;i=heyday-{id}:d={more}:u={urgency};{summary}{BEL}")];
    if !body.is_empty() {
        parts.push(format!("\u{1b}]99;i=heyday-{id}:d=1:p=body;{body}{BEL}"));
    }
    parts
}

#[cfg(test)]
mod tests;
