//! Nudges on the screen: when the next break is due, the nudge that waits for an answer, and being left alone for a while.
//! What is said and when is [`crate::nudge`]'s; here it is answered. Every silence has an end, and it is shown.

use super::overlay::why::{self, About};
use super::overlay::{Line, Purpose};
use super::tasks::detail::within;
use super::update::divided;
use super::{Effect, Model, Overlay, Tone, act, keys, today, words};
use crate::domain::{Answer, BreakClass, Intent, Moment, SnoozeKind};
use crate::input::Action;
use crate::nudge::{Mute, Nudge, Reason, Rule};
use unicode_width::UnicodeWidthStr;

/// Seconds of the short silence.
const HALF_HOUR_S: i64 = 30 * 60;
/// Columns of the strip beside the sentence.
const BESIDE: usize = 4;
/// Columns between the sentence and its terms in one row.
const GAP: usize = 3;
/// From so many rows on the screen has one for the terms.
const HIGH: u16 = 24;

/// When the next break is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// In so many seconds.
    In(i64),
    /// Now; so many seconds of work lie behind.
    Due(i64),
    /// At that moment: the person has put it off until then.
    PutOff(Moment),
    /// Nothing is said before then.
    Quiet(Mute, Moment),
}

/// The nudge that waits for an answer; none while the person rests, which is one.
pub fn open(model: &Model) -> Option<&Nudge> {
    let resting = model.state.on_break().is_some();
    model.pulse.as_ref().and_then(|pulse| pulse.open.as_ref()).filter(|_| !resting)
}

/// How many rows the strip takes.
pub fn rows(model: &Model) -> u16 {
    u16::try_from(strip(model).len()).unwrap_or(0)
}

/// A row of the strip: what is said, and beside or below it why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What is said.
    pub said: String,
    /// The terms behind it.
    pub why: String,
}

/// The strip, as far as there is room for it: the sentence in at most two rows, and its terms where they fit beside it or the
/// screen is high. Where it is low, one row with as much of the sentence as makes sense.
pub fn strip(model: &Model) -> Vec<Row> {
    let Some(nudge) = open(model) else { return Vec::new() };
    let room = usize::from(model.size.0).saturating_sub(BESIDE);
    let said = |said: String| Row { said, why: String::new() };
    let width = u16::try_from(room).unwrap_or(u16::MAX);
    match model.size.1 {
        0..8 => Vec::new(),
        8..14 => vec![said(short(nudge, room))],
        h => {
            let mut rows: Vec<Row> = within(&nudge.text, width, 2).into_iter().map(said).collect();
            let why = terms(nudge, room);
            let beside = rows.len() == 1 && nudge.text.width() + GAP + why.width() <= room;
            match rows.first_mut().filter(|_| beside) {
                Some(row) => row.why = why,
                // To look up takes one quiet line.
                None if h >= HIGH && !why.is_empty() && nudge.rule != Rule::Micro => {
                    rows.push(Row { said: String::new(), why });
                }
                None => {}
            }
            rows
        }
    }
}

/// The sentence, or what matters most of it where it is wider than `room`.
fn short(nudge: &Nudge, room: usize) -> String {
    let text = nudge.text.as_str();
    let mut parts = text.split_inclusive(". ");
    let (first, last) = (parts.next().unwrap_or(text).trim_end(), parts.last());
    let lead = first.split_once(": ").filter(|_| nudge.rule.is_break()).zip(last);
    let bare = lead.map(|((lead, _), last)| format!("{lead}: {last}"));
    let ways = [Some(text.to_owned()), bare, Some(first.to_owned())];
    let fitting = ways.into_iter().flatten().find(|way| way.width() <= room);
    fitting.unwrap_or_else(|| first.to_owned())
}

/// The terms that the sentence does not name itself.
fn terms(nudge: &Nudge, room: usize) -> String {
    let weighty = nudge.beside().filter(|reason| reason.term != "budget");
    let texts = weighty.map(|reason| reason.text.as_str());
    // The weightiest come first; one that has no room is left out, and not cut.
    texts.fold(String::new(), |so_far, text| match so_far.as_str() {
        "" => text.to_owned(),
        _ if so_far.width() + 2 + text.width() <= room => format!("{so_far}; {text}"),
        _ => so_far,
    })
}

/// Until when nothing is said, and why.
pub fn quiet(model: &Model) -> Option<(Mute, Moment)> {
    let own = model.state.snoozed(model.now.at).map(|snooze| match snooze.how {
        SnoozeKind::Snoozed => (Mute::Snoozed, snooze.end),
        SnoozeKind::Off => (Mute::Off, snooze.end),
    });
    // What the person has set is known at once; the rest is heard.
    let heard = model.pulse.as_ref().and_then(|pulse| pulse.mute);
    own.or(heard.filter(|(mute, _)| !matches!(mute, Mute::Snoozed | Mute::Off)))
        .filter(|(_, until)| *until > model.now.at)
}

/// When the next break is due; `None` while nothing runs, or where none ever is.
pub fn cue(model: &Model) -> Option<Cue> {
    model.state.running()?;
    if let Some((mute, until)) = quiet(model) {
        return Some(Cue::Quiet(mute, until));
    }
    let owed = today::counter(model)?.at(model.now.at.utc_ms()).owed / 1000;
    let after = today::rest_after_s(model);
    let due = model.pulse.as_ref().is_some_and(|pulse| pulse.is_due);
    if after >= i64::from(u32::MAX) {
        return None;
    }
    let put_off = model.pulse.as_ref().and_then(|pulse| pulse.put_off);
    if let Some(until) = put_off.filter(|until| *until > model.now.at) {
        return Some(Cue::PutOff(until));
    }
    let left = after - owed;
    Some(if left > 0 && !due { Cue::In(left) } else { Cue::Due(owed) })
}

/// Seconds that a break is good for now, to the minute.
pub fn break_s(model: &Model) -> u32 {
    let counter = today::counter(model);
    let at = open(model).map_or(model.now.at, |nudge| nudge.at);
    counter.map_or(0, |counter| counter.at(at.utc_ms()).break_s())
}

/// Seconds that a break will be good for at a later moment when the work goes on until then, to the minute.
fn break_at_s(model: &Model, at: Moment) -> i64 {
    model.pulse.as_ref().map_or(0, |pulse| pulse.break_s(at).into())
}

/// Seconds for which the break can be put off now.
pub fn postpone_s(model: &Model) -> u32 {
    model.pulse.as_ref().map_or(0, |pulse| pulse.postpone_s(&model.settings.nudging))
}

/// What keeps nudges silent, with its end.
pub fn quiet_words(model: &Model, mute: Mute, until: Moment) -> String {
    let until = words::moment(until, &model.now);
    match mute {
        Mute::Snoozed => format!("no nudges until {until}"),
        Mute::Off => format!("nudges off until {until}"),
        Mute::DoNotDisturb => "no nudges: do not disturb".into(),
        Mute::FullScreen => "no nudges: full screen".into(),
    }
}

/// The cue in words.
pub fn cue_words(model: &Model, cue: Cue) -> String {
    match cue {
        Cue::In(left) => format!("break in {}", words::duration((left + 59) / 60 * 60)),
        Cue::Quiet(mute, until) => quiet_words(model, mute, until),
        Cue::PutOff(until) => {
            let length = words::duration(break_at_s(model, until));
            format!("break put off until {}, {length} then", words::clock(until))
        }
        Cue::Due(worked) => {
            let put_off = match model.pulse.as_ref().map_or(0, |pulse| pulse.postponed) {
                0 => String::new(),
                1 => ", put off once".into(),
                2 => ", put off twice".into(),
                times => format!(", put off {times} times"),
            };
            format!("break due, {} without one{put_off}", words::duration(worked / 60 * 60))
        }
    }
}

/// The keys that answer the open nudge, in backticks.
pub fn answers(model: &Model) -> Vec<String> {
    let Some(nudge) = open(model) else { return Vec::new() };
    let key = |action| keys::shown(model, action);
    let mut answers = Vec::new();
    if takes_break(nudge) {
        let length = words::duration(i64::from(break_s(model)));
        answers.push(format!("`{}` takes {length}", key(Action::Break)));
    }
    if nudge.rule.is_break() {
        let later = words::duration(i64::from(postpone_s(model)));
        answers.push(format!("`{}` {later} more", key(Action::Postpone)));
        answers.push(format!("`{}` skips it", key(Action::SkipNudge)));
    } else {
        answers.push(format!("`{}` puts it away", key(Action::SkipNudge)));
    }
    answers.push(format!("`{}` why", key(Action::ExplainNudge)));
    answers
}

/// What each key that answers the open nudge does, a sentence each.
pub fn explained(model: &Model) -> Vec<String> {
    let reasons = open(model).map_or(&[][..], |nudge| &nudge.reasons);
    let of_button = |reason: &Reason| {
        let action = match reason.button()? {
            Answer::Take => Action::Break,
            Answer::Postpone => Action::Postpone,
            Answer::Skip => Action::SkipNudge,
        };
        let (_, does) = reason.text.split_once(": ")?;
        Some(format!("`{}`: {does}", keys::shown(model, action)))
    };
    let told: Vec<String> = reasons.iter().filter_map(of_button).collect();
    if told.is_empty() { vec![answers(model).join(", ")] } else { told }
}

/// Whether that action answers the open nudge; every other action does what it does.
pub fn answers_to(model: &Model, action: Action) -> bool {
    match action {
        Action::SkipNudge | Action::ExplainNudge => open(model).is_some(),
        Action::Postpone => open(model).is_some_and(|nudge| nudge.rule.is_break()),
        _ => true,
    }
}

/// Whether what is open asks for a break.
pub fn asks_for_break(model: &Model) -> bool {
    open(model).is_some_and(takes_break)
}

/// Whether a break is what it asks for.
fn takes_break(nudge: &Nudge) -> bool {
    nudge.rule.is_break() || nudge.rule == Rule::Lunch
}

/// Takes a pulse in; the screen is divided anew when a strip comes or goes.
pub fn beat(model: &mut Model, pulse: crate::nudge::Pulse) {
    let before = rows(model);
    model.pulse = Some(pulse);
    if rows(model) != before {
        divided(model);
    }
}

/// The effect that answers the open nudge, which then shows no more; `None` when none is open.
fn answer(model: &mut Model, answer: Answer) -> Option<Effect> {
    let nudge = model.pulse.as_mut()?.open.take()?;
    divided(model);
    let Nudge { rule, due, at, text, .. } = nudge;
    Some(Effect::Answer { rule, due, at, text, answer })
}

/// A break begins: the open nudge that asks for one is answered by it, and says how long it is to be.
pub fn take(model: &mut Model) -> (Option<Effect>, u32) {
    if !asks_for_break(model) {
        return (None, model.settings.break_s);
    }
    let length_s = break_s(model);
    (answer(model, Answer::Take), length_s)
}

/// Carries an action out; `None` when it is about something else.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::Postpone => postpone(model),
        Action::SkipNudge => skip(model),
        Action::ExplainNudge => explain(model),
        Action::QuietHalfHour => {
            silence(model.now.at.plus_seconds(HALF_HOUR_S), SnoozeKind::Snoozed)
        }
        Action::QuietToday => {
            let today = model.now.day_span(model.now.day());
            silence(today.end, SnoozeKind::Off)
        }
        Action::QuietUntil => {
            act::open(model, Overlay::Line(Box::new(Line::new(Purpose::QuietUntil))))
        }
        Action::SpeakAgain => speak(model),
        _ => return None,
    })
}

fn silence(until: Moment, how: SnoozeKind) -> Vec<Effect> {
    vec![Effect::Do(Intent::Snooze { until, how })]
}

fn speak(model: &mut Model) -> Vec<Effect> {
    if model.state.snoozed(model.now.at).is_none() {
        model.say(Tone::Note, "nudges are not silenced", "");
        return Vec::new();
    }
    vec![Effect::Do(Intent::Unsnooze)]
}

fn postpone(model: &mut Model) -> Vec<Effect> {
    if !open(model).is_some_and(|nudge| nudge.rule.is_break()) {
        return nothing_open(model);
    }
    let later_s = i64::from(postpone_s(model));
    let back = model.now.at.plus_seconds(later_s);
    let payback = words::duration(break_at_s(model, back));
    let Some(effect) = answer(model, Answer::Postpone) else { return Vec::new() };
    let text = format!("Put off until {}; the break is {payback} then", words::clock(back));
    model.say(Tone::Done, text, "");
    vec![effect]
}

fn skip(model: &mut Model) -> Vec<Effect> {
    let Some(is_break) = open(model).map(|nudge| nudge.rule.is_break()) else {
        return nothing_open(model);
    };
    let again = model.now.at.plus_seconds(i64::from(model.settings.nudging.again_s));
    let Some(effect) = answer(model, Answer::Skip) else { return Vec::new() };
    let text = if is_break {
        format!("Skipped; nothing more before {}", words::clock(again))
    } else {
        "Put away".to_owned()
    };
    model.say(Tone::Done, text, "");
    vec![effect]
}

fn explain(model: &mut Model) -> Vec<Effect> {
    if open(model).is_none() {
        return nothing_open(model);
    }
    why::open(model, About::Nudge)
}

fn nothing_open(model: &mut Model) -> Vec<Effect> {
    model.say(Tone::Note, "no nudge waits for an answer", "");
    Vec::new()
}

/// Takes a break the way a key does: what is open is answered by it.
pub fn begin_break(model: &mut Model) -> Vec<Effect> {
    let (answered, length_s) = take(model);
    let planned_s = Some(length_s);
    let begin = Effect::Do(Intent::Break { planned_s, class: BreakClass::Rest, at: None });
    answered.into_iter().chain([begin]).collect()
}

#[cfg(test)]
pub(crate) mod tests;
