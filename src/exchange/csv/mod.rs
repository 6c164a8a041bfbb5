//! Tables: each row is a session with its task or, when no column is a start, a task alone.
//!
//! The first line names the columns; a [`Mapping`] says what they mean, else columns that are called like a
//! [`Field`] mean that. `task` tells tasks apart, so that rows of the same task are sessions of it. Tasks with
//! sessions are done, unless a `status` says otherwise: a log says what was. A `type` that is new becomes a kind of
//! work. Rows have no id unless `id` is mapped: task, start, end and type make a session this one.

mod map;
mod row;
#[cfg(test)]
pub(in crate::exchange) mod tests;
mod value;
pub mod write;

pub use map::{Field, Mapping, Meaning, parse_map, parse_where};
pub use value::is_date_format;

use super::clip;
use super::import::worklog::Worklog;
use super::import::{Importer, LineError, MAX_LINE, Sink};
use super::jsonl::Record;
use crate::domain::{Status, Zone};
use csv_core::{ReadRecordResult, ReaderBuilder};
use row::Row;

/// The most columns that are read.
const MAX_COLUMNS: usize = 4096;
/// Bytes without a line's end after which the delimiter is decided.
const LOOKED_AT: usize = 64 << 10;

/// How a table is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the columns mean; empty when their names say it.
    pub map: Vec<Mapping>,
    /// Only rows that have these values in these columns are imported.
    pub wheres: Vec<(String, String)>,
    /// The form of dates, of `strftime`; `None` tries the usual ones.
    pub date_format: Option<String>,
    /// The place whose clock the times were read from; `None` is here.
    pub zone: Option<Zone>,
    /// What parts the columns; `None` looks at the first line.
    pub delimiter: Option<u8>,
}

/// Reads tables.
#[derive(Debug)]
pub struct Reader {
    options: Options,
    log: Worklog,
    table: Table,
}

/// A file being read.
#[derive(Debug, Default)]
struct Table {
    /// The beginning, until the delimiter is known.
    head: Vec<u8>,
    core: Option<Box<csv_core::Reader>>,
    record: Vec<u8>,
    ends: Vec<usize>,
    filled: (usize, usize),
    spoilt: bool,
    columns: Option<Columns>,
}

/// Where the fields of a table are.
#[derive(Debug, Default)]
struct Columns {
    fields: Vec<(Meaning, usize)>,
    wheres: Vec<(usize, String)>,
    task_column: String,
    /// A mapped column is not there: nothing can be read.
    missing: bool,
}

impl Reader {
    /// A reader that understands tables so.
    pub fn new(options: Options) -> Reader {
        Reader { options, log: Worklog::new("csv"), table: Table::default() }
    }

    fn parse(&mut self, mut input: &[u8], ends_here: bool, sink: &mut Sink) {
        let mut table = std::mem::take(&mut self.table);
        while let Some(core) = &mut table.core {
            let (out, ends) = table.filled;
            let (result, read, written, ended) = core.read_record(
                input,
                table.record.get_mut(out..).unwrap_or_default(),
                table.ends.get_mut(ends..).unwrap_or_default(),
            );
            let last = read.checked_sub(1).and_then(|at| input.get(at)).copied();
            input = input.get(read..).unwrap_or_default();
            table.filled = (out + written, ends + ended);
            match result {
                ReadRecordResult::InputEmpty if ends_here => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => break,
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => table.grow(),
                ReadRecordResult::Record => {
                    let after = core.line();
                    self.record(&mut table, after - u64::from(last == Some(b'\n')), sink);
                    (table.filled, table.spoilt) = ((0, 0), false);
                }
            }
        }
        self.table = table;
    }

    /// Takes the record that the table has gathered, which ends on line `end`.
    fn record(&mut self, table: &mut Table, end: u64, sink: &mut Sink) {
        let bytes = table.record.get(..table.filled.0).unwrap_or_default();
        let breaks = bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
        sink.at(if table.spoilt { end } else { end.saturating_sub(breaks) });
        if table.spoilt {
            let most = MAX_LINE >> 20;
            return sink.refuse(LineError::new(format!(
                "the row is longer than {most} MiB or {MAX_COLUMNS} columns; is a quote never closed?"
            )));
        }
        let mut from = 0;
        let ends = table.ends.get(..table.filled.1).unwrap_or_default();
        let cells: Vec<&[u8]> = ends
            .iter()
            .map(|end| bytes.get(std::mem::replace(&mut from, *end)..*end).unwrap_or_default())
            .collect();
        match &table.columns {
            None => table.columns = Some(self.columns(&cells, sink)),
            Some(columns) if columns.missing => {}
            Some(columns) => {
                if let Err(error) = self.row(&cells, columns, sink) {
                    sink.refuse(error);
                }
            }
        }
    }

    /// Finds the columns by the names in the first line.
    fn columns(&self, cells: &[&[u8]], sink: &mut Sink) -> Columns {
        let names: Vec<String> =
            cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let mut columns = Columns::default();
        let mut find = |wanted: &str| {
            let place = map::place(&names, wanted);
            if place.is_none() {
                let there: Vec<String> =
                    names.iter().take(30).map(|name| format!("`{}`", clip(name))).collect();
                let there = there.join(", ");
                sink.refuse(LineError::new(format!(
                    "there is no column `{}`; there are {there}",
                    clip(wanted)
                )));
                columns.missing = true;
            }
            place
        };
        for mapping in &self.options.map {
            columns.fields.extend(find(&mapping.column).map(|at| (mapping.meaning, at)));
        }
        for (column, value) in &self.options.wheres {
            columns.wheres.extend(find(column).map(|at| (at, value.clone())));
        }
        if self.options.map.is_empty() {
            let meant = |name: &String| map::meaning(&name.to_ascii_lowercase());
            columns.fields =
                names.iter().zip(0..).filter_map(|(name, at)| Some((meant(name)?, at))).collect();
        }
        let says = |field| columns.fields.iter().any(|(meaning, _)| meaning.field == field);
        if !columns.missing && !says(Field::Start) && !says(Field::Task) && !says(Field::Title) {
            sink.refuse(LineError::new(
                "no column is a `start`, a `task` or a `title`; say which with `--map 'start=Column,...'`",
            ));
            columns.missing = true;
        }
        for (name, at) in names.iter().zip(0..) {
            let used = columns.fields.iter().any(|(_, of)| *of == at)
                || columns.wheres.iter().any(|(of, _)| *of == at);
            if !used && !columns.missing {
                sink.unknown(name.clone());
            }
        }
        let task = columns.fields.iter().find(|(meaning, _)| meaning.field == Field::Task);
        columns.task_column = task.and_then(|(_, at)| names.get(*at)).cloned().unwrap_or_default();
        columns
    }

    fn row(
        &mut self,
        cells: &[&[u8]],
        columns: &Columns,
        sink: &mut Sink,
    ) -> Result<(), LineError> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        if columns.wheres.iter().any(|(at, value)| cell(*at).trim_ascii() != value.as_bytes()) {
            sink.note("`--where` leaves a row out");
            return Ok(());
        }
        let mut values = Vec::with_capacity(columns.fields.len());
        for (meaning, at) in &columns.fields {
            let value = std::str::from_utf8(cell(*at))
                .map_err(|_| LineError::new(format!("column {} is not valid UTF-8", at + 1)))?;
            if value.contains('\0') {
                return Err(LineError::new(format!("column {} has a NUL character in it", at + 1)));
            }
            values.push((*meaning, unguarded(value)));
        }
        if values.iter().all(|(_, value)| value.trim().is_empty()) {
            return Ok(());
        }
        let row = Row {
            values,
            zone: self.options.zone.unwrap_or(sink.now().zone),
            date_format: self.options.date_format.as_deref(),
            task_column: &columns.task_column,
        };
        if columns.fields.iter().any(|(meaning, _)| meaning.field == Field::Start) {
            let session = row.session(sink)?;
            let mut task = row.task(sink)?;
            if let Some(task) = task.as_mut().filter(|_| !row.says_status()) {
                task.status = Status::Done;
            }
            self.log.put(session, task, sink);
        } else {
            let task = row.task(sink)?;
            let task = task.ok_or_else(|| LineError::new("`task` and `title` are empty"))?;
            sink.add(Record::Task(Box::new(task)));
        }
        Ok(())
    }
}

impl Importer for Reader {
    fn feed(&mut self, bytes: &[u8], sink: &mut Sink) {
        if self.table.core.is_some() {
            return self.parse(bytes, false, sink);
        }
        self.table.head.extend_from_slice(bytes);
        if self.table.head.contains(&b'\n') || self.table.head.len() > LOOKED_AT {
            self.begin(sink);
        }
    }

    fn end_of_file(&mut self, sink: &mut Sink) {
        if self.table.core.is_none() {
            self.begin(sink);
        }
        self.parse(&[], true, sink);
        self.table = Table::default();
    }

    fn finish(&mut self, sink: &mut Sink) {
        self.log.finish(sink);
    }
}

impl Reader {
    /// Decides on the delimiter and reads what was kept until now.
    fn begin(&mut self, sink: &mut Sink) {
        let head = std::mem::take(&mut self.table.head);
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        let delimiter = self.options.delimiter.unwrap_or_else(|| delimiter(text));
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        self.table.core = Some(Box::new(core));
        (self.table.record, self.table.ends) = (vec![0; 4096], vec![0; 64]);
        self.parse(text, false, sink);
    }
}

impl Table {
    /// Makes room for a longer record, or gives this one up.
    fn grow(&mut self) {
        if self.record.len() >= MAX_LINE || self.ends.len() >= MAX_COLUMNS {
            self.spoilt = true;
            self.filled = (0, 0);
        } else {
            self.record.resize(self.record.len() * 2, 0);
            self.ends.resize((self.ends.len() * 2).min(MAX_COLUMNS), 0);
        }
    }
}

/// A text without the apostrophe that keeps it from being a formula.
fn unguarded(value: &str) -> &str {
    let guarded = |rest: &&str| rest.trim_start_matches('\'').starts_with(write::FORMULA);
    value.strip_prefix('\'').filter(guarded).unwrap_or(value)
}

/// What parts the columns of the first line most often, outside quotes.
fn delimiter(text: &[u8]) -> u8 {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in line {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(one, _)| one == byte && !quoted) {
            *count += 1;
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.filter(|(_, count)| *count > 0).map_or(b',', |(byte, _)| *byte)
}
