//! Names of things. A [`TaskNo`] is what a person types; the UUIDs (version 7) stay unique across machines.
//!
//! A [`Mint`] makes ids without reading a clock or an entropy source, so that the same seed at the same
//! time gives the same ids.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

uuid_id!(
    /// A task, on every machine.
    TaskId
);
uuid_id!(
    /// A session, on every machine.
    SessionId
);
uuid_id!(
    /// A break, on every machine.
    BreakId
);
uuid_id!(
    /// A block of the accepted plan, on every machine.
    BlockId
);
uuid_id!(
    /// A calendar that is read, on every machine.
    CalendarId
);
uuid_id!(
    /// A stretch in which nothing is said, on every machine.
    SnoozeId
);
uuid_id!(
    /// A nudge that was shown, on every machine.
    ToldId
);
uuid_id!(
    /// Something that was heard of the person, on every machine.
    HeardId
);
uuid_id!(
    /// One store of one person: facts say on which device they were made.
    DeviceId
);

/// The number a person types for a task. Given once, never changed, never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskNo(pub u32);

impl fmt::Display for TaskNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number a person types for a block of the plan, as `b7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockNo(pub u32);

impl BlockNo {
    /// Reads `b7`; `None` when it is not the number of a block.
    pub fn parse(text: &str) -> Option<BlockNo> {
        let digits = text.strip_prefix(['b', 'B'])?;
        let no = digits.parse::<u32>().ok().filter(|no| *no > 0)?;
        digits.starts_with(|c: char| c.is_ascii_digit()).then_some(BlockNo(no))
    }
}

impl fmt::Display for BlockNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b{}", self.0)
    }
}

/// A source of fresh UUIDs (version 7, so that they sort by the time they were made).
#[derive(Debug)]
pub struct Mint {
    random: fastrand::Rng,
    utc_ms: i64,
    serial: u16,
}

impl Mint {
    /// A mint whose ids carry the time `utc_ms`; the same `seed` and time give the same ids.
    pub fn new(seed: u64, utc_ms: i64) -> Mint {
        Mint { random: fastrand::Rng::with_seed(seed), utc_ms: utc_ms.max(0), serial: 0 }
    }

    /// A UUID that this mint has not given before; later ones sort after earlier ones.
    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0u8; 10];
        self.random.fill(&mut bytes);
        bytes[..2].copy_from_slice(&self.serial.to_be_bytes());
        let ms = self.utc_ms.unsigned_abs();
        self.serial += 1;
        if self.serial == 0x1000 {
            self.serial = 0;
            self.utc_ms += 1;
        }
        uuid::Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_mint_are_version_7_distinct_and_in_order() {
        let mut mint = Mint::new(7, 1_764_000_000_000);
        let ids: Vec<Uuid> = (0..10_000).map(|_| mint.uuid()).collect();
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn the_same_seed_gives_the_same_ids_and_another_seed_others() {
        let first = |seed| Mint::new(seed, 5).uuid();
        assert_eq!(first(1), first(1));
        assert_ne!(first(1), first(2));
    }
}
