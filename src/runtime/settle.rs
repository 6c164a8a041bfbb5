//! Carries a suggestion out, or away: this program again does it, as the command that the person would have typed. What it
//! changed is news like that of any other program; what it says is told.

use super::aside::Itself;
use super::wake::Wake;
use crate::app::Msg;
use crate::domain::Now;
use std::io;
use std::process::{Output, Stdio};
use std::sync::mpsc::SyncSender;

/// Begins to answer suggestion `no`; returns at once. What came of it comes as [`Wake::Settled`].
///
/// # Errors
/// When there is no thread to be had.
pub(super) fn settle(
    itself: Itself,
    (no, yes): (i64, bool),
    now: Now,
    wakes: SyncSender<Wake>,
) -> io::Result<()> {
    let work = move || {
        let told = told(&run(&itself, no, yes, &now), yes);
        drop(wakes.send(Wake::Settled(Box::new(told))));
    };
    std::thread::Builder::new().name("suggestion".into()).spawn(work).map(drop)
}

fn run(itself: &Itself, no: i64, yes: bool, now: &Now) -> io::Result<Output> {
    let (word, no) = (if yes { "accept" } else { "dismiss" }, no.to_string());
    let mut command = itself.command_at(&["--color=never", "suggestions", word, &no], now)?;
    command.stderr(Stdio::piped()).output()
}

/// What is told of it.
fn told(ended: &io::Result<Output>, yes: bool) -> Msg {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match ended {
        Ok(output) if output.status.success() => {
            let said = lines(&output.stdout);
            Msg::Settled { text: said.lines().next().unwrap_or_default().to_owned(), done: yes }
        }
        Ok(output) => {
            let said = lines(&output.stderr);
            let after = |mark: &str| said.lines().find_map(|line| line.strip_prefix(mark));
            let message = after("error: ").unwrap_or("the suggestion can't be answered").to_owned();
            let hint =
                after("hint: ").unwrap_or("`heyday suggestions` shows what waits").to_owned();
            Msg::Refused { message, hint }
        }
        Err(error) => Msg::Refused {
            message: format!("the suggestion can't be answered: {error}"),
            hint: "`heyday suggestions` shows what waits".to_owned(),
        },
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    fn ended(status: i32, stdout: &str, stderr: &str) -> Msg {
        let status = ExitStatus::from_raw(status << 8);
        told(&Ok(Output { status, stdout: stdout.into(), stderr: stderr.into() }), true)
    }

    #[test]
    fn what_the_command_says_is_told_and_what_it_refuses_too() {
        let said = ended(0, "Done 4 `Draft`\nNext: go on\n", "warning: a calendar is old\n");
        assert!(matches!(said, Msg::Settled { text, done: true } if text == "Done 4 `Draft`"));
        let said = ended(3, "", "error: no task `7`\nhint: `heyday list` shows them\n");
        let Msg::Refused { message, hint } = said else { panic!("{said:?}") };
        assert_eq!((message.as_str(), hint.as_str()), ("no task `7`", "`heyday list` shows them"));
        for odd in [ended(101, "", ""), told(&Err(io::ErrorKind::NotFound.into()), false)] {
            let Msg::Refused { message, hint } = odd else { panic!("{odd:?}") };
            assert!(message.starts_with("the suggestion can't be answered"), "{message}");
            assert!(hint.contains("heyday suggestions"), "{hint}");
        }
    }
}
