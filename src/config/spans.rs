//! Where each key and each value stands in a TOML file, and which keys exist at all.

use super::settings::Config;
use crate::input::nearest;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// Where a setting stands in a file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Its name.
    pub(super) key: Range<usize>,
    /// Its value.
    pub(super) value: Range<usize>,
}

/// Every setting and every table of the file by its dotted path.
pub(super) fn spots(text: &str) -> Result<BTreeMap<String, Spot>, toml::de::Error> {
    let mut found = BTreeMap::new();
    walk(DeTable::parse(text)?.get_ref(), "", &mut found);
    Ok(found)
}

fn walk(table: &DeTable<'_>, above: &str, found: &mut BTreeMap<String, Spot>) {
    for (key, value) in table {
        let path = join(above, key.get_ref());
        found.insert(path.clone(), Spot { key: key.span(), value: value.span() });
        if let DeValue::Table(inner) = value.get_ref() {
            walk(inner, &path, found);
        }
    }
}

fn join(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

/// The values of a configuration by dotted path, in the order of the alphabet, without `keys`.
pub(super) fn values(config: &Config) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    // Every part of the configuration can be written as TOML; a test does it.
    flatten(&Table::try_from(config).unwrap_or_default(), "", &mut found);
    found
}

fn flatten(table: &Table, above: &str, found: &mut BTreeMap<String, Value>) {
    for (key, value) in table {
        let path = join(above, key);
        match value {
            Value::Table(inner) => flatten(inner, &path, found),
            value => {
                found.insert(path, value.clone());
            }
        }
    }
}

/// The tables in which the person finds the names.
pub(super) const NAMED: [&str; 3] = ["maps", "budgets", "keys"];

/// What `path` would be for by default, when it lies in a table in which the person finds the names:
/// `keys.today.done`, `maps.calls.when`, `budgets.paper`.
pub(super) fn named(path: &str) -> Option<Value> {
    let (table, rest) = path.split_once('.')?;
    match (table, rest.rsplit_once('.')) {
        ("keys", Some((place, _))) if !place.contains('.') => Some(Value::Array(Vec::new())),
        ("budgets", _) => Some(Value::String("10h a week".into())),
        ("maps", Some((_, "when" | "types"))) => Some(Value::Array(Vec::new())),
        ("maps", Some((_, "exclusive"))) => Some(Value::Boolean(false)),
        _ => None,
    }
}

/// Whether `path` is a setting or a table of settings, or may be one that the person has named.
pub(super) fn is_known(path: &str, known: &BTreeMap<String, Value>) -> bool {
    let above = |key: &String| key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
    let (table, name) = path.split_once('.').unwrap_or((path, ""));
    match table {
        // What is wrong with a binding or a map is said where it is read.
        "keys" | "budgets" => true,
        "maps" => !name.contains('.') || named(path).is_some(),
        _ => known.contains_key(path) || known.keys().any(above),
    }
}

/// The setting, or the table of settings, that was probably meant by `path`.
pub(super) fn meant<'a>(path: &str, known: &'a BTreeMap<String, Value>) -> Option<&'a str> {
    let tables = known.keys().filter_map(|key| Some(key.split_once('.')?.0));
    if let Some(table) = nearest(path, tables.chain(NAMED)) {
        return Some(table);
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    let same_name = |key: &&str| key.rsplit('.').next() == Some(last);
    let keys = || known.keys().map(String::as_str);
    keys().find(same_name).or_else(|| nearest(path, keys())).or_else(|| {
        let near = nearest(last, keys().filter_map(|key| key.rsplit('.').next()))?;
        keys().find(|key| key.rsplit('.').next() == Some(near))
    })
}
