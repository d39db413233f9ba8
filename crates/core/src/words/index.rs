//! Finds other spellings by their first characters, so that nothing else is tried on most texts.

use super::filter::{Filter, Table, three, two};
use super::fold::Code;
use super::needs::slot;

/// One fixed word of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The rule it belongs to.
    pub rule: u32,
    len: u16,
    /// Its third character, at hand.
    third: Code,
    /// Where the whole word lies in the arena.
    start: u32,
}

/// Fixed words by their first pair of characters (a single one pairs with 0): filters small enough for the nearest
/// caches, then a table of pairs, then the words of each.
#[derive(Default)]
pub struct Index {
    arena: Vec<Code>,
    /// Words of one pair lie together, by their third character, then in the order of addition.
    entries: Vec<Entry>,
    /// The pair of each entry, until the tables are made.
    pairs: Vec<u32>,
    /// Words of two characters; the first three characters of longer ones.
    short: Filter,
    long: Filter,
    /// One bit a character with which a fixed word begins, and one that is a fixed word of its own.
    heads: Table,
    lone: Table,
    /// Open addressing; at most half full.
    keys: Vec<Key>,
}

/// A pair (0: none), and from where to where its entries reach. Side by side: a look costs one line of memory.
#[derive(Clone, Copy, Default)]
struct Key {
    pair: u32,
    from: u32,
    until: u32,
}

/// Two characters as one number; the second is 0 for a single one.
#[inline(always)]
pub fn pair(a: Code, b: Code) -> u32 {
    u32::from(a) << 16 | u32::from(b)
}

impl Index {
    /// Adds a fixed word.
    pub fn add(&mut self, word: &[Code], rule: usize) {
        let start = u32::try_from(self.arena.len()).unwrap_or(u32::MAX);
        self.arena.extend_from_slice(word);
        let len = u16::try_from(word.len()).unwrap_or(u16::MAX);
        let rule = u32::try_from(rule).unwrap_or(u32::MAX);
        self.entries.push(Entry { rule, len, third: word.get(2).copied().unwrap_or(0), start });
        self.pairs.push(pair(word[0], word.get(1).copied().unwrap_or(0)));
    }

    /// Makes the tables once all words are in. Entries of one pair keep the order of addition.
    pub fn seal(&mut self) {
        let mut order: Vec<(u32, Entry)> = std::mem::take(&mut self.pairs).into_iter().zip(std::mem::take(&mut self.entries)).collect();
        order.sort_by_key(|(pair, entry)| (*pair, entry.third));
        let size = (2 * order.chunk_by(|a, b| a.0 == b.0).count()).next_power_of_two().max(16);
        self.keys = vec![Key::default(); size];
        let mut heads: Vec<(u32, Code)> = order.iter().map(|(pair, entry)| (*pair, entry.third)).collect();
        heads.dedup();
        let short = heads.iter().filter(|(_, third)| *third == 0).count();
        (self.short, self.long) = (Filter::new(short), Filter::new(heads.len() - short));
        for (pair, third) in heads {
            let two = two((pair >> 16) as Code, pair as Code);
            if third == 0 { self.short.put(two) } else { self.long.put(three(two, third)) }
        }
        for own in order.chunk_by(|a, b| a.0 == b.0) {
            let pair = own[0].0;
            self.heads.put((pair >> 16) as usize);
            if pair & 0xFFFF == 0 {
                self.lone.put((pair >> 16) as usize);
            }
            let mut at = slot(pair) & (size - 1);
            while self.keys[at].pair != 0 {
                at = (at + 1) & (size - 1);
            }
            let place = |entries: &[Entry]| u32::try_from(entries.len()).unwrap_or(u32::MAX);
            let from = place(&self.entries);
            self.entries.extend(own.iter().map(|(_, entry)| *entry));
            self.keys[at] = Key { pair, from, until: place(&self.entries) };
        }
    }

    /// Does a fixed word begin with this character?
    #[inline(always)]
    pub fn begins(&self, first: Code) -> bool {
        self.heads.has(usize::from(first))
    }

    /// May a fixed word of two characters or more stand here? `two` is the hash of the first two.
    #[inline(always)]
    fn hit(&self, two: u32, third: Code) -> bool {
        self.short.has(two) | self.long.has(three(two, third))
    }

    #[inline(always)]
    fn alone(&self, code: Code) -> bool {
        self.lone.has(usize::from(code))
    }

    /// The fixed words that stand at `at`: those of three and more characters, of two, of one.
    #[inline]
    pub fn at<'a>(&'a self, text: &'a [Code], at: usize) -> impl Iterator<Item = &'a Entry> {
        let first = text.get(at).copied().unwrap_or(0);
        let next = text.get(at + 1).copied().unwrap_or(0);
        let third = text.get(at + 2).copied().unwrap_or(0);
        let two = if self.hit(two(first, next), third) { self.starting(pair(first, next)) } else { &[] };
        let lone = if next != 0 && self.alone(first) { self.starting(pair(first, 0)) } else { &[] };
        // Of many only one stretch can stand here; few are looked at one by one.
        let longer = if two.len() > 8 { &two[two.partition_point(|e| e.third < third)..] } else { two };
        let longer = longer.iter().skip_while(move |e| e.third != third).take_while(move |e| e.third == third && third != 0).filter(move |e| self.stands(e, text, at));
        let short = |all: &'a [Entry]| all.iter().take_while(|e| e.third == 0);
        longer.chain(short(two)).chain(short(lone))
    }

    /// Entries of one pair of characters.
    #[inline]
    fn starting(&self, key: u32) -> &[Entry] {
        let most = self.keys.len() - 1;
        let mut at = slot(key) & most;
        loop {
            match self.keys[at] {
                Key { pair, from, until } if pair == key => return &self.entries[from as usize..until as usize],
                Key { pair: 0, .. } => return &[],
                _ => at = (at + 1) & most,
            }
        }
    }

    #[inline]
    fn stands(&self, entry: &Entry, text: &[Code], at: usize) -> bool {
        let (start, len) = (entry.start as usize, usize::from(entry.len));
        len <= 3 || text.get(at + 3..at + len).is_some_and(|rest| *rest == self.arena[start + 3..start + len])
    }
}

