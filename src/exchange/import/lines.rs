//! Cuts bytes into lines as they come, so that a file of any size takes the memory of one line, and a line
//! of any length the memory of [`MAX_LINE`].

/// The longest line that is read, in bytes. A hundred pages of note fit in; a bomb does not.
pub const MAX_LINE: usize = 4 << 20;

/// One line, or the place where it was too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A line without its end.
    Line(&'a [u8]),
    /// A line of more than [`MAX_LINE`] bytes; its text is not kept.
    TooLong,
}

/// Feed it chunks of bytes, in order; it gives the lines, numbered from 1.
#[derive(Debug, Default)]
pub struct Splitter {
    rest: Vec<u8>,
    number: u64,
    too_long: bool,
}

impl Splitter {
    /// Takes the next chunk and gives every line that ends in it.
    pub fn feed(&mut self, mut chunk: &[u8], mut take: impl FnMut(u64, Piece<'_>)) {
        while let Some(at) = chunk.iter().position(|byte| *byte == b'\n') {
            let (head, tail) = (&chunk[..at], &chunk[at + 1..]);
            if self.rest.is_empty() && !self.too_long && head.len() <= MAX_LINE {
                self.number += 1;
                take(self.number, without_mark(self.number, Piece::Line(head)));
            } else {
                self.keep(head);
                self.give(&mut take);
            }
            chunk = tail;
        }
        self.keep(chunk);
    }

    /// Gives the last line when it has no end.
    ///
    /// It is ready for another file then.
    pub fn finish(&mut self, mut take: impl FnMut(u64, Piece<'_>)) {
        if !self.rest.is_empty() || self.too_long {
            self.give(&mut take);
        }
        self.number = 0;
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.too_long || self.rest.len() + bytes.len() > MAX_LINE {
            self.too_long = true;
            self.rest.clear();
        } else {
            self.rest.extend_from_slice(bytes);
        }
    }

    fn give(&mut self, take: &mut impl FnMut(u64, Piece<'_>)) {
        self.number += 1;
        let line = if self.too_long { Piece::TooLong } else { Piece::Line(&self.rest) };
        take(self.number, without_mark(self.number, line));
        self.rest.clear();
        self.too_long = false;
    }
}

/// The first line without the byte order mark that some programs put before it.
fn without_mark(number: u64, line: Piece<'_>) -> Piece<'_> {
    match line {
        Piece::Line(text) if number == 1 => {
            Piece::Line(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(chunks: &[&[u8]]) -> Vec<(u64, Option<String>)> {
        let mut lines = Vec::new();
        let mut take = |number, piece: Piece<'_>| {
            lines.push(match piece {
                Piece::Line(line) => (number, Some(String::from_utf8_lossy(line).into_owned())),
                Piece::TooLong => (number, None),
            });
        };
        let mut splitter = Splitter::default();
        for chunk in chunks {
            splitter.feed(chunk, &mut take);
        }
        splitter.finish(&mut take);
        lines
    }

    fn some(number: u64, text: &str) -> (u64, Option<String>) {
        (number, Some(text.to_owned()))
    }

    #[test]
    fn lines_are_the_same_wherever_the_chunks_end() {
        let text = b"one\ntwo\n\nfour";
        let whole = split(&[text]);
        assert_eq!(whole, [some(1, "one"), some(2, "two"), some(3, ""), some(4, "four")]);
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(split(&bytes), whole);
        assert_eq!(split(&[b"a\n"]), [some(1, "a")]);
        assert_eq!(split(&[b""]), []);
    }

    #[test]
    fn a_line_without_end_is_given_up_and_the_next_one_is_read() {
        let chunk = vec![b'x'; 1 << 20];
        let mut chunks: Vec<&[u8]> = vec![&chunk; 6];
        chunks.push(b"\nnext");
        assert_eq!(split(&chunks), [(1, None), some(2, "next")]);
    }
}
