//! A day that does not go as planned, through the real program: what is done early lets the rest of the day move up,
//! what takes longer pushes it, and the plan can be accepted anew in the middle of it.

use crate::home::Home;
use insta::assert_snapshot;
use std::fmt::Write as _;
use std::fs;

/// A home with blocks of today: three of an hour from nine on, a pinned one at two, and one after it.
fn planned() -> Home {
    let home = Home::new();
    let mut lines = String::new();
    let blocks = [
        ("Draft methods", "09:00", "10:00", false),
        ("Answer Bo", "10:00", "11:00", false),
        ("Read the paper", "11:00", "12:00", false),
        ("Review the code", "14:00", "15:00", true),
        ("Sort the mail", "15:30", "16:30", false),
    ];
    for (no, (title, start, end, pinned)) in (1..).zip(blocks) {
        let added = home.json(&format!("add {title} est:1h"));
        let task = added["tasks"][0]["uuid"].as_str().unwrap().to_owned();
        let day = "2026-11-25T";
        writeln!(
            lines,
            r#"{{"kind":"block","block":"b{no}","task":"{task}","start":"{day}{start}:00+01:00","end":"{day}{end}:00+01:00","pinned":{pinned}}}"#
        )
        .unwrap();
    }
    fs::write(home.path().join("plan.jsonl"), lines).unwrap();
    home.ok("import jsonl plan.jsonl");
    home
}

#[test]
fn what_is_done_early_lets_the_rest_of_the_day_move_up_and_undo_takes_both_back() {
    let home = planned();
    home.ok("start 1");
    home.at("09:38");
    assert_snapshot!(home.says("done 1"), @"
    Done 1 `Draft methods`; stopped its timer after 38m; cut b1 `Draft methods` to 09:00-09:38; the plan follows: b2 at 09:40, b3 at 10:40, b5 at 15:10
    Next: 2 `Answer Bo`: `heyday start 2`
    ");
    assert_snapshot!(home.says("plan show"), @"
    today  09:00-09:38  38m  b1  Draft methods
           09:40-10:40   1h  b2  Answer Bo
           10:40-11:40   1h  b3  Read the paper
           14:00-15:00   1h  b4  Review the code  pinned
           15:10-16:10   1h  b5  Sort the mail
    ");
    assert_snapshot!(home.says("undo"), @"
    Undone: done 1 Draft methods
    Next: `heyday redo` makes it again
    ");
    assert_snapshot!(home.says("plan show"), @"
    today  09:00-10:00  1h  b1  Draft methods
           10:00-11:00  1h  b2  Answer Bo
           11:00-12:00  1h  b3  Read the paper
           14:00-15:00  1h  b4  Review the code  pinned
           15:30-16:30  1h  b5  Sort the mail
    ");
    assert_eq!(home.json("status")["running"]["id"], 1, "the timer runs again");
}

#[test]
fn a_block_that_is_finished_ends_and_one_that_is_only_stopped_does_not() {
    let home = planned();
    home.ok("start 1");
    home.at("09:30").ok("stop");
    assert!(home.ok("plan show").contains("09:00-10:00"));
    home.at("09:35").ok("start 1");
    home.at("09:45");
    assert_snapshot!(home.says("stop --outcome finished"), @"
    Stopped 1 `Draft methods` after 10m; cut b1 `Draft methods` to 09:00-09:45; the plan follows: b2 at 09:45, b3 at 10:45, b5 at 15:15
    Next: 2 `Answer Bo`: `heyday start 2`
    ");
    assert_eq!(home.json("next")["next"]["planned_start"], "2026-11-25T09:45:00+01:00");
}

#[test]
fn what_takes_longer_pushes_what_comes_after_it_and_nothing_is_written() {
    let home = planned();
    home.ok("start 1");
    home.at("10:22");
    let before = home.json("plan history");
    assert_snapshot!(home.says("plan show"), @"
    today  09:00-10:25  1h25  b1  Draft methods    was 09:00-10:00
           10:25-11:25    1h  b2  Answer Bo        was 10:00-11:00
           11:25-12:25    1h  b3  Read the paper   was 11:00-12:00
           14:00-15:00    1h  b4  Review the code  pinned
           15:30-16:30    1h  b5  Sort the mail
    ");
    let next = home.json("next");
    assert_eq!(next["next"]["block"], "b2");
    assert_eq!(next["next"]["planned_start"], "2026-11-25T10:25:00+01:00");
    // 3 minutes of what runs, and four blocks of an hour.
    assert_eq!(home.json("status")["today"]["planned_s"], 4 * 3600 + 180);
    assert_eq!(home.json("plan history"), before);
    // Stopped, it stands where the work has ended.
    home.ok("stop");
    home.at("10:40");
    assert_eq!(home.json("next")["next"]["planned_start"], "2026-11-25T10:20:00+01:00");
}

#[test]
fn the_plan_can_be_accepted_anew_in_the_middle_of_what_takes_longer() {
    let home = planned();
    home.ok("start 1");
    home.at("10:22");
    home.ok("plan accept");
    let plan = home.json("plan show");
    let blocks = plan["blocks"].as_array().unwrap();
    let ahead: Vec<&str> = blocks
        .iter()
        .filter(|block| block["id"] == 2)
        .map(|block| block["end"].as_str().unwrap())
        .collect();
    assert_eq!(ahead[0], "2026-11-25T10:22:00+01:00", "it ends where it was left");
    assert_eq!(ahead.len(), 2, "and is planned anew: {plan}");
    home.ok("undo");
    assert_eq!(home.json("plan show")["blocks"].as_array().unwrap().len(), 5);
}
