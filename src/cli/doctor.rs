//! `doctor`: is the store whole, and what does this heyday see around it? Changes nothing unless `--fix`
//! says so. The answer holds no titles, so that it can go into a bug report.
//!
//! Next: [`crate::store`], which checks itself; `presence`, which says who notices the person.

mod presence;

use super::backup::size;
use super::daemon;
use super::env::Env;
use super::failure::{Failure, STORE};
use super::printer::Look;
use super::view;
use crate::domain::Zone;
use crate::store::{Access, Store};
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::Path;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  heyday doctor")]
pub(crate) struct Doctor {
    /// Rebuild from the journal what differs from it
    #[arg(long)]
    fix: bool,
}

/// The permissions of everyone but the owner.
const OTHERS: u32 = 0o077;

/// One thing that was looked at.
struct Finding {
    name: &'static str,
    value: String,
    good: bool,
}

impl Doctor {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let mut findings = surroundings(env);
        findings.extend(presence::findings(env));
        let mut failed = None;
        match store(env, self.fix) {
            Ok(found) => findings.extend(found),
            Err(failure) => {
                let value = failure.message.clone();
                findings.push(Finding { name: "store", value, good: false });
                failed = Some(failure);
            }
        }
        let sound = findings.iter().all(|finding| finding.good);
        tell(env, &findings, sound);
        match failed {
            Some(failure) => Err(failure),
            None if sound => Ok(()),
            None if findings.iter().all(|finding| finding.good || finding.name == "config") => {
                let hint = "`heyday config edit` opens the settings";
                Err(Failure::new("unsound", "the settings can't be read", hint))
            }
            None => Err(Failure {
                exit: STORE,
                ..Failure::new(
                    "unsound",
                    "something is not as it should be",
                    "`heyday doctor --fix` mends what can be made anew; `heyday restore` lists the backups",
                )
            }),
        }
    }
}

fn good(name: &'static str, value: impl Into<String>) -> Finding {
    Finding { name, value: value.into(), good: true }
}

fn surroundings(env: &mut Env) -> Vec<Finding> {
    let terminal = |is: bool| if is { "terminal" } else { "no terminal" };
    let var = |name: &str| {
        std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let columns = env.printer.width.map(|width| format!(", {width} columns")).unwrap_or_default();
    vec![
        good("version", env!("CARGO_PKG_VERSION")),
        good("system", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        good("now", env.now.at.rfc3339()),
        good("zone", zone(env.now.zone)),
        good("stdout", format!("{}{columns}", terminal(io::stdout().is_terminal()))),
        good("stdin", terminal(io::stdin().is_terminal())),
        good("TERM", var("TERM")),
        good("COLORTERM", var("COLORTERM")),
        config(env),
        folder(&env.paths.data),
        nudges(env),
        good("daemon", daemon::row(&env.paths.data)),
    ]
}

/// Which way nudges go. That there is none is no fault of anybody's.
fn nudges(env: &Env) -> Finding {
    let (value, good) = super::notify::outlook(env);
    Finding { name: "nudges", value, good }
}

fn zone(zone: Zone) -> String {
    match zone {
        Zone::Named(place) => place.name().to_owned(),
        Zone::Fixed(minutes) => format!("{minutes:+} minutes"),
    }
}

/// The configuration, and whether it can be read.
fn config(env: &mut Env) -> Finding {
    if let Err(failure) = env.reload() {
        return Finding { name: "config", value: failure.message, good: false };
    }
    let path = &env.paths.config;
    let there = if path.exists() { "" } else { " (not there; defaults hold)" };
    good("config", format!("{}{there}", path.display()))
}

/// The data folder, and whether others may look into it.
fn folder(path: &Path) -> Finding {
    let shown = path.display().to_string();
    let Ok(metadata) = std::fs::metadata(path) else {
        return good("folder", format!("{shown} (not there yet)"));
    };
    let mode = mode(&metadata);
    let private = mode.is_none_or(|mode| mode & OTHERS == 0);
    let mode = mode.map(|mode| format!(" {mode:o}")).unwrap_or_default();
    let warning = if private { "" } else { ": others may look into it" };
    Finding { name: "folder", value: format!("{shown}{mode}{warning}"), good: private }
}

/// The folder's permissions, where there are any.
fn mode(metadata: &std::fs::Metadata) -> Option<u32> {
    #[cfg(unix)]
    let mode = Some(std::os::unix::fs::MetadataExt::mode(metadata) & 0o777);
    #[cfg(not(unix))]
    let mode = {
        let _ = metadata;
        None
    };
    mode
}

fn store(env: &mut Env, fix: bool) -> Result<Vec<Finding>, Failure> {
    let data = env.paths.data.clone();
    let mut findings = Vec::new();
    for (name, file) in [("database", "heyday.db"), ("journal", "heyday.db-wal")] {
        if let Ok(metadata) = std::fs::metadata(data.join(file)) {
            findings.push(good(name, size(metadata.len())));
        }
    }
    let backups = Store::backups(&data)?;
    let newest = backups.first().map(|backup| format!(", newest {}", backup.name));
    findings.push(good("backups", format!("{}{}", backups.len(), newest.unwrap_or_default())));
    let store = env.store()?;
    findings.push(match store.access() {
        Access::ReadWrite => good("access", "read and write"),
        Access::ReadOnly { reason } => {
            Finding { name: "access", value: format!("read only: {reason}"), good: false }
        }
    });
    let mut checkup = store.check()?;
    if fix && checkup.is_mendable() {
        store.rebuild()?;
        checkup = store.check()?;
        findings.push(good("mended", "made anew from the journal"));
    }
    findings.push(good("facts", checkup.facts.to_string()));
    for said in &checkup.structure {
        findings.push(Finding { name: "structure", value: said.clone(), good: false });
    }
    for seq in &checkup.rotten {
        let value = format!("fact {seq} is not as it was written");
        findings.push(Finding { name: "journal", value, good: false });
    }
    for row in &checkup.drift {
        findings.push(Finding { name: "projection", value: row.clone(), good: false });
    }
    let (rows, since_ms) = store.heard_kept()?;
    if let Some(since_ms) = since_ms {
        let since = env.now.zone.moment(since_ms).local().date();
        let days = env.loaded.config.presence.keep_days;
        findings.push(good("heard", format!("{rows} since {since}, kept for {days} days")));
    }
    if checkup.is_sound() {
        findings.push(good("store", "sound"));
    }
    Ok(findings)
}

fn tell(env: &mut Env, findings: &[Finding], sound: bool) {
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("sound", sound);
            json.array_field("findings", |json| {
                for finding in findings {
                    json.object_item(|json| {
                        json.field("name", finding.name)
                            .field("value", &finding.value)
                            .field("good", finding.good);
                    });
                }
            });
        });
        env.printer.json(&answer);
        return;
    }
    for finding in findings.iter().filter(|finding| !finding.value.is_empty()) {
        let (mark, look) = if finding.good { (" ", Look::Plain) } else { ("!", Look::Warning) };
        let value = finding.value.lines().next().unwrap_or_default();
        let value = env.printer.paint(look, value);
        env.printer.line(&format!("{mark} {:<11} {value}", finding.name));
    }
}
