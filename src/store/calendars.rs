//! The calendars that are read, and what was in them when they were read last. That is a copy of somebody else's
//! files, no fact and no projection: it may be deleted at any time and is read again.

use super::codec::{self, Cell};
use super::error::StoreError;
use super::scope::Loader;
use super::{Store, project, wait};
use crate::domain::{Calendar, CalendarId, Change, Event};
use rusqlite::{OptionalExtension, params};

/// What is known of the last reading of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastRead {
    /// How it was meant, and which days were wanted.
    pub meant: String,
    /// What its files looked like from outside.
    pub print: i64,
    /// When, in UTC milliseconds.
    pub read_ms: i64,
    /// How many events were in it.
    pub events: u32,
    /// What was wrong with it, in words. Hostile text.
    pub faults: Vec<String>,
}

impl Loader<'_> {
    /// Loads the calendars that are read.
    pub(super) fn calendars(&mut self) -> Result<(), StoreError> {
        let mut select = self.conn.prepare_cached("SELECT body FROM calendars ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(0)?;
            let read = serde_json::from_str(&body);
            let calendar =
                read.map_err(|error| StoreError::Damaged { detail: error.to_string() })?;
            self.state.apply(&Change::CalendarAdded { calendar: Box::new(calendar) });
        }
        Ok(())
    }
}

impl Store {
    /// The calendars that are read, in the order in which they were added.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn calendars(&self) -> Result<Vec<Calendar>, StoreError> {
        let tx = self.read()?;
        let mut loader = Loader { conn: &tx, state: crate::domain::State::default() };
        loader.calendars()?;
        Ok(loader.state.calendars().cloned().collect())
    }

    /// The last reading of a calendar, `None` when there is none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn last_read(&self, id: CalendarId) -> Result<Option<LastRead>, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT meant, print, read_ms, events, faults FROM calendar_reads WHERE calendar = ?1",
        )?;
        let read = find.query_row([codec::blob(&id.0)], |row| {
            let faults: String = row.get(4)?;
            Ok(LastRead {
                meant: row.get(0)?,
                print: row.get(1)?,
                read_ms: row.get(2)?,
                events: row.get(3)?,
                faults: serde_json::from_str(&faults).unwrap_or_default(),
            })
        });
        Ok(read.optional()?)
    }

    /// Keeps what was read of a calendar in the place of what was read before, and drops what is left of
    /// calendars that are not read any more. Nobody waits for it: when another process writes, or the store
    /// can't be written, it is read again the next time.
    ///
    /// # Errors
    /// When it can't be kept; nothing has changed then.
    pub fn keep_read(
        &mut self,
        id: CalendarId,
        read: &LastRead,
        events: &[Event],
    ) -> Result<(), StoreError> {
        wait::without_waiting(|| {
            let tx = self.write()?;
            let source = codec::blob(&id.0);
            for (table, column) in [("calendar_events", "source"), ("calendar_reads", "calendar")] {
                let old = format!(
                    "DELETE FROM {table} WHERE {column} = ?1 OR {column} NOT IN (SELECT id FROM calendars)"
                );
                tx.execute(&old, params![source])?;
            }
            let mut sql = String::new();
            for event in events {
                let mut cells: Vec<Cell<'_>> = codec::event_cells(event);
                cells.push(("source", codec::blob(&id.0)));
                project::insert(&tx, "calendar_events", &cells, &mut sql)?;
            }
            let faults = serde_json::to_string(&read.faults).unwrap_or_default();
            tx.execute(
                "INSERT INTO calendar_reads VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![source, read.meant, read.print, read.read_ms, read.events, faults],
            )?;
            tx.commit()
        })
    }
}
