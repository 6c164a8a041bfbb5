//! What is planned for the rest of a day, and what of it could wait: for the lines that say that enough is done.
//!
//! Must never decide anything: it says what can be moved, and moves nothing.

use crate::domain::{Block, Moment, Now, Order, Priority, Span, State};
use crate::text::visible;

/// At most so many tasks are named.
const NAMED: usize = 2;
/// And of their titles so many characters.
const TITLE: usize = 40;

/// A block of the accepted plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// When.
    pub span: Span,
    /// Its task as it can be shown; `None` when it has to be done on this day.
    pub may_wait: Option<String>,
    /// What has less of a hold on its day comes first: pinned or not, how urgent, and how soon it is due, in milliseconds.
    pub hold: (bool, Priority, i64),
    /// When its task was closed, if it is.
    pub closed: Option<Moment>,
}

/// What is left of a day's plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// How many blocks are to come.
    pub blocks: u16,
    /// Tasks of them that could wait, the readiest first: two at most.
    pub may_wait: Vec<String>,
}

/// The blocks of the plan, by start.
pub(super) fn planned(state: &State, now: &Now) -> Vec<Planned> {
    state.plan().filter_map(|block| one(block, state, now)).collect()
}

fn one(block: &Block, state: &State, now: &Now) -> Option<Planned> {
    let task = state.task(block.task)?;
    let day = now.day_of(block.start);
    let is_due = |due: crate::domain::Due| due.hard && now.day_of(due.at) <= day;
    let stays = block.tasks().filter_map(|id| state.task(id)?.due).any(is_due);
    Some(Planned {
        span: block.span(),
        may_wait: (!stays).then(|| title(&task.title)),
        // The later it is due, the less it holds.
        hold: (block.pinned, task.priority, task.due.map_or(i64::MIN, |due| -due.at.utc_ms())),
        closed: task.closed,
    })
}

fn title(title: &str) -> String {
    let shown = visible(title);
    match shown.char_indices().nth(TITLE) {
        Some((cut, _)) => format!("{}...", shown[..cut].trim_end()),
        None => shown.into_owned(),
    }
}

/// What of some blocks, which are sorted by start, is still to come at `at` and before `end`.
pub(super) fn left(blocks: &[Planned], at: Moment, end: Moment) -> Left {
    let first = blocks.partition_point(|one| one.span.start.utc_ms() <= at.utc_ms());
    let here = blocks[first..].iter().take_while(|one| one.span.start.utc_ms() < end.utc_ms());
    let open = |one: &&Planned| one.closed.is_none_or(|closed| closed.utc_ms() > at.utc_ms());
    let mut ahead: Vec<&Planned> = here.filter(open).collect();
    let blocks = u16::try_from(ahead.len()).unwrap_or(u16::MAX);
    ahead.order_by_key(|one| (one.hold, std::cmp::Reverse(one.span.start.utc_ms())));
    let mut may_wait: Vec<String> = Vec::new();
    for title in ahead.iter().filter_map(|one| one.may_wait.as_ref()) {
        if may_wait.len() < NAMED && !may_wait.contains(title) {
            may_wait.push(title.clone());
        }
    }
    Left { blocks, may_wait }
}
