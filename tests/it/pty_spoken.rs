//! The screen as lines, for screen readers: nothing but lines reaches the terminal, and it is given back.

use super::pty::{Program, folder_with};
use rustix::process::Signal;

const TASK: &str = "Water the plants";

/// The sequences in what was written, without their ESC.
fn sequences(raw: &str) -> Vec<&str> {
    raw.split('\u{1b}')
        .skip(1)
        .filter_map(|rest| rest.split_inclusive(char::is_alphabetic).next())
        .collect()
}

#[test]
fn a_day_is_heard_from_beginning_to_end() {
    let folder = folder_with(&[TASK, "Call the plumber"]);
    let script = "$HEYDAY --accessible; echo left";
    let settings = [("HEYDAY_NOW", "2026-11-25T09:00:00Z")];
    let mut program = Program::script(script, folder.path(), &settings);
    program.wait_for("heyday, Wednesday 25 November, 09:00.");
    program.wait_for("leave.");
    let on = program.left_on();
    assert_eq!(on, ["bracketed paste", "raw mode"]);
    program.send("j");
    program.wait_for("2 of 2: ");
    program.send("aBuy soil due:fri\r");
    program.wait_for("> Buy soil due:fri\n");
    program.wait_for("Added 3 Buy soil.");
    program.send("q");
    program.wait_for("left");
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
    assert!(program.text().contains(TASK), "what was said stays:\n{}", program.text());
    assert_eq!(sequences(&program.raw), ["[?2004h", "[?2004l"]);
}

#[test]
fn a_dumb_terminal_gets_lines_and_no_sequence_at_all() {
    let folder = folder_with(&[TASK]);
    let mut program = Program::start(folder.path(), &[("TERM", "dumb")]);
    program.wait_for("leave.");
    program.send("a");
    program.wait_for("\n>");
    program.signal(Signal::TERM);
    assert_eq!(program.end(), 143);
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
    assert!(!program.raw.contains('\u{1b}'), "{:?}", program.raw);
    assert!(program.raw.ends_with("\r\n"), "the shell begins a line of its own: {:?}", program.raw);
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_is_told_in_lines_too() {
    let folder = folder_with(&[TASK]);
    let settings = [("HEYDAY_TEST_PANIC", "draw"), ("HEYDAY_SCREEN_ACCESSIBLE", "true")];
    let mut program = Program::start(folder.path(), &settings);
    program.wait_for("error: heyday has a defect");
    assert_eq!(program.end(), 101);
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
}

#[test]
fn a_shell_can_stop_it_and_it_says_the_day_again() {
    let folder = folder_with(&[TASK]);
    let script = "set -m; $HEYDAY --accessible; echo stopped; read go; fg >/dev/null; echo left";
    let mut program = Program::script(script, folder.path(), &[]);
    program.wait_for("leave.");
    program.send("\x1a");
    program.wait_for("stopped");
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
    program.send("go\n");
    program.wait(super::pty::SOON, "the day again", |screen| {
        screen.contents().matches("leave.").count() == 2
    });
    program.send("q");
    program.wait_for("left");
}
