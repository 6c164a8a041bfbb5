//! `estimate --stdin`: many questions, answered as they come. What was asked so far is answered before more is
//! waited for, so that a program can ask, read, and ask again. Bad lines are reported and left out.
//!
//! Next: [`crate::exchange::estimates`] for the lines.

use super::super::env::Env;
use super::super::failure::Failure;
use super::super::phrase::count;
use super::super::printer::{complain, written};
use super::super::view;
use super::OwnPace;
use crate::exchange::estimates::{self, Answer, Question};
use crate::exchange::import::{MAX_LINE, Piece, Splitter};
use crate::exchange::json::Json;
use crate::text::visible;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, ErrorKind, Read, Write};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;
/// Bad lines and unknown fields that are told in words.
const TOLD: u64 = 20;
/// Different questions whose answers are kept: people think in round numbers, and ask the same again.
const KEPT: usize = 10_000;

/// The questions in progress.
struct Desk<'a> {
    own: &'a OwnPace,
    answers: HashMap<(u16, Option<u32>), (Answer, u32)>,
    out: Json,
    bad: u64,
    unknown: BTreeMap<String, u64>,
    /// With `--json`: what is wrong, for the one object on standard error at the end.
    gathered: Option<Vec<String>>,
}

/// Answers standard input until it ends.
pub(super) fn run(env: &mut Env) -> Result<(), Failure> {
    let own = OwnPace::load(env)?;
    // Nothing is read or written there any more; others may want to.
    env.close();
    let mut desk = Desk {
        own: &own,
        answers: HashMap::new(),
        out: Json::default(),
        bad: 0,
        unknown: BTreeMap::new(),
        gathered: env.printer.json.then(Vec::new),
    };
    let mut splitter = Splitter::default();
    let mut buffer = vec![0; CHUNK];
    let mut input = io::stdin().lock();
    loop {
        let read = match input.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failure::io("can't read standard input", &error, "")),
        };
        if read == 0 {
            splitter.finish(|number, piece| desk.take(number, piece));
        } else {
            let chunk = buffer.get(..read).unwrap_or_default();
            splitter.feed(chunk, |number, piece| desk.take(number, piece));
        }
        if !desk.pass_on()? || read == 0 {
            break;
        }
    }
    desk.end()
}

impl Desk<'_> {
    fn take(&mut self, number: u64, piece: Piece<'_>) {
        let line = match piece {
            Piece::TooLong => {
                return self.refuse(number, &format!("longer than {} MiB", MAX_LINE >> 20));
            }
            Piece::Line(line) if number == 1 => line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line),
            Piece::Line(line) => line,
        };
        let line = line.trim_ascii();
        if line.is_empty() {
            return;
        }
        match estimates::question(line) {
            Ok(asked) => self.answer(number, &asked),
            Err(error) => self.refuse(number, &error.to_string()),
        }
    }

    fn answer(&mut self, number: u64, asked: &Question<'_>) {
        for name in &asked.unknown {
            if (self.unknown.len() as u64) < TOLD {
                self.unknown.entry(name.clone().into_owned()).or_insert(number);
            }
        }
        let kind = self.own.kind(asked.kind.as_deref());
        let question = (kind, asked.estimate_s);
        let (answer, n) = match self.answers.get(&question) {
            Some(known) => *known,
            None => self.work_out(question),
        };
        estimates::answer(&mut self.out, &asked.key, answer, n);
    }

    fn work_out(&mut self, question: (u16, Option<u32>)) -> (Answer, u32) {
        let said = self.own.predict(question.0, question.1).map(|said| said.quantiles());
        let answer = said.map(|said| [said.p10_s, said.p50_s, said.p80_s, said.p90_s]);
        let found = (answer, said.map_or(0, |said| said.n));
        if self.answers.len() < KEPT {
            self.answers.insert(question, found);
        }
        found
    }

    fn refuse(&mut self, number: u64, reason: &str) {
        self.bad += 1;
        if self.bad <= TOLD {
            self.remark(format!("line {number}: {}", visible(reason)));
        }
    }

    /// Says what is wrong with a line: at once, or at the end with everything else.
    fn remark(&mut self, text: String) {
        match &mut self.gathered {
            Some(all) => all.push(text),
            None => complain(&(text + "\n")),
        }
    }

    /// Writes what has been answered. Returns `false` when nobody reads it any more.
    fn pass_on(&mut self) -> Result<bool, Failure> {
        let mut stdout = io::stdout().lock();
        let result = stdout.write_all(self.out.as_bytes()).and_then(|()| stdout.flush());
        self.out.clear();
        written(result)
    }

    fn end(mut self) -> Result<(), Failure> {
        if self.bad > TOLD {
            self.remark(format!("and {} more", count(self.bad - TOLD, "line")));
        }
        for (name, number) in std::mem::take(&mut self.unknown) {
            let name = visible(&name);
            let warning = if self.gathered.is_some() { "" } else { "warning: " };
            self.remark(format!("{warning}line {number}: the field `{name}` means nothing here"));
        }
        let gathered = self.gathered.unwrap_or_default();
        if self.bad == 0 {
            if !gathered.is_empty() {
                complain(&warnings(&gathered));
            }
            return Ok(());
        }
        let sum = format!("{} can't be read; the others were answered", count(self.bad, "line"));
        let details: Vec<String> = std::iter::once(sum).chain(gathered).collect();
        Err(Failure::new("bad_lines", details.join("\n"), "`heyday estimate --help` shows a line"))
    }
}

/// What is worth a word although everything was answered, as one object.
fn warnings(all: &[String]) -> String {
    let said = view::answer(|json| {
        json.array_field("warnings", |json| {
            for one in all {
                json.item(one);
            }
        });
    });
    format!("{}\n", said.as_str())
}
