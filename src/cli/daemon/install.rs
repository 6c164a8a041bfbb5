//! `daemon install` and `uninstall`: the background process is started when the person logs in. Nothing is written where
//! nobody would read it, and a file that somebody else made is left alone.
//!
//! Next: [`super::unit`] for what is in the file.

use super::unit;
use crate::cli::env::Env;
use crate::cli::failure::{Failure, reason};
use crate::cli::printer::Look;
use crate::cli::view;
use crate::config::Paths;
use crate::text::visible;
use clap::Args;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Arguments of `daemon install`.
#[derive(Debug, Args)]
#[command(after_help = "\
The file is a unit of systemd's user manager, or an agent of launchd on macOS. Doing it again brings it up to date.

Examples:
  heyday daemon install
  heyday daemon install --print")]
pub(crate) struct Install {
    /// Only show the file that would be written
    #[arg(long, alias = "dry-run")]
    print: bool,
}

/// Who starts programs on this machine when the person logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Starter {
    Systemd,
    Launchd,
}

impl Starter {
    /// The one that is here.
    fn here() -> Option<Starter> {
        if cfg!(target_os = "macos") {
            return Some(Starter::Launchd);
        }
        on_path("systemctl").map(|_| Starter::Systemd)
    }

    /// Where it looks for the file.
    fn file(self) -> Result<PathBuf, Failure> {
        let absolute = |name: &str| {
            std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
        };
        let home = absolute("HOME").ok_or_else(|| {
            Failure::new("no_home", "no home folder to keep the file in", "set `HOME`")
        });
        Ok(match self {
            Starter::Systemd => match absolute("XDG_CONFIG_HOME") {
                Some(config) => config,
                None => home?.join(".config"),
            }
            .join("systemd/user/heyday.service"),
            Starter::Launchd => home?.join("Library/LaunchAgents/heyday.plist"),
        })
    }

    fn text(self, command: &[String]) -> String {
        match self {
            Starter::Systemd => unit::systemd(command),
            Starter::Launchd => unit::launchd(command),
        }
    }

    /// Has what the file says begin now, and at each login.
    fn enable(self, file: &Path) -> Result<(), String> {
        match self {
            Starter::Systemd => {
                tell("systemctl", &["--user", "daemon-reload"])?;
                tell("systemctl", &["--user", "enable", "heyday.service"])?;
                // Begins what does not run, and brings a new file into what does.
                tell("systemctl", &["--user", "restart", "heyday.service"])
            }
            Starter::Launchd => {
                let _ = tell("launchctl", &["unload", &file.to_string_lossy()]);
                tell("launchctl", &["load", "-w", &file.to_string_lossy()])
            }
        }
    }

    /// Ends it, now and for good.
    fn disable(self, file: &Path) -> Result<(), String> {
        match self {
            Starter::Systemd => {
                tell("systemctl", &["--user", "disable", "--now", "heyday.service"])
            }
            Starter::Launchd => tell("launchctl", &["unload", "-w", &file.to_string_lossy()]),
        }
    }

    /// What the person can type where we failed.
    fn by_hand(self, file: &Path) -> String {
        match self {
            Starter::Systemd => {
                "in your own session, `systemctl --user enable --now heyday` starts it".into()
            }
            Starter::Launchd => format!("`launchctl load -w {}` starts it", shown(file)),
        }
    }
}

impl Install {
    pub(super) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let command = command(env)?;
        if self.print {
            let starter = Starter::here().unwrap_or(Starter::Systemd);
            env.printer.text(&starter.text(&command));
            return Ok(());
        }
        let starter = Starter::here().ok_or_else(nobody)?;
        let file = starter.file()?;
        let text = starter.text(&command);
        let before = existing(&file)?;
        if before.as_deref() != Some(text.as_str()) {
            write(&file, &text).map_err(|error| {
                let what = format!("can't write `{}`", shown(&file));
                Failure::io(
                    &what,
                    &error,
                    "`heyday daemon install --print` shows what it would hold",
                )
            })?;
        }
        starter.enable(&file).map_err(|why| {
            let message = format!("`{}` is written, but not started: {why}", shown(&file));
            Failure::new("not_started", message, starter.by_hand(&file))
        })?;
        say(env, "installed", &file, "Next: `heyday daemon status` shows how it does");
        Ok(())
    }
}

/// Takes the file away again.
pub(super) fn uninstall(env: &mut Env) -> Result<(), Failure> {
    let starter = Starter::here().ok_or_else(nobody)?;
    let file = starter.file()?;
    if existing(&file)?.is_none() {
        if env.printer.json {
            env.printer.json(&view::answer(|json| {
                json.field("removed", false);
            }));
        } else if !env.printer.quiet {
            env.printer.line("It is not installed.");
        }
        return Ok(());
    }
    // What can't be told to end has ended, or ends with the session.
    let told = starter.disable(&file);
    fs::remove_file(&file).map_err(|error| {
        Failure::io(&format!("can't remove `{}`", shown(&file)), &error, "remove it by hand")
    })?;
    if starter == Starter::Systemd {
        let _ = tell("systemctl", &["--user", "daemon-reload"]);
    }
    let next = match told {
        Ok(()) => "Next: `heyday daemon install` brings it back".into(),
        Err(why) => format!("It may run until you log out: {why}"),
    };
    say(env, "removed", &file, &next);
    Ok(())
}

/// The file that is installed, if one of ours is.
pub(super) fn installed() -> Option<PathBuf> {
    let file = Starter::here()?.file().ok()?;
    existing(&file).ok().flatten().map(|_| file)
}

fn say(env: &mut Env, what: &'static str, file: &Path, next: &str) {
    if env.printer.json {
        env.printer.json(&view::answer(|json| {
            json.field(what, true).field("file", file.to_string_lossy().as_ref());
        }));
    } else if !env.printer.quiet {
        let mut word = what.to_owned();
        word[..1].make_ascii_uppercase();
        env.printer.line(&format!("{word} {}", shown(file)));
        let next = env.printer.paint(Look::Faint, next);
        env.printer.line(&next);
    }
}

fn nobody() -> Failure {
    Failure::new(
        "unsupported",
        "neither systemd nor launchd is here to start it when you log in; nothing was written",
        "start `heyday daemon` where your session starts its programs, such as `~/.xprofile`",
    )
}

/// What the file holds; `None` when there is none.
fn existing(file: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(file) {
        Ok(text) if unit::is_ours(&text) => Ok(Some(text)),
        Ok(_) => Err(Failure::new(
            "exists",
            format!("`{}` was not made by heyday, and is left as it is", shown(file)),
            "move it away first; `heyday daemon install --print` shows what ours would hold",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(Failure::io(&format!("can't read `{}`", shown(file)), &error, "look at it first"))
        }
    }
}

/// Writes the file in one piece.
fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = file.with_extension("new");
    fs::write(&draft, text)?;
    fs::rename(&draft, file)
}

/// What is to be run: this program, with the places that this call was given.
fn command(env: &Env) -> Result<Vec<String>, Failure> {
    let mut words = vec![program()?.into_os_string(), "daemon".into()];
    let usual = Paths::find(None, None).ok();
    if usual.as_ref().is_none_or(|usual| usual.data != env.paths.data) {
        words.extend(["--data-dir".into(), env.paths.data.clone().into_os_string()]);
    }
    let beside = Paths::find(Some(&env.paths.data), None).ok();
    if [usual, beside].iter().flatten().all(|paths| paths.config != env.paths.config) {
        words.extend(["--config".into(), env.paths.config.clone().into_os_string()]);
    }
    let plain = |word: OsString| {
        word.into_string().map_err(|word| {
            let shown = visible(&word.to_string_lossy()).into_owned();
            let hint = "use a folder whose name is UTF-8";
            Failure::new("not_utf8", format!("`{shown}` can't be written into a text file"), hint)
        })
    };
    words.into_iter().map(plain).collect()
}

/// This program. By the name that the shell finds it by, when that is it: what is behind that name may change with an
/// update, and the name does not.
fn program() -> Result<PathBuf, Failure> {
    let itself = std::env::current_exe().map_err(|error| {
        Failure::io("can't find this program's own file", &error, "name it by its full path")
    })?;
    let same = |path: &PathBuf| fs::canonicalize(path).ok() == fs::canonicalize(&itself).ok();
    Ok(on_path("heyday").filter(same).unwrap_or(itself))
}

/// The first file of that name in the folders where a shell looks.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let files = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    files.map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Runs a program of the system's, and hands on what it complains about.
fn tell(program: &str, words: &[&str]) -> Result<(), String> {
    let mut command = Command::new(program);
    let output = command.args(words).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("`{program}`: {}", reason(&error)))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
    Err(format!("`{program} {}`: {}", words.join(" "), first.trim()))
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}
