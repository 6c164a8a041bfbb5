//! The promise of the format: what is written reads back as it was, and no line can do harm.

mod made;

use super::*;
use crate::domain::{Moment, Now, Priority, Status, TaskNo, Zone};
use crate::exchange::import::{self, Ground, MAX_LINE};
use crate::exchange::json::Json;
use made::any_record;
use proptest::prelude::*;
use uuid::Uuid;

fn now() -> Now {
    Now::new(1_795_593_600_000, Zone::Fixed(60), 240)
}

fn read(line: &str) -> Record {
    read_line(line.as_bytes(), now().at).unwrap().record
}

fn reason(line: impl AsRef<[u8]>) -> String {
    read_line(line.as_ref(), now().at).unwrap_err().reason
}

fn written(record: &Record) -> String {
    let mut json = Json::default();
    write::line(&mut json, record);
    json.as_str().to_owned()
}

#[test]
fn the_lines_of_the_interface_are_read_as_they_are_promised() {
    let id = "019ab000-0000-7000-8000-000000000001";
    let line = format!(
        r#"{{"kind":"task","uuid":"{id}","title":"Draft methods","type":"writing","project":"paper","tags":["q3"],"priority":"high","estimate_s":7200,"due":"2026-11-27T17:00:00+01:00","due_kind":"soft","from":null,"after":[],"chunk_min_s":1500,"chunk_max_s":7200,"splittable":true,"status":"open","created":"2026-11-20T09:00:00+01:00","closed":null,"note":""}}"#
    );
    let Record::Task(task) = read(&line) else { panic!("a task") };
    assert_eq!((task.priority, task.estimate_s, task.no), (Priority::High, Some(7200), TaskNo(0)));
    assert_eq!(
        task.due.map(|due| (due.at.rfc3339(), due.hard)),
        Some(("2026-11-27T17:00:00+01:00".into(), false))
    );
    insta::assert_snapshot!(written(&Record::Task(task)), @r#"{"kind":"task","uuid":"019ab000-0000-7000-8000-000000000001","id":0,"title":"Draft methods","type":"writing","project":"paper","tags":["q3"],"priority":"high","estimate_s":7200,"due":"2026-11-27T17:00:00+01:00","due_kind":"soft","from":null,"after":[],"chunk_min_s":1500,"chunk_max_s":7200,"splittable":true,"status":"open","created":"2026-11-20T09:00:00+01:00","closed":null,"note":""}"#);

    let line = format!(
        r#"{{"kind":"session","uuid":"{id}","task":null,"type":"writing","start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T10:00:00+01:00","focus":4,"interruptions":1,"outcome":"progressed","note":"","source":"timer"}}"#
    );
    assert_eq!(written(&read(&line)).trim_end(), line);
    let line = format!(
        r#"{{"kind":"break","uuid":"{id}","start":"2026-11-20T09:00:00+01:00","end":null,"class":"rest","natural":false}}"#
    );
    assert_eq!(written(&read(&line)).trim_end(), line);
    let line = r#"{"kind":"event","uid":"w1","calendar":"work","title":"Weekly","start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T10:00:00+01:00","busy":true}"#;
    assert_eq!(written(&read(line)).trim_end(), line);
    let line = format!(
        r#"{{"kind":"block","uuid":"{id}","block":"b7","task":"{id}","start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T10:00:00+01:00","pinned":true}}"#
    );
    assert_eq!(written(&read(&line)).trim_end(), line);
    let line = r#"{"kind":"day","day":"2026-11-20","closed":"2026-11-20T17:40:00+01:00","note":"a good one"}"#;
    assert_eq!(written(&read(line)).trim_end(), line);
    let line = r#"{"kind":"type","name":"coding","mode":"deep"}"#;
    assert_eq!(written(&read(line)).trim_end(), line);
}

#[test]
fn what_was_said_and_heard_is_read_as_it_is_promised() {
    let id = r#""uuid":"019ab000-0000-7000-8000-000000000001""#;
    for line in [
        format!(r#"{{"kind":"snooze",{id},"start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T09:30:00+01:00","how":"off"}}"#),
        r#"{"kind":"dispute","sign":"evenings","at":"2026-11-20T09:00:00+01:00","until":"2026-12-24","note":"a launch"}"#.into(),
        format!(r#"{{"kind":"nudge",{id},"at":"2026-11-20T09:15:00+01:00","rule":"rest","due":"2026-11-20T09:00:00+01:00","text":"Time for a break","answer":"take","answered":"2026-11-20T09:16:00+01:00"}}"#),
        format!(r#"{{"kind":"presence",{id},"what":"idle","start":"2026-11-20T09:00:00+01:00","end":null,"noticed":"2026-11-20T09:02:00+01:00","explained":"other_task"}}"#),
    ] {
        assert_eq!(written(&read(&line)).trim_end(), line);
    }
    let mark = read(r#"{"kind":"presence","what":"commit","start":"2026-11-20T09:00:00+01:00"}"#);
    let Record::Heard(mark) = mark else { panic!("something heard") };
    assert_eq!((mark.end, mark.noticed), (Some(mark.start), mark.start));
    let start = r#""start":"2026-11-20T09:00:00+01:00""#;
    let reasons = [
        reason(format!(r#"{{"kind":"snooze",{start},"end":"2026-11-20T09:00:00+01:00"}}"#)),
        reason(format!(r#"{{"kind":"snooze",{start},"end":"2026-12-20T09:00:00+01:00"}}"#)),
        reason(r#"{"kind":"dispute","sign":" ","at":"2026-11-20T09:00:00+01:00"}"#),
        reason(r#"{"kind":"nudge","at":"2026-11-20T09:00:00+01:00"}"#),
        reason(format!(r#"{{"kind":"presence",{start}}}"#)),
        reason(format!(r#"{{"kind":"presence",{start},"what":"asleep"}}"#)),
    ];
    insta::assert_snapshot!(reasons.join("\n"), @r"
    the end (2026-11-20T09:00:00+01:00) is not after the start (2026-11-20T09:00:00+01:00)
    a snooze is longer than two weeks
    a dispute needs a `sign`
    a nudge needs a `rule`
    a presence needs `what`
    `what` is `asleep`, not one of `idle`, `locked`, `suspended`, `do_not_disturb`, `full_screen`, `command`, `commit`, `pause`
    ");
}

#[test]
fn what_is_missing_has_the_obvious_default() {
    let Record::Task(task) = read(r#"{"title":"Call Ana","kind":"task"}"#) else {
        panic!("a task")
    };
    let mut plain = Task::new(task.id, TaskNo(0), "Call Ana", now().at);
    assert_eq!(*task, plain);
    let closed = r#"{"kind":"task","title":"Call Ana","closed":"2026-11-20T10:00:00+01:00"}"#;
    let Record::Task(task) = read(closed) else { panic!("a task") };
    let at = Moment::parse_rfc3339("2026-11-20T10:00:00+01:00").unwrap();
    (plain.status, plain.closed, plain.created, plain.id) = (Status::Done, Some(at), at, task.id);
    assert_eq!(*task, plain);
}

#[test]
fn a_thing_without_an_id_gets_the_same_one_at_every_import_and_another_thing_another() {
    let line = r#"{"kind":"task","title":"Call Ana"}"#;
    let later = now().at.plus_seconds(86_400);
    let id = |line: &str, at| match read_line(line.as_bytes(), at).unwrap().record {
        Record::Task(task) => task.id.0,
        Record::Session(session) => session.id.0,
        Record::Break(pause) => pause.id.0,
        Record::Snooze(snooze) => snooze.id.0,
        Record::Told(told) => told.id.0,
        Record::Heard(heard) => heard.id.0,
        _ => Uuid::nil(),
    };
    assert_eq!(id(line, now().at), id(line, later));
    assert_eq!(
        id(r#" { "title" : "Call Ana" , "note":"", "kind":"task"}"#, later),
        id(line, later)
    );
    assert_ne!(id(r#"{"kind":"task","title":"Call Ann"}"#, later), id(line, later));
    let one = r#"{"kind":"session","start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T10:00:00+01:00"}"#;
    let other = one.replace("10:00:00", "11:00:00");
    assert_eq!(id(one, later), id(one, now().at));
    assert_ne!(id(one, later), id(&other, later));
    for (line, other) in [
        (one.replace("session", "snooze"), other.replace("session", "snooze")),
        (
            r#"{"kind":"nudge","rule":"rest","at":"2026-11-20T09:00:00+01:00"}"#.into(),
            r#"{"kind":"nudge","rule":"firm","at":"2026-11-20T09:00:00+01:00"}"#.into(),
        ),
        (
            r#"{"kind":"presence","what":"idle","start":"2026-11-20T09:00:00+01:00"}"#.into(),
            r#"{"kind":"presence","what":"locked","start":"2026-11-20T09:00:00+01:00"}"#.into(),
        ),
    ] {
        assert_eq!(id(&line, later), id(&line, now().at));
        assert!(!id(&line, later).is_nil());
        assert_ne!(id(&line, later), id(&other, later));
    }
}

#[test]
fn reasons_say_which_field_and_what_it_takes() {
    let session = |rest: &str| {
        reason(format!(r#"{{"kind":"session","start":"2026-11-20T09:00:00+01:00",{rest}}}"#))
    };
    let block = |rest: &str| {
        let id = "019ab000-0000-7000-8000-000000000001";
        let task = if rest.contains("task") { String::new() } else { format!(r#""task":"{id}","#) };
        reason(format!(r#"{{"kind":"block",{task}"start":"2026-11-20T09:00:00+01:00",{rest}}}"#))
    };
    let reasons = [
        reason(""),
        reason("[]"),
        reason("{\"kind\":\"task\",\"title\":\"a"),
        reason("{\"kind\":\"task\" \"title\":\"a\"}"),
        reason("{}"),
        reason(r#"{"kind":"plan"}"#),
        reason(r#"{"kind":"task"}"#),
        reason(r#"{"kind":"task","title":"  "}"#),
        reason(r#"{"kind":"task","title":7}"#),
        reason(r#"{"kind":"task","title":"a\u0000b"}"#),
        reason(r#"{"kind":"task","title":"a","title":"b"}"#),
        reason(r#"{"kind":"task","title":"a","priority":"huge"}"#),
        reason(r#"{"kind":"task","title":"a","estimate_s":-5}"#),
        reason(r#"{"kind":"task","title":"a","estimate_s":1e300}"#),
        reason(r#"{"kind":"task","title":"a","due":"tomorrow"}"#),
        reason(r#"{"kind":"task","title":"a","due":"9999-01-01T00:00:00Z"}"#),
        reason(r#"{"kind":"task","title":"a","on":"2026-13-01"}"#),
        reason(r#"{"kind":"task","title":"a","after":["142"]}"#),
        reason(r#"{"kind":"task","title":"a","chunk_min_s":10,"chunk_max_s":5}"#),
        reason(r#"{"kind":"task","title":"a","status":"open","closed":"2026-11-20T09:00:00Z"}"#),
        session(r#""end":"2026-11-20T08:00:00+01:00""#),
        session(r#""focus":0"#),
        session(r#""focus":6"#),
        session(r#""interruptions":4000000000"#),
        reason(r#"{"kind":"session"}"#),
        block(r#""task":null,"end":"2026-11-20T10:00:00+01:00""#),
        block(r#""end":"2026-11-20T09:00:00+01:00""#),
        block(r#""end":"2026-11-22T09:00:00+01:00""#),
        block(r#""block":"7","end":"2026-11-20T10:00:00+01:00""#),
        reason(b"{\"kind\":\"task\",\"title\":\"\xff\"}"),
    ];
    insta::assert_snapshot!(reasons.join("\n"), @r#"
    the line ends in the middle of its JSON
    not a JSON object
    the line ends in the middle of its JSON
    not JSON at column 16: expected `,` or `}`
    `kind` is missing (`task`, `session`, `break`, ...)
    unknown kind `plan`
    a task needs a `title`
    a task needs a `title`
    `title` is `7`, not a text
    `title` has a NUL character in it
    `title` is there twice
    `priority` is `huge`, not one of `low`, `normal`, `high`, `urgent`
    `estimate_s` is `-5`, not a whole number from 0 to 4294967295
    `estimate_s` is `1e300`, not a whole number from 0 to 4294967295
    `due` is `tomorrow`, not an RFC 3339 instant of the years 1900 to 2200
    `due` is `9999-01-01T00:00:00Z`, not an RFC 3339 instant of the years 1900 to 2200
    `on` is `2026-13-01`, not a date (`YYYY-MM-DD`) of the years 1900 to 2200
    `after` is `142`, not a UUID
    `chunk_min_s` is longer than `chunk_max_s`
    `closed` is set, but `status` is `open`
    the end (2026-11-20T08:00:00+01:00) is before the start (2026-11-20T09:00:00+01:00)
    `focus` is `0`, not a number from 1 to 5
    `focus` is `6`, not a number from 1 to 5
    `interruptions` is `4000000000`; more than 10000 need an `interruption_list`
    a session needs `start`
    a block needs a `task`
    the end (2026-11-20T09:00:00+01:00) is not after the start (2026-11-20T09:00:00+01:00)
    a block is longer than a day
    `block` is `7`, not a block's number like `b7`
    not valid UTF-8 at column 25
    "#);
}

#[test]
fn bombs_are_refused_and_do_no_harm() {
    assert!(reason(vec![b'['; 1 << 20]).contains("recursion"));
    let deep = format!(r#"{{"kind":"task","title":"a","x":{}"#, "{\"a\":".repeat(100_000));
    assert!(reason(deep).contains("recursion"));
    assert_eq!(reason(vec![b'x'; MAX_LINE + 1]), "the line is longer than 4 MiB");
    assert!(reason(r#"{"kind":"task","title":"\ud800"}"#).contains("not JSON"));
}

#[test]
fn the_report_names_what_was_not_kept_and_every_bad_line() {
    let text = "\u{feff}{\"kind\":\"task\",\"title\":\"a\",\"colour\":\"red\",\"urgency\":4.5}\r\n\n\
        nonsense\n{\"kind\":\"task\",\"title\":\"b\",\"colour\":\"blue\",\"start\":1,\"status\":\"done\"}\n";
    let (records, report) = read_all(text.as_bytes(), &now());
    assert_eq!((records.len(), report.counts.tasks, report.error_total), (2, 2, 1));
    assert_eq!(report.errors.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
    assert_eq!(report.unknown.keys().collect::<Vec<_>>(), ["colour", "start"]);
    assert_eq!(report.notes.len(), 1);
    assert!(!report.is_clean());
}

#[test]
fn a_circle_of_tasks_is_told_and_imported_without_the_wait_that_closes_it() {
    let ids = ["0197b1c0-0000-7000-8000-00000000000a", "0197b1c0-0000-7000-8000-00000000000b"];
    let line = |title: &str, id: &str, after: &str| {
        format!(
            "{{\"kind\":\"task\",\"title\":\"{title}\",\"uuid\":\"{id}\",\"after\":[\"{after}\"]}}\n"
        )
    };
    let text = line("A", ids[0], ids[1]) + &line("B", ids[1], ids[0]);
    let (records, report) = read_all(text.as_bytes(), &now());
    let waits = records.iter().map(|change| match change {
        Change::TaskAdded { task } => task.after.len(),
        _ => 9,
    });
    assert_eq!(waits.collect::<Vec<_>>(), [1, 0]);
    let told = &report.warnings[0];
    assert_eq!((report.warning_total, told.line, report.is_clean()), (1, 2, true));
    insta::assert_snapshot!(told.error, @"tasks wait for each other in a circle: `B` for `A`, `A` (line 1) for `B`; `B` is imported without that wait");
}

#[test]
fn one_session_may_run_and_a_second_is_refused() {
    let line = "{\"kind\":\"session\",\"start\":\"2026-11-20T09:00:00+01:00\",\"note\":\"N\"}\n";
    let text = line.to_owned() + &line.replace('N', "M");
    let (records, report) = read_all(text.as_bytes(), &now());
    assert_eq!((records.len(), report.error_total, report.errors[0].line), (1, 1, 2));
    // The same file again, while its session still runs.
    let Change::SessionAdded { session } = &records[0] else { panic!("a session") };
    let running = Ground { running: Some(session.id.0), ..Ground::new(now()) };
    let (again, _) = import::read_all(&mut Reader::default(), &[("", line.as_bytes())], running);
    assert_eq!(again.first(), Some(&records[0]));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn whatever_is_written_reads_back_as_it_was(record in any_record()) {
        let line = written(&record);
        prop_assert!(line.ends_with('\n') && !line.trim_end_matches('\n').contains('\n'));
        prop_assert!(!line.trim_end().chars().any(char::is_control), "{line}");
        let read = read_line(line.trim_end().as_bytes(), now().at).unwrap();
        prop_assert_eq!(read.record, record);
        prop_assert!(read.unknown.is_empty() && read.notes.is_empty());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_line(&bytes, now().at);
    }

    #[test]
    fn no_cut_or_changed_line_makes_the_reader_panic(record in any_record(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut line = written(&record).into_bytes();
        let at = cut.index(line.len());
        line[at] = byte;
        let _ = read_line(&line, now().at);
        line.truncate(at);
        let _ = read_line(&line, now().at);
    }
}
