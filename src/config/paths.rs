//! Where heyday keeps things: what was asked for, else the platform's places. Creates nothing.

use super::error::shown;
use directories::ProjectDirs;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The places of this run, all absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The folder with the database.
    pub data: PathBuf,
    /// The config file; it need not exist.
    pub config: PathBuf,
    /// The folder with the person's own themes; it need not exist.
    pub themes: PathBuf,
    /// The folder for logs and other things that may be lost: the platform's where it has one (Linux), else
    /// the data folder.
    pub state: PathBuf,
}

/// There is no place to keep things in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// Neither the environment nor the system knows a home folder.
    #[error("no home folder to keep the {0} in")]
    NoHome(&'static str),
    /// A relative path, and the current folder is gone.
    #[error("`{0}` is relative, and the current folder can't be found")]
    NoCurrentFolder(String),
}

impl PathError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            PathError::NoHome(_) => {
                "set `HOME`, or name a folder with `--data-dir` or `HEYDAY_DATA_DIR`"
            }
            PathError::NoCurrentFolder(_) => "give an absolute path",
        }
    }
}

/// The places that the platform has for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Platform {
    data: PathBuf,
    config: PathBuf,
    state: Option<PathBuf>,
}

impl Paths {
    /// The places for this run. `data_dir` and `config` are what flags or the environment ask for; an empty
    /// path counts as not asked for.
    ///
    /// With `data_dir`, everything that is written goes there; so does the config file when the system
    /// knows no home folder.
    ///
    /// # Errors
    /// [`PathError`] when a place is neither asked for nor known.
    pub fn find(data_dir: Option<&Path>, config: Option<&Path>) -> Result<Paths, PathError> {
        let platform = ProjectDirs::from("", "", "heyday").map(|dirs| Platform {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            state: dirs.state_dir().map(Path::to_owned),
        });
        // A relative HOME would keep a store in every folder that heyday is called in.
        let platform = platform.filter(|p| p.data.is_absolute() && p.config.is_absolute());
        Paths::from_platform(data_dir, config, platform.as_ref())
    }

    fn from_platform(
        data_dir: Option<&Path>,
        config: Option<&Path>,
        platform: Option<&Platform>,
    ) -> Result<Paths, PathError> {
        let asked =
            data_dir.filter(|path| !path.as_os_str().is_empty()).map(absolute).transpose()?;
        let config =
            config.filter(|path| !path.as_os_str().is_empty()).map(absolute).transpose()?;
        let home = || platform.ok_or(PathError::NoHome("data"));
        let (data, state) = if let Some(asked) = asked {
            (asked.clone(), asked)
        } else {
            let Platform { data, state, .. } = home()?;
            (data.clone(), state.as_ref().unwrap_or(data).clone())
        };
        let config = match (config, platform) {
            (Some(config), _) => config,
            (None, Some(platform)) => platform.config.join("config.toml"),
            (None, None) => data.join("config.toml"),
        };
        let themes = config.parent().unwrap_or(&data).join("themes");
        Ok(Paths { data, config, themes, state })
    }
}

fn absolute(path: &Path) -> Result<PathBuf, PathError> {
    std::path::absolute(path).map_err(|_| PathError::NoCurrentFolder(shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linux() -> Platform {
        Platform {
            data: "/home/ana/.local/share/heyday".into(),
            config: "/home/ana/.config/heyday".into(),
            state: Some("/home/ana/.local/state/heyday".into()),
        }
    }

    #[test]
    fn the_platform_has_its_places_and_a_missing_state_folder_is_the_data_folder() {
        let paths = Paths::from_platform(None, None, Some(&linux())).unwrap();
        assert_eq!(paths.config, Path::new("/home/ana/.config/heyday/config.toml"));
        assert_eq!(paths.themes, Path::new("/home/ana/.config/heyday/themes"));
        assert_eq!(paths.state, Path::new("/home/ana/.local/state/heyday"));
        let mac = Platform { state: None, ..linux() };
        let paths = Paths::from_platform(None, None, Some(&mac)).unwrap();
        assert_eq!(paths.state, paths.data);
    }

    #[test]
    fn what_is_asked_for_goes_before_the_platform() {
        let demo = Path::new("/srv/demo");
        let paths = Paths::from_platform(Some(demo), Some(Path::new("")), Some(&linux())).unwrap();
        assert_eq!((paths.data.as_path(), paths.state.as_path()), (demo, demo));
        assert_eq!(paths.config, Path::new("/home/ana/.config/heyday/config.toml"));
        let paths = Paths::from_platform(Some(Path::new("here")), None, Some(&linux())).unwrap();
        assert!(paths.data.is_absolute());
    }

    #[test]
    fn without_a_home_it_works_when_told_where_and_says_so_otherwise() {
        let paths = Paths::from_platform(Some(Path::new("/srv/h")), None, None).unwrap();
        assert_eq!(paths.config, Path::new("/srv/h/config.toml"));
        let error = Paths::from_platform(None, None, None).unwrap_err();
        insta::assert_snapshot!(format!("{error}\nhint: {}", error.hint()), @r"
        no home folder to keep the data in
        hint: set `HOME`, or name a folder with `--data-dir` or `HEYDAY_DATA_DIR`
        ");
    }
}
