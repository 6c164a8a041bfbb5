//! Files that are JSON or lines: their first bytes say which.

use super::{Elements, Piece, Splitter};

/// Undecided bytes after which a file counts as JSON.
const LOOKED_AT: usize = 4096;

/// What a piece of a file was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An element of a JSON array, or an object that stands by itself.
    Json,
    /// A line.
    Lines,
}

/// Cuts a file into elements or lines, whichever it turns out to have.
#[derive(Debug)]
pub struct Either {
    /// What the first bytes that are no white space say; `None` when they are too few.
    decide: fn(&[u8]) -> Option<Shape>,
    head: Vec<u8>,
    shape: Option<Shape>,
    elements: Elements,
    lines: Splitter,
}

impl Either {
    pub(in crate::exchange) fn new(decide: fn(&[u8]) -> Option<Shape>) -> Either {
        Either {
            decide,
            head: Vec::new(),
            shape: None,
            elements: Elements::default(),
            lines: Splitter::default(),
        }
    }

    /// Takes the next chunk and gives every piece that ends in it.
    pub(in crate::exchange) fn feed(
        &mut self,
        chunk: &[u8],
        mut take: impl FnMut(Shape, u64, Piece<'_>),
    ) {
        match self.shape {
            Some(Shape::Json) => {
                self.elements.feed(chunk, |at, piece| take(Shape::Json, at, piece));
            }
            Some(Shape::Lines) => self.lines.feed(chunk, |at, piece| take(Shape::Lines, at, piece)),
            None => {
                self.head.extend_from_slice(chunk);
                let text = self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head);
                let long = self.head.len() > LOOKED_AT;
                self.shape = (self.decide)(text.trim_ascii_start()).or(long.then_some(Shape::Json));
                if self.shape.is_some() {
                    let head = std::mem::take(&mut self.head);
                    self.feed(&head, take);
                }
            }
        }
    }

    /// Gives the last piece and is ready for another file.
    pub(in crate::exchange) fn finish(&mut self, mut take: impl FnMut(Shape, u64, Piece<'_>)) {
        if self.shape.is_none() && !self.head.is_empty() {
            self.shape = Some(Shape::Json);
            let head = std::mem::take(&mut self.head);
            self.feed(&head, &mut take);
        }
        self.elements.finish(|at, piece| take(Shape::Json, at, piece));
        self.lines.finish(|at, piece| take(Shape::Lines, at, piece));
        self.shape = None;
    }
}
