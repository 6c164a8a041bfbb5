//! A nudge as a message: its sentence, what it rests on, and what each button does. The sentences are the policy's.
//!
//! Must never hold a person's own words that the sentence does not, nor promise what the policy does not do.

use crate::domain::{Answer, Moment, ToldId};
use crate::notify::{Answers, Message, Urgency};
use crate::nudge::{Nudge, Nudging, Pulse, Rule, stays_ms};
use crate::text::print_duration;
use crate::text::said::clock;

/// A message takes this place; a newer one of its kind takes it over.
const BREAKS: u32 = 1;
const LINES: u32 = 2;
const MICRO: u32 = 3;
/// How many reasons are named.
const REASONS: usize = 2;
/// How long a message stays, in seconds: a break nudge as long as the policy waits for an answer, a line longer.
const STAYS_S: (u32, u32) = (120, 600);

/// What was said, and what an answer to it means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) id: ToldId,
    pub(super) key: u32,
    /// How long the break is that it asks for, in seconds.
    pub(super) break_s: u32,
}

/// The message of a nudge as it stands by `pulse`; `now` is when it is shown.
pub(super) fn message(nudge: &Nudge, pulse: &Pulse, nudging: &Nudging, now: Moment) -> Message {
    let is_break = nudge.rule.is_break();
    let buttons = Buttons::of(nudge, pulse, nudging);
    let title = title(nudge.rule);
    // What stands in the first line need not be said again.
    let text = nudge.text.strip_prefix(title).and_then(|rest| rest.strip_prefix(": "));
    let mut body = vec![text.unwrap_or(&nudge.text).to_owned()];
    let reasons = nudge.beside().take(REASONS);
    let reasons: Vec<&str> = reasons.map(|reason| reason.text.as_str()).collect();
    if !reasons.is_empty() {
        body.push(capital(&reasons.join("; ")));
    }
    let (key, expires_s) = match nudge.rule {
        Rule::Micro => (MICRO, u32::try_from(stays_ms(nudging) / 1000).unwrap_or(STAYS_S.0)),
        _ if is_break => (BREAKS, STAYS_S.0),
        _ => (LINES, STAYS_S.1),
    };
    Message {
        // Not the moment we woke at: a fast clock is to say the same.
        at: nudge.at,
        key,
        summary: title.into(),
        body: body.join("\n"),
        // A desktop that is not to be disturbed is not, whatever is due.
        urgency: if is_break { Urgency::Normal } else { Urgency::Low },
        answers: buttons.map(|buttons| buttons.answers(now)).unwrap_or_default(),
        expires_s: Some(expires_s),
        quiet: nudge.rule == Rule::Micro,
    }
}

/// How long the break is that a nudge asks for, in seconds.
pub(super) fn break_s(nudge: &Nudge, pulse: &Pulse) -> u32 {
    pulse.break_s(nudge.at)
}

/// The answer that a button's word stands for.
pub(super) fn answer(button: &str) -> Option<Answer> {
    Answer::ALL.into_iter().find(|answer| answer.word() == button)
}

fn title(rule: Rule) -> &'static str {
    match rule {
        Rule::Rest => "Time for a break",
        Rule::Postponed => "The break you put off",
        Rule::Firm => "Take a break now",
        Rule::Micro => "Look up for a moment",
        Rule::Enough => "That is a full day",
        Rule::TooMuch => "More than a full day",
        Rule::Evening => "It is getting late",
        Rule::Lunch => "Time for a longer break",
        Rule::FreeDay => "A free day",
        Rule::ShortNight => "A short night",
        Rule::LongWeek | Rule::HarmfulWeek => "A long week",
    }
}

/// What can be pressed.
#[derive(Clone, Copy, Debug)]
struct Buttons {
    break_s: u32,
    /// Only a break can be put off or refused: in seconds, by what, and for how long then.
    later_s: Option<(u32, u32)>,
}

impl Buttons {
    fn of(nudge: &Nudge, pulse: &Pulse, nudging: &Nudging) -> Option<Buttons> {
        let is_break = nudge.rule.is_break();
        let asks = is_break || nudge.rule == Rule::Lunch;
        let postpone_s = pulse.postpone_s(nudging);
        asks.then(|| Buttons {
            break_s: break_s(nudge, pulse),
            later_s: is_break.then_some((postpone_s, nudging.again_s)),
        })
    }

    fn answers(self, now: Moment) -> Answers {
        Answers {
            buttons: self.named(),
            pressed: self.explained(now),
            typed: self.typed(now),
            commands: self.commands(),
        }
    }

    fn named(self) -> Vec<(String, String)> {
        let named = |answer: Answer, label: String| (answer.word().to_owned(), label);
        let mut buttons = vec![named(Answer::Take, "Take a break".into())];
        if let Some((postpone_s, _)) = self.later_s {
            let more = match postpone_s {
                60..3600 if postpone_s % 60 == 0 => format!("{} more minutes", postpone_s / 60),
                _ => format!("{} more", length(postpone_s)),
            };
            buttons.push(named(Answer::Postpone, more));
            buttons.push(named(Answer::Skip, "Skip".into()));
        }
        buttons
    }

    fn explained(self, now: Moment) -> String {
        let take = format!("Taking it logs a break of {}", length(self.break_s));
        match self.later_s {
            None => format!("{take}."),
            Some((postpone_s, again_s)) => format!(
                "{take}; put off, it comes back at {}; skipped, nothing more before {}.",
                after(now, postpone_s),
                after(now, again_s)
            ),
        }
    }

    /// The commands that do what the buttons do, in the same order.
    fn commands(self) -> Vec<String> {
        let mut commands = vec![format!("heyday break {}", length(self.break_s))];
        if self.later_s.is_some() {
            commands.extend(["heyday nudge postpone".into(), "heyday nudge skip".into()]);
        }
        commands
    }

    /// What they do.
    fn typed(self, now: Moment) -> String {
        match (&self.commands()[..], self.later_s) {
            ([take, postpone, skip], Some((postpone_s, again_s))) => format!(
                "`{take}` takes it; `{postpone}` puts it off until {}, `{skip}` until {}.",
                after(now, postpone_s),
                after(now, again_s)
            ),
            (commands, _) => format!("`{}` takes it.", commands.join("` or `")),
        }
    }
}

/// The moment that many seconds after another, as a clock shows it.
fn after(now: Moment, seconds: u32) -> String {
    clock(now.plus_seconds(i64::from(seconds)))
}

fn length(seconds: u32) -> String {
    print_duration(i64::from(seconds))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}
