//! Deciding about absences: what a stretch in which nobody was there really was, whether heyday noticed it or the timer
//! ran for too long.
//!
//! Both are one thing: a piece is cut out of the running session. What was work before it ends where it begins; after
//! it the work goes on, or not. Nothing that was logged is ever covered.

use super::super::fact::Change;
use super::super::ids::{BreakId, SessionId};
use super::super::intent::{Forgotten, Was};
use super::super::refusal::Refusal;
use super::super::session::{Break, Interruption, Outcome, Session, Source};
use super::super::task::Task;
use super::super::time::{Moment, Span};
use super::{Case, Told};

/// An absence longer than this is the end of work and not a break: four hours, in seconds.
const LONGEST_BREAK_S: i64 = 4 * 3600;

impl Case<'_> {
    /// What a stretch of the running session was; the work goes on after it.
    pub(super) fn away(&mut self, span: Span, was: &Was) -> Told {
        let running = self.state.running().ok_or(Refusal::NothingRunning)?;
        self.moment(Some(span.end))?;
        let (start, end) = (span.start, span.end);
        if start.utc_ms() < running.start.utc_ms() || end.utc_ms() <= start.utc_ms() {
            let (title, since) = (self.title_of(running), running.start);
            return Err(Refusal::NotWithin { title, since, start, end });
        }
        match was {
            Was::Keep => self.confirm(running, end),
            Was::Discard => self.cut(running, span, true),
            Was::Break => self.rest(running, span, true),
            Was::Split(at) if at.utc_ms() <= start.utc_ms() || at.utc_ms() >= end.utc_ms() => {
                return Err(Refusal::NotBetween { at: *at, start, end });
            }
            Was::Split(at) => self.rest(running, Span::new(*at, end), true),
            Was::OtherTask(reference) => {
                let task = self.state.resolve(reference)?;
                if running.task == Some(task.id) {
                    self.confirm(running, end);
                } else {
                    self.elsewhere(running, task, span)?;
                }
            }
        }
        Ok(("away", self.label_of(running)))
    }

    /// What a timer that ran for too long really was; nothing runs afterwards unless all of it was work.
    pub(super) fn settle(&mut self, answer: Forgotten) -> Told {
        let running = self.state.running().ok_or(Refusal::NothingRunning)?;
        match answer {
            Forgotten::Keep => self.confirm(running, self.now.at),
            Forgotten::EndedAt(at) if at.utc_ms() < running.start.utc_ms() => {
                return Err(Refusal::EndsBeforeStart { start: running.start, end: at });
            }
            Forgotten::EndedAt(at) => {
                let at = self.moment(Some(at))?;
                self.rest(running, Span::new(at, self.now.at), false);
            }
            Forgotten::Discard => self.cut(running, running.span(self.now.at), false),
        }
        Ok(("away", self.label_of(running)))
    }

    /// It was work up to then.
    fn confirm(&mut self, running: &Session, until: Moment) {
        let mut kept = running.clone();
        kept.confirmed = kept.confirmed.max(Some(until));
        self.changes.extend(Change::session(running, &kept));
    }

    /// It was a break: one is logged where the log says nothing else.
    fn rest(&mut self, running: &Session, gap: Span, goes_on: bool) {
        self.cut(running, gap, goes_on);
        if gap.seconds() > LONGEST_BREAK_S {
            return;
        }
        for part in self.open_parts(running, gap) {
            let class = super::breaks::class(part);
            let (id, end) = (BreakId(self.mint.uuid()), Some(part.end));
            let pause = Break { id, start: part.start, end, class, natural: true, planned_s: None };
            self.changes.push(Change::BreakAdded { pause });
        }
    }

    /// It was work on another task. What broke in meanwhile broke into that.
    fn elsewhere(&mut self, running: &Session, task: &Task, gap: Span) -> Result<(), Refusal> {
        self.free(gap, &[running])?;
        self.no_break_in(gap, None)?;
        self.cut(running, gap, true);
        let id = SessionId(self.mint.uuid());
        let mut other = Session::running(id, Some(task.id), task.kind.clone(), gap.start);
        other.end = Some(gap.end);
        other.source = Source::Manual;
        other.outcome = Some(Outcome::Progressed);
        let first = gap.start.utc_ms() <= running.start.utc_ms();
        let within = |i: &&Interruption| match Side::of(i.at, gap) {
            Side::Before => first,
            Side::Within => true,
            Side::After => false,
        };
        other.interruptions = running.interruptions.iter().filter(within).cloned().collect();
        self.changes.push(Change::SessionAdded { session: Box::new(other) });
        Ok(())
    }

    /// Cuts a piece out of the running session, to its last moment when nothing goes on afterwards. A note stays with
    /// what comes before, a rating with what comes last; what broke in within the piece is gone with it.
    fn cut(&mut self, running: &Session, gap: Span, goes_on: bool) {
        let part = |side: Side| {
            let mut part = running.clone();
            part.interruptions.retain(|i| Side::of(i.at, gap) == side);
            part
        };
        let mut after = part(Side::After);
        after.start = gap.end;
        after.confirmed = running.confirmed.filter(|until| until.utc_ms() > gap.end.utc_ms());
        if gap.start.utc_ms() <= running.start.utc_ms() {
            self.changes.extend(if goes_on {
                Change::session(running, &after)
            } else {
                Some(Change::SessionRemoved { session: Box::new(running.clone()) })
            });
            return;
        }
        let mut before = part(Side::Before);
        before.end = Some(gap.start);
        if goes_on {
            (before.focus, before.outcome) = (None, Some(Outcome::Progressed));
        } else {
            before.outcome = running.outcome.or(Some(Outcome::Progressed));
        }
        self.changes.extend(Change::session(running, &before));
        if goes_on {
            after.id = SessionId(self.mint.uuid());
            after.note = String::new();
            self.changes.push(Change::SessionAdded { session: Box::new(after) });
        }
    }

    /// The parts of a piece of the running session that no other session and no break takes, by start.
    fn open_parts(&self, running: &Session, gap: Span) -> Vec<Span> {
        let now = self.now.at;
        let sessions = self.state.sessions_in(gap, now);
        let sessions = sessions.filter(|one| one.id != running.id && !one.is_inferred());
        let breaks = self.state.breaks().map(|one| Span::new(one.start, one.end.unwrap_or(now)));
        let taken = sessions.map(|one| one.span(now)).chain(breaks);
        let mut taken: Vec<Span> = taken.filter_map(|one| one.overlap(gap)).collect();
        taken.sort_by_key(|one| one.start.utc_ms());
        let mut open = Vec::new();
        let mut from = gap.start;
        for one in taken.into_iter().chain([Span::new(gap.end, gap.end)]) {
            if from.utc_ms() < one.start.utc_ms() {
                open.push(Span::new(from, one.start));
            }
            from = from.max(one.end);
        }
        open
    }
}

/// Where something lies that broke into a session of which a piece is cut out. What was noted when somebody left
/// belongs to what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Within,
    After,
}

impl Side {
    fn of(at: Moment, gap: Span) -> Side {
        if at.utc_ms() >= gap.end.utc_ms() && gap.end.utc_ms() > gap.start.utc_ms() {
            Side::After
        } else if at.utc_ms() <= gap.start.utc_ms() {
            Side::Before
        } else {
            Side::Within
        }
    }
}
