//! The configuration as the model wants it, and the first run's answers as the configuration wants them.

use crate::app::Settings;
use crate::app::effect::{Answers, Sharpest};
use crate::app::settings::Asking;
use crate::config::{Config, ConfigError, Loaded, Paths, Rate, overrides_from_env, set};

/// What the screens need of the configuration.
pub(super) fn settings(loaded: &Loaded) -> Settings {
    let Config { work_day, timer, breaks, screen, urgency, .. } = &loaded.config;
    Settings {
        day_start: work_day.start,
        day_end: work_day.end,
        lunch: work_day.lunch,
        work_days: work_day.days.flags(),
        day_target_s: work_day.target_s,
        rest_after_s: breaks.rest_after_s.unwrap_or(u32::MAX),
        nudging: loaded.config.nudging(),
        break_s: breaks.length_s,
        zen: screen.zen,
        weights: *urgency,
        keymap: loaded.keymap(),
        ask_focus: match timer.rate {
            Rate::Always => Asking::Always,
            Rate::Sometimes => Asking::Sometimes,
            Rate::Never => Asking::Never,
        },
        ping_s: timer.ping_every_s,
        planning: loaded.config.planning(),
        morning: loaded.config.plan.morning,
    }
}

/// Keeps the first run's answers in the config file, and reads it again.
///
/// # Errors
/// When the file can't be written or has mistakes.
pub(super) fn keep(answers: &Answers, paths: &Paths) -> Result<Loaded, ConfigError> {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    if let Some((start, end)) = answers.hours {
        set(&paths.config, "work_day.start", &time(start))?;
        set(&paths.config, "work_day.end", &time(end))?;
    }
    let sharpest = answers.sharpest.map(|sharpest| match sharpest {
        Sharpest::Morning => "morning",
        Sharpest::Afternoon => "afternoon",
        Sharpest::Evening => "evening",
        Sharpest::Varies => "unset",
    });
    if let Some(word) = sharpest {
        set(&paths.config, "work_day.sharpest", word)?;
    }
    Config::load(paths, &overrides_from_env(&|name| std::env::var(name).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_runs_answers_are_kept_and_take_effect() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        let paths = Paths::find(Some(folder.path()), Some(&file)).unwrap();
        let answers = Answers {
            hours: Some((8 * 60, 16 * 60 + 15)),
            sharpest: Some(Sharpest::Evening),
            kinds: Vec::new(),
        };
        let settings = settings(&keep(&answers, &paths).unwrap());
        assert_eq!(settings.day_start.to_string(), "08:00:00");
        assert_eq!(settings.day_end.to_string(), "16:15:00");
        assert!(std::fs::read_to_string(&file).unwrap().contains("evening"));
    }

    #[test]
    fn the_documented_defaults_are_what_the_screens_assume_without_a_file() {
        assert_eq!(settings(&Loaded::default()), Settings::default());
    }
}
