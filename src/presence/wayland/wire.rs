//! What is said between heyday and a compositor: words of four bytes in the machine's order, each message with the number
//! of the object that it is for, its length and which one it is (Wayland, "Wire Format").
//!
//! Must never believe a length, nor say anything that it was not asked: whoever listens at that socket may be anybody.

use crate::presence::socket::{Socket, nonsense};

// Numbers of the objects here; that of the display is given.
const DISPLAY: u32 = 1;
const REGISTRY: u32 = 2;
const LISTED: u32 = 3;
const SEAT: u32 = 4;
const NOTIFIER: u32 = 5;
const NOTIFICATION: u32 = 6;
const BOUND: u32 = 7;

/// What is before the words of a message, in bytes.
const HEAD: usize = 8;
/// The most messages until the greeting is over: a compositor has some fifty things to offer.
const MOST: usize = 10_000;
/// The version from which on a compositor tells of input alone, whatever keeps the screen on.
const INPUT_ALONE: u32 = 2;

/// What a compositor tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// There was no input for the timeout.
    Idled,
    /// There was input again.
    Resumed,
}

/// Something that a compositor offers: its number, and up to which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offer {
    name: u32,
    version: u32,
}

/// A line to a compositor that tells of input.
#[derive(Debug)]
pub(super) struct Line {
    socket: Socket,
    seat: Option<Offer>,
    notifier: Option<Offer>,
}

impl Line {
    /// Greets whoever is at the other end, and asks to be told when there was no input for `timeout_ms`.
    ///
    /// # Errors
    /// Why that is not possible, in a few words.
    pub(super) fn open(socket: Socket, timeout_ms: i64) -> Result<Line, String> {
        let mut line = Line { socket, seat: None, notifier: None };
        let hello = [request(DISPLAY, 1, &[REGISTRY]), request(DISPLAY, 0, &[LISTED])];
        line.socket.write(&hello.concat())?;
        line.wait_for(LISTED)?;
        let notifier =
            line.notifier.ok_or("it does not tell of input (no ext_idle_notifier_v1)")?;
        let seat = line.seat.ok_or("it has no seat")?;
        let version = notifier.version.min(INPUT_ALONE);
        // Both take the same words; the older one also counts a film or a call as input.
        let asks = if version >= INPUT_ALONE { 2 } else { 1 };
        let timeout = u32::try_from(timeout_ms).unwrap_or(u32::MAX);
        let wish = [
            bind(seat.name, "wl_seat", 1, SEAT),
            bind(notifier.name, "ext_idle_notifier_v1", version, NOTIFIER),
            request(NOTIFIER, asks, &[NOTIFICATION, timeout, SEAT]),
            request(DISPLAY, 0, &[BOUND]),
        ];
        line.socket.write(&wish.concat())?;
        line.wait_for(BOUND)?;
        line.socket.give_all();
        Ok(line)
    }

    /// Waits for what is told next.
    ///
    /// # Errors
    /// Why nothing will be told any more.
    pub(super) fn next(&mut self) -> Result<Told, String> {
        loop {
            match self.event()? {
                (NOTIFICATION, 0, _) => return Ok(Told::Idled),
                (NOTIFICATION, 1, _) => return Ok(Told::Resumed),
                (object, opcode, words) => self.hear(object, opcode, &words)?,
            }
        }
    }

    /// Waits until everything before that was heard.
    fn wait_for(&mut self, callback: u32) -> Result<(), String> {
        for _ in 0..MOST {
            match self.event()? {
                (object, 0, _) if object == callback => return Ok(()),
                (object, opcode, words) => self.hear(object, opcode, &words)?,
            }
        }
        Err(nonsense())
    }

    /// Takes in what is told beside what is waited for.
    fn hear(&mut self, object: u32, opcode: u16, words: &[u8]) -> Result<(), String> {
        match (object, opcode) {
            // An error ends the connection. What it says is for who wrote the program.
            (DISPLAY, 0) => Err("it has refused".to_owned()),
            (REGISTRY, 0) => self.offered(words).ok_or_else(nonsense),
            (REGISTRY, 1) => {
                let gone = word(words, 0).ok_or_else(nonsense)?;
                let ours = [self.seat, self.notifier].into_iter().flatten();
                if ours.into_iter().any(|ours| ours.name == gone) {
                    return Err("it has stopped to tell of input".to_owned());
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The compositor offers something. `None` when that is nonsense.
    fn offered(&mut self, words: &[u8]) -> Option<()> {
        let name = word(words, 0)?;
        let length = usize::try_from(word(words, 4)?).ok()?;
        let text = words.get(8..)?.get(..length)?;
        let version = word(words, 8 + length.checked_next_multiple_of(4)?)?;
        let offer = Offer { name, version };
        match text {
            b"wl_seat\0" => _ = self.seat.get_or_insert(offer),
            b"ext_idle_notifier_v1\0" => _ = self.notifier.get_or_insert(offer),
            _ => {}
        }
        Some(())
    }

    /// The next message: for which object, which one, and its words.
    fn event(&mut self) -> Result<(u32, u16, Vec<u8>), String> {
        let mut head = [0; HEAD];
        self.socket.read(&mut head)?;
        let [object, kind] = [word(&head, 0), word(&head, 4)].map(Option::unwrap_or_default);
        let length = usize::try_from(kind >> 16).unwrap_or_default();
        let more = length.checked_sub(HEAD).filter(|more| more % 4 == 0).ok_or_else(nonsense)?;
        let mut words = vec![0; more];
        self.socket.read(&mut words)?;
        // What is left are the lower sixteen bits.
        let opcode = u16::try_from(kind & 0xffff).unwrap_or_default();
        Ok((object, opcode, words))
    }
}

/// The word at that byte.
fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|word| u32::from_ne_bytes(*word))
}

/// A request to `object`: `opcode` says which.
fn request(object: u32, opcode: u16, words: &[u32]) -> Vec<u8> {
    let length = u32::try_from(HEAD + 4 * words.len()).unwrap_or_default();
    let head = [object, length << 16 | u32::from(opcode)];
    head.iter().chain(words).flat_map(|word| word.to_ne_bytes()).collect()
}

/// Asks the registry for what it offers by that number.
fn bind(name: u32, interface: &str, version: u32, object: u32) -> Vec<u8> {
    let length = u32::try_from(interface.len() + 1).unwrap_or_default();
    let mut text = interface.as_bytes().to_vec();
    text.resize((interface.len() + 1).next_multiple_of(4), 0);
    let text = text.chunks_exact(4).filter_map(|four| word(four, 0));
    let words: Vec<u32> = [name, length].into_iter().chain(text).chain([version, object]).collect();
    request(REGISTRY, 0, &words)
}
