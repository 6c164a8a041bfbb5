//! What is left of the plan when tasks are forgotten: a block that was theirs alone goes, a bundle goes on with the
//! others. A change says only what was different, so each block is followed from its beginning.

use super::doomed::Doomed;
use crate::domain::{Block, BlockId, Change};
use std::collections::HashMap;

/// The blocks as the facts read so far leave them, with all their tasks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    whole: HashMap<BlockId, Block>,
}

impl Blocks {
    /// What is left of the next change; `None` when that is nothing.
    pub(super) fn left(&mut self, change: &Change, doomed: &Doomed) -> Option<Change> {
        use Change as C;
        if !matches!(change, C::BlockAdded { .. } | C::BlockEdited { .. } | C::BlockRemoved { .. })
        {
            return doomed.left(change.clone());
        }
        let (before, after) = self.take_in(change);
        let before = before.and_then(|block| doomed.block(block));
        let after = after.and_then(|block| doomed.block(block));
        match (before, after) {
            (None, Some(block)) => Some(Change::BlockAdded { block }),
            (Some(block), None) => Some(Change::BlockRemoved { block }),
            (Some(before), Some(after)) => Change::block(&before, &after),
            (None, None) => None,
        }
    }

    /// The block before and after a change.
    fn take_in(&mut self, change: &Change) -> (Option<Block>, Option<Block>) {
        match change {
            Change::BlockAdded { block } => {
                (self.whole.insert(block.id, block.clone()), Some(block.clone()))
            }
            Change::BlockRemoved { block } => (self.whole.remove(&block.id), None),
            Change::BlockEdited { id, new, .. } => {
                let before = self.whole.get(id).cloned();
                if let Some(block) = self.whole.get_mut(id) {
                    new.apply_to(block);
                }
                (before, self.whole.get(id).cloned())
            }
            _ => (None, None),
        }
    }
}
