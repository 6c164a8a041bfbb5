//! The log as the policy is to see it, over a connection of its own: read again when somebody else has written, when we
//! have, and when the day turns; not before.
//!
//! Whatever becomes of the store (held, moved, replaced, brought up to date by a newer program), it is closed, left alone
//! for a while and opened again. Must never make a store where there is none: one that was moved would come back empty.

use crate::domain::State;
use crate::nudge::Ground;
use crate::nudge::history::Settings;
use crate::nudge::replay::needed;
use crate::store::{FileId, OpenOptions, Scope, Store, StoreError};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a store is left alone after it could not be read; the last one for every further time.
const PAUSES_S: [u64; 4] = [1, 5, 20, 60];
/// What has been well for so long fails for the first time when it fails again.
const LONG_WELL: Duration = Duration::from_secs(300);
/// The shortest time from one reading to the next: an import writes hundreds of times a second.
const REST: Duration = Duration::from_millis(200);
/// Of the time that goes by, reading takes a twentieth at most.
const SHARE: u32 = 20;

/// The open store and what was read of it.
#[derive(Debug)]
struct Open {
    store: Store,
    file: Option<FileId>,
    known: Option<Known>,
    /// Before that it is not read again.
    next: Instant,
}

/// What was read.
#[derive(Debug)]
struct Known {
    /// Yesterday and today.
    state: State,
    /// What was learned when today began.
    ground: Ground,
    /// The version of the store, and the day, that it is of.
    version: i64,
    day: NaiveDate,
}

/// The log.
#[derive(Debug)]
pub(super) struct LiveLog {
    folder: PathBuf,
    open: Option<Open>,
    /// How often in a row it could not be used, and when it is tried again.
    failures: usize,
    retry: Option<Instant>,
}

/// What became of a look at the store.
#[derive(Debug)]
pub(super) enum Look {
    /// The state is what it was.
    Same,
    /// The state is another one.
    New,
    /// Something was written, and it is too soon to read it.
    Later(Duration),
    /// The store can't be used; it is tried again after that time.
    Failed(StoreError, Duration),
    /// It can't be used, as was said before.
    Waiting(Duration),
}

impl LiveLog {
    /// The log of the store in `folder`, which is opened at the first look.
    pub(super) fn new(folder: &Path) -> LiveLog {
        LiveLog { folder: folder.to_owned(), open: None, failures: 0, retry: None }
    }

    /// Brings the state up to date.
    pub(super) fn look(&mut self, settings: Settings<'_>) -> Look {
        let present = Instant::now();
        if let Some(wait) = self.retry.map(|at| at.saturating_duration_since(present))
            && !wait.is_zero()
        {
            return Look::Waiting(wait);
        }
        match self.try_look(settings, present) {
            Ok(look) => look,
            Err(error) => Look::Failed(error, self.fail()),
        }
    }

    /// Closes the store, because it could not be used; says after how long it is opened again.
    pub(super) fn fail(&mut self) -> Duration {
        self.open = None;
        let present = Instant::now();
        if self.retry.is_some_and(|last| present > last + LONG_WELL) {
            self.failures = 0;
        }
        let pause = Duration::from_secs(PAUSES_S[self.failures.min(PAUSES_S.len() - 1)]);
        self.failures += 1;
        self.retry = Some(present + pause);
        pause
    }

    fn try_look(&mut self, settings: Settings<'_>, present: Instant) -> Result<Look, StoreError> {
        let file = Store::file_id(&self.folder);
        if self.open.as_ref().is_some_and(|open| open.file != file) {
            self.open = None;
        }
        let open = match &mut self.open {
            Some(open) => open,
            none => {
                let options = OpenOptions { now_ms: settings.now.at.utc_ms() };
                let store = Store::open_existing(&self.folder, &options)?;
                store.keep_little()?;
                none.insert(Open { store, file, known: None, next: present })
            }
        };
        let day = settings.now.day();
        let version = open.store.data_version()?;
        if open.known.as_ref().is_some_and(|known| (known.day, known.version) == (day, version)) {
            return Ok(Look::Same);
        }
        let wait = open.next.saturating_duration_since(present);
        if open.known.is_some() && !wait.is_zero() {
            return Ok(Look::Later(wait));
        }
        open.store.check_schema()?;
        let known = open.known.take().filter(|known| known.ground.is_of(day));
        let ground = if let Some(known) = known {
            known.ground
        } else {
            let past = Scope::Day(needed((day, day), settings));
            let past = open.store.load(&past, settings.now)?;
            open.store.rest()?;
            Ground::of(past, settings)
        };
        let state = open.store.load(&Scope::Day(Ground::needed(settings)), settings.now)?;
        open.store.rest()?;
        open.known = Some(Known { state, ground, version, day });
        let after = Instant::now();
        open.next = after + REST.max((after - present) * SHARE);
        Ok(Look::New)
    }

    /// What is known of yesterday and today, and what was learned when today began; `None` as long as the store can't be
    /// read.
    pub(super) fn known(&self) -> Option<(&State, &Ground)> {
        let known = self.open.as_ref()?.known.as_ref()?;
        Some((&known.state, &known.ground))
    }

    /// Forgets what was learned: the settings are others.
    pub(super) fn forget(&mut self) {
        if let Some(open) = &mut self.open {
            open.known = None;
        }
    }

    /// The store, for what changes nothing of what is known.
    pub(super) fn store_beside(&mut self) -> Option<&mut Store> {
        self.open.as_mut().map(|open| &mut open.store)
    }

    /// The store, to be written to. What is known counts as old from here on.
    pub(super) fn store(&mut self) -> Option<&mut Store> {
        let open = self.open.as_mut()?;
        if let Some(known) = &mut open.known {
            known.version = i64::MIN;
        }
        open.next = Instant::now();
        Some(&mut open.store)
    }
}
