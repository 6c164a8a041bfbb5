//! Reading whole files: each line becomes a thing in the [`Sink`], or the reason why not.

use super::super::import::{Format, Ground, InPieces, Piece, Report, Shape, Sink, Splitter};
use super::read::{Reading, read_line, too_long};
use crate::domain::{Change, Now};

/// Reads JSON lines. A line without an end that is another one than what runs is refused.
pub type Reader = InPieces<Splitter, Records>;

/// What the lines say.
#[derive(Debug)]
pub struct Records;

impl Default for Reader {
    fn default() -> Reader {
        InPieces::of(Splitter::default(), Records)
    }
}

impl Format for Records {
    fn piece(&mut self, _: Shape, piece: Piece<'_>, sink: &mut Sink) {
        let read = match piece {
            Piece::TooLong => Err(too_long()),
            Piece::Line(line) if line.trim_ascii().is_empty() => return,
            Piece::Line(line) => read_line(line.trim_ascii(), sink.now().at),
        };
        let Reading { record, unknown, notes } = match read {
            Ok(reading) => reading,
            Err(error) => return sink.refuse(error),
        };
        if sink.add(record) {
            for name in unknown {
                sink.unknown(name);
            }
            for note in notes {
                sink.note(note);
            }
        }
    }
}

/// Reads a text of lines that is in memory: every thing in it, and the report.
pub fn read_all(text: &[u8], now: &Now) -> (Vec<Change>, Report) {
    super::super::import::read_all(&mut Reader::default(), &[("", text)], Ground::new(*now))
}
