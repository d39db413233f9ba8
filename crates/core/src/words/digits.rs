//! Which digits of a text matter. A few fixed words hold digits (12368, 24小时); of all other digits the lexicon only sees that
//! they are some, and how many. Two texts that are the same but for such digits say the same in the same places.

use super::fold::{Code, Fate, Fold, is_digit};
use super::sounds::Letters;
use std::collections::{BTreeMap, BTreeSet};

/// Stands in a key for a digit that does not matter; no byte of UTF-8.
const ANY: u8 = 0xFF;

/// The digits of ASCII in a text, with their places: most eights of bytes hold none.
fn digits_of(bytes: &[u8]) -> impl Iterator<Item = (usize, &u8)> {
    let may = |eight: &[u8]| {
        let eight = eight.try_into().map_or(u64::MAX, u64::from_le_bytes);
        // The first half of each byte is 3 where this is 0.
        let other = (eight ^ 0x3030_3030_3030_3030) & 0xF0F0_F0F0_F0F0_F0F0;
        eight == u64::MAX || other.wrapping_sub(0x0101_0101_0101_0101) & !other & 0x8080_8080_8080_8080 != 0
    };
    bytes.chunks(8).enumerate().filter(move |(_, eight)| may(eight)).flat_map(|(nth, eight)| (nth * 8..).zip(eight)).filter(|(_, byte)| byte.is_ascii_digit())
}

/// Another reading of a text than the one wanted.
struct Open;

/// A fixed word round one of its digits: what stands before it, the nearest first, and what behind.
struct Word {
    before: Box<[Code]>,
    behind: Box<[Code]>,
    /// It is another spelling, and the digit becomes something else.
    spelling: bool,
}

/// What may stand beside a digit in one text: a quick look before whole words are compared.
enum Beside<'a> {
    /// The text ends there.
    End,
    /// More than one character tells.
    Anything,
    /// This one, or what another spelling makes of it.
    One(Code, Option<&'a BTreeSet<Code>>),
}

impl Beside<'_> {
    /// May a word that goes on with `wanted` (`None`: it does not go on) stand there?
    #[inline]
    fn may_be(&self, wanted: Option<Code>) -> bool {
        match (self, wanted) {
            (_, None) | (Beside::Anything, _) => true,
            (Beside::End, Some(_)) => false,
            (Beside::One(read, others), Some(wanted)) => *read == wanted || others.is_some_and(|others| others.contains(&wanted)),
        }
    }

    /// Where among words, sorted by what they go on with, those lie that may stand there: two stretches.
    fn among<'w>(&self, words: &'w [Word]) -> [&'w [Word]; 2] {
        let next = |word: &Word| word.behind.first().copied();
        let ending = &words[..words.partition_point(|word| next(word).is_none())];
        match self {
            Beside::End => [ending, &[]],
            Beside::One(read, None) => {
                let (from, until) = (words.partition_point(|word| next(word) < Some(*read)), words.partition_point(|word| next(word) <= Some(*read)));
                [ending, &words[from..until]]
            }
            Beside::One(_, Some(_)) | Beside::Anything => [words, &[]],
        }
    }
}

/// The fixed words that hold digits, by digit.
#[derive(Default)]
pub struct Telling {
    /// Each in the order of what stands behind the digit.
    words: [Vec<Word>; 10],
    /// Digit, what stands before it and what behind, each a digit or [`OTHER`]: can any of the words stand there? Most digits stand
    /// among others.
    may: [[[bool; 11]; 11]; 10],
    /// Character → its code; [`GONE`] for what is dropped, [`OPEN`] for what its neighbours decide. Empty where digits are not
    /// read as what they are: then all of them matter.
    fates: Vec<Code>,
    /// What may stand in a character's place when another spelling begins with it, and when one ends with it.
    ends: [BTreeMap<Code, BTreeSet<Code>>; 2],
    /// One bit a character that has a place in either.
    odd: Vec<u64>,
    /// By character: one bit for each digit behind which it stands in a word, and one for each digit before which it does.
    near: [Vec<u16>; 2],
    /// One bit for each digit that is the last of a word, and one for each that is the first.
    bare: [u16; 2],
    /// One bit a digit with what a word has on both its sides, [`NOTHING`] where it ends there; several may share one ([`joint`]).
    both: Vec<u64>,
}

/// Beside a digit that is the first or the last of a word; no character has this code.
const NOTHING: Code = 0;

/// The place of a digit between two characters among [`Telling::both`].
fn joint(before: Code, digit: usize, behind: Code) -> usize {
    let all = u64::from(before) | u64::from(behind) << 16 | (digit as u64) << 32;
    (all.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}

/// No digit of ASCII.
const OTHER: usize = 10;
const GONE: Code = 0;
const OPEN: Code = 1;
/// The comma, which is dropped between digits.
const COMMA: Code = 0xFF0C;

/// The spellings made by their sound that can make a part of one of the words, seen from their changed characters.
fn making<'a>(fold: &'a Fold, words: &'a [Vec<Code>]) -> impl Iterator<Item = (Letters, Letters)> + 'a {
    let mut held: BTreeMap<Code, Vec<(usize, usize)>> = BTreeMap::new();
    let mut listed = vec![false; 1 << 16];
    for (nth, word) in words.iter().enumerate() {
        for (at, code) in word.iter().enumerate() {
            held.entry(*code).or_default().push((nth, at));
            listed[usize::from(*code)] = true;
        }
    }
    // Laid with this character on that place of a word, it agrees with the word wherever both have one.
    let agrees = move |means: Letters, at: usize, code: Code| {
        held.get(&code).into_iter().flatten().any(|(nth, place)| means.enumerate().all(|(own, code)| (place + own).checked_sub(at).and_then(|there| words[*nth].get(there)).is_none_or(|there| *there == code)))
    };
    fold.sounds().filter(move |(written, means)| written.zip(*means).enumerate().any(|(at, (own, code))| own != code && listed[usize::from(code)] && agrees(*means, at, code)))
}

impl Telling {
    /// `words`: every fixed word of the lexicon that holds a digit. Other spellings are added by themselves.
    pub fn new(fold: &Fold, words: impl Iterator<Item = Vec<Code>>) -> Telling {
        let mut telling = Telling::default();
        let plain = ('0'..='9').all(|digit| fold.fate(digit) == Fate::As(digit as Code));
        if plain {
            telling.fates = (0..=Code::MAX).map(|code| match char::from_u32(u32::from(code)).map(|c| fold.fate(c)) {
                Some(Fate::As(code)) => code,
                Some(Fate::Dropped) => GONE,
                Some(Fate::Open) | None => OPEN,
            }).collect();
        }
        telling.ends = [fold.ends(true).clone(), fold.ends(false).clone()];
        let words: Vec<Vec<Code>> = words.collect();
        for (mut written, mut means) in making(fold, &words) {
            let [begins, closes] = &mut telling.ends;
            for (ends, own, meant) in [(closes, written.last(), means.last()), (begins, written.next(), means.next())] {
                if let (Some(own), Some(meant)) = (own, meant) {
                    ends.entry(own).or_default().insert(meant);
                }
            }
        }
        telling.odd = vec![0; 1 << 10];
        for code in telling.ends.iter().flat_map(|ends| ends.keys()) {
            telling.odd[usize::from(code >> 6)] |= 1 << (code & 63);
        }
        telling.near = [vec![0; 1 << 16], vec![0; 1 << 16]];
        telling.both = vec![0; 1 << 10];
        let said = words.into_iter().map(|word| (word, false));
        for (word, spelling) in said.chain(fold.numerals().iter().map(|word| (word.clone(), true))) {
            for (at, digit) in word.iter().enumerate().filter(|(_, code)| is_digit(**code)) {
                let bit = 1 << (digit - 0x30);
                for (side, there) in [word.get(at + 1), at.checked_sub(1).and_then(|at| word.get(at))].into_iter().enumerate() {
                    match there {
                        Some(code) => telling.near[side][usize::from(*code)] |= bit,
                        None => telling.bare[side] |= bit,
                    }
                }
                let beside = |there: Option<&Code>| there.copied().unwrap_or(NOTHING);
                let place = joint(beside(at.checked_sub(1).and_then(|at| word.get(at))), usize::from(digit - 0x30), beside(word.get(at + 1)));
                telling.both[place >> 6] |= 1 << (place & 63);
                let before = word[..at].iter().rev().copied().collect();
                telling.admit(usize::from(digit - 0x30), at.checked_sub(1).map(|at| word[at]), word.get(at + 1).copied());
                telling.words[usize::from(digit - 0x30)].push(Word { before, behind: word[at + 1..].into(), spelling });
            }
        }
        telling.words.iter_mut().for_each(|words| words.sort_by_key(|word| word.behind.first().copied()));
        telling
    }

    /// Notes that a word has this digit between these characters.
    fn admit(&mut self, digit: usize, before: Option<Code>, behind: Option<Code>) {
        // Beside something else than a digit anything may follow: what is dropped, and a digit in another dress.
        let fits = |wanted: Option<Code>, there: usize| there == OTHER || wanted.is_none_or(|code| usize::from(code) == there + 0x30);
        for (_, row) in self.may[digit].iter_mut().enumerate().filter(|(there, _)| fits(before, *there)) {
            for (there, may) in row.iter_mut().enumerate() {
                *may |= fits(behind, there);
            }
        }
    }

    fn fate(&self, c: char) -> Code {
        self.fates.get(u32::from(c) as usize).copied().unwrap_or(OPEN)
    }

    /// Appends the text to `key`, digits that do not matter as one byte: two texts with one key are read alike, place by place.
    pub fn mask(&self, text: &str, key: &mut Vec<u8>) {
        let from = key.len();
        key.extend_from_slice(text.as_bytes());
        if self.fates.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).map_or(OTHER, |byte| usize::from(byte.wrapping_sub(b'0')).min(OTHER));
        for (at, byte) in digits_of(bytes) {
            key[from + at] = ANY;
            if !self.may[usize::from(byte - b'0')][digit(at.checked_sub(1))][digit(Some(at + 1))] {
                continue;
            }
            let bit = 1 << (byte - b'0');
            let (behind, before) = (self.plain(text[at + 1..].chars().next()), self.plain(text[..at].chars().next_back()));
            if !self.beside(0, bit, behind) || !self.beside(1, bit, before) || !self.between(before, usize::from(byte - b'0'), behind) {
                continue;
            }
            match self.tells(text, at, *byte) {
                Ok(false) => {}
                Ok(true) => key[from + at] = *byte,
                Err(Open) => {
                    // What stands there depends on more than is looked at here: every digit counts.
                    key.truncate(from);
                    key.extend_from_slice(bytes);
                    return;
                }
            }
        }
    }

    /// What a character beside a digit is read as, [`NOTHING`] where the text ends; `None` where that is left to the words: what is
    /// dropped, or depends on more than one character.
    fn plain(&self, there: Option<char>) -> Option<Code> {
        let Some(c) = there else { return Some(NOTHING) };
        let code = self.fate(c);
        (!matches!(code, GONE | OPEN | COMMA)).then_some(code)
    }

    /// What else a character may stand for where it is the first (side 0) or the last (side 1) of another spelling.
    fn others(&self, side: usize, code: Code) -> Option<&BTreeSet<Code>> {
        let odd = self.odd[usize::from(code >> 6)] >> (code & 63) & 1 == 1;
        if odd { self.ends[side].get(&code) } else { None }
    }

    /// May a word with this digit go on with what is behind it (side 0) or before it (side 1)? A quick look.
    fn beside(&self, side: usize, bit: u16, there: Option<Code>) -> bool {
        let near = |code: Code| self.near[side][usize::from(code)] & bit != 0;
        self.bare[side] & bit != 0 || there.is_none_or(|code| near(code) || self.others(side, code).is_some_and(|others| others.iter().any(|code| near(*code))))
    }

    /// May a word hold this digit between the two? A closer look: it may end on either side.
    fn between(&self, before: Option<Code>, digit: usize, behind: Option<Code>) -> bool {
        let (Some(before), Some(behind)) = (before, behind) else { return true };
        let all = |side: usize, code: Code| [NOTHING, code].into_iter().chain(self.others(side, code).into_iter().flatten().copied());
        all(1, before).any(|before| {
            all(0, behind).any(|behind| {
                let place = joint(before, digit, behind);
                self.both[place >> 6] >> (place & 63) & 1 == 1
            })
        })
    }

    /// Does the digit belong to a fixed word that stands there?
    fn tells(&self, text: &str, at: usize, digit: u8) -> Result<bool, Open> {
        let mut open = false;
        let (behind_it, before_it) = (self.beside_of(text[at + 1..].chars().next(), true), self.beside_of(text[..at].chars().next_back(), false));
        // Most words already go on with something else than what stands there.
        let words = behind_it.among(&self.words[usize::from(digit - b'0')]).into_iter().flatten();
        let may_stand = |word: &&Word| behind_it.may_be(word.behind.first().copied()) && before_it.may_be(word.before.first().copied());
        for Word { before, behind, spelling } in words.filter(may_stand) {
            let behind = self.follows(&text[at + 1..], behind);
            if let Ok(false) = behind {
                continue;
            }
            match (self.precedes(&text[..at], before), behind) {
                (Ok(false), _) => {}
                (Ok(true), Ok(_)) if !spelling => return Ok(true),
                _ => open = true,
            }
        }
        if open { Err(Open) } else { Ok(false) }
    }

    /// What a word may have beside its digit where this character, or none, stands there.
    fn beside_of(&self, there: Option<char>, behind: bool) -> Beside<'_> {
        match there.map(|c| self.fate(c)) {
            None => Beside::End,
            Some(GONE | OPEN | COMMA) => Beside::Anything,
            Some(read) if self.odd[usize::from(read >> 6)] >> (read & 63) & 1 == 0 => Beside::One(read, None),
            Some(read) => Beside::One(read, self.ends[usize::from(!behind)].get(&read)),
        }
    }

    /// Is the character read as `wanted`? At an end of another spelling it may stand for something else.
    fn is(&self, read: Code, wanted: Code, begins: bool) -> Result<bool, Open> {
        if self.odd[usize::from(read >> 6)] >> (read & 63) & 1 == 0 {
            return Ok(read == wanted);
        }
        match self.ends[usize::from(!begins)].get(&read) {
            // A spelling with a digit is looked for by itself.
            Some(_) if is_digit(read) && read == wanted => Ok(true),
            Some(others) if read == wanted || others.contains(&wanted) => Err(Open),
            _ => Ok(read == wanted),
        }
    }

    /// Does `word` stand at the head of what follows a digit, once it is folded?
    fn follows(&self, text: &str, word: &[Code]) -> Result<bool, Open> {
        let (mut rest, mut last) = (text.chars(), 0x30);
        for code in word {
            loop {
                let Some(c) = rest.next() else { return Ok(false) };
                match self.fate(c) {
                    GONE => continue,
                    OPEN => return Err(Open),
                    COMMA if is_digit(last) && rest.clone().next().is_some_and(|n| n.is_ascii_digit()) => continue,
                    read if self.is(read, *code, true)? => break,
                    _ => return Ok(false),
                }
            }
            last = *code;
        }
        Ok(true)
    }

    /// Is the last character that is read of these, the nearest first, a digit? Behind one, a comma before a digit is dropped.
    fn behind_digit(&self, before: impl Iterator<Item = char>) -> Result<bool, Open> {
        match before.map(|c| self.fate(c)).find(|read| *read != GONE) {
            Some(OPEN) => Err(Open),
            read => Ok(read.is_some_and(is_digit)),
        }
    }

    /// Does `word`, its last character first, stand at the end of what precedes a digit?
    fn precedes(&self, text: &str, word: &[Code]) -> Result<bool, Open> {
        // Behind what is looked at stands, to begin with, the digit itself.
        let (mut rest, mut right) = (text.chars().rev(), '0');
        for code in word {
            loop {
                let Some(c) = rest.next() else { return Ok(false) };
                let behind = std::mem::replace(&mut right, c);
                match self.fate(c) {
                    GONE => continue,
                    OPEN => return Err(Open),
                    COMMA if behind.is_ascii_digit() && self.behind_digit(rest.clone())? => continue,
                    read if self.is(read, *code, false)? => break,
                    _ => return Ok(false),
                }
            }
        }
        Ok(true)
    }
}
