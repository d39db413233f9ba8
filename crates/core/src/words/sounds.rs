//! Spellings by characters of the same sound (`_homophones.toml`), made by scripts/make_homophones.py: a line a word, then how it is written.
//!
//! None of them is met in usual text. So of each the pair of characters that gives it away is kept in a set that is looked at for every place
//! of every text; only where a pair stands is a spelling looked for.

use super::file::read;
use super::fold::{Code, is_han};
use crate::error::Problem;
use serde::Deserialize;

/// File stem of the table.
pub const STEM: &str = "_homophones";
/// Words have at most so many characters: as many as fit one number.
const LONGEST: usize = 4;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SoundsFile {
    #[serde(default)]
    written: String,
}

/// Words and other spellings of them, as long as they are.
#[derive(Default)]
pub struct Sounds {
    /// Each spelling (its first character in the highest place) and the word it means as numbers, sorted.
    all: Vec<(u64, u64)>,
    /// Where in `all` those begin that begin with each Han character.
    heads: Vec<u32>,
    pairs: Pairs,
}

impl Sounds {
    /// Reads the table; `others` are spellings from elsewhere. Every mistake is reported; a table with mistakes is not used.
    pub fn load<'a>(text: &str, others: impl Iterator<Item = &'a str>, problems: &mut Vec<Problem>) -> Sounds {
        let Some(SoundsFile { written }) = read(STEM, text, problems) else { return Sounds::default() };
        let mut bad = Vec::new();
        let mut sounds = Sounds { all: Vec::with_capacity(written.len() / 8), heads: vec![0; HEADS + 1], pairs: Pairs::default() };
        for (line, words) in written.lines().enumerate() {
            let mut words = words.split(' ');
            let term = words.next().unwrap_or_default();
            let means = number(term);
            for word in words.by_ref() {
                match (number(word), means) {
                    (Some(own), Some(means)) if Letters(own).left() == Letters(means).left() && own != means => {
                        sounds.all.push((high(own), means));
                        sounds.heads[head(high(own)) + 1] += 1;
                        sounds.pairs.put(own, means);
                    }
                    _ => bad.push((line, word.to_owned(), "不是同样长的汉字词，或者和原词一样")),
                }
            }
        }
        sounds.all.sort_unstable();
        (0..HEADS).for_each(|at| sounds.heads[at + 1] += sounds.heads[at]);
        // Where it stands is looked for only when there is something to tell.
        let line = |own: u64| written.lines().position(|words| words.split(' ').skip(1).any(|word| number(word).map(high) == Some(own))).unwrap_or(0);
        bad.extend(sounds.all.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| (line(two[0].0), shown(two[0].0), "归了两个词")));
        bad.extend(others.filter_map(number).map(high).filter(|other| sounds.means(*other).is_some()).map(|other| (line(other), shown(other), "已写在 _spelling.toml 里")));
        let head = text.find("\"\"\"").map_or(1, |at| text[..at].matches('\n').count() + 2);
        let right = bad.is_empty();
        problems.extend(bad.into_iter().map(|(line, word, what)| {
            let place = format!("casebook/words/{STEM}.toml 第 {} 行", head + line);
            Problem::new("words.sounds", format!("同音写法「{word}」{what}"), place, "这个文件不用手改：请用 scripts/make_homophones.py 重新生成")
        }));
        if right { sounds } else { Sounds::default() }
    }

    /// Each spelling, and the word it means.
    pub fn iter(&self) -> impl Iterator<Item = (Letters, Letters)> {
        self.all.iter().map(|(own, means)| (Letters(low(*own)), Letters(*means)))
    }

    /// The word a spelling means.
    fn means(&self, own: u64) -> Option<u64> {
        let head = head(own);
        let near = self.all.get(*self.heads.get(head)? as usize..*self.heads.get(head + 1)? as usize)?;
        near.binary_search_by_key(&own, |(own, _)| *own).ok().map(|at| near[at].1)
    }

    /// May the two give a spelling away? A quick look that says yes wrongly once in fifty times or less; [`Sounds::stands`] looks closer.
    #[inline(always)]
    pub fn hints(&self, first: Code, next: Code) -> bool {
        self.pairs.may(first, next)
    }

    /// Does a spelling stand in the text that is given away by the two characters at `at`?
    pub fn stands(&self, text: &[Code], at: usize) -> bool {
        let hint = matches!(text.get(at..at + 2), Some([first, next]) if self.pairs.has(*first, *next));
        hint && (at.saturating_sub(LONGEST - 2)..=at).any(|from| self.at(text, from).is_some())
    }

    /// The word that is meant by what stands at `from`, the longest first.
    pub fn at(&self, text: &[Code], from: usize) -> Option<Letters> {
        let here = &text[from.min(text.len())..(from + LONGEST).min(text.len())];
        if !here.windows(2).any(|two| self.pairs.has(two[0], two[1])) {
            return None;
        }
        let all = here.iter().fold(0, |all, code| all << 16 | u64::from(*code)) << (16 * (LONGEST - here.len()));
        (2..=here.len()).rev().find_map(|len| self.means(all & u64::MAX << (16 * (LONGEST - len)))).map(Letters)
    }
}

/// A word of two to four Han characters as one number.
fn number(word: &str) -> Option<u64> {
    let mut all = 0;
    for c in word.chars() {
        let code = Code::try_from(u32::from(c)).ok().filter(|code| is_han(*code))?;
        all = if all >> 48 == 0 { all << 16 | u64::from(code) } else { return None };
    }
    (all >> 16 != 0).then_some(all)
}

/// Han characters, by which [`Sounds::heads`] is laid out.
const HEADS: usize = 0x5200;

/// The number with its first character in the highest place.
fn high(word: u64) -> u64 {
    word << (word.leading_zeros() & !15)
}

/// The number with its last character in the lowest place.
fn low(word: u64) -> u64 {
    word >> (word.trailing_zeros() & !15)
}

/// The place of the first character among Han characters; behind all of them for any other.
fn head(high: u64) -> usize {
    usize::from(((high >> 48) as Code).wrapping_sub(0x4E00)).min(HEADS)
}

/// The characters of a number, one after the other.
#[derive(Clone, Copy)]
pub struct Letters(u64);

impl Letters {
    /// A word of one character.
    pub fn of(code: Code) -> Letters {
        Letters(u64::from(code))
    }

    /// How many characters are left.
    pub fn left(self) -> usize {
        self.0.checked_ilog2().map_or(0, |bits| (bits >> 4) as usize + 1)
    }
}

impl Iterator for Letters {
    type Item = Code;

    fn next(&mut self) -> Option<Code> {
        let rest = self.left().checked_sub(1)? * 16;
        let first = (self.0 >> rest) as Code;
        self.0 &= (1 << rest) - 1;
        Some(first)
    }
}

fn shown(word: u64) -> String {
    Letters(low(word)).filter_map(|code| char::from_u32(u32::from(code))).collect()
}

/// A set of pairs of characters, one word of memory a look: four bits of it are set for each. It says yes wrongly once in a thousand times
/// or less; never no.
struct Pairs(Box<[u64; 1 << 15]>);

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs(Box::new([0; 1 << 15]))
    }
}

impl Pairs {
    #[inline(always)]
    fn hash(first: Code, next: Code) -> u64 {
        u64::from(u32::from(first) << 16 | u32::from(next)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    /// The four bits of a hash, by their places.
    #[inline(always)]
    fn bits(hash: u64) -> [u64; 4] {
        [43, 37, 31, 25].map(|from| 1 << (hash >> from & 63))
    }

    /// Adds the pair in which the first character of a spelling stands that is not the word's.
    fn put(&mut self, own: u64, means: u64) {
        let place = ((own ^ means).ilog2() >> 4).saturating_sub(1);
        let hash = Pairs::hash((own >> (16 * place + 16)) as Code, (own >> (16 * place)) as Code);
        self.0[(hash >> 49) as usize] |= Pairs::bits(hash).into_iter().fold(0, |all, bit| all | bit);
    }

    fn has(&self, first: Code, next: Code) -> bool {
        let hash = Pairs::hash(first, next);
        let word = self.0[(hash >> 49) as usize];
        Pairs::bits(hash).into_iter().all(|bit| word & bit != 0)
    }

    /// Two bits of the four: a look at every place of every text.
    #[inline(always)]
    fn may(&self, first: Code, next: Code) -> bool {
        let hash = Pairs::hash(first, next);
        let word = self.0[(hash >> 49) as usize];
        let [a, b, ..] = Pairs::bits(hash).map(|bit| word & bit != 0);
        a & b
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::codes;
    use super::*;

    fn load(lines: &str) -> (Sounds, Vec<String>) {
        let mut problems = Vec::new();
        let sounds = Sounds::load(&format!("# 说明\nwritten = \"\"\"\n{lines}\n\"\"\"\n"), ["逾7", "余期"].into_iter(), &mut problems);
        (sounds, problems.iter().map(|p| format!("{} {}", p.place, p.what)).collect())
    }

    #[test]
    fn each_line_is_a_word_and_its_spellings() {
        let (sounds, problems) = load("催收 催手 垂收\n通讯录 通训录 同讯录 通讯路\n户籍所在 户籍锁在");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(sounds.iter().count(), 6);
        for (text, from, means) in [("别催手了", 1, "催收"), ("通讯路", 0, "通讯录"), ("爆通训录", 1, "通讯录"), ("同讯录", 0, "通讯录"), ("到户籍锁在地", 1, "户籍所在")] {
            let text = codes(text);
            assert!((0..text.len()).any(|at| sounds.stands(&text, at)));
            let found: Vec<_> = (0..=text.len()).filter_map(|at| Some((at, sounds.at(&text, at)?.collect::<Vec<_>>()))).collect();
            assert_eq!(found, [(from, codes(means))]);
        }
        for silent in ["", "催", "催收", "讯路", "催手".chars().rev().collect::<String>().as_str()] {
            let text = codes(silent);
            assert!(!(0..=text.len()).any(|at| sounds.stands(&text, at)), "{silent}");
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let (sounds, problems) = load("催收 催手 催\n逾期 余期 愈七天\n催手 x收 催收\n老赖 老赖\n还款 催手 户籍所在地");
        assert_eq!(sounds.iter().count(), 0);
        let wrong = "不是同样长的汉字词，或者和原词一样";
        let wanted = [(3, format!("催」{wrong}")), (4, format!("愈七天」{wrong}")), (5, format!("x收」{wrong}")), (6, format!("老赖」{wrong}")), (7, format!("户籍所在地」{wrong}")), (3, "催手」归了两个词".to_owned()), (4, "余期」已写在 _spelling.toml 里".to_owned())];
        assert_eq!(problems, wanted.map(|(line, what)| format!("casebook/words/_homophones.toml 第 {line} 行 同音写法「{what}")));
    }
}
