//! What the real program writes (1.4.3 made the fixtures), and what it never would.

use super::super::import::told::{ground, told};
use super::super::import::{Ground, KnownTask, TypeFrom, read_all};
use super::Reader;
use crate::domain::{Change, Session, TaskId};
use uuid::Uuid;

const EXPORT: &str = include_str!("../../../tests/fixtures/import/timewarrior-1.4.3.json");
const STORED: &str = include_str!("../../../tests/fixtures/import/timewarrior-1.4.3.data");

fn read(text: &str) -> String {
    told(&mut Reader::new(TypeFrom::Known), text.as_bytes())
}

fn sessions(text: &str, ground: Ground) -> Vec<Session> {
    let file = [("file", text.as_bytes())];
    let (changes, _) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground);
    let session = |change| match change {
        Change::SessionAdded { session } => Some(*session),
        _ => None,
    };
    changes.into_iter().filter_map(session).collect()
}

#[test]
fn what_timew_export_writes_is_understood() {
    insta::assert_snapshot!(read(EXPORT), @r##"
    session 2026-10-25T01:30:00-03:30:00 "tag \"quoted\"" (timewarrior)
    session 2026-11-20T09:00:00-10:30:00 "Write methods" type:writing (timewarrior)
    session 2026-11-20T11:00:00-12:00:00 "-" type:meetings (timewarrior)
    session 2026-11-21T09:00:00-09:45:00 "-" note:"some annotation with \"quotes\" # and hash" (timewarrior)
    session 2026-11-22T09:00:00-09:45:00 "a - b" (timewarrior)
    session 2026-11-22T23:50:00- "#12" type:review (timewarrior)
    done "tag \"quoted\"" tags:back-slash created:2026-10-25T01:30 closed:2026-10-25T03:30
    done "Write methods" type:writing tags:paper created:2026-11-20T09:00 closed:2026-11-20T10:30
    done "a - b" tags:x-y,ünïcode created:2026-11-22T09:00 closed:2026-11-22T09:45
    open "#12" type:review created:2026-11-22T23:50
    note, 2: a name had characters that names have not here; they became `-`
    "##);
}

#[test]
fn the_data_files_say_the_same_as_the_export() {
    assert_eq!(read(STORED), read(EXPORT));
}

#[test]
fn an_interval_runs_on_only_when_nothing_else_does_and_is_the_same_when_it_has_ended() {
    let open = "inc 20261123T080000Z # review\n";
    let running = sessions(open, ground());
    assert_eq!((running.len(), running[0].end), (1, None));
    let busy = Ground { running: Some(Uuid::nil()), ..ground() };
    assert_eq!(sessions(open, busy), []);
    // The same again, while it still runs here.
    let own = Ground { running: Some(running[0].id.0), ..ground() };
    assert_eq!(sessions(open, own), running);
    let ended = sessions("inc 20261123T080000Z - 20261123T083000Z # review\n", ground());
    assert_eq!(ended[0].id, running[0].id);
}

#[test]
fn a_tag_that_is_a_tasks_title_means_that_task() {
    let mut ground = ground();
    let known = KnownTask { id: TaskId(Uuid::from_u128(7)), kind: Some("coding".into()) };
    ground.titles.insert("Fix the import".into(), known.clone());
    ground.titles.insert("bugs".into(), KnownTask { id: TaskId(Uuid::from_u128(8)), kind: None });
    let text = "inc 20261120T080000Z - 20261120T093000Z # bugs \"Fix the import\" q3\n";
    let session = &sessions(text, ground)[0];
    assert_eq!((session.task, &session.kind), (Some(known.id), &known.kind));
}

#[test]
fn projects_are_known_by_their_prefix_and_unreadable_intervals_are_told() {
    insta::assert_snapshot!(read(
        "inc 20261120T080000Z - 20261120T093000Z # project:paper.draft writing q3 b\n\
         inc 20261120T100000Z - 20261120T093000Z # backwards\n\
         inc 20261120T100000Z 20261120T110000Z\n\
         inc - # x\ninc\nwork\n\n\
         inc 20261120T090000Z - 20261120T100000Z # paper\n\
         inc 20991120T090000Z - 20991120T100000Z # future\n\
         inc 20261120T110000Z - 20261120T110000Z # nothing\n"
    ), @r#"
    session 2026-11-20T09:00:00-10:30:00 "q3" type:writing (timewarrior)
    session 2026-11-20T10:00:00-11:00:00 "paper" (timewarrior)
    done "q3" project:paper.draft type:writing tags:b created:2026-11-20T09:00 closed:2026-11-20T10:30
    done "paper" created:2026-11-20T10:00 closed:2026-11-20T11:00
    error, line 2: the end (2026-11-20T10:30:00+01:00) is before the start (2026-11-20T11:00:00+01:00)
    error, line 3: not an interval: `inc START - END # tags` is wanted
    error, line 4: `start` is `-`, not an instant of the years 1900 to 2200
    error, line 5: not an interval: `inc START - END # tags` is wanted
    error, line 6: not an interval: `inc START - END # tags` is wanted
    error, line 9: it is in the future (2099-11-20T11:00:00+01:00)
    note, 1: a stretch of no length is left out
    overlaps: 1
    "#);
}
