//! The prefilter of patterns: fixed words one of which stands in every match, by their first three characters, so that nothing else
//! is tried on most texts. Made for the patterns somebody asks about: what nobody asks about takes up no room near at hand.

use super::anchor::Short;
use super::filter::{Table, mark, three, two};
use super::fold::Code;

/// A pattern that may stand where one of its fixed words does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Start {
    /// The pattern.
    pub rule: u16,
    /// At most so many of its characters stand before the word.
    pub before: u16,
}

/// Where the patterns of each fixed word are. Words are told apart by a hash: a pattern may be tried where none of its words stands,
/// which finds nothing, as its own steps decide.
pub struct Starts {
    /// By the hash of two characters: one bit for each hash of a third with which a word goes on; all bits where it ends.
    pairs: Box<[u8; 1 << 16]>,
    /// Characters that are words of their own.
    lone: Table,
    /// Open addressing, at most three quarters full: the hash of a word (0: none), and from where to where its patterns lie.
    keys: Vec<Key>,
    all: Vec<Start>,
}

/// Where the patterns of one word lie.
#[derive(Clone, Copy, Default)]
struct Key {
    hash: u32,
    from: u32,
    until: u32,
}

/// The hash of a word; never 0.
#[inline(always)]
fn hash(two: u32, third: Code) -> u32 {
    three(two, third) | 1
}

/// Which bit of [`Starts::pairs`] stands for a third character.
#[inline(always)]
fn bit(third: Code) -> u32 {
    u32::from(third).wrapping_mul(0x85EB_CA6B) >> 29
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
                (_, 0) => pairs[(two >> 16) as usize] = u8::MAX,
                _ => pairs[(two >> 16) as usize] |= 1 << bit(third),
            }
            (hash(two, third), *start)
        }).collect();
        order.sort_unstable();
        let size = (order.chunk_by(|a, b| a.0 == b.0).count() * 4 / 3 + 1).next_power_of_two();
        let mut starts = Starts { pairs, lone, keys: vec![Key::default(); size], all: order.iter().map(|(_, start)| *start).collect() };
        let mut from = 0;
        for own in order.chunk_by(|a, b| a.0 == b.0) {
            let (hash, until) = (own[0].0, from + own.len() as u32);
            let at = starts.place(hash);
            starts.keys[at] = Key { hash, from, until };
            from = until;
        }
        starts
    }

    /// Where a hash lies, or where it would.
    #[inline(always)]
    fn place(&self, hash: u32) -> usize {
        let most = self.keys.len() - 1;
        let mut at = (hash >> 12) as usize & most;
        while self.keys[at].hash != 0 && self.keys[at].hash != hash {
            at = (at + 1) & most;
        }
        at
    }

    #[inline(always)]
    fn of(&self, hash: u32) -> &[Start] {
        let Key { from, until, .. } = self.keys[self.place(hash)];
        &self.all[from as usize..until as usize]
    }

    /// Marks the places at which a word may stand: a quick look.
    #[inline]
    pub fn mark(&self, text: &[Code], places: &mut Vec<u64>) {
        mark(text, places, |first, next, third| self.pairs[(two(first, next) >> 16) as usize] >> bit(third) & 1 == 1 || self.lone.has(usize::from(first)));
    }

    /// The patterns of the words that stand at `at`: of three and more characters, of two, of one.
    #[inline]
    pub fn at(&self, text: &[Code], at: usize) -> impl Iterator<Item = &Start> {
        let code = |at: usize| text.get(at).copied().unwrap_or(0);
        let (first, next, third) = (code(at), code(at + 1), code(at + 2));
        let two_ = two(first, next);
        let bits = self.pairs[(two_ >> 16) as usize];
        let long = if third != 0 && bits >> bit(third) & 1 == 1 { self.of(hash(two_, third)) } else { &[] };
        let short = if next != 0 && bits == u8::MAX { self.of(hash(two_, 0)) } else { &[] };
        let lone = if self.lone.has(usize::from(first)) { self.of(hash(two(first, 0), 0)) } else { &[] };
        [long, short, lone].into_iter().flatten()
    }
}
