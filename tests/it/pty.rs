//! The real program in a real pseudo-terminal, seen through a terminal emulator. Nothing here sleeps: a test
//! waits for what the screen is to show, with a deadline.

use heyday::domain::{Intent, Now, Zone};
use heyday::store::{OpenOptions, Store};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Generous: a test machine may be busy. What must be quick is measured on its own.
pub(crate) const SOON: Duration = Duration::from_secs(20);

/// 2026-11-25 09:00 UTC, a Wednesday.
pub(crate) const MORNING_MS: i64 = 1_795_597_200_000;

/// A folder with a store in which a task is written down.
pub(crate) fn folder_with(titles: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for title in titles {
        add(folder.path(), title);
    }
    folder
}

/// Writes a task down as another process would: over a connection of its own.
pub(crate) fn add(folder: &Path, title: &str) {
    record(folder, &Intent::Add { title: title.into(), edits: Vec::new() });
}

/// Records an intent as another process would.
pub(crate) fn record(folder: &Path, intent: &Intent) {
    let mut store = Store::open(folder, &OpenOptions { now_ms: MORNING_MS }).unwrap();
    store.transact(intent, &Now::new(MORNING_MS, Zone::UTC, 240)).unwrap();
}

/// The program in its terminal.
pub(crate) struct Program {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    vt: vt100::Parser,
    /// Bytes that the program has drawn.
    pub(crate) drawn: usize,
    /// The same bytes, as text.
    pub(crate) raw: String,
    cooked: String,
    closing: Arc<AtomicBool>,
}

impl Program {
    /// Starts `heyday` on the store in `folder`, in a terminal of 80x24.
    pub(crate) fn start(folder: &Path, settings: &[(&str, &str)]) -> Program {
        Program::run(CommandBuilder::new(env!("CARGO_BIN_EXE_heyday")), folder, settings)
    }

    /// Starts a shell script that calls `heyday` as `$HEYDAY`.
    pub(crate) fn script(script: &str, folder: &Path, settings: &[(&str, &str)]) -> Program {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        Program::run(command, folder, settings)
    }

    fn run(mut command: CommandBuilder, folder: &Path, settings: &[(&str, &str)]) -> Program {
        command.env_clear();
        let own = [
            ("TERM", "xterm-256color"),
            ("TZ", "UTC"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/bin:/bin"),
            // A flow that opens by itself would take the keys of a test that is about something else.
            ("HEYDAY_PLAN_MORNING", "false"),
        ];
        for (name, value) in own.iter().chain(settings) {
            command.env(name, value);
        }
        command.env("HEYDAY", env!("CARGO_BIN_EXE_heyday"));
        command.env("HEYDAY_DATA_DIR", folder);
        command.env("HEYDAY_CONFIG", folder.join("config.toml"));
        command.env("HOME", folder);
        command.cwd(folder);
        let pty = native_pty_system().openpty(size(80, 24)).unwrap();
        let cooked = mode(pty.master.as_ref());
        let child = pty.slave.spawn_command(command).unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let close = Arc::clone(&closing);
        std::thread::spawn(move || {
            let mut chunk = vec![0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..n].to_vec()).is_err() || close.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let keys = pty.master.take_writer().unwrap();
        let vt = vt100::Parser::new(NonZeroU16::new(24).unwrap(), NonZeroU16::new(80).unwrap(), 0);
        Program {
            master: pty.master,
            child,
            keys,
            output,
            vt,
            drawn: 0,
            raw: String::new(),
            cooked,
            closing,
        }
    }

    /// What the screen shows.
    pub(crate) fn text(&self) -> String {
        self.vt.screen().contents()
    }

    /// Types, or sends what a terminal would.
    pub(crate) fn send(&mut self, bytes: &str) {
        self.keys.write_all(bytes.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Takes in what has been drawn until `done`, within the time given. Returns how long it took.
    pub(crate) fn wait(
        &mut self,
        within: Duration,
        what: &str,
        done: impl Fn(&vt100::Screen) -> bool,
    ) -> Duration {
        let start = Instant::now();
        while !done(self.vt.screen()) {
            let left = within.saturating_sub(start.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("waited {within:?} for {what}; the screen shows:\n{}", self.text())
                }
            }
        }
        start.elapsed()
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait(SOON, text, |screen| screen.contents().contains(text));
    }

    /// Takes in what is drawn during `time`, and returns how many bytes that were.
    pub(crate) fn watch_for(&mut self, time: Duration) -> usize {
        let (start, before) = (Instant::now(), self.drawn);
        while let Ok(bytes) = self.output.recv_timeout(time.saturating_sub(start.elapsed())) {
            self.take(&bytes);
        }
        self.drawn - before
    }

    fn take(&mut self, bytes: &[u8]) {
        self.drawn += bytes.len();
        self.raw.push_str(&String::from_utf8_lossy(bytes));
        self.vt.process(bytes);
    }

    /// Gives the terminal another size, as a window does.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
        let at_least_one = |n: u16| NonZeroU16::new(n.max(1)).unwrap();
        self.vt.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Sends a signal to the job in the terminal's foreground.
    pub(crate) fn signal_foreground(&self, signal: rustix::process::Signal) {
        let group = self.master.process_group_leader().unwrap();
        let group = rustix::process::Pid::from_raw(group).unwrap();
        rustix::process::kill_process_group(group, signal).unwrap();
    }

    /// Takes the terminal away, and waits until the program has ended.
    pub(crate) fn vanish(mut self) {
        // The reading end is held by a thread that lets go of it after the next thing drawn.
        self.closing.store(true, Ordering::SeqCst);
        self.resize(70, 20);
        while self.output.recv_timeout(SOON).is_ok() {}
        self.keys = Box::new(std::io::sink());
        self.master = native_pty_system().openpty(size(1, 1)).unwrap().master;
        self.end();
    }

    /// Waits until the program has ended and everything it wrote is taken in. Returns its status.
    pub(crate) fn end(&mut self) -> u32 {
        let (sender, ended) = channel();
        let mut killer = self.child.clone_killer();
        // The wait itself has no deadline, so the watchdog ends what does not end.
        std::thread::spawn(move || {
            if ended.recv_timeout(SOON) == Err(RecvTimeoutError::Timeout) {
                let _ = killer.kill();
            }
        });
        let status = self.child.wait().unwrap();
        drop::<std::sync::mpsc::Sender<()>>(sender);
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&bytes);
        }
        status.exit_code()
    }

    /// What is left of the program's modes: nothing, when it has cleaned up.
    pub(crate) fn left_on(&self) -> Vec<&'static str> {
        let screen = self.vt.screen();
        let checks = [
            ("alternate screen", screen.alternate_screen()),
            ("hidden cursor", screen.hide_cursor()),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse", screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None),
            ("raw mode", mode(self.master.as_ref()) != self.cooked),
        ];
        checks.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The terminal's line discipline, as text to compare.
fn mode(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
