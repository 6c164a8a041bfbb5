//! Entries with one name to events: the times of a series, less those taken out, with those that were moved.
//!
//! Work is bounded by the window, by series and in all, so that one entry never hides the others; where a
//! bound is met, it is said.

use super::busy::taken;
use super::entry::{Entry, Ruled};
use super::faults::Faults;
use super::value::{End, Length, Stamp, ZoneNo};
use super::walk::{Limits, Walk};
use super::zones::Zones;
use crate::domain::{Calendar, Event, Order};
use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::{BTreeMap, HashSet};

const DAY_MS: i64 = 86_400_000;
/// Days and times that may be looked at for one series, and at least for each however many others there were.
const MOST_STEPS: u64 = 200_000;
const LEAST_STEPS: u64 = 2_000;
/// Times of one series in the window.
const MOST_TIMES: usize = 5_000;
/// Nothing that repeats is so long, and no change of a series moves it so far, that more is looked at around
/// the window: 400 days.
const FARTHEST_MS: i64 = 400 * DAY_MS;
/// What has no title.
const UNTITLED: &str = "(no title)";

/// Where the events of a calendar are gathered.
pub(super) struct Gathering<'g> {
    pub(super) zones: &'g Zones,
    pub(super) calendar: &'g Calendar,
    /// What the files are called, by number.
    pub(super) files: &'g [String],
    /// The window, from and to, in UTC milliseconds.
    pub(super) window: (i64, i64),
    /// What is left of the work for all series.
    pub(super) steps: u64,
    pub(super) events: Vec<Event>,
    pub(super) faults: Faults,
}

/// How long each time of an entry is.
#[derive(Clone, Copy, Debug)]
enum Long {
    Days(u64),
    /// Exactly so many milliseconds.
    Exact(i64),
    /// Days by the wall clock, then time that passes.
    Nominal(Length),
}

/// One time of a series before anybody asks what became of it.
#[derive(Clone, Copy)]
struct Time {
    key: i64,
    start: Stamp,
    end: Option<End>,
}

impl Gathering<'_> {
    fn fault(&mut self, entry: &Entry, what: &str) {
        let file = self.files.get(entry.file).map_or("", String::as_str);
        self.faults.note(file, Some(entry.called()), what);
    }

    /// Gathers the events of all entries that have one name.
    pub(super) fn gather(&mut self, entries: &[&Entry]) {
        let (mut masters, mut instead) = (Vec::new(), Vec::new());
        for entry in entries {
            self.tell_unread(entry);
            match (entry.instead_of, entry.start) {
                (Some(which), _) => instead.push((*entry, which)),
                (None, Some(start)) => masters.push((*entry, start)),
                (None, None) => self.fault(entry, "has no start and is left out"),
            }
        }
        // The newest says what the series is; the last of equal ones, as a file is written from top to bottom.
        let newest = masters.iter().enumerate().max_by_key(|(at, (entry, _))| (entry.version, *at));
        let Some((at, (newest, start))) = newest.map(|(at, master)| (at, *master)) else {
            instead.order_by_key(|(entry, _)| entry.version);
            let newest: BTreeMap<i64, &Entry> =
                instead.iter().map(|(entry, (id, _))| (self.zones.instant(*id), *entry)).collect();
            for (key, entry) in newest {
                self.single(entry, Some(key));
            }
            return;
        };
        // Some programs give all their entries one name.
        for (other, (entry, begins)) in masters.iter().enumerate() {
            let alike = entry.version == newest.version && entry.file == newest.file;
            if other != at && alike && *begins != start && entry.rules.is_empty() {
                self.single(entry, None);
            }
        }
        if !newest.cancelled {
            self.series(newest, start, &instead);
        }
    }

    fn tell_unread(&mut self, entry: &Entry) {
        if !entry.unread.is_empty() {
            let names: Vec<String> = entry.unread.iter().map(|name| format!("`{name}`")).collect();
            self.fault(entry, &format!("has no readable {}", names.join(", ")));
        }
    }

    /// An entry that stands for itself alone.
    fn single(&mut self, entry: &Entry, key: Option<i64>) {
        let Some(start) = entry.start else { return };
        let long = self.long(entry, start);
        self.event(entry, Time { key: key.unwrap_or(0), start, end: None }, long, key.is_some());
    }

    fn series(&mut self, master: &Entry, first: Stamp, instead: &[(&Entry, (Stamp, bool))]) {
        let mut single: BTreeMap<i64, &Entry> = BTreeMap::new();
        let mut future: BTreeMap<i64, &Entry> = BTreeMap::new();
        for (entry, (id, and_later)) in instead {
            let place = if *and_later { &mut future } else { &mut single };
            let kept = place.entry(self.key(*id, first)).or_insert(entry);
            if entry.version >= kept.version {
                *kept = entry;
            }
        }
        let long = self.long(master, first);
        let repeats = !(master.rules.is_empty() && master.also.is_empty());
        for time in self.times(master, first, long, &future) {
            if single.contains_key(&time.key) {
                continue;
            }
            let Some((since, later)) = future.range(..=time.key).next_back() else {
                self.event(master, time, long, repeats);
                continue;
            };
            if let Some(begins) = later.start {
                let moved = self.shift(*since, begins, first);
                let local =
                    time.start.local().checked_add_signed(moved).unwrap_or(time.start.local());
                let long = self.measure(later, begins).0;
                self.event(
                    later,
                    Time { start: first.moved_to(local), end: None, ..time },
                    long,
                    true,
                );
            }
        }
        for (key, entry) in single {
            self.single(entry, Some(key));
        }
    }

    /// By how much a change of a series from `since` on moves it, on the clocks of the series.
    fn shift(&self, since: i64, begins: Stamp, first: Stamp) -> TimeDelta {
        if let (Stamp::Day(begins), Stamp::Day(_)) = (begins, first) {
            let since = self.zones.local(since, ZoneNo::UTC).date();
            return begins - since;
        }
        let local = |ms| self.zones.local(ms, first.zone());
        local(self.zones.instant(begins)) - local(since)
    }

    /// What a time is told from others by: its instant, or the day for whole days. A time that says no zone, or
    /// no time of the day, is meant as the series is.
    fn key(&self, stamp: Stamp, first: Stamp) -> i64 {
        match first {
            Stamp::Day(_) => {
                stamp.local().date().and_time(NaiveTime::MIN).and_utc().timestamp_millis()
            }
            Stamp::Clock(..) => self.zones.instant(as_first(stamp, first)),
        }
    }

    /// The times of a series that may touch the window, in order, without those taken out.
    fn times(
        &mut self,
        master: &Entry,
        first: Stamp,
        long: Long,
        future: &BTreeMap<i64, &Entry>,
    ) -> Vec<Time> {
        let (from, to) = self.range(first, long, future);
        let mut limits =
            Limits { steps: self.steps.clamp(LEAST_STEPS, MOST_STEPS), most: MOST_TIMES };
        let granted = limits.steps;
        let (mut locals, whole) = self.ruled(&master.rules, first, (from, to), &mut limits);
        locals.push(first.local());
        limits.most = MOST_TIMES;
        let (gone, all_gone) = self.ruled(&master.but_rules, first, (from, to), &mut limits);
        let mut out: HashSet<i64> =
            master.but.iter().map(|stamp| self.key(*stamp, first)).collect();
        out.extend(gone.into_iter().map(|local| self.key(first.moved_to(local), first)));
        self.steps = self.steps.saturating_sub(granted - limits.steps);
        self.tell_rules(master, whole && all_gone);
        let ruled = locals.into_iter().map(|local| (first.moved_to(local), None));
        let dated = master.also.iter().map(|(stamp, end)| (as_first(*stamp, first), *end));
        let dated = dated.filter(|(stamp, _)| (from..=to).contains(&stamp.local()));
        let mut times: Vec<Time> = ruled
            .chain(dated.take(MOST_TIMES))
            .map(|(start, end)| Time { key: self.key(start, first), start, end })
            .filter(|time| !out.contains(&time.key))
            .collect();
        times.order_by_key(|time| time.key);
        times.dedup_by_key(|time| time.key);
        times
    }

    /// From where to where times of a series may touch the window, on its clocks.
    fn range(
        &self,
        first: Stamp,
        long: Long,
        future: &BTreeMap<i64, &Entry>,
    ) -> (NaiveDateTime, NaiveDateTime) {
        let (mut reach, mut shift) = (long.about_ms(), 0);
        for (since, later) in future {
            if let Some(begins) = later.start {
                reach = reach.max(self.measure(later, begins).0.about_ms());
                shift = shift.max((self.zones.instant(begins) - since).abs());
            }
        }
        let (reach, shift) = (reach.min(FARTHEST_MS), shift.min(FARTHEST_MS));
        let from = self.zones.local(self.window.0 - reach - shift - DAY_MS, first.zone());
        (from, self.zones.local(self.window.1 + shift + DAY_MS, first.zone()))
    }

    /// The times of rules after the first, and whether they are all. The first is among them where a rule means
    /// its day.
    fn ruled(
        &self,
        rules: &[Ruled],
        first: Stamp,
        (from, to): (NaiveDateTime, NaiveDateTime),
        limits: &mut Limits,
    ) -> (Vec<NaiveDateTime>, bool) {
        let (mut found, mut whole, local) = (Vec::new(), true, first.local());
        for rule in rules.iter().flatten() {
            if rule.days.fits(local.date(), local.date()) {
                found.push(local);
            }
            let until = rule.until.map(|until| self.last_local(until, first));
            let walk = Walk { rule, first: local, until, from, to };
            whole &= walk.run(limits, &mut |time| found.push(time));
        }
        (found, whole)
    }

    fn tell_rules(&mut self, master: &Entry, whole: bool) {
        for why in
            master.rules.iter().chain(&master.but_rules).filter_map(|rule| rule.as_ref().err())
        {
            self.fault(master, &format!("has a rule that {why}: it is not followed"));
        }
        if !whole {
            self.fault(master, "repeats too often to be followed: not all of its times are there");
        }
    }

    /// The last time that an end of a rule allows, on the clocks of its series. A day ends with itself; whole
    /// days end with the day that it is then, where midnight in UTC is how some programs write a day.
    fn last_local(&self, until: Stamp, first: Stamp) -> NaiveDateTime {
        let local = match until {
            Stamp::Clock(local, zone) if zone == ZoneNo::UTC => {
                let day = matches!(first, Stamp::Day(_)) && local.time() == NaiveTime::MIN;
                if day { local } else { self.zones.local(self.zones.instant(until), first.zone()) }
            }
            other => other.local(),
        };
        let whole = matches!(first, Stamp::Day(_)) || matches!(until, Stamp::Day(_));
        if whole { local.date().and_hms_opt(23, 59, 59).unwrap_or(local) } else { local }
    }

    /// How long an entry is, and what is wrong with that.
    fn measure(&self, entry: &Entry, start: Stamp) -> (Long, Option<&'static str>) {
        const BACKWARDS: &str = "ends before it starts";
        match (start, entry.end) {
            (Stamp::Day(_), None) => (Long::Days(1), None),
            (Stamp::Day(day), Some(End::At(end))) => {
                let days = (end.local().date() - day).num_days();
                (
                    Long::Days(u64::try_from(days.max(1)).unwrap_or(1)),
                    (days < 0).then_some(BACKWARDS),
                )
            }
            (Stamp::Day(_), Some(End::After(length))) => {
                let days = length.days + length.seconds / 86_400;
                (Long::Days(u64::try_from(days.max(1)).unwrap_or(1)), None)
            }
            (Stamp::Clock(..), None) => (Long::Exact(0), None),
            (Stamp::Clock(..), Some(End::At(end))) => {
                let ms = self.zones.instant(end_point(end, start)) - self.zones.instant(start);
                (Long::Exact(ms.max(0)), (ms < 0).then_some(BACKWARDS))
            }
            (Stamp::Clock(..), Some(End::After(length))) => (Long::Nominal(length), None),
        }
    }

    fn long(&mut self, entry: &Entry, start: Stamp) -> Long {
        let (long, wrong) = self.measure(entry, start);
        if let Some(wrong) = wrong {
            self.fault(entry, wrong);
        }
        long
    }

    /// When a time of that length ends, in UTC milliseconds.
    fn ends(&self, time: &Time, long: Long) -> i64 {
        let starts = self.zones.instant(time.start);
        let after = |length: Length| {
            let days = Days::new(u64::try_from(length.days).unwrap_or(0));
            let local = time.start.local().checked_add_days(days).unwrap_or(time.start.local());
            self.zones.instant(time.start.moved_to(local)).saturating_add(length.seconds * 1000)
        };
        match (time.end, long) {
            (Some(End::At(end)), _) => self.zones.instant(end).max(starts),
            (Some(End::After(length)), _) | (None, Long::Nominal(length)) => after(length),
            (None, Long::Exact(ms)) => starts.saturating_add(ms),
            (None, Long::Days(days)) => {
                after(Length { days: i64::try_from(days).unwrap_or(1), seconds: 0 })
            }
        }
    }

    fn event(&mut self, entry: &Entry, time: Time, long: Long, of_series: bool) {
        let all_day = matches!(time.start, Stamp::Day(_));
        let Some(taken) = taken(entry, all_day, self.calendar) else { return };
        let (start, end) = (self.zones.instant(time.start), self.ends(&time, long));
        let (from, to) = self.window;
        if start >= to || (end <= from && start < from) {
            return;
        }
        let uid = if of_series {
            let at = chrono::DateTime::from_timestamp_millis(time.key).unwrap_or_default();
            format!("{}/{}", entry.uid, at.format("%Y%m%dT%H%M%SZ"))
        } else {
            entry.uid.clone()
        };
        let title = if entry.title.is_empty() { UNTITLED } else { &entry.title };
        self.events.push(Event {
            uid,
            calendar: self.calendar.name.clone(),
            title: title.to_owned(),
            start: self.zones.moment(start),
            end: self.zones.moment(end),
            busy: taken.busy,
            all_day,
            day_off: taken.day_off,
        });
    }
}

impl Long {
    /// In milliseconds, to within a day.
    fn about_ms(self) -> i64 {
        match self {
            Long::Days(days) => i64::try_from(days).unwrap_or(0).saturating_mul(DAY_MS),
            Long::Exact(ms) => ms,
            Long::Nominal(length) => length.days * DAY_MS + length.seconds * 1000,
        }
    }
}

/// An end as the entry means it that begins with `start`: without a zone it is in that of the start, and a day
/// is over when it begins.
fn end_point(end: Stamp, start: Stamp) -> Stamp {
    match (end, start) {
        (Stamp::Day(day), Stamp::Clock(_, zone)) => {
            Stamp::Clock(day.and_time(NaiveTime::MIN), zone)
        }
        _ => as_first(end, start),
    }
}

/// A point as the series means it that begins with `first`: without a zone it is in the zone of the series,
/// without a time of the day at the time of the series.
fn as_first(stamp: Stamp, first: Stamp) -> Stamp {
    match (stamp, first) {
        (Stamp::Day(day), Stamp::Clock(local, zone)) => {
            Stamp::Clock(day.and_time(local.time()), zone)
        }
        (Stamp::Clock(local, ZoneNo::HOME), Stamp::Clock(_, zone)) => Stamp::Clock(local, zone),
        (Stamp::Clock(local, _), Stamp::Day(_)) => Stamp::Day(local.date()),
        _ => stamp,
    }
}
