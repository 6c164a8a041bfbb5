//! Scenarios of the rule, its laws, and commits that mean harm.

use super::*;
use crate::domain::{Moment, Session, Span};
use proptest::prelude::*;

fn at(time: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-11-{time}:00+01:00")).unwrap()
}

fn commit(time: &str, subject: &str) -> Commit {
    let subject: Box<str> = subject.into();
    let print = subject.len() as u64;
    Commit { at: at(time), kind: kind_of(&subject), repository: 0, print, subject }
}

fn names() -> Vec<String> {
    vec!["heyday".to_owned(), "web".to_owned()]
}

fn words(sessions: &[Session]) -> Vec<String> {
    let clock = |at: Moment| at.local().format("%d %H:%M").to_string();
    let word = |s: &Session| {
        let kind = s.kind.as_deref().unwrap_or_default();
        format!("{} to {} {kind}: {}", clock(s.start), clock(s.end.unwrap()), s.note)
    };
    sessions.iter().map(word).collect()
}

fn known(start: &str, end: &str) -> Span {
    Span::new(at(start), at(end))
}

#[test]
fn commits_less_than_two_hours_apart_are_one_session_with_half_an_hour_before() {
    let commits = vec![
        commit("23T14:00", "fix: off by one"),
        commit("23T09:40", "docs: start"),
        commit("23T11:39", "docs: more"),
        commit("23T12:00", "feat: at last"),
    ];
    let found = infer(commits, Vec::new(), &names());
    assert_eq!(
        words(&found.sessions),
        [
            "23 09:10 to 23 12:00 writing: heyday: docs: start and 2 more commits",
            "23 13:30 to 23 14:00 coding: heyday: fix: off by one",
        ]
    );
    assert!(found.sessions.iter().all(Session::is_inferred));
}

#[test]
fn a_commit_that_is_in_several_branches_or_repositories_counts_once() {
    let mut copy = commit("23T09:40", "docs: start");
    copy.repository = 1;
    let found = infer(vec![copy, commit("23T09:40", "docs: start")], Vec::new(), &names());
    assert_eq!((found.commits, found.copies, found.sessions.len()), (1, 1, 1));
    assert_eq!(words(&found.sessions)[0], "23 09:10 to 23 09:40 writing: heyday: docs: start");
}

#[test]
fn what_was_measured_wins() {
    let commits = ["09:40", "10:10", "10:50", "11:20", "11:35"];
    let commits = commits.map(|time| commit(&format!("23T{time}"), time)).to_vec();
    let measured = vec![known("23T10:00", "23T11:00"), known("23T09:00", "23T09:30")];
    let found = infer(commits, measured, &names());
    assert_eq!(
        words(&found.sessions),
        [
            "23 09:30 to 23 09:40 coding: heyday: 09:40",
            "23 11:00 to 23 11:35 coding: heyday: 11:20 and 1 more commit",
        ]
    );
    assert_eq!(found.covered, 2);
}

#[test]
fn no_session_reaches_across_a_known_one() {
    let commits = vec![commit("23T09:00", "a"), commit("23T10:00", "b")];
    let found = infer(commits, vec![known("23T09:20", "23T09:40")], &names());
    assert_eq!(
        words(&found.sessions),
        ["23 08:30 to 23 09:00 coding: heyday: a", "23 09:40 to 23 10:00 coding: heyday: b"]
    );
}

#[test]
fn commits_round_the_clock_are_a_script_and_no_session() {
    let commits = (0..20).map(|hour| {
        let mut one = commit("23T00:00", "tick");
        one.at = one.at.plus_seconds(hour * 3600);
        one
    });
    let found = infer(commits.collect(), Vec::new(), &names());
    assert_eq!((found.sessions.len(), found.endless), (0, 1));
}

fn read(bytes: &[u8], chunk: usize) -> Vec<Option<Commit>> {
    let (mut fields, mut found) = (Fields::default(), Vec::new());
    for piece in bytes.chunks(chunk) {
        fields.feed(piece, &mut |record| found.push(record.commit(0, at("23T12:00"))));
    }
    found
}

#[test]
fn hostile_commits_stay_in_their_fields() {
    let mut bytes = b"1700000000 +0130\0a@x\0a@x\0Ana\0\x1b]0;owned\x07\xff \n\0".to_vec();
    bytes.extend(b"1700000000 -0800\0a@x\0a@x\0\0");
    bytes.extend(vec![b'x'; 1 << 20]);
    bytes.push(0);
    for date in ["0 +0000", "9999999999 +0000", "1700000000 +9999", "", "99999999999999999999 +0"] {
        bytes.extend(format!("{date}\0a@x\0a@x\0A\0s\0").bytes());
    }
    for chunk in [1, 7, 4096, 1 << 21] {
        let found = read(&bytes, chunk);
        assert_eq!(found.len(), 7);
        let subjects: Vec<&str> =
            found.iter().flatten().map(|commit| commit.subject.as_ref()).collect();
        assert_eq!(subjects, ["\u{1b}]0;owned\u{7}\u{fffd}", "x".repeat(80).as_str()]);
        let offsets: Vec<i16> = found.iter().flatten().map(|c| c.at.offset_min()).collect();
        assert_eq!(offsets, [90, -480]);
    }
}

#[test]
fn addresses_are_told_as_written_and_as_the_mailmap_has_them() {
    let mut seen = 0;
    let bytes = b"1 +0\0Old@X.org\0ana@x.org\0Ana\0s\0";
    Fields::default().feed(bytes, &mut |record| {
        seen += 1;
        assert_eq!(record.addresses(), ["old@x.org", "ana@x.org"]);
        assert!(record.is_by(&["ana@x.org".to_owned()]) && record.is_by(&["old@x.org".to_owned()]));
        assert!(!record.is_by(&["x.org".to_owned()]) && record.is_named("Ana"));
    });
    assert_eq!(seen, 1);
}

fn some_commits(most: usize) -> impl Strategy<Value = Vec<Commit>> {
    let one = (0_i64..14 * 24 * 60, 0_u64..3).prop_map(|(minute, print)| {
        let at = at("01T00:00").plus_seconds(minute * 60);
        Commit { at, kind: "coding", repository: 0, print, subject: "s".into() }
    });
    prop::collection::vec(one, 0..most)
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn importing_again_adds_nothing_and_later_commits_never_overlap(
        first in some_commits(60), later in some_commits(20),
    ) {
        let spans = |sessions: &[Session]| -> Vec<Span> {
            sessions.iter().map(|s| s.span(s.end.unwrap())).collect()
        };
        let once = infer(first.clone(), Vec::new(), &names());
        let mut known = spans(&once.sessions);
        if once.endless == 0 {
            prop_assert_eq!(infer(first.clone(), known.clone(), &names()).sessions, vec![]);
        }
        let all = first.into_iter().chain(later).collect();
        known.extend(spans(&infer(all, known.clone(), &names()).sessions));
        known.sort_by_key(|span| span.start);
        for pair in known.windows(2) {
            prop_assert!(pair[0].overlap(pair[1]).is_none());
        }
    }
}
