//! What a person has said about the ways of notifications: `[notify]`, which is [`crate::notify::Settings`] as it stands.

use super::settings::{Config, Contradiction};
use crate::notify::Via;

impl Config {
    /// What the values about notifications say against each other.
    pub(super) fn notify_contradiction(&self) -> Option<Contradiction> {
        let said = &self.notify;
        let names_one = said.command.first().is_some_and(|program| !program.is_empty());
        if names_one || (said.command.is_empty() && said.via != Via::Command) {
            return None;
        }
        Some(Contradiction {
            keys: vec!["notify.command".into(), "notify.via".into()],
            message: "no program is named that notifications could be given to".into(),
            hint: "for example `command = [\"ntfy\", \"publish\", \"me\"]`",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loaded;
    use crate::notify::{Settings, Via};
    use std::path::Path;

    fn read(text: &str) -> Result<Settings, String> {
        let loaded = Loaded::read(Path::new("config.toml"), text, &[]);
        loaded.map(|loaded| loaded.config.notify).map_err(|error| error.to_string())
    }

    #[test]
    fn a_way_is_one_of_its_words_and_a_program_has_its_arguments() {
        let said = read("[notify]\nvia = \"tmux\"\ncommand = [\"say\", \"-v\"]\nsound = false\n");
        let command = vec!["say".to_owned(), "-v".to_owned()];
        assert_eq!(said, Ok(Settings { via: Via::Tmux, command, sound: false, micro: true }));
        let wrong = read("[notify]\nvia = \"carrier pigeon\"\n").unwrap_err();
        assert!(wrong.contains("config.toml:2:7") && wrong.contains("`desktop`"), "{wrong}");
    }

    #[test]
    fn a_program_that_has_no_name_is_a_mistake() {
        for text in ["[notify]\nvia = \"command\"\n", "[notify]\ncommand = [\"\"]\n"] {
            let error = read(text).unwrap_err();
            assert!(error.contains("no program is named"), "{error}");
        }
    }
}
