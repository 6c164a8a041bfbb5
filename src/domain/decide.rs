//! From an intent to the changes that carry it out. Everything that changes something goes through here:
//! commands, keys, importers of single things.
//!
//! One file a family of intents: [`tasks`] for what there is to do, [`timer`] for the running session and
//! breaks, [`away`] for what an absence was, [`log`] and [`breaks`] for the past, [`plan`] for the time to come, [`kinds`] for the kinds of work,
//! [`calendars`] for the calendars that are read, [`day`] for the end of a work day, [`nudges`] for silences and
//! objections.

mod away;
mod breaks;
mod calendars;
mod day;
mod kinds;
mod log;
mod nudges;
mod plan;
mod tasks;
mod timer;

use super::block::PlanVerb;
use super::edit::TaskRef;
use super::fact::Change;
use super::ids::{Mint, TaskNo};
use super::intent::Intent;
use super::refusal::Refusal;
use super::session::Session;
use super::state::State;
use super::task::Task;
use super::time::{Moment, Now, Span};

/// What an intent comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The word for it in the history: `add`, `done`, `start`, ...
    pub verb: &'static str,
    /// What it was about, in a few words for the history and for undo: `142 Draft methods`.
    pub subject: String,
    /// The changes, in order; never empty.
    pub changes: Vec<Change>,
}

/// Decides which changes carry `intent` out in `state` at `now`, with fresh ids from `mint`. Pure: the
/// same arguments give the same decision.
///
/// # Errors
/// A [`Refusal`] that says why it can't be done and what to do instead; nothing is to be changed then.
pub fn decide(
    state: &State,
    intent: &Intent,
    now: &Now,
    mint: &mut Mint,
) -> Result<Decision, Refusal> {
    if let Intent::Together(intents) = intent {
        return together(state, intents, now, mint);
    }
    let mut case = Case { state, now, mint, changes: Vec::new(), next_no: state.next_no() };
    let (verb, subject) = case.carry_out(intent)?;
    if case.changes.is_empty() {
        return Err(Refusal::NothingToChange);
    }
    Ok(Decision { verb, subject, changes: case.changes })
}

/// Each in the state that those before leave.
fn together(
    state: &State,
    intents: &[Intent],
    now: &Now,
    mint: &mut Mint,
) -> Result<Decision, Refusal> {
    let mut state = state.clone();
    let mut whole: Option<Decision> = None;
    for intent in intents {
        let follows = matches!(intent, Intent::Plan { verb: PlanVerb::Follow, .. });
        let mut decision = match decide(&state, intent, now, mint) {
            Err(Refusal::NothingToChange) => continue,
            // What happened has happened, whether the plan can follow it or not.
            Err(_) if follows => continue,
            other => other?,
        };
        for change in &decision.changes {
            state.apply(change);
        }
        match &mut whole {
            Some(whole) => whole.changes.append(&mut decision.changes),
            None => whole = Some(decision),
        }
    }
    let mut whole = whole.ok_or(Refusal::NothingToChange)?;
    let added = intents.iter().filter(|one| matches!(one, Intent::Add { .. })).count();
    if added > 1 && whole.verb == "add" {
        whole.subject = format!("{added} tasks");
    }
    Ok(whole)
}

/// One decision in the making: what it may look at, and the changes so far.
struct Case<'a> {
    state: &'a State,
    now: &'a Now,
    mint: &'a mut Mint,
    changes: Vec<Change>,
    next_no: TaskNo,
}

type Told = Result<(&'static str, String), Refusal>;

impl<'a> Case<'a> {
    fn carry_out(&mut self, intent: &Intent) -> Told {
        match intent {
            Intent::Add { title, edits } => self.add(title, edits).map(|t| ("add", label(&t))),
            Intent::Edit { tasks, edits } => self.edit(tasks, edits),
            Intent::Done { tasks, ending } => self.done(tasks, ending),
            Intent::Drop { tasks } => self.give_up(tasks),
            Intent::Reopen { tasks } => self.reopen(tasks),
            Intent::Delete { tasks } => self.delete(tasks),
            Intent::Start { task, at } => self.start(task.as_ref(), *at),
            Intent::StartNew { title, edits, at } => self.start_new(title, edits, *at),
            Intent::Stop(ending) => self.stop(ending),
            Intent::Resume { at } => self.resume(*at),
            Intent::Interrupt { reason, lost_s, at } => self.interrupt(reason, *lost_s, *at),
            Intent::Break { planned_s, class, at } => self.pause(*planned_s, *class, *at),
            Intent::Settle(answer) => self.settle(*answer),
            Intent::Away { span, was } => self.away(*span, was),
            Intent::LogAdd { task, span, about } => self.log_add(task.as_ref(), *span, about),
            Intent::LogEdit { session, edit } => self.log_edit(*session, edit),
            Intent::LogSplit { session, at } => self.log_split(*session, *at),
            Intent::LogMerge { sessions } => self.log_merge(*sessions),
            Intent::LogDelete { session } => self.log_delete(*session),
            Intent::BreakAdd { span } => self.break_add(*span),
            Intent::BreakEdit { pause, start, end } => self.break_edit(*pause, *start, *end),
            Intent::BreakDelete { pause } => self.break_delete(*pause),
            Intent::Plan { verb, remove, put } => self.plan(*verb, remove, put),
            // Taken apart before it comes here.
            Intent::Together(_) => Err(Refusal::NothingToChange),
            Intent::NameKind { name, mode } => self.name_kind(name, *mode),
            Intent::DropKind { name } => self.drop_kind(name),
            Intent::RenameKind { from, to } => self.rename_kind(from, to),
            Intent::MergeKind { from, into } => self.merge_kind(from, into),
            Intent::Object { kind, objection } => self.object(kind, *objection),
            Intent::ChooseKinds { names } => Ok(self.choose_kinds(names)),
            Intent::CloseDay { note } => Ok(self.close_day(note)),
            Intent::Snooze { until, how } => self.snooze(*until, *how),
            Intent::Unsnooze => self.unsnooze(),
            Intent::Dispute { sign, until, note } => self.dispute(sign, *until, note),
            Intent::Undispute { sign } => self.undispute(sign),
            Intent::AddCalendars(calendars) => self.add_calendars(calendars),
            Intent::EditCalendar { name, to } => self.edit_calendar(name, to),
            Intent::RemoveCalendar { name } => self.remove_calendar(name),
        }
    }

    /// Every task that is meant, each once, in the order given.
    fn resolve_all(&self, refs: &[TaskRef]) -> Result<Vec<&'a Task>, Refusal> {
        let mut found: Vec<&Task> = Vec::with_capacity(refs.len());
        for reference in refs {
            let task = self.state.resolve(reference)?;
            if !found.iter().any(|t| t.id == task.id) {
                found.push(task);
            }
        }
        Ok(found)
    }

    /// The moment that was said, which must not lie in the future; now when none was.
    fn moment(&self, said: Option<Moment>) -> Result<Moment, Refusal> {
        match said {
            Some(at) if at.utc_ms() > self.now.at.utc_ms() => Err(Refusal::InFuture(at)),
            Some(at) => Ok(at),
            None => Ok(self.now.at),
        }
    }

    /// Refuses a span that another session than the `except`ed ones takes. One that was only inferred takes
    /// none.
    fn free(&self, span: Span, except: &[&Session]) -> Result<(), Refusal> {
        let taken =
            self.state.sessions_in(span, self.now.at).filter(|s| !s.is_inferred()).find(|s| {
                !except.iter().any(|e| e.id == s.id) && s.span(self.now.at).overlap(span).is_some()
            });
        match taken {
            None => Ok(()),
            Some(other) => {
                let other_span = other.span(self.now.at);
                Err(Refusal::Overlap {
                    start: other_span.start,
                    end: other_span.end,
                    title: self.title_of(other),
                })
            }
        }
    }

    /// What a session is called: its task's title, else its kind of work.
    fn title_of(&self, session: &Session) -> String {
        let task = session.task.and_then(|id| self.state.task(id));
        match (task, &session.kind) {
            (Some(task), _) => task.title.clone(),
            (None, Some(kind)) => kind.clone(),
            (None, None) => "work".to_owned(),
        }
    }

    /// The history's words for a session.
    fn label_of(&self, session: &Session) -> String {
        match session.task.and_then(|id| self.state.task(id)) {
            Some(task) => label(task),
            None => self.title_of(session),
        }
    }
}

/// The history's words for a task.
fn label(task: &Task) -> String {
    format!("{} {}", task.no, task.title)
}

/// The history's words for some tasks.
fn labels(tasks: &[&Task]) -> String {
    match tasks {
        [one] => label(one),
        many => format!("{} tasks", many.len()),
    }
}

#[cfg(test)]
mod tests;
