//! `mcp`: lets a model, or any program that speaks the Model Context Protocol, look and suggest. It reads a line from
//! standard input and answers with a line, until nobody asks any more. Must never change anything that is the person's:
//! what is suggested waits for their answer ([`super::suggestions`]).
//!
//! Next: [`protocol`], what is said on the wire; [`tools`], what may be asked; [`ask`], which has it answered.

mod ask;
mod call;
mod protocol;
mod tools;

pub(super) use ask::rehearse;

use super::env::Env;
use super::failure::Failure;
use clap::Args;
use protocol::Speaker;
use std::io::{self, BufRead, ErrorKind, Read, Write};

/// Bytes of a line beyond which it is not read: nobody asks so much.
const LONGEST: u64 = 1 << 20;

/// Arguments of `mcp`.
#[derive(Debug, Args)]
#[command(after_help = "\
A program that is set up with this command may ask for tasks, the log, the plan and what was learned, and may suggest \
changes. It changes nothing: `heyday suggestions` shows what it would have you do, and you say yes or no. What it reads \
it may send elsewhere; heyday itself opens no connection.

Examples:
  heyday mcp < questions.jsonl
  heyday --data-dir ~/work-log mcp < questions.jsonl")]
pub(crate) struct Mcp {}

impl Mcp {
    #[expect(clippy::unused_self, reason = "commands are carried out alike")]
    pub(crate) fn run(self, env: &mut Env) -> Result<(), Failure> {
        // Makes the store when there is none yet, and says what is wrong with it before anybody asks.
        env.store()?;
        env.close();
        serve(env, &mut io::stdin().lock(), &mut io::stdout().lock()).map_err(|error| {
            Failure::io(
                "can't go on answering",
                &error,
                "`heyday mcp` talks to a program over pipes",
            )
        })
    }
}

/// Answers until nobody asks or listens any more.
fn serve(env: &mut Env, asked: &mut impl BufRead, answers: &mut impl Write) -> io::Result<()> {
    let mut speaker = Speaker::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = asked.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(());
        }
        if read as u64 == LONGEST && line.last() != Some(&b'\n') {
            asked.skip_until(b'\n')?;
            line.clear();
        }
        let Some(answer) = speaker.answer(&line, &mut |call| ask::carry_out(env, call)) else {
            continue;
        };
        let said = answers.write_all(answer.as_bytes()).and_then(|()| answers.flush());
        match said {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            said => said?,
        }
    }
}
