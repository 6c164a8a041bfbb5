//! What heyday hears of a desktop, on a bus of the test's own with somebody on it who answers like one. Without a
//! `dbus-daemon` it is skipped with a line that says so.
#![cfg(all(unix, not(target_os = "macos")))]

use crate::home::{Home, skipped};
use std::future::poll_fn;
use std::io::{BufRead, BufReader};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use zbus::connection::{Builder, Connection};
use zbus::export::futures_core::Stream;
use zbus::{Message, MessageStream, Variant};

/// A bus for the length of a test.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn new() -> Option<Bus> {
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--session", "--nofork", "--print-address=1"]);
        let started =
            daemon.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut daemon) = started else {
            skipped("there is no dbus-daemon here");
            return None;
        };
        let mut address = String::new();
        let stdout = daemon.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut address).unwrap();
        if address.trim().is_empty() {
            skipped("the dbus-daemon does not begin here");
            let _ = daemon.wait();
            return None;
        }
        Some(Bus { daemon, address: address.trim().to_owned() })
    }

    /// Somebody with that name who gives to every call what `answer` makes of its words.
    fn seat(&self, name: &'static str, answer: fn(&str, &str) -> Option<Said>) {
        let address = self.address.clone();
        let (ready, is_ready) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            zbus::block_on(async move {
                let connection = Builder::address(address.as_str()).build().await.unwrap();
                let mut calls = MessageStream::from(&connection);
                connection.request_name(name).await.unwrap();
                ready.send(()).unwrap();
                while let Some(Ok(call)) = poll_fn(|cx| Pin::new(&mut calls).poll_next(cx)).await {
                    reply(&connection, &call, answer).await;
                }
            });
        });
        is_ready.recv().unwrap();
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// What somebody on a bus answers.
enum Said {
    Number(u64),
    Property(Variant<'static>),
}

async fn reply(connection: &Connection, call: &Message, answer: fn(&str, &str) -> Option<Said>) {
    let header = call.header();
    let Some(member) = header.member().filter(|_| header.interface().is_some()) else { return };
    let body = call.body();
    let words: (String, String) = body.deserialize().unwrap_or_default();
    match answer(member.as_str(), &words.1) {
        Some(Said::Number(number)) => connection.reply(&header, &number).await.unwrap(),
        Some(Said::Property(value)) => connection.reply(&header, &value).await.unwrap(),
        None => {}
    }
}

/// What `doctor` says of one source.
fn said(home: &Home, name: &str) -> String {
    let answer = home.json("doctor");
    let findings = answer["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["name"] == name).unwrap();
    found["value"].as_str().unwrap().to_owned()
}

/// Asks until `doctor` says that of a source: a machine with much to do may miss heyday's deadlines.
fn hears(home: &Home, name: &str, words: &str) {
    let mut heard = String::new();
    for _ in 0..60 {
        heard = said(home, name);
        if heard.contains(words) {
            return;
        }
    }
    panic!("`{name}` says `{heard}` and never `{words}`");
}

fn at_desktop(bus: &str) -> Home {
    let home = Home::new().with("DISPLAY", ":9").with("DBUS_SESSION_BUS_ADDRESS", bus);
    home.with("DBUS_SYSTEM_BUS_ADDRESS", bus)
}

#[test]
fn a_desktop_says_how_long_nobody_touched_it_and_the_login_service_whether_it_is_locked() {
    let Some(bus) = Bus::new() else { return };
    bus.seat("org.gnome.Mutter.IdleMonitor", |member, _| {
        (member == "GetIdletime").then_some(Said::Number(125_000))
    });
    bus.seat("org.freedesktop.login1", |_, property| {
        Some(Said::Property(Variant::from(property == "LockedHint")))
    });
    let home = at_desktop(&bus.address);
    hears(&home, "desktop", "the last input 2m ago");
    hears(&home, "login", "the last input 0 s ago, locked");
    hears(&home, "presence", "locked");
}

#[test]
fn nobody_is_there_when_the_machine_is_about_to_sleep() {
    let Some(bus) = Bus::new() else { return };
    bus.seat("org.freedesktop.login1", |_, property| {
        Some(Said::Property(Variant::from(property == "PreparingForSleep")))
    });
    let home = at_desktop(&bus.address);
    hears(&home, "login", "the last input 0 s ago, locked");
}

#[test]
fn a_screen_saver_is_asked_where_there_is_no_mutter() {
    let Some(bus) = Bus::new() else { return };
    bus.seat("org.freedesktop.ScreenSaver", |member, _| {
        (member == "GetSessionIdleTime").then_some(Said::Number(40))
    });
    bus.seat("org.freedesktop.Notifications", |_, property| {
        (property == "Inhibited").then(|| Said::Property(Variant::from(true)))
    });
    let home = at_desktop(&bus.address);
    hears(&home, "desktop", "the last input 0 s ago, not to be disturbed");
}

#[test]
fn an_x_server_says_how_long_nobody_touched_it() {
    let mut server = Command::new("Xvfb");
    server.args(["-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"]);
    server.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut server) = server.spawn() else { return skipped("there is no Xvfb here") };
    let mut display = String::new();
    let stdout = server.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut display).unwrap();
    if display.trim().is_empty() {
        server.wait().unwrap();
        return skipped("Xvfb does not begin here");
    }
    let home = Home::new().with("DISPLAY", format!(":{}", display.trim()));
    hears(&home, "x11", "the last input ");
    server.kill().unwrap();
    server.wait().unwrap();
    hears(&home, "x11", "the X server can't be asked: ");
}

#[test]
fn a_bus_that_is_not_there_or_says_nothing_holds_nobody_up() {
    let home = at_desktop("unix:path=/no/such/bus");
    hears(&home, "desktop", "no session bus: ");
    hears(&home, "presence", "a desktop that can't be asked");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let home = at_desktop(&format!("unix:path={}", path.display()));
    hears(&home, "desktop", "it does not answer");
}
