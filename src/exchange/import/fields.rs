//! One line as its fields: read once, then taken by name. What nobody took is what nobody knows.
//!
//! Knows JSON and what a value must look like (`a whole number`, `an instant`), not what it is for: that
//! is each format's. The words of every reason are made here, so that they are alike.

use super::report::LineError;
use crate::domain::Moment;
use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use uuid::Uuid;

/// A value as it stands in the line; texts are borrowed where they have no escapes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange) enum Raw<'a> {
    Null,
    Bool(bool),
    Whole(i128),
    Fraction(f64),
    Text(Cow<'a, str>),
    List(Vec<Raw<'a>>),
    Object(Vec<Field<'a>>),
}

/// A field and whether it has been taken.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange) struct Field<'a> {
    name: Cow<'a, str>,
    value: Raw<'a>,
    taken: bool,
}

/// The fields of one object.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Line<'a> {
    fields: Vec<Field<'a>>,
    /// Where the next wanted field probably is: the writer's order is the reader's.
    likely: usize,
}

impl<'a> Line<'a> {
    /// Reads a line; the depth of what it nests is limited by the JSON reader (128).
    pub(in crate::exchange) fn parse(text: &'a str) -> Result<Line<'a>, LineError> {
        match serde_json::from_str::<Raw<'a>>(text) {
            Ok(Raw::Object(fields)) => Ok(Line { fields, likely: 0 }),
            Ok(_) => Err(LineError::new("not a JSON object")),
            Err(error) => Err(LineError::new(not_json(&error))),
        }
    }

    /// Takes the value of a field; `Null` when there is none.
    pub(in crate::exchange) fn raw(&mut self, name: &str) -> Raw<'a> {
        let likely = self.likely.min(self.fields.len());
        let (before, after) = self.fields.split_at_mut(likely);
        let found = after.iter_mut().chain(before).enumerate().find(|(_, f)| f.name == name);
        let Some((steps, field)) = found else { return Raw::Null };
        field.taken = true;
        let value = std::mem::replace(&mut field.value, Raw::Null);
        self.likely = (likely + steps + 1) % self.fields.len();
        value
    }

    /// Takes a text.
    pub(in crate::exchange) fn text(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Cow<'a, str>>, LineError> {
        match self.raw(name) {
            Raw::Null => Ok(None),
            Raw::Text(text) if text.contains('\0') => {
                Err(LineError::new(format!("`{name}` has a NUL character in it")))
            }
            Raw::Text(text) => Ok(Some(text)),
            other => Err(other.is_not(name, "a text")),
        }
    }

    /// Takes a text and keeps it.
    pub(in crate::exchange) fn owned(
        &mut self,
        name: &'static str,
    ) -> Result<Option<String>, LineError> {
        Ok(self.text(name)?.map(Cow::into_owned))
    }

    /// Takes `true` or `false`.
    pub(in crate::exchange) fn flag(
        &mut self,
        name: &'static str,
        default: bool,
    ) -> Result<bool, LineError> {
        match self.raw(name) {
            Raw::Null => Ok(default),
            Raw::Bool(flag) => Ok(flag),
            other => Err(other.is_not(name, "`true` or `false`")),
        }
    }

    /// Takes a whole number from 0 to `max`.
    pub(in crate::exchange) fn number(
        &mut self,
        name: &'static str,
        max: u32,
    ) -> Result<Option<u32>, LineError> {
        let raw = self.raw(name);
        if raw == Raw::Null {
            return Ok(None);
        }
        let whole = raw.whole().and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= max);
        whole.map(Some).ok_or_else(|| raw.is_not(name, &format!("a whole number from 0 to {max}")))
    }

    /// Takes an instant.
    pub(in crate::exchange) fn moment(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Moment>, LineError> {
        let raw = self.raw(name);
        match &raw {
            Raw::Null => Ok(None),
            Raw::Text(text) => Moment::parse_rfc3339(text)
                .map(Some)
                .ok_or_else(|| raw.is_not(name, "an RFC 3339 instant of the years 1900 to 2200")),
            _ => Err(raw.is_not(name, "an RFC 3339 instant")),
        }
    }

    /// Takes a date.
    pub(in crate::exchange) fn date(
        &mut self,
        name: &'static str,
    ) -> Result<Option<NaiveDate>, LineError> {
        use chrono::Datelike;
        let raw = self.raw(name);
        let Raw::Text(text) = &raw else {
            return if raw == Raw::Null { Ok(None) } else { Err(raw.is_not(name, "a date")) };
        };
        text.parse::<NaiveDate>()
            .ok()
            .filter(|date| (1900..=2200).contains(&date.year()))
            .map(Some)
            .ok_or_else(|| raw.is_not(name, "a date (`YYYY-MM-DD`) of the years 1900 to 2200"))
    }

    /// Takes a UUID.
    pub(in crate::exchange) fn uuid(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Uuid>, LineError> {
        let raw = self.raw(name);
        if raw == Raw::Null { Ok(None) } else { raw.uuid(name).map(Some) }
    }

    /// Takes a list; empty when there is none.
    pub(in crate::exchange) fn list(
        &mut self,
        name: &'static str,
    ) -> Result<Vec<Raw<'a>>, LineError> {
        match self.raw(name) {
            Raw::Null => Ok(Vec::new()),
            Raw::List(items) => Ok(items),
            other => Err(other.is_not(name, "a list")),
        }
    }

    /// Takes one of the words that `choices` have.
    pub(in crate::exchange) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Result<Option<T>, LineError> {
        let raw = self.raw(name);
        if raw == Raw::Null {
            return Ok(None);
        }
        let known = match &raw {
            Raw::Text(text) => choices.iter().find(|(word, _)| word == text),
            _ => None,
        };
        known.map(|(_, choice)| Some(*choice)).ok_or_else(|| {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
            raw.is_not(name, &format!("one of {}", words.join(", ")))
        })
    }

    /// An object of texts that stood in another notation.
    pub(in crate::exchange) fn of_texts(texts: Vec<(String, String)>) -> Line<'a> {
        let field = |(name, text)| Field {
            name: Cow::Owned(name),
            value: Raw::Text(Cow::Owned(text)),
            taken: false,
        };
        Line { fields: texts.into_iter().map(field).collect(), likely: 0 }
    }

    /// What was not taken, in order.
    pub(in crate::exchange) fn rest(self) -> Vec<(Cow<'a, str>, Raw<'a>)> {
        self.fields.into_iter().filter(|f| !f.taken).map(|f| (f.name, f.value)).collect()
    }

    /// The names that were not taken.
    ///
    /// # Errors
    /// When a field that was taken is there a second time: one of the two would be lost.
    pub(in crate::exchange) fn untaken(self) -> Result<Vec<Cow<'a, str>>, LineError> {
        let left = self.fields.iter().filter(|field| !field.taken);
        for field in left {
            if self.fields.iter().any(|other| other.taken && other.name == field.name) {
                return Err(LineError::new(format!("`{}` is there twice", field.name)));
            }
        }
        Ok(self.fields.into_iter().filter(|f| !f.taken).map(|f| f.name).collect())
    }
}

impl<'a> Raw<'a> {
    /// The fields of an object that stands in a list.
    pub(in crate::exchange) fn object(self, name: &'static str) -> Result<Line<'a>, LineError> {
        match self {
            Raw::Object(fields) => Ok(Line { fields, likely: 0 }),
            other => Err(other.is_not(name, "a list of objects")),
        }
    }

    /// A text that stands in a list.
    pub(in crate::exchange) fn item_text(self, name: &'static str) -> Result<String, LineError> {
        match self {
            Raw::Text(text) if !text.contains('\0') => Ok(text.into_owned()),
            other => Err(other.is_not(name, "a list of texts")),
        }
    }

    /// A text by itself.
    pub(in crate::exchange) fn text(self, name: &'static str) -> Result<String, LineError> {
        match self {
            Raw::Text(text) if !text.contains('\0') => Ok(text.into_owned()),
            other => Err(other.is_not(name, "a text")),
        }
    }

    /// A UUID, by itself or in a list.
    pub(in crate::exchange) fn uuid(&self, name: &'static str) -> Result<Uuid, LineError> {
        match self {
            Raw::Text(text) => Uuid::try_parse(text).map_err(|_| self.is_not(name, "a UUID")),
            _ => Err(self.is_not(name, "a UUID")),
        }
    }

    /// Reads a list; the depth of what it nests is limited by the JSON reader (128).
    pub(in crate::exchange) fn parse_list(text: &'a str) -> Result<Vec<Raw<'a>>, LineError> {
        match serde_json::from_str::<Raw<'a>>(text) {
            Ok(Raw::List(items)) => Ok(items),
            Ok(_) => Err(LineError::new("not a JSON list")),
            Err(error) => Err(LineError::new(not_json(&error))),
        }
    }

    /// A whole number, also when it is written with a fraction of nothing.
    pub(in crate::exchange) fn whole(&self) -> Option<i128> {
        match self {
            Raw::Whole(number) => Some(*number),
            // Some languages write every number with a fraction.
            #[expect(clippy::cast_possible_truncation, reason = "the guard keeps it exact")]
            Raw::Fraction(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Some(*number as i128)
            }
            _ => None,
        }
    }

    fn is_not(&self, name: &str, wanted: &str) -> LineError {
        let shown = match self {
            Raw::Null => "null".to_owned(),
            Raw::Bool(flag) => flag.to_string(),
            Raw::Whole(number) => number.to_string(),
            Raw::Fraction(number) => format!("{number:?}"),
            Raw::Text(text) => super::super::clip(text),
            Raw::List(_) => "a list".to_owned(),
            Raw::Object(_) => "an object".to_owned(),
        };
        match self {
            Raw::List(_) | Raw::Object(_) => {
                LineError::new(format!("`{name}` is {shown}, not {wanted}"))
            }
            _ => LineError::new(format!("`{name}` is `{shown}`, not {wanted}")),
        }
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    if error.is_eof() {
        return "the line ends in the middle of its JSON".to_owned();
    }
    format!("not JSON at column {}: {reason}", error.column())
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw<'de>, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Raw<'de>, E> {
        Ok(Raw::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Raw<'de>, E> {
        Ok(Raw::Whole(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Raw<'de>, E> {
        Ok(Raw::Whole(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Raw<'de>, E> {
        Ok(Raw::Fraction(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
        let mut fields = Vec::with_capacity(16);
        while let Some(Name(name)) = map.next_key()? {
            fields.push(Field { name, value: map.next_value()?, taken: false });
        }
        Ok(Raw::Object(fields))
    }
}

/// A field's name, borrowed when it can be.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name<'de>, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}
