//! The schema and its history. Migrations are numbered SQL files that are never edited once released; they
//! run in one IMMEDIATE transaction, so that a store is of one schema or of another and never between.

use super::error::StoreError;
use super::journal::{Heading, Pen};
use super::project::Projector;
use crate::domain::{Change, Mint, Moment, TaskType};
use rusqlite::{Connection, TransactionBehavior, params};

/// Marks the file as a heyday store: `HEYD`.
pub(super) const APPLICATION_ID: i64 = 0x4845_5944;

const MIGRATIONS: [&str; 10] = [
    include_str!("../../assets/migrations/0001_ground.sql"),
    include_str!("../../assets/migrations/0002_outline.sql"),
    include_str!("../../assets/migrations/0003_learning.sql"),
    include_str!("../../assets/migrations/0004_planning.sql"),
    include_str!("../../assets/migrations/0005_calendars.sql"),
    include_str!("../../assets/migrations/0006_days.sql"),
    include_str!("../../assets/migrations/0007_nudges.sql"),
    include_str!("../../assets/migrations/0008_rhythm.sql"),
    include_str!("../../assets/migrations/0009_suggestions.sql"),
    include_str!("../../assets/migrations/0010_declined.sql"),
];

/// The newest schema that this program knows.
pub(super) const LATEST: i64 = 10;

/// The schema of the store; 0 when it has none yet.
pub(super) fn version(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the store to [`LATEST`]; a new store also gets its device and the kinds of work to start with.
pub(super) fn migrate(conn: &mut Connection, at: Moment) -> Result<(), StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    let done = usize::try_from(found).unwrap_or(0);
    for sql in MIGRATIONS.iter().skip(done) {
        tx.execute_batch(sql)?;
    }
    if found < LATEST {
        tx.pragma_update(None, "user_version", LATEST)?;
    }
    if found == 0 {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        furnish(&tx, at)?;
    }
    Ok(tx.commit()?)
}

/// An empty store in memory with nothing in it at all: to replay a journal into.
pub(super) fn unfurnished() -> Result<Connection, StoreError> {
    let conn = Connection::open_in_memory()?;
    for sql in MIGRATIONS {
        conn.execute_batch(sql)?;
    }
    conn.execute(
        "INSERT INTO store (only_row, created_ms, next_no, clock) VALUES (1, 0, 1, 0)",
        [],
    )?;
    Ok(conn)
}

pub(super) fn furnish(tx: &Connection, at: Moment) -> Result<(), StoreError> {
    let mut mint = Mint::new(super::seed(), at.utc_ms());
    tx.execute(
        "INSERT INTO store (only_row, created_ms, next_no, clock) VALUES (1, ?1, 1, 0)",
        [at.utc_ms()],
    )?;
    tx.execute("INSERT INTO devices (no, id) VALUES (1, ?1)", params![mint.uuid().as_bytes()])?;
    let heading = Heading { verb: "setup", subject: "", kind: "setup", target: None };
    let mut pen = Pen::begin(tx, &heading, at)?;
    let mut projector = Projector::new(tx);
    for kind in TaskType::starters() {
        let change = Change::TypeAdded { kind, place: None };
        projector.apply(&change)?;
        pen.write(&change, &mut mint)?;
    }
    pen.end()?;
    Ok(())
}
