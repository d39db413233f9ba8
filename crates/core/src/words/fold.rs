//! Brings the many spellings of one word together, keeping an exact way back to the original bytes.
//!
//! Collectors write around filters: full width, traditional characters, spaces and symbols between characters, pinyin,
//! initials, look-alikes, emoji. Matching is done on the folded codes; every quote is cut from the original text.

use super::dress::{plain_table, styled};
use super::filter::{mark, marked};
use super::index::Index;
use super::sounds::{Letters, Sounds};
use std::collections::{BTreeMap, BTreeSet};

/// One folded character. Characters above U+FFFF are folded to words by the emoji table or dropped.
pub type Code = u16;

/// Table value: dropped without trace (zero width, bidi controls, variation selectors, combining marks).
pub const GONE: Code = 0;
/// Table value: noise between characters (space, symbols, quotation marks); it leaves only an edge behind.
pub const NOISE: Code = 1;
/// Table value: noise but where it stands for a word: some emoji, and stars.
const ODD: Code = 2;
/// The comma, which is dropped between digits.
const COMMA: Code = 0xFF0C;

/// Is this folded code an ASCII letter?
pub fn is_latin(code: Code) -> bool {
    (0x61..=0x7A).contains(&code)
}

/// Is this folded code a Han character?
pub fn is_han(code: Code) -> bool {
    (0x4E00..=0x9FFF).contains(&code)
}

/// Is this folded code a digit?
pub fn is_digit(code: Code) -> bool {
    (0x30..=0x39).contains(&code)
}

/// What becomes of one character, as far as it alone can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is read as this.
    As(Code),
    /// It is dropped.
    Dropped,
    /// Its neighbours decide, or it is read as a word.
    Open,
}

/// Does a sentence end at this code?
pub fn ends_sentence(code: Code) -> bool {
    matches!(char::from_u32(u32::from(code)), Some('。' | '！' | '？' | '\n' | '】'))
}

/// Does a clause end at this code?
pub fn ends_clause(code: Code) -> bool {
    ends_sentence(code) || matches!(char::from_u32(u32::from(code)), Some('，' | '；' | '：' | '（' | '）' | '【' | '[' | ']'))
}

/// The folded text. Index `i` of the four columns belongs together.
#[derive(Debug, Default)]
pub struct Folded {
    /// Folded characters.
    pub codes: Vec<Code>,
    /// First byte of each in the original.
    pub from: Vec<u32>,
    /// One past its last byte in the original.
    pub to: Vec<u32>,
    /// Something (space, symbol) stood before it and was dropped.
    pub edge: Vec<bool>,
    /// White space dropped between two Han characters: in transcripts it stands for punctuation.
    pub spaces: u32,
    /// Room to work in.
    pub places: Vec<u64>,
}

impl Folded {
    fn clear(&mut self) {
        self.codes.clear();
        self.from.clear();
        self.to.clear();
        self.edge.clear();
        self.spaces = 0;
    }

    fn put(&mut self, code: Code, from: usize, to: usize, edge: bool) {
        self.codes.push(code);
        // Messages above 4 GiB do not exist; the caller cuts at u32::MAX.
        self.from.push(u32::try_from(from).unwrap_or(u32::MAX));
        self.to.push(u32::try_from(to).unwrap_or(u32::MAX));
        self.edge.push(edge);
    }

    fn last(&self) -> Option<Code> {
        self.codes.as_slice().last().copied()
    }
}

/// The folding tables, built once.
pub struct Fold {
    table: Box<[Code; 1 << 16]>,
    /// Emoji → words, sorted by the emoji.
    emoji: Vec<(char, Vec<Code>)>,
    /// Other spellings → the word meant.
    spellings: Index,
    meant: Vec<Spelling>,
    /// Spellings by characters of the same sound.
    sounds: Sounds,
    /// First characters of other spellings with those of what they mean, and last ones likewise.
    ends: [BTreeMap<Code, BTreeSet<Code>>; 2],
    /// Other spellings that hold a digit.
    numerals: Vec<Vec<Code>>,
}

/// Symbols that stand for a letter behind some words.
const STARS: [char; 8] = ['*', '＊', '×', '✘', '✖', '❌', '□', '○'];

struct Spelling {
    len: usize,
    means: Vec<Code>,
}

/// Codes of a word, character by character (what lies above U+FFFF is left out).
pub fn codes(word: &str) -> Vec<Code> {
    word.chars().filter_map(|c| Code::try_from(u32::from(c)).ok()).collect()
}

impl Fold {
    /// Builds the tables. `pairs` holds single characters and what they stand for; `emoji` an emoji and its word;
    /// `spellings` other spellings of a word (already folded by their author: lower case, simplified); `sounds` those made by their sound.
    pub fn new(pairs: &[(char, char)], emoji: &[(char, String)], spellings: &[(String, String)], sounds: Sounds) -> Fold {
        let mut table: Vec<Code> = (0..=u16::MAX).collect();
        plain_table(&mut table);
        for (from, to) in pairs {
            if let (Ok(from), Ok(to)) = (u16::try_from(u32::from(*from)), u16::try_from(u32::from(*to))) {
                table[usize::from(from)] = to;
            }
        }
        let mut faces: Vec<(char, Vec<Code>)> = emoji.iter().map(|(c, w)| (*c, codes(w))).collect();
        faces.sort_by_key(|(c, _)| *c);
        for (c, _) in &faces {
            if let Ok(code) = u16::try_from(u32::from(*c)) {
                table[usize::from(code)] = ODD; // found again in `emoji` when met
            }
        }
        for star in STARS {
            if let Ok(star) = u16::try_from(u32::from(star))
                && table[usize::from(star)] == NOISE
            {
                table[usize::from(star)] = ODD;
            }
        }
        let mut index = Index::default();
        let (mut meant, mut numerals) = (Vec::new(), Vec::new());
        let mut ends: [BTreeMap<Code, BTreeSet<Code>>; 2] = Default::default();
        let mut order: Vec<&(String, String)> = spellings.iter().collect();
        order.sort_by_key(|(written, _)| std::cmp::Reverse(written.chars().count()));
        for (written, means) in order {
            let letters = codes(written);
            // A spelling with a character the codes cannot hold would become another, shorter word.
            if letters.len() < 2 || letters.len() != written.chars().count() || written == means {
                continue;
            }
            index.add(&letters, meant.len());
            let (own, word) = (letters.as_slice(), codes(means));
            let [begins, closes] = &mut ends;
            for (ends, own, meant) in [(begins, own.first(), word.as_slice().first()), (closes, own.last(), word.as_slice().last())] {
                if let (Some(own), Some(meant)) = (own, meant) {
                    ends.entry(*own).or_default().insert(*meant);
                }
            }
            if letters.iter().any(|code| is_digit(*code)) {
                numerals.push(letters.clone());
            }
            meant.push(Spelling { len: letters.len(), means: codes(means) });
        }
        index.seal();
        // As many as there are codes: the size is known, so that no place has to be checked.
        let table = Box::<[Code; 1 << 16]>::try_from(table.into_boxed_slice()).unwrap_or_else(|_| Box::new([0; 1 << 16]));
        Fold { table, emoji: faces, spellings: index, meant, sounds, ends, numerals }
    }

    /// One character of a pattern, folded; `None` when folding would drop it.
    pub fn one(&self, c: char) -> Option<Code> {
        let code = self.table[usize::from(u16::try_from(u32::from(c)).ok()?)];
        (code > ODD).then_some(code)
    }

    /// What becomes of a character that is part of no other spelling.
    pub fn fate(&self, c: char) -> Fate {
        let Ok(code) = u16::try_from(u32::from(c)) else { return Fate::Open };
        match self.table[usize::from(code)] {
            _ if self.emoji.binary_search_by_key(&c, |(e, _)| *e).is_ok() || STARS.contains(&c) => Fate::Open,
            NOISE | GONE | ODD => Fate::Dropped,
            code => Fate::As(code),
        }
    }

    /// What may stand in a character's place when another spelling begins (else: ends) with it.
    pub fn ends(&self, begins: bool) -> &BTreeMap<Code, BTreeSet<Code>> {
        &self.ends[usize::from(!begins)]
    }

    /// Other spellings that hold a digit, as they are written.
    pub fn numerals(&self) -> &[Vec<Code>] {
        &self.numerals
    }

    /// Spellings by characters of the same sound, with what they mean.
    pub fn sounds(&self) -> impl Iterator<Item = (Letters, Letters)> {
        self.sounds.iter()
    }

    /// Folds `text` into `out`; `spare` is room to work in.
    pub fn fold(&self, text: &str, out: &mut Folded, spare: &mut Folded) {
        self.fold_by(true, text, out, spare);
    }

    /// As [`Fold::fold`], without the spellings made by their sound.
    pub fn fold_plainly(&self, text: &str, out: &mut Folded, spare: &mut Folded) {
        self.fold_by(false, text, out, spare);
    }

    fn fold_by(&self, sounds: bool, text: &str, out: &mut Folded, spare: &mut Folded) {
        out.clear();
        self.walk(text, out);
        if self.respelt(&out.codes, &mut spare.places) {
            self.respell(sounds, out, spare);
        }
    }

    /// Does another spelling stand in the text? `places` is room to work in.
    fn respelt(&self, text: &[Code], places: &mut Vec<u64>) -> bool {
        mark(text, places, |first, next, _| self.spellings.begins(first) | self.sounds.hints(first, next));
        marked(places).any(|at| self.spellings.at(text, at).next().is_some() || self.sounds.stands(text, at))
    }

    /// The `codes` of [`Fold::fold`] without the rest, at a fraction of the cost; `false` when only a whole fold can tell them.
    pub fn codes(&self, text: &str, out: &mut Vec<Code>, places: &mut Vec<u64>) -> bool {
        // No character has more codes than bytes, but those that are read as words.
        out.clear();
        out.resize(text.len(), 0);
        let (codes, mut len, mut last) = (out.as_mut_slice(), 0, 0);
        let mut rest = text.as_bytes();
        loop {
            let low = |byte: u8| u32::from(byte & 0x3F);
            let (wide, behind) = match rest {
                [a @ 0xE0..=0xEF, b, c, behind @ ..] => (u32::from(a & 0xF) << 12 | low(*b) << 6 | low(*c), behind),
                [a @ ..0x80, behind @ ..] => (u32::from(*a), behind),
                [a @ ..0xE0, b, behind @ ..] => (u32::from(a & 0x1F) << 6 | low(*b), behind),
                [a, b, c, d, behind @ ..] => (u32::from(a & 0x7) << 18 | low(*b) << 12 | low(*c) << 6 | low(*d), behind),
                _ => break,
            };
            rest = behind;
            let code = if wide <= 0xFFFF { self.table[(wide & 0xFFFF) as usize] } else { ODD };
            if code == ODD {
                let next = || behind.starts_with("的".as_bytes()).then_some('的');
                if char::from_u32(wide).is_none_or(|c| self.odd(c, next, Some(last)).is_some()) || styled(wide).is_some() {
                    return false;
                }
                continue;
            }
            if is_digit(last) && code == COMMA && rest.first().is_some_and(u8::is_ascii_digit) {
                continue; // the comma of 3,077.87
            }
            if code > ODD {
                let Some(place) = codes.get_mut(len) else { return false };
                (*place, last) = (code, code);
                len += 1;
            }
        }
        out.truncate(len);
        !self.respelt(out, places)
    }

    fn walk(&self, text: &str, out: &mut Folded) {
        let mut edge = false;
        let mut space = false;
        let mut rest = text.chars();
        let mut end = 0;
        while let Some(c) = rest.next() {
            let at = end;
            end += c.len_utf8();
            let wide = u32::from(c);
            let next = || rest.clone().next();
            let code = if wide <= 0xFFFF { self.table[(wide & 0xFFFF) as usize] } else { GONE };
            if code > ODD {
                if code == COMMA && out.last().is_some_and(is_digit) && next().is_some_and(|n| n.is_ascii_digit()) {
                    continue; // the comma of 3,077.87
                }
                if space && is_han(code) && out.last().is_some_and(is_han) {
                    out.spaces += 1;
                }
                out.put(code, at, end, edge);
                (edge, space) = (false, false);
                continue;
            }
            if code == NOISE || code == ODD || wide > 0xFFFF {
                if let Some(kept) = self.odd(c, next, out.last()) {
                    for code in kept {
                        out.put(*code, at, end, false);
                    }
                    edge = false;
                } else if let Some(letter) = styled(wide) {
                    out.put(letter, at, end, edge);
                    (edge, space) = (false, false);
                } else if !matches!(wide, 0x1F3FB..=0x1F3FF | 0xE0000..=0xE0FFF) {
                    edge = true;
                    space |= c.is_whitespace();
                }
            }
        }
    }

    /// What a symbol says when it stands for a word: an emoji with a meaning, or the star of 傻* and 他*的.
    fn odd(&self, c: char, next: impl Fn() -> Option<char>, last: Option<Code>) -> Option<&[Code]> {
        const BI: [Code; 1] = ['逼' as u16];
        const MA: [Code; 1] = ['妈' as u16];
        if let Ok(found) = self.emoji.binary_search_by_key(&c, |(e, _)| *e) {
            return Some(&self.emoji[found].1);
        }
        if !STARS.contains(&c) {
            return None;
        }
        match last.and_then(|p| char::from_u32(u32::from(p))) {
            Some('傻' | '煞') => Some(&BI),
            Some('他') if next() == Some('的') => Some(&MA),
            _ => None,
        }
    }

    /// Replaces other spellings by the word meant. Every new character points at the whole stretch it came from, those of a spelling
    /// by its sound each at its own.
    fn respell(&self, sounds: bool, text: &mut Folded, spare: &mut Folded) {
        spare.clear();
        spare.spaces = text.spaces;
        let mut i = 0;
        let mut changed = false;
        while i < text.codes.len() {
            let found = self.spellings.at(&text.codes, i).find(|entry| {
                let end = i + self.meant[entry.rule as usize].len;
                let free = |a: usize| a == 0 || a >= text.codes.len() || !(is_latin(text.codes[a - 1]) && is_latin(text.codes[a])) || text.edge[a];
                free(i) && free(end) && evenly(text, i, end)
            });
            if let Some(entry) = found {
                let spelling = &self.meant[entry.rule as usize];
                let end = i + spelling.len;
                for (nth, code) in spelling.means.iter().enumerate() {
                    spare.put(*code, text.from[i] as usize, text.to[end - 1] as usize, nth == 0 && text.edge[i]);
                }
                i = end;
                changed = true;
                continue;
            }
            let word = if sounds { self.sounds.at(&text.codes, i).filter(|word| together(text, i, i + word.left())) } else { None };
            changed |= word.is_some();
            for code in word.unwrap_or_else(|| Letters::of(text.codes[i])) {
                spare.put(code, text.from[i] as usize, text.to[i] as usize, text.edge[i]);
                i += 1;
            }
        }
        if changed {
            std::mem::swap(text, spare);
        }
    }
}

/// Characters of the same sound are a word when they are written together, or all apart as what stands beside them is: where only they are
/// apart, one sentence may end and another begin.
fn together(text: &Folded, from: usize, to: usize) -> bool {
    let apart = |at: usize| text.edge.get(at).is_none_or(|edge| *edge);
    let inside = (from + 1..to).filter(|at| apart(*at)).count();
    inside == 0 || inside == to - from - 1 && (from == 0 || apart(from)) && apart(to)
}

/// Initials count when written together or all apart: `t x l` and `txl`, but not the end of one web address word and the next.
fn evenly(text: &Folded, from: usize, to: usize) -> bool {
    if to - from > 4 || !text.codes[from..to].iter().all(|c| is_latin(*c)) {
        return true;
    }
    let apart = text.edge[from + 1..to].iter().filter(|e| **e).count();
    apart == 0 || apart == to - from - 1
}
