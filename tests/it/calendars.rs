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

#[test]
fn a_meeting_is_in_the_plan_and_a_day_off_has_none() {
    let home = home();
    home.at("2026-11-27T09:00:00+01:00");
    home.ok("add Write the report est:2h");
    home.ok(&format!("calendar add {}", home.path().join("calendars/work").display()));
    let blocks = |home: &Home| -> Vec<(String, String)> {
        let plan = home.json("plan 2026-11-27 --days 1");
        let blocks = plan["days"][0]["blocks"].as_array().unwrap().clone();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        blocks.iter().map(|block| (text(&block["kind"]), text(&block["start"]))).collect()
    };
    let met = blocks(&home);
    assert!(met.contains(&("event".into(), "2026-11-27T10:00:00+01:00".into())), "{met:?}");
    assert!(met.iter().any(|(kind, _)| kind == "task"), "{met:?}");
    let holidays = home.path().join("calendars/holidays");
    home.ok(&format!("calendar add {} --all-day off", holidays.display()));
    let off = blocks(&home);
    assert!(!off.iter().any(|(kind, _)| kind == "task"), "{off:?}");
}

#[test]
fn an_import_brings_events_in_once_and_a_trial_brings_none() {
    let home = home();
    let file = home.path().join("calendars/holidays/one.ics");
    let line = format!("import ics {}", file.display());
    let said = home.ok(&format!("{line} --dry-run"));
    assert!(said.starts_with("Would add 1 of 1"), "{said}");
    assert!(!home.ok("export jsonl").contains("Long weekend"));
    assert!(home.ok(&line).starts_with("Added 1 of 1"));
    assert!(home.ok(&line).starts_with("Added 0 of 1"));
    let exported = home.ok("export jsonl");
    assert!(
        exported.contains(r#""title":"Long weekend""#) && exported.contains(r#""all_day":true"#)
    );
    home.ok("undo");
    assert!(!home.ok("export jsonl").contains("Long weekend"));
}

#[test]
fn the_plan_is_written_back_where_nothing_of_others_is() {
    let home = home();
    assert!(home.ok("export ics").starts_with("BEGIN:VCALENDAR\r\nPRODID:-//heyday//plan//EN"));
    let file = home.path().join("plan.ics");
    let line = format!("export ics --to {}", file.display());
    home.ok(&line);
    let said = home.json(&line);
    assert_eq!(said["path"], file.to_string_lossy().as_ref());
    assert_eq!(said["blocks"], 0, "nothing is planned");
    assert_eq!(home.ok(&format!("-q {line}")), "");
    let theirs = home.path().join("calendars/work/one.ics");
    assert_eq!(home.code(&format!("export ics --to {}", theirs.display())), 1);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), WEEKLY);
    let folder = home.path().join("calendars/work");
    let (gone, kept) = (folder.join("heyday-gone.ics"), folder.join("heyday-kept.ics"));
    fs::copy(&file, &gone).unwrap();
    fs::write(&kept, WEEKLY).unwrap();
    home.ok(&format!("export ics --to {}", folder.display()));
    assert!(!gone.exists() && kept.exists() && theirs.exists());
    assert_eq!(home.code("export csv --to x.csv"), 2);
}
