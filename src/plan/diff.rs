//! What a proposal would change about the accepted plan, in words and in order, and what adopting it means: all of it,
//! or some of its blocks. Pure; must never change a block that is pinned or over unless it is asked for by the proposal
//! itself.
//!
//! Next: [`super::proposal`] for what is compared, [`crate::domain::block`] for what comes of it.

use super::proposal::{Proposal, Proposed};
use crate::domain::{
    Block, BlockId, BlockNo, Intent, Moment, Now, Order, PlanVerb, Put, Span, TaskId,
};

/// What becomes of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It stays as it is.
    Kept,
    /// It begins at another time.
    Moved,
    /// It begins when it did and is longer or shorter.
    Resized,
    /// It stays where it is, for other tasks, or pinned, or left to the planner again.
    Changed,
    /// It comes in.
    Added,
    /// It goes.
    Removed,
}

impl Fate {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Moved => "moved",
            Fate::Resized => "resized",
            Fate::Changed => "changed",
            Fate::Added => "added",
            Fate::Removed => "removed",
        }
    }
}

/// One block of two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What becomes of it.
    pub fate: Fate,
    /// What a person calls it.
    pub no: BlockNo,
    /// What is done in it, in the newer plan if it is there.
    pub task: TaskId,
    /// Further tasks of a bundle.
    pub also: Vec<TaskId>,
    /// Where the older plan has it.
    pub from: Option<Span>,
    /// Where the newer plan has it.
    pub to: Option<Span>,
    /// Whether the person placed it, in the newer plan if it is there.
    pub pinned: bool,
}

impl Difference {
    /// Whether something is another.
    pub fn differs(&self) -> bool {
        self.fate != Fate::Kept
    }

    /// When it is, for the order in which a person reads: where it will be, else where it was.
    fn when(&self) -> Option<Moment> {
        self.to.or(self.from).map(|span| span.start)
    }
}

/// What is different between two plans, by time. Blocks are the same when they have the same id, or else when one that
/// goes and one that comes are for the same tasks.
pub fn between<'a>(
    old: impl IntoIterator<Item = &'a Block>,
    new: impl IntoIterator<Item = &'a Put>,
) -> Vec<Difference> {
    let Pairs { both, gone, come } = Pairs::of(old, new);
    let mut found: Vec<Difference> = come.into_iter().map(added).collect();
    found.extend(both.into_iter().map(|(block, put)| turned(block, put)));
    found.extend(gone.into_iter().map(removed));
    found.order_by_key(|one| (one.when(), one.fate, one.no));
    found
}

/// Which block of one plan is which of another.
struct Pairs<'a> {
    both: Vec<(&'a Block, &'a Put)>,
    gone: Vec<&'a Block>,
    come: Vec<&'a Put>,
}

impl<'a> Pairs<'a> {
    fn of(
        old: impl IntoIterator<Item = &'a Block>,
        new: impl IntoIterator<Item = &'a Put>,
    ) -> Pairs<'a> {
        let mut gone: Vec<&Block> = old.into_iter().collect();
        let (mut both, mut fresh, mut come) = (Vec::new(), Vec::new(), Vec::new());
        for put in new {
            let same = put.id.and_then(|id| gone.iter().position(|block| block.id == id));
            match same {
                Some(at) => both.push((gone.remove(at), put)),
                None => fresh.push(put),
            }
        }
        for put in fresh {
            let twin = |block: &&Block| block.task == put.task && block.also == put.also;
            match gone.iter().position(twin) {
                Some(at) => both.push((gone.remove(at), put)),
                None => come.push(put),
            }
        }
        Pairs { both, gone, come }
    }
}

fn added(put: &Put) -> Difference {
    Difference {
        fate: Fate::Added,
        no: put.no.unwrap_or(BlockNo(0)),
        task: put.task,
        also: put.also.clone(),
        from: None,
        to: Some(put.span()),
        pinned: put.pinned,
    }
}

fn removed(block: &Block) -> Difference {
    Difference {
        fate: Fate::Removed,
        no: block.no,
        task: block.task,
        also: block.also.clone(),
        from: Some(block.span()),
        to: None,
        pinned: block.pinned,
    }
}

fn turned(block: &Block, put: &Put) -> Difference {
    let fate = if block.start != put.start {
        Fate::Moved
    } else if block.end != put.end {
        Fate::Resized
    } else if block.pinned != put.pinned || block.task != put.task || block.also != put.also {
        Fate::Changed
    } else {
        Fate::Kept
    };
    Difference {
        fate,
        no: put.no.filter(|_| put.id.is_none()).unwrap_or(block.no),
        from: Some(block.span()),
        ..added(put)
    }
}

/// The blocks of the accepted plan that a proposal speaks of: those in its days that are not over.
fn in_question<'a>(
    plan: impl IntoIterator<Item = &'a Block>,
    proposal: &Proposal,
    now: &Now,
) -> Vec<&'a Block> {
    let (Some(first), Some(last)) = (proposal.days.first(), proposal.days.last()) else {
        return Vec::new();
    };
    let (from, to) = (now.day_span(first.day).start, now.day_span(last.day).end);
    let meant = |block: &&Block| {
        let end = block.end.utc_ms();
        end > now.at.utc_ms() && end > from.utc_ms() && block.start.utc_ms() < to.utc_ms()
    };
    plan.into_iter().filter(meant).collect()
}

/// What each proposed block puts into the plan, with the number it was shown with; none that would be over. What has
/// begun meanwhile can't go elsewhere: another block does.
fn puts(here: &[&Block], proposal: &Proposal, now: &Now) -> Vec<Put> {
    let proposed = proposal.blocks().filter(|one| one.put.end.utc_ms() > now.at.utc_ms());
    let put = |one: &Proposed| {
        let put = Put { no: Some(one.no), ..one.put.clone() };
        let known = here.iter().find(|block| put.id == Some(block.id));
        let begun = known.is_some_and(|block| {
            let same = (block.start, block.task, &block.also) == (put.start, put.task, &put.also);
            block.start.utc_ms() < now.at.utc_ms() && !same
        });
        Put { id: put.id.filter(|_| !begun), ..put }
    };
    proposed.map(put).collect()
}

/// The blocks that a proposal leaves out and that stay all the same: those that a person placed.
fn stays(block: &Block, puts: &[Put]) -> bool {
    block.pinned && !puts.iter().any(|put| put.id == Some(block.id))
}

/// What `proposal` would change about the accepted `plan`, by time, what stays included.
pub fn diff<'a>(
    plan: impl IntoIterator<Item = &'a Block>,
    proposal: &Proposal,
    now: &Now,
) -> Vec<Difference> {
    let here = in_question(plan, proposal, now);
    let puts = puts(&here, proposal, now);
    let (stay, here): (Vec<&Block>, Vec<&Block>) =
        here.into_iter().partition(|block| stays(block, &puts));
    let mut found = between(here, &puts);
    let kept = stay.into_iter().map(|block| turned(block, &Put::of(block)));
    found.extend(kept);
    found.order_by_key(|one| (one.when(), one.fate, one.no));
    found
}

/// What adopting a proposal comes to. With `only`, just the blocks with these numbers (one that the proposal leaves out
/// is taken out), and of the others those that are in their way. What has begun and has no place in the proposal any
/// more ends. `None` when nothing would be different.
pub fn adopt<'a>(
    plan: impl IntoIterator<Item = &'a Block>,
    proposal: &Proposal,
    only: Option<&[BlockNo]>,
    now: &Now,
) -> Option<Intent> {
    let here = in_question(plan, proposal, now);
    let puts = puts(&here, proposal, now);
    let named = |no: BlockNo| only.is_none_or(|only| only.contains(&no));
    let Pairs { both, gone, .. } =
        Pairs::of(here.iter().copied().filter(|block| !stays(block, &puts)), &puts);
    // The block that a proposed one is, under its own or under another name.
    let old = |put: &Put| both.iter().find(|(_, new)| *new == put).map(|(block, _)| *block);
    let mut remove: Vec<BlockId> =
        gone.iter().filter(|block| named(block.no)).map(|block| block.id).collect();
    let mut chosen: Vec<&Put> = puts.iter().filter(|put| put.no.is_some_and(named)).collect();
    let mut at = 0;
    while let Some(put) = chosen.get(at).copied() {
        at += 1;
        let renamed = old(put).filter(|block| put.id != Some(block.id));
        remove.extend(renamed.map(|block| block.id));
        let in_the_way = |block: &&&Block| block.span().overlap(put.span()).is_some();
        for other in here.iter().filter(in_the_way).filter(|block| put.id != Some(block.id)) {
            match both.iter().find(|(block, _)| block.id == other.id) {
                Some((_, moved)) if !chosen.contains(moved) => chosen.push(moved),
                None if !stays(other, &puts) && !remove.contains(&other.id) => {
                    remove.push(other.id);
                }
                _ => {}
            }
        }
    }
    chosen.retain(|put| {
        let known = here.iter().find(|block| put.id == Some(block.id));
        known.is_none_or(|block| turned(block, put).differs())
    });
    let put: Vec<Put> = chosen.into_iter().cloned().collect();
    let nothing = remove.is_empty() && put.is_empty();
    (!nothing).then_some(Intent::Plan { verb: PlanVerb::Accept, remove, put })
}
