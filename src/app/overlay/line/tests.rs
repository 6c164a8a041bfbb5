//! A typed line, as a list is pasted into it.

use super::*;
use crate::app::tests::{carry_out, keys, toast};
use crate::app::{Msg, fixture, update};

fn pasted(text: &str) -> Model {
    let mut model = fixture::model((120, 36));
    keys(&mut model, "a");
    let now = model.now;
    update(&mut model, Msg::Paste(text.into()), &now);
    model
}

fn line(model: &Model) -> &Line {
    let Some(Overlay::Line(line)) = model.overlays.last() else { panic!("a line is typed") };
    line
}

#[test]
fn each_line_of_a_pasted_list_becomes_a_task_and_all_of_them_are_one_step() {
    let mut model = pasted("- Call Ana @calls ~15m\r\n\r\n* Order paper\n- [ ] Thank Bo\u{1b}[2J");
    assert_eq!(line(&model).title(), "Add 3 tasks");
    let tasks = model.state.tasks().count();
    let effects = keys(&mut model, "enter");
    assert_eq!(effects.len(), 1);
    carry_out(&mut model, effects);
    assert!(model.overlays.is_empty());
    let titles: Vec<&str> = model.state.tasks().map(|task| task.title.as_str()).collect();
    assert_eq!(titles.len(), tasks + 3);
    for title in ["Call Ana", "Order paper", "Thank Bo[2J"] {
        assert!(titles.contains(&title), "{title} is in {titles:?}");
    }
    assert_eq!(toast(&model), "Added 3 tasks");
}

#[test]
fn of_a_pasted_list_nothing_is_written_down_before_all_of_it_can_be_read() {
    let mut model = pasted("Call Ana\nOrder paper\nThank Bo due:someday-ish");
    assert_eq!(keys(&mut model, "enter"), []);
    let wrong = line(&model);
    assert_eq!(wrong.edit.text(), "Thank Bo due:someday-ish", "that one comes up");
    assert_eq!(wrong.more, ["Call Ana", "Order paper"]);
    assert_eq!(wrong.error.as_ref().unwrap().message, "`someday-ish` is not a date");
}

#[test]
fn one_pasted_line_is_typed_where_the_cursor_is() {
    let mut model = pasted("Call \n");
    keys(&mut model, "A n a");
    assert_eq!(
        (line(&model).edit.text(), line(&model).title().as_str()),
        ("Call Ana", "Add a task")
    );
}
