//! Files that come in pieces: a [`Cutter`] knows where a piece ends and nothing of what it says, a [`Format`] the other
//! way round, and [`InPieces`] is the importer that is made of both.

use super::{Either, Elements, Importer, Piece, Shape, Sink, Splitter};
use std::fmt::Debug;

/// Cuts the bytes of a file into pieces, each with the line it begins on.
pub trait Cutter: Debug {
    /// Takes the next chunk and gives every piece that ends in it.
    fn feed(&mut self, chunk: &[u8], take: impl FnMut(Shape, u64, Piece<'_>));

    /// Gives the last piece and is ready for another file.
    fn finish(&mut self, take: impl FnMut(Shape, u64, Piece<'_>));
}

/// What the pieces of a format say.
pub trait Format: Debug {
    /// Takes one piece. The sink is at its line already.
    fn piece(&mut self, shape: Shape, piece: Piece<'_>, sink: &mut Sink);

    /// There are no more pieces in this file.
    fn end_of_file(&mut self, _sink: &mut Sink) {}

    /// There are no more files.
    fn finish(&mut self, _sink: &mut Sink) {}
}

/// An importer that reads a format piece by piece.
#[derive(Debug)]
pub struct InPieces<C, F> {
    cutter: C,
    format: F,
}

impl<C, F> InPieces<C, F> {
    pub(in crate::exchange) fn of(cutter: C, format: F) -> InPieces<C, F> {
        InPieces { cutter, format }
    }
}

impl<C: Cutter, F: Format> Importer for InPieces<C, F> {
    fn feed(&mut self, bytes: &[u8], sink: &mut Sink) {
        let InPieces { cutter, format } = self;
        cutter.feed(bytes, |shape, line, piece| {
            sink.at(line);
            format.piece(shape, piece, sink);
        });
    }

    fn end_of_file(&mut self, sink: &mut Sink) {
        let InPieces { cutter, format } = self;
        cutter.finish(|shape, line, piece| {
            sink.at(line);
            format.piece(shape, piece, sink);
        });
        format.end_of_file(sink);
    }

    fn finish(&mut self, sink: &mut Sink) {
        self.format.finish(sink);
    }
}

impl Cutter for Splitter {
    fn feed(&mut self, chunk: &[u8], mut take: impl FnMut(Shape, u64, Piece<'_>)) {
        self.feed(chunk, |line, piece| take(Shape::Lines, line, piece));
    }

    fn finish(&mut self, mut take: impl FnMut(Shape, u64, Piece<'_>)) {
        self.finish(|line, piece| take(Shape::Lines, line, piece));
    }
}

impl Cutter for Elements {
    fn feed(&mut self, chunk: &[u8], mut take: impl FnMut(Shape, u64, Piece<'_>)) {
        self.feed(chunk, |line, piece| take(Shape::Json, line, piece));
    }

    fn finish(&mut self, mut take: impl FnMut(Shape, u64, Piece<'_>)) {
        self.finish(|line, piece| take(Shape::Json, line, piece));
    }
}

impl Cutter for Either {
    fn feed(&mut self, chunk: &[u8], take: impl FnMut(Shape, u64, Piece<'_>)) {
        self.feed(chunk, take);
    }

    fn finish(&mut self, take: impl FnMut(Shape, u64, Piece<'_>)) {
        self.finish(take);
    }
}
