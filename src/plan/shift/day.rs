//! Today with what can't be moved, and where in it a block has room.

use super::Today;
use crate::domain::{Block, Moment, Span, Task};
use crate::plan::build::takes;
use crate::plan::frame::{Frame, Taken, Why, without};

/// Today with what can't be moved.
pub(super) struct Day {
    frame: Frame,
    taken: Vec<Taken>,
}

impl Day {
    pub(super) fn new(today: Today<'_>) -> Day {
        let Today { state, planning, now } = today;
        let events = state.events().filter(|event| takes(event));
        let events = events.map(|event| (Span::new(event.start, event.end), Why::Event));
        let pinned = state.plan().filter(|block| block.pinned);
        let pinned = pinned.map(|block| (block.span(), Why::Fixed(false)));
        let all: Vec<Taken> = events.chain(pinned).map(|(span, why)| Taken { span, why }).collect();
        let frame = Frame::new(planning, now, &all);
        let known = frame.days.first().map(|day| day.taken.clone()).unwrap_or_default();
        let taken = known.into_iter().filter(|taken| taken.why != Why::Past).collect();
        Day { frame, taken }
    }

    /// The first place for a block, in one piece, that is not before `at`, nor before its task may be begun.
    pub(super) fn place(&self, today: Today<'_>, block: &Block, at: Moment) -> Option<Span> {
        let task = today.state.task(block.task)?;
        let at = task.from.map_or(at, |from| from.max(at));
        let long_s = block.span().seconds();
        let hours = self.hours(today, task);
        let free = hours.into_iter().flat_map(|hours| without(hours, &self.taken));
        free.filter(|free| free.end > at).find_map(|free| {
            let start = today.now.zone.moment(free.start.max(at).utc_ms());
            let end = today.now.zone.moment(start.utc_ms() + long_s * 1000);
            (end <= free.end).then_some(Span { start, end })
        })
    }

    /// The hours of today in which a task may be worked on.
    fn hours(&self, today: Today<'_>, task: &Task) -> Vec<Span> {
        use chrono::Datelike;
        let Some(day) = self.frame.days.first() else { return Vec::new() };
        let kind = task.kind.as_deref().map(|name| today.state.kind_today(name));
        let maps = &today.planning.maps;
        match today.planning.map_of(task.at.as_deref(), kind).and_then(|map| maps.get(map)) {
            Some(map) => self.frame.spans(0, map.when.on(day.day.weekday())),
            None => day.hours.clone(),
        }
    }
}
