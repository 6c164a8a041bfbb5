//! What calendars of the field say, worked out by hand: series and what was moved, whole days, zones, and files
//! that are not as they should be.

mod laws;
mod strange;

use super::*;
use crate::domain::{AllDay, CalendarId, Moment};
use uuid::Uuid;

fn calendar() -> Calendar {
    Calendar {
        id: CalendarId(Uuid::nil()),
        name: "work".into(),
        path: "work.ics".into(),
        all_day: AllDay::Busy,
        mine: vec!["ana@example.org".into()],
        tentative_free: false,
        disabled: false,
    }
}

fn berlin() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

fn window(from: &str, to: &str) -> Span {
    let at = |day: &str| Moment::parse_rfc3339(&format!("{day}T00:00:00Z")).unwrap();
    Span::new(at(from), at(to))
}

/// The events of files in the autumn of 2026, as `day start-end title`, with marks for what takes no time (`free`)
/// and days off, and the faults after them.
fn read(files: &[&str], calendar: &Calendar) -> Vec<String> {
    let names: Vec<String> = (0..files.len()).map(|n| format!("{n}.ics")).collect();
    let sources: Vec<Source<'_>> = files
        .iter()
        .zip(&names)
        .map(|(text, name)| Source { name, bytes: text.as_bytes() })
        .collect();
    let found = events(&sources, calendar, window("2026-10-01", "2026-12-01"), berlin());
    let line = |event: &Event| {
        let (start, end) = (event.start.local(), event.end.local());
        let to = if start.date() == end.date() { "%H:%M" } else { "%m-%d %H:%M" };
        let mark = if event.day_off {
            " off"
        } else if event.busy {
            ""
        } else {
            " free"
        };
        format!("{}-{} {}{mark}", start.format("%m-%d %H:%M"), end.format(to), event.title)
    };
    let faults = found.faults.into_words().into_iter().map(|words| format!("! {words}"));
    found.events.iter().map(line).chain(faults).collect()
}

/// A file with these entries, each a list of lines.
fn file(entries: &[&str]) -> String {
    let begun = |lines: &&str| format!("BEGIN:VEVENT\n{}\nEND:VEVENT\n", lines.trim());
    let entries = entries.iter().map(begun).collect::<Vec<_>>().concat();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{entries}END:VCALENDAR\n")
}

fn one(lines: &str) -> Vec<String> {
    read(&[&file(&[lines])], &calendar())
}

#[test]
fn a_series_loses_what_was_taken_out_and_moves_what_was_moved() {
    let series = "UID:a\nSUMMARY:Standup\nDTSTART;TZID=Europe/Berlin:20261019T093000\n\
        DTEND;TZID=Europe/Berlin:20261019T094500\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261111T225959Z\n\
        EXDATE;TZID=Europe/Berlin:20261021T093000\nEXDATE:20261102T083000Z";
    let moved = "UID:a\nSUMMARY:Standup, later\nRECURRENCE-ID;TZID=Europe/Berlin:20261028T093000\n\
        DTSTART;TZID=Europe/Berlin:20261028T140000\nDURATION:PT30M";
    let off = "UID:a\nRECURRENCE-ID:20261104T083000Z\nSTATUS:CANCELLED\nDTSTART:20261104T083000Z";
    assert_eq!(
        read(&[&file(&[off, moved, series])], &calendar()),
        [
            "10-19 09:30-09:45 Standup",
            "10-26 09:30-09:45 Standup",
            "10-28 14:00-14:30 Standup, later",
            "11-09 09:30-09:45 Standup",
            "11-11 09:30-09:45 Standup",
        ]
    );
}

#[test]
fn a_change_of_this_and_all_later_times_moves_them_all() {
    let series = "UID:a\nSUMMARY:Old\nDTSTART;TZID=Europe/Berlin:20261005T100000\nDURATION:PT1H\n\
        RRULE:FREQ=WEEKLY;COUNT=5";
    let later = "UID:a\nSUMMARY:New\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261019T100000\n\
        DTSTART;TZID=Europe/Berlin:20261020T150000\nDURATION:PT30M";
    let again = "UID:a\nSUMMARY:Once\nRECURRENCE-ID;TZID=Europe/Berlin:20261026T100000\n\
        DTSTART;TZID=Europe/Berlin:20261026T080000\nDURATION:PT30M";
    assert_eq!(
        read(&[&file(&[series, later, again])], &calendar()),
        [
            "10-05 10:00-11:00 Old",
            "10-12 10:00-11:00 Old",
            "10-20 15:00-15:30 New",
            "10-26 08:00-08:30 Once",
            "11-03 15:00-15:30 New",
        ]
    );
}

#[test]
fn a_time_that_was_moved_into_the_window_is_there_and_one_moved_out_is_not() {
    let series = "UID:a\nSUMMARY:Board\nDTSTART:20260101T100000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1";
    let into = "UID:a\nSUMMARY:Board\nRECURRENCE-ID:20260901T100000Z\nDTSTART:20261002T120000Z\nDURATION:PT1H";
    let out = "UID:a\nSUMMARY:Board\nRECURRENCE-ID:20261101T100000Z\nDTSTART:20270108T120000Z\nDURATION:PT1H";
    assert_eq!(
        read(&[&file(&[series, into, out])], &calendar()),
        ["10-01 12:00-13:00 Board", "10-02 14:00-15:00 Board"]
    );
}

#[test]
fn dates_may_be_added_one_by_one_and_have_ends_of_their_own() {
    assert_eq!(
        one("UID:a\nSUMMARY:Course\nDTSTART;TZID=Europe/Berlin:20261005T180000\nDURATION:PT2H\n\
             RDATE;TZID=Europe/Berlin:20261009T180000,20261005T180000\n\
             RDATE;VALUE=PERIOD:20261012T160000Z/PT30M,20261013T160000Z/20261013T170000Z"),
        [
            "10-05 18:00-20:00 Course",
            "10-09 18:00-20:00 Course",
            "10-12 18:00-18:30 Course",
            "10-13 18:00-19:00 Course",
        ]
    );
}

#[test]
fn the_first_time_counts_even_when_the_rule_does_not_mean_it() {
    assert_eq!(
        one("UID:a\nSUMMARY:Friday 13\nDTSTART:20261005T080000Z\nDURATION:PT1H\n\
             RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"),
        ["10-05 10:00-11:00 Friday 13", "11-13 09:00-10:00 Friday 13"]
    );
    assert_eq!(
        one("UID:a\nSUMMARY:Friday 13\nDTSTART:20261005T080000Z\nDURATION:PT1H\n\
             RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13\nEXDATE:20261005T080000Z"),
        ["11-13 09:00-10:00 Friday 13"]
    );
}

#[test]
fn whole_days_are_local_days_through_changes_of_the_clocks() {
    let holiday = "UID:a\nSUMMARY:Holiday\nDTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261026";
    assert_eq!(one(holiday), ["10-24 00:00-10-26 00:00 Holiday"]);
    let found = events(
        &[Source { name: "a", bytes: file(&[holiday]).as_bytes() }],
        &calendar(),
        window("2026-10-01", "2026-12-01"),
        berlin(),
    );
    let event = &found.events[0];
    assert!(event.all_day);
    assert_eq!(event.end.seconds_since(event.start), 49 * 3600);
    assert_eq!(
        one("UID:a\nSUMMARY:Day\nDTSTART;VALUE=DATE:20261026"),
        ["10-26 00:00-10-27 00:00 Day"]
    );
    assert_eq!(
        one(
            "UID:a\nSUMMARY:Daily\nDTSTART;VALUE=DATE:20261129\nRRULE:FREQ=DAILY;UNTIL=20261130T000000Z\n\
             EXDATE;VALUE=DATE:20261129"
        ),
        ["11-30 00:00-12-01 00:00 Daily"]
    );
}

#[test]
fn outlook_writes_whole_days_with_times_and_says_so() {
    let days = "UID:a\nSUMMARY:Leave\nDTSTART;TZID=W. Europe Standard Time:20261102T000000\n\
        DTEND;TZID=W. Europe Standard Time:20261104T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n\
        X-MICROSOFT-CDO-BUSYSTATUS:OOF";
    assert_eq!(one(days), ["11-02 00:00-11-04 00:00 Leave off"]);
}

#[test]
fn what_whole_days_take_is_the_persons_to_say() {
    let text = file(&["UID:a\nSUMMARY:Unity day\nDTSTART;VALUE=DATE:20261003\nTRANSP:TRANSPARENT"]);
    let with = |all_day| read(&[&text], &Calendar { all_day, ..calendar() });
    assert_eq!(with(AllDay::Busy), ["10-03 00:00-10-04 00:00 Unity day free"]);
    assert_eq!(with(AllDay::Off), ["10-03 00:00-10-04 00:00 Unity day off"]);
}

#[test]
fn what_the_person_declined_is_not_there_and_what_others_declined_is() {
    let mine = "UID:a\nSUMMARY:No\nDTSTART:20261005T080000Z\nDURATION:PT1H\n\
        ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org\nATTENDEE;PARTSTAT=DECLINED:MAILTO:Ana@Example.org";
    let beside = "UID:b\nSUMMARY:Neither\nDTSTART:20261005T080000Z\nDURATION:PT1H\n\
        ATTENDEE;PARTSTAT=DECLINED;EMAIL=ana@example.org:urn:uuid:1";
    let others = "UID:c\nSUMMARY:Yes\nDTSTART:20261005T080000Z\nDURATION:PT1H\n\
        ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org";
    assert_eq!(read(&[&file(&[mine, beside, others])], &calendar()), ["10-05 10:00-11:00 Yes"]);
}

#[test]
fn an_entry_in_several_files_counts_once_as_the_newest_says_it() {
    let at = |hour: u32, sequence: u32| {
        file(&[&format!(
            "UID:a\nSUMMARY:Talk {sequence}\nSEQUENCE:{sequence}\nDTSTART:20261005T{hour:02}0000Z\nDURATION:PT1H"
        )])
    };
    let expected = ["10-05 14:00-15:00 Talk 2"];
    assert_eq!(read(&[&at(8, 1), &at(12, 2)], &calendar()), expected);
    assert_eq!(read(&[&at(12, 2), &at(8, 1)], &calendar()), expected);
}

#[test]
fn entries_of_a_program_that_gives_all_the_same_name_are_all_there() {
    let at = |day: u32| {
        format!("UID:same\nSUMMARY:Game {day}\nDTSTART:202610{day:02}T180000Z\nDURATION:PT1H")
    };
    assert_eq!(
        read(
            &[
                &file(&[&at(5), &at(6)]),
                &file(&[
                    "SUMMARY:A\nDTSTART:20261007T180000Z",
                    "SUMMARY:B\nDTSTART:20261008T180000Z"
                ])
            ],
            &calendar()
        ),
        [
            "10-05 20:00-21:00 Game 5",
            "10-06 20:00-21:00 Game 6",
            "10-07 20:00-20:00 A",
            "10-08 20:00-20:00 B"
        ]
    );
}

#[test]
fn one_time_of_a_series_that_one_was_invited_to_alone_is_there() {
    assert_eq!(
        one(
            "UID:a\nSUMMARY:Guest\nRECURRENCE-ID:20261005T080000Z\nDTSTART:20261005T090000Z\nDURATION:PT1H"
        ),
        ["10-05 11:00-12:00 Guest"]
    );
}

#[test]
fn every_time_of_a_series_has_a_name_of_its_own_that_stays_when_it_is_moved() {
    let series = "UID:a\nDTSTART:20261005T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2";
    let moved = "UID:a\nRECURRENCE-ID:20261006T080000Z\nDTSTART:20261008T080000Z";
    let text = file(&[series, moved]);
    let found = events(
        &[Source { name: "a", bytes: text.as_bytes() }],
        &calendar(),
        window("2026-10-01", "2026-12-01"),
        berlin(),
    );
    let names: Vec<&str> = found.events.iter().map(|event| event.uid.as_str()).collect();
    assert_eq!(names, ["a/20261005T080000Z", "a/20261006T080000Z"]);
    assert_eq!(found.events[1].title, "(no title)");
}

#[test]
fn a_length_keeps_days_by_the_clock_and_an_end_keeps_its_distance() {
    // The night in which the clocks go back.
    let nominal = "UID:a\nSUMMARY:Days\nDTSTART;TZID=Europe/Berlin:20261024T120000\nDURATION:P1D";
    let exact = "UID:b\nSUMMARY:Exact\nDTSTART;TZID=Europe/Berlin:20261017T120000\n\
        DTEND;TZID=Europe/Berlin:20261018T120000\nRRULE:FREQ=WEEKLY;COUNT=2";
    assert_eq!(one(nominal), ["10-24 12:00-10-25 12:00 Days"]);
    assert_eq!(one(exact), ["10-17 12:00-10-18 12:00 Exact", "10-24 12:00-10-25 11:00 Exact"]);
}
