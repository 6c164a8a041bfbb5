//! A made-up working day that tests and pictures draw.

use crate::app::{Model, Msg, Settings, update};
use crate::domain::{
    Break, BreakClass, BreakId, Change, Due, Event, Interruption, Mint, Moment, Now, Priority,
    Session, SessionId, State, Task, TaskId, TaskNo, TaskType, Zone,
};

/// Wednesday, 25 November 2026, in Berlin, at that time.
pub(crate) fn now(time: &str) -> Now {
    Now::new(at(time).utc_ms(), Zone::parse("Europe/Berlin").unwrap(), 240)
}

/// That time on the same day.
pub(crate) fn at(time: &str) -> Moment {
    Moment::parse_rfc3339(&format!("2026-11-25T{time}:00+01:00")).unwrap()
}

fn day(date: &str) -> Due {
    let at = Moment::parse_rfc3339(&format!("{date}T17:30:00+01:00")).unwrap();
    Due { at, hard: false }
}

/// A task with what is needed to see it.
pub(crate) fn task(mint: &mut Mint, no: u32, title: &str, edit: impl FnOnce(&mut Task)) -> Task {
    let mut task = Task::new(TaskId(mint.uuid()), TaskNo(no), title, at("08:00"));
    edit(&mut task);
    task
}

fn session(mint: &mut Mint, task: &Task, from: &str, to: Option<&str>) -> Session {
    let id = SessionId(mint.uuid());
    let mut session = Session::running(id, Some(task.id), task.kind.clone(), at(from));
    session.end = to.map(at);
    session
}

/// The state of a day in full swing.
pub(crate) fn state() -> State {
    let mut mint = Mint::new(7, 1_795_593_600_000);
    let mut state = State::new(1);
    for kind in TaskType::starters() {
        state.apply(&Change::TypeAdded { kind, place: None });
    }
    let m = &mut mint;
    let tasks = [
        task(m, 142, "Draft the methods section", |t| {
            t.kind = Some("writing".into());
            t.project = Some("paper".into());
            t.estimate_s = Some(7200);
            t.due = Some(day("2026-11-27"));
            t.priority = Priority::High;
        }),
        task(m, 138, "Review the storage pull request", |t| {
            t.kind = Some("review".into());
            t.project = Some("heron".into());
            t.estimate_s = Some(2700);
            t.due = Some(Due { at: at("17:00"), hard: true });
        }),
        task(m, 151, "Fix the flaky import test", |t| {
            t.kind = Some("coding".into());
            t.project = Some("heron".into());
            t.estimate_s = Some(5400);
            t.on = Some("2026-11-25".parse().unwrap());
            t.tags = vec!["q3".into()];
        }),
        task(m, 97, "Answer Ana about the grant", |t| {
            t.kind = Some("email".into());
            t.estimate_s = Some(900);
            t.due = Some(day("2026-11-23"));
        }),
        task(m, 160, "Sketch the onboarding screens", |t| {
            t.kind = Some("design".into());
            t.project = Some("heron".into());
            t.estimate_s = Some(10_800);
        }),
        task(m, 155, "Prepare Friday's talk: 日本語の資料も", |t| {
            t.kind = Some("writing".into());
            t.estimate_s = Some(5400);
            t.due = Some(day("2026-11-27"));
        }),
        task(m, 163, "Read the chapter on hierarchical models", |t| {
            t.kind = Some("learning".into());
            t.estimate_s = Some(3600);
        }),
        task(m, 164, "File the travel receipts", |t| {
            t.kind = Some("admin".into());
            t.due = Some(day("2026-11-30"));
        }),
        task(m, 120, "Book a room for the workshop", |_| {}),
    ];
    for task in &tasks {
        state.apply(&Change::TaskAdded { task: Box::new(task.clone()) });
    }
    let mut running = session(m, &tasks[0], "10:50", None);
    running.interruptions =
        vec![Interruption { at: at("11:02"), lost_s: 0, reason: "call".into() }];
    for session in [
        session(m, &tasks[3], "08:55", Some("09:10")),
        session(m, &tasks[2], "09:15", Some("10:00")),
        running,
    ] {
        state.apply(&Change::SessionAdded { session: Box::new(session) });
    }
    let pause = Break {
        id: BreakId(m.uuid()),
        start: at("10:30"),
        end: Some(at("10:50")),
        class: BreakClass::Rest,
        natural: true,
        planned_s: None,
    };
    state.apply(&Change::BreakAdded { pause });
    for (title, from, to) in [("Stand-up", "10:00", "10:30"), ("Design review", "15:00", "16:00")] {
        let event = Event {
            uid: title.into(),
            calendar: "work".into(),
            title: title.into(),
            start: at(from),
            end: at(to),
            busy: true,
            all_day: false,
            day_off: false,
        };
        state.apply(&Change::EventAdded { event });
    }
    state
}

/// The day in a terminal of that size, at 11:36.
pub(crate) fn model(size: (u16, u16)) -> Model {
    loaded(size, state())
}

/// A state in a terminal of that size, at 11:36.
pub(crate) fn loaded(size: (u16, u16), state: State) -> Model {
    let now = now("11:36");
    let mut model = Model::new(Settings::default(), now, size);
    let seq = if state.next_no().0 > 1 { 40 } else { 0 };
    update(&mut model, Msg::Loaded { state: Box::new(state), seq }, &now);
    model
}

/// Presses keys, spelt as in the configuration file, one after the other.
pub(crate) fn press(model: &mut Model, keys: &str) {
    let now = model.now;
    for key in keys.split_whitespace() {
        update(model, Msg::Key(key.parse().unwrap()), &now);
    }
}

/// Types text, one key a character.
pub(crate) fn type_text(model: &mut Model, text: &str) {
    let now = model.now;
    for c in text.chars() {
        update(model, Msg::Key(crate::input::Key::char(c)), &now);
    }
}
