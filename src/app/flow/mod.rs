//! The guided flows: planning the morning, closing the day, and going through what was left lying after days away. A
//! flow is a row of steps with one decision each and a sensible answer under Enter; what is decided is recorded at
//! once, each act one step of undo, so that going back and leaving in the middle lose nothing.
//!
//! [`seen`] says when a flow is offered, [`left`] what was left lying, [`sheet`] holds the tasks of a step and what keys
//! do to them, [`rest`] answers for what
//! nothing was decided about, [`done`] sets the day beside its plan, [`ahead`] looks at the next one. The overlay is
//! [`super::overlay::Review`].

pub mod ahead;
pub mod done;
pub mod left;
pub mod rest;
pub mod seen;
pub mod sheet;
pub mod told;

pub use seen::Seen;
pub use sheet::{Fate, Row, Sheet, Why};

use super::overlay::Review;
use super::{Effect, Model, Overlay, act};

/// A guided flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// What is left over, what is due, what fits.
    Morning,
    /// What the day came to, and what becomes of the rest.
    Shutdown,
    /// What was left lying while nobody was there.
    Triage,
}

impl Flow {
    /// The word by which the store remembers that it was offered; stable.
    pub fn word(self) -> &'static str {
        match self {
            Flow::Morning => "morning",
            Flow::Shutdown => "shutdown",
            Flow::Triage => "triage",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Flow::Morning => "Plan the day",
            Flow::Shutdown => "Close the day",
            Flow::Triage => "What was left lying",
        }
    }
}

/// Opens a flow, unless one is open already.
pub fn open(model: &mut Model, flow: Flow) -> Vec<Effect> {
    if model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Review(_))) {
        return Vec::new();
    }
    let review = Review::new(model, flow);
    if review.steps.is_empty() {
        model.say(super::Tone::Note, "nothing was left lying", "");
        return Vec::new();
    }
    act::open(model, Overlay::Review(Box::new(review)))
}

/// Lets the open flow follow what was recorded.
pub fn follow(model: &mut Model) {
    let mut overlays = std::mem::take(&mut model.overlays);
    for overlay in &mut overlays {
        if let Overlay::Review(review) = overlay {
            if review.awaits {
                review.enter(model);
            }
            review.sheet.settle(model);
        }
    }
    model.overlays = overlays;
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
