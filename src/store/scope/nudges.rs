//! Loads what nudges are about: the silences and objections of the person, what was shown, what was heard.

use super::{DAY_MS, Loader};
use crate::domain::{Moment, SnoozeId, Span};
use crate::store::codec::{self, HEARD, SNOOZE, TOLD};
use crate::store::error::StoreError;
use rusqlite::{ToSql, params};

impl Loader<'_> {
    /// Loads the silences and what was heard that touch a span, what was said in it, and every objection.
    pub(in crate::store) fn nudges(&mut self, span: Span) -> Result<(), StoreError> {
        self.snoozes("WHERE end_ms >= ?1", params![span.start.utc_ms()])?;
        self.disputes()?;
        self.told(span)?;
        self.heard(span)
    }

    /// Loads the silences that are not over at a moment.
    pub(in crate::store) fn live_snoozes(&mut self, now: Moment) -> Result<(), StoreError> {
        self.snoozes("WHERE end_ms > ?1", params![now.utc_ms()])
    }

    /// Loads one silence.
    pub(in crate::store) fn snooze(&mut self, id: SnoozeId) -> Result<(), StoreError> {
        self.snoozes("WHERE id = ?1", params![codec::blob(&id.0)])
    }

    fn snoozes(&mut self, which: &str, params: &[&dyn ToSql]) -> Result<(), StoreError> {
        let sql = format!("SELECT {SNOOZE} FROM snoozes {which}");
        let mut select = self.conn.prepare_cached(&sql)?;
        for snooze in select.query_map(params, codec::snooze)? {
            self.state.load_snooze(snooze?);
        }
        Ok(())
    }

    /// Loads every objection to a sign of the early warning; there are few.
    pub(in crate::store) fn disputes(&mut self) -> Result<(), StoreError> {
        let mut select = self.conn.prepare_cached("SELECT body FROM disputes")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(0)?;
            let read = serde_json::from_str(&body);
            let read = read.map_err(|error| StoreError::Damaged { detail: error.to_string() })?;
            self.state.load_dispute(read);
        }
        Ok(())
    }

    fn told(&mut self, span: Span) -> Result<(), StoreError> {
        let sql = format!("SELECT {TOLD} FROM told WHERE at_ms >= ?1 AND at_ms < ?2");
        let mut select = self.conn.prepare_cached(&sql)?;
        for told in select.query_map([span.start.utc_ms(), span.end.utc_ms()], codec::told)? {
            self.state.load_told(told?);
        }
        Ok(())
    }

    /// Loads what was heard that touches a span.
    pub(in crate::store) fn heard(&mut self, span: Span) -> Result<(), StoreError> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        let near = "WHERE start_ms BETWEEN ?1 AND ?2 AND (end_ms IS NULL OR end_ms >= ?3)";
        let far = "WHERE end_ms - start_ms > 86400000 AND start_ms < ?1 AND end_ms >= ?3 AND ?2";
        let open = "WHERE end_ms IS NULL AND start_ms < ?1 AND ?2 AND ?3";
        for which in [near, far, open] {
            let mut select =
                self.conn.prepare_cached(&format!("SELECT {HEARD} FROM heard {which}"))?;
            for heard in select.query_map(params![from - DAY_MS, to, from], codec::heard)? {
                self.state.load_heard(heard?);
            }
        }
        Ok(())
    }
}
