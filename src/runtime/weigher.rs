//! The thread that makes the picture of the balance. It reads half a year of sessions, which takes more memory than a screen
//! may keep: where there is much to read, a process of its own reads it (this program again, with a word that only it says)
//! and hands over the small picture. It must never be the only way: where no such process can begin, or it answers with
//! anything else, the same is read here.
//!
//! Next: [`weigh_aside`], which that process calls; `lesson`, which learns in the same way.

use super::aside::Itself;
use super::wake::Wake;
use crate::app::Msg;
use crate::balance::overview::needed;
use crate::balance::{Picture, picture};
use crate::domain::Now;
use crate::nudge::Nudging;
use crate::nudge::history::Settings;
use crate::plan::Planning;
use crate::store::{OpenOptions, Scope, Store, StoreError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

/// Bytes of a store from which on a process of its own reads it; see `lesson`.
const MUCH: u64 = 1 << 20;

/// What the picture is made by.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) now: Now,
    pub(super) planning: Planning,
    pub(super) nudging: Nudging,
}

/// Where the figures come from.
#[derive(Clone, Debug)]
struct Source {
    folder: PathBuf,
    /// None where this program's own file is not known.
    itself: Option<Itself>,
}

/// Takes questions.
#[derive(Debug)]
pub(super) struct Weigher {
    source: Source,
    questions: Option<Sender<Question>>,
}

impl Weigher {
    /// Reads the store in `folder`; `program` is this one, and `config` its configuration file.
    pub(super) fn new(folder: PathBuf, config: PathBuf, program: Option<PathBuf>) -> Weigher {
        let data = folder.clone();
        let itself = program.map(|program| Itself { program, data, config });
        Weigher { source: Source { folder, itself }, questions: None }
    }

    /// Hands a question in; returns at once. The first one begins the thread: most people look at other screens. Answers
    /// come as [`Wake::Weighed`].
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub(super) fn ask(&mut self, question: Question, wakes: &SyncSender<Wake>) -> io::Result<()> {
        if self.questions.is_none() {
            let (questions, todo) = channel();
            let (source, wakes) = (self.source.clone(), wakes.clone());
            std::thread::Builder::new()
                .name("balance".into())
                .spawn(move || work(&todo, &source, &wakes))?;
            self.questions = Some(questions);
        }
        if let Some(questions) = &self.questions {
            // A thread that is gone has ended the program: see `terminal`.
            drop(questions.send(question));
        }
        Ok(())
    }
}

fn work(todo: &Receiver<Question>, source: &Source, wakes: &SyncSender<Wake>) {
    while let Ok(mut question) = todo.recv() {
        // What was asked in the meantime is answered once, for the newest of it.
        if let Some(newest) = todo.try_iter().last() {
            question = newest;
        }
        let answer = match source.answer(&question) {
            Ok(picture) => Msg::Weighed(Arc::new(picture)),
            Err(error) => Msg::NotWeighed(error.to_string()),
        };
        if wakes.send(Wake::Weighed(Box::new(answer))).is_err() {
            return;
        }
    }
}

impl Source {
    fn answer(&self, question: &Question) -> Result<Picture, StoreError> {
        let itself = self.itself.as_ref().filter(|_| Store::bytes(&self.folder) > MUCH);
        let beside = itself.and_then(|itself| beside(itself, &question.now).ok());
        match beside {
            Some(picture) => Ok(picture),
            None => self.here(question),
        }
    }

    fn here(&self, Question { now, planning, nudging }: &Question) -> Result<Picture, StoreError> {
        let store = Store::open(&self.folder, &OpenOptions { now_ms: now.at.utc_ms() })?;
        weigh(&store, Settings { planning, nudging, now })
    }
}

fn beside(itself: &Itself, now: &Now) -> io::Result<Picture> {
    let answer = itself.command_at(&["balance", "--automatic"], now)?.output()?;
    let picture: Picture = serde_json::from_slice(&answer.stdout)?;
    // One of another moment is an answer to another question.
    let is_meant = answer.status.success() && picture.as_of.utc_ms() == now.at.utc_ms();
    if is_meant { Ok(picture) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn weigh(store: &Store, settings: Settings<'_>) -> Result<Picture, StoreError> {
    let state = store.load(&Scope::Day(needed(settings.now)), settings.now)?;
    Ok(picture(&state, settings))
}

/// Makes the picture of the store in `folder`, and writes it on `output`. Between two runs of one program: no promise to
/// anyone else.
///
/// # Errors
/// When the store can't be read, or nobody reads the answer.
pub fn weigh_aside(
    folder: &Path,
    settings: Settings<'_>,
    mut output: impl Write,
) -> io::Result<()> {
    let options = OpenOptions { now_ms: settings.now.at.utc_ms() };
    let store = Store::open(folder, &options).map_err(io::Error::other)?;
    let picture = weigh(&store, settings).map_err(io::Error::other)?;
    output.write_all(serde_json::to_string(&picture)?.as_bytes())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::super::wake;
    use super::*;
    use crate::domain::{Intent, Span, Zone};
    use std::time::Duration;

    const NOW_MS: i64 = 1_795_597_200_000;

    fn question() -> Question {
        let now = Now::new(NOW_MS, Zone::parse("Europe/Berlin").unwrap(), 300);
        Question { now, planning: Planning::default(), nudging: Nudging::default() }
    }

    /// A folder with two hours of work in it.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let now = question().now;
        let mut store = Store::open(folder.path(), &OpenOptions { now_ms: NOW_MS }).unwrap();
        let span = Span::new(now.at.plus_seconds(-10_800), now.at.plus_seconds(-3600));
        store.transact(&Intent::LogAdd { task: None, span, about: Box::default() }, &now).unwrap();
        folder
    }

    fn answer(folder: &Path, program: Option<PathBuf>) -> Msg {
        let mut weigher = Weigher::new(folder.to_owned(), folder.join("config.toml"), program);
        let (sender, wakes) = wake::channel();
        weigher.ask(question(), &sender).unwrap();
        match wakes.recv_timeout(Duration::from_secs(60)) {
            Ok(Wake::Weighed(msg)) => *msg,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_picture_of_a_small_store_is_made_here() {
        let folder = folder();
        let Msg::Weighed(picture) = answer(folder.path(), None) else { panic!("no picture") };
        assert_eq!(picture.overview.today().worked_s, 7200);
        assert_eq!(picture.as_of, question().now.at);
    }

    #[test]
    fn nothing_of_a_picture_is_lost_between_two_processes() {
        let folder = folder();
        let Question { now, planning, nudging } = question();
        let settings = Settings { planning: &planning, nudging: &nudging, now: &now };
        let mut written = Vec::new();
        weigh_aside(folder.path(), settings, &mut written).unwrap();
        let Msg::Weighed(picture) = answer(folder.path(), None) else { panic!("no picture") };
        let read: Picture = serde_json::from_slice(&written).unwrap();
        assert_eq!(read, *picture);
    }

    #[test]
    fn a_store_that_can_t_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("heyday.db"), [7u8; 5000]).unwrap();
        assert!(matches!(answer(folder.path(), None), Msg::NotWeighed(_)));
    }

    /// The shell stands in for the program: it finds its script where it is to find a command.
    #[cfg(unix)]
    #[test]
    fn an_answer_to_another_question_is_not_believed_and_the_same_is_found_here() {
        let folder = folder();
        let file = folder.path().join("heyday.db");
        let grown = std::fs::OpenOptions::new().append(true).open(file).unwrap();
        grown.set_len(MUCH + 4096).unwrap();
        let Msg::Weighed(here) = answer(folder.path(), None) else { panic!("no picture") };
        let shell = Some(PathBuf::from("/bin/sh"));
        let says = |picture: &Picture, end: &str| {
            let text = serde_json::to_string(picture).unwrap();
            let script = format!("cat <<'END'\n{text}\nEND\n{end}\n");
            std::fs::write(folder.path().join("balance"), script).unwrap();
            match answer(folder.path(), shell.clone()) {
                Msg::Weighed(picture) => picture.overview.target_s,
                other => panic!("{other:?}"),
            }
        };
        let mut other = (*here).clone();
        other.overview.target_s = 77;
        assert_eq!(says(&other, ""), 77);
        assert_ne!(says(&other, "exit 1"), 77, "something went wrong");
        other.as_of = other.as_of.plus_seconds(1);
        assert_ne!(says(&other, ""), 77, "another moment");
        let nowhere = Some(folder.path().join("no-such-program"));
        let Msg::Weighed(picture) = answer(folder.path(), nowhere) else { panic!("no picture") };
        assert_eq!(picture, here);
    }
}
