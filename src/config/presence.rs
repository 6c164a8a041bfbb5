//! What a person has said about being looked for: `[presence]`.
//!
//! Next: [`crate::presence::settings`].

use super::settings::{Config, Contradiction};
use super::words;
use crate::presence::{Settings, Sources};
use serde::{Deserialize, Serialize};

/// Being looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PresenceSettings {
    /// Who is asked.
    pub sources: Sources,
    /// Seconds of absence from which on it is asked what it was.
    #[serde(rename = "ask_after", with = "words::seconds")]
    pub ask_after_s: u32,
    /// Seconds that somebody who reads may be without input.
    #[serde(rename = "reading_after", with = "words::seconds")]
    pub reading_after_s: u32,
    /// Task types in which people read.
    pub reading: Vec<String>,
    /// So many days what was heard is kept.
    pub keep_days: u32,
}

/// So many days the balance looks back, and nudges learn from three months.
const LEAST_DAYS: u32 = 190;
/// Less is not noticed.
const LEAST_S: u32 = 120;

impl Default for PresenceSettings {
    fn default() -> PresenceSettings {
        let Settings { sources, ask_after_s, reading_after_s, reading, keep_days } =
            Settings::default();
        PresenceSettings { sources, ask_after_s, reading_after_s, reading, keep_days }
    }
}

impl Config {
    /// What this person has said about being looked for.
    pub fn presence(&self) -> Settings {
        let PresenceSettings { sources, ask_after_s, reading_after_s, reading, keep_days } =
            self.presence.clone();
        Settings { sources, ask_after_s, reading_after_s, reading, keep_days }
    }

    /// What the values about presence say against each other.
    pub(super) fn presence_contradiction(&self) -> Option<Contradiction> {
        let said = &self.presence;
        if said.keep_days < LEAST_DAYS {
            return Some(Contradiction {
                keys: vec!["presence.keep_days".into()],
                message: format!("the balance looks back further than {} days", said.keep_days),
                hint: "keep what was heard for 190 days or more, for example 400",
            });
        }
        let keys = [("ask_after", said.ask_after_s), ("reading_after", said.reading_after_s)];
        let (key, _) = keys.into_iter().find(|(_, seconds)| *seconds < LEAST_S)?;
        Some(Contradiction {
            keys: vec![format!("presence.{key}")],
            message: "less than two minutes is not noticed".into(),
            hint: "for example `5m`",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loaded;
    use super::*;
    use std::path::Path;

    fn read(text: &str) -> Result<Settings, String> {
        let loaded = Loaded::read(Path::new("config.toml"), text, &[]);
        loaded.map(|loaded| loaded.config.presence()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_said_is_as_the_room_has_it_and_mistakes_are_said_with_their_place() {
        assert_eq!(read("").unwrap(), Settings::default());
        let some = read("[presence]\nsources = \"tmux, ttys\"\n").unwrap().sources;
        assert_eq!(some.to_string(), "ttys,tmux");
        for (text, place, words) in [
            ("[presence]\nask_after = \"30s\"\n", "config.toml:2:13", "less than two minutes"),
            ("[presence]\nkeep_days = 30\n", "config.toml:2:13", "looks back further than 30 days"),
            ("[presence]\nsources = \"webcam\"\n", "config.toml:2:11", "sources are `auto`, `off`"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(place) && error.contains(words), "{error}");
        }
    }
}
