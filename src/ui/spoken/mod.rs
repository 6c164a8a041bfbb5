//! The view for screen readers: what has changed in the model, as lines in reading order. The same model, keys
//! and store as the full screen; nothing is ever drawn over, nothing ticks, nothing is told by a shape or a
//! colour alone.
//!
//! A [`Voice`] remembers what it has said. [`opening()`] is the day at a glance, `place` the selected row,
//! `log` the Log screen, `insights` what was learned, `balance` the Balance screen, `plan` the plan and the Week screen, `overlay` what lies on top, `elsewhere` what others recorded, `aspect` everything that is compared.

mod aspect;
mod balance;
mod elsewhere;
mod flow;
mod insights;
mod log;
mod opening;
mod overlay;
mod place;
mod plan;

#[cfg(test)]
mod tests;

pub use opening::opening;

use crate::app::{Model, Msg, Tone, keys, rate};
use crate::input::{Action, Key, KeyCode, Resolution};
use crate::text::visible;
use aspect::{Said, Told};
use overlay::Shown;

/// A piece of what is said. Texts are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A line of its own.
    Line(String),
    /// A line to type into, with what is in it already. It stays open at its end.
    Prompt(String),
    /// More at the end of the open line.
    Typed(String),
}

/// Why the model has changed: what a person hears after a key would be noise after a minute went by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The person did something: pressed that key, or pasted.
    Person(Option<Key>),
    /// Others recorded something; the line that tells it.
    Elsewhere(String),
    /// Time passed, or the program itself did something.
    Passing,
}

impl Cause {
    /// What `msg` will be to a model that has not taken it in yet.
    pub fn of(msg: &Msg, model: &Model) -> Cause {
        match msg {
            Msg::Key(key) => Cause::Person(Some(*key)),
            Msg::Paste(_) | Msg::Mouse(_) => Cause::Person(None),
            Msg::Changed { changes, .. } => {
                Cause::Elsewhere(elsewhere::told(&model.state, changes))
            }
            Msg::Loaded { .. } if model.loaded => {
                Cause::Elsewhere("Much was changed elsewhere.".into())
            }
            _ => Cause::Passing,
        }
    }
}

/// So many pieces wait at most: for a terminal that does not read, what is newest is said later, once.
const MOST: usize = 400;

/// What has been said, and what is to be said next.
#[derive(Debug, Default)]
pub struct Voice {
    before: Option<Said>,
    pieces: Vec<Piece>,
    /// Whether what is typed stands in an open line.
    open: bool,
}

impl Voice {
    /// A voice that has said nothing yet.
    pub fn new() -> Voice {
        Voice::default()
    }

    /// Whether [`Voice::begin`] was called.
    pub fn has_begun(&self) -> bool {
        self.before.is_some()
    }

    /// Says the day at a glance, and what lies over it.
    pub fn begin(&mut self, model: &Model) {
        let said = Said::of(model);
        self.lines(opening(model));
        if let Some(shown) = &said.shown {
            self.open_overlay(shown);
        }
        self.before = Some(said);
    }

    /// Takes what is to be said.
    pub fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    /// Says what others did, apart from everything that will follow.
    pub fn aside(&mut self, cause: &Cause) {
        if let (Cause::Elsewhere(line), true) = (cause, self.has_begun()) {
            self.line(line);
        }
    }

    /// Says what has changed since the last time, because of `cause`.
    pub fn follow(&mut self, cause: &Cause, model: &Model) {
        if self.pieces.len() >= MOST {
            return;
        }
        let Some(before) = self.before.take() else { return };
        let start = self.pieces.len();
        let mut after = Said::of(model);
        if let Cause::Elsewhere(line) = cause {
            self.line(line);
        }
        self.answers(&before, &after, model, cause);
        self.overlays(&before, &after, cause);
        self.screen(&before, &mut after, cause);
        for alert in fresh(&before.alerts, &after.alerts) {
            self.line(&alert.text);
        }
        if let (Cause::Person(Some(key)), true) = (cause, self.pieces.len() == start) {
            self.nothing_new(*key, &after, model);
        }
        self.before = Some(after);
    }

    /// The answer to what was done, the focus question, the keys that may follow.
    fn answers(&mut self, before: &Said, after: &Said, model: &Model, cause: &Cause) {
        let pressed = matches!(cause, Cause::Person(_));
        if let Some(toast) =
            after.toast.as_ref().filter(|t| pressed || before.toast.as_ref() != Some(t))
        {
            let closed = before.shown.as_ref().filter(|_| before.depth > after.depth);
            let understood = closed.map(|shown| shown.understood.as_str()).unwrap_or_default();
            if toast.tone == Tone::Done && !understood.is_empty() {
                self.line(&format!("Understood: {understood}."));
            }
            let text = match toast.tone {
                Tone::Refused => format!("Not done: {}", toast.text),
                Tone::Done | Tone::Note => toast.text.clone(),
            };
            self.line(&sentences(&[&text, &toast.hint]));
        }
        if after.rate.is_some() && before.rate != after.rate {
            let words = (1..).zip(rate::WORDS).map(|(n, word)| format!("`{n}` {word}"));
            let words: Vec<String> = words.collect();
            self.line(&format!("How focused? {}. `Enter` skips.", words.join(", ")));
        }
        if !after.pending.is_empty() && before.pending != after.pending {
            let stack = keys::contexts(model);
            if let Resolution::Pending(next) = model.settings.keymap.resolve(&stack, &after.pending)
            {
                let next: Vec<String> =
                    next.iter().map(|c| format!("`{}` {}", c.key.shown(), c.label)).collect();
                self.line(&format!("Then {}.", next.join(", ")));
            }
        }
        if after.zen && !before.zen {
            self.lines(opening::present(model));
        }
    }

    /// What opened, closed or changed on top of the screen.
    fn overlays(&mut self, before: &Said, after: &Said, cause: &Cause) {
        match (&before.shown, &after.shown) {
            (Some(old), Some(new)) if before.depth == after.depth && old.title == new.title => {
                self.change_overlay(old, new, cause);
            }
            (_, Some(new)) => self.open_overlay(new),
            (Some(old), None) => {
                self.open = false;
                let answered = after.toast.is_some() || before.screen != after.screen;
                if !answered && !old.over_list && matches!(cause, Cause::Person(_)) {
                    self.line(&sentences(&[&format!(
                        "{}: closed",
                        old.title.trim_end_matches('?')
                    )]));
                }
            }
            (None, None) => {}
        }
    }

    fn open_overlay(&mut self, shown: &Shown) {
        self.line(&sentences(&[&shown.title]));
        self.lines(shown.lines.clone());
        if let Some(place) = &shown.place {
            self.line(place);
        }
        if let Some((text, _)) = &shown.typed {
            self.prompt(text);
        }
    }

    fn change_overlay(&mut self, old: &Shown, new: &Shown, cause: &Cause) {
        if new.answered && !old.answered {
            self.lines(new.lines.clone());
            return;
        }
        let entered =
            matches!(cause, Cause::Person(Some(key)) if *key == Key::plain(KeyCode::Enter));
        if let Some(error) = new.error.as_ref().filter(|e| entered || old.error.as_ref() != Some(e))
        {
            self.line(error);
            if let Some((text, _)) = &new.typed {
                self.prompt(text);
            }
        } else if let (Some(old), Some(new)) = (&old.typed, &new.typed)
            && old != new
        {
            self.change_typed(old, new);
        } else if old.query != new.query {
            self.lines(new.found.clone());
        } else if let Some(place) = new.place.as_ref().filter(|p| old.place.as_ref() != Some(p)) {
            self.line(place);
        }
    }

    /// Goes on at the end of the open line as long as that is where it is typed.
    fn change_typed(&mut self, old: &(String, usize), new: &(String, usize)) {
        let (text, cursor) = new;
        let added = text.strip_prefix(old.0.as_str()).filter(|_| *cursor == text.len());
        match added {
            Some("") => self.line("Cursor at the end."),
            Some(added) if self.open => self.pieces.push(Piece::Typed(visible(added).into_owned())),
            None if old.0 == *text => {
                let next = text.get(*cursor..).and_then(|rest| rest.chars().next());
                self.line(&format!("Cursor before `{}`.", next.unwrap_or(' ')));
            }
            _ => self.prompt(text),
        }
    }

    /// The screen, how it is arranged, and the selected row.
    fn screen(&mut self, before: &Said, after: &mut Said, cause: &Cause) {
        let typing = after.shown.as_ref().is_some_and(|shown| shown.over_list);
        if before.screen != after.screen {
            self.line(&after.heading);
        } else if typing {
            // What a filter narrows is told when it stands.
            after.arrangement.clone_from(&before.arrangement);
        } else if before.zen == after.zen {
            for told in fresh(&before.arrangement, &after.arrangement) {
                self.line(&told.text);
            }
        }
        if !matches!(cause, Cause::Person(_)) {
            return;
        }
        if after.shown.is_some() {
            after.place.clone_from(&before.place);
        } else if before.screen != after.screen || before.place.same != after.place.same {
            self.lines(after.place.lines.clone());
        }
    }

    /// A key after which everything is as before: the person hears that it was heard.
    fn nothing_new(&mut self, key: Key, after: &Said, model: &Model) {
        let stack = keys::contexts(model);
        let resolved = model.settings.keymap.resolve(&stack, &[key]);
        let on_top = after.shown.as_ref();
        match resolved {
            _ if key == Key::char('z').with_ctrl() => {}
            Resolution::Matched(Action::Quit) if on_top.is_none() => {
                let runs = model.state.running().is_some();
                let text = if runs { "Left; the timer runs on." } else { "Left." };
                self.line(text);
            }
            Resolution::Matched(Action::Redraw) => self.lines(opening(model)),
            Resolution::Unbound if on_top.is_none_or(|shown| shown.typed.is_none()) => {
                let help = keys::shown(model, Action::Help);
                self.line(&format!("`{}` does nothing here. `{help}` says the keys.", key.shown()));
            }
            _ => match on_top {
                Some(Shown { typed: Some((text, _)), .. }) => self.prompt(text),
                Some(Shown { place: Some(place), .. }) => self.line(place),
                Some(_) => self.line("Nothing changed."),
                None if after.place.lines.is_empty() => self.line("Nothing changed."),
                None => self.lines(after.place.lines.clone()),
            },
        }
    }

    fn lines(&mut self, lines: Vec<String>) {
        for line in lines {
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        self.open = false;
        self.pieces.push(Piece::Line(visible(line).into_owned()));
    }

    fn prompt(&mut self, text: &str) {
        self.open = true;
        self.pieces.push(Piece::Prompt(visible(text).into_owned()));
    }
}

/// What was not told before.
fn fresh<'a>(before: &'a [Told], after: &'a [Told]) -> impl Iterator<Item = &'a Told> {
    after.iter().filter(|told| before.iter().all(|old| old.key != told.key))
}

/// Texts as sentences: each begins with a capital and ends with a full stop.
fn sentences(texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut letters = text.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(letters.as_str());
        if !text.ends_with(['.', '?', '!', ':']) {
            out.push('.');
        }
    }
    out
}
