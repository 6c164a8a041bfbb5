//! A JSON writer for exports and `--json` views: appends to one byte buffer that is used again, makes no
//! tree of values and no temporary strings.
//!
//! What it writes is safe on a terminal: control characters (C0, DEL, C1), bidi overrides and the line
//! separators of JavaScript are written as `\u` escapes. It must never know domain rules; what an object
//! has in it is said in [`super::jsonl`] and by the callers.

mod values;

pub use values::{Exact, Word};

/// Something with a JSON form.
pub trait ToJson {
    /// Appends the value to `out`.
    fn write_to(&self, out: &mut Json);
}

/// JSON in the making. Commas are put where they belong.
///
/// ```
/// use heyday::exchange::json::Json;
/// let mut json = Json::default();
/// json.object(|json| {
///     json.field("v", 1).field("day", "2026-11-25");
///     json.array_field("tags", |json| { json.item("q3"); });
/// });
/// assert_eq!(json.as_str(), r#"{"v":1,"day":"2026-11-25","tags":["q3"]}"#);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Json {
    out: Vec<u8>,
    /// The innermost open object or array has something in it.
    filled: bool,
    /// The day that was written last: in a log the next instant is mostly of the same.
    day: values::WrittenDay,
}

impl Json {
    /// What has been written so far.
    pub fn as_bytes(&self) -> &[u8] {
        &self.out
    }

    /// What has been written so far; always valid UTF-8.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap_or_default()
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Forgets what has been written and keeps the memory.
    pub fn clear(&mut self) {
        self.out.clear();
        self.filled = false;
    }

    /// Writes an object whose fields `fill` writes.
    pub fn object(&mut self, fill: impl FnOnce(&mut Json)) -> &mut Json {
        self.nest(*b"{}", fill)
    }

    /// Writes an array whose items `fill` writes.
    pub fn array(&mut self, fill: impl FnOnce(&mut Json)) -> &mut Json {
        self.nest(*b"[]", fill)
    }

    /// Writes a field of the open object. `key` is a plain word: nothing in it needs an escape.
    #[inline]
    pub fn field(&mut self, key: &'static str, value: impl ToJson) -> &mut Json {
        self.key(key);
        value.write_to(self);
        self
    }

    /// Writes a field that is not the first of the open object. Like [`Json::field`], and faster.
    #[inline]
    pub fn and(&mut self, key: &'static str, value: impl ToJson) -> &mut Json {
        debug_assert!(self.filled, "`{key}` is the first field");
        self.out.extend_from_slice(b",\"");
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        value.write_to(self);
        // What the value is made of may have come and gone.
        self.filled = true;
        self
    }

    /// Writes a field of the open object, unless there is no value.
    pub fn field_if(&mut self, key: &'static str, value: Option<impl ToJson>) -> &mut Json {
        if let Some(value) = value {
            self.field(key, value);
        }
        self
    }

    /// Writes a field that is an object.
    pub fn object_field(&mut self, key: &'static str, fill: impl FnOnce(&mut Json)) -> &mut Json {
        self.key(key);
        self.object(fill)
    }

    /// Writes a field that is an array.
    pub fn array_field(&mut self, key: &'static str, fill: impl FnOnce(&mut Json)) -> &mut Json {
        self.key(key);
        self.array(fill)
    }

    /// Writes a field whose name is not known beforehand.
    pub fn named_field(&mut self, key: &str, value: impl ToJson) -> &mut Json {
        self.comma();
        self.string(key);
        self.out.push(b':');
        value.write_to(self);
        self
    }

    /// Writes an item of the open array.
    pub fn item(&mut self, value: impl ToJson) -> &mut Json {
        self.comma();
        value.write_to(self);
        self
    }

    /// Writes an item of the open array that is an object.
    pub fn object_item(&mut self, fill: impl FnOnce(&mut Json)) -> &mut Json {
        self.comma();
        self.object(fill)
    }

    /// Ends a line of JSON lines.
    pub fn end_line(&mut self) {
        self.out.push(b'\n');
        self.filled = false;
    }

    #[inline]
    fn key(&mut self, key: &'static str) {
        self.out.extend_from_slice(if self.filled { b",\"" } else { b"\"" });
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.filled = true;
    }

    #[inline]
    fn comma(&mut self) {
        if self.filled {
            self.out.push(b',');
        }
        self.filled = true;
    }

    fn nest(&mut self, [open, close]: [u8; 2], fill: impl FnOnce(&mut Json)) -> &mut Json {
        self.out.push(open);
        self.filled = false;
        fill(self);
        self.out.push(close);
        self.filled = true;
        self
    }

    pub(in crate::exchange) fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn string(&mut self, text: &str) {
        self.out.push(b'"');
        let bytes = text.as_bytes();
        let mut copied = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if !SUSPECT[usize::from(*byte)] {
                continue;
            }
            let Some(suspect) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                continue;
            };
            if !needs_escape(suspect) {
                continue;
            }
            self.out.extend_from_slice(bytes.get(copied..at).unwrap_or_default());
            self.escape(suspect);
            copied = at + suspect.len_utf8();
        }
        self.out.extend_from_slice(bytes.get(copied..).unwrap_or_default());
        self.out.push(b'"');
    }

    fn escape(&mut self, what: char) {
        match what {
            '"' => self.raw("\\\""),
            '\\' => self.raw("\\\\"),
            '\n' => self.raw("\\n"),
            '\r' => self.raw("\\r"),
            '\t' => self.raw("\\t"),
            _ => {
                self.raw("\\u");
                let code = u32::from(what);
                for shift in [12, 8, 4, 0] {
                    self.out.push(HEX[(code >> shift & 15) as usize]);
                }
            }
        }
    }

    fn unsigned(&mut self, mut number: u64) {
        let mut digits = [0u8; 20];
        let mut first = digits.len();
        loop {
            first -= 1;
            digits[first] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[first..]);
    }

    fn signed(&mut self, number: i64) {
        if number < 0 {
            self.out.push(b'-');
        }
        self.unsigned(number.unsigned_abs());
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The first bytes of characters that may need an escape.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table[0x7f] = true;
    table[0xc2] = true; // C1 controls
    table[0xd8] = true; // Arabic letter mark
    table[0xe2] = true; // bidi controls, line separators
    table[0xef] = true; // byte order mark
    table
};

fn needs_escape(c: char) -> bool {
    matches!(c,
        '"' | '\\' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

    fn json(value: impl ToJson) -> String {
        let mut json = Json::default();
        value.write_to(&mut json);
        json.as_str().to_owned()
    }

    #[test]
    fn instants_show_milliseconds_only_when_there_are_any() {
        assert_eq!(json(Moment::new(1_795_593_600_000, 60)), "\"2026-11-25T09:00:00+01:00\"");
        assert_eq!(json(Moment::new(1_795_593_600_007, -210)), "\"2026-11-25T04:30:00.007-03:30\"");
        assert_eq!(json(Moment::new(0, 26 * 60)), "\"1970-01-01T23:59:00+23:59\"");
    }

    #[test]
    fn nothing_that_a_terminal_would_obey_is_written_raw() {
        let hostile = "a\u{1b}[31m\u{9b}\u{7f}\0\u{202e}\u{2028}\u{2066}\u{feff}\u{61c}\"\\\n é– b";
        let written = json(hostile);
        assert!(written.chars().all(|c| !c.is_control() && c != '\u{202e}' && c != '\u{2028}'));
        assert!(written.contains("é–"), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), hostile);
    }

    #[test]
    fn numbers_that_json_does_not_know_are_null_and_fractions_are_short() {
        assert_eq!(json(f64::NAN), "null");
        assert_eq!(json(f64::INFINITY), "null");
        assert_eq!(json(0.1 + 0.2), "0.3");
        assert_eq!(json(-0.000_001), "0");
        assert_eq!(json(i64::MIN), i64::MIN.to_string());
        assert_eq!(json(u64::MAX), u64::MAX.to_string());
    }

    #[test]
    fn commas_stand_between_fields_at_every_depth() {
        let mut json = Json::default();
        json.object(|json| {
            json.object_field("a", |_| {}).array_field("b", |json| {
                json.item(1).object_item(|json| {
                    json.field("c", None::<bool>);
                });
                json.item(true);
            });
            json.named_field("d\"", vec!["x", "y"]);
        });
        assert_eq!(json.as_str(), r#"{"a":{},"b":[1,{"c":null},true],"d\"":["x","y"]}"#);
    }

    proptest::proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn any_text_reads_back_as_it_was(text in ".*") {
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&json(&text)).unwrap(), text);
        }

        #[test]
        fn any_instant_reads_back_as_it_was(ms in -2_208_988_800_000i64..=7_258_118_400_000, offset in -1439i16..1440) {
            let at = Moment::new(ms, offset);
            let text: String = serde_json::from_str(&json(at)).unwrap();
            proptest::prop_assert_eq!(Moment::parse_rfc3339(&text), Some(at));
        }
    }
}
