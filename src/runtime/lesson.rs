//! What the screen wants to learn, and how it comes by it. The whole log takes more memory than a screen may keep, and
//! threads give little of it back: where there is much to read, a process of its own learns (this program again, with
//! a word that only it says) and hands over what it found. It must never be the only way: where no such process can
//! begin, or it answers with anything else, the same is learned here.
//!
//! Next: `learner`, the thread that waits for the answer; [`learn_aside`], which that process calls.

use super::aside;
use crate::app::Msg;
use crate::domain::{Now, Zone};
use crate::learn::backtest::{LookBack, Past, Progress};
use crate::learn::profile::VERSION;
use crate::learn::{Evidence, Habits, Profile};
use crate::store::{OpenOptions, Store, StoreError};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes of a store from which on a process of its own learns. Smaller ones are read in a few milliseconds and need
/// little; to begin a process costs about as much.
const MUCH: u64 = 1 << 20;
/// A lesson is no longer than this.
const LONGEST: u64 = 1 << 16;

/// Says that a look back is no longer wanted, from one thread to another.
#[derive(Clone, Debug, Default)]
pub(super) struct Halt(Arc<AtomicBool>);

impl Halt {
    /// It is no longer wanted.
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What is to be learned.
#[derive(Debug)]
pub(super) struct Lesson {
    /// Whether the past is to be looked back at too.
    pub(super) looks_back: bool,
    /// Ends the look back early; what else is to be learned is learned all the same.
    pub(super) halt: Halt,
    pub(super) now: Now,
    pub(super) habits: Habits,
}

/// A lesson on its way to another process.
#[derive(Serialize, Deserialize)]
struct Handed {
    version: u32,
    looks_back: bool,
    utc_ms: i64,
    offset_min: i16,
    place: Option<String>,
    rollover_min: u16,
    forgotten_after_s: u32,
    habits: Habits,
}

/// What was learned.
#[derive(Clone, Serialize, Deserialize)]
struct Learned {
    /// That of the model: the other program may be of another day.
    version: u32,
    profile: Profile,
    past: Option<LookBack>,
}

impl Lesson {
    /// This lesson after an older one that was not begun.
    pub(super) fn instead_of(self, older: Option<Lesson>) -> Lesson {
        match older.filter(|older| older.looks_back && !self.looks_back) {
            Some(Lesson { halt, .. }) => Lesson { looks_back: true, halt, ..self },
            None => self,
        }
    }

    /// Learns from the store in `folder`, with the help of `program` (this one) where that is worth it; `tell` hears
    /// how far a look back is.
    ///
    /// # Errors
    /// When the store can't be read.
    pub(super) fn learn(
        &self,
        folder: &Path,
        program: Option<&Path>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Msg, StoreError> {
        let beside = program
            .filter(|_| Store::bytes(folder) > MUCH)
            .and_then(|program| self.beside(folder, program, tell).ok());
        let learned = beside.map_or_else(|| self.here(folder, tell), Ok)?;
        let Learned { profile, past, .. } = learned;
        let profile = Arc::new(profile);
        Ok(match past {
            None => Msg::Learned(profile),
            Some(past) => Msg::LookedBack(profile, Arc::new(past)),
        })
    }

    fn here(&self, folder: &Path, tell: &mut dyn FnMut(Progress)) -> Result<Learned, StoreError> {
        let Lesson { now, habits, .. } = self;
        let mut store = Store::open(folder, &OpenOptions { now_ms: now.at.utc_ms() })?;
        let past = if self.looks_back && !self.halt.is_set() {
            self.look_back(&store.evidence(now, habits)?, tell)
        } else {
            None
        };
        let profile = match &past {
            Some(past) => store.judged(past.hours.verdict(now.day()), now, habits)?,
            None => store.learned(now, habits)?,
        };
        Ok(Learned { version: VERSION, profile, past })
    }

    /// `None` when it is no longer wanted.
    fn look_back(&self, evidence: &Evidence, tell: &mut dyn FnMut(Progress)) -> Option<LookBack> {
        let mut past = Past::new(evidence, &self.habits);
        while let Some(progress) = past.step() {
            if self.halt.is_set() {
                return None;
            }
            tell(progress);
        }
        Some(past.finish())
    }

    fn beside(
        &self,
        folder: &Path,
        program: &Path,
        tell: &mut dyn FnMut(Progress),
    ) -> io::Result<Learned> {
        let mut command = aside::program(program, &["insights", "--automatic"], folder)?;
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let learned = self.exchange(&mut child, tell);
        if learned.is_err() {
            // It may be at work still, on what nobody waits for any more.
            let _ = child.kill();
        }
        // Who ends is to be asked how it went, or stays in the table of processes.
        let ended = child.wait()?;
        learned.and_then(|learned| if ended.success() { Ok(learned) } else { Err(no_answer()) })
    }

    fn exchange(&self, child: &mut Child, tell: &mut dyn FnMut(Progress)) -> io::Result<Learned> {
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(no_answer());
        };
        input.write_all(serde_json::to_string(&self.hand())?.as_bytes())?;
        drop(input);
        let mut output = BufReader::new(output);
        let mut line = String::new();
        while output.read_line(&mut line)? > 0 && !line.starts_with('{') {
            if self.halt.is_set() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            if let Some((done, all)) = line.trim_end().split_once('/')
                && let (Ok(done), Ok(all)) = (done.parse(), all.parse())
            {
                tell(Progress { done, all });
            }
            line.clear();
        }
        let learned: Learned = serde_json::from_str(&line)?;
        let is_meant = learned.version == VERSION && learned.past.is_some() == self.looks_back;
        if is_meant { Ok(learned) } else { Err(no_answer()) }
    }

    fn hand(&self) -> Handed {
        let place = match self.now.zone {
            Zone::Named(place) => Some(place.name().to_owned()),
            Zone::Fixed(_) => None,
        };
        Handed {
            version: VERSION,
            looks_back: self.looks_back,
            utc_ms: self.now.at.utc_ms(),
            offset_min: self.now.at.offset_min(),
            place,
            rollover_min: self.now.rollover_min,
            forgotten_after_s: self.now.forgotten_after_s,
            habits: self.habits.clone(),
        }
    }

    fn handed(handed: Handed) -> Option<Lesson> {
        let zone = match &handed.place {
            Some(name) => Zone::parse(name)?,
            None => Zone::Fixed(handed.offset_min),
        };
        let now = Now {
            forgotten_after_s: handed.forgotten_after_s,
            ..Now::new(handed.utc_ms, zone, handed.rollover_min)
        };
        let is_meant = handed.version == VERSION;
        let (looks_back, habits) = (handed.looks_back, handed.habits);
        is_meant.then_some(Lesson { looks_back, halt: Halt::default(), now, habits })
    }
}

fn no_answer() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// Learns what is asked for on `input` from the store in `folder`, and answers on `output`: lines such as `20/585` while
/// it looks back, then what was learned. Between two runs of one program: no promise to anyone else.
///
/// # Errors
/// When the question is not one, the store can't be read, or nobody reads the answer.
pub fn learn_aside(folder: &Path, input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut asked = Vec::new();
    input.take(LONGEST).read_to_end(&mut asked)?;
    let lesson = Lesson::handed(serde_json::from_slice(&asked)?).ok_or_else(no_answer)?;
    // Who does not hear how far it is does not want the answer either; the last line finds that out.
    let mut tell = |Progress { done, all }| {
        let _ = writeln!(output, "{done}/{all}").and_then(|()| output.flush());
    };
    let learned = lesson.here(folder, &mut tell).map_err(io::Error::other)?;
    output.write_all(serde_json::to_string(&learned)?.as_bytes())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Intent, Span};

    const NOW_MS: i64 = 1_795_597_200_000;

    fn lesson(looks_back: bool) -> Lesson {
        let now = Now {
            forgotten_after_s: 7200,
            ..Now::new(NOW_MS, Zone::parse("Europe/Berlin").unwrap(), 300)
        };
        let halt = Halt::default();
        Lesson {
            looks_back,
            halt,
            now,
            habits: Habits { sharpest: Some(10.5), ..Habits::default() },
        }
    }

    fn text(learned: &impl Serialize) -> String {
        serde_json::to_string(learned).unwrap()
    }

    #[test]
    fn what_is_learned_beside_is_what_is_learned_here() {
        let folder = tempfile::tempdir().unwrap();
        let now = lesson(false).now;
        let options = OpenOptions { now_ms: NOW_MS };
        let mut store = Store::open(folder.path(), &options).unwrap();
        for hour in 1..60 {
            let at = |hour: i64| now.at.plus_seconds(-3600 * hour);
            let span = Span::new(at(hour), at(hour - 1));
            let intent = Intent::LogAdd { task: None, span, about: Box::default() };
            store.transact(&intent, &now).unwrap();
        }
        for looks_back in [false, true] {
            let lesson = lesson(looks_back);
            let mut answer = Vec::new();
            let asked = text(&lesson.hand());
            learn_aside(folder.path(), asked.as_bytes(), &mut answer).unwrap();
            let here = lesson.here(folder.path(), &mut |_| ()).unwrap();
            let answer = String::from_utf8(answer).unwrap();
            assert_eq!(answer.lines().last().unwrap(), text(&here));
            let read: Learned = serde_json::from_str(&text(&here)).unwrap();
            assert_eq!(text(&read), text(&here), "nothing is lost on the way");
            assert_eq!(here.past.is_some(), looks_back);
        }
    }

    #[test]
    fn a_lesson_arrives_as_it_was_sent() {
        for zone in [Zone::parse("Europe/Berlin").unwrap(), Zone::Fixed(-210)] {
            let now = Now { at: zone.moment(NOW_MS), zone, ..lesson(true).now };
            let sent = Lesson { now, ..lesson(true) };
            let arrived = Lesson::handed(serde_json::from_str(&text(&sent.hand())).unwrap());
            let arrived = arrived.unwrap();
            assert_eq!((arrived.now, arrived.habits), (sent.now, sent.habits));
            assert!(arrived.looks_back);
        }
    }

    #[test]
    fn a_program_of_another_model_is_not_understood() {
        let folder = tempfile::tempdir().unwrap();
        let mut handed = lesson(false).hand();
        handed.version += 1;
        let mut answer = Vec::new();
        assert!(learn_aside(folder.path(), text(&handed).as_bytes(), &mut answer).is_err());
        assert!(learn_aside(folder.path(), &b"{}"[..], &mut answer).is_err());
        assert_eq!(answer, b"");
    }

    /// A folder with a store that is large enough, though there is nothing in it.
    fn large() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        Store::open(folder.path(), &OpenOptions { now_ms: NOW_MS }).unwrap();
        assert!(Store::bytes(folder.path()) < MUCH);
        let file = folder.path().join("heyday.db");
        let grown = std::fs::OpenOptions::new().append(true).open(file).unwrap();
        grown.set_len(MUCH + 4096).unwrap();
        folder
    }

    fn taught(msg: &Msg) -> u32 {
        match msg {
            Msg::Learned(profile) => profile.tally.taught,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn where_the_program_can_t_be_begun_the_same_is_learned_here() {
        let folder = large();
        let nowhere = folder.path().join("no-such-program");
        let msg = lesson(false).learn(folder.path(), Some(&nowhere), &mut |_| ()).unwrap();
        assert_eq!(taught(&msg), 0);
    }

    /// The shell stands in for the program: it finds its script where it is to find a command.
    #[cfg(unix)]
    #[test]
    fn an_answer_is_believed_only_when_it_is_one() {
        let folder = large();
        let mut other = lesson(false).here(folder.path(), &mut |_| ()).unwrap();
        other.profile.tally.taught = 77;
        let says = |learned: &Learned, end: &str| {
            let script = format!("cat > asked\ncat <<'END'\n{}\nEND\n{end}\n", text(learned));
            std::fs::write(folder.path().join("insights"), script).unwrap();
            let shell = Path::new("/bin/sh");
            taught(&lesson(false).learn(folder.path(), Some(shell), &mut |_| ()).unwrap())
        };
        assert_eq!(says(&other, ""), 77);
        let asked = std::fs::read_to_string(folder.path().join("asked")).unwrap();
        assert_eq!(asked, text(&lesson(false).hand()));
        assert_eq!(says(&other, "exit 1"), 0, "something went wrong");
        let past = lesson(true).here(folder.path(), &mut |_| ()).unwrap().past;
        assert_eq!(says(&Learned { past, ..other.clone() }, ""), 0, "nobody asked for that");
        assert_eq!(says(&Learned { version: VERSION + 1, ..other }, ""), 0, "another model");
    }
}
