//! A made-up plan for the made-up day: what was agreed to, and what a planner would propose.

use crate::app::fixture::{self, at};
use crate::app::{Model, Msg, update};
use crate::domain::{
    Block, BlockId, BlockNo, Change, Due, Mint, Moment, Put, Span, State, TaskId, TaskNo,
};
use crate::plan::Proposal;
use crate::plan::proposal::{
    AtRisk, DayPlan, Deed, Fix, Kind, Proposed, Reason, Step, Stretch, Unplaced,
};
use std::sync::Arc;

/// Blocks of the day: number, task, times, whether the person put it there, why.
const BLOCKS: [(u32, u32, &str, &str, bool, &str); 8] = [
    (1, 163, "08:30", "09:00", false, "your mornings are good for learning"),
    (2, 97, "09:00", "09:15", false, "2 days late"),
    (3, 151, "09:15", "10:00", false, "your best coding hours"),
    (4, 142, "10:45", "12:30", false, "your best writing hours"),
    (5, 138, "13:15", "14:00", true, "you put it there"),
    (6, 151, "14:00", "15:00", false, "finishes it today"),
    (7, 160, "16:00", "17:15", false, "a good hour for design"),
    (8, 164, "17:15", "17:30", false, "the day has room for it"),
];

/// Blocks of the days after, with the day.
const LATER: [(u32, u32, &str, &str, &str); 4] = [
    (9, 155, "2026-11-26", "09:00", "10:30"),
    (10, 160, "2026-11-26", "13:15", "15:00"),
    (11, 163, "2026-11-27", "09:30", "10:30"),
    (12, 120, "2026-11-30", "11:00", "11:45"),
];

pub(crate) fn on(day: &str, time: &str) -> Moment {
    Moment::parse_rfc3339(&format!("{day}T{time}:00+01:00")).unwrap()
}

fn id(no: u32) -> BlockId {
    let mut mint = Mint::new(u64::from(no) + 50, 1_795_593_600_000);
    BlockId(mint.uuid())
}

fn task(state: &State, no: u32) -> TaskId {
    state.task_no(TaskNo(no)).unwrap().id
}

fn spans() -> impl Iterator<Item = (u32, u32, Span, bool, &'static str)> {
    let today = BLOCKS.into_iter().map(|(no, task, from, to, pinned, why)| {
        (no, task, Span::new(at(from), at(to)), pinned, why)
    });
    let later = LATER.into_iter().map(|(no, task, day, from, to)| {
        (no, task, Span::new(on(day, from), on(day, to)), false, "keeps its deadline")
    });
    today.chain(later)
}

/// The day with a plan that was agreed to: every block but the last of today and those after tomorrow.
pub(crate) fn state() -> State {
    let mut state = fixture::state();
    for (no, of, span, pinned, _) in spans().filter(|(no, ..)| ![8, 10, 11, 12].contains(no)) {
        let task = task(&state, of);
        let (start, end) = (span.start, span.end);
        let block =
            Block { id: id(no), no: BlockNo(no), task, also: Vec::new(), start, end, pinned };
        state.apply(&Change::BlockAdded { block });
    }
    state
}

/// What a planner would say about that state: what was agreed to stays, everything else is new.
pub(crate) fn proposal(state: &State) -> Proposal {
    let now = fixture::now("11:36");
    let mut days: Vec<DayPlan> = (25..=30)
        .chain(1..=2)
        .map(|day| DayPlan {
            day: chrono::NaiveDate::from_ymd_opt(2026, if day > 9 { 11 } else { 12 }, day).unwrap(),
            capacity_s: if [28, 29].contains(&day) { 0 } else { 22_500 },
            planned_s: 0,
            stretches: Vec::new(),
        })
        .collect();
    for (no, of, span, pinned, why) in spans().filter(|(_, _, span, ..)| span.end > now.at) {
        let known = state.block(id(no));
        let put = Put {
            id: known.map(|block| block.id),
            no: Some(BlockNo(no)),
            task: task(state, of),
            also: Vec::new(),
            start: span.start,
            end: span.end,
            pinned: known.is_some() && pinned,
        };
        let step = if known.is_some() { Step::Kept } else { Step::New };
        let reason = |term, value, text: &str| Reason { term, value, text: text.into() };
        let reasons = vec![reason("hours", 0.42, why), reason("due", 0.2, "due in 2 days")];
        let proposed = Proposed { put, no: BlockNo(no), step, reasons };
        let day = now.day_of(span.start);
        let plan = days.iter_mut().find(|plan| plan.day == day).unwrap();
        plan.planned_s += span.seconds();
        plan.stretches.push(Stretch {
            kind: Kind::Task(Box::new(proposed)),
            start: span.start,
            end: span.end,
        });
    }
    Proposal {
        made_at: now.at,
        seq: 40,
        days,
        unplaced: vec![Unplaced {
            task: task(state, 160),
            left_s: 5400,
            reason: "no free stretch is long enough".into(),
            fix: Some(Fix {
                deed: Deed::Shorten(task(state, 160), 5400),
                text: "do 1h30 less of it".into(),
            }),
        }],
        at_risk: vec![AtRisk {
            task: task(state, 155),
            due: Due { at: on("2026-11-27", "17:30"), hard: false },
            p50: Some(on("2026-11-27", "12:00")),
            p80: None,
            p_late: 0.34,
            fix: Some(Fix {
                deed: Deed::Prefer(task(state, 155), "2026-11-26".parse().unwrap()),
                text: "first thing on Thu 26: 12 % late".into(),
            }),
        }],
        objective: 12.5,
        iterations: 15_000,
    }
}

/// The day with its plan in a terminal of that size, at 11:36, and a proposal that changes nothing of it.
pub(crate) fn planned(size: (u16, u16)) -> Model {
    with(size, state())
}

/// The day with nothing agreed to and everything proposed.
pub(crate) fn proposed(size: (u16, u16)) -> Model {
    with(size, fixture::state())
}

fn with(size: (u16, u16), state: State) -> Model {
    let proposal = proposal(&state);
    let mut model = fixture::loaded(size, state);
    let now = model.now;
    update(&mut model, Msg::Proposed(Arc::new(proposal)), &now);
    model
}
