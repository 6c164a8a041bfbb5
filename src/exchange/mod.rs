//! Importers and exporters, one file a format, between bytes and domain values. Pure: no files, no clock.
//!
//! [`jsonl`] is the lossless format and its words are a promise; [`json`] writes JSON for it and for every
//! `--json` view; [`git`] infers sessions from commits; [`demo`] makes up a life to try things with; [`identity`] gives
//! things without an id the same one at every import. [`import`] is what every importer is made of; [`estimates`] are
//! questions about many tasks at once.

pub mod csv;
pub mod demo;
pub mod estimates;
pub mod git;
pub mod ics;
pub mod identity;
pub mod import;
pub mod json;
pub mod jsonl;
pub mod org;
pub mod taskwarrior;
pub mod timewarrior;
pub mod todotxt;
pub mod watson;

/// At most 60 characters of a foreign text, for an error that quotes it. Still hostile: escape it where it is
/// shown.
pub(crate) fn clip(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
    }
}
