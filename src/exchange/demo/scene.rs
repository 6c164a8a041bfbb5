//! What is on the made-up person's list now: the open tasks, by hand and relative to today, so that every view
//! has something to show whatever the date: overdue and due today, hard deadlines, chains, waiting, later.

use super::DEMO;
use super::agenda::wall;
use super::life::{Life, blank};
use super::story::skills;
use crate::domain::{Due, Moment, Order, Priority, Status, Task, TaskId};
use chrono::{Datelike, Days, NaiveDate};

/// What is special about a task. Days are work days from today: 0 is today, -1 the last one before.
enum Twist {
    Due(i64),
    Deadline(i64),
    On(i64),
    From(i64),
    Waiting,
    Weight(Priority),
    At(&'static str),
    /// Depends on the task at that place of the table.
    After(usize),
    Note(&'static str),
    Chunk(u32, u32),
    Whole,
}

/// An open task: title, kind, project, estimate in minutes (0: none), days since it was written down, twists.
struct Open(&'static str, &'static str, &'static str, u32, i64, &'static [Twist]);

use Priority::{High, Low, Urgent};
use Twist::{After, At, Chunk, Deadline, From, Note, On, Waiting, Weight, Whole};

const LIST: [Open; 30] = [
    Open(
        "Draft the methods section",
        "writing",
        "paper",
        240,
        12,
        &[Twist::Due(6), Weight(High), Chunk(45, 120)],
    ),
    Open("Figures 5 and 6, with the new coastline", "coding", "paper", 150, 11, &[Twist::Due(9)]),
    Open(
        "Submit the methods paper",
        "admin",
        "paper",
        45,
        11,
        &[Deadline(12), Weight(High), After(0), After(1)],
    ),
    Open("Answer Tomasz about the sample sizes", "email", "paper", 15, 3, &[On(0)]),
    Open(
        "Grant: final version to the foundation",
        "writing",
        "grant",
        120,
        20,
        &[Deadline(9), Weight(Urgent), After(4 + 1)],
    ),
    Open(
        "Grant: get the letter of support signed",
        "admin",
        "grant",
        20,
        16,
        &[Waiting, Note("With the province since last week.")],
    ),
    Open(
        "Fix the crash when a track crosses the date line",
        "coding",
        "flyway.map",
        90,
        2,
        &[Twist::Due(0), Weight(Urgent)],
    ),
    Open("Review Noor's date line tests", "review", "flyway.map", 30, 1, &[Twist::Due(1), On(0)]),
    Open("Reply to the ferry company", "email", "team", 10, 9, &[Twist::Due(-2)]),
    Open("Sick-leave form for October", "admin", "team", 15, 14, &[Twist::Due(-1), Weight(Low)]),
    Open(
        "Referee report: cranes over the Alps",
        "review",
        "paper",
        60,
        13,
        &[Deadline(-1), Note("Moved twice already.")],
    ),
    Open(
        "Migrate the ringing stations table",
        "coding",
        "flyway.api",
        180,
        8,
        &[Twist::Due(8), Chunk(60, 120)],
    ),
    Open(
        "Switch the field app to the new stations",
        "coding",
        "flyway.field",
        120,
        8,
        &[Twist::Due(12), After(11)],
    ),
    Open(
        "Tell the wardens about the new stations",
        "email",
        "outreach",
        20,
        8,
        &[Twist::Due(13), After(12)],
    ),
    Open(
        "Museum talk: slides 13 to 24",
        "writing",
        "outreach",
        120,
        10,
        &[Deadline(3), Weight(High)],
    ),
    Open(
        "Rehearse the museum talk out loud",
        "learning",
        "outreach",
        40,
        10,
        &[Deadline(4), After(14), Whole, At("home")],
    ),
    Open("Sort the 60 photos for the museum", "design", "outreach", 60, 6, &[Twist::Due(7)]),
    Open("Interview notes: the two applicants", "admin", "team", 45, 4, &[Twist::Due(4)]),
    Open("Call the telescope repair", "calls", "team", 10, 5, &[At("phone"), On(0)]),
    Open("Call Ana about the harbour key", "calls", "team", 5, 2, &[At("phone")]),
    Open(
        "Logo for the winter count",
        "design",
        "outreach",
        90,
        18,
        &[Waiting, Note("Ilse sends two sketches.")],
    ),
    Open("Cut the tile server's bill in half", "coding", "flyway.map", 0, 40, &[Weight(Low)]),
    Open("Course: statistics for counts, week 4", "learning", "skills", 105, 7, &[Twist::Due(11)]),
    Open("Learn to read a weather radar", "learning", "skills", 60, 35, &[Weight(Low)]),
    Open("Prepare the spring ringing season", "admin", "team", 60, 15, &[From(12)]),
    Open(
        "Yearly report: the chapter on data",
        "writing",
        "grant",
        120,
        9,
        &[From(3), Twist::Due(16)],
    ),
    Open(
        "Ask the lighthouse keeper about the antenna",
        "calls",
        "flyway.import",
        15,
        12,
        &[Waiting, At("phone")],
    ),
    Open("Test the backup by restoring it", "admin", "flyway", 60, 22, &[Twist::Due(10)]),
    Open("Write the postmortem of the tile outage", "writing", "flyway", 75, 4, &[Twist::Due(5)]),
    Open("New back light for the bike", "admin", "home", 0, 6, &[At("town"), On(0)]),
];

/// A task that comes back: title, rule, kind, project, minutes, days between.
const RECURRING: [(&str, &str, &str, &str, u32, i64); 3] = [
    ("Weekly note to the wardens", "+1w", "writing", "outreach", 30, 7),
    ("Water the ficus in the map room", ".+4d", "admin", "team", 5, 4),
    ("Back up the field laptop", "++2w", "admin", "flyway.field", 20, 14),
];

/// Puts the list onto the table.
pub(super) fn set(life: &mut Life<'_>, today: NaiveDate) {
    let ids: Vec<TaskId> = LIST.iter().map(|_| life.task_id()).collect();
    for (open, id) in LIST.iter().zip(&ids) {
        let created = life.past(days_from(today, -open.4), 9 * 60 + 5 * open.3 % 480);
        let mut task = named(*id, (open.0, open.1, open.2, open.3), created);
        for twist in open.5 {
            bend(life, &mut task, twist, today, &ids);
        }
        task.after.order();
        life.tasks.push(task);
    }
    for spec in RECURRING {
        repeat(life, spec, today);
    }
    finish_some(life, today);
}

fn named(
    id: TaskId,
    (title, kind, project, minutes): (&str, &str, &str, u32),
    created: Moment,
) -> Task {
    let mut task = blank(id, title, created);
    task.tags = skills(title).0;
    task.kind = Some(kind.to_owned());
    task.project = Some(project.to_owned());
    task.estimate_s = (minutes > 0).then_some(minutes * 60);
    task
}

fn bend(life: &Life<'_>, task: &mut Task, twist: &Twist, today: NaiveDate, ids: &[TaskId]) {
    let close = |days: &i64| life.now.zone.at(wall(work_day(today, *days), 17 * 60 + 30));
    match twist {
        Twist::Due(days) => task.due = Some(Due { at: close(days), hard: false }),
        Deadline(days) => task.due = Some(Due { at: close(days), hard: true }),
        On(days) => task.on = Some(work_day(today, *days)),
        From(days) => task.from = Some(life.now.zone.at(wall(work_day(today, *days), 9 * 60))),
        Waiting => task.status = Status::Waiting,
        Weight(priority) => task.priority = *priority,
        At(place) => task.at = Some((*place).to_owned()),
        After(place) => task.after.extend(ids.get(*place)),
        Note(words) => task.note.push_str(words),
        Chunk(min, max) => {
            (task.chunk_min_s, task.chunk_max_s) = (Some(min * 60), Some(max * 60));
        }
        Whole => task.splittable = false,
    }
}

/// One closed instance after the other, and the one that is open.
fn repeat(
    life: &mut Life<'_>,
    (title, rule, kind, project, minutes, step): (&str, &str, &str, &str, u32, i64),
    today: NaiveDate,
) {
    let mut due = days_from(today, -84);
    let mut series = None;
    let mut created = life.past(due, 9 * 60);
    loop {
        let id = life.task_id();
        let mut task = named(id, (title, kind, project, minutes), created);
        task.every = Some(rule.to_owned());
        task.series = Some(*series.get_or_insert(id.0));
        task.due = Some(Due { at: life.now.zone.at(wall(due, 17 * 60 + 30)), hard: false });
        let open = due >= today;
        if !open {
            created = life.past(due, 16 * 60 + minutes);
            (task.status, task.closed) = (Status::Done, Some(created));
        }
        life.tasks.push(task);
        if open {
            return;
        }
        due = days_from(due, step);
    }
}

/// Small things that are done already today, when today is old enough; and some that were given up.
fn finish_some(life: &mut Life<'_>, today: NaiveDate) {
    let dawn = life.now.day_span(today).start.plus_seconds(4 * 3600);
    for (title, minutes_ago) in
        [("Book the ferry to the winter count", 50), ("Charge the drone batteries", 95)]
    {
        let closed = life.now.at.plus_seconds(-minutes_ago * 60);
        if closed.utc_ms() < dawn.utc_ms() {
            continue;
        }
        let id = life.task_id();
        let created = life.past(days_from(today, -2), 15 * 60);
        let mut task = named(id, (title, "admin", "team", 15), created);
        (task.status, task.closed) = (Status::Done, Some(closed));
        task.on = Some(today);
        life.tasks.push(task);
    }
    for (title, ago) in
        [("Rewrite everything in one weekend", 60), ("Blog post about the old logo", 31)]
    {
        let id = life.task_id();
        let created = life.past(days_from(today, -ago), 11 * 60);
        let mut task = named(id, (title, "writing", DEMO, 0), created);
        task.project = None;
        (task.status, task.closed) =
            (Status::Dropped, Some(life.past(days_from(today, 9 - ago), 10 * 60)));
        life.tasks.push(task);
    }
}

/// The calendar day `days` after `from`.
pub(super) fn days_from(from: NaiveDate, days: i64) -> NaiveDate {
    let step = Days::new(days.unsigned_abs());
    let moved = if days < 0 { from.checked_sub_days(step) } else { from.checked_add_days(step) };
    moved.unwrap_or(from)
}

/// The work day `count` work days from `today`; `today` itself, even on a weekend, when that is 0.
fn work_day(today: NaiveDate, count: i64) -> NaiveDate {
    let mut date = today;
    for _ in 0..count.abs() {
        date = days_from(date, count.signum());
        while date.weekday().num_days_from_monday() >= 5 {
            date = days_from(date, count.signum());
        }
    }
    date
}
