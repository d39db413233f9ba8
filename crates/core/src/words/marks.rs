//! Where things stand in a stretch of text, one bit a place: sets of places are moved and cut with a few machine
//! instructions, so a pattern is tried at every place at once.

use super::fold::{Code, ends_clause, ends_sentence, is_han};
use super::matching::{is_number, modest, surname};

/// A set of places 0 to 64·W − 1.
pub type Bits<const W: usize> = [u64; W];

/// No place.
pub const fn none<const W: usize>() -> Bits<W> {
    [0; W]
}

/// Is it empty?
#[inline]
pub fn is_empty<const W: usize>(a: &Bits<W>) -> bool {
    a.iter().all(|w| *w == 0)
}

/// In both.
#[inline]
pub fn and<const W: usize>(a: &Bits<W>, b: &Bits<W>) -> Bits<W> {
    std::array::from_fn(|i| a[i] & b[i])
}

/// In either.
#[inline]
pub fn or<const W: usize>(a: &Bits<W>, b: &Bits<W>) -> Bits<W> {
    std::array::from_fn(|i| a[i] | b[i])
}

/// In the first, not in the second.
#[inline]
pub fn minus<const W: usize>(a: &Bits<W>, b: &Bits<W>) -> Bits<W> {
    std::array::from_fn(|i| a[i] & !b[i])
}

/// Every place, so many places earlier.
#[inline]
pub fn earlier<const W: usize>(a: &Bits<W>, by: usize) -> Bits<W> {
    let (words, bits) = (by >> 6, by & 63);
    std::array::from_fn(|i| {
        let low = a.get(i + words).copied().unwrap_or(0);
        let high = a.get(i + words + 1).copied().unwrap_or(0);
        if bits == 0 { low } else { low >> bits | high << (64 - bits) }
    })
}

/// Every place, so many places later.
#[inline]
pub fn later<const W: usize>(a: &Bits<W>, by: usize) -> Bits<W> {
    let (words, bits) = (by >> 6, by & 63);
    std::array::from_fn(|i| {
        let high = i.checked_sub(words).map_or(0, |i| a[i]);
        let low = i.checked_sub(words + 1).map_or(0, |i| a[i]);
        if bits == 0 { high } else { high << bits | low >> (64 - bits) }
    })
}

/// The places from the first to the last.
#[inline]
pub fn span<const W: usize>(first: usize, last: usize) -> Bits<W> {
    let below = |at: usize| -> Bits<W> {
        std::array::from_fn(|i| match at.saturating_sub(i << 6) {
            0 => 0,
            left @ 1..64 => (1 << left) - 1,
            _ => u64::MAX,
        })
    };
    minus(&below(last + 1), &below(first))
}

/// Is the place in the set?
#[inline]
pub fn has<const W: usize>(a: &Bits<W>, at: usize) -> bool {
    a.get(at >> 6).is_some_and(|w| w >> (at & 63) & 1 == 1)
}

/// Puts a place in the set.
#[inline]
pub fn put<const W: usize>(a: &mut Bits<W>, at: usize) {
    if let Some(word) = a.get_mut(at >> 6) {
        *word |= 1 << (at & 63);
    }
}

/// The places of a set from `from` on, in order.
pub fn places<const W: usize>(a: &Bits<W>, from: usize) -> impl Iterator<Item = usize> {
    (from >> 6..W).flat_map(move |i| {
        let mut word = a[i];
        if i == from >> 6 {
            word &= u64::MAX << (from & 63);
        }
        std::iter::from_fn(move || {
            let bit = word.trailing_zeros();
            (word != 0).then(|| {
                word &= word - 1;
                i << 6 | bit as usize
            })
        })
    })
}

/// Room for the marks of one text, kept from text to text.
#[derive(Default)]
pub struct Room {
    /// Character → its number in this text, 0 for those it does not hold.
    pub number: Vec<u16>,
    /// The characters it holds, so that `number` can be wiped.
    held: Vec<Code>,
    /// By number: where the character stands, W words each; number 0 stands nowhere.
    pub masks: Vec<u64>,
    /// Places of the fixed alternations already looked up, W words for each length they have.
    pub known: Vec<u64>,
    /// By alternation: in which round it was looked up, and where its part of `known` begins.
    pub memo: Vec<(u32, u32)>,
    /// Counts stretches of text.
    pub round: u32,
}

/// The marks of one stretch of text.
pub struct Marks<'a, const W: usize> {
    /// Its characters; at most 64·W − 1.
    pub text: &'a [Code],
    /// The text begins with it.
    pub head: bool,
    /// The text ends with it.
    pub tail: bool,
    /// Room for what is looked up.
    pub room: &'a mut Room,
    /// Places one can step over without leaving the sentence; runs of 1, 2, 4, 8.
    sentence: [Bits<W>; 4],
    /// As `sentence`, without leaving the clause.
    clause: [Bits<W>; 2],
    /// Characters of numbers, once asked for.
    digits: Option<Bits<W>>,
    /// Places where a name of two and of three characters begins, once asked for.
    names: Option<[Bits<W>; 2]>,
    /// Is it marked where each character stands?
    known: bool,
}

impl<'a, const W: usize> Marks<'a, W> {
    /// Marks where sentences and clauses end; where each character stands is marked when [`Marks::know`] is called.
    pub fn new(text: &'a [Code], head: bool, tail: bool, room: &'a mut Room) -> Self {
        let (mut out_of_sentence, mut out_of_clause) = (none::<W>(), none::<W>());
        for (at, code) in text.iter().enumerate().filter(|(_, code)| !is_han(**code) && ends_clause(**code)) {
            put(&mut out_of_clause, at);
            if ends_sentence(*code) {
                put(&mut out_of_sentence, at);
            }
        }
        let inside: Bits<W> = std::array::from_fn(|i| match text.len().saturating_sub(i << 6) {
            0 => 0,
            left @ 1..64 => (1 << left) - 1,
            _ => u64::MAX,
        });
        let (in_sentence, in_clause) = (minus(&inside, &out_of_sentence), minus(&inside, &out_of_clause));
        let run = |one: &Bits<W>, by| and(one, &earlier(one, by));
        let two = run(&in_sentence, 1);
        let four = run(&two, 2);
        let sentence = [in_sentence, two, four, run(&four, 4)];
        Marks { text, head, tail, room, sentence, clause: [in_clause, run(&in_clause, 1)], digits: None, names: None, known: false }
    }

    /// Marks where each character stands, once. Most patterns fail without it.
    #[inline(always)]
    pub fn know(&mut self) {
        if !self.known {
            self.mark();
        }
    }

    fn mark(&mut self) {
        self.known = true;
        let room = &mut *self.room;
        room.round += 1; // cannot run over: the room is renewed with the rounds of its bank
        room.known.clear();
        room.number.resize(1 << 16, 0);
        for code in room.held.drain(..) {
            room.number[usize::from(code)] = 0;
        }
        room.masks.clear();
        room.masks.resize(W, 0);
        for (at, code) in self.text.iter().enumerate() {
            let number = &mut room.number[usize::from(*code)];
            if *number == 0 {
                room.held.push(*code);
                *number = u16::try_from(room.held.len()).unwrap_or(0); // a stretch is shorter than that
                room.masks.resize(room.masks.len() + W, 0);
            }
            room.masks[usize::from(*number) * W + (at >> 6)] |= 1 << (at & 63);
        }
    }

    /// Every place, the end of the text included.
    pub fn all(&self) -> Bits<W> {
        span(0, self.text.len())
    }

    /// Does it stand anywhere? For this and what follows, [`Marks::know`] must have been called.
    #[inline]
    pub fn holds(&self, code: Code) -> bool {
        self.room.number[usize::from(code)] != 0
    }

    /// Where the character stands.
    #[inline]
    pub fn of(&self, code: Code) -> Bits<W> {
        let from = usize::from(self.room.number[usize::from(code)]) * W;
        let there = &self.room.masks[from..from + W];
        std::array::from_fn(|i| there[i])
    }

    /// Where the word stands.
    #[inline]
    pub fn word(&self, word: &[Code]) -> Bits<W> {
        let Some((first, rest)) = word.split_first() else { return [u64::MAX; W] };
        let mut all = self.of(*first);
        for (nth, code) in (1..).zip(rest) {
            if is_empty(&all) {
                break;
            }
            all = and(&all, &earlier(&self.of(*code), nth));
        }
        all
    }

    /// Places from which up to `most` characters can be stepped over to reach one of `to`, in one sentence or clause.
    pub fn gap(&self, to: &Bits<W>, most: usize, clause: bool) -> Bits<W> {
        let (mut reach, mut left) = (*to, most);
        let runs: &[Bits<W>] = if clause { &self.clause } else { &self.sentence };
        // Steps of 1, 2, 4, … add up: after them up to their sum can be stepped over. What is left is made the same way.
        while left > 0 {
            for (power, run) in runs.iter().enumerate() {
                if left < 1 << power {
                    break;
                }
                reach = or(&reach, &and(&earlier(&reach, 1 << power), run));
                left -= 1 << power;
            }
        }
        reach
    }

    /// Places that are reached from one of `from` by stepping over up to `most` characters, in one sentence or clause.
    pub fn gap_ahead(&self, from: &Bits<W>, most: usize, clause: bool) -> Bits<W> {
        let (mut reach, mut left) = (*from, most);
        let runs: &[Bits<W>] = if clause { &self.clause } else { &self.sentence };
        while left > 0 {
            for (power, run) in runs.iter().enumerate() {
                if left < 1 << power {
                    break;
                }
                reach = or(&reach, &later(&and(&reach, run), 1 << power));
                left -= 1 << power;
            }
        }
        reach
    }

    /// Places that are reached from one of `from` over 1 to 12 characters of a number.
    pub fn number_ahead(&mut self, from: &Bits<W>) -> Bits<W> {
        let text = self.text;
        let digits = self.digits.get_or_insert_with(|| chosen(text, |at| is_number(text[at])));
        let mut reach = later(&and(from, digits), 1);
        for _ in 1..12 {
            reach = or(&reach, &later(&and(&reach, digits), 1));
        }
        reach
    }

    /// Places that are reached from one of `from` over a name.
    pub fn name_ahead(&mut self, from: &Bits<W>) -> Bits<W> {
        let text = self.text;
        let [two, three] = self.names.get_or_insert_with(|| [2, 3].map(|len| chosen(text, |at| names(text, at).contains(&Some(len)))));
        or(&later(&and(from, two), 2), &later(&and(from, three), 3))
    }

    /// Places from which 1 to 12 characters of a number lead to one of `to`.
    pub fn number(&mut self, to: &Bits<W>) -> Bits<W> {
        let text = self.text;
        let digits = self.digits.get_or_insert_with(|| chosen(text, |at| is_number(text[at])));
        if is_empty(digits) {
            return none();
        }
        let mut reach = and(&earlier(to, 1), digits);
        for _ in 1..12 {
            reach = or(&reach, &and(&earlier(&reach, 1), digits));
        }
        reach
    }

    /// Places where a name begins that leads to one of `to`.
    pub fn name(&mut self, to: &Bits<W>) -> Bits<W> {
        let text = self.text;
        let [two, three] = self.names.get_or_insert_with(|| [2, 3].map(|len| chosen(text, |at| names(text, at).contains(&Some(len)))));
        or(&and(&earlier(to, 2), two), &and(&earlier(to, 3), three))
    }
}

/// The places of a text of which `is` holds.
fn chosen<const W: usize>(text: &[Code], is: impl Fn(usize) -> bool) -> Bits<W> {
    let mut out = none();
    (0..text.len()).filter(|at| is(*at)).for_each(|at| put(&mut out, at));
    out
}

/// Lengths a name at `at` may have, longest first.
pub fn names(text: &[Code], at: usize) -> [Option<usize>; 2] {
    let han = |i: usize| text.get(at + i).is_some_and(|c| is_han(*c));
    let Some(head) = text.get(at) else { return [None; 2] };
    if modest(*head) {
        return [None, han(1).then_some(2)];
    }
    if !surname(*head) {
        return [None; 2];
    }
    [(han(1) && han(2)).then_some(3), han(1).then_some(2)]
}
