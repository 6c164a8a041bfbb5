//! An X server that says what a test wants, at the other end of a socket.

use super::line::{Address, Line};
use super::*;
use crate::domain::laws::cases;
use crate::presence::socket::Socket;
use proptest::prelude::*;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::Duration;
use x11rb_protocol::protocol::xproto::{Screen, Setup};
use x11rb_protocol::x11_utils::Serialize;

/// Longer than any machine takes that can run tests.
const LONG: Duration = Duration::from_secs(300);
const ROOT: u32 = 0x2a;
const WINDOW: u32 = 0x77;
const SAVER: u8 = 200;

/// The first word of a server that lets somebody in.
fn setup() -> Vec<u8> {
    let screen = Screen { root: ROOT, ..Screen::default() };
    let mut setup = Setup {
        status: 1,
        protocol_major_version: 11,
        vendor: b"test".to_vec(),
        roots: vec![screen],
        ..Setup::default()
    };
    setup.length = u16::try_from((setup.serialize().len() - 8) / 4).unwrap();
    setup.serialize()
}

/// An answer: what stands in its second byte, its words, and what follows them.
fn answer(sequence: u16, detail: u8, words: &[u32], more: &[u32]) -> Vec<u8> {
    let mut bytes = vec![1, detail];
    bytes.extend(sequence.to_ne_bytes());
    bytes.extend(u32::try_from(more.len()).unwrap().to_ne_bytes());
    bytes.extend(words.iter().flat_map(|word| word.to_ne_bytes()));
    bytes.resize(32, 0);
    bytes.extend(more.iter().flat_map(|word| word.to_ne_bytes()));
    bytes
}

/// What is in front of a server's screen.
#[derive(Clone, Copy)]
struct Scene {
    window: Option<u32>,
    is_full: bool,
    /// Whether the server can't find the window any more.
    is_gone: bool,
}

const FULL: Scene = Scene { window: Some(WINDOW), is_full: true, is_gone: false };

/// A property: one number, or none.
fn property(sequence: u16, value: Option<u32>) -> Vec<u8> {
    let values: Vec<u32> = value.into_iter().collect();
    let count = u32::try_from(values.len()).unwrap();
    answer(sequence, if count == 0 { 0 } else { 32 }, &[6, 0, count], &values)
}

/// What the server answers to a request; its atoms are `1000` and the length of the name.
fn reply(sequence: u16, request: &[u8], scene: Scene) -> Vec<u8> {
    let word = |at: usize| u32::from_ne_bytes(request[at..at + 4].try_into().unwrap());
    let atom = |name: &str| 1000 + u32::try_from(name.len()).unwrap();
    match request[0] {
        98 => {
            // Present, and how it is addressed.
            let mut bytes = answer(sequence, 0, &[], &[]);
            bytes[8..10].copy_from_slice(&[1, SAVER]);
            bytes
        }
        16 => answer(sequence, 0, &[1000 + (word(4) & 0xffff)], &[]),
        20 if word(4) == ROOT => property(sequence, scene.window.or(Some(0))),
        20 if scene.is_gone => {
            let mut bytes = answer(sequence, 3, &[], &[]);
            bytes[0] = 0;
            bytes
        }
        20 if word(8) == atom("_NET_WM_STATE") => {
            property(sequence, scene.is_full.then(|| atom("_NET_WM_STATE_FULLSCREEN")))
        }
        20 => property(sequence, None),
        SAVER => answer(sequence, 1, &[9, 60_000, 4_321], &[]),
        other => panic!("nobody asks for {other}"),
    }
}

/// A server that answers until nobody asks; before each answer it says that the keyboard has changed.
fn serve(mut stream: UnixStream, scene: Scene) {
    let mut hello = [0; 12];
    stream.read_exact(&mut hello).unwrap();
    stream.write_all(&setup()).unwrap();
    let mut sequence = 0u16;
    let mut head = [0; 4];
    while stream.read_exact(&mut head).is_ok() {
        let length = usize::from(u16::from_ne_bytes([head[2], head[3]])) * 4;
        let mut request = head.to_vec();
        request.resize(length, 0);
        stream.read_exact(&mut request[4..]).unwrap();
        sequence += 1;
        let mut event = [0; 32];
        event[0] = 34;
        let answer = [event.to_vec(), reply(sequence, &request, scene)].concat();
        if stream.write_all(&answer).is_err() {
            return;
        }
    }
}

fn line(scene: Scene) -> Line {
    let (own, other) = UnixStream::pair().unwrap();
    std::thread::spawn(move || serve(other, scene));
    Line::over(Socket::over(own, LONG), (Vec::new(), Vec::new()), 0).unwrap()
}

/// What whoever greets hears of somebody who has said `bytes` and hung up.
fn greeted_with(bytes: &[u8]) -> Result<Line, String> {
    let (own, mut other) = UnixStream::pair().unwrap();
    // What is said is more than a socket holds only where it is nonsense.
    other.set_nonblocking(true).unwrap();
    let _ = other.write_all(bytes);
    other.shutdown(Shutdown::Write).unwrap();
    Line::over(Socket::over(own, LONG), (Vec::new(), Vec::new()), 0)
}

#[test]
fn the_server_says_how_long_nobody_touched_anything_and_what_takes_the_whole_screen() {
    let mut asked = line(FULL);
    assert_eq!(asked.idle_ms(), Ok(4_321));
    let front = Front { window: WINDOW, is_full: true, pid: None };
    assert_eq!(asked.front(), Ok(Some(front)));
    assert_eq!(asked.front(), Ok(Some(front)), "asked again, with the names known");
    let small = Front { is_full: false, ..front };
    assert_eq!(line(Scene { is_full: false, ..FULL }).front(), Ok(Some(small)));
    assert_eq!(line(Scene { is_gone: true, ..FULL }).front(), Ok(Some(small)), "it has gone");
    assert_eq!(line(Scene { window: None, ..FULL }).front(), Ok(None));
}

#[test]
fn who_is_not_let_in_or_talks_nonsense_is_a_fault_in_words() {
    let refused = |reason: &str| {
        let mut bytes = vec![0, u8::try_from(reason.len()).unwrap(), 11, 0, 0, 0];
        bytes.extend(u16::try_from(reason.len() / 4).unwrap().to_ne_bytes());
        bytes.extend(reason.as_bytes());
        greeted_with(&bytes).unwrap_err()
    };
    assert_eq!(refused("No!\n"), "X11 setup failed: 'No!\n'");
    assert_eq!(greeted_with(b"").unwrap_err(), "it has hung up");
    assert_eq!(greeted_with(&setup()[..50]).unwrap_err(), "it has hung up");
    let odd = [setup(), answer(77, 0, &[], &[])].concat();
    assert_eq!(greeted_with(&odd).unwrap_err(), "it talks nonsense", "an answer to no question");
    let mut endless = answer(1, 0, &[], &[]);
    endless[4..8].fill(0xff);
    assert_eq!(greeted_with(&[setup(), endless].concat()).unwrap_err(), "it talks nonsense");
    let without_saver = [setup(), answer(1, 0, &[], &[])].concat();
    assert_eq!(greeted_with(&without_saver).unwrap_err(), "it has no screen saver extension");
}

#[test]
fn only_a_server_on_this_machine_is_one() {
    let at = |display| Address::of(display).unwrap();
    assert_eq!(at("unix/:1"), at(":1.0"));
    assert!(at(":1.1") != at(":1") && at(":2") != at(":1"));
    assert_eq!(Address::of("elsewhere:0").unwrap_err(), "it is on another machine");
    for wrong in ["", "0", ":x", "/no/such/socket:0"] {
        assert_eq!(Address::of(wrong).unwrap_err(), "it is no display", "{wrong}");
    }
}

#[test]
fn a_display_that_is_not_there_is_a_fault_with_a_hint() {
    let fault = X11::new(":59000".into()).read(0).unwrap_err();
    assert!(fault.what.starts_with("the X server can't be asked: "), "{fault}");
    assert_eq!(fault.hint, "DISPLAY says where it is");
}

proptest! {
    #![proptest_config(cases(256))]
    #[test]
    fn whatever_a_server_says_nothing_breaks(
        garbage in proptest::collection::vec(any::<u8>(), 0..400),
        is_let_in in any::<bool>(),
    ) {
        let start = if is_let_in { setup() } else { Vec::new() };
        if let Ok(mut line) = greeted_with(&[start, garbage].concat()) {
            // It has hung up by now.
            prop_assert!(line.idle_ms().is_err() || line.front().is_err());
        }
    }
}
