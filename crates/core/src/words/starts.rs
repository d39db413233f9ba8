//! The prefilter of patterns: fixed words one of which stands in every match, by their first three characters, so that nothing else
//! is tried on most texts. Made for the patterns somebody asks about: what nobody asks about takes up no room near at hand.

use super::anchor::Short;
use super::filter::{Table, mark, marked, three, two};
use super::fold::Code;

/// A pattern that may stand where one of its fixed words does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Start {
    /// The pattern.
    pub rule: u16,
    /// At most so many of its characters stand before the word; the highest bit is kept free for [`LAST`].
    before: u16,
}

/// Marks the last pattern of a word.
const LAST: u16 = 1 << 15;

impl Start {
    /// At most `before` characters of the pattern stand before the word.
    pub fn new(rule: u16, before: usize) -> Start {
        Start { rule, before: before.min(usize::from(LAST - 1)) as u16 }
    }

    /// At most so many of its characters stand before the word.
    #[inline(always)]
    pub fn before(self) -> usize {
        usize::from(self.before & !LAST)
    }
}

/// Where the patterns of each fixed word are. Words are told apart by a hash: a pattern may be tried where none of its words stands,
/// which finds nothing, as its own steps decide.
pub struct Starts {
    /// By the hash of two characters: the lowest bit when a word ends with them, and one of the others for each hash of a third with
    /// which one goes on.
    pairs: Box<[u8; 1 << 16]>,
    /// Characters that are words of their own.
    lone: Table,
    /// Open addressing, at most half full: the place of a word's first pattern in `all`, counted from 1, in the low bits, and as much of
    /// the word's hash as there is room for above them. 0: none. Four bytes a word: what is looked at most stays near at hand.
    keys: Vec<u32>,
    /// The low bits.
    place: u32,
    /// Patterns of one word lie together; the last is marked.
    all: Vec<Start>,
}

/// A word that stands in a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Met {
    /// Where in the text.
    pub at: u32,
    /// The place of its first pattern, from 1.
    first: u32,
}

/// The hash of a word; never 0.
#[inline(always)]
fn hash(two: u32, third: Code) -> u32 {
    three(two, third) | 1
}

/// Which bit of [`Starts::pairs`] stands for a third character: one of seven.
#[inline(always)]
fn bit(third: Code) -> u32 {
    1 + ((u32::from(third).wrapping_mul(0x85EB_CA6B) >> 16) * 7 >> 16)
}

impl Starts {
    /// Makes the tables of these words.
    pub fn new<'a>(words: impl Iterator<Item = &'a (Short, Start)>) -> Starts {
        let (mut pairs, mut lone) = (Box::new([0; 1 << 16]), Table::default());
        let mut order: Vec<(u32, Start)> = words.map(|(word, start)| {
            let (first, next, third) = match *word.word() {
                [first, next, third, ..] => (first, next, third),
                [first, next] => (first, next, 0),
                [first] => (first, 0, 0),
                [] => (0, 0, 0), // a start holds a character
            };
            let two = two(first, next);
            match (next, third) {
                (0, _) => lone.put(usize::from(first)),
                (_, 0) => pairs[(two >> 16) as usize] |= 1,
                _ => pairs[(two >> 16) as usize] |= 1 << bit(third),
            }
            (hash(two, third), *start)
        }).collect();
        order.sort_unstable();
        let size = (order.chunk_by(|a, b| a.0 == b.0).count() * 2 + 1).next_power_of_two();
        let mut starts = Starts { pairs, lone, keys: vec![0; size], place: 32 - (order.len() as u32 + 1).leading_zeros(), all: Vec::with_capacity(order.len()) };
        for own in order.chunk_by(|a, b| a.0 == b.0) {
            let hash = own[0].0;
            let mut at = starts.slot(hash);
            while starts.keys[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            starts.keys[at] = starts.tag(hash) | starts.all.len() as u32 + 1;
            starts.all.extend(own.iter().map(|(_, start)| *start));
            if let Some(last) = starts.all.last_mut() {
                last.before |= LAST;
            }
        }
        starts
    }

    /// Where the search for a hash begins.
    #[inline(always)]
    fn slot(&self, hash: u32) -> usize {
        (hash >> 12) as usize & (self.keys.len() - 1)
    }

    /// The part of a hash that is kept.
    #[inline(always)]
    fn tag(&self, hash: u32) -> u32 {
        hash.wrapping_mul(0x9E37_79B1) >> self.place << self.place
    }

    /// The place of a word's first pattern, from 1; 0 when there is no such word.
    #[inline(always)]
    fn of(&self, hash: u32) -> u32 {
        let (most, tag, mut at) = (self.keys.len() - 1, self.tag(hash), self.slot(hash));
        loop {
            let key = self.keys[at];
            if key == 0 || key >> self.place << self.place == tag {
                return key & !(u32::MAX << self.place);
            }
            at = (at + 1) & most;
        }
    }

    /// Marks the places at which a word may stand: a quick look.
    #[inline]
    pub fn mark(&self, text: &[Code], places: &mut Vec<u64>) {
        mark(text, places, |first, next, third| self.pairs[(two(first, next) >> 16) as usize] & (1 << bit(third) | u8::from(next != 0)) != 0 || self.lone.has(usize::from(first)));
    }

    /// The words that stand at the places marked, in order; at one place those of three and more characters, of two, of one. All are looked
    /// up before any is made use of: the looks do not wait for one another.
    pub fn meet(&self, text: &[Code], places: &[u64], met: &mut Vec<Met>) {
        met.clear();
        let code = |at: usize| text.get(at).copied().unwrap_or(0);
        // What may be a word, with its hash; then only those that are.
        for at in marked(places) {
            let (first, next, third) = (code(at), code(at + 1), code(at + 2));
            let two_ = two(first, next);
            let bits = self.pairs[(two_ >> 16) as usize];
            let at = at as u32;
            if third != 0 && bits >> bit(third) & 1 == 1 {
                met.push(Met { at, first: hash(two_, third) });
            }
            if next != 0 && bits & 1 == 1 {
                met.push(Met { at, first: hash(two_, 0) });
            }
            if self.lone.has(usize::from(first)) {
                met.push(Met { at, first: hash(two(first, 0), 0) });
            }
        }
        let mut kept = 0;
        for nth in 0..met.len() {
            let Met { at, first } = met[nth];
            let first = self.of(first);
            met[kept] = Met { at, first };
            kept += usize::from(first != 0);
        }
        met.truncate(kept);
    }

    /// The patterns of a word met.
    #[inline]
    pub fn of_word(&self, word: Met) -> &[Start] {
        let own = &self.all[word.first as usize - 1..];
        let last = own.iter().position(|start| start.before & LAST != 0).unwrap_or(0);
        &own[..=last]
    }
}
