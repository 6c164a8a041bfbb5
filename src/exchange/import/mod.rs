//! What every importer is made of: bytes come in pieces, changes go out one at a time, and a [`Report`] keeps
//! what became of each line. Nothing here opens a file, and memory does not grow with what is read.
//!
//! An [`Importer`] is fed by whoever has the bytes and puts what it understands into a [`Sink`], which
//! refuses what the rest of the program could not work with. [`Lines`](Splitter) and [`Elements`] cut bytes into
//! records; [`fields`] takes the fields of a JSON object by name. What exists already, by its id, is the
//! store's to leave out: an importer gives the same thing the same id every time ([`super::identity`]).

mod circles;
mod either;
mod elements;
pub(in crate::exchange) mod fields;
pub(in crate::exchange) mod labels;
#[cfg(test)]
mod laws;
mod lines;
mod pieces;
mod report;
mod sink;
pub(in crate::exchange) mod stamp;
mod tally;
#[cfg(test)]
pub(in crate::exchange) mod told;
pub(in crate::exchange) mod worklog;

pub use either::{Either, Shape};
pub use elements::Elements;
pub use labels::TypeFrom;
pub use lines::{MAX_LINE, Piece, Splitter};
pub use pieces::{Cutter, Format, InPieces};
pub use report::{Counts, Fault, LineError, Report};
pub use sink::{Ground, KnownTask, Sink};
pub(in crate::exchange) use tally::Tally;

use crate::domain::{Brought, Change};

/// Reads one format. The bytes of each file are fed in order; then comes [`Importer::end_of_file`], and after the
/// last file [`Importer::finish`].
pub trait Importer: std::fmt::Debug {
    /// Takes the next bytes of a file, of any number, and puts what they complete into the sink.
    fn feed(&mut self, bytes: &[u8], sink: &mut Sink);

    /// The file has no more bytes; the next ones, if any, are another file's.
    fn end_of_file(&mut self, sink: &mut Sink);

    /// There are no more files: puts in what could not be known before.
    fn finish(&mut self, _sink: &mut Sink) {}
}

/// The text of one record of a file of records.
pub(in crate::exchange) fn record_text(piece: Piece<'_>) -> Result<&str, LineError> {
    match piece {
        Piece::TooLong => Err(LineError::new(format!("it is longer than {} MiB", MAX_LINE >> 20))),
        Piece::Line(bytes) => std::str::from_utf8(bytes).map_err(|error| {
            LineError::new(format!("not valid UTF-8 after byte {}", error.valid_up_to()))
        }),
    }
}

/// Reads files that are in memory, each with its name: the changes in them, and the report.
pub fn read_all(
    importer: &mut dyn Importer,
    files: &[(&str, &[u8])],
    ground: Ground,
) -> (Vec<Change>, Report) {
    let mut sink = Sink::new(ground);
    for (name, bytes) in files {
        sink.begin_file(name);
        importer.feed(bytes, &mut sink);
        importer.end_of_file(&mut sink);
    }
    importer.finish(&mut sink);
    let mut changes = Vec::new();
    while let Some(brought) = sink.take() {
        if let Brought::Change(change) = brought {
            changes.push(change);
        }
    }
    (changes, sink.finish())
}
