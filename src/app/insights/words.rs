//! What the curves, the pace and the look back mean, in short sentences: for the screen and for the ear.

use super::{Looking, Subject, estimate, objection};
use crate::app::{Model, keys, words};
use crate::domain::{Objection, Order};
use crate::input::Action;
use crate::learn::backtest::{LookBack, Progress};
use crate::learn::hours::Curve;
use crate::learn::observe::SHORTEST_S;
use crate::learn::pace::{Pace, Quantiles};
use crate::learn::{DayClass, Peak, Profile, Strength};

/// Ratings in each third of a look back below which they are not shown.
const THIRD: usize = 5;
/// The estimates that the pace is told for, in minutes.
pub const ESTIMATES_MIN: [u32; 5] = [15, 30, 60, 120, 240];

/// A stretch in which a kind of work goes best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// From when to when.
    pub when: String,
    /// How much better, and how sure that is.
    pub what: String,
}

/// How sure the hours of a subject are, in a word for the list.
pub fn standing(model: &Model, curve: &Curve, subject: &Subject) -> &'static str {
    match (objection(model, subject), curve.claim.strength()) {
        (Some(Objection::Muted), _) => "muted",
        (Some(Objection::Disputed), _) => "disputed",
        (None, _) if curve.missing() > 0 => "too early",
        (None, Strength::Weak) => "not yet",
        (None, strength) => strength.word(),
    }
}

/// `62 sessions, 58 rated`.
pub fn counts(curve: &Curve) -> String {
    let sessions = words::count(usize::try_from(curve.sessions).unwrap_or(0), "session");
    format!("{sessions}, {} rated", curve.rated)
}

/// What may be said of the hours as a whole.
pub fn claim(model: &Model, profile: &Profile, subject: &Subject) -> String {
    let curve = subject.curve(profile);
    let n = curve.rated;
    match objection(model, subject) {
        Some(Objection::Muted) => return "Muted: the plan treats all hours alike.".into(),
        Some(Objection::Disputed) => {
            return "You dispute these hours: the plan ignores them.".into();
        }
        None => {}
    }
    let strength = curve.claim.strength();
    if curve.missing() > 0 || strength == Strength::Weak {
        return format!("Not enough evidence yet (n = {n}).");
    }
    let best = profile.recommended(curve);
    if best.is_empty() {
        return format!(
            "Some hours are better than others, but none stands out: {} evidence, n = {n}.",
            strength.word()
        );
    }
    let word = if strength == Strength::Strong { "Strong" } else { "Moderate" };
    format!("{word} evidence, from {n} rated {}.", if n == 1 { "session" } else { "sessions" })
}

/// The stretches that may be named, and why not to trust them too much. Empty without enough evidence.
pub fn best(profile: &Profile, subject: &Subject) -> Vec<Best> {
    let curve = subject.curve(profile);
    if curve.missing() > 0 {
        return Vec::new();
    }
    profile.recommended(curve).iter().map(stretch).collect()
}

fn stretch(peak: &Peak) -> Best {
    let day = if peak.class == DayClass::Weekend { "days off " } else { "" };
    Best {
        when: format!("{day}{} to {}", clock(peak.start_min), clock(peak.end_min)),
        what: format!(
            "about {} % better than on average (80 %: {} to {})",
            percent(peak.gain),
            percent(peak.low),
            percent(peak.high)
        ),
    }
}

/// What estimates of these lengths really take, and of how many tasks that is known; `None` before any was finished.
pub fn takes(profile: &Profile, subject: &Subject) -> Option<Vec<(u32, Quantiles)>> {
    let (pace, kind) = (&profile.pace, subject.kind(profile));
    (known(pace, kind) > 0).then(|| {
        let said = |minutes: u32| (minutes * 60, pace.predict(kind, minutes * 60).quantiles());
        ESTIMATES_MIN.into_iter().map(said).collect()
    })
}

/// Finished tasks with an estimate that this rests on: of the kind, else of all.
pub fn known(pace: &Pace, kind: u16) -> u32 {
    Some(pace.count(kind)).filter(|n| *n > 0).unwrap_or(pace.total())
}

/// The same in one sentence, for an estimate of an hour; without P90 where it has to be `short`.
pub fn takes_in_short(profile: &Profile, subject: &Subject, short: bool) -> String {
    let kind = subject.kind(profile);
    let n = known(&profile.pace, kind);
    if n == 0 {
        return "No finished task with an estimate yet.".into();
    }
    let said = profile.pace.predict(kind, 3600);
    let at = |level| estimate::round(said.at(level));
    let last = if short { String::new() } else { format!(", P90 {}", at(0.9)) };
    format!("1h takes P50 {}, P80 {}{last} (n = {n})", at(0.5), at(0.8))
}

/// Whose tasks the pace is known from.
pub fn pace_of(profile: &Profile, subject: &Subject) -> String {
    let kind = subject.kind(profile);
    let n = known(&profile.pace, kind);
    let tasks = words::count(usize::try_from(n).unwrap_or(0), "finished task");
    let borrowed = matches!(subject, Subject::Kind(_)) && profile.pace.count(kind) == 0 && n > 0;
    if borrowed { format!("n = {n}, other kinds of work") } else { tasks }
}

/// How long tasks without an estimate take.
pub fn usual(profile: &Profile, subject: &Subject) -> Option<String> {
    let typical = profile.pace.typical(subject.kind(profile))?;
    let length = estimate::round(f64::from(typical.p50_s));
    Some(format!("Without an estimate: ~{length} (median of {})", typical.n))
}

/// What is known of how well the curves have predicted; while that is looked at, how far it is.
pub fn verdict(model: &Model, profile: &Profile) -> String {
    if let Looking::Back(Progress { done, all }) = model.insights.looking {
        let key = keys::shown(model, Action::Cancel);
        return match all {
            0 => format!("Looking back at your past; `{key}` stops it."),
            _ => format!(
                "Looking back at your past: {done} of {all} sessions and tasks; `{key}` stops it."
            ),
        };
    }
    let key = keys::shown(model, Action::Backtest);
    let Some(verdict) = profile.verdict else {
        return format!("Not looked at yet: `{key}` tests it on your own past.");
    };
    let n = verdict.predicted;
    let day = words::day(verdict.as_of, &model.now);
    match verdict.hours_hold {
        None => format!("Looked at {day}: too few ratings to say (n = {n})."),
        Some(true) => format!(
            "Looked at {day}: of {n} ratings more was predicted than by the plain average. The plan uses the curves."
        ),
        Some(false) => format!(
            "Looked at {day}: {n} ratings were not predicted better than by the plain average. The plan treats all \
             hours alike."
        ),
    }
}

/// The figures of a look back: what they are, and the number. Empty before one.
pub fn found(looking: &Looking) -> Vec<(String, String)> {
    let Looking::Found(found) = looking else { return Vec::new() };
    let LookBack { hours, pace } = found.as_ref();
    let mut rows = Vec::new();
    let share = |r2: f64| format!("{:.1} %", 100.0 * r2);
    if hours.predicted > 0 {
        rows.push(("variance predicted, curves".into(), share(hours.curve.r2())));
        rows.push(("by the type's average".into(), share(hours.kind.r2())));
        rows.push(("by the type's average per hour".into(), share(hours.kind_hour.r2())));
        let covered = hours.coverage().unwrap_or_default() * 100.0;
        rows.push(("inside of the 80 % intervals".into(), format!("{covered:.0} %")));
    }
    let (model, raw) = (pace.all.model, pace.all.raw);
    if model.n > 0 {
        let [_, p80, p90] = model.covered().map(|share| 100.0 * share);
        rows.push(("tasks within their P80 and P90".into(), format!("{p80:.0} %, {p90:.0} %")));
        let losses = format!("{:.3} to {:.3}", model.pinball()[1], raw.pinball()[1]);
        rows.push(("loss at P80, against the estimate".into(), losses));
    }
    rows
}

/// Ratings by what was predicted: the mean of the worst third, of the middle and of the best, with how many each.
pub fn thirds(looking: &Looking) -> Option<[(f64, usize); 3]> {
    let Looking::Found(found) = looking else { return None };
    let mut pairs = found.hours.pairs.clone();
    let third = pairs.len() / 3;
    if third < THIRD {
        return None;
    }
    pairs.order_by(|a, b| a.0.total_cmp(&b.0));
    let mean = |part: &[(f64, u8)]| {
        let sum: f64 = part.iter().map(|(_, rating)| f64::from(*rating)).sum();
        (sum / part.len().max(1) as f64, part.len())
    };
    let last = pairs.len() - third;
    Some([mean(&pairs[..third]), mean(&pairs[third..last]), mean(&pairs[last..])])
}

/// How many sessions taught nothing about hours, and why: `2 shorter than 3 minutes, 1 inferred from commits and the
/// like`. `None` when every one did.
pub fn untaught(profile: &Profile) -> Option<(u32, String)> {
    let tally = profile.tally;
    let reasons = [
        (tally.too_short, format!("shorter than {} minutes", SHORTEST_S / 60)),
        (tally.forgotten, "with a timer that was probably forgotten".into()),
        (tally.inferred, "inferred from commits and the like".into()),
    ];
    let some = reasons.iter().filter(|(n, _)| *n > 0);
    let said: Vec<String> = some.map(|(n, why)| format!("{n} {why}")).collect();
    (!said.is_empty()).then(|| (reasons.iter().map(|(n, _)| n).sum(), said.join(", ")))
}

/// A minute of the day as `09:30`.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A share as a whole number of percent.
pub fn percent(share: f64) -> String {
    let text = format!("{:.0}", 100.0 * share);
    if text == "-0" { "0".into() } else { text }
}
