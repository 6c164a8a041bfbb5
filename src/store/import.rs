//! Bringing many things in at once: one transaction, one step of undo, memory that does not grow with the
//! number of records. What exists already (by its id) is left as it is, so importing twice adds nothing.

use super::error::StoreError;
use super::journal::{Heading, Pen};
use super::project::{Projector, insert};
use super::{Store, codec, scope, seed};
use crate::domain::block::live_from;
use crate::domain::{Block, BlockNo, BlockNos, Brought, Change, Mint, Now, TaskNo};
use rusqlite::{Connection, OptionalExtension};

/// A number from elsewhere that is higher than the next one by more than this is not taken over.
const FARTHEST_NO: u32 = 1_000_000;
/// Memory for pages while many rows are written; negative is KiB.
pub(super) const WIDE_CACHE_KIB: i64 = -65_536;
pub(super) const USUAL_CACHE_KIB: i64 = -2_000;

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCount {
    /// Things that are new.
    pub added: usize,
    /// Things that were there already.
    pub present: usize,
    /// Of those that are new, what heyday said and heard: no step, so that undo leaves them where they are.
    pub beside: usize,
}

impl ImportCount {
    /// Counts one thing more, `beside` the journal or in it.
    pub fn note(&mut self, is_new: bool, beside: bool) {
        *(if is_new { &mut self.added } else { &mut self.present }) += 1;
        self.beside += usize::from(is_new && beside);
    }
}

impl Store {
    /// Brings things in as one step of undo that the history calls `verb` `subject`; what heyday said and heard is no part
    /// of the step. Tasks keep their
    /// number when it is free and was never given here, and get the next one otherwise (number 0 says that
    /// there is none yet); so do blocks that are live. Nothing is recorded when everything was there already.
    ///
    /// # Errors
    /// When it can't be saved, or when one of `things` is an error: nothing is imported then.
    pub fn import<T: Into<Brought>, E: From<StoreError>>(
        &mut self,
        things: impl Iterator<Item = Result<T, E>>,
        verb: &str,
        subject: &str,
        now: &Now,
    ) -> Result<ImportCount, E> {
        // Ids come in no order: with the usual 2 MB the same index pages are read and written again and again.
        self.cache(WIDE_CACHE_KIB)?;
        let count = self.bring_in(
            things.map(|one| one.map(Into::into)),
            &Heading { verb, subject, kind: "do", target: None },
            now,
        );
        self.cache(USUAL_CACHE_KIB)?;
        count
    }

    fn cache(&self, kib: i64) -> Result<(), StoreError> {
        Ok(self.conn.pragma_update(None, "cache_size", kib)?)
    }

    fn bring_in<E: From<StoreError>>(
        &mut self,
        things: impl Iterator<Item = Result<Brought, E>>,
        heading: &Heading<'_>,
        now: &Now,
    ) -> Result<ImportCount, E> {
        let tx = self.write()?;
        let mut count = ImportCount::default();
        let mut mint = Mint::new(seed(), now.at.utc_ms());
        let mut pen = None;
        let mut projector = Projector::bulk(&tx);
        let mut numbers = Numbers::new(&tx, now)?;
        for brought in things {
            let mut change = match brought? {
                Brought::Change(change) => change,
                other => {
                    count.note(put_beside(&tx, &other)?, true);
                    continue;
                }
            };
            if let Change::TaskAdded { task } = &mut change {
                task.no = numbers.number_for(task.no)?;
            }
            if let Change::BlockAdded { block } = &mut change {
                block.no = numbers.block_number_for(block)?;
            }
            let fits = projector.apply(&change)?;
            count.note(fits, false);
            if fits {
                let pen = match &mut pen {
                    Some(pen) => pen,
                    None => pen.insert(Pen::begin(&tx, heading, now.at)?),
                };
                pen.write(&change, &mut mint)?;
                if let Change::TaskAdded { task } = &change {
                    numbers.given(task.no);
                }
            }
        }
        if count.added == 0 {
            return Ok(count);
        }
        projector.finish()?;
        pen.map_or(Ok(0), Pen::end)?;
        tx.commit()?;
        Ok(count)
    }
}

/// Puts something that is kept beside the journal in its place, and returns whether it is new.
fn put_beside(conn: &Connection, brought: &Brought) -> Result<bool, StoreError> {
    let mut sql = String::new();
    match brought {
        Brought::Told(told) => insert(conn, "told", &codec::told_cells(told), &mut sql),
        Brought::Heard(heard) => insert(conn, "heard", &codec::heard_cells(heard), &mut sql),
        Brought::Change(_) => Ok(false),
    }
}

/// Which numbers may be given.
struct Numbers<'c> {
    conn: &'c Connection,
    /// Lower ones were given before this import began.
    first: u32,
    next: u32,
    now: &'c Now,
    /// Those of blocks, from the first block on.
    blocks: Option<BlockNos>,
}

impl<'c> Numbers<'c> {
    fn new(conn: &'c Connection, now: &'c Now) -> Result<Numbers<'c>, StoreError> {
        let first = scope::next_no(conn)?;
        Ok(Numbers { conn, first, next: first, now, blocks: None })
    }

    /// A block that is long over keeps its number: others may have had the same.
    fn block_number_for(&mut self, block: &Block) -> Result<BlockNo, StoreError> {
        let given = Some(block.no).filter(|no| no.0 > 0);
        let live = block.end.utc_ms() > live_from(self.now).utc_ms();
        if let Some(no) = given.filter(|_| !live) {
            return Ok(no);
        }
        let mut free = if let Some(free) = self.blocks.take() {
            free
        } else {
            let mut loader = scope::Loader::new(self.conn)?;
            loader.live_plan(self.now)?;
            BlockNos::free(loader.state.plan(), self.now)
        };
        let no = free.take(given);
        self.blocks = Some(free);
        Ok(no)
    }

    fn number_for(&self, wanted: TaskNo) -> Result<TaskNo, StoreError> {
        let range = self.first..self.next.saturating_add(FARTHEST_NO);
        if !range.contains(&wanted.0) {
            return Ok(TaskNo(self.next));
        }
        let mut find = self.conn.prepare_cached("SELECT 1 FROM tasks WHERE no = ?1")?;
        let taken = find.query_row([wanted.0], |_| Ok(())).optional()?.is_some();
        Ok(if taken { TaskNo(self.next) } else { wanted })
    }

    fn given(&mut self, no: TaskNo) {
        self.next = self.next.max(no.0.saturating_add(1));
    }
}
