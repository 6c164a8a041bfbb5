//! The log as the skills ledger reads it: the tasks that were worked on, with their tags and without their words. Nothing
//! of what is found from it is kept. And to which practice the person has said no, which no log knows: rows that are no
//! facts, and may be deleted at any time.

use super::Store;
use super::codec::Cells;
use super::error::StoreError;
use super::profile::HARD;
use super::scope::types;
use crate::domain::{Mode, TaskId, TaskType};
use crate::learn::skill::{Log, Logged};
use rusqlite::{Row, params};

impl Store {
    /// What the ledger is found from. The tag that marks hard tasks has a meaning of its own and is no skill.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn skill_log(&self) -> Result<Log, StoreError> {
        let tx = self.read()?;
        let types = types(&tx)?;
        let mut select = tx.prepare_cached(
            "SELECT id, kind, tags, estimate_s, tracked_s, created_ms, \
             CASE WHEN status = 'done' THEN closed_ms END FROM tasks WHERE tracked_s > 0",
        )?;
        let mut rows = select.query([])?;
        let (mut log, mut kinds) = (Log::default(), Vec::new());
        while let Some(row) = rows.next()? {
            let task = logged(row, &mut log, (&types, &mut kinds))?;
            log.tasks.push(task);
        }
        Ok(log)
    }

    /// When the person said no to practising each tag, in UTC milliseconds.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn declined(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT tag, at_ms FROM declined")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Remembers that the person said no to practising a tag.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn decline(&mut self, tag: &str, at_ms: i64) -> Result<(), StoreError> {
        let tx = self.write()?;
        tx.execute("INSERT OR REPLACE INTO declined VALUES (?1, ?2)", params![tag, at_ms])?;
        tx.commit()
    }
}

fn logged(
    row: &Row<'_>,
    log: &mut Log,
    (types, kinds): (&[TaskType], &mut Vec<String>),
) -> rusqlite::Result<Logged> {
    let mut c = Cells::new(row);
    let id = TaskId(c.uuid()?);
    let name = c.maybe_text()?;
    let kind = name.and_then(|name| types.iter().find(|kind| kind.answers_to(name)));
    let today = kind.map(|kind| kind.name.as_str()).or(name);
    let place = today.map(|today| {
        kinds.iter().position(|known| known == today).unwrap_or_else(|| {
            kinds.push(today.to_owned());
            kinds.len() - 1
        })
    });
    // A cell that can't be read is the business of `doctor`.
    let tags: Vec<String> =
        c.maybe_text()?.and_then(|tags| serde_json::from_str(tags).ok()).unwrap_or_default();
    let tags = tags.iter().filter(|tag| *tag != HARD).filter_map(|tag| log.tag(tag)).collect();
    Ok(Logged {
        id,
        kind: place.and_then(|place| u16::try_from(place).ok()),
        learns: kind.is_some_and(|kind| kind.mode == Mode::Learning),
        tags,
        estimate_s: c.next()?,
        tracked_s: u32::try_from(c.next::<i64>()?.max(0)).unwrap_or(u32::MAX),
        created_ms: c.next()?,
        done_ms: c.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Edit, Ending, Intent, Now, TaskNo, TaskRef, Zone};
    use crate::learn::Habits;
    use crate::store::Forget;

    fn at(minutes: i64) -> Now {
        Now::new(1_795_593_600_000 + minutes * 60_000, Zone::Fixed(60), 240)
    }

    /// A task with tags, an hour's guess and half an hour of work, done; the next number is its own.
    fn worked(store: &mut Store, no: u32, kind: &str, tags: &[&str]) {
        let mut edits = vec![Edit::Kind(Some(kind.into())), Edit::Estimate(Some(3600))];
        edits.extend(tags.iter().map(|tag| Edit::Tag((*tag).into())));
        let minute = i64::from(no) * 60;
        let task = TaskRef::No(TaskNo(no));
        let steps = [
            Intent::Add { title: format!("task {no}"), edits },
            Intent::Start { task: Some(task.clone()), at: None },
            Intent::Done { tasks: vec![task], ending: Ending::default() },
        ];
        for (step, intent) in (0..).zip(steps) {
            store.transact(&intent, &at(minute + 30 * (step / 2))).unwrap();
        }
    }

    #[test]
    fn the_log_has_tags_and_types_of_today_and_no_mark_of_hard_work() {
        let mut store = Store::in_memory().unwrap();
        worked(&mut store, 1, "coding", &["ffi", "hard"]);
        worked(&mut store, 2, "learning", &["ffi"]);
        worked(&mut store, 3, "coding", &["sql"]);
        store
            .transact(&Intent::Add { title: "nothing".into(), edits: Vec::new() }, &at(400))
            .unwrap();
        let log = store.skill_log().unwrap();
        let mut tasks = log.tasks;
        tasks.sort_by_key(|task| task.created_ms);
        let names = |task: &Logged| {
            task.tags.iter().map(|tag| log.tags[usize::from(*tag)].clone()).collect()
        };
        let tags: Vec<Vec<String>> = tasks.iter().map(names).collect();
        assert_eq!(tags, [vec!["ffi"], vec!["ffi"], vec!["sql"]]);
        assert_eq!(tasks.iter().map(|task| task.learns).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(tasks[0].kind, tasks[2].kind);
        assert_ne!(tasks[0].kind, tasks[1].kind);
        assert_eq!((tasks[0].estimate_s, tasks[0].tracked_s), (Some(3600), 1800));
        assert_eq!(tasks[0].done_ms, Some(at(90).at.utc_ms()));
    }

    #[test]
    fn a_no_is_kept_until_its_tag_is_forgotten() {
        let mut store = Store::in_memory().unwrap();
        worked(&mut store, 1, "coding", &["ffi"]);
        worked(&mut store, 2, "coding", &["sql"]);
        store.decline("ffi", 7).unwrap();
        store.decline("sql", 8).unwrap();
        store.decline("ffi", 9).unwrap();
        let kept = |store: &Store| {
            let mut kept = store.declined().unwrap();
            kept.sort_unstable();
            kept
        };
        assert_eq!(kept(&store), [("ffi".into(), 9), ("sql".into(), 8)]);
        let gone = store.skill_log().unwrap().tasks.into_iter().min_by_key(|task| task.created_ms);
        let what = Forget::Task(gone.unwrap().id);
        store.forget(&what, &at(500), &Habits::default(), false).unwrap();
        assert_eq!(kept(&store), [("sql".into(), 8)]);
        let ledger =
            crate::learn::skill::Ledger::of(store.skill_log().unwrap(), at(500).at.utc_ms());
        assert!(ledger.line("ffi").is_none() && ledger.line("sql").is_some());
        store.forget(&Forget::Everything, &at(501), &Habits::default(), false).unwrap();
        assert_eq!(kept(&store), []);
    }
}
