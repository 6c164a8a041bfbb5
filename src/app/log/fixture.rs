//! A made-up day of the log, and a night in which the clocks change, that tests draw.

use crate::app::{Model, Msg, fixture, update};
use crate::domain::{
    Change, Interruption, Mint, Moment, Outcome, Session, SessionId, Source, State,
};

/// The fixture's day at 11:36 with ratings, notes and outcomes, and some work on the days before.
pub(crate) fn state() -> State {
    let mut state = fixture::state();
    let sessions: Vec<Session> = state.sessions().cloned().collect();
    let said = [
        (Some(2), Some(Outcome::Finished), "sent, waits for her"),
        (
            Some(4),
            Some(Outcome::Interrupted),
            "the clock is mocked in two places\nsee the other test",
        ),
    ];
    for (old, (focus, outcome, note)) in sessions.iter().zip(said) {
        let mut new = old.clone();
        (new.focus, new.outcome, new.note) = (focus, outcome, note.into());
        if focus == Some(4) {
            let at = fixture::at("09:40");
            new.interruptions = vec![Interruption { at, lost_s: 300, reason: "door".into() }];
        }
        let change = Change::session(old, &new).unwrap();
        assert!(state.apply(&change));
    }
    let mut mint = Mint::new(9, 1_795_000_000_000);
    for (no, from, to) in [
        (151, "2026-11-24T09:00:00+01:00", "2026-11-24T11:30:00+01:00"),
        (142, "2026-11-24T13:00:00+01:00", "2026-11-24T16:45:00+01:00"),
        (151, "2026-11-24T23:20:00+01:00", "2026-11-25T04:40:00+01:00"),
        (160, "2026-11-23T10:00:00+01:00", "2026-11-23T15:00:00+01:00"),
        // The night in which the clocks go back: 02:30 comes twice.
        (151, "2026-10-25T00:30:00+02:00", "2026-10-25T02:30:00+02:00"),
        (142, "2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00"),
    ] {
        let session = session(&mut mint, &state, no, (from, to));
        state.apply(&Change::SessionAdded { session: Box::new(session) });
    }
    state
}

fn session(mint: &mut Mint, state: &State, no: u32, (from, to): (&str, &str)) -> Session {
    let at = |text| Moment::parse_rfc3339(text).unwrap();
    let task = state.task_no(crate::domain::TaskNo(no)).unwrap();
    let mut session =
        Session::running(SessionId(mint.uuid()), Some(task.id), task.kind.clone(), at(from));
    session.end = Some(at(to));
    session.source = Source::Manual;
    session.outcome = Some(Outcome::Progressed);
    session
}

/// The Log screen in a terminal of that size, at 11:36.
pub(crate) fn model(size: (u16, u16)) -> Model {
    let mut model = fixture::loaded(size, state());
    fixture::press(&mut model, "5");
    // The week is held as if it had been loaded.
    let (now, state) = (model.now, model.state.clone());
    update(&mut model, Msg::Loaded { state: Box::new(state), seq: 40 }, &now);
    model
}
