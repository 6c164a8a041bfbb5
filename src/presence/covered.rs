//! What a window that takes the whole screen says: somebody presents, or is in a call, so that nothing may be shown.
//!
//! Must never silence who only works on a full screen: a window whose program runs shells is a terminal or an editor, and
//! after a while no window counts any more.

use std::fs;

/// A window is a call or a presentation for so long at most, in milliseconds: every silence ends by itself. `[J]`
const LONGEST_MS: i64 = 90 * 60_000;
/// The most threads and children of a program that are looked at.
const MOST: usize = 256;

/// The window in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Front {
    /// Its number.
    pub(super) window: u32,
    /// Whether it takes the whole screen.
    pub(super) is_full: bool,
    /// Its program.
    pub(super) pid: Option<u32>,
}

/// The window that took the whole screen at the last look.
#[derive(Debug, Default)]
pub(super) struct Covered {
    now: Option<Full>,
}

#[derive(Clone, Copy, Debug)]
struct Full {
    window: u32,
    since_ms: i64,
    is_work: bool,
}

impl Covered {
    /// Whether `window`, which takes the whole screen at `now_ms` when there is one, is to be left alone. `is_work` says
    /// whether it is one that people work in; it is asked once for each.
    pub(super) fn is_call(
        &mut self,
        window: Option<u32>,
        now_ms: i64,
        is_work: impl FnOnce() -> bool,
    ) -> bool {
        let Some(window) = window else {
            self.now = None;
            return false;
        };
        let full = match self.now {
            Some(full) if full.window == window => full,
            _ => Full { window, since_ms: now_ms, is_work: is_work() },
        };
        self.now = Some(full);
        !full.is_work && (0..LONGEST_MS).contains(&(now_ms - full.since_ms))
    }
}

/// Whether a program has begun others on terminals of their own, as terminals and editors do. `false` where the system does
/// not say.
pub(super) fn runs_shells(pid: Option<u32>) -> bool {
    let Some(pid) = pid else { return false };
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else { return false };
    let threads = threads.filter_map(Result::ok).take(MOST);
    threads.into_iter().any(|thread| {
        let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        children.split_whitespace().take(MOST).any(|child| {
            let stat = fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
            has_terminal(&stat)
        })
    })
}

/// Whether the process that `stat` describes has a terminal (proc(5): the fifth word after the name, which may hold
/// anything).
fn has_terminal(stat: &str) -> bool {
    let terminal = stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(4));
    terminal.is_some_and(|number| number != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIN: i64 = 60_000;

    #[test]
    fn a_full_screen_is_a_call_until_it_is_over_or_too_long() {
        let mut covered = Covered::default();
        assert!(!covered.is_call(None, 0, || false));
        assert!(covered.is_call(Some(7), 0, || false));
        assert!(covered.is_call(Some(7), 89 * MIN, || panic!("it is asked once")));
        assert!(!covered.is_call(Some(7), 90 * MIN, || false));
        assert!(covered.is_call(Some(8), 91 * MIN, || false), "another window");
        assert!(!covered.is_call(None, 92 * MIN, || false));
        assert!(covered.is_call(Some(8), 93 * MIN, || false), "it was another size between");
    }

    #[test]
    fn a_window_that_people_work_in_is_no_call() {
        let mut covered = Covered::default();
        assert!(!covered.is_call(Some(7), 0, || true));
        assert!(!covered.is_call(Some(7), MIN, || panic!("it is asked once")));
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nobody() {
        let mut covered = Covered::default();
        assert!(covered.is_call(Some(7), 1_000 * MIN, || false));
        assert!(!covered.is_call(Some(7), 0, || false));
    }

    #[test]
    fn the_terminal_of_a_process_is_read_behind_a_name_that_may_hold_anything() {
        let stat = |name: &str, terminal: &str| format!("7 ({name}) S 1 7 7 {terminal} 7 4194304");
        assert!(has_terminal(&stat("bash", "34816")));
        assert!(has_terminal(&stat(") R 1 1 1 0 (x", "34816")));
        assert!(!has_terminal(&stat("pulse", "0")));
        assert!(!has_terminal(""));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_program_with_a_shell_in_a_terminal_of_its_own_is_found() {
        use portable_pty::{CommandBuilder, PtySize, native_pty_system};
        let own = Some(std::process::id());
        if fs::read_to_string("/proc/thread-self/children").is_err() {
            eprintln!("skipped: this system does not tell who began whom");
            return;
        }
        let Ok(pair) = native_pty_system().openpty(PtySize::default()) else {
            eprintln!("skipped: no terminal can be opened here");
            return;
        };
        let mut shell = pair.slave.spawn_command(CommandBuilder::new("cat")).unwrap();
        assert!(runs_shells(own));
        shell.kill().unwrap();
        shell.wait().unwrap();
        assert!(!runs_shells(None));
    }
}
