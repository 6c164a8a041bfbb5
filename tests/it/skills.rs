//! The skills ledger as a person meets it, on the made-up months: what is slow, why, and the learning block that waits.

use crate::home::Home;
use serde_json::Value;

/// A home with the months of `heyday demo` in it.
fn home() -> Home {
    let home = Home::new();
    home.ok(&format!("demo --keep {}", home.data().display()));
    home
}

#[test]
fn a_slow_skill_that_is_needed_is_told_with_its_reasons() {
    let home = home();
    let said = home.json("skills");
    let skills = said["skills"].as_array().unwrap();
    let slow: Vec<&Value> = skills.iter().filter(|skill| skill["slow"] == true).collect();
    assert_eq!(slow.len(), 1, "{slow:?}");
    let geo = slow[0];
    assert_eq!(geo["skill"], "geo");
    assert!(geo["pace"]["low"].as_f64().unwrap() > 1.1);
    assert!(geo["ahead"]["p50_s"].as_i64().unwrap() > 3600);
    let few = skills.iter().find(|skill| skill["skill"] == "outreach").unwrap();
    assert_eq!(few["pace"], Value::Null, "too few tasks say nothing");
    assert!(skills.iter().all(|skill| skill["skill"] != "demo"), "every task has that tag");

    let one = home.json("skills +geo");
    let behind = one["tasks_behind"].as_array().unwrap();
    assert_eq!(Some(behind.len() as u64), geo["n"].as_u64());
    let over = |case: &&Value| case["took_s"].as_f64() > case["usual_s"].as_f64();
    assert!(behind.iter().filter(over).count() * 3 > behind.len() * 2);
    let text = home.ok("skills geo");
    assert!(text.contains("times as long as your other work"), "{text}");
    assert_eq!(home.code("skills geology"), 3);
}

#[test]
fn one_learning_block_waits_for_a_yes_and_reading_as_json_leaves_none() {
    let home = home();
    let asked = home.json("skills");
    assert_eq!(asked["practice"]["words"][1], "Practise geo");
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n");
    let text = home.ok("skills");
    assert!(text.contains("Suggested: heyday add 'Practise geo' @learning +geo est:45m pri:low"));
    home.ok("skills");
    let waiting = home.json("suggestions");
    let waiting = waiting["suggestions"].as_array().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0]["who"], "heyday");
    let no = &waiting[0]["suggestion"];
    assert_eq!(home.json("skills")["practice"]["suggestion"], *no);
    home.ok(&format!("suggestions accept {no}"));
    let tasks = home.json("list Practise geo");
    assert_eq!(tasks["tasks"][0]["type"], "learning");
    assert_eq!(home.json("skills")["practice"], Value::Null, "it stands on the list");
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n");
}

#[test]
fn what_was_dismissed_does_not_come_again() {
    let home = home();
    home.ok("skills");
    let no = home.json("suggestions")["suggestions"][0]["suggestion"].clone();
    home.ok(&format!("suggestions dismiss {no}"));
    assert_eq!(home.json("skills")["practice"], Value::Null);
    home.at("2027-01-08T09:00:00+01:00").ok("skills");
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n", "nothing was done since");
}

#[test]
fn a_suggestion_that_is_no_longer_true_goes() {
    let home = home();
    home.ok("skills");
    let open = home.json("list +geo");
    for task in open["tasks"].as_array().unwrap() {
        home.ok(&format!("drop {}", task["id"]));
    }
    home.ok("skills");
    assert_eq!(home.ok("suggestions"), "Nothing is suggested.\n");
}

#[test]
fn who_has_no_tags_hears_what_a_skill_is() {
    let home = Home::new();
    let said = home.ok("skills");
    assert!(said.starts_with("No skills yet"), "{said}");
    assert_eq!(home.json("skills")["skills"], serde_json::json!([]));
}
