//! `config`: every setting with its value and where that comes from; changing one; the file in an editor.
//!
//! Next: [`crate::config`], which reads and writes the file.

use super::env::Env;
use super::failure::Failure;
use super::printer::Look;
use super::table::{Column, Table};
use super::view;
use crate::config::{self as settings, Setting};
use crate::exchange::json::Json;
use clap::{Args, Subcommand};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;
use std::process::Command;

/// Arguments of `config`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  heyday config
  heyday config breaks.rest_after
  heyday config set work_day.end 18:00
  heyday config path")]
pub(crate) struct Config {
    #[command(subcommand)]
    what: Option<What>,
    /// Show only this setting, or those that begin so
    #[arg(value_name = "KEY")]
    key: Option<String>,
}

/// What to do about the settings.
#[derive(Debug, Subcommand)]
enum What {
    /// Print the value of a setting
    #[command(after_help = "Example:\n  heyday config get work_day.end")]
    Get {
        /// Which
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Change a setting
    #[command(after_help = "Example:\n  heyday config set work_day.end 18:00")]
    Set {
        /// Which
        #[arg(value_name = "KEY")]
        key: String,
        /// To what
        #[arg(value_name = "VALUE", allow_hyphen_values = true)]
        value: String,
    },
    /// Go back to the default of a setting
    #[command(after_help = "Example:\n  heyday config unset work_day.end")]
    Unset {
        /// Which
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Print where the file is
    #[command(after_help = "Example:\n  heyday config path")]
    Path,
    /// Open the file in `$VISUAL` or `$EDITOR`
    #[command(after_help = "Example:\n  heyday config edit")]
    Edit,
    /// Print the documented defaults, to begin a file with
    #[command(after_help = "Example:\n  heyday config defaults")]
    Defaults,
}

impl Config {
    /// Whether a mistake in the file is no reason not to run: these are how it is mended.
    pub(crate) fn mends(&self) -> bool {
        matches!(self.what, Some(What::Path | What::Edit | What::Defaults))
    }

    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        if self.what.is_some() && self.key.is_some() {
            return Err(Failure::alone("KEY", "heyday config"));
        }
        let file = env.paths.config.clone();
        match self.what {
            None => show(env, self.key.as_deref()),
            Some(What::Get { key }) => {
                let setting = env.loaded.get(&key)?;
                if env.printer.json {
                    env.printer.json(&view::answer(|json| fields(json, &setting)));
                } else {
                    let value = env.printer.paint(Look::Plain, bare(&setting.value));
                    env.printer.line(&value);
                }
                Ok(())
            }
            Some(What::Set { key, value }) => {
                settings::set(&file, &key, &value)?;
                changed(env, &key, &file)
            }
            Some(What::Unset { key }) => {
                settings::unset(&file, &key)?;
                changed(env, &key, &file)
            }
            Some(What::Path) => {
                path(env, &file);
                Ok(())
            }
            Some(What::Edit) => edit(&file),
            Some(What::Defaults) => {
                env.printer.line(settings::DEFAULTS.trim_end());
                Ok(())
            }
        }
    }
}

/// A value without the quotes that the file needs.
fn bare(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

fn fields(json: &mut Json, setting: &Setting) {
    json.field("key", &setting.key)
        .field("value", bare(&setting.value))
        .field("from", setting.origin.to_string())
        .field("about", &setting.about);
}

fn show(env: &mut Env, key: Option<&str>) -> Result<(), Failure> {
    let all = env.loaded.settings();
    let fits = |setting: &&Setting| {
        key.is_none_or(|key| setting.key == key || setting.key.starts_with(&format!("{key}.")))
    };
    let chosen: Vec<&Setting> = all.iter().filter(fits).collect();
    if let (true, Some(key)) = (chosen.is_empty(), key) {
        // Says what is wrong, and what may have been meant.
        env.loaded.get(key)?;
    }
    if env.printer.json {
        let answer = view::answer(|json| {
            json.array_field("settings", |json| {
                for setting in &chosen {
                    json.object_item(|json| fields(json, setting));
                }
            });
        });
        env.printer.json(&answer);
        return Ok(());
    }
    if let (Some(_), [setting]) = (key, chosen.as_slice()) {
        let line = format!("{} = {}", setting.key, setting.value);
        let line = env.printer.paint(Look::Strong, &line);
        env.printer.line(&line);
        let about = env.printer.paint(Look::Plain, &setting.about);
        env.printer.line(&about);
        let from = env.printer.paint(Look::Faint, &format!("From: {}", setting.origin));
        env.printer.line(&from);
        return Ok(());
    }
    let mut table = Table::new(&[(Column::Left, ""), (Column::Flexible, ""), (Column::Left, "")]);
    for setting in chosen {
        table.row(vec![
            (Look::Plain, setting.key.clone()),
            (Look::Strong, setting.value.clone()),
            (Look::Faint, setting.origin.to_string()),
        ]);
    }
    table.print(&mut env.printer);
    Ok(())
}

fn changed(env: &mut Env, key: &str, file: &Path) -> Result<(), Failure> {
    let setting = env.reload()?.get(key)?;
    if env.printer.json {
        env.printer.json(&view::answer(|json| fields(json, &setting)));
    } else if !env.printer.quiet {
        let line = format!("{} = {} in {}", setting.key, setting.value, file.display());
        let line = env.printer.paint(Look::Plain, &line);
        env.printer.line(&line);
    }
    Ok(())
}

fn path(env: &mut Env, file: &Path) {
    if env.printer.json {
        let answer = view::answer(|json| {
            json.field("path", file.to_string_lossy().as_ref()).field("exists", file.exists());
        });
        env.printer.json(&answer);
    } else {
        let shown = env.printer.paint(Look::Plain, &file.to_string_lossy());
        env.printer.line(&shown);
    }
}

/// Opens the file in the person's editor. The editor's words are split at spaces and go to no shell.
fn edit(file: &Path) -> Result<(), Failure> {
    let named = |name| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let hint = "set VISUAL or EDITOR to your editor, or open what `heyday config path` prints";
    let editor = match named("VISUAL").or_else(|| named("EDITOR")) {
        Some(editor) => editor,
        None if std::io::stdin().is_terminal() => "vi".into(),
        // An editor that waits for keys would wait for ever.
        None => return Err(Failure::usage("there is no terminal to edit on", hint)),
    };
    let words = editor.to_string_lossy().into_owned();
    let mut words = words.split_whitespace();
    let program = words.next().unwrap_or("vi");
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::io("can't make the folder", &error, hint))?;
    }
    let status =
        Command::new(program).args(words).arg(file).status().map_err(|error| {
            Failure::io(&format!("can't run the editor `{program}`"), &error, hint)
        })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new("editor", format!("the editor `{program}` failed: {status}"), hint))
}
