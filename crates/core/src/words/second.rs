//! The second opinion: a linear model over short runs of characters, learned from labelled messages.
//!
//! The lexicon knows what somebody wrote into it. This table of weights has seen labelled messages and says, for each act, how much
//! a text looks like those that commit it. Alone it is never more than a weak sign; beside the lexicon it may take a weak find back.
//! Everything is whole numbers and exact runs of characters: the same text gives the same score everywhere, and the runs that
//! weighed most can be shown. `scripts/train_second.py` writes the file; nobody edits weights by hand.
//!
//! The score of an act, in hundredths: its base for the recipient, plus the sum of the weights of all different known runs in the
//! text divided by the root of their number. (A long text does not outweigh a short one by its length.)

use super::Recipient;
use super::file::read;
use super::fold::{Code, Folded, codes, ends_clause};
use crate::error::Problem;
use serde::Deserialize;

/// The stem of its file in `casebook/words`.
pub const STEM: &str = "_second";
/// The longest run of characters.
pub const LONGEST: usize = 4;
/// The first and the last place of a text, as the file writes them; folding leaves neither in a text.
const ENDS: (Code, Code) = ('^' as Code, '$' as Code);
/// Most acts a file may have: they are asked for by one bit each.
const MOST_ACTS: usize = 16;
/// No weight is larger: sums of a whole text stay far inside 32 bits.
const HEAVIEST: i32 = 30_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondFile {
    #[serde(rename = "means")]
    _means: String,
    #[serde(rename = "trained")]
    _trained: String,
    /// Version of this layout.
    format: u32,
    /// Alone it speaks from this score on, where money or a debt is talked of: 本人, 第三人, 不明.
    speaks: [i32; 3],
    /// The same where neither is.
    speaks_bare: [i32; 3],
    /// The least score where the lexicon found another act: acts that go together are easily taken for each other.
    beside: i32,
    /// A find of the lexicon whose score is lower is taken back.
    keeps: i32,
    /// One of these characters must be there, or the lexicon must have found something; else the text is not looked at.
    worth: String,
    acts: Vec<ActLine>,
    runs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActLine {
    name: String,
    /// Score of an empty text: 本人, 第三人, 不明.
    base: [i32; 3],
}

/// The table of weights, read once.
pub struct Second {
    acts: Vec<ActLine>,
    speaks: [i32; 3],
    speaks_bare: [i32; 3],
    beside: i32,
    keeps: i32,
    /// One bit a character worth looking at.
    worth: Vec<u64>,
    /// Open addressing: packed runs (0: none) and their numbers; at most half full.
    keys: Vec<u64>,
    numbers: Vec<u32>,
    /// Run → where its weights lie.
    own: Vec<(u32, u32)>,
    /// Act and weight.
    weights: Vec<(u8, i32)>,
}

/// Room to work in, and what was found in the last text.
#[derive(Default)]
pub struct Heard {
    /// The text with every number as one 0, between its ends.
    text: Vec<Code>,
    /// Where each of them stands in the folded text.
    at: Vec<u32>,
    /// By run: the round it was last met in.
    seen: Vec<u32>,
    round: u32,
    /// Runs met, each once: number, first place in `text`, length.
    met: Vec<(u32, u32, u8)>,
    /// All places of runs, for quotes.
    scores: Vec<i32>,
}

impl Heard {
    /// The score of an act in the last text, in hundredths.
    pub fn score(&self, act: usize) -> i32 {
        self.scores.get(act).copied().unwrap_or(i32::MIN)
    }
}

/// A mistake in the file.
pub fn bad(what: impl Into<String>, line: Option<usize>) -> Problem {
    let place = line.map_or_else(String::new, |n| format!(" 权重第 {n} 行"));
    Problem::new("words.second", what, format!("casebook/words/{STEM}.toml{place}"), "这个文件不用手改：请用 scripts/train_second.py 重新生成")
}

/// Up to four characters in one number; 0 for none.
fn packed(run: &[Code]) -> u64 {
    run.iter().fold(0, |key, code| key << 16 | u64::from(*code))
}

fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

impl Second {
    /// Reads the file. Mistakes are reported; a file with mistakes is not used.
    pub fn load(text: &str, problems: &mut Vec<Problem>) -> Option<Second> {
        let before = problems.len();
        let file: SecondFile = read(STEM, text, problems)?;
        if file.format != 1 {
            problems.push(bad(format!("不认识的格式 {}，只认识 1", file.format), None));
        }
        if file.acts.is_empty() || file.acts.len() > MOST_ACTS {
            problems.push(bad(format!("行为应有 1 到 {MOST_ACTS} 个"), None));
        }
        let mut worth = vec![0; 1 << 10];
        for code in codes(&file.worth) {
            worth[usize::from(code >> 6)] |= 1 << (code & 63);
        }
        let mut second = Second { acts: file.acts, speaks: file.speaks, speaks_bare: file.speaks_bare, beside: file.beside, keeps: file.keeps, worth, keys: Vec::new(), numbers: Vec::new(), own: Vec::new(), weights: Vec::new() };
        let lines: Vec<(usize, &str)> = (1..).zip(file.runs.lines()).filter(|(_, l)| !l.is_empty()).collect();
        let size = (lines.len() * 2).next_power_of_two().max(2);
        (second.keys, second.numbers) = (vec![0; size], vec![0; size]);
        for (nth, line) in lines {
            if let Err(what) = second.line(line) {
                problems.push(bad(what, Some(nth)));
            }
        }
        if second.own.is_empty() {
            problems.push(bad("没有权重", None));
        }
        (problems.len() == before).then_some(second)
    }

    /// `词 0:12 3:-40`: a run of one to four characters, then act and weight.
    fn line(&mut self, line: &str) -> Result<(), String> {
        let mut fields = line.split(' ');
        let run = codes(fields.next().unwrap_or_default());
        if run.is_empty() || run.len() > LONGEST {
            return Err("开头应是一到四个字".to_owned());
        }
        let from = self.weights.len();
        let mut last = None;
        for field in fields {
            let parsed = field.split_once(':').and_then(|(act, weight)| Some((act.parse::<u8>().ok()?, weight.parse::<i32>().ok()?)));
            let Some((act, weight)) = parsed else { return Err(format!("「{field}」不是 行为:整数")) };
            if usize::from(act) >= self.acts.len() || last.is_some_and(|l| l >= act) {
                return Err(format!("没有第 {act} 个行为，或次序不对"));
            }
            if weight == 0 || weight.abs() > HEAVIEST {
                return Err(format!("权重 {weight} 太大，或是 0"));
            }
            last = Some(act);
            self.weights.push((act, weight));
        }
        if last.is_none() {
            return Err("没有权重".to_owned());
        }
        let key = packed(&run);
        let most = self.keys.len() - 1;
        let mut at = slot(key) & most;
        while self.keys[at] != 0 {
            if self.keys[at] == key {
                return Err("同一串字写了两次".to_owned());
            }
            at = (at + 1) & most;
        }
        (self.keys[at], self.numbers[at]) = (key, self.own.len() as u32);
        self.own.push((from as u32, self.weights.len() as u32));
        Ok(())
    }

    fn find(&self, key: u64) -> Option<u32> {
        let most = self.keys.len() - 1;
        let mut at = slot(key) & most;
        loop {
            match self.keys[at] {
                0 => return None,
                k if k == key => return Some(self.numbers[at]),
                _ => at = (at + 1) & most,
            }
        }
    }

    /// Names of its acts, in the order of their numbers.
    pub fn acts(&self) -> impl Iterator<Item = &str> {
        self.acts.iter().map(|a| a.name.as_str())
    }

    /// Number of runs it knows.
    pub fn runs(&self) -> usize {
        self.own.len()
    }

    /// The scores from which it speaks alone: where money or a debt is talked of, and where neither is.
    pub fn speaks(&self, to: Recipient) -> (i32, i32) {
        (self.speaks[to as usize], self.speaks_bare[to as usize])
    }

    /// The least score at which it speaks alone where the lexicon found another act.
    pub fn beside(&self) -> i32 {
        self.beside
    }

    /// A find of the lexicon stands from this score on.
    pub fn keeps(&self) -> i32 {
        self.keeps
    }

    /// Is a text in which the lexicon found nothing worth looking at?
    pub fn worth(&self, text: &[Code]) -> bool {
        text.iter().any(|code| self.worth[usize::from(code >> 6)] >> (code & 63) & 1 == 1)
    }

    /// Scores of all acts for a folded text.
    pub fn hear(&self, text: &[Code], to: Recipient, heard: &mut Heard) {
        let Heard { text: plain, at, seen, round, met, scores } = heard;
        plain.clear();
        at.clear();
        met.clear();
        plain.push(ENDS.0);
        at.push(0);
        for (place, code) in (0u32..).zip(text) {
            let digit = (0x30..=0x39).contains(code);
            if digit && plain.last() == Some(&0x30) {
                continue;
            }
            plain.push(if digit { 0x30 } else { *code });
            at.push(place);
        }
        plain.push(ENDS.1);
        at.push(text.len() as u32);
        if seen.len() != self.own.len() || *round == u32::MAX {
            *seen = vec![0; self.own.len()];
            *round = 0;
        }
        *round += 1;
        scores.clear();
        scores.resize(self.acts.len(), 0);
        for from in 0..plain.len() {
            let mut key = 0;
            for (code, len) in plain[from..].iter().zip(1..=LONGEST as u8) {
                key = key << 16 | u64::from(*code);
                let Some(run) = self.find(key) else { continue };
                let mark = &mut seen[run as usize];
                if *mark == *round {
                    continue;
                }
                *mark = *round;
                met.push((run, from as u32, len));
                for (act, weight) in self.of(run) {
                    scores[usize::from(*act)] = scores[usize::from(*act)].saturating_add(*weight);
                }
            }
        }
        // The root in 256ths, so that it is a whole number.
        let root = i64::from(((met.len().clamp(1, 1 << 20) as u32) << 8).isqrt()) << 4;
        for (score, act) in scores.iter_mut().zip(&self.acts) {
            *score = act.base[to as usize] + (i64::from(*score) * 256).div_euclid(root) as i32;
        }
    }

    fn of(&self, run: u32) -> &[(u8, i32)] {
        let (from, until) = self.own[run as usize];
        &self.weights[from as usize..until as usize]
    }

    fn weight(&self, run: u32, act: usize) -> i32 {
        self.of(run).iter().find(|(a, _)| usize::from(*a) == act).map_or(0, |(_, w)| *w)
    }

    /// The clause of the last text that weighs most for an act: first and last place in the folded text.
    pub fn clause(&self, act: usize, folded: &Folded, heard: &Heard) -> (usize, usize) {
        let len = folded.codes.len();
        // Transcripts put spaces where punctuation would stand; spaces between single characters are evasion.
        let speech = folded.spaces > 0 && len / (folded.spaces as usize + 1) >= 4;
        let mut clauses: Vec<(usize, usize, i64)> = Vec::new();
        let mut from = 0;
        for place in 0..=len {
            let stop = place == len || ends_clause(folded.codes[place]);
            if stop || speech && folded.edge[place] {
                if place > from {
                    clauses.push((from, place, 0));
                }
                from = place + usize::from(stop);
            }
        }
        for (run, place, _) in &heard.met {
            let place = heard.at.get(*place as usize).map_or(0, |p| *p as usize);
            if let Some(clause) = clauses.iter_mut().find(|c| (c.0..c.1).contains(&place)) {
                clause.2 += i64::from(self.weight(*run, act));
            }
        }
        // The first of equals.
        let best = clauses.iter().rev().max_by_key(|c| c.2);
        best.map_or((0, len), |c| (c.0, c.1))
    }

    /// The runs of the last text that weighed most for an act, heaviest first; ends of the text as ^ and $.
    pub fn why(&self, act: usize, heard: &Heard, most: usize) -> Vec<(String, i32)> {
        let mut runs: Vec<(i32, u32, u8)> = heard.met.iter().map(|(run, place, len)| (self.weight(*run, act), *place, *len)).filter(|(w, ..)| *w > 0).collect();
        runs.sort_by_key(|(weight, place, len)| (std::cmp::Reverse(*weight), *place, *len));
        let text = |place: u32, len: u8| heard.text[place as usize..place as usize + usize::from(len)].iter().filter_map(|c| char::from_u32(u32::from(*c))).collect();
        runs.into_iter().take(most).map(|(weight, place, len)| (text(place, len), weight)).collect()
    }
}
