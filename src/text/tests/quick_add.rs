//! Tests of quick-add lines: a Wednesday afternoon in Berlin.

use super::*;
use crate::domain::{Due, Moment, Now, Priority, TaskNo, TaskRef, Zone};
use chrono::NaiveTime;
use proptest::prelude::*;

fn reading() -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let at = Moment::parse_rfc3339("2026-11-25T14:00:00+01:00").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    Reading { now: Now::new(at.utc_ms(), zone, 240), day_start: time(9, 0), day_end: time(17, 30) }
}

fn add(line: &str) -> Parsed {
    quick_add(line, &reading(), Grammar::Shell).unwrap()
}

fn refused(line: &str) -> String {
    let error = quick_add(line, &reading(), Grammar::Screen).unwrap_err();
    format!("{error}\n{}\n  {}", error.render(line), error.hint)
}

fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(text).unwrap()
}

#[test]
fn the_lines_of_the_manual_mean_what_it_says() {
    let parsed =
        add("Write the methods section project:paper @writing +q3 est:2h pri:high due:fri");
    assert_eq!(parsed.title, "Write the methods section");
    assert_eq!(
        parsed.edits,
        [
            Edit::Project(Some("paper".into())),
            Edit::Kind(Some("writing".into())),
            Edit::Tag("q3".into()),
            Edit::Estimate(Some(7200)),
            Edit::Priority(Priority::High),
            Edit::Due(Some(Due { at: at("2026-11-27T17:30:00+01:00"), hard: false })),
        ]
    );
    let parsed = add("Call Ana @calls 15m deadline:tomorrow-17:00 after:142 from:mon");
    assert_eq!(parsed.title, "Call Ana");
    assert_eq!(
        parsed.edits,
        [
            Edit::Kind(Some("calls".into())),
            Edit::Estimate(Some(900)),
            Edit::Due(Some(Due { at: at("2026-11-26T17:00:00+01:00"), hard: true })),
            Edit::After(vec![TaskRef::No(TaskNo(142))]),
            Edit::From(Some(at("2026-11-30T09:00:00+01:00"))),
        ]
    );
    let parsed = add("Water the plants every:.+3d at:home");
    assert_eq!(parsed.edits, [Edit::Every(Some(".+3d".into())), Edit::At(Some("home".into()))]);
}

#[test]
fn every_other_field_is_read_too() {
    let parsed =
        add("x on:tomorrow chunk:25m..2h nosplit every:weekly status:waiting note:'two words'");
    assert_eq!(
        parsed.edits,
        [
            Edit::On(chrono::NaiveDate::from_ymd_opt(2026, 11, 26)),
            Edit::Chunk(Some((1500, 7200))),
            Edit::Splittable(false),
            Edit::Every(Some("++1w".into())),
            Edit::Status(crate::domain::Status::Waiting),
            Edit::Note("two words".into()),
        ]
    );
}

#[test]
fn a_title_keeps_what_only_looks_technical() {
    for title in [
        "Read https://example.org/a?b=c:d",
        "Meet at 12:30",
        "re: foo",
        "Fix std::fmt in src/main.rs:12",
        "Buy 45 eggs + milk",
        "Call +49 170 1234567",
        "Fix #142 in C++ and mail bob@example.org",
        "don't 'quote' it",
        "node:18 and docs:api and test:unit",
        "rm -rf build",
        "run 30s and 2d",
        "~/notes !! # @ + -",
        "Größe 日本",
    ] {
        let parsed = Parsed { title: title.into(), edits: vec![] };
        assert_eq!(add(title), parsed);
        assert_eq!(quick_add(title, &reading(), Grammar::Screen), Ok(parsed));
    }
}

#[test]
fn shorthands_are_for_the_screen_only() {
    let line = "Draft #paper !high ~2h";
    assert_eq!(add(line).title, line);
    let parsed = quick_add(line, &reading(), Grammar::Screen).unwrap();
    assert_eq!(
        parsed.edits,
        [
            Edit::Project(Some("paper".into())),
            Edit::Priority(Priority::High),
            Edit::Estimate(Some(7200)),
        ]
    );
}

#[test]
fn a_date_may_go_on_in_the_next_words() {
    let due = |line: &str| match add(line).edits.as_slice() {
        [Edit::Due(Some(due))] => format!("{} | {}", add(line).title, due.at),
        other => panic!("{other:?}"),
    };
    assert_eq!(due("a due:next mon b"), "a b | 2026-11-30T17:30:00+01:00");
    assert_eq!(due("a due:25 nov 2027 b"), "a b | 2027-11-25T17:30:00+01:00");
    assert_eq!(due("a due:in 2 days b"), "a b | 2026-11-27T17:30:00+01:00");
    assert_eq!(due("a due:fri 17:00 b"), "a 17:00 b | 2026-11-27T17:30:00+01:00");
    assert_eq!(due("a due:'fri 17:00' b"), "a b | 2026-11-27T17:00:00+01:00");
}

#[test]
fn behind_two_dashes_everything_is_title() {
    let parsed = add("Fix est:2h -- the due:  bug --");
    assert_eq!((parsed.title.as_str(), parsed.edits.len()), ("Fix the due:  bug --", 1));
}

#[test]
fn a_field_that_cannot_be_read_is_an_error_under_a_caret() {
    insta::assert_snapshot!(refused("Write due:fridy now"), @r"
`fridy` is not a date
  Write due:fridy now
            ^^^^^
  did you mean `friday`?
");
    insta::assert_snapshot!(refused("Write prio:high"), @r"
`prio:` is not a field
  Write prio:high
        ^^^^^^^^^
  did you mean `pri:`? After `--` everything is title
");
    insta::assert_snapshot!(refused("Write dou:fri"), @r"
`dou:` is not a field
  Write dou:fri
        ^^^^^^^
  did you mean `due:`? After `--` everything is title
");
    insta::assert_snapshot!(refused("Write est:soon"), @r"
`soon` is not a duration
  Write est:soon
            ^^^^
  for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`
");
    insta::assert_snapshot!(refused("Write !now"), @r"
`now` is not a priority
  Write !now
         ^^^
  one of `low`, `normal`, `high`, `urgent`
");
    insta::assert_snapshot!(refused("Buy +milk, eggs"), @r"
`,` can't be part of a tag's name
  Buy +milk, eggs
           ^
  names are letters, digits and `_-./`; after `--` everything is title
");
    insta::assert_snapshot!(refused("Write project:"), @r"
`project:` needs a value
  Write project:
        ^^^^^^^^
  for example `project:paper`; after `--` everything is title
");
    insta::assert_snapshot!(refused("Write every:often"), @r"
`often` is not a recurrence
  Write every:often
              ^^^^^
  for example `+1w` (from its date), `++1m` (next date to come), `.+3d` (from when it was done), `weekday` or `mon,thu`
");
    insta::assert_snapshot!(refused("Write chunk:2h..25m"), @r"
the shortest stretch is longer than the longest
  Write chunk:2h..25m
              ^^^^^^^
  the shortest and the longest stretch: `chunk:25m..2h`
");
    insta::assert_snapshot!(refused("Write status:done"), @r"
`status:done` can't be set like that
  Write status:done
               ^^^^
  use `heyday done ID`
");
    insta::assert_snapshot!(refused("Write note:'open"), @r"
the quote of `note:` does not end
  Write note:'open
             ^^^^^
  inside a quote, a quote is written twice: `''`
");
    insta::assert_snapshot!(refused("Write on:fri-9:00"), @r"
`fri-9:00` says a time, where a day is wanted
  Write on:fri-9:00
           ^^^^^^^^
  leave the time out
");
    insta::assert_snapshot!(refused("Write after:1,,2"), @r"
a task is missing in the list
  Write after:1,,2
              ^^^^
  numbers or parts of titles, with commas between: `after:142,slides`
");
    insta::assert_snapshot!(refused("Write due:fri deadline:mon"), @r"
when it is due has been said already
  Write due:fri deadline:mon
                ^^^^^^^^^^^^
  leave one of the two out; after `--` everything is title
");
    insta::assert_snapshot!(refused("  +q3 due:fri  "), @r"
a task needs a title
    +q3 due:fri  
               ^
  for example `Write the report due:fri`
");
}

#[test]
fn what_is_typed_so_far_is_coloured_whatever_it_is() {
    let line = "Draft #paper due:fridy  note:'a b' -- x  y ";
    let tokens = highlight(line, &reading(), Grammar::Screen);
    let shown: Vec<String> = tokens
        .iter()
        .map(|t| {
            format!(
                "{:?} `{}`{}",
                t.role,
                &line[t.span.clone()],
                if t.error.is_some() { " !" } else { "" }
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
Title `Draft`
Project `#paper`
Due `due:fridy` !
Note `note:'a b'`
End `--`
Title `x  y`
");
}

#[test]
fn a_wrong_letter_in_a_types_name_is_pointed_at_where_it_was_typed() {
    // The lower case of the first letter is a byte longer than the letter.
    let line = "@\u{23a}\u{1f810}";
    let error = quick_add(line, &reading(), Grammar::Shell).unwrap_err();
    assert_eq!(line.get(error.span), Some("\u{1f810}"));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn nothing_typed_makes_it_fall_over(
        text in any::<String>(),
        like in "((due|note|est|every|after|prio|-project|\\+|@|#|!|~)[:a-z0-9'\"é,. -]{0,12} ?){0,6}",
    ) {
        for text in [&text, &like] {
            for (cut, _) in text.char_indices() {
                let _ = quick_add(&text[..cut], &reading(), Grammar::Shell);
                let _ = highlight(&text[cut..], &reading(), Grammar::Screen);
            }
            if let Err(error) = quick_add(text, &reading(), Grammar::Screen) {
                prop_assert!(text.is_char_boundary(error.span.start) && text.is_char_boundary(error.span.end));
                error.render(text);
            }
        }
    }

    #[test]
    fn tokens_are_in_order_and_on_boundaries(text in "[ a-z:'+@#!~0-9é-]{0,60}") {
        let mut end = 0;
        for token in highlight(&text, &reading(), Grammar::Screen) {
            prop_assert!(token.span.start >= end && token.span.end > token.span.start);
            prop_assert!(text.get(token.span.clone()).is_some());
            end = token.span.end;
        }
    }
}
