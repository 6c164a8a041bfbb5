//! Is the store what it says it is? Finds what SQLite can see (pages, indexes, references), what it can't
//! (a cell that rotted: checksums), and projections that are not what the journal adds up to. And puts the
//! projections right again from the journal.

use super::error::StoreError;
use super::project::{Projector, clear};
use super::{Store, journal, schema};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, Rows};
use std::cmp::Ordering;

/// Findings of one kind beyond this are counted and not listed.
const MOST: usize = 20;

/// What each projection holds, with a key in front that names and orders its rows.
const PROJECTIONS: [(&str, &str); 12] = [
    ("task", "SELECT printf('%010d', no), * FROM tasks ORDER BY 1"),
    ("waiting", "SELECT hex(task) || ' for ' || hex(after) FROM waits ORDER BY 1"),
    (
        "session",
        "SELECT hex(id), task, kind, start_ms, start_off, end_ms, end_off, focus, outcome, source, \
         confirmed_ms, confirmed_off, interruptions, worked_s, note FROM sessions ORDER BY 1",
    ),
    (
        "break",
        "SELECT hex(id), start_ms, start_off, end_ms, end_off, class, natural, planned_s FROM breaks \
         ORDER BY 1",
    ),
    (
        "block",
        "SELECT hex(id), no, task, also, start_ms, start_off, end_ms, end_off, pinned FROM blocks ORDER BY 1",
    ),
    ("event", "SELECT printf('%020d %s', start_ms + (1 << 50), uid), * FROM events ORDER BY 1"),
    (
        "type",
        "SELECT name, mode, formerly, objection, row_number() OVER (ORDER BY pos) FROM types ORDER BY 1",
    ),
    ("calendar", "SELECT hex(id), name, body FROM calendars ORDER BY 1"),
    ("closed day", "SELECT day, body FROM closings ORDER BY 1"),
    ("snooze", "SELECT hex(id), start_ms, start_off, end_ms, end_off, how FROM snoozes ORDER BY 1"),
    ("dispute", "SELECT sign || ' ' || at_ms, body FROM disputes ORDER BY 1"),
    ("next number", "SELECT '', next_no FROM store"),
];

/// What a check found; nothing when the store is sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// How many facts the journal has.
    pub facts: i64,
    /// Broken pages, indexes and references, in SQLite's words.
    pub structure: Vec<String>,
    /// Facts that are not as they were written, by seq.
    pub rotten: Vec<i64>,
    /// Rows of the projections that differ from what the journal adds up to. Hostile text.
    pub drift: Vec<String>,
}

impl Checkup {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.structure.is_empty() && self.rotten.is_empty() && self.drift.is_empty()
    }

    /// Whether [`Store::rebuild`] puts right everything that was found.
    pub fn is_mendable(&self) -> bool {
        !self.is_sound() && self.structure.is_empty() && self.rotten.is_empty()
    }
}

impl Store {
    /// Checks everything; takes seconds with a large store.
    ///
    /// # Errors
    /// When the store is too damaged to be checked at all.
    pub fn check(&self) -> Result<Checkup, StoreError> {
        let tx = self.read()?;
        let mut checkup = Checkup { facts: journal::last_seq(&tx)?, ..Checkup::default() };
        let mut integrity = tx.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
        for said in integrity.query_map([], |row| row.get::<_, String>(0))? {
            checkup.structure.extend(said.ok().filter(|said| said != "ok"));
        }
        let mut orphans = tx.prepare("PRAGMA foreign_key_check")?;
        let mut rows = orphans.query([])?;
        while let Some(row) = rows.next()?.filter(|_| checkup.structure.len() < MOST) {
            checkup
                .structure
                .push(format!("a row of `{}` refers to nothing", row.get::<_, String>(0)?));
        }
        checkup.rotten = journal::rotten(&tx, MOST)?;
        if checkup.rotten.is_empty() && checkup.structure.is_empty() {
            checkup.drift = drift(&tx)?;
        }
        Ok(checkup)
    }

    /// Makes the projections anew from the journal.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the journal itself is not whole; nothing has changed then.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let tx = self.write()?;
        clear(&tx)?;
        tx.execute("UPDATE store SET next_no = forgotten_no", [])?;
        replay(&tx, &tx)?;
        tx.commit()
    }
}

/// Carries all facts of one store's journal out on the projections of another (or the same).
fn replay(from: &Connection, to: &Connection) -> Result<(), StoreError> {
    let mut projector = Projector::bulk(to);
    journal::each(from, 1, i64::MAX, |seq, change| {
        if projector.apply(&change)? {
            return Ok(());
        }
        Err(StoreError::Damaged { detail: format!("fact {seq} does not fit those before") })
    })?;
    projector.finish()
}

/// The rows that are not what a replay of the journal makes.
fn drift(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let fresh = schema::unfurnished()?;
    fresh.execute_batch("BEGIN")?;
    // The journal knows nothing of these numbers any more.
    let spent: i64 = conn.query_row("SELECT forgotten_no FROM store", [], |row| row.get(0))?;
    fresh.execute("UPDATE store SET next_no = ?1, forgotten_no = ?1", [spent])?;
    if let Err(error) = replay(conn, &fresh) {
        return Ok(vec![error.to_string()]);
    }
    let mut found = Vec::new();
    for (noun, sql) in PROJECTIONS {
        let (mut ours, mut theirs) = (conn.prepare(sql)?, fresh.prepare(sql)?);
        compare(noun, ours.query([])?, theirs.query([])?, &mut found)?;
    }
    Ok(found)
}

/// Walks two results in the order of their keys and notes where they differ.
fn compare(
    noun: &str,
    mut ours: Rows<'_>,
    mut theirs: Rows<'_>,
    found: &mut Vec<String>,
) -> Result<(), StoreError> {
    let (mut a, mut b) = (cells(ours.next()?)?, cells(theirs.next()?)?);
    while found.len() < MOST {
        let order = match (&a, &b) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let name = |row: &Option<(String, Vec<Value>)>| {
            row.as_ref().map(|(key, _)| key.trim_start_matches('0').to_owned()).unwrap_or_default()
        };
        match order {
            Ordering::Less => found.push(format!("{noun} {} is in no fact", name(&a))),
            Ordering::Greater => found.push(format!("{noun} {} is missing", name(&b))),
            Ordering::Equal if a != b => {
                found.push(format!("{noun} {} differs from its facts", name(&a)));
            }
            Ordering::Equal => {}
        }
        if order != Ordering::Greater {
            a = cells(ours.next()?)?;
        }
        if order != Ordering::Less {
            b = cells(theirs.next()?)?;
        }
    }
    Ok(())
}

/// A row as its key and everything else.
fn cells(row: Option<&Row<'_>>) -> Result<Option<(String, Vec<Value>)>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let rest = (1..row.as_ref().column_count()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
    Ok(Some((row.get(0)?, rest)))
}
