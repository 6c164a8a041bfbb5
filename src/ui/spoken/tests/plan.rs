//! What is heard of the plan and of the week.

use super::listener::Listener;
use crate::app::Msg;
use crate::app::plan::{fixture as planned, tests::better};

#[test]
fn the_plan_is_part_of_the_day_at_a_glance_and_what_could_change_is_said_once() {
    let mut heard = Listener::on(planned::state());
    heard.said();
    let now = heard.model.now;
    let proposal = planned::proposal(&heard.model.state);
    heard.tell(Msg::Proposed(proposal.into()), &now);
    let day = crate::ui::spoken::opening(&heard.model).join("\n");
    assert!(day.contains("The plan, 5 blocks:"), "{day}");
    assert!(day.contains("13:15 to 14:00, Review the storage pull request, pinned."), "{day}");
    heard.said();
    let proposal = better(&heard.model);
    heard.tell(Msg::Proposed(proposal.clone().into()), &now);
    let said = heard.said();
    assert!(said.contains("The plan could change: 1 moved, 2 new, 1 out. `r` shows it."), "{said}");
    heard.tell(Msg::Proposed(proposal.into()), &now);
    assert_eq!(heard.said(), "");
    let said = heard.press("r");
    assert!(said.contains("2: moved, Sketch the onboarding screens"), "{said}");
    assert!(heard.press("space").contains("3 of 4 taken"));
}

#[test]
fn the_week_is_said_by_days_and_their_blocks() {
    let mut heard = Listener::on(planned::state());
    heard.said();
    let said = heard.press("3 l");
    assert!(said.contains("Thursday 26 November, 1h30 of"), "{said}");
    assert!(said.contains("1 of 1: 09:00 to 10:30, Prepare Friday's talk"), "{said}");
}
