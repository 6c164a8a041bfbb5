//! Breaks put right on the Log screen.

use super::*;

#[test]
fn a_break_is_corrected_removed_and_brought_back() {
    let mut model = today();
    run(&mut model, "k e");
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("the line is open") };
    assert_eq!(line.edit.text(), "10:30-10:50");
    assert_eq!(run(&mut model, "backspace backspace 4 5 enter"), 1);
    assert_eq!(rows(&model)[6..], ["10:30-10:45 break", "10:45-10:50 gap", "10:50-now 142"]);
    assert_eq!(toast(&model).1, "Corrected the break at 10:30");
    assert_eq!(run(&mut model, "X"), 1);
    assert_eq!(rows(&model)[5..], ["10:00-10:50 gap", "10:50-now 142"]);
    assert_eq!(toast(&model).1, "Removed the break at 10:30");
}

#[test]
fn a_break_takes_no_time_of_a_session() {
    let mut model = today();
    assert_eq!(run(&mut model, "k e ctrl-u 9 : 3 0 - 1 0 : 4 5 enter"), 0);
    assert_eq!(
        error(&model),
        "that overlaps `Fix the flaky import test`, 09:15 to 10:00. `e` on that session corrects it"
    );
}

#[test]
fn a_gap_was_a_break() {
    let mut model = today();
    assert_eq!(run(&mut model, "k k e b r e a k enter"), 1);
    assert_eq!(rows(&model)[4..6], ["09:15-10:00 151", "10:00-10:30 break"]);
}
