//! Days that do not go as they should: a timer left on overnight, work past midnight and over the turn of the
//! work day, tasks that can't be begun yet.

use crate::day::without_letters;
use crate::home::{Home, said};
use insta::assert_snapshot;

#[test]
fn last_nights_timer_ends_when_the_person_says_it_did() {
    let home = Home::new();
    home.at("17:00").ok("start Draft");
    home.at("2026-11-26T08:30:00+01:00");
    assert_snapshot!(home.says("stop"), @"
    error: the timer on `Draft` has run since Wed 25 Nov 17:00 (15h30)
    hint: say when it ended: `heyday stop --at 18:00`; or `heyday stop --keep` if it was all work, `heyday stop --discard` if none
    exit 1
    ");
    assert_snapshot!(home.says("interrupt phone"), @"
    error: the timer on `Draft` has run since Wed 25 Nov 17:00 (15h30)
    hint: say when it ended: `heyday stop --at 18:00`; or `heyday stop --keep` if it was all work, `heyday stop --discard` if none
    exit 1
    ");
    assert_snapshot!(home.says("stop --at 18:00"), @"
    Stopped 1 `Draft` after 1h
    Next: 1 `Draft`: `heyday start 1`
    ");
    home.ok("undo");
    assert_snapshot!(home.says("away --ended 19:00"), @"
    Stopped 1 `Draft` after 2h
    Next: 1 `Draft`: `heyday start 1`
    ");
    home.ok("undo");
    assert_snapshot!(home.says("stop --at 16:00"), @"
    error: 16:00 has not come yet
    hint: only what has happened can be logged
    exit 1
    ");
    home.at("2026-11-27T08:30:00+01:00");
    assert_snapshot!(home.says("stop"), @"
    error: the timer on `Draft` has run since Wed 25 Nov 17:00 (39h30)
    hint: say when it ended: `heyday stop --at 2026-11-25-18:00`; or `heyday stop --keep` if it was all work, `heyday stop --discard` if none
    exit 1
    ");
    assert_snapshot!(home.says("stop --at 2026-11-25-18:00"), @"
    Stopped 1 `Draft` after 1h
    Next: 1 `Draft`: `heyday start 1`
    ");
}

#[test]
fn what_is_next_can_be_done_next() {
    let home = Home::new();
    home.ok("add Write methods");
    assert_snapshot!(home.says("add Review methods after:1"), @"
    Added 2 `Review methods` (after 1)
    Next: 1 `Write methods` comes first: `heyday start 1`
    ");
    assert_snapshot!(home.says("add Print after:review"), @"
    Added 3 `Print` (after 2)
    Next: it waits for 2 `Review methods`
    ");
    assert_snapshot!(home.says("add Send from:mon"), @"
    Added 4 `Send` (from Mon 30 09:00)
    Next: it waits until Mon 30 09:00
    ");
    assert_snapshot!(home.says("show print"), @"
    3 Print
      status    open
      about     after 2
      blocked   waits for 2 `Review methods`
      worked    0m
      urgency   -5.0 = blocked -5.0
      created   today 09:00
    ");
    home.ok("done 1");
    home.ok("done 2");
    assert_snapshot!(home.says("edit print after:4"), @"
    Changed 3 `Print`: after 4
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("add Post after:send"), @"
    Added 5 `Post` (after 4)
    Next: it waits for 4 `Send`
    ");
}

#[test]
fn the_small_hours_of_this_morning_are_meant_at_noon() {
    let home = Home::new();
    home.at("12:00");
    assert_snapshot!(home.says("log add none 3:00-4:30"), @"
    Logged today 03:00-04:30 work (1h30)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(without_letters(&home.says("log")), @"
    today 30m
      ....  03:00-04:30  30m  work  progressed
    ");
    assert_snapshot!(without_letters(&home.says("log yesterday")), @"
    yesterday 1h
      ....  03:00-04:30  1h  work  progressed
    ");
}

#[test]
fn each_work_day_counts_its_own_part_of_a_night() {
    let home = Home::new();
    home.at("23:00").ok("start Deploy");
    home.at("2026-11-26T05:00:00+01:00").ok("stop --keep");
    assert_snapshot!(without_letters(&home.says("log yesterday..today")), @"
    yesterday 5h
      ....  23:00-05:00  5h  1  Deploy  progressed
    today 1h
      ....  23:00-05:00  1h  1  Deploy  progressed
    In all 6h
    ");
    assert_snapshot!(without_letters(&home.says("log")), @"
    today 1h
      ....  23:00-05:00  1h  1  Deploy  progressed
    ");
    assert_eq!(home.json("status")["today"]["worked_s"], 3600);
}

#[test]
fn kinds_of_work_are_named_changed_and_dropped() {
    let home = Home::new();
    home.ok("add Fix the build @coding");
    assert_snapshot!(home.says("types add @Pairing --mode collaborative"), @"
    New type @pairing (collaborative)
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("types add pairing --mode deep"), @"
    @pairing is deep now, not collaborative
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("types add pairing"), @"
    error: nothing to change
    hint: it is that way already
    exit 1
    ");
    assert_snapshot!(home.says("types add 'a b'"), @"
    error: `a b` can't be the name of a kind of work
    hint: names are letters, digits and `_-./`: how about `a-b`?
    exit 2
    ");
    assert_snapshot!(home.says("types drop nothing"), @"
    error: no kind of work `nothing`
    hint: `heyday types` lists them
    exit 3
    ");
    assert_snapshot!(home.says("types drop pairing"), @"
    No type @pairing any more
    Next: `heyday undo` takes it back
    ");
    home.ok("undo");
    assert_snapshot!(home.says("types"), @"
    @coding    deep           1 open task
    @writing   deep
    @design    deep
    @review    shallow
    @admin     shallow
    @email     shallow
    @meetings  collaborative
    @calls     collaborative
    @learning  learning
    @pairing   deep
    ");
    assert_eq!(home.json("types")["types"][0]["open"], 1);
}

#[test]
fn lines_that_would_be_in_the_way_later_are_not_imported() {
    let home = Home::new();
    let lines = br#"{"kind":"task","title":"Water","every":"blah"}
{"kind":"task","title":"Feed","every":".+3d"}
{"kind":"session","start":"2026-11-20T09:00:00+01:00","end":"2027-11-20T10:00:00+01:00"}
{"kind":"session","start":"2026-11-24T09:00:00+01:00","end":"2026-11-24T10:00:00+01:00"}
"#;
    assert_snapshot!(said(&home.feed("import jsonl -", lines)), @"
    Added 2 of 2 (1 task, 1 session, 0 breaks, 0 events); 0 there already
    Next: `heyday undo` takes it back
    line 1: `every` is `blah`, not a recurrence
    line 3: it is in the future (2027-11-20T10:00:00+01:00)
    error: 2 lines can't be read; the others were imported
    hint: correct them and import again: what is there already is not added twice
    exit 1
    ");
    home.ok("done feed");
}

#[test]
fn what_is_said_of_a_change_is_what_changed() {
    let home = Home::new();
    home.ok("add First");
    home.ok("add Second after:1");
    assert_snapshot!(home.says("edit 1 chunk:25m..2h nosplit"), @"
    Changed 1 `First`: 25m to 2h at a time, not to be split
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("edit 1 chunk: split:yes"), @"
    Changed 1 `First`: chunk, nosplit cleared
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("edit 1 note:'ask Ana'"), @"
    Noted on 1 `First`
    Next: `heyday undo` takes it back
    ");
    assert_snapshot!(home.says("edit 1 note:"), @"
    Changed 1 `First`: note cleared
    Next: `heyday undo` takes it back
    ");
    home.ok("delete 1");
    assert_snapshot!(home.says("show 2"), @"
    2 Second
      status    open
      worked    0m
      urgency   0.0
      created   today 09:00
    ");
}

#[test]
fn a_correction_that_can_not_be_made_says_which_times_are_whose() {
    let home = Home::new();
    home.at("12:00").ok("add Write");
    home.ok("log add write 9:00-10:00");
    assert_snapshot!(home.says("log add write 9:30-10:30"), @"
    error: that overlaps `Write`, 09:00 to 10:00
    hint: choose other times, or correct the other session with `heyday log edit`
    exit 1
    ");
    assert_snapshot!(home.says("log edit 9:30 --end 8:00"), @"
    error: 08:00 is not after the start at 09:00
    hint: say a later time, or correct the start with `heyday log edit SESSION --start TIME`
    exit 1
    ");
    assert_snapshot!(home.says("log edit last --type 'two words'"), @"
    error: `two words` can't be the name of a kind of work
    hint: names are letters, digits and `_-./`: how about `two-words`?
    exit 2
    ");
    assert_snapshot!(home.says("next --for 5m"), @"Nothing that is ready fits into 5m: `heyday next` shows the rest");
    home.ok("start write");
    assert_snapshot!(home.says("interrupt --ago 3h"), @"
    error: 09:00 is not after the start at 12:00
    hint: say a later time, or correct the start with `heyday log edit SESSION --start TIME`
    exit 1
    ");
    assert_snapshot!(home.says("log edit last"), @"
    error: nothing is said about the session
    hint: for example `heyday log edit last --focus 3`; `heyday log edit --help` shows the rest
    exit 2
    ");
}

#[test]
fn a_mistake_in_the_settings_does_not_keep_the_doctor_from_looking() {
    let home = Home::new();
    std::fs::create_dir_all(home.path().join(".config/heyday")).unwrap();
    std::fs::write(home.path().join(".config/heyday/config.toml"), "x = [").unwrap();
    assert_eq!(home.code("list"), 1);
    let said = home.says("doctor");
    assert!(said.contains("! config") && said.contains("  store       sound"), "{said}");
    assert!(said.ends_with("exit 1\n"), "{said}");
    assert_snapshot!(home.says("config edit"), @"
    error: there is no terminal to edit on
    hint: set VISUAL or EDITOR to your editor, or open what `heyday config path` prints
    exit 2
    ");
}

#[test]
fn going_back_names_the_copy_of_what_was_there() {
    let home = Home::new();
    home.at("2026-11-25T00:30:00+01:00").ok("add Keep");
    home.ok("backup");
    home.ok("add Lose");
    let first = home.json("restore latest")["replaced"].as_str().unwrap().to_owned();
    assert!(first.starts_with("2026-11-25-003000-"), "{first}");
    home.ok("add Other");
    let second = home.json("restore latest")["replaced"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    home.ok(&format!("restore {second}"));
    assert!(home.ok("list").contains("Other"));
    home.ok(&format!("restore {first}"));
    assert!(home.ok("list").contains("Lose"));
}
