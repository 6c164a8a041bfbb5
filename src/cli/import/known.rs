//! What is in the store before an import: for the importers, and to tell new things from those that are there
//! without changing anything.

use super::super::env::Env;
use super::super::failure::Failure;
use super::intake::Intake;
use crate::domain::{
    BlockId, BreakId, Brought, CalendarId, Change, Dispute, HeardId, SessionId, SnoozeId, TaskId,
    Told, ToldId,
};
use crate::exchange::import::{Ground, KnownTask};
use crate::store::{ImportCount, Scope, Store};
use chrono::NaiveDate;
use std::collections::HashSet;

/// What the importers may know; with `tasks`, of every task too.
pub(super) fn ground(env: &mut Env, tasks: bool) -> Result<Ground, Failure> {
    let state = env.load(&Scope::Running)?;
    let running = state.running().map(|session| session.id.0);
    let mut ground = Ground::new(env.now);
    ground.running = running.or(state.on_break().map(|pause| pause.id.0));
    ground.day_end = env.loaded.config.work_day.end;
    ground.types = state.types().to_vec();
    if tasks {
        env.store()?.each_task(|task, _| {
            let known = KnownTask { id: task.id, kind: task.kind.clone() };
            ground.titles.insert(task.title.clone(), known);
            ground.projects.extend(task.project.clone());
            Ok::<(), Failure>(())
        })?;
    }
    Ok(ground)
}

/// The ids of what is in the store.
#[derive(Debug, Default)]
pub(super) struct Known {
    tasks: HashSet<TaskId>,
    sessions: HashSet<SessionId>,
    breaks: HashSet<BreakId>,
    blocks: HashSet<BlockId>,
    events: HashSet<String>,
    calendars: HashSet<CalendarId>,
    days: HashSet<NaiveDate>,
    snoozes: HashSet<SnoozeId>,
    disputes: HashSet<(String, i64)>,
    /// By rule and due time, of which there is one each.
    told: HashSet<(String, i64)>,
    told_ids: HashSet<ToldId>,
    heard: HashSet<HeardId>,
    types: HashSet<String>,
}

impl Known {
    /// The ids of everything in the store.
    pub(super) fn of(store: &Store) -> Result<Known, Failure> {
        let mut known = Known::default();
        store.each_task(|task, _| {
            known.tasks.insert(task.id);
            Ok::<(), Failure>(())
        })?;
        store.each_session(None, |row| {
            known.sessions.insert(row.id);
            Ok::<(), Failure>(())
        })?;
        store.each_break(None, |pause| {
            known.breaks.insert(pause.id);
            Ok::<(), Failure>(())
        })?;
        store.each_block(|block| {
            known.blocks.insert(block.id);
            Ok::<(), Failure>(())
        })?;
        store.each_event(None, |event| {
            known.events.insert(event.uid.clone());
            Ok::<(), Failure>(())
        })?;
        known.calendars.extend(store.calendars()?.into_iter().map(|calendar| calendar.id));
        known.days.extend(store.closings()?.into_iter().map(|closing| closing.day));
        known.snoozes.extend(store.snoozes()?.into_iter().map(|snooze| snooze.id));
        known.disputes.extend(store.disputes()?.iter().map(made));
        store.each_told(None, |told| {
            known.is_new_told(told);
            Ok::<(), Failure>(())
        })?;
        store.each_heard(None, |heard| {
            known.heard.insert(heard.id);
            Ok::<(), Failure>(())
        })?;
        Ok(known)
    }

    fn is_new_told(&mut self, told: &Told) -> bool {
        let due = (told.rule.clone(), told.due.utc_ms());
        let is_new = !self.told.contains(&due) && !self.told_ids.contains(&told.id);
        if is_new {
            self.told.insert(due);
            self.told_ids.insert(told.id);
        }
        is_new
    }

    /// How many of the things are new.
    pub(super) fn count(mut self, intake: &mut Intake) -> Result<ImportCount, Failure> {
        let mut count = ImportCount::default();
        for brought in intake {
            let change = match brought? {
                Brought::Change(change) => change,
                Brought::Told(told) => {
                    count.note(self.is_new_told(&told), true);
                    continue;
                }
                Brought::Heard(heard) => {
                    count.note(self.heard.insert(heard.id), true);
                    continue;
                }
            };
            let new = match change {
                Change::TaskAdded { task } => self.tasks.insert(task.id),
                Change::SessionAdded { session } => self.sessions.insert(session.id),
                Change::BreakAdded { pause } => self.breaks.insert(pause.id),
                Change::BlockAdded { block } => self.blocks.insert(block.id),
                Change::EventAdded { event } => self.events.insert(event.uid),
                Change::CalendarAdded { calendar } => self.calendars.insert(calendar.id),
                Change::DayClosed { closing } => self.days.insert(closing.day),
                Change::SnoozeAdded { snooze } => self.snoozes.insert(snooze.id),
                Change::SignDisputed { dispute } => self.disputes.insert(made(&dispute)),
                Change::TypeAdded { kind, .. } => self.types.insert(kind.name),
                _ => true,
            };
            count.note(new, false);
        }
        Ok(count)
    }
}

/// Which objection it is.
fn made(dispute: &Dispute) -> (String, i64) {
    (dispute.sign.clone(), dispute.at.utc_ms())
}
