//! Content lines (RFC 5545, section 3.1): bytes to names, parameters and values. Folded lines are joined, and
//! what is not folded is borrowed, so that a calendar of many megabytes costs no copy of itself.
//!
//! Never fails: a line that is none is passed over by whoever asks for its parts.

use std::borrow::Cow;

/// A folded line is kept up to here; nothing that is read is longer.
const LONGEST: usize = 4 << 20;

/// The lines of a calendar, unfolded.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    rest: &'a [u8],
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Lines<'a> {
        Lines { rest: bytes }
    }

    /// The next physical line, without its end.
    fn cut(&mut self) -> &'a [u8] {
        let at = self.rest.iter().position(|b| *b == b'\n');
        let (line, rest) = match at {
            Some(at) => (&self.rest[..at], &self.rest[at + 1..]),
            None => (self.rest, &[][..]),
        };
        self.rest = rest;
        line.strip_suffix(b"\r").unwrap_or(line)
    }

    fn goes_on(&self, line: &[u8]) -> bool {
        self.rest.first().is_some_and(|b| *b == b' ' || *b == b'\t') || is_soft_break(line)
    }
}

/// Whether a line in quoted-printable, which only old programs write, says that it goes on.
fn is_soft_break(line: &[u8]) -> bool {
    line.last() == Some(&b'=')
        && line.iter().position(|b| *b == b':').is_some_and(|colon| {
            line[..colon].to_ascii_uppercase().windows(16).any(|w| w == b"QUOTED-PRINTABLE")
        })
}

impl<'a> Iterator for Lines<'a> {
    type Item = Cow<'a, [u8]>;

    fn next(&mut self) -> Option<Cow<'a, [u8]>> {
        if self.rest.is_empty() {
            return None;
        }
        let first = self.cut();
        if !self.goes_on(first) {
            return Some(Cow::Borrowed(first));
        }
        let mut whole = first.to_vec();
        while !self.rest.is_empty() && self.goes_on(&whole) {
            if is_soft_break(&whole) {
                whole.pop();
            }
            let more = self.cut();
            let more = more.strip_prefix(b" ").or(more.strip_prefix(b"\t")).unwrap_or(more);
            let room = LONGEST.saturating_sub(whole.len());
            whole.extend_from_slice(&more[..more.len().min(room)]);
        }
        Some(Cow::Owned(whole))
    }
}

/// A line in its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property<'l> {
    name: &'l [u8],
    parameters: &'l [u8],
    /// What stands after the colon, as it stands there.
    pub(super) value: &'l [u8],
}

impl<'l> Property<'l> {
    /// The parts of a line, `None` when it has no colon.
    pub(super) fn read(line: &'l [u8]) -> Option<Property<'l>> {
        let mut quoted = false;
        let outside = line.iter().position(|b| {
            quoted ^= *b == b'"';
            *b == b':' && !quoted
        });
        let colon = outside.or_else(|| line.iter().position(|b| *b == b':'))?;
        let (head, value) = (&line[..colon], &line[colon + 1..]);
        let cut = head.iter().position(|b| *b == b';').unwrap_or(head.len());
        Some(Property { name: head[..cut].trim_ascii(), parameters: &head[cut..], value })
    }

    /// Its name, when it is one of `names`, which are in capitals.
    pub(super) fn one_of<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        names.iter().find(|name| self.is(name)).copied()
    }

    /// Whether that is its name, in any capitals.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value of a parameter, without quotes.
    pub(super) fn parameter(&self, name: &str) -> Option<Cow<'l, str>> {
        let mut rest = self.parameters;
        while let Some(after) = rest.strip_prefix(b";") {
            let mut quoted = false;
            let end = after.iter().position(|b| {
                quoted ^= *b == b'"';
                *b == b';' && !quoted
            });
            let (part, next) = after.split_at(end.unwrap_or(after.len()));
            rest = next;
            if let Some(equals) = part.iter().position(|b| *b == b'=')
                && part[..equals].trim_ascii().eq_ignore_ascii_case(name.as_bytes())
            {
                let value = part[equals + 1..].trim_ascii();
                let bare = value.strip_prefix(b"\"").unwrap_or(value);
                return Some(decoded(bare.strip_suffix(b"\"").unwrap_or(bare)));
            }
        }
        None
    }

    /// Its value as it stands there.
    pub(super) fn text(&self) -> Cow<'l, str> {
        decoded(self.value.trim_ascii())
    }

    /// Its value in the words that are meant: one line of at most `longest` characters.
    pub(super) fn words(&self, longest: usize) -> String {
        let quoted =
            self.parameter("ENCODING").is_some_and(|e| e.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
        // Four bytes a character, and as many again for escapes.
        let mut end = self.value.len().min(longest.saturating_mul(8));
        // Not within a character, of which it would make several.
        while self.value.get(end).is_some_and(|b| b & 0xc0 == 0x80) {
            end -= 1;
        }
        let enough = &self.value[..end];
        let bytes = if quoted { printable(enough) } else { Cow::Borrowed(enough) };
        let mut out = String::new();
        let mut escaped = false;
        for c in decoded(&bytes).chars() {
            let c = match c {
                '\\' if !escaped => {
                    escaped = true;
                    continue;
                }
                'n' | 'N' if escaped => ' ',
                '\n' | '\r' | '\t' => ' ',
                other => other,
            };
            escaped = false;
            out.push(c);
        }
        let one_line: Vec<&str> = out.split(' ').filter(|word| !word.is_empty()).collect();
        one_line.join(" ").chars().take(longest).collect()
    }
}

/// UTF-8, or else Latin-1, which is what files that are not UTF-8 mostly are.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|b| char::from(*b)).collect()),
    }
}

/// Quoted-printable, decoded; what is no code stays.
fn printable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = code.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let Some(byte) = byte.filter(|_| *first == b'=') {
            out.push(byte);
            rest = &after[2..];
        } else {
            out.push(*first);
            rest = after;
        }
    }
    Cow::Owned(out)
}

/// The bytes of a file as UTF-8 with line feeds, whatever it is written in: a byte order mark is taken off, and
/// UTF-16 and the line ends of old machines are brought to what the rest of the room reads.
pub(super) fn normal(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
        // Some programs write a mark of their own after that of the encoding.
        Cow::Owned(text.trim_start_matches('\u{feff}').as_bytes().to_vec())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            if rest.contains(&b'\n') || !rest.contains(&b'\r') {
                return Cow::Borrowed(rest);
            }
            Cow::Owned(rest.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<String> {
        let bytes = text.as_bytes();
        Lines::new(bytes).map(|line| String::from_utf8_lossy(&line).into_owned()).collect()
    }

    #[test]
    fn folded_lines_are_joined_whatever_ends_them() {
        assert_eq!(joined("A:1\r\n  2\r\n\t3\r\nB:4"), ["A:1 23", "B:4"]);
        assert_eq!(joined("A:1\n 2\nB:3\n"), ["A:12", "B:3"]);
    }

    #[test]
    fn a_fold_may_cut_a_character() {
        let bytes = b"SUMMARY:K\xc3\r\n \xa4se";
        let line = Lines::new(bytes).next().unwrap();
        assert_eq!(Property::read(&line).unwrap().words(50), "K\u{e4}se");
    }

    #[test]
    fn a_colon_or_semicolon_in_quotes_parts_nothing() {
        let line = br#"ATTENDEE;CN="a;b:c";PARTSTAT=DECLINED:mailto:me@example.org"#;
        let property = Property::read(line).unwrap();
        assert!(property.is("attendee"));
        assert_eq!(property.parameter("cn").unwrap(), "a;b:c");
        assert_eq!(property.parameter("PARTSTAT").unwrap(), "DECLINED");
        assert_eq!(property.text(), "mailto:me@example.org");
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_swallow_the_value() {
        let property = Property::read(br#"DTSTART;TZID="Europe/Berlin:20260101T090000"#).unwrap();
        assert_eq!(property.text(), "20260101T090000");
    }

    #[test]
    fn text_is_read_as_it_was_meant_on_one_line() {
        let words = |line: &[u8]| Property::read(line).unwrap().words(60);
        assert_eq!(words(br"SUMMARY:Tea\, cake\; talk\nand \\more"), r"Tea, cake; talk and \more");
        assert_eq!(words(b"SUMMARY:caf\xe9"), "caf\u{e9}");
        assert_eq!(words(b"SUMMARY;ENCODING=QUOTED-PRINTABLE:K=C3=A4se =zz"), "K\u{e4}se =zz");
        assert_eq!(words(b"SUMMARY:  a   b  "), "a b");
    }

    #[test]
    fn quoted_printable_goes_on_after_a_soft_break() {
        let bytes = b"SUMMARY;ENCODING=QUOTED-PRINTABLE:one=\r\ntwo\r\nX:1=\r\nY:2";
        let lines: Vec<_> = Lines::new(bytes).map(|l| decoded(&l).into_owned()).collect();
        assert_eq!(lines, ["SUMMARY;ENCODING=QUOTED-PRINTABLE:onetwo", "X:1=", "Y:2"]);
    }

    #[test]
    fn utf_16_byte_order_marks_and_old_line_ends_are_understood() {
        let wide: Vec<u8> =
            "\u{feff}A:\u{e4}\r\nB:1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(&*normal(&wide), "A:\u{e4}\r\nB:1".as_bytes());
        assert_eq!(&*normal(b"\xef\xbb\xbfA:1"), b"A:1");
        assert_eq!(&*normal(b"A:1\rB:2\r"), b"A:1\nB:2\n");
    }
}
