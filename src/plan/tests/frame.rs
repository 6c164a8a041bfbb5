//! Days and their slots, also on the two days a year that are not as long as the others.

use super::*;
use crate::domain::Zone;
use crate::plan::settings::{TimeMap, Week};
use proptest::prelude::*;

fn berlin() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

fn at(text: &str) -> Moment {
    berlin().at(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

fn now(text: &str) -> Now {
    Now::new(at(text).utc_ms(), berlin(), 240)
}

fn clock(spans: &[Span]) -> Vec<String> {
    let time = |at: Moment| at.local().format("%H:%M").to_string();
    spans.iter().map(|span| format!("{}-{}", time(span.start), time(span.end))).collect()
}

fn event(start: &str, end: &str) -> Taken {
    Taken { span: Span::new(at(start), at(end)), why: Why::Event }
}

#[test]
fn today_begins_now_and_lunch_and_meetings_are_taken_out() {
    let meeting = event("2026-11-23 14:10", "2026-11-23 15:00");
    let frame = Frame::new(&Planning::default(), &now("2026-11-23 10:07"), &[meeting]);
    assert_eq!(clock(&frame.open(0)), ["10:15-12:30", "13:15-14:10", "15:00-17:30"]);
    assert_eq!(clock(&frame.open(1)), ["09:00-12:30", "13:15-17:30"]);
    assert_eq!(frame.days.len(), 15, "today and fourteen more");
    assert!(frame.open(5).is_empty());
    // 8 h 30 of work hours less lunch and the meeting, whatever has passed.
    let left = (2 * 60 + 15 + 4 * 60 + 15 - 50) * 60;
    assert_eq!(frame.work_s(0), ((8 * 60 + 30 - 45 - 50) * 60, left));
    assert_eq!((frame.days[0].minute(), frame.days[0].slots()), (615, 29), "10:15 to 17:30");
}

#[test]
fn after_work_nothing_is_left_of_today_and_after_midnight_it_is_still_today() {
    let frame = Frame::new(&Planning::default(), &now("2026-11-23 17:20"), &[]);
    assert!(frame.open(0).is_empty());
    let night = Frame::new(&Planning::default(), &now("2026-11-24 01:30"), &[]);
    assert_eq!(night.days[0].day.to_string(), "2026-11-23");
    assert!(night.open(0).is_empty());
    assert_eq!(clock(&night.open(1)), ["09:00-12:30", "13:15-17:30"]);
}

#[test]
fn hours_that_begin_between_slots_waste_the_rest_of_that_slot_only() {
    let mut planning = Planning { lunch: None, ..Planning::default() };
    planning.hours = Week::same([true; 7], &[(550, 1000)]);
    let frame = Frame::new(&planning, &now("2026-11-23 07:00"), &[]);
    assert_eq!(frame.days[0].minute(), 540);
    assert_eq!(clock(&frame.open(0)), ["09:10-16:40"]);
    assert_eq!(frame.days[0].slots(), 31, "09:00 to 16:45");
}

#[test]
fn a_map_outside_of_the_work_hours_makes_room_but_no_work_time() {
    let mut when = Week::default();
    when.set(Weekday::Sat, vec![(600, 720)]);
    let map = TimeMap { name: "home".into(), when, ..TimeMap::default() };
    let planning = Planning { maps: vec![map], ..Planning::default() };
    let frame = Frame::new(&planning, &now("2026-11-23 08:00"), &[]);
    assert_eq!(frame.days[5].slots(), 8);
    assert!(frame.open(5).is_empty());
    assert_eq!(clock(&frame.spans(5, planning.maps[0].when.on(Weekday::Sat))), ["10:00-12:00"]);
}

#[test]
fn an_hour_that_the_clock_skips_is_no_time_and_one_that_it_repeats_is() {
    let night =
        Planning { hours: Week::same([true; 7], &[(0, 360)]), lunch: None, ..Planning::default() };
    let early = |day| Now { rollover_min: 0, ..now(day) };
    let spring = Frame::new(&night, &early("2026-03-28 12:00"), &[]);
    assert_eq!(spring.days[1].slots(), 20, "five hours");
    assert_eq!(spring.moment(1, 8).rfc3339(), "2026-03-29T03:00:00+02:00");
    let autumn = Frame::new(&night, &early("2026-10-24 12:00"), &[]);
    assert_eq!(autumn.days[1].slots(), 28, "seven hours");
    assert_eq!(autumn.moment(1, 12).rfc3339(), "2026-10-25T02:00:00+01:00");
}

#[test]
fn what_was_written_down_elsewhere_takes_the_same_moment_here() {
    let zurich = event("2026-11-23 10:00", "2026-11-23 11:00");
    let tokyo = |at: Moment| Moment::new(at.utc_ms(), 540);
    let moved =
        Taken { span: Span::new(tokyo(zurich.span.start), tokyo(zurich.span.end)), ..zurich };
    let open = |taken| Frame::new(&Planning::default(), &now("2026-11-23 08:00"), &[taken]).open(0);
    assert_eq!(clock(&open(moved)), clock(&open(zurich)));
    let frame = Frame::new(&Planning::default(), &now("2026-11-23 08:00"), &[]);
    assert_eq!(frame.index(tokyo(at("2026-11-23 22:00"))), Some(0));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(64))]
    #[test]
    fn slots_and_moments_say_the_same_in_both_directions(
        minute in 0..525_600i64, from in 0..1300u16, long in 15..140u16, rollover in 0..300u16,
    ) {
        let start = at("2026-01-01 00:00").plus_seconds(minute * 60);
        let planning = Planning {
            hours: Week::same([true; 7], &[(from, (from + long).min(1440))]),
            lunch: None,
            horizon_days: 3,
            ..Planning::default()
        };
        let now = Now::new(start.utc_ms(), berlin(), rollover.min(from));
        let frame = Frame::new(&planning, &now, &[]);
        prop_assert!(frame.from >= now.at);
        for (index, day) in frame.days.iter().enumerate() {
            for slot in 0..=day.slots() {
                let moment = frame.moment(index, slot);
                let minute = day.minute() + slot * 15;
                prop_assert_eq!(frame.minute(index, moment), minute);
                prop_assert_eq!(frame.moment_at(index, minute), moment);
                prop_assert_eq!(now.zone.moment(moment.utc_ms()), moment, "the offset is the one there");
            }
            for open in frame.open(index) {
                prop_assert!(open.start >= frame.from && open.seconds() > 0);
                prop_assert_eq!(frame.index(open.start), Some(index));
                prop_assert_eq!(open.start.local().date(), day.day);
            }
        }
    }
}
