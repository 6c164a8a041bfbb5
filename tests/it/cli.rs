//! The commands from outside: what they answer and refuse, in words and JSON.

use crate::home::Home;
use insta::assert_snapshot;

#[test]
fn what_can_not_be_understood_is_pointed_at() {
    let home = Home::new();
    assert_snapshot!(home.says("add"), @"
    error: the following required arguments were not provided: <WORD>...
    hint: `heyday add --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("add Foo due:fridy"), @"
    error: `fridy` is not a date
      Foo due:fridy
              ^^^^^
    hint: did you mean `friday`?
    exit 2
    ");
    assert_snapshot!(home.says("add Foo --bar"), @"
    error: unexpected argument `--bar` found
    hint: to pass `--bar` as a value, use `-- --bar`
    exit 2
    ");
    assert_snapshot!(home.says("report timesheet --bar"), @"
    error: unexpected argument `--bar` found
    hint: `heyday report timesheet --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("log split last --at 11:00"), @"
    error: unexpected argument `--at` found
    hint: `heyday log split --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("list --al"), @"
    error: unexpected argument `--al` found
    hint: a similar argument exists: `--all`
    exit 2
    ");
    assert_snapshot!(home.says("frobnicate"), @"
    error: unrecognized subcommand `frobnicate`
    hint: `heyday --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("stop --focus 9"), @"
    error: invalid value `9` for `--focus <N>`: 9 is not in 1..=5
    hint: `heyday stop --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("stop --at noonish"), @"
    error: `noonish` is not a time
      noonish
      ^^^^^^^
    hint: for example `9:40`, `yesterday-17:00` or `20m ago`
    exit 2
    ");
    assert_snapshot!(home.says("log someday"), @"
    error: `someday` is not a range of days
      someday
      ^^^^^^^
    hint: for example `today`, `week`, `last 7d` or `2026-11-01..2026-11-07`
    exit 2
    ");
    assert_snapshot!(home.says("list due.before:fridy"), @"
    error: `fridy` is not a date
      due.before:fridy
                 ^^^^^
    hint: did you mean `friday`?
    exit 2
    ");
    assert_snapshot!(home.says("status --format '{titel}'"), @"
    error: no field `titel`
      {titel}
       ^^^^^
    hint: there are state, id, title, project, type, elapsed, started, worked, planned, next_break, next, next_id, block, until, next_block, next_block_at, next_block_in
    exit 2
    ");
    assert_snapshot!(home.says("next --for ages"), @"
    error: `ages` is not a duration
      ages
      ^^^^
    hint: for example `45`, `45m`, `1h30m`, `1.5h` or `1:30`
    exit 2
    ");
}

#[test]
fn what_does_not_exist_or_can_not_be_done_says_what_to_do() {
    let home = Home::new();
    home.ok("add Review slides");
    home.ok("add Print slides");
    assert_snapshot!(home.says("done 77"), @"
    error: no task `77`
    hint: `heyday list --all` shows every task and its number
    exit 3
    ");
    assert_snapshot!(home.says("done slides"), @"
    error: `slides` fits 2 tasks: 1 `Review slides`, 2 `Print slides`
    hint: use the number, or more of the title
    exit 3
    ");
    assert_snapshot!(home.says("stop"), @"
    error: nothing is running
    hint: `heyday start ID` begins, `heyday log add` writes down the past
    exit 1
    ");
    assert_snapshot!(home.says("resume"), @"
    error: there is nothing to resume
    hint: `heyday start ID` begins something
    exit 1
    ");
    assert_snapshot!(home.says("redo --json"), @r#"
    {"v":1,"error":{"code":"no_change","message":"nothing to redo","hint":"`heyday history` shows what was done"}}
    exit 1
    "#);
    home.ok("start review");
    assert_snapshot!(home.says("start 1"), @"
    error: task 1 `Review slides` is running already, since 09:00
    hint: `heyday stop` ends it, `heyday log edit running --start TIME` corrects its start
    exit 1
    ");
    assert_snapshot!(home.says("start slides"), @"
    error: `slides` fits 2 tasks: 1 `Review slides`, 2 `Print slides`
    hint: use the number, more of the title, or `--new` for a new task
    exit 3
    ");
    home.ok("done 1");
    assert_snapshot!(home.says("done 1"), @"
    error: task 1 `Review slides` is done already
    hint: `heyday reopen 1` brings it back
    exit 1
    ");
    assert_snapshot!(home.says("start 1"), @"
    error: task 1 `Review slides` is done already
    hint: `heyday reopen 1` brings it back
    exit 1
    ");
    assert_snapshot!(home.says("reopen 2"), @"
    error: task 2 `Print slides` is open already
    hint: only done, dropped or waiting tasks can be reopened
    exit 1
    ");
    assert_snapshot!(home.says("log edit 03:00 --focus 1"), @"
    error: nothing was logged at today 03:00
    hint: `heyday log` shows the sessions of a day and their letters
    exit 3
    ");
    assert_snapshot!(home.says("log edit abcd --focus 1"), @"
    error: no session `abcd`
    hint: `heyday log` shows each session's letters in front of it; a time inside it does as well
    exit 3
    ");
    assert_snapshot!(home.says("log add print 10:00-11:00"), @"
    error: 10:00 has not come yet
    hint: only what has happened can be logged
    exit 1
    ");
    assert_snapshot!(home.says("restore nothing"), @"
    error: no backup `nothing`
    hint: `heyday restore` lists the backups
    exit 3
    ");
    assert_snapshot!(home.says("config nothing"), @"
    error: no setting `nothing`
    hint: `heyday config` lists every setting
    exit 3
    ");
    assert_snapshot!(home.says("man nothing"), @"
    error: no command `nothing`
    hint: `heyday --help` lists the commands
    exit 3
    ");
}

#[test]
fn errors_are_one_json_object_on_standard_error_when_asked() {
    let home = Home::new();
    let output = home.run("done 77 --json");
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
    let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!((&error["v"], &error["error"]["code"]), (&1.into(), &"not_found".into()));
    assert!(error["error"]["hint"].as_str().unwrap().contains("heyday list --all"));
    let usage = home.run("--json frobnicate");
    assert_eq!(usage.status.code(), Some(2));
    let error: serde_json::Value = serde_json::from_slice(&usage.stderr).unwrap();
    assert_eq!(error["error"]["code"], "usage");
}

#[test]
fn words_with_dashes_reach_the_filter_and_flags_stay_flags() {
    let home = Home::new();
    home.ok("add One +someday");
    home.ok("add Two");
    home.ok("add -- --three due:fri -x");
    let titles = |line: &str| -> Vec<String> {
        let listed = home.json(line);
        let tasks = listed["tasks"].as_array().unwrap();
        tasks.iter().map(|task| task["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("list --sort id"), ["One", "Two", "--three due:fri -x"]);
    assert_eq!(titles("list -someday --sort id"), ["Two", "--three due:fri -x"]);
    assert_eq!(titles("list +someday"), ["One"]);
    home.ok("edit one -someday");
    assert_eq!(titles("list +someday").len(), 0);
}

#[test]
fn one_line_says_what_changed_and_one_what_is_next_unless_quiet() {
    let home = Home::new();
    assert_eq!(home.ok("add Write").lines().count(), 2);
    assert_eq!(home.ok("add Write again -q"), "");
    assert_snapshot!(home.says("edit 1 due:fri project:paper"), @"
    Changed 1 `Write`: paper, due Fri 27 17:30
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("edit 1 due: project:"), @"
    Changed 1 `Write`: project, due cleared
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("drop 1"), @"
    Dropped 1 `Write`
    Next: 2 `Write again`: `heyday start 2`
    ");
    assert_snapshot!(home.says("reopen 1"), @"
    Reopened 1 `Write`
    Next: `heyday start 1` begins it
    ");
    assert_snapshot!(home.says("delete 1 2"), @"
    Deleted 1 `Write`; deleted 2 `Write again`
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("undo"), @"
    Undone: delete 2 tasks
    Next: `heyday redo` makes it again
    ");
    assert_snapshot!(home.says("start Answer the reviewers est:1h --ago 20m"), @"
    Added 3 `Answer the reviewers` (1h); started 3 `Answer the reviewers`, 20m ago
    Next: 40m left of the estimate; `heyday stop` ends it
    ");
    assert_snapshot!(home.says("next"), @"
    1 Write
      then 2 Write again
    Start it: `heyday start 1`
    ");
    assert_snapshot!(home.says("show reviewers"), @"
    3 Answer the reviewers
      status    open
      about     1h
      worked    20m, 40m left of the estimate
      urgency   4.0 = active +4.0
      created   today 09:00
      session   today 08:40- 20m
    ");
}

#[test]
fn every_change_answers_with_the_changed_things_as_json() {
    let home = Home::new();
    let added = home.json("add Write project:paper est:2h");
    assert_eq!((&added["verb"], &added["tasks"][0]["id"]), (&"add".into(), &1.into()));
    assert_eq!(added["tasks"][0]["remaining_s"], 7200);
    let started = home.json("start 1");
    assert_eq!(started["sessions"][0]["end"], serde_json::Value::Null);
    assert_eq!(started["sessions"][0]["id"], 1);
    let deleted = home.json("delete 1");
    assert_eq!(deleted["removed"][0]["title"], "Write");
    assert_eq!(home.json("undo")["reverted"]["verb"], "delete");
}

#[test]
fn a_log_can_be_put_right() {
    let home = Home::new();
    home.ok("add Write");
    home.ok("add Read");
    home.at("17:00").ok("log add write 9:00-10:00 --focus 4");
    home.ok("log add read 10:30-11:30");
    assert_snapshot!(home.says("log add read 9:30-9:45"), @"
    error: that overlaps `Write`, 09:00 to 10:00
    hint: choose other times, or correct the other session with `heyday log edit`
    exit 1
    ");
    assert_snapshot!(home.says("log gaps"), @"
    today 10:00-10:30  30m
    today 11:30-17:00  5h30
    Next: `heyday log fill 11:30 ID` fills one
    ");
    assert_snapshot!(home.says("log fill 10:15 write"), @"
    Logged today 10:00-10:30 1 `Write` (30m)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("log split 9:30 9:40"), @"
    Corrected today 09:00-09:40 1 `Write` (40m); logged today 09:40-10:00 1 `Write` (20m)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("log merge 9:30 9:50"), @"
    Removed the session today 09:40-10:00 1 `Write` (20m); corrected today 09:00-10:00 1 `Write` (1h)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("log edit 9:10 --start 9:05 --focus none"), @"
    Corrected today 09:05-10:00 1 `Write` (55m)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("log delete 11:00"), @"
    Removed the session today 10:30-11:30 2 `Read` (1h)
    Next: `heyday undo` takes it back
    ");
    let log = home.json("log");
    let sessions = log["sessions"].as_array().unwrap();
    let letters = sessions[0]["uuid"].as_str().unwrap();
    home.ok(&format!("log edit {} --focus 5", &letters[letters.len() - 6..]));
    assert_eq!(home.json("log")["sessions"][0]["focus"], 5);
    home.at("2026-11-26T12:00:00+01:00").ok("log edit yesterday-9:10 --end 9:50");
    let end = home.json("log yesterday")["sessions"][0]["end"].clone();
    assert_eq!(end, "2026-11-25T09:50:00+01:00");
}

#[test]
fn without_a_terminal_the_day_is_printed() {
    let home = Home::new();
    assert_snapshot!(home.says(""), @"
    Wed 25 Nov, 0m worked

    Nothing is waiting: `heyday add TITLE` writes something down.
    ");
    home.ok("add Write due:fri");
    home.ok("start write");
    home.at("09:30").ok("stop");
    let text = home.says("");
    assert!(text.contains("Wed 25 Nov, 30m worked") && text.contains("Write"), "{text}");
    assert!(text.contains(" 1 Write") && text.contains("A proposal: "), "{text}");
    assert_eq!(home.json("")["queue"][0]["title"], "Write");
    assert_snapshot!(home.says("tui"), @"
    error: the screen needs a terminal, and there is none
    hint: `heyday list`, `heyday status` and the other commands work without
    exit 2
    ");
    assert_snapshot!(home.says("demo"), @"
    error: the demo is for a terminal, and there is none
    hint: `heyday demo --keep DIR` only makes the data
    exit 2
    ");
}

#[test]
fn a_status_bar_can_tell_the_plan() {
    let home = Home::new();
    home.ok("add Write est:1h");
    home.ok("plan accept");
    home.ok("plan move write 11:00");
    home.ok("plan resize write 1h");
    let bar = "status --format '[{block} until {until}][{next_block} at {next_block_at}, in {next_block_in}]'";
    let said = |at: &str| home.at(at).ok(bar).trim().to_owned();
    assert_eq!(said("10:20"), "Write at 11:00, in 40m");
    assert_eq!(said("11:10"), "Write until 12:00");
    assert_eq!(said("12:10"), "");
}

#[test]
fn small_mistakes_get_an_answer_that_helps() {
    let home = Home::new();
    home.ok("add Write the report project:paper due:fri every:+1w");
    home.ok("add Call Ana");
    assert_snapshot!(home.says("log add 1 9:00-10:00 --focus 0"), @"
    error: invalid value `0` for `--focus <N>`: 0 is not in 1..=5
    hint: `heyday log add --help` shows an example
    exit 2
    ");
    assert_snapshot!(home.says("edit 1 2 due:mon"), @"
    error: `2` would be the new title of `1`
    hint: `edit` changes one task at a time; if that is its title: `heyday edit 1 -- 2`
    exit 2
    ");
    assert_snapshot!(home.says("edit 2 -- 1984"), @"
    Changed 2 `1984`
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("edit 1 every:"), @"
    Changed 1 `Write the report`: every cleared (paper, due Fri 27 17:30)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("list --limit 0"), @"
    error: invalid value `0` for `--limit <N>`: a whole number from 1 up is needed
    hint: `heyday list --help` shows an example
    exit 2
    ");
    assert_snapshot!(
        home.says("log 1970-01-01.."),
        @"No sessions: `heyday log add ID 9:00-10:30` writes one down."
    );
}
