//! When the work of each time map may be done: a map's own hours, or the work hours; without the hours that another map
//! has to itself.

use crate::domain::{Order, Span};
use crate::plan::frame::{Frame, Taken, Why, union, without};
use crate::plan::settings::Planning;
use chrono::Datelike;

/// The hours of each time map, and of work that has none.
#[derive(Debug)]
pub(super) struct Rooms {
    /// By map, and last for work without one: the windows if there is anything to say, the longest free stretch of any
    /// day in slots, and for each day whether it has any.
    rooms: Vec<Room>,
}

#[derive(Debug)]
struct Room {
    windows: Option<Vec<[u32; 3]>>,
    longest: u32,
    /// For each day the last minute of it that is open; `None` when none is.
    ends: Vec<Option<u32>>,
}

impl Rooms {
    pub(super) fn new(planning: &Planning, frame: &Frame) -> Rooms {
        let maps = (0..planning.maps.len()).map(Some).chain([None]);
        Rooms { rooms: maps.map(|map| room(planning, frame, map)).collect() }
    }

    fn room(&self, map: Option<usize>) -> Option<&Room> {
        map.and_then(|map| self.rooms.get(map)).or(self.rooms.last())
    }

    /// The windows of work with that map, for the instance.
    pub(super) fn windows(&self, map: Option<usize>) -> Option<Vec<[u32; 3]>> {
        self.room(map)?.windows.clone()
    }

    /// The slots of the longest stretch that is free for it on any day.
    pub(super) fn longest(&self, map: Option<usize>) -> u32 {
        self.room(map).map_or(0, |room| room.longest)
    }

    /// The end of the first day, from `day` on, that has any time for it: day and minute.
    pub(super) fn first_end(&self, map: Option<usize>, day: usize) -> Option<[i64; 2]> {
        let ends = self.room(map)?.ends.iter().enumerate().skip(day);
        let (day, minute) = ends.into_iter().find_map(|(day, end)| end.map(|end| (day, end)))?;
        Some([i64::try_from(day).ok()?, i64::from(minute)])
    }
}

fn room(planning: &Planning, frame: &Frame, map: Option<usize>) -> Room {
    let others = planning.maps.iter().enumerate();
    let others = others.filter(|(at, other)| other.exclusive && Some(*at) != map);
    let others: Vec<_> = others.map(|(_, other)| &other.when).collect();
    let mut room = Room { windows: None, longest: 0, ends: vec![None; frame.days.len()] };
    let mut windows = Vec::new();
    let mut narrower = map.is_some() || !others.is_empty();
    for (index, day) in frame.days.iter().enumerate() {
        let weekday = day.day.weekday();
        let hours = match map {
            None => day.hours.clone(),
            Some(_) if planning.is_off(day.day) => Vec::new(),
            Some(map) => frame.spans(index, planning.maps[map].when.on(weekday)),
        };
        narrower |= day.room.len() != day.hours.len() || day.room != day.hours;
        let kept = others.iter().flat_map(|when| frame.spans(index, when.on(weekday)));
        let mut kept: Vec<Taken> = kept.map(|span| Taken { span, why: Why::Past }).collect();
        kept.order_by_key(|taken| taken.span.start);
        for span in union(hours).into_iter().flat_map(|hours| without(hours, &kept)) {
            let minutes = [frame.minute_after(index, span.start), frame.minute(index, span.end)];
            if let ([from, to], Ok(day)) = (minutes, u32::try_from(index))
                && from < to
            {
                windows.push([day, from, to]);
            }
            measure(frame, index, span, &mut room);
        }
    }
    // Where everything that is open is open to all, there is nothing to say.
    room.windows = narrower.then_some(windows);
    room
}

/// Takes the free parts of a window into account.
fn measure(frame: &Frame, index: usize, window: Span, room: &mut Room) {
    for free in without(window, &frame.days[index].taken) {
        let (from, to) = (frame.minute_after(index, free.start), frame.minute(index, free.end));
        let (first, slot) = (frame.days[index].minute(), frame.slot_min());
        // Whole slots only.
        let from = first + (from - first).div_ceil(slot) * slot;
        let slots = to.saturating_sub(from) / slot;
        if slots > 0 {
            room.longest = room.longest.max(slots);
            let end = &mut room.ends[index];
            *end = Some(end.map_or(to, |end| end.max(to)));
        }
    }
}
