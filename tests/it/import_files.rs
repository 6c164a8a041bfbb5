//! Histories from other programs: what their own exports become, twice, and what hostile files do.

use crate::home::{Home, said};
use insta::assert_snapshot;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn a_file_of_another_format_is_told_in_a_few_lines() {
    let home = Home::new();
    let table = "day,task,minutes\n".repeat(17);
    assert_snapshot!(said(&home.feed("import jsonl -", table.as_bytes())), @"
    Added 0 of 0 (0 tasks, 0 sessions, 0 breaks, 0 events); 0 there already
    line 1: not JSON at column 1: expected value (and 16 lines like it)
    error: 17 lines can't be read; nothing was imported
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
}

#[test]
fn taskwarriors_tasks_come_in_once_and_its_log_finds_them() {
    let home = Home::new();
    let export = fixture("taskwarrior-2.6.2.json");
    assert_snapshot!(said(&home.feed("import taskwarrior - --dry-run", &export)), @"
    Would add 12 of 12 (12 tasks, 0 sessions, 0 breaks, 0 events); 0 there already
    2 times: a repeated task had several open instances; the first one is taken
    4 times: a task has an `until`; it is kept in the note
    1 time: a task was started there; `heyday start` begins its timer here
    1 time: the attribute `size` is kept in the note
    1 time: the attribute `ticket` is kept in the note
    ");
    assert_snapshot!(home.says("list --all"), @"Nothing to do: `heyday add TITLE` writes something down.");
    home.feed("import taskwarrior -", &export);
    assert_snapshot!(home.says("list"), @r#"
    ID           TASK                                              PROJECT      TYPE      ESTIMATE  DUE
     1  high     Write the methods section                         paper.draft  @writing        2h  Fri 27 17:00
    12           Pay rent                                                                           Sun 1 Nov 17:30 late
    10           Water the plants                                                                   Fri 20 17:30 late
    11           Stand-up                                                                           Mon 23 09:00 late
     8  blocked  Read the reviews
     2           Call Ana                                                                           Wed 2 17:30
     4           Path C:\Users\x and tab␉here
     3           Quote "this" / slash [brackets] & ümläut 漢字 🚀
     9  blocked  Plot the results
    "#);
    let again: serde_json::Value =
        serde_json::from_slice(&home.feed("import taskwarrior - --json", &export).stdout).unwrap();
    assert_eq!((&again["added"], &again["present"]), (&0.into(), &12.into()));
    // Taskwarrior's hook writes the title into Timewarrior's tags.
    let log =
        b"inc 20261120T080000Z - 20261120T093000Z # \"Write the methods section\" paper.draft\n";
    assert_snapshot!(said(&home.feed("import timewarrior -", log)), @"
    Added 1 of 1 (0 tasks, 1 session, 0 breaks, 0 events); 0 there already
    Next: `heyday undo` takes it back
    ");
    assert_eq!(home.json("show 1")["tasks"][0]["tracked_s"], 5400);
    home.ok("undo");
    home.ok("undo");
    assert_snapshot!(home.says("list --all"), @"Nothing to do: `heyday add TITLE` writes something down.");
}

#[test]
fn folders_of_the_programs_are_understood() {
    let home = Home::new();
    let write = |path: &str, name: &str| {
        let path = home.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, fixture(name)).unwrap();
    };
    write("tw/data/2026-11.data", "timewarrior-1.4.3.data");
    write("tw/data/tags.data", "watson-2.1.0-log.json");
    write("task/completed.data", "taskwarrior-2.6.2.data");
    write("watson/frames", "watson-2.1.0-frames");
    for format in ["timewarrior tw", "taskwarrior task", "watson watson"] {
        home.ok(&format!("import {format}"));
        assert_eq!(home.json(&format!("import {format}"))["added"], 0, "{format}");
    }
    std::fs::write(home.path().join("task/taskchampion.sqlite3"), "").unwrap();
    assert_snapshot!(home.says("import taskwarrior task"), @"
    error: `task` is Taskwarrior 3's database, which only it can read
    hint: `task export | heyday import taskwarrior -`
    exit 1
    ");
    assert_snapshot!(home.says("import org watson"), @"
    error: there is no `.org` file in `watson`
    hint: name the files
    exit 3
    ");
}

#[test]
fn a_table_is_mapped_on_the_command_line() {
    let home = Home::new();
    let table = b"person,task,type,start,end,interrupt_min,plan\n\
        96,20849,review,2026-11-16 09:00:00,2026-11-16 10:00:00,6,60.0\n\
        97,20850,review,2026-11-16 09:00:00,2026-11-16 10:00:00,6,60.0\n\
        96,20849,review,2026-11-16 11:00:00,2026-11-16 10:00:00,6,60.0\n";
    let map = "task=task,type=type,start=start,end=end,lost_min=interrupt_min,estimate_min=plan";
    let line = format!("import csv - --where person=96 --map {map}");
    assert_snapshot!(said(&home.feed(&line, table)), @"
    Added 2 of 2 (1 task, 1 session, 0 breaks, 0 events); 0 there already
    1 time: `--where` leaves a row out
    Next: `heyday undo` takes it back
    line 4: the end (2026-11-16T10:00:00+01:00) is before the start (2026-11-16T11:00:00+01:00)
    error: 1 line can't be read; the others were imported
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
    let task = &home.json("show 1")["tasks"][0];
    assert_eq!((&task["tracked_s"], &task["estimate_s"]), (&3240.into(), &3600.into()));
    assert_eq!(home.feed(&line, table).status.code(), Some(1));
    assert_snapshot!(said(&home.feed("import csv - --map start=From", table)), @"
    Added 0 of 0 (0 tasks, 0 sessions, 0 breaks, 0 events); 0 there already
    line 1: there is no column `From`; there are `person`, `task`, `type`, `start`, `end`, `interrupt_min`, `plan`
    error: 1 line can't be read; nothing was imported
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
    assert_snapshot!(home.says("import"), @"
    error: `heyday import` needs one more word: `jsonl`, `taskwarrior`, `timewarrior`, `watson`, `todotxt`, `org`, `ics`, `csv`, `git`
    hint: `heyday import --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("import csv x --map start"), @"
    error: `start` is not `field=column`
    hint: `heyday import csv --help` shows examples
    exit 2
    ");
    assert_snapshot!(home.says("import csv x --date-format %Q"), @"
    error: `%Q` is not a date format
    hint: `heyday import csv --help` shows examples
    exit 2
    ");
    assert_snapshot!(home.says("import csv x --zone Mars"), @"
    error: there is no time zone `Mars`
    hint: for example `Europe/Berlin` or `+01:00`
    exit 2
    ");
    assert_snapshot!(home.says("import csv x --delimiter ab"), @"
    error: `ab` can't part columns
    hint: a comma, a semicolon, a bar, `tab` or another single character
    exit 2
    ");
}

#[test]
fn a_table_of_the_log_comes_back_and_holds_no_formula() {
    let home = Home::new();
    home.program().args(["add", "--", "=cmd|' /C calc'!A0"]).output().unwrap();
    home.ok("log add 1 08:00-08:30 --focus 4");
    let table = home.ok("export csv");
    assert!(table.contains(",'=cmd|' /C calc'!A0,"), "{table}");
    let again = home.feed("import csv - --json", table.as_bytes());
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&again["added"], &again["present"]), (&0.into(), &2.into()));
    let other = Home::new();
    assert!(other.feed("import csv -", table.as_bytes()).status.success());
    assert_eq!(other.ok("export csv"), table);
}

#[test]
fn hostile_titles_never_reach_the_terminal_raw() {
    let home = Home::new();
    let evil = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}";
    let long = "x".repeat(100_000);
    let files = [
        (
            "taskwarrior",
            format!(
                "[{{\"description\":\"T{evil}\",\"{evil}\":\"1\",\"entry\":\"20261101T080000Z\"}},{{\"description\":\"{long}\"}}]"
            ),
        ),
        (
            "timewarrior",
            format!(
                "inc 20261120T080000Z - 20261120T093000Z # \"t {evil}\" # \"{evil}\"\ninc {evil}\n"
            ),
        ),
        ("watson", format!("[[1795161600,1795167000,\"w {evil}\",\"a\",[\"{evil}\"],1]]")),
        ("todotxt", format!("Call {evil} +p{evil} k:{evil} due:{evil}\nCall k{evil}:1 +p{evil}\n")),
        ("org", format!("* TODO [#A] O {evil} :a:\nDEADLINE: {evil}\n{evil}\n")),
        ("csv", format!("title,type,{evil}\nC {evil},t{evil},1\n")),
    ];
    for (format, text) in &files {
        let output =
            home.feed(&format!("import {format} -"), text.replace('\u{1b}', "\\u001b").as_bytes());
        let raw = home.feed(&format!("import {format} -"), text.as_bytes());
        for bytes in [output.stdout, output.stderr, raw.stdout, raw.stderr] {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                text.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'),
                "{format}: {text:?}"
            );
        }
    }
    let list = home.ok("list --all");
    assert!(list.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{list:?}");
}

#[test]
fn an_interrupted_import_has_imported_nothing() {
    let home = Home::new();
    home.ok("add Here before");
    let mut program = home.program();
    program.args(["import", "timewarrior", "-"]).stdin(Stdio::piped());
    let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut log = String::new();
    for minute in 0..5000 {
        writeln!(
            log,
            "inc 202601{:02}T{:02}{:02}00Z - 202601{:02}T{:02}{:02}30Z # work",
            minute / 1440 + 1,
            minute / 60 % 24,
            minute % 60,
            minute / 1440 + 1,
            minute / 60 % 24,
            minute % 60
        )
        .unwrap();
    }
    // More than a pipe holds: what it takes has been read, and it waits for the rest.
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), log.as_bytes()).unwrap();
    interrupt(child.id());
    assert!(!child.wait().unwrap().success());
    assert_eq!(home.json("log 2026-01-01..2026-01-07")["sessions"].as_array().unwrap().len(), 0);
    assert!(home.ok("list").contains("Here before"));
    home.ok("add Here after");
}

/// Ends the program where it stands, as Ctrl-C does; that signal itself is one that a background job ignores.
fn interrupt(id: u32) {
    let done =
        std::process::Command::new("kill").args(["-TERM", &id.to_string()]).status().unwrap();
    assert!(done.success());
}
