//! The whole state of the interactive program. Only [`super::update()`] changes it; a view is a function of
//! it. What is costly to find (the ranking, the day's marks) is found when something changes, not per frame.

use super::balance::BalanceState;
use super::flow::Seen;
use super::insights::InsightsState;
use super::log::LogState;
use super::overlay::Overlay;
use super::plan::PlanState;
use super::rate::Rate;
use super::settings::Settings;
use super::tasks::TasksState;
use super::toast::{Toast, Tone};
use super::today::TodayState;
use super::week::WeekState;
use super::{Want, area, nudges};
use crate::calendar::Health;
use crate::domain::{Now, SessionId, State, Suggestion, TaskId};
use crate::input::Key;
use crate::learn::Profile;
use crate::nudge::Pulse;
use crate::text::Reading;
use std::sync::Arc;

/// The screens, in the order of their tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The day: what now, until when, what next.
    #[default]
    Today,
    /// Every task.
    Tasks,
    /// The days ahead.
    Week,
    /// What was learned.
    Insights,
    /// What was done.
    Log,
    /// How the load stands to the own weeks.
    Balance,
}

impl Screen {
    /// Every screen, in order.
    pub const ALL: [Screen; 6] = [
        Screen::Today,
        Screen::Tasks,
        Screen::Week,
        Screen::Insights,
        Screen::Log,
        Screen::Balance,
    ];

    /// The word on its tab.
    pub fn title(self) -> &'static str {
        match self {
            Screen::Today => "Today",
            Screen::Tasks => "Tasks",
            Screen::Week => "Week",
            Screen::Insights => "Insights",
            Screen::Log => "Log",
            Screen::Balance => "Balance",
        }
    }
}

/// What is known of the terminal's window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether its background is dark.
    pub dark: bool,
}

/// Everything the program knows between two messages.
#[derive(Clone, Debug)]
pub struct Model {
    /// The loaded part of the log.
    pub state: State,
    /// The journal's last number in it.
    pub seq: i64,
    /// Whether the first load has come; before it the screen says nothing about tasks.
    pub loaded: bool,
    /// The present, as of the last message.
    pub now: Now,
    /// What the person has configured.
    pub settings: Settings,
    /// The screen that shows.
    pub screen: Screen,
    /// The Today screen.
    pub today: TodayState,
    /// The Tasks screen.
    pub tasks: TasksState,
    /// The plan, accepted and proposed.
    pub plan: PlanState,
    /// The Week screen.
    pub week: WeekState,
    /// The Log screen.
    pub log: LogState,
    /// The Insights screen.
    pub insights: InsightsState,
    /// The Balance screen.
    pub balance: BalanceState,
    /// What the log has taught; `None` until it was learned.
    pub learned: Option<Arc<Profile>>,
    /// How the reading of each calendar stands; empty until they were looked at.
    pub calendars: Vec<Health>,
    /// What lies over the screen, the top one last.
    pub overlays: Vec<Overlay>,
    /// The answer to the last thing done.
    pub toast: Option<Toast>,
    /// What the store takes its time with, while it does.
    pub waiting: Option<&'static str>,
    /// The focus question after a session.
    pub rate: Option<Rate>,
    /// The running session that was asked about because its timer looks forgotten.
    pub asked: Option<SessionId>,
    /// Keys of an unfinished chord.
    pub pending: Vec<Key>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The terminal's window.
    pub window: Window,
    /// Only the clock and the task.
    pub zen: bool,
    /// What is remembered of the days before; `None` until the store has told.
    pub seen: Option<Seen>,
    /// Whether all of it is made up, see [`crate::exchange::demo`].
    pub demo: bool,
    /// How the break counter and the nudges stand; `None` until it was told.
    pub pulse: Option<Pulse>,
    /// What is suggested, oldest first.
    pub suggested: Vec<Suggestion>,
    /// Why nothing can be recorded, when that is so.
    pub read_only: Option<String>,
    /// Tasks that can be worked on now and their urgency, most urgent first.
    pub ranked: Vec<(TaskId, f64)>,
}

impl Model {
    /// A program that has just begun and has nothing loaded.
    pub fn new(settings: Settings, now: Now, size: (u16, u16)) -> Model {
        Model {
            state: State::new(1),
            seq: 0,
            loaded: false,
            now,
            zen: settings.zen,
            settings,
            screen: Screen::Today,
            today: TodayState::new(now.day()),
            tasks: TasksState::default(),
            plan: PlanState::default(),
            week: WeekState::default(),
            log: LogState::default(),
            insights: InsightsState::default(),
            balance: BalanceState::default(),
            learned: None,
            calendars: Vec::new(),
            overlays: Vec::new(),
            toast: None,
            waiting: None,
            rate: None,
            asked: None,
            pending: Vec::new(),
            size,
            window: Window { focused: true, dark: true },
            seen: None,
            demo: false,
            pulse: None,
            suggested: Vec::new(),
            read_only: None,
            ranked: Vec::new(),
        }
    }

    /// The part of the log that the screens need: the runtime loads it first, `Effect::Load` asks again.
    pub fn want(&self) -> Want {
        let today = self.now.day();
        let closed = self.tasks.wants_closed();
        Want { week: self.log.held, closed, ..Want::from_day(today) }
    }

    /// How words about time are read now.
    pub fn reading(&self) -> Reading {
        Reading {
            now: self.now,
            day_start: self.settings.day_start,
            day_end: self.settings.day_end,
        }
    }

    /// How the screen is divided.
    pub fn chrome(&self) -> area::Chrome {
        area::chrome(self.size, nudges::rows(self))
    }

    /// Shows a toast.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>, hint: impl Into<String>) {
        self.toast = Some(Toast::new(tone, text, hint, self.now.at));
    }
}
