//! What heyday has heard of the person. No fact: undo knows nothing of it, no screen loads again because of it, and neither
//! the learned profile nor a shown plan is older for it.
//!
//! What is left open by a program that came to its end is over when the same is heard anew, when a mark says that somebody
//! is there, or when somebody records something.

use super::codec::{self, HEARD};
use super::error::StoreError;
use super::{Store, project};
use crate::domain::{Explained, Heard, HeardId, Moment, Span};
use rusqlite::{Connection, OptionalExtension, params};

impl Store {
    /// Writes down what was heard, and returns whether it is new. Ends what is open and was shown to be over by it
    /// ([`crate::domain::Sound::ends`]). When it returns, that is on the disk.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn hear(&mut self, heard: &Heard) -> Result<bool, StoreError> {
        let tx = self.write()?;
        let open = open(&tx)?;
        let is_new = project::insert(&tx, "heard", &codec::heard_cells(heard), &mut String::new())?;
        if is_new {
            let over = |one: &&Heard| heard.what.ends(one.what) && one.start <= heard.start;
            for one in open.iter().filter(over) {
                end(&tx, one.id, heard.start)?;
            }
            tx.commit()?;
        }
        Ok(is_new)
    }

    /// Writes down when something was over, never before its start; `false` when it was over already or is not known.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn heard_end(&mut self, id: HeardId, at: Moment) -> Result<bool, StoreError> {
        let tx = self.write()?;
        let ended = end(&tx, id, at)?;
        if ended {
            tx.commit()?;
        }
        Ok(ended)
    }

    /// Ends everything that is still open: for whoever begins to listen, because what is open then was left so by a
    /// program that is gone. Each was over when something else was heard after it was noticed, at `at` at the latest.
    /// Returns how many there were.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn heard_end_all(&mut self, at: Moment) -> Result<usize, StoreError> {
        let tx = self.write()?;
        let open = open(&tx)?;
        if open.is_empty() {
            return Ok(0);
        }
        for one in &open {
            let heard = first_heard_after(&tx, one.noticed)?;
            end(&tx, one.id, heard.map_or(at, |heard| heard.min(at)))?;
        }
        tx.commit()?;
        Ok(open.len())
    }

    /// Writes down what the person said an absence was, in the place of what they said before; `false` when there is
    /// no such absence.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn explain(&mut self, id: HeardId, explained: Explained) -> Result<bool, StoreError> {
        let tx = self.write()?;
        let known = tx
            .prepare_cached("UPDATE heard SET explained = ?2 WHERE id = ?1")?
            .execute(params![codec::blob(&id.0), explained.word()])?;
        if known == 1 {
            tx.commit()?;
        }
        Ok(known == 1)
    }

    /// Removes what was heard and over before `before`, and returns how many rows that were. Writes nothing when there are
    /// none. Only for whoever writes down what is heard: a process that reads removes nothing.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn prune_heard(&mut self, before: Moment) -> Result<usize, StoreError> {
        let old = "start_ms < ?1 AND end_ms < ?1";
        let any = format!("SELECT EXISTS (SELECT 1 FROM heard WHERE {old})");
        if !self.conn.query_row(&any, [before.utc_ms()], |row| row.get::<_, bool>(0))? {
            return Ok(0);
        }
        let tx = self.write()?;
        let gone = tx.execute(&format!("DELETE FROM heard WHERE {old}"), [before.utc_ms()])?;
        tx.commit()?;
        Ok(gone)
    }

    /// How many rows of what was heard there are, and when the first of them began, in UTC milliseconds.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn heard_kept(&self) -> Result<(i64, Option<i64>), StoreError> {
        let sql = "SELECT count(*), min(start_ms) FROM heard";
        Ok(self.conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Gives everything that was heard and starts in `span` (everything when there is none), by start, to `each`.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_heard<E: From<StoreError>>(
        &self,
        span: Option<Span>,
        mut each: impl FnMut(&Heard) -> Result<(), E>,
    ) -> Result<(), E> {
        let (from, to) = super::read::bounds(span);
        let sql = format!(
            "SELECT {HEARD} FROM heard WHERE start_ms >= ?1 AND start_ms < ?2 ORDER BY start_ms, row"
        );
        self.each_row(&sql, params![from, to], |row| {
            each(&codec::heard(row).map_err(StoreError::from)?)
        })
    }
}

/// Somebody records something, so they are there: what is heard of an absence is over.
pub(super) fn somebody_is_there(conn: &Connection, at: Moment) -> Result<(), StoreError> {
    for one in open(conn)?.iter().filter(|one| one.what.is_absence()) {
        end(conn, one.id, at)?;
    }
    Ok(())
}

/// What nobody has written the end of.
fn open(conn: &Connection) -> Result<Vec<Heard>, StoreError> {
    let sql = format!("SELECT {HEARD} FROM heard WHERE end_ms IS NULL ORDER BY start_ms");
    let mut select = conn.prepare_cached(&sql)?;
    let found = select.query_map([], codec::heard)?.collect::<Result<_, _>>()?;
    Ok(found)
}

fn end(conn: &Connection, id: HeardId, at: Moment) -> Result<bool, StoreError> {
    let mut end = conn.prepare_cached(
        "UPDATE heard SET end_ms = max(start_ms, ?2), end_off = ?3 WHERE id = ?1 AND end_ms IS NULL",
    )?;
    Ok(end.execute(params![codec::blob(&id.0), at.utc_ms(), at.offset_min()])? == 1)
}

fn first_heard_after(conn: &Connection, at: Moment) -> Result<Option<Moment>, StoreError> {
    let mut first = conn.prepare_cached(
        "SELECT start_ms, start_off FROM heard WHERE start_ms > ?1 ORDER BY start_ms LIMIT 1",
    )?;
    let found = first.query_row([at.utc_ms()], |row| Ok(Moment::new(row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}
