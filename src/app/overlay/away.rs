//! A timer ran while nobody was there: one question, with Enter for what it most likely was. Absences that heyday has heard
//! and gaps of the clock are explained and the work goes on ([`Intent::Away`]); a timer that ran for too long is settled
//! ([`Intent::Settle`]). Several absences are one list with one answer.
//!
//! Next: [`super::absences`], which says what similar ones were.

use super::absences::{Habits, LONG_S};
use super::pick_task::{About, PickTask};
use super::{Line, Overlay, Purpose, Turn};
use crate::app::{Effect, Model, words};
use crate::domain::{
    Explained, Forgotten, HeardId, Intent, Moment, Order, Session, SessionId, Span, TaskId,
    TaskRef, Was,
};
use crate::input::{Action, Key};
use crate::text::ParseError;
use chrono::Days;

/// The stretches that one answer is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absence {
    /// When nobody was there, the latest first; never empty in a question.
    pub spans: Vec<Span>,
    /// What was heard of it; a gap of the clock was not heard.
    pub heard: Vec<HeardId>,
}

impl Absence {
    /// The effects that say what all of it was, the earliest first: what was cut out before leaves a running session in
    /// which the later ones lie.
    fn explain(&self, was: &Was) -> Vec<Effect> {
        let away = |span: &Span| Intent::Away { span: *span, was: was.clone() };
        let mut steps: Vec<Intent> = self.spans.iter().rev().map(away).collect();
        let step = if steps.len() == 1 { steps.remove(0) } else { Intent::Together(steps) };
        let mut effects = vec![Effect::Do(step)];
        effects.extend(self.account(was.explained()));
        effects
    }

    /// What is kept, so that nobody asks again and the next question knows better.
    fn account(&self, explained: Explained) -> Option<Effect> {
        let heard = self.heard.clone();
        (!heard.is_empty()).then_some(Effect::Account(heard, explained))
    }

    /// It was work on that task.
    pub fn other_task(&self, task: TaskId) -> Vec<Effect> {
        self.explain(&Was::OtherTask(TaskRef::Id(task)))
    }

    /// It was work until `at` and a break from there.
    ///
    /// # Errors
    /// When that is not within it; the whole of a line that is `len` bytes long is wrong then.
    pub fn split(&self, at: Moment, len: usize) -> Result<Vec<Effect>, ParseError> {
        let within = self.spans.first().is_some_and(|span| span.start < at && at < span.end);
        if within {
            return Ok(self.explain(&Was::Split(at)));
        }
        let (from, to) = self.spans.first().map_or_else(Default::default, |span| {
            (words::clock(span.start), words::clock(span.end))
        });
        let message = format!("{} is not between {from} and {to}", words::clock(at));
        Err(ParseError::new(0..len, message, "say when work ended and the break began"))
    }
}

/// A stretch to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The session that ran on.
    pub session: SessionId,
    /// When work probably ended.
    pub from: Moment,
    /// Until when nobody was there.
    pub to: Moment,
    /// The stretches themselves; empty for a timer that only ran for too long.
    pub absence: Absence,
    /// What it may have been, the likeliest first.
    pub choices: Vec<Choice>,
    /// The one that is selected.
    pub selected: usize,
    /// The one that similar absences mostly were, where it is another than the likeliest.
    pub recalled: Option<usize>,
    /// Whether the person has moved the selection.
    moved: bool,
    /// Absences that are asked about after this one, the earliest first: what is cut out of the running session leaves one
    /// in which only later ones lie.
    pub later: Vec<(HeardId, Span)>,
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
    /// Work on another task, to be chosen.
    OtherTask,
    /// Work for a while, until a time to be typed, and then a break.
    Split,
    /// No work, and nothing to be written down.
    LeaveOut,
    /// No work at all, the whole session.
    Discard,
}

impl Choice {
    /// What it says of an absence.
    fn explained(self) -> Explained {
        match self {
            Choice::Break | Choice::Ended | Choice::EndedAt => Explained::Break,
            Choice::Keep => Explained::Keep,
            Choice::OtherTask => Explained::OtherTask,
            Choice::Split => Explained::Split,
            Choice::LeaveOut | Choice::Discard => Explained::Discard,
        }
    }
}

impl Away {
    /// The question about stretches in which the running session's person was away, the latest first.
    pub fn new(session: &Session, absence: Absence) -> Away {
        let longest = absence.spans.iter().map(|span| span.seconds()).max().unwrap_or(0);
        let from = absence.spans.first().map_or(session.start, |span| span.start);
        let to = absence.spans.first().map_or(session.start, |span| span.end);
        let mut choices = if longest <= LONG_S {
            vec![Choice::Break, Choice::Keep, Choice::OtherTask]
        } else {
            vec![Choice::Ended, Choice::Break, Choice::Keep, Choice::OtherTask]
        };
        // A time lies in one stretch alone.
        choices.extend((absence.spans.len() == 1).then_some(Choice::Split));
        choices.push(Choice::LeaveOut);
        Away {
            session: session.id,
            from,
            to,
            absence,
            choices,
            selected: 0,
            recalled: None,
            moved: false,
            later: Vec::new(),
        }
    }

    /// The question about one more absence, after those that are asked about.
    #[must_use]
    pub fn and(self, session: &Session, heard: HeardId, span: Span) -> Away {
        // What is heard on and on is one absence that grows.
        let other = |(known, one): &(HeardId, Span)| *known != heard && one.overlap(span).is_none();
        let spans = &self.absence.spans;
        let stays = spans.len() == 1 && spans.iter().all(|one| one.end <= span.start);
        if stays && !self.absence.heard.contains(&heard) {
            let mut later = self.later.clone();
            later.retain(other);
            later.push((heard, span));
            later.order_by_key(|(_, span)| span.start);
            return Away { later, ..self };
        }
        let mut all = self.every();
        all.retain(other);
        all.push((heard, span));
        all.order_by_key(|(_, span)| span.start);
        if self.is_about_all() {
            Away::about_all(session, &all)
        } else {
            Away::about_first(session, all)
        }
    }

    /// The question about the first of some absences; the others are asked about after it.
    fn about_first(session: &Session, mut all: Vec<(HeardId, Span)>) -> Away {
        let later = all.split_off(all.len().min(1));
        Away { later, ..Away::about_all(session, &all) }
    }

    /// One question about all of some absences.
    fn about_all(session: &Session, all: &[(HeardId, Span)]) -> Away {
        let (heard, spans) = all.iter().rev().copied().unzip();
        Away::new(session, Absence { spans, heard })
    }

    /// Whether it is one question about several absences.
    pub fn is_about_all(&self) -> bool {
        self.absence.spans.len() > 1
    }

    /// Every absence that is asked about, the earliest first. A gap of the clock was not heard and is not among them.
    fn every(&self) -> Vec<(HeardId, Span)> {
        let now = self.absence.heard.iter().copied().zip(self.absence.spans.iter().copied());
        now.rev().chain(self.later.iter().copied()).collect()
    }

    /// From one question after the other to one about all of them, and back.
    fn turned(self, model: &Model) -> Away {
        let running = model.state.running().filter(|session| session.id == self.session);
        let all = self.every();
        match running.filter(|_| all.len() > 1) {
            None => self,
            Some(_) if self.absence.heard.is_empty() => self,
            Some(session) if self.is_about_all() => Away::about_first(session, all),
            Some(session) => Away::about_all(session, &all),
        }
    }

    /// What is asked next, once this is answered; `None` when nothing is, or nothing runs any more.
    pub fn next(&self, model: &Model) -> Option<Away> {
        let session = model.state.running()?;
        let mut later = self.later.clone();
        later.retain(|(_, span)| session.start <= span.start);
        (!later.is_empty()).then(|| Away::about_first(session, later))
    }

    /// Selects what similar absences were, unless the person has chosen already.
    pub fn recall(&mut self, habits: &Habits) {
        let Some(span) = self.absence.spans.first().filter(|_| !self.moved) else { return };
        let first = self.choices.first().map(|choice| choice.explained());
        let usual = first.map(|first| habits.usual(*span, first));
        let at = self.choices.iter().position(|choice| Some(choice.explained()) == usual);
        self.selected = at.unwrap_or(0);
        self.recalled = at.filter(|at| *at > 0);
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
            last.plus_seconds(left.clamp(600, LONG_S)).min(now)
        };
        let rest = [Choice::EndedAt, Choice::Keep, Choice::Discard];
        let first: &[Choice] = if now.seconds_since(guess) <= LONG_S {
            &[Choice::Break, Choice::Ended]
        } else {
            &[Choice::Ended]
        };
        Away {
            session: session.id,
            from: guess,
            to: now,
            absence: Absence::default(),
            choices: first.iter().copied().chain(rest).collect(),
            selected: 0,
            recalled: None,
            moved: false,
            later: Vec::new(),
        }
    }

    /// Carries an action out. Esc asks again later: nothing is decided for the person.
    pub fn act(mut self, model: &mut Model, action: Action) -> Turn {
        let last = self.choices.len().saturating_sub(1);
        self.moved |= matches!(action, Action::Down | Action::Up);
        match action {
            Action::Cancel => return Turn::close(Vec::new()),
            Action::Accept => return self.choose(model),
            Action::Down => {
                self.selected = if self.selected >= last { 0 } else { self.selected + 1 }
            }
            Action::Up => self.selected = self.selected.checked_sub(1).unwrap_or(last),
            Action::SelectAll => {
                let asked = self.turned(model);
                return Turn { stay: Some(Overlay::Away(asked)), effects: vec![Effect::Recall] };
            }
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
        let Some(choice) = self.choices.get(self.selected).copied() else {
            return Turn::close(Vec::new());
        };
        let opened = match choice {
            Choice::EndedAt => Overlay::Line(Box::new(self.ended_line(model))),
            Choice::Split => {
                let middle = self.from.plus_seconds(self.to.seconds_since(self.from) / 2);
                let text = typed_time(model, middle);
                let purpose = Purpose::Split(self.absence.clone());
                Overlay::Line(Box::new(Line::with_text(model, purpose, &text)))
            }
            Choice::OtherTask => {
                let about = About::Absence(self.absence.clone());
                Overlay::PickTask(PickTask::new(model, about))
            }
            _ if self.later.is_empty() => return Turn::close(self.effects(choice)),
            // When it is recorded the next one takes its place.
            _ => {
                let effects = self.effects(choice);
                return Turn { stay: Some(Overlay::Away(self)), effects };
            }
        };
        model.overlays.push(opened);
        Turn::stay(Overlay::Away(self))
    }

    /// What an answer that needs no more comes to.
    fn effects(&self, choice: Choice) -> Vec<Effect> {
        let settle = |answer| Effect::Do(Intent::Settle(answer));
        let heard = !self.absence.spans.is_empty();
        let mut effects = match choice {
            Choice::Break if heard => return self.absence.explain(&Was::Break),
            Choice::Keep if heard => return self.absence.explain(&Was::Keep),
            Choice::LeaveOut => return self.absence.explain(&Was::Discard),
            Choice::Break => {
                vec![settle(Forgotten::EndedAt(self.from)), Effect::Do(Intent::Resume { at: None })]
            }
            Choice::Keep => vec![settle(Forgotten::Keep)],
            Choice::Discard => vec![settle(Forgotten::Discard)],
            _ => vec![settle(Forgotten::EndedAt(self.from))],
        };
        effects.extend(self.absence.account(choice.explained()));
        effects
    }

    /// The line for another time, filled with the guess.
    fn ended_line(&self, model: &Model) -> Line {
        let text = typed_time(model, self.from);
        Line::with_text(model, Purpose::EndedAt { session: self.session }, &text)
    }
}

/// A time in the grammar of past times.
fn typed_time(model: &Model, at: Moment) -> String {
    let today = model.now.day();
    let day = model.now.day_of(at);
    let clock = words::clock(at);
    if day == today {
        clock
    } else if today.checked_sub_days(Days::new(1)) == Some(day) {
        format!("yesterday-{clock}")
    } else {
        format!("{day}-{clock}")
    }
}

#[cfg(test)]
mod tests;
