//! Sets of pairs and runs of characters that are looked at for every place of every text: one word of memory a look, and no branch.
//! They may say yes wrongly, once in twenty-five times or less; never no.

use super::fold::Code;

/// Bits for each member; two are set.
const ROOM: usize = 8;

/// A set of hashes of characters.
pub struct Filter {
    words: Box<[u64]>,
    /// So many bits of a hash are not needed to find its word.
    shift: u32,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter::new(0)
    }
}

/// The hash of two characters.
#[inline(always)]
pub fn two(first: Code, next: Code) -> u32 {
    (u32::from(first) << 16 | u32::from(next)).wrapping_mul(0x9E37_79B1)
}

/// The hash of three, from that of the first two.
#[inline(always)]
pub fn three(two: u32, third: Code) -> u32 {
    two.wrapping_add(u32::from(third).wrapping_mul(0xC2B2_AE35))
}

impl Filter {
    /// An empty set with room for so many members.
    pub fn new(members: usize) -> Filter {
        let size = (members * ROOM).div_ceil(64).next_power_of_two().clamp(2, 1 << 15);
        Filter { words: vec![0; size].into(), shift: 32 - size.ilog2() }
    }

    #[inline(always)]
    fn bits(hash: u32) -> u64 {
        1 << (hash >> 11 & 63) | 1 << (hash >> 5 & 63)
    }

    /// Adds a hash.
    pub fn put(&mut self, hash: u32) {
        self.words[(hash >> self.shift) as usize] |= Filter::bits(hash);
    }

    /// May it be in the set?
    #[inline(always)]
    pub fn has(&self, hash: u32) -> bool {
        self.words[(hash >> self.shift) as usize] & Filter::bits(hash) == Filter::bits(hash)
    }
}

/// A set of numbers below 65,536: one bit each. The size is known, so that no place has to be checked.
pub struct Table(Box<[u64; 1 << 10]>);

impl Default for Table {
    fn default() -> Table {
        Table(Box::new([0; 1 << 10]))
    }
}

impl Table {
    /// Is it in the set?
    #[inline(always)]
    pub fn has(&self, at: usize) -> bool {
        self.0[at >> 6 & 0x3FF] >> (at & 63) & 1 == 1
    }

    /// Adds it.
    pub fn put(&mut self, at: usize) {
        self.0[at >> 6 & 0x3FF] |= 1 << (at & 63);
    }
}

/// Calls `may(first, next, third)` for every place of a text and writes down the answers, one bit a place; 0 stands behind the end.
#[inline(always)]
pub fn mark(text: &[Code], places: &mut Vec<u64>, mut may: impl FnMut(Code, Code, Code) -> bool) {
    places.clear();
    places.resize(text.len().div_ceil(64), 0);
    let (mut next, mut third, mut left) = (0, 0, text.len());
    // From the end, so that what follows is at hand.
    for word in places.iter_mut().rev() {
        let from = (left - 1) & !63;
        let mut bits = 0;
        for first in text[from..left].iter().rev() {
            bits = bits << 1 | u64::from(may(*first, next, third));
            (next, third) = (*first, next);
        }
        (*word, left) = (bits, from);
    }
}

/// The marked places, in order.
#[inline(always)]
pub fn marked(places: &[u64]) -> impl Iterator<Item = usize> + '_ {
    places.iter().enumerate().flat_map(|(at, word)| {
        let mut word = *word;
        std::iter::from_fn(move || {
            let bit = word.trailing_zeros() as usize;
            (word != 0).then(|| {
                word &= word - 1;
                at << 6 | bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_in_it_and_few_others() {
        let mut filter = Filter::new(5000);
        let member = |n: u32| three(two(0x4E00 + (n % 71) as Code, 0x5000 + (n / 71) as Code), 0x6000 + (n % 13) as Code);
        (0..5000).for_each(|n| filter.put(member(n)));
        assert!((0..5000).all(|n| filter.has(member(n))));
        let wrong = (0..20_000u32).filter(|n| filter.has(two(0x7000 + (n % 200) as Code, 0x8000 + (n / 200) as Code))).count();
        assert!(wrong < 2000, "{wrong}");
        assert!(!Filter::default().has(two(1, 2)));
    }

    #[test]
    fn every_place_is_asked_once_with_what_follows() {
        for len in [0, 1, 2, 63, 64, 65, 127, 128, 200] {
            let text: Vec<Code> = (1..=len).collect();
            let mut places = Vec::new();
            mark(&text, &mut places, |first, next, third| {
                let behind = |by: Code| if first + by <= len { first + by } else { 0 };
                assert_eq!((next, third), (behind(1), behind(2)));
                first % 3 == 0
            });
            let found: Vec<usize> = marked(&places).collect();
            let wanted: Vec<usize> = (0..usize::from(len)).filter(|at| (at + 1) % 3 == 0).collect();
            assert_eq!(found, wanted);
        }
    }
}
