//! `heyday away` asked on a terminal.

use super::pty::{MORNING_MS, Program, folder_with, record};
use heyday::domain::{Explained, Heard, HeardId, Intent, Moment, Now, Sound, TaskRef, Zone};
use heyday::store::{OpenOptions, Scope, Store, StoreError};
use std::path::Path;

const MINUTE_MS: i64 = 60_000;

fn at(minute: i64) -> Moment {
    Moment::new(MORNING_MS + minute * MINUTE_MS, 0)
}

fn opened(folder: &Path) -> Store {
    Store::open(folder, &OpenOptions { now_ms: MORNING_MS }).unwrap()
}

/// Work since nine, nobody there from 10:20 to 10:50; what is typed at eleven, and what the store holds then: the titles of
/// what was worked on, by start, and what the absence was.
fn answered(lines: &[(&str, &str)]) -> (String, Vec<(i64, String)>, Option<Explained>) {
    let folder = folder_with(&["Write the methods", "Read the thesis"]);
    let folder = folder.path();
    let task = Some(TaskRef::Title("methods".into()));
    record(folder, &Intent::Start { task, at: None });
    let id = HeardId(uuid::Uuid::from_u128(1));
    let (start, end) = (at(80), Some(at(110)));
    let idle = Heard { id, start, end, noticed: at(82), what: Sound::Idle, explained: None };
    opened(folder).hear(&idle).unwrap();
    let now = ("HEYDAY_NOW", "2026-11-25T11:00:00Z");
    let mut program = Program::script("$HEYDAY away; echo exit $?", folder, &[now]);
    for (question, line) in lines {
        program.wait_for(question);
        program.send(&format!("{line}\n"));
    }
    program.wait_for("exit ");
    let text = program.text();
    let store = opened(folder);
    let now = Now::new(at(120).utc_ms(), Zone::UTC, 240);
    let state = store.load(&Scope::Day(now.day_span(now.day())), &now).unwrap();
    let minute = |at: Moment| (at.utc_ms() - MORNING_MS) / MINUTE_MS;
    let title = |one: &heyday::domain::Session| {
        one.task.and_then(|id| state.task(id)).map(|task| task.title.clone()).unwrap_or_default()
    };
    let mut worked: Vec<(i64, String)> =
        state.sessions().map(|one| (minute(one.start), title(one))).collect();
    worked.sort_unstable();
    let mut explained = None;
    store
        .each_heard(None, |heard| {
            explained = heard.explained;
            Ok::<(), StoreError>(())
        })
        .unwrap();
    (text, worked, explained)
}

fn worked(list: &[(i64, &str)]) -> Vec<(i64, String)> {
    list.iter().map(|(minute, title)| (*minute, (*title).to_owned())).collect()
}

#[test]
fn an_absence_was_work_on_a_task_that_is_there_or_on_a_new_one() {
    let (question, which) = ("What was it?", "Which one?");
    let (text, log, explained) = answered(&[(question, "t"), (which, "thesis")]);
    let other = [(0, "Write the methods"), (80, "Read the thesis"), (110, "Write the methods")];
    assert_eq!(log, worked(&other), "{text}");
    assert_eq!(explained, Some(Explained::OtherTask));
    // Its number in the same line.
    let (text, log, _) = answered(&[(question, "t 2")]);
    assert_eq!(log, worked(&other), "{text}");
    let (text, log, explained) = answered(&[(question, "t"), (which, "Call Ana @calls")]);
    let new = [(0, "Write the methods"), (80, "Call Ana"), (110, "Write the methods")];
    assert_eq!(log, worked(&new), "{text}");
    assert_eq!(explained, Some(Explained::OtherTask));
}

#[test]
fn several_absences_are_asked_about_one_after_the_other_or_alike() {
    let breaks = |lines: &[(&str, &str)]| {
        let folder = folder_with(&["Write the methods"]);
        let folder = folder.path();
        record(folder, &Intent::Start { task: Some(TaskRef::Title("methods".into())), at: None });
        for (n, from, to) in [(1, 20, 35), (2, 80, 110)] {
            let (start, end) = (at(from), Some(at(to)));
            let id = HeardId(uuid::Uuid::from_u128(n));
            let noticed = at(from + 2);
            let idle = Heard { id, start, end, noticed, what: Sound::Idle, explained: None };
            opened(folder).hear(&idle).unwrap();
        }
        let now = ("HEYDAY_NOW", "2026-11-25T11:00:00Z");
        let mut program = Program::script("$HEYDAY away; echo exit $?", folder, &[now]);
        for (question, line) in lines {
            program.wait_for(question);
            program.send(&format!("{line}\n"));
        }
        program.wait_for("exit 0");
        let now = Now::new(at(120).utc_ms(), Zone::UTC, 240);
        let state = opened(folder).load(&Scope::Day(now.day_span(now.day())), &now).unwrap();
        state.breaks().map(|one| (one.start.utc_ms() - MORNING_MS) / MINUTE_MS).collect::<Vec<_>>()
    };
    let (first, second) = ("the first of 2 times", "from today 10:20 to 10:50, 30m.");
    assert_eq!(breaks(&[(first, "k"), (second, "b")]), [80]);
    assert_eq!(breaks(&[(first, ""), (second, "")]), [20, 80]);
    assert_eq!(breaks(&[(first, "b all")]), [20, 80]);
}

#[test]
fn who_names_no_task_has_recorded_nothing_and_a_time_ends_the_work() {
    let (question, which) = ("What was it?", "Which one?");
    let (text, log, explained) = answered(&[(question, "t"), (which, "")]);
    assert!(text.contains("nothing was recorded") && text.contains("exit 2"), "{text}");
    assert_eq!((log, explained), (worked(&[(0, "Write the methods")]), None));
    let (text, log, explained) = answered(&[(question, "10:30")]);
    assert_eq!(log, worked(&[(0, "Write the methods"), (110, "Write the methods")]), "{text}");
    assert_eq!(explained, Some(Explained::Split));
}
