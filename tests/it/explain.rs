//! `why` and `what-if` from outside: what they say of a plan, in words and as JSON, and that asking changes nothing.

use crate::home::Home;

/// Wednesday morning with a report that is due tomorrow, a call, and a day of coding.
fn day() -> Home {
    let home = Home::new();
    home.ok("add Write the report @writing 4h due:tomorrow");
    home.ok("add Call Ana @calls 30m");
    home.ok("add Build the importer @coding 7h");
    home
}

#[test]
fn a_block_says_why_in_words_and_figures() {
    let home = day();
    let said = home.ok("why b1");
    let parts = [
        "b1 ",
        "It is today ",
        "In the plan",
        "it is proposed, and not accepted yet",
        "What it is worth here  +",
        "switching to it and back",
        "When it will be done",
    ];
    for part in parts {
        assert!(said.contains(part), "`{part}` is missing:\n{said}");
    }
    let json = home.json("why b1");
    assert_eq!(json["block"], "b1");
    let sum: f64 =
        json["won"].as_array().unwrap().iter().filter_map(|row| row["value"].as_f64()).sum();
    assert!((sum - json["value"].as_f64().unwrap()).abs() < 0.2, "{json}");
}

#[test]
fn a_task_says_where_it_is_and_its_next_block() {
    let home = day();
    let said = home.ok("why report");
    for part in ["1 Write the report", "It is planned", "How urgent it is  +", "Its next block, b"]
    {
        assert!(said.contains(part), "`{part}` is missing:\n{said}");
    }
    let json = home.json("why report");
    assert_eq!((&json["task"], &json["title"]), (&1.into(), &"Write the report".into()));
    assert!(!json["blocks"].as_array().unwrap().is_empty());
    assert!(json["rank"].as_f64().unwrap() > 0.0);
}

#[test]
fn what_is_not_there_and_what_is_closed_is_said() {
    let home = day();
    home.ok("done 2");
    insta::assert_snapshot!(home.says("why b77"), @r"
    error: no block `b77` in the plan
    hint: `heyday plan` shows the blocks and their numbers
    exit 3
    ");
    insta::assert_snapshot!(home.says("why ana"), @r"
    error: task 2 is done: nothing of it is planned
    hint: `heyday show 2` says what it took
    exit 1
    ");
    assert_eq!(home.code("why 99"), 3);
}

#[test]
fn a_question_changes_nothing_and_says_what_would_come() {
    let home = day();
    let (before, history) = (home.ok("export jsonl"), home.ok("history"));
    let said = home.ok("what-if 'meeting 9:30-12:30'");
    assert!(said.contains("the plan is worth"), "{said}");
    assert!(said.contains(" less"), "{said}");
    let json = home.json("what-if add Pay taxes 2h deadline:today-17:00");
    let fates = json["differences"].as_array().unwrap();
    assert!(
        fates.iter().any(|one| one["fate"] == "added" && one["title"] == "Pay taxes"),
        "{json}"
    );
    assert!(json["change"].is_number() && json["rest"].is_number(), "{json}");
    home.ok("what-if drop report");
    home.ok("what-if off tomorrow");
    assert_eq!((home.ok("export jsonl"), home.ok("history")), (before, history));
}

#[test]
fn what_can_not_be_supposed_has_carets_under_it() {
    let home = day();
    insta::assert_snapshot!(home.says("what-if meetng 14:00-16:00"), @r"
    error: `meetng` begins no supposition
      meetng 14:00-16:00
      ^^^^^^
    hint: did you mean `meeting`?
    exit 2
    ");
    insta::assert_snapshot!(home.says("what-if drop 99"), @r"
    error: no task `99`
    hint: `heyday list --all` shows every task and its number
    exit 3
    ");
}

#[test]
fn hostile_titles_do_not_reach_the_terminal() {
    let home = Home::new();
    home.ok("add -- 'Evil \u{1b}[31mtask'");
    home.ok("edit 1 est:1h");
    for line in ["why 1", "why b1", "what-if drop 1", "what-if 'meeting 9:00-17:00'"] {
        let said = home.ok(line);
        assert!(!said.contains('\u{1b}'), "{line}: {said:?}");
    }
}
