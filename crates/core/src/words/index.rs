//! The prefilter: finds fixed words by their first two characters, so that nothing else is tried on most texts.

use super::fold::Code;
use super::anchor::anchor;
use super::matching::{Mask, Needs, begins, matches, may_hold, of_codes};
use super::pattern::Node;

/// One fixed word of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The rule it belongs to.
    pub rule: u32,
    /// At most so many characters of the rule stand before this word.
    pub before: u16,
    len: u16,
    pair: u32,
    start: u32,
    /// Its third character, at hand.
    third: Code,
}

/// Fixed words by their first pair of characters (a single one pairs with 0): a bit set small enough for the nearest cache, then a sorted table.
#[derive(Default)]
pub struct Index {
    arena: Vec<Code>,
    entries: Vec<Entry>,
    /// One bit a hashed pair.
    bits: Vec<u64>,
    /// One bit a character that is a fixed word of its own.
    lone: Vec<u64>,
    /// Hashed pair → first entry of its bucket; one more at the end.
    buckets: Vec<u32>,
}

fn pair(a: Code, b: Code) -> u32 {
    u32::from(a) << 16 | u32::from(b)
}

fn slot(pair: u32) -> usize {
    (pair.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

impl Index {
    /// Adds a fixed word.
    pub fn add(&mut self, word: &[Code], rule: usize, before: usize) {
        let start = u32::try_from(self.arena.len()).unwrap_or(u32::MAX);
        self.arena.extend_from_slice(word);
        let len = u16::try_from(word.len()).unwrap_or(u16::MAX);
        let (rule, before) = (u32::try_from(rule).unwrap_or(u32::MAX), u16::try_from(before).unwrap_or(u16::MAX));
        self.entries.push(Entry { rule, before, len, pair: pair(word[0], word.get(1).copied().unwrap_or(0)), start, third: word.get(2).copied().unwrap_or(0) });
    }

    /// Makes the tables once all words are in. Entries of one pair keep the order of addition.
    pub fn seal(&mut self) {
        self.entries.sort_by_key(|e| (slot(e.pair), e.pair));
        self.bits = vec![0; 1 << 10];
        self.lone = vec![0; 1 << 10];
        self.buckets = vec![0; (1 << 16) + 1];
        for entry in &self.entries {
            let at = slot(entry.pair);
            self.bits[at >> 6] |= 1 << (at & 63);
            self.buckets[at + 1] += 1;
            if entry.len == 1 {
                let code = entry.pair >> 16;
                self.lone[(code >> 6) as usize] |= 1 << (code & 63);
            }
        }
        for at in 0..1 << 16 {
            self.buckets[at + 1] += self.buckets[at];
        }
    }

    #[inline]
    fn hit(&self, pair: u32) -> bool {
        let at = slot(pair);
        self.bits[at >> 6] >> (at & 63) & 1 == 1
    }

    /// Is any fixed word in the text?
    pub fn any(&self, text: &[Code]) -> bool {
        !self.entries.is_empty() && (0..text.len()).any(|at| self.may_stand(text, at) && self.at(text, at).next().is_some())
    }

    /// A quick look: `false` when no fixed word stands at `at`.
    #[inline]
    pub fn may_stand(&self, text: &[Code], at: usize) -> bool {
        let (first, next) = (text[at], text.get(at + 1).copied().unwrap_or(0));
        self.hit(pair(first, next)) || self.alone(first)
    }

    #[inline]
    fn alone(&self, code: Code) -> bool {
        self.lone[usize::from(code >> 6)] >> (code & 63) & 1 == 1
    }

    /// The fixed words that stand at `at`; longer than one character first.
    pub fn at<'a>(&'a self, text: &'a [Code], at: usize) -> impl Iterator<Item = &'a Entry> {
        let first = text.get(at).copied().unwrap_or(0);
        let next = text.get(at + 1).copied().unwrap_or(0);
        let alone = next != 0 && self.alone(first);
        let longer = self.starting(pair(first, next)).iter().filter(move |e| self.stands(e, text, at));
        longer.chain(if alone { self.starting(pair(first, 0)) } else { &[] })
    }

    /// Entries of one pair of characters.
    fn starting(&self, key: u32) -> &[Entry] {
        if !self.hit(key) {
            return &[];
        }
        let bucket = slot(key);
        let all = &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize];
        // Sorted by pair inside the bucket; nearly always there is one.
        let from = all.iter().position(|e| e.pair == key).unwrap_or(all.len());
        let len = all[from..].iter().rposition(|e| e.pair == key).map_or(0, |p| p + 1);
        &all[from..from + len]
    }

    fn stands(&self, entry: &Entry, text: &[Code], at: usize) -> bool {
        let (start, len) = (entry.start as usize, usize::from(entry.len));
        len <= 2 || (text.get(at + 2) == Some(&entry.third) && (len == 3 || text.get(at + 3..at + len).is_some_and(|rest| *rest == self.arena[start + 3..start + len])))
    }
}

/// Patterns behind their prefilter.
#[derive(Default)]
pub struct Bank {
    patterns: Vec<Vec<Node>>,
    /// What each can begin with.
    begins: Vec<Mask>,
    needs: Vec<Needs>,
    index: Index,
}

/// Which starts of which pattern have been tried in this text, so that none is tried twice.
#[derive(Default)]
pub struct Tried {
    round: u32,
    upto: Vec<(u32, usize)>,
}

impl Bank {
    /// Adds a pattern and gives its number; `None` when it holds no fixed word.
    pub fn add(&mut self, nodes: Vec<Node>) -> Option<usize> {
        let (words, before) = anchor(&nodes)?;
        let rule = self.patterns.len();
        for word in &words {
            self.index.add(word.word(), rule, before);
        }
        self.begins.push(begins(&nodes));
        self.needs.push(Needs::of(&nodes));
        self.patterns.push(nodes);
        Some(rule)
    }

    /// Makes the prefilter once all patterns are in.
    pub fn seal(&mut self) {
        self.index.seal();
    }

    /// Patterns whose search starts at a single character, which is slow.
    #[cfg(test)]
    pub fn single_starts(&self) -> Vec<u32> {
        let mut rules: Vec<u32> = self.index.entries.iter().filter(|e| e.len == 1).map(|e| e.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// Number of fixed words.
    #[cfg(test)]
    pub fn starts(&self) -> usize {
        self.index.entries.len()
    }

    /// The patterns.
    #[cfg(test)]
    pub fn patterns(&self) -> &[Vec<Node>] {
        &self.patterns
    }

    /// Number of patterns.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Calls `found(pattern, start, end)` for each match of the patterns wanted; matches of one pattern do not overlap.
    pub fn run(&self, text: &[Code], tried: &mut Tried, wanted: impl Fn(usize) -> bool, mut found: impl FnMut(usize, usize, usize)) {
        tried.round = tried.round.wrapping_add(1);
        tried.upto.resize(self.patterns.len(), (0, 0));
        if self.patterns.is_empty() {
            return;
        }
        let held = of_codes(text);
        for at in 0..text.len() {
            if !self.index.may_stand(text, at) {
                continue;
            }
            for entry in self.index.at(text, at) {
                let rule = entry.rule as usize;
                let (round, upto) = tried.upto[rule];
                let mut from = at.saturating_sub(usize::from(entry.before));
                if round == tried.round {
                    from = from.max(upto);
                } else if !wanted(rule) || !self.needs[rule].met(&held) {
                    tried.upto[rule] = (tried.round, usize::MAX); // nothing to try in this text
                    continue;
                }
                while from <= at {
                    let end = if may_hold(&self.begins[rule], text[from]) { matches(&self.patterns[rule], text, from) } else { None };
                    if let Some(end) = end {
                        found(rule, from, end);
                        from = end.max(from + 1);
                    } else {
                        from += 1;
                    }
                }
                tried.upto[rule] = (tried.round, from);
            }
        }
    }
}
