//! What other programs suggest, until the person has answered. No facts: undo knows nothing of them, and a row may be
//! deleted at any time. Must never carry anything out.
//!
//! Next: [`Suggestion`]; `cli::mcp`, where they come from.

use super::Store;
use super::error::StoreError;
use crate::domain::{Moment, Suggestion};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The most that wait at a time: more is not read by anybody.
const MOST: i64 = 50;

impl Store {
    /// Keeps a suggestion, whose own number does not count, and returns the number that it has; the one of the same
    /// words when there is one already. `None` when too many wait.
    ///
    /// # Errors
    /// When it can't be written; it is not kept then.
    pub fn suggest(&mut self, suggestion: &Suggestion) -> Result<Option<i64>, StoreError> {
        let tx = self.write()?;
        let same = "SELECT no FROM suggestions WHERE words = ?1";
        let same = tx.query_row(same, [written(suggestion)], |row| row.get(0)).optional()?;
        let count = "SELECT count(*) FROM suggestions";
        if same.is_some() || tx.query_row(count, [], |row| row.get::<_, i64>(0))? >= MOST {
            return Ok(same);
        }
        insert(&tx, None, suggestion)?;
        let no = tx.last_insert_rowid();
        tx.commit()?;
        Ok(Some(no))
    }

    /// What waits for an answer, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn suggestions(&self) -> Result<Vec<Suggestion>, StoreError> {
        let sql = format!("SELECT {SUGGESTION} FROM suggestions ORDER BY no");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([], suggestion)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes a suggestion out for whoever answers it; `None` when there is none of that number, because somebody else has
    /// answered. So it is done once, however many say yes at a time.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn take_suggestion(&mut self, no: i64) -> Result<Option<Suggestion>, StoreError> {
        let tx = self.write()?;
        let taken = tx
            .query_row(
                &format!("DELETE FROM suggestions WHERE no = ?1 RETURNING {SUGGESTION}"),
                [no],
                suggestion,
            )
            .optional()?;
        tx.commit()?;
        Ok(taken)
    }

    /// Puts a suggestion back under its number: what it asks for could not be done.
    ///
    /// # Errors
    /// When it can't be written; it is gone then.
    pub fn put_suggestion_back(&mut self, suggestion: &Suggestion) -> Result<(), StoreError> {
        let tx = self.write()?;
        insert(&tx, Some(suggestion.no), suggestion)?;
        tx.commit()
    }
}

/// The columns of a suggestion, in the order in which [`suggestion`] reads them.
const SUGGESTION: &str = "no, at_ms, at_off, who, words, comes, why";

fn suggestion(row: &Row<'_>) -> rusqlite::Result<Suggestion> {
    let words: String = row.get(4)?;
    Ok(Suggestion {
        no: row.get(0)?,
        at: Moment::new(row.get(1)?, row.get(2)?),
        who: row.get(3)?,
        words: serde_json::from_str(&words).unwrap_or_default(),
        comes: row.get(5)?,
        why: row.get(6)?,
    })
}

/// Inserts it under that number, or a new one, unless there is one of the same words by now.
fn insert(tx: &Connection, no: Option<i64>, suggestion: &Suggestion) -> rusqlite::Result<usize> {
    let Suggestion { at, who, comes, why, .. } = suggestion;
    tx.execute(
        &format!(
            "INSERT OR IGNORE INTO suggestions ({SUGGESTION}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        params![no, at.utc_ms(), at.offset_min(), who, written(suggestion), comes, why],
    )
}

/// The words of its command, as one text.
fn written(suggestion: &Suggestion) -> String {
    serde_json::Value::from(suggestion.words.clone()).to_string()
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
        let taken = store.take_suggestion(first).unwrap();
        assert_eq!(taken.as_ref(), kept.first());
        assert_eq!(store.take_suggestion(first).unwrap(), None);
        assert_eq!(store.suggestions().unwrap(), []);
        store.put_suggestion_back(&taken.unwrap()).unwrap();
        assert_eq!(store.suggestions().unwrap(), kept);
        assert!(store.take_suggestion(first).unwrap().is_some());
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
        store.take_suggestion(first).unwrap();
        assert!(store.suggest(&numbered(MOST)).unwrap().is_some());
    }
}
