//! `plan`, and what `next` and `status` make of an accepted plan.

use crate::home::Home;
use serde_json::Value;

/// A Wednesday with three tasks.
fn home() -> Home {
    let home = Home::new();
    home.ok("add Draft methods @writing est:2h pri:high due:fri");
    home.ok("add 'Call \u{1b}[31mAna' @calls est:10m");
    home.ok("add Submit @admin est:30m after:1 deadline:fri");
    home
}

#[test]
fn the_day_is_proposed_with_reasons_and_nothing_changes() {
    let home = home();
    let before = home.ok("history --json");
    let said = home.says("plan");
    assert!(said.starts_with("today, Wed 25 Nov  2h"), "{said}");
    assert!(said.lines().next().unwrap().ends_with("of 6h35 planned"), "{said}");
    let line =
        |part: &str| said.lines().find(|line| line.contains(part)).unwrap_or_default().to_owned();
    assert!(line("1 Draft methods").ends_with("@writing  due Fri 27"), "{said}");
    assert!(line("3 Submit").ends_with("deadline Fri 27"), "{said}");
    assert!(line("12:30-13:15").contains("lunch"), "{said}");
    assert!(line("Call").contains("\u{241b}[31mAna"), "nothing reaches the terminal raw: {said}");
    assert!(line("A proposal").ends_with("`heyday plan accept` adopts it."), "{said}");
    assert_eq!(home.ok("history --json"), before);
    assert_eq!(home.ok("plan"), home.ok("plan"), "the same world, the same plan");
}

#[test]
fn what_does_not_fit_is_named_with_the_reason() {
    let home = Home::new();
    home.ok("add 'Read all of it' est:9h nosplit");
    home.ok("add Wait for it status:waiting");
    home.ok("add Then after:2");
    insta::assert_snapshot!(home.says("plan"), @"
    today, Wed 25 Nov  0m of 6h35 planned
    12:30-13:15  lunch  45m

    Does not fit: 1 Read all of it (7h): it needs 7h30 in one piece, and the longest free stretch has 4h15
      what would help: it fits if 3h45 less of `Read all of it` is done
    Does not fit: 3 Then (45m): it waits for 2, which is waiting
    ");
}

#[test]
fn json_has_the_fields_that_were_promised() {
    let home = home();
    let plan = home.json("plan");
    assert_eq!(plan["made_at"], "2026-11-25T09:00:00+01:00");
    assert_eq!(plan["days"].as_array().unwrap().len(), 15);
    for field in ["unplaced", "at_risk"] {
        assert!(plan[field].is_array(), "{field}");
    }
    assert!(plan["objective"].is_f64() && plan["solve_ms"].is_f64());
    let day = &plan["days"][0];
    assert_eq!(
        (&day["day"], &day["capacity_s"]),
        (&Value::from("2026-11-25"), &Value::from(395 * 60))
    );
    let blocks = day["blocks"].as_array().unwrap();
    let fields =
        ["block", "kind", "task", "uuid", "title", "type", "start", "end", "pinned", "reasons"];
    for block in blocks {
        for field in fields {
            assert!(block.get(field).is_some(), "{field} is missing in {block}");
        }
        assert!(["task", "event", "break", "buffer"].contains(&block["kind"].as_str().unwrap()));
    }
    let draft = blocks.iter().find(|block| block["task"] == 1).unwrap();
    assert!(draft["block"].as_str().unwrap().starts_with('b'));
    let reason = &draft["reasons"][0];
    assert!(
        reason["term"].is_string() && reason["value"].is_number() && reason["text"].is_string()
    );
    let planned: i64 = day["planned_s"].as_i64().unwrap();
    assert!(planned > 0 && planned <= day["capacity_s"].as_i64().unwrap());
}

#[test]
fn days_are_chosen_and_those_beyond_the_horizon_are_not_there() {
    let home = home();
    let days = |line: &str| home.json(line)["days"].as_array().unwrap().len();
    assert_eq!((days("plan fri"), days("plan --days 3"), days("plan fri --days 2")), (1, 3, 2));
    assert_eq!(home.json("plan fri")["days"][0]["day"], "2026-11-27");
    insta::assert_snapshot!(home.says("plan 2027-05-01"), @"
    error: no plan for 2027-05-01
    hint: the plan goes to 2026-12-09; `heyday config plan.horizon_days` says how far
    exit 3
    ");
    assert_eq!(home.code("plan yesterday"), 3);
}

#[test]
fn the_problem_is_dumped_without_titles_and_can_be_solved() {
    let home = home();
    let dump = home.ok("plan --dump");
    assert!(!dump.contains("Draft") && !dump.contains("Ana"));
    let output = home.feed("solve --json", dump.as_bytes());
    let solved: Value = serde_json::from_slice(&output.stdout).unwrap();
    let plan = home.json("plan");
    assert_eq!(solved["objective"], plan["objective"], "the same problem, the same plan");
}

/// A task with a block of the accepted plan.
fn planned(home: &Home, (no, title): (u32, &str), start: &str, end: &str) {
    let uuid = format!("018f0000-0000-7000-8000-00000000000{no}");
    let task = format!(r#"{{"kind":"task","uuid":"{uuid}","title":"{title}","status":"open"}}"#);
    let block = format!(
        r#"{{"kind":"block","uuid":"018f0000-0000-7000-8000-0000000001{no:02}","task":"{uuid}","start":"2026-11-25T{start}:00+01:00","end":"2026-11-25T{end}:00+01:00","pinned":false}}"#
    );
    let file = home.path().join(format!("{no}.jsonl"));
    std::fs::write(&file, format!("{task}\n{block}\n")).unwrap();
    home.ok(&format!("import jsonl {}", file.display()));
}

#[test]
fn what_is_planned_comes_next_before_what_is_urgent() {
    let home = Home::new();
    home.ok("add Urgent pri:urgent due:today");
    planned(&home, (1, "Later"), "14:00", "15:00");
    planned(&home, (2, "Now"), "09:00", "10:00");
    let next = home.json("next");
    assert_eq!(next["next"]["title"], "Now");
    assert_eq!(next["next"]["planned_end"], "2026-11-25T10:00:00+01:00");
    assert_eq!(
        (&next["then"][0]["title"], &next["then"][1]["title"]),
        (&"Later".into(), &"Urgent".into())
    );
    let status = home.json("status");
    assert_eq!(
        (&status["next"]["title"], &status["today"]["planned_s"]),
        (&"Now".into(), &7200.into())
    );
    home.ok("start Now");
    assert_eq!(home.json("status")["next"]["title"], "Later");
    home.at("16:00");
    assert_eq!(home.json("next")["next"]["title"], "Urgent", "the plan of today is over");
}

#[test]
fn a_task_that_is_planned_keeps_its_block_when_the_plan_is_made_again() {
    let home = Home::new();
    planned(&home, (1, "Write"), "11:00", "11:45");
    let plan = home.json("plan");
    let blocks = plan["days"][0]["blocks"].as_array().unwrap();
    let block = blocks.iter().find(|block| block["kind"] == "task").unwrap();
    assert_eq!(block["step"], "kept");
    assert_eq!(block["start"], "2026-11-25T11:00:00+01:00");
}
