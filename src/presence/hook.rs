//! The shells' side: a few lines that a shell runs at its start, and the file in which it then leaves a mark when a long
//! command is over or a commit was made. Marks hold a time, a length, an exit status and one of two words.
//!
//! Must never run a program at a prompt, and never write down what was typed. Next: `assets/hooks/`.

use crate::domain::Sound;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The most of a file of marks that is read: its end, in bytes. Two thousand marks.
const LONGEST: u64 = 1 << 16;
/// Marks that are older are of no use, in milliseconds: ninety days, as far back as is learned from.
const OLDEST_MS: i64 = 90 * 86_400_000;

/// A shell that can leave marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// GNU Bash.
    Bash,
    /// The Z shell.
    Zsh,
    /// The friendly interactive shell.
    Fish,
}

impl Shell {
    /// The lines that the shell is to run, for marks in the file `marks`; `None` for a path that is no text.
    pub fn script(self, marks: &Path) -> Option<String> {
        let path = marks.to_str()?;
        let (lines, quoted) = match self {
            Shell::Bash => (include_str!("../../assets/hooks/hook.bash"), quoted(path)),
            Shell::Zsh => (include_str!("../../assets/hooks/hook.zsh"), quoted(path)),
            Shell::Fish => (include_str!("../../assets/hooks/hook.fish"), quoted_for_fish(path)),
        };
        Some(lines.replace("\r\n", "\n").replace("@MARKS@", &quoted))
    }
}

/// A word for bash and zsh: nothing in it means anything.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A word for fish, where a backslash is one between single quotes too.
fn quoted_for_fish(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}

/// Where shells leave their marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spool {
    folder: PathBuf,
}

impl Spool {
    /// The one below heyday's folder for things that may be lost.
    pub fn below(state: &Path) -> Spool {
        Spool { folder: state.join("hook") }
    }

    /// The file that shells append to.
    pub fn marks(&self) -> PathBuf {
        self.folder.join("marks")
    }

    /// Whether a shell has been given the file.
    pub fn exists(&self) -> bool {
        self.folder.is_dir()
    }

    /// Makes the folder and the file, for nobody but this user. Fine when they are there.
    ///
    /// # Errors
    /// When they can't be made.
    pub fn prepare(&self) -> io::Result<()> {
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true);
        let mut file = OpenOptions::new();
        file.create(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
            folder.mode(0o700);
            file.mode(0o600);
        }
        folder.create(&self.folder)?;
        file.open(self.marks()).map(drop)
    }

    /// Takes the marks out: what, and when in UTC milliseconds, as they were left. What can't be read is no mark.
    pub fn take(&self, now_ms: i64) -> Vec<(Sound, i64)> {
        let (marks, taken) = (self.marks(), self.folder.join("taken"));
        // Nothing to take is what nearly always is.
        if !fs::metadata(&marks).is_ok_and(|found| found.is_file() && found.len() > 0) {
            return Vec::new();
        }
        // A shell that writes meanwhile writes to one of the two, and is read now or the next time.
        if fs::rename(&marks, &taken).is_err() {
            return Vec::new();
        }
        let text = end_of(&taken).unwrap_or_default();
        let _ = fs::remove_file(&taken);
        let _ = self.prepare();
        text.lines().filter_map(|line| mark(line, now_ms)).collect()
    }
}

/// The end of a file, from the beginning of a line.
fn end_of(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let skipped = file.metadata()?.len().saturating_sub(LONGEST);
    file.seek(SeekFrom::Start(skipped))?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if skipped == 0 {
        return Ok(text);
    }
    Ok(text.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default())
}

/// `1 SECONDS LENGTH STATUS WORD`, where 1 is the version of this form.
fn mark(line: &str, now_ms: i64) -> Option<(Sound, i64)> {
    let words: Vec<&str> = line.split(' ').collect();
    let ["1", at, took, status, word] = words[..] else { return None };
    let (_, _) = (took.parse::<u32>().ok()?, status.parse::<u16>().ok()?);
    let sound = match word {
        "command" => Sound::Command,
        "commit" => Sound::Commit,
        _ => return None,
    };
    let at_ms = at.parse::<i64>().ok()?.checked_mul(1000)?;
    (now_ms.saturating_sub(OLDEST_MS)..=now_ms.saturating_add(1000))
        .contains(&at_ms)
        .then_some((sound, at_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 1_795_593_600_000;

    fn spool() -> (tempfile::TempDir, Spool) {
        let top = tempfile::tempdir().unwrap();
        let spool = Spool::below(top.path());
        (top, spool)
    }

    #[test]
    fn marks_are_taken_once_and_garbage_is_left_out() {
        let (_top, spool) = spool();
        assert_eq!(spool.take(NOW), []);
        spool.prepare().unwrap();
        assert_eq!(spool.take(NOW), []);
        let lines = "1 1795593540 61 0 command\n1 1795593550 2 0 commit\nrubbish\n\n2 1795593540 61 0 command\n\
                     1 1795593540 61 0 reboot\n1 1795593540 -1 0 command\n1 1795593700 61 0 command\n\
                     1 1700000000 61 0 command\n1 99999999999999999999 61 0 command\n1 1795593541 90 130 command";
        fs::write(spool.marks(), lines).unwrap();
        let taken = [
            (Sound::Command, NOW - 60_000),
            (Sound::Commit, NOW - 50_000),
            (Sound::Command, NOW - 59_000),
        ];
        assert_eq!(spool.take(NOW), taken);
        assert_eq!(spool.take(NOW), []);
    }

    #[test]
    fn of_a_file_that_nobody_read_for_long_the_end_is_taken() {
        let (_top, spool) = spool();
        spool.prepare().unwrap();
        fs::write(spool.marks(), "1 1795593540 61 0 command\n".repeat(10_000)).unwrap();
        let taken = spool.take(NOW).len();
        assert_eq!(taken, 65_536 / 26 - usize::from(65_536 % 26 == 0));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_marks() {
        use std::os::unix::fs::MetadataExt;
        let (_top, spool) = spool();
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        spool.prepare().unwrap();
        fs::write(spool.marks(), "1 1795593540 61 0 command\n").unwrap();
        spool.take(NOW);
        assert_eq!((mode(&spool.folder), mode(&spool.marks())), (0o700, 0o600));
    }

    #[test]
    fn a_path_means_nothing_to_a_shell() {
        let path = Path::new("/home/o'hara/$(reboot)/`x`\\");
        for (shell, word) in [
            (Shell::Bash, r"'/home/o'\''hara/$(reboot)/`x`\'"),
            (Shell::Zsh, r"'/home/o'\''hara/$(reboot)/`x`\'"),
            (Shell::Fish, r"'/home/o\'hara/$(reboot)/`x`\\'"),
        ] {
            let script = shell.script(path).unwrap();
            assert!(
                script.contains(&format!("__heyday_marks={word}\n"))
                    || script.contains(&format!("__heyday_marks {word}\n"))
            );
            assert!(!script.contains("@MARKS@"));
        }
    }

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn no_line_makes_a_mark_of_the_future(line in "(1 )?[0-9 -]{0,30}(command|commit)?") {
            if let Some((_, at_ms)) = mark(&line, NOW) {
                prop_assert!(at_ms <= NOW + 1000);
            }
        }
    }
}
