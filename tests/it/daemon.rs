//! `heyday daemon`: the real process under a clock that runs fast, killed, started twice, beside a screen. Nothing here
//! measures time: a test waits for what must come.

use crate::home::{Home, said};
use crate::pty::{Program, SOON};
use heyday::domain::Told;
use heyday::runtime::report;
use heyday::store::{OpenOptions, Store, StoreError};
use rustix::process::{Pid, Signal, kill_process};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A background process that is killed when the test is over.
struct Daemon(Child);

impl Daemon {
    fn start(home: &Home, now: &str) -> Daemon {
        let mut command = home.at(now).program();
        command.arg("daemon").stderr(Stdio::piped());
        Daemon(command.spawn().unwrap())
    }

    fn send(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.0.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for its end; returns its status and everything it said.
    fn end(&mut self) -> (Option<i32>, String) {
        let mut status = None;
        wait_for("the end of the process", || {
            status = self.0.try_wait().unwrap();
            status.is_some()
        });
        let mut said = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status.unwrap().code(), said)
    }

    fn terminate(&mut self) -> (Option<i32>, String) {
        self.send(Signal::TERM);
        self.end()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until something is so, a few minutes at most: a test machine may be busy.
fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < 6 * SOON, "waited in vain for {what}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

fn speaks(data: &Path) -> bool {
    report(data).is_some_and(|report| report.speaks)
}

/// What was told: when, by which rule, and in which words.
fn told(data: &Path) -> Vec<(String, String, String)> {
    let store = Store::open(data, &OpenOptions::default()).unwrap();
    let mut found = Vec::new();
    store
        .each_told(None, |told: &Told| {
            found.push((told.at.rfc3339(), told.rule.clone(), told.text.clone()));
            Ok::<(), StoreError>(())
        })
        .unwrap();
    found
}

/// What a replay of the day says was to be shown.
fn replayed(home: &Home) -> Vec<(String, String, String)> {
    let answer = home.at("23:30").json("nudge replay today --shown");
    let nudges = answer["nudges"].as_array().unwrap().clone();
    let word = |nudge: &serde_json::Value, key: &str| nudge[key].as_str().unwrap().to_owned();
    nudges.iter().map(|one| (word(one, "at"), word(one, "rule"), word(one, "text"))).collect()
}

/// A home in which somebody works on and on from nine. The last word of such a day has hours left before the day is over,
/// which is many seconds of a fast clock, however busy the machine.
fn long_day() -> Home {
    let home = Home::new().with("HEYDAY_TIMER_FORGOTTEN_AFTER", "20h");
    let record = format!("record:{}", recorded(&home).display());
    let home = home.with("HEYDAY_NOTIFY", record);
    home.ok("start Write the methods");
    home
}

fn recorded(home: &Home) -> PathBuf {
    home.path().join("said.jsonl")
}

/// When what was shown was due, as it was recorded.
fn shown(home: &Home) -> Vec<String> {
    let text = std::fs::read_to_string(recorded(home)).unwrap_or_default();
    let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let at = |line: serde_json::Value| line["at"].as_str().unwrap().to_owned();
    text.lines().map(line).map(at).collect()
}

#[test]
fn a_day_under_a_fast_clock_is_told_as_its_replay_says() {
    let home = long_day();
    let expected = replayed(&home);
    assert!(expected.len() >= 4, "{expected:?}");
    let mut daemon = Daemon::start(&home, "2026-11-25T09:00:00+01:00@1800x");
    wait_for("the whole day", || shown(&home).len() >= expected.len());
    let (status, said) = daemon.terminate();
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(told(&home.data()), expected);
    assert_eq!(shown(&home), expected.iter().map(|(at, ..)| at.clone()).collect::<Vec<_>>());
    assert_eq!(replayed(&home), expected, "nor does telling change what was to be told");
    assert_eq!(said.lines().filter(|line| line.contains(": ")).count(), expected.len(), "{said}");
}

#[test]
fn a_morning_with_micro_breaks_is_told_as_its_replay_says() {
    let home = long_day().with("HEYDAY_BREAKS_MICRO", "true");
    let answer = home.at("12:00").json("nudge replay today --shown");
    let expected: Vec<(String, String)> = answer["nudges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["at"].as_str().unwrap().into(), one["kind"].as_str().unwrap().into()))
        .collect();
    let at = |time: &str, kind: &str| (format!("2026-11-25T{time}:00+01:00"), kind.to_owned());
    // A rest at a quarter past ten takes the place of one before it and one after it.
    assert_eq!(expected[..2], [at("09:25", "micro_break"), at("10:15", "rest_break")]);
    assert!(expected.len() >= 4, "{expected:?}");
    let mut daemon = Daemon::start(&home, "2026-11-25T09:00:00+01:00@600x");
    wait_for("the morning", || shown(&home).len() >= expected.len());
    assert_eq!(daemon.terminate().0, Some(0));
    let told: Vec<(String, String)> = told(&home.data())
        .into_iter()
        .map(|(at, rule, _)| {
            (at, if rule == "micro" { "micro_break" } else { "rest_break" }.into())
        })
        .collect();
    assert_eq!(told[..expected.len()], expected);
}

#[test]
fn killed_at_any_time_it_starts_again_and_tells_nothing_twice() {
    let home = long_day();
    let expected = replayed(&home);
    let mut minutes = 8 * 60;
    for _ in 0..20 {
        let now = format!("2026-11-25T{:02}:{:02}:00+01:00@60x", minutes / 60, minutes % 60);
        let daemon = Daemon::start(&home, &now);
        wait_for("the floor", || speaks(&home.data()));
        daemon.send(Signal::KILL);
        drop(daemon);
        assert!(report(&home.data()).is_none(), "a dead process is no running one");
        minutes += 40;
    }
    let told = told(&home.data());
    assert!(told.iter().all(|one| expected.contains(one)), "{told:?} {expected:?}");
    let mut once = told.clone();
    once.dedup();
    assert_eq!(once, told);
}

#[test]
fn there_is_one_in_the_background_and_the_second_says_so() {
    let home = Home::new();
    let mut first = Daemon::start(&home, "09:00");
    wait_for("the floor", || speaks(&home.data()));
    let pid = first.0.id();
    assert_eq!(
        said(&home.run("daemon")),
        format!(
            "error: another heyday runs in the background on this store (pid {pid})\n\
             hint: `heyday daemon status` shows how it does\nexit 1\n"
        )
    );
    let status = home.json("daemon status");
    assert_eq!((&status["running"], &status["pid"]), (&true.into(), &pid.into()));
    assert_eq!(status["since"], "2026-11-25T09:00:00+01:00");
    assert_eq!(first.terminate(), (Some(0), "09:00 speaks\n".into()));
    assert_eq!(home.json("daemon status")["running"], false);
    assert!(home.ok("daemon status").starts_with("not running\n"));
}

#[test]
fn a_screen_takes_over_and_gives_back() {
    let home = long_day();
    let mut daemon = Daemon::start(&home, "09:00");
    wait_for("the floor", || speaks(&home.data()));
    let now = ("HEYDAY_NOW", "2026-11-25T10:16:00+01:00");
    let notify = format!("record:{}", recorded(&home).display());
    let settings = [now, ("HEYDAY_NOTIFY", &notify), ("TZ", "Europe/Berlin")];
    let mut screen = Program::start(&home.data(), &settings);
    wait_for("the screen to take over", || !speaks(&home.data()));
    wait_for("a nudge of the screen's", || !shown(&home).is_empty());
    assert_eq!(shown(&home), ["2026-11-25T10:15:00+01:00"]);
    screen.send("q");
    screen.end();
    wait_for("the screen to give back", || speaks(&home.data()));
    let (status, said) = daemon.terminate();
    assert_eq!(status, Some(0));
    assert_eq!(said, "09:00 speaks\n09:00 is silent: a screen is open\n09:00 speaks\n");
}

#[test]
fn a_bus_that_is_dead_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // Somebody listens there and never answers.
    let socket = folder.path().join("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let home = Home::new().with("HEYDAY_TIMER_FORGOTTEN_AFTER", "20h");
    let home = home.with("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()));
    home.ok("start Write the methods");
    let expected = replayed(&home);
    let mut daemon = Daemon::start(&home, "2026-11-25T09:00:00+01:00@1800x");
    wait_for("the whole day", || told(&home.data()).len() >= expected.len());
    assert_eq!(told(&home.data()), expected);
    assert_eq!(daemon.terminate().0, Some(0));
}

#[test]
fn a_service_that_began_before_the_desktop_begins_anew_when_that_is_there() {
    let home = Home::new();
    let script = "#!/bin/sh\necho LANG=C\ncat \"$XDG_RUNTIME_DIR/variables\"\n";
    std::fs::write(home.path().join("systemctl"), script).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(home.path().join("systemctl"), executable).unwrap();
    let runtime = home.path().join("runtime");
    std::fs::create_dir(&runtime).unwrap();
    std::fs::write(runtime.join("wayland-0"), "").unwrap();
    std::fs::write(runtime.join("variables"), "WAYLAND_DISPLAY=wayland-0\n").unwrap();
    let path = format!("{}:/usr/bin:/bin", home.path().display());
    let home = home.with("PATH", path).with("XDG_RUNTIME_DIR", &runtime).with("INVOCATION_ID", "7");
    home.ok("start Write the methods");
    let (status, said) = Daemon::start(&home, "2026-11-25T09:00:00+01:00").end();
    assert_eq!(status, Some(75), "{said}");
    assert!(said.contains("error: a desktop has come since this process began\n"), "{said}");
}

#[test]
fn it_is_installed_for_the_next_login_and_taken_away_again() {
    let home = Home::new();
    let bin = home.path().join("a bin");
    std::fs::create_dir(&bin).unwrap();
    let without = home.says("daemon install");
    assert!(without.starts_with("error: neither systemd nor launchd is here"), "{without}");
    assert!(!home.path().join(".config/systemd").exists(), "nothing is written");

    let script = "#!/bin/sh\necho \"$@\" >>\"$HOME/calls\"\n";
    std::fs::write(bin.join("systemctl"), script).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(bin.join("systemctl"), executable).unwrap();
    let home = home.with("PATH", bin);
    let file = home.path().join(".config/systemd/user/heyday.service");
    let shown = home.ok("daemon install --print");
    assert!(
        shown.contains("\nExecStart=\"") && shown.contains("/heyday\" \"daemon\"\n"),
        "{shown}"
    );
    assert!(!file.exists());
    for _ in 0..2 {
        assert!(home.ok("daemon install").starts_with("Installed "));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), shown);
    }
    let calls = std::fs::read_to_string(home.path().join("calls")).unwrap();
    let once =
        "--user daemon-reload\n--user enable heyday.service\n--user restart heyday.service\n";
    assert_eq!(calls, once.repeat(2));
    assert_eq!(home.json("daemon status")["installed"], file.to_str().unwrap());
    assert!(home.ok("daemon uninstall").starts_with("Removed "));
    assert!(!file.exists());
    assert_eq!(home.ok("daemon uninstall"), "It is not installed.\n");

    std::fs::write(&file, "[Unit]\nDescription=mine\n").unwrap();
    for line in ["daemon install", "daemon uninstall"] {
        let refused = home.says(line);
        assert!(refused.contains("was not made by heyday, and is left as it is"), "{refused}");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "[Unit]\nDescription=mine\n");
}
