//! What the real program writes (2.1.0 made the fixtures), and what it never would.

use super::super::import::told::{ground, told};
use super::super::import::{TypeFrom, read_all};
use super::Reader;

const FRAMES: &str = include_str!("../../../tests/fixtures/import/watson-2.1.0-frames");
const LOG: &str = include_str!("../../../tests/fixtures/import/watson-2.1.0-log.json");

fn read(text: &str) -> String {
    told(&mut Reader::new(TypeFrom::Known), text.as_bytes())
}

#[test]
fn the_frames_file_is_understood() {
    insta::assert_snapshot!(read(FRAMES), @r#"
    session 2026-11-20T09:00:00-10:30:00 "paper" type:writing (watson)
    session 2026-11-20T11:00:00-12:00:00 "-" type:meetings (watson)
    session 2026-11-21T11:00:00-12:00:00 "two words" (watson)
    session 2026-11-23T01:37:29-01:37:30 "paper" type:review (watson)
    done "paper" project:paper type:writing tags:q3 created:2026-11-20T09:00 closed:2026-11-23T01:37
    done "two words" project:home-garden created:2026-11-21T11:00 closed:2026-11-21T12:00
    note, 1: a name had characters that names have not here; they became `-`
    "#);
}

#[test]
fn the_log_says_the_same_as_the_frames() {
    let both = |text: &str| {
        let file = [("file", text.as_bytes())];
        let (mut changes, report) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground());
        changes.sort_by_key(|change| format!("{change:?}"));
        (changes, report.counts)
    };
    assert_eq!(both(LOG), both(FRAMES));
}

#[test]
fn projects_become_kinds_of_work_when_asked_to_and_unreadable_frames_are_told() {
    let frames = "[[1795161600,1795167000,\"paper.draft\",\"a\",[\"two words\",\"q3\"],1],\n\
        [1795167000,1795161600,\"backwards\",\"b\",[],1],\n[1,2],\n\
        [1795161600,1795167000,\"meetings\",\"c\",[\"weekly\"]],\n\
        [\"x\",1795167000,\"p\",\"d\",[],1],\n[1795161600,1795167000,7,\"e\",[],1],\n\
        {\"project\":\"p\"},\n[1795161600,1e999,\"p\",\"f\",[],1]]";
    insta::assert_snapshot!(told(&mut Reader::new(TypeFrom::Project), frames.as_bytes()), @r#"
    type paper
    session 2026-11-20T09:00:00-10:30:00 "two words" type:paper (watson)
    session 2026-11-20T09:00:00-10:30:00 "weekly" type:meetings (watson)
    done "two words" project:paper.draft type:paper tags:q3 created:2026-11-20T09:00 closed:2026-11-20T10:30
    done "weekly" type:meetings created:2026-11-20T09:00 closed:2026-11-20T10:30
    error, line 2: the end (2026-11-20T09:00:00+01:00) is before the start (2026-11-20T10:30:00+01:00)
    error, line 3: not a frame: `[start, stop, project, id, tags, updated]` is wanted
    error, line 5: the frame's start is not in the years 1900 to 2200
    error, line 6: `project` is `7`, not a text
    error, line 7: a frame needs `start`
    error, line 8: not JSON at column 17: number out of range
    overlaps: 1
    "#);
}
