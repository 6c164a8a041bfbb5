//! The log for learning, in one pass; and the learned profile, kept so that most commands need not learn at all. It
//! holds numbers and names of kinds of work, is no part of the journal, and may be deleted at any time.
//!
//! Never on the way of a command that adds, starts or stops.

use super::codec::{self, Cells};
use super::error::StoreError;
use super::scope::types;
use super::{Access, Store, journal, wait};
use crate::domain::{BreakClass, Moment, Now, Order, Outcome, SessionId, TaskId};
use crate::learn::log::{Log, LoggedSession, LoggedTask, Origin};
use crate::learn::observe::evidence;
use crate::learn::profile::{VERSION, Verdict};
use crate::learn::{Evidence, Habits, Profile};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A tag that says that a task is a hard one.
pub(super) const HARD: &str = "hard";

impl Store {
    /// What the log teaches a person with these habits, as of today. Kept until something changes.
    ///
    /// # Errors
    /// When the store can't be read. That the profile can't be kept is no failure.
    pub fn learned(&mut self, now: &Now, habits: &Habits) -> Result<Profile, StoreError> {
        let settings = settings(now, habits)?;
        let (old, log) = {
            let tx = self.read()?;
            let old = kept(&tx, &settings)?;
            let seq = journal::last_seq(&tx)?;
            if let Some(fresh) = &old
                && (fresh.through_seq, fresh.as_of) == (seq, now.day())
            {
                return Ok(fresh.clone());
            }
            (old, (read(&tx)?, seq))
        };
        let (log, seq) = log;
        let evidence = evidence(&log, &habits.days, now);
        let profile = Profile::learn(&log, &evidence, habits, (seq, now.day()), old);
        self.keep(&profile, &settings);
        Ok(profile)
    }

    /// What was learned as it was last kept, whatever has happened since; `None` when nothing is. For what only colours
    /// an answer and may not make it slower.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn last_learned(&self) -> Result<Option<Profile>, StoreError> {
        let mut find = self.conn.prepare_cached("SELECT body FROM profile WHERE version = ?1")?;
        let body: Option<String> = find.query_row([VERSION], |row| row.get(0)).optional()?;
        Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
    }

    /// The lessons themselves: for backtests.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn evidence(&self, now: &Now, habits: &Habits) -> Result<Evidence, StoreError> {
        let tx = self.read()?;
        Ok(evidence(&read(&tx)?, &habits.days, now))
    }

    /// Keeps how the curves have done, and returns the profile with it.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn judged(
        &mut self,
        verdict: Verdict,
        now: &Now,
        habits: &Habits,
    ) -> Result<Profile, StoreError> {
        let mut profile = self.learned(now, habits)?;
        profile.verdict = Some(verdict);
        self.keep(&profile, &settings(now, habits)?);
        Ok(profile)
    }

    /// Saves a profile, if that is possible: it can be computed again.
    fn keep(&mut self, profile: &Profile, settings: &str) {
        if *self.access() != Access::ReadWrite {
            return;
        }
        let Ok(body) = serde_json::to_string(profile) else { return };
        // Nobody is to wait because another process writes.
        let _ = wait::without_waiting(|| {
            let tx = self.write()?;
            // A log of which something was forgotten meanwhile must not come back as numbers.
            if journal::last_seq(&tx)? != profile.through_seq {
                return Ok(());
            }
            tx.prepare_cached("INSERT OR REPLACE INTO profile VALUES (1, ?1, ?2, ?3, ?4, ?5)")?
                .execute(params![
                    VERSION,
                    profile.through_seq,
                    profile.as_of.to_string(),
                    settings,
                    body
                ])?;
            tx.commit()
        });
    }
}

/// What the log teaches as it stands in a transaction, from nothing.
pub(super) fn fresh(conn: &Connection, now: &Now, habits: &Habits) -> Result<Profile, StoreError> {
    let log = read(conn)?;
    let evidence = evidence(&log, &habits.days, now);
    let through = (journal::last_seq(conn)?, now.day());
    Ok(Profile::learn(&log, &evidence, habits, through, None))
}

/// The settings that a profile depends on.
fn settings(now: &Now, habits: &Habits) -> Result<String, StoreError> {
    let all = (habits, now.rollover_min, now.forgotten_after_s);
    serde_json::to_string(&all).map_err(|error| StoreError::Misfit(error.to_string()))
}

/// The profile that was kept, when this program made it for the same settings.
fn kept(conn: &Connection, settings: &str) -> Result<Option<Profile>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT body FROM profile WHERE version = ?1 AND habits = ?2")?;
    let body: Option<String> =
        find.query_row(params![VERSION, settings], |row| row.get(0)).optional()?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Reads the log.
fn read(conn: &Connection) -> Result<Log, StoreError> {
    let mut log = Log::default();
    log.types = types(conn)?;
    let places = tasks(conn, &mut log)?;
    sessions(conn, &mut log, &places)?;
    let mut breaks = conn.prepare_cached(
        "SELECT start_ms, end_ms FROM breaks WHERE end_ms IS NOT NULL AND class <> ?1 ORDER BY start_ms",
    )?;
    let rows =
        breaks.query_map([BreakClass::Micro.word()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    log.breaks = rows.collect::<Result<_, _>>()?;
    Ok(log)
}

type Places = HashMap<TaskId, u32, BuildHasherDefault<Random>>;

fn tasks(conn: &Connection, log: &mut Log) -> Result<Places, StoreError> {
    let mut places = Places::default();
    let mut select = conn.prepare_cached(
        "SELECT id, kind, estimate_s, tracked_s, CASE WHEN status = 'done' THEN closed_ms END, no, tags \
         FROM tasks",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut c = Cells::new(row);
        let id = TaskId(c.uuid()?);
        let name = c.maybe_text()?.and_then(|name| log.name(name));
        let (estimate_s, tracked) = (c.next()?, c.next::<i64>()?);
        let (done, no) = (c.next::<Option<i64>>()?, c.next()?);
        let tags = c.maybe_text()?;
        let hard = tags.is_some_and(is_hard);
        let place = u32::try_from(log.tasks.len()).unwrap_or(u32::MAX);
        places.insert(id, place);
        log.tasks.push(LoggedTask {
            id,
            name,
            estimate_s,
            tracked_s: seconds(tracked),
            done: done.map(|at| (at, no)),
            hard,
        });
    }
    Ok(places)
}

fn is_hard(tags: &str) -> bool {
    tags.contains(HARD)
        && serde_json::from_str::<Vec<String>>(tags)
            .is_ok_and(|tags| tags.iter().any(|t| t == HARD))
}

/// In the order of the rows, which is nearly that of time: to go by the index would fetch each row on its own.
fn sessions(conn: &Connection, log: &mut Log, places: &Places) -> Result<(), StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT id, task, kind, start_ms, start_off, end_ms, end_off, worked_s, focus, outcome, source, \
         confirmed_ms, interruptions FROM sessions WHERE end_ms IS NOT NULL",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let session = session(row, log, places)?;
        log.sessions.push(session);
    }
    log.sessions.order_by_key(|session| (session.start.utc_ms(), session.id));
    Ok(())
}

fn session(row: &Row<'_>, log: &mut Log, places: &Places) -> rusqlite::Result<LoggedSession> {
    let mut c = Cells::new(row);
    let id = SessionId(c.uuid()?);
    let task = c.maybe_uuid()?.and_then(|id| places.get(&TaskId(id)).copied());
    let name = c.maybe_text()?.and_then(|name| log.name(name));
    let (start, end) = (c.moment()?, c.moment()?);
    let worked_s = seconds(c.next::<Option<i64>>()?.unwrap_or(0));
    let focus = c.next()?;
    let outcome = match c.maybe_text()? {
        None => None,
        Some(word) => Outcome::ALL.into_iter().find(|outcome| outcome.word() == word),
    };
    let origin = Origin::of(c.text()?);
    let confirmed: Option<i64> = c.next()?;
    // A cell that can't be read is the business of `doctor`.
    let interruptions = codec::interruptions(c.maybe_text()?).unwrap_or_default();
    let signs = interruptions.iter().map(|one| one.at.utc_ms()).chain(confirmed);
    Ok(LoggedSession {
        id,
        task,
        name,
        start,
        end,
        worked_s,
        focus,
        outcome,
        interruptions: u16::try_from(interruptions.len()).unwrap_or(u16::MAX),
        silent_s: silence(start, end, signs),
        origin,
    })
}

/// Seconds from the last sign of the person to the end.
fn silence(start: Moment, end: Moment, signs: impl Iterator<Item = i64>) -> u32 {
    let last = signs.fold(start.utc_ms(), i64::max);
    seconds((end.utc_ms() - last) / 1000)
}

fn seconds(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// The hash of an id is a part of it: ids are random enough.
#[derive(Default)]
struct Random(u64);

impl Hasher for Random {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word))
                .wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
