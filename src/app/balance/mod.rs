//! The Balance screen: this week against the own weeks, how breaks are taken, and the signs of too much one by one. The
//! figures come as one small [`Picture`], made apart from the screen when it is opened; nothing of the log behind them
//! stays here. [`words`] says it in sentences, [`why`] shows the days behind a sign, [`layout()`] where everything stands.
//!
//! Never a grade, never against other people.

pub mod layout;
pub mod weeks;
pub mod why;
pub mod words;

pub use layout::{Layout, layout};

use super::list::List;
use super::overlay::why::{self as why_shown, About};
use super::{Effect, Model, Mouse, Msg, Screen, Tone};
use crate::balance::{Picture, Sign, Term};
use crate::domain::{Intent, Now};
use crate::input::Action;
use chrono::{Duration, NaiveDate};
use std::sync::Arc;

/// While the screen shows, the picture is made anew after so many seconds.
const STALE_S: i64 = 600;
/// So long a sign counts for nothing when the person says that it is no strain: what it compares is over by then.
const DISPUTED_DAYS: i64 = 28;

/// What the Balance screen remembers.
#[derive(Clone, Debug, Default)]
pub struct BalanceState {
    /// The figures; `None` before the screen was opened.
    pub picture: Option<Arc<Picture>>,
    /// Why there are none, when that is so.
    pub failed: Option<String>,
    /// Where the list of signs stands.
    pub list: List,
    /// The selected sign: it stays selected when others change places.
    pub selected: Option<Sign>,
}

impl BalanceState {
    /// The signs, those that say most first; empty while nothing is known of what is usual.
    pub fn terms(&self) -> &[Term] {
        let terms = self.picture.as_deref().and_then(|picture| picture.overview.terms());
        terms.map_or(&[], |terms| &terms.terms)
    }

    /// The selected sign with its numbers.
    pub fn term(&self) -> Option<&Term> {
        self.terms().get(self.list.selected)
    }
}

/// Goes to the screen: what is known shows at once, what is new comes when it has been found.
pub fn shown(_model: &mut Model) -> Vec<Effect> {
    vec![Effect::Weigh]
}

/// The day on which a sign counts again that the person says is no strain.
pub fn disputed(model: &Model, sign: Sign) -> Option<NaiveDate> {
    model.state.disputed(sign.word(), &model.now).map(|dispute| dispute.until)
}

/// Whether `msg`, which the model has not taken in yet, asks for a new picture: only while the screen shows, after what
/// changes the log, and every ten minutes.
pub fn asks(model: &Model, msg: &Msg, now: &Now) -> bool {
    if model.screen != Screen::Balance {
        return false;
    }
    let stale = |picture: &Picture| now.at.seconds_since(picture.as_of) >= STALE_S;
    match msg {
        Msg::Recorded { .. } | Msg::Changed { .. } | Msg::Configured(_) => true,
        Msg::Loaded { seq, .. } => *seq != model.seq,
        // Time passes in ticks; a tick that does not come asks for nothing.
        Msg::Tick => model.balance.picture.as_deref().is_some_and(stale),
        _ => false,
    }
}

/// Takes a picture in.
pub fn weighed(model: &mut Model, picture: Arc<Picture>) {
    model.balance.picture = Some(picture);
    model.balance.failed = None;
    derive(model);
}

/// Finds the selected sign again.
pub fn derive(model: &mut Model) {
    let selected = model.balance.selected;
    let at = model.balance.terms().iter().position(|term| Some(term.sign) == selected);
    select(model, at.unwrap_or(model.balance.list.selected));
}

fn select(model: &mut Model, at: usize) {
    let rows = usize::from(layout(model).signs.h);
    let balance = &mut model.balance;
    balance.list.select(at, balance.terms().len(), rows);
    balance.selected = balance.term().map(|term| term.sign);
}

/// Whether anything was worked that the screen could show.
pub fn has_work(picture: &Picture) -> bool {
    picture.overview.days.iter().any(|day| day.worked_s >= 60)
}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let step = |by: isize| model.balance.list.selected.saturating_add_signed(by);
    let at = match action {
        Action::Down => step(1),
        Action::Up => step(-1),
        Action::PageDown => step(10),
        Action::PageUp => step(-10),
        Action::Top => 0,
        Action::End => usize::MAX,
        Action::Explain => return Some(explain(model)),
        Action::DisputeSign => return Some(dispute(model)),
        _ => return None,
    };
    select(model, at);
    Some(Vec::new())
}

/// Shows the days behind the selected sign.
fn explain(model: &mut Model) -> Vec<Effect> {
    if let Some(sign) = model.balance.term().map(|term| term.sign) {
        return why_shown::open(model, About::Sign(sign));
    }
    model.say(Tone::Note, "no sign is known yet", "");
    Vec::new()
}

/// Says that the selected sign is no strain, for a while; or takes that back.
fn dispute(model: &mut Model) -> Vec<Effect> {
    let Some(sign) = model.balance.term().map(|term| term.sign) else {
        model.say(Tone::Note, "no sign is known yet", "");
        return Vec::new();
    };
    let word = sign.word().to_owned();
    vec![Effect::Do(match disputed(model, sign) {
        Some(_) => Intent::Undispute { sign: word },
        None => Intent::Dispute {
            sign: word,
            until: model.now.day() + Duration::days(DISPUTED_DAYS),
            note: String::new(),
        },
    })]
}

/// Takes a mouse event inside the body.
pub fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let (signs, known) = (layout(model).signs, model.balance.terms().len());
    if let Some(at) = model.balance.list.pointed(mouse, signs, known) {
        select(model, at);
    }
    Vec::new()
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
