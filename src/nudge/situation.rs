//! What the policy is told at a moment: a [`Situation`], and what holds all day: [`Today`]. Plain data, so that a screen,
//! a background process and a replay can each make it from what they know.
//!
//! Next: [`super::course`], which is told.

use super::ahead::Left;
use super::habit::{Acceptance, Answer, Habit};
use super::timeline::{Boundary, Doing, Mute, Turn};
use crate::domain::Moment;

/// What is known of a day when it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// Its first moment.
    pub start: Moment,
    /// The first moment of the next.
    pub end: Moment,
    /// The person's stretches of work before it.
    pub habit: Habit,
    /// What they did about nudges before it.
    pub accepted: Acceptance,
    /// Whether it has no work hours: a weekend.
    pub free: bool,
    /// Whether the person has declared it a day off, or a calendar has.
    pub off: bool,
    /// Days until the next one with work hours, at least 1.
    pub wait_days: u8,
    /// From when on work is late for this person.
    pub evening: Moment,
    /// Seconds of work in its week before it.
    pub week_before_s: i64,
    /// Seconds between the last work before it and its first; `None` when not known.
    pub rested_s: Option<i64>,
}

/// What is the case at a moment. What holds until something else is said need not be said again and again: the policy is
/// asked when something changes, and at the moments that it names itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// The moment, with the offset of the place.
    pub at: Moment,
    /// What somebody does.
    pub doing: Doing,
    /// Since when; may lie before the last moment the policy was asked about, when it was only noticed now.
    pub since: Moment,
    /// What has just turned out to have been done until now, by start; empty when that is as it seemed.
    pub found_out: Vec<Turn>,
    /// When the piece of work at hand was begun, if that is known.
    pub begun: Option<Moment>,
    /// What ends at this very moment.
    pub boundary: Option<Boundary>,
    /// How long there was no key until this moment, in milliseconds, when that was just noticed; else 0.
    pub still_ms: i64,
    /// What the person has just answered.
    pub answer: Option<Answer>,
    /// What forbids to show anything, and until when.
    pub mute: Option<(Mute, Moment)>,
    /// Whether it lies outside of the work hours.
    pub off_hours: bool,
    /// Whether the work at hand needs an undisturbed stretch.
    pub deep: bool,
    /// When a block of the plan ends whose task is due with it, if one runs.
    pub deadline: Option<Moment>,
    /// When the next meeting begins, if one is known.
    pub meeting: Option<Moment>,
    /// What is left of the day's plan.
    pub left: Left,
}
