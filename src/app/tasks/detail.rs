//! Everything that is known of the selected task, as lines of words: the view only paints them, and
//! scrolling knows how many there are.

use super::{due, layout};
use crate::app::insights::estimate;
use crate::app::{Model, words};
use crate::domain::urgency::{Urgency, urgency};
use crate::domain::{Order, Priority, Session, Task, TaskId};
use crate::text::visible;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of the names of fields.
pub const NAME: u16 = 11;
/// So many sessions are named; the others are counted.
const SESSIONS: usize = 8;

/// What takes a walk over all tasks to know, found when the selection or the log changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Its rank and where it comes from, the weightiest term first.
    pub urgency: Urgency,
    /// Its place among the tasks that can be worked on now, from 1.
    pub place: Option<usize>,
    /// The open tasks that wait for it.
    pub waited_by: Vec<TaskId>,
}

/// A line of the detail. Texts are escaped.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Nothing.
    Blank,
    /// A part of the title.
    Title(String),
    /// Number, status, priority.
    Status(String),
    /// A name and what stands there.
    Field(&'static str, String, Mark),
    /// The share of the estimate that is used up; beyond 1 it is over.
    Used(f64),
    /// A heading, and what stands at its right.
    Heading(&'static str, String),
    /// A line of the note.
    Note(String),
    /// A session: when, how long, what was said of it.
    Session(String, String, String),
    /// A term of the rank: its words, its value, its share of the weightiest one.
    Term(&'static str, f64, f64),
}

/// What a field's value is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing special.
    Plain,
    /// The kind of work at that place of the person's list.
    Type(Option<usize>),
    /// Something is late or over.
    Warning,
    /// Something that holds it up.
    Held,
}

/// What can't be read off the task itself.
pub(super) fn about(model: &Model) -> About {
    let Some(task) = model.tasks.selected.and_then(|id| model.state.task(id)) else {
        return About::default();
    };
    let mut rank = urgency(task, &model.state, &model.now, &model.settings.weights);
    rank.terms.order_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let open = model.state.tasks().filter(|other| !other.status.is_closed());
    About {
        urgency: rank,
        place: model.ranked.iter().position(|(id, _)| *id == task.id).map(|at| at + 1),
        waited_by: open.filter(|o| o.after.contains(&task.id)).map(|other| other.id).collect(),
    }
}

/// How far the detail can be scrolled.
pub(super) fn most_scroll(model: &Model) -> usize {
    let parts = layout(model);
    let lines = if parts.below {
        let [left, right] = columns(model, parts.detail.w);
        left.len().max(right.len())
    } else {
        lines(model, parts.detail.w).len()
    };
    lines.saturating_sub(usize::from(parts.detail.h))
}

/// The lines of the selected task, for one column of `width`.
pub fn lines(model: &Model, width: u16) -> Vec<Line> {
    let Some(task) = model.tasks.selected.and_then(|id| model.state.task(id)) else {
        return Vec::new();
    };
    let mut lines = head(task, width);
    lines.push(Line::Blank);
    lines.extend(fields(model, task));
    for part in [note(task, width), sessions(model, task), terms(model)] {
        if !part.is_empty() {
            lines.push(Line::Blank);
            lines.extend(part);
        }
    }
    lines
}

/// The lines for two columns that share `width`: what it is, and what is known besides.
pub fn columns(model: &Model, width: u16) -> [Vec<Line>; 2] {
    let Some(task) = model.tasks.selected.and_then(|id| model.state.task(id)) else {
        return [Vec::new(), Vec::new()];
    };
    let half = (width / 2).saturating_sub(1);
    let mut left = head(task, half);
    left.extend(fields(model, task));
    let mut right = Vec::new();
    for part in [note(task, half), sessions(model, task), terms(model)] {
        if !part.is_empty() && !right.is_empty() {
            right.push(Line::Blank);
        }
        right.extend(part);
    }
    [left, right]
}

fn head(task: &Task, width: u16) -> Vec<Line> {
    let mut lines: Vec<Line> =
        wrapped(&visible(&task.title), width).into_iter().map(Line::Title).collect();
    let status = format!("task {}, {}", task.no, task.status.word());
    lines.push(Line::Status(match task.priority {
        Priority::Normal => status,
        priority => format!("{status}, {} priority", priority.word()),
    }));
    lines
}

fn fields(model: &Model, task: &Task) -> Vec<Line> {
    let now = &model.now;
    let mut lines = Vec::new();
    let mut field = |name, value: Option<String>, mark| {
        lines.extend(value.map(|v| Line::Field(name, visible(&v).into_owned(), mark)));
    };
    if let Some(kind) = &task.kind {
        let place = crate::app::today::marks::place(&model.state, kind);
        field("type", Some(kind.clone()), Mark::Type(place));
    }
    field("project", task.project.clone(), Mark::Plain);
    field("tags", (!task.tags.is_empty()).then(|| task.tags.join(", ")), Mark::Plain);
    field("context", task.at.clone(), Mark::Plain);
    if let Some(at) = task.due {
        let late = at.at.utc_ms() < now.at.utc_ms() && !task.status.is_closed();
        let name = if at.hard { "deadline" } else { "due" };
        let mut said = words::day_and_time(at.at, now);
        if !task.status.is_closed() {
            said = format!("{said}, {}", due::distance(at, now));
        }
        field(name, Some(said), if late { Mark::Warning } else { Mark::Plain });
    }
    field("planned", task.on.map(|day| words::day(day, now)), Mark::Plain);
    let later = task.from.filter(|from| from.utc_ms() > now.at.utc_ms());
    field("from", later.map(|at| words::day_and_time(at, now)), Mark::Plain);
    field("repeats", task.every.clone(), Mark::Plain);
    field("pieces", pieces(task), Mark::Plain);
    lines.extend(effort(model, task));
    lines.extend(others(model, "waits for", &task.after, true));
    lines.extend(others(model, "holds up", &model.tasks.about.waited_by, false));
    lines.push(dates(model, task));
    lines
}

fn pieces(task: &Task) -> Option<String> {
    let said = |s: u32| words::duration(i64::from(s));
    match (task.splittable, task.chunk_min_s, task.chunk_max_s) {
        (false, _, _) => Some("in one piece".into()),
        (true, Some(least), Some(most)) => Some(format!("{} to {}", said(least), said(most))),
        (true, Some(least), None) => Some(format!("at least {}", said(least))),
        (true, None, Some(most)) => Some(format!("at most {}", said(most))),
        (true, None, None) => None,
    }
}

fn effort(model: &Model, task: &Task) -> Vec<Line> {
    let tracked = model.state.tracked_s(task.id, model.now.at);
    let said = |s: i64| words::duration(s / 60 * 60);
    let mut lines = Vec::new();
    if let Some(estimate) = task.estimate_s {
        lines.push(Line::Field("estimate", said(i64::from(estimate)), Mark::Plain));
    }
    if !task.status.is_closed() {
        let usual = estimate::usual_s(model, task.kind.as_deref());
        if let Some(usual) = usual.filter(|_| task.estimate_s.is_none()) {
            let text = format!("~{}, as usual", estimate::round(f64::from(usual)));
            lines.push(Line::Field("estimate", text, Mark::Plain));
        }
        let left = estimate::left(model, task);
        lines.extend(left.map(|left| Line::Field("takes", left, Mark::Plain)));
    }
    if tracked < 60 {
        return lines;
    }
    let Some(estimate) = task.estimate_s.map(i64::from).filter(|s| *s > 0) else {
        lines.push(Line::Field("worked", said(tracked), Mark::Plain));
        return lines;
    };
    let left = estimate - tracked;
    let (text, mark) = if left >= 0 {
        (format!("{}, {} left", said(tracked), said(left)), Mark::Plain)
    } else {
        (format!("{}, {} over", said(tracked), said(-left)), Mark::Warning)
    };
    lines.push(Line::Field("worked", text, mark));
    lines.push(Line::Used(tracked as f64 / estimate as f64));
    lines
}

/// Other tasks, one a line, the first beside the name. Those that hold nothing up any more are counted.
fn others(model: &Model, name: &'static str, ids: &[TaskId], holding: bool) -> Vec<Line> {
    let known: Vec<&Task> = ids.iter().filter_map(|id| model.state.task(*id)).collect();
    let (over, open): (Vec<&Task>, Vec<&Task>) =
        known.iter().partition(|task| task.status.is_closed());
    let mut texts: Vec<(String, Mark)> = open
        .iter()
        .map(|task| {
            let mark = if holding { Mark::Held } else { Mark::Plain };
            (format!("{} {}", task.no, visible(&task.title)), mark)
        })
        .collect();
    let over = over.len() + ids.len() - known.len();
    if over > 0 {
        texts.push((format!("{over} done already"), Mark::Plain));
    }
    let names = std::iter::once(name).chain(std::iter::repeat(""));
    names.zip(texts).map(|(name, (text, mark))| Line::Field(name, text, mark)).collect()
}

fn dates(model: &Model, task: &Task) -> Line {
    let now = &model.now;
    let created = words::day(now.day_of(task.created), now);
    let text = match task.closed {
        Some(closed) => {
            format!("{created}, {} {}", task.status.word(), words::day_and_time(closed, now))
        }
        None => created,
    };
    Line::Field("written", text, Mark::Plain)
}

fn note(task: &Task, width: u16) -> Vec<Line> {
    if task.note.trim().is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::Heading("Note", String::new())];
    for line in task.note.trim_end().lines() {
        lines.extend(wrapped(&visible(line), width).into_iter().map(Line::Note));
    }
    lines
}

fn sessions(model: &Model, task: &Task) -> Vec<Line> {
    let mut of_it: Vec<&Session> =
        model.state.sessions().rev().filter(|s| s.task == Some(task.id)).collect();
    let more = of_it.len().saturating_sub(SESSIONS);
    of_it.truncate(SESSIONS);
    if of_it.is_empty() {
        return Vec::new();
    }
    let more = if more > 0 { format!("{more} more") } else { String::new() };
    let mut lines = vec![Line::Heading("Sessions", more)];
    lines.extend(of_it.into_iter().map(|session| session_line(model, session)));
    lines
}

fn session_line(model: &Model, session: &Session) -> Line {
    let now = &model.now;
    let day = now.day_of(session.start);
    let day = if day == now.day() { String::new() } else { format!("{} ", words::day(day, now)) };
    let end = session.end.map_or("now".into(), words::clock);
    let when = format!("{day}{} to {end}", words::clock(session.start));
    let worked = words::duration(session.worked_s(now.at) / 60 * 60);
    let mut said = Vec::new();
    if session.end.is_none() {
        said.push("running".to_owned());
    }
    said.extend(session.focus.map(|focus| format!("focus {focus}")));
    let broken = session.interruptions.len();
    if broken > 0 {
        said.push(words::count(broken, "interruption"));
    }
    Line::Session(when, worked, said.join(", "))
}

fn terms(model: &Model) -> Vec<Line> {
    let about = &model.tasks.about;
    if about.urgency.terms.is_empty() {
        return Vec::new();
    }
    let place = match about.place {
        Some(place) => {
            format!("{:.1}, number {place} of {}", about.urgency.total, model.ranked.len())
        }
        None => format!("{:.1}, not in the queue", about.urgency.total),
    };
    let most = about.urgency.terms.iter().map(|(_, v)| v.abs()).fold(1.0, f64::max);
    let mut lines = vec![Line::Heading("Urgency", place)];
    // A term that shows as zero says nothing.
    let terms = about.urgency.terms.iter().filter(|(_, value)| value.abs() >= 0.05);
    lines.extend(
        terms.map(|(name, v)| Line::Term(crate::plan::said::rank(name), *v, v.abs() / most)),
    );
    lines
}

/// The text in lines of at most `width` columns, broken at spaces; a longer word is cut into pieces.
pub fn wrapped(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words_of(text) {
        let columns = word.width();
        if used + columns > width && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        // A space at the fold is the fold.
        if used == 0 && lines.len() > 1 && word.trim().is_empty() {
            continue;
        }
        for piece in word.graphemes(true) {
            if used + piece.width() > width && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            used += piece.width();
            if let Some(line) = lines.last_mut() {
                line.push_str(piece);
            }
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// The same in at most `most` lines, one at least: the last one holds what is too much, and is cut where one sees it.
pub fn within(text: &str, width: u16, most: usize) -> Vec<String> {
    let mut lines = wrapped(text, width);
    if lines.len() > most.max(1) {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(rest);
    }
    lines
}

/// The pieces between which a line may be broken: words with what is written at them, and the spaces.
fn words_of(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut from = 0;
    let mut last = "";
    for (at, word) in text.split_word_bound_indices() {
        let blank = |word: &str| word.trim().is_empty();
        // Between letters of scripts without spaces a line may be broken.
        let breaks = blank(last) || blank(word) || !(last.is_ascii() || word.is_ascii());
        if breaks && at > from {
            pieces.push(&text[from..at]);
            from = at;
        }
        last = word;
    }
    pieces.push(&text[from..]);
    pieces
}
