//! The order of tasks on a board: who waits for whom, and what a change does to those that wait.

use super::board::{Board, Step};

impl Board<'_> {
    /// Makes the order of tasks right after a change: takes out what waits for something that was moved behind it or
    /// is no longer complete. Returns `false` when a task that was itself put is too early.
    pub(crate) fn settle(&mut self) -> bool {
        self.driven_out = usize::MAX;
        let mut next = 0;
        while let Some(Step::Put(task, _) | Step::Take(task, _)) = self.log.get(next).copied() {
            next += 1;
            let job = &self.problem.jobs[usize::from(task)];
            if !job.preds.is_empty() && self.count[usize::from(task)] > 0 {
                let first = self.first(task);
                if job.preds.iter().any(|pred| self.left(*pred) > 0 || self.end(*pred) > first) {
                    return false;
                }
            }
            if !job.succs.is_empty() {
                let end = if self.left(task) == 0 { self.end(task) } else { u16::MAX };
                for &succ in &job.succs {
                    if self.count[usize::from(succ)] > 0 && end > self.first(succ) {
                        self.driven_out = self.driven_out.min(self.log.len());
                        self.clear(succ);
                    }
                }
            }
        }
        true
    }

    /// Takes out all of a task.
    pub(crate) fn clear(&mut self, task: u16) {
        while let Some(&block) = self.blocks(task).last() {
            self.take(task, block);
        }
    }

    /// The first slot of a task.
    #[inline]
    pub(crate) fn first(&self, task: u16) -> u16 {
        self.blocks(task).iter().map(|block| block.start).min().unwrap_or(u16::MAX)
    }

    /// The slot behind the last of a task.
    #[inline]
    pub(crate) fn end(&self, task: u16) -> u16 {
        self.blocks(task).iter().map(|block| block.end()).max().unwrap_or(0)
    }

    /// The slot from which on a task may be worked on; `None` when something it waits for is not complete.
    #[inline]
    pub(crate) fn ready_from(&self, task: u16) -> Option<u16> {
        let job = &self.problem.jobs[usize::from(task)];
        let mut from = job.release;
        for &pred in &job.preds {
            if self.left(pred) > 0 {
                return None;
            }
            from = from.max(self.end(pred));
        }
        Some(from)
    }
}
