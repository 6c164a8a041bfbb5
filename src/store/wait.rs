//! Waiting for other processes. SQLite's own wait sleeps longer and longer, up to a tenth of a second, so that
//! whoever has waited longest is the least likely to be next. This one stays short and uneven, and gets shorter:
//! nobody waits long for a lock that is free, and nobody is overtaken for ever.
//!
//! A lock is held by the system and not by a file's existence: who dies lets go of it.

use rusqlite::Connection;
use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// How long another process is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

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
    let middle = pause(waited);
    let uneven =
        RandomState::new().hash_one(tries) % u64::try_from(middle.as_micros()).unwrap_or(1);
    std::thread::park_timeout(middle / 2 + Duration::from_micros(uneven));
    true
}

/// How long the next sleep is to be, more or less. Who has waited longer tries more often, and so is likely to
/// be before who comes later; but when it is a matter of seconds (an import), trying is work for nothing.
fn pause(waited: Duration) -> Duration {
    Duration::from_micros(match waited.as_millis() {
        0..20 => 2_000,
        20..100 => 1_000,
        100..1_500 => 500,
        _ => 5_000,
    })
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
    fn a_writer_waits_until_the_other_is_done() {
        let dir = tempfile::tempdir().unwrap();
        let (first, second) = two(&dir);
        first.execute_batch("BEGIN IMMEDIATE").unwrap();
        let done = std::thread::spawn(move || {
            second.execute_batch("BEGIN IMMEDIATE").unwrap();
            Instant::now()
        });
        std::thread::park_timeout(Duration::from_millis(50));
        let released = Instant::now();
        first.execute_batch("COMMIT").unwrap();
        assert!(done.join().unwrap() >= released);
    }

    #[test]
    fn who_has_waited_longer_tries_more_often_until_it_is_a_matter_of_seconds() {
        let pauses = [0, 50, 400].map(|ms| pause(Duration::from_millis(ms)));
        assert!(pauses.is_sorted_by(|a, b| a > b), "{pauses:?}");
        assert!(pause(Duration::from_secs(2)) > pauses[0]);
    }

    #[test]
    fn whoever_is_in_a_hurry_does_not_wait() {
        let dir = tempfile::tempdir().unwrap();
        let (first, second) = two(&dir);
        first.execute_batch("BEGIN IMMEDIATE").unwrap();
        let began = Instant::now();
        assert!(without_waiting(|| second.execute_batch("BEGIN IMMEDIATE")).is_err());
        assert!(began.elapsed() < PATIENCE);
    }
}
