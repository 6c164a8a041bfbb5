//! Zones of every kind, and calendars that are wrong.

use super::*;

#[test]
fn times_that_the_clocks_leave_out_come_later_and_those_shown_twice_are_the_first() {
    let gap = "UID:a\nDTSTART;TZID=Europe/Berlin:20260327T023000\nDURATION:PT1H\n\
        RRULE:FREQ=DAILY;COUNT=4";
    let fold = "UID:b\nDTSTART;TZID=Europe/Berlin:20261024T023000\nDURATION:PT1H\n\
        RRULE:FREQ=DAILY;COUNT=2";
    let text = file(&[gap, fold]);
    let sources = [Source { name: "a", bytes: text.as_bytes() }];
    let found = events(&sources, &calendar(), window("2026-03-01", "2026-12-01"), berlin());
    let starts: Vec<String> = found.events.iter().map(|event| event.start.rfc3339()).collect();
    assert_eq!(
        starts,
        [
            "2026-03-27T02:30:00+01:00",
            "2026-03-28T02:30:00+01:00",
            "2026-03-29T03:30:00+02:00",
            "2026-03-30T02:30:00+02:00",
            "2026-10-24T02:30:00+02:00",
            "2026-10-25T02:30:00+02:00",
        ]
    );
    assert!(found.events.iter().all(|event| event.end.seconds_since(event.start) == 3600));
}

#[test]
fn a_series_stays_at_the_hour_of_its_own_place_when_clocks_change_there_and_here() {
    // New York changes a week after Berlin.
    let series = "UID:a\nSUMMARY:Sync\nDTSTART;TZID=America/New_York:20261023T100000\n\
        DURATION:PT30M\nRRULE:FREQ=WEEKLY;COUNT=3";
    assert_eq!(
        one(series),
        ["10-23 16:00-16:30 Sync", "10-30 15:00-15:30 Sync", "11-06 16:00-16:30 Sync"]
    );
}

#[test]
fn a_time_without_a_zone_is_where_one_is() {
    let lunch = "UID:a\nSUMMARY:Lunch\nDTSTART:20261023T120000\nDTEND:20261023T130000";
    assert_eq!(one(lunch), ["10-23 12:00-13:00 Lunch"]);
}

/// A zone as Outlook writes its own: half an hour beside Berlin, with the same changes.
fn zone(name: &str, extra: &str) -> String {
    format!(
        "BEGIN:VTIMEZONE\nTZID:{name}\n{extra}BEGIN:STANDARD\nDTSTART:16011028T030000\n\
         RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:+0230\nTZOFFSETTO:+0130\n\
         END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n\
         RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0130\nTZOFFSETTO:+0230\n\
         END:DAYLIGHT\nEND:VTIMEZONE\n"
    )
}

fn with_zone(zone: &str, name: &str, zone_first: bool) -> Vec<String> {
    let entry = format!(
        "BEGIN:VEVENT\nUID:a\nSUMMARY:Call\nDTSTART;TZID=\"{name}\":20261020T103000\n\
         DURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT\n"
    );
    let (first, second) = if zone_first { (zone, &entry[..]) } else { (&entry[..], zone) };
    read(&[&format!("BEGIN:VCALENDAR\n{first}{second}END:VCALENDAR\n")], &calendar())
}

#[test]
fn a_zone_that_only_the_file_knows_is_as_the_file_says_wherever_it_says_so() {
    let custom = zone("Customized Time Zone", "");
    let expected = ["10-20 10:00-11:00 Call", "10-27 10:00-11:00 Call"];
    for zone_first in [true, false] {
        assert_eq!(with_zone(&custom, "Customized Time Zone", zone_first), expected);
    }
}

#[test]
fn what_the_database_knows_goes_before_what_a_file_says_about_it() {
    let local = ["10-20 10:30-11:30 Call", "10-27 10:30-11:30 Call"];
    assert_eq!(with_zone(&zone("Europe/Berlin", ""), "Europe/Berlin", true), local);
    let located = zone("Mine", "X-LIC-LOCATION:Europe/Berlin\n");
    assert_eq!(with_zone(&located, "Mine", true), local);
}

#[test]
fn a_zone_that_nobody_knows_is_said_and_the_entry_is_kept_at_the_local_time() {
    assert_eq!(
        with_zone("", "Mars/Olympus", true),
        [
            "10-20 10:30-11:30 Call",
            "10-27 10:30-11:30 Call",
            "! `0.ics` speaks of a zone `Mars/Olympus` that nobody knows: its times are taken as local ones",
        ]
    );
}

#[test]
fn one_bad_entry_hides_no_other() {
    let good = "UID:good\nSUMMARY:Good\nDTSTART:20261020T080000Z\nDURATION:PT1H";
    for (bad, fault) in [
        ("", "has no start and is left out"),
        ("DTSTART:yesterday", "has no readable `DTSTART`"),
        ("DTSTART:20250101T000000Z\nDTEND:20240101T000000Z", "ends before it starts"),
        (
            "DTSTART:20250101T000000Z\nRRULE:FREQ=WEEKLY;INTERVAL=0",
            "has a rule that says `INTERVAL=0`: it is not followed",
        ),
        (
            "DTSTART:20250101T000000Z\nRRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY",
            "repeats too often to be followed: not all of its times are there",
        ),
    ] {
        let found = read(&[&file(&[&format!("UID:x\nSUMMARY:Bad\n{bad}"), good])], &calendar());
        assert_eq!(found[0], "10-20 10:00-11:00 Good", "{bad}");
        assert!(found.contains(&format!("! `0.ics`: `Bad` {fault}")), "{found:?}");
    }
}

#[test]
fn old_calendars_take_out_by_rule_what_other_rules_put_in() {
    let series = "UID:a\nSUMMARY:Daily\nDTSTART:20261005T080000Z\nDURATION:PT1H\n\
        RRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=WEEKLY;BYDAY=TU,WE";
    assert_eq!(one(series), ["10-05 10:00-11:00 Daily", "10-08 10:00-11:00 Daily"]);
}

#[test]
fn an_entry_that_is_never_closed_ends_where_the_next_begins_or_the_file_ends() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:One\nDTSTART:20261020T080000Z\n\
        BEGIN:VALARM\nDTSTART:20270101T000000Z\nBEGIN:VEVENT\nSUMMARY:Two\nDTSTART:20261021T080000Z\n";
    assert_eq!(
        read(&[text], &calendar()),
        ["10-20 10:00-10:00 One", "10-21 10:00-10:00 Two", "! `0.ics` ends within an entry"]
    );
}

#[test]
fn what_an_alarm_or_a_to_do_says_is_not_said_by_the_entry() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Do\nDTSTART:20261020T080000Z\nEND:VTODO\n\
        BEGIN:VEVENT\nSUMMARY:Meet\nBEGIN:VALARM\nSUMMARY:Ring\nDURATION:PT5H\nEND:VALARM\n\
        DTSTART:20261020T080000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n";
    assert_eq!(read(&[text], &calendar()), ["10-20 10:00-11:00 Meet"]);
}

#[test]
fn what_is_no_calendar_is_said_to_be_none() {
    let html = "<!doctype html><html><body>Please log in</body></html>";
    assert_eq!(
        read(&["", html], &calendar()),
        [
            "! `0.ics` is empty",
            "! `1.ics` is no calendar: it begins with `<!doctype html><html><body>Please log in`",
        ]
    );
}

#[test]
fn a_calendar_that_calls_off_calls_off_all_that_is_in_it() {
    let text = file(&["UID:a\nSUMMARY:Off\nDTSTART:20261020T080000Z"]);
    let text = text.replace("VERSION:2.0", "VERSION:2.0\nMETHOD:CANCEL");
    assert_eq!(read(&[&text], &calendar()), [""; 0]);
}
