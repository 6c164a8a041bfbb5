//! The skills ledger for the screen. To find it reads every task that was ever done, which takes more memory than a screen may
//! keep, and it is seldom looked at: a process of its own finds it (this program again, with a word that only it says) and
//! hands over the words. It also leaves the learning block that is worth proposing, once a day without being asked.

use super::aside::Itself;
use super::wake::Wake;
use crate::app::Msg;
use crate::app::skills::Picture;
use crate::domain::Now;
use std::io;
use std::process::Output;
use std::sync::mpsc::SyncSender;

/// Begins to find it; returns at once. What was found comes as [`Wake::Settled`], if there are `wakes` to tell it to.
///
/// # Errors
/// When there is no thread to be had.
pub(super) fn find(itself: Itself, now: Now, wakes: Option<SyncSender<Wake>>) -> io::Result<()> {
    let work = move || {
        let ended = itself
            .command_at(&["--quiet", "skills", "--automatic"], &now)
            .and_then(|mut command| command.output());
        if let Some(wakes) = wakes {
            drop(wakes.send(Wake::Settled(Box::new(Msg::Skills(found(ended))))));
        }
    };
    std::thread::Builder::new().name("skills".into()).spawn(work).map(drop)
}

fn found(ended: io::Result<Output>) -> Result<Picture, String> {
    let output = ended.map_err(|error| error.to_string())?;
    let picture = serde_json::from_slice(&output.stdout).ok().filter(|_| output.status.success());
    picture.ok_or_else(|| "`heyday skills` in a shell says why".to_owned())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::Zone;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// The shell stands in for the program: it finds its script where it is to find a command.
    fn asked(script: &str) -> Result<Picture, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("program"), format!("#!/bin/sh\n{script}\n")).unwrap();
        let program = folder.path().join("program");
        executable(&program);
        let (data, config) = (folder.path().to_owned(), PathBuf::from("config.toml"));
        let (sender, wakes) = wake::channel();
        let now = Now::new(1_795_597_200_000, Zone::UTC, 240);
        find(Itself { program, data, config }, now, Some(sender)).unwrap();
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Settled(msg)) => match *msg {
                Msg::Skills(found) => found,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn executable(file: &Path) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn what_the_process_finds_is_told_and_anything_else_is_no_ledger() {
        let picture = asked("echo '{\"skills\":[]}'");
        assert_eq!(picture, Ok(Picture::default()));
        for odd in ["echo '{\"skills\":[]}'; exit 1", "echo hello", "true"] {
            assert!(asked(odd).unwrap_err().contains("heyday skills"), "{odd}");
        }
    }
}
