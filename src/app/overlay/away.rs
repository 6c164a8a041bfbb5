//! A timer ran while nobody was there: one question, with Enter for what it most likely was.

use super::{Line, Overlay, Purpose, Turn};
use crate::app::{Effect, Model, words};
use crate::domain::{Forgotten, Intent, Moment, Session, SessionId};
use crate::input::{Action, Key};
use chrono::Days;

/// Up to this many seconds away it was a break; after more the day's work was over.
const LONGEST_BREAK_S: i64 = 2 * 3600;

/// A stretch to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The session that ran on.
    pub session: SessionId,
    /// When work probably ended.
    pub from: Moment,
    /// Until when nobody was there.
    pub to: Moment,
    /// What it may have been, the likeliest first.
    pub choices: Vec<Choice>,
    /// The one that is selected.
    pub selected: usize,
}

/// What a stretch may have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A break; the work goes on now.
    Break,
    /// The end of work.
    Ended,
    /// The end of work, at a time to be typed.
    EndedAt,
    /// Work like the rest.
    Keep,
    /// No work at all, the whole session.
    Discard,
}

impl Away {
    /// The question about a stretch in which the running session's person was away.
    pub fn new(session: &Session, from: Moment, to: Moment) -> Away {
        let rest = [Choice::EndedAt, Choice::Keep, Choice::Discard];
        let first = if to.seconds_since(from) <= LONGEST_BREAK_S {
            [Choice::Break, Choice::Ended]
        } else {
            [Choice::Ended, Choice::Break]
        };
        let choices = first.into_iter().chain(rest).collect();
        Away { session: session.id, from, to, choices, selected: 0 }
    }

    /// The question about a timer that has run for too long: work ended at the end of that day's office
    /// hours when that lies in between, else after the task's estimate or an hour.
    pub fn forgotten(model: &Model, session: &Session) -> Away {
        let now = model.now.at;
        let spoke = session.interruptions.iter().map(|i| i.at).chain(session.confirmed);
        let last = spoke.fold(session.start, Moment::max);
        let closing = model.now.on_day(model.now.day_of(last), model.settings.day_end);
        let task = session.task.and_then(|id| model.state.task(id));
        let left = task.and_then(|t| t.estimate_s).map_or(3600, i64::from);
        let guess = if last < closing && closing < now {
            closing
        } else {
            last.plus_seconds(left.clamp(600, LONGEST_BREAK_S)).min(now)
        };
        let mut away = Away::new(session, guess, now);
        if now.seconds_since(guess) > LONGEST_BREAK_S {
            away.choices.retain(|choice| *choice != Choice::Break);
        }
        away
    }

    /// Carries an action out. Esc asks again later: nothing is decided for the person.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let last = self.choices.len().saturating_sub(1);
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => return self.choose(model),
            Action::Down => {
                self.selected = if self.selected >= last { 0 } else { self.selected + 1 }
            }
            Action::Up => self.selected = self.selected.checked_sub(1).unwrap_or(last),
            _ => {}
        }
        Turn::stay(Overlay::Away(self))
    }

    /// A digit chooses at once.
    pub fn typed(mut self, model: &mut Model, key: Key) -> Turn {
        let digit = key.typed().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
        if (1..=self.choices.len()).contains(&digit) {
            self.selected = digit - 1;
            return self.choose(model);
        }
        Turn::stay(Overlay::Away(self))
    }

    fn choose(self, model: &mut Model) -> Turn {
        let settle = |answer| Effect::Do(Intent::Settle(answer));
        let Some(choice) = self.choices.get(self.selected).copied() else {
            return Turn::close(Vec::new());
        };
        Turn::close(match choice {
            Choice::Break => {
                vec![settle(Forgotten::EndedAt(self.from)), Effect::Do(Intent::Resume { at: None })]
            }
            Choice::Ended => vec![settle(Forgotten::EndedAt(self.from))],
            Choice::Keep => vec![settle(Forgotten::Keep)],
            Choice::Discard => vec![settle(Forgotten::Discard)],
            Choice::EndedAt => {
                let line = self.ended_line(model);
                model.overlays.push(Overlay::Line(Box::new(line)));
                return Turn::stay(Overlay::Away(self));
            }
        })
    }

    /// The line for another time, in the grammar of past times, filled with the guess.
    fn ended_line(&self, model: &Model) -> Line {
        let today = model.now.day();
        let day = model.now.day_of(self.from);
        let clock = words::clock(self.from);
        let text = if day == today {
            clock
        } else if today.checked_sub_days(Days::new(1)) == Some(day) {
            format!("yesterday-{clock}")
        } else {
            format!("{day}-{clock}")
        };
        Line::with_text(model, Purpose::EndedAt { session: self.session }, &text)
    }
}
