//! The learned [`Profile`]: what the log has taught so far, as numbers that screens, commands and the planner read. It
//! can be made anew from the log at any time and is then the same; `store::profile` keeps one so that it need not be.
//!
//! The hours are refitted from scratch (their evidence fades by the day); the pace folds on from where it was, when the
//! tasks it has seen are still what they were.

use super::claim::Strength;
use super::hours::{self, Curve, DayClass, Hours, Peak, Point, Prior, Window};
use super::log::Log;
use super::observe::{Evidence, Tally, working_window};
use super::pace::{Finished, Pace, UNTYPED};
use crate::domain::{Objection, TaskType};
use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// The version of the model: numbers of another are not read but computed anew. Raise it with every change of what a
/// profile holds or how it is computed.
pub const VERSION: u32 = 3;
/// Recommended stretches are at least so many minutes long once they are cut to the declared working time.
const SHORTEST_PEAK_MIN: u16 = 60;

/// What the person has declared about their days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    /// The declared working time. Nothing outside of it is recommended.
    pub window: Window,
    /// The working days.
    pub days: Vec<Weekday>,
    /// The middle of the sleep on a free day, in hours after midnight.
    pub mid_sleep: Option<f64>,
    /// The hour at which the person says to be sharpest.
    pub sharpest: Option<f64>,
}

impl Default for Habits {
    fn default() -> Habits {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        let days = vec![Mon, Tue, Wed, Thu, Fri];
        Habits { window: Window::default(), days, mid_sleep: None, sharpest: None }
    }
}

impl Habits {
    /// What is assumed before the log says anything, for curves relative to `window`.
    pub fn prior(&self, window: Window) -> Prior {
        let prior = Prior { window, ..Prior::default() };
        match (self.mid_sleep, self.sharpest) {
            (Some(hour), _) => prior.with_mid_sleep(hour),
            (None, Some(hour)) => prior.with_sharpest(hour),
            (None, None) => prior,
        }
    }
}

/// How far the finished tasks are folded into the pace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Folded {
    count: usize,
    print: u64,
}

impl Folded {
    /// Of the first `count` tasks.
    fn of(finished: &[Finished]) -> Folded {
        let mut print = 0xcbf2_9ce4_8422_2325_u64;
        let mut word = |word: u64| {
            print = (print ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            print ^= print >> 32;
        };
        for task in finished {
            word(u64::from(task.kind) << 32 | u64::from(task.actual_s));
            word(task.estimate_s.map_or(0, |seconds| u64::from(seconds) + 1));
        }
        Folded { count: finished.len(), print }
    }
}

/// Whether the curve has proved to be better than plain averages on the person's own past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// On which day that was judged.
    pub as_of: NaiveDate,
    /// By how many rated sessions that were predicted.
    pub predicted: u32,
    /// Whether the hours predicted them better than the average of their type did. `None` when there were too few.
    pub hours_hold: Option<bool>,
}

/// Everything that was learned.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Profile {
    /// The journal's last seq that it has seen.
    pub through_seq: i64,
    /// The work day it stands on.
    pub as_of: NaiveDate,
    /// The kinds of work with numbers of their own; the index is what [`Hours`] and [`Pace`] call them.
    pub kinds: Vec<String>,
    /// At which hours work goes well. Ask [`Profile::weight`] where work is placed.
    pub hours: Hours,
    /// What an estimate really takes.
    pub pace: Pace,
    /// Which sessions taught.
    pub tally: Tally,
    /// How the curves have done on the person's own past, when that was looked at.
    pub verdict: Option<Verdict>,
    declared: Window,
    folded: Folded,
    formerly: Vec<(String, String)>,
    objections: Vec<(String, Objection)>,
}

impl Profile {
    /// What the log teaches as of that day, through that seq. `old` saves work and changes nothing but the verdict,
    /// which stays until there is another.
    pub fn learn(
        log: &Log,
        evidence: &Evidence,
        habits: &Habits,
        (through_seq, as_of): (i64, NaiveDate),
        old: Option<Profile>,
    ) -> Profile {
        let prior = habits.prior(working_window(habits.window, &evidence.exposure));
        let hours = hours::fit(&evidence.observations, evidence.kinds.len(), &prior, as_of);
        let verdict = old.as_ref().and_then(|old| old.verdict);
        let (pace, folded) = pace(&evidence.finished, old);
        Profile {
            through_seq,
            as_of,
            kinds: evidence.kinds.clone(),
            hours,
            pace,
            tally: evidence.tally,
            verdict,
            declared: habits.window,
            folded,
            formerly: log.types.iter().flat_map(former).collect(),
            objections: log.types.iter().filter_map(objection).collect(),
        }
    }

    /// The number of a kind of work; [`UNTYPED`] for none and for one without numbers of its own.
    pub fn kind(&self, name: Option<&str>) -> u16 {
        let Some(name) = name else { return UNTYPED };
        let place = |name: &str| self.kinds.iter().position(|kind| kind == name);
        let heir = || self.formerly.iter().find(|(former, _)| former == name);
        let place = place(name).or_else(|| heir().and_then(|(_, today)| place(today)));
        place.and_then(|place| u16::try_from(place).ok()).unwrap_or(UNTYPED)
    }

    /// What the person holds against the hours of a kind of work.
    pub fn objection(&self, name: &str) -> Option<Objection> {
        self.objections.iter().find(|(kind, _)| kind == name).map(|(_, objection)| *objection)
    }

    /// Whether the hours of a kind may place work: nobody objects, and they were not found to be worse than the plain
    /// average.
    pub fn is_used(&self, kind: u16) -> bool {
        let name = self.kinds.get(usize::from(kind));
        let objected = name.is_some_and(|name| self.objection(name).is_some());
        !objected && self.verdict.and_then(|verdict| verdict.hours_hold) != Some(false)
    }

    /// How much a slot counts for a kind of work, 0.70 to 1.35; 1 everywhere when its hours are not used.
    pub fn weight(&self, kind: u16, class: DayClass, half_hour: usize) -> f64 {
        if self.is_used(kind) { self.hours.weight(kind, class, half_hour) } else { 1.0 }
    }

    /// The same with the bonus for what is little known: for the planner.
    pub fn explore_weight(&self, kind: u16, class: DayClass, half_hour: usize) -> f64 {
        if self.is_used(kind) { self.hours.explore_weight(kind, class, half_hour) } else { 1.0 }
    }

    /// What is known of a half hour.
    pub fn point(&self, kind: u16, class: DayClass, half_hour: usize) -> Point {
        self.hours.point(kind, class, half_hour)
    }

    /// The declared working time.
    pub fn declared(&self) -> Window {
        self.declared
    }

    /// The best stretches of a kind that may be named.
    pub fn peaks(&self, kind: u16) -> Vec<Peak> {
        self.recommended(self.hours.curve(kind))
    }

    /// The best stretches that may be named: in the declared working time, each better than the average at both ends of
    /// its 80 % interval; none when it is not even sure that hours differ.
    pub fn recommended(&self, curve: &Curve) -> Vec<Peak> {
        if curve.claim.strength() == Strength::Weak {
            return Vec::new();
        }
        let sure = curve.peaks.iter().filter(|peak| peak.low > 0.0);
        sure.filter_map(|peak| within(*peak, self.declared)).collect()
    }
}

/// The part of a peak in the window: its first run of half hours, when that is long enough.
fn within(peak: Peak, window: Window) -> Option<Peak> {
    let halves = (peak.start_min / 30)..(peak.end_min.div_ceil(30));
    let mut inside = halves.skip_while(|half| !window.contains(usize::from(*half)));
    let first = inside.next()?;
    let more = inside.take_while(|half| window.contains(usize::from(*half))).count();
    let last = first + u16::try_from(more).unwrap_or(0) + 1;
    let cut = Peak {
        start_min: peak.start_min.max(first * 30),
        end_min: peak.end_min.min(last * 30),
        ..peak
    };
    let whole = (cut.start_min, cut.end_min) == (peak.start_min, peak.end_min);
    (whole || cut.end_min.saturating_sub(cut.start_min) >= SHORTEST_PEAK_MIN).then_some(cut)
}

/// The pace after these tasks: folded on from an older one that has seen the first of them, else from nothing.
fn pace(finished: &[Finished], old: Option<Profile>) -> (Pace, Folded) {
    let seen = old.as_ref().map_or(0, |old| old.folded.count);
    let (mut pace, from) = match old {
        Some(old) if finished.get(..seen).is_some_and(|then| Folded::of(then) == old.folded) => {
            (old.pace, seen)
        }
        _ => (Pace::new(0), 0),
    };
    for task in finished.get(from..).unwrap_or_default() {
        pace.absorb(task);
    }
    (pace, Folded::of(finished))
}

fn former(kind: &TaskType) -> impl Iterator<Item = (String, String)> {
    kind.formerly.iter().map(|former| (former.clone(), kind.name.clone()))
}

fn objection(kind: &TaskType) -> Option<(String, Objection)> {
    Some((kind.name.clone(), kind.objection?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peak(start_min: u16, end_min: u16) -> Peak {
        Peak { class: DayClass::Weekday, start_min, end_min, gain: 0.05, low: 0.01, high: 0.09 }
    }

    #[test]
    fn nothing_outside_of_the_declared_working_time_is_recommended() {
        let declared = Window::new(540, 1050);
        let ends =
            |start, end| within(peak(start, end), declared).map(|p| (p.start_min, p.end_min));
        assert_eq!(ends(480, 660), Some((540, 660)));
        assert_eq!(ends(480, 570), None, "half an hour of it is left");
        assert_eq!(ends(1080, 1200), None);
        assert_eq!(ends(600, 630), Some((600, 630)), "short, but whole");
    }

    #[test]
    fn the_pace_folds_on_only_when_the_past_is_what_it_was() {
        let task = |actual_s| Finished { kind: 0, estimate_s: Some(3600), actual_s };
        let mut log: Vec<Finished> = (0..40).map(|n| task(3000 + 50 * n)).collect();
        let text = |pace: &Pace| serde_json::to_string(pace).unwrap();
        let profile = |finished: &[Finished], old| {
            let evidence = Evidence { finished: finished.to_vec(), ..Evidence::default() };
            let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            let (habits, log) = (Habits::default(), Log::default());
            Profile::learn(&log, &evidence, &habits, (1, day), old)
        };
        let half = profile(&log[..20], None);
        let on = profile(&log, Some(half.clone()));
        assert_eq!(text(&on.pace), text(&profile(&log, None).pace));
        log[3] = task(9000);
        let edited = profile(&log, Some(half));
        assert_eq!(text(&edited.pace), text(&profile(&log, None).pace));
    }
}
