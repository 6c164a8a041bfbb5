//! What heyday has said: the rows decide which of several processes says it. No fact: undo knows nothing of them, no
//! screen loads again because of one, and neither the learned profile nor a shown plan is older for it.

use super::codec::{self, TOLD};
use super::error::StoreError;
use super::{Store, project};
use crate::domain::{Answer, Moment, Span, Told, ToldId};
use rusqlite::params;

impl Store {
    /// Writes down that a nudge is shown, unless one of the same rule and due time was: `false` then, and whoever asked
    /// shows nothing. When it returns `true`, that is on the disk.
    ///
    /// # Errors
    /// When it can't be written; nobody has said it then.
    pub fn tell(&mut self, told: &Told) -> Result<bool, StoreError> {
        let tx = self.write()?;
        let is_first = project::insert(&tx, "told", &codec::told_cells(told), &mut String::new())?;
        if is_first {
            tx.commit()?;
        }
        Ok(is_first)
    }

    /// Writes down what the person answered, unless they have answered before or there is no such nudge: `false` then.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn answer_told(
        &mut self,
        id: ToldId,
        at: Moment,
        answer: Answer,
    ) -> Result<bool, StoreError> {
        let tx = self.write()?;
        let answered = tx
            .prepare_cached(
                "UPDATE told SET answer = ?2, answer_ms = ?3, answer_off = ?4 \
                 WHERE id = ?1 AND answer IS NULL",
            )?
            .execute(params![codec::blob(&id.0), answer.word(), at.utc_ms(), at.offset_min()])?;
        if answered == 1 {
            tx.commit()?;
        }
        Ok(answered == 1)
    }

    /// Keeps the answer that `seen` carries. One that nobody has said yet, because its moment was before anybody looked, was
    /// said there; `false` when it was answered before.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn settle_told(&mut self, seen: &Told) -> Result<bool, StoreError> {
        let Some((at, answer)) = seen.answer else { return Ok(false) };
        let tx = self.write()?;
        let answered = tx
            .prepare_cached(
                "UPDATE told SET answer = ?3, answer_ms = ?4, answer_off = ?5 \
                 WHERE rule = ?1 AND due_ms = ?2 AND answer IS NULL",
            )?
            .execute(params![
                seen.rule,
                seen.due.utc_ms(),
                answer.word(),
                at.utc_ms(),
                at.offset_min()
            ])?;
        let kept = answered == 1
            || project::insert(&tx, "told", &codec::told_cells(seen), &mut String::new())?;
        if kept {
            tx.commit()?;
        }
        Ok(kept)
    }

    /// Gives every nudge that was shown in `span` (every one when there is none), by time, to `each`.
    ///
    /// # Errors
    /// The first error of `each`, or [`StoreError`] when the store can't be read.
    pub fn each_told<E: From<StoreError>>(
        &self,
        span: Option<Span>,
        mut each: impl FnMut(&Told) -> Result<(), E>,
    ) -> Result<(), E> {
        let (from, to) = super::read::bounds(span);
        let sql =
            format!("SELECT {TOLD} FROM told WHERE at_ms >= ?1 AND at_ms < ?2 ORDER BY at_ms, row");
        self.each_row(&sql, params![from, to], |row| {
            each(&codec::told(row).map_err(StoreError::from)?)
        })
    }
}
