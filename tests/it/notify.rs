//! Notifications from end to end: a real bus, a server that speaks the protocol, buttons that are pressed through its
//! signals, and everything that can go wrong between them. The room runs in a process of its own for each test, this test
//! program again, because where the bus is stands in the environment.

use super::bus::{Asked, Bus, Manner, Server};
use heyday::domain::Moment;
use heyday::notify::{Answers, Around, Message, Notifications, Reply, Settings, Urgency, Via};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

pub(crate) const SOON: Duration = Duration::from_secs(60);
const FULL: Manner = Manner::Shows(&["actions", "body", "body-markup", "persistence"]);

/// Set in the process that speaks: what it speaks of comes on its standard input.
const SPEAKER: &str = "HEYDAY_TEST_SPEAKER";

/// The process that speaks.
pub(crate) struct Speaker {
    child: Child,
    orders: ChildStdin,
    lines: Receiver<String>,
}

impl Speaker {
    /// Starts one that finds the bus at `address` and waits for it as long as it takes.
    fn start(address: &str) -> Speaker {
        Speaker::with(&[("DBUS_SESSION_BUS_ADDRESS", address), ("HEYDAY_TEST_PATIENT", "1")])
    }

    /// Starts one that gives up on the bus at `address` when that does not answer.
    fn impatient(address: &str) -> Speaker {
        Speaker::with(&[("DBUS_SESSION_BUS_ADDRESS", address)])
    }

    pub(crate) fn with(settings: &[(&str, &str)]) -> Speaker {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "notify::speaks", "--nocapture", "--test-threads=1"]);
        command.env_clear().env(SPEAKER, "1").env("TERM", "xterm-kitty");
        command.env("PATH", "/usr/bin:/bin").envs(settings.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let orders = child.stdin.take().unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            // What the test harness says of itself has no mark.
            let said = output.lines().map_while(Result::ok);
            for line in
                said.filter_map(|line| line.split_once("> ").map(|(_, rest)| rest.to_owned()))
            {
                let _ = sender.send(line);
            }
        });
        Speaker { child, orders, lines }
    }

    fn order(&mut self, line: &str) {
        writeln!(self.orders, "{line}").unwrap();
    }

    /// Shows a message: its key, its first line, its body.
    pub(crate) fn show(&mut self, key: u32, summary: &str, body: &str) {
        self.order(&format!("show\t{key}\t{summary}\t{body}"));
    }

    fn hears(&self) -> String {
        self.lines.recv_timeout(SOON).expect("the speaker says something")
    }

    /// Waits for `line` while `press` is done again and again: nobody knows when it has begun to listen.
    fn hears_while(&self, line: &str, press: impl Fn()) {
        let mut heard = Vec::new();
        for _ in 0..600 {
            press();
            match self.lines.recv_timeout(Duration::from_millis(100)) {
                Ok(said) if said == line => return,
                Ok(said) => heard.push(said),
                Err(_) => {}
            }
        }
        panic!("`{line}` is never heard, only {heard:?}")
    }

    /// Shows a message with the key 1, and returns when it stands: the next one is on its way only then.
    fn stands(&mut self, server: &Server) {
        self.show(1, "one", "");
        assert_eq!(server.asked().summary, "one");
        self.show(9, "another", "");
        assert_eq!(server.asked().summary, "another");
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other process: reads orders and writes what it hears. Nothing in the process of the tests.
#[test]
fn speaks() {
    if std::env::var_os(SPEAKER).is_none() {
        return;
    }
    let say = |line: String| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "> {line}").and_then(|()| out.flush()).unwrap();
    };
    let outlet = move |bytes: Vec<u8>| say(format!("terminal {}", bytes.escape_ascii()));
    let replies = move |Reply { key, pressed }| say(format!("{key} {pressed:?}"));
    let mut around = Around::read().unwrap();
    // On a busy machine a bus may be slow; only what never answers has to be given up.
    if std::env::var_os("HEYDAY_TEST_PATIENT").is_some() {
        around.patience = SOON;
    }
    let via = std::env::var_os("HEYDAY_TEST_VIA").map_or(Via::Auto, |_| Via::Tmux);
    let start = || {
        Notifications::start(
            Settings { via, sound: false, ..Settings::default() },
            around.clone(),
            Some(Box::new(outlet)),
            replies,
        )
    };
    let mut notifications = Some(start());
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split('\t').collect();
        let speak = notifications.as_ref();
        match words[..] {
            ["show", key, summary, body] => {
                speak.unwrap().show(message(key.parse().unwrap(), summary, body));
            }
            ["away", key] => speak.unwrap().take_away(key.parse().unwrap()),
            ["threads"] => say(format!("threads {}", threads())),
            ["end"] => notifications = None,
            _ => panic!("{line}"),
        }
    }
}

fn message(key: u32, summary: &str, body: &str) -> Message {
    let button = |key: &str, label: &str| (key.to_owned(), label.to_owned());
    let buttons = [button("take", "Take it"), button("later", "5 more minutes")];
    Message {
        at: Moment::new(1_795_593_600_000, 60),
        key,
        summary: summary.replace("\\e", "\u{1b}"),
        body: body.replace("\\e", "\u{1b}").replace("\\n", "\n").replace("\\0", "\0"),
        urgency: Urgency::Normal,
        answers: Answers { buttons: buttons.to_vec(), ..Answers::default() },
        expires_s: Some(60),
        quiet: false,
    }
}

/// How many threads this process has, where that can be known.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

/// The number in `threads 3`.
fn count(line: &str) -> usize {
    line.strip_prefix("threads ").and_then(|count| count.parse().ok()).expect(line)
}

#[test]
fn buttons_come_back_and_a_message_takes_the_place_of_the_one_with_its_key() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, FULL);
    let mut speaker = Speaker::start(&bus.address());
    speaker.show(7, "Time for a break", "52 minutes");
    let first = server.asked();
    let buttons = ["take", "Take it", "later", "5 more minutes"].map(String::from).to_vec();
    let expected = Asked {
        id: 1,
        summary: "Time for a break".into(),
        body: "52 minutes".into(),
        buttons,
        urgency: Some(1),
        expires_ms: 60_000,
        hints: vec!["suppress-sound".into(), "urgency".into()],
        ..Asked::default()
    };
    assert_eq!(first, expected);
    speaker.show(7, "Time for a break", "57 minutes");
    let second = server.asked();
    assert_eq!((second.replaces, second.id), (1, 1));
    speaker.show(8, "It is late", "");
    assert_eq!(server.asked().replaces, 0);
    let answered = |id| {
        let asked = server.asked();
        assert!(asked.closes && asked.id == id, "what was answered goes: {asked:?}");
    };
    speaker.hears_while("7 Button(\"later\")", || server.press(1, "later"));
    answered(1);
    speaker.hears_while("8 Default", || server.press(2, "default"));
    answered(2);
    speaker.show(7, "Again", "");
    let third = server.asked();
    assert_eq!((third.replaces, third.id), (0, 3), "what was answered is not replaced");
    speaker.hears_while("7 Closed", || server.close(3));
}

#[test]
fn hostile_text_arrives_as_text() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, FULL);
    let mut speaker = Speaker::start(&bus.address());
    speaker.show(1, "<b>a</b> \\e[2J & \u{202e}b", "<img src=x>\\0\\n & \\e]0;x");
    let asked = server.asked();
    assert_eq!(asked.summary, "<b>a</b> ␛[2J & \\u{202e}b", "a first line is never markup");
    assert_eq!(asked.body, "&lt;img src=x&gt;␀\n&amp; ␛]0;x");
}

#[test]
fn a_server_without_buttons_and_markup_gets_neither() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, Manner::Shows(&["body"]));
    let mut speaker = Speaker::start(&bus.address());
    speaker.show(1, "Break", "a < b & c");
    let asked = server.asked();
    assert_eq!((asked.buttons, asked.body), (Vec::new(), "a < b & c".to_owned()));
}

#[test]
fn what_was_taken_away_and_what_is_left_at_the_end_does_not_stand_there() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, FULL);
    let mut speaker = Speaker::start(&bus.address());
    speaker.show(1, "one", "");
    speaker.show(2, "two", "");
    assert_eq!((server.asked().id, server.asked().id), (1, 2));
    speaker.order("away\t1");
    let away = server.asked();
    assert!(away.closes && away.id == 1, "{away:?}");
    speaker.order("end");
    let away = server.asked();
    assert!(away.closes && away.id == 2, "{away:?}");
}

#[test]
fn a_server_that_hangs_costs_one_deadline_and_the_terminal_shows_it() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, Manner::Hangs);
    let mut speaker = Speaker::impatient(&bus.address());
    speaker.show(1, "one", "");
    assert!(speaker.hears().starts_with("terminal \\x1b]99;i=heyday-1"));
    speaker.show(2, "two", "");
    assert!(speaker.hears().starts_with("terminal \\x1b]99;i=heyday-2"));
    let asked: Vec<String> = server.all_asked().into_iter().map(|asked| asked.summary).collect();
    assert!(!asked.contains(&"two".to_owned()), "the second message does not wait for it again");
}

#[cfg(unix)]
#[test]
fn no_bus_a_dead_one_and_one_that_never_answers_leave_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let silent = folder.path().join("silent");
    let _listener = std::os::unix::net::UnixListener::bind(&silent).unwrap();
    let dead = format!("unix:path={}", folder.path().join("dead").display());
    let silent = format!("unix:path={}", silent.display());
    for address in ["", "disabled:", "nonsense", &dead, &silent] {
        let mut speaker = Speaker::impatient(address);
        speaker.show(1, "one", "");
        let heard = speaker.hears();
        assert!(heard.starts_with("terminal \\x1b]99;"), "{address}: {heard}");
    }
}

#[test]
fn a_bus_without_a_server_starts_none() {
    let Some(bus) = Bus::start() else { return };
    let mut speaker = Speaker::start(&bus.address());
    speaker.show(1, "one", "");
    assert!(speaker.hears().starts_with("terminal "));
    // A server that comes later is found by the next message.
    let server = Server::start(&bus, FULL);
    speaker.show(2, "two", "");
    assert_eq!(server.asked().summary, "two");
}

#[test]
fn a_server_that_dies_closes_what_it_showed_and_the_next_one_is_used() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, FULL);
    let mut speaker = Speaker::start(&bus.address());
    speaker.stands(&server);
    server.end();
    speaker.hears_while("1 Closed", || ());
    let server = Server::start(&bus, FULL);
    speaker.show(1, "one again", "");
    assert_eq!(server.asked().replaces, 0);
    speaker.hears_while("1 Button(\"take\")", || server.press(1, "take"));
}

#[test]
fn a_bus_that_dies_closes_what_stood_there_and_one_that_comes_back_is_used() {
    let Some(mut bus) = Bus::start() else { return };
    let server = Server::start(&bus, FULL);
    let mut speaker = Speaker::start(&bus.address());
    speaker.stands(&server);
    bus.end();
    speaker.hears_while("1 Closed", || ());
    speaker.show(2, "two", "");
    speaker.hears_while("terminal \\x1b]99;i=heyday-2:d=1:u=1;two\\x07", || ());
    assert!(bus.again());
    let server = Server::start(&bus, FULL);
    speaker.show(3, "three", "");
    assert_eq!(server.asked().summary, "three");
}

#[cfg(target_os = "linux")]
#[test]
fn many_messages_do_not_leave_many_threads() {
    let Some(bus) = Bus::start() else { return };
    let server = Server::start(&bus, FULL);
    let mut speaker = Speaker::start(&bus.address());
    speaker.show(0, "first", "");
    server.asked();
    speaker.order("threads");
    let before = speaker.hears();
    for key in 1..8 {
        for _ in 0..4 {
            speaker.show(key, "more", "");
            server.asked();
        }
    }
    speaker.order("threads");
    let (before, after) = (count(&before), count(&speaker.hears()));
    assert!(after <= before + 2, "{before} before, {after} after");
}
