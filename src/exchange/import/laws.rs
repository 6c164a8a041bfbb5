//! What every importer must bear: any bytes, files that were damaged, and chunks that end anywhere.

use super::told::{ground, lines, told};
use super::{Importer, Sink, TypeFrom};
use crate::domain::Brought;
use crate::domain::laws::cases;
use crate::exchange::{csv, jsonl, org, taskwarrior, timewarrior, todotxt, watson};
use proptest::prelude::*;
use proptest::sample::Index;

type Make = fn(TypeFrom) -> Box<dyn Importer>;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../tests/fixtures/import/", $name))
    };
}

/// Files with what reads them; most of them were written by the real programs.
const FILES: [(&str, Make); 10] = [
    (fixture!("taskwarrior-2.6.2.json"), |from| Box::new(taskwarrior::Reader::new(from))),
    (fixture!("taskwarrior-2.6.2.data"), |from| Box::new(taskwarrior::Reader::new(from))),
    (fixture!("timewarrior-1.4.3.json"), |from| Box::new(timewarrior::Reader::new(from))),
    (fixture!("timewarrior-1.4.3.data"), |from| Box::new(timewarrior::Reader::new(from))),
    (fixture!("watson-2.1.0-frames"), |from| Box::new(watson::Reader::new(from))),
    (fixture!("watson-2.1.0-log.json"), |from| Box::new(watson::Reader::new(from))),
    (org::tests::FILE, |from| Box::new(org::Reader::new(from))),
    (todotxt::tests::FILE, |from| Box::new(todotxt::Reader::new(from))),
    (csv::tests::LOG, |_| Box::new(csv::Reader::new(csv::tests::options(csv::tests::MAP)))),
    ("{\"kind\":\"task\",\"title\":\"A\"}\n\n{\"kind\":\"x\"}\n", |_| {
        Box::new(jsonl::Reader::default())
    }),
];

fn from() -> impl Strategy<Value = TypeFrom> {
    prop::sample::select(vec![TypeFrom::Known, TypeFrom::Tag, TypeFrom::Project])
}

/// A file with a wrong byte somewhere and some bytes missing before it.
fn damaged(file: &str, at: Index, byte: u8, missing: usize) -> Vec<u8> {
    let mut bytes = file.as_bytes().to_vec();
    let at = at.index(bytes.len());
    bytes[at] = byte;
    bytes.drain(at / 2..(at / 2 + missing).min(bytes.len()));
    bytes
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn no_bytes_make_a_reader_panic(
        which in 0..FILES.len(), from in from(), bytes in prop::collection::vec(any::<u8>(), 0..300)
    ) {
        told(&mut *FILES[which].1(from), &bytes);
    }

    #[test]
    fn no_damaged_file_makes_its_reader_panic(
        which in 0..FILES.len(), from in from(), at in any::<Index>(), byte in any::<u8>(), missing in 0usize..200
    ) {
        let (file, make) = FILES[which];
        told(&mut *make(from), &damaged(file, at, byte, missing));
    }

    #[test]
    fn a_file_says_the_same_wherever_its_chunks_end(which in 0..FILES.len(), size in 1usize..50) {
        let (file, make) = FILES[which];
        let (mut sink, mut reader) = (Sink::new(ground()), make(TypeFrom::Known));
        sink.begin_file("file");
        for chunk in file.as_bytes().chunks(size) {
            reader.feed(chunk, &mut sink);
        }
        reader.end_of_file(&mut sink);
        reader.finish(&mut sink);
        let changes = std::iter::from_fn(|| sink.take()).filter_map(|brought| match brought {
            Brought::Change(change) => Some(change),
            Brought::Told(_) | Brought::Heard(_) => None,
        });
        let changes: Vec<_> = changes.collect();
        let whole = told(&mut *make(TypeFrom::Known), file.as_bytes());
        prop_assert_eq!(lines(&changes, &sink.finish()), whole);
    }
}
