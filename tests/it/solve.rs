//! `solve` from outside: the answer's form, that it is always the same, and what it says of files that are none.

use crate::home::{Home, said};
use insta::assert_snapshot;
use std::fs;

/// Two hours with a meeting in them, and three tasks of which one waits for another.
fn small() -> String {
    let row = vec!["1"; 96].join(",");
    format!(
        r#"{{"slot_min":15,"types":["writing\u001b[31m","calls"],"q":[[{row}],[{row}]],
"days":[{{"start":540,"end":660,"busy":[[600,615]]}},{{"start":540,"end":600,"busy":[]}}],
"tasks":[{{"id":0,"type":0,"rem":60,"w":2.5,"min_chunk":30,"max_chunk":60,"due":[0,660],"hard":false,"deep":true}},
{{"id":1,"type":1,"rem":30,"w":4,"min_chunk":30,"max_chunk":30,"deps":[0]}},
{{"id":2,"type":1,"rem":6000,"w":1,"min_chunk":3000,"max_chunk":6000}}],"prev":[]}}"#
    )
}

#[test]
fn an_instance_is_solved_from_a_file_or_standard_input() {
    let home = Home::new();
    let file = home.path().join("small.json");
    fs::write(&file, small()).unwrap();
    let line = format!("solve {} --iterations 200", file.display());
    let text = home.ok(&line);
    let (plan, timed) = text.split_at(text.find(" in ").unwrap());
    assert!(timed.ends_with(" ms\n"), "{timed}");
    assert_snapshot!(plan, @"
    DAY  TIME         TASK  TYPE
      1  09:00-10:00     0  writing␛[31m
      2  09:00-09:30     1  calls
    No place for: 2
    Objective 19.26
    value +17.76, bonus +2.70, block -1.20; 200 iterations
    ");
    let json = home.json(&line);
    // Seven slots of the first day are free, and 85 % of them are five.
    let own: Vec<i64> =
        json["own"].as_array().unwrap().iter().map(|t| t.as_i64().unwrap()).collect();
    assert_eq!(own, [0, 0, 0, 0, -1, -1, -1, -1, 1, 1, -1, -1]);
    assert_eq!(json["iterations"], 200);
    let terms = json["terms"].as_object().unwrap().values().map(|term| term.as_f64().unwrap());
    assert!((json["objective"].as_f64().unwrap() - terms.sum::<f64>()).abs() < 1e-9);
    assert!(json["solve_ms"].as_f64().unwrap() >= 0.0);
    let fed = home.feed("solve --iterations 200 --json", small().as_bytes());
    let again: serde_json::Value = serde_json::from_slice(&fed.stdout).unwrap();
    assert_eq!((&again["own"], &again["objective"]), (&json["own"], &json["objective"]));
    assert!(!home.data().exists(), "the person's work is not looked at");
}

#[test]
fn what_is_no_instance_is_refused_with_a_hint() {
    let home = Home::new();
    let says = |text: &str| said(&home.feed("solve -", text.as_bytes()));
    assert_snapshot!(says("{}"), @"
    error: not an instance: missing field `days` at line 1 column 2
    hint: `heyday solve --help` shows a small instance with every field
    exit 1
    ");
    assert_snapshot!(says(&small().replace("\"deps\":[0]", "\"deps\":[7]")), @"
    error: not an instance: task 1 waits for task 7, which does not exist
    hint: `deps` count the tasks from 0 to 2
    exit 1
    ");
    assert_snapshot!(home.says("solve nowhere.json"), @"
    error: can't read `nowhere.json`: no such file or directory
    hint: `heyday solve FILE` takes an instance as JSON
    exit 1
    ");
    assert_snapshot!(home.says("solve --iterations many"), @"
    error: invalid value `many` for `--iterations <N>`: invalid digit found in string
    hint: `heyday solve --help` shows an example
    exit 2
    ");
    let json = said(&home.feed("solve --json", b"nonsense"));
    assert!(json.starts_with(r#"{"v":1,"error":{"code":"bad_instance","#), "{json}");
}
