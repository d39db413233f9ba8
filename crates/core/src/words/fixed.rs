//! Fixed words any of which may stand, packed so that few lines of memory are read.

use super::fold::Code;
use super::marks::{Bits, none, places, put};
use super::matching::{Mask, may_hold};

/// Fixed words any of which may stand: a slot, or a group in brackets. Patterns that name the same slot share it.
pub struct Fixed {
    /// What they begin with.
    pub first: Mask,
    /// Their lengths, longest first.
    pub lengths: Box<[u16]>,
    /// All words one after the other in one piece of memory: for each first character, that character, how many codes its
    /// words take here, and for each word its place in `lengths` and its other characters.
    pub packed: Box<[Code]>,
    /// First characters, ascending.
    pub heads: Box<[Code]>,
    /// Where in `packed` the words of each begin.
    pub froms: Box<[u32]>,
}

impl Fixed {
    /// Places that its words reach from one of `from`.
    pub fn ahead<const W: usize>(&self, from: &Bits<W>, text: &[Code]) -> Bits<W> {
        let mut out = none();
        for at in places(from, 0) {
            let Some(head) = text.get(at).filter(|head| may_hold(&self.first, **head)) else { continue };
            let Ok(found) = self.heads.binary_search(head) else { continue };
            if let [_, size, more @ ..] = &self.packed[self.froms[found] as usize..] {
                self.group(&more[..usize::from(*size)], |length, rest| {
                    if stands(rest, text, at + 1) {
                        put(&mut out, at + usize::from(self.lengths[length]));
                    }
                });
            }
        }
        out
    }

    /// Calls `each` with the first character, the place of its length and the other characters of each word whose first
    /// character is `wanted`.
    #[inline]
    pub fn words(&self, mut wanted: impl FnMut(Code) -> bool, mut each: impl FnMut(Code, usize, &[Code])) {
        let mut left = &self.packed[..];
        while let [first, size, more @ ..] = left {
            let (own, others) = more.split_at(usize::from(*size));
            left = others;
            if wanted(*first) {
                self.group(own, |length, rest| each(*first, length, rest));
            }
        }
    }

    /// Calls `each` with the place of its length and the other characters of each word of one first character.
    #[inline]
    fn group(&self, mut own: &[Code], mut each: impl FnMut(usize, &[Code])) {
        while let [length, more @ ..] = own {
            let length = usize::from(*length);
            let (rest, others) = more.split_at(usize::from(self.lengths[length]) - 1);
            each(length, rest);
            own = others;
        }
    }
}

/// Does the word stand at `at`? Words are short: a loop beats a call.
pub fn stands(word: &[Code], text: &[Code], at: usize) -> bool {
    text.get(at..at + word.len()).is_some_and(|there| there.iter().zip(word).all(|(a, b)| a == b))
}
