//! Timewarrior: what `timew export` writes, and its data files (`2026-11.data`).
//!
//! Timewarrior knows tags alone, and keeps them in the order of the alphabet. A tag that is the title of a task in
//! the store means that task (Taskwarrior's hook writes the title as a tag). Else:
//!
//! 1. the first tag that names a kind of work is the type ([`TypeFrom`]);
//! 2. `project:NAME`, or a tag that names a project of the store, is the project;
//! 3. of the other tags, the first with a space in it, else the first, is the task's title;
//! 4. the rest are the task's tags. The annotation is the session's note.
//!
//! An interval with nothing but a type is a session of that type on no task. The interval that runs goes on
//! running when nothing else does.

#[cfg(test)]
mod tests;

use super::clip;
use super::identity::Fingerprint;
use super::import::fields::Line;
use super::import::labels::kind;
use super::import::stamp::stamp;
use super::import::worklog::{About, Worklog, in_order};
use super::import::{
    Either, Format, InPieces, LineError, Piece, Shape, Sink, TypeFrom, record_text,
};
use crate::domain::{Session, SessionId, Zone};

/// Reads Timewarrior's intervals.
pub type Reader = InPieces<Either, Intervals>;

/// What Timewarrior's intervals say.
#[derive(Debug)]
pub struct Intervals {
    from: TypeFrom,
    log: Worklog,
}

/// An interval as it was written.
#[derive(Debug, Default)]
struct Interval {
    start: String,
    end: Option<String>,
    tags: Vec<String>,
    annotation: String,
}

impl Reader {
    /// A reader that takes kinds of work from there.
    pub fn new(from: TypeFrom) -> Reader {
        InPieces::of(Either::new(shape), Intervals { from, log: Worklog::new("timewarrior") })
    }
}

impl Format for Intervals {
    fn piece(&mut self, shape: Shape, piece: Piece<'_>, sink: &mut Sink) {
        let read = record_text(piece).and_then(|text| match shape {
            _ if text.trim().is_empty() => Ok(None),
            Shape::Json => exported(text, sink).map(Some),
            Shape::Lines => stored(text).map(Some),
        });
        let session = read.and_then(|interval| match interval {
            None => Ok(None),
            Some(interval) => session(&interval, sink.now().zone).map(|it| Some((it, interval))),
        });
        match session {
            Err(error) => sink.refuse(error),
            Ok(None) => {}
            Ok(Some((session, interval))) => {
                let about = about(&interval.tags, self.from, sink);
                self.log.add(session, about, sink);
            }
        }
    }

    fn finish(&mut self, sink: &mut Sink) {
        self.log.finish(sink);
    }
}

/// The data files begin with the word `inc`.
fn shape(head: &[u8]) -> Option<Shape> {
    match head.first() {
        None => None,
        Some(b'i') => Some(Shape::Lines),
        Some(_) => Some(Shape::Json),
    }
}

fn exported(text: &str, sink: &mut Sink) -> Result<Interval, LineError> {
    let mut line = Line::parse(text)?;
    let start =
        line.owned("start")?.ok_or_else(|| LineError::new("an interval needs a `start`"))?;
    let end = line.owned("end")?;
    let tags = line.list("tags")?.into_iter().map(|tag| tag.item_text("tags"));
    let tags = tags.collect::<Result<_, _>>()?;
    let annotation = line.owned("annotation")?.unwrap_or_default();
    line.raw("id");
    for name in line.untaken()? {
        sink.unknown(name);
    }
    Ok(Interval { start, end, tags, annotation })
}

/// Reads `inc START - END # tag "two words" # "annotation"`.
fn stored(text: &str) -> Result<Interval, LineError> {
    let wrong = || LineError::new("not an interval: `inc START - END # tags` is wanted");
    let mut words = words(text.trim()).into_iter().peekable();
    if words.next().as_deref() != Some("inc") {
        return Err(wrong());
    }
    let mut interval = Interval { start: words.next().ok_or_else(wrong)?, ..Interval::default() };
    if words.next_if(|word| word == "-").is_some() {
        interval.end = Some(words.next().ok_or_else(wrong)?);
    }
    if words.next().is_some_and(|word| word != "#") {
        return Err(wrong());
    }
    interval.tags = words.by_ref().take_while(|word| word != "#").collect();
    interval.annotation = words.collect::<Vec<_>>().join(" ");
    Ok(interval)
}

/// Words are parted by spaces; in quotes a space is a part of the word, and a quote has a backslash before it.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = text.chars().filter(|c| *c != '\0').peekable();
    while chars.peek().is_some() {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut word = String::new();
        let quoted = chars.next_if_eq(&'"').is_some();
        while let Some(c) = chars.next_if(|c| quoted || !c.is_whitespace()) {
            match c {
                '"' if quoted => break,
                '\\' if quoted && matches!(chars.peek(), Some('"' | '\\')) => {
                    word.extend(chars.next());
                }
                c => word.push(c),
            }
        }
        if quoted || !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// At no time do two intervals begin: the start makes an interval this one and no other, and stays when it ends.
fn session(interval: &Interval, zone: Zone) -> Result<Session, LineError> {
    let moment = |name: &str, text: &str| {
        let wrong =
            format!("`{name}` is `{}`, not an instant of the years 1900 to 2200", clip(text));
        stamp(text, zone).ok_or_else(|| LineError::new(wrong))
    };
    let start = moment("start", &interval.start)?;
    let end = interval.end.as_deref().map(|end| moment("end", end)).transpose()?;
    in_order(start, end)?;
    let id = Fingerprint::new("timewarrior.session").moment(Some(start)).uuid();
    let mut session = Session::running(SessionId(id), None, None, start);
    session.end = end;
    session.note.clone_from(&interval.annotation);
    Ok(session)
}

fn about(tags: &[String], from: TypeFrom, sink: &mut Sink) -> About {
    let spaced = |tag: &&String| tag.contains(char::is_whitespace);
    let projects = &sink.ground().projects;
    let prefixed = |tag: &'_ String| {
        tag.strip_prefix("project:").or(tag.strip_prefix("proj:")).map(str::to_owned)
    };
    let project = (0..).zip(tags).find_map(|(at, tag)| Some((at, prefixed(tag)?))).or_else(|| {
        (0..).zip(tags).find(|(_, tag)| projects.contains(*tag)).map(|(at, tag)| (at, tag.clone()))
    });
    let (kind, typed) = {
        let name = project.as_ref().map(|(_, name)| name.as_str());
        kind(name, tags, from, sink)
    };
    let others = (0..).zip(tags);
    let used = |at: usize| Some(at) == typed || Some(at) == project.as_ref().map(|(at, _)| *at);
    let mut rest: Vec<&String> = others.filter(|(at, _)| !used(*at)).map(|(_, tag)| tag).collect();
    let at = rest.iter().position(spaced).or((!rest.is_empty()).then_some(0));
    let title = at.map(|at| rest.remove(at).clone());
    let project = project.map(|(_, name)| name);
    let title = title.or_else(|| project.clone());
    let tagged = rest.into_iter().cloned().collect();
    // A task of the store may have any of them as its title; words are a better sign than a word.
    let mut titles: Vec<&str> = tags.iter().filter(spaced).map(String::as_str).collect();
    titles.extend(tags.iter().filter(|tag| !spaced(tag)).map(String::as_str));
    titles.extend(title.as_deref());
    About { title: title.clone(), task: None, kind, project, tags: tagged }.found(&titles, sink)
}
