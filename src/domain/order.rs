//! Sorting that takes little room. The standard library's sort is made anew for every type and every comparison, five
//! kilobytes each time, which came to a twentieth of the program; here one sort of positions serves them all. For lists that
//! are short or sorted seldom: inner loops keep the standard one, which is faster.

use std::cmp::Ordering;

/// Stable sorting of a slice.
pub trait Order<T> {
    /// As [`slice::sort`].
    fn order(&mut self)
    where
        T: Ord;

    /// As [`slice::sort_by`].
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// As [`slice::sort_by_key`].
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> Order<T> for [T] {
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }

    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut from = positions(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        // Each cycle of places that pass their items round is gone through once.
        for start in 0..from.len() {
            let mut at = start;
            loop {
                let next = std::mem::replace(&mut from[at], at);
                if next == start || next == at {
                    break;
                }
                self.swap(at, next);
                at = next;
            }
        }
    }

    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// The positions of `len` items in their order.
fn positions(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..len).collect();
    positions.sort_by(|a, b| compare(*a, *b));
    positions
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::domain::laws::cases(256))]
        #[test]
        fn the_order_is_that_of_the_standard_sort_with_equals_as_they_were(
            items in prop::collection::vec((0_u8..8, any::<u16>()), 0..80),
        ) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut all = items.clone();
            all.order();
            let mut sorted = items.clone();
            sorted.sort_unstable();
            prop_assert_eq!(all, sorted);
            let mut by_key = items.clone();
            by_key.order_by_key(|item| item.0);
            prop_assert_eq!(&by_key, &expected);
            let mut down = items;
            down.order_by(|a, b| b.0.cmp(&a.0));
            expected.sort_by_key(|item| std::cmp::Reverse(item.0));
            // What is equal stood in the same order before both.
            prop_assert_eq!(down, expected);
        }
    }
}
