//! The backup of the day of a store that takes long to copy: made beside the command, and by the command itself
//! where nobody else gets to it.

use crate::home::Home;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A home with more in its store than is copied while somebody waits.
fn large() -> Home {
    let home = Home::new();
    let note = "x".repeat(600_000);
    let mut lines = String::new();
    for n in 0..20 {
        let uuid = format!("00000000-0000-4000-8000-{n:012}");
        let line = serde_json::json!({"kind": "task", "uuid": uuid, "title": "T", "note": note});
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    let file = home.path().join("large.jsonl");
    fs::write(&file, lines).unwrap();
    home.ok("import jsonl large.jsonl -q");
    assert!(fs::metadata(home.data().join("heyday.db")).unwrap().len() > 16 << 20);
    home
}

fn daily(home: &Home) -> PathBuf {
    home.data().join("backups/2026-11-26-daily.db")
}

/// How many files there are in the folder of backups.
fn kept(home: &Home) -> usize {
    fs::read_dir(home.data().join("backups")).map_or(0, Iterator::count)
}

#[test]
fn a_large_store_is_backed_up_after_the_first_command_of_a_day_has_gone() {
    let home = large();
    home.at("2026-11-26T09:00:00+01:00").ok("add Tomorrow");
    let began = Instant::now();
    while !daily(&home).exists() {
        assert!(began.elapsed() < Duration::from_secs(120), "no backup was made");
        std::thread::park_timeout(Duration::from_millis(10));
    }
    assert_eq!(kept(&home), 1, "nothing half-done is left");
    home.ok("add Later");
    assert_eq!(kept(&home), 1, "one a day");
    home.ok("restore 2026-11-26-daily -q");
    let list = home.ok("list");
    assert!(list.contains("Tomorrow") && !list.contains("Later"), "{list}");
}

#[test]
fn a_backup_whose_process_was_stopped_is_made_before_the_next_command_goes() {
    let home = large();
    fs::create_dir(home.data().join("backups")).unwrap();
    fs::write(home.data().join("backups/2026-11-26-daily.db.part"), "").unwrap();
    home.at("2026-11-26T09:00:00+01:00").ok("add Tomorrow");
    assert!(daily(&home).exists());
    assert_eq!(kept(&home), 1);
}

#[test]
fn commands_do_not_wait_for_the_backup_that_another_is_making() {
    let home = large();
    fs::create_dir(home.data().join("backups")).unwrap();
    let folder = fs::File::open(home.data().join("backups")).unwrap();
    folder.lock().unwrap();
    home.at("2026-11-26T09:00:00+01:00").ok("add Tomorrow");
    home.ok("backup --automatic");
    assert_eq!(kept(&home), 0);
    folder.unlock().unwrap();
    assert_eq!(home.ok("backup --automatic"), "");
    assert_eq!(kept(&home), 1);
}
