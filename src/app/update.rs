//! The one place where the model changes: a message in, effects out. Small on purpose: what a screen or an
//! overlay does with a key is in its own file.

use super::{
    Effect, Model, Mouse, MouseKind, Msg, Screen, Tone, act, balance, calendars, flow, insights,
    keys, log, nudges, overlay, plan, recorded, tasks, today, week,
};
use crate::domain::Now;

/// Takes `msg`, which happened at `now`, into the model. The effects are to be carried out in order.
pub fn update(model: &mut Model, msg: Msg, now: &Now) -> Vec<Effect> {
    let reads = calendars::asks(model, &msg, now);
    let teaches = insights::learning::teaches(model, &msg, now);
    let plans = plan::asks(model, &msg, now);
    let weighs = balance::asks(model, &msg, now);
    let mut effects = passed(model, now);
    effects.extend(match msg {
        Msg::Key(key) => {
            model.toast = None;
            keys::press(model, key)
        }
        Msg::Paste(text) => paste(model, &text),
        Msg::Mouse(event) => mouse(model, event),
        Msg::Recorded { verb, subject, changes, seq } => {
            recorded::recorded(model, &verb, &subject, &changes, seq)
        }
        Msg::Changed { changes, seq } => recorded::absorb(model, &changes, seq),
        Msg::Away { from, to } => recorded::away(model, from, to),
        Msg::Returned { heard, span } => recorded::returned(model, heard, span),
        Msg::Seen(seen) => flow::seen::remembered(model, seen),
        Msg::Proposed(proposal) => plan::proposed(model, proposal),
        Msg::Calendars(healths) => {
            let effects = calendars::stand(model, healths);
            recorded::replanned(model);
            effects
        }
        other => {
            heard(model, other);
            Vec::new()
        }
    });
    plan::follow(model, &mut effects);
    if reads {
        effects.push(Effect::ReadCalendars);
    }
    if teaches {
        effects.push(Effect::Learn);
    }
    if weighs {
        effects.push(Effect::Weigh);
    }
    if plans && !effects.contains(&Effect::Propose) {
        effects.push(Effect::Propose);
    }
    effects
}

/// What only concerns the model itself.
fn heard(model: &mut Model, msg: Msg) {
    match msg {
        Msg::Resize(w, h) => {
            model.size = (w, h);
            divided(model);
        }
        Msg::Focus(focused) => model.window.focused = focused,
        Msg::Background(dark) => model.window.dark = dark,
        Msg::Waiting(what) => model.waiting = what,
        Msg::Refused { message, hint } => model.say(Tone::Refused, message, hint),
        Msg::Loaded { state, seq } => recorded::loaded(model, *state, seq),
        Msg::Configured(settings) => {
            model.settings = *settings;
            recorded::derive(model);
        }
        Msg::Learned(profile) => insights::learned(model, profile),
        Msg::LookingBack(progress) => insights::looking_back(model, progress),
        Msg::LookedBack(profile, found) => insights::looked_back(model, profile, found),
        Msg::NotLearned(reason) => insights::not_learned(model, reason),
        Msg::Weighed(picture) => balance::weighed(model, picture),
        Msg::NotWeighed(reason) => model.balance.failed = Some(reason),
        Msg::Explained(answer) => overlay::why::explained(model, answer),
        Msg::Pulse(pulse) => nudges::beat(model, *pulse),
        Msg::ReadOnly(reason) => model.read_only = Some(reason),
        Msg::Settled { text, done } => overlay::suggested::settled(model, &text, done),
        Msg::Skills(found) => overlay::skills::found(model, found),
        Msg::Suggested(waiting) => overlay::suggested::told(model, waiting),
        Msg::Recalled(habits) => recorded::recalled(model, &habits),
        _ => {}
    }
}

/// The screen is divided otherwise: lists show more or less of themselves.
pub(super) fn divided(model: &mut Model) {
    today::queue::place(model);
    tasks::derive(model);
    log::derive(model);
    insights::derive(model);
    balance::derive(model);
}

/// Time has passed: what has run out goes, and once a minute the screens look again at the clock.
fn passed(model: &mut Model, now: &Now) -> Vec<Effect> {
    let (before, after) = (model.now, *now);
    model.now = after;
    let over = |until: crate::domain::Moment| until.utc_ms() <= after.at.utc_ms();
    if model.toast.as_ref().is_some_and(|toast| over(toast.until)) {
        model.toast = None;
    }
    if model.rate.is_some_and(|rate| over(rate.until)) {
        model.rate = None;
    }
    super::ping::ask(model, before.at, now);
    let new_day = model.loaded && before.day() != after.day();
    if new_day {
        // What is remembered is of the days before this one; the load tells it anew, and then something is offered.
        model.seen = None;
    }
    let minute = |now: &Now| now.at.utc_ms().div_euclid(60_000);
    let mut effects = Vec::new();
    if model.loaded && minute(&before) != minute(&after) {
        recorded::derive(model);
        effects = flow::seen::offer(model);
    }
    // A new work day needs its own part of the log.
    if new_day {
        effects.push(Effect::Load(model.want()));
    }
    effects
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return overlay::paste(model, text);
    }
    match model.screen {
        Screen::Tasks => tasks::paste(model, text),
        Screen::Today | Screen::Week | Screen::Log | Screen::Insights | Screen::Balance => {
            Vec::new()
        }
    }
}

fn mouse(model: &mut Model, event: Mouse) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return overlay::mouse(model, event);
    }
    let chrome = model.chrome();
    if event.kind == MouseKind::Press && chrome.header.contains(event.x, event.y) {
        let hit = super::tabs::at(chrome.header, event.x);
        return hit.map(|screen| act::show(model, screen)).unwrap_or_default();
    }
    if !chrome.body.contains(event.x, event.y) {
        return Vec::new();
    }
    match model.screen {
        Screen::Today => today::mouse(model, event),
        Screen::Tasks => tasks::mouse(model, event),
        Screen::Week => week::mouse(model, event),
        Screen::Log => log::mouse(model, event),
        Screen::Insights => insights::mouse(model, event),
        Screen::Balance => balance::mouse(model, event),
    }
}
