//! Watson: its `frames` file, and what `watson log --json` writes.
//!
//! A frame has a project and tags. The first tag that names a kind of work is the type ([`TypeFrom`]), else the
//! project may name one, and is no project then. The task's title is the first tag with a space in it, else the
//! project; the other tags are the task's. A frame with nothing but a type is a session of that type on no
//! task. The frame that runs is not in these files. Frames keep their ids.

#[cfg(test)]
mod tests;

use super::clip;
use super::identity::Fingerprint;
use super::import::fields::{Line, Raw};
use super::import::labels::kind;
use super::import::stamp::{seconds, stamp};
use super::import::worklog::{About, Worklog, in_order};
use super::import::{
    Elements, Format, InPieces, LineError, Piece, Shape, Sink, TypeFrom, record_text,
};
use crate::domain::{Moment, Session, SessionId, Zone};
use uuid::Uuid;

/// Reads Watson's frames.
pub type Reader = InPieces<Elements, Frames>;

/// What Watson's frames say.
#[derive(Debug)]
pub struct Frames {
    from: TypeFrom,
    log: Worklog,
}

/// A frame as it was written.
#[derive(Debug)]
struct Frame {
    id: Option<String>,
    start: Moment,
    stop: Moment,
    project: String,
    tags: Vec<String>,
}

impl Reader {
    /// A reader that takes kinds of work from there.
    pub fn new(from: TypeFrom) -> Reader {
        InPieces::of(Elements::default(), Frames { from, log: Worklog::new("watson") })
    }
}

impl Format for Frames {
    fn piece(&mut self, _: Shape, piece: Piece<'_>, sink: &mut Sink) {
        let zone = sink.now().zone;
        let frame = record_text(piece).and_then(|text| {
            if text.starts_with('[') { kept(text, zone) } else { logged(text, zone, sink) }
        });
        match frame {
            Err(error) => sink.refuse(error),
            Ok(frame) => {
                let session = session(&frame);
                let about = about(&frame, self.from, sink);
                self.log.add(session, about, sink);
            }
        }
    }

    fn finish(&mut self, sink: &mut Sink) {
        self.log.finish(sink);
    }
}

/// A frame of the `frames` file: `[start, stop, project, id, tags, updated]`.
fn kept(text: &str, zone: Zone) -> Result<Frame, LineError> {
    let wrong =
        || LineError::new("not a frame: `[start, stop, project, id, tags, updated]` is wanted");
    let mut parts = Raw::parse_list(text)?.into_iter();
    let mut next = || parts.next().ok_or_else(wrong);
    let mut moment = |name: &str| {
        let raw = next()?;
        let at = raw.whole().and_then(|number| i64::try_from(number).ok());
        at.and_then(|at| seconds(at, zone)).ok_or_else(|| {
            LineError::new(format!("the frame's {name} is not in the years 1900 to 2200"))
        })
    };
    let (start, stop) = (moment("start")?, moment("stop")?);
    let project = next()?.text("project")?;
    let id = next()?.text("id")?;
    let tags = match parts.next() {
        None | Some(Raw::Null) => Vec::new(),
        Some(Raw::List(tags)) => {
            tags.into_iter().map(|tag| tag.item_text("tags")).collect::<Result<_, _>>()?
        }
        Some(_) => return Err(wrong()),
    };
    checked(Frame { id: Some(id), start, stop, project, tags })
}

/// A frame of `watson log --json`.
fn logged(text: &str, zone: Zone, sink: &mut Sink) -> Result<Frame, LineError> {
    let mut line = Line::parse(text)?;
    let moment = |line: &mut Line<'_>, name: &'static str| {
        let text = line.owned(name)?;
        let text = text.ok_or_else(|| LineError::new(format!("a frame needs `{name}`")))?;
        let wrong = || LineError::new(format!("`{name}` is `{}`, not an instant", clip(&text)));
        stamp(&text, zone).ok_or_else(wrong)
    };
    let (start, stop) = (moment(&mut line, "start")?, moment(&mut line, "stop")?);
    let project = line.owned("project")?.unwrap_or_default();
    let id = line.owned("id")?;
    let tags = line.list("tags")?.into_iter().map(|tag| tag.item_text("tags"));
    let frame = Frame { id, start, stop, project, tags: tags.collect::<Result<_, _>>()? };
    for name in line.untaken()? {
        sink.unknown(name);
    }
    checked(frame)
}

fn checked(frame: Frame) -> Result<Frame, LineError> {
    in_order(frame.start, Some(frame.stop))?;
    Ok(frame)
}

fn session(frame: &Frame) -> Session {
    let own = frame.id.as_deref().and_then(|id| Uuid::try_parse(id).ok());
    let id = own.unwrap_or_else(|| {
        Fingerprint::new("watson.session")
            .maybe_text(frame.id.as_deref())
            .moment(Some(frame.start))
            .text(&frame.project)
            .uuid()
    });
    let mut session = Session::running(SessionId(id), None, None, frame.start);
    session.end = Some(frame.stop);
    session
}

fn about(frame: &Frame, from: TypeFrom, sink: &mut Sink) -> About {
    let named = Some(frame.project.as_str()).filter(|name| !name.trim().is_empty());
    let (kind, typed) = kind(named, &frame.tags, from, sink);
    let is_type = sink.ground().type_named(&frame.project).is_some();
    let project = named.filter(|_| typed.is_some() || !is_type);
    let mut rest: Vec<&String> =
        (0..).zip(&frame.tags).filter(|(at, _)| Some(*at) != typed).map(|(_, tag)| tag).collect();
    let spaced = rest.iter().position(|tag| tag.contains(char::is_whitespace));
    // Without a project to be called after, a tag has to do.
    let at = spaced.or((project.is_none() && !rest.is_empty()).then_some(0));
    let title = at.map(|at| rest.remove(at).clone()).or(project.map(str::to_owned));
    let tags = rest.into_iter().cloned().collect();
    let titles: Vec<&str> = title.as_deref().into_iter().collect();
    About { title: title.clone(), task: None, kind, project: project.map(str::to_owned), tags }
        .found(&titles, sink)
}
