//! The Log screen.

use super::Pen;
use crate::app::{Area, Model};

/// Draws the screen.
pub fn draw(_: &mut Pen<'_>, _: &Model, _: Area) {}
