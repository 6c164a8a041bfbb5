//! The store's file: modes, several processes, damage, backups, and folders that can't be written.

use super::*;
use std::fs;
use std::path::Path;

fn open(dir: &Path) -> Result<Store, StoreError> {
    Store::open(dir, &OpenOptions { now_ms: at(0).at.utc_ms() })
}

fn filled(dir: &Path) -> Store {
    let mut store = open(dir).unwrap();
    store.transact(&add("Draft"), &at(0)).unwrap();
    store
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_folder_the_file_or_what_lies_beside_it() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("deep/er");
    let store = filled(&dir);
    store.backup(&at(0)).unwrap();
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&dir.join("backups")), 0o700);
    let mut seen = 0;
    for folder in [dir.clone(), dir.join("backups")] {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                assert_eq!(mode(&entry.path()), 0o600, "{:?}", entry.path());
                seen += 1;
            }
        }
    }
    assert!(seen >= 4, "db, wal, shm and a backup");
    drop(store);
    fs::set_permissions(dir.join("heyday.db"), std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .unwrap();
    drop(open(&dir).unwrap());
    assert_eq!(mode(&dir.join("heyday.db")), 0o600);
}

#[test]
fn many_processes_may_create_and_write_one_store_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let dir = dir.path().to_owned();
            std::thread::spawn(move || {
                for round in 0..10 {
                    let mut store = open(&dir).unwrap();
                    store.transact(&add(&format!("{writer} {round}")), &at(0)).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    let store = open(dir.path()).unwrap();
    assert_eq!(everything(&store).tasks().count(), 40);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_newer_store_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    store.conn.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let error = open(dir.path()).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("newer_store", 5));
    assert!(error.to_string().contains("schema 99"), "{error}");
    assert!(error.hint().contains("update heyday"));
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("heyday.db");
    fs::write(&path, vec![b'x'; 9000]).unwrap();
    let error = open(dir.path()).unwrap_err();
    assert_eq!(error.code(), "damaged");
    assert!(error.hint().contains("heyday restore"));
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    assert_eq!(open(dir.path()).unwrap_err().code(), "damaged");
}

#[test]
fn an_empty_file_left_by_a_crash_becomes_a_store() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("heyday.db"), "").unwrap();
    drop(filled(dir.path()));
    assert_eq!(everything(&open(dir.path()).unwrap()).tasks().count(), 1);
}

#[test]
fn an_empty_file_that_was_a_store_is_not_taken_for_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    fs::write(dir.path().join("heyday.db"), "").unwrap();
    assert_eq!(open(dir.path()).unwrap_err().code(), "damaged", "its WAL says so");

    let dir = tempfile::tempdir().unwrap();
    let backup = filled(dir.path()).backup(&at(0)).unwrap();
    fs::write(dir.path().join("heyday.db"), "").unwrap();
    fs::remove_file(dir.path().join("heyday.db-wal")).unwrap();
    assert_eq!(open(dir.path()).unwrap_err().code(), "damaged", "its backup says so");
    let (restored, _) = Store::restore(dir.path(), &backup.name, &at(2)).unwrap();
    assert_eq!(everything(&restored).tasks().count(), 1);
}

#[cfg(unix)]
#[test]
fn the_file_may_be_a_symbolic_link() {
    let (dir, real) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    drop(filled(real.path()));
    let link = dir.path().join("heyday.db");
    std::os::unix::fs::symlink(real.path().join("heyday.db"), &link).unwrap();
    let mut store = open(dir.path()).unwrap();
    store.transact(&add("Through the link"), &at(0)).unwrap();
    drop(store);
    assert_eq!(everything(&open(real.path()).unwrap()).tasks().count(), 2);
}

#[test]
fn the_first_day_needs_no_backup_and_every_later_one_gets_one_of_which_fourteen_stay() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    assert_eq!(store.backup_if_due(&at(0)).unwrap(), None);
    let day = |n: i64| at(n * 24 * 60);
    assert!(store.backup_if_due(&day(1)).unwrap().is_some());
    assert_eq!(store.backup_if_due(&day(1)).unwrap(), None);
    for n in 2..=20 {
        assert!(store.backup_if_due(&day(n)).unwrap().is_some());
    }
    let names: Vec<String> =
        Store::backups(dir.path()).unwrap().into_iter().map(|backup| backup.name).collect();
    assert_eq!(names.len(), 14);
    assert_eq!(names[0], "2026-12-15-daily.db");
}

#[test]
fn who_announced_a_backup_and_never_made_it_is_known_and_what_is_left_of_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    let tomorrow = at(24 * 60);
    assert_eq!(store.due_backup(&at(0)).unwrap(), None, "a new store needs none");
    assert!(!store.due_backup(&tomorrow).unwrap().unwrap().abandoned);
    store.announce_backup(&tomorrow).unwrap();
    assert!(store.due_backup(&tomorrow).unwrap().unwrap().abandoned);
    for end in ["part", "part-journal"] {
        fs::write(dir.path().join(format!("backups/2026-11-20-daily.db.0a.{end}")), "half")
            .unwrap();
    }
    let made = store.backup_if_due(&tomorrow).unwrap().unwrap();
    assert_eq!(store.due_backup(&tomorrow).unwrap(), None);
    let left: Vec<_> = fs::read_dir(dir.path().join("backups")).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0].path(), made.path);
}

#[test]
fn a_backup_that_somebody_is_making_is_left_to_them() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    let tomorrow = at(24 * 60);
    store.announce_backup(&tomorrow).unwrap();
    let folder = fs::File::open(dir.path().join("backups")).unwrap();
    folder.lock().unwrap();
    assert_eq!(store.due_backup(&tomorrow).unwrap(), None);
    assert_eq!(store.backup_if_due(&tomorrow).unwrap(), None);
    folder.unlock().unwrap();
    assert!(store.backup_if_due(&tomorrow).unwrap().is_some());
}

#[test]
fn a_damaged_store_makes_no_backup_and_pushes_none_out() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = filled(dir.path());
    for n in 0..300 {
        store.transact(&add(&format!("{n} {}", "x".repeat(200))), &at(0)).unwrap();
    }
    store.backup(&at(0)).unwrap();
    store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(store);
    let path = dir.path().join("heyday.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8192].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    let refused = match open(dir.path()) {
        Ok(store) => store.backup_if_due(&at(3000)).unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(refused.code(), "damaged");
    assert_eq!(Store::backups(dir.path()).unwrap().len(), 1);
}

#[test]
fn restore_brings_a_backup_back_and_keeps_what_it_replaces() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = filled(dir.path());
    let backup = store.backup(&at(0)).unwrap();
    store.transact(&add("Later"), &at(1)).unwrap();
    let now = at(2);
    let (restored, _) = Store::restore(dir.path(), &backup.name, &now).unwrap();
    assert_eq!(everything(&restored).tasks().count(), 1);
    assert_eq!(everything(&store).tasks().count(), 1, "an open program sees it too");
    drop((store, restored));

    fs::write(dir.path().join("heyday.db"), "rubbish").unwrap();
    fs::remove_file(dir.path().join("heyday.db-wal")).unwrap();
    assert_eq!(open(dir.path()).unwrap_err().code(), "damaged");
    let (restored, _) = Store::restore(dir.path(), &backup.name, &now).unwrap();
    assert_eq!(everything(&restored).tasks().count(), 1);
    assert!(restored.check().unwrap().is_sound());
    let kept = Store::backups(dir.path()).unwrap();
    assert_eq!(kept.iter().filter(|b| b.name.ends_with("-replaced.db")).count(), 2);
    let missing = Store::restore(dir.path(), "nonsense", &now).unwrap_err();
    assert_eq!((missing.code(), missing.exit()), ("not_found", 3));
}

#[test]
fn a_lost_or_foreign_wal_does_not_damage_what_was_saved_before() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(store);
    for bytes in [&b"rubbish rubbish rubbish rubbish rubbish"[..], &[]] {
        fs::write(dir.path().join("heyday.db-wal"), bytes).unwrap();
        fs::write(dir.path().join("heyday.db-shm"), vec![7; 40_000]).unwrap();
        let store = open(dir.path()).unwrap();
        assert_eq!(everything(&store).tasks().count(), 1);
        assert!(store.check().unwrap().is_sound());
    }
}

#[test]
fn every_rung_of_the_ladder_reads_what_was_saved() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()));
    let reader = open(dir.path()).unwrap();
    let reading = reader.read().unwrap();
    journal::last_seq(&reading).unwrap();
    // Because of the reader, this stays in the WAL.
    open(dir.path()).unwrap().transact(&add("Later"), &at(1)).unwrap();
    drop(reading);
    drop(reader);
    let path = dir.path().join("heyday.db");
    let count = |conn: &Connection| -> i64 {
        conn.query_row("SELECT count(*) FROM tasks", [], |row| row.get(0)).unwrap()
    };
    let (conn, _, _) = open::exclusive(&path).unwrap();
    assert_eq!(count(&conn), 2);
    drop(conn);
    let (conn, _, folder) = open::private_copy(&path).unwrap();
    assert_eq!(count(&conn), 2);
    let place = folder.as_ref().unwrap().0.clone();
    drop((conn, folder));
    assert!(!place.exists());
    assert!(open::immutable(&path).is_err(), "there is a WAL");
    let store = open(dir.path()).unwrap();
    store.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(store);
    let (conn, _, _) = open::immutable(&path).unwrap();
    assert_eq!(count(&conn), 2);
}

#[test]
fn a_store_that_can_only_be_read_says_why_when_it_is_written() {
    let mut store = Store::in_memory().unwrap();
    store.access = Access::ReadOnly { reason: "`/x` is on a read-only file system".into() };
    let error = store.transact(&add("Draft"), &at(0)).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("read_only", 5));
    assert_eq!(error.to_string(), "nothing can be saved: `/x` is on a read-only file system");
}

#[test]
fn what_was_acknowledged_is_there_after_a_crash_at_any_later_moment() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path()).unwrap();
    for n in 1..40 {
        store.transact(&add(&format!("{n} {}", "x".repeat(300))), &at(n)).unwrap();
        // The files as a killed process leaves them; the index of the WAL may be anything.
        let after = tempfile::tempdir().unwrap();
        for name in ["heyday.db", "heyday.db-wal"] {
            fs::copy(dir.path().join(name), after.path().join(name)).unwrap();
        }
        let mut crashed = open(after.path()).unwrap();
        assert_eq!(everything(&crashed).tasks().count(), usize::try_from(n).unwrap());
        assert_eq!(crashed.undo(&at(n)).unwrap().subject.split(' ').next(), Some(&*n.to_string()));
        assert!(crashed.check().unwrap().is_sound());
    }
}

#[test]
fn a_torn_end_of_the_wal_loses_only_what_was_not_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = filled(dir.path());
    let wal = dir.path().join("heyday.db-wal");
    let reader = open(dir.path()).unwrap();
    let reading = reader.read().unwrap();
    journal::last_seq(&reading).unwrap();
    // Because of the reader, this stays in the WAL.
    store.transact(&add("Torn"), &at(1)).unwrap();
    let written = fs::metadata(&wal).unwrap().len();
    assert!(written > 20_000);
    for length in (0..written).step_by(2_000) {
        let after = tempfile::tempdir().unwrap();
        for name in ["heyday.db", "heyday.db-wal"] {
            fs::copy(dir.path().join(name), after.path().join(name)).unwrap();
        }
        let torn = fs::OpenOptions::new().write(true).open(after.path().join("heyday.db-wal"));
        torn.unwrap().set_len(length).unwrap();
        let crashed = open(after.path()).unwrap();
        assert_eq!(everything(&crashed).tasks().count(), 1);
        assert!(crashed.check().unwrap().is_sound());
    }
}

#[test]
fn a_command_leaves_nothing_in_the_wal_that_could_be_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let wal = dir.path().join("heyday.db-wal");
    let _reader = open(dir.path()).unwrap();
    for n in 0..3 {
        let mut store = open(dir.path()).unwrap();
        store.transact(&add("Draft"), &at(n)).unwrap();
        assert_eq!(fs::metadata(&wal).unwrap().len(), 0, "before it is closed");
        store.undo(&at(n)).unwrap();
        assert_eq!(fs::metadata(&wal).unwrap().len(), 0);
    }
    fs::write(&wal, "rubbish").unwrap();
    assert_eq!(open(dir.path()).unwrap().history(9).unwrap().len(), 6);
}

#[test]
fn who_reads_the_wal_holds_nobody_up_and_the_next_write_empties_it() {
    let dir = tempfile::tempdir().unwrap();
    let wal = dir.path().join("heyday.db-wal");
    let mut store = filled(dir.path());
    let reader = open(dir.path()).unwrap();
    let reading = reader.read().unwrap();
    journal::last_seq(&reading).unwrap();
    let began = std::time::Instant::now();
    store.transact(&add("Meanwhile"), &at(1)).unwrap();
    assert!(began.elapsed() < wait::PATIENCE / 2);
    assert!(fs::metadata(&wal).unwrap().len() > 0);
    drop(reading);
    store.transact(&add("Later"), &at(2)).unwrap();
    assert_eq!(fs::metadata(&wal).unwrap().len(), 0);
    assert_eq!(everything(&reader).tasks().count(), 3);
}

#[test]
fn what_was_learned_is_read_at_once_while_another_process_writes() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = filled(folder.path());
    let mut reader = open(folder.path()).unwrap();
    let held = writer.hold();
    let began = std::time::Instant::now();
    let profile = reader.learned(&at(1), &crate::learn::Habits::default()).unwrap();
    assert_eq!(profile.tally.taught, 0);
    assert!(began.elapsed() < wait::PATIENCE / 2, "{:?}", began.elapsed());
    assert!(reader.last_learned().unwrap().is_none(), "keeping it would have meant waiting");
    drop(held);
    reader.learned(&at(1), &crate::learn::Habits::default()).unwrap();
    assert!(reader.last_learned().unwrap().is_some());
}
