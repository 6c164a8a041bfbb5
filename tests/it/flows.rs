//! The guided flows in the real program: a morning, an evening, and coming back after days away, by keys alone.

use super::pty::{Program, SOON};
use heyday::domain::{
    Edit, Ending, Intent, Moment, Now, PlanVerb, Put, State, TaskNo, TaskRef, Zone,
};
use heyday::store::{OpenOptions, Scope, Store};
use std::path::Path;

fn at(time: &str) -> Moment {
    Moment::parse_rfc3339(&format!("{time}:00Z")).unwrap()
}

fn store(folder: &Path, time: &str) -> (Store, Now) {
    let now_ms = at(time).utc_ms();
    (Store::open(folder, &OpenOptions { now_ms }).unwrap(), Now::new(now_ms, Zone::UTC, 240))
}

/// Records what was done at a time.
fn records(folder: &Path, time: &str, intent: &Intent) {
    let (mut store, now) = store(folder, time);
    store.transact(intent, &now).unwrap();
}

fn state(folder: &Path, time: &str) -> State {
    let (store, now) = store(folder, time);
    store.load(&Scope::AllTasks, &now).unwrap()
}

fn adds(folder: &Path, time: &str, title: &str, more: Vec<Edit>) {
    let edits = [vec![Edit::Estimate(Some(3600))], more].concat();
    records(folder, time, &Intent::Add { title: title.into(), edits });
}

/// Agrees to a block of a task.
fn plans(folder: &Path, now: &str, no: u32, [from, to]: [&str; 2]) {
    let task = state(folder, now).task_no(TaskNo(no)).unwrap().id;
    let (start, end) = (at(from), at(to));
    let put = Put { id: None, no: None, task, also: Vec::new(), start, end, pinned: false };
    let intent = Intent::Plan { verb: PlanVerb::Accept, remove: Vec::new(), put: vec![put] };
    records(folder, now, &intent);
}

/// The program as it is opened at a time, with morning planning as it is by default.
fn opens(folder: &Path, time: &str) -> Program {
    let now = format!("{time}:00Z");
    Program::start(folder, &[("HEYDAY_NOW", &now), ("HEYDAY_PLAN_MORNING", "true")])
}

#[test]
fn a_morning_is_planned_with_a_few_keys_and_asked_about_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    adds(folder, "2026-11-24T08:00", "Draft the report", Vec::new());
    adds(folder, "2026-11-24T08:01", "Call the bank", vec![]);
    plans(folder, "2026-11-24T08:02", 1, ["2026-11-24T09:00", "2026-11-24T10:00"]);
    plans(folder, "2026-11-24T08:02", 2, ["2026-11-24T10:00", "2026-11-24T11:00"]);
    let mut program = opens(folder, "2026-11-25T08:55");
    program.wait_for("Plan the day  1 of 2");
    program.wait_for("planned yesterday");
    program.send("D");
    program.wait_for("given up");
    program.send("\r");
    program.wait_for("Plan the day  2 of 2");
    program.wait_for("1 block: ");
    program.send("\r");
    program.wait_for("Planned:");
    program.send("q");
    assert_eq!(program.end(), 0);

    let after = state(folder, "2026-11-25T08:55");
    let today: Vec<&str> = after
        .plan()
        .filter(|block| block.start > at("2026-11-25T00:00"))
        .map(|block| after.task(block.task).unwrap().title.as_str())
        .collect();
    let dropped = after.tasks().filter(|task| task.status.is_closed()).count();
    assert_eq!((today.len(), dropped), (1, 1), "{today:?}");

    records(
        folder,
        "2026-11-25T08:56",
        &Intent::Plan {
            verb: PlanVerb::Skip,
            remove: after
                .plan()
                .filter(|b| b.start > at("2026-11-25T00:00"))
                .map(|b| b.id)
                .collect(),
            put: Vec::new(),
        },
    );
    let mut again = opens(folder, "2026-11-25T08:57");
    again.wait_for("Today");
    again.wait(SOON, "the day without a question", |screen| {
        let text = screen.contents();
        text.contains("08:57") && !text.contains("Plan the day")
    });
}

#[test]
fn an_evening_stops_the_timer_puts_the_rest_off_and_closes_the_day_with_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    adds(folder, "2026-11-25T08:00", "Draft the report", Vec::new());
    adds(folder, "2026-11-25T08:01", "Call the bank", Vec::new());
    plans(folder, "2026-11-25T08:02", 1, ["2026-11-25T09:00", "2026-11-25T10:00"]);
    plans(folder, "2026-11-25T08:02", 2, ["2026-11-25T16:00", "2026-11-25T17:00"]);
    let start = Intent::Start { task: Some(TaskRef::No(TaskNo(1))), at: None };
    records(folder, "2026-11-25T09:05", &start);
    let ending = Ending { at: None, focus: Some(4), ..Ending::default() };
    records(folder, "2026-11-25T09:55", &Intent::Stop(ending));
    records(folder, "2026-11-25T16:40", &start);
    let mut program = opens(folder, "2026-11-25T17:20");
    program.wait_for("The day is nearly over");
    program.send("gc");
    program.wait_for("The timer still runs");
    program.send("2");
    program.wait_for("1h30 of 1h");
    program.send("\r");
    program.wait_for("Enter leaves the rest for tomorrow");
    program.send("\r");
    program.wait_for("That was the day");
    program.send("a calm one");
    program.wait_for("a calm one");
    program.send("\r");
    program.wait_for("Day closed: 1h30 worked");
    program.send("q");
    assert_eq!(program.end(), 0);

    let after = state(folder, "2026-11-25T17:21");
    assert!(after.running().is_none());
    assert!(after.task_no(TaskNo(1)).unwrap().status.is_closed());
    let on = after.task_no(TaskNo(2)).unwrap().on;
    assert_eq!(on.map(|day| day.to_string()).as_deref(), Some("2026-11-26"));
    let closings = store(folder, "2026-11-25T17:21").0.closings().unwrap();
    assert_eq!(closings.iter().map(|c| c.note.as_str()).collect::<Vec<_>>(), ["a calm one"]);
}

#[test]
fn after_days_away_everything_that_was_left_is_put_on_a_day_in_one_act() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for title in ["Draft the report", "Call the bank", "Book the room"] {
        let on = "2026-11-17".parse().ok();
        adds(folder, "2026-11-17T08:00", title, vec![Edit::On(on)]);
    }
    plans(folder, "2026-11-17T08:02", 1, ["2026-11-17T09:00", "2026-11-17T10:00"]);
    let mut program = opens(folder, "2026-11-25T08:55");
    program.wait_for("Welcome back. Since 17 Nov this was left");
    program.send("V");
    program.wait(SOON, "all of them marked", |screen| screen.contents().matches('■').count() >= 4);
    program.send("x");
    program.wait_for("Another day for 3 tasks");
    program.send("fri\r");
    program.wait_for("All of it has found its place");
    program.wait_for("3 tasks: Fri 27");
    program.send("u");
    program.wait_for("Took back");
    program.send("q");
    let days = |state: State| state.tasks().map(|task| task.on.unwrap().to_string()).collect();
    let days: Vec<String> = days(state(folder, "2026-11-25T08:56"));
    assert_eq!(days, ["2026-11-17"; 3], "one step of undo for all of them");
}
