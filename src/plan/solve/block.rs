//! Blocks, and the bits of a day's mask. Knows no tasks.

/// Slots of one day that follow each other, all of one task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its first slot.
    pub(crate) start: u16,
    /// Its slots.
    pub(crate) len: u16,
}

impl Block {
    /// The slot behind its last.
    #[inline]
    pub(crate) fn end(self) -> u16 {
        self.start + self.len
    }
}

/// A block from a slot to another.
#[inline]
pub(super) fn block(start: u16, end: u16) -> Block {
    Block { start, len: end - start }
}

/// The lowest `len` bits.
#[inline]
pub(super) fn ones(len: u16) -> u128 {
    if len >= 128 { u128::MAX } else { (1 << len) - 1 }
}

/// Zeros below the lowest bit, or ones when the bits are turned over first.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "at most 128")]
pub(super) fn zeros(bits: u128) -> u16 {
    bits.trailing_zeros() as u16
}

/// Zeros above the highest bit.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "at most 128")]
pub(super) fn leading(bits: u128) -> u16 {
    bits.leading_zeros() as u16
}
