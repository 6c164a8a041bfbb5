//! The one place where the model changes: a message in, effects out. Small on purpose: what a screen or an
//! overlay does with a key is in its own file.

use super::{Effect, Model, Msg, Tone};
use crate::domain::{Change, Now};

/// Takes `msg`, which happened at `now`, into the model. The effects are to be carried out in order.
pub fn update(model: &mut Model, msg: Msg, now: &Now) -> Vec<Effect> {
    model.now = *now;
    if model.toast.as_ref().is_some_and(|toast| toast.until.utc_ms() <= now.at.utc_ms()) {
        model.toast = None;
    }
    match msg {
        Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) | Msg::Away { .. } | Msg::Tick => Vec::new(),
        Msg::Resize(w, h) => {
            model.size = (w, h);
            Vec::new()
        }
        Msg::Focus(focused) => {
            model.window.focused = focused;
            Vec::new()
        }
        Msg::Background(dark) => {
            model.window.dark = dark;
            Vec::new()
        }
        Msg::Recorded { verb, subject, changes, seq } => {
            model.say(Tone::Done, format!("{verb} {subject}"), "");
            absorb(model, &changes, seq)
        }
        Msg::Changed { changes, seq } => absorb(model, &changes, seq),
        Msg::Refused { message, hint } => {
            model.say(Tone::Refused, message, hint);
            Vec::new()
        }
        Msg::Loaded { state, seq } => {
            model.state = *state;
            model.seq = seq;
            model.loaded = true;
            Vec::new()
        }
        Msg::Configured(settings) => {
            model.settings = *settings;
            Vec::new()
        }
        Msg::ReadOnly(reason) => {
            model.read_only = Some(reason);
            Vec::new()
        }
    }
}

/// Carries changes into the state; asks for a fresh load when it knows too little for one of them.
fn absorb(model: &mut Model, changes: &[Change], seq: i64) -> Vec<Effect> {
    model.seq = seq;
    let mut known = true;
    for change in changes {
        known &= model.state.apply(change);
    }
    if known { Vec::new() } else { vec![Effect::Load(model.want())] }
}
