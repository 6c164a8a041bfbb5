//! One day, told as the commands that a person gives: what is answered, and what is in the log at its end.

use crate::home::Home;
use insta::assert_snapshot;

#[test]
fn a_day_from_the_first_task_to_the_last_correction() {
    let home = Home::new();
    assert_snapshot!(home.says("add Write the methods section project:paper @writing +q3 est:2h pri:high due:fri"), @"
    Added 1 `Write the methods section` (paper, @writing, +q3, 2h, high, due Fri 27 17:30)
    Next: `heyday start 1` begins it
    ");
    assert_snapshot!(home.says("add 'Call Ana' @calls 15m deadline:tomorrow-17:00"), @"
    Added 2 `Call Ana` (@calls, 15m, deadline tomorrow 17:00)
    Next: `heyday start 2` begins it
    ");
    assert_snapshot!(home.says("start methods"), @"
    Started 1 `Write the methods section`
    Next: 2h left of the estimate; `heyday stop` ends it
    ");
    assert_snapshot!(home.at("09:20").says("interrupt phone call --for 5m"), @"
    Noted an interruption of 5m in 1 `Write the methods section`
    Next: 1h45 left of the estimate; `heyday stop` ends it
    ");
    assert_snapshot!(home.at("09:50").says("status"), @"1 Write the methods section 45m | today 45m | break in 10m");
    assert_snapshot!(home.at("09:55").says("break 10m"), @"
    Stopped 1 `Write the methods section` after 50m; began a break of 10m, until 10:05
    Next: `heyday resume` goes on
    ");
    assert_snapshot!(home.at("10:00").says("status"), @"break 5m of 10m | today 50m");
    assert_snapshot!(home.at("10:06").says("resume"), @"
    Ended the break after 11m; started 1 `Write the methods section`
    Next: 1h10 left of the estimate; `heyday stop` ends it
    ");
    assert_snapshot!(home.at("10:30").says("switch ana"), @"
    Stopped 1 `Write the methods section` after 24m; started 2 `Call Ana`
    Next: 15m left of the estimate; `heyday stop` ends it
    ");
    assert_snapshot!(home.at("10:40").says("done ana"), @"
    Done 2 `Call Ana`; stopped its timer after 10m
    Next: 1 `Write the methods section`: `heyday start 1`
    ");
    assert_snapshot!(home.at("10:45").says("start 1 --ago 3m"), @"
    Started 1 `Write the methods section`, 3m ago
    Next: 43m left of the estimate; `heyday stop` ends it
    ");
    assert_snapshot!(home.at("11:30").says("stop --focus 4 --note 'first draft'"), @"
    Stopped 1 `Write the methods section` after 48m, focus 4
    Next: 1 `Write the methods section`: `heyday start 1`
    ");
    assert_snapshot!(home.says("undo"), @"
    Undone: stop 1 Write the methods section
    Next: `heyday redo` makes it again
    ");
    assert_snapshot!(home.says("status"), @"1 Write the methods section 48m | today 2h12 | time for a break");
    assert_snapshot!(home.says("redo"), @"
    Done again: stop 1 Write the methods section
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.at("12:00").says("log edit 10:50 --end 11:15"), @"
    Corrected today 10:42-11:15 1 `Write the methods section` (33m)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("done methods"), @"
    Done 1 `Write the methods section`
    Next: nothing is waiting; `heyday add TITLE` writes something down
    ");
    assert_snapshot!(home.says("list"), @"Nothing to do: `heyday add TITLE` writes something down.");
    assert_snapshot!(without_letters(&home.says("log")), @"
    today 1h57
      ....  09:00-09:55  50m  1  Write the methods section           progressed
      ....  10:06-10:30  24m  1  Write the methods section           progressed
      ....  10:30-10:40  10m  2  Call Ana                            finished
      ....  10:42-11:15  33m  1  Write the methods section  focus 4  progressed
    ");
    assert_snapshot!(home.says("log gaps"), @"
    today 11:15-12:00  45m
    Next: `heyday log fill 11:15 ID` fills one
    ");
    assert_snapshot!(home.says("history --limit 4"), @"
    today 12:00  done       1 Write the methods section
    today 12:00  log edit   1 Write the methods section
    today 11:30  redo stop  1 Write the methods section
    today 11:30  undo stop  1 Write the methods section
    ");
}

/// The log without the letters of the sessions, which are others each time.
pub(crate) fn without_letters(log: &str) -> String {
    let line = |line: &str| match line.strip_prefix("  ") {
        Some(rest) => format!("  ....{}\n", &rest[4..]),
        None => format!("{line}\n"),
    };
    log.lines().map(line).collect()
}

#[test]
fn switching_leaves_no_gap_and_the_sums_agree() {
    let home = Home::new();
    home.ok("add One");
    home.ok("add Two");
    home.ok("start 1");
    home.at("09:30").ok("switch 2");
    home.at("10:15").ok("stop");
    let log = home.json("log");
    let sessions = log["sessions"].as_array().unwrap();
    assert_eq!(sessions[0]["end"], sessions[1]["start"]);
    let worked = |i: usize| sessions[i]["worked_s"].as_i64().unwrap();
    assert_eq!((worked(0), worked(1)), (1800, 2700));
    assert_eq!(home.json("status")["today"]["worked_s"], 4500);
    assert_eq!(home.json("show 2")["tasks"][0]["tracked_s"], 2700);
}

#[test]
fn a_crash_in_the_middle_of_a_day_loses_nothing() {
    let home = Home::new();
    home.ok("add Write");
    home.ok("start write");
    // Killed while it waits: nothing of what was said before is gone, and the timer goes on.
    let mut watching = home.program().args(["status", "--watch"]).spawn().unwrap();
    watching.kill().unwrap();
    watching.wait().unwrap();
    home.at("10:00");
    assert_eq!(home.json("status")["running"]["elapsed_s"], 3600);
    assert_snapshot!(home.says("stop"), @"
    Stopped 1 `Write` after 1h
    Next: 1 `Write`: `heyday start 1`
    ");
    assert_eq!(home.code("doctor"), 0);
}

#[test]
fn a_forgotten_timer_is_asked_about_and_settled() {
    let home = Home::new();
    home.ok("add Write");
    home.ok("start write");
    home.at("18:00");
    assert_snapshot!(home.says("status"), @"1 Write 9h | today 4h | forgotten? `heyday away`");
    assert_snapshot!(home.says("stop"), @"
    error: the timer on `Write` has run since Wed 25 Nov 09:00 (9h00)
    hint: say when it ended: `heyday stop --at 10:00`; or `heyday stop --keep` if it was all work, `heyday stop --discard` if none
    exit 1
    ");
    let plan = home.ok("plan");
    let told = "The timer on `Write` has run since today 09:00: `heyday away` says what it was";
    assert_eq!(plan.lines().next(), Some(told));
    assert_snapshot!(home.says("away"), @"
    error: what was it? There is no terminal to ask on
    hint: say `heyday away --ended 12:30`, or `heyday away --keep` if it was all work, `heyday away --discard` if none
    exit 2
    ");
    assert_snapshot!(home.says("away --ended 12:30"), @"
    Stopped 1 `Write` after 3h30
    Next: 1 `Write`: `heyday start 1`
    ");
    home.ok("undo");
    assert_snapshot!(home.says("stop --at 11:00 --focus 3"), @"
    Stopped 1 `Write` after 2h, focus 3
    Next: 1 `Write`: `heyday start 1`
    ");
    home.ok("undo");
    assert_snapshot!(home.says("stop --discard"), @"
    Removed the session today 09:00- 1 `Write` (9h)
    Next: 1 `Write`: `heyday start 1`
    ");
    home.ok("undo");
    assert_snapshot!(home.says("away --keep"), @"
    Kept 1 `Write` running, 9h so far
    Next: `heyday stop` ends it
    ");
    assert_snapshot!(home.says("stop"), @"
    Stopped 1 `Write` after 9h
    Next: 1 `Write`: `heyday start 1`
    ");
}

#[test]
fn two_commands_within_one_second_both_work() {
    let home = Home::new();
    home.ok("add Write");
    for _ in 0..3 {
        home.ok("start write");
        home.ok("stop");
    }
    let log = home.json("log");
    assert_eq!(log["sessions"].as_array().unwrap().len(), 3);
    assert_eq!(home.json("status")["today"]["worked_s"], 0);
}

/// The timer runs since 09:00, and nobody was heard from 10:20 to 10:50; it is 11:00.
fn away() -> Home {
    let home = Home::new();
    home.ok("add Write");
    home.ok("add Slides");
    home.ok("start write");
    home.at("11:00");
    let heard = r#"{"kind":"presence","uuid":"0192f0c1-0000-7000-8000-000000000001","what":"idle","start":"2026-11-25T10:20:00+01:00","end":"2026-11-25T10:50:00+01:00"}"#;
    assert!(home.feed("import jsonl -", heard.as_bytes()).status.success());
    home
}

#[test]
fn what_an_absence_was_is_said_with_an_option_and_asked_once() {
    let home = away();
    assert_snapshot!(home.says("away"), @"
    error: what was it? There is no terminal to ask on
    hint: say `heyday away --break`, `--keep`, `--discard`, `--task ID`, or `--split 12:30`
    exit 2
    ");
    assert_snapshot!(home.says("away --split 10:55"), @"
    error: 10:55 is not between 10:20 and 10:50
    hint: say a time at which you were away
    exit 1
    ");
    home.ok("away --break");
    let pauses = home.json("log");
    assert_eq!(pauses["sessions"][0]["end"], "2026-11-25T10:20:00+01:00");
    assert_eq!(pauses["sessions"][1]["start"], "2026-11-25T10:50:00+01:00");
    // There is none left to explain: it is about the timer as a whole again.
    assert_snapshot!(home.says("away --break"), @"
    error: nothing was heard of you being away since the timer was started
    hint: `heyday away --ended 12:30` says when work ended; `heyday log` corrects the rest
    exit 1
    ");
    assert!(home.ok("export jsonl").contains(r#""explained":"break""#));
}

#[test]
fn of_several_absences_the_first_is_answered_or_all_of_them() {
    let twice = || {
        let home = away();
        let heard = r#"{"kind":"presence","uuid":"0192f0c1-0000-7000-8000-000000000002","what":"idle","start":"2026-11-25T09:30:00+01:00","end":"2026-11-25T09:45:00+01:00"}"#;
        assert!(home.feed("import jsonl -", heard.as_bytes()).status.success());
        home
    };
    let breaks = |home: &Home| {
        let lines = home.ok("export jsonl");
        let breaks = lines.lines().filter(|line| line.contains(r#""kind":"break""#));
        breaks.filter(|line| line.contains("T09:30") || line.contains("T10:20")).count()
    };
    let home = twice();
    assert_snapshot!(home.ok("away --break"), @"
    Stopped 1 `Write` after 30m; started 1 `Write`, 1h15 ago; noted a break 09:30-09:45
    Next: `heyday stop` ends it
    You were away 1 more time; `heyday away` asks about it
    ");
    assert_eq!(breaks(&home), 1);
    home.ok("away --keep");
    assert_eq!((breaks(&home), home.code("away --break")), (1, 1), "both are explained");
    let home = twice();
    home.ok("away --break --all");
    assert_eq!((breaks(&home), home.code("away --break")), (2, 1));
    home.ok("undo");
    assert_eq!(breaks(&home), 0, "it was one step");
    assert_eq!(home.code("away --split 9:40 --all"), 2);
}

#[test]
fn an_absence_was_work_on_another_task_or_nothing_at_all() {
    let home = away();
    home.ok("away --task slides");
    let log = home.json("log");
    let sessions = log["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions[1]["start"], "2026-11-25T10:20:00+01:00");
    let home = away();
    home.ok("away --discard");
    assert_eq!(home.json("log")["sessions"].as_array().unwrap().len(), 2);
    let home = away();
    home.ok("away --keep");
    assert_eq!(home.json("log")["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(home.json("status")["running"]["elapsed_s"], 7200);
}
