//! How a task stands to the plan: where it is or why nowhere, when it will be done, and where its rank comes from.

use super::{About, Answer, Asked, Row, Theme};
use crate::domain::urgency::urgency;
use crate::domain::{Order, Status, Task, TaskId};
use crate::plan::build::left::{Lefts, left};
use crate::plan::proposal::Proposed;
use crate::plan::risk::{self, RISKY};
use crate::plan::{overload, said};
use crate::text::print_duration;
use crate::text::said::{day_clock, day_words};

/// The answer for a task; `None` when there is none.
pub(super) fn answer(asked: &Asked<'_>, id: TaskId) -> Option<Answer> {
    let task = asked.world.state.task(id)?;
    let blocks: Vec<&Proposed> = of(asked, id).collect();
    let mut place: Vec<Row> = blocks.iter().map(|proposed| at(asked, proposed)).collect();
    let unplaced = asked.made.proposal.unplaced.iter().find(|unplaced| unplaced.task == id);
    if let Some(unplaced) = unplaced {
        let left = print_duration(unplaced.left_s);
        let text = format!("{left} of it has no place: {}", unplaced.reason);
        place.push(Row { term: "unplaced", value: None, text });
        let fix = unplaced.fix.as_ref();
        place.extend(fix.map(|fix| Row { term: "fix", value: None, text: fix.text.clone() }));
    }
    if place.is_empty() {
        place.push(Row { term: "absent", value: None, text: absent(asked, task) });
    }
    let short = match (blocks.first(), place.last()) {
        (Some(first), _) => {
            let when = said::span(first.put.span(), asked.world.now);
            let more = match blocks.len() {
                0 | 1 => String::new(),
                2 => ", and once more".to_owned(),
                more => format!(", and {} more times", more - 1),
            };
            format!("It is planned {when}{more}.")
        }
        (None, Some(row)) => format!("It is not in the plan: {}.", row.text),
        (None, None) => String::new(),
    };
    let mut answer =
        Answer { about: About::Task(id), title: task.title.clone(), short, sections: Vec::new() };
    answer.push(Theme::Place, None, place);
    if !task.status.is_closed() {
        answer.push(Theme::Outlook, None, outlook(asked, id));
        let rank = urgency(task, asked.world.state, asked.world.now, asked.weights);
        let mut terms = rank.terms;
        terms.order_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let rows = terms.into_iter().map(|(term, value)| Row {
            term,
            value: Some(value),
            text: said::rank(term).to_owned(),
        });
        answer.push(Theme::Urgency, Some(rank.total), rows.collect());
    }
    Some(answer)
}

/// The blocks of a task.
fn of<'a>(asked: &Asked<'a>, id: TaskId) -> impl Iterator<Item = &'a Proposed> {
    let mine =
        move |proposed: &&Proposed| proposed.put.task == id || proposed.put.also.contains(&id);
    asked.made.proposal.blocks().filter(mine)
}

fn at(asked: &Asked<'_>, proposed: &Proposed) -> Row {
    let when = said::span(proposed.put.span(), asked.world.now);
    let reason = proposed.reasons.first().map(|reason| reason.text.as_str()).unwrap_or_default();
    Row { term: "block", value: None, text: format!("{} {when}: {reason}", proposed.no) }
}

/// Why a task is neither placed nor left over.
fn absent(asked: &Asked<'_>, task: &Task) -> String {
    let now = asked.world.now;
    let later = task.from.filter(|from| *from > asked.made.built.frame.end());
    match task.status {
        Status::Done => "it is done".to_owned(),
        Status::Dropped => "it was dropped".to_owned(),
        Status::Waiting => "it waits for someone or something else".to_owned(),
        Status::Open => match (later, task.on) {
            (Some(from), _) => format!("it is not to be begun before {}", day_clock(from, now)),
            (None, Some(on)) if on > now.day() => {
                format!("it is meant for {}, which is too far away", day_words(on, now))
            }
            _ => {
                let days = asked.world.planning.horizon_days;
                format!("it does not begin within the {days} days that are planned")
            }
        },
    }
}

/// When the task will be done, whether that is in time, and what would help.
pub(super) fn outlook(asked: &Asked<'_>, id: TaskId) -> Vec<Row> {
    let world = asked.world;
    let Some(task) = world.state.task(id).filter(|task| task.status == Status::Open) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let left = left(world, task);
    let length = |seconds: u32| print_duration(i64::from(seconds.div_ceil(60)) * 60);
    let guessed = if left.guessed { " (nobody said: what such tasks take)" } else { "" };
    let text =
        format!("P50 {}, P80 {} of work to go{guessed}", length(left.p50_s), length(left.p80_s()));
    rows.push(Row { term: "left", value: Some(f64::from(left.p50_s)), text });
    let Some(prospect) = asked.risk.outlooks().into_iter().find(|known| known.task == id) else {
        return rows;
    };
    let done = |ms: Option<i64>| {
        ms.map_or_else(
            || "not within the days planned".to_owned(),
            |ms| day_clock(world.now.zone.moment(ms), world.now),
        )
    };
    let (p50, p80) = (done(prospect.outlook.p50_ms), done(prospect.outlook.p80_ms));
    let text = if p50 == p80 {
        format!("done {p50}, P50 and P80")
    } else {
        format!("done P50 {p50}, P80 {p80}")
    };
    rows.push(Row { term: "done", value: None, text });
    if let Some((late, due)) = prospect.outlook.p_late.zip(task.due) {
        let date = if due.hard { "deadline" } else { "due" };
        let when = day_clock(due.at, world.now);
        let text =
            format!("late in {:.0} % of the futures looked at ({date} {when})", late * 100.0);
        rows.push(Row { term: "p_late", value: Some(late), text });
        if late >= RISKY {
            let remedy = asked.risk.remedy(id).map(|remedy| risk::fix(world, &remedy).text);
            let text =
                remedy.unwrap_or_else(|| "no single change brings that under 20 %".to_owned());
            rows.push(Row { term: "fix", value: None, text });
        }
        rows.extend(culprit(asked, id));
    }
    rows
}

/// Whether the task is due where there is too much work before the date.
fn culprit(asked: &Asked<'_>, id: TaskId) -> Option<Row> {
    let made = asked.made;
    let mut lefts = Lefts::new(asked.world);
    let safe: Vec<i64> = made
        .built
        .whose
        .iter()
        .map(|whose| {
            let open = whose.parts.iter().filter_map(|(task, planned)| {
                let left = lefts.of(asked.world.state.task(*task)?);
                // What is fixed is not in the problem: of the rest, the same share more than the P50.
                Some(i64::from(*planned) * i64::from(left.p80_s()) / i64::from(left.p50_s.max(1)))
            });
            open.sum()
        })
        .collect();
    let found = overload::lookahead(&made.problem, &safe);
    let over = found.overload()?;
    let job = made
        .built
        .whose
        .iter()
        .position(|whose| whose.parts.iter().any(|(task, _)| *task == id))?;
    over.jobs.iter().any(|other| usize::from(*other) == job).then(|| Row {
        term: "overload",
        value: Some(over.slack_s() as f64),
        text: format!(
            "{} of safe work (P80) is due by then and {} fit: {} too much",
            print_duration(over.demand_s / 60 * 60),
            print_duration(over.capacity_s / 60 * 60),
            print_duration(-over.slack_s() / 60 * 60)
        ),
    })
}
