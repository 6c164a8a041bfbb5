//! What the list and the detail say about a task.

use super::*;
use crate::domain::{Session, SessionId};

#[test]
fn dates_are_said_in_words_of_at_most_eleven_columns() {
    let said = |due: &str, hard| {
        let mut task = Task::new(TaskId(Mint::new(1, 1).uuid()), TaskNo(1), "x", at(20, "09:00"));
        task.due = Some(Due { at: Moment::parse_rfc3339(due).unwrap(), hard });
        due::said(&task, &now()).unwrap().0
    };
    let cases = [
        ("2026-11-25T11:20:00+01:00", false, "16m late"),
        ("2026-11-25T09:30:00+01:00", true, "2 h late"),
        ("2026-11-23T17:30:00+01:00", false, "2 d late"),
        ("2026-11-25T17:00:00+01:00", false, "today 17:00"),
        ("2026-11-25T17:00:00+01:00", true, "by 17:00"),
        ("2026-11-26T17:30:00+01:00", false, "tomorrow"),
        ("2026-11-27T17:30:00+01:00", true, "by Fri 27"),
        ("2026-12-30T17:30:00+01:00", false, "30 Dec"),
        ("2027-03-01T17:30:00+01:00", true, "by Mar 2027"),
    ];
    for (due, hard, words) in cases {
        assert_eq!(said(due, hard), words);
        assert!(words.len() <= 11);
    }
}

#[test]
fn the_detail_says_what_waits_and_what_is_left() {
    let mut state = state();
    let first = state.task_no(TaskNo(1)).unwrap().clone();
    let mut session =
        Session::running(SessionId(Mint::new(3, 3).uuid()), Some(first.id), None, at(25, "09:00"));
    session.end = Some(at(25, "10:00"));
    state.apply(&Change::SessionAdded { session: Box::new(session) });
    let mut model = Model::new(Settings::default(), now(), (120, 36));
    update(&mut model, Msg::Loaded { state: Box::new(state), seq: 1 }, &now());
    keys(&mut model, "2");
    let said = format!("{:?}", detail::lines(&model, 48));
    for words in ["1h, 1h left", "2 Submit the paper", "09:00 to 10:00", "in 2 days", "Used(0.5)"] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn wrapping_never_exceeds_the_width_and_loses_no_letter() {
    for text in [
        "Draft the methods section of the paper",
        "日本語の資料をまとめる",
        "aaaaaaaaaaaaaaaaaa b",
        "",
    ] {
        for width in 1..20 {
            let lines = detail::wrapped(text, width);
            let limit = usize::from(width).max(2);
            assert!(
                lines.iter().all(|l| unicode_width::UnicodeWidthStr::width(l.as_str()) <= limit)
            );
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }
}
