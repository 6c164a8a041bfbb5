//! What a person has said about being looked for: plain data, which the configuration makes. The defaults are those of
//! `assets/config.toml`.
//!
//! Next: [`super::Presence`], which obeys it.

use super::listener::Need;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Every source by its name, as `heyday doctor` shows them.
pub const NAMES: [&str; 8] = ["keys", "hook", "ttys", "tmux", "desktop", "login", "x11", "wayland"];

/// Which sources are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Sources {
    /// All that there are.
    #[default]
    Auto,
    /// None: heyday does not notice whether anybody is there.
    Off,
    /// Those of [`NAMES`] whose bit is set.
    Only(u8),
}

impl Sources {
    /// Whether the source called `name` is asked.
    pub fn contains(self, name: &str) -> bool {
        match self {
            Sources::Auto => true,
            Sources::Off => false,
            Sources::Only(bits) => bit(name).is_some_and(|bit| bits & bit != 0),
        }
    }
}

fn bit(name: &str) -> Option<u8> {
    NAMES.iter().position(|known| *known == name).map(|place| 1 << place)
}

impl TryFrom<String> for Sources {
    type Error = String;

    fn try_from(text: String) -> Result<Sources, String> {
        match text.trim() {
            "auto" => return Ok(Sources::Auto),
            "off" => return Ok(Sources::Off),
            _ => {}
        }
        let bits = text.split(',').map(str::trim).map(bit);
        let bits = bits.reduce(|a, b| Some(a? | b?)).flatten();
        bits.map(Sources::Only)
            .ok_or_else(|| format!("sources are `auto`, `off`, or some of `{}`", NAMES.join(",")))
    }
}

impl fmt::Display for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sources::Auto => f.write_str("auto"),
            Sources::Off => f.write_str("off"),
            Sources::Only(_) => {
                let names: Vec<&str> =
                    NAMES.into_iter().filter(|name| self.contains(name)).collect();
                f.write_str(&names.join(","))
            }
        }
    }
}

impl From<Sources> for String {
    fn from(sources: Sources) -> String {
        sources.to_string()
    }
}

/// Everything that is said about being looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Who is asked.
    pub sources: Sources,
    /// Seconds of absence from which on it is asked what it was.
    pub ask_after_s: u32,
    /// Seconds that somebody who reads may be without input.
    pub reading_after_s: u32,
    /// Task types in which people read.
    pub reading: Vec<String>,
    /// So many days what was heard is kept.
    pub keep_days: u32,
}

impl Default for Settings {
    /// Five and fifteen minutes, as in Super Productivity and Rize.
    fn default() -> Settings {
        Settings {
            sources: Sources::Auto,
            ask_after_s: 300,
            reading_after_s: 900,
            reading: vec!["review".into(), "learning".into()],
            keep_days: 400,
        }
    }
}

impl Settings {
    /// What is to be known while a task of type `kind` is worked on.
    pub fn need(&self, kind: Option<&str>) -> Need {
        let reads = kind.is_some_and(|kind| self.reading.iter().any(|name| name == kind));
        Need {
            work: true,
            quiet_s: reads.then_some(self.reading_after_s),
            pause: false,
            micro_s: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_named_in_any_order_and_told_in_one() {
        let read = |text: &str| Sources::try_from(text.to_owned());
        assert_eq!(read(" tmux, ttys").unwrap().to_string(), "ttys,tmux");
        assert_eq!(read("auto"), Ok(Sources::Auto));
        for sources in [read("tmux,hook").unwrap(), Sources::Auto, Sources::Off] {
            assert_eq!(read(&sources.to_string()), Ok(sources));
        }
        assert!(read("tmux").unwrap().contains("tmux") && !read("tmux").unwrap().contains("ttys"));
        for wrong in ["", "ttys,", "ttys tmux", "webcam"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(NAMES.into_iter().all(|name| Sources::Auto.contains(name)));
    }

    #[test]
    fn who_reads_may_be_still_for_longer() {
        let settings = Settings::default();
        assert_eq!(settings.need(Some("review")).quiet_s, Some(900));
        assert_eq!(settings.need(Some("coding")).quiet_s, None);
        assert_eq!(settings.need(None).quiet_s, None);
    }
}
