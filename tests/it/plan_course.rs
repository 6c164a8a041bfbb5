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

#[test]
fn what_was_skipped_today_stays_out_of_today() {
    let home = planned();
    home.ok("start 1");
    home.at("09:10").ok("plan skip b2");
    home.ok("plan accept");
    let today = |home: &Home| {
        let plan = home.json("plan show");
        let blocks = plan["blocks"].as_array().unwrap().clone();
        let of_two = blocks.iter().filter(|block| block["id"] == 2);
        of_two.filter(|b| b["start"].as_str().unwrap().starts_with("2026-11-25")).count()
    };
    assert_eq!(today(&home), 0);
    assert_eq!(home.json("show 2")["tasks"][0]["on"], "2026-11-26");
    home.ok("undo");
    home.ok("undo");
    assert_eq!(today(&home), 1);
    assert!(home.json("show 2")["tasks"][0]["on"].is_null());
}

#[test]
fn a_past_day_is_shown_as_it_was_planned_worked_and_would_be_planned() {
    let home = planned();
    home.ok("start 1");
    home.at("09:50").ok("done 1");
    home.at("10:00").ok("start 3");
    home.at("10:45").ok("stop");
    home.at("2026-11-26T09:00:00+01:00");
    assert_snapshot!(home.says("plan replay yesterday"), @"
    yesterday, known at 09:00
    As planned  worth 31.9
      09:00-10:00  1h  Draft methods    6.4
      10:00-11:00  1h  Answer Bo        6.4
      11:00-12:00  1h  Read the paper   6.4
      14:00-15:00  1h  Review the code  6.3
      15:30-16:30  1h  Sort the mail    6.4
    As worked  worth 10.1
      09:00-09:50  50m  Draft methods   5.3
      10:00-10:45  45m  Read the paper  4.8
    As it would be planned today  worth 29.2
      09:00-09:50  50m  Draft methods    5.3
      10:15-11:10  55m  Answer Bo        5.9
      11:30-12:25  55m  Read the paper   5.8
      14:00-15:00   1h  Review the code  6.3
      15:30-16:25  55m  Sort the mail    5.9
    ");
    let found = home.json("plan replay 2026-11-25");
    assert_eq!(found["as_of"], "2026-11-25T09:00:00+01:00");
    assert_eq!(found["planned"]["parts"].as_array().unwrap().len(), 5);
    assert_eq!(found["worked"]["parts"][1]["task"], 3);
    assert!(found["proposed"]["worth"].as_f64().unwrap() > 0.0);
    assert_eq!(home.code("plan replay tomorrow"), 1, "it has not begun");
    assert_eq!(home.json("plan replay wed")["day"], found["day"]);
    assert_eq!(home.code("plan replay week"), 2);
    assert_snapshot!(home.says("plan replay 2026-11-30"), @"
    error: 2026-11-30 has not begun
    hint: `heyday plan 2026-11-30` shows what is planned
    exit 1
    ");
}
