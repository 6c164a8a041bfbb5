//! A session in the words of quick-add, and what its change of a line comes to.

use super::*;
use crate::domain::{Now, SessionId, Task, TaskId, TaskNo, Zone};
use chrono::NaiveTime;
use proptest::prelude::*;

fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(text).unwrap()
}

/// Wednesday, 25 November 2026, 11:36 in Berlin.
fn reading() -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    Reading {
        now: Now::new(at("2026-11-25T11:36:00+01:00").utc_ms(), zone, 240),
        day_start: time(9, 0),
        day_end: time(17, 30),
    }
}

fn read(line: &str) -> SessionEdit {
    session_line(line, &reading(), SessionGrammar::Edit).unwrap()
}

fn add(line: &str) -> SessionEdit {
    session_line(line, &reading(), SessionGrammar::Add).unwrap()
}

fn refused(line: &str) -> String {
    let error = session_line(line, &reading(), SessionGrammar::Edit).unwrap_err();
    format!("{}\n{error}\n{}", error.render(line), error.hint)
}

fn session(start: &str, end: Option<&str>) -> Session {
    let mut session = Session::running(SessionId(uuid::Uuid::nil()), None, None, at(start));
    session.end = end.map(at);
    session
}

#[test]
fn a_whole_line_is_read() {
    let edit = read("9:00-10:30 task:142 @Writing focus:4 outcome:prog note:'it''s a start'");
    assert_eq!(edit.start, Some(at("2026-11-25T09:00:00+01:00")));
    assert_eq!(edit.end, Some(at("2026-11-25T10:30:00+01:00")));
    assert_eq!(edit.task, Some(Some(TaskRef::No(TaskNo(142)))));
    assert_eq!(edit.kind, Some(Some("writing".into())));
    assert_eq!((edit.focus, edit.outcome), (Some(Some(4)), Some(Some(Outcome::Progressed))));
    assert_eq!(edit.note.as_deref(), Some("it's a start"));
}

#[test]
fn times_are_those_of_the_day_that_is_read_on() {
    let friday = reading().on("2026-11-20".parse().unwrap());
    let edit = session_line("23:30-1:15", &friday, SessionGrammar::Edit).unwrap();
    assert_eq!(edit.start, Some(at("2026-11-20T23:30:00+01:00")));
    assert_eq!(edit.end, Some(at("2026-11-21T01:15:00+01:00")));
    let edit = session_line("start:1:00", &friday, SessionGrammar::Edit).unwrap();
    assert_eq!(edit.start, Some(at("2026-11-21T01:00:00+01:00")));
}

#[test]
fn empty_fields_and_none_clear() {
    let edit = read("task: type:none focus: outcome:none note:");
    assert_eq!((edit.task, edit.kind), (Some(None), Some(None)));
    assert_eq!((edit.focus, edit.outcome), (Some(None), Some(None)));
    assert_eq!(edit.note.as_deref(), Some(""));
}

#[test]
fn bare_words_name_the_task_of_a_new_session() {
    assert_eq!(add("9:00-9:15 answer ana focus:3").task, Some(Some(TaskRef::parse("answer ana"))));
    assert_eq!(add("142 9-10").task, Some(Some(TaskRef::No(TaskNo(142)))));
}

#[test]
fn mistakes_are_pointed_at() {
    insta::assert_snapshot!(refused("9:00-10:30 progressed"), @"
      9:00-10:30 progressed
                 ^^^^^^^^^^
    `progressed` is not a field
    did you mean `outcome:progressed`?
    ");
    insta::assert_snapshot!(refused("9:00-10:30 4"), @"
      9:00-10:30 4
                 ^
    `4` is not a field
    `focus:4` rates the session, `task:4` names its task
    ");
    insta::assert_snapshot!(refused("9:00-25:00"), @"
      9:00-25:00
      ^^^^^^^^^^
    `9:00-25:00` is not a stretch of time
    for example `9:00-10:30` or `yesterday-9:00-10:30`
    ");
    insta::assert_snapshot!(refused("9:00-10:00 focus:6"), @"
      9:00-10:00 focus:6
                       ^
    `6` is not a focus
    1 is scattered, 5 is absorbed
    ");
    insta::assert_snapshot!(refused("outcom:finished"), @"
      outcom:finished
      ^^^^^^^^^^^^^^^
    `outcom:` is not a field
    did you mean `outcome:`?
    ");
    insta::assert_snapshot!(refused("outcome:great"), @"
      outcome:great
              ^^^^^
    `great` is not an outcome
    one of `finished`, `progressed`, `interrupted`, `abandoned`
    ");
    insta::assert_snapshot!(refused("9:00-10:00 end:11:00"), @"
      9:00-10:00 end:11:00
                 ^^^^^^^^^
    the end has been said already
    leave one of the two out
    ");
    insta::assert_snapshot!(refused("note:'open"), @"
      note:'open
           ^^^^^
    the quote of `note:` does not end
    inside a quote, a quote is written twice: `''`
    ");
    insta::assert_snapshot!(refused("start:"), @"
      start:
      ^^^^^^
    `start:` needs a value
    for example `start:9:00`
    ");
}

#[test]
fn a_line_that_was_not_touched_changes_nothing_and_a_field_taken_out_is_cleared() {
    let old = read("9:00-10:30 task:142 focus:4 outcome:progressed note:x");
    assert_eq!(session_difference(&old, &old), SessionEdit::default());
    let edit = session_difference(&old, &read("9:00-10:45 task:142"));
    assert_eq!((edit.start, edit.task.clone()), (None, None));
    assert_eq!(edit.end, Some(at("2026-11-25T10:45:00+01:00")));
    assert_eq!((edit.focus, edit.outcome), (Some(None), Some(None)));
    assert_eq!(edit.note.as_deref(), Some(""));
}

#[test]
fn a_session_is_printed_as_short_as_its_times_allow() {
    let state = State::new(1);
    let print = |session: &Session| print_session(session, &state, &reading());
    let mut today = session("2026-11-25T09:05:40+01:00", Some("2026-11-25T10:30:59+01:00"));
    today.focus = Some(4);
    today.outcome = Some(Outcome::Finished);
    today.note = "two words".into();
    today.kind = Some("calls".into());
    insta::assert_snapshot!(print(&today), @"9:05-10:30 @calls focus:4 outcome:finished note:'two words'");
    insta::assert_snapshot!(print(&session("2026-11-25T09:05:00+01:00", None)), @"start:9:05");
    // Across the rollover, and in the first 02:30 of the night when the clocks go back: a bare one is the second.
    insta::assert_snapshot!(
        print(&session("2026-11-24T23:30:00+01:00", Some("2026-11-25T05:10:00+01:00"))), @"start:2026-11-24-23:30 end:2026-11-25-05:10");
    insta::assert_snapshot!(
        print(&session("2026-10-25T02:30:00+02:00", Some("2026-10-25T02:50:00+02:00"))), @"start:2026-10-25T02:30:00+02:00 end:2026-10-25T02:50:00+02:00");
    insta::assert_snapshot!(
        print(&session("2026-10-25T02:30:00+01:00", Some("2026-10-25T02:50:00+01:00"))), @"start:2026-10-25-02:30 end:2026-10-25-02:50");
}

#[test]
fn the_type_of_its_task_needs_no_word() {
    let mut state = State::new(1);
    let id = TaskId(uuid::Uuid::from_u128(5));
    let mut task = Task::new(id, TaskNo(7), "x", at("2026-11-25T08:00:00+01:00"));
    task.kind = Some("writing".into());
    state.load_task(task, 0);
    let mut on_it = session("2026-11-25T09:00:00+01:00", Some("2026-11-25T10:00:00+01:00"));
    (on_it.task, on_it.kind) = (Some(id), Some("writing".into()));
    assert_eq!(print_session(&on_it, &state, &reading()), "9:00-10:00 task:7");
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn a_printed_session_reads_back_to_the_minute(
        start_min in 0i64..525_600, length_min in 0i64..3000, focus in proptest::option::of(1u8..=5),
        outcome in proptest::option::of(0usize..4), note in "[^\\x00]{0,20}",
    ) {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        let first = at("2026-01-01T00:00:00+01:00").utc_ms();
        let start = zone.moment(first + start_min * 60_000);
        let mut one = session("2026-01-01T00:00:00+01:00", None);
        one.start = start;
        one.end = Some(zone.moment(start.utc_ms() + length_min * 60_000));
        (one.focus, one.note) = (focus, note);
        one.outcome = outcome.map(|at| Outcome::ALL[at]);
        let day = reading().on(reading().now.day_of(start));
        let line = print_session(&one, &State::new(1), &day);
        let edit = session_line(&line, &day, SessionGrammar::Edit).unwrap();
        prop_assert_eq!(edit.start.map(Moment::utc_ms), Some(start.utc_ms()), "{}", line);
        prop_assert_eq!(edit.end.map(Moment::utc_ms), one.end.map(Moment::utc_ms), "{}", line);
        prop_assert_eq!(edit.focus.flatten(), one.focus);
        prop_assert_eq!(edit.outcome.flatten(), one.outcome);
        let note = edit.note.unwrap_or_default();
        prop_assert_eq!(note.trim(), one.note.trim());
    }

    #[test]
    fn nothing_typed_makes_it_fall_over(line in any::<String>()) {
        for grammar in [SessionGrammar::Edit, SessionGrammar::Add] {
            let _ = session_line(&line, &reading(), grammar);
            for token in session_tokens(&line, &reading(), grammar) {
                prop_assert!(line.get(token.span).is_some());
            }
        }
    }
}
