//! The words of the guided flows: for the screen and for those who listen to it.

use crate::app::flow::{Fate, Flow, Row, Why, done, seen};
use crate::app::keys::shown_in;
use crate::app::overlay::Review;
use crate::app::overlay::review::{Step, Timer, blocks};
use crate::app::today::fit::{self, GRACE_S};
use crate::app::{Model, plan, words};
use crate::input::{Action, Context};

/// What a step asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Asked {
    /// The question.
    pub(in crate::ui) question: String,
    /// What Enter does about it, or what it is asked for.
    pub(in crate::ui) about: String,
}

/// The question of the step that shows.
pub(in crate::ui) fn asked(model: &Model, review: &Review) -> Asked {
    let (question, about) = match review.step() {
        Step::Left => lying(model, review),
        Step::Due => {
            let fits = !load(model).2;
            let about = if fits { "It fits." } else { "It does not fit: what can wait?" };
            ("What is wanted today".to_owned(), about.to_owned())
        }
        Step::Plan => planned(model),
        Step::Timer => ("The timer still runs".to_owned(), running(model)),
        Step::Day => day(model),
        Step::Unfinished => {
            let next = words::day(seen::next_work_day(model), &model.now);
            let about = match review.sheet.open(model).count() {
                0 => "All of it has found its place.".to_owned(),
                _ => format!("Enter leaves the rest for {next}."),
            };
            ("What is not finished".to_owned(), about)
        }
        Step::Ahead => {
            let about = match model.state.closing(model.now.day()) {
                Some(closing) => format!("Closed at {}.", words::clock(closing.at)),
                None => "A note, if you like. Enter closes.".to_owned(),
            };
            ("That was the day".to_owned(), about)
        }
    };
    Asked { question, about }
}

fn lying(model: &Model, review: &Review) -> (String, String) {
    let open = review.sheet.open(model).count();
    let absent = model.seen.and_then(|seen| seen.last).filter(|_| seen::was_absent(model));
    let question = match (absent, review.flow) {
        (Some(last), _) => {
            format!(
                "Welcome back. Since {} this was left",
                words::day(model.now.day_of(last), &model.now)
            )
        }
        // The box says already what it was.
        (None, Flow::Triage) => format!("{} to decide about", words::count(open, "task")),
        (None, _) => "Left over from the days before".to_owned(),
    };
    let about = match (open, review.flow) {
        (0, _) => "All of it has found its place.".to_owned(),
        (_, Flow::Triage) => "Done, given up, another day, a new date: as it is today.".to_owned(),
        _ => "Enter keeps it for the plan.".to_owned(),
    };
    (question, about)
}

fn planned(model: &Model) -> (String, String) {
    if plan::fresh(model).is_none() {
        return ("The plan of the day".to_owned(), "One moment: it is being made.".to_owned());
    }
    let blocks = blocks(model);
    let seconds: i64 = blocks.iter().map(|block| block.span().seconds()).sum();
    let capacity = words::duration(fit::capacity_s(model) / 300 * 300);
    let about = match blocks.len() {
        0 => "Nothing finds a place today.".to_owned(),
        n => format!(
            "{}: {} of {capacity} that may be planned",
            words::count(n, "block"),
            words::duration(seconds / 60 * 60),
        ),
    };
    ("The plan of the day".to_owned(), about)
}

fn running(model: &Model) -> String {
    let Some(session) = model.state.running() else { return "A break is on.".to_owned() };
    let task = session.task.and_then(|id| model.state.task(id));
    let title = task.map_or("work".into(), |task| crate::text::visible(&task.title));
    let length = words::duration(session.worked_s(model.now.at) / 60 * 60);
    format!("{title}, since {} ({length})", words::clock(session.start))
}

fn day(model: &Model) -> (String, String) {
    let sum = done::sum(model);
    let hours = |seconds: i64| words::duration(seconds / 60 * 60);
    let mut parts = vec![match sum.planned_s {
        0 => format!("{} worked", hours(sum.worked_s)),
        planned => format!("{} worked, {} planned", hours(sum.worked_s), hours(planned)),
    }];
    if sum.finished > 0 {
        parts.push(format!("{} done", sum.finished));
    }
    if sum.rested_s >= 60 {
        parts.push(format!("{} of breaks", hours(sum.rested_s)));
    }
    ("The day as it was".to_owned(), parts.join(", "))
}

/// How much is wanted of what may be planned: the share, the sentence, and whether it is too much.
pub(in crate::ui) fn load(model: &Model) -> (f64, String, bool) {
    let (capacity, wanted, unknown) = seen::wanted(model);
    let hours = |seconds: i64| words::duration(seconds / 300 * 300);
    let more = match unknown {
        0 => String::new(),
        n => format!(", {n} unknown"),
    };
    let too_much = wanted > capacity + GRACE_S;
    let said = if too_much {
        format!("{} wanted, {} more than fits{more}", hours(wanted), hours(wanted - capacity))
    } else {
        format!("{} wanted of {}{more}", hours(wanted), hours(capacity))
    };
    (wanted as f64 / capacity.max(1) as f64, said, too_much)
}

/// Why a task is asked about.
pub(in crate::ui) fn why(model: &Model, row: &Row) -> String {
    let today = model.now.day();
    match row.why {
        Why::Planned(day) if day == today => "for today".to_owned(),
        Why::Planned(day) => format!("planned {}", words::day(day, &model.now)),
        Why::Due(due) => {
            let day = model.now.day_of(due.at);
            let word = if due.hard { "deadline" } else { "due" };
            let at = if day == today { words::clock(due.at) } else { words::day(day, &model.now) };
            // Enough to say since when; how late it is helps nobody.
            format!("{word} {at}")
        }
    }
}

/// What has become of a task.
pub(in crate::ui) fn fate(model: &Model, fate: Fate) -> String {
    match fate {
        Fate::Done => "done".to_owned(),
        Fate::Dropped => "given up".to_owned(),
        Fate::Gone => "put aside".to_owned(),
        Fate::On(day) => format!("for {}", words::day(day, &model.now)),
        Fate::Due(due) => {
            let word = if due.hard { "deadline" } else { "due" };
            format!("{word} {}", words::day(model.now.day_of(due.at), &model.now))
        }
        Fate::Free => "no date".to_owned(),
    }
}

/// What can become of the timer, in words.
pub(in crate::ui) fn timer(model: &Model, choice: Timer) -> &'static str {
    match choice {
        Timer::Stop if model.state.running().is_none() => "The break is over",
        Timer::Stop => "Stop it now",
        Timer::Done => "Stop it now, the task is done",
        Timer::Keep => "Let it run",
    }
}

/// A task of the day in one line: `1h20 of 2h`, `2h planned`, `45m besides`.
pub(in crate::ui) fn line_of(line: &done::Line) -> String {
    let hours = |seconds: i64| words::duration(seconds / 60 * 60);
    match (line.worked_s >= 60, line.planned_s) {
        (true, 0) => format!("{} unplanned", hours(line.worked_s)),
        (true, planned) => format!("{} of {}", hours(line.worked_s), hours(planned)),
        (false, 0) => String::new(),
        (false, planned) => format!("none of {}", hours(planned)),
    }
}

/// The keys of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) struct Keys {
    /// What Enter does.
    pub(in crate::ui) enter: String,
    /// What can be done to what is selected, the likeliest first.
    pub(in crate::ui) acts: Vec<String>,
    /// How to go about in the flow.
    pub(in crate::ui) ways: Vec<String>,
    /// How to leave.
    pub(in crate::ui) leave: String,
}

/// The keys of the step that shows, as `ticked` text.
pub(in crate::ui) fn keys(model: &Model, review: &Review) -> Keys {
    let key = |action: Action| shown_in(model, Context::Review, action);
    let hint = |action: Action, word: &str| format!("`{}` {word}", key(action));
    let enter = match review.step() {
        Step::Left if review.flow == Flow::Triage => "closes",
        Step::Left => "keeps",
        Step::Due | Step::Day | Step::Unfinished => "goes on",
        Step::Plan if plan::fresh(model).is_none() => "waits",
        Step::Plan if blocks(model).iter().any(|block| block.is_proposed()) => "accepts",
        Step::Plan => "closes",
        Step::Timer => "takes it",
        Step::Ahead => "closes the day",
    };
    let about_tasks = [
        (Action::Done, "done"),
        (Action::OtherDay, "another day"),
        (Action::NewDue, "new date"),
        (Action::Drop, "give up"),
        (Action::Select, "select"),
    ];
    let about_blocks = [
        (Action::Select, "leaves out"),
        (Action::OtherDay, "another day"),
        (Action::Drop, "give up"),
    ];
    let acts: Vec<String> = match review.step() {
        Step::Left | Step::Due | Step::Unfinished => {
            about_tasks.map(|(action, word)| hint(action, word)).into()
        }
        Step::Plan => about_blocks.map(|(action, word)| hint(action, word)).into(),
        Step::Timer | Step::Day | Step::Ahead => Vec::new(),
    };
    let mut ways = Vec::new();
    if review.at > 0 {
        ways.push(match review.step() {
            Step::Ahead => "`Up` back".to_owned(),
            _ => hint(Action::Back, "back"),
        });
    }
    if !acts.is_empty() {
        ways.push(hint(Action::Undo, "undo"));
    }
    let leave = match review.flow {
        Flow::Triage => "`Esc` closes",
        _ => "`Esc` leaves",
    };
    Keys { enter: format!("`Enter` {enter}"), acts, ways, leave: leave.to_owned() }
}
