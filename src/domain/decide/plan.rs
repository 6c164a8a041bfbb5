//! Deciding about the accepted plan: blocks are put in, moved, cut and taken out, and go when their task goes. What is
//! over stays as it was planned, and of what has begun only the end moves: the plan is also a record of what was meant
//! to happen. No two blocks that are put may be at the same time. Must never find a place for anything: that is `plan`'s.

use super::super::block::{Block, BlockNos, PlanVerb, Put};
use super::super::edit::TaskRef;
use super::super::fact::Change;
use super::super::ids::{BlockId, TaskId};
use super::super::refusal::{PlanRefusal, Refusal};
use super::super::time::Moment;
use super::{Case, Told};

/// No block is longer: one day, in seconds.
const LONGEST_S: i64 = 24 * 3600;

impl Case<'_> {
    pub(super) fn plan(&mut self, verb: PlanVerb, remove: &[BlockId], put: &[Put]) -> Told {
        let mut blocks: Vec<Block> = self.state.plan().cloned().collect();
        let mut nos = BlockNos::free(&blocks, self.now);
        for id in remove {
            self.take_out(&mut blocks, *id)?;
        }
        let mut placed = Vec::with_capacity(put.len());
        for wish in put {
            let known = wish.id.map(|id| find(&blocks, id)).transpose()?;
            let block = self.block_of(wish, known.map(|at| &blocks[at]), &mut nos)?;
            placed.push(block.id);
            if let Some(at) = known {
                self.turn_block(&mut blocks[at], block);
            } else {
                self.changes.push(Change::BlockAdded { block: block.clone() });
                blocks.push(block);
            }
        }
        self.apart(&blocks, &placed)?;
        Ok((verb.word(), self.subject(&blocks)))
    }

    /// Takes a block out; one that has begun is cut.
    fn take_out(&mut self, blocks: &mut Vec<Block>, id: BlockId) -> Result<(), Refusal> {
        let at = find(blocks, id)?;
        self.not_over(&blocks[at])?;
        if self.has_begun(&blocks[at]) {
            let cut = Block { end: self.now.at, ..blocks[at].clone() };
            self.turn_block(&mut blocks[at], cut);
        } else {
            self.changes.push(Change::BlockRemoved { block: blocks.remove(at) });
        }
        Ok(())
    }

    /// The block that a wish comes to.
    fn block_of(
        &mut self,
        put: &Put,
        known: Option<&Block>,
        nos: &mut BlockNos,
    ) -> Result<Block, Refusal> {
        let mut also: Vec<TaskId> = Vec::with_capacity(put.also.len());
        for id in &put.also {
            if *id != put.task && !also.contains(id) {
                also.push(*id);
            }
        }
        let wanted = |id, no| Block {
            id,
            no,
            task: put.task,
            also,
            start: put.start,
            end: put.end,
            pinned: put.pinned,
        };
        let (start, end) = (put.start, put.end);
        if end.utc_ms() <= start.utc_ms() {
            return Err(PlanRefusal::Empty { start, end }.into());
        }
        if end.seconds_since(start) > LONGEST_S {
            return Err(PlanRefusal::Long { hours: end.seconds_since(start) / 3600 }.into());
        }
        let Some(old) = known else {
            self.to_come(end)?;
            self.may_be_planned(put)?;
            return Ok(wanted(BlockId(self.mint.uuid()), nos.take(put.no)));
        };
        self.not_over(old)?;
        let new = wanted(old.id, old.no);
        if !self.has_begun(old) {
            self.to_come(end)?;
            self.may_be_planned(put)?;
        } else if new.start != old.start || new.task != old.task || new.also != old.also {
            let (no, title) = (old.no, self.name_of(old));
            return Err(PlanRefusal::Begun { no, title, start: old.start, now: self.now.at }.into());
        }
        Ok(new)
    }

    fn turn_block(&mut self, known: &mut Block, new: Block) {
        self.changes.extend(Change::block(known, &new));
        *known = new;
    }

    fn has_begun(&self, block: &Block) -> bool {
        block.start.utc_ms() < self.now.at.utc_ms()
    }

    fn not_over(&self, block: &Block) -> Result<(), Refusal> {
        if block.end.utc_ms() > self.now.at.utc_ms() {
            return Ok(());
        }
        let (no, title) = (block.no, self.name_of(block));
        Err(PlanRefusal::Over { no, title, end: block.end, now: self.now.at }.into())
    }

    fn to_come(&self, end: Moment) -> Result<(), Refusal> {
        if end.utc_ms() > self.now.at.utc_ms() {
            return Ok(());
        }
        Err(PlanRefusal::Gone { end, now: self.now.at }.into())
    }

    /// Only tasks that are there and not closed.
    fn may_be_planned(&self, put: &Put) -> Result<(), Refusal> {
        for id in std::iter::once(&put.task).chain(&put.also) {
            let task = self.state.task(*id);
            let task = task.ok_or(Refusal::NoSuchTask(TaskRef::Id(*id)))?;
            super::tasks::still_open(task)?;
        }
        Ok(())
    }

    /// Refuses when one of the `placed` blocks is where another is. Others may: logs are brought together.
    fn apart(&self, blocks: &[Block], placed: &[BlockId]) -> Result<(), Refusal> {
        for block in blocks.iter().filter(|block| placed.contains(&block.id)) {
            let in_the_way = blocks
                .iter()
                .find(|other| other.id != block.id && other.span().overlap(block.span()).is_some());
            if let Some(other) = in_the_way {
                let (title, other_title) = (self.name_of(block), self.name_of(other));
                let (span, in_the_way) = (block.span(), other.span());
                return Err(
                    PlanRefusal::Overlap { title, span, other: other_title, in_the_way }.into()
                );
            }
        }
        Ok(())
    }

    /// What a block is called: its task's title.
    fn name_of(&self, block: &Block) -> String {
        let gone = || "a task that is gone".to_owned();
        self.state.task(block.task).map_or_else(gone, |task| task.title.clone())
    }

    /// The history's words for the blocks that change.
    fn subject(&self, blocks: &[Block]) -> String {
        match self.changes.as_slice() {
            [Change::BlockAdded { block } | Change::BlockRemoved { block }] => {
                format!("{} {}", block.no, self.name_of(block))
            }
            [Change::BlockEdited { id, .. }] => {
                let block = blocks.iter().find(|block| block.id == *id);
                block.map_or_else(String::new, |block| {
                    format!("{} {}", block.no, self.name_of(block))
                })
            }
            many => format!("{} blocks", many.len()),
        }
    }

    /// Takes a task out of the plan that was closed or deleted `at` a time up to now. Its blocks go; one that had
    /// begun is cut there; a bundle goes on with the others.
    pub(super) fn unplan(&mut self, task: TaskId, at: Moment) {
        let planned = |block: &&Block| block.tasks().any(|id| id == task);
        let ids: Vec<BlockId> = self.state.plan().filter(planned).map(|block| block.id).collect();
        for id in ids {
            let Some(old) = self.block_now(id) else { continue };
            let mut others = old.tasks().filter(|id| *id != task);
            if old.end.utc_ms() <= self.now.at.utc_ms() {
                continue;
            }
            if let Some(first) = others.next() {
                let less = Block { task: first, also: others.collect(), ..old.clone() };
                self.changes.extend(Change::block(&old, &less));
            } else if old.start.utc_ms() < at.utc_ms() {
                let cut = Block { end: at, ..old.clone() };
                self.changes.extend(Change::block(&old, &cut));
            } else {
                self.changes.push(Change::BlockRemoved { block: old.clone() });
            }
        }
    }

    /// A block as the changes so far leave it.
    fn block_now(&self, id: BlockId) -> Option<Block> {
        let mut block = self.state.block(id).cloned();
        for change in &self.changes {
            match change {
                Change::BlockEdited { id: edited, new, .. } if *edited == id => {
                    if let Some(block) = &mut block {
                        new.apply_to(block);
                    }
                }
                Change::BlockRemoved { block: removed } if removed.id == id => block = None,
                _ => {}
            }
        }
        block
    }
}

fn find(blocks: &[Block], id: BlockId) -> Result<usize, Refusal> {
    let found = blocks.iter().position(|block| block.id == id);
    found.ok_or(Refusal::Plan(PlanRefusal::NoSuchBlock))
}
