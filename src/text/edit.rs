//! Changes of a task as typed: the fields of quick-add, where `project:` clears and `-tag` takes off, and the
//! difference between two lines for an editor that shows a task as one.

use super::error::ParseError;
use super::pieces::{Line, pieces};
use super::quick_add::{Parsed, take};
use super::reading::Reading;
use crate::domain::{Edit, Priority, Status};
use std::mem::discriminant;

/// Reads the fields of an `edit`: those of quick-add; `project:` and `due:none` clear, `-tag` takes a tag
/// off, bare words are the new title. Nothing typed is no edits.
///
/// # Errors
/// The first token that looks like a field and can't be read.
pub fn edit_fields(line: &str, reading: &Reading) -> Result<Vec<Edit>, ParseError> {
    let (title, mut edits) = take(line, pieces(line, reading, Line::Edit))?;
    edits.extend(title.map(Edit::Title));
    Ok(edits)
}

/// What changes a task whose line reads `old` into one whose line reads `new`. A field that is gone from
/// the line is cleared; one that stays the same is left alone.
pub fn edits_between(old: &Parsed, new: &Parsed) -> Vec<Edit> {
    let mut edits = Vec::new();
    if old.title != new.title {
        edits.push(Edit::Title(new.title.clone()));
    }
    edits.extend(new.edits.iter().filter(|edit| !old.edits.contains(edit)).cloned());
    for edit in old.edits.iter().filter(|edit| !new.edits.contains(edit)) {
        let is_tag = matches!(edit, Edit::Tag(_));
        let replaced = new.edits.iter().any(|other| discriminant(other) == discriminant(edit));
        if is_tag || !replaced {
            edits.extend(opposite(edit));
        }
    }
    edits
}

/// What takes an edit of a line back, when it is no longer there.
fn opposite(edit: &Edit) -> Option<Edit> {
    Some(match edit {
        Edit::Title(_) | Edit::Untag(_) => return None,
        Edit::Tag(tag) => Edit::Untag(tag.clone()),
        Edit::Note(_) => Edit::Note(String::new()),
        Edit::Kind(_) => Edit::Kind(None),
        Edit::Project(_) => Edit::Project(None),
        Edit::Priority(_) => Edit::Priority(Priority::Normal),
        Edit::Estimate(_) => Edit::Estimate(None),
        Edit::Due(_) => Edit::Due(None),
        Edit::From(_) => Edit::From(None),
        Edit::On(_) => Edit::On(None),
        Edit::At(_) => Edit::At(None),
        Edit::After(_) => Edit::After(Vec::new()),
        Edit::Every(_) => Edit::Every(None),
        Edit::Chunk(_) => Edit::Chunk(None),
        Edit::Splittable(_) => Edit::Splittable(true),
        Edit::Status(_) => Edit::Status(Status::Open),
    })
}

#[cfg(test)]
#[path = "tests/edit.rs"]
mod tests;
