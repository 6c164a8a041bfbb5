//! Three months of a made-up person's work, so that everything can be tried before there is a log of one's
//! own: pure, and the same for the same seed and the same [`Now`].
//!
//! Made up, and says so: every session's source, every calendar entry's calendar and every task's tag is
//! [`DEMO`]. The learned model can be checked against it: which hours are good for what is in `story`. Must
//! never be mixed into a real store.

mod agenda;
mod chance;
mod life;
mod plan;
mod scene;
mod story;
#[cfg(test)]
mod tests;

use crate::domain::{Answer, Change, Moment, Now, Session, Source, State, Task, TaskNo};
use chrono::{Days, NaiveDate};
use life::Life;

/// The word that labels everything made up.
pub const DEMO: &str = "demo";

/// How many days the story goes back.
const DAYS: u64 = 91;

/// Of so many days it is known what was said and answered.
pub const DAYS_TOLD: i64 = 70;

/// What the person answers to the `n`th break nudge, shown at `at`, and when: who rests soon after it took it. Else it is
/// put off, refused, or left as it is.
pub fn answer(n: usize, at: Moment, rest: Option<Moment>) -> Option<(Moment, Answer)> {
    let later = |seconds: i64, answer: Answer| Some((at.plus_seconds(seconds), answer));
    match (rest, n % 7) {
        (Some(rest), _) => Some((rest, Answer::Take)),
        (None, 0 | 3 | 5) => later(25, Answer::Postpone),
        (None, 1) => later(12, Answer::Skip),
        (None, _) => None,
    }
}

/// Whether a session is made up.
pub fn is_demo(session: &Session) -> bool {
    matches!(&session.source, Source::Other(word) if word == DEMO)
}

/// Whether there are tasks, and all of them are made up.
pub fn is_all_demo(state: &State) -> bool {
    let mut tasks = state.tasks().peekable();
    tasks.peek().is_some() && tasks.all(|task| task.tags.iter().any(|tag| tag == DEMO))
}

/// The whole story up to `now`: tasks (numbered from 1 in the order they were written down), sessions, breaks,
/// calendar entries, and what had been planned so far. Nothing lies in the future but calendar and due dates; sessions never overlap; one
/// runs when `now` is at the desk.
pub fn changes(now: &Now, seed: u64) -> Vec<Change> {
    let today = now.day();
    let first = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
    let events = agenda::events(now, first, today);
    let mut life = Life::new(now, seed, first);
    for date in first.iter_days().take_while(|date| *date <= today) {
        life.live(date, &events);
    }
    scene::set(&mut life, today);
    life.run(&events);
    let Life { mut tasks, sessions, breaks, .. } = life;
    number(&mut tasks);
    let blocks = plan::blocks(now, seed, &sessions, &tasks);
    let mut changes =
        Vec::with_capacity(tasks.len() + sessions.len() + breaks.len() + events.len());
    changes.extend(tasks.into_iter().map(|task| Change::TaskAdded { task: Box::new(task) }));
    changes.extend(
        sessions.into_iter().map(|session| Change::SessionAdded { session: Box::new(session) }),
    );
    changes.extend(breaks.into_iter().map(|pause| Change::BreakAdded { pause }));
    changes.extend(events.into_iter().map(|event| Change::EventAdded { event }));
    changes.extend(blocks.into_iter().map(|block| Change::BlockAdded { block }));
    changes
}

/// Sorts tasks by the time they were written down and numbers them from 1.
fn number(tasks: &mut [Task]) {
    tasks.sort_by_key(|task| (task.created, task.id));
    for (no, task) in (1..).zip(tasks.iter_mut()) {
        task.no = TaskNo(no);
        task.tags.push(DEMO.to_owned());
        task.tags.sort_unstable();
        task.tags.dedup();
    }
}

/// Monday to Friday, without the days that the person took off: a long weekend, a cold, a short holiday.
fn is_work_day(date: NaiveDate, today: NaiveDate) -> bool {
    use chrono::Datelike;
    let ago = today.signed_duration_since(date).num_days();
    date.weekday().num_days_from_monday() < 5 && !matches!(ago, 19..=20 | 44 | 67..=70)
}
