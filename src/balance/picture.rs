//! What a screen of the balance is drawn from: the overview, and what only a picture needs: when work and breaks of the last
//! days were, and what is usual by this time of the week. Small and plain, so that whoever has read the log can hand it over
//! and forget the rest.
//!
//! Pure. Next: [`mod@super::overview`], which adds up.

use super::breaks::{Tally, breaks};
use super::overview::{Overview, SHOWN, overview};
use crate::domain::{Moment, Now, Span, State};
use crate::nudge::counter::BREAK;
use crate::nudge::history::{Past, Settings, hours};
use crate::nudge::{Doing, Timeline};
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// Weeks that say what is usual.
const WEEKS: i64 = 8;
/// Fewer weeks with work in them say nothing.
const KNOWN_WEEKS: usize = 3;
/// A pause of more than this is no break but another part of the day, in milliseconds.
const LONGEST_BREAK: i64 = 2 * 3_600_000;

/// What somebody did in a stretch of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Did {
    /// Worked within the work hours.
    Work,
    /// Worked outside of them.
    Late,
    /// Was in a meeting within the work hours.
    Meeting,
    /// Took a break that was announced or logged.
    Break,
    /// Paused between two stretches of work, for five minutes at least and two hours at most.
    Natural,
}

/// A stretch of a day, in minutes after its midnight; past 1440 when it is in the night after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From then.
    pub from: u16,
    /// Until then.
    pub to: u16,
    /// What was done.
    pub did: Did,
}

/// When work and breaks of a day were, by start; no part overlaps another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// The work day.
    pub day: NaiveDate,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// How a person took breaks in some stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pauses {
    /// The days with work in them.
    pub days: u32,
    /// Seconds of that work.
    pub worked_s: i64,
    /// The breaks.
    pub tally: Tally,
}

impl Pauses {
    /// Seconds of work for each break of some length, micro-breaks left out; `None` without breaks.
    pub fn every_s(&self) -> Option<i64> {
        let breaks = i64::from(self.tally.taken + self.tally.natural);
        (breaks > 0).then(|| self.worked_s / breaks)
    }

    /// Seconds of rest on a day with work; `None` without such a day.
    pub fn rest_s(&self) -> Option<i64> {
        (self.days > 0).then(|| self.tally.rest_s / i64::from(self.days))
    }

    fn of(days: impl Iterator<Item = i64>, tally: Tally) -> Pauses {
        let worked: Vec<i64> = days.filter(|worked| *worked > 0).collect();
        let days = u32::try_from(worked.len()).unwrap_or(u32::MAX);
        Pauses { days, worked_s: worked.iter().sum(), tally }
    }
}

/// Everything that a screen of the balance shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The moment that it is of; what runs counts up to it.
    pub as_of: Moment,
    /// The sums.
    pub overview: Overview,
    /// The last days, today last.
    pub strips: Vec<Strip>,
    /// Seconds of work by this time of the week in the median of the last eight weeks with work in them; `None` when
    /// there are fewer than three.
    pub usual_by_now_s: Option<i64>,
    /// How breaks were taken in the days that are shown.
    pub recent: Pauses,
    /// How they were taken in the eight weeks before.
    pub usual: Pauses,
}

/// The picture as of `settings.now`, by a state that holds what an overview needs
/// ([`needed`](super::overview::needed)).
pub fn picture(state: &State, settings: Settings<'_>) -> Picture {
    let now = settings.now;
    let overview = overview(state, settings);
    let timeline = super::overview::timeline(state, now);
    let past = Past::of(&timeline, settings);
    let last = now.day();
    let first = last - Duration::days(SHOWN - 1);
    let before = (first - Duration::days(7 * WEEKS), first - Duration::days(1));
    let usual = breaks(state, &timeline, before, settings.nudging, now).all();
    let worked = |first: NaiveDate, last: NaiveDate| {
        let inside = overview.days.iter().filter(move |day| (first..=last).contains(&day.day));
        inside.map(|day| day.worked_s)
    };
    Picture {
        as_of: now.at,
        strips: first
            .iter_days()
            .take_while(|day| *day <= last)
            .map(|day| strip(&timeline, day, settings))
            .collect(),
        usual_by_now_s: by_now(&past, overview.first_of_week, now),
        recent: Pauses::of(worked(first, last), overview.breaks.all()),
        usual: Pauses::of(worked(before.0, before.1), usual),
        overview,
    }
}

/// What was worked by this time of the week, in the median of the last eight.
fn by_now(past: &Past, first_of_week: NaiveDate, now: &Now) -> Option<i64> {
    let week = |n: i64| {
        let back = Duration::days(7 * n);
        let start = now.day_span(first_of_week - back).start.utc_ms();
        // The same wall clock, whatever the clocks were set to in between.
        let same = now.zone.at(now.at.local() - back).utc_ms();
        let end = now.day_span(first_of_week - back + Duration::days(7)).start.utc_ms();
        (past.worked_in(start, same) / 1000, past.worked_in(start, end))
    };
    let weeks = (1..=WEEKS).map(week).filter(|(_, whole)| *whole > 0);
    let mut so_far: Vec<i64> = weeks.map(|(so_far, _)| so_far).collect();
    so_far.sort_unstable();
    (so_far.len() >= KNOWN_WEEKS).then(|| so_far[so_far.len() / 2])
}

/// When work and breaks of a day were.
fn strip(timeline: &Timeline, day: NaiveDate, settings: Settings<'_>) -> Strip {
    let now = settings.now;
    let whole = now.day_span(day);
    let inside = hours(day, settings);
    let mut parts: Vec<(Span, Did)> = Vec::new();
    let mut ended: Option<Moment> = None;
    for one in timeline.stretches() {
        let Some(span) = one.span.overlap(whole).filter(|span| span.seconds() > 0) else {
            continue;
        };
        let did = match one.doing {
            Doing::Work => Did::Work,
            Doing::Meeting => Did::Meeting,
            Doing::Pause => Did::Break,
            Doing::Away(_) => continue,
        };
        let gap = ended.map(|ended| span.start.utc_ms() - ended.utc_ms());
        if let Some((ended, _)) = ended.zip(gap.filter(|gap| (BREAK..=LONGEST_BREAK).contains(gap)))
        {
            parts.push((Span::new(ended, span.start), Did::Natural));
        }
        ended = Some(span.end);
        if did == Did::Break {
            parts.push((span, did));
        } else {
            parts.extend(split(span, did, &inside));
        }
    }
    let midnight = now.zone.at(day.and_time(chrono::NaiveTime::MIN));
    let minute = |at: Moment| {
        let minutes = (at.utc_ms() - midnight.utc_ms()).div_euclid(60_000);
        u16::try_from(minutes.max(0)).unwrap_or(u16::MAX)
    };
    let parts = parts.into_iter().map(|(span, did)| Part {
        from: minute(span.start),
        to: minute(span.end),
        did,
    });
    Strip { day, parts: parts.filter(|part| part.to > part.from).collect() }
}

/// A stretch of work, cut where the work hours begin and end: what is outside of them is late.
fn split(span: Span, did: Did, hours: &[Span]) -> Vec<(Span, Did)> {
    let mut parts = Vec::new();
    let mut at = span.start;
    for inside in hours.iter().filter_map(|part| part.overlap(span)) {
        if at < inside.start {
            parts.push((Span::new(at, inside.start), Did::Late));
        }
        parts.push((inside, did));
        at = inside.end;
    }
    if at < span.end {
        parts.push((Span::new(at, span.end), Did::Late));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Break, BreakClass, BreakId, Change, Session, SessionId, Zone};
    use crate::nudge::Nudging;
    use crate::plan::Planning;

    /// Wednesday, 25 November 2026 in Berlin, so many minutes after midnight; negative before it.
    fn at(minute: i64) -> Moment {
        let midnight = Moment::parse_rfc3339("2026-11-25T00:00:00+01:00").unwrap();
        Zone::parse("Europe/Berlin").unwrap().moment(midnight.utc_ms() + minute * 60_000)
    }

    fn worked(state: &mut State, n: u128, from: i64, to: i64) {
        let mut session =
            Session::running(SessionId(uuid::Uuid::from_u128(n)), None, None, at(from));
        session.end = Some(at(to));
        state.load_session(session);
    }

    fn drawn(state: &State, minute: i64) -> Picture {
        let now = Now::new(at(minute).utc_ms(), Zone::parse("Europe/Berlin").unwrap(), 240);
        let (planning, nudging) = (Planning::default(), Nudging::default());
        picture(state, Settings { planning: &planning, nudging: &nudging, now: &now })
    }

    #[test]
    fn a_day_is_work_breaks_and_what_was_late() {
        let mut state = State::new(1);
        // 08:30 to 10:00, 10:20 to 12:00 with a logged break before, 17:00 to 18:00, 22:00 to 00:30.
        for (n, (from, to)) in (1..).zip([(510, 600), (630, 720), (1020, 1080), (1320, 1470)]) {
            worked(&mut state, n, from, to);
        }
        let pause = Break {
            id: BreakId(uuid::Uuid::from_u128(9)),
            start: at(620),
            end: Some(at(630)),
            class: BreakClass::Rest,
            natural: false,
            planned_s: None,
        };
        state.apply(&Change::BreakAdded { pause });
        let picture = drawn(&state, 1500);
        let today = picture.strips.last().unwrap();
        let parts: Vec<(u16, u16, Did)> =
            today.parts.iter().map(|part| (part.from, part.to, part.did)).collect();
        assert_eq!(
            parts,
            [
                (510, 540, Did::Late),
                (540, 600, Did::Work),
                (600, 620, Did::Natural),
                (620, 630, Did::Break),
                (630, 720, Did::Work),
                (1020, 1050, Did::Work),
                (1050, 1080, Did::Late),
                (1320, 1470, Did::Late),
            ]
        );
        assert_eq!(picture.strips.len(), 14);
        assert_eq!(picture.recent.days, 1);
        // Twenty minutes by oneself, of which ten were announced, and ten of those: one break of each kind at most.
        assert_eq!(picture.recent.every_s(), Some(picture.recent.worked_s));
    }

    #[test]
    fn the_week_so_far_is_held_against_other_weeks_at_the_same_time() {
        let mut state = State::new(1);
        let week = 7 * 24 * 60;
        for n in 1..=4 {
            // Two hours on Wednesday morning, and two that come after the present.
            worked(
                &mut state,
                2 * n,
                540 - i64::try_from(n).unwrap() * week,
                660 - i64::try_from(n).unwrap() * week,
            );
            let later = 900 - i64::try_from(n).unwrap() * week;
            worked(&mut state, 2 * n + 1, later, later + 120);
        }
        let picture = drawn(&state, 720);
        assert_eq!(picture.usual_by_now_s, Some(7200));
        assert_eq!(picture.overview.usual_week_s(), Some(4 * 3600));
        let known = drawn(&State::new(1), 720);
        assert_eq!(
            (known.usual_by_now_s, known.recent.every_s(), known.recent.rest_s()),
            (None, None, None)
        );
    }
}
