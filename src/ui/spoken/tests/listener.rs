//! A person who listens: presses keys and hears what is said.

use crate::app::{Effect, Model, Msg, fixture, update};
use crate::domain::{Mint, Now, State, decide};
use crate::input::Key;
use crate::ui::spoken::{Cause, Piece, Voice};

/// The program as a person hears it: effects are decided at once, as the store would.
pub(super) struct Listener {
    pub(super) model: Model,
    voice: Voice,
    mint: Mint,
}

impl Listener {
    pub(super) fn on(state: State) -> Listener {
        let model = fixture::loaded((160, 50), state);
        let mut voice = Voice::new();
        voice.begin(&model);
        Listener { model, voice, mint: Mint::new(9, 9) }
    }

    pub(super) fn new() -> Listener {
        let mut listener = Listener::on(fixture::state());
        listener.said();
        listener
    }

    pub(super) fn tell(&mut self, msg: Msg, now: &Now) {
        let cause = Cause::of(&msg, &self.model);
        let mut effects = update(&mut self.model, msg, now);
        while let Some(effect) = effects.pop() {
            if let Effect::Do(intent) = effect {
                let answer = match decide(&self.model.state, &intent, now, &mut self.mint) {
                    Ok(done) => Msg::Recorded {
                        verb: done.verb.to_owned(),
                        subject: done.subject,
                        changes: done.changes,
                        seq: self.model.seq + 1,
                    },
                    Err(refusal) => {
                        Msg::Refused { message: refusal.to_string(), hint: String::new() }
                    }
                };
                effects.extend(update(&mut self.model, answer, now));
            }
        }
        self.voice.follow(&cause, &self.model);
    }

    /// Presses keys, spelt as in the configuration file; what is heard.
    pub(super) fn press(&mut self, keys: &str) -> String {
        let now = self.model.now;
        for key in keys.split_whitespace() {
            self.tell(Msg::Key(key.parse().unwrap()), &now);
        }
        self.said()
    }

    /// Types, one key a character.
    pub(super) fn types(&mut self, text: &str) -> String {
        let now = self.model.now;
        for c in text.chars() {
            self.tell(Msg::Key(Key::char(c)), &now);
        }
        self.said()
    }

    pub(super) fn said(&mut self) -> String {
        let mut out = String::new();
        let mut open = false;
        for piece in self.voice.take() {
            let (text, goes_on) = match &piece {
                Piece::Line(text) => (text.clone(), false),
                Piece::Prompt(text) => (format!("> {text}"), true),
                Piece::Typed(text) => {
                    out.push_str(text);
                    continue;
                }
            };
            if open {
                out.push('\n');
            }
            out.push_str(&text);
            if !goes_on {
                out.push('\n');
            }
            open = goes_on;
        }
        out
    }
}
