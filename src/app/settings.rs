//! What the person has configured, as far as the screens need it. The runtime fills it from `config`; the
//! defaults here are the documented ones, so that tests need no file.

use crate::domain::urgency::Coefficients;
use crate::input::Keymap;
use crate::nudge::Nudging;
use crate::plan::Planning;
use chrono::NaiveTime;

/// After which sessions the focus is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// All.
    #[default]
    Always,
    /// Every third on average; which ones follows from the session alone.
    Sometimes,
    /// None.
    Never,
}

/// The configuration that the model and the views read.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Start of the office hours.
    pub day_start: NaiveTime,
    /// End of the office hours.
    pub day_end: NaiveTime,
    /// The lunch break, when there is one.
    pub lunch: Option<(NaiveTime, NaiveTime)>,
    /// Days with office hours, Monday first.
    pub work_days: [bool; 7],
    /// Seconds of work that make a day.
    pub day_target_s: u32,
    /// How to plan.
    pub planning: Planning,
    /// Seconds of unbroken work after which a rest break is due while nothing is learned of it.
    pub rest_after_s: u32,
    /// When to speak up.
    pub nudging: Nudging,
    /// Seconds of a break that was begun without a length.
    pub break_s: u32,
    /// Whether morning planning opens by itself at the first look of a work day.
    pub morning: bool,
    /// Whether the program begins with nothing but the clock.
    pub zen: bool,
    /// How much each term of the ranking counts.
    pub weights: Coefficients,
    /// Which key does what.
    pub keymap: Keymap,
    /// After which sessions the focus is asked for.
    pub ask_focus: Asking,
    /// Seconds from one question in the middle of work to the next, on average; none is asked when `None`.
    pub ping_s: Option<u32>,
}

impl Default for Settings {
    fn default() -> Settings {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap_or(NaiveTime::MIN);
        Settings {
            day_start: at(9, 0),
            day_end: at(17, 30),
            lunch: Some((at(12, 30), at(13, 15))),
            work_days: [true, true, true, true, true, false, false],
            day_target_s: 8 * 3600,
            planning: Planning::default(),
            rest_after_s: 3600,
            nudging: Nudging::default(),
            break_s: 600,
            morning: true,
            zen: false,
            weights: Coefficients::default(),
            keymap: Keymap::defaults(),
            ask_focus: Asking::Always,
            ping_s: None,
        }
    }
}
