//! Table tests of dates: a Wednesday afternoon in Berlin, unless said otherwise.

use super::*;
use crate::domain::{Now, Zone};
use proptest::prelude::*;

fn reading_at(local: &str) -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let now = Now::new(zone.at(local).utc_ms(), zone, 240);
    Reading { now, day_start: time(9, 0), day_end: time(17, 30) }
}

fn said(text: &str, reading: &Reading) -> String {
    match when(text, reading) {
        Ok(When { date, time: None }) => date.format("%a %F").to_string(),
        Ok(When { date, time: Some(time) }) => date.and_time(time).format("%a %F %R").to_string(),
        Err(error) => format!("{error} ({})", error.hint),
    }
}

#[test]
fn everyday_dates_are_understood() {
    let reading = reading_at("2026-11-25 14:00");
    for (text, wanted) in [
        ("today", "Wed 2026-11-25"),
        ("Tomorrow", "Thu 2026-11-26"),
        ("yesterday", "Tue 2026-11-24"),
        ("fri", "Fri 2026-11-27"),
        ("friday", "Fri 2026-11-27"),
        ("by friday", "Fri 2026-11-27"),
        ("wed", "Wed 2026-12-02"),
        ("this wed", "Wed 2026-11-25"),
        ("next mon", "Mon 2026-11-30"),
        ("next-fri", "Fri 2026-12-04"),
        ("next week", "Mon 2026-11-30"),
        ("next month", "Tue 2026-12-01"),
        ("25 nov", "Wed 2026-11-25"),
        ("24-nov", "Wed 2027-11-24"),
        ("nov 25", "Wed 2026-11-25"),
        ("nov 25th, 2027", "Thu 2027-11-25"),
        ("29 feb", "Tue 2028-02-29"),
        ("2.12.", "Wed 2026-12-02"),
        ("2.12.2027", "Thu 2027-12-02"),
        ("2026-11-25", "Wed 2026-11-25"),
        ("+3d", "Sat 2026-11-28"),
        ("+2w", "Wed 2026-12-09"),
        ("+1m", "Fri 2026-12-25"),
        ("+1y", "Thu 2027-11-25"),
        ("-1d", "Tue 2026-11-24"),
        ("3d", "Sat 2026-11-28"),
        ("in 2 days", "Fri 2026-11-27"),
        ("in-2-days", "Fri 2026-11-27"),
        ("in a week", "Wed 2026-12-02"),
        ("2 days ago", "Mon 2026-11-23"),
        ("eow", "Fri 2026-11-27"),
        ("eom", "Mon 2026-11-30"),
        ("end of month", "Mon 2026-11-30"),
        ("eoq", "Thu 2026-12-31"),
        ("eoy", "Thu 2026-12-31"),
        ("som", "Tue 2026-12-01"),
    ] {
        assert_eq!(said(text, &reading), wanted, "{text}");
    }
}

#[test]
fn every_date_takes_a_time() {
    let reading = reading_at("2026-11-25 14:00");
    for (text, wanted) in [
        ("tomorrow-17:00", "Thu 2026-11-26 17:00"),
        ("fri-9am", "Fri 2026-11-27 09:00"),
        ("fri 17:00", "Fri 2026-11-27 17:00"),
        ("fri at 5 pm", "Fri 2026-11-27 17:00"),
        ("fri-12am", "Sat 2026-11-28 00:00"),
        ("9:30pm tomorrow", "Thu 2026-11-26 21:30"),
        ("2026-11-25-17:00", "Wed 2026-11-25 17:00"),
        ("2026-11-25T17:00", "Wed 2026-11-25 17:00"),
        ("2026-11-25 01:30", "Wed 2026-11-25 01:30"),
        ("25 nov 17:00", "Wed 2026-11-25 17:00"),
        ("+3d-8:05", "Sat 2026-11-28 08:05"),
        ("monday morning", "Mon 2026-11-30 09:00"),
        ("fri-noon", "Fri 2026-11-27 12:00"),
        ("noon", "Thu 2026-11-26 12:00"),
        ("17:00", "Wed 2026-11-25 17:00"),
        ("9:00", "Thu 2026-11-26 09:00"),
        ("eod", "Wed 2026-11-25 17:30"),
        ("fri-eod", "Fri 2026-11-27 17:30"),
        ("+2h", "Wed 2026-11-25 16:00"),
        ("in 20 minutes", "Wed 2026-11-25 14:20"),
        ("now", "Wed 2026-11-25 14:00"),
    ] {
        assert_eq!(said(text, &reading), wanted, "{text}");
    }
}

#[test]
fn in_the_small_hours_it_is_still_yesterday() {
    let reading = reading_at("2026-11-26 01:00");
    assert_eq!(said("today", &reading), "Wed 2026-11-25");
    assert_eq!(said("tomorrow-9:00", &reading), "Thu 2026-11-26 09:00");
    assert_eq!(said("today-2:00", &reading), "Thu 2026-11-26 02:00");
    assert_eq!(said("2026-11-26-02:00", &reading), "Thu 2026-11-26 02:00");
}

#[test]
fn a_date_without_a_time_gets_the_one_of_its_field() {
    let reading = reading_at("2026-11-25 14:00");
    let due = when("fri", &reading).unwrap().moment(reading.day_end, &reading);
    assert_eq!(due.rfc3339(), "2026-11-27T17:30:00+01:00");
    let summer = when("2027-06-01-9:00", &reading).unwrap().moment(reading.day_end, &reading);
    assert_eq!(summer.rfc3339(), "2027-06-01T09:00:00+02:00");
}

#[test]
fn what_is_no_date_says_so_and_helps() {
    let reading = reading_at("2026-11-25 14:00");
    insta::assert_snapshot!(said("fridy", &reading), @"`fridy` is not a date (did you mean `friday`?)");
    insta::assert_snapshot!(said("soon\u{1b}[2J", &reading), @"`soon␛[2J` is not a date (for example `today`, `fri`, `25-nov`, `2026-11-25`, `+3d` or `eom`; with a time: `fri-17:00`)");
    insta::assert_snapshot!(said("", &reading), @"a date is missing (for example `today`, `fri`, `25-nov`, `2026-11-25`, `+3d` or `eom`; with a time: `fri-17:00`)");
    insta::assert_snapshot!(said("31 feb", &reading), @"`31 feb` is not a date (for example `today`, `fri`, `25-nov`, `2026-11-25`, `+3d` or `eom`; with a time: `fri-17:00`)");
}

#[test]
fn half_dates_and_impossible_ones_are_refused() {
    let reading = reading_at("2026-11-25 14:00");
    for text in [
        "25",
        "nov",
        "next",
        "in 2",
        "fri sat",
        "fri 9am 10am",
        "25:00",
        "13pm",
        "0am",
        "2026-13-01",
        "2026-02-30",
        "9999-01-01",
        "+9999y",
        "+",
        "-",
        "++1d",
        "2026-11-25x",
        "fri 9",
        "0001-01-01",
        "+3d+4d",
        "+5",
        "1:2",
    ] {
        assert!(when(text, &reading).is_err(), "{text}: {}", said(text, &reading));
    }
}

#[test]
fn a_day_has_no_time() {
    let reading = reading_at("2026-11-25 14:00");
    assert_eq!(day("fri", &reading).unwrap().to_string(), "2026-11-27");
    insta::assert_snapshot!(day("fri-9:00", &reading).unwrap_err(), @"`fri-9:00` says a time, where a day is wanted");
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn nothing_typed_makes_it_fall_over(text in any::<String>(), tail in "[ -]?[0-9a-z:+. -]{0,14}") {
        let reading = reading_at("2026-11-25 14:00");
        for text in [text, tail.clone(), format!("2026-11-25{tail}"), format!("fri{tail}")] {
            let _ = when(&text, &reading);
            let _ = read(&text, &reading, Facing::Past);
        }
    }

    #[test]
    fn a_written_out_date_is_that_date(days in 0i64..80_000, minute in 0u32..1440) {
        let reading = reading_at("2026-11-25 14:00");
        let date = NaiveDate::from_ymd_opt(1901, 1, 1).unwrap() + chrono::TimeDelta::days(days);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
        let text = date.and_time(time).format("%Y-%m-%d-%H:%M").to_string();
        prop_assert_eq!(when(&text, &reading), Ok(When { date, time: Some(time) }));
    }
}
