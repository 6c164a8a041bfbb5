//! Tests of recurrences, in Berlin.

use super::*;
use crate::domain::Zone;
use chrono::NaiveDateTime;
use proptest::prelude::*;

fn zone() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

fn at(local: &str) -> Moment {
    zone().at(NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap())
}

fn next(rule: &str, anchor: &str, closed: &str) -> String {
    let closed = at(closed);
    let now = Now::new(closed.utc_ms(), zone(), 240);
    match Rule::parse(rule).unwrap().next(at(anchor), closed, &now) {
        Some(next) => next.at.local().format("%a %F %R").to_string(),
        None => "over".to_owned(),
    }
}

#[test]
fn the_three_steps_are_those_of_org() {
    // Due on Monday the 2nd, done on Wednesday the 18th.
    let (due, done) = ("2026-11-02 17:30", "2026-11-18 09:00");
    assert_eq!(next("+1w", due, done), "Mon 2026-11-09 17:30");
    assert_eq!(next("++1w", due, done), "Mon 2026-11-23 17:30");
    assert_eq!(next(".+1w", due, done), "Wed 2026-11-25 17:30");
}

#[test]
fn done_early_the_next_one_is_not_the_same_again() {
    let (due, done) = ("2026-11-19 17:30", "2026-11-17 09:00");
    assert_eq!(next("+1w", due, done), "Thu 2026-11-26 17:30");
    assert_eq!(next("++1w", due, done), "Thu 2026-11-26 17:30");
    assert_eq!(next("mon,thu", due, done), "Mon 2026-11-23 17:30");
    assert_eq!(next("FREQ=WEEKLY;BYDAY=TH", due, done), "Thu 2026-11-26 17:30");
}

#[test]
fn a_daily_task_done_late_comes_back_tomorrow_and_not_today() {
    assert_eq!(next("daily", "2026-11-16 17:30", "2026-11-18 09:00"), "Thu 2026-11-19 17:30");
    assert_eq!(next("weekday", "2026-11-16 17:30", "2026-11-20 09:00"), "Mon 2026-11-23 17:30");
}

#[test]
fn the_small_hours_still_belong_to_the_day_before() {
    assert_eq!(next(".+1d", "2026-11-17 17:30", "2026-11-18 01:30"), "Wed 2026-11-18 17:30");
}

#[test]
fn ends_of_months_clamp_and_come_back() {
    assert_eq!(next("+1m", "2026-01-31 09:00", "2026-01-31 10:00"), "Sat 2026-02-28 09:00");
    assert_eq!(next("++1m", "2026-01-31 09:00", "2026-03-01 10:00"), "Tue 2026-03-31 09:00");
    assert_eq!(next("yearly", "2028-02-29 09:00", "2028-02-29 10:00"), "Wed 2029-02-28 09:00");
}

#[test]
fn the_wall_clock_stays_when_the_clocks_change() {
    assert_eq!(next("+1d", "2026-03-28 17:30", "2026-03-28 18:00"), "Sun 2026-03-29 17:30");
    assert_eq!(next("+1w", "2026-10-21 09:00", "2026-10-21 10:00"), "Wed 2026-10-28 09:00");
    // 02:30 does not exist on that night (the work day of Saturday), and is moved by the gap.
    assert_eq!(next("+1d", "2026-03-28 02:30", "2026-03-28 03:00"), "Sun 2026-03-29 03:30");
}

#[test]
fn hours_are_hours_of_the_stopwatch() {
    assert_eq!(next("+4h", "2026-03-28 23:00", "2026-03-28 23:10"), "Sun 2026-03-29 04:00");
    assert_eq!(next("++2h", "2026-11-18 09:00", "2026-11-18 14:10"), "Wed 2026-11-18 15:00");
    assert_eq!(next(".+2h", "2026-11-18 09:00", "2026-11-18 14:10"), "Wed 2026-11-18 16:10");
}

#[test]
fn calendar_rules_follow_the_standard() {
    let (due, done) = ("2026-11-02 09:00", "2026-11-18 09:00");
    for (rule, wanted) in [
        ("RRULE:FREQ=DAILY;INTERVAL=5", "Sun 2026-11-22 09:00"),
        ("freq=weekly;interval=2;byday=mo,th", "Thu 2026-11-19 09:00"),
        ("FREQ=MONTHLY", "Wed 2026-12-02 09:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Mon 2026-11-30 09:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "Thu 2026-12-31 09:00"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Fri 2026-11-27 09:00"),
        ("FREQ=MONTHLY;BYDAY=2TU", "Tue 2026-12-08 09:00"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Mon 2026-11-30 09:00"),
        ("FREQ=YEARLY", "Tue 2027-11-02 09:00"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "Tue 2028-02-29 09:00"),
        ("FREQ=YEARLY;BYDAY=1MO", "Mon 2027-01-04 09:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "Fri 2027-08-13 09:00"),
        ("FREQ=DAILY;UNTIL=20261118", "over"),
        ("FREQ=DAILY;UNTIL=20261119T235959Z", "Thu 2026-11-19 09:00"),
    ] {
        assert_eq!(next(rule, due, done), wanted, "{rule}");
    }
}

#[test]
fn rules_print_in_one_form() {
    for (text, wanted) in [
        ("+1w", "+1w"),
        ("++01M", "++1m"),
        ("2w", "++2w"),
        ("daily", "++1d"),
        ("Weekday", "weekday"),
        ("fri,monday,fri", "mon,fri"),
        ("mon,tue,wed,thu,fri,sat,sun", "++1d"),
        ("rrule:freq=weekly;byday=th,mo,mo;interval=1;wkst=mo", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR"),
    ] {
        let rule = Rule::parse(text).unwrap();
        assert_eq!(rule.to_string(), wanted, "{text}");
        assert_eq!(Rule::parse(wanted), Ok(rule), "{text}");
    }
}

#[test]
fn what_cannot_be_followed_is_refused_with_a_reason() {
    let show = |text| {
        let bad = Rule::parse(text).unwrap_err();
        format!("{bad}\n{}", bad.hint())
    };
    insta::assert_snapshot!(show("sometimes\u{1b}"), @r"
`sometimes\u{1b}` is not a recurrence
for example `+1w` (from its date), `++1m` (next date to come), `.+3d` (from when it was done), `weekday` or `mon,thu`
");
    insta::assert_snapshot!(show("+0d"), @r"
`+0d` is not a recurrence
for example `+1w` (from its date), `++1m` (next date to come), `.+3d` (from when it was done), `weekday` or `mon,thu`
");
    insta::assert_snapshot!(show("FREQ=SECONDLY"), @r"
`FREQ=SECONDLY` is not a pace for tasks
for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`
");
    insta::assert_snapshot!(show("FREQ=DAILY;INTERVAL=0"), @r"
`INTERVAL=0` is not between 1 and 1000
for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`
");
    insta::assert_snapshot!(show("FREQ=DAILY;COUNT=1000000000"), @r"
`COUNT=1000000000` counts its times, and a series of tasks does not know its first
say the last day instead: `UNTIL=20261231`
");
    insta::assert_snapshot!(show("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"), @r"
`FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30` never happens
for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`
");
    insta::assert_snapshot!(show("FREQ=DAILY;FREQ=DAILY"), @r"
`FREQ` is there twice
for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`
");
    insta::assert_snapshot!(show("RRULE:"), @r"
`RRULE` says no `FREQ`
for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`
");
    insta::assert_snapshot!(show("FREQ=WEEKLY;BYDAY=1MO"), @r"
`FREQ=WEEKLY;BYDAY=1MO` numbers weekdays, which only months and years can do
for example `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH` or `FREQ=MONTHLY;BYDAY=-1FR`
");
}

fn any_rule() -> impl Strategy<Value = String> {
    prop_oneof![
        "(\\+|\\+\\+|\\.\\+)?[1-9][0-9]{0,2}[hdwmy]",
        "(mon|tue|wed|thu|fri|sat|sun)(,(mon|tue|wed|thu|fri|sat|sun)){0,5}",
        "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=[1-9][0-9]{0,2})?(;BYMONTH=[1-9])?(;BYMONTHDAY=-?[1-9])?(;BYDAY=(MO|TH|-1FR|2WE))?(;BYSETPOS=-?[1-3])?(;WKST=SU)?",
    ]
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn the_printed_rule_is_the_rule(text in any_rule()) {
        if let Ok(rule) = Rule::parse(&text) {
            prop_assert_eq!(Rule::parse(&rule.to_string()), Ok(rule));
        }
    }

    #[test]
    fn the_next_time_comes_after_and_keeps_its_clock(
        text in any_rule(), due in 0i64..400_000, late in -20_000i64..200_000,
    ) {
        let start = at("2026-01-01 09:00").utc_ms();
        let due = zone().moment(start + due * 60_000);
        let closed = zone().moment(due.utc_ms() + late * 60_000);
        let now = Now::new(closed.utc_ms(), zone(), 240);
        if let Ok(rule) = Rule::parse(&text) && let Some(next) = rule.next(due, closed, &now) {
            let after = if text.starts_with(".+") { closed } else { due };
            if text.ends_with('h') {
                prop_assert!(next.at.utc_ms() > after.utc_ms());
            } else {
                prop_assert!(now.day_of(next.at) > now.day_of(after));
            }
            prop_assert_eq!(next.at, zone().moment(next.at.utc_ms()));
        }
    }

    #[test]
    fn nothing_typed_makes_it_fall_over(text in any::<String>(), like in "(rrule:)?[A-Z]{0,6}=?[0-9A-Z,;=+-]{0,30}") {
        for text in [text, like.clone(), format!("FREQ=YEARLY;{like}"), format!("FREQ=MONTHLY;BYDAY={like}")] {
            let day = at("2026-11-18 09:00");
            if let Ok(rule) = Rule::parse(&text) {
                rule.next(day, day, &Now::new(day.utc_ms(), zone(), 240));
            }
        }
    }
}
