//! What is said: a [`Nudge`], shown or held, with its reasons as data.
//!
//! Next: [`super::gate::Hold`] for why one is held; `words` for the sentences.

use super::gate::Hold;
use super::words;
use crate::domain::{Answer, Moment};

/// What a nudge is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A break is due.
    Rest,
    /// A break that was put off is due.
    Postponed,
    /// A break is long overdue.
    Firm,
    /// A micro-break is due: seconds away from the screen.
    Micro,
    /// A full day's work is done.
    Enough,
    /// Far more than a full day's work is done.
    TooMuch,
    /// It is late for this person.
    Evening,
    /// Hours of work without a long break.
    Lunch,
    /// Work on a day without work hours.
    FreeDay,
    /// Work began too few hours after it ended.
    ShortNight,
    /// The week is over the 48 hours of the EU's working time directive.
    LongWeek,
    /// The week is over the 55 hours above which the WHO and ILO find strokes and heart disease.
    HarmfulWeek,
}

impl Rule {
    /// The word for its kind in answers to scripts.
    pub fn kind(self) -> &'static str {
        match self {
            Rule::Rest | Rule::Postponed | Rule::Firm => "rest_break",
            Rule::Micro => "micro_break",
            Rule::Enough | Rule::TooMuch => "daily_limit",
            Rule::Evening => "wind_down",
            Rule::Lunch | Rule::FreeDay | Rule::ShortNight => "overwork",
            Rule::LongWeek | Rule::HarmfulWeek => "week_load",
        }
    }

    /// The word for it in answers to scripts, where one kind has several.
    pub fn word(self) -> &'static str {
        match self {
            Rule::Rest => "rest",
            Rule::Postponed => "postponed",
            Rule::Firm => "firm",
            Rule::Micro => "micro",
            Rule::Enough => "enough",
            Rule::TooMuch => "too_much",
            Rule::Evening => "evening",
            Rule::Lunch => "lunch",
            Rule::FreeDay => "free_day",
            Rule::ShortNight => "short_night",
            Rule::LongWeek => "long_week",
            Rule::HarmfulWeek => "harmful_week",
        }
    }

    /// The rule with that word.
    pub fn of(word: &str) -> Option<Rule> {
        const ALL: [Rule; 12] = [
            Rule::Rest,
            Rule::Postponed,
            Rule::Firm,
            Rule::Micro,
            Rule::Enough,
            Rule::TooMuch,
            Rule::Evening,
            Rule::Lunch,
            Rule::FreeDay,
            Rule::ShortNight,
            Rule::LongWeek,
            Rule::HarmfulWeek,
        ];
        ALL.into_iter().find(|rule| rule.word() == word)
    }

    /// Whether it asks for a rest now. A micro-break is none.
    pub fn is_break(self) -> bool {
        matches!(self, Rule::Rest | Rule::Postponed | Rule::Firm)
    }

    /// Whether its sentence names what the reason with that term is about.
    fn names(self, term: &str) -> bool {
        match self {
            Rule::Lunch => term == "since_long_break",
            Rule::Evening | Rule::ShortNight | Rule::LongWeek | Rule::HarmfulWeek => false,
            _ => term == "worked",
        }
    }

    /// Whether it is one of those of which a day bears one.
    pub fn is_overwork(self) -> bool {
        self.kind() == "overwork"
    }
}

/// One reason, in numbers and in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Which: `worked`, `interval`, `moment`, ...
    pub term: &'static str,
    /// The number: minutes where the term is a time or a button, else a count or a share.
    pub value: f64,
    /// The words.
    pub text: String,
}

impl Reason {
    /// The answer whose button this explains; `None` for a reason why something is said.
    pub fn button(&self) -> Option<Answer> {
        match self.term {
            words::TAKE => Some(Answer::Take),
            words::POSTPONE => Some(Answer::Postpone),
            words::SKIP => Some(Answer::Skip),
            _ => None,
        }
    }
}

/// Something to say at a moment, or something that was not said then.
#[derive(Clone, Debug, PartialEq)]
pub struct Nudge {
    /// When.
    pub at: Moment,
    /// What it is about.
    pub rule: Rule,
    /// When it fell due. A rule speaks at most once for what fell due at one moment.
    pub due: Moment,
    /// What keeps it back; it is shown when there is nothing.
    pub held: Option<Hold>,
    /// The sentence that is shown, or why none is.
    pub text: String,
    /// What it rests on.
    pub reasons: Vec<Reason>,
}

impl Nudge {
    /// Whether it is shown.
    pub fn is_shown(&self) -> bool {
        self.held.is_none()
    }

    /// The reasons to be said beside its sentence: those which the sentence does not give itself, and no button's.
    pub fn beside(&self) -> impl Iterator<Item = &Reason> {
        let is_new = |reason: &&Reason| reason.button().is_none() && !self.rule.names(reason.term);
        self.reasons.iter().filter(is_new)
    }
}
