//! A proposal as JSON, and the problem behind it. The fields are a promise to scripts.

use super::super::view;
use super::{Ground, Shown};
use crate::domain::{State, TaskId};
use crate::exchange::json::{Exact, Json};
use crate::plan::Made;
use crate::plan::proposal::{Kind, Proposal, Proposed, Reason, Step, Stretch};

/// What `plan --json` answers.
pub(super) fn answer(made: &Made, ground: &Ground, shown: Shown, solve_ms: f64) -> Json {
    let proposal = &made.proposal;
    let state = &ground.state;
    view::answer(|json| {
        json.field("made_at", proposal.made_at);
        json.array_field("days", |json| {
            for day in &proposal.days[shown.range(made)] {
                json.object_item(|json| {
                    json.field("day", day.day)
                        .field("capacity_s", day.capacity_s)
                        .field("planned_s", day.planned_s);
                    json.array_field("blocks", |json| {
                        for stretch in &day.stretches {
                            json.object_item(|json| block(json, stretch, state));
                        }
                    });
                });
            }
        });
        misfits(json, proposal, state);
        json.field("calendar_troubles", &ground.troubles);
        json.field("objective", Exact(proposal.objective))
            .field("iterations", proposal.iterations)
            .field("solve_ms", solve_ms);
    })
}

fn block(json: &mut Json, stretch: &Stretch, state: &State) {
    match &stretch.kind {
        Kind::Task(proposed) => of_task(json, stretch, proposed, state),
        Kind::Event(uid, title) => {
            plain(json, stretch, "event", Some(title));
            json.field("uid", uid);
        }
        Kind::Break => plain(json, stretch, "break", None),
        Kind::Buffer => plain(json, stretch, "buffer", None),
    }
}

fn of_task(json: &mut Json, stretch: &Stretch, proposed: &Proposed, state: &State) {
    let put = &proposed.put;
    let task = state.task(put.task);
    json.field("block", proposed.no.to_string()).field("kind", "task");
    view::named(json, Some(put.task), task);
    json.field("type", task.and_then(|task| task.kind.as_ref()))
        .field("start", stretch.start)
        .field("end", stretch.end)
        .field("pinned", put.pinned)
        .field("step", step(proposed.step));
    if let Step::Moved(span) = proposed.step {
        json.field("from_start", span.start).field("from_end", span.end);
    }
    if !put.also.is_empty() {
        json.array_field("also", |json| {
            for id in &put.also {
                json.object_item(|json| view::named(json, Some(*id), state.task(*id)));
            }
        });
    }
    json.array_field("reasons", |json| {
        for Reason { term, value, text } in &proposed.reasons {
            json.object_item(|json| {
                json.field("term", *term).field("value", *value).field("text", text);
            });
        }
    });
}

fn step(step: Step) -> &'static str {
    match step {
        Step::Kept => "kept",
        Step::Moved(_) => "moved",
        Step::New => "new",
    }
}

/// A stretch that no task has: with all the fields that a block has.
fn plain(json: &mut Json, stretch: &Stretch, kind: &'static str, title: Option<&String>) {
    json.field("block", None::<bool>)
        .field("kind", kind)
        .field("task", None::<bool>)
        .field("uuid", None::<bool>)
        .field("title", title)
        .field("type", None::<bool>)
        .field("start", stretch.start)
        .field("end", stretch.end)
        .field("pinned", false);
    json.array_field("reasons", |_| {});
}

/// What found no place, and what may be late.
fn misfits(json: &mut Json, proposal: &Proposal, state: &State) {
    let no = |id: TaskId| state.task(id).map(|task| task.no);
    json.array_field("unplaced", |json| {
        for unplaced in &proposal.unplaced {
            json.object_item(|json| {
                json.field("task", no(unplaced.task))
                    .field("uuid", unplaced.task)
                    .field("left_s", unplaced.left_s)
                    .field("reason", &unplaced.reason)
                    .field("fix", unplaced.fix.as_ref().map(|fix| &fix.text));
            });
        }
    });
    json.array_field("at_risk", |json| {
        for risk in &proposal.at_risk {
            json.object_item(|json| {
                json.field("task", no(risk.task))
                    .field("uuid", risk.task)
                    .field("due", risk.due.at)
                    .field("hard", risk.due.hard)
                    .field("p50", risk.p50)
                    .field("p80", risk.p80)
                    .field("p_late", risk.p_late)
                    .field("fix", risk.fix.as_ref().map(|fix| &fix.text));
            });
        }
    });
}

/// The solver's problem: the instance, with the number of its task beside each.
pub(super) fn dump(made: &Made, state: &State) -> String {
    let mut dump = serde_json::to_value(&made.built.instance).unwrap_or_default();
    let tasks = dump.get_mut("tasks").and_then(serde_json::Value::as_array_mut);
    for (work, whose) in tasks.into_iter().flatten().zip(&made.built.whose) {
        let ids = whose.parts.iter().filter_map(|(id, _)| Some(state.task(*id)?.no.0));
        work["ids"] = ids.collect();
    }
    dump.to_string()
}
