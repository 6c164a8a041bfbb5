//! Time as the planner sees it: work days of slots, and what of them is taken. A slot is a quarter of an hour that has
//! really passed, so a day on which the clock changes is an hour shorter or longer, and moments and slots say the same
//! in both directions wherever the person is.
//!
//! Knows nothing of tasks. Next: [`super::build()`], which puts them beside it.

use super::settings::{Minutes, Planning};
use crate::domain::{Moment, Now, Order, Span};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

const MS_PER_MIN: i64 = 60_000;
/// The most slots of one day, see [`super::check`].
const DAY_SLOTS: u32 = super::check::DAY_SLOTS;
/// Minutes of a day by the clock; where a day without slots begins and ends.
const DAY_MIN: u32 = 1440;

/// Why time can't be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has passed.
    Past,
    /// The break at noon.
    Lunch,
    /// A calendar says so.
    Event,
    /// Work that is not to be moved; whether it is deep.
    Fixed(bool),
}

/// Time that can't be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When.
    pub span: Span,
    /// Why.
    pub why: Why,
}

/// One day.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameDay {
    /// The work day.
    pub day: NaiveDate,
    /// The work hours, sorted and apart from each other; lunch not taken out. None on a day off.
    pub hours: Vec<Span>,
    /// The work hours and the hours of time maps together.
    pub room: Vec<Span>,
    /// What can't be planned of all that, by start; may overlap.
    pub taken: Vec<Taken>,
    /// When its first slot begins.
    start: Moment,
    /// The wall clock's minute at that moment, and how many slots there are.
    minute: u32,
    slots: u32,
}

/// Today and the days after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The days, one after the other, also those without work.
    pub days: Vec<FrameDay>,
    /// From when on can be planned: now, rounded up to a slot.
    pub from: Moment,
    now: Now,
    slot_min: u32,
}

impl Frame {
    /// The days from today on, `planning.horizon_days` after it. `taken` is what the calendars and fixed blocks take.
    pub fn new(planning: &Planning, now: &Now, taken: &[Taken]) -> Frame {
        let slot_min = u32::from(planning.slot_min.clamp(1, 240));
        let mut frame = Frame { days: Vec::new(), from: now.at, now: *now, slot_min };
        frame.from = frame.rounded_up(now.at);
        let days = 0..=u64::from(planning.horizon_days);
        for day in days.filter_map(|ahead| now.day().checked_add_days(Days::new(ahead))) {
            let day = frame.day(planning, day, taken);
            frame.days.push(day);
        }
        frame.keep_apart();
        frame
    }

    /// Takes away the last slots of a night that is an hour longer and runs into a day that begins at midnight: the
    /// minutes of an instance's days may not overlap.
    fn keep_apart(&mut self) {
        for index in 1..self.days.len() {
            let most = self.days[index].minute + DAY_MIN;
            let night = &mut self.days[index - 1];
            night.slots = night.slots.min(most.saturating_sub(night.minute) / self.slot_min);
        }
    }

    /// Minutes of a slot.
    pub fn slot_min(&self) -> u32 {
        self.slot_min
    }

    /// Seconds of a slot.
    pub fn slot_s(&self) -> i64 {
        i64::from(self.slot_min) * 60
    }

    /// When that slot of that day begins; the day's end for the slot behind the last.
    pub fn moment(&self, day: usize, slot: u32) -> Moment {
        let Some(frame) = self.days.get(day) else { return self.from };
        let ms = i64::from(slot) * i64::from(self.slot_min) * MS_PER_MIN;
        self.now.zone.moment(frame.start.utc_ms() + ms)
    }

    /// The moment at that minute of an instance's day: the minutes count on from [`FrameDay::minute`].
    pub fn moment_at(&self, day: usize, minute: u32) -> Moment {
        let Some(frame) = self.days.get(day) else { return self.from };
        let ms = (i64::from(minute) - i64::from(frame.minute)) * MS_PER_MIN;
        self.now.zone.moment(frame.start.utc_ms() + ms)
    }

    /// The minute of an instance's day at that moment, rounded down; not before its first slot, not behind its last.
    pub fn minute(&self, day: usize, at: Moment) -> u32 {
        let Some(frame) = self.days.get(day) else { return 0 };
        let passed = (at.utc_ms() - frame.start.utc_ms()).div_euclid(MS_PER_MIN);
        let inside = passed.clamp(0, i64::from(frame.slots * self.slot_min));
        frame.minute + u32::try_from(inside).unwrap_or(0)
    }

    /// The same, rounded up.
    pub fn minute_after(&self, day: usize, at: Moment) -> u32 {
        self.minute(day, Moment::new(at.utc_ms() + MS_PER_MIN - 1, at.offset_min()))
    }

    /// The index of the day that a moment belongs to.
    pub fn index(&self, at: Moment) -> Option<usize> {
        let day = self.now.day_of(self.now.zone.moment(at.utc_ms()));
        self.index_of(day)
    }

    /// The index of a work day.
    pub fn index_of(&self, day: NaiveDate) -> Option<usize> {
        let first = self.days.first()?.day;
        let at = usize::try_from(day.signed_duration_since(first).num_days()).ok()?;
        (at < self.days.len()).then_some(at)
    }

    /// The end of the last day.
    pub fn end(&self) -> Moment {
        self.days.last().map_or(self.from, |last| self.now.day_span(last.day).end)
    }

    /// Hours of the week on a day, as they pass there: for time maps.
    pub fn spans(&self, day: usize, stretches: &[Minutes]) -> Vec<Span> {
        let Some(frame) = self.days.get(day) else { return Vec::new() };
        stretches.iter().filter_map(|stretch| span(&self.now, frame.day, *stretch)).collect()
    }

    /// The parts of the work hours of a day that nothing takes, by start.
    pub fn open(&self, day: usize) -> Vec<Span> {
        let Some(frame) = self.days.get(day) else { return Vec::new() };
        frame.hours.iter().flat_map(|hours| without(*hours, &frame.taken)).collect()
    }

    /// Seconds of the hours of a day, those of time maps too, that neither lunch nor an event takes: all of them, and
    /// those to come.
    pub fn work_s(&self, day: usize) -> (i64, i64) {
        let Some(frame) = self.days.get(day) else { return (0, 0) };
        let sum = |keep: &dyn Fn(&Taken) -> bool| {
            let taken: Vec<Taken> =
                frame.taken.iter().filter(|taken| keep(taken)).copied().collect();
            frame.room.iter().flat_map(|hours| without(*hours, &taken)).map(Span::seconds).sum()
        };
        let not_work = |taken: &Taken| matches!(taken.why, Why::Lunch | Why::Event);
        (sum(&not_work), sum(&|taken| not_work(taken) || taken.why == Why::Past))
    }

    /// The first slot boundary that is not before `at`, by the wall clock there.
    fn rounded_up(&self, at: Moment) -> Moment {
        let local_ms = at.utc_ms() + i64::from(at.offset_min()) * MS_PER_MIN;
        let slot_ms = i64::from(self.slot_min) * MS_PER_MIN;
        self.now.zone.moment(at.utc_ms() + (slot_ms - local_ms.rem_euclid(slot_ms)) % slot_ms)
    }

    fn day(&self, planning: &Planning, day: NaiveDate, taken: &[Taken]) -> FrameDay {
        let now = &self.now;
        let spans = |stretches: &[Minutes]| -> Vec<Span> {
            stretches.iter().filter_map(|stretch| span(now, day, *stretch)).collect()
        };
        let hours = spans(planning.hours_on(day));
        let mut extent = hours.clone();
        if !planning.is_off(day) {
            let weekday: Weekday = day.weekday();
            extent.extend(planning.maps.iter().flat_map(|map| spans(map.when.on(weekday))));
        }
        let (start, minute, slots) = self.slots(day, &extent);
        let whole = Span::new(
            extent.iter().map(|span| span.start).min().unwrap_or(start),
            extent.iter().map(|span| span.end).max().unwrap_or(start),
        );
        let lunch = planning.lunch.filter(|_| !hours.is_empty()).and_then(|at| span(now, day, at));
        let passed = Span::new(whole.start, self.from.max(whole.start));
        let own = lunch.map(|span| Taken { span, why: Why::Lunch });
        // What was written down elsewhere is seen from here.
        let here = |span: Span| Span {
            start: now.zone.moment(span.start.utc_ms()),
            end: now.zone.moment(span.end.utc_ms()),
        };
        let mut taken: Vec<Taken> = taken
            .iter()
            .map(|taken| Taken { span: here(taken.span), why: taken.why })
            .chain(own)
            .chain([Taken { span: passed, why: Why::Past }])
            .filter(|taken| taken.span.overlap(whole).is_some())
            .collect();
        taken.order_by_key(|taken| (taken.span.start, taken.span.end));
        FrameDay { day, hours, room: union(extent), taken, start, minute, slots }
    }

    /// Where the slots of a day with these hours begin, the minute that is, and how many they are. None has begun.
    fn slots(&self, day: NaiveDate, hours: &[Span]) -> (Moment, u32, u32) {
        let first = hours.iter().map(|span| span.start).min();
        let last = hours.iter().map(|span| span.end).max();
        let (Some(first), Some(last)) = (first, last) else {
            return (self.now.day_span(day).start, DAY_MIN, 0);
        };
        // Slots begin at whole quarters of the wall clock.
        let local = first.local();
        let minutes = local.signed_duration_since(NaiveDateTime::from(day)).num_minutes();
        let late = minutes.rem_euclid(i64::from(self.slot_min));
        let start = self.now.zone.moment(first.utc_ms() - late * MS_PER_MIN);
        let gone = (self.from.utc_ms() - start.utc_ms()).max(0) / MS_PER_MIN;
        let start = if gone > 0 { self.from } else { start };
        let long = (last.utc_ms() - start.utc_ms()).max(0) / MS_PER_MIN;
        let slots = u32::try_from(long).unwrap_or(0).div_ceil(self.slot_min).min(DAY_SLOTS);
        // Late at night the minutes of a day go on beyond 1440.
        let minute = u32::try_from(minutes - late + gone).unwrap_or(0);
        (start, if slots == 0 { DAY_MIN } else { minute }, slots)
    }
}

impl FrameDay {
    /// The wall clock's minute at its first slot: where the minutes of an instance's day begin.
    pub fn minute(&self) -> u32 {
        self.minute
    }

    /// How many slots it has.
    pub fn slots(&self) -> u32 {
        self.slots
    }
}

/// A stretch of a day by the wall clock; `None` when the clock skips it.
pub(super) fn span(now: &Now, day: NaiveDate, (from, to): Minutes) -> Option<Span> {
    let at = |minute: u16| {
        let midnight = NaiveDateTime::new(day, NaiveTime::MIN);
        now.zone.at(midnight + chrono::TimeDelta::minutes(i64::from(minute)))
    };
    let (start, end) = (at(from), at(to));
    (start.utc_ms() < end.utc_ms()).then_some(Span { start, end })
}

/// The same time, sorted and without overlaps.
pub(super) fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.order_by_key(|span| span.start);
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut().filter(|last| last.end.utc_ms() >= span.start.utc_ms()) {
            Some(last) if last.end.utc_ms() < span.end.utc_ms() => last.end = span.end,
            Some(_) => {}
            None => out.push(span),
        }
    }
    out
}

/// The parts of `whole` that nothing of `taken` (by start) covers.
pub(super) fn without(whole: Span, taken: &[Taken]) -> Vec<Span> {
    let mut open = Vec::new();
    let mut from = whole.start;
    for taken in taken.iter().filter_map(|taken| taken.span.overlap(whole)) {
        if from.utc_ms() < taken.start.utc_ms() {
            open.push(Span::new(from, taken.start));
        }
        if taken.end.utc_ms() > from.utc_ms() {
            from = taken.end;
        }
    }
    if from.utc_ms() < whole.end.utc_ms() {
        open.push(Span::new(from, whole.end));
    }
    open
}

#[cfg(test)]
#[path = "tests/frame.rs"]
mod tests;
