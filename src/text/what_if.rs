//! Suppositions as people write them: `meeting 14:00-16:00`, `drop 142`, `add Write report 2h due:fri`, `work until
//! 19:00`. The first word says which; the rest is read as everywhere else. Nothing happens here.
//!
//! Next: [`crate::plan::whatif`], which plans again with it.

use super::days::nearest_of;
use super::edit::edit_fields;
use super::error::ParseError;
use super::past::coming_span;
use super::quick_add::{Grammar, Parsed, quick_add};
use super::reading::Reading;
use super::shown::visible;
use super::when::{day, when};
use super::words::split;
use crate::domain::{Edit, Moment, Span, TaskRef};
use chrono::NaiveDate;

/// Something that could be otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Supposition {
    /// A meeting takes that time; with its title.
    Meeting(Span, String),
    /// A task is given up.
    Drop(TaskRef),
    /// A task is done already.
    Done(TaskRef),
    /// There is one more task.
    Add(Parsed),
    /// A task is otherwise.
    Edit(TaskRef, Vec<Edit>),
    /// A task isn't begun before that day.
    Defer(TaskRef, NaiveDate),
    /// Work goes on until then on its work day.
    Until(Moment),
    /// No work on that day.
    Off(NaiveDate),
}

/// The words that begin one, each with an example.
pub const SUPPOSITIONS: [(&str, &str); 8] = [
    ("meeting", "meeting tomorrow 14:00-16:00"),
    ("drop", "drop 142"),
    ("done", "done 142"),
    ("add", "add Write the report @writing 2h due:fri"),
    ("edit", "edit 142 est:4h"),
    ("defer", "defer 142 to fri"),
    ("work", "work until 19:00"),
    ("off", "off tomorrow"),
];

/// Reads a supposition.
///
/// # Errors
/// When the first word is none of [`SUPPOSITIONS`], or when what follows can't be read.
pub fn supposition(line: &str, reading: &Reading) -> Result<Supposition, ParseError> {
    let words = split(line);
    let Some(first) = words.first() else { return Err(unknown(line, 0..line.len())) };
    let end = line.trim_end().len();
    let from = words.get(1).map_or(end, |word| word.span.start);
    let rest = &line[from..end];
    let example = |name: &str| {
        let known = SUPPOSITIONS.iter().find(|(known, _)| *known == name);
        known.map_or_else(String::new, |(_, example)| format!("for example `{example}`"))
    };
    let name = first.text.to_lowercase();
    if rest.is_empty() && SUPPOSITIONS.iter().any(|(known, _)| *known == name) {
        let message = format!("`{name}` needs more words");
        return Err(ParseError::new(first.span.clone(), message, example(&name)));
    }
    let found = match name.as_str() {
        "meeting" => meeting(rest, reading),
        "drop" => Ok(Supposition::Drop(TaskRef::parse(rest))),
        "done" => Ok(Supposition::Done(TaskRef::parse(rest))),
        "add" => quick_add(rest, reading, Grammar::Screen).map(Supposition::Add),
        "edit" => edited(rest, reading),
        "defer" => deferred(rest, reading),
        "work" => until(rest, reading),
        "off" => day(rest, reading).map(Supposition::Off),
        _ => return Err(unknown(line, first.span.clone())),
    };
    found.map_err(|error| error.shifted(from))
}

fn unknown(line: &str, span: std::ops::Range<usize>) -> ParseError {
    let word = &line[span.clone()];
    let names: Vec<&str> = SUPPOSITIONS.iter().map(|(name, _)| *name).collect();
    let hint = match nearest_of(word, &names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("it begins with one of `{}`", names.join("`, `")),
    };
    let message = if word.trim().is_empty() {
        "what is to be supposed?".to_owned()
    } else {
        format!("`{}` begins no supposition", visible(word))
    };
    ParseError::new(span, message, hint)
}

/// `14:00-16:00`, `fri 14:00-16:00`, with the title before or without.
fn meeting(text: &str, reading: &Reading) -> Result<Supposition, ParseError> {
    let whole = coming_span(text, reading);
    let starts = split(text).into_iter().map(|word| word.span.start);
    let found = starts.filter_map(|at| Some((at, coming_span(&text[at..], reading).ok()?)));
    match (found.into_iter().next(), whole) {
        // `fri 9-10` is no title and a time, but a day and a time that can't be read.
        (Some((at, _)), Err(error)) if when(text[..at].trim(), reading).is_ok() => {
            let hint = "times of a day have minutes: `meeting fri 9:00-10:30`".to_owned();
            Err(ParseError { hint, ..error })
        }
        (Some((at, span)), _) => {
            let title = text[..at].trim();
            let title = if title.is_empty() { "Meeting" } else { title };
            Ok(Supposition::Meeting(span, title.to_owned()))
        }
        (None, Ok(span)) => Ok(Supposition::Meeting(span, "Meeting".to_owned())),
        (None, Err(error)) => Err(ParseError {
            hint: "for example `meeting 14:00-16:00` or `meeting fri 9:00-10:30`".to_owned(),
            ..error
        }),
    }
}

fn edited(text: &str, reading: &Reading) -> Result<Supposition, ParseError> {
    let words = split(text);
    let Some((first, second)) = words.first().zip(words.get(1)) else {
        let hint = "for example `edit 142 est:4h`";
        return Err(ParseError::new(0..text.len(), "what is to be otherwise about it?", hint));
    };
    let from = second.span.start;
    let edits = edit_fields(&text[from..], reading).map_err(|error| error.shifted(from))?;
    Ok(Supposition::Edit(TaskRef::parse(first.text), edits))
}

/// `142 to fri`, `142 fri`.
fn deferred(text: &str, reading: &Reading) -> Result<Supposition, ParseError> {
    let between = [" to ", " until "].into_iter().find_map(|between| {
        let at = text.rfind(between)?;
        Some((at, at + between.len()))
    });
    let last = || {
        let (at, space) = text.char_indices().rfind(|(_, c)| c.is_whitespace())?;
        Some((at, at + space.len_utf8()))
    };
    let Some((end, from)) = between.or_else(last) else {
        let hint = "for example `defer 142 to fri`";
        return Err(ParseError::new(0..text.len(), "to which day?", hint));
    };
    let day = day(&text[from..], reading).map_err(|error| error.shifted(from))?;
    Ok(Supposition::Defer(TaskRef::parse(&text[..end]), day))
}

/// `until 19:00`, `fri until 19:00`, `until fri 19:00`.
fn until(text: &str, reading: &Reading) -> Result<Supposition, ParseError> {
    let hint = "for example `work until 19:00` or `work fri until 19:00`";
    let Some(at) = text.find("until") else {
        return Err(ParseError::new(0..text.len(), "until when?", hint));
    };
    let from = at + "until".len();
    let end = when(&text[from..], reading).map_err(|error| error.shifted(from))?;
    let Some(time) = end.time else {
        let message = format!("`{}` says no time", visible(text[from..].trim()));
        return Err(ParseError::new(from..text.len(), message, hint));
    };
    let before = text[..at].trim();
    if before.is_empty() {
        return Ok(Supposition::Until(reading.now.zone.at(end.date.and_time(time))));
    }
    let day = day(before, reading)?;
    Ok(Supposition::Until(reading.now.on_day(day, time)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Now, TaskNo, Zone};
    use chrono::NaiveTime;
    use proptest::prelude::*;

    /// Monday, 23 November 2026, 10:00.
    fn reading() -> Reading {
        let at = Moment::parse_rfc3339("2026-11-23T10:00:00+01:00").unwrap();
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let now = Now::new(at.utc_ms(), Zone::Fixed(60), 240);
        Reading { now, day_start: time(9), day_end: time(17) }
    }

    fn read(line: &str) -> Supposition {
        supposition(line, &reading()).unwrap()
    }

    fn wrong(line: &str) -> String {
        let error = supposition(line, &reading()).unwrap_err();
        format!("{}\n{}\n{}", error.message, error.render(line), error.hint)
    }

    fn at(text: &str) -> Moment {
        Moment::parse_rfc3339(&format!("2026-11-{text}:00+01:00")).unwrap()
    }

    #[test]
    fn a_meeting_may_have_a_day_and_a_title() {
        let meeting = |from, to, title: &str| {
            Supposition::Meeting(Span::new(at(from), at(to)), title.to_owned())
        };
        assert_eq!(read("meeting 14:00-16:00"), meeting("23T14:00", "23T16:00", "Meeting"));
        assert_eq!(
            read("meeting Talk to Ana fri 9:00-10:30"),
            meeting("27T09:00", "27T10:30", "Talk to Ana")
        );
    }

    #[test]
    fn tasks_are_pointed_at_as_everywhere() {
        let no = TaskRef::No(TaskNo(142));
        assert_eq!(read("drop 142"), Supposition::Drop(no.clone()));
        assert_eq!(read("Done call ana"), Supposition::Done(TaskRef::Title("call ana".into())));
        let friday = at("27T12:00").local().date();
        assert_eq!(read("defer 142 to fri"), Supposition::Defer(no.clone(), friday));
        let ana = TaskRef::Title("call ana".into());
        assert_eq!(read("defer call ana fri"), Supposition::Defer(ana, friday));
        let four = Supposition::Edit(no, vec![Edit::Estimate(Some(14_400))]);
        assert_eq!(read("edit 142 est:4h"), four);
        let Supposition::Add(parsed) = read("add Write report @writing 2h due:fri") else {
            panic!("no new task")
        };
        assert_eq!((parsed.title.as_str(), parsed.edits.len()), ("Write report", 3));
    }

    #[test]
    fn days_can_be_longer_and_free() {
        assert_eq!(read("work until 19:00"), Supposition::Until(at("23T19:00")));
        assert_eq!(read("work fri until 19:00"), Supposition::Until(at("27T19:00")));
        assert_eq!(read("work until fri 19:00"), Supposition::Until(at("27T19:00")));
        assert_eq!(read("off tomorrow"), Supposition::Off(at("24T12:00").local().date()));
    }

    #[test]
    fn what_can_not_be_read_has_carets_under_it() {
        insta::assert_snapshot!(wrong("meetng 14:00-16:00"), @r"
        `meetng` begins no supposition
          meetng 14:00-16:00
          ^^^^^^
        did you mean `meeting`?
        ");
        insta::assert_snapshot!(wrong("meeting at four"), @r"
        `at four` is not a stretch of time
          meeting at four
                  ^^^^^^^
        for example `meeting 14:00-16:00` or `meeting fri 9:00-10:30`
        ");
        insta::assert_snapshot!(wrong("meeting fri 9-10"), @r"
        `fri 9-10` is not a stretch of time
          meeting fri 9-10
                  ^^^^^^^^
        times of a day have minutes: `meeting fri 9:00-10:30`
        ");
        insta::assert_snapshot!(wrong("work until fridy"), @r"
        `fridy` is not a date
          work until fridy
                    ^^^^^^
        did you mean `friday`?
        ");
        insta::assert_snapshot!(wrong("add Write due:fridy"), @r"
        `fridy` is not a date
          add Write due:fridy
                        ^^^^^
        did you mean `friday`?
        ");
        insta::assert_snapshot!(wrong("drop"), @r"
        `drop` needs more words
          drop
          ^^^^
        for example `drop 142`
        ");
        insta::assert_snapshot!(wrong("win the lottery"), @r"
        `win` begins no supposition
          win the lottery
          ^^^
        it begins with one of `meeting`, `drop`, `done`, `add`, `edit`, `defer`, `work`, `off`
        ");
    }

    #[test]
    fn every_example_can_be_read() {
        for (name, example) in SUPPOSITIONS {
            assert!(example.starts_with(name) && supposition(example, &reading()).is_ok());
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused_at_a_place_in_it(
            word in "(meeting|drop|add|edit|defer|work|off|until)?", rest in ".{0,24}",
        ) {
            let line = format!("{word} {rest}");
            if let Err(error) = supposition(&line, &reading()) {
                prop_assert!(error.span.end <= line.len(), "{:?}", error.span);
                error.render(&line);
            }
        }
    }
}
