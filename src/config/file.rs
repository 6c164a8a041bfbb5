//! Changing the config file: one setting at a time, comments and order kept, checked before it is written,
//! written whole or not at all.

use super::error::ConfigError;
use super::load::{Loaded, typed, unknown};
use super::settings::Config;
use super::spans::{named, values};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, Item, Table, Value};

const FRESH: &str =
    "# heyday's settings. `heyday config` shows every one, its value and what it is for.\n\n";

/// Sets `key` (`screen.theme`, `keys.today.done`) to `value` as typed on a command line.
///
/// # Errors
/// When there is no such setting, the value does not fit, or the file has mistakes or can't be written.
/// The file is unchanged then.
pub fn set(file: &Path, key: &str, value: &str) -> Result<(), ConfigError> {
    let known = values(&Config::default());
    let named = named(key);
    let like = known.get(key).or(named.as_ref()).ok_or_else(|| unknown(key))?;
    let Some(new) = typed(key, value, like) else {
        let message = format!("`{}` does not fit `{key}`", crate::text::visible(value));
        return Err(ConfigError::new(message, format!("the default is `{like}`")));
    };
    edit(file, |document| put(document, key, edited(&new)))
}

/// Takes `key` out of the file, so that the default holds again. Fine when it isn't there.
///
/// # Errors
/// As [`set`].
pub fn unset(file: &Path, key: &str) -> Result<(), ConfigError> {
    if !values(&Config::default()).contains_key(key) && named(key).is_none() {
        return Err(unknown(key));
    }
    edit(file, |document| {
        let (tables, name) = key.rsplit_once('.').unwrap_or(("", key));
        let mut at: Option<&mut dyn toml_edit::TableLike> = Some(document.as_table_mut());
        for table in tables.split('.').filter(|part| !part.is_empty()) {
            at = at.and_then(|above| above.get_mut(table)).and_then(Item::as_table_like_mut);
        }
        if let Some(table) = at {
            table.remove(name);
        }
    })
}

fn edit(file: &Path, change: impl FnOnce(&mut DocumentMut)) -> Result<(), ConfigError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(ConfigError::io("read", file, &error)),
    };
    // A file with mistakes is for the person to mend: say where they are.
    Loaded::read(file, &text, &[])?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        ConfigError::new(error.message().to_owned(), "it must be TOML")
    })?;
    change(&mut document);
    let heading = if text.is_empty() { FRESH } else { "" };
    let text = format!("{heading}{document}");
    Loaded::read(file, &text, &[])?;
    write_private(file, text.as_bytes()).map_err(|error| ConfigError::io("write", file, &error))
}

fn put(document: &mut DocumentMut, key: &str, new: Value) {
    let mut at: &mut dyn toml_edit::TableLike = document.as_table_mut();
    let (tables, name) = key.rsplit_once('.').unwrap_or(("", key));
    for table in tables.split('.').filter(|part| !part.is_empty()) {
        let entry = at.entry(table).or_insert_with(|| {
            let mut fresh = Table::new();
            // `[keys.today]` needs no empty `[keys]` above it.
            fresh.set_implicit(true);
            Item::Table(fresh)
        });
        match entry.as_table_like_mut() {
            Some(inner) => at = inner,
            None => return,
        }
    }
    match at.get_mut(name).and_then(Item::as_value_mut) {
        // What stands around the old value (a comment after it) stays.
        Some(old) => {
            let around = old.decor().clone();
            *old = new;
            *old.decor_mut() = around;
        }
        None => {
            at.insert(name, Item::Value(new));
        }
    }
}

fn edited(value: &toml::Value) -> Value {
    match value {
        toml::Value::Boolean(yes) => (*yes).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Array(items) => {
            items.iter().filter_map(toml::Value::as_str).collect::<Array>().into()
        }
        other => other.as_str().unwrap_or_default().into(),
    }
}

/// Writes the file whole or not at all, readable by its owner only. Follows a link to the file, so that
/// kept elsewhere (a folder of dotfiles) it stays there.
fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
    make_private_folder(&folder)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let fresh = folder.join(format!(".{name}.{}.new", std::process::id()));
    let written = write_new(&fresh, bytes).and_then(|()| fs::rename(&fresh, &file));
    if written.is_err() {
        // What is left of it is of no use; the first error is the one to tell.
        let _ = fs::remove_file(&fresh);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
