//! Reads the column `outline`, which the second migration makes: what the ranking has to know of an open task, as a short
//! text. A status line reads one for every open task, every few seconds, so each byte is looked at once.
//!
//! Next: [`super::glance`], which ranks by them.

use super::error::StoreError;
use crate::domain::urgency::Outline;
use crate::domain::{Due, Moment, Priority, Status};
use chrono::NaiveDate;

/// What stands between two outlines in one text.
pub(super) const BETWEEN: u8 = b';';

/// The outlines in a text, with [`BETWEEN`] between them. What was read so knows no offsets from UTC.
#[derive(Debug)]
pub(super) struct Outlines<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Outlines<'a> {
    pub(super) fn of(text: &'a str) -> Outlines<'a> {
        Outlines { text: text.as_bytes(), at: 0 }
    }

    /// The outline that a text is.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn only(text: &str) -> Result<Outline, StoreError> {
        Outlines::of(text).next().unwrap_or_else(|| Err(unreadable(text.as_bytes())))
    }

    fn one(&mut self) -> Result<Outline, NoOutline> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let [status, priority, project] = *rest.first_chunk().ok_or(NoOutline)?;
        self.at += 3;
        let tags = usize::try_from(self.number()?.ok_or(NoOutline)?).map_err(|_| NoOutline)?;
        let created = moment(self.number()?.ok_or(NoOutline)?);
        let due = self.number()?;
        let hard = self.number()? == Some(1);
        let from = self.number()?.map(moment);
        let on = self.day()?;
        Ok(Outline {
            status: initial(&Status::ALL, Status::word, status).ok_or(NoOutline)?,
            priority: initial(&Priority::ALL, Priority::word, priority).ok_or(NoOutline)?,
            in_project: project == b'1',
            tags,
            created,
            due: due.map(|ms| Due { at: moment(ms), hard }),
            from,
            on,
        })
    }

    /// The next field: a whole number in decimal digits, or nothing.
    fn number(&mut self) -> Result<Option<i64>, NoOutline> {
        /// More might not be an `i64`.
        const DIGITS: usize = 18;
        self.comma()?;
        let minus = self.text.get(self.at) == Some(&b'-');
        self.at += usize::from(minus);
        let begin = self.at;
        let mut size = 0_i64;
        while let Some(digit @ b'0'..=b'9') = self.text.get(self.at)
            && self.at - begin < DIGITS
        {
            size = size * 10 + i64::from(digit - b'0');
            self.at += 1;
        }
        match (self.at == begin, minus) {
            (true, true) => Err(NoOutline),
            (true, false) => Ok(None),
            (false, _) => Ok(Some(if minus { -size } else { size })),
        }
    }

    /// The last field.
    fn day(&mut self) -> Result<Option<NaiveDate>, NoOutline> {
        self.comma()?;
        let field = until_next(&self.text[self.at..]);
        self.at += field.len();
        if field.is_empty() {
            return Ok(None);
        }
        let day = std::str::from_utf8(field).ok().and_then(|day| day.parse().ok());
        day.map(Some).ok_or(NoOutline)
    }

    fn comma(&mut self) -> Result<(), NoOutline> {
        if self.text.get(self.at) != Some(&b',') {
            return Err(NoOutline);
        }
        self.at += 1;
        Ok(())
    }
}

/// What was read is not of the form that the migration makes.
struct NoOutline;

impl Iterator for Outlines<'_> {
    type Item = Result<Outline, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let begin = self.at;
        if begin >= self.text.len() {
            return None;
        }
        let found = self.one();
        let ends = self.text.get(self.at).is_none_or(|byte| *byte == BETWEEN);
        self.at += 1;
        Some(found.ok().filter(|_| ends).ok_or_else(|| {
            self.at = self.text.len();
            unreadable(until_next(&self.text[begin..]))
        }))
    }
}

fn until_next(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == BETWEEN).next().unwrap_or_default()
}

fn unreadable(cell: &[u8]) -> StoreError {
    let shown = String::from_utf8_lossy(cell);
    StoreError::Damaged { detail: format!("the outline `{shown}` of an open task can't be read") }
}

fn moment(ms: i64) -> Moment {
    Moment::new(ms, 0)
}

/// The first of some words that begins with a letter.
fn initial<T: Copy>(all: &[T], word: fn(T) -> &'static str, letter: u8) -> Option<T> {
    all.iter().copied().find(|one| word(*one).as_bytes().first() == Some(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Outline, String>> {
        Outlines::of(text).map(|one| one.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn a_full_and_a_bare_outline_are_read_field_by_field() {
        let read = read("oh1,2,1700000000000,1700003600000,1,-5,2026-11-23;wl0,0,7,,,,");
        let [Ok(full), Ok(bare)] = &read[..] else { panic!("{read:?}") };
        assert_eq!((full.status, full.priority), (Status::Open, Priority::High));
        assert_eq!((full.in_project, full.tags), (true, 2));
        assert_eq!(full.created.utc_ms(), 1_700_000_000_000);
        assert_eq!(full.due, Some(Due { at: moment(1_700_003_600_000), hard: true }));
        assert_eq!(full.from, Some(moment(-5)));
        assert_eq!(full.on, Some("2026-11-23".parse().unwrap()));
        assert_eq!((bare.status, bare.priority), (Status::Waiting, Priority::Low));
        assert_eq!((bare.in_project, bare.tags), (false, 0));
        assert_eq!((bare.due, bare.from, bare.on), (None, None, None));
    }

    #[test]
    fn what_is_no_outline_is_said_and_ends_the_reading() {
        let good = "on0,0,7,,,,";
        for bad in
            ["", "o", "xn0,0,7,,,,", "on0,0,7,,,", "on0,0,7,,,,,", "on0,,7,,,,", "on0,0,-,,,,"]
                .into_iter()
                .chain(["on0,0,7,,,,yesterday", "on0,-1,7,,,,", "on0,0,7777777777777777777,,,,"])
        {
            let read = read(&format!("{good};{bad};{good}"));
            assert_eq!(read.len(), 2, "{bad}: {read:?}");
            let told = read[1].as_ref().unwrap_err();
            assert!(told.contains(&format!("`{bad}`")), "{told}");
        }
    }
}
