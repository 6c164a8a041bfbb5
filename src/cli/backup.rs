//! `backup` and `restore`: copies of the whole store, and going back to one. What a restore replaces is
//! kept as a backup itself.
//!
//! Next: [`crate::store`], which makes, checks and rotates them.

use super::env::Env;
use super::failure::Failure;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::domain::Refusal;
use crate::exchange::json::Json;
use crate::store::{Backup as Copy, Store};
use clap::Args;

/// Arguments of `backup`.
#[derive(Debug, Args)]
#[command(after_help = "\
One is made by itself on every day on which something changes; the last 14 are kept.

Examples:
  heyday backup
  heyday backup --list")]
pub(crate) struct Backup {
    /// Only show what there is
    #[arg(long)]
    list: bool,
    /// Make the one of the day if it is due, and say nothing: what a command starts when it ends
    #[arg(long, hide = true, conflicts_with = "list")]
    automatic: bool,
}

impl Backup {
    /// Whether it works with settings that can't be read: nobody would see the complaint.
    pub(crate) fn mends(&self) -> bool {
        self.automatic
    }

    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if self.list {
            return list(env);
        }
        let now = env.now;
        if self.automatic {
            return Ok(env.store()?.backup_if_due(&now).map(drop)?);
        }
        let made = env.store()?.backup(&now)?;
        if env.printer.json {
            let answer = view::answer(|json| {
                json.object_field("backup", |json| fields(json, &made));
            });
            env.printer.json(&answer);
        } else if !env.printer.quiet {
            let path = env.printer.paint(Look::Plain, &made.path.to_string_lossy());
            env.printer.line(&format!("Saved {} in {path}", size(made.bytes)));
            env.printer.line(&format!("Next: `heyday restore {}` goes back to it", made.name));
        }
        Ok(())
    }
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is replaced is kept as a backup itself. Without a FILE it lists what there is.

Examples:
  heyday restore
  heyday restore latest")]
pub(crate) struct Restore {
    /// Name of a backup, `latest`, or the path of one
    #[arg(value_name = "FILE")]
    file: Option<String>,
}

impl Restore {
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        let Some(name) = self.file else { return list(env) };
        let dir = env.paths.data.clone();
        let name = if name == "latest" {
            let newest = Store::backups(&dir)?.into_iter().find(|b| !b.name.contains("-replaced"));
            newest.map(|backup| backup.name).ok_or_else(none)?
        } else {
            name
        };
        let (store, kept) = Store::restore(&dir, &name, &env.now)?;
        let last = store.history(1)?.into_iter().next();
        if env.printer.json {
            let answer = view::answer(|json| {
                json.field("restored", &name);
                json.field("replaced", kept.as_ref());
            });
            env.printer.json(&answer);
        } else if !env.printer.quiet {
            let last = last.map(|step| {
                let when = env.day_clock(step.at);
                format!("; the last change in it: {} {} ({when})", step.verb, step.subject)
            });
            let said = format!("Restored {name}{}", last.unwrap_or_default());
            let said = env.printer.paint(Look::Plain, &said);
            env.printer.line(&said);
            if let Some(kept) = kept {
                env.printer.line(&format!("Next: `heyday restore {kept}` goes back"));
            }
        }
        Ok(())
    }
}

fn none() -> Failure {
    let refusal = Refusal::NothingToChange;
    Failure {
        code: refusal.code(),
        ..Failure::not_found("there is no backup yet", "`heyday backup` makes one")
    }
}

fn list(env: &mut Env) -> Result<(), Failure> {
    let backups = Store::backups(&env.paths.data)?;
    if env.printer.json {
        let answer = view::answer(|json| {
            json.array_field("backups", |json| {
                for backup in &backups {
                    json.object_item(|json| fields(json, backup));
                }
            });
        });
        env.printer.json(&answer);
        return Ok(());
    }
    if backups.is_empty() {
        env.printer.line("No backups yet: `heyday backup` makes one.");
        return Ok(());
    }
    let mut table = Table::new(&[(Column::Left, ""), (Column::Right, "")]);
    for backup in &backups {
        table.row(vec![(Look::Plain, backup.name.clone()), (Look::Faint, size(backup.bytes))]);
    }
    table.print(&mut env.printer);
    env.printer.line("Next: `heyday restore NAME` goes back to one");
    Ok(())
}

fn fields(json: &mut Json, backup: &Copy) {
    json.field("name", &backup.name)
        .field("path", backup.path.to_string_lossy().as_ref())
        .field("bytes", backup.bytes);
}

/// A size in bytes for people: `14 kB`, `3.2 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
