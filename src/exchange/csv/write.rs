//! The log as a table that `import csv` reads without a mapping: one line a session, with its task.
//!
//! Safe to open: a text that a spreadsheet would take for a formula gets an apostrophe before it, which the import
//! takes away again, and control characters become visible ones.

use crate::domain::{Moment, Session, Task};
use crate::text::visible;

/// The names of the columns, each a field of the import.
const COLUMNS: &str =
    "start,end,task,title,project,type,tags,estimate_s,focus,outcome,interruptions,lost_s,note,id";

/// What a formula can begin with, also in the wide letters that some programs take for the usual ones.
pub(super) const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Appends the line of column names.
pub fn header(out: &mut String) {
    out.push_str(COLUMNS);
    out.push_str("\r\n");
}

/// Appends the line of a session; nothing when it still runs, since a table has no place for that.
pub fn session_line(out: &mut String, session: &Session, task: Option<&Task>) {
    let Some(end) = session.end else { return };
    let lost: u64 = session.interruptions.iter().map(|one| u64::from(one.lost_s)).sum();
    let number = |number: u64| if number > 0 { number.to_string() } else { String::new() };
    let time = |at: Moment| at.local().format("%Y-%m-%d %H:%M:%S").to_string();
    let text = |of: fn(&Task) -> &str| task.map_or(String::new(), |task| cell(of(task)));
    let cells = [
        time(session.start),
        time(end),
        task.map(|task| task.id.to_string()).unwrap_or_default(),
        text(|task| &task.title),
        text(|task| task.project.as_deref().unwrap_or_default()),
        cell(session.kind.as_deref().unwrap_or_default()),
        task.map(|task| cell(&task.tags.join(" "))).unwrap_or_default(),
        task.and_then(|task| task.estimate_s).map(|it| it.to_string()).unwrap_or_default(),
        session.focus.map(|focus| focus.to_string()).unwrap_or_default(),
        session.outcome.map(|outcome| outcome.word().to_owned()).unwrap_or_default(),
        number(session.interruptions.len() as u64),
        number(lost),
        cell(&session.note),
        session.id.to_string(),
    ];
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// A text as a cell.
fn cell(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    let mut shown = lines.join("\n");
    // An apostrophe of its own is guarded too, so that taking one away is always right.
    if text.trim_start_matches('\'').starts_with(FORMULA) {
        shown.insert(0, '\'');
    }
    if shown.contains([',', '"', '\n', ';']) {
        shown = format!("\"{}\"", shown.replace('"', "\"\""));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Change;
    use crate::exchange::csv::{Options, Reader};
    use crate::exchange::import::read_all;
    use crate::exchange::import::told::ground;
    use crate::exchange::jsonl;

    fn session() -> Session {
        let line = r#"{"kind":"session","start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T10:00:00+01:00","type":"coding","focus":4,"note":"@SUM(1,2)\n'=x","outcome":"progressed"}"#;
        let (changes, _) = jsonl::read_all(line.as_bytes(), &ground().now);
        let session = |change: Change| match change {
            Change::SessionAdded { session } => Some(*session),
            _ => None,
        };
        changes.into_iter().find_map(session).unwrap()
    }

    #[test]
    fn nothing_in_a_table_is_a_formula_or_a_control_character() {
        let shown =
            ["=1+1", "+1", "-1", "@A1", "\t=1", "\u{ff1d}1", "'=1", "a=1", "x\u{1b}[2J", "a,\"b\""]
                .map(cell);
        assert_eq!(
            shown.join("|"),
            "'=1+1|'+1|'-1|'@A1|'␉=1|'\u{ff1d}1|''=1|a=1|x␛[2J|\"a,\"\"b\"\"\""
        );
    }

    #[test]
    fn what_is_written_is_read_as_the_same_session() {
        let session = session();
        let mut out = String::new();
        header(&mut out);
        session_line(&mut out, &session, None);
        let file = [("file", out.as_bytes())];
        let (changes, report) = read_all(&mut Reader::new(Options::default()), &file, ground());
        assert!(report.is_clean() && report.unknown.is_empty(), "{report:?}");
        let Some(Change::SessionAdded { session: read }) = changes.first() else {
            panic!("{changes:?}")
        };
        assert_eq!((read.id, read.start, read.end), (session.id, session.start, session.end));
        assert_eq!(
            (&read.note, read.focus, &read.kind),
            (&session.note, session.focus, &session.kind)
        );
    }
}
