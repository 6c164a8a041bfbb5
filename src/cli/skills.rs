//! `skills`: the tags of the finished tasks, how long their work takes against the person's other work, and what of the
//! work ahead needs them. Where that is slow and needed, it leaves a learning block among the suggestions, one at a time.
//!
//! Next: [`crate::learn::skill`], which finds them; [`crate::plan::skills`], what is worth proposing; [`crate::app::skills`],
//! the words.

use super::env::Env;
use super::failure::Failure;
use super::mcp::rehearse;
use super::printer::Look;
use super::propose::Ground;
use super::table::{Column, Table};
use super::{phrase, view};
use crate::app::skills::{self as words, Told};
use crate::domain::{Moment, State, Suggestion, TaskId, TaskRef};
use crate::exchange::json::Json;
use crate::learn::skill::{Case, Lately, Ledger};
use crate::plan::skills::{OWN, Practice, Row, practices, practised, rows};
use crate::store::Scope;
use crate::text::said::folded;
use crate::text::{command_line, print_duration};
use clap::Args;

/// Columns below which a row leaves the hours of its work out, and below which the number of open tasks.
const ROOMY: usize = 100;
const NARROW: usize = 64;
/// So many of the newest tasks are listed behind a row.
const LISTED: usize = 20;

/// What `skills --help` ends with.
const HELP: &str = "\
A skill is a tag, as you write it. PACE is how long its work takes you against your own other work of the same type and \
estimated size, with an 80 % interval; it is no grade, and it says so where there is not enough data. Where work ahead \
needs what is slow, a learning block is suggested; `heyday suggestions` has your yes or no.

Examples:
  heyday skills
  heyday skills rust
  heyday skills --json";

/// Arguments of `skills`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Skills {
    /// Only this tag, with the tasks behind it
    #[arg(value_name = "TAG")]
    tag: Option<String>,
    /// Write what a screen is drawn from, for the screen that has begun this
    #[arg(long, hide = true)]
    automatic: bool,
}

/// What was found.
struct Found {
    ledger: Ledger,
    rows: Vec<Row>,
    practices: Vec<Practice>,
}

impl Found {
    fn load(env: &mut Env) -> Result<Found, Failure> {
        let ground = Ground::load(env)?;
        let (log, declined) = (env.store()?.skill_log()?, env.store()?.declined()?);
        let ledger = Ledger::of(log, env.now.at.utc_ms());
        let world = ground.world(&env.now);
        let rows = rows(world, &ledger);
        let practices = practices(world, (&rows, &ledger), &declined);
        Ok(Found { ledger, rows, practices })
    }

    /// The tasks behind some rows, with their titles.
    fn tasks(&self, env: &mut Env, rows: &[Row], most: usize) -> Result<State, Failure> {
        let cases = rows.iter().flat_map(|row| self.ledger.cases(&row.line.tag).take(most));
        env.load(&Scope::Tasks(cases.map(|case| TaskRef::Id(case.task)).collect()))
    }
}

impl Skills {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let found = Found::load(env)?;
        match &self.tag {
            _ if self.automatic => aside(env, &found),
            Some(tag) => one(env, &found, tag.strip_prefix('+').unwrap_or(tag)),
            None => all(env, &found),
        }
    }
}

/// Answers the screen, and leaves the learning block.
fn aside(env: &mut Env, found: &Found) -> Result<(), Failure> {
    leave(env, &found.practices)?;
    let state = found.tasks(env, &found.rows, words::NAMED)?;
    let title = |id: TaskId| state.task(id).map(|task| task.title.clone()).unwrap_or_default();
    let picture = words::picture(&found.rows, &found.ledger, &env.now, &title);
    let text = serde_json::to_string(&picture)
        .map_err(|error| Failure::new("internal", error.to_string(), ""))?;
    env.printer.line(&text);
    Ok(())
}

fn all(env: &mut Env, found: &Found) -> Result<(), Failure> {
    if env.printer.json {
        let waits = waiting(env)?;
        let answer = view::answer(|json| {
            json.field("as_of", env.now.at).array_field("skills", |json| {
                for row in &found.rows {
                    json.object_item(|json| fields(json, row, &env.now.zone));
                }
            });
            practice_field(json, found.practices.first(), waits.as_ref());
        });
        env.printer.json(&answer);
        return Ok(());
    }
    if found.rows.is_empty() {
        env.printer.line("No skills yet: a skill is a tag on tasks that were worked on.");
        let next = "Next: `heyday edit ID +rust` says that a task takes rust";
        let next = env.printer.paint(Look::Faint, next);
        env.printer.line(&next);
        return Ok(());
    }
    table(env, found);
    let waits = leave(env, &found.practices)?;
    if let Some(waits) = waits {
        suggested(env, &waits);
    }
    Ok(())
}

fn table(env: &mut Env, found: &Found) {
    let width = env.printer.width.unwrap_or(usize::MAX);
    let mut table = Table::new(&[
        (Column::Flexible, "SKILL"),
        (Column::Right, "WORK"),
        (Column::Right, "TASKS"),
        (Column::Left, "PACE"),
        (Column::Left, ""),
        (Column::Left, "AHEAD"),
        (Column::Left, "FIRST"),
    ]);
    for row in &found.rows {
        let told = words::told(row, &env.now);
        let short = told.hours_ahead().to_owned();
        let Told { tag, worked, tasks, pace, known, says, ahead, first, .. } = told;
        let if_roomy = |text: String, least: usize| {
            (Look::Plain, if width >= least { text } else { String::new() })
        };
        table.row(vec![
            (Look::Strong, format!("+{tag}")),
            if_roomy(worked, ROOMY),
            if_roomy(tasks, NARROW),
            (if known { Look::Plain } else { Look::Faint }, pace),
            (Look::Accent, if width >= NARROW { says } else { String::new() }),
            (Look::Plain, if width >= ROOMY { ahead } else { short }),
            if_roomy(first, NARROW),
        ]);
    }
    table.print(&mut env.printer);
    let note = "PACE: how long it takes against your other work of the same type and size, with an 80 % interval.";
    env.printer.line("");
    say(env, Look::Faint, note);
}

/// A sentence, over several lines where the terminal is too narrow for it.
fn say(env: &mut Env, look: Look, sentence: &str) {
    for line in folded(sentence, env.printer.width.unwrap_or(usize::MAX)) {
        let line = env.printer.paint(look, &line);
        env.printer.line(&line);
    }
}

/// One skill with the tasks behind it.
fn one(env: &mut Env, found: &Found, tag: &str) -> Result<(), Failure> {
    let row = found.rows.iter().find(|row| row.line.tag == tag).ok_or_else(|| {
        let hint = "`heyday skills` shows them; a skill is a tag on tasks that were worked on";
        Failure::not_found(format!("nothing was worked on with the tag `{tag}`"), hint)
    })?;
    let state = found.tasks(env, std::slice::from_ref(row), LISTED)?;
    let cases: Vec<Case> = found.ledger.cases(tag).take(LISTED).collect();
    if env.printer.json {
        let answer = view::answer(|json| {
            fields(json, row, &env.now.zone);
            json.array_field("tasks_behind", |json| {
                for case in &cases {
                    json.object_item(|json| {
                        view::named(json, Some(case.task), state.task(case.task));
                        json.field("done", env.now.zone.moment(case.done_ms))
                            .field("estimate_s", case.estimate_s)
                            .field("usual_s", case.usual_s.round())
                            .field("took_s", case.actual_s);
                    });
                }
            });
        });
        env.printer.json(&answer);
        return Ok(());
    }
    let Told { tag, worked, about, .. } = words::told(row, &env.now);
    let name = env.printer.paint(Look::Strong, &format!("+{tag}"));
    let since = env.now.zone.moment(row.line.since_ms);
    let since = phrase::day(env.now.day_of(since), &env.now);
    let worked = env.printer.paint(Look::Faint, &format!("{worked} of work since {since}"));
    env.printer.line(&format!("{name}  {worked}"));
    for sentence in about {
        say(env, Look::Plain, &sentence);
    }
    behind(env, &state, &cases);
    Ok(())
}

/// The tasks behind a skill, newest first.
fn behind(env: &mut Env, state: &State, cases: &[Case]) {
    if cases.is_empty() {
        return;
    }
    let right = |heading| (Column::Right, heading);
    let mut table = Table::new(&[
        (Column::Left, "DONE"),
        (Column::Flexible, "TASK"),
        right("GUESS"),
        right("USUALLY"),
        right("TOOK"),
        right(""),
    ]);
    let minutes = |seconds: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "hours of work, in seconds")]
        let rounded = ((seconds / 300.0).round() as i64).max(1) * 300;
        (Look::Plain, print_duration(rounded))
    };
    for case in cases {
        let done = env.now.day_of(env.now.zone.moment(case.done_ms));
        let title = state.task(case.task).map(|task| task.title.clone()).unwrap_or_default();
        table.row(vec![
            (Look::Faint, phrase::day(done, &env.now)),
            (Look::Plain, title),
            minutes(case.estimate_s.into()),
            minutes(case.usual_s),
            minutes(case.actual_s.into()),
            (Look::Plain, format!("{:.1}x", f64::from(case.actual_s) / case.usual_s.max(1.0))),
        ]);
    }
    env.printer.line("");
    table.print(&mut env.printer);
    say(env, Look::Faint, "USUALLY: what your other work of that type and estimate takes.");
}

fn fields(json: &mut Json, row: &Row, zone: &crate::domain::Zone) {
    let Row { line, ahead } = row;
    json.field("skill", &line.tag)
        .field("worked_s", line.worked_s)
        .field("learned_s", line.learned_s)
        .field("since", zone.moment(line.since_ms))
        .field("n", line.tasks);
    match line.factor {
        Some(factor) => json.object_field("pace", |json| {
            json.field("factor", factor.guess).field("low", factor.low).field("high", factor.high);
        }),
        None => json.field("pace", None::<bool>),
    };
    let lately = match line.lately {
        Lately::Same => "same",
        Lately::Faster => "faster",
        Lately::Slower => "slower",
    };
    json.field("slow", line.is_slow()).field("lately", lately).object_field("ahead", |json| {
        json.field("tasks", ahead.tasks)
            .field("p50_s", ahead.p50_s)
            .field("extra_s", row.extra_s())
            .field("first", ahead.first.map(|(day, _)| day));
    });
}

/// The learning block that is worth proposing, and the number under which it waits, if it does.
fn practice_field(json: &mut Json, practice: Option<&Practice>, waits: Option<&Suggestion>) {
    let Some((words, why)) = waits
        .map(|one| (&one.words, &one.why))
        .or_else(|| practice.map(|practice| (&practice.words, &practice.why)))
    else {
        json.field("practice", None::<bool>);
        return;
    };
    json.object_field("practice", |json| {
        json.array_field("words", |json| {
            for word in words {
                json.item(word);
            }
        })
        .field("why", why)
        .field("suggestion", waits.map(|one| one.no));
    });
}

/// The learning block that waits for an answer.
fn waiting(env: &mut Env) -> Result<Option<Suggestion>, Failure> {
    let waiting = env.store()?.suggestions()?;
    Ok(waiting.into_iter().find(|one| practised(one).is_some()))
}

/// Leaves the first of the learning blocks for the person, unless one waits that is still worth it; one that is not any
/// more goes. Returns what waits then. Where nothing can be written, nothing is left.
fn leave(env: &mut Env, practices: &[Practice]) -> Result<Option<Suggestion>, Failure> {
    if let Some(old) = waiting(env)? {
        let today = env.now.day();
        let holds = practised(&old).is_some_and(|(tag, due)| {
            practices.iter().any(|one| one.tag == tag) && due.is_none_or(|due| due >= today)
        });
        if holds || env.store()?.take_suggestion(old.no).is_err() {
            return Ok(Some(old));
        }
    }
    let Some(Practice { words, why, .. }) = practices.first().cloned() else { return Ok(None) };
    let Ok(comes) = rehearse(env, &words)? else { return Ok(None) };
    let at: Moment = env.now.at;
    let mut suggestion = Suggestion { no: 0, at, who: OWN.to_owned(), words, comes, why };
    // Nobody is refused an answer because of it.
    let Ok(Some(no)) = env.store()?.suggest(&suggestion) else { return Ok(None) };
    suggestion.no = no;
    Ok(Some(suggestion))
}

fn suggested(env: &mut Env, waits: &Suggestion) {
    env.printer.line("");
    say(env, Look::Plain, &format!("Suggested: heyday {}", command_line(&waits.words)));
    say(env, Look::Faint, &format!("Why: {}.", waits.why));
    let no = waits.no;
    let next = format!(
        "Next: `heyday suggestions accept {no}` does it, `heyday suggestions dismiss {no}` does not"
    );
    say(env, Look::Faint, &next);
}
