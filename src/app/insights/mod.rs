//! The Insights screen: at which hours each kind of work goes well and what estimates really take, as the
//! [`Profile`] in the model has it. The view paints; [`words`] says it in sentences, [`why`] says what a figure
//! is made of, [`learning`] when there is something new to learn.
//!
//! Never a bare best hour, never a grade: without enough evidence it says how much there is.

pub mod estimate;
pub mod layout;
pub mod learning;
pub mod why;
pub mod words;

pub use layout::{Layout, layout};

use super::list::List;
use super::overlay::why::{self as why_shown, About};
use super::today::marks;
use super::{Effect, Model, Mouse, MouseKind, Tone, keys};
use crate::domain::{Intent, Objection, Order};
use crate::input::Action;
use crate::learn::Profile;
use crate::learn::backtest::{LookBack, Progress};
use crate::learn::hours::Curve;
use crate::learn::pace::UNTYPED;
use std::sync::Arc;

/// What a line of the list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// All work together.
    #[default]
    All,
    /// The kind of work of that name.
    Kind(String),
    /// Work of no kind, and of kinds too rare for numbers of their own.
    Other,
}

impl Subject {
    /// What it is called.
    pub fn title(&self) -> &str {
        match self {
            Subject::All => "All work",
            Subject::Kind(name) => name,
            Subject::Other => "Work of no kind",
        }
    }

    /// Its number in the pace.
    pub fn kind(&self, profile: &Profile) -> u16 {
        match self {
            Subject::Kind(name) => profile.kind(Some(name)),
            Subject::All | Subject::Other => UNTYPED,
        }
    }

    /// Its curve.
    pub fn curve<'a>(&self, profile: &'a Profile) -> &'a Curve {
        match self {
            Subject::All => profile.hours.overall(),
            Subject::Kind(_) | Subject::Other => profile.hours.curve(self.kind(profile)),
        }
    }
}

/// A figure of the screen that can say what it is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figure {
    /// The hours: words, heat, curve.
    #[default]
    Hours,
    /// What an estimate really takes.
    Pace,
    /// How well all of this has predicted.
    Record,
}

impl Figure {
    /// Every figure, in reading order.
    pub const ALL: [Figure; 3] = [Figure::Hours, Figure::Pace, Figure::Record];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Figure::Hours => "When it goes best",
            Figure::Pace => "What an estimate really takes",
            Figure::Record => "Has it been right?",
        }
    }
}

/// A look back at the past.
#[derive(Clone, Debug, Default)]
pub enum Looking {
    /// None was asked for since the program began.
    #[default]
    Not,
    /// It is under way, and has come that far.
    Back(Progress),
    /// What it found.
    Found(Arc<LookBack>),
}

/// What the Insights screen remembers.
#[derive(Clone, Debug, Default)]
pub struct InsightsState {
    /// The lines of the list.
    pub subjects: Vec<Subject>,
    /// The selected one, by what it is about: it stays selected when others come and go.
    pub selected: Subject,
    /// Where the list stands.
    pub list: List,
    /// The figure that is marked.
    pub figure: Figure,
    /// The look back at the past.
    pub looking: Looking,
    /// Why nothing could be learned, when that is so.
    pub failed: Option<String>,
}

/// Takes in what the log has taught.
pub fn learned(model: &mut Model, profile: Arc<Profile>) {
    model.learned = Some(profile);
    model.insights.failed = None;
    derive(model);
}

/// Takes in how far the look back is, unless it was given up.
pub fn looking_back(model: &mut Model, progress: Progress) {
    if let Looking::Back(so_far) = &mut model.insights.looking {
        *so_far = progress;
    }
}

/// Takes in how that has done on the past.
pub fn looked_back(model: &mut Model, profile: Arc<Profile>, found: Arc<LookBack>) {
    // It may have been given up in the very moment when it was done.
    if matches!(model.insights.looking, Looking::Back(_)) {
        model.insights.looking = Looking::Found(found);
    }
    learned(model, profile);
}

/// Nothing could be learned.
pub fn not_learned(model: &mut Model, reason: String) {
    if matches!(model.insights.looking, Looking::Back(_)) {
        model.insights.looking = Looking::Not;
    }
    model.insights.failed = Some(reason);
}

/// Finds the list out again, in the person's order of kinds of work, and where the selection is in it.
pub fn derive(model: &mut Model) {
    let mut subjects = vec![Subject::All];
    if let Some(profile) = &model.learned {
        let mut kinds = profile.kinds.clone();
        kinds.order_by_key(|kind| marks::place(&model.state, kind).unwrap_or(usize::MAX));
        subjects.extend(kinds.into_iter().map(Subject::Kind));
        let other = Subject::Other.curve(profile).sessions > 0;
        subjects.extend(other.then_some(Subject::Other));
    }
    let at = subjects.iter().position(|subject| *subject == model.insights.selected);
    model.insights.subjects = subjects;
    select(model, at.unwrap_or(0));
}

/// How many lines of the list show.
fn list_rows(model: &Model) -> usize {
    usize::from(layout(model).list.h)
}

fn select(model: &mut Model, at: usize) {
    let (len, rows) = (model.insights.subjects.len(), list_rows(model));
    let insights = &mut model.insights;
    insights.list.select(at, len, rows);
    insights.selected = insights.subjects.get(insights.list.selected).cloned().unwrap_or_default();
}

/// What the person holds against the hours of a subject; known at once, before anything is learned anew.
pub fn objection(model: &Model, subject: &Subject) -> Option<Objection> {
    match subject {
        Subject::Kind(name) => model.state.kind(name).and_then(|kind| kind.objection),
        Subject::All | Subject::Other => None,
    }
}

/// Carries an action out; `None` when it is not this screen's own.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let step = |by: isize| model.insights.list.selected.saturating_add_signed(by);
    let at = match action {
        Action::Down => step(1),
        Action::Up => step(-1),
        Action::PageDown => step(10),
        Action::PageUp => step(-10),
        Action::Top => 0,
        Action::End => usize::MAX,
        Action::LeftPane => return Some(mark(model, false)),
        Action::RightPane => return Some(mark(model, true)),
        Action::Explain => return Some(explain(model)),
        Action::Mute => return Some(object(model, Objection::Muted)),
        Action::Dispute => return Some(object(model, Objection::Disputed)),
        Action::Backtest => return Some(look_back(model)),
        Action::Cancel if matches!(model.insights.looking, Looking::Back(_)) => {
            return Some(give_up(model));
        }
        _ => return None,
    };
    select(model, at);
    Some(Vec::new())
}

/// Marks the next figure or the one before.
fn mark(model: &mut Model, next: bool) -> Vec<Effect> {
    let all = Figure::ALL;
    let at = all.iter().position(|figure| *figure == model.insights.figure).unwrap_or(0);
    let to = if next { (at + 1).min(all.len() - 1) } else { at.saturating_sub(1) };
    model.insights.figure = all[to];
    Vec::new()
}

fn explain(model: &mut Model) -> Vec<Effect> {
    if model.learned.is_none() {
        model.say(Tone::Note, "nothing is learned yet", "");
        return Vec::new();
    }
    let figure = model.insights.figure;
    why_shown::open(model, About::Figure(figure))
}

/// Holds that against the selected hours, or takes it back.
fn object(model: &mut Model, objection: Objection) -> Vec<Effect> {
    let Subject::Kind(kind) = model.insights.selected.clone() else {
        let down = keys::shown(model, Action::Down);
        let hint = format!("`{down}` goes to the next kind of work");
        model.say(Tone::Note, "only the hours of a kind of work can be muted or disputed", hint);
        return Vec::new();
    };
    let held = self::objection(model, &model.insights.selected);
    let objection = (held != Some(objection)).then_some(objection);
    vec![Effect::Do(Intent::Object { kind, objection })]
}

fn look_back(model: &mut Model) -> Vec<Effect> {
    if matches!(model.insights.looking, Looking::Back(_)) {
        return Vec::new();
    }
    if model.learned.as_ref().is_none_or(|profile| profile.tally.taught == 0) {
        model.say(Tone::Note, "there is no past to look back at yet", "");
        return Vec::new();
    }
    model.insights.looking = Looking::Back(Progress::default());
    model.insights.figure = Figure::Record;
    vec![Effect::LookBack]
}

/// Stops the look back that is under way.
fn give_up(model: &mut Model) -> Vec<Effect> {
    model.insights.looking = Looking::Not;
    model.say(Tone::Note, "looking back was stopped", "");
    vec![Effect::HaltLookBack]
}

/// Takes a mouse event inside the body.
pub fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let parts = layout(model);
    let known = model.insights.subjects.len();
    if let Some(at) = model.insights.list.pointed(mouse, parts.list, known) {
        select(model, at);
        return Vec::new();
    }
    let pressed = mouse.kind == MouseKind::Press;
    if let Some(figure) = parts.figure_at(mouse.x, mouse.y).filter(|_| pressed) {
        model.insights.figure = figure;
    }
    Vec::new()
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
