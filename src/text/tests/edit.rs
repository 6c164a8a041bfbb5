//! Tests of changes as typed.

use super::*;
use crate::domain::{Moment, Now, Zone};
use crate::text::{Grammar, quick_add};
use chrono::NaiveTime;

fn reading() -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let at = Moment::parse_rfc3339("2026-11-25T14:00:00+01:00").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    Reading { now: Now::new(at.utc_ms(), zone, 240), day_start: time(9, 0), day_end: time(17, 30) }
}

#[test]
fn empty_fields_clear_and_bare_words_are_the_new_title() {
    let edits = edit_fields("project: due:none note: -q3 +q4 split:yes New words", &reading());
    assert_eq!(
        edits.unwrap(),
        [
            Edit::Project(None),
            Edit::Due(None),
            Edit::Note(String::new()),
            Edit::Untag("q3".into()),
            Edit::Tag("q4".into()),
            Edit::Splittable(true),
            Edit::Title("New words".into()),
        ]
    );
    assert_eq!(edit_fields("  ", &reading()), Ok(vec![]));
}

#[test]
fn what_cannot_be_emptied_says_so() {
    let error = edit_fields("status:", &reading()).unwrap_err();
    insta::assert_snapshot!(format!("{error} ({})", error.hint), @"`status:` needs a value (for example `status:waiting`; after `--` everything is title)");
}

#[test]
fn an_edited_line_comes_to_what_is_different_in_it() {
    let parse = |line| quick_add(line, &reading(), Grammar::Screen).unwrap();
    let old = parse("Draft project:paper +a +b est:2h due:fri");
    let new = parse("Draft it project:paper +b +c due:mon");
    let shown: Vec<String> = edits_between(&old, &new)
        .iter()
        .map(|edit| format!("{edit:?}").chars().take(24).collect())
        .collect();
    assert_eq!(
        shown,
        [
            "Title(\"Draft it\")",
            "Tag(\"c\")",
            "Due(Some(Due { at: Momen",
            "Untag(\"a\")",
            "Estimate(None)"
        ]
    );
    assert_eq!(edits_between(&old, &old), []);
}
