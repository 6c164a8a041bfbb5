//! What is in the store before an import: for the importers, and to tell new things from those that are there
//! without changing anything.

use super::super::env::Env;
use super::super::failure::Failure;
use super::intake::Intake;
use crate::domain::{BlockId, BreakId, CalendarId, Change, SessionId, TaskId};
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
        Ok(known)
    }

    /// How many of the changes are new.
    pub(super) fn count(mut self, changes: &mut Intake) -> Result<ImportCount, Failure> {
        let mut count = ImportCount::default();
        for change in changes {
            let new = match change? {
                Change::TaskAdded { task } => self.tasks.insert(task.id),
                Change::SessionAdded { session } => self.sessions.insert(session.id),
                Change::BreakAdded { pause } => self.breaks.insert(pause.id),
                Change::BlockAdded { block } => self.blocks.insert(block.id),
                Change::EventAdded { event } => self.events.insert(event.uid),
                Change::CalendarAdded { calendar } => self.calendars.insert(calendar.id),
                Change::DayClosed { closing } => self.days.insert(closing.day),
                Change::TypeAdded { kind, .. } => self.types.insert(kind.name),
                _ => true,
            };
            *(if new { &mut count.added } else { &mut count.present }) += 1;
        }
        Ok(count)
    }
}
