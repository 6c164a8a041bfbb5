//! What other programs suggest, until the person has answered. No facts: undo knows nothing of them, and a row may be
//! deleted at any time. Must never carry anything out.
//!
//! Next: [`Suggestion`]; `cli::mcp`, where they come from.

use super::Store;
use super::error::StoreError;
use crate::domain::{Moment, Suggestion};
use rusqlite::{OptionalExtension, params};

/// The most that wait at a time: more is not read by anybody.
const MOST: i64 = 50;

impl Store {
    /// Keeps a suggestion, whose own number does not count, and returns the number that it has; the one of the same
    /// words when there is one already. `None` when too many wait.
    ///
    /// # Errors
    /// When it can't be written; it is not kept then.
    pub fn suggest(&mut self, suggestion: &Suggestion) -> Result<Option<i64>, StoreError> {
        let Suggestion { at, who, words, comes, why, .. } = suggestion;
        let words = serde_json::to_string(words)
            .map_err(|error| StoreError::Damaged { detail: error.to_string() })?;
        let tx = self.write()?;
        let same = tx
            .query_row("SELECT no FROM suggestions WHERE words = ?1", [&words], |row| row.get(0))
            .optional()?;
        if same.is_some() {
            return Ok(same);
        }
        let added = tx.execute(
            "INSERT INTO suggestions (at_ms, at_off, who, words, comes, why) \
             SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT count(*) FROM suggestions) < ?7",
            params![at.utc_ms(), at.offset_min(), who, words, comes, why, MOST],
        )?;
        let no = (added == 1).then(|| tx.last_insert_rowid());
        tx.commit()?;
        Ok(no)
    }

    /// What waits for an answer, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn suggestions(&self) -> Result<Vec<Suggestion>, StoreError> {
        let mut select = self.conn.prepare_cached(
            "SELECT no, at_ms, at_off, who, words, comes, why FROM suggestions ORDER BY no",
        )?;
        let rows = select.query_map([], |row| {
            let words: String = row.get(4)?;
            Ok(Suggestion {
                no: row.get(0)?,
                at: Moment::new(row.get(1)?, row.get(2)?),
                who: row.get(3)?,
                words: serde_json::from_str(&words).unwrap_or_default(),
                comes: row.get(5)?,
                why: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes a suggestion out that was answered; `false` when there is none of that number.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn settle_suggestion(&mut self, no: i64) -> Result<bool, StoreError> {
        let tx = self.write()?;
        let settled = tx.execute("DELETE FROM suggestions WHERE no = ?1", [no])?;
        tx.commit()?;
        Ok(settled == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestion(words: &[&str]) -> Suggestion {
        Suggestion {
            no: 0,
            at: Moment::new(1_795_593_600_000, 60),
            who: "a model".into(),
            words: words.iter().map(ToString::to_string).collect(),
            comes: "Done 1 `Draft`".into(),
            why: "it was sent".into(),
        }
    }

    #[test]
    fn a_suggestion_waits_until_it_is_answered_and_its_number_is_never_used_again() {
        let mut store = Store::in_memory().unwrap();
        let first = store.suggest(&suggestion(&["done", "1"])).unwrap().unwrap();
        assert_eq!(store.suggest(&suggestion(&["done", "1"])).unwrap(), Some(first));
        let kept = store.suggestions().unwrap();
        assert_eq!(kept, [Suggestion { no: first, ..suggestion(&["done", "1"]) }]);
        assert!(store.settle_suggestion(first).unwrap());
        assert!(!store.settle_suggestion(first).unwrap());
        assert_eq!(store.suggestions().unwrap(), []);
        let second = store.suggest(&suggestion(&["done", "2"])).unwrap().unwrap();
        assert!(second > first);
        assert_eq!(store.last_seq().unwrap(), Store::in_memory().unwrap().last_seq().unwrap());
    }

    #[test]
    fn what_nobody_could_read_is_refused() {
        let mut store = Store::in_memory().unwrap();
        let numbered = |at: i64| suggestion(&["done", &at.to_string()]);
        for at in 0..MOST {
            assert!(store.suggest(&numbered(at)).unwrap().is_some());
        }
        assert_eq!(store.suggest(&numbered(MOST)).unwrap(), None);
        let first = store.suggestions().unwrap()[0].no;
        store.settle_suggestion(first).unwrap();
        assert!(store.suggest(&numbered(MOST)).unwrap().is_some());
    }
}
