//! The places that a block did not get: the best of them and what decided, why it is not earlier, and what would move it.

use super::{Answer, Asked, Row, Theme};
use crate::domain::{Moment, Span};
use crate::plan::build::takes;
use crate::plan::frame::Why;
use crate::plan::marginal::{Obstacle, Parts, Place, Stretch};
use crate::plan::said;
use crate::plan::score::Score;
use crate::text::said::{clock, day_clock, day_words};

/// Days of which an earlier place is told.
const EARLIER_DAYS: usize = 3;
/// Obstacles that are told of the block's own day.
const OBSTACLES: usize = 4;
/// Hours that are so much better are told even when they cost too much.
const BETTER: f64 = 0.03;

/// Tells of other places.
pub(super) fn tell(asked: &Asked<'_>, parts: &Parts<'_>, block: Stretch, answer: &mut Answer) {
    let days = asked.made.problem.held.len();
    let places = parts.places(block, 0..days);
    // A place that overlaps the block's own is the same place, a little later.
    let apart = |place: &&Place| {
        place.start.abs_diff(block.start) >= block.len
            || asked.day(place.start) != asked.day(block.start)
    };
    let best = places.iter().find(apart);
    let hours = places
        .iter()
        .filter(apart)
        .max_by(|a, b| worth(asked, block, a.start).total_cmp(&worth(asked, block, b.start)));
    let mut rows: Vec<Row> = Vec::new();
    if let Some(best) = best {
        rows.push(instead(asked, block, best, "best"));
    }
    let own = worth(asked, block, block.start);
    let better = hours.filter(|place| worth(asked, block, place.start) > own * (1.0 + BETTER));
    if let Some(place) = better.filter(|place| best.is_none_or(|best| best.start != place.start)) {
        rows.push(instead(asked, block, place, "hours"));
    }
    answer.push(Theme::Instead, None, rows);
    answer.push(Theme::Earlier, None, earlier(asked, parts, block, &places));
    answer.push(Theme::Change, None, change(asked, block, best));
}

/// What the hours from a slot on are worth to the block, without its weight.
fn worth(asked: &Asked<'_>, block: Stretch, start: u16) -> f64 {
    let problem = &asked.made.problem;
    let kind = problem.jobs[usize::from(block.task)].kind;
    let sums = &problem.worth[kind];
    let end = usize::from(start + block.len).min(problem.total());
    sums[end] - sums[usize::from(start)]
}

fn at(asked: &Asked<'_>, block: Stretch, start: u16) -> String {
    let span = asked.span(Stretch { start, ..block });
    said::span(span, asked.world.now)
}

/// One place, what it would cost, who has it, and which term decided.
fn instead(asked: &Asked<'_>, block: Stretch, place: &Place, term: &'static str) -> Row {
    let when = at(asked, block, place.start);
    let better = if term == "hours" { "better hours, " } else { "" };
    let holder = holder(asked, place);
    let text = format!("{when}: {better}{holder}{}", decided(asked, block, place));
    Row { term, value: Some(place.change.total()), text }
}

/// Who would have to go for it.
fn holder(asked: &Asked<'_>, place: &Place) -> String {
    if place.taken_by.is_empty() {
        return "free".to_owned();
    }
    format!("{} would have to go", asked.titles(&place.taken_by))
}

/// What speaks most against a place: `; but another switch of task (-0.6)`.
fn decided(asked: &Asked<'_>, block: Stretch, place: &Place) -> String {
    let change: &Score = &place.change;
    let total = change.total();
    if total > 0.05 {
        return "; better, and the search missed it".to_owned();
    }
    if total > -0.05 {
        return "; just as good".to_owned();
    }
    let lost = !place.taken_by.is_empty();
    let later = asked.day(place.start) > asked.day(block.start);
    let worst = change.terms().into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let Some((term, value)) = worst else { return String::new() };
    format!("; against it: {} ({})", against(term, lost, later), super::signed(value))
}

/// What a term stands for when it speaks against a place where other work is lost, or that is on a later day.
fn against(term: &str, lost: bool, later: bool) -> &'static str {
    match term {
        "value" if lost => "the work that would not get done",
        "value" if later => "the hours and the later day",
        "value" => "the hours",
        "bonus" => "what would not get finished",
        "late" => "a date that would be missed, or missed by more",
        "block" => "another switch of task",
        "brk" => "long work without a break",
        "deep" => "too much deep work in a day",
        "load" => "a day that would be too full",
        "stab" => "the plan you agreed to",
        _ => "other reasons",
    }
}

/// Why it does not begin earlier: the obstacles before it on its own day, and the best place of each day before.
fn earlier(asked: &Asked<'_>, parts: &Parts<'_>, block: Stretch, places: &[Place]) -> Vec<Row> {
    let problem = &asked.made.problem;
    let day = asked.day(block.start);
    let mut rows = obstacles(asked, parts, block, places);
    for before in (0..day).rev().take(EARLIER_DAYS) {
        let first = problem.day_start[before];
        let of_day = places.iter().find(|place| asked.day(place.start) == before);
        let name = day_words(asked.made.built.frame.days[before].day, asked.world.now);
        match of_day {
            Some(place) => rows.push(Row {
                value: Some(place.change.total()),
                ..instead(asked, block, place, "day")
            }),
            None if problem.held[before].open != 0 => {
                let why = parts.obstacle(block, first_open(asked, before).unwrap_or(first));
                let why = why.map_or_else(String::new, |why| obstacle(asked, block, first, &why).1);
                let text = format!("{name}: nothing long enough is free for it; {why}");
                rows.push(Row { term: "day", value: None, text });
            }
            None => {}
        }
    }
    rows
}

fn first_open(asked: &Asked<'_>, day: usize) -> Option<u16> {
    let problem = &asked.made.problem;
    (problem.day_start[day]..problem.day_start[day + 1])
        .find(|slot| problem.is_open(usize::from(*slot)))
}

/// What stands in the way on its own day, from the block back to the first slot; stretches with one reason are one row.
fn obstacles(asked: &Asked<'_>, parts: &Parts<'_>, block: Stretch, places: &[Place]) -> Vec<Row> {
    let first = asked.made.problem.day_start[asked.day(block.start)];
    let mut rows: Vec<(Row, u16, u16)> = Vec::new();
    for start in (first..block.start).rev() {
        if asked.moment(start) < asked.world.now.at {
            break;
        }
        let (term, text, value) = match parts.obstacle(block, start) {
            Some(Obstacle::Taken(_)) | None => {
                let Some(place) = places.iter().find(|place| place.start == start) else {
                    continue;
                };
                let term = if place.taken_by.is_empty() { "free" } else { "taken" };
                // Where others are, it is they who decide: their loss needs no words.
                let against = decided(asked, block, place);
                let text = match (place.taken_by.is_empty(), against.starts_with("; against")) {
                    (false, true) => format!("{} has it", asked.titles(&place.taken_by)),
                    _ => format!("{}{}", holder(asked, place), unnumbered(&against)),
                };
                (term, text, Some(place.change.total()))
            }
            Some(why) => {
                let (term, text) = obstacle(asked, block, start, &why);
                (term, text, None)
            }
        };
        match rows.last_mut().filter(|(row, ..)| row.term == term && row.text == text) {
            Some((row, from, _)) => {
                *from = start;
                row.value = row.value.into_iter().chain(value).reduce(f64::max);
            }
            None => rows.push((Row { term, value, text }, start, start)),
        }
    }
    rows.truncate(OBSTACLES);
    rows.into_iter().map(|(row, from, to)| spelled(asked, &row, (from, to))).collect()
}

/// Without the number behind it: the rows of a stretch differ in that alone.
fn unnumbered(text: &str) -> &str {
    text.rfind(" (").map_or(text, |end| &text[..end])
}

/// A row with its time before it.
fn spelled(asked: &Asked<'_>, row: &Row, (from, to): (u16, u16)) -> Row {
    let when = match (asked.moment(from), asked.moment(to)) {
        (from, to) if from == to => clock(from),
        (from, to) => format!("{} to {}", clock(from), clock(to)),
    };
    Row { text: format!("{when}: {}", row.text), ..*row }
}

/// An obstacle: its word for scripts, and for people.
fn obstacle(
    asked: &Asked<'_>,
    block: Stretch,
    start: u16,
    why: &Obstacle,
) -> (&'static str, String) {
    let task = asked.lead(block.task).and_then(|task| asked.world.state.task(task));
    match why {
        Obstacle::Closed => closed(asked, block, start),
        Obstacle::Release => {
            let from = task.and_then(|task| task.from);
            let text = from.map_or_else(
                || "it is not to be begun yet".to_owned(),
                |from| format!("it is not to be begun before {}", day_clock(from, asked.world.now)),
            );
            ("release", text)
        }
        Obstacle::Window => {
            let map =
                asked.made.built.whose.get(usize::from(block.task)).and_then(|whose| whose.map);
            let map = map.and_then(|map| asked.world.planning.maps.get(map));
            let text = map.map_or_else(
                || "its hours are others".to_owned(),
                |map| format!("outside of the hours of `{}`", map.name),
            );
            ("map", text)
        }
        Obstacle::TooEarly(pred) => {
            ("after", format!("{} has to be done first", asked.titles(&[*pred])))
        }
        Obstacle::TooLate(succ) => ("before", format!("{} waits for it", asked.titles(&[*succ]))),
        Obstacle::Own => ("own", "another block of it is there".to_owned()),
        Obstacle::Budget(_) => {
            ("budget", "its project's budget for that time is used up".to_owned())
        }
        Obstacle::Taken(jobs) => ("taken", format!("{} has it", asked.titles(jobs))),
    }
}

/// What closes the slots from `start` on for a block of its length.
fn closed(asked: &Asked<'_>, block: Stretch, start: u16) -> (&'static str, String) {
    let span = asked.span(Stretch { start, ..block });
    let day = &asked.made.built.frame.days[asked.day(start)];
    let meets = |other: Span| other.overlap(span).is_some();
    // What is nearest to the block stands in its way.
    let taken = day.taken.iter().rev().find(|taken| meets(taken.span));
    match taken.map(|taken| (taken.why, taken.span)) {
        Some((Why::Past, _)) => ("past", "that time has passed".to_owned()),
        Some((Why::Lunch, _)) => ("lunch", "it would run into lunch".to_owned()),
        Some((Why::Event, span)) => ("event", format!("{} is in the way", event(asked, span))),
        Some((Why::Fixed(_), span)) => {
            ("fixed", format!("{} is in the way", fixed(asked, span.start)))
        }
        None => ("closed", "outside of the work hours".to_owned()),
    }
}

fn event(asked: &Asked<'_>, span: Span) -> String {
    let mut events = asked.world.state.events().filter(|event| takes(event));
    let same = events.find(|event| event.start.utc_ms() == span.start.utc_ms());
    same.map_or_else(|| "a meeting".to_owned(), |event| format!("`{}`", event.title))
}

fn fixed(asked: &Asked<'_>, start: Moment) -> String {
    let known =
        asked.made.built.fixed.iter().find(|fixed| fixed.put.start.utc_ms() == start.utc_ms());
    known.map_or_else(
        || "a block that stays".to_owned(),
        |fixed| {
            format!("{}, which stays where it is,", said::title(fixed.put.task, asked.world.state))
        },
    )
}

/// How much would have to be otherwise for the block to go to its next best place.
fn change(asked: &Asked<'_>, block: Stretch, best: Option<&Place>) -> Vec<Row> {
    let Some(best) = best else { return Vec::new() };
    let missing = -best.change.total();
    if missing <= 0.0 {
        return Vec::new();
    }
    let weight = asked.made.problem.jobs[usize::from(block.task)].weight;
    let there = weight * worth(asked, block, best.start);
    let when = at(asked, block, best.start);
    let mut rows = Vec::new();
    if there > 0.0 {
        let percent = missing / there * 100.0;
        let text = if percent < 1.0 {
            format!("{when} is all but as good: chance decided")
        } else if percent <= 100.0 {
            format!("{when} if the hours there were worth {percent:.0} % more to it")
        } else {
            format!("{when} only if it mattered {:.1} times as much", 1.0 + missing / there)
        };
        rows.push(Row { term: "margin", value: Some(missing), text });
    }
    if !best.taken_by.is_empty() {
        let text = format!("{when} if {} were not there", asked.titles(&best.taken_by));
        rows.push(Row { term: "holder", value: None, text });
    }
    rows
}
