//! Laws of reading calendars, whatever is in them.

use super::*;
use proptest::prelude::*;

fn any_line() -> impl Strategy<Value = String> {
    let day = 20_261_001u32..20_261_131;
    let rule = (
        "(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)",
        0..99u32,
        0..9u32,
        "[A-Z0-9,=;-]{0,20}",
    );
    prop_oneof![
        (day.clone(), 0..25u32).prop_map(|(day, hour)| format!("DTSTART:{day}T{hour:02}0000Z")),
        (day.clone(), 0..25u32)
            .prop_map(|(day, hour)| format!("DTSTART;TZID=Europe/Berlin:{day}T{hour:02}3000")),
        day.clone().prop_map(|day| format!("DTSTART;VALUE=DATE:{day}")),
        day.clone().prop_map(|day| format!("DTEND;VALUE=DATE:{day}")),
        day.clone().prop_map(|day| format!("DTEND:{day}T120000Z")),
        day.clone().prop_map(|day| format!("RECURRENCE-ID:{day}T080000Z")),
        day.clone().prop_map(|day| format!("RECURRENCE-ID;RANGE=THISANDFUTURE:{day}T080000Z")),
        day.clone().prop_map(|day| format!("EXDATE:{day}T080000Z,{day}")),
        day.prop_map(|day| format!("RDATE;VALUE=PERIOD:{day}T080000Z/P{}D", day % 40)),
        "(P|PT|-P)[0-9]{1,12}[WDHMS]".prop_map(|length| format!("DURATION:{length}")),
        "[a-c]".prop_map(|uid| format!("UID:{uid}")),
        rule.prop_map(|(pace, interval, count, rest)| {
            let count = if count > 0 { format!(";COUNT={count}") } else { String::new() };
            format!("RRULE:FREQ={pace};INTERVAL={interval}{count};{rest}")
        }),
        (1..3u32).prop_map(|n| format!("RRULE:FREQ=DAILY;INTERVAL={n}")),
        Just("BEGIN:VEVENT".to_owned()),
        Just("END:VEVENT".to_owned()),
        Just("BEGIN:VTIMEZONE".to_owned()),
        Just("STATUS:CANCELLED".to_owned()),
        "[A-Z:;=\"\u{e9} ]{0,20}",
    ]
}

fn any_calendar() -> impl Strategy<Value = String> {
    proptest::collection::vec(any_line(), 0..40).prop_map(|lines| {
        let lines = lines.join("\n");
        format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR")
    })
}

fn found(bytes: &[u8], calendar: &Calendar, span: Span) -> Found {
    events(&[Source { name: "a", bytes }], calendar, span, berlin())
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]

    #[test]
    fn whatever_a_calendar_says_its_events_touch_the_window_in_order(
        text in any_calendar(),
        all_day in 0..3usize,
    ) {
        let calendar = Calendar { all_day: AllDay::ALL[all_day], ..calendar() };
        let span = window("2026-10-20", "2026-11-20");
        let found = found(text.as_bytes(), &calendar, span);
        let (from, to) = (span.start.utc_ms(), span.end.utc_ms());
        for event in &found.events {
            let (start, end) = (event.start.utc_ms(), event.end.utc_ms());
            prop_assert!(start <= end && start < to && (end > from || start >= from));
            prop_assert!(!event.day_off || (event.all_day && event.busy));
        }
        let in_order = |pair: &[Event]| pair[0].start.utc_ms() <= pair[1].start.utc_ms();
        prop_assert!(found.events.windows(2).all(in_order));
    }

    #[test]
    fn a_smaller_window_shows_the_same_events(text in any_calendar(), days in 1..30i64) {
        let wide = window("2026-10-20", "2026-11-20");
        let narrow = Span::new(wide.start, wide.start.plus_seconds(days * 86_400));
        let all = found(text.as_bytes(), &calendar(), wide);
        let some = found(text.as_bytes(), &calendar(), narrow);
        let cut = |faults: Faults| {
            faults.into_words().iter().any(|w| w.contains("too often") || w.contains("more of"))
        };
        if !cut(all.faults) && !cut(some.faults) {
            let mut expected = all.events;
            expected.retain(|event| event.start.utc_ms() < narrow.end.utc_ms());
            prop_assert_eq!(some.events, expected);
        }
    }

    #[test]
    fn bytes_of_any_kind_are_read_to_the_same_each_time(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..200),
        text in any_calendar(),
        at in 0..400usize,
    ) {
        let mut whole = text.into_bytes();
        whole.truncate(at);
        whole.append(&mut bytes);
        let span = window("2026-10-01", "2026-12-01");
        prop_assert_eq!(found(&whole, &calendar(), span), found(&whole, &calendar(), span));
    }
}
