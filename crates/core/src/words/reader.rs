//! A reader that remembers what it has read: the notices of banks and platforms, and the letters of lenders, are templates. What two
//! texts must have in common to say the same is kept as the key, whole: nothing rests on a hash alone.

use super::{Asked, FamilyId, Hit, Recipient, Scratch, Words};

/// Reads message after message by one lexicon, for all families or for those asked about.
pub struct Reader<'w> {
    words: &'w Words,
    asked: Option<Asked>,
    /// Reads messages of lenders and their agencies.
    theirs: bool,
    scratch: Scratch,
    key: Vec<u8>,
    memo: Memo,
    hits: Vec<Hit>,
}

/// Longer texts are not remembered, in bytes: they are hardly ever the same.
const LONGEST: usize = 2048;

impl<'w> Reader<'w> {
    /// Reads as [`Words::scan`] does.
    pub fn new(words: &'w Words) -> Reader<'w> {
        Reader { words, asked: None, theirs: false, scratch: Scratch::default(), key: Vec::new(), memo: Memo::default(), hits: Vec::new() }
    }

    /// Reads as [`Words::scan_for`] does.
    pub fn asking(words: &'w Words, asked: Asked) -> Reader<'w> {
        Reader { asked: Some(asked), ..Reader::new(words) }
    }

    /// Reads as [`Words::scan_theirs`] does.
    pub fn theirs(words: &'w Words) -> Reader<'w> {
        Reader { theirs: true, ..Reader::new(words) }
    }

    /// Finds what one message says: what [`Words::scan`] or [`Words::scan_for`] finds.
    pub fn read(&mut self, text: &str, to: Recipient) -> &[Hit] {
        self.hits.clear();
        if text.len() > LONGEST {
            self.hits = self.afresh(text, to);
            return &self.hits;
        }
        // Most texts are met once only: which of their digits matter is asked when one comes back.
        if !self.memo.meet(hash(text.as_bytes(), rough) ^ (to as u64) << 16) {
            self.hits = self.afresh(text, to);
            return &self.hits;
        }
        self.key.clear();
        self.key.push(to as u8);
        self.words.telling.mask(text, &mut self.key);
        let place = hash(&self.key, |chunk| chunk);
        if let Some(hits) = self.memo.get(place, &self.key) {
            self.hits.extend_from_slice(hits);
            return &self.hits;
        }
        self.hits = self.afresh(text, to);
        self.memo.put(place, &self.key, &self.hits);
        &self.hits
    }

    fn afresh(&mut self, text: &str, to: Recipient) -> Vec<Hit> {
        match &self.asked {
            Some(asked) => self.words.scan_for(asked, text, to, &mut self.scratch),
            None if self.theirs => self.words.scan_theirs(text, to, &mut self.scratch),
            None => self.words.scan(text, to, &mut self.scratch),
        }
    }

    /// Why the second opinion names a family; see [`Words::why`].
    pub fn why(&mut self, text: &str, to: Recipient, family: FamilyId) -> Vec<(String, i32)> {
        self.words.why(text, to, family, &mut self.scratch)
    }
}

/// Places for keys that share a part of their hash.
const WAYS: usize = 4;
/// Such places: so many times [`WAYS`] texts are remembered at most.
const PLACES: usize = 1 << 12;
/// Texts met once, by hash.
const MET: usize = 1 << 16;

/// Texts read before and what was found in them. A text is kept when it is met for the second time; most are met once only.
#[derive(Default)]
struct Memo {
    met: Vec<u32>,
    kept: Vec<Option<Kept>>,
    /// Which of the [`WAYS`] is given up next.
    next: usize,
}

struct Kept {
    hash: u64,
    key: Box<[u8]>,
    hits: Box<[Hit]>,
}

impl Memo {
    /// Was a text of this rough hash met before, as far as is remembered? Most never were: nothing else is looked at for them.
    fn meet(&mut self, hash: u64) -> bool {
        self.met.resize(MET, 0);
        let mark = (hash >> 32) as u32 | 1;
        std::mem::replace(&mut self.met[(hash >> 16) as usize % MET], mark) == mark
    }

    fn get(&self, hash: u64, key: &[u8]) -> Option<&[Hit]> {
        let from = hash as usize % PLACES * WAYS;
        let found = self.kept.get(from..from + WAYS)?.iter().flatten().find(|kept| kept.hash == hash && *kept.key == *key)?;
        Some(&found.hits)
    }

    fn put(&mut self, hash: u64, key: &[u8], hits: &[Hit]) {
        self.kept.resize_with(PLACES * WAYS, || None);
        let from = hash as usize % PLACES * WAYS;
        let own = &mut self.kept[from..from + WAYS];
        let place = own.iter().position(Option::is_none).unwrap_or_else(|| {
            self.next += 1;
            self.next % WAYS
        });
        own[place] = Some(Kept { hash, key: key.into(), hits: hits.into() });
    }
}

/// A quick hash of a key, eight bytes of it `seen` at a time. Whoever makes many keys of one hash makes reading as slow as it is
/// without a memory, no slower.
#[inline(always)]
fn hash(key: &[u8], seen: impl Fn(u64) -> u64) -> u64 {
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    };
    let mut state = 0x9E37_79B9_7F4A_7C15 ^ key.len() as u64;
    let (chunks, rest) = key.as_chunks::<8>();
    for chunk in chunks {
        state = fold(state ^ seen(u64::from_le_bytes(*chunk)), 0xD6E8_FEB8_6659_FD93);
    }
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    fold(state ^ seen(last), 0xA076_1D64_78BD_642F)
}

/// Eight bytes with all digits of ASCII, and the six signs behind them, alike.
#[inline(always)]
fn rough(chunk: u64) -> u64 {
    const LOW: u64 = 0x0F0F_0F0F_0F0F_0F0F;
    // The first half of each byte is 3 where this is 0; then the other half is not looked at.
    let other = (chunk ^ 0x3030_3030_3030_3030) >> 4 & LOW;
    let keep = ((other + 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101) * 0x0F;
    chunk & (keep | !LOW)
}

#[cfg(test)]
mod tests;
