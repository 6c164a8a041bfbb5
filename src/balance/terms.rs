//! The seven signs of too much, each against the person's own baseline or a limit of the law, and what they come to together.
//! NUDGES 4.5: weights and scales are judgement, tested on made-up lives ([`super::drift`]).
//!
//! What a sign lacks data for is 0 and says so by its absence: no data is never an alarm.

use super::load::DayLoad;
use crate::domain::Order;
use serde::{Deserialize, Serialize};

/// Days of the present in which signs are looked for, and of the baseline before it.
const RECENT: usize = 14;
const BASELINE: usize = 56;
/// The least of the baseline that says what is usual: days with work in it.
const USUAL_DAYS: usize = 15;
/// A sign is never worth more than this: no single one raises an alarm.
const MOST: f64 = 2.0;
/// From so much on a sign counts as one of its domain. `[J]`
const SPEAKS: f64 = 0.5;

/// What a sign is about. An alarm needs two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Domain {
    /// How much work.
    Load,
    /// How little rest.
    Recovery,
    /// How it goes.
    Strain,
}

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sign {
    /// The last week against the month before.
    Ramp,
    /// The hours of the last seven days.
    Hours,
    /// Work outside of the work hours.
    AfterHours,
    /// Nights of less than eleven hours off.
    ShortNights,
    /// Weeks without a free day.
    RestDays,
    /// Work in stretches of more than ninety minutes.
    LongStretches,
    /// Own ratings of focus.
    Focus,
}

impl Domain {
    /// The word in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            Domain::Load => "load",
            Domain::Recovery => "recovery",
            Domain::Strain => "strain",
        }
    }
}

impl Sign {
    /// Every sign.
    pub const ALL: [Sign; 7] = [
        Sign::Ramp,
        Sign::Hours,
        Sign::AfterHours,
        Sign::ShortNights,
        Sign::RestDays,
        Sign::LongStretches,
        Sign::Focus,
    ];

    /// The sign of that word.
    pub fn parse(word: &str) -> Option<Sign> {
        Sign::ALL.into_iter().find(|sign| sign.word() == word)
    }

    /// The word in answers to scripts.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Ramp => "ramp",
            Sign::Hours => "hours",
            Sign::AfterHours => "after_hours",
            Sign::ShortNights => "short_nights",
            Sign::RestDays => "rest_days",
            Sign::LongStretches => "long_stretches",
            Sign::Focus => "focus",
        }
    }

    /// What it is about.
    pub fn domain(self) -> Domain {
        match self {
            Sign::Ramp | Sign::Hours => Domain::Load,
            Sign::AfterHours | Sign::ShortNights | Sign::RestDays => Domain::Recovery,
            Sign::LongStretches | Sign::Focus => Domain::Strain,
        }
    }

    fn weight(self) -> f64 {
        match self {
            Sign::Ramp => 0.7,
            Sign::Hours => 0.9,
            Sign::AfterHours | Sign::ShortNights => 0.6,
            Sign::RestDays => 0.5,
            Sign::LongStretches => 0.4,
            Sign::Focus => 0.8,
        }
    }
}

/// A sign with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Which.
    pub sign: Sign,
    /// What it was lately, in the sign's own unit: hours, nights, shares of 1, ratings.
    pub recent: f64,
    /// What it is compared with: the own baseline, or the limit.
    pub usual: f64,
    /// How far it stands out, 0 to 2.
    pub z: f64,
    /// Whether the person says that it is no strain: then it weighs nothing.
    pub disputed: bool,
}

impl Term {
    fn new(sign: Sign, recent: f64, usual: f64, z: f64) -> Term {
        let z = if z.is_finite() { z.clamp(0.0, MOST) } else { 0.0 };
        Term { sign, recent, usual, z, disputed: false }
    }

    /// What it adds to the sum behind the index.
    pub fn adds(&self) -> f64 {
        if self.disputed { 0.0 } else { self.z * self.sign.weight() }
    }
}

/// All signs of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Those that there is data for, the weightiest first.
    pub terms: Vec<Term>,
    /// 0 to 100; 5 when nothing stands out.
    pub index: f64,
}

impl Terms {
    fn of(mut terms: Vec<Term>) -> Terms {
        terms.order_by(|a, b| b.adds().total_cmp(&a.adds()).then(a.sign.cmp(&b.sign)));
        let sum: f64 = terms.iter().map(Term::adds).sum();
        Terms { terms, index: 100.0 / (1.0 + (3.0 - sum).exp()) }
    }

    /// The same, when those signs weigh nothing.
    #[must_use]
    pub fn without(mut self, disputed: &dyn Fn(Sign) -> bool) -> Terms {
        self.terms.iter_mut().for_each(|term| term.disputed = disputed(term.sign));
        Terms::of(self.terms)
    }

    /// How many domains stand out.
    pub fn domains(&self) -> usize {
        let speaks = |domain: &&Domain| {
            let speaks = |term: &Term| !term.disputed && term.z >= SPEAKS;
            self.terms.iter().any(|term| term.sign.domain() == **domain && speaks(term))
        };
        [Domain::Load, Domain::Recovery, Domain::Strain].iter().filter(speaks).count()
    }
}

/// The signs at the end of `days`, which are all days up to one, those without work too. `None` while the days before the
/// last two weeks don't say what is usual.
pub fn terms(days: &[DayLoad]) -> Option<Terms> {
    let (recent, baseline) = parts(days)?;
    if baseline.iter().filter(|day| day.worked_s > 0).count() < USUAL_DAYS {
        return None;
    }
    let terms = [
        ramp(days),
        Some(hours(recent)),
        share(Sign::AfterHours, 0.06, (recent, baseline), |day| day.off_s),
        Some(short_nights(recent)),
        Some(rest_days(recent)),
        share(Sign::LongStretches, 0.10, (recent, baseline), |day| day.long_s),
        focus(recent, baseline),
    ];
    Some(Terms::of(terms.into_iter().flatten().collect()))
}

/// The present in which signs are looked for, and the days before it that say what is usual; `None` when there are fewer
/// days than the present has.
pub(super) fn parts(days: &[DayLoad]) -> Option<(&[DayLoad], &[DayLoad])> {
    let (before, recent) = days.split_at(days.len().checked_sub(RECENT)?);
    Some((recent, &before[before.len().saturating_sub(BASELINE)..]))
}

/// The weighted mean of daily hours in which a day `n` days ago weighs (1 - `weight`)^n.
fn fading(days: &[DayLoad], weight: f64) -> f64 {
    let mut days = days.iter().map(DayLoad::hours);
    let first = days.next().unwrap_or(0.0);
    days.fold(first, |mean, hours| mean + weight * (hours - mean))
}

/// The last week against the month before it: ln(A / C) / 0.22, where A fades over 7 days, C over 28, a week earlier, and is
/// never less than three quarters of the median week of the last eight, so that coming back from a vacation is no ramp.
/// The uncoupled ratio: the coupled one correlates with itself (Lolli 2019).
fn ramp(days: &[DayLoad]) -> Option<Term> {
    let earlier = &days[..days.len().checked_sub(7)?];
    let recent = fading(&days[days.len().saturating_sub(BASELINE)..], 2.0 / 8.0);
    let month = fading(&earlier[earlier.len().saturating_sub(2 * BASELINE)..], 2.0 / 29.0);
    let mut weeks: Vec<f64> = earlier
        .rchunks_exact(7)
        .take(8)
        .map(|week| week.iter().map(DayLoad::hours).sum::<f64>() / 7.0)
        .collect();
    weeks.sort_by(f64::total_cmp);
    let median = weeks.get(weeks.len() / 2)?;
    let usual = month.max(0.75 * median);
    Some(Term::new(Sign::Ramp, 7.0 * recent, 7.0 * usual, (recent / usual).ln() / 0.22))
}

/// (hours of the last seven days - 44) / 8. From 48 on it is against the EU's directive, from 55 on it makes ill (WHO/ILO 2021).
fn hours(recent: &[DayLoad]) -> Term {
    let hours: f64 = recent[recent.len() - 7..].iter().map(DayLoad::hours).sum();
    Term::new(Sign::Hours, hours, 44.0, (hours - 44.0) / 8.0)
}

/// How much a share of the work has grown against the baseline, in units of `scale`.
fn share(
    sign: Sign,
    scale: f64,
    (recent, baseline): (&[DayLoad], &[DayLoad]),
    part: fn(&DayLoad) -> i64,
) -> Option<Term> {
    let of = |days: &[DayLoad]| {
        let worked: i64 = days.iter().map(|day| day.worked_s).sum();
        let some: i64 = days.iter().map(part).sum();
        (worked > 0).then(|| some as f64 / worked as f64)
    };
    let (recent, usual) = (of(recent)?, of(baseline)?);
    Some(Term::new(sign, recent, usual, (recent - usual) / scale))
}

/// Nights of less than eleven hours in two weeks, divided by 3 (directive 2003/88/EC asks for eleven).
fn short_nights(recent: &[DayLoad]) -> Term {
    let short = recent.iter().filter(|day| day.is_after_short_night());
    let nights = short.count() as f64;
    Term::new(Sign::ShortNights, nights, 0.0, nights / 3.0)
}

/// 0.8 for each of the two weeks without a free day, and half of the worked days above 11 of 14.
fn rest_days(recent: &[DayLoad]) -> Term {
    let worked = recent.iter().filter(|day| !day.is_free()).count() as f64;
    let weeks = recent.chunks(7).filter(|week| !week.iter().any(DayLoad::is_free)).count() as f64;
    Term::new(Sign::RestDays, worked, 11.0, 0.8 * weeks + ((worked - 11.0) / 2.0).max(0.0))
}

/// How far own ratings have fallen: (baseline - recent) / standard error / 2. Needs 8 ratings lately and 20 before.
fn focus(recent: &[DayLoad], baseline: &[DayLoad]) -> Option<Term> {
    let of = |days: &[DayLoad], least: f64| {
        let (n, sum, squares) = days.iter().fold((0.0, 0.0, 0.0), |(n, sum, squares), day| {
            (n + f64::from(day.ratings), sum + day.focus_sum, squares + day.focus_squares)
        });
        let mean: f64 = sum / n;
        (n >= least).then(|| (n, mean, (squares / n - mean * mean).max(0.0)))
    };
    let (n, mean, spread) = of(recent, 8.0)?;
    let (usual_n, usual, usual_spread) = of(baseline, 20.0)?;
    // Ratings are whole numbers: all the same is no certainty.
    let error = ((spread.max(0.05)) / n + usual_spread.max(0.05) / usual_n).sqrt();
    Some(Term::new(Sign::Focus, mean, usual, (usual - mean) / error / 2.0))
}
