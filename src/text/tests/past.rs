//! Tests of the log's times: a Wednesday afternoon in Berlin, unless said otherwise.

use super::*;
use crate::domain::Zone;
use proptest::prelude::*;

fn reading_at(local: &str) -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let now = Now::new(zone.at(local).utc_ms(), zone, 240);
    Reading { now, day_start: time(9, 0), day_end: time(17, 30) }
}

fn shown(at: Moment) -> String {
    at.local().format("%a %F %R").to_string()
}

#[test]
fn past_moments_are_those_that_were() {
    let reading = reading_at("2026-11-25 14:00");
    for (text, wanted) in [
        ("9:40", "Wed 2026-11-25 09:40"),
        ("9am", "Wed 2026-11-25 09:00"),
        ("yesterday-9:40", "Tue 2026-11-24 09:40"),
        ("fri 17:00", "Fri 2026-11-20 17:00"),
        ("wed-9:00", "Wed 2026-11-25 09:00"),
        ("24 nov 10:00", "Tue 2026-11-24 10:00"),
        ("30 nov 10:00", "Sun 2025-11-30 10:00"),
        ("2026-11-20-9:40", "Fri 2026-11-20 09:40"),
        ("20m ago", "Wed 2026-11-25 13:40"),
        ("-20m", "Wed 2026-11-25 13:40"),
        ("1h30m ago", "Wed 2026-11-25 12:30"),
        ("2 hours ago", "Wed 2026-11-25 12:00"),
        ("now", "Wed 2026-11-25 14:00"),
        ("2026-11-20T09:40:00+01:00", "Fri 2026-11-20 09:40"),
    ] {
        assert_eq!(past_moment(text, &reading).map(shown), Ok(wanted.to_owned()), "{text}");
    }
}

#[test]
fn after_midnight_the_evening_before_is_still_today() {
    let reading = reading_at("2026-11-26 00:30");
    assert_eq!(past_moment("23:50", &reading).map(shown).unwrap(), "Wed 2026-11-25 23:50");
    assert_eq!(past_moment("0:10", &reading).map(shown).unwrap(), "Thu 2026-11-26 00:10");
}

#[test]
fn a_time_that_the_clock_showed_twice_is_the_later_of_the_two_that_have_been() {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let mut reading = reading_at("2026-10-25 02:15");
    let said = |text: &str, reading: &Reading| past_moment(text, reading).unwrap().rfc3339();
    assert_eq!(said("2:10", &reading), "2026-10-25T02:10:00+02:00");
    assert_eq!(said("2:20", &reading), "2026-10-24T02:20:00+02:00");
    // The same wall clock, an hour later.
    let hour_later = reading.now.at.utc_ms() + 3_600_000;
    reading.now = Now::new(hour_later, zone, 240);
    assert_eq!(said("2:10", &reading), "2026-10-25T02:10:00+01:00");
    assert_eq!(said("2:20", &reading), "2026-10-25T02:20:00+02:00");
    let since = Moment::parse_rfc3339("2026-10-25T01:30:00+02:00").unwrap();
    let ended = past_end("2:10", since, &reading).unwrap();
    assert_eq!(ended.rfc3339(), "2026-10-25T02:10:00+01:00");
}

#[test]
fn the_whole_log_may_be_asked_for() {
    let reading = reading_at("2026-11-25 14:00");
    let range = day_range("1970-01-01..", &reading).unwrap();
    assert_eq!((range.first.to_string(), range.last), ("1970-01-01".into(), reading.now.day()));
}

#[test]
fn the_small_hours_said_at_noon_are_this_mornings() {
    let reading = reading_at("2026-11-25 12:00");
    assert_eq!(past_moment("3:00", &reading).map(shown).unwrap(), "Wed 2026-11-25 03:00");
    assert_eq!(past_moment("13:00", &reading).map(shown).unwrap(), "Wed 2026-11-25 13:00");
    let night = reading_at("2026-11-26 03:30");
    assert_eq!(past_moment("3:00", &night).map(shown).unwrap(), "Thu 2026-11-26 03:00");
}

#[test]
fn what_ran_all_night_ended_in_the_evening() {
    let reading = reading_at("2026-11-26 08:30");
    let at = |text: &str| past_moment(text, &reading).unwrap();
    let end = |text, since| past_end(text, at(since), &reading).map(shown).unwrap();
    assert_eq!(end("19:00", "yesterday-17:00"), "Wed 2026-11-25 19:00");
    assert_eq!(end("7pm", "yesterday-17:00"), "Wed 2026-11-25 19:00");
    assert_eq!(end("8:00", "yesterday-17:00"), "Thu 2026-11-26 08:00");
    assert_eq!(end("1:00", "yesterday-17:00"), "Thu 2026-11-26 01:00");
    assert_eq!(end("16:00", "yesterday-17:00"), "Thu 2026-11-26 16:00");
    assert_eq!(end("19:00", "8:00"), "Thu 2026-11-26 19:00");
    assert_eq!(end("thu-19:00", "yesterday-17:00"), "Thu 2026-11-26 19:00");
}

#[test]
fn a_moment_needs_a_time() {
    let reading = reading_at("2026-11-25 14:00");
    let show =
        |text| past_moment(text, &reading).map_err(|e| format!("{e} ({})", e.hint)).unwrap_err();
    insta::assert_snapshot!(show("yesterday"), @"`yesterday` says the day and not the time (for example `9:40`, `yesterday-17:00` or `20m ago`)");
    insta::assert_snapshot!(show("half nine"), @"`half nine` is not a time (for example `9:40`, `yesterday-17:00` or `20m ago`)");
}

#[test]
fn stretches_are_read_with_and_without_their_day() {
    let reading = reading_at("2026-11-25 14:00");
    for (text, start, end) in [
        ("9:00-10:30", "Wed 2026-11-25 09:00", "Wed 2026-11-25 10:30"),
        ("9-10:30", "Wed 2026-11-25 09:00", "Wed 2026-11-25 10:30"),
        ("9am to 10am", "Wed 2026-11-25 09:00", "Wed 2026-11-25 10:00"),
        ("9:00..10:30", "Wed 2026-11-25 09:00", "Wed 2026-11-25 10:30"),
        ("yesterday-9:00-10:30", "Tue 2026-11-24 09:00", "Tue 2026-11-24 10:30"),
        ("fri 9:00-10:30", "Fri 2026-11-20 09:00", "Fri 2026-11-20 10:30"),
        ("2026-11-20-9:00-10:30", "Fri 2026-11-20 09:00", "Fri 2026-11-20 10:30"),
        ("23:00-1:30", "Wed 2026-11-25 23:00", "Thu 2026-11-26 01:30"),
        ("1:00-2:00", "Wed 2026-11-25 01:00", "Wed 2026-11-25 02:00"),
        ("3:40-4:10", "Wed 2026-11-25 03:40", "Wed 2026-11-25 04:10"),
    ] {
        let read = span(text, &reading).unwrap();
        assert_eq!((shown(read.start), shown(read.end)), (start.into(), end.into()), "{text}");
    }
    let meeting = coming_span("fri 14:00-16:00", &reading).unwrap();
    assert_eq!(shown(meeting.start), "Fri 2026-11-27 14:00");
}

#[test]
fn what_is_no_stretch_says_so() {
    let reading = reading_at("2026-11-25 14:00");
    let show = |text| span(text, &reading).map_err(|e| format!("{e} ({})", e.hint)).unwrap_err();
    insta::assert_snapshot!(show("10:30-9:00"), @"`10:30-9:00` ends before it starts (for example `9:00-10:30` or `yesterday-9:00-10:30`)");
    insta::assert_snapshot!(show("9:00"), @"`9:00` is not a stretch of time (for example `9:00-10:30` or `yesterday-9:00-10:30`)");
    assert!(span("fri-10:00", &reading).is_err());
    let spring = span("2:30-3:30", &reading_at("2027-03-28 14:00")).unwrap_err();
    assert_eq!(spring.message, "`2:30-3:30` is an hour that the clocks skipped");
}

#[test]
fn ranges_of_days_are_those_that_were() {
    let reading = reading_at("2026-11-25 14:00");
    for (text, first, last) in [
        ("today", "2026-11-25", "2026-11-25"),
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("mon", "2026-11-23", "2026-11-23"),
        ("wed", "2026-11-25", "2026-11-25"),
        ("week", "2026-11-23", "2026-11-29"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last-week", "2026-11-16", "2026-11-22"),
        ("month", "2026-11-01", "2026-11-30"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
        ("last 7d", "2026-11-19", "2026-11-25"),
        ("last 2 weeks", "2026-11-12", "2026-11-25"),
        ("last mon", "2026-11-23", "2026-11-23"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026-11-01..2026-11-07", "2026-11-01", "2026-11-07"),
        ("mon..", "2026-11-23", "2026-11-25"),
    ] {
        let range = day_range(text, &reading).unwrap();
        let both = (range.first.to_string(), range.last.to_string());
        assert_eq!(both, (first.into(), last.into()), "{text}");
    }
    for text in ["", "..", "last 0d", "2026-13", "2026-11-07..2026-11-01", "fri-9:00", "9999-12"] {
        assert!(day_range(text, &reading).is_err(), "{text}");
    }
}

#[test]
fn a_range_covers_its_days_from_rollover_to_rollover() {
    let reading = reading_at("2026-11-25 14:00");
    let span = day_range("week", &reading).unwrap().span(&reading.now);
    assert_eq!(
        (shown(span.start), shown(span.end)),
        ("Mon 2026-11-23 04:00".into(), "Mon 2026-11-30 04:00".into())
    );
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn nothing_typed_makes_it_fall_over(text in any::<String>(), like in "[a-z0-9:. -]{0,20}") {
        let reading = reading_at("2026-11-25 14:00");
        for text in [&text, &like] {
            let _ = (past_moment(text, &reading), span(text, &reading), day_range(text, &reading));
        }
    }

    #[test]
    fn a_stretch_that_is_read_never_runs_backwards(a in 0u32..1440, b in 0u32..1440) {
        let reading = reading_at("2026-11-25 14:00");
        let text = format!("{}:{:02}-{}:{:02}", a / 60, a % 60, b / 60, b % 60);
        if let Ok(span) = span(&text, &reading) {
            prop_assert!(span.start.utc_ms() < span.end.utc_ms());
        }
    }
}
