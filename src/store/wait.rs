//! Waiting for other processes. SQLite's own wait sleeps longer and longer, up to a tenth of a second, so that
//! whoever has waited longest is the least likely to be next. This one stays short and uneven: everybody in
//! the queue has the same chance each time, and nobody waits for a lock that is free.
//!
//! A lock is held by the system and not by a file's existence: who dies lets go of it.

use rusqlite::Connection;
use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// How long another process is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// The longest sleep between two tries, when it is long that others write: an import takes seconds.
const LONGEST_MS: u64 = 8;

thread_local! {
    /// When this thread began to wait. SQLite calls back on the thread that asks.
    static BEGAN: Cell<Option<Instant>> = const { Cell::new(None) };
    static HURRIED: Cell<bool> = const { Cell::new(false) };
}

/// Makes the connection wait up to [`PATIENCE`] for a lock that another process holds.
pub(super) fn be_patient(conn: &mut Connection) -> rusqlite::Result<()> {
    conn.busy_handler(Some(wait))
}

/// Does `work` without waiting for anybody.
pub(super) fn without_waiting<T>(work: impl FnOnce() -> T) -> T {
    HURRIED.set(true);
    let done = work();
    HURRIED.set(false);
    done
}

/// Waits a little before another try.
pub(super) fn breathe() {
    std::thread::park_timeout(Duration::from_millis(5));
}

/// Sleeps before the next try (`tries` were in vain before); `false` when it has been long enough.
fn wait(tries: i32) -> bool {
    let now = Instant::now();
    let began = BEGAN.get().filter(|_| tries > 0).unwrap_or(now);
    BEGAN.set(Some(began));
    let waited = now - began;
    if HURRIED.get() || waited >= PATIENCE {
        return false;
    }
    // A thirtieth of the time waited so far, so that hundreds of tries, not thousands, fill the patience.
    let most_ms = u64::try_from(waited.as_millis() / 30).unwrap_or(LONGEST_MS).clamp(1, LONGEST_MS);
    let uneven = RandomState::new().hash_one(tries) % (most_ms * 1000);
    std::thread::park_timeout(Duration::from_micros(most_ms * 500 + uneven));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two(dir: &tempfile::TempDir) -> (Connection, Connection) {
        let open = || {
            let mut conn = Connection::open(dir.path().join("a.db")).unwrap();
            be_patient(&mut conn).unwrap();
            conn
        };
        (open(), open())
    }

    #[test]
    fn a_writer_waits_until_the_other_is_done_and_not_much_longer() {
        let dir = tempfile::tempdir().unwrap();
        let (first, second) = two(&dir);
        first.execute_batch("BEGIN IMMEDIATE").unwrap();
        let done = std::thread::spawn(move || {
            second.execute_batch("BEGIN IMMEDIATE").unwrap();
            Instant::now()
        });
        std::thread::park_timeout(Duration::from_millis(200));
        let released = Instant::now();
        first.execute_batch("COMMIT").unwrap();
        let late = done.join().unwrap().saturating_duration_since(released);
        assert!(late < Duration::from_millis(60), "{late:?}");
    }

    #[test]
    fn whoever_is_in_a_hurry_does_not_wait() {
        let dir = tempfile::tempdir().unwrap();
        let (first, second) = two(&dir);
        first.execute_batch("BEGIN IMMEDIATE").unwrap();
        let began = Instant::now();
        assert!(without_waiting(|| second.execute_batch("BEGIN IMMEDIATE")).is_err());
        assert!(began.elapsed() < Duration::from_secs(1));
    }
}
