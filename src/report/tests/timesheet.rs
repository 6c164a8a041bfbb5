//! Three tasks over a weekend and a night, in Berlin.

use super::*;
use crate::domain::{Change, Interruption, Mint, Moment, SessionId, Task, TaskId, TaskNo, Zone};
use proptest::prelude::*;

fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(&format!("{text}:00+01:00")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> Now {
    Now::new(at("2026-11-25T12:00").utc_ms(), Zone::parse("Europe/Berlin").unwrap(), 240)
}

fn logged(sessions: &[(usize, &str, &str)]) -> State {
    let mut mint = Mint::new(1, 1);
    let mut state = State::new(1);
    let mut tasks = Vec::new();
    for (no, title, project, tags) in [
        (1, "Draft", Some("paper"), vec!["q3", "deep"]),
        (2, "Fix", Some("heron"), vec!["deep"]),
        (3, "Mail", None, vec![]),
    ] {
        let mut task = Task::new(TaskId(mint.uuid()), TaskNo(no), title, at("2026-11-01T09:00"));
        task.project = project.map(str::to_owned);
        task.tags = tags.into_iter().map(str::to_owned).collect();
        tasks.push(task.id);
        state.load_task(task, 0);
    }
    for (task, from, to) in sessions {
        let id = SessionId(mint.uuid());
        let mut session =
            Session::running(id, tasks.get(*task).copied(), Some("coding".into()), at(from));
        session.end = Some(at(to));
        state.apply(&Change::SessionAdded { session: Box::new(session) });
    }
    state
}

fn some_days() -> State {
    logged(&[
        (0, "2026-11-22T10:00", "2026-11-22T12:00"),
        // Through the night: two hours of Monday's, half an hour of Tuesday's.
        (1, "2026-11-24T02:00", "2026-11-24T04:30"),
        (2, "2026-11-24T09:00", "2026-11-24T10:00"),
        (0, "2026-11-25T09:00", "2026-11-25T09:45"),
    ])
}

fn shown(sheet: &Timesheet) -> String {
    let line = |name: &str, cells: Vec<i64>, total: i64| {
        let cells: Vec<String> = cells.iter().map(|s| (s / 60).to_string()).collect();
        format!("{name}: {} = {}", cells.join(" "), total / 60)
    };
    let mut lines: Vec<String> = sheet
        .rows
        .iter()
        .map(|row| line(row.name.as_deref().unwrap_or("-"), row.cells.clone(), row.worked_s))
        .collect();
    let sums = sheet.columns.iter().map(|column| column.worked_s).collect();
    lines.push(line("all", sums, sheet.worked_s));
    lines.join("\n")
}

#[test]
fn work_is_added_up_by_project_and_day_with_the_night_on_both_days() {
    let days = (day("2026-11-22"), day("2026-11-25"));
    let sheet = timesheet(&some_days(), days, By::Project, Step::Day, &now());
    insta::assert_snapshot!(shown(&sheet), @r"
    paper: 120 0 0 45 = 165
    heron: 0 120 30 0 = 150
    -: 0 0 60 0 = 60
    all: 120 120 90 45 = 375
    ");
}

#[test]
fn weeks_begin_on_monday_and_the_first_may_be_a_part_of_one() {
    let days = (day("2026-11-22"), day("2026-11-25"));
    let sheet = timesheet(&some_days(), days, By::Task, Step::Week, &now());
    insta::assert_snapshot!(shown(&sheet), @r"
    1 Draft: 120 45 = 165
    2 Fix: 0 150 = 150
    3 Mail: 0 60 = 60
    all: 120 255 = 375
    ");
    assert_eq!(sheet.columns[1].first, day("2026-11-23"));
    assert_eq!(sheet.columns[1].last, day("2026-11-25"));
}

#[test]
fn work_with_two_tags_counts_in_two_rows_and_once_in_the_sums() {
    let days = (day("2026-11-01"), day("2026-11-25"));
    let sheet = timesheet(&some_days(), days, By::Tag, Step::Month, &now());
    insta::assert_snapshot!(shown(&sheet), @r"
    deep: 315 = 315
    q3: 165 = 165
    -: 60 = 60
    all: 375 = 375
    ");
}

#[test]
fn what_an_interruption_took_does_not_count() {
    let mut state = some_days();
    let mut session = state.sessions().next().unwrap().clone();
    session.interruptions =
        vec![Interruption { at: at("2026-11-22T11:00"), lost_s: 600, reason: String::new() }];
    let old = state.sessions().next().unwrap().clone();
    state.apply(&Change::session(&old, &session).unwrap());
    let days = (day("2026-11-22"), day("2026-11-22"));
    let sheet = timesheet(&state, days, By::Kind, Step::Day, &now());
    assert_eq!(shown(&sheet), "coding: 110 = 110\nall: 110 = 110");
}

#[test]
fn days_the_wrong_way_round_are_an_empty_sheet() {
    let days = (day("2026-11-25"), day("2026-11-22"));
    assert_eq!(timesheet(&some_days(), days, By::Tag, Step::Day, &now()), Timesheet::default());
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn whatever_the_columns_the_sum_is_the_same(
        starts in prop::collection::vec((0i64..40_000, 1i64..2_000), 0..20),
        step in prop::sample::select(vec![Step::Day, Step::Week, Step::Month]),
    ) {
        let mut state = State::new(1);
        let mut mint = Mint::new(2, 1);
        let from = at("2026-10-20T00:00");
        for (start, length) in starts {
            let start = from.plus_seconds(start * 60);
            let mut session = Session::running(SessionId(mint.uuid()), None, None, start);
            session.end = Some(start.plus_seconds(length * 60));
            state.apply(&Change::SessionAdded { session: Box::new(session) });
        }
        let days = (day("2026-10-01"), day("2026-12-31"));
        let now = Now { at: at("2026-12-31T12:00"), ..now() };
        let sheet = timesheet(&state, days, By::Kind, step, &now);
        let total: i64 = state.sessions().map(|session| session.worked_s(now.at)).sum();
        prop_assert_eq!(sheet.worked_s, total);
        prop_assert_eq!(sheet.rows.iter().map(|row| row.worked_s).sum::<i64>(), total);
        for (at, column) in sheet.columns.iter().enumerate() {
            let cells: i64 = sheet.rows.iter().map(|row| row.cells[at]).sum();
            prop_assert_eq!(cells, column.worked_s);
        }
    }
}
