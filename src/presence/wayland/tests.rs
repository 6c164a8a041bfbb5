//! A compositor that says what a test wants, at the other end of a socket.

use super::*;
use crate::domain::laws::cases;
use proptest::prelude::*;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};

/// Longer than any machine takes that can run tests.
const LONG: Duration = Duration::from_secs(120);

fn event(object: u32, opcode: u32, words: &[u32]) -> Vec<u8> {
    let length = u32::try_from(8 + 4 * words.len()).unwrap();
    let words = [object, length << 16 | opcode].into_iter().chain(words.iter().copied());
    words.flat_map(u32::to_ne_bytes).collect()
}

/// The compositor offers something.
fn global(name: u32, interface: &str, version: u32) -> Vec<u8> {
    let mut text = interface.as_bytes().to_vec();
    text.push(0);
    let length = u32::try_from(text.len()).unwrap();
    text.resize(text.len().next_multiple_of(4), 0);
    let text = text.chunks(4).map(|four| u32::from_ne_bytes(four.try_into().unwrap()));
    let words: Vec<u32> = [name, length].into_iter().chain(text).chain([version]).collect();
    event(2, 0, &words)
}

/// What a compositor offers that tells of input up to `version`, and that this was all.
fn offers(version: u32) -> Vec<u8> {
    let offers = [
        global(1, "wl_compositor", 5),
        global(7, "wl_seat", 8),
        global(9, "ext_idle_notifier_v1", version),
        global(11, "wl_seat", 8),
        event(3, 0, &[0]),
        event(1, 1, &[3]),
    ];
    offers.concat()
}

const BOUND: [u32; 3] = [7, 12 << 16, 0];

/// The greeting is over.
fn bound() -> Vec<u8> {
    BOUND.into_iter().flat_map(u32::to_ne_bytes).collect()
}

/// What comes of a compositor that says `bytes` and hangs up; what it was told.
fn greeted_with(bytes: &[u8]) -> (Result<Line, String>, Vec<u32>) {
    let (own, mut other) = UnixStream::pair().unwrap();
    other.set_nonblocking(true).unwrap();
    let _ = other.write_all(bytes);
    other.shutdown(Shutdown::Write).unwrap();
    let line = Line::open(Socket::over(own, LONG), TIMEOUT_MS);
    let mut said = [0; 4096];
    let length = other.read(&mut said).unwrap_or(0);
    let words = said[..length].chunks_exact(4);
    (line, words.map(|word| u32::from_ne_bytes(word.try_into().unwrap())).collect())
}

#[test]
fn a_compositor_is_asked_to_tell_of_input_alone_where_it_can() {
    for (version, asks) in [(1, 1), (2, 2), (7, 2)] {
        let (line, said) = greeted_with(&[offers(version), bound()].concat());
        line.unwrap();
        let end = said.len();
        // A new object 6, told after ten seconds, for the seat that is object 4; then a last word of its own.
        assert_eq!(said[end - 8..], [5, 20 << 16 | asks, 6, 10_000, 4, 1, 12 << 16, 7]);
        let notifier = version.min(2);
        assert_eq!(said[end - 10..end - 8], [notifier, 5], "the notifier is object 5");
        assert!(said.windows(2).any(|two| two == [7, 8]), "the first seat, by its name of 8 bytes");
    }
}

#[test]
fn input_that_ends_and_begins_is_told() {
    let told = [event(4, 0, &[3]), event(6, 0, &[]), event(6, 1, &[]), event(2, 1, &[11])];
    let (line, _) = greeted_with(&[offers(1), bound(), told.concat()].concat());
    let mut line = line.unwrap();
    assert_eq!(line.next(), Ok(Told::Idled));
    assert_eq!(line.next(), Ok(Told::Resumed));
    assert_eq!(line.next(), Err("it has hung up".to_owned()), "another seat has gone");
    let gone = [offers(1), bound(), event(2, 1, &[7]), event(6, 0, &[])].concat();
    let mut line = greeted_with(&gone).0.unwrap();
    assert_eq!(line.next(), Err("it has stopped to tell of input".to_owned()));
}

#[test]
fn a_compositor_that_can_not_tell_or_talks_nonsense_is_a_fault() {
    let wrong = |bytes: &[u8]| greeted_with(bytes).0.unwrap_err();
    let none = [global(7, "wl_seat", 8), event(3, 0, &[0])].concat();
    assert_eq!(wrong(&none), "it does not tell of input (no ext_idle_notifier_v1)");
    let no_seat = [global(9, "ext_idle_notifier_v1", 1), event(3, 0, &[0])].concat();
    assert_eq!(wrong(&no_seat), "it has no seat");
    assert_eq!(wrong(&[offers(1), event(1, 0, &[5, 0, 0])].concat()), "it has refused");
    assert_eq!(wrong(b""), "it has hung up");
    assert_eq!(wrong(&event(2, 0, &[1, 0xffff_ffff, 0])), "it talks nonsense", "a length");
    assert_eq!(wrong(&[2, 0, 0, 0, 0, 0, 4, 0]), "it talks nonsense", "shorter than its head");
}

#[test]
fn nobody_is_idle_for_longer_than_was_told() {
    let greeted = Heard::greeted(None, 1_000_000);
    assert_eq!(greeted.idle_ms(1_004_000), 4_000);
    assert_eq!(greeted.idle_ms(1_020_000), 0, "it would have been told");
    let idle = greeted.and(Told::Idled, 1_010_050);
    assert_eq!(idle.idle_ms(1_600_000), 600_000, "since the greeting");
    let active = idle.and(Told::Resumed, 2_000_000);
    assert_eq!(active.idle_ms(2_009_000), 0);
    let idle = active.and(Told::Idled, 2_060_000);
    assert_eq!(idle.idle_ms(2_060_000), TIMEOUT_MS, "known afterwards");
    let again = Heard::greeted(Some(idle), 2_500_000);
    assert_eq!(again.idle_ms(2_500_000), 450_000, "a compositor that was lost brings nobody back");
    assert_eq!(Heard::greeted(Some(active), 2_500_000).idle_ms(2_500_000), 0);
}

/// A compositor at a socket, for one program.
fn compositor() -> (tempfile::TempDir, PathBuf, UnixListener) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wayland-0");
    let listener = UnixListener::bind(&path).unwrap();
    (folder, path, listener)
}

/// Asks until `wanted` is answered: what is told takes its time.
fn until(source: &mut Wayland, wanted: impl Fn(&Result<Reading, Fault>) -> bool) {
    let start = std::time::Instant::now();
    while !wanted(&source.read(0)) {
        assert!(start.elapsed() < LONG);
        std::thread::yield_now();
    }
}

#[test]
fn what_is_told_is_known_and_a_compositor_that_ends_is_greeted_again() {
    let (_folder, path, listener) = compositor();
    let greets = std::thread::spawn(move || {
        let (mut program, _) = listener.accept().unwrap();
        program.write_all(&[offers(2), bound()].concat()).unwrap();
        (listener, program)
    });
    let mut source = Wayland::new(path);
    until(&mut source, |read| read.as_ref().is_ok_and(|read| read.idle_ms < Some(TIMEOUT_MS)));
    let (listener, mut program) = greets.join().unwrap();
    program.write_all(&[event(6, 1, &[]), event(6, 0, &[])].concat()).unwrap();
    until(&mut source, |read| read.as_ref().is_ok_and(|read| read.idle_ms >= Some(TIMEOUT_MS)));
    drop(program);
    until(&mut source, Result::is_err);
    let greets = std::thread::spawn(move || {
        let (mut program, _) = listener.accept().unwrap();
        program.write_all(&[offers(2), bound()].concat()).unwrap();
        program
    });
    until(&mut source, |read| read.as_ref().is_ok_and(|read| read.idle_ms >= Some(TIMEOUT_MS)));
    let mut program = greets.join().unwrap();
    drop(source);
    // Whoever does not want to know any more hangs up.
    let mut rest = Vec::new();
    program.set_read_timeout(Some(LONG)).unwrap();
    program.read_to_end(&mut rest).unwrap();
}

#[test]
fn a_compositor_that_accepts_and_says_nothing_is_a_fault_in_time() {
    let (_folder, path, _listener) = compositor();
    let mut source = Wayland::new(path);
    let fault = source.read(0).unwrap_err();
    assert_eq!(fault.what, "the compositor can't be asked: it does not answer");
    assert_eq!(fault.hint, "WAYLAND_DISPLAY says where it is");
}

proptest! {
    #![proptest_config(cases(256))]
    #[test]
    fn whatever_a_compositor_says_nothing_breaks(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        welcome in 0..3,
    ) {
        let start = match welcome {
            0 => Vec::new(),
            1 => offers(1),
            _ => [offers(2), bound()].concat(),
        };
        if let Ok(mut line) = greeted_with(&[start, garbage].concat()).0 {
            // It has hung up by now, and everything before ends.
            while line.next().is_ok() {}
        }
    }
}
