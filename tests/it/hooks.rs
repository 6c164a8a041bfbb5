//! What `heyday hook` prints, run by the real shells: marks are left when they should be, and nothing else of the shell
//! changes. A shell that is not there is skipped with a line that says so.

use crate::home::{Home, skipped};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A home whose folder no shell can read without quotes.
struct Desk {
    home: Home,
    state: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        let home = Home::new();
        let state = home.path().join("o'hara $(touch pwned) `touch pwned` \\");
        Desk { home, state }
    }

    /// What an interactive shell prints and complains about that gets the hook after `before`, and then `lines`. `None`
    /// when there is no such shell.
    fn shell(&self, shell: &str, before: &str, lines: &str) -> Option<(String, String)> {
        let mut hook = self.home.program();
        let hook = hook.args(["hook", shell, "--data-dir"]).arg(&self.state).output().unwrap();
        assert!(hook.status.success(), "{}", String::from_utf8_lossy(&hook.stderr));
        std::fs::write(self.home.path().join("hook"), hook.stdout).unwrap();
        let flags: &[&str] = if shell == "bash" { &["--norc", "-i"] } else { &["-f", "-i"] };
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(shell);
        command.args(flags).env_clear().env("PATH", path).env("HOME", self.home.path());
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_AUTHOR_NAME", "Ana");
        command.env("GIT_AUTHOR_EMAIL", "ana@example.org").env("GIT_COMMITTER_NAME", "Ana");
        command.env("GIT_COMMITTER_EMAIL", "ana@example.org").env("PS1", "");
        command.current_dir(self.home.path()).stdin(Stdio::piped());
        let Ok(mut child) = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
            skipped(&format!("there is no {shell} here"));
            return None;
        };
        let script = format!("{before}\n. ./hook\n{lines}\nexit\n");
        // A shell that has ended early is seen by what it left.
        let _ = child.stdin.take().unwrap().write_all(script.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Some((text(output.stdout), text(output.stderr)))
    }

    /// The marks that were left since this was last asked: length, exit status and word.
    fn marks(&self) -> Vec<String> {
        let file = self.state.join("hook/marks");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, "").unwrap();
        let without_time = |line: &str| line.splitn(3, ' ').nth(2).unwrap_or(line).to_owned();
        text.lines().map(without_time).collect()
    }
}

/// Commands of a person; two of them seem to have begun a hundred seconds ago.
const LINES: &str = "\
git init -q repo && cd repo
git commit -q --allow-empty -m one
 true
git status --short
__heyday_start=$((__heyday_start-100)); (exit 4)

git commit -q --allow-empty -m two && __heyday_start=$((__heyday_start-100))
cd /
__heyday_start=$((__heyday_start-100))
git commit";

/// The marks that those leave; a commit where there is nothing to commit to is none.
fn expected(marks: &[String]) {
    let near = |mark: &String, rest: &str| {
        let (took, found) = mark.split_once(' ').unwrap();
        found == rest && took.parse::<u32>().unwrap() < 400
    };
    let [first, long, second, last] = marks else { panic!("{marks:?}") };
    assert!(near(first, "0 commit"), "{marks:?}");
    assert!(near(long, "4 command") && long.len() > 10, "{marks:?}");
    assert!(near(second, "0 commit"), "{marks:?}");
    assert!(near(last, "0 command"), "{marks:?}");
}

fn has_git() -> bool {
    let has = Command::new("git").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !has {
        skipped("there is no git here");
    }
    has
}

#[cfg(unix)]
#[test]
fn bash_leaves_marks_whatever_else_it_is_told() {
    let desk = Desk::new();
    for before in [
        "",
        "set -u",
        "set -C",
        "HISTCONTROL=ignoreboth",
        "PROMPT_COMMAND='echo PC=$?'",
        "PROMPT_COMMAND=(true 'echo PC=$?')",
        "trap 'SEEN=$BASH_COMMAND' DEBUG",
        "IFS=0123; HISTTIMEFORMAT='%F '",
    ] {
        if !has_git() {
            return;
        }
        let Some((out, err)) = desk.shell("bash", before, LINES) else { return };
        expected(&desk.marks());
        assert_eq!(out.contains("PC=4"), before.contains("PC="), "{before}: {out}");
        assert!(!err.contains("unbound") && !err.contains("heyday_prompt:"), "{before}: {err}");
        assert!(!desk.home.path().join("pwned").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_shell_that_ends_with_the_first_failure_does_not_end_with_the_hook() {
    let desk = Desk::new();
    let lines = "__heyday_start=$((__heyday_start-100)); ! true\nfalse || ! true\necho alive $?";
    for shell in ["bash", "zsh"] {
        let Some((out, _)) = desk.shell(shell, "set -e", lines) else { continue };
        assert!(out.contains("alive"), "{shell}: {out}");
        let marks = desk.marks();
        assert!(marks.len() == 1 && marks[0].ends_with(" 1 command"), "{shell}: {marks:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_trap_and_a_hook_of_bash_that_were_there_go_on() {
    let desk = Desk::new();
    let before =
        "trap 'SEEN=$BASH_COMMAND' DEBUG; PROMPT_COMMAND=(true 'echo PC=$?'); PS0=running:";
    let lines = ". ./hook\necho \"$SEEN\"; trap -p DEBUG; echo ${#PROMPT_COMMAND[@]} ${PROMPT_COMMAND[0]}; (exit 7)";
    let Some((out, err)) = desk.shell("bash", before, lines) else { return };
    assert!(out.contains("echo \"$SEEN\"\n"), "the trap saw the command: {out}");
    assert!(out.contains("trap -- 'SEEN=$BASH_COMMAND' DEBUG"), "{out}");
    assert!(out.contains("3 __heyday_prompt\n"), "twice is once: {out}");
    assert!(out.contains("PC=7"), "others see how the command ended: {out}");
    assert!(err.contains("running:"), "{err}");
    assert_eq!(desk.marks(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn zsh_leaves_marks_whatever_else_it_is_told() {
    let desk = Desk::new();
    for before in [
        "",
        "setopt nounset noclobber",
        "setopt ksh_arrays sh_word_split",
        "precmd() { print PC=$? }",
    ] {
        if !has_git() {
            return;
        }
        let Some((out, err)) = desk.shell("zsh", before, LINES) else { return };
        expected(&desk.marks());
        assert_eq!(out.contains("PC=4"), before.contains("PC="), "{before}: {out}");
        assert!(!err.contains("__heyday"), "{before}: {err}");
        assert!(!desk.home.path().join("pwned").exists());
    }
}

#[test]
fn a_hook_says_for_which_shells_there_is_one_and_doctor_knows_of_it() {
    let home = Home::new();
    assert_eq!(home.code("hook tcsh"), 2);
    assert!(home.ok("doctor").contains("no shell tells"));
    assert!(home.ok("hook fish").contains("--on-event fish_postexec"));
    assert!(home.ok("doctor").contains("shells leave marks in "));
}
