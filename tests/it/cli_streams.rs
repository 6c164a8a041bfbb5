//! What goes into and comes out of the commands: files, pipes, full disks, hostile text, strange surroundings.

use crate::home::{Home, said};
use insta::assert_snapshot;
use std::process::Stdio;

#[test]
fn an_export_comes_back_whole_and_importing_twice_adds_nothing() {
    let home = Home::new();
    home.ok("add Write project:paper due:fri every:+1w");
    home.ok("add Read after:1");
    home.ok("start write");
    home.at("09:30").ok("break 5m");
    home.at("09:40").ok("resume");
    let lines = home.ok("export jsonl");
    let other = Home::new();
    other.at("09:50");
    let first = other.feed("import jsonl -", lines.as_bytes());
    assert!(first.status.success(), "{}", said(&first));
    assert_eq!(other.ok("export jsonl"), lines);
    let again = other.feed("import jsonl - --json", lines.as_bytes());
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&again["added"], &again["bad_lines"]), (&0.into(), &0.into()));
    assert_eq!(other.ok("export jsonl"), lines);
    other.ok("undo");
    assert_eq!(other.json("list --all")["tasks"].as_array().unwrap().len(), 0);
}

#[test]
fn a_bad_line_is_told_and_does_not_stop_the_others_unless_it_is_strict() {
    let home = Home::new();
    let lines = b"{\"kind\":\"task\",\"title\":\"One\"}\nnonsense\n{\"kind\":\"task\",\"title\":\"Two\",\"mood\":1}\n";
    assert_snapshot!(said(&home.feed("import jsonl - --dry-run", lines)), @"
    Would add 2 of 2 (2 tasks, 0 sessions, 0 breaks, 0 events); 0 there already
    line 2: not JSON at column 2: expected ident
    warning: line 3: the field `mood` is not kept
    error: 1 line can't be read; nothing was imported, this was a trial
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 0);
    assert_snapshot!(said(&home.feed("import jsonl - --strict", lines)), @"
    Added 0 of 2 (2 tasks, 0 sessions, 0 breaks, 0 events); 0 there already
    line 2: not JSON at column 2: expected ident
    warning: line 3: the field `mood` is not kept
    error: 1 line can't be read; nothing was imported
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 0);
    assert_snapshot!(said(&home.feed("import jsonl -", lines)), @"
    Added 2 of 2 (2 tasks, 0 sessions, 0 breaks, 0 events); 0 there already
    Next: `heyday undo` takes it back
    line 2: not JSON at column 2: expected ident
    warning: line 3: the field `mood` is not kept
    error: 1 line can't be read; the others were imported
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
    assert_eq!(home.json("list")["tasks"].as_array().unwrap().len(), 2);
    assert_snapshot!(home.says("import jsonl missing.jsonl"), @"
    error: can't read `missing.jsonl`: no such file or directory
    hint: `-` reads standard input
    exit 3
    ");
}

#[test]
fn the_status_line_follows_a_template_and_never_passes_on_escapes() {
    let home = Home::new();
    let evil = "Draft\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}";
    let added = home.program().args(["add", "--", evil]).output().unwrap();
    assert!(added.status.success());
    assert_snapshot!(home.says("status --format '{state}[ {title}] {{{worked}}}'"), @"idle {0m}");
    home.ok("start 1");
    home.at("09:25");
    for line in [
        "list",
        "show 1",
        "log",
        "status",
        "status --format {title}",
        "next",
        "history",
        "",
        "done 1",
        "undo",
        "list --json",
        "export jsonl",
        "start 1",
    ] {
        let output = home.run(line);
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let raw = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(raw, None, "`heyday {line}` says {text:?}");
    }
}

#[test]
fn a_long_title_is_cut_in_the_status_line_and_whole_where_a_script_asks_for_it() {
    let home = Home::new();
    let title = format!("Draft {}", "very ".repeat(200));
    assert!(home.program().args(["add", "--", &title]).output().unwrap().status.success());
    let title = title.trim_end();
    for (command, words) in [("status", "next 1 Draft very"), ("start 1", "Draft very")] {
        home.ok(command);
        let line = home.ok("status");
        assert!(line.contains(words) && line.contains("…"), "{line}");
        assert!(line.chars().count() < 160, "{line}");
        assert_eq!(home.ok("status --format {title}{next}").trim_end(), title);
    }
}

#[test]
fn a_long_title_in_a_pipe_is_whole_and_widens_no_other_row() {
    let home = Home::new();
    let long = format!("Draft {}end", "very ".repeat(200));
    assert!(home.program().args(["add", "est:2h", "--", &long]).output().unwrap().status.success());
    home.ok("add Write est:1h");
    let list = home.ok("list");
    let rows: Vec<&str> = list.lines().collect();
    assert!(rows.iter().any(|row| row.contains(&long) && row.ends_with("2h")), "{list}");
    let short = rows.iter().find(|row| row.contains("Write")).unwrap();
    assert!(short.ends_with("1h") && short.len() < 130, "{short}");
}

#[test]
fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
    let home = Home::new();
    for i in 0..40 {
        home.ok(&format!("add Task number {i}"));
    }
    let mut child =
        home.program().arg("list").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
    #[cfg(target_os = "linux")]
    for line in ["list", "export jsonl", "add One more", "--help", "completions bash", "man"] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = home.program();
        let output = command.args(line.split(' ')).stdout(full).stderr(Stdio::piped());
        let output = output.spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}: {}", said(&output));
    }
    let kept = home.json("list");
    assert!(kept["tasks"].as_array().unwrap().iter().any(|task| task["title"] == "One more"));
}

#[test]
fn strange_surroundings_get_a_clear_answer() {
    let home = Home::new().with("TZ", "No/Such");
    assert_snapshot!(home.says("add Write"), @"
    Added 1 `Write`
    Next: `heyday start 1` begins it
    warning: TZ `No/Such` names no time zone; the system's is used
    ");
    assert_snapshot!(home.at("whenever").says("status"), @"
    error: HEYDAY_NOW is `whenever`; it takes an instant such as 2026-11-25T09:00:00+01:00, with @60x to run faster
    hint: unset HEYDAY_NOW to use the machine's clock
    exit 2
    ");
    let home = Home::new();
    let mut homeless = home.program();
    let output = homeless.env_remove("HOME").args(["status", "--data-dir", "here"]).output();
    assert_eq!(said(&output.unwrap()), "idle | today 0m\n");
    let home = Home::new().with("HEYDAY_DATA_DIR", "").with("HEYDAY_CONFIG", "");
    assert_eq!(home.code("status"), 0);
    assert!(home.data().join("heyday.db").exists());
}

#[test]
#[cfg(unix)]
fn arguments_that_are_no_text_are_refused_and_folders_may_be_anything() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let bytes = std::ffi::OsStr::from_bytes(b"caf\xe9");
    let output = home.program().arg("add").arg(bytes).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let output = home.program().args(["add", "Coffee", "--data-dir"]).arg(bytes).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let closed = "exec 0<&- 1>&- 2>&-; exec \"$0\" add Nobody listens";
    let mut shell = std::process::Command::new("/bin/sh");
    let program = home.program();
    shell.args(["-c", closed]).arg(program.get_program()).env_clear();
    shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert!(shell.status().unwrap().success());
    assert!(home.ok("list").contains("Nobody listens"));
}

#[test]
fn a_relative_home_does_not_scatter_stores_over_the_folders() {
    let home = Home::new();
    let output = home.program().env("HOME", "relative").args(["add", "Draft"]).output().unwrap();
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("no home folder") && told.contains("hint:"), "{told}");
    assert!(!home.path().join("relative").exists());
}
