//! Carries the changes of the plan out on the table of blocks.

use super::{Projector, insert, update};
use crate::domain::{Block, BlockId, BlockPatch};
use crate::store::codec::{self, BLOCK};
use crate::store::error::StoreError;
use rusqlite::OptionalExtension;

impl Projector<'_> {
    pub(super) fn add_block(&mut self, block: &Block) -> Result<bool, StoreError> {
        let mut cells = codec::block_cells(block);
        cells.push(("id", codec::blob(&block.id.0)));
        insert(self.conn, "blocks", &cells, &mut String::new())
    }

    pub(super) fn edit_block(
        &mut self,
        id: BlockId,
        old: &BlockPatch,
        new: &BlockPatch,
    ) -> Result<bool, StoreError> {
        let Some(mut block) = self.block(id)?.filter(|block| old.holds_in(block)) else {
            return Ok(false);
        };
        new.apply_to(&mut block);
        update(self.conn, "blocks", &codec::block_cells(&block), id.0)?;
        Ok(true)
    }

    pub(super) fn remove_block(&mut self, block: &Block) -> Result<bool, StoreError> {
        if self.block(block.id)?.as_ref() != Some(block) {
            return Ok(false);
        }
        self.conn
            .prepare_cached("DELETE FROM blocks WHERE id = ?1")?
            .execute([codec::blob(&block.id.0)])?;
        Ok(true)
    }

    fn block(&self, id: BlockId) -> Result<Option<Block>, StoreError> {
        let sql = format!("SELECT {BLOCK} FROM blocks WHERE id = ?1");
        let mut find = self.conn.prepare_cached(&sql)?;
        Ok(find.query_row([codec::blob(&id.0)], codec::block).optional()?)
    }
}
