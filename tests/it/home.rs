//! A person's machine for the length of a test: a home folder of its own, a cleared environment, a clock that
//! stands still until it is set. Commands run in the real program.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Says why a test does not look at what it is about.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// The home, the time on the wall, and what else is in the environment.
pub(crate) struct Home {
    folder: TempDir,
    now: RefCell<String>,
    more: Vec<(String, OsString)>,
}

impl Home {
    /// A new home on Wednesday, 25 November 2026, 09:00 in Berlin.
    pub(crate) fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        Home { folder, now: RefCell::new("2026-11-25T09:00:00+01:00".into()), more: Vec::new() }
    }

    /// With a variable in the environment.
    pub(crate) fn with(mut self, name: &str, value: impl Into<OsString>) -> Home {
        self.more.push((name.into(), value.into()));
        self
    }

    /// Sets the clock to a time of the same day (`09:40`), or to an instant.
    pub(crate) fn at(&self, time: &str) -> &Home {
        let instant = match time.len() {
            5 => format!("2026-11-25T{time}:00+01:00"),
            _ => time.to_owned(),
        };
        *self.now.borrow_mut() = instant;
        self
    }

    /// The home folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The folder that the store is in.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join(".local/share/heyday")
    }

    /// The program, ready to be given arguments.
    pub(crate) fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heyday"));
        command.env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("HOME", self.folder.path()).env("TZ", "Europe/Berlin");
        command.env("HEYDAY_NOW", self.now.borrow().as_str());
        command.envs(self.more.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a line; words in single quotes stay one word.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.program().args(words(line)).output().unwrap()
    }

    /// Runs a line with `input` on standard input.
    pub(crate) fn feed(&self, line: &str, input: &[u8]) -> Output {
        let mut command = self.program();
        command
            .args(words(line))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Everything that a line says, and its exit status unless that is 0.
    pub(crate) fn says(&self, line: &str) -> String {
        let folder = self.folder.path().to_string_lossy().into_owned();
        said(&self.run(line)).replace(&folder, "~")
    }

    /// What a line says on standard output; it must succeed.
    pub(crate) fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "`heyday {line}`: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The JSON that a line answers with; it must succeed.
    pub(crate) fn json(&self, line: &str) -> serde_json::Value {
        let text = self.ok(&format!("{line} --json"));
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["v"], 1, "{text}");
        json
    }

    /// The exit status of a line.
    pub(crate) fn code(&self, line: &str) -> i32 {
        self.run(line).status.code().unwrap()
    }
}

/// What was said, one part after the other.
pub(crate) fn said(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => {}
        Some(code) => writeln!(text, "exit {code}").unwrap(),
        None => text.push_str("killed\n"),
    }
    text
}

fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
