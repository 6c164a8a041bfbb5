//! What counts as too much, and what does not.

mod lives;

use super::*;
use chrono::{Datelike, NaiveDate};

/// Weeks of Monday to Friday with so many hours a day.
fn weeks(hours: &[f64]) -> Vec<DayLoad> {
    let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let days = first.iter_days().take(7 * hours.len());
    days.enumerate()
        .map(|(at, day)| {
            let mut load = DayLoad::free(day);
            if day.weekday().num_days_from_monday() < 5 {
                #[allow(clippy::cast_possible_truncation, reason = "a few hours")]
                let seconds = (hours[at / 7] * 3600.0) as i64;
                load.worked_s = seconds;
                load.rested_s = Some(15 * 3600);
            }
            load
        })
        .collect()
}

fn z(days: &[DayLoad], sign: Sign) -> f64 {
    let terms = terms(days).unwrap();
    terms.terms.iter().find(|term| term.sign == sign).unwrap().z
}

#[test]
fn nothing_is_said_before_anything_is_usual() {
    assert_eq!(terms(&weeks(&[8.0; 4])), None, "ten days before the last two weeks");
    assert!(terms(&weeks(&[8.0; 5])).is_some());
    assert_eq!(terms(&[]), None);
}

#[test]
fn a_usual_life_stands_out_nowhere() {
    let usual = terms(&weeks(&[8.0; 20])).unwrap();
    assert!(usual.index < 10.0 && usual.domains() == 0, "{usual:?}");
}

#[test]
fn coming_back_from_a_vacation_is_no_ramp() {
    let mut hours = vec![8.0; 20];
    let before = z(&weeks(&hours), Sign::Ramp);
    hours[16..19].fill(0.0);
    let back = z(&weeks(&hours), Sign::Ramp);
    // The month is held to three quarters of a usual week: ln(4 / 3) / 0.22 more at most.
    assert!(back <= before + 1.31, "{before} and {back}");
    assert!(terms(&weeks(&hours)).unwrap().domains() <= 1);
}

#[test]
fn long_weeks_are_measured_against_the_law() {
    let mut hours = vec![8.0; 20];
    hours[19] = 10.4;
    // (52 - 44) / 8
    assert!((z(&weeks(&hours), Sign::Hours) - 1.0).abs() < 1e-9);
    hours[19] = 24.0;
    assert!((z(&weeks(&hours), Sign::Hours) - 2.0).abs() < 1e-9, "and never more than two");
}

#[test]
fn nights_and_free_days_count() {
    let mut days = weeks(&[8.0; 12]);
    let recent = days.len() - 14;
    for day in &mut days[recent..] {
        day.worked_s = 8 * 3600;
        day.rested_s = Some(10 * 3600);
    }
    let found = terms(&days).unwrap();
    let of = |sign: Sign| found.terms.iter().find(|term| term.sign == sign).unwrap();
    assert!((of(Sign::ShortNights).recent - 14.0).abs() < 1e-9);
    assert!((of(Sign::RestDays).z - 2.0).abs() < 1e-9, "two weeks without a free day");
    assert_eq!(words::term(of(Sign::RestDays)), "work on 14 of the last fourteen days");
}

#[test]
fn a_warning_takes_three_days_and_two_sides_and_goes_by_itself() {
    let mut days = weeks(&[8.0; 30]);
    for day in &mut days[140..168] {
        (day.worked_s, day.off_s) = (11 * 3600, 4 * 3600);
        day.rested_s = Some(10 * 3600);
    }
    let course = course(&days, 120, &|_, _| false);
    let [alert] = course.alerts[..] else { panic!("one warning: {:?}", course.alerts) };
    let day = |at: usize| days[at].day;
    assert!((day(142)..day(154)).contains(&alert.since), "{alert:?}");
    assert!(alert.until.is_some_and(|until| until > day(160)), "{alert:?}");
    assert_eq!(course.alert(), None);
    // Long hours alone are one side.
    for day in &mut days[140..168] {
        (day.off_s, day.rested_s) = (0, Some(15 * 3600));
        if day.day.weekday().num_days_from_monday() >= 5 {
            day.worked_s = 0;
        }
    }
    assert_eq!(super::course(&days, 120, &|_, _| false).alerts, []);
}

#[test]
fn a_disputed_sign_weighs_nothing_while_it_is_disputed() {
    let mut days = weeks(&[8.0; 30]);
    for day in &mut days[140..] {
        (day.worked_s, day.off_s) = (11 * 3600, 4 * 3600);
        day.rested_s = Some(10 * 3600);
    }
    let recovery = |sign: Sign| sign.domain() == Domain::Recovery;
    let from = days[170].day;
    let until = days[190].day;
    let disputed = |sign: Sign, day: NaiveDate| recovery(sign) && from <= day && day < until;
    let found = course(&days, 120, &disputed);
    let on = |day: NaiveDate| {
        let terms = found.days.iter().find(|drift| drift.day == day).unwrap();
        terms.terms.clone().unwrap()
    };
    let before = on(days[169].day);
    assert!(before.domains() >= 2 && before.terms.iter().all(|term| !term.disputed));
    let during = on(from);
    assert!(during.domains() == 1 && during.index < before.index, "{during:?}");
    assert!(during.terms.iter().any(|term| term.disputed && term.z > 1.0 && term.adds() == 0.0));
    assert!(on(until).domains() >= 2, "it ends by itself");
}

#[test]
fn every_sign_shows_the_days_that_make_it() {
    let mut days = weeks(&[8.0; 12]);
    let at = days.len() - 3;
    days[at].rested_s = Some(9 * 3600);
    (days[at].off_s, days[at].long_s) = (2 * 3600, 3 * 3600);
    for day in &mut days {
        (0..2).for_each(|_| day.rate(4));
    }
    let found = terms(&days).unwrap();
    assert_eq!(found.terms.len(), Sign::ALL.len());
    let of = |sign: Sign| {
        let term = found.terms.iter().find(|term| term.sign == sign).unwrap();
        behind(term, &days).unwrap()
    };
    for term in &found.terms {
        let Behind { columns, recent, usual, .. } = of(term.sign);
        assert!(recent.iter().chain(&usual).all(|row| row.values.len() == columns.len()));
        assert_eq!(recent.last().unwrap().last, days.last().unwrap().day);
    }
    let nights = of(Sign::ShortNights);
    let short: Vec<NaiveDate> =
        nights.recent.iter().filter(|row| row.counts).map(|row| row.first).collect();
    assert_eq!((short, nights.recent.len()), (vec![days[at].day], 14));
    let after = of(Sign::AfterHours);
    let (share, usual) =
        (after.recent.iter().map(|row| row.values[1].unwrap()).sum::<f64>(), after.usual.len());
    // The rows come to the number of the sign.
    let worked: f64 = after.recent.iter().map(|row| row.values[0].unwrap()).sum();
    assert!((share / worked - after.term.recent).abs() < 1e-9);
    assert_eq!(usual, 8);
    let hours = of(Sign::Hours);
    let sum: f64 = hours.recent.iter().map(|row| row.values[0].unwrap()).sum();
    assert!((sum / 3600.0 - hours.term.recent).abs() < 1e-9 && hours.usual.is_empty());
    assert_eq!(Unit::Share.said(Some(0.25)), "25 %");
}
