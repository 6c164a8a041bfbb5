//! The store: one SQLite file with the journal of facts, what the facts add up to, and the groups that undo
//! takes back. The only room that knows `rusqlite`. It decides nothing (that is [`decide()`]) and reads no
//! clock: time comes as [`Now`].
//!
//! Acknowledged means durable: every writing function returns after the commit has reached the disk. All
//! writing transactions are IMMEDIATE and wait up to 5 seconds for another process.
//!
//! Start with [`Store`]; then `journal` (what is true), `project` (what it adds up to), `scope` (what is
//! loaded), `open` (how a store is opened when the disk is full, read-only or damaged).

mod backup;
mod calendars;
mod check;
mod closings;
mod codec;
mod error;
mod files;
mod forget;
mod glance;
mod heard;
mod history;
mod import;
mod journal;
mod living;
mod needs;
mod nudges;
mod open;
mod outline;
mod plans;
mod profile;
mod project;
mod read;
mod replay;
mod rhythm;
mod schema;
mod scope;
mod skills;
mod suggestions;
mod told;
mod wait;
mod writing;

pub use backup::{Backup, DueBackup};
pub use calendars::LastRead;
pub use check::Checkup;
pub use codec::SessionRow;
pub use error::StoreError;
pub use forget::{Amount, Forget, Forgotten};
pub use glance::Glance;
pub use history::{Reverted, Step};
pub use import::ImportCount;
pub use living::FileId;
#[cfg(test)]
pub(crate) use living::make_newer;
pub use plans::{Draft, PlanVersion};
pub use scope::Scope;

#[cfg(test)]
mod tests;

use crate::domain::{Change, Decision, Intent, Mint, Moment, Now, State, decide};
use journal::Heading;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use scope::Loader;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use writing::Writing;

/// More changes than this are not told one by one: reading the state again is faster.
const MOST_CHANGES: i64 = 2_000;

/// What opening needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenOptions {
    /// The present in UTC milliseconds: the birthday of a new store.
    pub now_ms: i64,
}

/// What can be done with an open store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    ReadWrite,
    /// Reading only.
    ReadOnly {
        /// Why, in words for the person.
        reason: String,
    },
}

/// What became of an intent that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The journal's last seq now.
    pub seq: i64,
    /// What was decided.
    pub decision: Decision,
    /// The state it was decided in, with the changes in it: all that an answer speaks of.
    pub state: State,
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    access: Access,
    /// Where its file and its backups are; none in memory.
    dir: Option<PathBuf>,
    /// What is read when the original can't be; removed with the store, after the connection.
    copy: Option<files::PrivateFolder>,
}

impl Store {
    /// Opens the store in `dir`, and creates it when there is none.
    ///
    /// # Errors
    /// When it can't be created or read, is damaged, or was made by a newer program.
    pub fn open(dir: &Path, options: &OpenOptions) -> Result<Store, StoreError> {
        open::open(dir, options)
    }

    /// Bytes of the store in `dir`, without what is still beside it; 0 when there is none.
    pub fn bytes(dir: &Path) -> u64 {
        std::fs::metadata(dir.join(open::FILE)).map_or(0, |file| file.len())
    }

    /// A new store that is gone when it is dropped: for tests and trials.
    ///
    /// # Errors
    /// When SQLite can't make one, which is not to be expected.
    pub fn in_memory() -> Result<Store, StoreError> {
        let mut conn = Connection::open_in_memory()?;
        schema::migrate(&mut conn, Moment::new(0, 0))?;
        Ok(Store { conn, access: Access::ReadWrite, dir: None, copy: None })
    }

    /// Lets go of the store where the process ends. What was written is on the disk when its function
    /// returns, so closing would only give memory back, cell by cell, for longer than a small question takes.
    pub fn leave(self) {
        if self.copy.is_none() {
            std::mem::forget(self);
        }
    }

    /// Whether it can be written, and if not, why.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Loads a part of the state, all of it as of one moment.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn load(&self, scope: &Scope, now: &Now) -> Result<State, StoreError> {
        self.load_at(scope, now).map(|(state, _)| state)
    }

    /// Loads a part of the state together with the seq of the last fact in it.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn load_at(&self, scope: &Scope, now: &Now) -> Result<(State, i64), StoreError> {
        let tx = self.read()?;
        let mut loader = Loader::new(&tx)?;
        loader.scope(scope, now)?;
        Ok((loader.state, journal::last_seq(&tx)?))
    }

    /// Decides an intent in the present state and records what it comes to, as one step of undo. When it
    /// returns, the change is on the disk.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the domain refuses; others when it can't be saved. Nothing has changed
    /// then.
    pub fn transact(&mut self, intent: &Intent, now: &Now) -> Result<Recorded, StoreError> {
        let tx = self.write()?;
        let recorded = record(&tx, intent, now)?;
        tx.commit()?;
        Ok(recorded)
    }

    /// What [`Store::transact`] would answer; nothing has changed afterwards.
    ///
    /// # Errors
    /// As [`Store::transact`].
    pub fn rehearse(&mut self, intent: &Intent, now: &Now) -> Result<Recorded, StoreError> {
        let tx = self.write()?;
        record(&tx, intent, now)
    }

    /// What an intent is decided in, and today: its plan with the tasks in it, its sessions, breaks and events.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn load_for(&self, intent: &Intent, now: &Now) -> Result<State, StoreError> {
        needs::today_for(&*self.read()?, intent, now)
    }

    /// The seq of the last fact; 0 when there is none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn last_seq(&self) -> Result<i64, StoreError> {
        journal::last_seq(&self.conn)
    }

    /// A number that is another one after another process (or another [`Store`]) has written. Cheap enough
    /// for once a second; blind to what this store writes itself.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        let mut ask = self.conn.prepare_cached("PRAGMA data_version")?;
        Ok(ask.query_row([], |row| row.get(0))?)
    }

    /// The changes after `seq`, in order. `None` when they are too many, or when the journal does not go
    /// that far (a backup was restored): load the state again then.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn changes_since(&self, seq: i64) -> Result<Option<Vec<Change>>, StoreError> {
        let tx = self.read()?;
        let last = journal::last_seq(&tx)?;
        if seq > last || last - seq > MOST_CHANGES {
            return Ok(None);
        }
        let mut changes = Vec::new();
        journal::each(&tx, seq + 1, last, |_, change| {
            changes.push(change);
            Ok(())
        })?;
        Ok(Some(changes))
    }

    /// A transaction that sees one moment of the store and writes nothing.
    fn read(&self) -> Result<Transaction<'_>, StoreError> {
        Ok(Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?)
    }

    /// Keeps everybody else from writing while what it returns lives.
    #[cfg(test)]
    pub(crate) fn hold(&mut self) -> impl std::fmt::Debug + '_ {
        self.write().unwrap()
    }

    /// A transaction that may write, alone.
    fn write(&mut self) -> Result<Writing<'_>, StoreError> {
        if let Access::ReadOnly { reason } = &self.access {
            return Err(StoreError::ReadOnly { reason: reason.clone() });
        }
        let wal = self.dir.as_deref().map(|dir| open::beside(&dir.join(open::FILE), "-wal"));
        Writing::begin(&self.conn, wal)
    }
}

/// Decides an intent and writes down what it comes to, in a transaction that somebody else ends.
fn record(tx: &Writing<'_>, intent: &Intent, now: &Now) -> Result<Recorded, StoreError> {
    let mut state = needs::state_for(tx, intent, now)?;
    let mut mint = Mint::new(seed(), now.at.utc_ms());
    let decision = decide(&state, intent, now, &mut mint)?;
    let heading =
        Heading { verb: decision.verb, subject: &decision.subject, kind: "do", target: None };
    let Some(seq) = history::append(tx, &heading, &decision.changes, now)? else {
        return Err(StoreError::Misfit(format!("{} {}", decision.verb, decision.subject)));
    };
    for change in &decision.changes {
        state.apply(change);
    }
    Ok(Recorded { seq, decision, state })
}

/// A number that is another one each time, from the system's entropy: where new ids begin.
pub(crate) fn seed() -> u64 {
    std::hash::RandomState::new().build_hasher().finish()
}
