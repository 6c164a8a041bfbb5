//! What the hours must get right, as a person would say it. `dense` holds the fit to a slow reference.

mod dense;

use super::*;
use crate::domain::{Mint, SessionId};
use crate::learn::claim::Strength;
use crate::learn::observation::test::rated;
use chrono::Days;
use proptest::prelude::*;

/// A Monday.
pub(super) fn day_zero() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

/// Every session with a name of its own, in order.
pub(super) fn named(mut log: Vec<Observation>) -> Vec<Observation> {
    let mut mint = Mint::new(7, 0);
    for session in &mut log {
        session.session = SessionId(mint.uuid());
    }
    log
}

/// Sessions at 9:15, 11:15, 14:15 and 16:15 of each day, rated by hour and kind; kinds take turns.
fn days(from: u64, count: u64, kinds: u16, rating: impl Fn(f64, u16) -> u8) -> Vec<Observation> {
    let hours = [9.25, 11.25, 14.25, 16.25];
    let log = (from..from + count).flat_map(|day| {
        let rating = &rating;
        hours.into_iter().zip(0u16..).map(move |(hour, turn)| {
            let kind = (turn + u16::try_from(day).unwrap()) % kinds;
            let noise = u8::from((day + u64::from(turn)).is_multiple_of(3));
            let day = day_zero() + Days::new(day);
            Observation { kind, day, ..rated(hour, rating(hour, kind) + noise) }
        })
    });
    log.collect()
}

fn mornings(hour: f64, _: u16) -> u8 {
    if hour < 12.0 { 4 } else { 2 }
}

fn on(day: u64) -> NaiveDate {
    day_zero() + Days::new(day)
}

#[test]
fn without_a_log_the_curve_is_the_population_s_day_by_hand() {
    // Amplitudes .15 and .35 with probability .35 each: a quarter of the day on average times .7, averaged over the
    // shifts; in units of the spread among like sessions, the root of .76 + .2775/.7225 + .35^2.
    let hours = fit(&[], 2, &Prior::default(), on(0));
    let shifts: [f64; 6] = [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
    let weight = |shift: f64| (-shift * shift / (2.0 * 1.4 * 1.4)).exp();
    let total: f64 = shifts.iter().map(|&shift| weight(shift)).sum();
    let at = |half: usize| -> f64 {
        let here = |shift: f64| -> f64 {
            let waves = features::waves(features::middle(half));
            features::shape_waves(shift).iter().zip(waves).map(|(c, w)| c * w).sum()
        };
        shifts.iter().map(|&shift| weight(shift) / total * here(shift)).sum()
    };
    let mean = (18..35).map(at).sum::<f64>() / 17.0;
    let unit = (0.76f64 + 0.2775 / 0.7225 + 0.35 * 0.35).sqrt();
    for half in [18, 22, 30, 34] {
        let point = hours.point(0, DayClass::Weekday, half);
        assert!((point.mean - 0.7 * 0.25 * (at(half) - mean) / unit).abs() < 1e-9);
        assert!(point.n.abs() < 1e-12 && point.sd > 0.1);
    }
    assert_eq!(hours.claim(0).strength(), Strength::Weak);
}

#[test]
fn good_mornings_become_a_strong_claim_with_its_peak_in_the_morning() {
    let log = named(days(0, 60, 2, mornings));
    let hours = fit(&log, 2, &Prior::default(), on(60));
    assert_eq!(hours.claim(0).strength(), Strength::Strong);
    let peak = hours.peaks(0)[0];
    assert!(peak.start_min >= 9 * 60 && peak.end_min <= 13 * 60, "{peak:?}");
    assert!(peak.low > 0.0 && peak.low < peak.gain && peak.gain < peak.high);
    assert!(hours.weight(0, DayClass::Weekday, 20) > 1.05);
    assert!(hours.weight(0, DayClass::Weekday, 31) < 0.95);
    let noon =
        (hours.weight(0, DayClass::Weekday, 25), hours.explore_weight(0, DayClass::Weekday, 25));
    assert!(noon.1 > noon.0, "hardly known: {noon:?}");
    assert_eq!((hours.curve(0).sessions, hours.curve(0).rated), (120, 120));
}

#[test]
fn a_curve_is_relative_to_its_average_over_the_window() {
    let window = Window::new(8 * 60, 12 * 60);
    let prior = Prior { window, ..Prior::default() };
    let hours = fit(&named(days(0, 20, 2, mornings)), 2, &prior, on(20));
    for class in DayClass::ALL {
        let sum: f64 = window.half_hours().map(|half| hours.point(1, class, half).mean).sum();
        assert!(sum.abs() < 1e-9, "{sum}");
    }
    assert!(hours.peaks(1).iter().all(|peak| peak.start_min >= 480 && peak.end_min <= 720));
}

#[test]
fn the_days_after_a_changed_life_count_more_than_those_before() {
    let evenings = |hour: f64, _| if hour < 12.0 { 2 } else { 4 };
    let mut log = days(0, 120, 1, mornings);
    log.extend(days(300, 60, 1, evenings));
    let hours = fit(&named(log), 1, &Prior::default(), on(360));
    assert!(hours.weight(0, DayClass::Weekday, 31) > hours.weight(0, DayClass::Weekday, 20));
}

#[test]
fn a_session_loses_half_of_its_weight_in_half_a_year() {
    let n = |as_of| {
        let log = named(vec![rated(9.25, 4)]);
        fit(&log, 1, &Prior::default(), as_of).point(0, DayClass::Weekday, 18).n
    };
    assert!((n(on(0)) - 1.0).abs() < 1e-12);
    assert!((n(on(180)) - 0.5).abs() < 1e-12);
    assert!(n(on(0).pred_opt().unwrap()).abs() < 1e-12, "it has not happened yet");
}

#[test]
fn an_unrated_session_counts_for_less_than_a_rated_one() {
    let mut log = named(days(0, 10, 1, mornings));
    for (at, session) in log.iter_mut().enumerate() {
        session.ended_early = Some(at % 3 == 0);
    }
    let n = |log: &[Observation]| {
        fit(log, 1, &Prior::default(), on(10)).overall().point(DayClass::Weekday, 18).n
    };
    let all = n(&log);
    log[0].focus = None;
    assert!(n(&log) < all - 0.5 && n(&log) > all - 1.0);
}

#[test]
fn neither_the_order_of_the_log_nor_the_names_of_the_kinds_matter() {
    let log = named(days(0, 30, 3, |hour, kind| mornings(hour, kind) - u8::from(kind == 1)));
    let hours = fit(&log, 3, &Prior::default(), on(30));
    let mut shuffled = log.clone();
    shuffled.reverse();
    assert_eq!(fit(&shuffled, 3, &Prior::default(), on(30)), hours, "to the last digit");

    let mut renamed = log;
    for session in &mut renamed {
        session.kind = (session.kind + 1) % 3;
    }
    let again = fit(&renamed, 3, &Prior::default(), on(30));
    for (kind, now) in [(0, 1), (1, 2), (2, 0)] {
        for half in 0..HALF_HOURS {
            let (a, b) = (
                hours.point(kind, DayClass::Weekday, half),
                again.point(now, DayClass::Weekday, half),
            );
            assert!((a.mean - b.mean).abs() < 1e-9 && (a.sd - b.sd).abs() < 1e-9);
        }
    }
}

#[test]
fn sessions_of_no_kind_teach_about_all_kinds() {
    let mut log = named(days(0, 40, 1, mornings));
    for session in &mut log {
        session.kind = u16::MAX;
    }
    let hours = fit(&log, 1, &Prior::default(), on(40));
    assert!(hours.weight(0, DayClass::Weekday, 20) > hours.weight(0, DayClass::Weekday, 31));
    assert!(hours.claim(u16::MAX).z() > hours.claim(0).z(), "and most about their own");
    assert_eq!((hours.curve(u16::MAX).rated, hours.curve(0).rated), (160, 0));
}

#[test]
fn the_same_rating_everywhere_is_no_claim() {
    let log: Vec<_> = days(0, 60, 2, mornings)
        .into_iter()
        .map(|session| Observation { focus: Some(4), ..session })
        .collect();
    let hours = fit(&named(log), 2, &Prior::default(), on(60));
    assert_eq!(hours.claim(0).strength(), Strength::Weak);
}

#[test]
fn a_plan_that_explores_may_cost_three_percent_and_no_more() {
    assert!(!exploration_too_dear(9.7, 10.0));
    assert!(exploration_too_dear(9.69, 10.0));
}

fn any_observation() -> impl Strategy<Value = Observation> {
    let indicators = (
        prop::option::of(0u8..=6),
        any::<u16>(),
        prop::option::of(any::<u32>()),
        prop::option::of(any::<bool>()),
        prop::option::of((any::<f64>(), any::<f64>())),
    );
    let circumstances = (any::<bool>(), any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>());
    let hour = prop_oneof![4 => 0.0..24.0, 1 => any::<f64>()];
    (0u16..45, 0u64..800, hour, indicators, circumstances).prop_map(
        |(kind, day, hour, (focus, interruptions, planned_s, ended_early, ln_pace), rest)| {
            let (hard, worked_s, worked_before_s, since_break_s, weekend) = rest;
            Observation {
                kind,
                day: on(day),
                weekend,
                focus,
                interruptions,
                planned_s,
                ended_early,
                ln_pace,
                hard,
                worked_s,
                worked_before_s,
                since_break_s,
                ..rated(hour, 3)
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn whatever_the_log_every_number_is_finite(
        log in prop::collection::vec(any_observation(), 0..40),
        kinds in prop_oneof![4 => 0usize..6, 1 => 30usize..42],
        days in 0u64..900,
        window in (0u16..1440, 0u16..1440),
        sleep in any::<f64>(),
    ) {
        let prior =
            Prior { window: Window::new(window.0, window.1), ..Prior::default() }.with_mid_sleep(sleep);
        let hours = fit(&named(log), kinds, &prior, on(days));
        prop_assert_eq!(hours.kinds(), kinds);
        for kind in 0..=u16::try_from(kinds).unwrap() {
            prop_assert!(hours.claim(kind).z().is_finite());
            prop_assert!(hours.peaks(kind).iter().all(|peak| peak.gain.is_finite() && peak.start_min < peak.end_min));
            for half in 0..HALF_HOURS {
                for class in DayClass::ALL {
                    let point = hours.point(kind, class, half);
                    prop_assert!(point.mean.is_finite() && point.sd.is_finite() && point.n.is_finite());
                    prop_assert!((0.70..=1.35).contains(&hours.explore_weight(kind, class, half)));
                }
            }
        }
    }
}
