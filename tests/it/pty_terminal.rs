//! Whatever happens to the interactive program, the person gets the terminal back.

use super::pty::{MORNING_MS, Program, SOON, add, folder_with, record};
use heyday::domain::{Change, Intent, Now, Zone};
use heyday::store::{OpenOptions, Store, StoreError};
use rustix::process::Signal;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

const TASK: &str = "Water the plants";

fn started(settings: &[(&str, &str)]) -> (tempfile::TempDir, Program) {
    let folder = folder_with(&[TASK]);
    let mut program = Program::start(folder.path(), settings);
    program.wait_for(TASK);
    (folder, program)
}

#[test]
fn it_starts_shows_the_tasks_and_leaves_no_trace() {
    let (_folder, mut program) = started(&[]);
    let on = program.left_on();
    assert!(on.contains(&"alternate screen") && on.contains(&"raw mode"), "{on:?}");
    program.send("q");
    assert_eq!(program.end(), 0);
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    let signals =
        [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::HUP, 129)];
    for (signal, status) in signals {
        let (_folder, mut program) = started(&[]);
        program.signal(signal);
        assert_eq!(program.end(), status, "{signal:?}");
        assert!(program.left_on().is_empty(), "{signal:?}: {:?}", program.left_on());
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_while_drawing_is_told_on_a_restored_terminal() {
    let folder = folder_with(&[TASK]);
    let mut program = Program::start(folder.path(), &[("HEYDAY_TEST_PANIC", "draw")]);
    program.wait_for("error: heyday has a defect");
    assert_eq!(program.end(), 101);
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
    assert!(program.text().contains("hint: everything that was recorded is saved"));
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_in_a_thread_ends_the_program_too() {
    let folder = folder_with(&[TASK]);
    let mut program = Program::start(folder.path(), &[("HEYDAY_TEST_PANIC", "worker")]);
    program.wait_for("error: heyday has a defect");
    assert_eq!(program.end(), 101);
    assert!(program.left_on().is_empty(), "{:?}", program.left_on());
}

#[test]
fn a_shell_can_stop_it_and_bring_it_back() {
    let folder = folder_with(&[TASK]);
    let script = "set -m; $HEYDAY; stty -a | grep -c -- '-icanon'; echo stopped; read go; fg >/dev/null; echo left";
    for (stop, by_key) in [("\x1a", true), ("", false)] {
        let mut program = Program::script(script, folder.path(), &[]);
        program.wait_for(TASK);
        if by_key {
            program.send(stop);
        } else {
            // The shell's child is the job; its group is in the foreground.
            program.signal_foreground(Signal::TSTP);
        }
        program.wait_for("stopped");
        assert!(!program.text().contains(TASK), "the shell's screen is back:\n{}", program.text());
        assert!(program.left_on().is_empty(), "{:?}", program.left_on());
        program.send("go\n");
        program.wait(SOON, "the screen to come back", |screen| {
            screen.alternate_screen() && screen.contents().contains(TASK)
        });
        program.send("q");
        program.wait_for("left");
    }
}

#[test]
fn a_window_of_any_size_is_drawn_and_the_last_size_wins() {
    let (_folder, mut program) = started(&[]);
    for size in [(1, 1), (2, 1), (1, 40), (120, 1), (0, 0), (3, 3), (300, 90), (7, 5)] {
        program.resize(size.0, size.1);
        program.send("j\x1b[B");
    }
    for step in 0..200 {
        program.resize(20 + step % 90, 3 + step % 40);
    }
    program.resize(100, 30);
    program.wait_for(TASK);
    program.send("q");
    assert_eq!(program.end(), 0);
}

#[test]
fn a_key_that_comes_with_a_change_of_size_is_not_left_lying() {
    let (_folder, mut program) = started(&[]);
    program.send("a");
    let letters = "abcdefghijklmnopqrstuvwxyz";
    for columns in 100..106 {
        for typed in 1..=letters.len() {
            program.resize(columns, 20 + u16::try_from(typed).unwrap());
            program.send(&letters[typed - 1..typed]);
            program.wait_for(&letters[..typed]);
        }
        // Clears the line.
        program.send("\x15");
    }
}

#[test]
fn what_another_process_records_comes_onto_the_screen() {
    let (folder, mut program) = started(&[]);
    add(folder.path(), "Call the plumber");
    program.wait_for("Call the plumber");
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let (_folder, mut program) = started(&[("HEYDAY_NOW", "2026-11-25T09:00:00Z")]);
    assert!(comes_to(&mut program, Duration::from_secs(2), |drawn| drawn == 0));
}

#[test]
fn a_running_timer_draws_at_most_twenty_bytes_a_second() {
    let folder = folder_with(&[TASK]);
    record(folder.path(), &Intent::Start { task: None, at: None });
    let mut program = Program::start(folder.path(), &[("HEYDAY_NOW", "2026-11-25T09:00:07Z@1x")]);
    program.wait(SOON, "the screen", vt100::Screen::alternate_screen);
    assert!(comes_to(&mut program, Duration::from_secs(3), |drawn| (1..=60).contains(&drawn)));
}

/// Whether the program, once what it does at first is done, draws so much in a stretch of time. What it does at first
/// may take long on a busy machine; who draws for ever never comes to rest.
fn comes_to(program: &mut Program, stretch: Duration, rest: impl Fn(usize) -> bool) -> bool {
    (0..15).any(|_| rest(program.watch_for(stretch)))
}

#[test]
fn the_answer_about_the_background_is_not_typed_into_the_program() {
    let (_folder, mut program) = started(&[]);
    // Late, in two pieces, and then a key.
    program.send("\x1b]11;rgb:ffff/ff");
    program.send("ff/ffff\x1b\\");
    program.watch_for(Duration::from_millis(300));
    program.wait_for(TASK);
    program.send("q");
    assert_eq!(program.end(), 0);
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_even_when_hang_up_is_ignored() {
    let folder = folder_with(&[TASK]);
    let mut program = Program::script("trap '' HUP; exec $HEYDAY", folder.path(), &[]);
    program.wait_for(TASK);
    program.vanish();
}

/// Holds the store in `folder` as a long import does, until the sender is dropped.
fn hold(folder: &std::path::Path) -> (Sender<()>, JoinHandle<()>) {
    let (release, released) = channel();
    let (begin, underway) = channel();
    let mut store = Store::open(folder, &OpenOptions { now_ms: MORNING_MS }).unwrap();
    let importing = std::thread::spawn(move || {
        let records = std::iter::from_fn(|| {
            begin.send(()).unwrap();
            let _ = released.recv();
            None::<Result<Change, StoreError>>
        });
        store.import(records, "import", "", &Now::new(MORNING_MS, Zone::UTC, 240)).unwrap();
    });
    underway.recv_timeout(SOON).unwrap();
    (release, importing)
}

#[test]
fn a_store_that_another_process_holds_freezes_nothing_and_keys_wait_for_it() {
    let (folder, mut program) = started(&[]);
    let (release, importing) = hold(folder.path());
    program.send("aCall the plumber\r");
    program.wait_for("Saving");
    program.resize(100, 30);
    program.wait(SOON, "the wider screen", |screen| screen.contents().contains("Saving"));
    program.send("q");
    drop(release);
    importing.join().unwrap();
    assert_eq!(program.end(), 0);
    let store = Store::open(folder.path(), &OpenOptions { now_ms: MORNING_MS }).unwrap();
    assert_eq!(store.history(1).unwrap()[0].subject, "2 Call the plumber");
}
