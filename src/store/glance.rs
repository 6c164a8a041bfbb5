//! What there is to do next: the one most urgent task and what is planned for today, as a status line asks
//! every few seconds, and the whole queue. Reads the outlines of the open tasks and none of their texts, and
//! ranks with the one ranking function of [`crate::domain::urgency`].

use super::Store;
use super::codec::Cells;
use super::error::StoreError;
use super::outline::Outlines;
use super::scope::{IS_OPEN, Loader};
use crate::domain::urgency::{Coefficients, Outline, Standing, score_of};
use crate::domain::{Moment, Now, Order, State, Task, TaskId};
use rusqlite::Connection;
use std::collections::HashSet;

/// What a status line speaks of.
#[derive(Debug)]
pub struct Glance {
    /// What runs, with its task; the present break; today's sessions and breaks, and while something runs the absences in
    /// them; the task of `next`; and where that
    /// was looked for, today's accepted plan with its tasks, and today's events. No kinds of work.
    pub state: State,
    /// The most urgent task that can be worked on and is not being worked on.
    pub next: Option<TaskId>,
    /// Seconds left, by the person's own estimates, of what is planned for today or before.
    pub planned_s: i64,
}

impl Store {
    /// Looks at the present and, with `queue` or when nothing is going on, the open tasks over. Linear in
    /// their number, with a small constant. All of it is as of one moment, and in as few questions as it
    /// takes: for SQLite, understanding a question is more work than answering it.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn glance(
        &self,
        queue: bool,
        now: &Now,
        weights: &Coefficients,
    ) -> Result<Glance, StoreError> {
        let tx = self.read()?;
        let mut loader = Loader::present(&tx, now)?;
        let idle = loader.state.running().is_none() && loader.state.on_break().is_none();
        // Who was away has worked less since the last break.
        if loader.state.running().is_some() {
            loader.heard(now.day_span(now.day()))?;
        }
        let (mut next, mut planned) = (None, 0);
        if queue || idle {
            let running = loader.state.running().and_then(|session| session.task);
            next = first(&mut loader, 1, running, now, weights)?.first().copied();
            if let Some(id) = next {
                loader.task(id)?;
            }
            planned = planned_s(&tx, now)?;
            loader.live_snoozes(now.at)?;
            let today = now.day_span(now.day());
            loader.plan_in(today)?;
            loader.events_touching(today)?;
            loader.prerequisites()?;
        }
        Ok(Glance { state: loader.state, next, planned_s: planned })
    }

    /// The tasks that can be worked on and are not being worked on, most urgent first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn queue(&self, now: &Now, weights: &Coefficients) -> Result<Vec<TaskId>, StoreError> {
        let tx = self.read()?;
        ranked(&tx, running(&tx)?, now, weights)
    }

    /// The first `count` of the [queue](Store::queue), for less than all of it costs.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn first_of_queue(
        &self,
        count: usize,
        now: &Now,
        weights: &Coefficients,
    ) -> Result<Vec<TaskId>, StoreError> {
        let tx = self.read()?;
        let mut loader = Loader { conn: &tx, state: State::default() };
        first(&mut loader, count, running(&tx)?, now, weights)
    }
}

/// The first of the queue.
fn first(
    loader: &mut Loader<'_>,
    count: usize,
    running: Option<TaskId>,
    now: &Now,
    weights: &Coefficients,
) -> Result<Vec<TaskId>, StoreError> {
    if let Some(found) = first_of_free(loader, count, running, now, weights)? {
        return Ok(found);
    }
    let mut all = ranked(loader.conn, running, now, weights)?;
    all.truncate(count);
    Ok(all)
}

/// The first of the queue in the usual case that no task waits for another: then the outlines say it all, and
/// arrive as one text. A row for each would cost twice as much. The tasks themselves are loaded too. `None` when it
/// takes the ids of tasks to know.
fn first_of_free(
    loader: &mut Loader<'_>,
    count: usize,
    running: Option<TaskId>,
    now: &Now,
    weights: &Coefficients,
) -> Result<Option<Vec<TaskId>>, StoreError> {
    let mut pack = loader.conn.prepare_cached(&format!(
        "SELECT group_concat(outline, ';'), count(after) FROM tasks WHERE {IS_OPEN}"
    ))?;
    let mut rows = pack.query([])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut cells = Cells::new(row);
    let packed = cells.maybe_text()?;
    if cells.next::<i64>()? > 0 {
        return Ok(None);
    }
    // What is being worked on is among them.
    let most = count + usize::from(running.is_some());
    let mut best: Vec<(f64, usize, Outline)> = Vec::with_capacity(most + 1);
    for (place, outline) in Outlines::of(packed.unwrap_or_default()).enumerate() {
        let outline = outline?;
        if outline.is_ready(now.at) {
            let score = score_of(&outline, Standing::default(), now, weights);
            // Of equals the first, as in the list.
            let rank = best.iter().rposition(|(other, ..)| other.total_cmp(&score).is_ge());
            let rank = rank.map_or(0, |rank| rank + 1);
            if rank < most {
                best.insert(rank, (score, place, outline));
                best.truncate(most);
            }
        }
    }
    let mut found = Vec::with_capacity(count);
    for (_, place, outline) in best {
        if found.len() == count {
            break;
        }
        // SQLite walks the index and so packs in the order of numbers, but does not promise to.
        match loader.open_task_at(place)? {
            Some(task) if !is_of(&outline, task) => return Ok(None),
            Some(task) if Some(task.id) != running => found.push(task.id),
            Some(_) => {}
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// Whether an outline is that of a task. What was read from a cell knows no offsets.
fn is_of(outline: &Outline, task: &Task) -> bool {
    let whole = Outline::of(task);
    let at = |moment: Option<Moment>| moment.map(Moment::utc_ms);
    let times = |one: &Outline| (one.created.utc_ms(), at(one.from), at(one.due.map(|due| due.at)));
    let rest = |one: &Outline| {
        (one.status, one.priority, one.in_project, one.tags, one.on, one.due.map(|due| due.hard))
    };
    times(outline) == times(&whole) && rest(outline) == rest(&whole)
}

/// The queue, whatever waits for what.
fn ranked(
    conn: &Connection,
    running: Option<TaskId>,
    now: &Now,
    weights: &Coefficients,
) -> Result<Vec<TaskId>, StoreError> {
    let mut ranked = ready(conn, running, now, weights)?;
    // Of equals the first, as in the list: the sort is stable.
    ranked.order_by(|a, b| b.0.total_cmp(&a.0));
    Ok(ranked.into_iter().map(|(_, id)| id).collect())
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
    running: Option<TaskId>,
    now: &Now,
    weights: &Coefficients,
) -> Result<Vec<(f64, TaskId)>, StoreError> {
    let tasks = sketches(conn)?;
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
        let outline = Outlines::only(cells.text()?)?;
        found.push(Sketch { outline, after: cells.ids()?, id: TaskId(cells.uuid()?) });
    }
    Ok(found)
}
