//! Deciding about the past: write sessions down, correct, cut, join and remove them.
//!
//! Sessions of one person never overlap and never reach into the future.

use super::super::edit::TaskRef;
use super::super::fact::Change;
use super::super::ids::SessionId;
use super::super::intent::SessionEdit;
use super::super::refusal::Refusal;
use super::super::session::{Interruption, Outcome, Session, Source};
use super::super::time::{Moment, Span};
use super::{Case, Told};

impl Case<'_> {
    pub(super) fn log_add(
        &mut self,
        task: Option<&TaskRef>,
        span: Span,
        about: &SessionEdit,
    ) -> Told {
        let task = task.map(|reference| self.state.resolve(reference)).transpose()?;
        let id = SessionId(self.mint.uuid());
        let kind = task.and_then(|t| t.kind.clone());
        let mut session = Session::running(id, task.map(|t| t.id), kind, span.start);
        session.end = Some(span.end);
        session.source = Source::Manual;
        session.outcome = Some(Outcome::Progressed);
        let about = SessionEdit { task: None, start: None, end: None, ..about.clone() };
        self.amend_session(&mut session, &about)?;
        self.fits(&session, &[])?;
        let subject = self.label_of(&session);
        self.changes.push(Change::SessionAdded { session: Box::new(session) });
        Ok(("log add", subject))
    }

    pub(super) fn log_edit(&mut self, id: SessionId, edit: &SessionEdit) -> Told {
        let old = self.state.session(id).ok_or(Refusal::NoSuchSession)?;
        let mut new = old.clone();
        self.amend_session(&mut new, edit)?;
        if old.is_inferred() {
            // No longer a guess: the person says how it was.
            new.source = Source::Manual;
        }
        if new.start != old.start || new.end != old.end || new.source != old.source {
            self.fits(&new, &[old])?;
        }
        self.changes.extend(Change::session(old, &new));
        Ok(("log edit", self.label_of(old)))
    }

    fn amend_session(&self, session: &mut Session, edit: &SessionEdit) -> Result<(), Refusal> {
        if let Some(task) = &edit.task {
            let task = task.as_ref().map(|r| self.state.resolve(r)).transpose()?;
            session.task = task.map(|t| t.id);
            session.kind = task.and_then(|t| t.kind.clone()).or(session.kind.take());
        }
        if let Some(kind) = &edit.kind {
            session.kind.clone_from(kind);
        }
        session.start = edit.start.unwrap_or(session.start);
        session.end = edit.end.or(session.end);
        if let Some(focus) = edit.focus {
            if let Some(bad) = focus.filter(|f| !(1..=5).contains(f)) {
                return Err(Refusal::BadFocus(bad));
            }
            session.focus = focus;
        }
        session.outcome = edit.outcome.unwrap_or(session.outcome);
        if let Some(note) = &edit.note {
            session.note.clone_from(note);
        }
        Ok(())
    }

    /// Refuses a session that ends before it starts, reaches into the future or takes another's time.
    fn fits(&self, session: &Session, except: &[&Session]) -> Result<(), Refusal> {
        let end = session.end.unwrap_or(self.now.at);
        if end.utc_ms() <= session.start.utc_ms() && session.end.is_some() {
            return Err(Refusal::EndsBeforeStart { start: session.start, end });
        }
        self.moment(Some(session.start))?;
        self.moment(session.end)?;
        self.free(Span::new(session.start, end), except)
    }

    pub(super) fn log_split(&mut self, id: SessionId, at: Moment) -> Told {
        let whole = self.state.session(id).ok_or(Refusal::NoSuchSession)?;
        let span = whole.span(self.now.at);
        if at.utc_ms() <= span.start.utc_ms() || at.utc_ms() >= span.end.utc_ms() {
            return Err(Refusal::NotInside(at));
        }
        let (mut first, mut second) = (whole.clone(), whole.clone());
        first.end = Some(at);
        first.outcome = Some(Outcome::Progressed);
        first.confirmed = None;
        second.id = SessionId(self.mint.uuid());
        second.start = at;
        second.note = String::new();
        let is_early = |i: &Interruption| i.at.utc_ms() < at.utc_ms();
        first.interruptions.retain(is_early);
        second.interruptions.retain(|i| !is_early(i));
        self.changes.extend(Change::session(whole, &first));
        self.changes.push(Change::SessionAdded { session: Box::new(second) });
        Ok(("log split", self.label_of(whole)))
    }

    pub(super) fn log_merge(&mut self, ids: [SessionId; 2]) -> Told {
        let find = |id| self.state.session(id).ok_or(Refusal::NoSuchSession);
        let (a, b) = (find(ids[0])?, find(ids[1])?);
        let (first, second) = if (a.start, a.id) <= (b.start, b.id) { (a, b) } else { (b, a) };
        if first.id == second.id {
            return Err(Refusal::CannotMerge("it is one session"));
        }
        if first.task != second.task || (first.task.is_none() && first.kind != second.kind) {
            return Err(Refusal::CannotMerge("they are on different tasks"));
        }
        let end = first.end.ok_or(Refusal::CannotMerge("the first one still runs"))?;
        let between = Span::new(end, second.start);
        if self.free(between, &[first, second]).is_err() {
            return Err(Refusal::CannotMerge("another session lies between them"));
        }
        let merged = self.join(first, second, between);
        // The second goes first, so that there are never two running ones.
        self.changes.push(Change::SessionRemoved { session: Box::new(second.clone()) });
        self.changes.extend(Change::session(first, &merged));
        Ok(("log merge", self.label_of(first)))
    }

    /// One session from two. The time between them stays what it was: not work.
    fn join(&self, first: &Session, second: &Session, between: Span) -> Session {
        let length = |s: &Session| s.span(self.now.at).seconds();
        let longer = if length(first) >= length(second) { first } else { second };
        let mut merged = first.clone();
        merged.end = second.end;
        if second.is_inferred() || first.is_inferred() {
            merged.source = Source::Manual;
        }
        merged.focus = longer.focus.or(first.focus).or(second.focus);
        merged.outcome = second.outcome;
        if !second.note.is_empty() {
            let gap = if merged.note.is_empty() { "" } else { "\n" };
            merged.note = format!("{}{gap}{}", first.note, second.note);
        }
        if let Ok(lost_s @ 1..) = u32::try_from(between.seconds()) {
            let reason = String::new();
            merged.interruptions.push(Interruption { at: between.start, lost_s, reason });
        }
        merged.interruptions.extend(second.interruptions.iter().cloned());
        merged
    }

    pub(super) fn log_delete(&mut self, id: SessionId) -> Told {
        let session = self.state.session(id).ok_or(Refusal::NoSuchSession)?;
        self.changes.push(Change::SessionRemoved { session: Box::new(session.clone()) });
        Ok(("log delete", self.label_of(session)))
    }
}
