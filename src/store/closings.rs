//! The work days that the person has closed: a projection. And when a guided flow was last offered, which is no fact
//! and may be forgotten at any time.

use super::error::StoreError;
use super::scope::Loader;
use super::{Access, Store};
use crate::domain::{Change, Closing, Moment, Span};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};

impl Loader<'_> {
    /// Loads the closed days that begin in a span.
    pub(super) fn closings(&mut self, span: Span) -> Result<(), StoreError> {
        let mut select =
            self.conn.prepare_cached("SELECT body FROM closings WHERE day BETWEEN ?1 AND ?2")?;
        let days = [span.start, span.end].map(|at| at.local().date().to_string());
        let mut rows = select.query(days)?;
        while let Some(row) = rows.next()? {
            self.state.apply(&Change::DayClosed { closing: closing(row)? });
        }
        Ok(())
    }
}

impl Store {
    /// Every day that was closed, in order.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn closings(&self) -> Result<Vec<Closing>, StoreError> {
        let mut select = self.conn.prepare_cached("SELECT body FROM closings ORDER BY day")?;
        let mut rows = select.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(closing(row)?);
        }
        Ok(all)
    }

    /// When the last step was recorded before `at`; `None` when there was none. What the program itself set up is none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn last_step_before(&self, at: Moment) -> Result<Option<Moment>, StoreError> {
        let mut last = self.conn.prepare_cached(
            "SELECT at_ms, at_off FROM groups WHERE at_ms < ?1 AND kind <> 'setup' ORDER BY id DESC LIMIT 1",
        )?;
        let found = last.query_row([at.utc_ms()], |row| Ok(Moment::new(row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    /// The work day on which `flow` was offered last.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn offered(&self, flow: &str) -> Result<Option<NaiveDate>, StoreError> {
        let mut find = self.conn.prepare_cached("SELECT day FROM offers WHERE flow = ?1")?;
        let day: Option<String> = find.query_row([flow], |row| row.get(0)).optional()?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// Remembers that `flow` was offered on that work day; does nothing when the store is read-only.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep_offer(&mut self, flow: &str, day: NaiveDate) -> Result<(), StoreError> {
        if *self.access() != Access::ReadWrite {
            return Ok(());
        }
        let tx = self.write()?;
        tx.execute(
            "INSERT OR REPLACE INTO offers (flow, day) VALUES (?1, ?2)",
            params![flow, day.to_string()],
        )?;
        tx.commit()
    }
}

fn closing(row: &Row<'_>) -> Result<Closing, StoreError> {
    let body: String = row.get(0)?;
    serde_json::from_str(&body).map_err(|error| StoreError::Damaged { detail: error.to_string() })
}
