//! The skills ledger beside the work ahead: how much open work needs each skill, and which one learning block is worth
//! proposing. It proposes in words and changes nothing; [`crate::store::Store::suggest`] is where that waits for a yes.
//!
//! Next: [`crate::learn::skill`], which says what is slow.

use super::World;
use super::build::left::Lefts;
use crate::domain::{Mode, Now, Order, Status, Suggestion, Task, TaskId};
use crate::learn::skill::{Factor, Lately, Ledger, Line, NEEDED};
use crate::text::print_duration;
use crate::text::said::{count, day_words};
use chrono::{Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How long a learning block is: three quarters of an hour, one good stretch of practice. (a judgement)
pub const BLOCK_S: i64 = 45 * 60;
/// Who proposes it: no other program may call itself so.
pub const OWN: &str = "heyday";
/// What the title of a learning block begins with.
const PRACTISE: &str = "Practise ";
/// For so long nothing is proposed for a skill after practice in it, or after a no; and not before so many of its tasks
/// were done since then as it takes to know its pace.
const REST_DAYS: i64 = 28;
const DAY_MS: i64 = 86_400_000;

/// The open work that needs a skill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// How many tasks.
    pub tasks: u32,
    /// What is left of them, at P50, in seconds.
    pub p50_s: i64,
    /// The first day on which one is planned or due, today at the earliest, and which one.
    pub first: Option<(NaiveDate, TaskId)>,
}

/// A skill and the work ahead that needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the log says.
    pub line: Line,
    /// What is to be done.
    pub ahead: Ahead,
}

impl Row {
    /// How much longer the work ahead takes than its type and size say, if it goes as such work did, in seconds; 0 for
    /// what is not slow.
    pub fn extra_s(&self) -> i64 {
        let factor = self.line.factor.filter(Factor::is_slow);
        let extra = factor.map_or(0.0, |factor| self.ahead.p50_s as f64 * (factor.guess - 1.0));
        #[expect(clippy::cast_possible_truncation, reason = "hours of work, in seconds")]
        let extra = extra.round() as i64;
        extra
    }
}

/// A learning block that is worth proposing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// The tag to practise.
    pub tag: String,
    /// The command that would write it down, word by word.
    pub words: Vec<String>,
    /// The reason, in numbers.
    pub why: String,
}

/// The skills beside the work ahead: what is slow and needed first, then what is needed, then by work.
pub fn rows(world: World<'_>, ledger: &Ledger) -> Vec<Row> {
    let mut ahead = ahead(world);
    let row = |line: &Line| Row {
        ahead: ahead.remove(line.tag.as_str()).unwrap_or_default(),
        line: line.clone(),
    };
    let mut rows: Vec<Row> = ledger.lines.iter().map(row).collect();
    let place = |row: &Row| (!row.line.is_slow(), -row.extra_s(), -row.ahead.p50_s);
    rows.order_by_key(|row| (place(row), Reverse(row.line.worked_s)));
    rows
}

/// Whether a task is done in a mode of learning.
fn learns(world: World<'_>, task: &Task) -> bool {
    let kind = task.kind.as_deref().and_then(|kind| {
        let state = world.state;
        state.kind(state.kind_today(kind))
    });
    kind.is_some_and(|kind| kind.mode == Mode::Learning)
}

/// The open work by tag, as far as it can be begun in the days that are planned.
fn ahead(world: World<'_>) -> HashMap<&str, Ahead> {
    let World { state, planning, now, .. } = world;
    let last = now.day() + Days::new(planning.horizon_days.into());
    let mut lefts = Lefts::new(world);
    let mut found: HashMap<&str, Ahead> = HashMap::new();
    for task in state.tasks().filter(|task| task.status == Status::Open) {
        let later = task.from.is_some_and(|from| now.day_of(from) > last);
        if task.tags.is_empty() || later || learns(world, task) {
            continue;
        }
        let p50_s = i64::from(lefts.of(task).p50_s);
        let first = first_day(world, task);
        for tag in &task.tags {
            let ahead = found.entry(tag).or_default();
            ahead.tasks += 1;
            ahead.p50_s += p50_s;
            let earlier = first.filter(|day| ahead.first.is_none_or(|(first, _)| *day < first));
            ahead.first = earlier.map(|day| (day, task.id)).or(ahead.first);
        }
    }
    found
}

/// The first day on which a task is planned or due; today when that is over.
fn first_day(world: World<'_>, task: &Task) -> Option<NaiveDate> {
    let World { state, now, .. } = world;
    let blocks = state.plan().filter(|block| block.task == task.id && block.end > now.at);
    let days = blocks.map(|block| now.day_of(block.start));
    let due = task.due.map(|due| now.day_of(due.at));
    days.chain(due).chain(task.on).min().map(|day| day.max(now.day()))
}

/// The learning blocks that are worth proposing, one for a skill: for the slow ones that cost the work ahead more than the
/// block itself takes, the costliest first; none while one stands on the list. `declined` says when the person said no to which.
pub fn practices(
    world: World<'_>,
    (rows, ledger): (&[Row], &Ledger),
    declined: &[(String, i64)],
) -> Vec<Practice> {
    let learning = world.state.types().iter().find(|kind| kind.mode == Mode::Learning);
    let Some(learning) = learning else { return Vec::new() };
    let stands = |task: &Task| {
        let own = |row: &Row| row.line.is_slow() && task.tags.contains(&row.line.tag);
        !task.status.is_closed() && learns(world, task) && rows.iter().any(own)
    };
    if world.state.tasks().any(stands) {
        return Vec::new();
    }
    let worth = rows.iter().filter(|row| {
        let said_no = declined.iter().find(|(tag, _)| *tag == row.line.tag).map(|(_, at)| *at);
        let since = row.line.learned_ms.into_iter().chain(said_no).max();
        row.extra_s() >= BLOCK_S
            && row.line.lately != Lately::Faster
            && is_plain(&row.line.tag)
            && since.is_none_or(|since| much_since(world, ledger, &row.line.tag, since))
    });
    let mut worth: Vec<&Row> = worth.collect();
    worth.order_by_key(|row| -row.extra_s());
    worth.into_iter().map(|row| block(world, row, &learning.name)).collect()
}

fn block(world: World<'_>, row: &Row, learning: &str) -> Practice {
    let tag = row.line.tag.clone();
    let due = due(world, row.ahead.first.map(|(day, _)| day));
    let mut words = vec![
        "add".to_owned(),
        format!("{PRACTISE}{tag}"),
        format!("@{learning}"),
        format!("+{tag}"),
        format!("est:{}m", BLOCK_S / 60),
        "pri:low".to_owned(),
    ];
    words.extend(due.map(|day| format!("due:{day}")));
    Practice { tag, words, why: why(world, row) }
}

/// The tag that a suggestion of heyday's own is about, and the day by which it was to be done.
pub fn practised(suggestion: &Suggestion) -> Option<(&str, Option<NaiveDate>)> {
    let words = Some(&suggestion.words).filter(|_| suggestion.who == OWN)?;
    let tag = words.get(1)?.strip_prefix(PRACTISE)?;
    let due = words.iter().find_map(|word| word.strip_prefix("due:")?.parse().ok());
    Some((tag, due))
}

/// Whether so much was done since then that the question is a new one.
fn much_since(world: World<'_>, ledger: &Ledger, tag: &str, since_ms: i64) -> bool {
    let rested = world.now.at.utc_ms() - since_ms >= REST_DAYS * DAY_MS;
    let done = ledger.cases(tag).take_while(|case| case.done_ms > since_ms).count();
    rested && done >= NEEDED as usize
}

/// Whether a tag can be written as a word of a command.
fn is_plain(tag: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    tag.starts_with(char::is_alphanumeric) && tag.chars().all(inner)
}

/// The last working day before the first day on which the skill is needed, after today; none when that is too soon.
fn due(world: World<'_>, first: Option<NaiveDate>) -> Option<NaiveDate> {
    let World { planning, now, .. } = world;
    let mut days = first?.iter_days().rev().skip(1).take_while(|day| *day > now.day());
    days.find(|day| !planning.hours_on(*day).is_empty())
}

/// Hours of work in words, to five minutes.
pub fn hours(seconds: i64) -> String {
    print_duration((seconds + 150) / 300 * 300)
}

/// By when it is needed: `, the first by Fri 27`.
pub fn by(ahead: &Ahead, now: &Now) -> String {
    let Some((day, _)) = ahead.first else { return String::new() };
    let first = if ahead.tasks == 1 { "" } else { "the first " };
    format!(", {first}by {}", day_words(day, now))
}

fn why(world: World<'_>, row: &Row) -> String {
    let Row { line, ahead } = row;
    let (mut said, now) = (String::new(), world.now);
    if let Some(factor) = line.factor {
        said = format!(
            "work with +{} takes about {:.1} times as long as your other work of the same type and size (80 %: \
             {:.1} to {:.1}, {})",
            line.tag,
            factor.guess,
            factor.low,
            factor.high,
            count(line.tasks, "task")
        );
    }
    format!(
        "{said}. {} ahead {} it{}: {} at P50 by type and size, and about {} more if such work goes as it did. The \
         block has low priority: deep work keeps the better hours",
        count(ahead.tasks, "task"),
        if ahead.tasks == 1 { "needs" } else { "need" },
        by(ahead, now),
        hours(ahead.p50_s),
        hours(row.extra_s()),
    )
}
