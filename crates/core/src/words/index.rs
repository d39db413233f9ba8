//! The prefilter: finds fixed words by their first two characters, so that nothing else is tried on most texts.

use super::fold::Code;
use super::anchor::anchor;
use super::marks::{Marks, Room, is_empty, places, span};
use super::matching::of_codes;
use super::needs::{Needs, Pairs, slot};
use super::pattern::Node;
use super::program::{Op, Shared};
use super::ways::longest;

/// One fixed word of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The rule it belongs to.
    pub rule: u32,
    /// At most so many characters of the rule stand before this word.
    pub before: u16,
    len: u16,
    /// Its third character, at hand.
    third: Code,
    /// Where the whole word lies in the arena.
    start: u32,
}

/// Fixed words by their first pair of characters (a single one pairs with 0): two bit sets small enough for the nearest
/// cache, then a table of pairs, then the words of each.
#[derive(Default)]
pub struct Index {
    arena: Vec<Code>,
    /// Words of one pair lie together, by their third character, then in the order of addition.
    entries: Vec<Entry>,
    /// The pair of each entry, until the tables are made.
    pairs: Vec<u32>,
    /// One bit a hashed pair, and one a second hash of it: together they are wrong for one pair in a hundred.
    bits: Table,
    again: Table,
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

/// 65,536 bits, in memory of their own; the size is known, so that no place has to be checked.
struct Table(Box<[u64; 1 << 10]>);

impl Default for Table {
    fn default() -> Table {
        Table(Box::new([0; 1 << 10]))
    }
}

impl Table {
    #[inline(always)]
    fn has(&self, at: usize) -> bool {
        self.0[at >> 6 & 0x3FF] >> (at & 63) & 1 == 1
    }

    fn put(&mut self, at: usize) {
        self.0[at >> 6 & 0x3FF] |= 1 << (at & 63);
    }
}

/// Two characters as one number; the second is 0 for a single one.
#[inline(always)]
pub fn pair(a: Code, b: Code) -> u32 {
    u32::from(a) << 16 | u32::from(b)
}

#[inline(always)]
fn second(pair: u32) -> usize {
    (pair.wrapping_mul(0x85EB_CA6B) >> 15 & 0xFFFF) as usize
}

impl Index {
    /// Adds a fixed word.
    pub fn add(&mut self, word: &[Code], rule: usize, before: usize) {
        let start = u32::try_from(self.arena.len()).unwrap_or(u32::MAX);
        self.arena.extend_from_slice(word);
        let len = u16::try_from(word.len()).unwrap_or(u16::MAX);
        let (rule, before) = (u32::try_from(rule).unwrap_or(u32::MAX), u16::try_from(before).unwrap_or(u16::MAX));
        self.entries.push(Entry { rule, before, len, third: word.get(2).copied().unwrap_or(0), start });
        self.pairs.push(pair(word[0], word.get(1).copied().unwrap_or(0)));
    }

    /// Makes the tables once all words are in. Entries of one pair keep the order of addition.
    pub fn seal(&mut self) {
        let mut order: Vec<(u32, Entry)> = std::mem::take(&mut self.pairs).into_iter().zip(std::mem::take(&mut self.entries)).collect();
        order.sort_by_key(|(pair, entry)| (*pair, entry.third));
        let size = (2 * order.chunk_by(|a, b| a.0 == b.0).count()).next_power_of_two().max(16);
        self.keys = vec![Key::default(); size];
        for own in order.chunk_by(|a, b| a.0 == b.0) {
            let pair = own[0].0;
            self.bits.put(slot(pair));
            self.again.put(second(pair));
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

    #[inline(always)]
    fn hit(&self, pair: u32) -> bool {
        self.bits.has(slot(pair)) && self.again.has(second(pair))
    }

    /// Is any fixed word in the text?
    pub fn any(&self, text: &[Code]) -> bool {
        let mut next = 0;
        for (at, first) in text.iter().enumerate().rev() {
            let may = self.heads.has(usize::from(*first)) && (self.hit(pair(*first, next)) || self.alone(*first));
            if may && self.at(text, at).next().is_some() {
                return true;
            }
            next = *first;
        }
        false
    }

    /// The first place from `from` on at which a fixed word may stand: a quick look, wrong for one pair in a hundred.
    #[inline]
    pub fn next(&self, text: &[Code], from: usize) -> Option<usize> {
        let text = text.get(from..)?;
        let may = |first: Code, next: Code| self.hit(pair(first, next)) || self.alone(first);
        let found = text.windows(2).position(|two| may(two[0], two[1]));
        found.or_else(|| text.last().filter(|last| may(**last, 0)).map(|_| text.len() - 1)).map(|at| from + at)
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
        let two = self.starting(pair(first, next));
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
        if !self.hit(key) {
            return &[];
        }
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

/// Patterns behind their prefilter.
#[derive(Default)]
pub struct Bank {
    #[cfg(test)]
    patterns: Vec<Vec<Node>>,
    programs: Vec<Box<[Op]>>,
    needs: Needs,
    shared: Shared,
    index: Index,
    /// No match covers more characters, what it looks at behind its end included.
    reach: usize,
}

/// What has been tried in a text; room to work in.
#[derive(Default)]
pub struct Tried {
    round: u32,
    /// By pattern: the round it was last looked at in, and whether there is nothing left to look for in it.
    seen: Vec<(u32, bool)>,
    /// By pattern: the end of its last match in the text, and the round the text began in.
    upto: Vec<(u32, usize)>,
    pairs: Pairs,
    room: Room,
}

/// Words that must not stand beside a match are no longer than this.
const BESIDE: usize = 32;
/// Places of the widest sets.
const WIDEST: usize = 16 * 64;

impl Bank {
    /// Adds a pattern and gives its number; `None` when it holds no fixed word.
    pub fn add(&mut self, nodes: Vec<Node>) -> Option<usize> {
        let starts = anchor(&nodes)?;
        let rule = self.programs.len();
        for (word, before) in &starts {
            self.index.add(word.word(), rule, *before);
        }
        self.needs.push(&nodes, &starts);
        self.reach = self.reach.max(longest(&nodes) + BESIDE).min(WIDEST / 2);
        self.programs.push(self.shared.compile(&nodes));
        #[cfg(test)]
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

    /// The fixed words of its patterns that hold a digit.
    pub fn numerals(&self) -> impl Iterator<Item = &[Code]> {
        self.shared.numerals()
    }

    /// Number of patterns.
    pub fn len(&self) -> usize {
        self.programs.len()
    }

    /// Calls `found(pattern, start, end)` for each match of the patterns wanted; matches of one pattern do not overlap.
    pub fn run(&self, text: &[Code], tried: &mut Tried, wanted: impl Fn(usize) -> bool, mut found: impl FnMut(usize, usize, usize)) {
        if self.programs.is_empty() {
            return;
        }
        if tried.round > u32::MAX / 2 {
            *tried = Tried::default(); // rounds never come round again
        }
        tried.seen.resize(self.programs.len(), (0, false));
        tried.upto.resize(self.programs.len(), (0, 0));
        tried.room.memo.resize(self.shared.len(), (0, 0));
        let began = tried.round + 1;
        let all = Stretch { text, from: 0, starts: 0..text.len(), began };
        match text.len() {
            0..64 => self.stretch::<1>(&all, tried, &wanted, &mut found),
            64..128 => self.stretch::<2>(&all, tried, &wanted, &mut found),
            128..256 => self.stretch::<4>(&all, tried, &wanted, &mut found),
            256..WIDEST => self.stretch::<16>(&all, tried, &wanted, &mut found),
            len => {
                // Stretches overlap so far that every match lies whole in the one it starts in.
                let step = WIDEST - 1 - self.reach - BESIDE;
                for start in (0..len).step_by(step) {
                    let until = (start + step).min(len);
                    let from = start.saturating_sub(BESIDE);
                    let text = &text[from..(until + self.reach).min(len)];
                    let stretch = Stretch { text, from, starts: start..until, began };
                    let tail = from + text.len() == len;
                    self.stretch_at::<16>(&stretch, tail, tried, &wanted, &mut found);
                }
            }
        }
    }

    fn stretch<const W: usize>(&self, stretch: &Stretch<'_>, tried: &mut Tried, wanted: &impl Fn(usize) -> bool, found: &mut impl FnMut(usize, usize, usize)) {
        self.stretch_at::<W>(stretch, true, tried, wanted, found);
    }

    fn stretch_at<const W: usize>(&self, stretch: &Stretch<'_>, tail: bool, tried: &mut Tried, wanted: &impl Fn(usize) -> bool, found: &mut impl FnMut(usize, usize, usize)) {
        let Stretch { text, from, starts, began } = stretch;
        let Tried { round, seen, upto, pairs, room } = tried;
        *round += 1;
        // Most texts hold no fixed word at all: nothing is marked before one is met.
        let Some(first) = self.index.next(text, 0) else { return };
        pairs.open();
        let mut held = [0; 4];
        let mut marks: Option<Marks<'_, W>> = None;
        let mut room = Some(room);
        let mut next = Some(first);
        while let Some(at) = next {
            next = self.index.next(text, at + 1);
            for entry in self.index.at(text, at) {
                let rule = entry.rule as usize;
                if seen[rule] == (*round, true) || !wanted(rule) {
                    continue;
                }
                if seen[rule].0 != *round {
                    let never = !self.needs.met(rule, text, pairs);
                    seen[rule] = (*round, never);
                    if never {
                        continue;
                    }
                }
                if let Some(room) = room.take() {
                    held = of_codes(text);
                    marks = Some(Marks::new(text, *from == 0, tail, room));
                }
                let Some(marks) = marks.as_mut() else { continue };
                let program = &self.programs[rule];
                // From the few places where it can begin when this word is part of it; most patterns end here.
                let near = span(at.saturating_sub(usize::from(entry.before)), at);
                if is_empty(&self.shared.reached(program, &near, &held, marks)) {
                    continue;
                }
                // It stands: now all its places at once.
                seen[rule] = (*round, true);
                let everywhere = marks.all();
                let views = self.shared.views(program, &everywhere, &held, marks);
                let mut free = if upto[rule].0 == *began { upto[rule].1 } else { 0 }.max(starts.start);
                for start in places(&views[0], free - from) {
                    if from + start < free {
                        continue;
                    }
                    if from + start >= starts.end {
                        break;
                    }
                    let end = from + self.shared.end(program, &views, start, &held, marks);
                    found(rule, from + start, end);
                    free = end.max(from + start + 1);
                    upto[rule] = (*began, free);
                }
            }
        }
    }
}

/// A part of a text that fits a set of places.
struct Stretch<'a> {
    text: &'a [Code],
    /// Where it begins in the whole.
    from: usize,
    /// Places of the whole at which matches are looked for.
    starts: std::ops::Range<usize>,
    /// The round in which the whole text began.
    began: u32,
}
