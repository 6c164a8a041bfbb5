//! What follows from a recorded step: the state takes the changes in, the screens find out again what
//! depends on them, and one line says what happened.

use super::overlay::absences::Habits;
use super::overlay::away::Absence;
use super::{
    Effect, Model, Overlay, Tone, act, balance, flow, keys, log, overlay::Away, plan, rate, tasks,
    today, week, words,
};
use crate::balance::Sign;
use crate::domain::{Change, HeardId, Moment, SessionPatch, Span, State, urgency};
use crate::exchange::demo;
use crate::input::Action;

/// A step of this program was recorded.
pub fn recorded(
    model: &mut Model,
    verb: &str,
    subject: &str,
    changes: &[Change],
    seq: i64,
) -> Vec<Effect> {
    let mut effects = absorb(model, changes, seq);
    if verb == "away" {
        effects.extend(ask_on(model));
    }
    follow_new_task(model, changes);
    model.rate = rate::after(model, changes).or(model.rate.filter(|_| verb == "log edit"));
    let (text, hint) = told(model, verb, subject, changes);
    model.say(Tone::Done, text, hint);
    effects
}

/// Carries changes into the state; asks for a fresh load when it knows too little for one of them.
pub fn absorb(model: &mut Model, changes: &[Change], seq: i64) -> Vec<Effect> {
    model.seq = seq;
    let mut known = true;
    for change in changes {
        known &= model.state.apply(change);
    }
    derive(model);
    if known { Vec::new() } else { vec![Effect::Load(model.want())] }
}

/// A fresh state from the store.
pub fn loaded(model: &mut Model, state: State, seq: i64) {
    let first = !model.loaded;
    model.state = state;
    model.seq = seq;
    model.loaded = true;
    if first {
        let kinds = i64::try_from(model.state.types().len()).unwrap_or(i64::MAX);
        model.today.begun = seq > kinds;
    }
    derive(model);
    if first && today::is_first_run(model) {
        model.overlays.push(Overlay::Welcome(super::overlay::Welcome::default()));
    }
}

/// Finds everything out again that depends on the log or on the minute.
pub fn derive(model: &mut Model) {
    model.ranked = urgency::rank(&model.state, &model.now, &model.settings.weights);
    model.demo = demo::is_all_demo(&model.state);
    plan::derive(model);
    today::derive(model);
    tasks::derive(model);
    week::derive(model);
    log::derive(model);
    flow::follow(model);
    ask_about_forgotten(model);
}

/// Finds out again what depends on the proposal.
pub fn replanned(model: &mut Model) {
    plan::derive(model);
    today::derive(model);
    week::derive(model);
}

/// Asks about a timer that has run for too long; once, until it is settled or runs on for longer.
pub fn ask_about_forgotten(model: &mut Model) {
    let Some(session) = model.state.running().cloned() else {
        model.asked = None;
        return;
    };
    let forgotten = session.is_forgotten(model.now.at, model.now.forgotten_after_s);
    if forgotten && model.asked != Some(session.id) {
        model.asked = Some(session.id);
        let away = Away::forgotten(model, &session);
        act::ask_about_absence(model, away);
    }
}

/// Asks what the running timer did while nobody was there: a gap of the clock.
pub fn away(model: &mut Model, from: Moment, to: Moment) -> Vec<Effect> {
    let Some(session) = model.state.running().cloned().filter(|s| s.start < from) else {
        return Vec::new();
    };
    let absence = Absence { spans: vec![Span::new(from, to)], heard: Vec::new() };
    act::ask_about_absence(model, Away::new(&session, absence));
    vec![Effect::Recall]
}

/// Asks what an absence was that was heard. While the question is open, one more joins it.
pub fn returned(model: &mut Model, heard: HeardId, span: Span) -> Vec<Effect> {
    let Some(session) = model.state.running().cloned().filter(|s| s.start <= span.start) else {
        return Vec::new();
    };
    let open = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Away(away) => Some(away),
        _ => None,
    });
    match open {
        Some(away) if away.session == session.id => {
            *away = away.clone().and(&session, heard, span);
        }
        Some(_) => {}
        None => {
            let absence = Absence { spans: vec![span], heard: vec![heard] };
            act::ask_about_absence(model, Away::new(&session, absence));
        }
    }
    vec![Effect::Recall]
}

/// The question is answered, perhaps in what lies on top of it: it closes, or the next absence is asked about.
fn ask_on(model: &mut Model) -> Option<Effect> {
    let at = model.overlays.iter().position(|overlay| matches!(overlay, Overlay::Away(_)))?;
    let Overlay::Away(away) = model.overlays.remove(at) else { return None };
    let next = away.next(model)?;
    model.overlays.insert(at, Overlay::Away(next));
    Some(Effect::Recall)
}

/// What absences usually were: the open question has that selected.
pub fn recalled(model: &mut Model, habits: &Habits) {
    for overlay in &mut model.overlays {
        if let Overlay::Away(away) = overlay {
            away.recall(habits);
        }
    }
}

/// A task that was just written down is the one that the next key is about.
fn follow_new_task(model: &mut Model, changes: &[Change]) {
    let added = changes.iter().find_map(|change| match change {
        Change::TaskAdded { task } => Some(task.id),
        _ => None,
    });
    if let Some(id) = added {
        tasks::follow(model, id);
    }
    if let Some(id) = added.filter(|id| model.ranked.iter().any(|(ranked, _)| ranked == id)) {
        model.today.selected = Some(id);
        today::queue::place(model);
    }
}

/// The focus that was given, when nothing else was said.
fn focus(changes: &[Change]) -> Option<u8> {
    changes.iter().find_map(|change| match change {
        Change::SessionEdited { new, .. } => {
            let only = SessionPatch { focus: new.focus, ..SessionPatch::default() };
            new.focus.flatten().filter(|_| **new == only)
        }
        _ => None,
    })
}

/// What an absence, or a timer that ran for too long, turned out to be.
fn settled(model: &Model, subject: &str, changes: &[Change]) -> String {
    let clocks = |start, end| format!("{}–{}", words::clock(start), words::clock(end));
    let mut found = Vec::new();
    let (mut cut, mut gone) = (false, false);
    for change in changes {
        match change {
            Change::BreakAdded { pause } => {
                let end = pause.end.unwrap_or(pause.start);
                found.push(format!("{} was a break", clocks(pause.start, end)));
            }
            Change::SessionAdded { session } => match (session.end, session.task) {
                (Some(end), Some(task)) => {
                    let title = model.state.task(task).map_or("", |task| task.title.as_str());
                    found.push(format!("{} was {title}", clocks(session.start, end)));
                }
                _ => cut = true,
            },
            Change::SessionEdited { new, .. } => {
                cut |= new.end.flatten().is_some() || new.start.is_some();
            }
            Change::SessionRemoved { .. } => gone = true,
            _ => {}
        }
    }
    let goes_on = if model.state.running().is_some() { "goes on" } else { "has ended" };
    match &found[..] {
        [] if gone => format!("Removed a session: {subject}"),
        [] if cut && goes_on == "goes on" => format!("Left the while out; {subject} goes on"),
        [] if cut => format!("Stopped {subject}"),
        [] => format!("All of it was work: {subject}"),
        [one] => format!("{one}; {subject} {goes_on}"),
        all => format!("{} whiles settled; {subject} {goes_on}", all.len()),
    }
}

/// What was done to a session, as the person would say it: `add` alone writes a task down.
fn of_the_log(verb: &str) -> &str {
    match verb {
        "log add" => "log",
        "log edit" => "correct",
        "log split" => "cut",
        "log merge" => "merge",
        "log delete" => "remove the session",
        "break add" => "log the break at",
        "break edit" => "correct the break at",
        "break delete" => "remove the break at",
        "insights mute" => "mute the hours of",
        "insights dispute" => "dispute the hours of",
        "insights unmute" => "let the hours count of",
        "nudge snooze" | "nudge off" => "the silence",
        "nudge on" => "nudges",
        "balance dispute" => "the dispute of",
        "balance undispute" => "the end of the dispute of",
        other => other,
    }
}

/// What happened, as a sentence, and what takes it back.
fn told(model: &Model, verb: &str, subject: &str, changes: &[Change]) -> (String, String) {
    let undo = format!("`{}` takes it back", keys::shown(model, Action::Undo));
    let sign = Sign::parse(subject).filter(|_| verb.contains("dispute"));
    let subject = sign.map_or(subject, |sign| balance::words::name(sign));
    if let Some(what) = verb.strip_prefix("undo ").map(of_the_log) {
        return (
            format!("Took back: {what} {subject}"),
            format!("`{}` brings it again", keys::shown(model, Action::Redo)),
        );
    }
    if let Some(what) = verb.strip_prefix("redo ").map(of_the_log) {
        return (format!("Again: {what} {subject}"), undo);
    }
    let said = plan::told::told(model, verb, changes);
    if let Some(text) = said.or_else(|| flow::told::told(model, verb, changes)) {
        return (text, undo);
    }
    let length = changes.iter().find_map(|change| match change {
        Change::SessionEdited { id, new, .. } if new.end.flatten().is_some() => {
            model.state.session(*id).map(|s| words::duration(s.worked_s(model.now.at)))
        }
        _ => None,
    });
    let length = length.map(|length| format!(", {length}")).unwrap_or_default();
    let text = match verb {
        "add" => format!("Added {subject}"),
        "start" | "resume" => format!("Started {subject}"),
        "stop" if subject == "break" => "The break is over".into(),
        "stop" => format!("Stopped {subject}{length}{}", plan::told::moved_up(changes)),
        "done" => format!("Done: {subject}{length}{}", plan::told::moved_up(changes)),
        "drop" => format!("Dropped {subject}{}", plan::told::moved_up(changes)),
        "reopen" => format!("Reopened {subject}"),
        "delete" => format!("Deleted {subject}"),
        "edit" => format!("Changed {subject}"),
        "interrupt" => "Interruption noted".into(),
        "break" => "Break. See you in a bit".into(),
        "away" => settled(model, subject, changes),
        "break add" => format!("Logged the break at {subject}"),
        "break edit" => format!("Corrected the break at {subject}"),
        "break delete" => format!("Removed the break at {subject}"),
        "log edit" => match focus(changes) {
            Some(focus) => format!("Focus {focus} noted"),
            None => format!("Corrected {subject}"),
        },
        "log add" => format!("Logged {subject}"),
        "log split" => format!("Cut {subject} in two"),
        "log merge" => format!("Made one of two: {subject}"),
        "log delete" => format!("Removed a session: {subject}"),
        "insights mute" => format!("Muted: the plan treats all hours of {subject} alike"),
        "insights dispute" => format!("Disputed: the plan ignores the hours of {subject}"),
        "insights unmute" => format!("The hours of {subject} count again"),
        "nudge snooze" | "nudge off" => format!("Nudges are silent {subject}"),
        "nudge on" => "Nudges come again".into(),
        "balance dispute" => format!("Disputed: {subject} weighs nothing for now"),
        "balance undispute" => format!("{subject} counts again"),
        _ => format!("{verb} {subject}"),
    };
    (text, undo)
}
