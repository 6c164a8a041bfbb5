//! `calendar`: which calendars are read, how each is meant, and how its reading stands.
//!
//! Next: [`crate::runtime::refresh_if_changed`], which reads them, and [`crate::calendar`].

use super::env::Env;
use super::failure::Failure;
use super::phrase::{self, count};
use super::printer::{Look, complain};
use super::table::{Column, Table};
use super::tell::Next;
use super::view;
use crate::calendar::Health;
use crate::domain::{AllDay, Calendar as Read, CalendarId, Intent, Order, Refusal};
use crate::exchange::jsonl::write;
use crate::runtime::{calendars_at, refresh_all, refresh_if_changed};
use crate::text::{brief, visible};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Arguments of `calendar`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday calendar
  heyday calendar add ~/.calendars --mine ana@example.org
  heyday calendar add holidays.ics --all-day off
  heyday calendar edit work --all-day free
  heyday calendar refresh")]
pub(crate) struct Calendar {
    #[command(subcommand)]
    what: Option<What>,
}

/// What to do about calendars.
#[derive(Debug, Subcommand)]
enum What {
    /// Read a calendar from now on: an .ics file, a folder of them, or a folder of such folders
    Add(Add),
    /// Show the calendars that are read, and what is wrong with any
    #[command(after_help = "Example:\n  heyday calendar list")]
    List,
    /// Call a calendar something else, or say how it is meant
    Edit(Edit),
    /// Read all calendars again, whether they have changed or not
    #[command(after_help = "Example:\n  heyday calendar refresh")]
    Refresh,
    /// Read a calendar no more
    Remove(Remove),
}

/// Arguments of `calendar add`.
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing is ever written to it. Of a folder of folders, as vdirsyncer and khal keep them, each becomes a
calendar; those that are read already stay as they are.

Examples:
  heyday calendar add work.ics
  heyday calendar add ~/.calendars --mine ana@example.org")]
struct Add {
    /// Where it is
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// What to call it; after its file or folder when not given
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    meant: Meant,
}

/// Arguments of `calendar edit`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday calendar edit work --all-day free --tentative free")]
struct Edit {
    /// What it is called
    #[arg(value_name = "NAME")]
    calendar: String,
    /// What to call it from now on
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Where it is now
    #[arg(long, value_name = "PATH")]
    path: Option<PathBuf>,
    /// Pass it over for now
    #[arg(long, conflicts_with = "on")]
    off: bool,
    /// Read it again
    #[arg(long)]
    on: bool,
    #[command(flatten)]
    meant: Meant,
}

/// Arguments of `calendar remove`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday calendar remove work")]
struct Remove {
    /// What it is called
    #[arg(value_name = "NAME")]
    calendar: String,
}

/// How a calendar is meant.
#[derive(Debug, Args)]
struct Meant {
    /// What entries of whole days take: their days unless they say otherwise, nothing, or the days as days off
    #[arg(long, value_enum, value_name = "WHAT")]
    all_day: Option<AllDayWord>,
    /// Whether an entry that is only tentative takes its time
    #[arg(long, value_enum, value_name = "WHAT")]
    tentative: Option<TentativeWord>,
    /// Your address in it: what you declined takes no time. May be given several times
    #[arg(long, value_name = "ADDRESS")]
    mine: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum AllDayWord {
    /// They take their days, unless they say that they take none
    Busy,
    /// They take no time
    Free,
    /// Their days are days off: for holidays and vacations
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TentativeWord {
    /// It takes its time
    Busy,
    /// It takes none
    Free,
}

impl Meant {
    fn apply(&self, calendar: &mut Read) {
        if let Some(word) = self.all_day {
            calendar.all_day = match word {
                AllDayWord::Busy => AllDay::Busy,
                AllDayWord::Free => AllDay::Free,
                AllDayWord::Off => AllDay::Off,
            };
        }
        if let Some(word) = self.tentative {
            calendar.tentative_free = word == TentativeWord::Free;
        }
        if !self.mine.is_empty() {
            let bare = |address: &String| address.trim().trim_start_matches("mailto:").to_owned();
            calendar.mine = self.mine.iter().map(bare).filter(|a| !a.is_empty()).collect();
            calendar.mine.order();
            calendar.mine.dedup();
        }
    }
}

impl Calendar {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        match self.what {
            None | Some(What::List) => {
                let now = env.now;
                let healths = refresh_if_changed(env.store()?, &now);
                list(env, &healths);
                Ok(())
            }
            Some(What::Refresh) => {
                let now = env.now;
                let healths = refresh_all(env.store()?, &now);
                list(env, &healths);
                Ok(())
            }
            Some(What::Add(args)) => add(env, &args),
            Some(What::Edit(args)) => edit(env, &args),
            Some(What::Remove(args)) => {
                env.change(&Intent::RemoveCalendar { name: args.calendar }, Next::Undo)
            }
        }
    }
}

/// The place as it is found from anywhere.
fn place(path: &std::path::Path) -> Result<String, Failure> {
    let whole = std::path::absolute(path)
        .map_err(|error| Failure::io(&format!("`{}`", path.display()), &error, ""))?;
    let text = whole.to_str().map(str::to_owned);
    text.ok_or_else(|| {
        let message = format!("`{}` is no name that can be kept", path.display());
        Failure::usage(message, "give the folder a name in UTF-8, or a link to it")
    })
}

fn add(env: &mut Env, args: &Add) -> Result<(), Failure> {
    let places = calendars_at(&args.path).map_err(|why| {
        let message = format!("`{}` can't be read: {why}", args.path.display());
        Failure::not_found(message, "a calendar is an .ics file or a folder of them")
    })?;
    if places.len() > 1 && args.name.is_some() {
        let message = format!("`{}` has {} calendars in it", args.path.display(), places.len());
        return Err(Failure::usage(message, "leave `--name` out, or add one of its folders"));
    }
    let known = env.store()?.calendars()?;
    let (mut new, many) = (Vec::new(), places.len() > 1);
    for (path, called) in places {
        let path = place(&path)?;
        if many && known.iter().any(|known| known.path == path) {
            continue;
        }
        let mut calendar = Read {
            id: CalendarId(uuid::Uuid::nil()),
            name: args.name.clone().unwrap_or(called),
            path,
            all_day: AllDay::default(),
            mine: Vec::new(),
            tentative_free: false,
            disabled: false,
        };
        args.meant.apply(&mut calendar);
        new.push(calendar);
    }
    if new.is_empty() {
        return Err(Refusal::NothingToChange.into());
    }
    let names: Vec<String> = new.iter().map(|calendar| calendar.name.clone()).collect();
    env.change(&Intent::AddCalendars(new), Next::Undo)?;
    told(env, &names)
}

fn edit(env: &mut Env, args: &Edit) -> Result<(), Failure> {
    let name = args.calendar.clone();
    let known = env.store()?.calendars()?.into_iter().find(|known| known.name == name);
    let mut to = known.ok_or_else(|| Refusal::NoSuchCalendar(name.clone()))?;
    if let Some(path) = &args.path {
        to.path = place(path)?;
    }
    if let Some(name) = &args.name {
        to.name.clone_from(name);
    }
    to.disabled = (to.disabled || args.off) && !args.on;
    args.meant.apply(&mut to);
    let called = to.name.clone();
    env.change(&Intent::EditCalendar { name, to: Box::new(to) }, Next::Undo)?;
    told(env, &[called])
}

/// What was found in calendars that were just added or changed.
fn told(env: &mut Env, names: &[String]) -> Result<(), Failure> {
    let now = env.now;
    let healths = refresh_if_changed(env.store()?, &now);
    if env.printer.json {
        return Ok(());
    }
    for health in healths.iter().filter(|health| names.contains(&health.calendar.name)) {
        let name = visible(&health.calendar.name).into_owned();
        let found = count(u64::from(health.events), "event");
        env.printer.line(&format!("`{name}`: {found} from 60 days back to 90 days ahead"));
        trouble(health);
    }
    Ok(())
}

/// What is wrong with a calendar, to standard error.
fn trouble(health: &Health) {
    if let Some(trouble) = health.trouble() {
        complain(&format!("warning: {}\n", brief(&visible(&trouble))));
    }
}

fn list(env: &mut Env, healths: &[Health]) {
    if env.printer.json {
        let answer = view::answer(|json| {
            json.array_field("calendars", |json| {
                for health in healths {
                    json.object_item(|json| {
                        write::calendar_fields(json, &health.calendar);
                        json.field("read", health.read)
                            .field("events", health.events)
                            .field("failure", health.failure.as_deref())
                            .field("faults", &health.faults);
                    });
                }
            });
        });
        env.printer.json(&answer);
        return;
    }
    if healths.is_empty() {
        env.printer.line("No calendars: `heyday calendar add PATH` reads one.");
        return;
    }
    let mut table = Table::new(&[
        (Column::Left, ""),
        (Column::Right, ""),
        (Column::Left, ""),
        (Column::Left, ""),
        (Column::Left, ""),
    ]);
    for health in healths {
        let calendar = &health.calendar;
        let read = match health.read {
            _ if calendar.disabled => "passed over".to_owned(),
            Some(at) => format!("read {}", phrase::day_clock(at, &env.now)),
            None => "never read".to_owned(),
        };
        table.row(vec![
            (Look::Strong, calendar.name.clone()),
            (Look::Plain, count(u64::from(health.events), "event")),
            (Look::Plain, read),
            (Look::Faint, format!("whole days {}", calendar.all_day.word())),
            (Look::Faint, calendar.path.clone()),
        ]);
    }
    table.print(&mut env.printer);
    for health in healths {
        if health.failure.is_some() {
            trouble(health);
        }
        for fault in &health.faults {
            let name = &health.calendar.name;
            complain(&format!(
                "warning: calendar {}\n",
                brief(&visible(&format!("`{name}`: {fault}")))
            ));
        }
    }
}
