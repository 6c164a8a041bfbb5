//! A program on the other side of `heyday mcp`: it looks, it suggests, and the person says yes or no.

use crate::home::Home;
use crate::pty::{Program, folder_with};
use heyday::domain::{Moment, Now, Suggestion, TaskNo, Zone};
use heyday::store::{OpenOptions, Scope, Store};
use serde_json::{Value, json};

/// What is answered to some calls of tools, by a talk of the newest revision.
fn ask(home: &Home, calls: &[Value]) -> Vec<(String, bool)> {
    let lines = calls.iter().enumerate().map(|(at, call)| {
        let mut params = call.clone();
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": {"name": "trial\u{1b}[31m", "version": "1"},
        });
        let line = json!({"jsonrpc": "2.0", "id": at, "method": "tools/call", "params": params});
        format!("{line}\n")
    });
    let asked: String = lines.collect();
    let output = home.feed("mcp", asked.as_bytes());
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    let read = said.lines().enumerate().map(|(at, line)| {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["id"], at, "{line}");
        let result = &line["result"];
        let text = result["content"][0]["text"].as_str().unwrap().to_owned();
        (text, result["isError"].as_bool().unwrap())
    });
    read.collect()
}

fn suggest(words: &[&str]) -> Value {
    json!({"name": "suggest", "arguments": {"words": words, "why": "the review moved"}})
}

#[test]
fn every_question_is_answered_with_what_the_command_says() {
    let home = Home::new();
    home.ok("add Draft methods project:paper est:2h due:fri");
    home.ok("log add 1 7:00-8:00 --focus 4");
    let asked = [
        ("status", json!({}), "status"),
        ("tasks", json!({"filter": "project:paper -q3"}), "list project:paper -q3"),
        ("task", json!({"task": "methods"}), "show methods"),
        ("log", json!({"span": "today"}), "log today"),
        ("timesheet", json!({"by": "type"}), "report timesheet --by type"),
        ("review_day", json!({"day": "yesterday"}), "review day yesterday"),
        ("review_week", json!({}), "review week"),
        ("standup", json!({}), "report standup"),
        ("estimate", json!({"of": "2h"}), "estimate 2h"),
        ("balance", json!({}), "balance"),
        ("nudges", json!({}), "nudge status"),
        ("suggestions", json!({}), "suggestions"),
        ("insights", json!({}), "insights"),
        ("skills", json!({}), "skills"),
    ];
    let calls: Vec<Value> =
        asked.iter().map(|(name, given, _)| json!({"name": name, "arguments": given})).collect();
    for ((text, failed), (name, _, command)) in ask(&home, &calls).into_iter().zip(&asked) {
        assert!(!failed, "{name}: {text}");
        let said: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(said, home.json(command), "{name}");
    }
    // These say how long they thought.
    for (name, given) in [
        ("next", json!({"for": "25m"})),
        ("plan", json!({"days": 2})),
        ("why", json!({"about": 1})),
        ("what_if", json!({"supposition": "meeting 14:00-16:00"})),
    ] {
        let said = ask(&home, &[json!({"name": name, "arguments": given})]);
        let read: Value = serde_json::from_str(&said[0].0).unwrap();
        assert_eq!((read["v"].as_i64(), said[0].1), (Some(1), false), "{name}");
    }
    let said = ask(&home, &[json!({"name": "task", "arguments": {"task": "results"}})]);
    assert!(said[0].1 && said[0].0.contains("no task"), "{said:?}");
}

#[test]
fn what_is_suggested_changes_nothing_before_the_person_says_yes() {
    let home = Home::new();
    home.ok("add Draft methods est:2h due:fri");
    let before = home.ok("export jsonl");
    let history = home.ok("history");
    let said = ask(
        &home,
        &[
            suggest(&["edit", "1", "due:mon"]),
            suggest(&["edit", "1", "due:mon"]),
            suggest(&["add", "Read the reviews", "est:1h"]),
            suggest(&["drop", "1"]),
        ],
    );
    assert!(said.iter().all(|(_, failed)| !failed), "{said:?}");
    assert!(said[0].0.starts_with("Suggestion 1 waits") && said[0].0.contains("Draft methods"));
    assert_eq!(said[0], said[1]);
    assert_eq!(home.ok("export jsonl"), before);
    assert_eq!(home.ok("history"), history);
    insta::assert_snapshot!(home.ok("suggestions"), @r"
    1  heyday edit 1 due:mon
       then: Changed 1 `Draft methods`: 2h, due Mon 30 17:30
       trial␛[31m, today 09:00: the review moved
    2  heyday add 'Read the reviews' est:1h
       then: Added 2 `Read the reviews` (1h)
       trial␛[31m, today 09:00: the review moved
    3  heyday drop 1
       then: Dropped 1 `Draft methods`
       trial␛[31m, today 09:00: the review moved
    Next: `heyday suggestions accept 1` does it, `heyday suggestions dismiss 1` does not
    ");
    assert!(home.ok("suggestions accept 2").contains("Added 2 `Read the reviews`"));
    assert!(home.ok("suggestions accept 1").contains("Changed 1"));
    assert!(home.ok("undo").contains("edit 1"));
    assert_eq!(home.ok("suggestions dismiss 3"), "Dismissed 1 suggestion\n");
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n");
    assert_eq!(home.code("suggestions accept 3"), 3);
    assert_eq!(home.json("show 1")["tasks"][0]["status"], "open");
}

#[test]
fn what_can_not_be_done_any_more_waits_on_under_its_number_and_a_yes_is_one_yes() {
    let home = Home::new();
    home.ok("add Draft methods");
    ask(&home, &[suggest(&["done", "1"]), suggest(&["add", "Read the reviews"])]);
    home.ok("done 1");
    let waiting = home.ok("suggestions");
    assert!(home.says("suggestions accept 1").contains("is done already"));
    assert_eq!(home.ok("suggestions"), waiting);
    home.ok("suggestions accept 2");
    assert_eq!(home.code("suggestions accept 2"), 3);
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 1);
}

#[test]
fn what_can_not_be_done_or_must_not_be_is_not_even_kept() {
    let home = Home::new();
    home.ok("add Draft methods");
    let said = ask(
        &home,
        &[
            suggest(&["edit", "1", "due:someday-maybe"]),
            suggest(&["done", "77"]),
            suggest(&["forget", "all", "--yes"]),
            suggest(&["undo"]),
            suggest(&["add", "x", "--data-dir", "/tmp"]),
            suggest(&["suggestions", "accept", "1"]),
            suggest(&["add", &"x".repeat(3_000)]),
        ],
    );
    assert!(said.iter().all(|(_, failed)| *failed), "{said:?}");
    assert!(said[0].0.contains("someday-maybe") && said[1].0.contains("77"));
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n");
    // A rehearsal is only for what may be suggested.
    assert_eq!(home.code("--rehearse undo"), 2);
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_forgotten_is_not_suggested_any_more() {
    let home = Home::new();
    home.ok("add Draft methods project:paper");
    ask(&home, &[suggest(&["edit", "1", "due:mon"])]);
    assert!(home.ok("suggestions").contains("Draft methods"));
    home.ok("forget --project paper --yes");
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n");
}

#[test]
fn an_open_screen_says_what_is_suggested_and_does_it_when_the_person_says_yes() {
    let folder = folder_with(&["Draft methods", "Send the invoice"]);
    let suggests = |words: &[&str]| {
        let suggestion = Suggestion {
            no: 0,
            at: Moment::parse_rfc3339("2026-11-25T09:00:00Z").unwrap(),
            who: "trial".into(),
            words: words.iter().map(ToString::to_string).collect(),
            comes: format!("comes of {}", words.join(" ")),
            why: "the review moved".into(),
        };
        let mut store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
        store.suggest(&suggestion).unwrap();
    };
    suggests(&["done", "2"]);
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("1 suggestion");
    suggests(&["drop", "1"]);
    program.wait_for("2 suggestions");
    program.send("gs");
    program.wait_for("then: comes of done 2");
    program.send("\r");
    program.wait_for("Done 2 Send the invoice");
    program.wait_for("1 of 1");
    program.send("x");
    program.wait_for("Dismissed 1 suggestion");
    program.send("q");
    assert_eq!(program.end(), 0);
    let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
    let now = Now::new(1_795_597_200_000, Zone::UTC, 240);
    let state = store.load(&Scope::AllTasks, &now).unwrap();
    let open = |no| !state.task_no(TaskNo(no)).unwrap().status.is_closed();
    assert_eq!((open(1), open(2)), (true, false));
    assert_eq!(store.suggestions().unwrap(), []);
}
