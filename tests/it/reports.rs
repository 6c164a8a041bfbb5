//! `report standup`, `report week` and `review` from outside: what was done beside what was planned, told and as JSON.

use crate::home::Home;
use heyday::domain::{Intent, Moment, Now, Zone};
use heyday::store::{OpenOptions, Store};
use insta::assert_snapshot;
use std::fmt::Write as _;
use std::fs;

/// Wednesday 17:30, after a Tuesday with work and a Wednesday whose plan was kept in part.
fn day() -> Home {
    let home = Home::new();
    let mut ids = Vec::new();
    for title in [
        "Draft methods project:paper @writing est:1h",
        "Call Ana est:30m",
        "Fix the importer project:heron @coding est:2h",
        "Ask for the data",
        "Pay the bill due:yesterday",
    ] {
        let added = home.json(&format!("add {title}"));
        ids.push(added["tasks"][0]["uuid"].as_str().unwrap().to_owned());
    }
    home.ok("edit 4 status:waiting");
    home.ok("edit 5 after:4");
    let mut lines = String::new();
    let blocks = [
        (0, "09:00", "10:00"),
        (1, "10:00", "10:30"),
        (2, "11:00", "13:00"),
        (2, "18:00", "19:00"),
    ];
    for (no, (task, start, end)) in (1..).zip(blocks) {
        writeln!(
            lines,
            r#"{{"kind":"block","block":"b{no}","task":"{}","start":"2026-11-25T{start}:00+01:00","end":"2026-11-25T{end}:00+01:00"}}"#,
            ids[task]
        )
        .unwrap();
    }
    fs::write(home.path().join("plan.jsonl"), lines).unwrap();
    home.ok("import jsonl plan.jsonl");
    home.ok("log add 1 yesterday-14:00-15:30 --focus 4");
    home.at("10:30").ok("log add 1 9:00-10:20 --focus 3");
    home.ok("done 1");
    home.at("12:00").ok("log add 3 11:00-11:45 --focus 2");
    home.at("17:30");
    home
}

#[test]
fn a_standup_tells_what_was_done_what_is_next_and_what_stands_still() {
    let home = day();
    assert_snapshot!(home.says("report standup"), @"
    Since yesterday (3h35):
    - Draft methods (2h50, done)
    - Fix the importer (45m)
    Planned for today:
    - Fix the importer (1h)
    Late, waiting or blocked:
    - Pay the bill: late, was due yesterday 17:30
    - Ask for the data: waiting
    ");
    let json = home.json("report standup");
    assert_eq!((&json["since"], &json["planned"]), (&"2026-11-24".into(), &true.into()));
    assert_eq!(json["held"][0]["why"], "late");
    assert_snapshot!(Home::new().says("report standup"), @"
    Today:
    - nothing was done
    Next:
    - nothing
    ");
}

#[test]
fn a_day_is_set_beside_the_plan_of_its_morning() {
    let home = day();
    assert_snapshot!(home.says("review day"), @"
    Wed 25 Nov: 2h05 worked, 4h30 planned (agreed to by 09:00)
    FROM   TITLE             WORKED  PLANNED
    09:00  Draft methods       1h20       1h  done
    10:00  Call Ana                      30m  missed
    11:00  Fix the importer     45m       3h  ahead
    focus 2.5 of 5
    Left over: Call Ana 30m
    ");
    // What was agreed to in the morning counts, whatever became of the plan.
    home.ok("plan move b4 tomorrow");
    let json = home.json("review day");
    assert_eq!(json["planned_s"], 4 * 3600 + 1800);
    let verdicts: Vec<_> =
        json["lines"].as_array().unwrap().iter().map(|l| &l["verdict"]).collect();
    assert_eq!(verdicts, ["done", "missed", "ahead"]);
    assert_snapshot!(home.says("review day yesterday"), @"
    Tue 24 Nov: 1h30 worked, nothing planned
    FROM   TITLE          WORKED
    14:00  Draft methods    1h30  unplanned
    focus 4.0 of 5
    ");
}

#[test]
fn a_week_adds_up_by_project_and_by_day() {
    let home = day();
    assert_snapshot!(home.says("report week"), @"
    Week of 23 Nov: 3h35 worked, 4h30 planned
    PROJECT  Mon 23  Tue 24  Wed 25   ALL
    paper              1h30    1h20  2h50
    heron                       45m   45m
    all                1h30    2h05  3h35
    planned                    4h30  4h30

    TYPE     Mon 23  Tue 24  Wed 25   ALL
    writing            1h30    1h20  2h50
    coding                      45m   45m
    all                1h30    2h05  3h35

    FINISHED       TOOK  ESTIMATE
    Draft methods  2h50        1h
    ");
    assert_snapshot!(home.says("review week"), @"
    DAY     WORKED  PLANNED    KEPT  DONE  FOCUS
    Mon 23
    Tue 24    1h30                           4.0
    Wed 25    2h05     4h30  1 of 3     1    2.5
    all       3h35     4h30

    FINISHED       TOOK  ESTIMATE
    Draft methods  2h50        1h
    Estimates: 1 task of 1h took 2h50, 2.8 times as long
    Time went to: paper 2h50 (79 %), heron 45m (21 %)
    ");
    assert_eq!(home.json("report week")["worked_s"], home.json("review week")["worked_s"]);
    assert_snapshot!(home.says("report week last"), @"Week of 16 Nov: nothing worked, nothing planned");
    assert_snapshot!(home.says("review week last"), @"Nothing was planned and nothing was timed.");
    assert_eq!(home.ok("report week mon"), home.ok("report week this"));
}

#[test]
fn what_is_no_day_and_no_week_or_has_not_begun_is_said() {
    let home = Home::new();
    assert_snapshot!(home.says("review day last week"), @"
    error: `last week` is more than a day
    hint: `heyday review week` looks back at a week
    exit 2
    ");
    assert_snapshot!(home.says("review week month"), @"
    error: `month` is more than a week
    hint: name one day of the week, for example `last` or `mon`
    exit 2
    ");
    assert_snapshot!(home.says("review day 2026-12-01"), @"
    error: 2026-12-01 has not begun
    hint: `heyday plan 2026-12-01` shows what is planned
    exit 1
    ");
    assert_eq!(home.code("report week blursday"), 2);
}

/// Closes the Wednesday of a home at 17:45 with a note, as the screen does.
fn close(home: &Home, note: &str) {
    let at = Moment::parse_rfc3339("2026-11-25T17:45:00+01:00").unwrap();
    let now = Now::new(at.utc_ms(), Zone::parse("Europe/Berlin").unwrap(), 240);
    let mut store = Store::open(&home.data(), &OpenOptions { now_ms: at.utc_ms() }).unwrap();
    store.transact(&Intent::CloseDay { note: note.to_owned() }, &now).unwrap();
}

#[test]
fn the_note_of_a_closed_day_comes_last() {
    let home = day();
    close(&home, "A calm one.\nTomorrow \u{1b}[31mthe importer.");
    let said = home.at("2026-11-26T09:00:00+01:00").ok("review day yesterday");
    let last: Vec<&str> = said.lines().rev().take(3).collect();
    assert!(last[0].starts_with("  Tomorrow ") && last[0].ends_with("the importer."), "{said:?}");
    assert_eq!(last[1..], ["  A calm one.", "Closed at 17:45"]);
    assert!(!said.contains('\u{1b}'), "{said:?}");
    let json = home.json("review day yesterday");
    assert!(json["note"].as_str().unwrap().starts_with("A calm one.\n"), "{json}");
}

#[test]
fn hostile_titles_and_notes_do_not_reach_the_terminal() {
    let home = Home::new();
    home.ok("add -- 'Evil \u{1b}[31mtask' project:'a\u{1b}b'");
    home.ok("log add 1 6:00-7:00");
    home.ok("done 1");
    for line in ["report standup", "report week", "review day", "review week"] {
        let said = home.ok(line);
        assert!(said.contains("Evil") && !said.contains('\u{1b}'), "{line}: {said:?}");
    }
}
