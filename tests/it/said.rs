//! What heyday said and heard, and what the person said about it, taken from one home to another.

use crate::home::Home;

const LOG: &str = r#"{"kind":"snooze","uuid":"019ab000-0000-7000-8000-000000000001","start":"2026-11-24T09:00:00+01:00","end":"2026-11-24T09:30:00+01:00","how":"snoozed"}
{"kind":"dispute","sign":"evenings","at":"2026-11-24T09:00:00+01:00","until":"2026-12-24","note":"a launch"}
{"kind":"nudge","uuid":"019ab000-0000-7000-8000-000000000002","at":"2026-11-24T10:15:00+01:00","rule":"rest","due":"2026-11-24T10:00:00+01:00","text":"Time for a break","answer":"skip","answered":"2026-11-24T10:16:00+01:00"}
{"kind":"presence","uuid":"019ab000-0000-7000-8000-000000000003","what":"idle","start":"2026-11-24T11:00:00+01:00","end":"2026-11-24T11:20:00+01:00","noticed":"2026-11-24T11:02:00+01:00","explained":"break"}
{"kind":"presence","uuid":"019ab000-0000-7000-8000-000000000004","what":"commit","start":"2026-11-24T12:00:00+01:00","end":"2026-11-24T12:00:00+01:00","noticed":"2026-11-24T12:00:00+01:00"}
"#;

#[test]
fn an_export_takes_along_what_was_said_and_heard_and_an_import_brings_it_once() {
    let home = Home::new();
    let trial = home.feed("import jsonl --dry-run -", LOG.as_bytes());
    insta::assert_snapshot!(String::from_utf8_lossy(&trial.stdout), @"Would add 5 of 5 (0 tasks, 0 sessions, 0 breaks, 0 events, 1 snooze, 1 dispute, 1 nudge, 2 lines of presence); 0 there already");
    let first = home.feed("import jsonl -", LOG.as_bytes());
    assert!(first.status.success(), "{first:?}");
    let exported = home.ok("export jsonl");
    for line in LOG.lines() {
        assert!(exported.lines().any(|one| one == line), "{line}");
    }
    let again = home.feed("import jsonl -", exported.as_bytes());
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(said.starts_with("Added 0 of ") && !said.contains("undo"), "{said}");
    let other = Home::new();
    assert!(other.feed("import jsonl -", exported.as_bytes()).status.success());
    assert_eq!(other.ok("export jsonl"), exported);
}

#[test]
fn what_lies_before_a_day_is_forgotten_with_what_was_said_and_heard() {
    let home = Home::new();
    assert!(home.feed("import jsonl -", LOG.as_bytes()).status.success());
    let said = home.ok("forget --before 2026-11-25 --yes");
    assert!(said.contains("1 nudge, 2 lines of presence"), "{said}");
    let exported = home.ok("export jsonl");
    for kind in ["snooze", "dispute", "nudge", "presence"] {
        assert!(!exported.contains(&format!(r#""kind":"{kind}""#)), "{exported}");
    }
}
