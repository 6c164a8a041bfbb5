//! From a key to what it does here: the chord so far is kept in the model, the keymap says what it means,
//! and the action goes to the top overlay, else to the screen, else to what works everywhere.

use super::{Effect, Model, Screen, Tone, act, overlay, rate};
use crate::input::{Action, Context, Key, Resolution};

/// Where keys are pressed now: everywhere, the screen, the top overlay.
pub fn contexts(model: &Model) -> Vec<Context> {
    let screen = match model.screen {
        Screen::Today => Context::Today,
        Screen::Tasks => Context::Tasks,
        Screen::Week => Context::Week,
        Screen::Log => Context::Log,
        Screen::Insights => Context::Insights,
        Screen::Balance => Context::Balance,
    };
    let mut stack = vec![Context::Global, screen];
    let typing = match model.screen {
        Screen::Tasks => model.tasks.context(),
        _ => None,
    };
    stack.extend(typing);
    stack.extend(model.overlays.last().map(overlay::Overlay::context));
    stack
}

/// The first key that does `action` on the screen below every overlay, as it is shown; its name when no key
/// does.
pub fn shown(model: &Model, action: Action) -> String {
    let stack: Vec<Context> = contexts(model).into_iter().filter(|c| !c.is_overlay()).collect();
    let chord = model.settings.keymap.chords(&stack, action).into_iter().next();
    chord.map_or_else(|| format!(":{}", action.spec().label), |chord| chord.shown())
}

/// The first key that does `action` in `context`, as it is shown; its name when no key does.
pub fn shown_in(model: &Model, context: Context, action: Action) -> String {
    let chord = model.settings.keymap.chords(&[context], action).into_iter().next();
    chord.map_or_else(|| format!(":{}", action.spec().label), |chord| chord.shown())
}

/// Takes a key press.
pub fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    if let Some(effects) = rate::press(model, key) {
        return effects;
    }
    // The shell's own key; it has no other meaning anywhere.
    if key == Key::char('z').with_ctrl() {
        return vec![Effect::Suspend];
    }
    model.pending.push(key);
    match model.settings.keymap.resolve(&contexts(model), &model.pending) {
        Resolution::Matched(action) => {
            model.pending.clear();
            act::act(model, action)
        }
        Resolution::Pending(_) => Vec::new(),
        Resolution::Unbound => unbound(model),
    }
}

fn unbound(model: &mut Model) -> Vec<Effect> {
    let keys = std::mem::take(&mut model.pending);
    let stack = contexts(model);
    match keys.as_slice() {
        [key] if stack.last().is_some_and(|top| top.is_overlay()) => act::typed(model, *key),
        [_, ..] if keys.len() > 1 => {
            let cancelled = Resolution::Matched(Action::Cancel);
            let last = keys.last().map(std::slice::from_ref).unwrap_or_default();
            // Esc after a prefix only takes the prefix back.
            if model.settings.keymap.resolve(&stack, last) != cancelled {
                let shown: Vec<String> = keys.iter().map(|key| key.shown()).collect();
                model.say(Tone::Note, format!("`{}` does nothing here", shown.join(" ")), "");
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}
