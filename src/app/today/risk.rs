//! What does not work out: due tasks that may well be late, and work that finds no place, each with the cheapest
//! change that helps. Words for the box of the Today and the Week screen.

use crate::app::{Model, words};
use crate::domain::{Order, TaskId};
use crate::plan::proposal::{AtRisk, Deed};
use crate::text::visible;

/// A task that is less probably late than this is not at risk.
const RISKY: f64 = 0.2;

/// One worry.
#[derive(Clone, Debug, PartialEq)]
pub struct Worry {
    /// About which task.
    pub task: TaskId,
    /// What it is called, escaped.
    pub title: String,
    /// What is the matter.
    pub what: String,
    /// What would help; empty when nothing simple does.
    pub fix: String,
    /// The same as something to do.
    pub deed: Option<Deed>,
    /// Whether a due task is at risk; else it is only without a place.
    pub late: bool,
}

/// Every worry of the newest proposal: what something helps first, and of those what may be late.
pub fn worries(model: &Model) -> Vec<Worry> {
    let Some(proposal) = &model.plan.proposal else { return Vec::new() };
    let title = |id: TaskId| {
        let task = model.state.task(id).filter(|task| !task.status.is_closed());
        task.map(|task| visible(&task.title).into_owned())
    };
    // What is late already is no risk any more: the queue says how late.
    let open = |risk: &&AtRisk| risk.p_late >= RISKY && !risk.due.is_over(&model.now);
    let late = proposal.at_risk.iter().filter(open).filter_map(|risk| {
        let fix = risk.fix.as_ref().map_or(String::new(), |fix| visible(&fix.text).into_owned());
        let percent = (risk.p_late * 100.0).round();
        let due = words::moment(risk.due.at, &model.now);
        let what = if percent >= 99.5 {
            format!("late for {due}")
        } else {
            format!("{percent:.0}\u{a0}% late for {due}")
        };
        Some(Worry {
            task: risk.task,
            title: title(risk.task)?,
            what,
            fix,
            deed: risk.fix.as_ref().map(|fix| fix.deed),
            late: true,
        })
    });
    let mut all: Vec<Worry> = late.collect();
    for unplaced in &proposal.unplaced {
        if all.iter().any(|worry| worry.task == unplaced.task) {
            continue;
        }
        let Some(title) = title(unplaced.task) else { continue };
        let fix = unplaced.fix.as_ref();
        all.push(Worry {
            task: unplaced.task,
            title,
            what: format!("{} without a place", words::duration(unplaced.left_s / 60 * 60)),
            fix: fix.map_or(String::new(), |fix| visible(&fix.text).into_owned()),
            deed: fix.map(|fix| fix.deed),
            late: false,
        });
    }
    // What can be helped comes first.
    all.order_by_key(|worry| worry.fix.is_empty());
    all
}
