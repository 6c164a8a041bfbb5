//! Questions about many tasks at once, as JSON lines: what is thought of each, and its answer. Pure; whoever
//! has the model answers.
//!
//! In: `{"key":..,"type":..,"project":..,"title":..,"estimate_s":..}`; out:
//! `{"key":..,"p10_s":..,"p50_s":..,"p80_s":..,"p90_s":..,"n":..}`, in the order of the lines.

use super::import::LineError;
use super::import::fields::{Line, Raw};
use super::json::{Json, ToJson};
use std::borrow::Cow;

/// The longest estimate, in seconds: 10,000 hours.
const MAX_S: f64 = 36e6;

/// What is asked about one task.
#[derive(Debug)]
pub struct Question<'a> {
    /// Comes back in the answer as it is.
    pub key: Key<'a>,
    /// Its type.
    pub kind: Option<Cow<'a, str>>,
    /// What it is thought to take, in seconds; `None` when nothing is said, or 0.
    pub estimate_s: Option<u32>,
    /// Fields that mean nothing here. Hostile text.
    pub unknown: Vec<Cow<'a, str>>,
}

/// How the asker tells the answers apart: any text, number, flag, or null.
#[derive(Debug)]
pub struct Key<'a>(Raw<'a>);

/// What is answered; `None` when there is nothing to go by.
pub type Answer = Option<[u64; 4]>;

/// Reads one line.
///
/// # Errors
/// The reason, when it is no such question.
pub fn question(line: &[u8]) -> Result<Question<'_>, LineError> {
    let text = std::str::from_utf8(line).map_err(|error| {
        LineError::new(format!("not valid UTF-8 at column {}", error.valid_up_to() + 1))
    })?;
    let mut line = Line::parse(text)?;
    let key = match line.raw("key") {
        Raw::List(_) | Raw::Object(_) => {
            return Err(LineError::new("`key` is a list or an object, not a text or a number"));
        }
        key => Key(key),
    };
    let kind = line.text("type")?;
    // They change nothing yet: no log with projects or titles has shown that they would.
    for known in ["project", "title"] {
        line.text(known)?;
    }
    let estimate_s = estimate(&line.raw("estimate_s"))?;
    Ok(Question { key, kind, estimate_s, unknown: line.untaken()? })
}

/// An estimate in seconds; programs that divide write fractions.
fn estimate(raw: &Raw<'_>) -> Result<Option<u32>, LineError> {
    let seconds = match raw {
        Raw::Null => return Ok(None),
        Raw::Whole(whole) => *whole as f64,
        Raw::Fraction(seconds) => *seconds,
        _ => return Err(LineError::new("`estimate_s` is not a number of seconds")),
    };
    if !(0.0..=MAX_S).contains(&seconds) {
        return Err(LineError::new("`estimate_s` is not a number of seconds from 0 to 36000000"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let whole = seconds.round() as u32;
    Ok((whole > 0).then_some(whole))
}

/// Writes the answer to the question with that key, and ends the line. `n` is how many finished tasks it
/// rests on.
pub fn answer(json: &mut Json, key: &Key<'_>, answer: Answer, n: u32) {
    json.object(|json| {
        json.field("key", key);
        for (at, name) in ["p10_s", "p50_s", "p80_s", "p90_s"].into_iter().enumerate() {
            json.field(name, answer.map(|quantiles| quantiles[at]));
        }
        json.field("n", n);
    });
    json.end_line();
}

impl ToJson for Key<'_> {
    fn write_to(&self, out: &mut Json) {
        match &self.0 {
            Raw::Bool(flag) => flag.write_to(out),
            Raw::Whole(whole) => out.raw(&whole.to_string()),
            // A whole number that is too large for the reader; all its digits, as it was most likely written.
            Raw::Fraction(number) if number.fract() == 0.0 && number.abs() < 1e38 => {
                out.raw(&format!("{number:.0}"));
            }
            Raw::Fraction(number) => out.raw(&format!("{number:?}")),
            Raw::Text(text) => text.as_ref().write_to(out),
            Raw::Null | Raw::List(_) | Raw::Object(_) => out.raw("null"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(line: &str) -> String {
        let mut json = Json::default();
        match question(line.as_bytes()) {
            Ok(asked) => {
                let known = asked.estimate_s.map(u64::from);
                answer(&mut json, &asked.key, known.map(|s| [s, s, s, s]), 3);
                json.as_str().trim_end().to_owned()
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_key_comes_back_as_it_was() {
        for key in
            ["7", "-1", "\"a\\u001bb\"", "null", "true", "2.5", "\"\"", "18446744073709551615"]
        {
            let line = format!(r#"{{"key":{key},"estimate_s":60}}"#);
            let wanted =
                format!(r#"{{"key":{key},"p10_s":60,"p50_s":60,"p80_s":60,"p90_s":60,"n":3}}"#);
            assert_eq!(reply(&line), wanted);
        }
    }

    #[test]
    fn without_an_estimate_there_is_a_question_still() {
        let nothing = r#"{"key":1,"p10_s":null,"p50_s":null,"p80_s":null,"p90_s":null,"n":3}"#;
        assert_eq!(reply(r#"{"key":1,"type":"writing"}"#), nothing);
        assert_eq!(reply(r#"{"key":1,"estimate_s":0}"#), nothing);
    }

    #[test]
    fn what_is_no_question_says_why() {
        for (line, reason) in [
            ("[1]", "not a JSON object"),
            (r#"{"key":[1]}"#, "`key` is a list or an object, not a text or a number"),
            (r#"{"key":1,"estimate_s":"2h"}"#, "`estimate_s` is not a number of seconds"),
            (
                r#"{"key":1,"estimate_s":-5}"#,
                "`estimate_s` is not a number of seconds from 0 to 36000000",
            ),
            (r#"{"key":1,"type":4}"#, "`type` is `4`, not a text"),
        ] {
            assert_eq!(reply(line), reason);
        }
    }
}
