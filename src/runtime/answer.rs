//! The terminal's answer to "what is your background colour?". It comes among the keys, perhaps late, and
//! crossterm reads it as Alt-] and then letters. Here it is taken out of the stream again, whole, so that
//! asking needs no pause and no key is lost to it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::time::Duration;

/// The question (OSC 11).
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x07";

/// A colour as the terminal told it, 8 bits a channel.
pub(super) type Rgb = [u8; 3];

/// Whether asking a terminal of that name is safe: some print the question, some never answer.
pub(super) fn may_ask(term: Option<&str>) -> bool {
    let deaf = ["dumb", "linux", "screen", "Eterm", "eterm", "vt", "cons"];
    cfg!(unix)
        && term.is_some_and(|term| !term.is_empty() && !deaf.iter().any(|d| term.starts_with(d)))
}

/// What became of an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sifted {
    /// It is not part of an answer.
    Pass(Event),
    /// It may be part of one; ask again, or call [`Sieve::release`] when nothing follows within a moment.
    Held,
    /// What was held is not an answer: these are keys.
    Keys(Vec<Event>),
    /// The answer is complete; no colour when it can't be read.
    Answer(Option<Rgb>),
}

/// Takes one answer out of the stream of events.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    asked: bool,
    held: Vec<Event>,
    text: String,
}

/// Longer than any colour; what comes after is not swallowed.
const LONGEST: usize = 64;
const PREFIX: &str = "11;";

impl Sieve {
    /// A sieve that looks for an answer (when `asked`) or lets everything pass.
    pub(super) fn new(asked: bool) -> Sieve {
        Sieve { asked, ..Sieve::default() }
    }

    /// Whether something is held back.
    pub(super) fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// How long to wait for what follows what is held: a person's keys must not be late, and the rest of an
    /// answer may be, over a slow line.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_millis(if self.text.starts_with(PREFIX) { 1000 } else { 40 })
    }

    /// Takes the next event.
    pub(super) fn push(&mut self, event: Event) -> Sifted {
        if !self.asked {
            return Sifted::Pass(event);
        }
        let Event::Key(key) = &event else {
            return Sifted::Pass(event);
        };
        if key.kind == KeyEventKind::Release {
            return Sifted::Pass(event);
        }
        if self.held.is_empty() {
            if key.code == KeyCode::Char(']') && (key.modifiers - KeyModifiers::ALT).is_empty() {
                self.held.push(event);
                return Sifted::Held;
            }
            return Sifted::Pass(event);
        }
        let key = *key;
        self.held.push(event);
        self.go_on(key)
    }

    fn go_on(&mut self, key: KeyEvent) -> Sifted {
        let started = self.text.len() >= PREFIX.len();
        if started && ends(key) {
            let colour = colour(&self.text);
            *self = Sieve::default();
            return Sifted::Answer(colour);
        }
        let plain = (key.modifiers - KeyModifiers::SHIFT).is_empty();
        match key.code {
            KeyCode::Char(c) if plain && c.is_ascii() && self.text.len() < LONGEST => {
                self.text.push(c);
            }
            _ => return self.release(),
        }
        let fits = PREFIX.starts_with(&self.text) || self.text.starts_with(PREFIX);
        if fits { Sifted::Held } else { self.release() }
    }

    /// Nothing followed what is held: it was keys, or an answer cut short, which is dropped.
    pub(super) fn release(&mut self) -> Sifted {
        let held = std::mem::take(&mut self.held);
        let text = std::mem::take(&mut self.text);
        if text.starts_with(PREFIX) { Sifted::Answer(colour(&text)) } else { Sifted::Keys(held) }
    }
}

/// BEL, `ESC \`, or the bare ESC of some terminals.
fn ends(key: KeyEvent) -> bool {
    match key.code {
        KeyCode::Char('g') => key.modifiers == KeyModifiers::CONTROL,
        KeyCode::Char('\\') => key.modifiers == KeyModifiers::ALT,
        KeyCode::Esc => true,
        _ => false,
    }
}

/// Reads `11;rgb:1e1e/1e1e/1e1e` (1 to 4 hexadecimal digits a channel; `rgba:` too).
fn colour(text: &str) -> Option<Rgb> {
    let spec = text.strip_prefix(PREFIX)?;
    let channels = spec.strip_prefix("rgb:").or_else(|| spec.strip_prefix("rgba:"))?;
    let mut parts = channels.split('/').map(|digits| {
        let most = 16u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        (1..=4).contains(&digits.len()).then(|| u8::try_from(value * 255 / most).ok())?
    });
    Some([parts.next()??, parts.next()??, parts.next()??])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// What crossterm makes of `ESC ] text ESC \`.
    fn events(text: &str, end: Event) -> Vec<Event> {
        let mut events = vec![key(KeyCode::Char(']'), KeyModifiers::ALT)];
        events.extend(text.chars().map(|c| key(KeyCode::Char(c), KeyModifiers::NONE)));
        events.push(end);
        events
    }

    fn last(sieve: &mut Sieve, events: Vec<Event>) -> Sifted {
        events.into_iter().map(|event| sieve.push(event)).last().unwrap()
    }

    #[test]
    fn an_answer_is_taken_out_whatever_ends_it() {
        let st = key(KeyCode::Char('\\'), KeyModifiers::ALT);
        let bel = key(KeyCode::Char('g'), KeyModifiers::CONTROL);
        let esc = key(KeyCode::Esc, KeyModifiers::NONE);
        for end in [st, bel, esc] {
            let mut sieve = Sieve::new(true);
            let got = last(&mut sieve, events("11;rgb:1e1e/20ff/ffff", end));
            assert_eq!(got, Sifted::Answer(Some([0x1e, 0x20, 0xff])));
            assert!(!sieve.is_holding());
        }
    }

    #[test]
    fn keys_typed_by_a_person_come_through() {
        let mut sieve = Sieve::new(true);
        let bracket = key(KeyCode::Char(']'), KeyModifiers::ALT);
        let j = key(KeyCode::Char('j'), KeyModifiers::NONE);
        assert_eq!(sieve.push(j.clone()), Sifted::Pass(j.clone()));
        assert_eq!(sieve.push(bracket.clone()), Sifted::Held);
        assert_eq!(sieve.push(j.clone()), Sifted::Keys(vec![bracket.clone(), j]));
        assert_eq!(sieve.push(bracket.clone()), Sifted::Held);
        assert_eq!(sieve.release(), Sifted::Keys(vec![bracket]));
    }

    #[test]
    fn an_answer_cut_short_is_not_typed_into_the_program() {
        let mut sieve = Sieve::new(true);
        let mut cut = events("11;rgb:1e", key(KeyCode::Null, KeyModifiers::NONE));
        cut.pop();
        assert_eq!(last(&mut sieve, cut), Sifted::Held);
        assert_eq!(sieve.patience(), Duration::from_secs(1));
        assert_eq!(sieve.release(), Sifted::Answer(None));
    }

    #[test]
    fn nothing_is_held_when_nothing_was_asked_or_the_answer_has_come() {
        let bracket = key(KeyCode::Char(']'), KeyModifiers::ALT);
        assert_eq!(Sieve::new(false).push(bracket.clone()), Sifted::Pass(bracket.clone()));
        let mut sieve = Sieve::new(true);
        last(&mut sieve, events("11;rgb:0/0/0", key(KeyCode::Esc, KeyModifiers::NONE)));
        assert_eq!(sieve.push(bracket.clone()), Sifted::Pass(bracket));
    }

    #[test]
    fn a_colour_is_read_at_every_precision() {
        assert_eq!(colour("11;rgb:f/0/8"), Some([255, 0, 136]));
        assert_eq!(colour("11;rgba:ffff/0000/8080/ffff"), Some([255, 0, 128]));
        for text in
            ["11;", "11;rgb:", "11;rgb:1/2", "11;rgb:11111/0/0", "11;rgb:x/y/z", "10;rgb:0/0/0"]
        {
            assert_eq!(colour(text), None, "{text}");
        }
    }

    #[test]
    fn terminals_that_would_print_the_question_are_not_asked() {
        assert!(may_ask(Some("xterm-256color")) && may_ask(Some("tmux-256color")));
        assert!(!may_ask(Some("linux")) && !may_ask(Some("dumb")) && !may_ask(None));
    }
}
