//! Loads the accepted plan: the live blocks, or those that touch a span, and their tasks, so that each has a name.

use super::{DAY_MS, Loader};
use crate::domain::block::live_from;
use crate::domain::{BlockId, Now, Order, Span, TaskId};
use crate::store::codec::{self, BLOCK};
use crate::store::error::StoreError;
use rusqlite::{ToSql, params};

impl Loader<'_> {
    /// Loads the blocks that are not long over, and their tasks.
    pub(in crate::store) fn live_plan(&mut self, now: &Now) -> Result<(), StoreError> {
        self.blocks("WHERE end_ms > ?1", params![live_from(now).utc_ms()])
    }

    /// Loads the blocks that touch a span, and their tasks.
    pub(in crate::store) fn plan_in(&mut self, span: Span) -> Result<(), StoreError> {
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        self.blocks(
            "WHERE end_ms > ?1 AND end_ms < ?2 AND start_ms < ?3",
            params![from, to + DAY_MS, to],
        )
    }

    /// Loads one block, and its tasks.
    pub(in crate::store) fn block(&mut self, id: BlockId) -> Result<(), StoreError> {
        self.blocks("WHERE id = ?1", params![codec::blob(&id.0)])
    }

    fn blocks(&mut self, which: &str, params: &[&dyn ToSql]) -> Result<(), StoreError> {
        let sql = format!("SELECT {BLOCK} FROM blocks {which}");
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut tasks: Vec<TaskId> = Vec::new();
        for block in select.query_map(params, codec::block)? {
            let block = block?;
            tasks.extend(block.tasks());
            self.state.load_block(block);
        }
        tasks.order();
        tasks.dedup();
        tasks.into_iter().try_for_each(|id| self.task(id))
    }
}
