//! The layers of the configuration on top of each other: defaults, the file, then the environment and flags.
//! Every value remembers where it comes from.

use super::error::{ConfigError, Place, in_plain_words, shown};
use super::paths::Paths;
use super::settings::{Config, DEFAULTS};
use super::spans::{NAMED, Spot, is_known, meant, spots, values};
use super::theme::{Choice, Theme};
use crate::input::{Keymap, nearest};
use crate::text::visible;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// What the settings of each table are for in which the person finds the names.
const OWN: [&str; 3] = ["Your own time maps.", "Your own budgets of projects.", "Your own keys."];

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody has set it.
    Default,
    /// A line of the config file, from 1.
    File(PathBuf, usize),
    /// A flag or a variable of the environment, by its name.
    Named(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(file, line) => write!(f, "{}:{line}", shown(file)),
            Origin::Named(name) => f.write_str(name),
        }
    }
}

/// One value from outside the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The setting: `screen.theme`.
    pub key: String,
    /// The value as typed.
    pub value: String,
    /// What sets it: `--theme`, `HEYDAY_SCREEN_THEME`.
    pub from: String,
}

/// One line of `heyday config`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The setting: `screen.theme`.
    pub key: String,
    /// Its value as the file would say it: `"auto"`, `true`.
    pub value: String,
    /// Where the value comes from.
    pub origin: Origin,
    /// What it is for, in the words of the documented defaults.
    pub about: String,
}

/// The configuration of this run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The values.
    pub config: Config,
    /// The keys where some are the person's own: most commands have no use for any.
    keys: Option<Keymap>,
    origins: BTreeMap<String, Origin>,
}

impl Config {
    /// Reads the config file, if there is one, and puts `overrides` on top of it.
    ///
    /// # Errors
    /// [`ConfigError`] with the first mistake: where it is and what to do about it.
    pub fn load(paths: &Paths, overrides: &[Override]) -> Result<Loaded, ConfigError> {
        let text = match fs::read_to_string(&paths.config) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(ConfigError::io("read", &paths.config, &error)),
        };
        Loaded::read(&paths.config, &text, overrides)
    }
}

impl Loaded {
    /// Reads `text`, the content of `file`, and puts `overrides` on top of it.
    ///
    /// # Errors
    /// See [`Config::load`].
    pub fn read(file: &Path, text: &str, overrides: &[Override]) -> Result<Loaded, ConfigError> {
        let source = Source::new(file, text)?;
        let mut config = source.config()?;
        let mut origins = source.origins();
        if !overrides.is_empty() {
            config = overridden(text, overrides)?;
            let named = |o: &Override| (o.key.clone(), Origin::Named(o.from.clone()));
            origins.extend(overrides.iter().map(named));
        }
        source.no_contradiction(&config)?;
        let keys = if config.keys.is_empty() { None } else { Some(source.keymap(&config)?) };
        Ok(Loaded { config, keys, origins })
    }

    /// The keys of the screen: the default ones with the person's own over them.
    pub fn keymap(&self) -> Keymap {
        self.keys.clone().unwrap_or_else(Keymap::defaults)
    }

    /// Every setting with its value and where that comes from, in the order of the documented defaults; the
    /// person's own maps, budgets and keys last.
    pub fn settings(&self) -> Vec<Setting> {
        let values = values(&self.config);
        let mut settings: Vec<Setting> = Vec::new();
        for (key, about) in documented() {
            if let Some(value) = values.get(&key) {
                settings.push(self.setting(key, value, about));
            }
        }
        for (table, about) in NAMED.into_iter().zip(OWN) {
            let of = |key: &str| key.strip_prefix(table).is_some_and(|name| name.starts_with('.'));
            for (key, value) in values.iter().filter(|(key, _)| of(key)) {
                settings.push(self.setting(key.clone(), value, about.into()));
            }
        }
        settings
    }

    fn setting(&self, key: String, value: &Value, about: String) -> Setting {
        let origin = self.origins.get(&key).cloned().unwrap_or(Origin::Default);
        Setting { key, value: value.to_string(), origin, about }
    }

    /// The setting called `key`.
    ///
    /// # Errors
    /// When there is no such setting.
    pub fn get(&self, key: &str) -> Result<Setting, ConfigError> {
        let found = self.settings().into_iter().find(|setting| setting.key == key);
        found.ok_or_else(|| unknown(key))
    }

    /// The theme that was chosen: a built-in one or a file of the themes folder.
    ///
    /// # Errors
    /// When there is no such theme, or its file has a mistake.
    pub fn theme(choice: &Choice, paths: &Paths) -> Result<Theme, ConfigError> {
        let Choice { name, depth } = choice;
        if let Some(theme) = Theme::built_in(name, *depth) {
            return Ok(theme);
        }
        let named = visible(name);
        let no_theme = || {
            let built_in = super::theme::BUILT_IN.into_iter().map(|(name, _)| name);
            let hint = match nearest(name, built_in) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "`auto`, `day`, `night`, `contrast`, `mono`, or a file in the themes folder"
                        .into()
                }
            };
            ConfigError::new(format!("no theme `{named}`"), hint)
        };
        // A name, not a way out of the folder.
        if name.is_empty() || name.contains(['/', '\\', '\0']) || name.starts_with('.') {
            return Err(no_theme());
        }
        let file = paths.themes.join(format!("{name}.toml"));
        let text = fs::read_to_string(&file).map_err(|error| match error.kind() {
            ErrorKind::NotFound => no_theme(),
            _ => ConfigError::io("read", &file, &error),
        })?;
        Theme::parse(name, &text, *depth).map_err(|bad| ConfigError {
            place: Some(Place::new(&file, &text, &bad.span)),
            message: bad.message,
            hint: Some(bad.hint),
        })
    }
}

/// The overrides that the environment asks for: `HEYDAY_SCREEN_THEME` for `screen.theme`, and so on.
pub fn overrides_from_env(env: &dyn Fn(&str) -> Option<String>) -> Vec<Override> {
    let keys = values(&Config::default()).into_keys();
    let found = keys.filter_map(|key| {
        let from = format!("HEYDAY_{}", key.replace('.', "_").to_uppercase());
        let value = env(&from).filter(|value| !value.is_empty())?;
        Some(Override { key, value, from })
    });
    found.collect()
}

/// A config file with the places of its settings.
struct Source<'a> {
    file: &'a Path,
    text: &'a str,
    spots: BTreeMap<String, Spot>,
}

impl<'a> Source<'a> {
    fn new(file: &'a Path, text: &'a str) -> Result<Source<'a>, ConfigError> {
        let spots = spots(text).map_err(|error| ConfigError {
            message: visible(error.message()).into_owned(),
            place: error.span().map(|span| Place::new(file, text, &span)),
            hint: Some("it must be TOML: `name = \"value\"` below `[table]`".into()),
        })?;
        let source = Source { file, text, spots };
        let known = values(&Config::default());
        // The outermost first: an unknown table is one mistake, not one for each of its keys.
        match source.spots.iter().find(|(path, _)| !is_known(path, &known)) {
            Some((path, spot)) => {
                let place = Some(Place::new(file, text, &spot.key));
                Err(ConfigError { place, ..unknown(path) })
            }
            None => Ok(source),
        }
    }

    fn config(&self) -> Result<Config, ConfigError> {
        toml::from_str(self.text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let at = |spot: &Spot| spot.value.start <= span.start && span.end <= spot.value.end;
            let inner = self.spots.iter().filter(|(_, spot)| at(spot));
            let key = inner.min_by_key(|(_, spot)| spot.value.len()).map(|(key, _)| key.as_str());
            let default = key.and_then(|key| {
                let default = values(&Config::default()).get(key)?.to_string();
                Some(format!(
                    "the default is `{default}`; `heyday config {key}` says what it is for"
                ))
            });
            let (message, near) = in_plain_words(error.message());
            let is_binding = key.is_none_or(|key| key.starts_with("keys"));
            let keys = is_binding.then(|| "keys are lists: `start_stop = [\"s\"]`".into());
            ConfigError {
                message: visible(&message).into_owned(),
                place: Some(Place::new(self.file, self.text, &span)),
                hint: near.or(default).or(keys),
            }
        })
    }

    fn origins(&self) -> BTreeMap<String, Origin> {
        let line = |spot: &Spot| self.text[..spot.key.start].matches('\n').count() + 1;
        let origin = |spot| Origin::File(self.file.to_owned(), line(spot));
        self.spots.iter().map(|(key, spot)| (key.clone(), origin(spot))).collect()
    }

    fn place_of(&self, key: &str) -> Option<Place> {
        let spot = self.spots.get(key)?;
        Some(Place::new(self.file, self.text, &spot.value))
    }

    fn no_contradiction(&self, config: &Config) -> Result<(), ConfigError> {
        match config.contradiction() {
            None => Ok(()),
            Some(found) => Err(ConfigError {
                place: found.keys.iter().find_map(|key| self.place_of(key)),
                message: found.message,
                hint: Some(found.hint.to_owned()),
            }),
        }
    }

    fn keymap(&self, config: &Config) -> Result<Keymap, ConfigError> {
        Keymap::with_overrides(&config.keys).map_err(|errors| match errors.first() {
            None => ConfigError::new("the keys can't be used", "`heyday keys` lists them"),
            Some(error) => ConfigError {
                message: visible(&error.to_string()).into_owned(),
                place: self.place_of(&error.path()),
                hint: Some(visible(&error.hint()).into_owned()),
            },
        })
    }
}

pub(super) fn unknown(path: &str) -> ConfigError {
    let known = values(&Config::default());
    let hint = match meant(path, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if path.starts_with("maps.") => {
            "a time map has `when`, `exclusive` and `types`".into()
        }
        None => "`heyday config` lists every setting".into(),
    };
    ConfigError::new(format!("no setting `{}`", visible(path)), hint)
}

/// The file's values with the overrides over them.
fn overridden(text: &str, overrides: &[Override]) -> Result<Config, ConfigError> {
    let mut table: Table = toml::from_str(text).unwrap_or_default();
    let mut config = Config::default();
    let known = values(&config);
    for Override { key, value, from } in overrides {
        let Some(default) = known.get(key) else { return Err(unknown(key)) };
        let refused = |why: &str| {
            let message = format!("{from}: {}", visible(why));
            ConfigError::new(message, format!("the default is `{default}`"))
        };
        let typed = typed(key, value, default)
            .ok_or_else(|| refused(&format!("`{value}` is no {}", default.type_str())))?;
        let (section, name) = key.split_once('.').unwrap_or(("", key));
        let section = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(section) = section {
            section.insert(name.to_owned(), typed);
        }
        // Through text, as the file is read: a second way from a table to a configuration would be a hundred kilobytes.
        config = toml::from_str(&table.to_string())
            .map_err(|error| refused(&in_plain_words(error.message()).0))?;
    }
    Ok(config)
}

/// A value of `key` as typed on a command line, as the type that `like` has.
pub(super) fn typed(key: &str, value: &str, like: &Value) -> Option<Value> {
    match like {
        Value::Boolean(_) => match value {
            "true" | "yes" | "on" | "1" => Some(Value::Boolean(true)),
            "false" | "no" | "off" | "0" => Some(Value::Boolean(false)),
            _ => None,
        },
        Value::Float(_) => value.parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Float),
        Value::Integer(_) => value.parse().ok().map(Value::Integer),
        Value::Array(_) => {
            // A line of a plan may hold commas of its own: `mon,wed 09:00-12:00`.
            let between = if key.starts_with("keys.") { "," } else { ", " };
            let items = value.split(between).map(str::trim).filter(|item| !item.is_empty());
            Some(Value::Array(items.map(|item| Value::String(item.to_owned())).collect()))
        }
        _ => Some(Value::String(value.to_owned())),
    }
}

/// Every setting of the documented defaults in order, each with the comment above it.
fn documented() -> Vec<(String, String)> {
    let (mut found, mut section, mut about) = (Vec::new(), "", String::new());
    for line in DEFAULTS.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            let space = if about.is_empty() { "" } else { " " };
            about = format!("{about}{space}{}", comment.trim());
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if let Some((key, _)) = line.split_once(" = ") {
            found.push((format!("{section}.{key}"), std::mem::take(&mut about)));
        }
        about.clear();
    }
    found
}
