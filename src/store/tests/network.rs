//! Stores on network file systems: read, never written.

use super::*;
use std::fs;

#[test]
fn on_a_network_file_system_a_store_is_read_and_never_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store");
    let reason = || Some("`/net` is on a network file system (NFS)".to_owned());
    let there = || open::open_unless(reason(), &path, &OpenOptions { now_ms: 0 }).unwrap();
    assert_eq!(everything(&there()).tasks().count(), 0);
    assert!(!path.exists(), "nothing is created");
    fs::create_dir(&path).unwrap();
    Store::open(&path, &OpenOptions { now_ms: 0 })
        .unwrap()
        .transact(&add("Draft"), &at(0))
        .unwrap();
    let before = fs::read(path.join("heyday.db")).unwrap();
    let mut store = there();
    assert_eq!(everything(&store).tasks().count(), 1);
    let error = store.transact(&add("Another"), &at(1)).unwrap_err();
    assert_eq!(error.to_string(), "nothing can be saved: `/net` is on a network file system (NFS)");
    drop(store);
    assert_eq!(fs::read(path.join("heyday.db")).unwrap(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn network_file_systems_are_known_by_their_numbers() {
    // Of linux/magic.h: NFS, SMB2, ext4, tmpfs, btrfs, overlay.
    let kinds = [0x6969, 0xfe53_4d42, 0xef53, 0x0102_1994, 0x9123_683e, 0x794c_7630];
    assert_eq!(kinds.map(files::network_of), [Some("NFS"), Some("SMB"), None, None, None, None]);
    assert_eq!(files::why_not_here(&std::env::temp_dir()), None);
}
