//! Loads the part of the state that a command or a screen needs, and no more: what a command costs must not
//! depend on how long the log is. Every query here runs over an index of what it looks for.

mod nudges;
mod plan;

use super::codec::{self, BREAK, EVENT, KIND, SESSION, TASK};
use super::error::StoreError;
use crate::domain::{
    BreakId, Change, Moment, Now, Order, Session, SessionId, Span, State, Task, TaskId, TaskRef,
    TaskType,
};
use rusqlite::{Connection, OptionalExtension, ToSql, params};

/// How many of the last sessions are looked through for one with an open task.
const RESUME_DEPTH: i64 = 1000;
const DAY_MS: i64 = 86_400_000;
/// The words of the partial index `tasks_open`; SQLite uses it only for exactly these.
pub(super) const IS_OPEN: &str = "status IN ('open', 'waiting')";

/// Which sessions, or breaks, the present has to do with: what runs, what was near today (?3, between less than
/// a day before it, ?1, and its end, ?2), and what is longer than a day. One question for what each index knows.
const PRESENT: &str = "WHERE row IN (SELECT row FROM \
    (SELECT row FROM TABLE WHERE end_ms IS NULL ORDER BY start_ms DESC LIMIT 1) UNION ALL \
    SELECT row FROM TABLE WHERE start_ms BETWEEN ?1 AND ?2 AND (end_ms IS NULL OR end_ms >= ?3) UNION ALL \
    SELECT row FROM TABLE WHERE end_ms - start_ms > 86400000 AND start_ms < ?1 AND end_ms >= ?3)";

/// Which part of the state to load. The running session with its task, the open break, the kinds of work
/// and the next task number are in all of them, and for each task those that it waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// And today's sessions and breaks, for sums; the snoozes that are not over, what was said and heard today, and
    /// every dispute.
    Running,
    /// And the tasks that the references fit, and those that wait for them.
    Tasks(Vec<TaskRef>),
    /// And every open or waiting task, and the live plan: the blocks that end after the start of yesterday, with their
    /// tasks.
    Open,
    /// And every task, closed ones too, and the live plan.
    AllTasks,
    /// And the sessions (with their tasks), breaks and events that touch the span, and the plan in it (with its tasks),
    /// and the live plan; the snoozes that touch it or are to come, what was said and heard in it, and every dispute.
    Day(Span),
    /// And the plan that touches the span, with its tasks, and the days that were closed in it.
    Plan(Span),
    /// And what both [`Scope::Open`] and [`Scope::Day`] load, and the tasks closed in the span.
    Screen {
        /// The days to be seen.
        span: Span,
    },
}

/// Fills a [`State`] from the projections.
#[derive(Debug)]
pub(super) struct Loader<'c> {
    pub(super) conn: &'c Connection,
    pub(super) state: State,
}

/// The kinds of work, in their order.
pub(super) fn types(conn: &Connection) -> Result<Vec<TaskType>, StoreError> {
    let mut select = conn.prepare_cached(&format!("SELECT {KIND} FROM types ORDER BY pos"))?;
    let found = select.query_map([], codec::kind)?.collect::<Result<_, _>>()?;
    Ok(found)
}

impl<'c> Loader<'c> {
    /// A state with what every scope has, but for what its tasks wait for.
    pub(super) fn new(conn: &'c Connection) -> Result<Loader<'c>, StoreError> {
        let mut loader = Loader { conn, state: State::new(next_no(conn)?) };
        for kind in types(conn)? {
            loader.state.apply(&Change::TypeAdded { kind, place: None });
        }
        loader.sessions("WHERE end_ms IS NULL ORDER BY start_ms DESC LIMIT 1", &[])?;
        loader.breaks("WHERE end_ms IS NULL ORDER BY start_ms DESC LIMIT 1", &[])?;
        loader.tasks_of_sessions()?;
        Ok(loader)
    }

    /// A state with what runs, its task, and today: [`Scope::Running`] less what only deciding needs.
    pub(super) fn present(conn: &'c Connection, now: &Now) -> Result<Loader<'c>, StoreError> {
        let mut loader = Loader { conn, state: State::default() };
        let today = now.day_span(now.day());
        let (from, to) = (today.start.utc_ms(), today.end.utc_ms());
        let spans = params![from - DAY_MS, to, from];
        loader.sessions(&PRESENT.replace("TABLE", "sessions"), spans)?;
        loader.breaks(&PRESENT.replace("TABLE", "breaks"), spans)?;
        if let Some(task) = loader.state.running().and_then(|session| session.task) {
            loader.task(task)?;
        }
        Ok(loader)
    }

    /// Loads the open task that has `place` open ones before it, by number.
    pub(super) fn open_task_at(&mut self, place: usize) -> Result<Option<&Task>, StoreError> {
        let mut find = self.conn.prepare_cached(&format!(
            "SELECT {TASK} FROM tasks WHERE no = (SELECT no FROM tasks \
             WHERE {IS_OPEN} ORDER BY no LIMIT 1 OFFSET ?1)"
        ))?;
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        let Some((task, tracked_s)) = find.query_row([place], codec::task).optional()? else {
            return Ok(None);
        };
        let id = task.id;
        self.state.load_task(task, tracked_s);
        Ok(self.state.task(id))
    }

    /// Loads a scope.
    pub(super) fn scope(&mut self, scope: &Scope, now: &Now) -> Result<(), StoreError> {
        match scope {
            Scope::Running => {
                let today = now.day_span(now.day());
                self.touching(today)?;
                self.breaks_touching(today)?;
                self.nudges(today)?;
            }
            Scope::Tasks(references) => {
                for reference in references {
                    self.reference(reference)?;
                }
                self.dependents()?;
            }
            Scope::Open => {
                self.open_tasks()?;
                self.live_plan(now)?;
            }
            Scope::AllTasks => {
                self.tasks("ORDER BY no", &[])?;
                self.live_plan(now)?;
            }
            Scope::Plan(span) => {
                self.plan_in(*span)?;
                self.closings(*span)?;
            }
            Scope::Day(span) => self.day(*span, now)?,
            Scope::Screen { span } => {
                self.open_tasks()?;
                self.day(*span, now)?;
                self.tasks(
                    "WHERE closed_ms IS NOT NULL AND closed_ms >= ?1 AND closed_ms < ?2",
                    params![span.start.utc_ms(), span.end.utc_ms()],
                )?;
            }
        }
        self.prerequisites()
    }

    fn day(&mut self, span: Span, now: &Now) -> Result<(), StoreError> {
        self.plan_in(span)?;
        self.live_plan(now)?;
        self.touching(span)?;
        self.breaks_touching(span)?;
        self.events_touching(span)?;
        self.calendars()?;
        self.closings(span)?;
        self.nudges(span)?;
        self.live_snoozes(now.at)?;
        self.tasks_of_sessions()
    }

    fn open_tasks(&mut self) -> Result<(), StoreError> {
        self.tasks(&format!("WHERE {IS_OPEN} ORDER BY no"), &[])
    }

    /// Loads the tasks that a reference fits. By title, only open ones when there are any.
    pub(super) fn reference(&mut self, reference: &TaskRef) -> Result<(), StoreError> {
        match reference {
            TaskRef::No(no) => self.tasks("WHERE no = ?1", params![no.0]),
            TaskRef::Id(id) => self.task(*id),
            TaskRef::Title(part) => {
                let part = part.trim().to_lowercase();
                if !part.is_empty() && !self.titled(&part, IS_OPEN)? {
                    self.titled(&part, &format!("NOT ({IS_OPEN})"))?;
                }
                Ok(())
            }
        }
    }

    /// Loads the tasks whose title contains `part` (in lower case), and says whether there were any.
    ///
    /// Not with SQL's LIKE, which knows upper and lower case in English only.
    fn titled(&mut self, part: &str, which: &str) -> Result<bool, StoreError> {
        let mut fit = Vec::new();
        let sql = format!("SELECT no, title FROM tasks WHERE {which}");
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let mut cells = codec::Cells::new(row);
            let no: i64 = cells.next()?;
            if contains(cells.text()?, part) {
                fit.push(no);
            }
        }
        drop(rows);
        for no in &fit {
            self.tasks("WHERE no = ?1", params![no])?;
        }
        Ok(!fit.is_empty())
    }

    pub(super) fn task(&mut self, id: TaskId) -> Result<(), StoreError> {
        if self.state.task(id).is_some() {
            return Ok(());
        }
        self.tasks("WHERE id = ?1", params![codec::blob(&id.0)])
    }

    /// Loads what loaded tasks wait for, and what that waits for, to the end.
    pub(super) fn prerequisites(&mut self) -> Result<(), StoreError> {
        let missing = |state: &State, tasks: &mut dyn Iterator<Item = &Task>| -> Vec<TaskId> {
            tasks
                .flat_map(|task| task.after.iter().copied())
                .filter(|id| state.task(*id).is_none())
                .collect()
        };
        let mut wanted = missing(&self.state, &mut self.state.tasks());
        while let Some(id) = wanted.pop() {
            self.task(id)?;
            if let Some(task) = self.state.task(id) {
                wanted.extend(missing(&self.state, &mut std::iter::once(task)));
            }
        }
        Ok(())
    }

    /// Loads the tasks that wait for a loaded one.
    pub(super) fn dependents(&mut self) -> Result<(), StoreError> {
        let loaded: Vec<TaskId> = self.state.tasks().map(|task| task.id).collect();
        for id in loaded {
            self.tasks(
                "WHERE id IN (SELECT task FROM waits WHERE after = ?1)",
                params![codec::blob(&id.0)],
            )?;
        }
        Ok(())
    }

    /// Loads the open tasks of every loaded task's series.
    pub(super) fn siblings(&mut self) -> Result<(), StoreError> {
        let series: Vec<uuid::Uuid> = self.state.tasks().filter_map(|task| task.series).collect();
        for id in series {
            self.tasks(&format!("WHERE series = ?1 AND +{IS_OPEN}"), params![codec::blob(&id)])?;
        }
        Ok(())
    }

    /// Loads the tasks of the loaded sessions.
    pub(super) fn tasks_of_sessions(&mut self) -> Result<(), StoreError> {
        let mut wanted: Vec<TaskId> =
            self.state.sessions().filter_map(|session| session.task).collect();
        wanted.order();
        wanted.dedup();
        for id in wanted {
            self.task(id)?;
        }
        Ok(())
    }

    /// Loads one session, whether it runs or not.
    pub(super) fn session(&mut self, id: SessionId) -> Result<Option<Session>, StoreError> {
        self.sessions("WHERE id = ?1", params![codec::blob(&id.0)])?;
        Ok(self.state.session(id).cloned())
    }

    /// Loads the last ended session and the last one with an open task.
    pub(super) fn last_sessions(&mut self) -> Result<(), StoreError> {
        self.sessions("WHERE end_ms IS NOT NULL ORDER BY start_ms DESC LIMIT 1", &[])?;
        self.sessions(
            &format!(
                "WHERE row = (SELECT s.row FROM (SELECT row, task, start_ms FROM sessions \
                 WHERE end_ms IS NOT NULL ORDER BY start_ms DESC LIMIT {RESUME_DEPTH}) AS s \
                 JOIN tasks ON tasks.id = s.task WHERE tasks.{IS_OPEN} ORDER BY s.start_ms DESC LIMIT 1)"
            ),
            &[],
        )
    }

    /// Loads the sessions that touch a span, those that merely end or begin at its edges too.
    pub(super) fn touching(&mut self, span: Span) -> Result<(), StoreError> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        self.sessions(
            "WHERE start_ms BETWEEN ?1 AND ?2 AND (end_ms IS NULL OR end_ms >= ?3)",
            params![from - DAY_MS, to, from],
        )?;
        self.sessions(
            "WHERE end_ms - start_ms > 86400000 AND start_ms < ?1 AND end_ms >= ?2",
            params![from - DAY_MS, from],
        )
    }

    /// Loads the sessions and the breaks that touch a span.
    pub(super) fn all_touching(&mut self, span: Span) -> Result<(), StoreError> {
        self.touching(span)?;
        self.breaks_touching(span)
    }

    /// Loads one break.
    pub(super) fn pause(&mut self, id: BreakId) -> Result<(), StoreError> {
        self.breaks("WHERE id = ?1", params![codec::blob(&id.0)])
    }

    fn breaks_touching(&mut self, span: Span) -> Result<(), StoreError> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        self.breaks(
            "WHERE start_ms BETWEEN ?1 AND ?2 AND (end_ms IS NULL OR end_ms >= ?3)",
            params![from - DAY_MS, to, from],
        )?;
        self.breaks(
            "WHERE end_ms - start_ms > 86400000 AND start_ms < ?1 AND end_ms >= ?2",
            params![from - DAY_MS, from],
        )
    }

    pub(super) fn events_touching(&mut self, span: Span) -> Result<(), StoreError> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        let near = "WHERE start_ms BETWEEN ?1 AND ?2 AND end_ms >= ?3";
        let far = "WHERE end_ms - start_ms > 86400000 AND start_ms < ?1 AND end_ms >= ?3 AND ?2";
        // What several calendars have is taken where one of them says so: it comes last.
        let read = "AND source IN (SELECT id FROM calendars) ORDER BY busy";
        for which in [near, far] {
            for sql in [
                format!("SELECT {EVENT} FROM calendar_events {which} {read}"),
                format!("SELECT {EVENT} FROM events {which}"),
            ] {
                let mut select = self.conn.prepare_cached(&sql)?;
                let rows = select.query_map(params![from - DAY_MS, to, from], codec::event)?;
                for event in rows {
                    self.state.apply(&Change::EventAdded { event: event? });
                }
            }
        }
        Ok(())
    }

    fn tasks(&mut self, which: &str, params: &[&dyn ToSql]) -> Result<(), StoreError> {
        let sql = format!("SELECT {TASK} FROM tasks {which}");
        let mut select = self.conn.prepare_cached(&sql)?;
        for read in select.query_map(params, codec::task)? {
            let (task, tracked_s) = read?;
            self.state.load_task(task, tracked_s);
        }
        Ok(())
    }

    fn sessions(&mut self, which: &str, params: &[&dyn ToSql]) -> Result<(), StoreError> {
        let sql = format!("SELECT {SESSION} FROM sessions {which}");
        let mut select = self.conn.prepare_cached(&sql)?;
        for session in select.query_map(params, codec::session)? {
            self.state.load_session(session?);
        }
        Ok(())
    }

    fn breaks(&mut self, which: &str, params: &[&dyn ToSql]) -> Result<(), StoreError> {
        let sql = format!("SELECT {BREAK} FROM breaks {which}");
        let mut select = self.conn.prepare_cached(&sql)?;
        for pause in select.query_map(params, codec::pause)? {
            self.state.apply(&Change::BreakAdded { pause: pause? });
        }
        Ok(())
    }
}

/// The number that the next task gets: above every number that was ever given.
pub(super) fn next_no(conn: &Connection) -> Result<u32, StoreError> {
    let mut next = conn.prepare_cached(
        "SELECT max(next_no, coalesce((SELECT max(no) FROM tasks), 0) + 1) FROM store",
    )?;
    let no: Option<i64> = next.query_row([], |row| row.get(0)).optional()?;
    Ok(no.and_then(|no| u32::try_from(no).ok()).unwrap_or(1))
}

/// Whether `title` contains `part`, which is in lower case, whatever the case.
fn contains(title: &str, part: &str) -> bool {
    if title.is_ascii() && part.is_ascii() {
        let (title, part) = (title.as_bytes(), part.as_bytes());
        return title.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part));
    }
    title.to_lowercase().contains(part)
}

/// The span from the earlier to the later of some moments.
pub(super) fn hull(moments: impl IntoIterator<Item = Moment>) -> Option<Span> {
    let mut moments = moments.into_iter();
    let first = moments.next()?;
    let (start, end) = moments.fold((first, first), |(start, end), at| {
        (if at < start { at } else { start }, if at > end { at } else { end })
    });
    Some(Span { start, end })
}
