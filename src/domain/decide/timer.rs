//! Deciding about the running session and breaks: start, stop, resume, interrupt, break. What a timer was that someone
//! forgot is [`super::away`]'s.
//!
//! An end that nobody said is never before its start (the clock may have been set back) and never after a
//! stretch that no one can have worked through: that is refused until someone says what it was.

use super::super::edit::TaskRef;
use super::super::fact::Change;
use super::super::ids::{BreakId, SessionId};
use super::super::intent::Ending;
use super::super::refusal::Refusal;
use super::super::session::{Break, BreakClass, Interruption, Outcome, Session};
use super::super::task::{Status, Task};
use super::super::time::{Moment, Span};
use super::{Case, Told};
use crate::domain::Order;

impl Case<'_> {
    pub(super) fn start(&mut self, task: Option<&TaskRef>, at: Option<Moment>) -> Told {
        let task = task.map(|reference| self.state.resolve(reference)).transpose()?;
        let subject = task.map_or_else(|| "work".to_owned(), super::label);
        self.begin(task, at)?;
        Ok(("start", subject))
    }

    /// Starts a session; whatever runs ends at the same moment.
    pub(super) fn begin(&mut self, task: Option<&Task>, at: Option<Moment>) -> Result<(), Refusal> {
        if let Some(task) = task {
            self.may_begin(task)?;
        }
        let mut start = self.moment(at)?;
        let mut ended = Vec::new();
        if let Some(running) = self.state.running() {
            let ending = Ending { at, ..Ending::default() };
            start = self.end_session(running, &ending, Outcome::Progressed)?;
            ended.push(running);
        }
        if let Some(pause) = self.state.on_break() {
            self.end_break(pause, start);
        }
        if at.is_some() {
            self.free(Span::new(start, self.now.at), &ended)?;
        }
        let (id, kind) = (task.map(|t| t.id), task.and_then(|t| t.kind.clone()));
        let session = Session::running(SessionId(self.mint.uuid()), id, kind, start);
        self.changes.push(Change::SessionAdded { session: Box::new(session) });
        Ok(())
    }

    /// A task can be begun when it is not closed and not running. Begun, it no longer waits.
    fn may_begin(&mut self, task: &Task) -> Result<(), Refusal> {
        super::tasks::still_open(task)?;
        if let Some(running) = self.state.running().filter(|s| s.task == Some(task.id)) {
            return Err(Refusal::AlreadyRunning {
                no: task.no,
                title: task.title.clone(),
                since: running.start,
                now: self.now.at,
            });
        }
        if task.status == Status::Waiting && self.state.task(task.id).is_some() {
            let mut open = task.clone();
            open.status = Status::Open;
            self.changes.extend(Change::task(task, &open));
        }
        Ok(())
    }

    /// Ends a running session and tells when; `how` unless the ending says otherwise.
    pub(super) fn end_session(
        &mut self,
        running: &Session,
        ending: &Ending,
        how: Outcome,
    ) -> Result<Moment, Refusal> {
        let end = match ending.at {
            Some(at) if at.utc_ms() < running.start.utc_ms() => {
                return Err(Refusal::EndsBeforeStart { start: running.start, end: at });
            }
            Some(at) => self.moment(Some(at))?,
            None => {
                self.not_forgotten(running)?;
                latest(self.now.at, running.start)
            }
        };
        let mut done = running.clone();
        done.end = Some(end);
        done.focus = match ending.focus {
            Some(focus) if !(1..=5).contains(&focus) => return Err(Refusal::BadFocus(focus)),
            Some(focus) => Some(focus),
            None => running.focus,
        };
        done.outcome = ending.outcome.or(running.outcome).or(Some(how));
        // What broke in after the end belongs to whatever came next.
        done.interruptions.retain(|i| i.at.utc_ms() <= end.utc_ms());
        if let Some(note) = &ending.note {
            done.note = if running.note.is_empty() {
                note.clone()
            } else {
                format!("{}\n{note}", running.note)
            };
        }
        self.changes.extend(Change::session(running, &done));
        Ok(end)
    }

    fn not_forgotten(&self, running: &Session) -> Result<(), Refusal> {
        if running.is_forgotten(self.now.at, self.now.forgotten_after_s) {
            return Err(Refusal::Forgotten {
                title: self.title_of(running),
                since: running.start,
                seconds: self.now.at.seconds_since(running.start),
            });
        }
        Ok(())
    }

    fn end_break(&mut self, pause: &Break, at: Moment) {
        let mut over = pause.clone();
        over.end = Some(latest(at, pause.start));
        self.changes.extend(Change::pause(pause, &over));
    }

    pub(super) fn stop(&mut self, ending: &Ending) -> Told {
        if let Some(running) = self.state.running() {
            self.end_session(running, ending, Outcome::Progressed)?;
            return Ok(("stop", self.label_of(running)));
        }
        let pause = self.state.on_break().ok_or(Refusal::NothingRunning)?;
        let at = self.moment(ending.at)?;
        if at.utc_ms() < pause.start.utc_ms() && ending.at.is_some() {
            return Err(Refusal::EndsBeforeStart { start: pause.start, end: at });
        }
        self.end_break(pause, at);
        Ok(("stop", "break".to_owned()))
    }

    pub(super) fn resume(&mut self, at: Option<Moment>) -> Told {
        if let Some(running) = self.state.running() {
            return Err(Refusal::Busy {
                title: self.title_of(running),
                since: running.start,
                now: self.now.at,
            });
        }
        let task = self
            .state
            .sessions()
            .rev()
            .filter_map(|s| s.task.and_then(|id| self.state.task(id)))
            .find(|task| !task.status.is_closed())
            .ok_or(Refusal::NothingToResume)?;
        self.begin(Some(task), at)?;
        Ok(("resume", super::label(task)))
    }

    pub(super) fn interrupt(&mut self, reason: &str, lost_s: u32, at: Option<Moment>) -> Told {
        let running = self.state.running().ok_or(Refusal::NothingRunning)?;
        // Noted on a forgotten timer, it would look as if someone had been at work until now.
        self.not_forgotten(running)?;
        let at = latest_unless_said(self.moment(at)?, at, running.start)?;
        let mut broken = running.clone();
        broken.interruptions.push(Interruption { at, lost_s, reason: reason.trim().to_owned() });
        broken.interruptions.order_by_key(|i| i.at);
        self.changes.extend(Change::session(running, &broken));
        Ok(("interrupt", self.label_of(running)))
    }

    pub(super) fn pause(
        &mut self,
        planned_s: Option<u32>,
        class: BreakClass,
        at: Option<Moment>,
    ) -> Told {
        if let Some(pause) = self.state.on_break() {
            return Err(Refusal::OnBreak { since: pause.start, now: self.now.at });
        }
        let mut start = self.moment(at)?;
        let mut ended = Vec::new();
        if let Some(running) = self.state.running() {
            let ending = Ending { at, ..Ending::default() };
            start = self.end_session(running, &ending, Outcome::Progressed)?;
            ended.push(running);
        }
        if at.is_some() {
            self.free(Span::new(start, self.now.at), &ended)?;
        }
        let id = BreakId(self.mint.uuid());
        let pause = Break { id, start, end: None, class, natural: false, planned_s };
        self.changes.push(Change::BreakAdded { pause });
        Ok(("break", class.word().to_owned()))
    }
}

fn latest(a: Moment, b: Moment) -> Moment {
    if a.utc_ms() >= b.utc_ms() { a } else { b }
}

/// A time before `start` is refused when it was said, and becomes `start` when it was not.
fn latest_unless_said(at: Moment, said: Option<Moment>, start: Moment) -> Result<Moment, Refusal> {
    if said.is_some() && at.utc_ms() < start.utc_ms() {
        return Err(Refusal::EndsBeforeStart { start, end: at });
    }
    Ok(latest(at, start))
}
