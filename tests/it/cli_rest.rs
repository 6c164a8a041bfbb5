//! The commands around the data: backups, settings, keys, completions, the manual page, the demo.

use crate::home::Home;
use insta::assert_snapshot;

#[test]
fn a_backup_brings_the_past_back_and_keeps_what_it_replaces() {
    let home = Home::new();
    home.ok("add Keep");
    assert_snapshot!(home.says("restore latest"), @"
    error: there is no backup yet
    hint: `heyday backup` makes one
    exit 3
    ");
    let made = home.json("backup");
    home.at("10:00").ok("add Lose");
    let name = made["backup"]["name"].as_str().unwrap().to_owned();
    let restored = home.at("10:05").ok(&format!("restore {name}"));
    assert!(restored.contains("Restored"), "{restored}");
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 1);
    let backups = home.json("backup --list");
    let replaced = backups["backups"].as_array().unwrap().iter();
    let mut names = replaced.map(|backup| backup["name"].as_str().unwrap().to_owned());
    let replaced = names.find(|name| name.contains("replaced")).unwrap();
    home.at("10:10").ok(&format!("restore {replaced}"));
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 2);
}

#[test]
fn settings_say_where_they_come_from_and_can_be_set() {
    let home = Home::new().with("HEYDAY_BREAKS_REST_AFTER", "50m");
    assert_snapshot!(home.says("config set work_day.end 18:00 -q"), @"");
    assert_eq!(home.ok("config get work_day.end"), "18:00\n");
    let settings = home.json("config");
    let from = |key: &str| {
        let all = settings["settings"].as_array().unwrap();
        let found = all.iter().find(|setting| setting["key"] == key).unwrap();
        found["from"].as_str().unwrap().to_owned()
    };
    assert!(from("work_day.end").ends_with("config.toml:4"), "{}", from("work_day.end"));
    assert_eq!(from("breaks.rest_after"), "HEYDAY_BREAKS_REST_AFTER");
    assert_eq!(from("screen.theme"), "default");
    assert_snapshot!(home.says("config set work_day.end 25:00"), @r#"
    error: ~/.config/heyday/config.toml:4:7: `25:00` is not a time of day
    4 | end = "25:00"
      |       ^^^^^^^
    hint: the default is `"17:30"`; `heyday config work_day.end` says what it is for
    exit 1
    "#);
    assert_snapshot!(home.says("config set work_day.edn 17:00"), @"
    error: no setting `work_day.edn`
    hint: did you mean `work_day.end`?
    exit 3
    ");
    home.ok("config unset work_day.end");
    assert_eq!(home.ok("config get work_day.end"), "17:30\n");
}

#[test]
fn a_mistake_in_the_settings_is_shown_where_it_is_and_can_be_mended() {
    let home = Home::new();
    std::fs::create_dir_all(home.path().join(".config/heyday")).unwrap();
    std::fs::write(home.path().join(".config/heyday/config.toml"), "[work_day]\nend = \"late\"\n")
        .unwrap();
    let output = home.says("list");
    assert!(output.contains("config.toml:2:7") && output.contains("exit 1"), "{output}");
    assert_eq!(home.code("config path"), 0);
    let edited = Home::new().with("EDITOR", "true");
    assert_eq!(edited.code("config edit"), 0);
    let missing = Home::new().with("EDITOR", "no-such-editor -w");
    assert_snapshot!(missing.says("config edit"), @"
    error: can't run the editor `no-such-editor`: no such file or directory
    hint: set VISUAL or EDITOR to your editor, or open what `heyday config path` prints
    exit 1
    ");
}

#[test]
fn keys_are_listed_from_the_table() {
    let home = Home::new();
    let keys = home.json("keys");
    let all = keys["actions"].as_array().unwrap();
    let quit = all.iter().find(|action| action["name"] == "start_stop").unwrap();
    assert_eq!(quit["keys"][0]["keys"][0], "s");
    assert!(home.ok("keys").contains("start_stop"));
}

#[test]
fn completions_and_the_manual_page_are_made_without_a_home() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let mut command = home.program();
        let output = command.env_remove("HOME").args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && script.contains("interrupt"), "{shell}");
    }
    let page = home.ok("man");
    for part in [
        "ENVIRONMENT",
        "DEBUGGING",
        "HEYDAY_NOW",
        "HEYDAY_NOTIFY",
        "HEYDAY_DATA_DIR",
        "EXIT STATUS",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(home.ok("man log").contains("SESSION") || home.ok("man log").contains("gaps"));
}

#[test]
fn every_command_has_help_with_an_example() {
    let home = Home::new();
    let help = home.ok("--help");
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let help = home.ok(&format!("{name} --help"));
        assert!(
            help.contains("\n  heyday ") || help.contains("\n  source <(heyday "),
            "{name}: {help}"
        );
    }
    for name in ["add", "edit", "split", "merge", "delete", "gaps", "fill"] {
        assert!(home.ok(&format!("log {name} --help")).contains("  heyday log"), "{name}");
    }
}

#[test]
fn the_demo_can_be_kept_and_never_mixes_with_other_data() {
    let home = Home::new();
    assert_snapshot!(home.says("demo --keep trial"), @"
    Made up three months of work in trial
    Next: `heyday --data-dir trial` opens it
    ");
    assert_snapshot!(home.says("demo --keep trial"), @"
    error: `trial` is not empty
    hint: name a new folder: the demo never mixes with other data
    exit 1
    ");
    let listed = home.json("list --all --data-dir trial");
    assert!(listed["tasks"].as_array().unwrap().len() > 30);
    assert!(!home.data().exists());
    assert_eq!(home.code("doctor --data-dir trial"), 0);
    // What heyday would have said, and answers to it, so that there are statistics to look at.
    let balance = home.json("balance --data-dir trial");
    let rest = &balance["breaks"]["types"][0];
    assert_eq!(rest["type"], "rest");
    assert!(rest["prompted"].as_u64() > Some(2), "{rest}");
    let ends = rest["postponed"].as_u64().unwrap() + rest["skipped"].as_u64().unwrap();
    assert!(0 < ends && ends <= rest["prompted"].as_u64().unwrap(), "{rest}");
}

#[test]
#[cfg(unix)]
fn the_data_is_for_the_person_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.ok("add Write");
    let mode = |path: std::path::PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(home.data()), mode(home.data().join("heyday.db"))), (0o700, 0o600));
}

#[test]
fn breaks_are_written_down_corrected_and_removed_by_a_time_inside_them() {
    let home = Home::new();
    home.ok("add Write");
    home.ok("log add 1 6:00-7:00");
    assert_snapshot!(home.says("log add break 7:00-7:20"), @"
    Noted a break 07:00-07:20
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("log edit 7:10 --end 7:30"), @"
    Corrected the break: 07:00-07:30
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("log edit 7:10 --focus 3"), @"
    error: that is a break, which has only a start and an end
    hint: for example `heyday log edit 12:40 --end 13:15`
    exit 2
    ");
    assert_snapshot!(home.says("log edit 7:10 --start 6:30"), @"
    error: that overlaps `Write`, 06:00 to 07:00
    hint: choose other times, or correct the other session with `heyday log edit`
    exit 1
    ");
    assert_snapshot!(home.says("log delete 7:10"), @"
    Removed the break at 07:00
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("undo"), @"
    Undone: break delete 07:00
    Next: `heyday redo` makes it again
    ");
}

#[test]
fn a_timesheet_adds_the_week_up_by_project_and_day() {
    let home = Home::new();
    home.ok("add Write project:paper +deep");
    home.ok("add Fix project:heron +deep +bug");
    home.ok("log add 1 mon-9:00-11:30");
    home.ok("log add 2 yesterday-10:00-10:45");
    home.ok("log add 1 6:00-7:00");
    assert_snapshot!(home.says("report timesheet"), @"
    PROJECT  Mon 23  Tue 24  Wed 25   ALL
    paper      2h30              1h  3h30
    heron               45m           45m
    all        2h30     45m      1h  4h15
    ");
    assert_snapshot!(home.says("report timesheet last 30d --by tag --columns month"), @"
    TAG   Oct 2026  Nov 2026   ALL
    deep                4h15  4h15
    bug                  45m   45m
    all                 4h15  4h15
    ");
    assert_snapshot!(home.says("report timesheet last week"), @"No work was logged then.");
    let json = home.json("report timesheet --by type");
    assert_eq!(json["worked_s"], 15_300);
    assert_eq!(json["columns"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["rows"][0]["name"], serde_json::Value::Null);
    assert_eq!(json["rows"][0]["columns_s"], serde_json::json!([9000, 2700, 3600]));
}
