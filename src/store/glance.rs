//! What a status line needs of the open tasks: the one to do next and what is planned for today. Asked every
//! few seconds, so it reads the columns that the ranking looks at, keeps no texts, and ranks with the one
//! ranking function of [`crate::domain::urgency`].

use super::Store;
use super::codec::Cells;
use super::error::StoreError;
use super::scope::IS_OPEN;
use crate::domain::urgency::{Coefficients, Standing, score};
use crate::domain::{Due, Moment, Now, Priority, Status, Task, TaskId, TaskNo};
use rusqlite::{Result, Row};
use std::collections::HashSet;
use uuid::Uuid;

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
        let running: Option<Uuid> = tx
            .prepare_cached("SELECT task FROM sessions WHERE end_ms IS NULL LIMIT 1")?
            .query_map([], |row| Cells::new(row).maybe_uuid())?
            .next()
            .transpose()?
            .flatten();
        let running = running.map(TaskId);
        let mut select = tx.prepare_cached(&format!(
            "SELECT no,id,status,priority,project IS NOT NULL,tags,estimate_s,due_ms,due_off,due_hard,\
             from_ms,from_off,on_day,after,created_ms,created_off,tracked_s FROM tasks WHERE {IS_OPEN} \
             ORDER BY no"
        ))?;
        let mut found = Glance::default();
        let mut tasks: Vec<Task> = Vec::new();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (task, tracked_s) = outline(row)?;
            if let Some(estimate) = task.estimate_s
                && task.on.is_some_and(|day| day <= now.day())
            {
                found.planned_s += (i64::from(estimate) - tracked_s).max(0);
            }
            tasks.push(task);
        }
        found.next = top(&tasks, running, now, weights);
        Ok(found)
    }
}

fn top(
    tasks: &[Task],
    running: Option<TaskId>,
    now: &Now,
    weights: &Coefficients,
) -> Option<TaskId> {
    let waited_for: HashSet<TaskId> = tasks.iter().flat_map(|t| t.after.iter().copied()).collect();
    let asked = tasks.iter().filter(|_| !waited_for.is_empty());
    let open: HashSet<TaskId> = asked.map(|task| task.id).collect();
    let ready = tasks.iter().filter(|task| {
        task.status == Status::Open
            && Some(task.id) != running
            && task.from.is_none_or(|from| from.utc_ms() <= now.at.utc_ms())
            && !task.after.iter().any(|id| open.contains(id))
    });
    let mut best: Option<(f64, TaskId)> = None;
    for task in ready {
        let blocking = waited_for.contains(&task.id);
        let score = score(task, Standing { blocking, ..Standing::default() }, now, weights);
        // Of equals the first, as in the list.
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, task.id));
        }
    }
    best.map(|(_, id)| id)
}

/// A task with what its rank depends on and no texts, and the seconds of work in its ended sessions.
fn outline(row: &Row<'_>) -> Result<(Task, i64)> {
    let mut c = Cells::new(row);
    let (no, id) = (TaskNo(c.next()?), TaskId(c.uuid()?));
    let mut task = Task::new(id, no, String::new(), Moment::new(0, 0));
    task.status = c.word(&Status::ALL, Status::word)?;
    task.priority = c.word(&Priority::ALL, Priority::word)?;
    // Names and tags count and are not read, so empty ones stand for them.
    task.project = c.next::<bool>()?.then(String::new);
    let quotes = c.maybe_text()?.map_or(0, |json| json.matches('"').count());
    task.tags = vec![String::new(); quotes / 2];
    task.estimate_s = c.next()?;
    let (due, hard) = (c.maybe_moment()?, c.next::<Option<bool>>()?);
    task.due = due.map(|at| Due { at, hard: hard.unwrap_or(false) });
    task.from = c.maybe_moment()?;
    task.on = c.maybe_text()?.and_then(|day| day.parse().ok());
    task.after = c.ids()?;
    task.created = c.moment()?;
    Ok((task, c.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::urgency::rank;
    use crate::domain::{Edit, Intent, TaskRef, Zone};
    use crate::store::Scope;

    #[test]
    fn a_glance_finds_the_same_task_as_the_ranking_and_sums_what_is_planned() {
        let now = Now::new(1_795_593_600_000, Zone::Fixed(60), 240);
        let mut store = Store::in_memory().unwrap();
        let mut add = |edits: Vec<Edit>| {
            store.transact(&Intent::Add { title: "t".into(), edits }, &now).unwrap();
        };
        let first = || Edit::After(vec![TaskRef::No(TaskNo(1))]);
        add(vec![Edit::Estimate(Some(3600)), Edit::On(Some(now.day()))]);
        add(vec![first(), Edit::Priority(Priority::Urgent)]);
        add(vec![Edit::From(Some(now.at.plus_seconds(60))), Edit::Priority(Priority::Urgent)]);
        add(vec![Edit::Project(Some("p".into())), Edit::Tag("a".into()), Edit::Tag("b".into())]);
        add(vec![Edit::Due(Some(Due { at: now.at, hard: true }))]);
        let weights = Coefficients::default();
        for start in [1, 5, 4] {
            let glance = store.glance(&now, &weights).unwrap();
            let state = store.load(&Scope::Open, &now).unwrap();
            let running = state.running().and_then(|session| session.task);
            let ranked = rank(&state, &now, &weights);
            let next = ranked.iter().map(|(id, _)| *id).find(|id| Some(*id) != running);
            assert_eq!((glance.next, glance.planned_s), (next, 3600));
            let task = Some(TaskRef::No(TaskNo(start)));
            store.transact(&Intent::Start { task, at: None }, &now).unwrap();
        }
    }
}
