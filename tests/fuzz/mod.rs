//! Everything that reads text from outside, fed with bytes that nobody would type: lines that were good once and
//! were then cut, doubled, joined and flipped. Nothing may panic, hang or answer with a span outside of its line.
//!
//! The same every time, and short, as part of `cargo test`; for longer: `HEYDAY_FUZZ_ROUNDS=1000000 cargo test fuzz`,
//! with `HEYDAY_FUZZ_SEED=7` for other bytes. [`targets`] is what is fed, `corpus/` what the bytes are made of.

mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Inputs for each target when nobody asks for more.
const ROUNDS: u64 = 500;
/// The longest input, in bytes.
const LONGEST: usize = 600;
/// What one input may take in a build without optimisation, on a busy machine.
const SLOWEST: Duration = Duration::from_secs(2);

/// Bits that make words of grammars meet where they should not.
const SPICE: [&str; 28] = [
    ":",
    "@",
    "+",
    "-",
    "#",
    "~",
    "!",
    "'",
    "\"",
    "..",
    "--",
    "=",
    ",",
    "0",
    "99999999999",
    "\0",
    "\u{1b}[31m",
    "\u{202e}",
    "e\u{301}",
    "日本",
    "👩‍👩‍👧",
    " ",
    "\t",
    "\n",
    "due:",
    "every:",
    "FREQ=",
    "T00:00:00Z",
];

/// `SplitMix64`, by Steele, Lea and Flood: small, and the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    fn one_of<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// A line of the corpus after some accidents.
fn bytes(chance: &mut Chance, corpus: &[&str]) -> Vec<u8> {
    let mut bytes = chance.one_of(corpus).as_bytes().to_vec();
    for _ in 0..chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(..at)),
            2 => drop(bytes.splice(at..at, chance.one_of(&SPICE).bytes())),
            3 => drop(bytes.splice(at..at, chance.one_of(corpus).bytes())),
            4 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            5 if at < bytes.len() => drop(bytes.remove(at)),
            _ => {
                let part = bytes[at..].to_vec();
                bytes.extend(part);
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn feed(name: &str, corpus: &str, target: fn(&[u8])) {
    let corpus: Vec<&str> =
        corpus.lines().chain([corpus]).filter(|line| !line.is_empty()).collect();
    let mut chance = Chance(number("HEYDAY_FUZZ_SEED", 1));
    for round in 0..number("HEYDAY_FUZZ_ROUNDS", ROUNDS) {
        let input = bytes(&mut chance, &corpus);
        let began = Instant::now();
        let fed = catch_unwind(AssertUnwindSafe(|| target(&input)));
        let shown = String::from_utf8_lossy(&input);
        assert!(fed.is_ok(), "{name}, round {round}, panics on {shown:?}");
        assert!(began.elapsed() < SLOWEST, "{name}, round {round}, takes long over {shown:?}");
    }
}

macro_rules! fuzz {
    ($($name:ident $corpus:literal)+) => {
        $(#[test]
        fn $name() {
            feed(stringify!($name), include_str!(concat!("corpus/", $corpus)), targets::$name);
        })+
    };
}

fuzz! {
    quick_add "tasks.txt"
    filter "filters.txt"
    times "times.txt"
    session_lines "sessions.txt"
    json_lines "lines.jsonl"
    recurrences "recurrences.txt"
    config "config.toml"
    themes "theme.toml"
    keys "keys.txt"
    instances "instances.jsonl"
    calendars "entries.txt"
}
