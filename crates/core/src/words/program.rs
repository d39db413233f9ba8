//! A pattern as it is run: from its end to its head over sets of places, then from each place where it begins to the end
//! its first way gives. No way is tried twice, so the time is that of the parts, not of their combinations.

use super::fixed::{Fixed, stands};
use super::fold::{Code, is_digit};
use super::marks::{Bits, Marks, Room, and, earlier, has, is_empty, later, minus, none, or, places, put};
use super::matching::Mask;
use super::pattern::Node;
use super::ways::Alt;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A step of a pattern: three words of memory at most, so that a pattern lies in two or three lines of it.
pub enum Op {
    /// Fixed characters; longer words are several steps.
    Lit(Letters),
    /// Any one of fixed words: its number in [`Fixed`]s.
    Fixed(usize),
    /// Any one of these ways, in order. Boxed, as all of a kind that is large: steps are read one after the other, and
    /// the fewer lines of memory they take, the better.
    Ways(Box<Ways>),
    /// May be missing.
    Opt(Box<[Op]>),
    /// Up to so many characters; `true`: inside one clause.
    Gap(usize, bool),
    /// A number.
    Number,
    /// A name.
    Name,
    /// None of these may stand behind.
    NotAfter(Box<[Vec<Code>]>),
    /// None of these may stand before.
    NotBefore(Box<[Vec<Code>]>),
    /// Head of the message.
    Start,
    /// End of the message.
    End,
}

/// A few characters, at hand.
pub struct Letters {
    len: u8,
    codes: [Code; Letters::MOST],
}

impl Letters {
    const MOST: usize = 10;

    /// No more than [`Letters::MOST`] of a word.
    fn of(word: &[Code]) -> Letters {
        let mut letters = Letters { len: 0, codes: [0; Letters::MOST] };
        letters.codes.iter_mut().zip(word).for_each(|(place, code)| {
            *place = *code;
            letters.len += 1;
        });
        letters
    }

    #[inline(always)]
    fn word(&self) -> &[Code] {
        &self.codes[..usize::from(self.len).min(Letters::MOST)]
    }
}

/// Ways of an alternation that are not all fixed words.
pub struct Ways {
    /// What they can begin with.
    first: Mask,
    /// What each begins with; 0 when that is not one character.
    heads: Vec<Code>,
    ways: Vec<Box<[Op]>>,
}

/// The alternations of all patterns of a bank.
#[derive(Default)]
pub struct Shared {
    fixed: Vec<Fixed>,
    /// Alternation → its number. The alternation is kept, so that its address is not given to another.
    seen: BTreeMap<usize, (Arc<Alt>, usize)>,
    /// Fixed words that hold a digit, wherever in a pattern.
    numerals: BTreeSet<Vec<Code>>,
}

impl Shared {
    /// The steps of a pattern.
    pub fn compile(&mut self, nodes: &[Node]) -> Box<[Op]> {
        let mut ops = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Lit(word) => {
                    self.note(word);
                    ops.extend(word.chunks(Letters::MOST).map(|part| Op::Lit(Letters::of(part))));
                }
                node => ops.push(self.step(node)),
            }
        }
        ops.into()
    }

    /// The fixed words that hold a digit.
    pub fn numerals(&self) -> impl Iterator<Item = &[Code]> {
        self.numerals.iter().map(Vec::as_slice)
    }

    fn note(&mut self, word: &[Code]) {
        if word.iter().any(|code| is_digit(*code)) {
            self.numerals.insert(word.to_vec());
        }
    }

    fn step(&mut self, node: &Node) -> Op {
        if let Node::NotAfter(words) | Node::NotBefore(words) = node {
            words.iter().for_each(|word| self.note(word));
        }
        match node {
            Node::Lit(word) => Op::Lit(Letters::of(word)), // made above, in parts
            Node::Alt(alt) => self.alternation(alt),
            Node::Opt(way) => Op::Opt(self.compile(way)),
            Node::Gap(most, clause) => Op::Gap(*most, *clause),
            Node::Number => Op::Number,
            Node::Name => Op::Name,
            Node::NotAfter(words) => Op::NotAfter(words.as_slice().into()),
            Node::NotBefore(words) => Op::NotBefore(words.as_slice().into()),
            Node::Start => Op::Start,
            Node::End => Op::End,
        }
    }

    fn alternation(&mut self, alt: &Arc<Alt>) -> Op {
        let words: Option<Vec<&[Code]>> = alt.ways.iter().map(|way| match way.as_slice() {
            [Node::Lit(word)] if !word.is_empty() => Some(word.as_slice()),
            _ => None,
        }).collect();
        // Packed sizes are 16 bits wide; a longer list is run as ways.
        let words = words.filter(|words| words.iter().map(|w| w.len()).sum::<usize>() < usize::from(u16::MAX));
        let Some(words) = words else {
            let first = |way: &Vec<Node>| match way.first() {
                Some(Node::Lit(word)) => word.first().copied().unwrap_or(0),
                _ => 0,
            };
            return Op::Ways(Box::new(Ways { first: alt.first, heads: alt.ways.iter().map(first).collect(), ways: alt.ways.iter().map(|way| self.compile(way)).collect() }));
        };
        let key = Arc::as_ptr(alt) as usize;
        if let Some((_, number)) = self.seen.get(&key) {
            return Op::Fixed(*number);
        }
        words.iter().for_each(|word| self.note(word));
        let mut lengths: Vec<usize> = words.iter().map(|w| w.len()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        let mut sorted = words;
        sorted.sort_by_key(|w| w[0]);
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let (mut packed, mut heads, mut froms): (Vec<Code>, Vec<Code>, Vec<u32>) = Default::default();
        for own in sorted.chunk_by(|a, b| a[0] == b[0]) {
            heads.push(own[0][0]);
            froms.push(u32::try_from(packed.len()).unwrap_or(u32::MAX));
            packed.extend([own[0][0], small(own.iter().map(|w| w.len()).sum())]);
            for word in own {
                packed.push(small(lengths.iter().position(|l| *l == word.len()).unwrap_or(0)));
                packed.extend_from_slice(&word[1..]);
            }
        }
        let lengths = lengths.iter().map(|l| small(*l)).collect();
        self.fixed.push(Fixed { first: alt.first, lengths, packed: packed.into(), heads: heads.into(), froms: froms.into() });
        self.seen.insert(key, (Arc::clone(alt), self.fixed.len() - 1));
        Op::Fixed(self.fixed.len() - 1)
    }

    /// Number of fixed alternations.
    pub fn len(&self) -> usize {
        self.fixed.len()
    }

    /// Where the words of each length stand: the part of the room's `known` where they lie.
    #[inline]
    fn look<const W: usize>(&self, number: usize, held: &Mask, marks: &mut Marks<'_, W>) -> Option<usize> {
        let fixed = &self.fixed[number];
        if (0..4).all(|i| fixed.first[i] & held[i] == 0) {
            return None;
        }
        let (round, start) = marks.room.memo[number];
        if round == marks.room.round {
            return (start != u32::MAX).then_some(start as usize);
        }
        let start = marks.room.known.len();
        marks.room.known.resize(start + fixed.lengths.len() * W, 0);
        let mut any = false;
        let Room { number: numbers, masks, known, .. } = &mut *marks.room;
        let of = |code: Code| -> Bits<W> { std::array::from_fn(|i| masks[usize::from(numbers[usize::from(code)]) * W + i]) };
        fixed.words(
            |first| numbers[usize::from(first)] != 0,
            |first, length, rest| {
                let mut all = of(first);
                for (nth, code) in (1..).zip(rest) {
                    all = and(&all, &earlier(&of(*code), nth));
                    if is_empty(&all) {
                        return;
                    }
                }
                any = true;
                known[start + length * W..start + (length + 1) * W].iter_mut().zip(all).for_each(|(there, all)| *there |= all);
            },
        );
        let place = if any { u32::try_from(start).unwrap_or(u32::MAX) } else { u32::MAX };
        marks.room.memo[number] = (marks.room.round, place);
        any.then_some(start)
    }

    /// Places that `op` reaches from one of `from`.
    fn ahead<const W: usize>(&self, op: &Op, from: &Bits<W>, held: &Mask, marks: &mut Marks<'_, W>) -> Bits<W> {
        match op {
            Op::Lit(word) => {
                let (mut out, word) = (none(), word.word());
                places(from, 0).filter(|at| stands(word, marks.text, *at)).for_each(|at| put(&mut out, at + word.len()));
                out
            }
            Op::Fixed(number) => self.fixed[*number].ahead(from, marks.text),
            // Of a few places it is quicker to look at each.
            Op::Ways(ways) if from.iter().map(|w| w.count_ones()).sum::<u32>() <= 3 => {
                let mut out = none();
                for (head, way) in ways.heads.iter().zip(&ways.ways) {
                    if *head == 0 || places(from, 0).any(|at| marks.text.get(at) == Some(head)) {
                        out = or(&out, &self.reached(way, from, held, marks));
                    }
                }
                out
            }
            Op::Ways(ways) => {
                marks.know();
                let mut out = none();
                for (head, way) in ways.heads.iter().zip(&ways.ways) {
                    if *head == 0 || (marks.holds(*head) && !is_empty(&and(from, &marks.of(*head)))) {
                        out = or(&out, &self.reached(way, from, held, marks));
                    }
                }
                out
            }
            Op::Opt(way) => or(from, &self.reached(way, from, held, marks)),
            Op::Gap(most, clause) => marks.gap_ahead(from, *most, *clause),
            Op::Number => marks.number_ahead(from),
            Op::Name => marks.name_ahead(from),
            _ => self.back(op, from, held, marks), // steps over nothing: the same both ways
        }
    }

    /// Places that `ops` reach from one of `from`: a few places are followed, and most patterns end at their second step.
    pub fn reached<const W: usize>(&self, ops: &[Op], from: &Bits<W>, held: &Mask, marks: &mut Marks<'_, W>) -> Bits<W> {
        let mut at = *from;
        for op in ops {
            if is_empty(&at) {
                break;
            }
            at = self.ahead(op, &at, held, marks);
        }
        at
    }

    /// Places from which `op` leads to one of `to`.
    fn back<const W: usize>(&self, op: &Op, to: &Bits<W>, held: &Mask, marks: &mut Marks<'_, W>) -> Bits<W> {
        marks.know();
        match op {
            Op::Lit(word) => {
                let to = earlier(to, word.word().len());
                if is_empty(&to) { to } else { and(&to, &marks.word(word.word())) }
            }
            Op::Fixed(number) => {
                let mut out = none();
                if let Some(start) = self.look(*number, held, marks) {
                    for (nth, length) in self.fixed[*number].lengths.iter().enumerate() {
                        let there: Bits<W> = known(marks, start, nth);
                        out = or(&out, &and(&earlier(to, usize::from(*length)), &there));
                    }
                }
                out
            }
            Op::Ways(ways) if (0..4).all(|i| ways.first[i] & held[i] == 0) => none(),
            Op::Ways(ways) => {
                let mut out = none();
                for (first, way) in ways.heads.iter().zip(&ways.ways) {
                    if *first == 0 || marks.holds(*first) {
                        out = or(&out, &self.heads(way, to, held, marks));
                    }
                }
                out
            }
            Op::Opt(way) => or(to, &self.heads(way, to, held, marks)),
            Op::Gap(most, clause) => marks.gap(to, *most, *clause),
            Op::Number => marks.number(to),
            Op::Name => marks.name(to),
            Op::NotAfter(words) => words.iter().fold(*to, |to, word| minus(&to, &marks.word(word))),
            Op::NotBefore(words) => words.iter().fold(*to, |to, word| minus(&to, &later(&marks.word(word), word.len()))),
            Op::Start => and(to, &only(if marks.head { Some(0) } else { None })),
            Op::End => and(to, &only(marks.tail.then_some(marks.text.len()))),
        }
    }

    /// A quick look: `false` when the step cannot be made anywhere.
    #[inline]
    fn may<const W: usize>(&self, op: &Op, held: &Mask, marks: &Marks<'_, W>) -> bool {
        match op {
            Op::Lit(word) => word.word().iter().all(|code| marks.holds(*code)),
            Op::Fixed(number) => {
                let first = &self.fixed[*number].first;
                (0..4).any(|i| first[i] & held[i] != 0) && marks.room.memo[*number] != (marks.room.round, u32::MAX)
            }
            Op::Ways(ways) => (0..4).any(|i| ways.first[i] & held[i] != 0),
            _ => true,
        }
    }

    /// Places from which `ops` lead to one of `to`.
    pub fn heads<const W: usize>(&self, ops: &[Op], to: &Bits<W>, held: &Mask, marks: &mut Marks<'_, W>) -> Bits<W> {
        marks.know();
        if !ops.iter().all(|op| self.may(op, held, marks)) {
            return none();
        }
        let mut at = *to;
        for op in ops.iter().rev() {
            at = self.back(op, &at, held, marks);
            if is_empty(&at) {
                break;
            }
        }
        at
    }

    /// For each step, the places from which the rest leads to one of `to`; the last is `to`.
    pub fn views<const W: usize>(&self, ops: &[Op], to: &Bits<W>, held: &Mask, marks: &mut Marks<'_, W>) -> Vec<Bits<W>> {
        let mut views = vec![*to; ops.len() + 1];
        for (nth, op) in ops.iter().enumerate().rev() {
            views[nth] = self.back(op, &views[nth + 1], held, marks);
        }
        views
    }

    /// Where the first way to read `ops` from `at` ends, `at` being in the first of their `views`.
    pub fn end<const W: usize>(&self, ops: &[Op], views: &[Bits<W>], mut at: usize, held: &Mask, marks: &mut Marks<'_, W>) -> usize {
        for (op, to) in ops.iter().zip(&views[1..]) {
            at = self.step_from(op, to, at, held, marks).unwrap_or(at);
        }
        at
    }

    /// Where `op` read from `at` first leads to one of `to`.
    fn step_from<const W: usize>(&self, op: &Op, to: &Bits<W>, at: usize, held: &Mask, marks: &mut Marks<'_, W>) -> Option<usize> {
        let way = |way: &[Op], marks: &mut Marks<'_, W>| {
            let views = self.views(way, to, held, marks);
            has(&views[0], at).then(|| self.end(way, &views, at, held, marks))
        };
        match op {
            Op::Lit(word) => Some(at + word.word().len()),
            Op::Fixed(number) => {
                let start = self.look(*number, held, marks)?;
                let lengths = &self.fixed[*number].lengths;
                (0..lengths.len()).find(|nth| has(&known::<W>(marks, start, *nth), at) && has(to, at + usize::from(lengths[*nth]))).map(|nth| at + usize::from(lengths[nth]))
            }
            Op::Ways(ways) => ways.ways.iter().find_map(|w| way(w, marks)),
            Op::Opt(w) => way(w, marks).or(Some(at)),
            Op::Gap(most, _) => (0..=*most).find(|skip| has(to, at + skip)).map(|skip| at + skip),
            Op::Number => (1..=12).rev().find(|len| has(to, at + len) && marks.text[at..].iter().take(*len).filter(|c| super::matching::is_number(**c)).count() == *len).map(|len| at + len),
            Op::Name => super::marks::names(marks.text, at).into_iter().flatten().find(|len| has(to, at + len)).map(|len| at + len),
            Op::NotAfter(_) | Op::NotBefore(_) | Op::Start | Op::End => Some(at),
        }
    }
}

/// Where the words of one length of an alternation stand.
#[inline]
fn known<const W: usize>(marks: &Marks<'_, W>, start: usize, nth: usize) -> Bits<W> {
    std::array::from_fn(|i| marks.room.known[start + nth * W + i])
}

fn only<const W: usize>(at: Option<usize>) -> Bits<W> {
    let mut bits = none();
    if let Some(at) = at {
        put(&mut bits, at);
    }
    bits
}
