//! The lines of the format's own description, of its extensions, and what nobody should write.

use super::super::import::told::{ground, told};
use super::super::import::{TypeFrom, read_all};
use super::Reader;
use proptest::prelude::*;

pub(in crate::exchange) const FILE: &str = "(A) Thank Mom for the meatballs @phone\n\
    (B) 2026-11-10 Schedule Goodwill pickup +GarageSale @phone @calls\n\
    Post signs around the neighborhood +GarageSale +posters\n\
    x 2026-11-20 2026-11-12 Review Tim's pull request +TodoTxtTouch @github pri:C\n\
    x 2026-11-20 Found the key\nx done some day\nxylophone lesson\n\
    2026-11-15 Draft the talk @writing due:2026-11-27 t:2026-11-25 rec:1w est:2h\n\
    Pay rent due:2026-12-01 rec:+1m\nPay tax rec:3b\n\
    Read https://example.org/a:b at 10:30 ticket:AB-12 (D) 5 + 3 @\n\n";

fn read(text: &str) -> String {
    told(&mut Reader::new(TypeFrom::Known), text.as_bytes())
}

#[test]
fn priorities_dates_labels_and_fields_are_understood() {
    insta::assert_snapshot!(read(FILE), @r#"
    open "Thank Mom for the meatballs" pri:urgent at:phone created:2026-11-23T12:00
    open "Schedule Goodwill pickup" project:GarageSale type:calls pri:high at:phone created:2026-11-10T00:00
    open "Post signs around the neighborhood" project:GarageSale tags:posters created:2026-11-23T12:00
    done "Review Tim's pull request" project:TodoTxtTouch at:github created:2026-11-12T00:00 closed:2026-11-20T17:30
    done "Found the key" created:2026-11-20T17:30 closed:2026-11-20T17:30
    done "done some day" created:2026-11-23T12:00 closed:2026-11-23T12:00
    open "xylophone lesson" created:2026-11-23T12:00
    open "Draft the talk" type:writing est:7200 due:2026-11-27T17:30 from:2026-11-25T00:00 every:.+1w created:2026-11-15T00:00
    open "Pay rent" due:2026-12-01T17:30 every:+1m created:2026-11-23T12:00
    open "Pay tax" created:2026-11-23T12:00
    open "Read https://example.org/a:b at 10:30 (D) 5 + 3 @" created:2026-11-23T12:00 note:"ticket:AB-12"
    warning, line 10: `rec:3b` can't be said here: the task is imported once
    note, 1: a done task doesn't say when; it counts as done when it was written down
    note, 1: the field `ticket` is kept in the note
    "#);
}

#[test]
fn lines_that_can_not_be_read_are_told_with_their_number() {
    insta::assert_snapshot!(read(
        "+project @context\nCall due:tomorrow\nx 2026-11-01 2026-11-02 Backwards\n\
         Call due:2026-02-30\nx\n(a) lower case\n"
    ), @r#"
    open "x" created:2026-11-23T12:00
    open "(a) lower case" created:2026-11-23T12:00
    error, line 1: there is no task between its dates and labels
    error, line 2: `due:tomorrow` is not a date (`YYYY-MM-DD`)
    error, line 3: it was done (2026-11-01) before it was written down (2026-11-02)
    error, line 4: `due:2026-02-30` is not a date (`YYYY-MM-DD`)
    "#);
}

#[test]
fn the_same_line_twice_is_two_tasks_and_the_same_two_at_the_next_import() {
    let ids = || {
        let file = [("file", "Buy milk\nBuy milk\n".as_bytes())];
        let (changes, _) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground());
        changes.iter().map(|change| format!("{change:?}")).collect::<Vec<_>>()
    };
    let first = ids();
    assert_ne!(first[0], first[1]);
    assert_eq!(first, ids());
}

#[test]
fn a_task_is_the_same_one_when_it_is_done() {
    let id = |text: &str| {
        let file = [("file", text.as_bytes())];
        let (changes, _) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground());
        match changes.first() {
            Some(crate::domain::Change::TaskAdded { task }) => task.id,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        id("(A) 2026-11-10 Call Ana +work"),
        id("x 2026-11-20 2026-11-10 Call Ana +work pri:A")
    );
}

proptest! {
    #[test]
    fn no_line_makes_the_reader_panic(
        text in "(x |\\(A\\) |2026-11-20 |due:|rec:\\+?|[0-9]{1,4}[dwmb] |\\+|@|é|[a-z]{1,3}:|:| |\n|🚀){0,20}"
    ) {
        told(&mut Reader::new(TypeFrom::Tag), text.as_bytes());
    }
}
