//! Calendars through the program: added, listed, meant otherwise, gone, taken along by an export.

use crate::home::Home;
use std::fs;

const WEEKLY: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Weekly\\n\u{1b}[31m\n\
    DTSTART;TZID=W. Europe Standard Time:20261002T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n\
    END:VEVENT\nEND:VCALENDAR\n";
const HOLIDAYS: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:b\nSUMMARY:Long weekend\n\
    DTSTART;VALUE=DATE:20261127\nDTEND;VALUE=DATE:20261130\nEND:VEVENT\nEND:VCALENDAR\n";

/// A home at noon on a Friday, with a folder of two calendars.
fn home() -> Home {
    let home = Home::new();
    home.at("2026-11-27T12:00:00+01:00");
    for (name, text) in [("work", WEEKLY), ("holidays", HOLIDAYS)] {
        let folder = home.path().join("calendars").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("one.ics"), text).unwrap();
    }
    home
}

#[test]
fn a_folder_of_calendars_is_added_at_once_and_taken_back_at_once() {
    let home = home();
    let said = home.ok(&format!("calendar add {}", home.path().join("calendars").display()));
    assert!(said.contains("`holidays`: 1 event"), "{said}");
    let listed = home.json("calendar list");
    let names: Vec<&str> = listed["calendars"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["holidays", "work"]);
    assert_eq!(home.code(&format!("calendar add {}", home.path().join("calendars").display())), 1);
    home.ok("undo");
    assert_eq!(home.json("calendar list")["calendars"].as_array().unwrap().len(), 0);
}

#[test]
fn a_calendar_that_is_gone_is_said_and_no_command_fails() {
    let home = home();
    let work = home.path().join("calendars/work");
    home.ok(&format!("calendar add {} --name job", work.display()));
    assert_eq!(home.code(&format!("calendar add {}", work.display())), 1);
    fs::rename(&work, home.path().join("elsewhere")).unwrap();
    let output = home.run("");
    assert!(output.status.success());
    let warned = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        warned.trim(),
        "warning: calendar `job`: not read since Fri 27 12:00: no such file or folder"
    );
    home.ok(&format!("calendar edit job --path {}", home.path().join("elsewhere").display()));
    assert_eq!(home.json("calendar list")["calendars"][0]["failure"], serde_json::Value::Null);
}

#[test]
fn how_a_calendar_is_meant_goes_with_an_export_and_what_is_in_it_does_not() {
    let home = home();
    let holidays = home.path().join("calendars/holidays");
    home.ok(&format!(
        "calendar add {} --all-day off --tentative free --mine mailto:b@x.org --mine a@x.org",
        holidays.display()
    ));
    let exported = home.ok("export jsonl");
    assert!(!exported.contains("Long weekend"), "{exported}");
    let line = exported.lines().find(|line| line.contains("\"kind\":\"calendar\"")).unwrap();
    for part in [r#""all_day":"off""#, r#""tentative":"free""#, r#""mine":["a@x.org","b@x.org"]"#] {
        assert!(line.contains(part), "{line}");
    }
    let other = Home::new();
    let output = other.feed("import jsonl -", exported.as_bytes());
    assert!(output.status.success(), "{output:?}");
    assert_eq!(other.ok("export jsonl"), exported);
}

#[test]
fn what_a_calendar_calls_its_entries_never_reaches_a_terminal_raw() {
    let home = home();
    fs::write(home.path().join("bad\u{1b}[2J.ics"), "<html>").unwrap();
    let output = home
        .program()
        .arg("calendar")
        .arg("add")
        .arg(home.path().join("bad\u{1b}[2J.ics"))
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success() && !said.contains(&0x1b), "{}", String::from_utf8_lossy(&said));
    assert!(!home.ok("calendar list").contains('\u{1b}'));
}
