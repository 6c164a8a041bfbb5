//! What a person hears who can't see the screen: keys in, lines out.

mod listener;
mod plan;

use crate::app::{Msg, fixture};
use crate::domain::{Change, Mint, Priority, State};
use listener::Listener;
use proptest::prelude::*;

#[test]
fn it_begins_with_the_day_at_a_glance() {
    insta::assert_snapshot!(Listener::on(fixture::state()).said(), @r#"
    heyday, Wednesday 25 November, 11:36.
    Worked so far: 1h46.
    Running since 10:50, 46m: Draft the methods section, 46m of 2h.
    Break in 14m.
    Today: 1h30 of 3h30, fits.
    Next, 5 of 9:
    1: Draft the methods section, 2h, due Fri 27
    2: Review the storage pull request, 45m, deadline 17:00
    3: Answer Ana about the grant, 15m, due Mon 23, 2 days late
    4: Fix the flaky import test, 1h30, planned for today
    5: Prepare Friday's talk: 日本語の資料も, 1h30, due Fri 27
    Keys: `j` and `k` move, `Enter` accept, `s` start/stop, `d` done, `J` later, `p` pin, `r` replan, `a` add, `>` next day, `e` edit, `b` break, `?` every key, `q` leave.
    "#);
}

#[test]
fn a_first_run_asks_its_questions_and_says_the_ways_in() {
    insta::assert_snapshot!(Listener::on(State::new(1)).said(), @r#"
    heyday, Wednesday 25 November, 11:36.
    No work yet today.
    Nothing is running.
    Nothing is written down yet. Three ways to begin:
    `a` Write the first task down: for example Draft the talk #work ~2h due:fri.
    `heyday import git ~/src`: your history; from Taskwarrior, Timewarrior, org or csv too.
    `heyday demo`: opens three months of made-up work in a folder of its own.
    Keys: `j` and `k` move, `Enter` accept, `s` start/stop, `d` done, `J` later, `p` pin, `r` replan, `a` add, `>` next day, `e` edit, `b` break, `?` every key, `q` leave.
    Welcome, 1 of 3.
    When do you work?
    Plans stay inside these hours.
    1: 09:00 to 17:30
    2: 08:00 to 16:30
    3: 10:00 to 18:30
    4: 07:00 to 15:30
    Keys: `Enter` accept, `Esc` close.
    1 of 4: 09:00 to 17:30
    "#);
}

#[test]
fn moving_says_the_row_that_is_reached_and_the_end_is_said_again() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("j j k"), @r#"
    2 of 9: Review the storage pull request, 45m, deadline 17:00
    3 of 9: Answer Ana about the grant, 15m, due Mon 23, 2 days late
    2 of 9: Review the storage pull request, 45m, deadline 17:00
    "#);
    insta::assert_snapshot!(heard.press("G j"), @r#"
    9 of 9: Read the chapter on hierarchical models, 1h
    9 of 9: Read the chapter on hierarchical models, 1h
    "#);
    insta::assert_snapshot!(heard.press("h k l"), @r#"
    Timeline, 1 of 6: 08:55 to 09:10, Answer Ana about the grant, 15m
    Timeline, 1 of 6: 08:55 to 09:10, Answer Ana about the grant, 15m
    9 of 9: Read the chapter on hierarchical models, 1h
    "#);
}

#[test]
fn a_task_is_written_down_with_what_was_understood() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("a"), @r#"
    Add a task.
    For example: Write the methods section #paper @writing ~2h due:fri
    Keys: `Enter` accept, `Ctrl-s` add and start, `Tab` complete, `Esc` close.
    >
    "#);
    insta::assert_snapshot!(heard.types("Call Ana #heron due:fri ~30m"), @r#"Call Ana #heron due:fri ~30m"#);
    insta::assert_snapshot!(heard.press("enter"), @r#"
    Understood: heron, due Fri 27 17:30, 30m.
    Added 165 Call Ana. `u` takes it back.
    4 of 10: Call Ana, 30m, due Fri 27
    "#);
}

#[test]
fn a_mistake_is_said_with_its_word_and_the_line_goes_on() {
    let mut heard = Listener::new();
    heard.press("a");
    heard.types("Call Ana due:fridy ~30m");
    insta::assert_snapshot!(heard.press("enter"), @r#"
    Word 3, `due:fridy`: `fridy` is not a date. Did you mean `friday`?
    > Call Ana due:fridy ~30m
    "#);
    insta::assert_snapshot!(heard.press("backspace left left"), @r#"
    > Call Ana due:fridy ~30
    Cursor before `0`.
    Cursor before `3`.
    "#);
    insta::assert_snapshot!(heard.press("esc"), @r#"Add a task: closed."#);
}

#[test]
fn starting_finishing_and_rating_are_answered() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("j s"), @r#"
    2 of 9: Review the storage pull request, 45m, deadline 17:00
    Started 138 Review the storage pull request. `u` takes it back.
    How focused? `1` scattered, `2` uneven, `3` fair, `4` focused, `5` absorbed. `Enter` skips.
    1 of 9: Review the storage pull request, 45m, deadline 17:00, running
    "#);
    insta::assert_snapshot!(heard.press("4"), @r#"Focus 4 noted. `u` takes it back."#);
    insta::assert_snapshot!(heard.press("d"), @r#"
    Done: 138 Review the storage pull request, 0m. `u` takes it back.
    1 of 8: Draft the methods section, 2h, due Fri 27
    "#);
}

#[test]
fn a_question_is_said_with_its_answers() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("x"), @r#"
    Another day for Draft the methods section.
    1: tomorrow, Thu 26
    2: Fri 27
    3: Mon 30
    4: Tue 1
    5: Wed 2
    6: today, Wed 25, 45m planned
    7: no day in particular
    Or type a day: `fri`, `+3d`, `4 dec`.
    Keys: `Enter` accept, `Esc` close.
    1 of 7: tomorrow, Thu 26
    "#);
    insta::assert_snapshot!(heard.press("down"), @r#"2 of 7: Fri 27"#);
    insta::assert_snapshot!(heard.types("fri"), @r#"
    f: that is no day.
    fr: that is no day.
    fri: 1 of 1: Fri 27
    "#);
    insta::assert_snapshot!(heard.press("enter"), @"Draft the methods section: Fri 27. `u` takes it back.");
}

#[test]
fn why_and_the_whole_task_are_read_out() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("w"), @r#"
    Why: Draft the methods section.
    Number 1 of 9 in the queue.
    How urgent it is, +14.7:
    due date +5.8
    it runs +4.0
    high priority +3.9
    has a project +1.0
    Keys: `Enter` accept, `Esc` close.
    "#);
    insta::assert_snapshot!(heard.press("esc enter"), @r#"
    Why: Draft the methods section: closed.
    Task 142: Draft the methods section.
    status: open
    type: @writing
    project: paper
    priority: high
    due: Fri 27 17:30
    estimate: 2h
    worked: 46m
    written: today
    Keys: `Enter` accept, `Esc` close.
    "#);
}

#[test]
fn the_keys_of_the_screen_are_said_and_searched() {
    let mut heard = Listener::new();
    let said = heard.press("?");
    assert!(said.starts_with("Keys.\nWork:\n`s`: Start the selected task"), "{said}");
    assert!(!said.contains("Take what is typed"), "{said}");
    insta::assert_snapshot!(heard.types("undo").lines().last().unwrap_or_default(), @r#"`Ctrl-r`: Redo what was undone."#);
}

#[test]
fn the_palette_says_the_best_match() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press(":"), @"
    Do something.
    Type to search every action.
    Keys: `Enter` accept, `Esc` close.
    1 of 57: Start the selected task, or stop it when it runs, `s`
    ");
    insta::assert_snapshot!(heard.types("un"), @"
    u: 30 actions. 1 of 30: Move up, `k`
    un: 20 actions. 1 of 20: Undo the last change, one step each time, `u`
    ");
}

#[test]
fn the_tasks_screen_says_rows_filters_and_order() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("2"), @r#"
    Tasks: 9 tasks, sorted by urgency, grouped by urgency.
    1 of 9: 142 Draft the methods section, high priority, 2h, due Fri 27, project paper, @writing, running
    "#);
    insta::assert_snapshot!(heard.press("j space o O ."), @r#"
    2 of 9: 138 Review the storage pull request, 45m, deadline 17:00, project heron, @review
    1 task marked.
    3 of 9: 97 Answer Ana about the grant, 15m, due Mon 23, @email
    Sorted by due.
    Grouped by due.
    1 of 9: 97 Answer Ana about the grant, 15m, due Mon 23, @email, in Late
    Grouped by project.
    5 of 9: 97 Answer Ana about the grant, 15m, due Mon 23, @email, in No project
    Done and dropped tasks show: 9 tasks.
    "#);
    insta::assert_snapshot!(heard.press("/"), @r#"
    Filter the list.
    Keys: `Enter` accept, `Tab` complete, `Esc` close.
    5 of 9: 97 Answer Ana about the grant, 15m, due Mon 23, @email, in No project
    >
    "#);
    insta::assert_snapshot!(heard.types("project:heron"), @r#"project:heron"#);
    insta::assert_snapshot!(heard.press("enter"), @r#"
    Filter `project:heron`: 3 tasks.
    1 of 3: 138 Review the storage pull request, 45m, deadline 17:00, project heron, @review, marked
    "#);
    insta::assert_snapshot!(heard.press("l"), @r#"
    Review the storage pull request
    task 138, open
    type: review
    project: heron
    deadline: today 17:00, in 5h24
    estimate: 45m
    written: today
    Urgency, 9.7, number 2 of 9:
    deadline +8.7
    has a project +1.0
    "#);
}

#[test]
fn the_log_says_the_day_its_rows_and_the_task_that_fills_a_gap() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("5"), @r#"
    Log of Wednesday 25 November: 3 sessions, 1h46 worked, 20m of breaks.
    6 of 6: 10:50 to now, Draft the methods section, running, 1 interruption, project paper, 46m
    "#);
    insta::assert_snapshot!(heard.press("g g j j"), @"
    Then `d` day, `p` plan the day, `c` close the day, `o` left lying, `s` suggestions, `g` top, `e` end, `t` Today, `a` Tasks, `w` Week, `l` Log, `i` Insights, `b` Balance.
    1 of 6: 08:55 to 09:10, Answer Ana about the grant, 15m
    2 of 6: 09:10 to 09:15, gap, 5m
    3 of 6: 09:15 to 10:00, Fix the flaky import test, project heron, 45m
    ");
    insta::assert_snapshot!(heard.press("G"), @r#"6 of 6: 10:50 to now, Draft the methods section, running, 1 interruption, project paper, 46m"#);
    insta::assert_snapshot!(heard.press("g g j f"), @r#"
    Then `d` day, `p` plan the day, `c` close the day, `o` left lying, `s` suggestions, `g` top, `e` end, `t` Today, `a` Tasks, `w` Week, `l` Log, `i` Insights, `b` Balance.
    1 of 6: 08:55 to 09:10, Answer Ana about the grant, 15m
    2 of 6: 09:10 to 09:15, gap, 5m
    What was 09:10 to 09:15?
    Type a few letters of the task.
    Keys: `Enter` accept, `Esc` close.
    1 of 9: 97 Answer Ana about the grant
    "#);
    insta::assert_snapshot!(heard.press("esc h"), @r#"
    What was 09:10 to 09:15: closed.
    Log of Tuesday 24 November: 0 sessions.
    Nothing was logged on this day.
    "#);
}

#[test]
fn a_forgotten_timer_and_a_due_break_speak_for_themselves_and_once() {
    let mut heard = Listener::new();
    for minute in 37..59 {
        heard.tell(Msg::Tick, &fixture::now(&format!("11:{minute}")));
    }
    insta::assert_snapshot!(heard.said(), @r#"A break is due: 1h without one."#);
    heard.tell(Msg::Tick, &fixture::now("17:40"));
    insta::assert_snapshot!(heard.said(), @"
    Welcome back.
    Draft the methods section ran on since 10:50 (6h50). What was it?
    1: A break since 17:30; I go on
    2: Work ended at 17:30
    3: Work ended at another time ..
    4: All of it was work; go on
    5: No work at all; throw it away
    Keys: `Enter` accept, `Esc` close.
    1 of 5: A break since 17:30; I go on
    The day is nearly over. `g c` looks back on it and closes it.
    The estimate of 2h is used up: Draft the methods section.
    ");
}

#[test]
fn the_clock_does_not_tick() {
    let mut heard = Listener::new();
    let mut now = heard.model.now;
    for _ in 0..120 {
        now.at = now.at.plus_seconds(1);
        heard.tell(Msg::Tick, &now);
    }
    assert_eq!(heard.said(), "");
}

#[test]
fn what_others_record_is_one_line() {
    let mut heard = Listener::new();
    let now = heard.model.now;
    let task = fixture::task(&mut Mint::new(3, 3), 500, "Call the plumber", |_| {});
    let added = Change::TaskAdded { task: Box::new(task.clone()) };
    heard.tell(Msg::Changed { changes: vec![added], seq: 41 }, &now);
    insta::assert_snapshot!(heard.said(), @r#"Elsewhere: added 500 Call the plumber."#);
    let removed = Change::TaskRemoved { task: Box::new(task.clone()) };
    let added = Change::TaskAdded { task: Box::new(task) };
    heard.tell(Msg::Changed { changes: vec![removed, added], seq: 43 }, &now);
    insta::assert_snapshot!(heard.said(), @r#"Elsewhere: deleted Call the plumber, and 1 other change."#);
}

#[test]
fn a_key_that_does_nothing_and_leaving_are_said() {
    let mut heard = Listener::new();
    insta::assert_snapshot!(heard.press("% g"), @"
    `%` does nothing here. `?` says the keys.
    Then `p` plan the day, `c` close the day, `o` left lying, `s` suggestions, `g` top, `e` end, `t` Today, `a` Tasks, `w` Week, `l` Log, `i` Insights, `b` Balance.
    ");
    insta::assert_snapshot!(heard.press("esc z"), @r#"
    1 of 9: Draft the methods section, 2h, due Fri 27, running
    Worked so far: 1h46.
    Running since 10:50, 46m: Draft the methods section, 46m of 2h.
    Break in 14m.
    "#);
    insta::assert_snapshot!(heard.press("z q"), @r#"
    1 of 9: Draft the methods section, 2h, due Fri 27, running
    Left; the timer runs on.
    "#);
}

#[test]
fn a_hostile_title_is_never_said_raw() {
    let title = "\u{1b}[2J\u{9b}31m\u{202e}evil\u{7f}\nline";
    let hostile = fixture::task(&mut Mint::new(3, 3), 500, title, |task| {
        task.priority = Priority::Urgent;
        task.project = Some("a\u{1b}]0;x\u{7}".into());
        task.note = "\u{1b}[31m\nmore\u{9b}".into();
    });
    let mut state = fixture::state();
    state.apply(&Change::TaskAdded { task: Box::new(hostile) });
    for keys in ["g g", "g g enter", "g g w", "g g e backspace", "g g x", "g g s", "2 g g l", "2 f"]
    {
        let mut heard = Listener::on(state.clone());
        let said = heard.said() + &heard.press(keys);
        let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(said.contains("evil") && !said.contains(bad), "{keys}: {said:?}");
    }
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(64))]
    #[test]
    fn every_key_of_a_person_is_answered(keys in proptest::collection::vec(0usize..40, 1..30)) {
        const KEYS: [&str; 40] = [
            "j", "k", "h", "l", "g", "g", "G", "enter", "esc", "tab", "a", "e", "x", "w", "s", "d", "D", "b",
            "i", "1", "2", "3", "4", "?", ":", "/", "f", "o", "O", ".", "space", "down", "up", "backspace",
            "u", "z", "V", "left", "%", "ctrl-l",
        ];
        let mut heard = Listener::new();
        for key in keys {
            let before = heard.model.overlays.len();
            let said = heard.press(KEYS[key]);
            prop_assert!(!said.is_empty(), "`{}` over {before} overlays is not answered", KEYS[key]);
        }
    }
}
