//! Ids for things that come without one. The same thing gets the same id at every import, on every machine
//! and in every version of this program, so that importing twice adds nothing.
//!
//! Must never depend on the time of the import, and never change what it feeds for an existing format.

use crate::domain::Moment;
use std::collections::HashMap;
use uuid::Uuid;

/// FNV-1a, 128 bits: the offset basis and the prime of the published definition.
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// A fingerprint of the fields that make a thing what it is; becomes a UUID of version 8.
///
/// Fields are told apart by their order and length: `("ab", "c")` and `("a", "bc")` differ, and so do an
/// absent text and an empty one.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Starts a fingerprint in `namespace`: the format and the kind of thing, such as `jsonl.task`.
    pub fn new(namespace: &str) -> Fingerprint {
        Fingerprint(BASIS).text(namespace)
    }

    /// Feeds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Fingerprint {
        self.bytes(&[1]).bytes(&(text.len() as u64).to_le_bytes()).bytes(text.as_bytes())
    }

    /// Feeds a text that may be absent.
    #[must_use]
    pub fn maybe_text(self, text: Option<&str>) -> Fingerprint {
        match text {
            Some(text) => self.text(text),
            None => self.bytes(&[0]),
        }
    }

    /// Feeds a number that may be absent.
    #[must_use]
    pub fn number(self, number: Option<i64>) -> Fingerprint {
        match number {
            Some(number) => self.bytes(&[2]).bytes(&number.to_le_bytes()),
            None => self.bytes(&[0]),
        }
    }

    /// Feeds an instant that may be absent. Only the instant counts: seen from elsewhere it is the same thing.
    #[must_use]
    pub fn moment(self, at: Option<Moment>) -> Fingerprint {
        self.number(at.map(Moment::utc_ms))
    }

    /// The id of one of several that say the same: the n-th of them gets the n-th id. `seen` counts them.
    pub fn next_uuid(self, seen: &mut HashMap<Uuid, u32>) -> Uuid {
        let times = seen.entry(self.uuid()).or_default();
        *times += 1;
        self.number(Some(i64::from(*times))).uuid()
    }

    /// The id.
    pub fn uuid(self) -> Uuid {
        uuid::Builder::from_custom_bytes(self.0.to_be_bytes()).into_uuid()
    }

    fn bytes(self, bytes: &[u8]) -> Fingerprint {
        Fingerprint(
            bytes.iter().fold(self.0, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_fields_give_the_same_id_for_ever() {
        let id = Fingerprint::new("jsonl.task").text("Call Ana").number(Some(900)).uuid();
        assert_eq!(id.get_version_num(), 8);
        // Pinned: another value would import every old file a second time.
        insta::assert_snapshot!(id, @"9c196c85-0f09-8a10-b082-ff970f3b2137");
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        let of = |a: &str, b: &str| Fingerprint::new("t").text(a).text(b).uuid();
        assert_ne!(of("ab", "c"), of("a", "bc"));
        let maybe = |a: Option<&str>| Fingerprint::new("t").maybe_text(a).uuid();
        assert_ne!(maybe(None), maybe(Some("")));
    }
}
