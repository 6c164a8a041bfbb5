//! A line to an X server: its socket, its greeting, one question after the other. What is said, and how it is read, is
//! `x11rb-protocol`'s.
//!
//! Must never wait longer than its deadline, nor believe a length that makes no sense: whoever listens at that socket may be
//! anybody.

use crate::presence::covered::Front;
use crate::presence::socket::{Socket, nonsense, plain};
use std::path::Path;
use std::time::Duration;
use x11rb_protocol::connect::Connect;
use x11rb_protocol::parse_display::{ConnectAddress, parse_display};
use x11rb_protocol::protocol::screensaver::{QueryInfoRequest, X11_EXTENSION_NAME};
use x11rb_protocol::protocol::xproto::{
    AtomEnum, GetPropertyRequest, InternAtomRequest, QueryExtensionRequest,
};
use x11rb_protocol::x11_utils::{ReplyRequest, TryParse};
use x11rb_protocol::xauth::{Family, get_auth};

/// The longest that everything together may take, once the socket is open.
const DEADLINE: Duration = Duration::from_millis(450);
/// The longest answer that is read, in bytes. Those that are asked for have some hundred.
const LONGEST: usize = 1 << 16;
/// The most that a server may say unasked before an answer.
const MOST_UNASKED: usize = 1000;
/// The length of every message but for what follows it, in bytes.
const HEAD: usize = 32;
/// What may be said of a window at once.
const MOST_STATES: u32 = 64;

/// The names that are asked about.
const NAMES: [&str; 4] =
    ["_NET_ACTIVE_WINDOW", "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN", "_NET_WM_PID"];

/// Where an X server is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    socket: String,
    display: u16,
    screen: usize,
}

impl Address {
    /// What `display` names, on this machine.
    pub(super) fn of(display: &str) -> Result<Address, String> {
        let parsed = parse_display(Some(display)).map_err(|_| "it is no display".to_owned())?;
        let sockets = parsed.connect_instruction().find_map(|at| match at {
            ConnectAddress::Socket(socket) => Some(socket),
            _ => None,
        });
        let socket = sockets.ok_or("it is on another machine")?;
        Ok(Address { socket, display: parsed.display, screen: usize::from(parsed.screen) })
    }

    /// The name and the word by which this user is let in; empty where none is needed.
    fn password(&self) -> (Vec<u8>, Vec<u8>) {
        // Where the system does not tell the machine's name, words for others are tried too.
        let (family, name) = match std::fs::read_to_string("/proc/sys/kernel/hostname") {
            Ok(name) => (Family::LOCAL, name),
            Err(_) => (Family::WILD, String::new()),
        };
        let password = get_auth(family, name.trim_end().as_bytes(), self.display);
        password.ok().flatten().unwrap_or_default()
    }
}

/// A line to an X server.
#[derive(Debug)]
pub(super) struct Line {
    socket: Socket,
    /// How many questions were asked.
    asked: u16,
    root: u32,
    /// How the screen saver is addressed.
    saver: u8,
    /// [`NAMES`] as the server calls them; nought for one that nobody has used yet.
    atoms: [u32; NAMES.len()],
}

impl Line {
    /// Opens a line.
    ///
    /// # Errors
    /// Why that is not possible, in a few words. Also the fault of every other function here.
    pub(super) fn open(address: &Address) -> Result<Line, String> {
        let socket = Socket::open(Path::new(&address.socket), DEADLINE)?;
        Line::over(socket, address.password(), address.screen)
    }

    /// Greets whoever is at the other end.
    pub(super) fn over(
        socket: Socket,
        (name, word): (Vec<u8>, Vec<u8>),
        screen: usize,
    ) -> Result<Line, String> {
        let mut line = Line { socket, asked: 0, root: 0, saver: 0, atoms: [0; NAMES.len()] };
        let (mut connect, hello) = Connect::with_authorization(name, word);
        line.socket.write(&hello)?;
        while {
            let read = line.socket.read_some(connect.buffer())?;
            !connect.advance(read)
        } {}
        let setup = connect.into_setup().map_err(plain)?;
        line.root = setup.roots.get(screen).ok_or("it has no such screen")?.root;
        let saver = QueryExtensionRequest { name: X11_EXTENSION_NAME.as_bytes().into() };
        let saver = line.must(saver, 0)?;
        if !saver.present {
            return Err("it has no screen saver extension".to_owned());
        }
        line.saver = saver.major_opcode;
        Ok(line)
    }

    /// How long nobody touched anything, in milliseconds.
    pub(super) fn idle_ms(&mut self) -> Result<i64, String> {
        self.socket.give(DEADLINE);
        let saver = self.saver;
        let answer = self.must(QueryInfoRequest { drawable: self.root }, saver)?;
        Ok(i64::from(answer.ms_since_user_input))
    }

    /// The window in front; `None` where there is none or no window manager says.
    pub(super) fn front(&mut self) -> Result<Option<Front>, String> {
        self.socket.give(DEADLINE);
        for (at, name) in NAMES.into_iter().enumerate() {
            if self.atoms[at] == 0 {
                let name = name.as_bytes().into();
                self.atoms[at] =
                    self.must(InternAtomRequest { only_if_exists: true, name }, 0)?.atom;
            }
        }
        let [active, state, full, pid] = self.atoms;
        let window = self.numbers(self.root, active, AtomEnum::WINDOW)?;
        let Some(window) = window.first().copied().filter(|window| *window != 0) else {
            return Ok(None);
        };
        // A window may vanish meanwhile: it has no properties then.
        let is_full = full != 0 && self.numbers(window, state, AtomEnum::ATOM)?.contains(&full);
        let pid = if is_full { self.numbers(window, pid, AtomEnum::CARDINAL)? } else { Vec::new() };
        Ok(Some(Front { window, is_full, pid: pid.first().copied() }))
    }

    /// A property that is a row of numbers; empty where it is not there, or something else.
    fn numbers(&mut self, window: u32, property: u32, kind: AtomEnum) -> Result<Vec<u32>, String> {
        if property == 0 {
            return Ok(Vec::new());
        }
        let (type_, long_length) = (kind.into(), MOST_STATES);
        let asks = GetPropertyRequest {
            delete: false,
            window,
            property,
            type_,
            long_offset: 0,
            long_length,
        };
        let answer = self.ask(asks, 0)?;
        Ok(answer.and_then(|said| said.value32().map(Iterator::collect)).unwrap_or_default())
    }

    /// Asks for something that is always there.
    fn must<R: ReplyRequest>(&mut self, request: R, opcode: u8) -> Result<R::Reply, String> {
        self.ask(request, opcode)?.ok_or_else(|| "it refuses".to_owned())
    }

    /// Asks, and reads the answer; `None` when there is none to that question.
    fn ask<R: ReplyRequest>(&mut self, request: R, opcode: u8) -> Result<Option<R::Reply>, String> {
        let (bytes, _) = request.serialize(opcode);
        let Some(answer) = self.exchange(&bytes)? else { return Ok(None) };
        let answer = R::Reply::try_parse(&answer);
        answer.map(|(answer, _)| Some(answer)).map_err(|_| nonsense())
    }

    /// Sends a question. Returns the bytes of the answer, `None` when the server refuses.
    fn exchange(&mut self, question: &[u8]) -> Result<Option<Vec<u8>>, String> {
        self.socket.write(question)?;
        self.asked = self.asked.wrapping_add(1);
        for _ in 0..MOST_UNASKED {
            let message = self.message()?;
            // Every other kind is an event that all programs get.
            if message[0] > 1 {
                continue;
            }
            if u16::from_ne_bytes([message[2], message[3]]) != self.asked {
                return Err(nonsense());
            }
            return Ok((message[0] == 1).then_some(message));
        }
        Err(nonsense())
    }

    /// The next message, [`HEAD`] bytes or more.
    fn message(&mut self) -> Result<Vec<u8>, String> {
        const REPLY: u8 = 1;
        const GENERIC: u8 = 35;
        let mut message = vec![0; HEAD];
        self.socket.read(&mut message)?;
        // The highest bit says that another program sent it.
        if matches!(message[0] & 0x7f, REPLY | GENERIC) {
            let words = u32::from_ne_bytes([message[4], message[5], message[6], message[7]]);
            let more = usize::try_from(words).ok().and_then(|words| words.checked_mul(4));
            let more = more.filter(|more| *more <= LONGEST).ok_or_else(nonsense)?;
            message.resize(HEAD + more, 0);
            self.socket.read(&mut message[HEAD..])?;
        }
        Ok(message)
    }
}
