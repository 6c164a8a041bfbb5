//! Another program's answer, within a deadline.
//!
//! Must never wait for a program that has stopped answering, nor leave one behind. Next: [`super::tmux`].

use std::io::{self, ErrorKind, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The most that is read of an answer, in bytes.
const LONGEST: u64 = 1 << 16;

/// What `command` prints, when it ends well and before `deadline`.
///
/// # Errors
/// When it can't be begun, fails, or takes too long; it is over then all the same.
pub(super) fn answer(command: &mut Command, deadline: Duration) -> io::Result<String> {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = quiet.spawn()?;
    let Some(stdout) = child.stdout.take() else { return Err(ErrorKind::BrokenPipe.into()) };
    let (sender, answers) = mpsc::channel();
    let reader = std::thread::Builder::new().name("presence-child".into()).spawn(move || {
        let mut said = Vec::new();
        let read = stdout.take(LONGEST).read_to_end(&mut said);
        let _ = sender.send(read.map(|_| said));
    });
    let said = match reader {
        Ok(_) => answers.recv_timeout(deadline).map_err(|_| io::Error::from(ErrorKind::TimedOut)),
        Err(error) => Err(error),
    };
    if said.is_err() {
        let _ = child.kill();
    }
    let ended = child.wait()?;
    let said = said??;
    if !ended.success() {
        return Err(io::Error::other(format!("it ended with {ended}")));
    }
    Ok(String::from_utf8_lossy(&said).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than any machine takes that can run tests.
    const LONG: Duration = Duration::from_secs(300);

    fn shell(script: &str, deadline: Duration) -> io::Result<String> {
        answer(Command::new("sh").args(["-c", script]), deadline)
    }

    #[test]
    fn an_answer_is_read_and_a_failure_is_one() {
        assert_eq!(shell("echo 17", LONG).unwrap(), "17\n");
        assert!(shell("echo 17; exit 3", LONG).is_err());
        assert_eq!(
            answer(&mut Command::new("/no/such/program"), LONG).unwrap_err().kind(),
            ErrorKind::NotFound
        );
    }

    #[test]
    fn a_program_that_never_ends_is_ended() {
        // `exec`, so that the one that is ended is the one that holds the pipe.
        let short = Duration::from_millis(20);
        assert_eq!(shell("exec sleep 1000", short).unwrap_err().kind(), ErrorKind::TimedOut);
    }
}
