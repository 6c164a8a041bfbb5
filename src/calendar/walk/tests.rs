//! The examples of RFC 5545, section 3.8.5.3, with the dates that stand there, and laws.

use super::*;
use proptest::prelude::*;

fn at(text: &str) -> NaiveDateTime {
    let text = if text.len() == 10 { format!("{text} 09:00") } else { text.to_owned() };
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").unwrap()
}

fn walked(rule: &str, first: &str, from: &str, to: &str) -> Vec<NaiveDateTime> {
    let rule = Rule::read(rule).unwrap();
    let first = at(first);
    let until = rule.until.map(super::super::value::Stamp::local);
    let walk = Walk { rule: &rule, first, until, from: at(from), to: at(to) };
    let mut found = Vec::new();
    let mut limits = Limits { steps: 200_000, most: 5_000 };
    assert!(walk.run(&mut limits, &mut |time| found.push(time)), "limits");
    found
}

/// The days of the rule after its first, to the end of 2003, as `year month: days`.
fn days(rule: &str, first: &str) -> String {
    let found = walked(rule, first, "1990-01-01", "2003-12-31");
    let mut out = String::new();
    let mut month = String::new();
    for time in found {
        assert_eq!(time.time(), at(first).time());
        let of = time.format("%Y-%m").to_string();
        if of != month {
            out = out + if month.is_empty() { "" } else { "; " } + &of + ":";
            month = of;
        }
        out += &time.format(" %-d").to_string();
    }
    out
}

#[test]
fn the_examples_of_the_standard_give_the_dates_that_stand_there() {
    for (rule, first, expected) in [
        ("FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09: 3 4 5 6 7 8 9 10 11"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09: 12 22; 1997-10: 2 12"),
        (
            "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
            "1997-09-02",
            "1997-09: 4 9 11 16 18 23 25 30; 1997-10: 2",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            "1997-09-01",
            "1997-09: 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31; \
             1997-11: 10 12 14 24 26 28; 1997-12: 8 10 12 22",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            "1997-09-02",
            "1997-09: 4 16 18 30; 1997-10: 2 14 16",
        ),
        (
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            "1997-09-05",
            "1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; 1998-04: 3; \
             1998-05: 1; 1998-06: 5",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            "1997-09-07",
            "1997-09: 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31",
        ),
        (
            "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            "1997-09-22",
            "1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=4",
            "1997-09-28",
            "1997-10: 29; 1997-11: 28; 1997-12: 29",
        ),
        (
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            "1997-09-30",
            "1997-10: 1 31; 1997-11: 1 30; 1997-12: 1 31; 1998-01: 1 31; 1998-02: 1",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
            "1997-09-10",
            "1997-09: 11 12 13 14 15; 1999-03: 10 11 12 13",
        ),
        (
            "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
            "1997-06-10",
            "1997-07: 10; 1998-06: 10; 1998-07: 10; 1999-06: 10; 1999-07: 10; 2000-06: 10; \
             2000-07: 10; 2001-06: 10; 2001-07: 10",
        ),
        (
            "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
            "1997-01-01",
            "1997-04: 10; 1997-07: 19; 2000-01: 1; 2000-04: 9; 2000-07: 18; 2003-01: 1; \
             2003-04: 10; 2003-07: 19",
        ),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19", "1998-05: 18; 1999-05: 17"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "1997-05-12", "1998-05: 11; 1999-05: 17"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=5", "1997-03-13", "1997-03: 20 27; 1998-03: 5 12"),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=6",
            "1997-09-02",
            "1998-02: 13; 1998-03: 13; 1998-11: 13; 1999-08: 13; 2000-10: 13",
        ),
        (
            "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=5",
            "1997-09-13",
            "1997-10: 11; 1997-11: 8; 1997-12: 13; 1998-01: 10",
        ),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05",
            "2000-11: 7",
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-10: 7; 1997-11: 6"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7",
            "1997-09-29",
            "1997-10: 30; 1997-11: 27; 1997-12: 30; 1998-01: 29; 1998-02: 26; 1998-03: 30",
        ),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08: 10 19 24"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08: 17 19 31"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2000-01-15",
            "2000-01: 30; 2000-02: 15; 2000-03: 15 30",
        ),
    ] {
        assert_eq!(days(rule, first), expected, "{rule}");
    }
}

#[test]
fn times_of_the_day_are_those_of_the_standard_too() {
    let times = |rule: &str, to: &str| -> Vec<String> {
        let found = walked(rule, "1997-09-02", "1997-09-02", to);
        found.iter().map(|time| time.format("%d %H:%M").to_string()).collect()
    };
    assert_eq!(
        times("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "1997-09-09"),
        ["02 12:00", "02 15:00"]
    );
    assert_eq!(
        times("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "1997-09-09"),
        ["02 09:15", "02 09:30", "02 09:45", "02 10:00", "02 10:15"]
    );
    assert_eq!(
        times("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997-09-09"),
        ["02 10:30", "02 12:00", "02 13:30"]
    );
    let every_20 = times("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", "1997-09-03");
    assert_eq!(
        (every_20.len(), every_20[22].as_str(), every_20[23].as_str()),
        (24, "02 16:40", "03 09:00")
    );
    let quick = times("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", "1997-09-03");
    assert_eq!(quick, every_20);
    assert_eq!(
        times("FREQ=DAILY;BYHOUR=8,20;BYSETPOS=-1;COUNT=3", "1997-09-09"),
        ["02 20:00", "03 20:00"]
    );
    assert_eq!(
        times("FREQ=HOURLY;BYMINUTE=0,10,50;BYSETPOS=2;COUNT=3", "1997-09-09"),
        ["02 09:10", "02 10:10"]
    );
}

#[test]
fn a_count_is_kept_however_far_the_window_is() {
    for (rule, expected) in [
        ("FREQ=DAILY;COUNT=1000", "2000-05-28 09:00"),
        ("FREQ=DAILY;COUNT=2000;BYHOUR=9,21", "2000-05-28 21:00"),
        ("FREQ=HOURLY;COUNT=24000", "2000-05-29 08:00"),
        ("FREQ=MINUTELY;INTERVAL=30;COUNT=48000", "2000-05-29 08:30"),
    ] {
        let found = walked(rule, "1997-09-02", "2000-05-27 00:00", "2001-01-01");
        assert_eq!(found.last().copied(), Some(at(expected)), "{rule}");
    }
}

#[test]
fn rules_made_to_take_for_ever_end_soon_and_say_so() {
    let months: Vec<String> = (1..13).map(|n| n.to_string()).collect();
    let days: Vec<String> = (1..32).map(|n| n.to_string()).collect();
    let sixty: Vec<String> = (0..60).map(|n| n.to_string()).collect();
    let cross = format!(
        "FREQ=YEARLY;COUNT=1;BYMONTH={};BYMONTHDAY={};BYMINUTE={};BYSECOND={}",
        months.join(","),
        days.join(","),
        sixty.join(","),
        sixty.join(",")
    );
    for (rule, whole, most) in [
        ("FREQ=SECONDLY", false, 5_000),
        ("FREQ=SECONDLY;COUNT=1000000000", false, 5_000),
        ("FREQ=SECONDLY;COUNT=1000000000;BYSECOND=1", false, 0),
        ("FREQ=DAILY;INTERVAL=4294967295", true, 0),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", true, 0),
        ("FREQ=YEARLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30", true, 0),
        (cross.as_str(), true, 0),
    ] {
        let rule = Rule::read(rule).unwrap();
        let mut limits = Limits { steps: 200_000, most: 5_000 };
        let (first, from, to) = (at("1997-09-02"), at("2026-09-01"), at("2027-03-01"));
        let mut found = 0;
        let walk = Walk { rule: &rule, first, until: None, from, to };
        assert_eq!(walk.run(&mut limits, &mut |_| found += 1), whole, "{rule:?}");
        assert_eq!(found, most, "{rule:?}");
    }
}

prop_compose! {
    fn any_rule()(
        pace in 0..7usize,
        interval in 1..5u32,
        count in proptest::option::of(1..40u64),
        parts in proptest::sample::subsequence(vec![
            "BYMONTH=1,3,11", "BYMONTHDAY=1,15,-1", "BYDAY=MO,1TU,-1FR", "BYDAY=WE,SU", "BYYEARDAY=1,60,-1",
            "BYWEEKNO=1,20,53", "BYHOUR=8,23", "BYMINUTE=0,30", "BYSETPOS=1,-1", "WKST=SU",
        ], 0..4),
    ) -> String {
        let word = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"][pace];
        let count = count.map_or(String::new(), |count| format!(";COUNT={count}"));
        format!("FREQ={word};INTERVAL={interval}{count};{}", parts.join(";"))
    }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(200))]

    #[test]
    fn times_are_in_order_in_the_range_and_the_same_from_wherever_one_looks(
        rule in any_rule(),
        first_day in 0..2000u64,
        later in 0..400u64,
    ) {
        let rule = Rule::read(&rule).unwrap();
        let first = at("2020-01-01") + chrono::Days::new(first_day);
        let (from, to) = (first, first + chrono::Days::new(500));
        let run = |from, to| {
            let mut found = Vec::new();
            let mut limits = Limits { steps: 400_000, most: 3_000 };
            let walk = Walk { rule: &rule, first, until: None, from, to };
            let whole = walk.run(&mut limits, &mut |time| found.push(time));
            (found, whole)
        };
        let (all, whole) = run(from, to);
        prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(all.iter().all(|time| *time > first && (from..=to).contains(time)));
        if let Some(count) = rule.count {
            prop_assert!((all.len() as u64) < count);
        }
        let middle = first + chrono::Days::new(later);
        let (part, part_whole) = run(middle, to);
        if whole && part_whole {
            let expected: Vec<_> = all.into_iter().filter(|time| *time >= middle).collect();
            prop_assert_eq!(part, expected);
        }
    }
}
