//! What [`crate::domain::decide()`] must see to judge an intent: the state is loaded closed over it.

use super::error::StoreError;
use super::scope::{Loader, Scope, hull};
use crate::domain::{
    BlockId, Edit, Forgotten, Intent, Moment, Now, Put, SessionEdit, SessionId, Span, State,
    TaskRef, Was,
};
use rusqlite::Connection;

/// The state that `intent` has to be decided in.
pub(super) fn state_for(
    conn: &Connection,
    intent: &Intent,
    now: &Now,
) -> Result<State, StoreError> {
    let mut loader = Loader::new(conn)?;
    load(&mut loader, intent, now)?;
    loader.tasks_of_sessions()?;
    loader.prerequisites()?;
    Ok(loader.state)
}

/// The same, and all of today with it.
pub(super) fn today_for(
    conn: &Connection,
    intent: &Intent,
    now: &Now,
) -> Result<State, StoreError> {
    let mut loader = Loader::new(conn)?;
    load(&mut loader, intent, now)?;
    loader.scope(&Scope::Day(now.day_span(now.day())), now)?;
    Ok(loader.state)
}

fn load(loader: &mut Loader<'_>, intent: &Intent, now: &Now) -> Result<(), StoreError> {
    for reference in references(intent) {
        loader.reference(reference)?;
    }
    match intent {
        Intent::Drop { .. } | Intent::Delete { .. } => loader.live_plan(now)?,
        Intent::Plan { remove, put, .. } => planned(loader, remove, put, now)?,
        Intent::Together(intents) => {
            for intent in intents {
                load(loader, intent, now)?;
            }
        }
        Intent::Add { .. }
        | Intent::NameKind { .. }
        | Intent::DropKind { .. }
        | Intent::Object { .. }
        | Intent::ChooseKinds { .. } => {}
        Intent::AddCalendars(_) | Intent::EditCalendar { .. } | Intent::RemoveCalendar { .. } => {
            loader.calendars()?;
        }
        Intent::Snooze { .. } | Intent::Unsnooze => loader.live_snoozes(now.at)?,
        Intent::Dispute { .. } | Intent::Undispute { .. } => loader.disputes()?,
        Intent::CloseDay { .. } => loader.closings(now.day_span(now.day()))?,
        Intent::RenameKind { .. } | Intent::MergeKind { .. } => {
            loader.scope(&Scope::Open, now)?;
        }
        Intent::Reopen { .. } => loader.siblings()?,
        Intent::Edit { edits, .. } => {
            loader.siblings()?;
            if edits.iter().any(|edit| matches!(edit, Edit::Status(_))) {
                loader.live_plan(now)?;
            }
        }
        Intent::Done { ending, .. } => {
            loader.siblings()?;
            loader.live_plan(now)?;
            since(loader, ending.at, now)?;
        }
        Intent::Start { at, .. }
        | Intent::StartNew { at, .. }
        | Intent::Interrupt { at, .. }
        | Intent::Break { at, .. } => since(loader, *at, now)?,
        Intent::Resume { at } => {
            since(loader, *at, now)?;
            loader.last_sessions()?;
        }
        Intent::Stop(ending) => since(loader, ending.at, now)?,
        Intent::Settle(forgotten) => {
            let ended = match forgotten {
                Forgotten::EndedAt(at) => Some(*at),
                Forgotten::Keep | Forgotten::Discard => None,
            };
            since(loader, ended, now)?;
            let from = ended.into_iter().chain([now.at]);
            hull(from).map_or(Ok(()), |span| loader.all_touching(span))?;
        }
        Intent::Away { span, .. } => {
            since(loader, Some(span.start), now)?;
            loader.all_touching(*span)?;
        }
        Intent::LogAdd { span, .. } => loader.touching(*span)?,
        Intent::LogEdit { session, edit } => edited(loader, *session, edit, now)?,
        Intent::LogSplit { session, .. } | Intent::LogDelete { session } => {
            loader.session(*session)?;
        }
        Intent::BreakAdd { span } => loader.all_touching(*span)?,
        Intent::BreakEdit { pause, start, end } => {
            loader.pause(*pause)?;
            if let Some(span) = hull([*start, end.unwrap_or(now.at)]) {
                loader.all_touching(span)?;
            }
        }
        Intent::BreakDelete { pause } => loader.pause(*pause)?,
        Intent::LogMerge { sessions } => merged(loader, *sessions, now)?,
    }
    Ok(())
}

/// The plan as it is, the blocks that are meant whatever their age, and the tasks that are to be in it.
fn planned(
    loader: &mut Loader<'_>,
    remove: &[BlockId],
    put: &[Put],
    now: &Now,
) -> Result<(), StoreError> {
    loader.live_plan(now)?;
    for id in remove.iter().copied().chain(put.iter().filter_map(|put| put.id)) {
        loader.block(id)?;
    }
    for put in put {
        for id in std::iter::once(put.task).chain(put.also.iter().copied()) {
            loader.task(id)?;
        }
    }
    Ok(())
}

/// The references in an intent.
fn references(intent: &Intent) -> Vec<&TaskRef> {
    match intent {
        Intent::Add { edits, .. } | Intent::StartNew { edits, .. } => in_edits(edits).collect(),
        Intent::Edit { tasks, edits } => tasks.iter().chain(in_edits(edits)).collect(),
        Intent::Done { tasks, .. }
        | Intent::Drop { tasks }
        | Intent::Reopen { tasks }
        | Intent::Delete { tasks } => tasks.iter().collect(),
        Intent::Start { task, .. } | Intent::LogAdd { task, .. } => task.iter().collect(),
        Intent::LogEdit { edit, .. } => edit.task.iter().flatten().collect(),
        Intent::Away { was: Was::OtherTask(task), .. } => vec![task],
        _ => Vec::new(),
    }
}

fn in_edits(edits: &[Edit]) -> impl Iterator<Item = &TaskRef> {
    edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::After(tasks) => Some(tasks.iter()),
            _ => None,
        })
        .flatten()
}

/// What was logged from a time (or the running session's start) to the present.
fn since(loader: &mut Loader<'_>, at: Option<Moment>, now: &Now) -> Result<(), StoreError> {
    let running = loader.state.running().map(|session| session.start);
    if let Some(span) = hull([now.at].into_iter().chain(at).chain(running)) {
        loader.touching(span)?;
    }
    Ok(())
}

fn edited(
    loader: &mut Loader<'_>,
    id: SessionId,
    edit: &SessionEdit,
    now: &Now,
) -> Result<(), StoreError> {
    let Some(session) = loader.session(id)? else { return Ok(()) };
    let Span { start, end } = session.span(now.at);
    if let Some(span) = hull([start, end].into_iter().chain(edit.start).chain(edit.end)) {
        loader.touching(span)?;
    }
    Ok(())
}

fn merged(loader: &mut Loader<'_>, ids: [SessionId; 2], now: &Now) -> Result<(), StoreError> {
    let mut edges = Vec::new();
    for id in ids {
        if let Some(session) = loader.session(id)? {
            let span = session.span(now.at);
            edges.extend([span.start, span.end]);
        }
    }
    match hull(edges) {
        Some(span) => loader.touching(span),
        None => Ok(()),
    }
}
