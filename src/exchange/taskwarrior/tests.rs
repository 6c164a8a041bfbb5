//! What the real program writes (2.6.2 made the fixtures), and what it never would.

use super::super::import::told::{ground, told};
use super::super::import::{TypeFrom, read_all};
use super::Reader;
use crate::domain::{Change, TaskId};

const EXPORT: &str = include_str!("../../../tests/fixtures/import/taskwarrior-2.6.2.json");
const STORED: &str = include_str!("../../../tests/fixtures/import/taskwarrior-2.6.2.data");

fn read(text: &str) -> String {
    told(&mut Reader::new(TypeFrom::Known), text.as_bytes())
}

#[test]
fn what_task_export_writes_is_understood() {
    insta::assert_snapshot!(read(EXPORT), @r#"
    open "Write the methods section" project:paper.draft type:writing tags:q3 pri:high est:7200 due:2026-11-27T17:00 created:2026-11-23T01:54 note:"2026-11-23: asked Ben for the data\n2026-11-23: see https://example.org/a?b=c"
    open "Call Ana" due:2026-12-02T17:30 from:2026-12-01T00:00 created:2026-11-23T01:54
    open "Quote \"this\" / slash [brackets] & ümläut 漢字 🚀" created:2026-11-23T01:54
    open "Path C:\\Users\\x and tab\there" created:2026-11-23T01:40
    done "Stand-up" due:2026-11-20T09:00 created:2026-11-23T01:54 closed:2026-11-23T01:54 note:"until: 2026-12-31"
    done "Old thing" created:2026-10-01T00:00 closed:2026-11-23T01:54
    dropped "Given up" created:2026-11-23T01:54 closed:2026-11-23T01:54
    open "Read the reviews" pri:low after:Write the methods section created:2026-11-23T01:54 note:"size: 3\nticket: AB-12"
    open "Plot the results" from:2026-11-24T00:00 after:Write the methods section,Read the reviews created:2026-11-23T01:54 note:"until: 2026-12-24"
    open "Water the plants" due:2026-11-20T17:30 every:++1w created:2026-11-23T01:54
    open "Stand-up" due:2026-11-23T09:00 every:mon,tue,wed,thu,fri created:2026-11-23T01:54 note:"until: 2026-12-31"
    open "Pay rent" due:2026-11-01T17:30 every:++1m created:2026-11-23T01:54
    note, 2: a repeated task had several open instances; the first one is taken
    note, 4: a task has an `until`; it is kept in the note
    note, 1: a task was started there; `heyday start` begins its timer here
    note, 1: the attribute `size` is kept in the note
    note, 1: the attribute `ticket` is kept in the note
    "#);
}

#[test]
fn the_data_files_say_the_same_as_the_export() {
    let tasks = |text: &str| {
        let file = [("file", text.as_bytes())];
        let (changes, report) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground());
        assert!(report.is_clean(), "{report:?}");
        let mut tasks: Vec<_> = changes
            .into_iter()
            .filter_map(|change| match change {
                Change::TaskAdded { task } => Some(task),
                _ => None,
            })
            .collect();
        tasks.sort_by_key(|task| task.id);
        tasks
    };
    for (stored, exported) in tasks(STORED).iter().zip(tasks(EXPORT)) {
        assert_eq!(**stored, *exported);
    }
    assert_eq!(tasks(STORED).len(), tasks(EXPORT).len());
}

#[test]
fn older_exports_and_objects_without_an_array_are_read() {
    let a = "05b6c59d-dd2d-4701-ad8b-4a588af2cdcf";
    let b = "895533a6-79c9-4321-a6d7-0f74c5d97cbb";
    insta::assert_snapshot!(read(&format!(
        "{{\"description\":\"A\",\"uuid\":\"{a}\",\"depends\":\"{b}\",\"tags\":[\"next\"]}}\n\
         {{\"description\":\"B\",\"uuid\":\"{b}\",\"status\":\"waiting\",\"wait\":\"20261201T000000Z\"}}\n"
    )), @r#"
    open "B" from:2026-12-01T01:00 created:2026-11-23T12:00
    open "A" tags:next after:B created:2026-11-23T12:00
    "#);
}

#[test]
fn circles_are_opened_and_unreadable_tasks_are_told_with_their_line() {
    let [a, b] = ["05b6c59d-dd2d-4701-ad8b-4a588af2cdcf", "895533a6-79c9-4321-a6d7-0f74c5d97cbb"];
    insta::assert_snapshot!(read(&format!(
        "[\n{{\"description\":\"A\",\"uuid\":\"{a}\",\"depends\":[\"{b}\"],\"entry\":\"20261101T080000Z\"}},\n\
         {{\"description\":\"B\",\"uuid\":\"{b}\",\"depends\":[\"{a}\"],\"entry\":\"20261101T080000Z\"}},\n\
         {{\"description\":\"\"}},\n{{\"description\":\"C\",\"due\":\"tomorrow\"}},\n[],\n7,\n\
         {{\"description\":\"D\",\"status\":\"lost\"}},\n{{\"description\":\"E\",\"depends\":[3]}},\n\
         {{\"description\":\"F\",\"entry\":\"20261101T080000Z\",\"recur\":\"sometimes\",\"status\":\"recurring\"}}\n]"
    )), @r#"
    open "A" after:B created:2026-11-01T09:00
    open "B" created:2026-11-01T09:00
    open "F" created:2026-11-01T09:00
    error, line 4: a task needs a `description`
    error, line 5: `due` is `tomorrow`, not an instant of the years 1900 to 2200
    error, line 6: not a JSON object
    error, line 7: not a JSON object
    error, line 8: `status` is `lost`, not one of `pending`, `waiting`, `completed`, `deleted`, `recurring`
    error, line 9: `depends` is `3`, not a list of texts
    warning, line 10: `recur` is `sometimes`, which can't be said here: the task is imported once
    warning, line 3: tasks wait for each other in a circle: `B` for `A`, `A` (line 2) for `B`; `B` is imported without that wait
    "#);
}

#[test]
fn an_instance_that_is_open_later_is_the_same_task() {
    let ids = |child: &str, due: &str| {
        let text = format!(
            "{{\"description\":\"Water\",\"uuid\":\"{child}\",\"recur\":\"weekly\",\"due\":\"{due}\",\
             \"parent\":\"05b6c59d-dd2d-4701-ad8b-4a588af2cdcf\",\"status\":\"pending\"}}"
        );
        let file = [("file", text.as_bytes())];
        let (changes, _) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground());
        changes
            .iter()
            .map(|change| match change {
                Change::TaskAdded { task } => task.id,
                _ => TaskId(uuid::Uuid::nil()),
            })
            .collect::<Vec<_>>()
    };
    let first = ids("895533a6-79c9-4321-a6d7-0f74c5d97cbb", "20261120T000000Z");
    let later = ids("fdf15683-7989-4911-9e39-57df88226f75", "20261127T000000Z");
    assert_eq!((first.len(), &first), (1, &later));
}

#[test]
fn tags_and_projects_become_kinds_of_work_when_asked_to() {
    let text = "{\"description\":\"A\",\"entry\":\"20261101T080000Z\",\"project\":\"Home.garden\",\"tags\":[\"dig\",\"spade work\"]}";
    let of = |from| told(&mut Reader::new(from), text.as_bytes());
    insta::assert_snapshot!(of(TypeFrom::Tag) + &of(TypeFrom::Project), @r#"
    type dig
    open "A" project:Home.garden type:dig tags:spade-work created:2026-11-01T09:00
    note, 1: a name had characters that names have not here; they became `-`
    type home
    open "A" project:Home.garden type:home tags:dig,spade-work created:2026-11-01T09:00
    note, 1: a name had characters that names have not here; they became `-`
    "#);
}
