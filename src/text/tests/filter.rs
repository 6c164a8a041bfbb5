//! Tests of queries: six tasks on a Wednesday afternoon in Berlin.

use super::*;
use crate::domain::{Due, Mint, Moment, Session, SessionId, TaskId, Zone};
use chrono::NaiveTime;
use proptest::prelude::*;

fn reading() -> Reading {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let now = Now::new(at("2026-11-25T14:00:00+01:00").utc_ms(), zone, 240);
    Reading { now, day_start: time(9, 0), day_end: time(17, 30) }
}

fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(text).unwrap()
}

fn six() -> State {
    let mut mint = Mint::new(1, 1);
    let mut state = State::new(1);
    let mut tasks: Vec<Task> =
        ["Draft methods", "Call Ana", "Water plants", "Old report", "Review", "Größe"]
            .into_iter()
            .zip(1..)
            .map(|(title, no)| {
                Task::new(TaskId(mint.uuid()), TaskNo(no), title, at("2026-11-20T09:00:00+01:00"))
            })
            .collect();
    let due = |text, hard| Some(Due { at: at(text), hard });
    tasks[0].project = Some("paper.methods".into());
    tasks[0].kind = Some("writing".into());
    tasks[0].tags = vec!["q3".into()];
    tasks[0].due = due("2026-11-27T17:30:00+01:00", false);
    tasks[0].estimate_s = Some(7200);
    tasks[1].priority = Priority::High;
    tasks[1].due = due("2026-11-24T17:30:00+01:00", true);
    tasks[1].tags = vec!["someday".into()];
    tasks[2].every = Some(".+3d".into());
    tasks[2].at = Some("home".into());
    tasks[2].on = chrono::NaiveDate::from_ymd_opt(2026, 11, 26);
    tasks[3].status = Status::Done;
    tasks[3].closed = Some(at("2026-11-23T10:00:00+01:00"));
    tasks[4].after = vec![tasks[0].id];
    tasks[4].note = "look at the METHODS".into();
    tasks[5].status = Status::Waiting;
    tasks[5].created = at("2026-11-25T10:00:00+01:00");
    let session = Session::running(
        SessionId(mint.uuid()),
        Some(tasks[1].id),
        None,
        at("2026-11-25T13:00:00+01:00"),
    );
    for task in tasks {
        state.load_task(task, 0);
    }
    state.load_session(session);
    state
}

fn found(query: &str) -> Vec<u32> {
    let state = six();
    let filter = Filter::parse(query, &reading()).unwrap();
    state
        .tasks()
        .filter(|task| filter.matches(task, &state, &reading().now))
        .map(|task| task.no.0)
        .collect()
}

#[test]
fn terms_find_what_they_say() {
    for (query, wanted) in [
        ("", vec![1, 2, 3, 4, 5, 6]),
        ("project:paper", vec![1]),
        ("project:Paper.Methods", vec![1]),
        ("project:pap", vec![]),
        ("project:none", vec![2, 3, 4, 5, 6]),
        ("@writing", vec![1]),
        ("type:writing,admin", vec![1]),
        ("+q3", vec![1]),
        ("-someday", vec![1, 3, 4, 5, 6]),
        ("-@writing -project:none", vec![]),
        ("methods", vec![1, 5]),
        ("GRÖSSE", vec![]),
        ("größe", vec![6]),
        ("2", vec![2]),
        ("id:2,3", vec![2, 3]),
        ("text:'call ana'", vec![2]),
        ("due.before:fri", vec![2]),
        ("due.by:fri", vec![1, 2]),
        ("due.after:today", vec![1]),
        ("due.since:fri", vec![1]),
        ("due:fri", vec![1]),
        ("due:week", vec![1, 2]),
        ("due:none", vec![3, 4, 5, 6]),
        ("due:any", vec![1, 2]),
        ("deadline:any", vec![2]),
        ("on:tomorrow", vec![3]),
        ("pri:high", vec![2]),
        ("pri.over:normal", vec![2]),
        ("pri.under:high", vec![1, 3, 4, 5, 6]),
        ("est.over:1h", vec![1]),
        ("est.over:2h", vec![]),
        ("est.under:2h", vec![]),
        ("est:2h", vec![1]),
        ("created.after:mon", vec![6]),
        ("created:today", vec![6]),
        ("closed:mon", vec![4]),
        ("closed.after:sun", vec![4]),
        ("status:open", vec![1, 2, 3, 5]),
        ("status:closed,waiting", vec![4, 6]),
        ("is:ready", vec![1, 2, 3]),
        ("is:blocked", vec![5]),
        ("is:overdue", vec![2]),
        ("is:running", vec![2]),
        ("is:recurring", vec![3]),
        ("-is:recurring every:any", vec![]),
        ("at:home", vec![3]),
        ("after:1", vec![5]),
        ("after:methods", vec![5]),
        ("after:r", vec![5]),
        ("after:ana", vec![]),
        ("after:any", vec![5]),
        ("12:30", vec![]),
    ] {
        assert_eq!(found(query), wanted, "{query}");
    }
}

#[test]
fn a_list_can_tell_whether_statuses_were_asked_for() {
    let names = |query| Filter::parse(query, &reading()).unwrap().names_status();
    assert!(
        names("status:done") && names("closed.after:mon") && names("-status:open") && names("id:4")
    );
    assert!(!names("") && !names("is:ready report"));
}

#[test]
fn a_term_that_cannot_be_read_is_an_error_under_a_caret() {
    let refused = |query: &str| {
        let error = Filter::parse(query, &reading()).unwrap_err();
        format!("{error}\n{}\n  {}", error.render(query), error.hint)
    };
    insta::assert_snapshot!(refused("x due.befor:fri"), @r"
`due` can't be asked with `.befor`
  x due.befor:fri
    ^^^^^^^^^^
  `due` knows `before`, `after`, `by` and `since`
");
    insta::assert_snapshot!(refused("-prio:high"), @r"
`prio:` is not a field
  -prio:high
   ^^^^^
  did you mean `pri:`?
");
    insta::assert_snapshot!(refused("due.before:fridy"), @r"
`fridy` is not a date
  due.before:fridy
             ^^^^^
  did you mean `friday`?
");
    insta::assert_snapshot!(refused("is:redy"), @r"
`is:redy` is not known
  is:redy
     ^^^^
  one of `ready`, `blocked`, `overdue`, `running`, `recurring`
");
    insta::assert_snapshot!(refused("project.before:x"), @r"
`project` can't be asked with `.before`
  project.before:x
  ^^^^^^^^^^^^^^^
  write `project:`
");
    insta::assert_snapshot!(refused("status:opn"), @r"
`opn` is not a status
  status:opn
         ^^^
  one of `open`, `waiting`, `done`, `dropped`, `closed`, `all`
");
    insta::assert_snapshot!(refused("pri.over:urgent"), @r"
no priority is over `urgent`
  pri.over:urgent
           ^^^^^^
  one of `low`, `normal`, `high`, `urgent`
");
    insta::assert_snapshot!(refused("due:"), @r"
`due:` needs a value
  due:
  ^^^^
  `due:none` finds those without
");
}

#[test]
fn a_mistake_is_where_the_value_is_though_its_quotes_hold_spaces_or_quotes() {
    let place = |text: &str| {
        let error = Filter::parse(text, &reading()).unwrap_err();
        text.get(error.span).map(str::to_owned)
    };
    assert_eq!(place("pri:' due+é'").as_deref(), Some("due+é"));
    assert_eq!(place("pri:'é''é'").as_deref(), Some("é''é"));
}

proptest! {
    #![proptest_config(crate::domain::laws::cases(256))]
    #[test]
    fn nothing_typed_makes_it_fall_over(
        text in any::<String>(),
        like in "(-?(due|est|is|id|pri|status|created)(.before|.over)?[:@+#][a-z0-9'é,. -]{0,10} ?){0,5}",
    ) {
        let state = six();
        for text in [&text, &like] {
            match Filter::parse(text, &reading()) {
                Ok(filter) => drop(state.tasks().filter(|t| filter.matches(t, &state, &reading().now)).count()),
                Err(error) => {
                    prop_assert!(text.get(error.span.clone()).is_some());
                    error.render(text);
                }
            }
        }
    }
}
