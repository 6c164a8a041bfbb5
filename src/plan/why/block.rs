//! Why a block is where it is.

use super::{About, Answer, Asked, Row, Theme, elsewhere};
use crate::domain::{Order, Priority};
use crate::plan::build::fixed::Hold;
use crate::plan::build::worth;
use crate::plan::marginal::{Marginal, Stretch};
use crate::plan::proposal::{Proposed, Step};
use crate::plan::said;
use crate::text::print_duration;
use crate::text::said::{count, day_clock};

/// Terms that come to less are not told.
const TOLD: f64 = 0.05;

/// The answer for a block of the plan.
pub(super) fn answer(asked: &Asked<'_>, proposed: &Proposed) -> Answer {
    let put = &proposed.put;
    let title =
        asked.world.state.task(put.task).map_or_else(String::new, |task| task.title.clone());
    let mut answer = Answer {
        about: About::Block(proposed.no, put.task, put.span()),
        title,
        short: short(asked, proposed),
        sections: Vec::new(),
    };
    answer.push(Theme::Place, None, place(asked, proposed));
    match asked.stretch(proposed).zip(asked.parts.as_ref()) {
        Some((stretch, parts)) => {
            if let Some(marginal) = parts.marginal(stretch) {
                let rows = won(asked, stretch, &marginal);
                answer.push(Theme::Won, Some(marginal.alone.total()), rows);
            }
            elsewhere::tell(asked, parts, stretch, &mut answer);
        }
        None => answer.push(Theme::Change, None, vec![fixed(asked, proposed)]),
    }
    answer.push(Theme::Outlook, None, super::task::outlook(asked, put.task));
    answer
}

/// The weightiest reasons.
fn short(asked: &Asked<'_>, proposed: &Proposed) -> String {
    let reasons: Vec<&str> =
        proposed.reasons.iter().take(2).map(|reason| reason.text.as_str()).collect();
    let when = said::span(proposed.put.span(), asked.world.now);
    format!("It is {when}: {}.", reasons.join("; "))
}

fn place(asked: &Asked<'_>, proposed: &Proposed) -> Vec<Row> {
    let length = print_duration(proposed.put.span().seconds());
    let when = said::span(proposed.put.span(), asked.world.now);
    let mut rows = vec![Row { term: "place", value: None, text: format!("{when}, {length}") }];
    let mut row = |term, text| rows.push(Row { term, value: None, text });
    match proposed.step {
        Step::Kept => row("kept", "it is in the plan you accepted".to_owned()),
        Step::Moved(from) => {
            row(
                "moved",
                format!("in the plan you accepted it is {}", said::span(from, asked.world.now)),
            );
        }
        Step::New => row("new", "it is proposed, and not accepted yet".to_owned()),
    }
    let also = proposed.put.also.iter().map(|task| said::title(*task, asked.world.state));
    let also: Vec<String> = also.collect();
    if !also.is_empty() {
        row("bundle", format!("with {}: small tasks share a block", also.join(", ")));
    }
    rows
}

/// What a block has that the search did not place.
fn fixed(asked: &Asked<'_>, proposed: &Proposed) -> Row {
    let same =
        |put: &crate::domain::Put| put.task == proposed.put.task && put.start == proposed.put.start;
    let known = asked.made.built.fixed.iter().find(|fixed| same(&fixed.put));
    let (term, text) = match known.map(|fixed| fixed.hold) {
        Some(Hold::Begun) => ("begun", "its time has come: what has begun stays".to_owned()),
        Some(Hold::Soon) => {
            let minutes = print_duration(i64::from(asked.world.planning.frozen_s));
            ("soon", format!("what begins within {minutes} is not moved any more"))
        }
        Some(Hold::Running) => {
            ("running", "it runs, and nobody is called away from that".to_owned())
        }
        Some(Hold::Pinned) | None => {
            ("pinned", "you put it there: it stays until you let it go".to_owned())
        }
    };
    Row { term, value: None, text }
}

/// The terms that the block adds to the plan.
fn won(asked: &Asked<'_>, stretch: Stretch, marginal: &Marginal) -> Vec<Row> {
    let mut terms: Vec<(&'static str, f64)> = marginal.alone.terms().to_vec();
    terms.retain(|(_, value)| value.abs() >= TOLD);
    terms.order_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let mut rows: Vec<Row> = terms
        .into_iter()
        .map(|(term, value)| {
            let text = match term {
                "value" => value_words(asked, stretch),
                "late" => late_words(asked, stretch, value > 0.0),
                _ => said::term(term, value > 0.0).to_owned(),
            };
            Row { term, value: Some(value), text }
        })
        .collect();
    let more = marginal.with_waiting.total() - marginal.alone.total();
    if !marginal.waiting.is_empty() {
        let number = u64::try_from(marginal.waiting.len()).unwrap_or(u64::MAX);
        let text = format!(
            "without it {} could not be done either: {}",
            asked.titles(&marginal.waiting),
            count(number, "task")
        );
        rows.push(Row { term: "waiting", value: Some(more), text });
    }
    rows
}

/// `1h30 of writing in hours that are worth 8 % more than usual, high priority`.
fn value_words(asked: &Asked<'_>, stretch: Stretch) -> String {
    let problem = &asked.made.problem;
    let job = &problem.jobs[usize::from(stretch.task)];
    let sums = problem.worth.get(job.kind);
    let sum = sums
        .map_or(0.0, |sums| sums[usize::from(stretch.end())] - sums[usize::from(stretch.start)]);
    let away = i32::try_from(asked.day(stretch.start)).unwrap_or(0);
    let slots = usize::from(stretch.start)..usize::from(stretch.end());
    let usual = worth::usual(problem, slots);
    let length = i64::from(stretch.len) * asked.made.built.frame.slot_s();
    let kind = asked.made.built.instance.types.get(job.kind);
    let kind = kind.filter(|kind| !kind.is_empty());
    let kind = kind.map_or_else(|| "work".to_owned(), Clone::clone);
    let task = asked.lead(stretch.task).and_then(|task| asked.world.state.task(task));
    let priority = match task.map(|task| task.priority) {
        Some(Priority::Normal) | None => String::new(),
        Some(priority) => format!(", {} priority", priority.word()),
    };
    let more = (sum / usual - 1.0) * 100.0;
    let hours = match more {
        more if more >= 0.5 => format!("in hours worth {more:.0} % more than usual"),
        more if more <= -0.5 => format!("in hours worth {:.0} % less than usual", -more),
        _ => "in usual hours".to_owned(),
    };
    let later = if away > 0 && problem.weights.rho < 1.0 {
        let less = (1.0 - problem.weights.rho.powi(away)) * 100.0;
        format!(", {less:.0} % less for being later than today")
    } else {
        String::new()
    };
    format!("{} of {kind} {hours}{priority}{later}", print_duration(length))
}

fn late_words(asked: &Asked<'_>, stretch: Stretch, good: bool) -> String {
    let task = asked.lead(stretch.task).and_then(|task| asked.world.state.task(task));
    match task.and_then(|task| task.due) {
        Some(due) if good => {
            let word = if due.hard { "deadline" } else { "due date" };
            let job = &asked.made.problem.jobs[usize::from(stretch.task)];
            let so = if stretch.start < job.due { "in time for" } else { "not longer after" };
            format!("{so} its {word}, {}", day_clock(due.at, asked.world.now))
        }
        _ => said::term("late", good).to_owned(),
    }
}
