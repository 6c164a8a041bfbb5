//! Why the plan can't be changed as asked. Part of [`super::Refusal`]; must never speak of anything but blocks.

use super::super::ids::BlockNo;
use super::super::time::{Moment, Span};
use super::{clock, on_day};
use thiserror::Error;

/// A change of the plan that was not made; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanRefusal {
    /// There is no such block.
    #[error("there is no such block in the plan")]
    NoSuchBlock,
    /// The block lies in the past.
    #[error("{no} `{title}` was over at {}", on_day(*.end, *.now))]
    Over {
        /// Which.
        no: BlockNo,
        /// Its task's title.
        title: String,
        /// When it ended.
        end: Moment,
        /// The present: the day is said when it was another.
        now: Moment,
    },
    /// The block has begun: its start and its tasks stay.
    #[error("{no} `{title}` has begun, at {}", on_day(*.start, *.now))]
    Begun {
        /// Which.
        no: BlockNo,
        /// Its task's title.
        title: String,
        /// When it began.
        start: Moment,
        /// The present: the day is said when it was another.
        now: Moment,
    },
    /// A block that would end in the past.
    #[error("a block that ends at {} would be over already", on_day(*.end, *.now))]
    Gone {
        /// The end that was asked for.
        end: Moment,
        /// The present: the day is said when it was another.
        now: Moment,
    },
    /// A block without a length.
    #[error("a block can't end at {} when it begins at {}", on_day(*.end, *.start), on_day(*.start, *.end))]
    Empty {
        /// The start.
        start: Moment,
        /// The end that was asked for.
        end: Moment,
    },
    /// A block longer than a day.
    #[error("a block of {hours} hours is longer than a day")]
    Long {
        /// Its length in hours.
        hours: i64,
    },
    /// Two blocks at the same time.
    #[error(
        "`{title}`, {} to {}, would overlap `{other}`, {} to {}",
        on_day(.span.start, .in_the_way.start), clock(&.span.end),
        on_day(.in_the_way.start, .span.start), clock(&.in_the_way.end)
    )]
    Overlap {
        /// The title of the block to be put.
        title: String,
        /// Where it was to be.
        span: Span,
        /// The title of the one that is there.
        other: String,
        /// Where that is.
        in_the_way: Span,
    },
}

impl PlanRefusal {
    /// The word for scripts in `--json` errors.
    pub fn code(&self) -> &'static str {
        match self {
            PlanRefusal::NoSuchBlock => "not_found",
            PlanRefusal::Over { .. } | PlanRefusal::Begun { .. } => "no_change",
            PlanRefusal::Gone { .. }
            | PlanRefusal::Empty { .. }
            | PlanRefusal::Long { .. }
            | PlanRefusal::Overlap { .. } => "bad_time",
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            PlanRefusal::NoSuchBlock => "`heyday plan` shows the blocks and their numbers",
            PlanRefusal::Over { .. } => {
                "what is over stays as it was planned; `heyday plan` shows what is to come"
            }
            PlanRefusal::Begun { .. } => {
                "only its end can be changed: `heyday plan resize BLOCK 1h30`"
            }
            PlanRefusal::Gone { .. } => "say a time that has not passed",
            PlanRefusal::Empty { .. } => "the end must be after the start",
            PlanRefusal::Long { .. } => "plan a block for each day",
            PlanRefusal::Overlap { .. } => "choose another time, or move the other one first",
        }
    }
}
