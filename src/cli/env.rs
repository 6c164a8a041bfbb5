//! What a command finds: the present, the settings, the store (opened when it is first asked for), and the
//! way to change something and say so.
//!
//! Next: [`super::tell`] for the words, [`crate::store`].

use super::args::Global;
use super::failure::{FAILED, Failure, NOT_FOUND, STORE};
use super::printer::{Printer, complain};
use super::tell;
use crate::calendar::Health;
use crate::clock::{self, Clock, ManualClock, SystemClock};
use crate::config::{Config, ConfigError, Loaded, PathError, Paths, overrides_from_env};
use crate::domain::urgency::Coefficients;
use crate::domain::{
    Intent, Moment, Now, Order, Refusal, Session, State, Task, TaskId, TaskRef, Zone,
};
use crate::plan::order;
use crate::plan::shift::{self, Today};
use crate::runtime::{Aside, Stay, refresh_if_changed};
use crate::store::{Glance, OpenOptions, Scope, Store, StoreError};
use crate::text::{Reading, brief, visible};
use std::path::PathBuf;

/// The surroundings of one command.
#[derive(Debug)]
pub(crate) struct Env {
    /// Where the time comes from.
    pub(crate) clock: Box<dyn Clock>,
    /// The present, read once: everything in one command happens at one moment.
    pub(crate) now: Now,
    /// Where things are.
    pub(crate) paths: Paths,
    /// How the person wants it, and where they said so.
    pub(crate) loaded: Loaded,
    /// Whether the time is the machine's.
    pub(crate) real_time: bool,
    /// Whether only to say what would change.
    pub(crate) rehearses: bool,
    /// Where words go.
    pub(crate) printer: Printer,
    store: Option<Store>,
}

impl Env {
    /// The surroundings that the options and the environment describe. Opens nothing but the configuration;
    /// with `mends`, a mistake in that is no failure.
    ///
    /// # Errors
    /// When `HEYDAY_NOW` or the configuration can't be read, or there is no place for the data.
    pub(crate) fn new(global: &Global, mends: bool) -> Result<Env, Failure> {
        let printer = Printer::new(global.json, global.quiet, global.color);
        let (clock, real_time) = clock()?;
        let zone = zone(global.quiet);
        let place =
            |flag: &Option<PathBuf>, name| flag.clone().or_else(|| var(name).map(PathBuf::from));
        let data = place(&global.data_dir, "HEYDAY_DATA_DIR");
        let config = place(&global.config, "HEYDAY_CONFIG");
        let paths = Paths::find(data.as_deref(), config.as_deref())?;
        let loaded = match load(&paths) {
            Err(_) if mends => Loaded::default(),
            loaded => loaded?,
        };
        let now = loaded.config.now(clock.utc_ms(), zone);
        let rehearses = global.rehearse;
        Ok(Env { clock, now, paths, loaded, real_time, rehearses, printer, store: None })
    }

    /// Reads the clock again.
    pub(crate) fn tick(&mut self) {
        self.now = self.loaded.config.now(self.clock.utc_ms(), self.now.zone);
    }

    /// Reads the configuration again.
    pub(crate) fn reload(&mut self) -> Result<&Loaded, Failure> {
        self.loaded = load(&self.paths)?;
        Ok(&self.loaded)
    }

    /// Uses another folder for the data from here on.
    pub(crate) fn move_to(&mut self, data: PathBuf) {
        self.store = None;
        self.paths.data = data;
    }

    /// Lets go of the store.
    pub(crate) fn close(&mut self) {
        self.store = None;
    }

    /// Hands the open store and the clock over to the screen.
    pub(crate) fn take(&mut self) -> (Option<Store>, Box<dyn Clock>) {
        (self.store.take(), std::mem::replace(&mut self.clock, Box::new(SystemClock)))
    }

    /// How much each term of the ranking counts.
    pub(crate) fn weights(&self) -> &Coefficients {
        &self.loaded.config.urgency
    }

    /// How words about time are read.
    pub(crate) fn reading(&self) -> Reading {
        Reading {
            now: self.now,
            day_start: self.loaded.config.work_day.start,
            day_end: self.loaded.config.work_day.end,
        }
    }

    /// Lets go of the store, at the end of the process.
    pub(crate) fn leave_store(&mut self) {
        if let Some(store) = self.store.take() {
            store.leave();
        }
    }

    /// The store, opened when it was not yet.
    pub(crate) fn store(&mut self) -> Result<&mut Store, Failure> {
        if self.store.is_none() {
            let options = OpenOptions { now_ms: self.now.at.utc_ms() };
            self.store = Some(Store::open(&self.paths.data, &options)?);
        }
        self.store.as_mut().ok_or_else(|| Failure::new("internal", "the store is not open", ""))
    }

    /// A part of the state.
    pub(crate) fn load(&mut self, scope: &Scope) -> Result<State, Failure> {
        let now = self.now;
        Ok(self.store()?.load(scope, &now)?)
    }

    /// Reads the calendars that have changed, and says on standard error what is wrong with any: planning around
    /// meetings that are missing is never silent. No reason for a command to fail.
    pub(crate) fn read_calendars(&mut self) -> Result<Vec<Health>, Failure> {
        let now = self.now;
        let healths = refresh_if_changed(self.store()?, &now);
        for trouble in healths.iter().filter_map(Health::trouble) {
            complain(&format!("warning: {}\n", brief(&visible(&trouble))));
        }
        Ok(healths)
    }

    /// What runs, and today.
    pub(crate) fn load_running(&mut self) -> Result<State, Failure> {
        self.load(&Scope::Running)
    }

    /// Whether a reference is to a task that can be begun: a number or id is taken at its word, words only
    /// when they fit an open task.
    ///
    /// # Errors
    /// When words fit several open tasks.
    pub(crate) fn is_open_task(&mut self, reference: &TaskRef) -> Result<bool, Failure> {
        if !matches!(reference, TaskRef::Title(_)) {
            return Ok(true);
        }
        let state = self.load(&Scope::Tasks(vec![reference.clone()]))?;
        match state.resolve(reference) {
            Ok(task) => Ok(!task.status.is_closed()),
            Err(refusal @ Refusal::Ambiguous { .. }) => {
                let hint = "use the number, more of the title, or `--new` for a new task".into();
                Err(Failure { hint, ..refusal.into() })
            }
            Err(_) => Ok(false),
        }
    }

    /// Every session of a task, by start.
    pub(crate) fn sessions_of(&mut self, task: TaskId) -> Result<Vec<Session>, Failure> {
        let mut sessions = self.store()?.sessions_of(task, usize::MAX)?;
        sessions.order_by_key(|session| session.start);
        Ok(sessions)
    }

    /// The sessions whose UUID ends in these hexadecimal digits.
    pub(crate) fn sessions_ending_in(&mut self, tail: &str) -> Result<Vec<Session>, Failure> {
        let mut found = Vec::new();
        self.store()?.each_session(None, |row| {
            if row.id.0.simple().to_string().ends_with(&tail.replace('-', "")) {
                found.push(row.to_session()?);
            }
            Ok::<(), StoreError>(())
        })?;
        Ok(found)
    }

    /// A wall-clock time with its day.
    pub(crate) fn day_clock(&self, at: Moment) -> String {
        super::phrase::day_clock(at, &self.now)
    }

    /// Carries an intent out and says what changed and what is next.
    ///
    /// # Errors
    /// When it is refused or can't be saved; nothing has changed then.
    pub(crate) fn change(&mut self, intent: &Intent, next: tell::Next) -> Result<(), Failure> {
        match self.try_change(intent, next)? {
            None => Ok(()),
            Some(refusal) => Err(refusal.into()),
        }
    }

    /// Like [`Env::change`], but hands a refusal of the domain back.
    pub(crate) fn try_change(
        &mut self,
        intent: &Intent,
        next: tell::Next,
    ) -> Result<Option<Refusal>, Failure> {
        let now = self.now;
        let followed = self.followed(intent)?;
        let intent = followed.as_ref().unwrap_or(intent);
        let rehearses = self.rehearses;
        let store = self.store()?;
        let recorded =
            if rehearses { store.rehearse(intent, &now) } else { store.transact(intent, &now) };
        let recorded = match recorded {
            Ok(recorded) => recorded,
            Err(StoreError::Refused(refusal)) => return Ok(Some(refusal)),
            Err(error) => return Err(error.into()),
        };
        tell::changed(self, &recorded, next);
        self.acknowledge().map(|()| None)
    }

    /// An intent with what it lets move up today; `None` when there is no such thing.
    fn followed(&mut self, intent: &Intent) -> Result<Option<Intent>, Failure> {
        if !shift::may_free(intent) {
            return Ok(None);
        }
        let now = self.now;
        let state = self.store()?.load_for(intent, &now)?;
        let planning = self.loaded.config.planning();
        let today = Today { state: &state, planning: &planning, now: &now };
        Ok(Some(shift::followed(today, intent.clone())))
    }

    /// Says what was gathered, now that it is safe on the disk, and makes the day's backup if it is due.
    pub(crate) fn acknowledge(&mut self) -> Result<(), Failure> {
        let said = self.printer.flush();
        if let Some(store) = self.store.as_ref().filter(|_| !self.rehearses) {
            Aside::new(Stay::Brief).back_up(store, &self.now);
        }
        said.map(drop)
    }

    /// What runs and today, what comes next, and the seconds still planned for today: by the accepted plan where
    /// there is one. The last two need every open task; with `queue` unset they are looked for only when nothing is
    /// going on.
    pub(crate) fn load_status(
        &mut self,
        queue: bool,
    ) -> Result<(State, Option<Task>, i64), Failure> {
        let (now, weights) = (self.now, *self.weights());
        let Glance { state, next, planned_s } = self.store()?.glance(queue, &now, &weights)?;
        let ranked: Vec<TaskId> = next.into_iter().collect();
        let running = state.running().and_then(|session| session.task);
        let planning = self.loaded.config.planning();
        let today = Today { state: &state, planning: &planning, now: &now };
        let order = order::order(today, &ranked).into_iter();
        let next = order.filter(|id| Some(*id) != running).find_map(|id| state.task(id)).cloned();
        let planned_s = order::planned_s(today).unwrap_or(planned_s);
        Ok((state, next, planned_s))
    }

    /// The task on top of the queue.
    pub(crate) fn top_task(&mut self) -> Result<Option<Task>, Failure> {
        Ok(self.load_status(true)?.1)
    }
}

/// A variable of the environment; an empty one counts as not set.
pub(super) fn var(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The clock, and whether it is the machine's.
fn clock() -> Result<(Box<dyn Clock>, bool), Failure> {
    let Some(text) = var("HEYDAY_NOW") else { return Ok((Box::new(SystemClock), true)) };
    let clock = ManualClock::parse(&text.to_string_lossy()).map_err(|error| {
        Failure::usage(error.to_string(), "unset HEYDAY_NOW to use the machine's clock")
    })?;
    Ok((Box::new(clock), false))
}

fn zone(quiet: bool) -> Zone {
    let tz = std::env::var_os("TZ");
    let tz = tz.as_ref().map(|tz| tz.to_string_lossy());
    let (zone, known) = clock::local_zone(tz.as_deref());
    if !known && !quiet {
        let shown = visible(tz.as_deref().unwrap_or_default()).into_owned();
        complain(&format!("warning: TZ `{shown}` names no time zone; the system's is used\n"));
    }
    zone
}

/// The configuration. Most people have neither a file nor variables, and then nothing is read or parsed.
fn load(paths: &Paths) -> Result<Loaded, ConfigError> {
    const OURS: [&str; 4] = ["HEYDAY_DATA_DIR", "HEYDAY_CONFIG", "HEYDAY_NOW", "HEYDAY_NOTIFY"];
    let sets = std::env::vars_os().any(|(name, _)| {
        name.to_str().is_some_and(|name| name.starts_with("HEYDAY_") && !OURS.contains(&name))
    });
    let overrides =
        if sets { overrides_from_env(&|name| std::env::var(name).ok()) } else { Vec::new() };
    if overrides.is_empty() && !paths.config.exists() {
        return Ok(Loaded::default());
    }
    Config::load(paths, &overrides)
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Failure {
        let hint = error.hint.clone().unwrap_or_default();
        let code = if error.place.is_some() { "bad_config" } else { "config" };
        let exit = if error.message.starts_with("no setting") { NOT_FOUND } else { FAILED };
        Failure { exit, ..Failure::new(code, error.to_string(), hint) }
    }
}

impl From<PathError> for Failure {
    fn from(error: PathError) -> Failure {
        Failure { exit: STORE, ..Failure::new("no_home", error.to_string(), error.hint()) }
    }
}
