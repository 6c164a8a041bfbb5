//! The accepted plan from outside: blocks are moved, sent away, pinned and brought back, and follow their tasks.

use crate::home::Home;
use insta::assert_snapshot;
use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;

/// A home with three tasks of which blocks are planned for today, 09:30 and 11:00, and tomorrow, 09:30.
fn planned() -> Home {
    let home = Home::new();
    let mut lines = String::new();
    let mut ids = Vec::new();
    for title in ["Draft methods est:2h", "Call Ana est:10m", "Book a room est:10m"] {
        let added = home.json(&format!("add {title}"));
        ids.push(added["tasks"][0]["uuid"].as_str().unwrap().to_owned());
    }
    let blocks = [
        (&ids[0], "25", "09:30", "10:30"),
        (&ids[1], "25", "11:00", "11:30"),
        (&ids[0], "26", "09:30", "10:30"),
    ];
    for (no, (task, day, start, end)) in (1..).zip(blocks) {
        let also = if no == 2 { format!(r#""also":["{}"],"#, ids[2]) } else { String::new() };
        writeln!(
            lines,
            r#"{{"kind":"block","block":"b{no}","task":"{task}",{also}"start":"2026-11-{day}T{start}:00+01:00","end":"2026-11-{day}T{end}:00+01:00"}}"#
        )
        .unwrap();
    }
    fs::write(home.path().join("plan.jsonl"), lines).unwrap();
    home.ok("import jsonl plan.jsonl");
    home
}

#[test]
fn a_block_is_moved_pinned_and_resized_by_hand() {
    let home = planned();
    assert_snapshot!(home.says("plan show"), @"
    today     09:30-10:30   1h  b1  Draft methods
              11:00-11:30  30m  b2  Call Ana, Book a room
    tomorrow  09:30-10:30   1h  b3  Draft methods
    ");
    assert_snapshot!(home.says("plan move methods 14:00"), @"
    Moved b1 `Draft methods` to today 14:00-15:00
    Next: `heyday undo` takes it back
    ");
    assert!(home.ok("plan move b3 14:00").contains("b3 `Draft methods` to tomorrow 14:00-15:00"));
    assert!(home.ok("plan move b3 fri").contains("Fri 27 14:00-15:00"));
    assert!(home.ok("plan move b3 thu 9:45").contains("tomorrow 09:45-10:45"));
    assert!(home.ok("plan move b3 -15m").contains("tomorrow 09:30-10:30"));
    assert_snapshot!(home.says("plan resize ana 1h15"), @"
    Extended b2 `Call Ana` and 1 more to 11:00-12:15
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("plan pin --off b1 b2"), @"
    Left b1 `Draft methods` to the planner; left b2 `Call Ana` and 1 more to the planner
    Next: `heyday undo` takes it back
    ");
    home.ok("undo");
    let plan = home.json("plan show");
    let shown = |block: &serde_json::Value| {
        (
            block["block"].as_str().unwrap().to_owned(),
            block["id"].as_u64().unwrap(),
            block["pinned"] == true,
        )
    };
    let blocks: Vec<_> = plan["blocks"].as_array().unwrap().iter().map(shown).collect();
    assert_eq!(blocks, [("b2".into(), 2, true), ("b1".into(), 1, true), ("b3".into(), 1, true)]);
}

#[test]
fn what_can_not_be_done_to_a_block_says_what_to_do() {
    let home = planned();
    assert_snapshot!(home.says("plan move b2 10:15"), @"
    error: `Call Ana`, 10:15 to 10:45, would overlap `Draft methods`, 09:30 to 10:30
    hint: choose another time, or move the other one first
    exit 1
    ");
    assert_snapshot!(home.says("plan move b2 8:00"), @"
    error: today 08:00 has passed
    hint: `heyday plan move b2 tomorrow` keeps the time
    exit 1
    ");
    assert_snapshot!(home.says("plan move b2 whenever"), @"
    error: `whenever` is not a date
      whenever
      ^^^^^^^^
    hint: for example `today`, `fri`, `25-nov`, `2026-11-25`, `+3d` or `eom`; with a time: `fri-17:00`
    exit 2
    ");
    assert_snapshot!(home.says("plan pin b9"), @"
    error: no block `b9` in the plan
    hint: `heyday plan` shows the blocks and their numbers
    exit 3
    ");
    home.ok("add Water the plants");
    assert_snapshot!(home.says("plan move plants 14:00"), @"
    error: task 4 `Water the plants` has no block to come
    hint: `heyday plan` shows the blocks and their numbers
    exit 3
    ");
    assert_snapshot!(home.says("plan revert 9"), @"
    error: no version 9 of the plan
    hint: `heyday plan history` lists them
    exit 3
    ");
    home.at("12:00");
    assert_snapshot!(home.says("plan move b1 14:00"), @"
    error: b1 `Draft methods` was over at 10:30
    hint: what is over stays as it was planned; `heyday plan` shows what is to come
    exit 1
    ");
}

#[test]
fn a_block_that_is_skipped_goes_where_there_is_room() {
    let home = planned();
    assert_snapshot!(home.says("plan skip b1"), @"
    Moved b1 `Draft methods` to tomorrow 10:30-11:30; changed 1 `Draft methods`: 2h, on tomorrow
    Next: `heyday undo` takes it back
    ");
    assert!(home.ok("plan skip b1 fri").contains("Fri 27 10:30-11:30"));
    assert_snapshot!(home.says("plan skip b1 sat"), @"
    error: Sat 28 has no room of 1h in its work hours
    hint: `heyday plan skip b1` looks for the next day that has room
    exit 1
    ");
    let pinned = |line: &str| home.json(line)["blocks"][0]["pinned"] == true;
    assert!(!pinned("plan skip b1 mon"), "the planner may move it within the day");
    assert!(pinned("plan skip b1 tue 16:00"));
    // One that has begun leaves its beginning behind.
    home.at("11:10").ok("plan skip b2");
    assert_snapshot!(home.says("plan show"), @"
    today     11:00-11:10  10m  b2  Call Ana, Book a room
    tomorrow  09:30-10:30   1h  b3  Draft methods
              11:00-11:30  30m  b4  Call Ana, Book a room
    Tue 1     16:00-17:00   1h  b1  Draft methods          pinned
    ");
}

#[test]
fn a_task_that_is_done_or_gone_leaves_the_plan_in_the_same_step() {
    let home = planned();
    home.at("10:00");
    assert_snapshot!(home.says("done methods"), @"
    Done 1 `Draft methods`; cut b1 `Draft methods` to 09:30-10:00; took b3 out of the plan (tomorrow 09:30-10:30); the plan follows: b2 at 10:30
    Next: 2 `Call Ana`: `heyday start 2`
    ");
    assert_snapshot!(home.says("delete ana"), @"
    Deleted 2 `Call Ana`; b2 `Book a room` goes on without it
    Next: `heyday undo` takes it back
    ");
    home.ok("undo");
    home.ok("undo");
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), 3);
    home.ok("redo");
    let left = home.json("plan show");
    assert_eq!(left["blocks"][0]["end"], "2026-11-25T10:00:00+01:00");
    assert_eq!(left["blocks"].as_array().unwrap().len(), 2);
    home.ok("reopen 1");
    assert_eq!(
        home.json("plan show")["blocks"].as_array().unwrap().len(),
        2,
        "only undo brings them back"
    );
}

#[test]
fn versions_are_listed_shown_and_gone_back_to() {
    let home = planned();
    home.at("09:05").ok("plan move b1 14:00");
    home.at("09:10").ok("done ana");
    home.ok("drop room");
    assert_snapshot!(home.says("plan history"), @"
    4  today 09:10  drop       3 Book a room     1 removed
    3  today 09:10  done       2 Call Ana        1 changed
    2  today 09:05  plan move  b1 Draft methods  1 changed
    1  today 09:00  import     plan.jsonl        3 added
    Next: `heyday plan show N` shows the plan after a change
    ");
    assert_snapshot!(home.says("plan show 2"), @"
    Version 2, today 09:05: plan move b1 Draft methods
    today     11:00-11:30  30m  b2  Call Ana, Book a room
              14:00-15:00   1h  b1  Draft methods          pinned
    tomorrow  09:30-10:30   1h  b3  Draft methods
    ");
    home.ok("plan move b3 fri");
    assert_snapshot!(home.at("09:20").says("plan revert 1"), @"
    Moved b1 `Draft methods` to today 09:30-10:30; moved b3 `Draft methods` to tomorrow 09:30-10:30
    Next: `heyday undo` takes it back
    note: 1 block could not go back: the task is closed, or the time has passed or is taken
    ");
    home.ok("undo");
    // The time of the first has passed now, so it stays where it was moved to.
    assert!(home.at("09:40").ok("plan revert 1").starts_with("Moved b3"));
    assert_eq!(home.json("plan show 1")["blocks"].as_array().unwrap().len(), 3);
    assert_eq!(home.json("plan history --limit 1")["versions"][0]["verb"], "plan revert");
}

#[test]
fn everything_of_the_plan_goes_out_and_comes_in_again() {
    let home = planned();
    home.ok("plan pin b2");
    let all = home.ok("export jsonl");
    let blocks =
        |text: &str| text.lines().filter(|line| line.contains(r#""kind":"block""#)).count();
    assert_eq!(blocks(&all), 3);
    let other = Home::new();
    fs::write(other.path().join("all.jsonl"), &all).unwrap();
    other.ok("import jsonl all.jsonl");
    assert_eq!(other.ok("export jsonl"), all);
    assert!(other.ok("import jsonl all.jsonl").contains("Added 0"));
    assert_eq!(other.says("plan show"), home.says("plan show"));
}

/// A home with some work and no plan.
fn unplanned() -> Home {
    let home = Home::new();
    for line in [
        "Draft methods est:1h due:thu",
        "Call Ana est:25m pri:high",
        "Review slides est:1h due:fri",
    ] {
        home.ok(&format!("add {line}"));
    }
    home
}

/// The numbers of the blocks that a diff or an accept speaks of.
fn numbers(answer: &serde_json::Value) -> Vec<String> {
    let changes = answer["changes"].as_array().unwrap();
    let mut numbers: Vec<String> =
        changes.iter().map(|one| one["block"].as_str().unwrap().to_owned()).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_proposal_is_adopted_block_by_block_exactly_as_it_was_shown() {
    let home = unplanned();
    assert_snapshot!(home.says("plan accept b1"), @"
    error: no proposal was shown yet
    hint: `heyday plan` shows the proposal as it is now
    exit 3
    ");
    let shown = home.json("plan diff");
    let all = numbers(&shown);
    assert!(all.len() >= 3, "{shown}");
    let one = home.json(&format!("plan accept {}", all[1]));
    assert_eq!(numbers(&one), all[1..2]);
    let proposed = |no: &str| {
        let changes = shown["changes"].as_array().unwrap();
        let found = changes.iter().find(|one| one["block"] == no).unwrap();
        (found["start"].clone(), found["end"].clone())
    };
    let accepted = home.json("plan show")["blocks"][0].clone();
    assert_eq!(accepted["block"], *all[1]);
    assert_eq!((accepted["start"].clone(), accepted["end"].clone()), proposed(&all[1]));
    // The rest is still what was shown.
    home.ok(&format!("plan accept {}", all[0]));
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), 2);
    home.ok("undo");
    home.ok("undo");
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), 0);
}

#[test]
fn naming_blocks_of_a_proposal_that_something_has_overtaken_is_refused_and_changes_nothing() {
    let home = unplanned();
    home.ok("plan diff");
    home.ok("add Water the plants");
    assert_snapshot!(home.says("plan accept b1"), @"
    error: something has changed since the proposal was shown
    hint: `heyday plan` shows the proposal as it is now
    exit 4
    ");
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), 0);
    home.ok("plan");
    home.ok("plan accept b1");
    assert_snapshot!(home.says("plan accept b99"), @"
    error: no block `b99` in the proposal
    hint: `heyday plan diff` shows what is proposed
    exit 3
    ");
}

#[test]
fn accepting_all_is_one_step_and_what_is_pinned_stays() {
    let home = unplanned();
    let accepted = home.json("plan accept");
    let all = numbers(&accepted);
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), all.len());
    // After work, where the planner puts nothing that could be in the way.
    home.ok("plan move slides 18:00");
    let pinned = |plan: &serde_json::Value| {
        plan["blocks"].as_array().unwrap().iter().find(|one| one["pinned"] == true).unwrap()["start"].clone()
    };
    assert_eq!(pinned(&home.json("plan show")), "2026-11-25T18:00:00+01:00");
    home.ok("add Urgent thing est:1h pri:urgent due:today");
    home.ok("plan accept");
    assert_eq!(pinned(&home.json("plan show")), "2026-11-25T18:00:00+01:00");
    assert!(home.ok("plan show").contains("Urgent thing"));
    for _ in 0..4 {
        home.ok("undo");
    }
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), 0);
    home.ok("redo");
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), all.len());
}

#[test]
fn two_commands_at_once_never_put_two_blocks_at_the_same_time() {
    let home = planned();
    let spawn = |line: &str| {
        let mut command = home.program();
        command.args(line.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let both = [spawn("plan move b1 15:00"), spawn("plan move b2 15:15")];
    let mut codes: Vec<_> = both.map(|mut one| one.wait().unwrap().code().unwrap()).into();
    codes.sort_unstable();
    assert_eq!(codes, [0, 1], "one of them is refused");
    let at_three = |one: &&serde_json::Value| one["start"].as_str().unwrap().contains("T15:");
    let plan = home.json("plan show");
    assert_eq!(plan["blocks"].as_array().unwrap().iter().filter(at_three).count(), 1);
}
