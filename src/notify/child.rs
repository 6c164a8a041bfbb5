//! Other programs, with a deadline: one that hangs is ended, with everything it started. No shell is in between.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How long another program may take.
const WITHIN: Duration = Duration::from_secs(3);
/// How long to wait for one that was ended: it may sit in the kernel.
const REAPED_WITHIN: Duration = Duration::from_millis(200);

/// Runs `command` with `input` on its standard input, and returns what it wrote to standard output.
///
/// # Errors
/// What to say about it: it can't be started, it failed, it took too long.
pub(super) fn run(command: &mut Command, input: &str) -> Result<String, String> {
    run_within(command, input, WITHIN)
}

fn run_within(command: &mut Command, input: &str, within: Duration) -> Result<String, String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn().map_err(|error| format!("can't be started: {error}"))?;
    let id = child.id();
    if let Some(mut stdin) = child.stdin.take() {
        // A message fits into the pipe, so this does not wait; a program that reads nothing is all right.
        let _ = stdin.write_all(input.as_bytes());
    }
    let ended = wait(child);
    match ended.recv_timeout(within) {
        Ok(Ok(output)) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Ok(Ok(output)) => Err(format!("failed ({})", output.status)),
        Ok(Err(error)) => Err(format!("can't be waited for: {error}")),
        Err(_) => {
            end(id);
            let _ = ended.recv_timeout(REAPED_WITHIN);
            Err(format!("took longer than {} s and was ended", within.as_secs()))
        }
    }
}

/// Hears of the end of `child` and of what it wrote, from a thread that ends with it.
fn wait(child: Child) -> mpsc::Receiver<std::io::Result<Output>> {
    let (said, heard) = mpsc::channel();
    // Without a thread the channel is closed at once, and the program counts as one that took too long.
    let _ = std::thread::Builder::new().name("heyday-child".into()).spawn(move || {
        let _ = said.send(child.wait_with_output());
    });
    heard
}

/// Ends a program with everything that it started.
fn end(id: u32) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(group) = i32::try_from(id).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
    #[cfg(not(unix))]
    let _ = id;
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_goes_in_can_be_read_and_what_comes_out_is_returned() {
        assert_eq!(run(&mut shell("cat"), "a\nb"), Ok("a\nb".to_owned()));
        assert_eq!(run(&mut shell("exec 0<&-; echo there"), "x"), Ok("there\n".to_owned()));
    }

    #[test]
    fn failing_and_missing_programs_are_told_apart() {
        let failed = run(&mut shell("exit 3"), "").unwrap_err();
        assert_eq!(failed, "failed (exit status: 3)");
        let missing = run(&mut Command::new("/nowhere/at/all"), "").unwrap_err();
        assert!(missing.starts_with("can't be started: "), "{missing}");
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_what_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        let mut command = shell("sleep 1000 & echo $! > \"$0\"; wait");
        command.arg(&file);
        let said = run_within(&mut command, "", Duration::from_secs(1)).unwrap_err();
        assert_eq!(said, "took longer than 1 s and was ended");
        // The pipe of its standard output was open in the one it started: reading to its end proves that it is gone.
        assert!(std::fs::read_to_string(file).unwrap().trim().parse::<u32>().is_ok());
    }
}
