//! What the person has set, as the nudger and the policy want it; read again when the file of the settings is another one.

use crate::clock::{Clock, Whereabouts};
use crate::config::{Config, Loaded, Paths, overrides_from_env};
use crate::domain::Now;
use crate::nudge::Nudging;
use crate::nudge::history::Settings;
use crate::plan::settings::Planning;
use crate::presence;
use std::path::Path;
use std::time::SystemTime;

/// What the nudger begins with.
#[derive(Debug)]
pub(in crate::runtime) struct Around {
    pub(in crate::runtime) clock: Box<dyn Clock>,
    /// Whether the clock is the machine's; with another one nobody can be heard.
    pub(in crate::runtime) real_time: bool,
    pub(in crate::runtime) place: Whereabouts,
    pub(in crate::runtime) loaded: Loaded,
    pub(in crate::runtime) paths: Paths,
}

impl Around {
    /// The present.
    pub(super) fn now(&self) -> Now {
        self.loaded.config.now(self.clock.utc_ms(), self.place.zone)
    }

    /// Notices when the machine is in another zone; says whether it is.
    pub(super) fn travel(&mut self) -> bool {
        self.place.travel(&*self.clock)
    }
}

/// When a file was written, and how long it is.
type Print = (SystemTime, u64);

/// The settings.
#[derive(Debug)]
pub(super) struct Wishes {
    planning: Planning,
    pub(super) nudging: Nudging,
    pub(super) presence: presence::Settings,
    file: Option<Print>,
}

impl Wishes {
    pub(super) fn of(around: &Around) -> Wishes {
        let config = &around.loaded.config;
        Wishes {
            planning: config.planning(),
            nudging: config.nudging(),
            presence: config.presence(),
            file: print(&around.paths.config),
        }
    }

    /// The same, as the policy wants it.
    pub(super) fn settings<'a>(&'a self, now: &'a Now) -> Settings<'a> {
        Settings { planning: &self.planning, nudging: &self.nudging, now }
    }

    /// Reads the settings again when their file is another one, and says whether they are others. One with mistakes in it
    /// changes nothing: whoever made them is told so by the next command.
    pub(super) fn renew(&mut self, around: &mut Around) -> bool {
        let file = print(&around.paths.config);
        if file == self.file {
            return false;
        }
        self.file = file;
        let overrides = overrides_from_env(&|name| std::env::var(name).ok());
        let Ok(loaded) = Config::load(&around.paths, &overrides) else { return false };
        around.loaded = loaded;
        *self = Wishes::of(around);
        true
    }
}

fn print(file: &Path) -> Option<Print> {
    let found = file.metadata().ok()?;
    Some((found.modified().ok()?, found.len()))
}
