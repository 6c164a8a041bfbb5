//! Days that do not go as they should: a timer left on overnight, work past midnight and over the turn of the
//! work day, tasks that can't be begun yet.

use crate::day::without_letters;
use crate::home::Home;
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
