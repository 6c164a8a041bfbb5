//! Notifications in terminals, as a terminal emulator sees them: nothing of a text becomes a sequence, and tmux neither
//! expands nor runs anything of it.

use super::bus::skipped;
use super::home::Home;
use super::notify::{SOON, Speaker};
use super::pty::Program;
use heyday::domain::Moment;
use heyday::notify::{Answers, Message, Speech, Urgency, Wrap, sequence};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use proptest::prelude::*;
use std::num::NonZeroU16;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

fn terminal(rows: u16, columns: u16) -> vt100::Parser<Heard> {
    let [rows, columns] = [rows, columns].map(|n| NonZeroU16::new(n).unwrap());
    vt100::Parser::new_with_callbacks(rows, columns, 0, Heard::default())
}

/// What a terminal was told to do besides showing text.
#[derive(Default)]
struct Heard {
    bells: usize,
    others: Vec<String>,
}

impl vt100::Callbacks for Heard {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.bells += 1;
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.others.push(format!("title {title:?}"));
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, kind: &[u8], text: &[u8]) {
        self.others.push(format!("clipboard {kind:?} {text:?}"));
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.others.push(format!("control {byte}"));
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;aGk=\u{7}",
        "\u{1b}\\",
        "\u{9c}",
        "\u{1b}[2J",
        "\u{18}",
        "\u{7}",
        "9;4;1;50",
        "\r\n",
        "text",
    ];
    let piece =
        prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(String::from), any::<String>()];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]
    #[test]
    fn a_terminal_that_does_not_know_the_sequence_shows_nothing_and_does_nothing(
        summary in hostile(),
        body in hostile(),
        speech in prop::sample::select(vec![Speech::Kitty, Speech::Urxvt, Speech::Iterm]),
    ) {
        let message = Message {
            at: Moment::new(1_795_593_600_000, 60),
            key: 1,
            summary,
            body,
            urgency: Urgency::Normal,
            answers: Answers::default(),
            expires_s: None,
            quiet: false,
        };
        let mut terminal = terminal(5, 40);
        terminal.process(b"before");
        terminal.process(&sequence(&message, Some(speech), Wrap::None, true));
        terminal.process(b" after");
        prop_assert_eq!(terminal.screen().contents(), "before after");
        prop_assert_eq!(terminal.callbacks().bells, 1);
        prop_assert_eq!(&terminal.callbacks().others, &Vec::<String>::new());
    }
}

#[test]
fn a_test_notification_goes_to_the_terminal_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let settings = [("TERM", "xterm-kitty"), ("HEYDAY_NOTIFY_VIA", "terminal")];
    let mut program = Program::script("$HEYDAY nudge test; echo over", folder.path(), &settings);
    program.wait_for("over");
    assert!(program.raw.contains("\u{1b}]99;i=heyday-0:d=0:u=1;This is a test\u{7}"));
    assert!(program.raw.contains("The terminal was asked to show it (OSC 99)."));
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_any_way_it_is_said_why_and_a_record_is_one() {
    // The machine may have a tmux of its own.
    let home = Home::new().with("TMUX_TMPDIR", "/nowhere");
    insta::assert_snapshot!(home.says("nudge test"), @r"
    error: nothing could show it: desktop: there is no session bus; terminal: there is no terminal to write to; tmux: there is no tmux; bell: there is no terminal to write to
    hint: `heyday config notify.via` says what can be set
    exit 1
    ");
    assert!(home.ok("doctor").contains("nudges      no way (desktop: "));
    let home = Home::new().with("HEYDAY_NOTIFY", "record:said.jsonl");
    assert_eq!(home.ok("nudge test"), "It was written to `said.jsonl`.\n");
    let line = std::fs::read_to_string(home.path().join("said.jsonl")).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(said["at"], "2026-11-25T09:00:00+01:00");
    assert_eq!((&said["via"], &said["summary"]), (&"record".into(), &"This is a test".into()));
    let json = home.json("nudge test");
    assert_eq!((&json["via"], &json["through"]), (&"record".into(), &"said.jsonl".into()));
    let home = Home::new().with("HEYDAY_NOTIFY", "somewhere");
    insta::assert_snapshot!(home.says("nudge test"), @r"
    error: HEYDAY_NOTIFY is `somewhere`; it takes record: and a file, such as record:said.jsonl
    hint: unset HEYDAY_NOTIFY to show notifications
    exit 2
    ");
}

#[cfg(unix)]
#[test]
fn a_program_of_the_persons_gets_the_text_and_no_shell_reads_it() {
    let home = Home::new();
    let config = "[notify]\ncommand = [\"sh\", \"-c\", \"cat > in; env > out\"]\n";
    std::fs::create_dir_all(home.path().join(".config/heyday")).unwrap();
    std::fs::write(home.path().join(".config/heyday/config.toml"), config).unwrap();
    let home = home.with("PATH", "/usr/bin:/bin");
    assert_eq!(home.ok("nudge test"), "`sh` was given it.\n");
    let read = |name: &str| std::fs::read_to_string(home.path().join(name)).unwrap();
    assert_eq!(read("in"), "This is a test\nWhat heyday has to say arrives like this.\n");
    for line in ["HEYDAY_SUMMARY=This is a test", "HEYDAY_URGENCY=normal", "HEYDAY_KEY=0"] {
        assert!(read("out").lines().any(|set| set == line), "{line}");
    }
}

/// A tmux with somebody in front of it, seen through a terminal emulator.
struct Tmux {
    folder: tempfile::TempDir,
    _master: Box<dyn MasterPty + Send>,
    output: Receiver<Vec<u8>>,
    vt: vt100::Parser,
}

impl Tmux {
    /// Starts one with a server of its own, or says why not.
    fn start() -> Option<Tmux> {
        if Command::new("tmux").arg("-V").stdout(Stdio::null()).status().is_err() {
            skipped("tmux");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let size = PtySize { rows: 10, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new("tmux");
        command.args(["-f", "/dev/null", "new-session", "cat"]);
        command.cwd(folder.path());
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("TMUX_TMPDIR", folder.path());
        pty.slave.spawn_command(command).unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = vec![0; 65536];
            while let Ok(n @ 1..) = std::io::Read::read(&mut reader, &mut chunk) {
                if sender.send(chunk[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let [rows, columns] = [10, 120].map(|n| NonZeroU16::new(n).unwrap());
        let vt = vt100::Parser::new(rows, columns, 0);
        Some(Tmux { folder, _master: pty.master, output, vt })
    }

    /// Waits until the screen shows `text`.
    fn shows(&mut self, text: &str) {
        while !self.vt.screen().contents().contains(text) {
            let Ok(bytes) = self.output.recv_timeout(SOON) else {
                panic!("`{text}` is never shown:\n{}", self.vt.screen().contents())
            };
            self.vt.process(&bytes);
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let folder = self.folder.path();
        let _ = Command::new("tmux").arg("kill-server").env("TMUX_TMPDIR", folder).status();
    }
}

#[cfg(unix)]
#[test]
fn tmux_shows_text_as_it_is_and_runs_nothing_of_it() {
    let Some(mut tmux) = Tmux::start() else { return };
    tmux.shows("[0]");
    let folder = tmux.folder.path().to_str().unwrap().to_owned();
    let mut speaker = Speaker::with(&[("HEYDAY_TEST_VIA", "tmux"), ("TMUX_TMPDIR", &folder)]);
    let mark = tmux.folder.path().join("mark");
    speaker.show(1, "#(touch mark) ##(touch mark)", "%H #{pid} #[fg=red]x;");
    tmux.shows("heyday: ＃(touch mark) ＃＃(touch mark): %H ＃{pid} ＃[fg=red]x;");
    assert!(!mark.exists());
}
