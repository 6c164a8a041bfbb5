//! `forget`: take something out for good, with every number that was learned from it, and say what changed.
//!
//! Next: [`crate::store::Forget`], which knows how.

use super::env::Env;
use super::failure::Failure;
use super::phrase::{self, count};
use super::pick;
use super::printer::{Look, complain};
use super::types;
use super::view;
use crate::app::insights::words::{clock as clock_of, percent};
use crate::domain::{Order, Refusal, TaskRef};
use crate::exchange::json::Json;
use crate::learn::Profile;
use crate::store::{Forget as What, Forgotten, Scope};
use crate::text::{self, brief, print_duration, visible};
use clap::Args;
use std::io::{self, BufRead, IsTerminal};

/// The estimate that the pace is told for, in seconds.
const HOUR_S: u32 = 3600;

/// Arguments of `forget`.
#[derive(Debug, Args)]
#[command(after_help = "\
Unlike `delete` this can't be undone: it is taken out of the log, the history, everything that was learned, the \
backups, and what the disk keeps of removed rows.

Examples:
  heyday forget 142
  heyday forget session 3f2a
  heyday forget --project secret --dry-run
  heyday forget --before 2026-01-01 --yes")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Forget {
    /// A task with its sessions; or the word `session` and a session
    #[arg(value_name = "ID", conflicts_with_all = ["project", "kind", "before", "everything", "sweep"])]
    what: Vec<String>,
    /// All tasks of a project and of its parts, with their sessions
    #[arg(long, value_name = "P", conflicts_with_all = ["kind", "before", "everything", "sweep"])]
    project: Option<String>,
    /// All tasks and sessions of a kind of work
    #[arg(long = "type", value_name = "T", conflicts_with_all = ["before", "everything", "sweep"])]
    kind: Option<String>,
    /// What lies before a day; open tasks stay
    #[arg(long, value_name = "DAY", conflicts_with_all = ["everything", "sweep"])]
    before: Option<String>,
    /// Everything there is
    #[arg(long, conflicts_with = "sweep")]
    everything: bool,
    /// Forget nothing, but wipe what the disk keeps of removed rows
    #[arg(long)]
    sweep: bool,
    /// Only say what it would come to
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

impl Forget {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if self.sweep {
            env.store()?.sweep()?;
            if !env.printer.quiet && !env.printer.json {
                env.printer.line("Wiped what the disk kept of removed rows");
            }
            return Ok(());
        }
        let (what, named) = self.meant(env)?;
        if !self.dry_run && !self.yes {
            someone_to_ask(env, &named)?;
            let found = forget(env, &what, true)?;
            if found.is_nothing() && matches!(what, What::Project(_)) {
                return Err(nothing_of(&named, "`--yes` looks into the backups too"));
            }
            if !asked(&named, &found)? {
                env.printer.line("Nothing was forgotten");
                return Ok(());
            }
        }
        let found = forget(env, &what, self.dry_run)?;
        let nowhere = found.is_nothing() && found.backups_rewritten + found.backups_deleted == 0;
        if nowhere && matches!(what, What::Project(_)) {
            return Err(nothing_of(
                &named,
                "`heyday list --all` shows every task with its project",
            ));
        }
        if env.printer.json {
            let answer = view::answer(|json| fields(json, &found, self.dry_run));
            env.printer.json(&answer);
        } else if !env.printer.quiet {
            tell(env, &named, &found, self.dry_run);
        }
        Ok(())
    }

    /// What is meant, and what to call it.
    fn meant(&self, env: &mut Env) -> Result<(What, String), Failure> {
        let words: Vec<&str> = self.what.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] => {}
            ["session", word] => {
                let session = pick::session(env, word)?;
                let day = phrase::day_at(session.start, &env.now);
                let named = format!("the session {day} {}", phrase::from_to(&session));
                return Ok((What::Session(session.id), named));
            }
            words => {
                let reference = TaskRef::parse(&words.join(" "));
                let state = env.load(&Scope::Tasks(vec![reference.clone()]))?;
                let task = state.resolve(&reference)?;
                return Ok((What::Task(task.id), format!("task {} `{}`", task.no, task.title)));
            }
        }
        if let Some(project) = &self.project {
            let name = project.trim().trim_start_matches('#').to_owned();
            return Ok((What::Project(name.clone()), format!("the project `{name}`")));
        }
        if let Some(kind) = &self.kind {
            let name = types::known(env, kind)?;
            let state = env.load_running()?;
            let name = state.kind_today(&name).to_owned();
            if state.kind(&name).is_none() && !env.store()?.has_kind(&name)? {
                return Err(Refusal::NoSuchKind(name).into());
            }
            return Ok((What::Kind(name.clone()), format!("the kind of work @{name}")));
        }
        if let Some(word) = &self.before {
            let day = text::day(word, &env.reading()).map_err(|e| Failure::parse(&e, word))?;
            let named = format!("everything before {}", phrase::day(day, &env.now));
            return Ok((What::Before(env.now.day_span(day).start), named));
        }
        if self.everything {
            return Ok((What::Everything, "everything".into()));
        }
        Err(Failure::usage(
            "what is to be forgotten?",
            "a task, `heyday forget 142`, or `--project`, `--type`, `--before`, `--everything`",
        ))
    }
}

/// Nothing goes by that name.
fn nothing_of(named: &str, hint: &str) -> Failure {
    Failure::not_found(format!("nothing belongs to {named}"), hint)
}

fn forget(env: &mut Env, what: &What, dry: bool) -> Result<Forgotten, Failure> {
    let (now, habits) = (env.now, env.loaded.config.habits());
    Ok(env.store()?.forget(what, &now, &habits, dry)?)
}

fn someone_to_ask(env: &Env, named: &str) -> Result<(), Failure> {
    let terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    if terminal && !env.printer.json {
        return Ok(());
    }
    Err(Failure::usage(
        format!("to forget {named} can't be undone, and there is no terminal to ask on"),
        "add `--yes`; `--dry-run` shows what it comes to",
    ))
}

/// Asks whether to go on.
fn asked(named: &str, found: &Forgotten) -> Result<bool, Failure> {
    complain(&format!(
        "Forget {} for good? {}. This can't be undone. Type `forget` to go on: ",
        brief(&visible(named)),
        amount(found)
    ));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::io("can't read the answer", &error, ""))?;
    Ok(line.trim() == "forget")
}

/// `1 task, 12 sessions (9h20), 3 breaks, 47 facts of the journal`.
fn amount(found: &Forgotten) -> String {
    let gone = found.gone;
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    let mut parts = vec![count(number(gone.tasks), "task")];
    let worked = print_duration(gone.worked_s);
    parts.push(format!("{} ({worked})", count(number(gone.sessions), "session")));
    let others = [
        (gone.breaks, "break"),
        (gone.blocks, "block"),
        (gone.events, "event"),
        (gone.types, "kind of work"),
        (gone.nudges, "nudge"),
        (gone.presences, "line of presence"),
    ];
    for (n, one) in others {
        if n > 0 {
            parts.push(match one {
                "kind of work" if n > 1 => format!("{n} kinds of work"),
                "line of presence" if n > 1 => format!("{n} lines of presence"),
                one => count(number(n), one),
            });
        }
    }
    parts.push(format!("{} of the journal", count(number(gone.facts), "fact")));
    parts.join(", ")
}

fn tell(env: &mut Env, named: &str, found: &Forgotten, dry: bool) {
    let printer = &mut env.printer;
    if found.is_nothing() && found.backups_rewritten + found.backups_deleted == 0 {
        return printer.say(Look::Plain, &format!("There is nothing of {named} to forget"));
    }
    let verb = if dry { "Would forget" } else { "Forgot" };
    printer.say(Look::Plain, &format!("{verb} {named}: {}", amount(found)));
    for change in learned(&found.before, &found.after) {
        let line = printer.paint(Look::Plain, &format!("  {change}"));
        printer.line(&line);
    }
    if dry {
        printer.line("Nothing was changed. The backups would forget it too");
        return;
    }
    if found.backups_rewritten > 0 {
        let backups = count(found.backups_rewritten as u64, "backup");
        printer.line(&format!("Taken out of {backups} as well"));
    }
    if found.backups_deleted > 0 {
        let backups = count(found.backups_deleted as u64, "backup");
        printer.line(&format!("Deleted {backups} that could not be rewritten"));
    }
    printer.line("This can't be undone. What you exported or copied elsewhere is not touched");
}

/// The learned numbers that are others now: one line each.
fn learned(before: &Profile, after: &Profile) -> Vec<String> {
    let mut names: Vec<&String> = before.kinds.iter().chain(&after.kinds).collect();
    names.order();
    names.dedup();
    names.iter().filter_map(|name| difference(name, before, after)).collect()
}

fn difference(name: &str, before: &Profile, after: &Profile) -> Option<String> {
    let was = numbers(before, name)?;
    let Some(is) = numbers(after, name) else {
        return Some(format!("@{name}: nothing is known of it any more; {} before", was[0].1));
    };
    let changed = was.iter().zip(&is).filter(|(was, is)| was.1 != is.1);
    let said = changed.map(|((what, was), (_, is))| format!("{what} {was} -> {is}"));
    let said: Vec<String> = said.map(|words| words.trim().to_owned()).collect();
    (!said.is_empty()).then(|| format!("@{name}: {}", said.join("; ")))
}

/// What was learned about a kind of work, in words.
fn numbers(profile: &Profile, name: &str) -> Option<[(&'static str, String); 4]> {
    let kind = profile.kind(Some(name));
    profile.kinds.get(usize::from(kind)).filter(|kind| *kind == name)?;
    let curve = profile.hours.curve(kind);
    let best = profile.peaks(kind).first().map_or_else(
        || "-".into(),
        |peak| {
            let (from, to) = (clock_of(peak.start_min), clock_of(peak.end_min));
            format!("{from}-{to} (+{} %)", percent(peak.gain))
        },
    );
    let said = profile.pace.predict(kind, HOUR_S);
    #[expect(clippy::cast_possible_truncation, reason = "hours, in seconds")]
    let takes = |level| print_duration((said.at(level) / 60.0).round() as i64 * 60);
    Some([
        ("", format!("{}, {} rated", count(curve.sessions, "session"), curve.rated)),
        ("evidence for best hours", curve.claim.strength().word().into()),
        ("best", best),
        ("an estimate of 1h takes", format!("P50 {}, P80 {}", takes(0.5), takes(0.8))),
    ])
}

fn fields(json: &mut Json, found: &Forgotten, dry: bool) {
    let gone = found.gone;
    json.field("dry_run", dry);
    json.object_field("forgotten", |json| {
        json.field("tasks", gone.tasks)
            .field("sessions", gone.sessions)
            .field("worked_s", gone.worked_s)
            .field("breaks", gone.breaks)
            .field("blocks", gone.blocks)
            .field("events", gone.events)
            .field("types", gone.types)
            .field("nudges", gone.nudges)
            .field("presences", gone.presences)
            .field("facts", gone.facts)
            .field("facts_rewritten", found.rewritten as u64);
    });
    json.object_field("backups", |json| {
        json.field("rewritten", found.backups_rewritten as u64)
            .field("deleted", found.backups_deleted as u64);
    });
    json.array_field("learned_before", |json| kinds(json, &found.before));
    json.array_field("learned_after", |json| kinds(json, &found.after));
}

fn kinds(json: &mut Json, profile: &Profile) {
    for name in &profile.kinds {
        let kind = profile.kind(Some(name));
        let curve = profile.hours.curve(kind);
        let takes = |level| profile.pace.predict(kind, HOUR_S).at(level) / f64::from(HOUR_S);
        json.object_item(|json| {
            json.field("type", name)
                .field("sessions", u64::from(curve.sessions))
                .field("rated", u64::from(curve.rated))
                .field("claim", curve.claim.strength().word())
                .field("p50", takes(0.5))
                .field("p80", takes(0.8))
                .field("p90", takes(0.9));
        });
    }
}
