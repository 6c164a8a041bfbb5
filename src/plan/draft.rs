//! A proposal as it is kept between two commands, so that what is accepted is what was seen: its blocks, without the
//! reasons. A text of another form is no draft.
//!
//! Next: [`super::diff`], which adopts it.

use super::proposal::{DayPlan, Kind, Proposal, Proposed, Step, Stretch};
use crate::domain::{BlockId, BlockNo, Moment, Put, Span, TaskId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The form. A draft of another one is not read.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Kept {
    form: u32,
    made_at: Moment,
    seq: i64,
    days: Vec<KeptDay>,
}

#[derive(Serialize, Deserialize)]
struct KeptDay {
    day: NaiveDate,
    blocks: Vec<KeptBlock>,
}

#[derive(Serialize, Deserialize)]
struct KeptBlock {
    id: Option<BlockId>,
    no: BlockNo,
    task: TaskId,
    also: Vec<TaskId>,
    start: Moment,
    end: Moment,
    pinned: bool,
    /// Where the accepted block is, when that is elsewhere.
    from: Option<(Moment, Moment)>,
}

/// The text of a proposal.
pub fn write(proposal: &Proposal) -> String {
    let days = proposal.days.iter().map(|day| KeptDay {
        day: day.day,
        blocks: day.stretches.iter().filter_map(|stretch| block(&stretch.kind)).collect(),
    });
    let Proposal { made_at, seq, .. } = *proposal;
    let kept = Kept { form: FORM, made_at, seq, days: days.collect() };
    serde_json::to_string(&kept).unwrap_or_default()
}

fn block(kind: &Kind) -> Option<KeptBlock> {
    let Kind::Task(proposed) = kind else { return None };
    let Put { id, task, ref also, start, end, pinned, .. } = proposed.put;
    let from = match proposed.step {
        Step::Moved(span) => Some((span.start, span.end)),
        Step::Kept | Step::New => None,
    };
    Some(KeptBlock { id, no: proposed.no, task, also: also.clone(), start, end, pinned, from })
}

/// The proposal of a text: its blocks and days. `None` when it is no such text.
pub fn read(text: &str) -> Option<Proposal> {
    let Kept { form, made_at, seq, days } = serde_json::from_str(text).ok()?;
    let days = days.into_iter().map(|day| DayPlan {
        day: day.day,
        capacity_s: 0,
        planned_s: day.blocks.iter().map(|block| block.end.seconds_since(block.start)).sum(),
        stretches: day.blocks.into_iter().map(stretch).collect(),
    });
    let days = days.collect();
    (form == FORM).then(|| Proposal {
        made_at,
        seq,
        days,
        unplaced: Vec::new(),
        at_risk: Vec::new(),
        objective: 0.0,
        iterations: 0,
    })
}

fn stretch(block: KeptBlock) -> Stretch {
    let KeptBlock { id, no, task, also, start, end, pinned, from } = block;
    let step = match (id, from) {
        (_, Some((start, end))) => Step::Moved(Span::new(start, end)),
        (Some(_), None) => Step::Kept,
        (None, None) => Step::New,
    };
    let put = Put { id, no: Some(no), task, also, start, end, pinned };
    Stretch {
        kind: Kind::Task(Box::new(Proposed { put, no, step, reasons: Vec::new() })),
        start,
        end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::world::some_world;

    #[test]
    fn what_was_kept_is_read_back_without_its_reasons() {
        for seed in 0..20 {
            let made = some_world(seed, 12).make(50);
            let again = read(&write(&made.proposal)).unwrap();
            let blocks = |proposal: &Proposal| -> Vec<(Put, BlockNo, Step)> {
                proposal.blocks().map(|p| (p.put.clone(), p.no, p.step)).collect()
            };
            assert_eq!(blocks(&again), blocks(&made.proposal));
            assert_eq!((again.made_at, again.seq), (made.proposal.made_at, made.proposal.seq));
        }
    }

    #[test]
    fn another_text_is_no_draft() {
        assert!(read("").is_none() && read("{}").is_none());
        let other =
            write(&some_world(1, 3).make(50).proposal).replacen("\"form\":1", "\"form\":2", 1);
        assert!(read(&other).is_none());
    }
}
