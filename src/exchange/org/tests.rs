//! Files as people keep them, and what nobody should write.

use super::super::import::told::{ground, told};
use super::super::import::{TypeFrom, read_all};
use super::Reader;

pub(in crate::exchange) const FILE: &str = "\
#+TITLE: Work
#+TODO: TODO NEXT WAIT(w@/!) | DONE(d!) CANCELLED
#+FILETAGS: :work:

Some words before the first headline.
* Paper :q3:
** NEXT [#A] Write the methods :writing:
DEADLINE: <2026-11-27 Fri 17:00 -3d> SCHEDULED: <2026-11-25 Wed>
:PROPERTIES:
:Effort:   2:30
:ID:       05b6c59d-dd2d-4701-ad8b-4a588af2cdcf
:CUSTOM:   7
:END:
:LOGBOOK:
CLOCK: [2026-11-20 Fri 09:00]--[2026-11-20 Fri 10:30] =>  1:30
CLOCK: [2026-11-19 Thu 23:30]--[2026-11-20 Fri 00:15] =>  0:45
- State \"NEXT\"       from \"TODO\"       [2026-11-18 Wed 10:00]
:END:
Ask Ben for the data.

#+BEGIN_SRC sh
  make
#+END_SRC
*** DONE Sketch them
CLOSED: [2026-11-19 Thu 12:00]
** Figures
*** TODO Plot the results
*** WAIT Ask for the camera
*** CANCELLED A third figure
* TODO Water the plants
SCHEDULED: <2026-11-24 Tue 08:00 .+3d/5d>
* Weekly
CLOCK: [2026-11-20 Fri 11:00]--[2026-11-20 Fri 12:00] =>  1:00
* TODO Running
  CLOCK: [2026-11-23 Mon 11:30]
";

fn read(text: &str) -> String {
    told(&mut Reader::new(TypeFrom::Known), text.as_bytes())
}

#[test]
fn a_file_of_tasks_and_clock_lines_is_understood() {
    insta::assert_snapshot!(read(FILE), @r#"
    open "Write the methods" project:Paper type:writing tags:q3,work pri:high est:9000 due:2026-11-27T17:00! on:2026-11-25 created:2026-11-19T23:30 note:"Ask Ben for the data.\n\n#+BEGIN_SRC sh\n  make\n#+END_SRC"
    session 2026-11-20T09:00:00-10:30:00 "Write the methods" type:writing (org)
    session 2026-11-19T23:30:00-00:15:00 "Write the methods" type:writing (org)
    done "Sketch them" project:Paper type:writing tags:q3,work created:2026-11-19T12:00 closed:2026-11-19T12:00
    open "Plot the results" project:Paper.Figures tags:q3,work created:2026-11-23T12:00
    waiting "Ask for the camera" project:Paper.Figures tags:q3,work created:2026-11-23T12:00
    dropped "A third figure" project:Paper.Figures tags:q3,work created:2026-11-23T12:00 closed:2026-11-23T12:00
    open "Water the plants" tags:work from:2026-11-24T08:00 on:2026-11-24 every:.+3d created:2026-11-23T12:00
    done "Weekly" tags:work created:2026-11-20T11:00 closed:2026-11-20T12:00
    session 2026-11-20T11:00:00-12:00:00 "Weekly" (org)
    open "Running" tags:work created:2026-11-23T11:30
    session 2026-11-23T11:30:00- "Running" (org)
    note, 1: a line of a logbook is left out
    note, 1: a property other than `ID`, `Effort`, `CATEGORY` and `CREATED` is left out
    note, 2: a timestamp's warning time or habit range is left out
    "#);
}

#[test]
fn what_can_not_be_read_is_told_with_its_line() {
    insta::assert_snapshot!(read(
        "* TODO\n* TODO A\nDEADLINE: tomorrow\nCLOCK: [2026-11-20 Fri 10:00]--[2026-11-20 Fri 09:00]\n\
         CLOCK: yesterday\nCLOCK: [2026-11-20 Fri 10:00] x\n:PROPERTIES:\n:Effort: much\n:END:\n\
         CLOCK: [2026-11-20 Fri 10:00]--[2026-11-20 Fri 10:00] => 0:00\nCLOCK: =>  2:00\n"
    ), @r#"
    open "A" created:2026-11-23T12:00
    error, line 1: the headline of a task has no title
    error, line 3: `DEADLINE` is `tomorrow`, not a timestamp
    error, line 4: the end (2026-11-20T09:00:00+01:00) is before the start (2026-11-20T10:00:00+01:00)
    error, line 5: not a clock line: `CLOCK: [start]--[end]` is wanted
    error, line 6: not a clock line: `CLOCK: [start]--[end]` is wanted
    warning, line 8: `Effort` is `much`, not a length of time
    note, 1: a clock line without times is left out
    note, 1: a stretch of no length is left out
    "#);
}

#[test]
fn importing_again_gives_the_same_ids_and_equal_titles_are_told_apart() {
    let ids = || {
        let text = "* TODO Call\n* TODO Call\n* Home\n** TODO Call\n";
        let file = [("file", text.as_bytes())];
        let (changes, _) = read_all(&mut Reader::new(TypeFrom::Known), &file, ground());
        changes.iter().map(|change| format!("{change:?}")).collect::<Vec<_>>()
    };
    let mut first = ids();
    assert_eq!(first, ids());
    first.dedup();
    assert_eq!(first.len(), 3);
}
