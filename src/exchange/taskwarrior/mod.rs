//! Taskwarrior: what `task export` writes (2.x and 3.x), and the `pending.data` and `completed.data` of 2.x.
//!
//! | there | here |
//! | --- | --- |
//! | `description`, `annotations` | title; the annotations are lines of the note, each with its day |
//! | `priority` H, M, L | high, normal, low |
//! | `due` | due, not a hard deadline; midnight means that day's end of work |
//! | `wait`, `scheduled` | from, the later of the two |
//! | `tags`, `project` | the first tag that names a kind of work is the type ([`TypeFrom`]), the others stay tags |
//! | `status` completed, deleted | done, dropped |
//! | `depends` | after; a circle is opened and named |
//! | `recur` with its template and instances | one open task that repeats (`++`), due at the first open instance |
//! | a UDA `estimate` or `est`, `type` | estimate, type, when they can be read as such |
//! | `until` and the other UDAs | lines of the note |
//!
//! `urgency`, `mask` and their like are counted anew and left out; a started task is not a running session.
//! [`row`] reads one task, [`series`] makes one of a template and its instances, [`stored`] reads the data files.

mod recur;
mod row;
mod series;
mod stored;
#[cfg(test)]
mod tests;

use super::import::fields::Line;
use super::import::{Either, Format, InPieces, Piece, Shape, Sink, TypeFrom, record_text};
use super::jsonl::Record;
use crate::domain::Task;
use row::{Row, Standing};
use series::Series;

/// Reads Taskwarrior's tasks.
pub type Reader = InPieces<Either, Tasks>;

/// What Taskwarrior's tasks say.
#[derive(Debug)]
pub struct Tasks {
    from: TypeFrom,
    /// Open tasks that wait for others, with their lines.
    waiting: Vec<(u64, Task)>,
    series: Series,
}

impl Reader {
    /// A reader that takes kinds of work from there.
    pub fn new(from: TypeFrom) -> Reader {
        let tasks = Tasks { from, waiting: Vec::new(), series: Series::default() };
        InPieces::of(Either::new(shape), tasks)
    }
}

impl Format for Tasks {
    fn piece(&mut self, shape: Shape, piece: Piece<'_>, sink: &mut Sink) {
        let read = record_text(piece).and_then(|text| {
            if text.trim().is_empty() {
                return Ok(None);
            }
            let fields = match shape {
                Shape::Json => Line::parse(text)?,
                Shape::Lines => stored::fields(text)?,
            };
            row::read(fields, self.from, sink).map(Some)
        });
        match read {
            Err(error) => sink.refuse(error),
            Ok(None) => {}
            Ok(Some(row)) => self.take(row, sink),
        }
    }

    fn finish(&mut self, sink: &mut Sink) {
        let series = std::mem::take(&mut self.series);
        let (mut rows, ids) = series.into_tasks(sink);
        rows.append(&mut self.waiting);
        rows.sort_by_key(|(line, _)| *line);
        for (line, mut task) in rows {
            for id in &mut task.after {
                *id = ids.get(id).copied().unwrap_or(*id);
            }
            task.after.sort_unstable();
            task.after.dedup();
            sink.at(line);
            sink.add(Record::Task(Box::new(task)));
        }
    }
}

impl Tasks {
    fn take(&mut self, row: Row, sink: &mut Sink) {
        let line = sink.line();
        match (row.standing, row.parent) {
            (Standing::Template, _) => self.series.template(line, row),
            (Standing::Open, Some(parent)) => self.series.instance(line, row, parent, sink),
            (Standing::Deleted, Some(_)) => {
                sink.note("a deleted instance of a repeated task is left out");
            }
            (Standing::Open, None) if !row.task.after.is_empty() => {
                self.waiting.push((line, row.task));
            }
            _ => {
                sink.add(Record::Task(Box::new(row.task)));
            }
        }
    }
}

/// The data files have `[name:` where JSON has `[{`.
fn shape(head: &[u8]) -> Option<Shape> {
    match head {
        [] | [b'['] => None,
        [b'[', next, ..] if next.is_ascii_alphabetic() => Some(Shape::Lines),
        _ => Some(Shape::Json),
    }
}
