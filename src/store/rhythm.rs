//! After how much work a break is due today, kept so that a status line need not read three months of log. No fact: the
//! row may be deleted at any time, and another day, other settings or more log make it void.

use super::error::StoreError;
use super::{Access, Store, wait};
use crate::domain::Span;
use rusqlite::{OptionalExtension, params};

impl Store {
    /// What was kept under that `basis`; the inner `None` is a person whose breaks are never due.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn rhythm(&self, basis: &str) -> Result<Option<Option<i64>>, StoreError> {
        let mut find = self.conn.prepare_cached("SELECT soft_ms FROM rhythm WHERE basis = ?1")?;
        Ok(find.query_row([basis], |row| row.get(0)).optional()?)
    }

    /// How many sessions begin in a span: by that one sees that old ones were brought in or taken out.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn sessions_begun_in(&self, span: Span) -> Result<i64, StoreError> {
        let mut count = self.conn.prepare_cached(
            "SELECT count(*) FROM sessions WHERE start_ms >= ?1 AND start_ms < ?2",
        )?;
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        Ok(count.query_row([from, to], |row| row.get(0))?)
    }

    /// Keeps it, if that is possible without waiting for anybody: it can be found again.
    pub fn keep_rhythm(&mut self, basis: &str, soft_ms: Option<i64>) {
        if *self.access() != Access::ReadWrite {
            return;
        }
        let _ = wait::without_waiting(|| {
            let tx = self.write()?;
            tx.prepare_cached("INSERT OR REPLACE INTO rhythm VALUES (1, ?1, ?2)")?
                .execute(params![basis, soft_ms])?;
            tx.commit()
        });
    }
}
