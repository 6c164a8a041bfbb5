//! Cuts JSON into the elements of its outermost array as they come, so that a file of any size takes the
//! memory of one element, and an element of any length the memory of [`MAX_LINE`]. One object a line, without
//! an array around them, is read as well. Depth is counted, never followed.

use super::lines::{MAX_LINE, Piece};

/// Where a byte stands with regard to JSON's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Text {
    #[default]
    Outside,
    Inside,
    /// After a backslash.
    Escaped,
}

/// Feed it chunks of bytes, in order; it gives the elements with the line each begins on. Scalars outside any
/// object or array are given as they stand.
#[derive(Debug, Default)]
pub struct Elements {
    rest: Vec<u8>,
    /// Objects and arrays that are open, without the outermost array.
    depth: usize,
    /// From 1; 0 before the first byte.
    line: u64,
    began: u64,
    text: Text,
    /// The outermost array has begun.
    inside: bool,
    too_long: bool,
}

impl Elements {
    /// Takes the next chunk and gives every element that ends in it.
    pub fn feed(&mut self, chunk: &[u8], mut take: impl FnMut(u64, Piece<'_>)) {
        let mut chunk = chunk;
        if self.line == 0 && !chunk.is_empty() {
            self.line = 1;
            chunk = chunk.strip_prefix(b"\xef\xbb\xbf").unwrap_or(chunk);
        }
        for byte in chunk {
            self.byte(*byte, &mut take);
            self.line += u64::from(*byte == b'\n');
        }
    }

    /// Gives the last element when it has no end, and is ready for another file.
    pub fn finish(&mut self, mut take: impl FnMut(u64, Piece<'_>)) {
        self.give(&mut take);
        *self = Elements { rest: std::mem::take(&mut self.rest), ..Elements::default() };
    }

    fn byte(&mut self, byte: u8, take: &mut impl FnMut(u64, Piece<'_>)) {
        if self.text != Text::Outside {
            self.keep(byte);
            self.text = match (self.text, byte) {
                (Text::Inside, b'"') => Text::Outside,
                (Text::Inside, b'\\') => Text::Escaped,
                _ => Text::Inside,
            };
            return;
        }
        match byte {
            b'[' if self.depth == 0 && !self.inside && self.is_between() => self.inside = true,
            b']' if self.depth == 0 => {
                self.give(take);
                self.inside = false;
            }
            b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => self.give(take),
            b'{' | b'[' => {
                self.keep(byte);
                self.depth += 1;
            }
            b'}' | b']' => {
                self.keep(byte);
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.give(take);
                }
            }
            _ => {
                self.keep(byte);
                if byte == b'"' {
                    self.text = Text::Inside;
                }
            }
        }
    }

    fn is_between(&self) -> bool {
        self.rest.is_empty() && !self.too_long
    }

    fn keep(&mut self, byte: u8) {
        if self.is_between() {
            self.began = self.line;
        }
        if self.rest.len() == MAX_LINE {
            self.too_long = true;
            self.rest.clear();
        }
        if !self.too_long {
            self.rest.push(byte);
        }
    }

    fn give(&mut self, take: &mut impl FnMut(u64, Piece<'_>)) {
        if self.is_between() {
            return;
        }
        take(self.began, if self.too_long { Piece::TooLong } else { Piece::Line(&self.rest) });
        self.rest.clear();
        self.too_long = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(chunks: &[&[u8]]) -> Vec<(u64, Option<String>)> {
        let mut elements = Vec::new();
        let mut take = |line, piece: Piece<'_>| {
            elements.push(match piece {
                Piece::Line(text) => (line, Some(String::from_utf8_lossy(text).into_owned())),
                Piece::TooLong => (line, None),
            });
        };
        let mut splitter = Elements::default();
        for chunk in chunks {
            splitter.feed(chunk, &mut take);
        }
        splitter.finish(&mut take);
        elements
    }

    fn some(line: u64, text: &str) -> (u64, Option<String>) {
        (line, Some(text.to_owned()))
    }

    #[test]
    fn elements_are_cut_at_the_outermost_commas_wherever_the_chunks_end() {
        let text = b"[\n{\"a\":\"},{\\\"\"},\n[1,[2]],\n 7 ]\n";
        let whole = cut(&[text]);
        assert_eq!(whole, [some(2, "{\"a\":\"},{\\\"\"}"), some(3, "[1,[2]]"), some(4, "7")]);
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(cut(&bytes), whole);
    }

    #[test]
    fn objects_without_an_array_around_them_are_elements_too() {
        assert_eq!(
            cut(&[b"{\"a\":1}\n{\"a\":2},\n"]),
            [some(1, "{\"a\":1}"), some(2, "{\"a\":2}")]
        );
        assert_eq!(cut(&[b"[]"]), []);
        assert_eq!(cut(&[b""]), []);
        assert_eq!(cut(&[b"[{\"a\":1}"]), [some(1, "{\"a\":1}")]);
        assert_eq!(cut(&[b"[{\"a\":"]), [some(1, "{\"a\":")]);
    }

    #[test]
    fn an_element_without_end_is_given_up_and_depth_costs_nothing() {
        let deep = vec![b'['; 9 << 20];
        assert_eq!(cut(&[b"{", &deep]), [(1, None)]);
    }
}
