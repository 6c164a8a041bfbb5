//! One key press and a sequence of them, as config files spell them: `j`, `ctrl-r`, `shift-tab`, `g g`.
//!
//! Spelling is reversible: what [`Key`] prints, it parses to the same key. This file knows no terminal
//! library; the runtime turns its events into keys. Which key does what: [`super::action`].

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Which key, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, as typed: shift is part of it (`J`, `?`).
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with shift it is what terminals call back-tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A function key, 1 to 12.
    F(u8),
}

/// Keys with a name, the name in config files, and the name on the screen.
const NAMED: [(KeyCode, &str, &str); 15] = [
    (KeyCode::Char(' '), "space", "Space"),
    (KeyCode::Enter, "enter", "Enter"),
    (KeyCode::Esc, "esc", "Esc"),
    (KeyCode::Tab, "tab", "Tab"),
    (KeyCode::Backspace, "backspace", "Backspace"),
    (KeyCode::Delete, "delete", "Del"),
    (KeyCode::Insert, "insert", "Ins"),
    (KeyCode::Home, "home", "Home"),
    (KeyCode::End, "end", "End"),
    (KeyCode::PageUp, "pageup", "PgUp"),
    (KeyCode::PageDown, "pagedown", "PgDn"),
    (KeyCode::Up, "up", "Up"),
    (KeyCode::Down, "down", "Down"),
    (KeyCode::Left, "left", "Left"),
    (KeyCode::Right, "right", "Right"),
];

/// Other spellings that people know from elsewhere.
const ALIASES: [(&str, KeyCode); 6] = [
    ("return", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
];

/// One key press: a key and the modifiers held with it.
///
/// Kept in one normal form, so that equal presses are equal values: shift of a character is in the
/// character (`shift-j` is `J`), and function keys go from 1 to 12.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Key {
    /// The key without modifiers.
    pub fn plain(code: KeyCode) -> Key {
        let code = match code {
            KeyCode::F(n) => KeyCode::F(n.clamp(1, 12)),
            other => other,
        };
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// The character without modifiers.
    pub fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    /// The same key with control held.
    #[must_use]
    pub fn with_ctrl(self) -> Key {
        Key { ctrl: true, ..self }
    }

    /// The same key with alt held.
    #[must_use]
    pub fn with_alt(self) -> Key {
        Key { alt: true, ..self }
    }

    /// The same key with shift held. A lower-case letter becomes its capital; other characters are what
    /// shift made of them already.
    #[must_use]
    pub fn with_shift(self) -> Key {
        match self.code {
            KeyCode::Char(c) => {
                let mut capital = c.to_uppercase();
                let c = capital.next().filter(|_| capital.next().is_none()).unwrap_or(c);
                Key { code: KeyCode::Char(c), ..self }
            }
            _ => Key { shift: true, ..self },
        }
    }

    /// Which key, without its modifiers.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// Whether control is held.
    pub fn ctrl(self) -> bool {
        self.ctrl
    }

    /// Whether alt is held.
    pub fn alt(self) -> bool {
        self.alt
    }

    /// Whether shift is held; never for characters.
    pub fn shift(self) -> bool {
        self.shift
    }

    /// The character that the press types into a line of text; `None` for anything else.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// How a screen shows it: `Enter`, `Ctrl-r`, `J`.
    pub fn shown(self) -> String {
        let held = [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")];
        let held: String =
            held.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).collect();
        match (NAMED.iter().find(|(code, ..)| *code == self.code), self.code) {
            (Some((.., name)), _) => held + name,
            (None, KeyCode::F(n)) => format!("{held}F{n}"),
            (None, _) => held + &Key::plain(self.code).to_string(),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((_, name, _)) = NAMED.iter().find(|(code, ..)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) if c.is_alphanumeric() || c.is_ascii_graphic() => write!(f, "{c}"),
            // Invisible and control characters must never reach a screen or a config file raw.
            KeyCode::Char(c) => write!(f, "u+{:04x}", u32::from(c)),
            KeyCode::F(n) => write!(f, "f{n}"),
            _ => Ok(()),
        }
    }
}

/// A key that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a key")]
pub struct BadKey(pub String);

impl BadKey {
    /// What to write instead.
    pub fn hint(&self) -> String {
        let word = self.0.rsplit('-').next().unwrap_or(&self.0).to_lowercase();
        if let Some((modifier, key)) = self.0.rsplit_once('-')
            && let Some(near) = super::suggest::nearest(modifier, ["ctrl", "shift"])
            && near != modifier
        {
            return format!("did you mean `{near}-{key}`?");
        }
        let names = NAMED.iter().map(|(_, name, _)| *name);
        match super::suggest::nearest(&word, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "for example `j`, `ctrl-r`, `shift-tab`, `f5`, `space`; `g g` is one after the other".into(),
        }
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Key, BadKey> {
        let bad = || BadKey(text.to_owned());
        let (mut rest, mut ctrl, mut alt, mut shift) = (text, false, false, false);
        while let Some((modifier, after)) =
            rest.split_once('-').filter(|(_, after)| !after.is_empty())
        {
            let held = match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => &mut ctrl,
                "alt" | "meta" | "a" => &mut alt,
                "shift" | "s" => &mut shift,
                _ => return Err(bad()),
            };
            if std::mem::replace(held, true) {
                return Err(bad());
            }
            rest = after;
        }
        let mut key = Key::plain(code(rest).ok_or_else(bad)?);
        if shift {
            key = key.with_shift();
        }
        Ok(Key { ctrl, alt, ..key })
    }
}

fn code(text: &str) -> Option<KeyCode> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(KeyCode::Char(c));
    }
    let lower = text.to_ascii_lowercase();
    if let Some((code, ..)) = NAMED.iter().find(|(_, name, _)| *name == lower) {
        return Some(*code);
    }
    if let Some((_, code)) = ALIASES.iter().find(|(name, _)| *name == lower) {
        return Some(*code);
    }
    if let Some(hex) = lower.strip_prefix("u+") {
        return u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).map(KeyCode::Char);
    }
    let n = lower.strip_prefix('f')?.parse::<u8>().ok()?;
    (1..=12).contains(&n).then_some(KeyCode::F(n))
}

/// Keys pressed one after the other: `g g`. Never empty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord(Vec<Key>);

impl Chord {
    /// The keys in order; at least one.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether these keys begin the chord and do not yet complete it.
    pub fn starts_with(&self, keys: &[Key]) -> bool {
        self.0.len() > keys.len() && self.0.starts_with(keys)
    }

    /// How a screen shows it: `g g`, `Ctrl-r`.
    pub fn shown(&self) -> String {
        self.0.iter().map(|key| key.shown()).collect::<Vec<_>>().join(" ")
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Chord {
        Chord(vec![key])
    }
}

impl fmt::Debug for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chord({self})")
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, key) in self.0.iter().enumerate() {
            write!(f, "{}{key}", if i == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

impl FromStr for Chord {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Chord, BadKey> {
        let keys = text.split_whitespace().map(str::parse).collect::<Result<Vec<Key>, _>>()?;
        if keys.is_empty() { Err(BadKey(text.to_owned())) } else { Ok(Chord(keys)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_key() -> impl Strategy<Value = Key> {
        let named: Vec<KeyCode> = NAMED.iter().map(|(code, ..)| *code).collect();
        let code = prop_oneof![
            any::<char>().prop_map(KeyCode::Char),
            proptest::char::range('!', '~').prop_map(KeyCode::Char),
            proptest::sample::select(named),
            (1..=12u8).prop_map(KeyCode::F),
        ];
        (code, any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| {
            let key = Key { ctrl, alt, ..Key::plain(code) };
            if shift { key.with_shift() } else { key }
        })
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn what_a_key_prints_it_parses_to_the_same_key(key in any_key()) {
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }

        #[test]
        fn what_a_chord_prints_it_parses_to_the_same_chord(
            keys in proptest::collection::vec(any_key(), 1..4)
        ) {
            let chord = Chord(keys);
            prop_assert_eq!(chord.to_string().parse::<Chord>(), Ok(chord.clone()));
            prop_assert!(!chord.shown().chars().any(char::is_control));
        }

        #[test]
        fn reading_a_key_never_panics(text in any::<String>()) {
            if let Err(bad) = text.parse::<Chord>() {
                prop_assert!(!bad.hint().is_empty());
            }
        }
    }

    #[test]
    fn the_spellings_of_other_programs_mean_the_same_keys() {
        for (one, other) in [
            ("ctrl-r", "C-r"),
            ("shift-j", "J"),
            ("ctrl-shift-r", "ctrl-R"),
            ("return", "enter"),
            ("Escape", "esc"),
            ("u+0020", "space"),
            ("alt-ctrl-x", "ctrl-alt-x"),
        ] {
            assert_eq!(one.parse::<Key>(), other.parse::<Key>(), "{one} {other}");
            assert!(one.parse::<Key>().is_ok(), "{one}");
        }
        assert_eq!("ctrl--".parse::<Key>(), Ok(Key::char('-').with_ctrl()));
        assert_eq!("shift-tab".parse::<Key>().map(Key::shown), Ok("Shift-Tab".into()));
    }

    #[test]
    fn a_misspelt_key_is_refused_with_the_name_that_was_meant() {
        for text in ["", "hyper-x", "ctrl-", "ctrl-ctrl-x", "f13", "f0", "foo", "u+110000"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
        assert_eq!(BadKey("ctrl-entr".into()).hint(), "did you mean `enter`?");
        assert_eq!(BadKey("ctlr-s".into()).hint(), "did you mean `ctrl-s`?");
    }

    #[test]
    fn only_what_types_a_character_is_typed() {
        assert_eq!(Key::char('é').typed(), Some('é'));
        assert_eq!(Key::char('r').with_ctrl().typed(), None);
        assert_eq!(Key::plain(KeyCode::Enter).typed(), None);
        assert_eq!(Key::char('\u{1b}').typed(), None);
    }
}
