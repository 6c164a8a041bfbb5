//! The journal: facts are appended here and nowhere else, and never edited but to forget. A [`Pen`] writes the facts of
//! one group; the readers give changes back, checked against their checksum.

use super::codec::{self, Cells};
use super::error::StoreError;
use super::heard;
use super::plans::OF_PLAN;
use crate::domain::{Change, Mint, Moment};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The group whose facts a pen writes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading<'a> {
    pub(super) verb: &'a str,
    pub(super) subject: &'a str,
    /// `do`, `undo`, `redo` or `setup`.
    pub(super) kind: &'static str,
    pub(super) target: Option<i64>,
}

/// Appends the facts of one group.
#[derive(Debug)]
pub(super) struct Pen<'c> {
    conn: &'c Connection,
    at: Moment,
    group: i64,
    first: i64,
    seq: i64,
    clock: i64,
}

impl<'c> Pen<'c> {
    /// Begins a group.
    pub(super) fn begin(
        conn: &'c Connection,
        heading: &Heading<'_>,
        at: Moment,
    ) -> Result<Pen<'c>, StoreError> {
        let (seq, clock) = last(conn)?;
        let floor: i64 =
            conn.prepare_cached("SELECT clock FROM store")?.query_row([], |row| row.get(0))?;
        if heading.kind != "setup" {
            heard::somebody_is_there(conn, at)?;
        }
        if heading.kind == "do" {
            conn.prepare_cached("UPDATE groups SET status = 'dead' WHERE status = 'undone'")?
                .execute([])?;
        }
        conn.prepare_cached(
            "INSERT INTO groups (verb, subject, kind, target, status, at_ms, at_off, first_seq, last_seq) \
             VALUES (?1, ?2, ?3, ?4, 'applied', ?5, ?6, ?7, ?7)",
        )?
        .execute(params![
            heading.verb,
            heading.subject,
            heading.kind,
            heading.target,
            at.utc_ms(),
            at.offset_min(),
            seq + 1
        ])?;
        let group = conn.last_insert_rowid();
        let clock = (clock + 1).max(floor).max(at.utc_ms().max(0) << 16);
        Ok(Pen { conn, at, group, first: seq + 1, seq, clock })
    }

    /// Appends one fact.
    pub(super) fn write(&mut self, change: &Change, mint: &mut Mint) -> Result<(), StoreError> {
        let body = serde_json::to_string(change).map_err(|e| StoreError::Misfit(e.to_string()))?;
        self.seq += 1;
        let (uuid, name) = entity(change);
        let fact = Fact {
            id: mint.uuid(),
            device: 1,
            clock: self.clock,
            group: self.group,
            at: self.at,
            entity: name.map_or(uuid.as_bytes().as_slice(), str::as_bytes),
            body: &body,
        };
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO journal (seq, id, device, clock, group_id, at_ms, at_off, entity, body, checksum) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        insert.execute(params![
            self.seq,
            codec::blob(&fact.id),
            fact.device,
            fact.clock,
            fact.group,
            fact.at.utc_ms(),
            fact.at.offset_min(),
            fact.entity,
            fact.body,
            fact.checksum(self.seq)
        ])?;
        self.clock += 1;
        Ok(())
    }

    /// Ends the group and returns the last seq of the journal.
    pub(super) fn end(self) -> Result<i64, StoreError> {
        if self.seq != self.first {
            self.conn
                .prepare_cached("UPDATE groups SET last_seq = ?1 WHERE id = ?2")?
                .execute([self.seq, self.group])?;
        }
        Ok(self.seq)
    }
}

/// A row of the journal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact<'r> {
    id: uuid::Uuid,
    device: i64,
    clock: i64,
    group: i64,
    at: Moment,
    entity: &'r [u8],
    body: &'r str,
}

impl<'r> Fact<'r> {
    const COLUMNS: &'static str =
        "seq, id, device, clock, group_id, at_ms, at_off, entity, body, checksum";

    fn read(row: &'r Row<'r>) -> rusqlite::Result<(i64, Fact<'r>, i64)> {
        let mut c = Cells::new(row);
        let seq = c.next()?;
        let fact = Fact {
            id: c.uuid()?,
            device: c.next()?,
            clock: c.next()?,
            group: c.next()?,
            at: c.moment()?,
            entity: c.raw()?.as_blob().unwrap_or(&[]),
            body: c.text()?,
        };
        Ok((seq, fact, c.next()?))
    }

    /// What it says, when it is as it was written.
    fn change(&self, seq: i64, checksum: i64) -> Result<Change, StoreError> {
        let damaged = |why: String| StoreError::Damaged { detail: format!("fact {seq}: {why}") };
        if self.checksum(seq) != checksum {
            return Err(damaged("its checksum does not match".into()));
        }
        serde_json::from_str(self.body).map_err(|error| damaged(error.to_string()))
    }

    fn checksum(&self, seq: i64) -> i64 {
        let mut sum = Sum::new();
        for number in [seq, self.device, self.clock, self.group, self.at.utc_ms()] {
            sum.word(number.cast_unsigned());
        }
        sum.word(i64::from(self.at.offset_min()).cast_unsigned());
        sum.bytes(self.id.as_bytes());
        sum.bytes(self.entity);
        sum.bytes(self.body.as_bytes());
        sum.0.cast_signed()
    }
}

/// A checksum in the manner of FNV, over words instead of bytes. Every step is a bijection of both the sum
/// and the word, so that a change of one word is always seen.
struct Sum(u64);

impl Sum {
    fn new() -> Sum {
        Sum(0xcbf2_9ce4_8422_2325)
    }

    fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.word(u64::from_le_bytes(word));
        }
    }
}

/// What a change is about: an id or a name.
fn entity(change: &Change) -> (uuid::Uuid, Option<&str>) {
    use Change as C;
    let id = match change {
        C::TaskAdded { task } | C::TaskRemoved { task } => task.id.0,
        C::TaskEdited { id, .. } => id.0,
        C::SessionAdded { session } | C::SessionRemoved { session } => session.id.0,
        C::SessionEdited { id, .. } => id.0,
        C::BreakAdded { pause } | C::BreakRemoved { pause } => pause.id.0,
        C::BreakEdited { id, .. } => id.0,
        C::BlockAdded { block } | C::BlockRemoved { block } => block.id.0,
        C::BlockEdited { id, .. } => id.0,
        C::EventAdded { event } | C::EventRemoved { event } => {
            return (uuid::Uuid::nil(), Some(&event.uid));
        }
        C::CalendarAdded { calendar } | C::CalendarRemoved { calendar } => calendar.id.0,
        C::CalendarEdited { new, .. } => new.id.0,
        C::DayClosed { closing } | C::DayReopened { closing } => uuid::Uuid::from_u128(u128::from(
            chrono::Datelike::num_days_from_ce(&closing.day).unsigned_abs(),
        )),
        C::SnoozeAdded { snooze } | C::SnoozeRemoved { snooze } => snooze.id.0,
        C::SnoozeEdited { id, .. } => id.0,
        C::SignDisputed { dispute } | C::DisputeEnded { dispute } => {
            return (uuid::Uuid::nil(), Some(&dispute.sign));
        }
        C::TypeAdded { kind, .. } | C::TypeRemoved { kind, .. } => {
            return (uuid::Uuid::nil(), Some(&kind.name));
        }
        C::TypeEdited { new, .. } => {
            return (uuid::Uuid::nil(), Some(&new.name));
        }
    };
    (id, None)
}

/// The last seq and its logical clock; zeros when the journal is empty.
fn last(conn: &Connection) -> Result<(i64, i64), StoreError> {
    let mut newest =
        conn.prepare_cached("SELECT seq, clock FROM journal ORDER BY seq DESC LIMIT 1")?;
    let row = newest.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(row.unwrap_or((0, 0)))
}

/// The seq of the newest fact; 0 when there is none.
pub(super) fn last_seq(conn: &Connection) -> Result<i64, StoreError> {
    last(conn).map(|(seq, _)| seq)
}

/// Gives every fact from `first` to `last`, in order, to `each`.
///
/// # Errors
/// [`StoreError::Damaged`] at the first fact that does not match its checksum or can't be read.
pub(super) fn each(
    conn: &Connection,
    first: i64,
    last: i64,
    mut each: impl FnMut(i64, Change) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql =
        format!("SELECT {} FROM journal WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq", Fact::COLUMNS);
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([first, last])?;
    while let Some(row) = rows.next()? {
        let (seq, fact, checksum) = Fact::read(row)?;
        each(seq, fact.change(seq, checksum)?)?;
    }
    Ok(())
}

/// Gives every fact of the plan after `seq`, the last first, to `each`.
///
/// # Errors
/// [`StoreError::Damaged`] at the first fact that does not match its checksum or can't be read.
pub(super) fn each_of_plan_back(
    conn: &Connection,
    seq: i64,
    mut each: impl FnMut(Change),
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT {} FROM journal WHERE seq > ?1 AND {OF_PLAN} ORDER BY seq DESC",
        Fact::COLUMNS
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([seq])?;
    while let Some(row) = rows.next()? {
        let (seq, fact, checksum) = Fact::read(row)?;
        each(fact.change(seq, checksum)?);
    }
    Ok(())
}

/// The facts that are not as they were written: their seqs, at most `limit` of them.
pub(super) fn rotten(conn: &Connection, limit: usize) -> Result<Vec<i64>, StoreError> {
    let sql = format!("SELECT {} FROM journal ORDER BY seq", Fact::COLUMNS);
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([])?;
    let mut bad = Vec::new();
    while let Some(row) = rows.next()? {
        let whole = Fact::read(row).is_ok_and(|(seq, fact, sum)| {
            fact.checksum(seq) == sum && serde_json::from_str::<Change>(fact.body).is_ok()
        });
        if !whole && bad.len() < limit {
            bad.push(row.get(0).unwrap_or(0));
        }
    }
    Ok(bad)
}

/// A fact as it is held, for the one place that rewrites the journal.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) seq: i64,
    pub(super) group: i64,
    pub(super) change: Change,
    id: uuid::Uuid,
    device: i64,
    clock: i64,
    at: Moment,
    entity: Vec<u8>,
    body: String,
}

/// The next facts after a seq, at most `limit` of them.
///
/// # Errors
/// [`StoreError::Damaged`] at the first fact that is not as it was written.
pub(super) fn held(conn: &Connection, after: i64, limit: i64) -> Result<Vec<Held>, StoreError> {
    let sql = format!("SELECT {} FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2", Fact::COLUMNS);
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([after, limit])?;
    let mut batch = Vec::new();
    while let Some(row) = rows.next()? {
        let (seq, fact, checksum) = Fact::read(row)?;
        let change = (fact.checksum(seq) == checksum)
            .then(|| serde_json::from_str(fact.body).ok())
            .flatten()
            .ok_or_else(|| StoreError::Damaged { detail: format!("fact {seq} can't be read") })?;
        batch.push(Held {
            seq,
            group: fact.group,
            change,
            id: fact.id,
            device: fact.device,
            clock: fact.clock,
            at: fact.at,
            entity: fact.entity.to_owned(),
            body: fact.body.to_owned(),
        });
    }
    Ok(batch)
}

impl Held {
    /// Puts the fact at another place.
    pub(super) fn renumber(&self, conn: &Connection, seq: i64) -> Result<(), StoreError> {
        self.put(conn, seq, &self.body)
    }

    /// Puts the fact at another place, with another change.
    pub(super) fn rewrite(
        &self,
        conn: &Connection,
        seq: i64,
        change: &Change,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(change).map_err(|e| StoreError::Misfit(e.to_string()))?;
        self.put(conn, seq, &body)
    }

    fn put(&self, conn: &Connection, seq: i64, body: &str) -> Result<(), StoreError> {
        let fact = Fact {
            id: self.id,
            device: self.device,
            clock: self.clock,
            group: self.group,
            at: self.at,
            entity: &self.entity,
            body,
        };
        conn.prepare_cached(
            "UPDATE journal SET seq = ?2, body = ?3, checksum = ?4 WHERE seq = ?1",
        )?
        .execute(params![self.seq, seq, body, fact.checksum(seq)])?;
        Ok(())
    }
}
