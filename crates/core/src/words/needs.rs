//! Parts without which a pattern cannot stand anywhere in a text: a quick look that rules most patterns out before they are run.

use super::anchor::{Short, Start, anchor};
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
/// All places of a part are needed, not one.
const ALL: u16 = 1 << 15;

/// Where a pair of characters (a single one pairs with 0) stands in tables of 65,536 places.
#[inline(always)]
pub fn slot(pair: u32) -> usize {
    (pair.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// The single characters and pairs one text holds, hashed.
pub struct Pairs {
    bits: Box<[u64; PLACES >> 6]>,
    /// Is the text in?
    full: bool,
}

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs { bits: Box::new([0; PLACES >> 6]), full: false }
    }
}

impl Pairs {
    /// Begins a new text; it is read when something is first asked.
    pub fn open(&mut self) {
        self.full = false;
    }

    fn fill(&mut self, text: &[Code]) {
        let bits = &mut *self.bits;
        bits.fill(0);
        let mut put = |at: usize| bits[at >> 6 & 0x3FF] |= 1 << (at & 63);
        let mut next = 0;
        for code in text.iter().rev() {
            put(slot(pair(*code, 0)));
            // Behind the last character stands none: the same place once more.
            put(slot(pair(*code, next)));
            next = *code;
        }
        self.full = true;
    }

    #[inline(always)]
    fn has(&self, at: u16) -> bool {
        self.bit(at) == 1
    }

    #[inline(always)]
    fn bit(&self, at: u16) -> u64 {
        self.bits[usize::from(at >> 6)] >> (at & 63) & 1
    }

    /// Does the text hold one of them? Most often it does not: eight are looked at before one asks.
    #[inline]
    fn any(&self, slots: &[u16]) -> bool {
        let (chunks, rest) = slots.as_chunks::<8>();
        chunks.iter().any(|chunk| chunk.iter().fold(0, |any, at| any | self.bit(*at)) == 1) || rest.iter().fold(0, |any, at| any | self.bit(*at)) == 1
    }
}

/// One part: pairs all of which, or one of which (these ascend), the text must hold.
struct Part {
    all: bool,
    from: u32,
    until: u32,
}

/// The needs of all patterns of a bank.
#[derive(Default)]
pub struct Needs {
    /// The places of all parts; before those of each, their number, and [`ALL`] when all of them are needed. Whoever asks reads one
    /// piece of memory: hardly any part is asked about twice in a text, so that answers are not kept.
    slots: Vec<u16>,
    parts: Vec<Part>,
    /// By pattern: where its parts begin in `slots`, the rarest first; [`NONE`] behind the last. What is asked together lies together.
    of: Vec<[u32; MOST]>,
    /// Alternation → its part and how often it is met. Kept, so that its address is not given to another.
    seen: BTreeMap<usize, (Arc<Alt>, Option<(u32, u64)>)>,
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The places of a word's characters and pairs.
fn slots_of(word: &Short) -> ([u16; 5], usize) {
    let (mut slots, mut len) = ([0; 5], 0);
    let word = word.word();
    for one in word.iter().map(|c| pair(*c, 0)).chain(word.windows(2).map(|two| pair(two[0], two[1]))).take(slots.len()) {
        slots[len] = slot(one) as u16;
        len += 1;
    }
    (slots, len)
}

/// The rarest pair of the beginning of a word, and how often the word is met.
fn key(word: &Short) -> (u16, u64) {
    let word = word.word();
    let best = word.windows(2).min_by_key(|two| rate(two)).map_or(pair(word[0], 0), |two| pair(two[0], two[1]));
    (slot(best) as u16, u64::from(rate(word)))
}

impl Needs {
    /// Adds what the next pattern needs, beyond what stands in the text wherever one of its starts does.
    pub fn push(&mut self, nodes: &[Node], starts: &[Start]) {
        let mut own: Vec<(u64, u32)> = nodes.iter().filter_map(|node| self.part(node)).map(|(part, often)| (often, part)).collect();
        own.sort_unstable();
        own.dedup();
        let held: Vec<([u16; 5], usize)> = starts.iter().map(|(word, _)| slots_of(word)).collect();
        let mut best: Vec<(u64, u32)> = own.into_iter().filter(|(often, part)| *often < OFTEN && self.is_short(*part) && !self.follows(*part, &held)).take(MOST).collect();
        // What is quickly looked up and often missing comes first.
        best.sort_by_key(|(often, part)| self.cost(*often, *part));
        let mut parts = best.into_iter().map(|(_, part)| self.parts[part as usize].from - 1);
        self.of.push(std::array::from_fn(|_| parts.next().unwrap_or(NONE)));
    }

    /// Is there room for the number of its places?
    fn is_short(&self, part: u32) -> bool {
        let Part { from, until, .. } = self.parts[part as usize];
        until - from < u32::from(ALL)
    }

    /// Does a text that holds any of these words meet the part?
    fn follows(&self, part: u32, held: &[([u16; 5], usize)]) -> bool {
        let Part { all, from, until } = self.parts[part as usize];
        let slots = &self.slots[from as usize..until as usize];
        held.iter().all(|(own, len)| {
            let own = &own[..*len];
            if all { slots.iter().all(|at| own.contains(at)) } else { own.iter().any(|at| slots.binary_search(at).is_ok()) }
        })
    }

    /// Places looked up for each text that the part rules out, in thousandths: of messages of sixty characters.
    fn cost(&self, often: u64, part: u32) -> u64 {
        let Part { all, from, until } = self.parts[part as usize];
        let places = if all { 2 } else { u64::from(until - from) };
        places * 1_000_000_000 / (1_000_000 - (often * 60).min(950_000))
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
                let mut slots: Vec<u16> = heads.iter().map(|c| slot(pair(*c, 0)) as u16).collect();
                slots.sort_unstable();
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
        self.slots.push(slots.len() as u16 & !ALL | if all { ALL } else { 0 }); // longer ones are not asked about
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
        }
        self.of[pattern].iter().take_while(|part| **part != NONE).all(|part| {
            let Some((head, rest)) = self.slots[*part as usize..].split_first() else { return true };
            let slots = &rest[..usize::from(head & !ALL)];
            if head & ALL != 0 { slots.iter().all(|at| pairs.has(*at)) } else { pairs.any(slots) }
        })
    }
}
