//! The first run: three short questions, each with a sensible answer under Enter; Esc skips them all.

use super::{Overlay, Turn};
use crate::app::effect::{Answers, Sharpest};
use crate::app::{Effect, Model};
use crate::domain::TaskType;
use crate::input::{Action, Key};

/// Office hours that are offered, in minutes after midnight.
pub const HOURS: [(u16, u16); 4] = [(540, 1050), (480, 990), (600, 1110), (420, 930)];

/// The questions and what has been answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Which question shows.
    pub step: Step,
    /// The selected answer.
    pub selected: usize,
    /// For each kind of work that is offered, whether it is taken.
    pub kinds: Vec<(String, bool)>,
    /// The answers so far.
    pub answers: Answers,
}

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// When do you work?
    Hours,
    /// When do you feel sharpest?
    Sharpest,
    /// What kinds of work do you do?
    Kinds,
}

impl Step {
    /// Its number, from 1.
    pub fn number(self) -> usize {
        match self {
            Step::Hours => 1,
            Step::Sharpest => 2,
            Step::Kinds => 3,
        }
    }
}

impl Default for Welcome {
    fn default() -> Welcome {
        let kinds = TaskType::starters().into_iter().map(|kind| (kind.name, true)).collect();
        Welcome { step: Step::Hours, selected: 0, kinds, answers: Answers::default() }
    }
}

impl Welcome {
    /// How many answers the question has.
    pub fn count(&self) -> usize {
        match self.step {
            Step::Hours => HOURS.len(),
            Step::Sharpest => Sharpest::ALL.len(),
            Step::Kinds => self.kinds.len(),
        }
    }

    /// Carries an action out.
    pub fn act(mut self, _: &Model, action: Action) -> Turn {
        let last = self.count().saturating_sub(1);
        match action {
            Action::Cancel => return self.finish(),
            Action::Accept => return self.answer(),
            Action::Down => self.selected = (self.selected + 1).min(last),
            Action::Up => self.selected = self.selected.saturating_sub(1),
            _ => {}
        }
        Turn::stay(Overlay::Welcome(self))
    }

    /// A digit answers at once, or takes a kind of work or leaves it; so does the space bar.
    pub fn typed(mut self, _: &Model, key: Key) -> Turn {
        let digit = key.typed().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
        let chosen = (1..=self.count()).contains(&digit).then(|| digit - 1);
        match (self.step, chosen) {
            (Step::Kinds, chosen) if chosen.is_some() || key == Key::char(' ') => {
                self.selected = chosen.unwrap_or(self.selected);
                if let Some((_, taken)) = self.kinds.get_mut(self.selected) {
                    *taken = !*taken;
                }
            }
            (_, Some(chosen)) => {
                self.selected = chosen;
                return self.answer();
            }
            _ => {}
        }
        Turn::stay(Overlay::Welcome(self))
    }

    fn answer(mut self) -> Turn {
        match self.step {
            Step::Hours => {
                self.answers.hours = HOURS.get(self.selected).copied();
                self.step = Step::Sharpest;
            }
            Step::Sharpest => {
                self.answers.sharpest = Sharpest::ALL.get(self.selected).copied();
                self.step = Step::Kinds;
            }
            Step::Kinds => {
                let taken = self.kinds.iter().filter(|(_, taken)| *taken);
                self.answers.kinds = taken.map(|(name, _)| name.clone()).collect();
                return self.finish();
            }
        }
        self.selected = 0;
        Turn::stay(Overlay::Welcome(self))
    }

    /// Keeps what was answered; nothing when everything was skipped.
    fn finish(self) -> Turn {
        let nothing = self.answers == Answers::default();
        Turn::close(if nothing { Vec::new() } else { vec![Effect::Configure(self.answers)] })
    }
}
