//! A session that was only inferred gives way to what the person says.

use super::{Day, TaskNo};
use crate::domain::{
    Change, Intent, Refusal, Session, SessionEdit, SessionId, Source, Span, TaskRef,
};

/// A session of the last hour, inferred from commits.
fn with_guess(day: &mut Day) -> SessionId {
    let id = SessionId(uuid::Uuid::from_u128(7));
    let mut guess = Session::running(id, None, Some("coding".into()), day.ago(60));
    guess.end = Some(day.now.at);
    guess.source = Source::from("git");
    day.state.apply(&Change::SessionAdded { session: Box::new(guess) });
    id
}

fn log_add(day: &Day, no: TaskNo) -> Intent {
    let span = Span::new(day.ago(40), day.ago(20));
    Intent::LogAdd { task: Some(TaskRef::No(no)), span, about: Box::default() }
}

#[test]
fn its_time_can_be_written_down_as_something_else() {
    let mut day = Day::new();
    let no = day.add("Write");
    with_guess(&mut day);
    let intent = log_add(&day, no);
    day.does(intent);
    assert_eq!(day.worked_min(no), 20);
}

#[test]
fn corrected_it_is_the_persons_own_and_counts() {
    let mut day = Day::new();
    let no = day.add("Write");
    let session = with_guess(&mut day);
    let edit = SessionEdit { task: Some(Some(TaskRef::No(no))), ..SessionEdit::default() };
    day.does(Intent::LogEdit { session, edit: Box::new(edit) });
    assert_eq!(day.state.session(session).unwrap().source, Source::Manual);
    assert_eq!(day.worked_min(no), 60);
    let intent = log_add(&day, no);
    assert!(matches!(day.refuses(intent), Refusal::Overlap { .. }));
}
