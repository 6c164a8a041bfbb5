//! What there is to do next: the one most urgent task and what is planned for today, as a status line asks
//! every few seconds, and the whole queue. Reads the outlines of the open tasks and none of their texts, and
//! ranks with the one ranking function of [`crate::domain::urgency`].

use super::Store;
use super::codec::Cells;
use super::error::StoreError;
use super::scope::IS_OPEN;
use crate::domain::urgency::{Coefficients, Outline, Standing, score_of};
use crate::domain::{Due, Moment, Now, Priority, Status, TaskId};
use rusqlite::Connection;
use std::collections::HashSet;
use std::str::FromStr;

/// What the open tasks come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// The most urgent task that can be worked on and is not being worked on.
    pub next: Option<TaskId>,
    /// Seconds left, by the person's own estimates, of what is planned for today or before.
    pub planned_s: i64,
}

impl Store {
    /// Looks the open tasks over. Linear in their number, with a small constant.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn glance(&self, now: &Now, weights: &Coefficients) -> Result<Glance, StoreError> {
        let tx = self.read()?;
        // Of equals the first, as in the list.
        let better = |a: Option<(f64, TaskId)>, b: (f64, TaskId)| match a {
            Some(best) if best.0.total_cmp(&b.0).is_ge() => Some(best),
            _ => Some(b),
        };
        let top = ready(&tx, now, weights)?.into_iter().fold(None, better);
        Ok(Glance { next: top.map(|(_, id)| id), planned_s: planned_s(&tx, now)? })
    }

    /// The tasks that can be worked on and are not being worked on, most urgent first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn queue(&self, now: &Now, weights: &Coefficients) -> Result<Vec<TaskId>, StoreError> {
        let tx = self.read()?;
        let mut ranked = ready(&tx, now, weights)?;
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(ranked.into_iter().map(|(_, id)| id).collect())
    }
}

/// An open task as the ranking sees it.
struct Sketch {
    id: TaskId,
    outline: Outline,
    /// What it waits for; some of it may be closed.
    after: Vec<TaskId>,
}

/// The scores of the tasks that can be worked on and are not being worked on, by their numbers.
fn ready(
    conn: &Connection,
    now: &Now,
    weights: &Coefficients,
) -> Result<Vec<(f64, TaskId)>, StoreError> {
    let tasks = sketches(conn)?;
    let running = running(conn)?;
    let waited_for: HashSet<TaskId> = tasks.iter().flat_map(|t| t.after.iter().copied()).collect();
    let asked = tasks.iter().filter(|task| waited_for.contains(&task.id));
    let open: HashSet<TaskId> = asked.map(|task| task.id).collect();
    let can_begin = |task: &&Sketch| {
        task.outline.is_ready(now.at)
            && Some(task.id) != running
            && !task.after.iter().any(|id| open.contains(id))
    };
    let scored = tasks.iter().filter(can_begin).map(|task| {
        let standing = Standing { blocking: open.contains(&task.id), ..Standing::default() };
        (score_of(&task.outline, standing, now, weights), task.id)
    });
    Ok(scored.collect())
}

fn running(conn: &Connection) -> Result<Option<TaskId>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT task FROM sessions WHERE end_ms IS NULL ORDER BY start_ms DESC LIMIT 1",
    )?;
    let mut rows = select.query([])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Cells::new(row).maybe_uuid()?.map(TaskId))
}

fn planned_s(conn: &Connection, now: &Now) -> Result<i64, StoreError> {
    let mut sum = conn.prepare_cached(&format!(
        "SELECT coalesce(sum(max(estimate_s - tracked_s, 0)), 0) FROM tasks \
         WHERE on_day IS NOT NULL AND {IS_OPEN} AND on_day <= ?1"
    ))?;
    Ok(sum.query_row([now.day().to_string()], |row| row.get(0))?)
}

fn sketches(conn: &Connection) -> Result<Vec<Sketch>, StoreError> {
    let sql = format!("SELECT outline,after,id FROM tasks WHERE {IS_OPEN} ORDER BY no");
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut cells = Cells::new(row);
        let text = cells.text()?;
        let outline = outline(text).ok_or_else(|| StoreError::Damaged {
            detail: format!("the outline `{text}` of an open task can't be read"),
        })?;
        found.push(Sketch { outline, after: cells.ids()?, id: TaskId(cells.uuid()?) });
    }
    Ok(found)
}

/// Reads a cell of the column `outline`; its form is the second migration's.
fn outline(text: &str) -> Option<Outline> {
    let mut fields = text.split(',');
    let [status, priority, project] = fields.next()?.as_bytes() else { return None };
    let at = |ms: i64| Moment::new(ms, 0);
    let tags = fields.next()?.parse().ok()?;
    let created = at(fields.next()?.parse().ok()?);
    let due = maybe(fields.next()?).ok()?.map(at);
    let hard = fields.next()? == "1";
    Some(Outline {
        status: initial(&Status::ALL, Status::word, *status)?,
        priority: initial(&Priority::ALL, Priority::word, *priority)?,
        in_project: *project == b'1',
        tags,
        created,
        due: due.map(|at| Due { at, hard }),
        from: maybe(fields.next()?).ok()?.map(at),
        on: maybe(fields.next()?).ok()?,
    })
}

/// `None` for an empty field.
fn maybe<T: FromStr>(field: &str) -> Result<Option<T>, T::Err> {
    (!field.is_empty()).then(|| field.parse()).transpose()
}

/// The first of some words that begins with a letter.
fn initial<T: Copy>(all: &[T], word: fn(T) -> &'static str, letter: u8) -> Option<T> {
    all.iter().copied().find(|one| word(*one).as_bytes().first() == Some(&letter))
}
