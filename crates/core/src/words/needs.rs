//! Parts without which a pattern cannot stand anywhere in a text: a quick look that rules most patterns out before they are run.

use super::anchor::{Short, anchor};
use super::fold::Code;
use super::index::pair;
use super::matching::number_heads;
use super::often::rate;
use super::pattern::Node;
use super::ways::Alt;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Places of the hash table of pairs: 65,536.
const PLACES: usize = 1 << 16;
/// More parts of one pattern are not asked about: the rarest decide.
const MOST: usize = 4;
/// A part met more often than this in a million characters stands in nearly every message: nothing is won by asking.
const OFTEN: u64 = 80_000;
/// No further part.
const NONE: u32 = u32::MAX;

/// Where a pair of characters (a single one pairs with 0) stands in tables of 65,536 places.
#[inline(always)]
pub fn slot(pair: u32) -> usize {
    (pair.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// The single characters and pairs one text holds, hashed, and what has been asked about them.
#[derive(Default)]
pub struct Pairs {
    bits: Vec<u64>,
    /// Places set, so that they can be wiped.
    set: Vec<u16>,
    /// Is the text in?
    full: bool,
    round: u32,
    /// By part: the round it was last asked about in, and in the last bit the answer.
    memo: Vec<u32>,
}

impl Pairs {
    /// Begins a new text; it is read when something is first asked.
    pub fn open(&mut self) {
        for at in self.set.drain(..) {
            self.bits[usize::from(at >> 6)] = 0;
        }
        self.full = false;
        self.round += 1;
        if self.round > u32::MAX >> 1 {
            self.memo.clear(); // rounds never come round again
            self.round = 1;
        }
    }

    fn fill(&mut self, text: &[Code]) {
        self.bits.resize(PLACES >> 6, 0);
        let mut put = |at: usize| {
            self.bits[at >> 6 & 0x3FF] |= 1 << (at & 63);
            self.set.push(at as u16); // `slot` gives 16 bits
        };
        for (at, code) in text.iter().enumerate() {
            put(slot(pair(*code, 0)));
            if let Some(next) = text.get(at + 1) {
                put(slot(pair(*code, *next)));
            }
        }
        self.full = true;
    }

    #[inline(always)]
    fn has(&self, at: u16) -> bool {
        self.bits[usize::from(at >> 6)] >> (at & 63) & 1 == 1
    }
}

/// One part: pairs all of which, or one of which, the text must hold.
struct Part {
    all: bool,
    from: u32,
    until: u32,
}

/// The needs of all patterns of a bank.
#[derive(Default)]
pub struct Needs {
    slots: Vec<u16>,
    parts: Vec<Part>,
    /// By pattern: numbers of its parts, the rarest first; [`NONE`] behind the last. What is asked together lies together.
    of: Vec<[u32; MOST]>,
    /// Alternation → its part and how often it is met. Kept, so that its address is not given to another.
    seen: BTreeMap<usize, (Arc<Alt>, Option<(u32, u64)>)>,
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The rarest pair of the beginning of a word, and how often the word is met.
fn key(word: &Short) -> (u16, u64) {
    let word = word.word();
    let best = word.windows(2).min_by_key(|two| rate(two)).map_or(pair(word[0], 0), |two| pair(two[0], two[1]));
    (slot(best) as u16, u64::from(rate(word)))
}

impl Needs {
    /// Adds what the next pattern needs.
    pub fn push(&mut self, nodes: &[Node]) {
        let mut own: Vec<(u64, u32)> = nodes.iter().filter_map(|node| self.part(node)).map(|(part, often)| (often, part)).collect();
        own.sort_unstable();
        let mut parts = own.iter().filter(|(often, _)| *often < OFTEN).map(|(_, part)| *part);
        self.of.push(std::array::from_fn(|_| parts.next().unwrap_or(NONE)));
    }

    /// The part one node makes, and how often it is met; `None` when nothing can be said of it.
    fn part(&mut self, node: &Node) -> Option<(u32, u64)> {
        match node {
            Node::Lit(word) => {
                let slots: Vec<u16> = match word.as_slice() {
                    [] => return None,
                    [one] => vec![slot(pair(*one, 0)) as u16],
                    more => more.windows(2).map(|two| slot(pair(two[0], two[1])) as u16).collect(),
                };
                Some((self.add(true, &slots), u64::from(rate(word))))
            }
            Node::Alt(alt) => {
                let key = Arc::as_ptr(alt) as usize;
                if let Some((_, known)) = self.seen.get(&key) {
                    return *known;
                }
                let part = self.alternation(alt);
                self.seen.insert(key, (Arc::clone(alt), part));
                part
            }
            Node::Number => {
                let heads = number_heads();
                let slots: Vec<u16> = heads.iter().map(|c| slot(pair(*c, 0)) as u16).collect();
                Some((self.add(false, &slots), heads.iter().map(|c| u64::from(rate(&[*c]))).sum()))
            }
            _ => None,
        }
    }

    fn alternation(&mut self, alt: &Alt) -> Option<(u32, u64)> {
        let own = || alt.ways.iter().map(|way| anchor(way)).collect::<Option<Vec<_>>>().map(|all| all.concat().into_iter().map(|(word, _)| word).collect());
        let words: Option<Vec<Short>> = alt.fixed.clone().or_else(own).filter(|words| words.iter().all(|w| !w.word().is_empty()));
        let (slots, often): (Vec<u16>, u64) = match (words, &alt.begins) {
            (Some(words), _) => {
                let keys: Vec<(u16, u64)> = words.iter().map(key).collect();
                (keys.iter().map(|(slot, _)| *slot).collect(), keys.iter().map(|(_, often)| often).sum())
            }
            (_, Some(begins)) => (begins.iter().map(|c| slot(pair(*c, 0)) as u16).collect(), begins.iter().map(|c| u64::from(rate(&[*c]))).sum()),
            _ => return None,
        };
        let mut slots = slots;
        slots.sort_unstable();
        slots.dedup();
        Some((self.add(false, &slots), often))
    }

    fn add(&mut self, all: bool, slots: &[u16]) -> u32 {
        let from = small(self.slots.len());
        self.slots.extend_from_slice(slots);
        self.parts.push(Part { all, from, until: small(self.slots.len()) });
        small(self.parts.len() - 1)
    }

    /// Could the pattern stand in this text? `pairs` belongs to it and is filled when first needed.
    #[inline]
    pub fn met(&self, pattern: usize, text: &[Code], pairs: &mut Pairs) -> bool {
        if !pairs.full {
            pairs.fill(text);
            pairs.memo.resize(self.parts.len(), 0);
        }
        self.of[pattern].iter().take_while(|part| **part != NONE).all(|part| {
            let known = pairs.memo[*part as usize];
            if known >> 1 == pairs.round {
                return known & 1 == 1;
            }
            let Part { all, from, until } = self.parts[*part as usize];
            let slots = &self.slots[from as usize..until as usize];
            let answer = if all { slots.iter().all(|at| pairs.has(*at)) } else { slots.iter().any(|at| pairs.has(*at)) };
            pairs.memo[*part as usize] = pairs.round << 1 | u32::from(answer);
            answer
        })
    }
}
